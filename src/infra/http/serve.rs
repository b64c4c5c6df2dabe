//! Answers what comes through a door, until it is asked to stop.

use std::future::Future;
use std::pin::pin;

use axum::Router;
use axum::body::Body;
use axum::extract::connect_info::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tower::ServiceExt as _;

use super::Door;

/// Answers every request with the router, each with its [`super::Peer`]. After `stop` nobody new is let in, and what is
/// under way ends.
pub async fn serve(mut door: Door, router: Router, stop: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(door.longest_head());
    let under_way = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            () = &mut stop => break,
            taken = door.accept() => taken,
        };
        let router = router.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().oneshot(request)
        });
        let connection = http.serve_connection(TokioIo::new(stream), service);
        let watched = under_way.watch(connection);
        // How a connection ends is its own affair.
        tokio::spawn(async move {
            let _ = watched.await;
        });
    }
    drop(door);
    under_way.shutdown().await;
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;

    use super::*;
    use crate::infra::http::Limits;

    const WHOLE: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    async fn open(limits: Limits) -> std::net::SocketAddr {
        let door = Door::open("127.0.0.1:0".parse().unwrap(), None, limits);
        let door = door.await.unwrap();
        let address = door.address();
        let router = Router::new().route("/", get(async || "well"));
        tokio::spawn(serve(door, router, std::future::pending()));
        address
    }

    async fn answer(stream: &mut TcpStream) -> String {
        let mut text = String::new();
        let _ = stream.read_to_string(&mut text).await;
        text
    }

    #[tokio::test]
    async fn a_head_that_never_ends_is_cut_though_it_always_goes_on() {
        let address = open(Limits {
            head: Duration::from_millis(300),
            ..Limits::default()
        })
        .await;
        let mut slow = TcpStream::connect(address).await.unwrap();
        slow.write_all(b"GET / HTTP/1.1\r\nX: ").await.unwrap();
        let mut is_cut = false;
        for _ in 0..400 {
            let mut byte = [0];
            let heard = tokio::time::timeout(Duration::from_millis(20), slow.read(&mut byte)).await;
            is_cut = match heard {
                Ok(Ok(0) | Err(_)) => true,
                Ok(Ok(_)) => false,
                Err(_) => slow.write_all(b"a").await.is_err(),
            };
            if is_cut {
                break;
            }
        }
        assert!(is_cut);
        let mut quick = TcpStream::connect(address).await.unwrap();
        quick.write_all(WHOLE).await.unwrap();
        assert!(answer(&mut quick).await.ends_with("well"));
    }

    #[tokio::test]
    async fn one_address_has_no_more_than_its_places_and_gets_them_back() {
        let address = open(Limits {
            each: 2,
            ..Limits::default()
        })
        .await;
        let mut first = TcpStream::connect(address).await.unwrap();
        let mut second = TcpStream::connect(address).await.unwrap();
        let mut third = TcpStream::connect(address).await.unwrap();
        assert_eq!(answer(&mut third).await, "");
        for stream in [&mut first, &mut second] {
            stream.write_all(WHOLE).await.unwrap();
            assert!(answer(stream).await.ends_with("well"));
        }
        drop((first, second));
        // It is seen a little later that they left.
        let mut heard = String::new();
        while heard.is_empty() {
            let mut next = TcpStream::connect(address).await.unwrap();
            let _ = next.write_all(WHOLE).await;
            heard = answer(&mut next).await;
        }
        assert!(heard.ends_with("well"));
    }

    #[tokio::test]
    async fn where_all_places_are_taken_the_next_waits_for_one() {
        let address = open(Limits {
            all: 1,
            ..Limits::default()
        })
        .await;
        let first = TcpStream::connect(address).await.unwrap();
        let mut second = TcpStream::connect(address).await.unwrap();
        second.write_all(WHOLE).await.unwrap();
        let waited = tokio::time::timeout(Duration::from_millis(200), answer(&mut second)).await;
        assert!(waited.is_err());
        drop(first);
        assert!(answer(&mut second).await.ends_with("well"));
    }
}
