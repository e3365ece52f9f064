//! Lengths of time as people write them: "6-12 months", "2–3 years".

/// A length of time, read as a range of months. Kept with the words it was written in, which are
/// what a reader sees.
#[derive(Clone, Debug, PartialEq)]
pub struct Duration {
    /// The words.
    pub words: Box<str>,
    /// The shorter end, in months.
    pub least: f64,
    /// The longer end, in months; infinite for "5+ years".
    pub most: f64,
}

/// Weeks in a month, as twelve months make a year of 52.18 weeks.
const WEEKS: f64 = 4.348;
/// Days in a month.
const DAYS: f64 = 30.44;

/// Units by the beginning of their names, in months. The longer name comes before the one that it
/// begins with. English, German, French, Spanish, Italian, Dutch, Portuguese, Japanese, Chinese, Arabic.
const UNITS: &[(&str, f64)] = &[
    ("year", 12.0),
    ("yr", 12.0),
    ("jahr", 12.0),
    ("jaar", 12.0),
    ("an", 12.0),
    ("año", 12.0),
    ("ano", 12.0),
    ("年", 12.0),
    ("quarter", 3.0),
    ("quartal", 3.0),
    ("trimest", 3.0),
    ("month", 1.0),
    ("monat", 1.0),
    ("maand", 1.0),
    ("mois", 1.0),
    ("mes", 1.0),
    ("mês", 1.0),
    ("か月", 1.0),
    ("ヶ月", 1.0),
    ("カ月", 1.0),
    ("ヵ月", 1.0),
    ("个月", 1.0),
    ("月", 1.0),
    ("week", 1.0 / WEEKS),
    ("woche", 1.0 / WEEKS),
    ("weken", 1.0 / WEEKS),
    ("semaine", 1.0 / WEEKS),
    ("seman", 1.0 / WEEKS),
    ("settiman", 1.0 / WEEKS),
    ("週", 1.0 / WEEKS),
    ("周", 1.0 / WEEKS),
    ("day", 1.0 / DAYS),
    ("tag", 1.0 / DAYS),
    ("jour", 1.0 / DAYS),
    ("día", 1.0 / DAYS),
    ("日", 1.0 / DAYS),
    ("سن", 12.0),
    ("عام", 12.0),
    ("أعوام", 12.0),
    ("شهر", 1.0),
    ("أشهر", 1.0),
    ("شهور", 1.0),
    ("أسبوع", 1.0 / WEEKS),
    ("أسابيع", 1.0 / WEEKS),
    ("يوم", 1.0 / DAYS),
    ("أيام", 1.0 / DAYS),
    ("mo", 1.0),
    ("y", 12.0),
    ("m", 1.0),
    ("w", 1.0 / WEEKS),
    ("d", 1.0 / DAYS),
];

impl Duration {
    /// Reads "6-12 months", "2–3 years", "18 months", "1.5 years", "5+ years", "6 months to 1 year".
    /// `None` when there is no number, or no unit that is known.
    pub fn read(words: &str) -> Option<Duration> {
        let lower: String = words.trim().to_lowercase().chars().map(western).collect();
        let numbers = numbers(&lower);
        let (first, last) = (numbers.first()?, numbers.last()?);
        // "6-12 months": the first number has no unit of its own and takes the last one's.
        let last_unit = last.unit?;
        let least = first.value * first.unit.unwrap_or(last_unit);
        let most = if last.open {
            f64::INFINITY
        } else {
            last.value * last_unit
        };
        (numbers.len() <= 2 && least <= most).then(|| Duration {
            words: words.trim().into(),
            least,
            most,
        })
    }

    /// Whether the two ranges are the same to within half a month: people round.
    pub fn agrees(&self, least: f64, most: f64) -> bool {
        let near = |a: f64, b: f64| a == b || (a - b).abs() <= 0.5;
        near(self.least, least) && near(self.most, most)
    }
}

/// A digit as Arabic and Persian write it, as the one that counts for it here.
fn western(letter: char) -> char {
    let zero = match letter {
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        _ => return letter,
    };
    char::from_digit(letter as u32 - zero as u32, 10).unwrap_or(letter)
}

struct Number {
    value: f64,
    /// Months in the unit that follows.
    unit: Option<f64>,
    /// Followed by `+`.
    open: bool,
}

fn numbers(text: &str) -> Vec<Number> {
    let mut numbers = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = &rest[start..];
        let end = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
            .unwrap_or(rest.len());
        let digits = rest[..end].trim_end_matches(['.', ',']).replace(',', ".");
        rest = &rest[end..];
        let Ok(value) = digits.parse::<f64>() else {
            return Vec::new();
        };
        let open = rest.trim_start().starts_with('+');
        let after = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '+');
        let unit = UNITS
            .iter()
            .find(|(name, _)| after.starts_with(name))
            .map(|(_, months)| *months);
        numbers.push(Number { value, unit, open });
        if numbers.len() > 4 {
            break;
        }
    }
    numbers
}

/// Months in the words of the site's language would need its grammar; as figures they need none:
/// `18`, or `18-36` for a range.
pub fn months(least: f64, most: f64) -> String {
    let round = |months: f64| {
        let tenths = (months * 10.0).round() / 10.0;
        format!("{tenths}")
    };
    if (least - most).abs() < 0.05 {
        round(least)
    } else if most.is_finite() {
        format!("{}-{}", round(least), round(most))
    } else {
        format!("{}+", round(least))
    }
}

#[cfg(test)]
mod tests {
    use super::Duration;

    #[test]
    fn durations_are_read_in_other_scripts() {
        for (words, least, most) in [
            ("3-6 أشهر", 3.0, 6.0),
            ("٣-٦ أشهر", 3.0, 6.0),
            ("2–4 سنوات", 24.0, 48.0),
            ("12 شهرًا", 12.0, 12.0),
            ("۲年", 24.0, 24.0),
        ] {
            let read = Duration::read(words);
            assert!(read.is_some_and(|read| read.agrees(least, most)), "{words}");
        }
    }
}
