//! Visits: what is asked, and what comes in from the field by forms, on paper, as pictures and from other programs. What is
//! decided about it is another ability's.

pub mod answers;
pub mod api;
pub mod arriving;
pub mod files;
mod folders;
pub mod instruments;
pub mod intake;
pub mod jobs;
pub mod pages;
pub mod quick;
pub mod sealed;
pub mod sheets;
pub mod store;
pub mod uploads;
pub mod write;

use crate::domain::actor::Permission::{
    ChangeAudits, CheckVisits, ReadAudits, RecordVisits, SendVisits,
};
use crate::infra::http::{Routes, Takes, Web};
use pages::{file, folder, paper, photographs, review, start, step, visit_file};

/// The addresses of visits.
#[must_use]
pub fn routes(web: Web) -> Routes {
    let parts = part_by_part(web.clone());
    let [observation, file_of_it] = api::lines();
    Routes::default()
        .read(
            "/checks/{code}/instruments",
            ReadAudits,
            pages::instruments::all,
        )
        .change(
            "/checks/{code}/instruments",
            ChangeAudits,
            pages::instruments::made,
        )
        .read(
            "/checks/{code}/instruments/{instrument}",
            ReadAudits,
            pages::instruments::one,
        )
        .change(
            "/checks/{code}/instruments/{instrument}",
            ChangeAudits,
            pages::instruments::edited,
        )
        .read(
            "/checks/{code}/instruments/{instrument}/questions/{question}",
            ChangeAudits,
            pages::instruments::question,
        )
        .change(
            "/checks/{code}/instruments/{instrument}/questions/{question}",
            ChangeAudits,
            pages::instruments::question_given,
        )
        .read(
            "/checks/{code}/instruments/{instrument}/paper",
            ReadAudits,
            paper::paper,
        )
        .change(
            "/checks/{code}/instruments/{instrument}/paper",
            RecordVisits,
            paper::sheets_made,
        )
        .read("/checks/{code}/visits/new", RecordVisits, start::new)
        .change("/checks/{code}/visits", RecordVisits, pages::quick::given)
        .change("/checks/{code}/drafts", RecordVisits, start::started)
        .read(
            "/checks/{code}/drafts/{draft}",
            RecordVisits,
            review::reviewed,
        )
        .change("/checks/{code}/drafts/{draft}", RecordVisits, review::sent)
        .change(
            "/checks/{code}/drafts/{draft}/drop",
            RecordVisits,
            review::dropped,
        )
        .read(
            "/checks/{code}/drafts/{draft}/questions/{question}",
            RecordVisits,
            step::asked,
        )
        .change(
            "/checks/{code}/drafts/{draft}/questions/{question}",
            RecordVisits,
            step::answered,
        )
        .upload(
            "/checks/{code}/drafts/{draft}/questions/{question}/photographs",
            RecordVisits,
            photographs::added,
        )
        .change(
            "/checks/{code}/drafts/{draft}/photographs",
            RecordVisits,
            photographs::dropped,
        )
        .read(
            "/checks/{code}/drafts/{draft}/photographs/{number}",
            RecordVisits,
            photographs::shown,
        )
        .read(
            "/checks/{code}/visits/{visit}/files/{number}",
            RecordVisits,
            file::file,
        )
        .change(
            "/checks/{code}/visits/{visit}/files/{number}",
            CheckVisits,
            file::covered,
        )
        .change(
            "/checks/{code}/visits/{visit}/files/{number}/words",
            CheckVisits,
            file::described,
        )
        .read(
            "/checks/{code}/visits/{visit}/files/{number}/preview",
            RecordVisits,
            file::preview,
        )
        .read(
            "/checks/{code}/visits/{visit}/files/{number}/copy",
            RecordVisits,
            file::copy,
        )
        .read(
            "/checks/{code}/visits/{visit}/files/{number}/original",
            CheckVisits,
            file::original,
        )
        .read(
            "/checks/{code}/visits/file",
            ChangeAudits,
            visit_file::asked,
        )
        .upload(
            "/checks/{code}/visits/file",
            ChangeAudits,
            visit_file::given,
        )
        .read("/checks/{code}/folder", RecordVisits, folder::folder)
        .upload("/checks/{code}/folder", RecordVisits, folder::filled)
        .read("/checks/{code}/sheets", RecordVisits, pages::sheets::all)
        .read(
            "/checks/{code}/sheets/{sheet}",
            RecordVisits,
            pages::sheets::one,
        )
        .change(
            "/checks/{code}/sheets/{sheet}",
            RecordVisits,
            pages::sheets::keyed,
        )
        .change(
            "/checks/{code}/sheets/{sheet}/settle",
            CheckVisits,
            pages::sheets::settled,
        )
        .upload(
            "/checks/{code}/sheets/{sheet}/photograph",
            RecordVisits,
            pages::sheets::photographed,
        )
        .read(
            "/checks/{code}/sheets/{sheet}/image",
            RecordVisits,
            pages::sheets::image,
        )
        .put(
            "/observations/{id}",
            (SendVisits, Takes::Json),
            api::observation,
        )
        .put(
            "/observations/{id}/files/{sha256}",
            (SendVisits, Takes::Bytes),
            api::file,
        )
        .told(observation)
        .told(file_of_it)
        .with_state(web)
        .and(parts)
}

/// The addresses of files that come part by part.
fn part_by_part(web: Web) -> Routes {
    use api::uploads::{Station, begun, one, options};
    let one_by_one = &["GET", "POST", "PATCH", "DELETE"];
    Routes::default()
        .parts("/uploads", (&["POST"], SendVisits), begun)
        .options("/uploads", options)
        .parts("/uploads/{id}", (one_by_one, SendVisits), one)
        .options("/uploads/{id}", options)
        .with_state(Station {
            web,
            turns: uploads::Turns::default(),
        })
}
