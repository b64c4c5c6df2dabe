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
use super::printed::served;
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

/// How long the drill lasts: `GROUNDTRUTH_TEST_OVERLOAD_SECONDS=60`.
fn how_long() -> Duration {
    let asked = std::env::var("GROUNDTRUTH_TEST_OVERLOAD_SECONDS").ok();
    Duration::from_secs(asked.map_or(3, |text| text.parse().unwrap()))
}

/// Five times as many as the 512 that are let in, from 24 addresses of this machine.
const AT_ONCE: usize = 2_560;
/// The most memory that the program may take, in kB.
const MEMORY: u64 = 512 * 1_000;

/// A line of what the system says of a process, in kB.
fn memory(process: u32, line: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let found = status.lines().find_map(|text| text.strip_prefix(line));
    let digits = found.unwrap().trim().trim_end_matches(" kB");
    digits.parse().unwrap()
}

/// What somebody who asks again and again was told: the status, and how long it took.
async fn asks(source: u8, to: SocketAddr, path: &str, until: Instant) -> Vec<(u16, Duration)> {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let mut told = Vec::new();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {to}\r\nConnection: close\r\n\r\n");
    while Instant::now() < until {
        let began = Instant::now();
        let one = async {
            let socket = tokio::net::TcpSocket::new_v4()?;
            socket.bind(SocketAddr::from((Ipv4Addr::new(127, 0, 0, source), 0)))?;
            let mut stream = socket.connect(to).await?;
            stream.write_all(request.as_bytes()).await?;
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).await?;
            Ok::<_, std::io::Error>(answer)
        };
        let answer = tokio::time::timeout(Duration::from_secs(40), one).await;
        let status = match answer {
            Ok(Ok(answer)) if answer.starts_with(b"HTTP/1.1 ") => {
                let digits = String::from_utf8_lossy(&answer[9..12]).into_owned();
                digits.parse().unwrap()
            }
            // Cut off, or never answered.
            _ => 0,
        };
        told.push((status, began.elapsed()));
        if status != 200 {
            // Whoever is refused waits a little, as the answer asks.
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
    }
    told
}

#[test]
#[ignore = "it takes all of the machine: GROUNDTRUTH_TEST_OVERLOAD_SECONDS=60 cargo test --test all overload::five -- --ignored --nocapture"]
fn five_times_too_much_is_lived_through_in_bounded_memory() {
    let (folder, temporary) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut served = served(folder.path(), temporary.path());
    let (address, process) = (served.address, served.child.id());
    let before = memory(process, "VmRSS:");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let lasts = how_long();
    let told = runtime.block_on(async {
        let until = Instant::now() + lasts;
        let mut askers = Vec::new();
        for at in 0..AT_ONCE {
            let source = 2 + u8::try_from(at % 24).unwrap();
            let path = ["/", "/sign-in", "/audits/mshengu-toilets", "/healthz"][at % 4];
            askers.push(tokio::spawn(asks(source, address, path, until)));
        }
        let mut told = Vec::new();
        for asker in askers {
            told.extend(asker.await.unwrap());
        }
        told
    });
    let began = Instant::now();
    let recovered = loop {
        let mut stream = from(30, address);
        let request = format!("GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        if answer.starts_with(b"HTTP/1.1 200") {
            break began.elapsed();
        }
        assert!(
            began.elapsed() < Duration::from_secs(5),
            "it does not recover"
        );
        std::thread::sleep(Duration::from_millis(20));
    };
    let most = memory(process, "VmHWM:");
    let ended = served.child.try_wait().unwrap();
    assert!(ended.is_none(), "it ended: {ended:?}");
    served.child.kill().unwrap();
    served.child.wait().unwrap();
    let count = |status: u16| told.iter().filter(|(told, _)| *told == status).count();
    let mut admitted: Vec<Duration> = told
        .iter()
        .filter(|(status, _)| *status == 200)
        .map(|(_, took)| *took)
        .collect();
    admitted.sort();
    assert!(!admitted.is_empty());
    let at = |share: usize| admitted[(admitted.len() * share / 100).min(admitted.len() - 1)];
    let others = told
        .iter()
        .filter(|(status, _)| ![200, 429, 503, 0].contains(status));
    assert_eq!(
        others.count(),
        0,
        "only let in, or told that it is too much"
    );
    crate::support::postgres::say(&format!(
        "overload, {AT_ONCE} askers for {lasts:?}: {} let in (p50 {:?}, p99 {:?}), {} told 503, {} told 429, {} cut off; \
         memory {before} kB before, {most} kB at most; recovered in {recovered:?}",
        admitted.len(),
        at(50),
        at(99),
        count(503),
        count(429),
        count(0)
    ));
    assert!(most < MEMORY, "{most} kB");
}

/// One answer: the status, how many bytes, how long it took.
async fn asks_once(source: u8, to: SocketAddr, path: &str) -> (u16, usize, Duration) {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let began = Instant::now();
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    let own = SocketAddr::from((Ipv4Addr::new(127, 0, 0, source), 0));
    socket.bind(own).unwrap();
    let mut stream = socket.connect(to).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {to}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    (read(&answer).status, answer.len(), began.elapsed())
}

#[test]
fn twenty_reports_at_once_take_bounded_memory_and_pages_are_answered_beside_them() {
    let (folder, temporary) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut served = served(folder.path(), temporary.path());
    let (address, process) = (served.address, served.child.id());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let (reports, pages) = runtime.block_on(async {
        let path = "/audits/mshengu-toilets/report.pdf";
        let reports: Vec<_> = (0..20_u8)
            .map(|at| tokio::spawn(asks_once(2 + at, address, path)))
            .collect();
        let mut pages = Vec::new();
        while reports.iter().any(|one| !one.is_finished()) || pages.len() < 20 {
            pages.push(asks_once(60, address, "/sign-in").await);
        }
        let mut made = Vec::new();
        for report in reports {
            made.push(report.await.unwrap());
        }
        (made, pages)
    });
    let most = memory(process, "VmHWM:");
    served.child.kill().unwrap();
    served.child.wait().unwrap();
    assert!(
        reports
            .iter()
            .all(|(status, bytes, _)| *status == 200 && *bytes > 20_000),
        "{reports:?}"
    );
    // Editions of one audit are the same bytes for everybody.
    assert!(reports.windows(2).all(|two| two[0].1 == two[1].1));
    assert!(pages.iter().all(|(status, ..)| *status == 200), "{pages:?}");
    let mut took: Vec<Duration> = pages.iter().map(|(_, _, took)| *took).collect();
    took.sort();
    let slowest = reports.iter().map(|(_, _, took)| *took).max();
    crate::support::postgres::say(&format!(
        "twenty reports at once: the last after {slowest:?}; beside them {} pages, p50 {:?}, p99 {:?}; memory {most} kB at most",
        took.len(),
        took[took.len() / 2],
        took[took.len() * 99 / 100]
    ));
    assert!(most < MEMORY, "{most} kB");
}
