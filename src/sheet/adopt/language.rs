//! The language of a sheet, as far as its script tells.

/// The language that most letters are written in; nothing for those that many share.
pub(super) fn language<'a>(texts: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    const SCRIPTS: [&str; 9] = ["ja", "zh", "ko", "ar", "he", "ru", "el", "th", "hi"];
    let (mut counts, mut all) = ([0usize; SCRIPTS.len()], 0usize);
    for c in texts.flat_map(str::chars).filter(|c| c.is_alphabetic()) {
        all += 1;
        let script = match c {
            '\u{3040}'..='\u{30FF}' => 0,
            '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' => 1,
            '\u{AC00}'..='\u{D7AF}' => 2,
            '\u{0600}'..='\u{06FF}' => 3,
            '\u{0590}'..='\u{05FF}' => 4,
            '\u{0400}'..='\u{04FF}' => 5,
            '\u{0370}'..='\u{03FF}' => 6,
            '\u{0E00}'..='\u{0E7F}' => 7,
            '\u{0900}'..='\u{097F}' => 8,
            _ => continue,
        };
        counts[script] += 1;
    }
    // Japanese is written with Chinese characters as well.
    if counts[0] * 10 > all {
        return Some("ja");
    }
    let most = (0..SCRIPTS.len()).max_by_key(|script| counts[*script])?;
    (counts[most] * 2 > all).then_some(SCRIPTS[most])
}
