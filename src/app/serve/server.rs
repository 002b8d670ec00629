//! The door: connections are few, short-lived unless they read events, and read no more than a head.
//!
//! hyper reads HTTP; what is bounded here is how much, how long and how many. Whoever opens connections without
//! asking anything loses the oldest of them as others come.

#![expect(clippy::disallowed_methods, reason = "idle time is measured")]

use std::{
    collections::BTreeMap,
    convert::Infallible,
    future::poll_fn,
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use hyper::{Request, body::Incoming, server::conn::http1::Builder, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::AbortHandle,
    time::timeout,
};

use crate::app::serve::{answer::Content, house::House};

/// So many connections at once.
const MOST: usize = 128;

/// A head is no longer than this, in bytes and in lines.
const LONGEST_HEAD: usize = 32 * 1024;
const MOST_LINES: usize = 64;

/// A head comes within this time, and the next one too.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is sent to us after a refusal is thrown away for so long, that the refusal may be read.
const LINGER: Duration = Duration::from_secs(2);

/// What is said to one who never ends a head.
const TOO_SLOW: &[u8] = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// Accepts connections for ever.
pub async fn run(listener: TcpListener, house: Arc<House>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
    let start = Instant::now();
    let mut guests = Guests::default();
    loop {
        // A refusal of the system, such as too many open files, passes when others leave.
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let seat =
            Arc::new(Seat { start, last: AtomicU64::new(millis(start)), listens: AtomicBool::new(false) });
        let visit = tokio::spawn(visit(stream, Arc::clone(&house), Arc::clone(&seat)));
        guests.seat(seat, visit.abort_handle());
    }
}

/// One connection, as far as its place is concerned.
struct Seat {
    start: Instant,
    /// When it last asked for something, in milliseconds since the start.
    last: AtomicU64,
    /// It reads events.
    listens: AtomicBool,
}

/// All connections.
#[derive(Default)]
struct Guests {
    seats: BTreeMap<u64, (Arc<Seat>, AbortHandle)>,
    next: u64,
}

impl Guests {
    /// Gives a connection its place; if none is free, the one goes that has asked for nothing the longest.
    fn seat(&mut self, seat: Arc<Seat>, visit: AbortHandle) {
        if self.seats.len() >= MOST {
            self.seats.retain(|_, (_, visit)| !visit.is_finished());
        }
        if self.seats.len() >= MOST {
            let idle = |(_, (seat, _)): &(&u64, &(Arc<Seat>, AbortHandle))| {
                (seat.listens.load(Ordering::Relaxed), seat.last.load(Ordering::Relaxed))
            };
            let longest = self.seats.iter().min_by_key(idle).map(|(number, _)| *number);
            if let Some((_, visit)) = longest.and_then(|number| self.seats.remove(&number)) {
                visit.abort();
            }
        }
        self.seats.insert(self.next, (seat, visit));
        self.next += 1;
    }
}

fn millis(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// Answers one connection until it ends.
async fn visit(stream: TcpStream, house: Arc<House>, seat: Arc<Seat>) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| {
        let (house, seat) = (Arc::clone(&house), Arc::clone(&seat));
        seat.last.store(millis(seat.start), Ordering::Relaxed);
        Box::pin(async move {
            let response = house.answer(request).await;
            seat.listens.store(matches!(response.body(), Content::Events(_)), Ordering::Relaxed);
            Ok::<_, Infallible>(response)
        })
    });
    let mut connection = Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_buf_size(LONGEST_HEAD)
        .max_header_size(LONGEST_HEAD)
        .max_headers(MOST_LINES)
        .serve_connection(TokioIo::new(stream), service);
    let ended = poll_fn(|context| connection.poll_without_shutdown(context)).await;
    let parts = connection.into_parts();
    let mut stream = parts.io.into_inner();
    if ended.is_err_and(|error| error.is_timeout()) && !parts.read_buf.is_empty() {
        let _ = timeout(LINGER, stream.write_all(TOO_SLOW)).await;
    }
    let _ = stream.shutdown().await;
    let _ = timeout(LINGER, drain(&mut stream)).await;
}

/// Throws away what still comes, since closing on unread bytes would take the answer back.
async fn drain(stream: &mut TcpStream) {
    let mut buffer = vec![0; 16 * 1024];
    while stream.read(&mut buffer).await.is_ok_and(|length| length > 0) {}
}
