//! What is sent back: some bytes, or a stream of events. Nothing is stored by the browser, nothing may be read
//! by another site.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use hyper::{
    Method, Response, StatusCode,
    body::{Body, Bytes, Frame, SizeHint},
    header::{self, HeaderName, HeaderValue},
};
use tokio::sync::mpsc;

/// An answer before its headers are written.
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its media type.
    pub kind: &'static str,
    /// Its bytes.
    pub content: Content,
    /// What the page may load and run.
    pub policy: String,
    /// A name of its bytes.
    pub tag: String,
    /// Where else to go.
    pub location: String,
}

/// The body of an answer.
pub enum Content {
    /// All of it.
    Whole(Bytes),
    /// Part after part, as they come.
    Events(mpsc::Receiver<Bytes>),
}

/// What is allowed to a page of the preview's own.
#[must_use]
pub fn own_policy() -> String {
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; font-src 'self'; \
     frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
        .to_owned()
}

impl Answer {
    /// Some bytes.
    #[must_use]
    pub fn whole(status: StatusCode, kind: &'static str, bytes: impl Into<Bytes>) -> Self {
        Self {
            status,
            kind,
            content: Content::Whole(bytes.into()),
            policy: own_policy(),
            tag: String::new(),
            location: String::new(),
        }
    }

    /// A page of the preview's own.
    #[must_use]
    pub fn page(status: StatusCode, html: String) -> Self {
        Self::whole(status, "text/html; charset=utf-8", html)
    }

    /// Words.
    #[must_use]
    pub fn words(status: StatusCode, words: &str) -> Self {
        Self::whole(status, "text/plain; charset=utf-8", format!("{words}\n"))
    }

    /// The way to another address, where the same stands.
    #[must_use]
    pub fn moved(location: String) -> Self {
        Self { location, ..Self::words(StatusCode::TEMPORARY_REDIRECT, "it stands elsewhere") }
    }

    /// The answer as it is sent.
    #[must_use]
    pub fn response(self, method: &Method) -> Response<Content> {
        let length = self.content.length();
        let content = if method == Method::HEAD { Content::Whole(Bytes::new()) } else { self.content };
        let mut response = Response::new(content);
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        for (name, value) in FIXED {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        let mut add = |name: HeaderName, value: String| {
            if let (false, Ok(value)) = (value.is_empty(), HeaderValue::try_from(value)) {
                headers.insert(name, value);
            }
        };
        add(header::CONTENT_SECURITY_POLICY, self.policy);
        add(header::ETAG, self.tag);
        add(header::LOCATION, self.location);
        add(header::CONTENT_LENGTH, length.map(|length| length.to_string()).unwrap_or_default());
        if self.status == StatusCode::METHOD_NOT_ALLOWED {
            add(header::ALLOW, "GET, HEAD".to_owned());
        }
        response
    }
}

/// What stands over every answer.
const FIXED: [(&str, &str); 5] = [
    ("cache-control", "no-store"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
];

impl Content {
    fn length(&self) -> Option<usize> {
        match self {
            Self::Whole(bytes) => Some(bytes.len()),
            Self::Events(_) => None,
        }
    }
}

impl Body for Content {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match self.get_mut() {
            Self::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Self::Events(parts) => {
                parts.poll_recv(context).map(|part| part.map(|part| Ok(Frame::data(part))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Self::Events(_) => SizeHint::default(),
        }
    }
}

/// The media type of a file by its ending.
#[must_use]
pub fn kind(path: &str) -> &'static str {
    let ending =
        path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, ending)| ending);
    match ending {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" | "jsonld" => "application/json",
        "xml" => "application/xml",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "avif" => "image/avif",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "txt" | "" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
