//! TLS as the server ends it: with its own authority, not below 1.2, and with a certificate that may change.

use std::net::TcpStream;

use groundtruth::infra::http::{Door, Limits};
use groundtruth::infra::tls::Certificate;
use groundtruth::server::Entrance;

use super::{Running, named, over_tls, secure, this_machine};
use crate::support::authority::Authority;

#[test]
fn a_page_comes_over_tls_under_the_public_name_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::new("Web authority");
    let identity = authority.identity(folder.path(), "web", &["watch.example"]);
    let file = authority.file(folder.path());
    let entrance = secure(this_machine(), &identity);
    let running = Running::start(named("https://watch.example"), entrance);
    let answer = running.ask_over_tls(&file, "watch.example", "GET", "/");
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("<h1"));
    // Another authority is not believed.
    let other = tempfile::tempdir().unwrap();
    let stranger = Authority::new("Another").file(other.path());
    let stream = TcpStream::connect(running.address).unwrap();
    assert!(
        over_tls(
            stream,
            &stranger,
            "watch.example",
            b"GET / HTTP/1.1\r\n\r\n"
        )
        .is_err()
    );
    // Whoever speaks in clear gets nothing, and harms nobody.
    use std::io::{Read as _, Write as _};
    let mut clear = TcpStream::connect(running.address).unwrap();
    clear
        .write_all(b"GET / HTTP/1.1\r\nHost: watch.example\r\n\r\n")
        .unwrap();
    let mut said = Vec::new();
    let _ = clear.read_to_end(&mut said);
    assert!(!said.starts_with(b"HTTP"));
    // A slow handshake holds up nobody.
    let _slow = TcpStream::connect(running.address).unwrap();
    let answer = running.ask_over_tls(&file, "watch.example", "GET", "/healthz");
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn a_new_certificate_is_used_and_a_broken_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::new("Web authority");
    let file = authority.file(folder.path());
    let first = authority.identity(folder.path(), "web", &["watch.example"]);
    let certificate = Certificate::read(first.certificate.clone(), first.key.clone()).unwrap();
    let door = Door::open(
        "127.0.0.1:0".parse().unwrap(),
        Some(certificate.server_config().unwrap()),
        Limits::default(),
    );
    let door = door.await.unwrap();
    let address = door.address();
    let shown = async || {
        let file = file.clone();
        tokio::task::spawn_blocking(move || {
            let stream = TcpStream::connect(address).unwrap();
            shown_by(stream, &file)
        })
        .await
        .unwrap()
    };
    let before = shown().await;
    assert!(!certificate.look_again(false).unwrap());

    // Another key and certificate in the same files, of another length.
    authority.identity(
        folder.path(),
        "web",
        &["watch.example", "www.watch.example"],
    );
    assert!(certificate.look_again(false).unwrap());
    let after = shown().await;
    assert_ne!(before, after);

    // Half a file, or the key of another certificate: the one in use stays.
    std::fs::write(&first.certificate, "-----BEGIN CERTIFICATE-----\nAAAA").unwrap();
    assert!(certificate.look_again(true).is_err());
    assert_eq!(shown().await, after);
    let other = authority.identity(folder.path(), "other", &["watch.example"]);
    std::fs::copy(&other.certificate, &first.certificate).unwrap();
    assert!(certificate.look_again(true).is_err());
    assert_eq!(shown().await, after);
    drop(door);
}

/// The certificate that a server shows in its handshake.
fn shown_by(stream: TcpStream, authority: &std::path::Path) -> Vec<u8> {
    use std::sync::Arc;

    use rustls::pki_types::pem::PemObject as _;
    use rustls::{ClientConfig, ClientConnection, RootCertStore};
    let _ = stream.set_nodelay(true);
    let mut roots = RootCertStore::empty();
    let trusted = rustls::pki_types::CertificateDer::from_pem_file(authority).unwrap();
    roots.add(trusted).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS12])
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = "watch.example".try_into().unwrap();
    let mut client = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = stream;
    while client.is_handshaking() {
        client.complete_io(&mut stream).unwrap();
    }
    client.peer_certificates().unwrap()[0].to_vec()
}

#[tokio::test]
async fn what_cannot_be_used_is_told_before_anything_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::new("Web authority");
    let one = authority.identity(folder.path(), "one", &["watch.example"]);
    let two = authority.identity(folder.path(), "two", &["watch.example"]);
    let empty = folder.path().join("empty.pem");
    std::fs::write(&empty, "").unwrap();
    for (chain, key) in [
        (&one.certificate, &two.key),
        (&empty, &one.key),
        (&one.certificate, &empty),
        (&folder.path().join("gone.pem"), &one.key),
    ] {
        let refused = Certificate::read(chain.clone(), key.clone());
        let why = refused.unwrap_err();
        assert!(why.contains(".pem") || why.contains(".key"), "{why}");
    }
    let in_clear = Entrance {
        bind: "0.0.0.0:0".parse().unwrap(),
        tls: None,
    };
    let refused = in_clear.permitted(&named("https://watch.example"));
    assert!(refused.unwrap_err().contains("--tls-cert"));
}
