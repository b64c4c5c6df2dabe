//! A mail server for tests: STARTTLS, AUTH PLAIN, a free port of this machine, and every way to fail, chosen for each
//! connection by its number.

use std::io;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use super::authority::Identity;

pub const USER: &str = "groundtruth";
pub const PASSWORD: &str = "a password, with = and \u{e9}";

/// What a connection does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    None,
    /// Hangs up before it says a word.
    HangUp,
    /// Never says a word.
    Silent,
    /// Does not offer STARTTLS.
    NoTls,
    /// Answers 451 to the recipient.
    Temporary,
    /// Answers 550 to the recipient.
    Permanent,
    /// Answers 535 to whoever signs in.
    SignIn,
    /// Hangs up in the middle of the mail.
    MidData,
    /// Has the whole mail and answers 452.
    Full,
    /// Has the whole mail, keeps it, and hangs up without an answer.
    NoAnswer,
    /// Takes the mail, and does not answer to the parting.
    Clings,
    /// Answers 550 to the whole mail, and does not answer to the parting.
    RefusesAndClings,
    /// Answers 554 before it is asked anything.
    Unwelcome,
    /// Answers 550 to the sender.
    Sender,
}

/// What happened on one connection.
#[derive(Clone, Debug)]
pub struct Attempt {
    pub fault: Fault,
    /// The mail as it came, dots undone; `None` where it did not come whole.
    pub mail: Option<String>,
    /// Whether it was told that the mail was taken.
    pub acknowledged: bool,
}

impl Attempt {
    pub fn message_id(&self) -> Option<String> {
        let mail = self.mail.as_deref()?;
        let line = mail
            .lines()
            .find_map(|line| line.strip_prefix("Message-ID: "))?;
        Some(line.trim_matches(['<', '>']).to_owned())
    }
}

/// The place of one connection among all of them.
struct Line {
    all: Arc<Mutex<Vec<Attempt>>>,
    number: usize,
    fault: Fault,
}

impl Line {
    /// Notes a whole mail, before its client hears of it.
    fn note(&self, mail: String, acknowledged: bool) {
        let mut all = self.all.lock().unwrap();
        all[self.number].mail = Some(mail);
        all[self.number].acknowledged = acknowledged;
    }
}

/// A running server.
pub struct MailServer {
    pub port: u16,
    attempts: Arc<Mutex<Vec<Attempt>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl MailServer {
    /// Listens; `fault` gets the number of each connection, from 0.
    pub async fn start(
        identity: &Identity,
        fault: impl Fn(usize) -> Fault + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let attempts = Arc::new(Mutex::new(Vec::new()));
        let acceptor = acceptor(identity);
        let kept = Arc::clone(&attempts);
        let task = tokio::spawn(async move {
            for number in 0_usize.. {
                let Ok((stream, _)) = listener.accept().await else {
                    return;
                };
                let (acceptor, fault) = (acceptor.clone(), fault(number));
                let attempt = Line {
                    all: Arc::clone(&kept),
                    number,
                    fault,
                };
                kept.lock().unwrap().push(Attempt {
                    fault,
                    mail: None,
                    acknowledged: false,
                });
                // A client that goes away is part of the game.
                tokio::spawn(async move {
                    let _ = answer(stream, acceptor, &attempt).await;
                });
            }
        });
        Self {
            port,
            attempts,
            task,
        }
    }

    /// What happened so far, by the order in which connections began.
    pub fn attempts(&self) -> Vec<Attempt> {
        self.attempts.lock().unwrap().clone()
    }
}

fn acceptor(identity: &Identity) -> TlsAcceptor {
    let chain: Vec<_> = CertificateDer::pem_file_iter(&identity.certificate)
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let key = PrivateKeyDer::from_pem_file(&identity.key).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

async fn answer(mut stream: TcpStream, acceptor: TlsAcceptor, attempt: &Line) -> io::Result<()> {
    stream.set_nodelay(true)?;
    match attempt.fault {
        Fault::HangUp => return Ok(()),
        Fault::Silent => {
            // Until the client has had enough.
            let mut reader = BufReader::new(&mut stream);
            reader.read_line(&mut String::new()).await?;
            return Ok(());
        }
        Fault::Unwelcome => return stream.write_all(b"554 5.3.2 not today\r\n").await,
        _ => {}
    }
    stream.write_all(b"220 mail.test ESMTP\r\n").await?;
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    while next(&mut reader, &mut line).await? {
        match verb(&line).as_str() {
            "EHLO" => {
                let offer: &[u8] = if attempt.fault == Fault::NoTls {
                    b"250-mail.test\r\n250 8BITMIME\r\n"
                } else {
                    b"250-mail.test\r\n250-8BITMIME\r\n250 STARTTLS\r\n"
                };
                reader.write_all(offer).await?;
            }
            "STARTTLS" if attempt.fault != Fault::NoTls => {
                reader.write_all(b"220 go on\r\n").await?;
                assert!(reader.buffer().is_empty(), "spoken before TLS began");
                let secured = acceptor.accept(reader.into_inner()).await?;
                return session(BufReader::new(secured), attempt).await;
            }
            "QUIT" => return Ok(()),
            _ => reader.write_all(b"530 5.7.0 TLS first\r\n").await?,
        }
    }
    Ok(())
}

async fn session<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: BufReader<S>,
    attempt: &Line,
) -> io::Result<()> {
    let token = STANDARD.encode(format!("\0{USER}\0{PASSWORD}"));
    let mut line = String::new();
    let mut signed_in = false;
    while next(&mut stream, &mut line).await? {
        let reply: &[u8] = match verb(&line).as_str() {
            "EHLO" => b"250-mail.test\r\n250-8BITMIME\r\n250 AUTH PLAIN\r\n",
            "AUTH" => {
                signed_in = line.trim().ends_with(&token) && attempt.fault != Fault::SignIn;
                if signed_in {
                    b"235 welcome\r\n"
                } else {
                    b"535 5.7.8 no\r\n"
                }
            }
            "QUIT" if matches!(attempt.fault, Fault::Clings | Fault::RefusesAndClings) => {
                // Until the client has had enough.
                next(&mut stream, &mut line).await?;
                return Ok(());
            }
            "QUIT" => return stream.write_all(b"221 bye\r\n").await,
            _ if !signed_in => b"530 5.7.0 sign in first\r\n",
            "MAIL" if attempt.fault == Fault::Sender => b"550 5.7.1 not you\r\n",
            "RCPT" if attempt.fault == Fault::Temporary => b"451 4.7.1 later\r\n",
            "RCPT" if attempt.fault == Fault::Permanent => b"550 5.1.1 nobody\r\n",
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let Some(mail) = data(&mut stream, attempt.fault).await? else {
                    return Ok(());
                };
                match attempt.fault {
                    Fault::Full => b"452 4.3.1 full\r\n",
                    Fault::RefusesAndClings => b"550 5.7.1 no\r\n",
                    Fault::NoAnswer => {
                        attempt.note(mail, false);
                        return Ok(());
                    }
                    _ => {
                        attempt.note(mail, true);
                        b"250 taken\r\n"
                    }
                }
            }
            "MAIL" | "RCPT" | "RSET" | "NOOP" => b"250 ok\r\n",
            _ => b"500 what\r\n",
        };
        stream.write_all(reply).await?;
        stream.flush().await?;
    }
    Ok(())
}

/// A mail up to its lone dot; `None` where the connection ends in the middle.
async fn data<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut BufReader<S>,
    fault: Fault,
) -> io::Result<Option<String>> {
    let mut mail = String::new();
    let mut line = String::new();
    while next(stream, &mut line).await? {
        if line == ".\r\n" {
            return Ok(Some(mail));
        }
        if fault == Fault::MidData && mail.len() > 100 {
            return Ok(None);
        }
        mail.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
    Ok(None)
}

async fn next<S: AsyncRead + Unpin>(
    stream: &mut BufReader<S>,
    line: &mut String,
) -> io::Result<bool> {
    line.clear();
    Ok(stream.read_line(line).await? > 0)
}

fn verb(line: &str) -> String {
    line.split([' ', '\r', '\n'])
        .next()
        .unwrap_or_default()
        .to_uppercase()
}
