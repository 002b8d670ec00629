//! What browsers are told: every new state, as server-sent events (HTML, 9.2), and now and then a sign of life.

use std::{sync::Arc, time::Duration};

use hyper::body::Bytes;
use tokio::{
    sync::{mpsc, watch::Receiver},
    time::timeout,
};

use crate::app::serve::state::State;

/// How long nothing is said; a browser that has gone is noticed then.
const SILENCE: Duration = Duration::from_secs(15);

/// How long a browser waits before it asks again, in milliseconds.
const FIRST: &str = "retry: 500\n";

/// A stream that begins with the present state. It ends with the browser's connection.
#[must_use]
pub fn stream(mut states: Receiver<Arc<State>>) -> mpsc::Receiver<Bytes> {
    let (sender, receiver) = mpsc::channel(2);
    tokio::spawn(async move {
        let first = format!("{FIRST}{}", states.borrow_and_update().event());
        let mut next = Bytes::from(first);
        while sender.send(next).await.is_ok() {
            next = match timeout(SILENCE, states.changed()).await {
                Ok(Ok(())) => Bytes::from(states.borrow_and_update().event()),
                Ok(Err(_)) => break,
                Err(_) => Bytes::from_static(b":\n\n"),
            };
        }
    });
    receiver
}
