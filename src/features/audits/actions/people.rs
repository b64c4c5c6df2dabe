//! People of an audit: codes by chance, who stands behind them, what ties them to those who are audited; and what is done
//! when somebody is threatened.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::{Change, changed};
use crate::db::counter::Series;
use crate::db::fieldwork::{
    AssignmentState, Milestone, MilestoneKind, Who, add_code, add_milestone, codes_of, next_code,
    retire_code, retired_codes, settle_assignment,
};
use crate::db::member::{Member as Account, members_of};
use crate::db::write;
use crate::domain::actor::Permission;
use crate::domain::plan::{Declaration, GroupRisk, Member, RiskLevel};
use crate::features::audits::forms::Given;
use crate::features::audits::forms::person as form;
use crate::infra::action::{ActionError, Fields, by, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::planned::{Planned, planned, planned_to_change};

/// The people of an audit, for its lead.
#[derive(Debug)]
pub struct People {
    /// The audit.
    pub planned: Planned,
    /// Who stands behind which code.
    pub who: BTreeMap<String, Who>,
    /// Codes under which nobody goes any more.
    pub retired: BTreeSet<String>,
    /// Those who sign in.
    pub accounts: Vec<Account>,
}

/// The people of an audit.
pub async fn people(ctx: &Ctx, code: &str) -> Result<People, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let planned = planned(ctx, code).await?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let audit = planned.line.id;
    Ok(People {
        who: codes_of(conn, ctx.scope, master, audit).await?,
        retired: retired_codes(conn, ctx.scope, audit).await?,
        accounts: members_of(conn, ctx.scope, master).await?,
        planned,
    })
}

/// Adds somebody; gives their code.
pub async fn add(ctx: &Ctx, code: &str, given: &Given) -> Result<String, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let mut planned = planned_to_change(txn, ctx, code).await?;
        let master = &ctx.app.master;
        let audit = planned.line.id;
        let mut fields = Fields::default();
        let name = fields.optional("name", given.field("name"), 200);
        let member = match given.field("member") {
            "" => None,
            label => fields.choice("member", label, |label| Series::Person.number_of(label)),
        };
        let accounts = members_of(txn, ctx.scope, master).await?;
        if member.is_some_and(|number| !accounts.iter().any(|one| one.is.number == number)) {
            fields.wrong("member", "field-choice");
        }
        if name.is_none() && member.is_none() {
            fields.wrong("name", "field-empty");
        }
        let mut who = codes_of(txn, ctx.scope, master, audit).await?;
        if member.is_some() && who.values().any(|one| one.member == member) {
            fields.wrong("member", "person-there");
        }
        let roles = form::roles(&mut fields, given);
        let (declarations, declared_on) =
            form::declared(&mut fields, given, &planned.case, ctx.now.date_naive());
        fields.done(())?;
        // Codes that were typed on visits before anybody was written down here are taken too.
        let typed = planned
            .case
            .visits
            .iter()
            .flat_map(|visit| visit.observers.iter());
        for code in typed.chain(planned.plan().team.iter().map(|one| &one.code)) {
            who.entry(code.clone()).or_insert(Who {
                member: None,
                name: None,
            });
        }
        let label = next_code(&who, &mut ids);
        let new = Who { member, name };
        add_code(txn, ctx.scope, master, (audit, &label, &new), &mut ids).await?;
        let mut plan = planned.plan();
        plan.team.push(Member {
            code: label.clone(),
            roles,
            declarations,
            declared_on,
        });
        let change = Change::of(plan, given.field("reason"));
        changed(txn, ctx, &mut planned, change, &mut ids).await?;
        noted(txn, ctx, ("person-added", code), &mut ids).await?;
        Ok(label)
    })
    .await
}

/// Writes down what somebody does and declares.
pub async fn declare(ctx: &Ctx, code: &str, given: &Given) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let mut planned = planned_to_change(txn, ctx, code).await?;
        let mut plan = planned.plan();
        let mut fields = Fields::default();
        let today = ctx.now.date_naive();
        let (new, declared_on) = form::declared(&mut fields, given, &planned.case, today);
        fields.done(())?;
        let member = plan
            .team
            .iter_mut()
            .find(|one| one.code == given.field("code"));
        let member = member.ok_or(ActionError::NotThere)?;
        member.declared_on = declared_on.or(member.declared_on).or(Some(today));
        let known = |tie: &Declaration| member.declarations.contains(tie);
        let new: Vec<Declaration> = new.into_iter().filter(|tie| !known(tie)).collect();
        member.declarations.extend(new);
        let change = Change::of(plan, given.field("reason"));
        changed(txn, ctx, &mut planned, change, &mut ids).await?;
        noted(txn, ctx, ("person-declared", code), &mut ids).await
    })
    .await
}

/// Stops the visits: every visit that waits is called off, the code of whoever was threatened is retired, and the risk is
/// written into the plan with its stop rule. What happened is sealed.
pub async fn stop(ctx: &Ctx, code: &str, given: &Given) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let mut planned = planned_to_change(txn, ctx, code).await?;
        let audit = planned.line.id;
        let mut fields = Fields::default();
        let what = fields.text("what", given.field("what"), 2_000);
        let who = given.field("code");
        let codes = codes_of(txn, ctx.scope, &ctx.app.master, audit).await?;
        if !who.is_empty() && !codes.contains_key(who) {
            fields.wrong("code", "field-choice");
        }
        fields.done(())?;
        let today = ctx.now.date_naive();
        let open = planned.assignments.iter();
        for one in open.filter(|one| one.state == AssignmentState::Open) {
            let which = (audit, one.number);
            settle_assignment(txn, ctx.scope, which, AssignmentState::Dropped).await?;
        }
        if !who.is_empty() {
            retire_code(txn, ctx.scope, (audit, who), today).await?;
        }
        let stopped = Milestone {
            kind: MilestoneKind::Stopped,
            on: today,
            note: Some(what),
        };
        let one = (audit, &stopped, by(ctx));
        add_milestone(txn, ctx.scope, &ctx.app.master, one, &mut ids).await?;
        super::letters::told(txn, ctx, &mut planned, &stopped, &mut ids).await?;
        let mut plan = planned.plan();
        raised(&mut plan.risks, ctx);
        let reason = ctx.app.words.get("plan-said-stopped-reason");
        let change = Change::of(plan, &reason);
        changed(txn, ctx, &mut planned, change, &mut ids).await?;
        noted(txn, ctx, ("visits-stopped", code), &mut ids).await
    })
    .await
}

/// The risk for observers is high now, with the rule by which the visits stopped.
fn raised(risks: &mut Vec<GroupRisk>, ctx: &Ctx) {
    let group = ctx.app.words.get("plan-said-observers");
    let rule = || Some(ctx.app.words.get("plan-said-stop-rule"));
    match risks.iter_mut().find(|risk| risk.group == group) {
        Some(risk) => {
            risk.level = RiskLevel::High;
            risk.stop_rule = risk.stop_rule.take().or_else(rule);
        }
        None => risks.push(GroupRisk {
            group,
            level: RiskLevel::High,
            could_happen: None,
            measures: Vec::new(),
            stop_rule: rule(),
        }),
    }
}

/// Lets the visits go on. Nobody is sent anywhere by it.
pub async fn resume(ctx: &Ctx, code: &str, given: &Given) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let mut planned = planned_to_change(txn, ctx, code).await?;
        planned.stopped().ok_or(ActionError::NotThere)?;
        let mut fields = Fields::default();
        let note = fields.text("what", given.field("what"), 2_000);
        fields.done(())?;
        let resumed = Milestone {
            kind: MilestoneKind::Resumed,
            on: ctx.now.date_naive(),
            note: Some(note),
        };
        let one = (planned.line.id, &resumed, by(ctx));
        add_milestone(txn, ctx.scope, &ctx.app.master, one, &mut ids).await?;
        super::letters::told(txn, ctx, &mut planned, &resumed, &mut ids).await?;
        noted(txn, ctx, ("visits-resumed", code), &mut ids).await
    })
    .await
}
