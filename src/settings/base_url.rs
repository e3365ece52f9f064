//! The address that a site is published at.

use crate::markdown::decode;
use percent_encoding::{CONTROLS, utf8_percent_encode};

/// Origin and path of the address, taken apart once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme and host: `https://careers.example.com`; empty where the site sets none.
    pub origin: String,
    /// Begins and ends with a slash.
    pub path: String,
}

impl Default for BaseUrl {
    fn default() -> Self {
        BaseUrl {
            origin: String::new(),
            path: "/".to_owned(),
        }
    }
}

impl BaseUrl {
    /// Takes an address apart.
    ///
    /// # Errors
    /// What is wrong with it, as the end of a sentence that begins with "the address".
    pub fn read(text: &str) -> Result<BaseUrl, &'static str> {
        // Browsers take a scheme in any case.
        let scheme = ["https://", "http://"].into_iter().find(|scheme| {
            text.get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        });
        let scheme = scheme.ok_or("doesn't begin with `https://` or `http://`")?;
        let rest = &text[scheme.len()..];
        if rest.contains('?') {
            return Err("has a query");
        }
        if rest.contains('#') {
            return Err("has a fragment");
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if let Some(fault) = host_fault(host) {
            return Err(fault);
        }
        let decoded = decode(path);
        if path.trim_matches('/').contains("//")
            || decoded.contains('\0')
            || decoded
                .split(['/', '\\'])
                .any(|part| matches!(part, "." | ".."))
            || path.contains(|c: char| {
                c.is_whitespace() || c.is_control() || "\\<>\"'`{}|^".contains(c)
            })
        {
            return Err("has a path that no browser keeps as it is");
        }
        let path = path.trim_matches('/');
        Ok(BaseUrl {
            origin: format!("{scheme}{}", host.to_ascii_lowercase()),
            path: if path.is_empty() {
                "/".to_owned()
            } else {
                // What isn't ASCII stands encoded in a sitemap and in a header.
                format!("/{}/", utf8_percent_encode(path, CONTROLS))
            },
        })
    }

    /// The whole address of a path that is relative to the site.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin, self.path)
    }

    /// Whether the site says where it is published.
    pub fn is_known(&self) -> bool {
        !self.origin.is_empty()
    }
}

fn host_fault(host: &str) -> Option<&'static str> {
    if host.contains('@') {
        return Some("has a name or a password in it");
    }
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => {
            let Some((address, port)) = rest.split_once(']') else {
                return Some("has a host that can't be read");
            };
            if address.parse::<std::net::Ipv6Addr>().is_err() {
                return Some("has a host that can't be read");
            }
            ("ipv6", port.strip_prefix(':').unwrap_or(port))
        }
        None => host.split_once(':').unwrap_or((host, "")),
    };
    let name_is_well = !name.is_empty()
        && !name.starts_with('.')
        && !name.contains("..")
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_'));
    if !name_is_well {
        return Some("has no host, or one that can't be read");
    }
    if !port.is_empty() && port.parse::<u16>().is_err() {
        return Some("has a port that can't be read");
    }
    None
}
