//! What parts the cells: a spreadsheet in Europe writes `;`, one in America `,`.

/// Where the table begins and its delimiter, guessed from the first line: the sign that stands
/// there most often outside quotation marks. Excel may say it in a line of its own, `sep=;`.
pub(super) fn guess(text: &str) -> (usize, u8) {
    let start = text.len() - text.trim_start_matches('\n').len();
    let first = text[start..].split('\n').next().unwrap_or_default();
    if let [delimiter @ (b',' | b';' | b'\t')] = first
        .trim_end_matches('\r')
        .strip_prefix("sep=")
        .unwrap_or_default()
        .as_bytes()
    {
        return ((start + first.len() + 1).min(text.len()), *delimiter);
    }
    let outside: Vec<u8> = first.split('"').step_by(2).flat_map(str::bytes).collect();
    let count = |sign: u8| outside.iter().filter(|&&byte| byte == sign).count();
    // Of two that are as frequent the one counts that the format is named after.
    let (_, delimiter) = [b'\t', b';', b',']
        .into_iter()
        .map(|sign| (count(sign), sign))
        .max_by_key(|&(count, _)| count)
        .unwrap_or((0, b','));
    (start, delimiter)
}
