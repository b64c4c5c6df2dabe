//! Who asks: connections that stay open, each asking again when it was answered; and the process that answers.

use std::fmt;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

/// A server in a process of its own. It ends with this value.
pub struct Child {
    process: std::process::Child,
    pub address: SocketAddr,
    /// What it said besides.
    pub said: String,
}

impl Child {
    /// Starts this program again in another part, and waits until it says where it listens.
    pub fn start(mode: &str, folder: PathBuf, rows: usize) -> Self {
        std::fs::create_dir_all(&folder).unwrap();
        let mut process = Command::new(std::env::current_exe().unwrap())
            .arg(mode)
            .arg(&folder)
            .arg(rows.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = loop {
            let line = lines.next().unwrap().unwrap();
            if let Some(rest) = line.strip_prefix("ready ") {
                break rest.to_owned();
            }
        };
        let (address, said) = line.split_once(' ').unwrap_or((&line, ""));
        let (address, said) = (address.parse().unwrap(), said.to_owned());
        // Its output is read on, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Self {
            process,
            address,
            said,
        }
    }

    /// Seconds of the processors that it and its own processes have used.
    fn cpu(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id()));
        let stat = stat.unwrap_or_default();
        let after_name = stat.rsplit(')').next().unwrap_or_default();
        let ticks = after_name.split_whitespace().skip(11).take(4);
        ticks
            .filter_map(|word| word.parse::<f64>().ok())
            .sum::<f64>()
            / 100.0
    }

    /// The most memory that it had, in MiB.
    pub fn peak_mib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmHWM:"));
        let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
        kib.unwrap_or(0) / 1024
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Makes the requests of a unit by its number: the whole of each as it goes over the wire.
type Made = Arc<dyn Fn(u64) -> Vec<Vec<u8>> + Send + Sync>;

/// A unit of work.
#[derive(Clone)]
pub enum Unit {
    Bare(fn(u64) -> Vec<Vec<u8>>),
    Made(Made),
}

impl Unit {
    pub fn of(made: impl Fn(u64) -> Vec<Vec<u8>> + Send + Sync + 'static) -> Self {
        Self::Made(Arc::new(made))
    }

    /// A page.
    pub fn page(path: &str, headers: &str) -> Self {
        let request = request("GET", path, headers, b"");
        Self::of(move |_| vec![request.clone()])
    }

    fn requests(&self, number: u64) -> Vec<Vec<u8>> {
        match self {
            Self::Bare(made) => made(number),
            Self::Made(made) => made(number),
        }
    }
}

/// A request as it goes over the wire. The host is whoever answers on this machine.
pub fn request(method: &str, path: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let mut bytes = format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Length: {length}\r\n\r\n"
    )
    .into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// A connection that stays open.
pub struct Connection(BufReader<TcpStream>);

/// An answer.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Connection {
    pub fn to(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self(BufReader::new(stream))
    }

    pub fn ask(&mut self, request: &[u8]) -> Answer {
        self.0.get_mut().write_all(request).unwrap();
        let (mut head, mut length, mut chunked) = (String::new(), 0, false);
        loop {
            let from = head.len();
            assert!(
                self.0.read_line(&mut head).unwrap() > 0,
                "an answer: {head}"
            );
            let line = head[from..].trim_end().to_ascii_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            chunked |= line == "transfer-encoding: chunked";
            if line.is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).unwrap();
        while chunked {
            let mut line = String::new();
            self.0.read_line(&mut line).unwrap();
            let size = usize::from_str_radix(line.trim(), 16).unwrap();
            let from = body.len();
            body.resize(from + size + 2, 0);
            self.0.read_exact(&mut body[from..]).unwrap();
            body.truncate(from + size);
            chunked = size > 0;
        }
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok());
        Answer {
            status: status.unwrap_or(0),
            head,
            body,
        }
    }
}

/// What a run of units cost: milliseconds of the server's processors for each, how long each took, how many each second.
pub struct Load {
    pub cpu: f64,
    pub p50: f64,
    pub p99: f64,
    pub each_second: f64,
}

/// Units that were asked for so far, by anybody: no two are alike.
static ASKED: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);

impl Load {
    pub fn of(child: &Child, connections: usize, count: usize, unit: &Unit) -> Self {
        let (started, cpu) = (Instant::now(), child.cpu());
        let threads: Vec<_> = (0..connections)
            .map(|_| {
                let (unit, address) = (unit.clone(), child.address);
                std::thread::spawn(move || asked(address, count / connections, &unit))
            })
            .collect();
        let mut all: Vec<f64> = Vec::new();
        for thread in threads {
            all.extend(thread.join().unwrap());
        }
        let seconds = started.elapsed().as_secs_f64();
        all.sort_by(f64::total_cmp);
        Self {
            cpu: (child.cpu() - cpu) * 1000.0 / all.len() as f64,
            p50: all[all.len() / 2],
            p99: all[all.len() * 99 / 100],
            each_second: all.len() as f64 / seconds,
        }
    }
}

fn asked(address: SocketAddr, count: usize, unit: &Unit) -> Vec<f64> {
    let mut connection = Connection::to(address);
    let mut times = Vec::with_capacity(count);
    for _ in 0..count {
        let number = ASKED.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let requests = unit.requests(number);
        let started = Instant::now();
        for request in requests {
            let answer = connection.ask(&request);
            assert!(
                (200..300).contains(&answer.status),
                "{} {}",
                answer.head,
                String::from_utf8_lossy(&answer.body)
            );
        }
        times.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    times
}

impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            cpu,
            p50,
            p99,
            each_second,
        } = self;
        write!(
            f,
            "{cpu:.3} ms CPU, p50 {p50:.2} ms, p99 {p99:.1} ms, {each_second:.0}/s"
        )
    }
}

/// The value in the middle.
pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
