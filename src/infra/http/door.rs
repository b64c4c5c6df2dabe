//! Where connections come in: plain or over TLS, each with who is at its other end. A slow handshake holds up nobody
//! else.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// How long a handshake may take.
const HANDSHAKE: Duration = Duration::from_secs(10);
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

impl Connected<IncomingStream<'_, Door>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        *stream.remote_addr()
    }
}

/// A listening door.
pub struct Door {
    address: SocketAddr,
    way: Way,
}

enum Way {
    Plain(TcpListener),
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
    pub async fn open(at: SocketAddr, tls: Option<ServerConfig>) -> io::Result<Self> {
        let listener = TcpListener::bind(at).await?;
        let address = listener.local_addr()?;
        let way = match tls {
            None => Way::Plain(listener),
            Some(config) => {
                let (sender, ready) = mpsc::channel(WAITING);
                let acceptor = TlsAcceptor::from(Arc::new(config));
                let task = tokio::spawn(accept_all(listener, acceptor, sender)).abort_handle();
                Way::Secure { ready, task }
            }
        };
        Ok(Self { address, way })
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

async fn accept_all(
    mut listener: TcpListener,
    acceptor: TlsAcceptor,
    sender: mpsc::Sender<(Stream, Peer)>,
) {
    loop {
        // The listener of axum rests where the system is out of files, instead of failing.
        let (stream, address) = Listener::accept(&mut listener).await;
        let (acceptor, sender) = (acceptor.clone(), sender.clone());
        tokio::spawn(async move {
            let _ = stream.set_nodelay(true);
            // Who does not come through with the handshake is no visitor.
            if let Ok(Ok(stream)) = tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
                let peer = Peer {
                    address,
                    secure: true,
                };
                let _ = sender.send((Stream::Secure(Box::new(stream)), peer)).await;
            }
        });
    }
}

impl Listener for Door {
    type Io = Stream;
    type Addr = Peer;

    async fn accept(&mut self) -> (Stream, Peer) {
        match &mut self.way {
            Way::Plain(listener) => {
                let (stream, address) = Listener::accept(listener).await;
                let _ = stream.set_nodelay(true);
                let peer = Peer {
                    address,
                    secure: false,
                };
                (Stream::Plain(stream), peer)
            }
            Way::Secure { ready, .. } => match ready.recv().await {
                Some(taken) => taken,
                // The task lives as long as this door.
                None => std::future::pending().await,
            },
        }
    }

    fn local_addr(&self) -> io::Result<Peer> {
        Ok(Peer {
            address: self.address,
            secure: matches!(self.way, Way::Secure { .. }),
        })
    }
}

/// A connection.
#[derive(Debug)]
pub enum Stream {
    /// In clear.
    Plain(TcpStream),
    /// Over TLS.
    Secure(Box<TlsStream<TcpStream>>),
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_read(cx, buf),
            Self::Secure(stream) => Pin::new(stream).poll_read(cx, buf),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_write(cx, buf),
            Self::Secure(stream) => Pin::new(stream).poll_write(cx, buf),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_flush(cx),
            Self::Secure(stream) => Pin::new(stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            Self::Secure(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}
