//! Money: lines with a basis, each state a dated entry that is never overwritten; the schedule, in which nothing is added across
//! bases, states, currencies, periods or parties; what came back, of each base.

use chrono::NaiveDate;

use crate::db::findings::{KeptLine, add_money_line, add_state, money_kept_of};
use crate::db::{put_money_line, write};
use crate::domain::calculation::recovery::RecoveryRates;
use crate::domain::code::Code;
use crate::domain::log::Happening;
use crate::domain::money::Currency;
use crate::domain::money_line::{
    Certainty, Held, MoneyBasis, MoneyLine, MoneyState, StateEntry, pipeline, recovery_of,
};
use crate::domain::party::Counter;
use crate::infra::action::{ActionError, Fields, by, noted};
use crate::infra::app::Ctx;

use super::desk::{Desk, desk};
use super::{opened, record_of, told};
use crate::features::findings::forms::{Given, value_of, word_of};

/// Lines of an audit are no more than these.
const MOST: usize = 500;
/// Who may have said an amount.
pub const COUNTERS: [Counter; 5] = [
    Counter::Auditor,
    Counter::Provider,
    Counter::Funder,
    Counter::Official,
    Counter::ThirdParty,
];
/// The bases of lines of one's own.
pub const BASES: [MoneyBasis; 5] = [
    MoneyBasis::Undelivered,
    MoneyBasis::Ineligible,
    MoneyBasis::Unsupported,
    MoneyBasis::Unreasonable,
    MoneyBasis::CouldBeSaved,
];

/// The money of an audit.
#[derive(Debug)]
pub struct Money {
    /// The audit.
    pub desk: Desk,
    /// Its lines, by number.
    pub lines: Vec<KeptLine>,
    /// Every cell of the schedule today; nothing where a sum cannot be computed with.
    pub cells: Vec<Held>,
    /// What came back of lines, of each base: by the number of the line.
    pub recovered: Vec<(String, RecoveryRates)>,
}

/// The money of an audit.
///
/// # Errors
/// [`ActionError::NotThere`]; those of the database.
pub async fn money(ctx: &Ctx, code: &str) -> Result<Money, ActionError> {
    let desk = desk(ctx, code).await?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let lines = money_kept_of(conn, ctx.scope, master, desk.line.id).await?;
    let with: Vec<(&MoneyLine, Option<Currency>)> = lines
        .iter()
        .map(|kept| (&kept.line, desk.case.currency_of(&kept.line)))
        .collect();
    let cells = pipeline(&desk.line.code, &with, desk.today).unwrap_or_default();
    let recovered = lines.iter().filter_map(|kept| {
        let rates = recovery_of(&kept.line, desk.today)?.ok()?;
        Some((kept.label(), rates))
    });
    Ok(Money {
        recovered: recovered.collect(),
        cells,
        lines,
        desk,
    })
}

/// States that a line may come into next.
#[must_use]
pub fn next_states(line: &MoneyLine) -> Vec<MoneyState> {
    let has = |state: &MoneyState| line.states.iter().any(|entry| entry.state == *state);
    let follows = |state: &MoneyState| state.follows().iter().any(has);
    let open = MoneyState::ALL.into_iter().filter(follows);
    match line.is_withdrawn() {
        true => Vec::new(),
        false => open.collect(),
    }
}

fn entry(
    fields: &mut Fields,
    given: &Given,
    state: MoneyState,
    today: NaiveDate,
) -> Option<StateEntry> {
    let amount = fields.number("amount", given.field("amount"));
    if amount.is_none() && given.field("amount").trim().is_empty() {
        fields.wrong("amount", "field-empty");
    }
    let date = fields.date("date", given.field("date"));
    if date.is_none() && given.field("date").trim().is_empty() {
        fields.wrong("date", "field-empty");
    }
    if date.is_some_and(|date| date.first_day() > today) {
        fields.wrong("date", "amount-ahead");
    }
    let counted_by = match given.field("counted_by") {
        "" => Some(Counter::Auditor),
        word => fields.choice("counted_by", word, |word| {
            COUNTERS.into_iter().find(|one| word_of(one) == word)
        }),
    };
    Some(StateEntry {
        state,
        amount: amount?,
        date: Some(date?),
        counted_by: counted_by?,
        called: None,
        published_rate: None,
        sources: Vec::new(),
    })
}

/// Records an amount that is questioned.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn record(ctx: &Ctx, code: &str, given: &Given) -> Result<(), ActionError> {
    let desk = desk(ctx, code).await?;
    let mut fields = Fields::default();
    let title = fields.text("title", given.field("title"), 300);
    let basis = fields.choice("basis", given.field("basis"), |word| {
        BASES.into_iter().find(|one| one.code() == word)
    });
    let certainty = match given.field("certainty") {
        "" => Some(Certainty::Known),
        word => fields.choice("certainty", word, value_of::<Certainty>),
    };
    let lower_limit = fields.number("lower_limit", given.field("lower_limit"));
    let obligation = match given.field("promise") {
        "" => None,
        word => fields.choice("promise", word, |word| {
            let id = Code::parse(word).ok()?;
            desk.case.obligation(&id).map(|one| one.id.clone())
        }),
    };
    let party = match given.field("party") {
        "" => None,
        word => fields.choice("party", word, |word| {
            let id = Code::parse(word).ok()?;
            desk.case.party(&id).map(|one| one.id.clone())
        }),
    };
    let currency = match given.field("currency").trim() {
        "" => None,
        word => fields.choice("currency", word, |word| {
            Currency::parse(&word.to_uppercase()).ok()
        }),
    };
    let flagged = entry(&mut fields, given, MoneyState::Flagged, desk.today);
    // An estimate has a lower limit, and a repayment is claimed on it; what is known case by case has none.
    match (certainty, &lower_limit, &flagged) {
        (Some(Certainty::Likely), None, _) if given.field("lower_limit").trim().is_empty() => {
            fields.wrong("lower_limit", "money-needs-lower-limit");
        }
        (Some(Certainty::Likely), Some(limit), Some(flagged))
            if limit.value() > flagged.amount.value() || limit.value().is_negative() =>
        {
            fields.wrong("lower_limit", "money-lower-limit-above");
        }
        (Some(Certainty::Known), Some(_), _) => {
            fields.wrong("lower_limit", "money-known-has-no-limit");
        }
        _ => {}
    }
    let note = fields.optional("note", given.field("note"), 2_000);
    let name = Code::parse("new").map_err(|_| ActionError::NotThere)?;
    let mut line = MoneyLine {
        id: name,
        obligation,
        title,
        basis: basis.unwrap_or(MoneyBasis::Undelivered),
        certainty: certainty.unwrap_or_default(),
        lower_limit,
        currency: None,
        rests_on: Vec::new(),
        sample: None,
        party,
        place: None,
        period: None,
        of: None,
        of_counted_by: None,
        published_share: None,
        disjoint_group: None,
        derivation: None,
        states: Vec::new(),
        note,
    };
    // The currency stands with the line where no agreement gives it.
    if currency.is_some() && currency != desk.case.currency_of(&line) {
        line.currency = currency;
    }
    if currency.is_none()
        && desk.case.currency_of(&line).is_none()
        && given.field("currency").trim().is_empty()
    {
        fields.wrong("currency", "field-currency-needed");
    }
    if let Some(group) = Some(given.is_ticked("disjoint")).filter(|is| *is) {
        line.disjoint_group = group.then(|| Code::parse("apart").ok()).flatten();
    }
    fields.done(())?;
    let flagged = flagged.ok_or(ActionError::NotThere)?;
    let line = line.recorded(flagged, desk.today);
    let line = line.map_err(|wrong| ActionError::field("amount", wrong.key()))?;
    write(&ctx.app.db, async |txn| {
        let audit = opened(txn, ctx, code).await?;
        let mut ids = ctx.ids();
        let (scope, master) = (ctx.scope, &ctx.app.master);
        let there = money_kept_of(txn, scope, master, audit.id).await?;
        if there.len() >= MOST {
            return Err(ActionError::field("form", "money-many"));
        }
        let new = (audit.id, &line, by(ctx));
        let kept = add_money_line(txn, scope, master, new, &mut ids).await?;
        put_money_line(txn, scope, master, (audit.id, &kept.line), &mut ids).await?;
        tell(txn, ctx, (&audit, &kept.line), &mut ids).await?;
        noted(txn, ctx, ("amounts-recorded", code), &mut ids).await
    })
    .await
}

/// Records what became of an amount: a further entry; those before it stay.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn became(
    ctx: &Ctx,
    code: &str,
    (number, given): (u32, &Given),
) -> Result<(), ActionError> {
    let today = ctx.now.date_naive();
    let mut fields = Fields::default();
    let state = fields.choice("state", given.field("state"), |word| {
        MoneyState::ALL.into_iter().find(|one| one.code() == word)
    });
    let new = entry(
        &mut fields,
        given,
        state.unwrap_or(MoneyState::Flagged),
        today,
    );
    fields.done(())?;
    let new = new.ok_or(ActionError::NotThere)?;
    write(&ctx.app.db, async |txn| {
        let audit = opened(txn, ctx, code).await?;
        let mut ids = ctx.ids();
        let (scope, master) = (ctx.scope, &ctx.app.master);
        let there = money_kept_of(txn, scope, master, audit.id).await?;
        let kept = there.into_iter().find(|one| one.number == number);
        let kept = kept.ok_or(ActionError::NotThere)?;
        let longer = kept.line.recorded(new.clone(), today);
        let longer = longer.map_err(|wrong| ActionError::field("state", wrong.key()))?;
        let one = (audit.id, number, &new, by(ctx));
        add_state(txn, scope, master, one, &mut ids).await?;
        put_money_line(txn, scope, master, (audit.id, &longer), &mut ids).await?;
        tell(txn, ctx, (&audit, &longer), &mut ids).await?;
        noted(txn, ctx, ("amounts-recorded", code), &mut ids).await
    })
    .await
}

/// Tells the evidence log of the newest entry of a line.
async fn tell(
    txn: &sea_orm::DatabaseTransaction,
    ctx: &Ctx,
    (audit, line): (&crate::db::audit::AuditLine, &MoneyLine),
    ids: &mut dyn crate::db::IdSource,
) -> Result<(), ActionError> {
    let newest = line.states.last().ok_or(ActionError::NotThere)?;
    let word = newest.state.code().replace('_', "-");
    let state = Code::parse(&word).map_err(|_| ActionError::NotThere)?;
    let mut record = record_of("entry", newest);
    record.extend(record_of("basis", &line.basis));
    let name = format!("money/{}", line.id);
    let says = |record| Happening::MoneyRecorded { record, state };
    told(txn, ctx, (audit, &name), record, says, ids).await
}
