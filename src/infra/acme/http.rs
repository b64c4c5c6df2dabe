//! How an authority is asked: HTTPS, HTTP/1.1, one connection for each request, answers of bounded size and time.

use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, header};
use http_body_util::Limited;
use hyper_util::rt::TokioIo;
use instant_acme::{BodyWrapper, BytesResponse, Error, HttpClient};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

/// How long one request may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// The longest answer that is read: a chain of certificates is a few kilobytes.
const LONGEST: usize = 256 * 1024;

/// Asks.
pub(super) struct Client(TlsConnector);

impl Client {
    /// A client that trusts one authority of its own, or the public ones.
    pub(super) fn trusting(root: Option<&Path>) -> Result<Self, String> {
        let mut roots = RootCertStore::empty();
        match root {
            None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
            Some(file) => {
                let told = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
                let root = CertificateDer::from_pem_file(file).map_err(|e| told(&e))?;
                roots.add(root).map_err(|e| told(&e))?;
            }
        }
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self(TlsConnector::from(Arc::new(config))))
    }
}

impl HttpClient for Client {
    fn request(
        &self,
        request: Request<BodyWrapper<Bytes>>,
    ) -> Pin<Box<dyn Future<Output = Result<BytesResponse, Error>> + Send>> {
        let connector = self.0.clone();
        Box::pin(async move {
            match tokio::time::timeout(PATIENCE, asked(connector, request)).await {
                Ok(answer) => answer.map_err(Error::Other),
                Err(_) => Err(Error::Other("the authority did not answer in time".into())),
            }
        })
    }
}

async fn asked(
    connector: TlsConnector,
    mut request: Request<BodyWrapper<Bytes>>,
) -> Result<BytesResponse, Box<dyn std::error::Error + Send + Sync>> {
    let address = request.uri();
    if address.scheme_str() != Some("https") {
        return Err("an authority is asked over https alone".into());
    }
    let host = address
        .host()
        .ok_or("an address without a host")?
        .to_owned();
    let host = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .to_owned();
    let port = address.port_u16().unwrap_or(443);
    let authority = address.authority().ok_or("an address without a host")?;
    let named = HeaderValue::from_str(authority.as_str())?;
    let path = address.path_and_query().map_or("/", |path| path.as_str());
    *request.uri_mut() = path.parse()?;
    request.headers_mut().insert(header::HOST, named);

    let stream = TcpStream::connect((host.as_str(), port)).await?;
    let stream = connector
        .connect(ServerName::try_from(host)?, stream)
        .await?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let answer = sender.send_request(request).await?;
    Ok(answer.map(|body| Limited::new(body, LONGEST)).into())
}
