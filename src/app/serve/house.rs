//! Who answers: the preview's own pages below `/-/`, and the pages of the site everywhere else.

use std::sync::Arc;

use hyper::{Request, Response, StatusCode, body::Incoming};
use tokio::sync::watch::Receiver;

use crate::app::serve::{
    answer::{Answer, Content},
    desk, events, paper, problems,
    request::{self, Asked},
    state::State,
    visit,
};

/// The preview's script and the styles of its own pages, part of the program.
const SCRIPT: &str = include_str!("preview.js");
const STYLES: &str = include_str!("preview.css");

/// A desk.
const ICON: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\">\
    <path fill=\"#1f5f91\" d=\"M0 4h16v3h-1v6h-3V7H4v6H1V7H0z\"/></svg>\n";

/// The folder of what is the preview's own. No page can stand there: a slug holds no lone hyphen.
pub const OWN: &str = "/-/";

/// What answers requests.
pub struct House {
    /// Our port.
    pub port: u16,
    /// What is shown.
    pub states: Receiver<Arc<State>>,
}

impl House {
    /// Answers one request.
    pub async fn answer(self: Arc<Self>, request: Request<Incoming>) -> Response<Content> {
        let method = request.method().clone();
        let checked = request::check(&method, request.uri(), request.headers(), self.port);
        let answer = match checked {
            Err((status, words)) => Answer::words(status, words),
            Ok(asked) if asked.path == "/-/events" => {
                let kind = "text/event-stream";
                let content = Content::Events(events::stream(self.states.clone()));
                Answer { content, ..Answer::whole(StatusCode::OK, kind, "") }
            }
            Ok(asked) => self.made(asked).await,
        };
        answer.response(&method)
    }

    /// Makes a page on a thread of its own, so that a large one keeps nobody waiting.
    async fn made(self: Arc<Self>, asked: Asked) -> Answer {
        let state = self.states.borrow().clone();
        let made = tokio::task::spawn_blocking(move || page(&state, &asked)).await;
        made.unwrap_or_else(|_| {
            Answer::words(StatusCode::INTERNAL_SERVER_ERROR, "this page could not be made")
        })
    }
}

/// The answer to a request for a page or a file.
#[must_use]
pub fn page(state: &State, asked: &Asked) -> Answer {
    let Some(own) = asked.path.strip_prefix(OWN) else { return visit::page(state, asked) };
    match own {
        "preview.js" => Answer::whole(StatusCode::OK, "text/javascript; charset=utf-8", SCRIPT),
        "preview.css" => Answer::whole(StatusCode::OK, "text/css; charset=utf-8", STYLES),
        "icon.svg" => Answer::whole(StatusCode::OK, "image/svg+xml", ICON),
        "problems" => Answer::page(StatusCode::OK, problems::list(&state.diagnostics, &state.sources)),
        "" | "desk" => Answer::moved("/-/desk/".to_owned()),
        _ => match (own.strip_prefix("desk/"), own.strip_prefix("print/")) {
            (Some(rest), _) => desk::page(state, rest, &asked.query),
            (_, Some(rest)) => paper::page(state, &Asked { path: format!("/{rest}"), ..asked.clone() }),
            _ => Answer::words(StatusCode::NOT_FOUND, "the preview has no such page"),
        },
    }
}
