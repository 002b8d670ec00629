//! Which requests are answered at all: those that this machine's own browser makes, for the preview itself, to
//! read. Another site cannot make that browser fetch a draft for it, by whatever name it calls this machine.

use hyper::{HeaderMap, Method, StatusCode, Uri, header};

/// A request that is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The address as the browser names it, with the port: `127.0.0.1:4040`.
    pub host: String,
    /// The path, decoded, with its first slash.
    pub path: String,
    /// What stands behind the `?`, as it was written.
    pub query: String,
}

/// Why a request is not answered.
pub type Refusal = (StatusCode, &'static str);

/// Checks a request; `port` is our own.
///
/// # Errors
/// When it is not one to answer.
pub fn check(method: &Method, uri: &Uri, headers: &HeaderMap, port: u16) -> Result<Asked, Refusal> {
    let host = host(uri, headers, port)?;
    if method != Method::GET && method != Method::HEAD {
        return Err((StatusCode::METHOD_NOT_ALLOWED, "the preview is only read: GET and HEAD"));
    }
    if has_body(headers) {
        return Err((StatusCode::BAD_REQUEST, "a request to read has no body"));
    }
    if !is_from_here(headers, &host) {
        return Err((StatusCode::FORBIDDEN, "the preview answers no other site"));
    }
    let path = path(uri.path())?;
    Ok(Asked { host, path, query: uri.query().unwrap_or_default().to_owned() })
}

/// The one name by which we are called, if it is ours: a foreign name that leads to this machine (DNS rebinding)
/// would give its site our pages.
fn host(uri: &Uri, headers: &HeaderMap, port: u16) -> Result<String, Refusal> {
    let mut named = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (named.next(), named.next()) else {
        return Err((StatusCode::BAD_REQUEST, "a request names one host"));
    };
    let host = host.to_str().unwrap_or_default();
    let elsewhere = uri.authority().is_some_and(|authority| authority.as_str() != host);
    if elsewhere || !is_ours(host, port) {
        return Err((StatusCode::MISDIRECTED_REQUEST, "the preview is at 127.0.0.1 and localhost alone"));
    }
    Ok(host.to_ascii_lowercase())
}

fn is_ours(host: &str, port: u16) -> bool {
    let (name, number) = host.rsplit_once(':').unwrap_or((host, "80"));
    let names = ["127.0.0.1", "localhost"];
    names.iter().any(|ours| ours.eq_ignore_ascii_case(name)) && number == port.to_string()
}

/// True for a request that says it comes with a body, or whose end two headers tell differently.
fn has_body(headers: &HeaderMap) -> bool {
    let none = |length: &header::HeaderValue| length.as_bytes() == b"0";
    headers.contains_key(header::TRANSFER_ENCODING)
        || headers.get_all(header::CONTENT_LENGTH).iter().any(|length| !none(length))
}

/// True for a request of a person, of a program, or of our own pages. Browsers say where one comes from; from
/// another site only a link that is followed in the open is answered.
fn is_from_here(headers: &HeaderMap, host: &str) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if text("origin").is_some_and(|origin| origin != format!("http://{host}")) {
        return false;
    }
    let followed = text("sec-fetch-mode") == Some("navigate") && text("sec-fetch-dest") == Some("document");
    matches!(text("sec-fetch-site"), None | Some("same-origin" | "none")) || followed
}

/// A path with its signs decoded once. One that could be more than a name in our list is refused.
fn path(written: &str) -> Result<String, Refusal> {
    let refused = (StatusCode::BAD_REQUEST, "this is no address of a page");
    let decoded = decoded(written).ok_or(refused)?;
    let plain = decoded.starts_with('/')
        && !decoded.contains(|c: char| c.is_control() || c == '\\')
        && !decoded.contains("//")
        && !decoded.split('/').any(|part| part == "." || part == "..");
    if plain { Ok(decoded) } else { Err(refused) }
}

/// `%41` as `A`; nothing if that leaves no UTF-8.
#[must_use]
pub fn decoded(written: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let value = digit(rest.next())? * 16 + digit(rest.next())?;
        bytes.push(u8::try_from(value).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(method: &str, uri: &str, headers: &[(&'static str, &str)]) -> Result<Asked, u16> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        check(&method, &uri.parse().unwrap(), &map, 4040).map_err(|(status, _)| status.as_u16())
    }

    const OURS: (&str, &str) = ("host", "127.0.0.1:4040");

    fn path_of(uri: &str) -> Result<String, u16> {
        ask("GET", uri, &[OURS]).map(|asked| asked.path)
    }

    #[test]
    fn only_our_own_names_are_answered() {
        assert!(ask("GET", "/", &[OURS]).is_ok());
        assert!(ask("GET", "/", &[("host", "LocalHost:4040")]).is_ok());
        for host in
            ["example.org", "example.org:4040", "127.0.0.1:80", "127.0.0.1", "127.0.0.1.example.org:4040"]
        {
            assert_eq!(ask("GET", "/", &[("host", host)]).unwrap_err(), 421, "{host}");
        }
        assert_eq!(ask("GET", "http://example.org/", &[OURS]).unwrap_err(), 421);
        assert_eq!(ask("GET", "/", &[]).unwrap_err(), 400);
        assert_eq!(ask("GET", "/", &[OURS, OURS]).unwrap_err(), 400);
    }

    #[test]
    fn other_sites_are_refused() {
        let with = |name, value| ask("GET", "/", &[OURS, (name, value)]).map(drop);
        assert_eq!(with("origin", "https://example.org"), Err(403));
        assert_eq!(with("origin", "null"), Err(403));
        assert_eq!(with("origin", "http://127.0.0.1:4040"), Ok(()));
        assert_eq!(with("sec-fetch-site", "cross-site"), Err(403));
        assert_eq!(with("sec-fetch-site", "same-site"), Err(403));
        assert_eq!(with("sec-fetch-site", "same-origin"), Ok(()));
        let followed = [
            OURS,
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "document"),
        ];
        assert!(ask("GET", "/", &followed).is_ok());
    }

    #[test]
    fn nothing_but_reading_is_answered() {
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"] {
            assert_eq!(ask(method, "/", &[OURS]).unwrap_err(), 405, "{method}");
        }
        assert_eq!(ask("GET", "/", &[OURS, ("content-length", "4")]).unwrap_err(), 400);
        assert_eq!(ask("GET", "/", &[OURS, ("transfer-encoding", "chunked")]).unwrap_err(), 400);
        assert!(ask("HEAD", "/", &[OURS, ("content-length", "0")]).is_ok());
    }

    #[test]
    fn a_path_is_decoded_once_and_climbs_nowhere() {
        assert_eq!(path_of("/n%65ws/"), Ok("/news/".to_owned()));
        assert_eq!(path_of("/%252e%252e/"), Ok("/%2e%2e/".to_owned()));
        for path in [
            "/..%2fcasebook.yaml",
            "/%2e%2e/",
            "/a/../b",
            "/a/./b",
            "//etc/passwd",
            "/%5c..%5c",
            "/%00",
            "/%c0%ae/",
            "/%zz",
            "/%4",
        ] {
            assert_eq!(path_of(path), Err(400), "{path}");
        }
    }
}
