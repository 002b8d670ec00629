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
        let (host, _) = rest.split_once('/').unwrap_or((rest, ""));
        if host.is_empty() || host.contains(|c: char| c.is_whitespace() || c == '@') {
            return Err("names no host");
        }
        if text.contains(['?', '#']) || text.contains(char::is_whitespace) {
            return Err("has a `?`, a `#` or a space in it");
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_needs_a_scheme_and_a_host() {
        assert!(BaseUrl::parse("example.org").is_err());
        assert!(BaseUrl::parse("https:///x").is_err());
        assert!(BaseUrl::parse("ftp://example.org").is_err());
        assert_eq!(BaseUrl::parse("https://example.org:8443/site").unwrap().path(), "/site/");
        assert_eq!(
            BaseUrl::parse("https://münchen.example").unwrap().join(&Url::file("a.css")),
            "https://münchen.example/a.css"
        );
    }
}
