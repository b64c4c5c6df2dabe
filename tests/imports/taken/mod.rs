//! Files taken into the register, as people and programs meet them: seen before, taken, taken again, taken back.

mod again;
mod contracts;
mod grants;
mod looks;
mod many;
mod results;
mod sentences;
mod tables;
mod visits;

use std::io::Cursor;

use groundtruth::db::Scope;
use groundtruth::db::counter::Series;
use groundtruth::db::register::{DossierLine, Order, Search, search};
use groundtruth::features::imports::actions::{ImportError, Taking, receive, take};
use groundtruth::features::imports::reading::Answered;
use groundtruth::infra::app::{App, Ctx};

use crate::portal::browser::{Answer, raw};
use crate::support::house::Visitor;

const MARK: &str = "a-mark-between-parts";

/// Sends a file through the form.
pub fn brings(visitor: &Visitor, name: &str, file: &[u8]) -> Answer {
    brings_with(visitor, &[], name, file)
}

/// Sends a file through the form, with fields before it.
pub fn brings_with(visitor: &Visitor, fields: &[(&str, &str)], name: &str, file: &[u8]) -> Answer {
    brings_to(visitor, "/imports", fields, name, file)
}

/// Sends a file to an address.
pub fn brings_to(
    visitor: &Visitor,
    path: &str,
    fields: &[(&str, &str)],
    name: &str,
    file: &[u8],
) -> Answer {
    let mut body = String::new();
    for (field, value) in fields {
        body.push_str(&format!(
            "--{MARK}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
        ));
    }
    file_part(&mut body, "file", name);
    let mut body = body.into_bytes();
    body.extend(file);
    sends(visitor, path, body)
}

/// Sends several files as one import.
pub fn brings_files(visitor: &Visitor, files: &[(&str, &str)]) -> Answer {
    let mut body = String::new();
    for (nth, (name, text)) in files.iter().enumerate() {
        if nth > 0 {
            body.push_str("\r\n");
        }
        file_part(&mut body, "files", name);
        body.push_str(text);
    }
    sends(visitor, "/imports", body.into_bytes())
}

fn file_part(body: &mut String, field: &str, name: &str) {
    body.push_str(&format!(
        "--{MARK}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
         Content-Type: text/html\r\n\r\n"
    ));
}

fn sends(visitor: &Visitor, path: &str, mut body: Vec<u8>) -> Answer {
    body.extend(format!("\r\n--{MARK}--\r\n").as_bytes());
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

/// Takes all of a waiting import, or nothing.
pub fn takes(visitor: &Visitor, import: &str, rows: &str) -> Answer {
    visitor.post(&format!("/imports/{import}/take"), &[("rows", rows)])
}

/// Brings a file in and takes it, as the console does; gives the label of the import.
pub async fn taken(ctx: &Ctx, name: &str, file: &[u8]) -> Result<String, ImportError> {
    let mut receiving = receive(ctx, Some(file.len() as u64)).await?;
    receiving.push(file).await?;
    let number = receiving.keep(ctx, name, &Answered::default()).await?;
    let source = Box::new(Cursor::new(file.to_vec()));
    let how = (Answered::default(), Taking::AllOrNothing);
    take(ctx, number, source, how).await?;
    Ok(Series::Import.label(number))
}

/// Every agreement of the register, by number.
pub async fn every_agreement(app: &App, scope: Scope) -> Vec<DossierLine> {
    let wanted = Search {
        order: Order::Number,
        take: 10_000,
        ..Search::default()
    };
    search(app.db.reads(), scope, &wanted).await.unwrap().lines
}
