//! The socket: connections, their limits, and the stream of news.

use super::answer::{Content, answer, refusal, told};
use super::connections::Connections;
use super::desk::Desk;
use super::hosts::Hosts;
use http_body_util::{Either, Full, channel::Channel};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};

/// The time in which a request must have come in, also on a connection that had one before.
const READING: Duration = Duration::from_secs(15);

/// The most that is read of a request, in bytes.
const LARGEST_HEAD: usize = 32 * 1024;

/// How often a silent stream says that it is still there, so that no proxy closes it.
const PULSE: Duration = Duration::from_secs(15);

/// How long to wait when no connection can be taken: too many files are open.
const RECOVERY: Duration = Duration::from_millis(50);

type Body = Either<Full<Bytes>, Channel<Bytes>>;

/// Takes connections for ever.
pub(super) async fn take_all(listener: TcpListener, hosts: Hosts, desk: Arc<Desk>) {
    let connections = Arc::new(Connections::default());
    let hosts = Arc::new(hosts);
    for number in 0u64.. {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(_) => {
                tokio::time::sleep(RECOVERY).await;
                continue;
            }
        };
        let busy = Arc::new(AtomicBool::new(false));
        let (hosts, desk) = (hosts.clone(), desk.clone());
        let (connections_of_it, busy_of_it) = (connections.clone(), busy.clone());
        let task = tokio::spawn(async move {
            hold(stream, &hosts, &desk, &busy_of_it).await;
            connections_of_it.remove(number);
        });
        connections.add(number, task.abort_handle(), busy);
    }
}

/// One connection, from its first request to its end.
async fn hold(stream: TcpStream, hosts: &Arc<Hosts>, desk: &Arc<Desk>, busy: &Arc<AtomicBool>) {
    // A page is written at once; there is nothing to wait for.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| {
        let (hosts, desk, busy) = (hosts.clone(), desk.clone(), busy.clone());
        async move {
            busy.store(true, Ordering::Relaxed);
            let answer = answered(request, &hosts, &desk).await;
            let is_stream = matches!(answer.body(), Either::Right(_));
            busy.store(is_stream, Ordering::Relaxed);
            Ok::<_, Infallible>(answer)
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(READING)
        .max_buf_size(LARGEST_HEAD)
        .max_headers(100)
        .serve_connection(TokioIo::new(stream), service);
    // What is wrong with a connection concerns nobody but its other end.
    let _ = connection.await;
}

async fn answered(request: Request<Incoming>, hosts: &Hosts, desk: &Arc<Desk>) -> Response<Body> {
    let refused = refusal(
        request.method(),
        request.uri(),
        request.version(),
        request.headers(),
        hosts,
    );
    let answer = match refused {
        Some(answer) => answer,
        None => {
            let (uri, headers) = (request.uri().clone(), request.headers().clone());
            let at = desk.clone();
            match desk.first().await {
                // Templates recurse, on the large stack of these threads.
                Some(edition) => {
                    tokio::task::spawn_blocking(move || answer(&uri, &headers, &at, &edition))
                        .await
                        .unwrap_or_else(|_| {
                            let status = StatusCode::INTERNAL_SERVER_ERROR;
                            told(status, "this page ends the thread that makes it")
                        })
                }
                None => told(StatusCode::SERVICE_UNAVAILABLE, "the preview has ended"),
            }
        }
    };
    answer.map(|content| match content {
        Content::Whole(bytes) => Either::Left(Full::new(bytes.into())),
        Content::News => Either::Right(news(desk)),
    })
}

/// The stream of news. A message says that there is something new and nothing of what it is: whoever
/// may read pages can ask.
fn news(desk: &Desk) -> Channel<Bytes> {
    let (mut sender, body) = Channel::new(4);
    let mut news = desk.listen();
    tokio::spawn(async move {
        let mut message = Bytes::from_static(b"retry: 500\n: the preview of a site\n\n");
        while sender.send_data(message).await.is_ok() {
            message = match tokio::time::timeout(PULSE, news.changed()).await {
                Ok(Ok(())) => Bytes::from_static(b"event: change\ndata: change\n\n"),
                Ok(Err(_)) => return,
                Err(_) => Bytes::from_static(b": still there\n\n"),
            };
        }
    });
    body
}
