//! Where connections come in: plain or over TLS, each with who is at its other end. A slow handshake holds up nobody
//! else.

use std::fmt;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::serve::Listener;
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use tokio::time::Sleep;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::places::{Limits, Place, Places};

/// How long nothing may move on a connection; longer than any answer takes to be made.
const IDLE: Duration = Duration::from_secs(75);
/// What an authority speaks that looks whether a name is ours (RFC 8737).
pub(crate) const ACME_ALPN: &[u8] = b"acme-tls/1";
/// Connections that are through with their handshake and wait to be taken.
const WAITING: usize = 64;

/// Who is at the other end of a connection. It is used while a request is answered, and kept nowhere.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Peer {
    pub(super) address: SocketAddr,
    pub(super) secure: bool,
}

impl Peer {
    pub(super) fn ip(self) -> IpAddr {
        self.address.ip().to_canonical()
    }
}

// An address of a visitor stands in no log.
impl fmt::Debug for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Peer")
            .field("secure", &self.secure)
            .finish_non_exhaustive()
    }
}

/// A listening door.
pub struct Door {
    address: SocketAddr,
    way: Way,
    longest_head: Duration,
}

enum Way {
    Plain {
        listener: TcpListener,
        places: Places,
    },
    Secure {
        ready: mpsc::Receiver<(Stream, Peer)>,
        task: AbortHandle,
    },
}

impl fmt::Debug for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Door")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl Door {
    /// Listens; with settings of TLS, speaks nothing else.
    pub async fn open(
        at: SocketAddr,
        tls: Option<ServerConfig>,
        limits: Limits,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(at).await?;
        let address = listener.local_addr()?;
        let places = Places::new(&limits);
        let longest_head = limits.head;
        let way = match tls {
            None => Way::Plain { listener, places },
            Some(config) => {
                let (sender, ready) = mpsc::channel(WAITING);
                let acceptor = TlsAcceptor::from(Arc::new(config));
                let patience = limits.handshake;
                let task = accept_all(listener, acceptor, places, patience, sender);
                let task = tokio::spawn(task).abort_handle();
                Way::Secure { ready, task }
            }
        };
        Ok(Self {
            address,
            way,
            longest_head,
        })
    }

    /// The next connection and who is at its other end.
    pub(super) async fn accept(&mut self) -> (Stream, Peer) {
        match &mut self.way {
            Way::Plain { listener, places } => {
                let (stream, address, place) = next(listener, places).await;
                let peer = Peer {
                    address,
                    secure: false,
                };
                let stream = Stream::new(Carried::Plain(stream), IDLE, Some(place));
                (stream, peer)
            }
            Way::Secure { ready, .. } => match ready.recv().await {
                Some(taken) => taken,
                // The task lives as long as this door.
                None => std::future::pending().await,
            },
        }
    }

    /// How long the head of a request may take.
    pub(super) fn longest_head(&self) -> Duration {
        self.longest_head
    }

    /// Where it is.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        if let Way::Secure { task, .. } = &self.way {
            task.abort();
        }
    }
}

/// The next connection that gets a place, with it. Who has too many already is let go without a word.
async fn next(listener: &mut TcpListener, places: &Places) -> (TcpStream, SocketAddr, Place) {
    loop {
        let free = places.free().await;
        // The listener of axum rests where the system is out of files, instead of failing.
        let (stream, address) = Listener::accept(listener).await;
        if let Some(place) = places.give(free, address.ip()) {
            let _ = stream.set_nodelay(true);
            return (stream, address, place);
        }
    }
}

async fn accept_all(
    mut listener: TcpListener,
    acceptor: TlsAcceptor,
    places: Places,
    patience: Duration,
    sender: mpsc::Sender<(Stream, Peer)>,
) {
    loop {
        let (stream, address, place) = next(&mut listener, &places).await;
        let (acceptor, sender) = (acceptor.clone(), sender.clone());
        tokio::spawn(async move {
            // Who does not come through with the handshake is no visitor.
            if let Ok(Ok(stream)) = tokio::time::timeout(patience, acceptor.accept(stream)).await {
                // An authority that wanted to see an answer has seen it in the handshake.
                if stream.get_ref().1.alpn_protocol() == Some(ACME_ALPN) {
                    return;
                }
                let peer = Peer {
                    address,
                    secure: true,
                };
                let stream = Stream::new(Carried::Secure(Box::new(stream)), IDLE, Some(place));
                let _ = sender.send((stream, peer)).await;
            }
        });
    }
}

/// A connection. One on which nothing moves for [`IDLE`] is ended, so that those who never speak hold no place.
pub struct Stream {
    way: Carried,
    idle: Pin<Box<Sleep>>,
    patience: Duration,
    /// Given back with the connection.
    _place: Option<Place>,
}

enum Carried {
    Plain(TcpStream),
    Secure(Box<TlsStream<TcpStream>>),
}

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream").finish_non_exhaustive()
    }
}

impl Stream {
    fn new(way: Carried, patience: Duration, place: Option<Place>) -> Self {
        Self {
            way,
            idle: Box::pin(tokio::time::sleep(patience)),
            patience,
            _place: place,
        }
    }

    /// What came of a try to read or write: something moved, or nothing has for too long.
    fn moved<T>(
        &mut self,
        cx: &mut Context<'_>,
        result: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if result.is_ready() {
            let until = tokio::time::Instant::now() + self.patience;
            self.idle.as_mut().reset(until);
            return result;
        }
        match self.idle.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let result = match &mut this.way {
            Carried::Plain(stream) => Pin::new(stream).poll_read(cx, buf),
            Carried::Secure(stream) => Pin::new(stream).poll_read(cx, buf),
        };
        this.moved(cx, result)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let result = match &mut this.way {
            Carried::Plain(stream) => Pin::new(stream).poll_write(cx, buf),
            Carried::Secure(stream) => Pin::new(stream).poll_write(cx, buf),
        };
        this.moved(cx, result)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let result = match &mut this.way {
            Carried::Plain(stream) => Pin::new(stream).poll_flush(cx),
            Carried::Secure(stream) => Pin::new(stream).poll_flush(cx),
        };
        // Flushing what is already out moves nothing.
        match result {
            Poll::Pending => this.moved(cx, Poll::Pending),
            ready => ready,
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().way {
            Carried::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            Carried::Secure(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    #[tokio::test]
    async fn who_never_speaks_is_let_go_and_who_speaks_is_heard() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap())
            .await
            .unwrap();
        let (taken, _) = listener.accept().await.unwrap();
        let mut stream = Stream::new(Carried::Plain(taken), Duration::from_millis(200), None);
        client.write_all(b"hello").await.unwrap();
        let mut heard = [0; 5];
        stream.read_exact(&mut heard).await.unwrap();
        assert_eq!(&heard, b"hello");
        let silence = stream.read_exact(&mut heard).await.unwrap_err();
        assert_eq!(silence.kind(), io::ErrorKind::TimedOut);
    }
}
