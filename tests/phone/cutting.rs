//! A bad network: a proxy that cuts connections after some bytes, and counts what went through.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// A proxy to a server. It cuts while there are cuts left; a connection that ends before it was to be cut costs none.
#[derive(Clone, Debug)]
pub struct Cutting {
    pub address: SocketAddr,
    counts: Arc<Counts>,
}

#[derive(Debug)]
struct Counts {
    down: AtomicBool,
    answers: (u64, u64),
    left: AtomicI64,
    cuts: AtomicU64,
    sent: AtomicU64,
    chance: Mutex<u64>,
    open: Mutex<Vec<TcpStream>>,
    least: u64,
    most: u64,
}

impl Counts {
    /// After how many bytes to cut the next connection, and whether the answer is cut and not the request.
    fn next(&self) -> Option<(u64, bool)> {
        if self.left.fetch_sub(1, Ordering::SeqCst) <= 0 {
            return None;
        }
        let mut state = self.chance.lock().unwrap();
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        let is_answer = *state >> 40 & 3 == 0;
        let (least, most) = match is_answer {
            true => self.answers,
            false => (self.least, self.most),
        };
        Some((least + *state % (most - least), is_answer))
    }
}

impl Cutting {
    /// In front of a server; each cut comes after between `least` and `most` bytes of a connection.
    pub fn before(server: SocketAddr, sent: (u64, u64)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        // The head of an answer is cut: what was asked is done, and nobody is told.
        Self::over(listener, server, sent, (20, 21))
    }

    /// The same on a listener, with where answers are cut.
    pub fn over(
        listener: TcpListener,
        server: SocketAddr,
        (least, most): (u64, u64),
        answers: (u64, u64),
    ) -> Self {
        let address = listener.local_addr().unwrap();
        let counts = Arc::new(Counts {
            down: AtomicBool::new(false),
            answers,
            left: AtomicI64::new(0),
            cuts: AtomicU64::new(0),
            sent: AtomicU64::new(0),
            chance: Mutex::new(0x2545_F491_4F6C_DD1D),
            open: Mutex::default(),
            least,
            most,
        });
        let own = Arc::clone(&counts);
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let counts = Arc::clone(&own);
                if counts.down.load(Ordering::SeqCst) {
                    continue;
                }
                std::thread::spawn(move || through(client, server, &counts));
            }
        });
        Self { address, counts }
    }

    /// Cuts so many connections from now on; those that were open before end.
    pub fn cut(&self, times: i64) {
        self.counts.left.store(times, Ordering::SeqCst);
        for one in self.counts.open.lock().unwrap().drain(..) {
            let _ = one.shutdown(Shutdown::Both);
        }
    }

    /// Takes every connection and drops it at once, or no longer.
    pub fn down(&self, is_down: bool) {
        self.counts.down.store(is_down, Ordering::SeqCst);
    }

    /// Connections that were cut so far.
    pub fn cuts(&self) -> u64 {
        self.counts.cuts.load(Ordering::SeqCst)
    }

    /// Bytes that went to the server so far.
    pub fn sent(&self) -> u64 {
        self.counts.sent.load(Ordering::SeqCst)
    }
}

fn through(client: TcpStream, server: SocketAddr, counts: &Arc<Counts>) {
    let Ok(server) = TcpStream::connect(server) else {
        return;
    };
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    let cut = counts.next();
    let up = cut.filter(|(_, answer)| !answer).map(|(after, _)| after);
    let down = cut.filter(|(_, answer)| *answer).map(|(after, _)| after);
    let open = client.try_clone().unwrap();
    counts.open.lock().unwrap().push(open);
    let (from, to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    let own = Arc::clone(counts);
    let upwards = std::thread::spawn(move || pass(from, to, up, &own, true));
    let was_cut = pass(server, client, down, counts, false);
    let was_cut = upwards.join().is_ok_and(|up| up || was_cut);
    if cut.is_some() && !was_cut {
        counts.left.fetch_add(1, Ordering::SeqCst);
    }
}

/// Passes bytes on, so many at most where it is to be cut; then both ends are closed. Whether it was cut.
fn pass(
    mut from: TcpStream,
    mut to: TcpStream,
    cut: Option<u64>,
    counts: &Counts,
    up: bool,
) -> bool {
    let mut buffer = [0; 4_096];
    let mut passed = 0_u64;
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        let room = cut.map_or(read as u64, |cut| cut.saturating_sub(passed));
        let some = usize::try_from(room).unwrap().min(read);
        if to.write_all(&buffer[..some]).is_err() {
            break;
        }
        passed += some as u64;
        if up {
            counts.sent.fetch_add(some as u64, Ordering::SeqCst);
        }
        if some < read {
            counts.cuts.fetch_add(1, Ordering::SeqCst);
            let _ = to.shutdown(Shutdown::Both);
            let _ = from.shutdown(Shutdown::Both);
            return true;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
    false
}
