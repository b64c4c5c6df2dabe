//! Checking: what came in from the field is looked at by a person, accepted, sent back or rejected, and the comparison
//! follows. What an observer learns of it, what the lead sees in the morning, second observers and paired tests.

pub mod actions;
pub mod pages;
pub mod sentences;

use crate::domain::actor::Permission;
use crate::infra::http::{Routes, Web};

/// The addresses of checking.
#[must_use]
pub fn routes(web: Web) -> Routes {
    use Permission::{ChangeAudits, CheckVisits, Public, ReadAudits, RecordVisits};
    Routes::default()
        .read("/checks/{code}/visits", CheckVisits, pages::queue::queue)
        .change(
            "/checks/{code}/visits/decide",
            CheckVisits,
            pages::queue::decided,
        )
        .read(
            "/checks/{code}/visits/{visit}",
            CheckVisits,
            pages::one::one,
        )
        .change(
            "/checks/{code}/visits/{visit}/decide",
            CheckVisits,
            pages::one::decided,
        )
        .change(
            "/checks/{code}/visits/{visit}/links",
            CheckVisits,
            pages::links::linked,
        )
        .change(
            "/checks/{code}/visits/{visit}/links/{link}/drop",
            CheckVisits,
            pages::links::unlinked,
        )
        .read(
            "/checks/{code}/visits/{visit}/pictures/{picture}",
            ReadAudits,
            pages::picture::picture,
        )
        .read("/checks/{code}/today", CheckVisits, pages::today::today)
        .read(
            "/checks/{code}/calendar.ics",
            RecordVisits,
            pages::calendar::calendar,
        )
        .read(
            "/checks/{code}/calendar",
            RecordVisits,
            pages::calendar::shown,
        )
        .change(
            "/checks/{code}/calendar",
            RecordVisits,
            pages::calendar::made,
        )
        .change(
            "/checks/{code}/calendar/{feed}",
            RecordVisits,
            pages::calendar::taken_back,
        )
        .read("/calendar/{token}", Public, pages::calendar::subscribed)
        .read("/checks/{code}/mine", RecordVisits, pages::mine::mine)
        .read("/checks/{code}/mine/{visit}", RecordVisits, pages::own::own)
        .change(
            "/checks/{code}/mine/{visit}/withdraw",
            RecordVisits,
            pages::mine::taken_back,
        )
        .read(
            "/checks/{code}/observers",
            CheckVisits,
            pages::observers::observers,
        )
        .read("/checks/{code}/pairs", CheckVisits, pages::pairs::pairs)
        .change("/checks/{code}/pairs", ChangeAudits, pages::pairs::added)
        .read(
            "/checks/{code}/promises/{promise}/observations",
            ReadAudits,
            pages::behind::behind,
        )
        .read("/checks/{code}/map", ReadAudits, pages::map::map)
        .upload(
            "/checks/{code}/map/areas",
            ChangeAudits,
            pages::map::brought,
        )
        .change(
            "/checks/{code}/map/no-areas",
            ChangeAudits,
            pages::map::cleared,
        )
        .read("/checks/{code}/so-far", ReadAudits, pages::so_far::so_far)
        .read("/slip", Public, pages::slip::asked)
        .change("/slip", Public, pages::slip::typed)
        .with_state(web)
}
