//! What the evidence log is told of a case: each version of each agreement, once, and again when it says something
//! else.

use sea_orm::DatabaseTransaction;
use serde::Serialize;
use serde_json::Value;

use crate::db::log::{last_record_of, subject_named};
use crate::db::{AuditId, IdSource, StorageError};
use crate::domain::agreement::{Agreement, AgreementVersion};
use crate::domain::case::{Case, Source};
use crate::domain::code::Code;
use crate::domain::log::{Digest, EventError, Happening, Number};
use crate::infra::app::Ctx;

/// The import profile, and its version: the format of the file.
const PROFILE: (&str, u64) = ("groundtruth-case", 1);

/// Records every version of every agreement of a case that the log does not have in these words.
pub(super) async fn record_agreements(
    ctx: &Ctx,
    txn: &DatabaseTransaction,
    ids: &mut dyn IdSource,
    case: &Case,
    audit: AuditId,
) -> Result<(), StorageError> {
    let profile = Code::parse(PROFILE.0).map_err(StorageError::Log)?;
    let key = ctx.organisation_key(txn, ids).await?;
    for agreement in &case.agreements {
        let sources = documents(case, agreement);
        let sha256 = sources.iter().find_map(|source| source.sha256.as_deref());
        let sha256 = sha256.and_then(Digest::parse);
        // An agreement without amendments has one version: itself.
        let versions = agreement.versions.iter().map(Some);
        let only = agreement.versions.is_empty().then_some(None);
        for (number, version) in (1..).zip(versions.chain(only)) {
            let name = match version {
                Some(version) => format!("agreement/{}/{}", agreement.id, version.id),
                None => format!("agreement/{}", agreement.id),
            };
            let fields = fields_of(agreement, version, &sources);
            let subject = subject_named(txn, ctx.scope, audit, &name, ids).await?;
            let before = last_record_of(txn, ctx.scope, &key, subject).await?;
            if before.is_some_and(|before| before == fields) {
                continue;
            }
            let mut fact = ctx.fact(subject);
            fact.audit = Some(case.id.as_str());
            fact.record = fields;
            let (version, profile_version) = (counted(number)?, counted(PROFILE.1)?);
            let profile = profile.clone();
            ctx.record(txn, ids, fact, |opening| Happening::AgreementVersion {
                record: opening.record_commitment(),
                sha256,
                version,
                profile,
                profile_version,
            })
            .await?;
        }
    }
    Ok(())
}

fn counted(number: u64) -> Result<Number, StorageError> {
    Number::try_from(number).map_err(|error: EventError| StorageError::Log(error.to_string()))
}

/// The sources that an agreement names, in its order.
fn documents<'a>(case: &'a Case, agreement: &Agreement) -> Vec<&'a Source> {
    let named = agreement.sources.iter();
    named
        .filter_map(|code| case.sources.iter().find(|source| source.id == *code))
        .collect()
}

/// The fields of one version: those of the agreement, its own under `version.`, and the documents that both come from.
fn fields_of(
    agreement: &Agreement,
    version: Option<&AgreementVersion>,
    sources: &[&Source],
) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    add(&mut fields, "agreement", agreement);
    fields.retain(|(name, _)| name != "agreement.versions");
    if let Some(version) = version {
        add(&mut fields, "version", version);
    }
    for source in sources {
        add(&mut fields, &format!("source.{}", source.id), source);
    }
    fields
}

/// Texts as they are, everything compound as JSON. Numbers of a case are texts.
fn add(fields: &mut Vec<(String, String)>, prefix: &str, value: &impl Serialize) {
    let Ok(Value::Object(object)) = serde_json::to_value(value) else {
        return;
    };
    for (name, value) in object {
        let value = match value {
            Value::String(text) => crate::domain::log::normal_text(&text),
            other => other.to_string(),
        };
        fields.push((format!("{prefix}.{name}"), value));
    }
}
