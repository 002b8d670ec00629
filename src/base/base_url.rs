//! The address under which the site is published: for feeds, cards and the sitemap, which need whole addresses.

use crate::base::url::Url;

/// `https://example.org/` or `https://example.org/site/`; ends with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

impl Default for BaseUrl {
    /// An address that can be nobody's (RFC 2606).
    fn default() -> Self {
        Self("https://site.example/".to_owned())
    }
}

impl BaseUrl {
    /// Reads an address.
    ///
    /// # Errors
    /// What is wrong with it, in words that follow the address.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .ok_or("has no `https://` at its start")?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if host.is_empty() || host.contains(|c: char| c.is_whitespace() || c == '@') {
            return Err("names no host");
        }
        if host.chars().any(|c| !(c.is_alphanumeric() || "-.:[]".contains(c))) {
            return Err("has a sign in its host that no host has");
        }
        if !has_sound_port(host) {
            return Err("has no number from 1 to 65535 behind the `:` of its host");
        }
        if text.contains(|c: char| "?#\"'<>\\^`{|}".contains(c) || c.is_whitespace() || c.is_control()) {
            return Err("has a sign in it that no plain address has");
        }
        if path.split('/').any(|part| matches!(part, "." | "..")) {
            return Err("climbs by `.` or `..`");
        }
        Ok(Self(format!("{}/", text.trim_end_matches('/'))))
    }

    /// The whole address of `url`.
    #[must_use]
    pub fn join(&self, url: &Url) -> String {
        format!("{}{}", self.0, url.as_str().trim_start_matches('/'))
    }

    /// The path below the host, with a `/` at both ends: `/` or `/site/`.
    #[must_use]
    pub fn path(&self) -> &str {
        let host = self.0.find("://").map_or(0, |at| at + 3);
        let slash = self.0.get(host..).and_then(|rest| rest.find('/')).map_or(0, |at| host + at);
        self.0.get(slash..).unwrap_or("/")
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// True for a host without a port, or with one that there can be; the colons of `[::1]` are none.
fn has_sound_port(host: &str) -> bool {
    let behind = host.rsplit(']').next().unwrap_or_default();
    behind.split_once(':').is_none_or(|(_, port)| port.parse::<u16>().is_ok_and(|port| port > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_needs_a_scheme_and_a_host() {
        assert!(BaseUrl::parse("example.org").is_err());
        assert!(BaseUrl::parse("https:///x").is_err());
        assert!(BaseUrl::parse("ftp://example.org").is_err());
        for address in [
            "https://example.org:0/",
            "https://a:b/",
            "https://a b/",
            "https://a/?x",
            "https://a/../b",
            "https://a\"/",
        ] {
            assert!(BaseUrl::parse(address).is_err(), "{address}");
        }
        assert!(BaseUrl::parse("http://[::1]:8080/").is_ok());
        assert_eq!(BaseUrl::parse("https://example.org:8443/site").unwrap().path(), "/site/");
        assert_eq!(
            BaseUrl::parse("https://münchen.example").unwrap().join(&Url::file("a.css")),
            "https://münchen.example/a.css"
        );
    }
}
