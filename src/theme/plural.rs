//! Which form of a word a number takes: <https://cldr.unicode.org/index/cldr-spec/plural-rules>.

/// All categories.
pub(super) const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The category of a number in a language: `zero`, `one`, `two`, `few`, `many` or `other`. A
/// language that isn't known here has `one` and `other`, as English has.
pub(super) fn category(language: &str, number: f64) -> &'static str {
    let language = language.split(['-', '_']).next().unwrap_or_default();
    let number = number.abs();
    if number.fract() != 0.0 {
        return fraction(language, number);
    }
    // No count here comes near the end of the range.
    let n = number as u64;
    let (ten, hundred) = (n % 10, n % 100);
    match language {
        "ja" | "zh" | "ko" | "vi" | "th" | "id" | "ms" | "lo" | "my" => "other",
        "fr" | "pt" | "hy" if n <= 1 => "one",
        "ru" | "uk" | "be" => match (ten, hundred) {
            (1, h) if h != 11 => "one",
            (2..=4, h) if !(12..=14).contains(&h) => "few",
            _ => "many",
        },
        "sr" | "hr" | "bs" => match (ten, hundred) {
            (1, h) if h != 11 => "one",
            (2..=4, h) if !(12..=14).contains(&h) => "few",
            _ => "other",
        },
        "pl" => match (n, ten, hundred) {
            (1, ..) => "one",
            (_, 2..=4, h) if !(12..=14).contains(&h) => "few",
            _ => "many",
        },
        "cs" | "sk" => match n {
            1 => "one",
            2..=4 => "few",
            _ => "other",
        },
        "sl" => match hundred {
            1 => "one",
            2 => "two",
            3 | 4 => "few",
            _ => "other",
        },
        "lt" => match (ten, hundred) {
            (1, h) if !(11..=19).contains(&h) => "one",
            (2..=9, h) if !(11..=19).contains(&h) => "few",
            _ => "other",
        },
        "ro" => match (n, hundred) {
            (1, _) => "one",
            (0, _) | (_, 1..=19) => "few",
            _ => "other",
        },
        "he" | "iw" if n == 2 => "two",
        "ar" => match (n, hundred) {
            (0, _) => "zero",
            (1, _) => "one",
            (2, _) => "two",
            (_, 3..=10) => "few",
            (_, 11..=99) => "many",
            _ => "other",
        },
        _ if n == 1 => "one",
        _ => "other",
    }
}

/// Numbers with a fraction have a form of their own in few languages.
fn fraction(language: &str, number: f64) -> &'static str {
    match language {
        "fr" | "pt" | "hy" if number < 2.0 => "one",
        "cs" | "sk" | "lt" => "many",
        "ro" | "sl" => "few",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::category;

    #[test]
    fn numbers_take_the_form_that_their_language_gives_them() {
        let forms = |language: &str| {
            [0.0, 1.0, 2.0, 5.0, 12.0, 21.0, 1.5].map(|number| category(language, number))
        };
        assert_eq!(
            forms("en-GB"),
            ["other", "one", "other", "other", "other", "other", "other"]
        );
        assert_eq!(
            forms("fr"),
            ["one", "one", "other", "other", "other", "other", "one"]
        );
        assert_eq!(
            forms("ru"),
            ["many", "one", "few", "many", "many", "one", "other"]
        );
        assert_eq!(
            forms("pl"),
            ["many", "one", "few", "many", "many", "many", "other"]
        );
        assert_eq!(forms("ja"), ["other"; 7]);
        assert_eq!(
            forms("ar"),
            ["zero", "one", "two", "few", "many", "many", "other"]
        );
    }
}
