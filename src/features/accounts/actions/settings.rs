//! What an organisation says of itself: its name, what it calls its work, its language and time zone.

use sea_orm::DatabaseTransaction;

use super::{AccountError, line, noted, refused, still_may};
use crate::db::log::new_subject;
use crate::db::organisation::{Imprint, Organisation, name_organisation, organisation_of};
use crate::db::{IdSource, StorageError, write};
use crate::domain::actor::Permission;
use crate::domain::log::{Happening, normal_text};
use crate::infra::app::Ctx;
use crate::infra::words::Words;

/// What it says now.
pub async fn settings(ctx: &Ctx) -> Result<Organisation, AccountError> {
    ctx.require(Permission::ManagePeople)?;
    Ok(organisation_of(ctx.app.db.reads(), ctx.scope).await?)
}

/// Changes what it says, and records that in the evidence log: reports print it.
pub async fn settle(ctx: &Ctx, given: Imprint<'_>) -> Result<(), AccountError> {
    ctx.require(Permission::ManagePeople)?;
    let imprint = Imprint {
        name: line("organisation", given.name)?,
        work_name: line("work_name", given.work_name)?,
        language: given.language.map(language).transpose()?,
        zone: given.zone.map(zone).transpose()?,
    };
    let mut ids = ctx.ids();
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ManagePeople).await?;
        name_organisation(txn, ctx.scope, &imprint).await?;
        noted(txn, ctx, ("settings-changed", ""), &mut ids).await?;
        Ok(record_imprint(txn, ctx, &mut ids).await?)
    })
    .await
}

/// Records what an organisation says of itself as it stands in this transaction.
pub(super) async fn record_imprint(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let now = organisation_of(txn, ctx.scope).await?;
    let said = [
        ("organisation.name", Some(now.name)),
        ("organisation.work_name", now.work_name),
        ("organisation.language", now.language),
        ("organisation.zone", Some(now.zone)),
    ];
    let said = said
        .into_iter()
        .filter_map(|(field, text)| Some((field, text?)));
    let mut fact = ctx.fact(new_subject(ids));
    fact.record = said
        .map(|(field, text)| (field.to_owned(), normal_text(&text)))
        .collect();
    ctx.record(txn, ids, fact, |opening| Happening::OrganisationNamed {
        record: opening.record_commitment(),
    })
    .await?;
    Ok(())
}

/// The code of a language that there is.
pub fn language(code: &str) -> Result<&'static str, AccountError> {
    let words = Words::every().find(|words| words.code() == code);
    words
        .map(Words::code)
        .ok_or_else(|| refused("language", "language"))
}

/// The shape of an IANA name: `Africa/Johannesburg`, `Etc/GMT+2`.
fn zone(name: &str) -> Result<&str, AccountError> {
    let name = name.trim();
    let is_part = |part: &str| {
        let mut letters = part.bytes();
        letters
            .next()
            .is_some_and(|first| first.is_ascii_alphabetic())
            && letters.all(|b| b.is_ascii_alphanumeric() || b"_+-".contains(&b))
    };
    if name.len() <= 64 && name.split('/').count() <= 3 && name.split('/').all(is_part) {
        Ok(name)
    } else {
        Err(refused("zone", "zone"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_has_the_shape_of_its_name_and_a_language_is_one_that_there_is() {
        for good in [
            "UTC",
            "Africa/Johannesburg",
            "America/Argentina/Buenos_Aires",
            "Etc/GMT+2",
        ] {
            assert_eq!(zone(good).unwrap(), good);
        }
        for bad in [
            "",
            "/",
            "../etc/passwd",
            "Africa/",
            "A/B/C/D",
            "Africa/Jo burg",
            "2/3",
            "<b>",
        ] {
            assert!(zone(bad).is_err(), "{bad}");
        }
        assert!(zone(&"A".repeat(65)).is_err());
        assert_eq!(language("es").unwrap(), "es");
        for bad in ["", "ES", "xx", "en/.."] {
            assert!(language(bad).is_err(), "{bad}");
        }
    }
}
