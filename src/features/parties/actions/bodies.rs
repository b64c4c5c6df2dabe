//! Bodies: adding one, its identifiers, and whether two of one name are one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::db::counter::Series;
use crate::db::register::{
    Body, NewBody, Order, Search, add_body, add_identifier, bodies_of, body_identified,
    body_numbered, decide_apart, decide_same, drop_identifier, name_key, newest_terms_of, search,
};
use crate::db::write;
use crate::domain::actor::Permission;
use crate::domain::exchange::OrgId;
use crate::domain::org_id::normal;
use crate::domain::party::Role;
use crate::infra::action::{ActionError, Fields, by, noted, still_may};
use crate::infra::app::Ctx;

/// What a body can be to a service.
pub const ROLES: [Role; 6] = [
    Role::Funder,
    Role::Provider,
    Role::Regulator,
    Role::Auditor,
    Role::Users,
    Role::Other,
];

/// More agreements than a page shows.
const MOST_AGREEMENTS: u64 = 200;

/// A body as a form gives it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BodyForm {
    /// Its name.
    pub name: String,
    /// `yes` for a person.
    pub person: String,
    /// For a person: the words that stand in place of the name.
    pub stands_as: String,
    /// What it is to services.
    pub role: String,
    /// An identifier in a public register.
    pub identifier: String,
    /// Anything a reader must know.
    pub note: String,
}

/// An identifier as a form gives it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct IdentifierForm {
    /// As it is written.
    pub identifier: String,
}

/// What was decided about two bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// They are one.
    Same,
    /// They are two.
    Apart,
    /// What was decided is taken back.
    Open,
}

/// An agreement that a body is in.
#[derive(Clone, Debug)]
pub struct Appearance {
    /// Its number.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// As what: `funder`, `provider`, `subcontractor`, `party`.
    pub roles: Vec<&'static str>,
}

/// A body with what is known about it.
#[derive(Clone, Debug)]
pub struct Known {
    /// The body.
    pub body: Body,
    /// The agreements it is in, and those of the bodies that it is one with.
    pub agreements: Vec<Appearance>,
    /// Bodies that it is said to be one with, and who said so.
    pub same: Vec<(Body, i64)>,
    /// Bodies that it is said not to be, and who said so.
    pub apart: Vec<(Body, i64)>,
    /// Bodies of the same name about which nothing was decided.
    pub maybe: Vec<Body>,
}

/// Bodies whose name, note or identifier has all these words.
pub async fn found(ctx: &Ctx, words: &str) -> Result<Vec<Body>, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let mut bodies = bodies_of(ctx.app.db.reads(), ctx.scope).await?;
    let words: Vec<String> = words
        .split_whitespace()
        .take(10)
        .map(str::to_lowercase)
        .collect();
    bodies.retain(|body| {
        let identifiers = body.identifiers.iter();
        let mut text = format!("{} {}", Series::Body.label(body.number), body.name);
        identifiers.for_each(|one| text.push_str(&format!(" {} {}", one.normal, one.original)));
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    });
    Ok(bodies)
}

/// A body with its agreements and the bodies that may be the same.
pub async fn known(ctx: &Ctx, number: i64) -> Result<Known, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let all = bodies_of(ctx.app.db.reads(), ctx.scope).await?;
    let body = all.iter().find(|one| one.number == number).cloned();
    let body = body.ok_or(ActionError::NotThere)?;
    let (mut same, mut apart, mut maybe) = (Vec::new(), Vec::new(), Vec::new());
    for other in all.iter().filter(|other| other.id != body.id) {
        let said = body.same_as.filter(|(id, _)| *id == other.id);
        let said = said.or(other.same_as.filter(|(id, _)| *id == body.id));
        let two = body
            .apart
            .iter()
            .find(|(number, _)| *number == other.number);
        let two = two.or(other
            .apart
            .iter()
            .find(|(number, _)| *number == body.number));
        if let Some((_, by)) = said {
            same.push((other.clone(), by));
        } else if let Some((_, by)) = two {
            apart.push((other.clone(), *by));
        } else if name_key(&other.name) == name_key(&body.name)
            && !(other.is_person && body.is_person)
        {
            maybe.push(other.clone());
        }
    }
    let mut agreements = Vec::new();
    for one in std::iter::once(&body).chain(same.iter().map(|(other, _)| other)) {
        agreements.extend(agreements_of(ctx, one).await?);
    }
    agreements.sort_by_key(|one| one.number);
    agreements.dedup_by(|later, first| {
        let is_same = later.number == first.number;
        if is_same {
            first.roles.append(&mut later.roles);
            first.roles.sort_unstable();
            first.roles.dedup();
        }
        is_same
    });
    Ok(Known {
        body,
        agreements,
        same,
        apart,
        maybe,
    })
}

async fn agreements_of(ctx: &Ctx, body: &Body) -> Result<Vec<Appearance>, ActionError> {
    let code = Series::Body.label(body.number).to_lowercase();
    let conn = ctx.app.db.reads();
    let wanted = Search {
        words: &code,
        order: Order::Number,
        take: MOST_AGREEMENTS,
        ..Search::default()
    };
    let listed = search(conn, ctx.scope, &wanted).await?;
    let ids: Vec<_> = listed.lines.iter().map(|line| line.id).collect();
    let terms = newest_terms_of(conn, ctx.scope, &ids).await?;
    let mut all = Vec::new();
    for line in listed.lines {
        let Some(terms) = terms.get(&line.id) else {
            continue;
        };
        let agreement = &terms.agreement;
        let mut roles = Vec::new();
        for (role, codes) in [
            ("funder", &agreement.funders),
            ("provider", &agreement.providers),
            ("subcontractor", &agreement.subcontractors),
        ] {
            if codes.iter().any(|one| one.as_str() == code) {
                roles.push(role);
            }
        }
        if roles.is_empty() && terms.parties.iter().any(|one| one.id.as_str() == code) {
            roles.push("party");
        }
        if !roles.is_empty() {
            all.push(Appearance {
                number: line.number,
                title: line.title,
                roles,
            });
        }
    }
    Ok(all)
}

/// Reads an identifier; what has no list and number is no identifier.
fn identifier(fields: &mut Fields, text: &str) -> Option<OrgId> {
    let original = fields.optional("identifier", text, 100)?;
    let Some(normal) = normal(&original) else {
        fields.wrong("identifier", "field-org-id");
        return None;
    };
    Some(OrgId { normal, original })
}

/// An identifier that another body has belongs to it; to say that they are one is another decision.
async fn taken(
    txn: &sea_orm::DatabaseTransaction,
    ctx: &Ctx,
    identifier: Option<&OrgId>,
) -> Result<(), ActionError> {
    let Some(identifier) = identifier else {
        return Ok(());
    };
    match body_identified(txn, ctx.scope, &identifier.normal).await? {
        None => Ok(()),
        Some(body) => {
            let mut fields = Fields::default();
            let about = vec![("body", Series::Body.label(body.number))];
            fields.wrong_about("identifier", "field-org-id-taken", about);
            fields.done(())
        }
    }
}

/// Adds a body and gives its number.
pub async fn add(ctx: &Ctx, form: &BodyForm) -> Result<i64, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let mut fields = Fields::default();
    let name = fields.text("name", &form.name, 300);
    let is_person = form.person == "yes";
    let stands_as = match is_person {
        true => Some(fields.text("stands_as", &form.stands_as, 100)),
        false => None,
    };
    let role = fields.choice("role", &form.role, |word| {
        ROLES.into_iter().find(|role| role_word(*role) == word)
    });
    let identifier = identifier(&mut fields, &form.identifier);
    let note = fields.optional("note", &form.note, 2_000);
    fields.done(())?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        taken(txn, ctx, identifier.as_ref()).await?;
        let new = NewBody {
            name: &name,
            person_as: stands_as.as_deref(),
            roles: role.into_iter().collect(),
            identifiers: identifier.clone().into_iter().collect(),
            note: note.clone(),
        };
        let body = add_body(txn, ctx.scope, &ctx.app.master, new, &mut ids).await?;
        let label = Series::Body.label(body.number);
        noted(txn, ctx, ("body-added", &label), &mut ids).await?;
        Ok(body.number)
    })
    .await
}

/// The code word of a role.
#[must_use]
pub fn role_word(role: Role) -> &'static str {
    match role {
        Role::Funder => "funder",
        Role::Provider => "provider",
        Role::Auditor => "auditor",
        Role::Regulator => "regulator",
        Role::Users => "users",
        Role::Other => "other",
    }
}

/// Adds an identifier to a body.
pub async fn identify(ctx: &Ctx, number: i64, form: &IdentifierForm) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let mut fields = Fields::default();
    let read = identifier(&mut fields, &form.identifier);
    if read.is_none() && form.identifier.trim().is_empty() {
        fields.wrong("identifier", "field-empty");
    }
    let read = fields.done(read)?.ok_or(ActionError::NotThere)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let body = body_numbered(txn, ctx.scope, number).await?;
        let body = body.ok_or(ActionError::NotThere)?;
        taken(txn, ctx, Some(&read)).await?;
        add_identifier(txn, ctx.scope, body.id, &read, &mut ids).await?;
        let label = Series::Body.label(number);
        noted(txn, ctx, ("body-changed", &label), &mut ids).await
    })
    .await
}

/// Takes an identifier, by its normal form, from a body.
pub async fn forget(ctx: &Ctx, number: i64, normal: &str) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let body = body_numbered(txn, ctx.scope, number).await?;
        let body = body.ok_or(ActionError::NotThere)?;
        if !drop_identifier(txn, ctx.scope, (body.id, normal)).await? {
            return Err(ActionError::NotThere);
        }
        let label = Series::Body.label(number);
        noted(txn, ctx, ("body-changed", &label), &mut ctx.ids()).await
    })
    .await
}

/// Decides whether two bodies are one. The one that was there first is the one that both are; who decided is kept, and
/// the access log keeps also what was taken back.
pub async fn decide(
    ctx: &Ctx,
    (one, other): (i64, i64),
    decision: Decision,
) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    if one == other {
        return Err(ActionError::NotThere);
    }
    let (first, second) = (one.min(other), one.max(other));
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let scope = ctx.scope;
        let earlier = body_numbered(txn, scope, first).await?;
        let earlier = earlier.ok_or(ActionError::NotThere)?;
        let later = body_numbered(txn, scope, second).await?;
        let later = later.ok_or(ActionError::NotThere)?;
        for (body, another) in [(&earlier, &later), (&later, &earlier)] {
            if body.same_as.is_some_and(|(id, _)| id == another.id) {
                decide_same(txn, scope, body.id, None, by(ctx)).await?;
            }
            let mut apart = body.apart.clone();
            apart.retain(|(number, _)| *number != another.number);
            if apart.len() != body.apart.len() {
                decide_apart(txn, scope, body.id, &apart).await?;
            }
        }
        match decision {
            Decision::Same => {
                // What the first is another name of already is what the second is, too.
                let whole = earlier.same_as.filter(|(id, _)| *id != later.id);
                let whole = whole.map_or(earlier.id, |(id, _)| id);
                decide_same(txn, scope, later.id, Some(whole), by(ctx)).await?;
            }
            Decision::Apart => {
                let mut apart = later.apart.clone();
                apart.retain(|(number, _)| *number != first);
                apart.push((first, by(ctx)));
                decide_apart(txn, scope, later.id, &apart).await?;
            }
            Decision::Open => {}
        }
        let what = match decision {
            Decision::Same => "bodies-same",
            Decision::Apart => "bodies-apart",
            Decision::Open => "bodies-open",
        };
        let label = |number| Series::Body.label(number);
        let subject = format!("{} {}", label(first), label(second));
        noted(txn, ctx, (what, &subject), &mut ctx.ids()).await
    })
    .await
}
