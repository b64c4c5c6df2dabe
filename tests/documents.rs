//! Documents: stored sealed, shown page by page, quoted to the letter; and files that mean harm.

mod browser;
mod hostile;
mod journey;
mod over;
pub(crate) mod papers;
mod story;

use crate::portal::browser::{Answer, raw};
use crate::support::house::Visitor;

const MARK: &str = "a-mark-between-parts";

/// A form with a title and a file, as a browser sends it.
fn form_with(title: &str, file: &[u8]) -> Vec<u8> {
    let mut body = format!(
        "--{MARK}\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n{title}\r\n--{MARK}\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"../../Amina's agreement.exe\"\r\n\
         Content-Type: text/html\r\n\r\n"
    )
    .into_bytes();
    body.extend(file);
    body.extend(format!("\r\n--{MARK}--\r\n").as_bytes());
    body
}

/// Sends a body as a form with a file.
fn sends(visitor: &Visitor, path: &str, body: &[u8]) -> Answer {
    let cookie = visitor.cookie.borrow().clone().unwrap_or_default();
    let mut request = format!(
        "POST {path} HTTP/1.1\r\nConnection: close\r\nHost: {}\r\nContent-Length: {}\r\nCookie: {cookie}\r\n\
         Content-Type: multipart/form-data; boundary={MARK}\r\nSec-Fetch-Site: same-origin\r\n\r\n",
        visitor.address,
        body.len()
    )
    .into_bytes();
    request.extend(body);
    raw(visitor.address, &request)
}

/// Adds a document.
pub(crate) fn adds(visitor: &Visitor, title: &str, file: &[u8]) -> Answer {
    sends(visitor, "/documents", &form_with(title, file))
}
