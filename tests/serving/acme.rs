//! Certificates that the server asks for itself, from Pebble, the authority for tests (Debian: `pebble`).
#![expect(
    clippy::disallowed_methods,
    reason = "the authority is a program that the test starts"
)]

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use groundtruth::infra::acme::{Acme, AcmeSettings};
use groundtruth::infra::config::Config;
use groundtruth::server::{Entrance, Tls};
use rustls::pki_types::{CertificateDer, pem::PemObject as _};

use super::{Running, named, over_tls};
use crate::support::authority::Authority;
use crate::support::postgres::say;
use crate::support::programs::on_path;

const NAME: &str = "watch.example.org";

/// A port that was free a moment ago.
fn port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// Pebble with a resolver of its own for which every name is this machine.
struct Pebble {
    programs: Vec<Child>,
    folder: tempfile::TempDir,
    directory: String,
    /// Signed the certificate of the directory.
    authority: PathBuf,
    /// Signs certificates in the end.
    root: PathBuf,
}

impl Drop for Pebble {
    fn drop(&mut self) {
        for program in &mut self.programs {
            let _ = program.kill();
            let _ = program.wait();
        }
    }
}

impl Pebble {
    /// Looks for names on this port of this machine.
    fn start(looks_at: u16) -> Option<Self> {
        let (Some(pebble), Some(resolver)) = (on_path("pebble"), on_path("pebble-challtestsrv"))
        else {
            let missing = "there is no pebble (install pebble)";
            assert!(
                std::env::var("CI").is_err(),
                "no authority for the tests: {missing}"
            );
            say(&format!(
                "skipped: certificates from an authority: {missing}"
            ));
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let authority = Authority::new("Directory authority");
        let identity = authority.identity(folder.path(), "directory", &["localhost", "127.0.0.1"]);
        let (names, managed, directory, roots) = (port(), port(), port(), port());
        let settings = serde_json::json!({ "pebble": {
            "listenAddress": format!("127.0.0.1:{directory}"),
            "managementListenAddress": format!("127.0.0.1:{roots}"),
            "certificate": identity.certificate, "privateKey": identity.key,
            "httpPort": port(), "tlsPort": looks_at, "ocspResponderURL": "",
            "externalAccountBindingRequired": false } });
        let file = folder.path().join("pebble.json");
        std::fs::write(&file, settings.to_string()).unwrap();
        let quiet = |command: &mut Command| {
            let command = command.stdout(Stdio::null()).stderr(Stdio::null());
            command.spawn().unwrap()
        };
        let at = format!("127.0.0.1:{names}");
        let resolver = quiet(Command::new(resolver).args([
            "-dns01",
            &at,
            "-management",
            &format!("127.0.0.1:{managed}"),
            "-http01",
            "",
            "-https01",
            "",
            "-tlsalpn01",
            "",
            "-defaultIPv6",
            "",
        ]));
        let pebble = quiet(
            Command::new(pebble)
                .args(["-strict", "-config"])
                .arg(&file)
                .args(["-dnsserver", &at])
                .env("PEBBLE_VA_NOSLEEP", "1")
                .env("PEBBLE_WFE_NONCEREJECT", "0"),
        );
        let mut started = Self {
            programs: vec![resolver, pebble],
            directory: format!("https://localhost:{directory}/dir"),
            authority: authority.file(folder.path()),
            root: folder.path().join("root.pem"),
            folder,
        };
        started.fetch_root(roots);
        Some(started)
    }

    fn fetch_root(&mut self, port: u16) {
        let until = Instant::now() + Duration::from_secs(20);
        let request = b"GET /roots/0 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        loop {
            let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port));
            let answer =
                stream.and_then(|stream| over_tls(stream, &self.authority, "localhost", request));
            match answer {
                Ok((bytes, _)) => {
                    let text = String::from_utf8(bytes).unwrap();
                    let (_, root) = text.split_once("\r\n\r\n").unwrap();
                    std::fs::write(&self.root, root).unwrap();
                    return;
                }
                Err(error) => assert!(Instant::now() < until, "pebble does not answer: {error}"),
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn settings(&self) -> AcmeSettings {
        AcmeSettings {
            domains: vec![NAME.to_owned()],
            contact: Some("mail@watch.example.org".to_owned()),
            directory: self.directory.clone(),
            root: Some(self.authority.clone()),
        }
    }
}

fn asking(port: u16, settings: AcmeSettings) -> Entrance {
    Entrance {
        bind: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
        tls: Some(Tls::Acme(settings)),
    }
}

/// The certificate that the server shows, once it shows one that the root signed.
fn shown(address: SocketAddr, root: &Path, patience: Duration) -> Option<Vec<u8>> {
    let until = Instant::now() + patience;
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n");
    while Instant::now() < until {
        let stream = TcpStream::connect(address).unwrap();
        if let Ok((answer, shown)) = over_tls(stream, root, NAME, request.as_bytes()) {
            assert!(answer.starts_with(b"HTTP/1.1 200"));
            return Some(shown);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    None
}

#[test]
fn a_certificate_is_asked_for_kept_for_its_owner_alone_and_used_again() {
    let looks_at = port();
    let Some(pebble) = Pebble::start(looks_at) else {
        return;
    };
    let running = Running::start(
        named(&format!("https://{NAME}")),
        asking(looks_at, pebble.settings()),
    );
    let patience = Duration::from_secs(60);
    let first = shown(running.address, &pebble.root, patience).expect("a certificate is given");

    // Nobody is let in by the protocol of the authority, and no answer is left over for it.
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = rustls::RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(&pebble.root).unwrap())
        .unwrap();
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    for offered in [vec![&b"acme-tls/1"[..]], vec![b"acme-tls/1", b"h2"]] {
        config.alpn_protocols = offered.iter().map(|name| name.to_vec()).collect();
        let client = rustls::ClientConnection::new(
            std::sync::Arc::new(config.clone()),
            NAME.try_into().unwrap(),
        );
        let stream = TcpStream::connect(running.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        let mut stream = rustls::StreamOwned::new(client.unwrap(), stream);
        let _ = stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: watch.example.org\r\n\r\n");
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(answer.is_empty(), "{offered:?}");
    }

    let kept = files(&running.app.config.data.join("acme"));
    let names: Vec<_> = kept
        .iter()
        .map(|file| file.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(names, ["account.json", "certificate.pem"]);
    #[cfg(unix)]
    for file in &kept {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(file), 0o600, "{}", file.display());
        assert_eq!(mode(file.parent().unwrap()), 0o700);
    }

    // What was given is used by the next start, which asks nobody.
    let data = pebble.folder.path().join("data");
    copy(&running.app.config.data.join("acme"), &data.join("acme"));
    let unreachable = AcmeSettings {
        root: None,
        ..pebble.settings()
    };
    let again = Acme::open(unreachable, &data).unwrap();
    let config = again.server_config().unwrap();
    assert_eq!(config.alpn_protocols, [&b"http/1.1"[..], b"acme-tls/1"]);
    let certificate = kept
        .iter()
        .find(|file| file.ends_with("certificate.pem"))
        .unwrap();
    assert_eq!(
        CertificateDer::from_pem_file(certificate).unwrap().to_vec(),
        first
    );
}

#[test]
fn one_that_ends_soon_is_replaced_while_it_is_still_shown() {
    let looks_at = port();
    let Some(pebble) = Pebble::start(looks_at) else {
        return;
    };
    // The certificate of another authority for the same name, valid until the day after tomorrow at most.
    let now = chrono::Utc::now().date_naive();
    let day = |at: chrono::NaiveDate| {
        use chrono::Datelike as _;
        rcgen::date_time_ymd(
            at.year(),
            u8::try_from(at.month()).unwrap(),
            u8::try_from(at.day()).unwrap(),
        )
    };
    let mut params = rcgen::CertificateParams::new([NAME.to_owned()]).unwrap();
    params.not_before = day(now - chrono::Days::new(88));
    params.not_after = day(now + chrono::Days::new(2));
    let key = rcgen::KeyPair::generate().unwrap();
    let old = params.self_signed(&key).unwrap();
    let (settings, pem) = (
        pebble.settings(),
        format!("{}{}", key.serialize_pem(), old.pem()),
    );
    let running = Running::start_with(
        named(&format!("https://{NAME}")),
        asking(looks_at, pebble.settings()),
        move |config: &Config| {
            Acme::open(settings, &config.data).unwrap();
            let mut folders = std::fs::read_dir(config.data.join("acme")).unwrap();
            let folder = folders.next().unwrap().unwrap().path();
            std::fs::write(folder.join("certificate.pem"), pem).unwrap();
        },
    );
    let new = shown(running.address, &pebble.root, Duration::from_secs(60));
    assert_ne!(new.expect("a new certificate"), old.der().to_vec());
}

#[test]
fn an_authority_whose_own_certificate_is_not_trusted_is_told_nothing_and_the_server_stays() {
    let looks_at = port();
    let Some(pebble) = Pebble::start(looks_at) else {
        return;
    };
    let stranger = tempfile::tempdir().unwrap();
    let settings = AcmeSettings {
        root: Some(Authority::new("Another").file(stranger.path())),
        ..pebble.settings()
    };
    let running = Running::start(
        named(&format!("https://{NAME}")),
        asking(looks_at, settings),
    );
    assert_eq!(
        shown(running.address, &pebble.root, Duration::from_secs(3)),
        None
    );
    assert!(files(&running.app.config.data.join("acme")).is_empty());
    let clear = AcmeSettings {
        directory: "http://localhost/dir".to_owned(),
        ..pebble.settings()
    };
    let refused = Acme::open(clear, stranger.path()).unwrap_err();
    assert!(refused.contains("https://"), "{refused}");
}

/// Every file below a folder, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn copy(from: &Path, to: &Path) {
    for file in files(from) {
        let into = to.join(file.strip_prefix(from).unwrap());
        std::fs::create_dir_all(into.parent().unwrap()).unwrap();
        std::fs::copy(&file, into).unwrap();
    }
}
