//! Hosts of addresses: of which address, and how they are written in ASCII.

/// The host of a whole address, without the user before it and the port behind it, in small
/// letters. Of one for mail or telephone there is none.
pub(super) fn host(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let host = match host.strip_prefix('[') {
        Some(inner) => inner.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let host = host.trim_end_matches('.');
    (!host.is_empty()).then(|| host.to_lowercase())
}

/// A host in ASCII, each part by itself: `bücher.example` is `xn--bcher-kva.example`. None where
/// it is in ASCII already.
pub(super) fn in_ascii(host: &str) -> Option<String> {
    if host.is_ascii() {
        return None;
    }
    let parts = host.split('.').map(|part| match part.is_ascii() {
        true => Some(part.to_owned()),
        false => Some(format!("xn--{}", punycode(part)?)),
    });
    Some(parts.collect::<Option<Vec<_>>>()?.join("."))
}

/// RFC 3492, section 6.3.
fn punycode(part: &str) -> Option<String> {
    const BASE: u32 = 36;
    const LOWEST: u32 = 1;
    const HIGHEST: u32 = 26;
    let digit = |value: u32| match value {
        0..26 => Some(char::from(b'a' + value as u8)),
        26..36 => Some(char::from(b'0' + (value - 26) as u8)),
        _ => None,
    };
    let letters: Vec<u32> = part.chars().map(u32::from).collect();
    let mut out: String = part.chars().filter(char::is_ascii).collect();
    let basic = out.len() as u32;
    if basic > 0 {
        out.push('-');
    }
    let (mut code, mut delta, mut bias, mut handled) = (128u32, 0u32, 72u32, basic);
    while (handled as usize) < letters.len() {
        let least = letters
            .iter()
            .copied()
            .filter(|letter| *letter >= code)
            .min()?;
        delta = delta.checked_add((least - code).checked_mul(handled + 1)?)?;
        code = least;
        for letter in &letters {
            if *letter < code {
                delta = delta.checked_add(1)?;
            }
            if *letter != code {
                continue;
            }
            let mut rest = delta;
            let mut place = BASE;
            loop {
                let threshold = place.saturating_sub(bias).clamp(LOWEST, HIGHEST);
                if rest < threshold {
                    break;
                }
                out.push(digit(threshold + (rest - threshold) % (BASE - threshold))?);
                rest = (rest - threshold) / (BASE - threshold);
                place += BASE;
            }
            out.push(digit(rest)?);
            bias = adapted(delta, handled + 1, handled == basic);
            delta = 0;
            handled += 1;
        }
        delta += 1;
        code += 1;
    }
    Some(out)
}

/// RFC 3492, section 6.1.
fn adapted(delta: u32, count: u32, is_first: bool) -> u32 {
    let mut delta = delta / if is_first { 700 } else { 2 };
    delta += delta / count;
    let mut turns = 0;
    while delta > 455 {
        delta /= 35;
        turns += 36;
    }
    turns + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::{host, in_ascii};

    #[test]
    fn the_host_of_an_address_is_found() {
        let of = |address: &str| host(address).unwrap_or_default();
        assert_eq!(
            of("https://ann@Wiki.Corp.example:8443/x"),
            "wiki.corp.example"
        );
        assert_eq!(of("http://[fd00::1]/x"), "fd00::1");
        assert_eq!(of("mailto:pay@example.com"), "");
    }

    #[test]
    fn hosts_are_written_in_ascii() {
        let of = |host: &str| in_ascii(host).unwrap_or_default();
        assert_eq!(of("wiki.bücher.example"), "wiki.xn--bcher-kva.example");
        assert_eq!(of("例え.jp"), "xn--r8jz45g.jp");
        assert_eq!(of("wiki.example"), "");
    }
}
