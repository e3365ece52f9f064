//! To which names the preview answers. A page of another site can have its own name lead to this
//! machine (DNS rebinding), and would read the preview as its own; so a name must be known.

use std::net::IpAddr;

/// The hosts that a request may be addressed to.
#[derive(Clone, Debug)]
pub struct Hosts {
    bound: IpAddr,
    names: Vec<String>,
}

impl Hosts {
    /// This machine by its loopback names and by the address that is `bound`, and `names` beside
    /// these. Addresses in numbers can't be made to lead elsewhere, so that all of them are taken
    /// where all are bound.
    pub fn new(bound: IpAddr, names: impl IntoIterator<Item = String>) -> Hosts {
        let names = names.into_iter().map(|name| plain(&name).to_owned());
        Hosts {
            bound,
            names: names.collect(),
        }
    }

    /// Whether a `Host` header, with or without a port, names one of them.
    pub fn has(&self, host: &str) -> bool {
        let host = plain(host);
        if let Ok(address) = host
            .trim_start_matches('[')
            .trim_end_matches(']')
            .parse::<IpAddr>()
        {
            let address = address.to_canonical();
            return address.is_loopback()
                || address == self.bound.to_canonical()
                || self.bound.is_unspecified()
                || self.is_named(&host);
        }
        host == "localhost" || host.ends_with(".localhost") || self.is_named(&host)
    }

    /// Whether an `Origin` header is one of them.
    pub fn has_origin(&self, origin: &str) -> bool {
        let rest = origin
            .strip_prefix("http://")
            .or_else(|| origin.strip_prefix("https://"));
        rest.is_some_and(|host| !host.contains('/') && self.has(host))
    }

    fn is_named(&self, host: &str) -> bool {
        self.names.iter().any(|name| name == host)
    }
}

/// The host without its port and its final dot, in lower case.
fn plain(host: &str) -> String {
    let name = match host.rsplit_once(':') {
        Some((name, port))
            if port.bytes().all(|b| b.is_ascii_digit())
                && (name.ends_with(']') || !name.contains(':')) =>
        {
            name
        }
        _ => host,
    };
    name.trim_end_matches('.').to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::Hosts;

    #[test]
    fn only_this_machine_and_what_was_named_are_answered() {
        let hosts = Hosts::new(
            [127, 0, 0, 1].into(),
            ["Preview.Example.com:8443".to_owned()],
        );
        for host in [
            "localhost",
            "localhost:4000",
            "LOCALHOST.",
            "waypost.localhost:4000",
            "127.0.0.1:4000",
            "127.8.8.8",
            "[::1]:4000",
            "[::ffff:127.0.0.1]",
            "preview.example.com",
        ] {
            assert!(hosts.has(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "localhost.evil.example",
            "evil-localhost",
            "127.0.0.1.evil.example",
            "192.0.2.7:4000",
            "[2001:db8::1]",
            "localhost:4000:80",
            "localhost@evil.example",
        ] {
            assert!(!hosts.has(host), "{host}");
        }
        assert!(hosts.has_origin("http://localhost:4000"));
        assert!(!hosts.has_origin("null"));
        assert!(!hosts.has_origin("http://evil.example"));
        assert!(!hosts.has_origin("http://localhost/../evil"));
    }
}
