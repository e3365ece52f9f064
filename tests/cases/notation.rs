//! What text can't hold, and how a case writes it.

/// `\n`, `\r`, `\t`, `\\`, `\"`, `\xFF` and `\u{202E}` replaced by the bytes that they stand for.
pub fn unescaped(text: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        rest = &rest[at + 1..];
        let unknown = || {
            format!(
                "no escape is written `\\{}`",
                rest.chars().take(6).collect::<String>()
            )
        };
        let used = match rest.as_bytes().first() {
            Some(b'n') => one(&mut bytes, b'\n'),
            Some(b'r') => one(&mut bytes, b'\r'),
            Some(b't') => one(&mut bytes, b'\t'),
            Some(b'\\') => one(&mut bytes, b'\\'),
            Some(b'"') => one(&mut bytes, b'"'),
            Some(b'x') => {
                let digits = rest.get(1..3).ok_or_else(unknown)?;
                bytes.push(u8::from_str_radix(digits, 16).map_err(|_| unknown())?);
                3
            }
            Some(b'u') => {
                let end = rest.find('}').ok_or_else(unknown)?;
                let digits = rest.get(2..end).ok_or_else(unknown)?;
                let character = u32::from_str_radix(digits, 16)
                    .ok()
                    .and_then(char::from_u32);
                let character = character.ok_or_else(unknown)?;
                bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                end + 1
            }
            _ => return Err(unknown()),
        };
        rest = &rest[used..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    Ok(bytes)
}

fn one(bytes: &mut Vec<u8>, byte: u8) -> usize {
    bytes.push(byte);
    1
}

/// The bytes of an entry: `@repeat` and `@end` replaced, then what its options say.
pub fn bytes(text: &str, options: &[String]) -> Result<Vec<u8>, String> {
    let has = |name: &str| options.iter().any(|option| option == name);
    let mut bytes = Vec::new();
    if has("bom") {
        bytes.extend_from_slice(b"\xEF\xBB\xBF");
    }
    for line in text.split_inclusive('\n') {
        if let Some(repeat) = line.strip_prefix("@repeat ") {
            bytes.extend(repeated(repeat.trim_end())?);
            continue;
        }
        let line = line
            .strip_prefix("@end")
            .map_or(line, |rest| rest.trim_start_matches(' '));
        match has("escapes") {
            true => bytes.extend(unescaped(line)?),
            false => bytes.extend_from_slice(line.as_bytes()),
        }
    }
    if has("open") && bytes.last() == Some(&b'\n') {
        bytes.pop();
    }
    let end: &[u8] = match (has("crlf"), has("cr")) {
        (true, _) => b"\r\n",
        (_, true) => b"\r",
        _ => return Ok(bytes),
    };
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    Ok(lines.join(end))
}

/// `1000 "text"`, or `1000 "text" "end"` where the end comes once.
fn repeated(written: &str) -> Result<Vec<u8>, String> {
    let fault = || format!("write `@repeat 1000 \"text\"`, not `@repeat {written}`");
    let (count, text) = written.split_once(' ').ok_or_else(fault)?;
    let count: usize = count.parse().map_err(|_| fault())?;
    let text = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    let text = text.ok_or_else(fault)?;
    if !text.contains("{n}") {
        return Ok(unescaped(text)?.repeat(count));
    }
    let mut bytes = Vec::new();
    for turn in 1..=count {
        bytes.extend(unescaped(&text.replace("{n}", &turn.to_string()))?);
    }
    Ok(bytes)
}
