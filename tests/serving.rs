//! The doors: who is let in, how, and under which name; what every answer carries; whether the program is well; and
//! how it ends.

mod acme;
mod browser;
mod command;
mod graders;
mod headers;
mod health;
mod overload;
mod printed;
mod proxy;
mod stop;
mod tls;

use std::io::{Read, Write};
use std::net::{IpAddr, SocketAddr, TcpStream, UdpSocket};
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use groundtruth::infra::app::App;
use groundtruth::infra::config::Config;
use groundtruth::infra::jobs::Jobs;
use groundtruth::server::{Entrance, Server, Tls};
use rustls::pki_types::ServerName;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::portal::browser::{Answer, read};
use crate::support::authority::Identity;
use crate::support::station::Station;

/// A server in a thread of its own, until this value goes.
struct Running {
    address: SocketAddr,
    app: Arc<App>,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// Serves no audit, under these settings.
    fn start(config: Config, entrance: Entrance) -> Self {
        Self::start_with(config, entrance, |_| {})
    }

    /// The same, once something was prepared in its data folder.
    fn start_with(
        config: Config,
        entrance: Entrance,
        prepare: impl FnOnce(&Config) + Send + 'static,
    ) -> Self {
        let (sender, receiver) = std::sync::mpsc::channel();
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async {
                let station = Station::with(config).await;
                let app = Arc::clone(&station.app);
                prepare(&app.config);
                let jobs = Jobs::default();
                let server = Server::open(app, station.scope, Vec::new(), entrance, jobs).await;
                let server = server.unwrap();
                sender
                    .send((server.address(), Arc::clone(&station.app)))
                    .unwrap();
                let stopped = async {
                    let _ = stopped.await;
                };
                server.run(stopped).await.unwrap();
            });
        });
        let (address, app) = receiver.recv().expect("the server starts");
        Self {
            address,
            app,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    fn ask(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        crate::portal::browser::ask(self.address, "GET", path, headers)
    }

    fn ask_over_tls(&self, authority: &Path, host: &str, method: &str, path: &str) -> Answer {
        let stream = TcpStream::connect(self.address).unwrap();
        let request =
            format!("{method} {path} HTTP/1.1\r\nConnection: close\r\nHost: {host}\r\n\r\n");
        let answer = over_tls(stream, authority, host, request.as_bytes());
        read(&answer.expect("an answer over TLS").0)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(
                ended.is_ok() || std::thread::panicking(),
                "the server broke"
            );
        }
    }
}

/// Sends bytes over TLS; the answer to its end, and the certificate that the server showed.
fn over_tls(
    stream: TcpStream,
    authority: &Path,
    host: &str,
    request: &[u8],
) -> std::io::Result<(Vec<u8>, Vec<u8>)> {
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    let mut roots = RootCertStore::empty();
    let trusted = rustls::pki_types::CertificateDer::from_pem_file(authority).unwrap();
    roots.add(trusted).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = host.split(':').next().unwrap_or(host).to_owned();
    let name = ServerName::try_from(name).unwrap();
    let client = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = StreamOwned::new(client, stream);
    stream.write_all(request)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let shown = stream.conn.peer_certificates().unwrap()[0].to_vec();
    Ok((answer, shown))
}

/// TLS on a free port of an address.
fn secure(address: IpAddr, identity: &Identity) -> Entrance {
    secure_at(SocketAddr::new(address, 0), identity)
}

fn secure_at(bind: SocketAddr, identity: &Identity) -> Entrance {
    Entrance {
        bind,
        tls: Some(Tls::Files {
            chain: identity.certificate.clone(),
            key: identity.key.clone(),
        }),
    }
}

fn this_machine() -> IpAddr {
    "127.0.0.1".parse().unwrap()
}

fn named(origin: &str) -> Config {
    Config {
        origin: Some(origin.to_owned()),
        ..Config::default()
    }
}

/// An address of this machine that others could reach; else a second one of its own. Nothing is sent to find it.
pub fn another_address() -> IpAddr {
    let outward = UdpSocket::bind("0.0.0.0:0")
        .and_then(|socket| socket.connect("198.51.100.1:9").map(|()| socket))
        .and_then(|socket| socket.local_addr());
    match outward {
        Ok(address) if !address.ip().is_unspecified() => address.ip(),
        _ => "127.0.0.2".parse().unwrap(),
    }
}
