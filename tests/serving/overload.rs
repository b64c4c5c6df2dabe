//! More is asked than can be answered: what is too much is told so at once, and afterwards all is as before.

#![expect(
    clippy::disallowed_methods,
    reason = "how soon it is told and recovers is measured"
)]

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use groundtruth::server::Entrance;

use super::Running;
use crate::portal::browser::read;
use groundtruth::infra::config::Config;

/// A connection from one of this machine's own addresses; each address gets 128. The standard library binds no socket
/// before it connects; tokio does.
fn from(source: u8, to: SocketAddr) -> TcpStream {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
        .unwrap();
    runtime.block_on(async {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        let own = SocketAddr::from((Ipv4Addr::new(127, 0, 0, source), 0));
        socket.bind(own).unwrap();
        let stream = socket.connect(to).await.unwrap().into_std().unwrap();
        stream.set_nonblocking(false).unwrap();
        let patience = Some(Duration::from_secs(40));
        stream.set_read_timeout(patience).unwrap();
        stream
    })
}

#[test]
fn what_is_too_much_is_told_so_at_once_and_afterwards_all_is_as_before() {
    let running = Running::start(Config::default(), Entrance::on_this_machine(0));
    let address = running.address;
    // Requests whose bodies never come hold all 512 places; those beyond are told so like everyone.
    let head = format!(
        "POST /sign-in HTTP/1.1\r\nHost: {address}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\n"
    );
    let mut held = Vec::new();
    for source in 2..8 {
        for _ in 0..110 {
            let mut stream = from(source, address);
            stream.write_all(head.as_bytes()).unwrap();
            held.push(stream);
        }
    }
    let request = format!("GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    let asked = |source: u8| {
        let began = Instant::now();
        let mut stream = from(source, address);
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        (read(&answer), began.elapsed())
    };
    // The last of them may still be on their way.
    let until = Instant::now() + Duration::from_secs(15);
    while asked(8).0.status != 503 {
        assert!(Instant::now() < until, "the places were never full");
        std::thread::sleep(Duration::from_millis(50));
    }
    // Five times as many as there are places, one after the other.
    for at in 0..2_560_u32 {
        let (answer, took) = asked(8 + u8::try_from(at % 4).unwrap());
        assert_eq!(answer.status, 503);
        assert_eq!(answer.header("retry-after"), "5");
        // Far below the 30 seconds that a request may take: nobody waits in line to be refused.
        assert!(took < Duration::from_secs(10), "{took:?}");
    }
    drop(held);
    let began = Instant::now();
    while asked(8).0.status != 200 {
        assert!(
            began.elapsed() < Duration::from_secs(5),
            "it does not recover"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}
