//! The sums that stand in cells and beside agreements: worked out again where observations came or went, and nowhere else.

use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement, Value};

use crate::db::{AuditId, Scope, StorageError};

/// Cells in one statement.
const AT_ONCE: usize = 500;

/// The columns in which units stand by what was seen of them, in the order of its codes.
const SEEN: [&str; 7] = [
    "in_order",
    "partly",
    "not_in_order",
    "not_found",
    "not_inspectable",
    "refused",
    "not_applicable",
];

/// What is settled: the cells of one audit.
#[derive(Clone, Copy)]
pub(super) struct Settling<'a> {
    pub(super) txn: &'a DatabaseTransaction,
    pub(super) scope: Scope,
    pub(super) audit: AuditId,
}

impl Settling<'_> {
    /// Takes cells that are about to change out of the sums of their agreements, until [`Self::settle`] puts them in again.
    pub(super) async fn take_out(&self, cells: &[i64]) -> Result<(), StorageError> {
        for some in cells.chunks(AT_ONCE) {
            self.run(&moved("-", some.len()), some).await?;
        }
        Ok(())
    }

    /// Works out again what stands in these cells, takes away those in which nothing meets any more, and puts the others
    /// into the sums of their agreements. Those that were in them before were taken out.
    pub(super) async fn settle(&self, cells: &[i64]) -> Result<(), StorageError> {
        const EMPTY: &str = "DELETE FROM cell WHERE organisation_id = $1 AND audit_id = $2 AND id IN (IDS) \
             AND NOT EXISTS (SELECT 1 FROM observation o WHERE o.cell_id = cell.id)";
        for some in cells.chunks(AT_ONCE) {
            let these = format!("AND c.id IN ({})", named(some.len()));
            self.run(&EMPTY.replace("IDS", &named(some.len())), some)
                .await?;
            self.run(&counted(&these), some).await?;
            self.run(&looked(&these), some).await?;
            self.run(&begun(&these), some).await?;
            self.run(&moved("+", some.len()), some).await?;
        }
        Ok(())
    }

    /// The same for every cell of the audit.
    pub(super) async fn settle_all(&self) -> Result<(), StorageError> {
        const NONE: &str = "DELETE FROM seen_sum WHERE organisation_id = $1 AND audit_id = $2";
        self.run(&counted(""), &[]).await?;
        self.run(&looked(""), &[]).await?;
        self.run(NONE, &[]).await?;
        let sums = SEEN.map(|column| format!("CAST(sum(c.{column}) AS bigint)"));
        let all = format!(
            "INSERT INTO seen_sum (organisation_id, audit_id, agreement_id, cells, {}) \
             SELECT c.organisation_id, c.audit_id, p.agreement_id, count(*), {} {FOUND} \
             GROUP BY c.organisation_id, c.audit_id, p.agreement_id",
            SEEN.join(", "),
            sums.join(", ")
        );
        self.run(&all, &[]).await
    }

    async fn run(&self, sql: &str, cells: &[i64]) -> Result<(), StorageError> {
        let mut values: Vec<Value> = vec![self.scope.organisation().into(), self.audit.into()];
        values.extend(cells.iter().map(|cell| Value::from(*cell)));
        let backend = self.txn.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, sql, values);
        self.txn.execute_raw(statement).await?;
        Ok(())
    }
}

/// Cells of what was found: a second look is not added to the first.
const FOUND: &str = "FROM cell c JOIN obligation p ON p.id = c.obligation_id \
     WHERE c.organisation_id = $1 AND c.audit_id = $2 AND c.purpose = 'audit'";

/// `$3, $4, …` for so many cells.
fn named(count: usize) -> String {
    let names: Vec<String> = (3..count + 3).map(|number| format!("${number}")).collect();
    names.join(", ")
}

/// What was seen, from the index over observations alone.
fn counted(these: &str) -> String {
    let sums = (0..).zip(SEEN);
    let sums: Vec<String> = sums
        .map(|(code, column)| format!("count(*) FILTER (WHERE o.seen = {code}) AS {column}"))
        .collect();
    let set = SEEN.map(|column| format!("{column} = s.{column}"));
    format!(
        "UPDATE cell SET {}, value_sum = s.value_sum, value_count = s.value_count \
         FROM (SELECT o.cell_id, {}, CAST(sum(o.value) AS bigint) AS value_sum, count(o.value) AS value_count \
               FROM cell c JOIN observation o ON o.cell_id = c.id \
               WHERE c.organisation_id = $1 AND c.audit_id = $2 {these} \
               GROUP BY o.cell_id) AS s \
         WHERE cell.id = s.cell_id",
        set.join(", "),
        sums.join(", ")
    )
}

/// How many visits and observers, and the first and last day.
fn looked(these: &str) -> String {
    format!(
        "UPDATE cell SET visits = s.visits, observers = s.observers, first_day = s.first_day, last_day = s.last_day \
         FROM (SELECT o.cell_id, count(DISTINCT o.visit_id) AS visits, count(DISTINCT w.observer_index) AS observers, \
                      min(v.first_day) AS first_day, max(v.last_day) AS last_day \
               FROM cell c \
               JOIN observation o ON o.cell_id = c.id \
               JOIN visit v ON v.id = o.visit_id \
               LEFT JOIN visit_observer w ON w.visit_id = v.id \
               WHERE c.organisation_id = $1 AND c.audit_id = $2 {these} \
               GROUP BY o.cell_id) AS s \
         WHERE cell.id = s.cell_id"
    )
}

/// A row for every agreement that has none yet.
fn begun(these: &str) -> String {
    let nothing = SEEN.map(|_| "0");
    format!(
        "INSERT INTO seen_sum (organisation_id, audit_id, agreement_id, cells, {}) \
         SELECT DISTINCT c.organisation_id, c.audit_id, p.agreement_id, 0, {} {FOUND} {these} \
         AND NOT EXISTS (SELECT 1 FROM seen_sum t WHERE t.organisation_id = $1 AND t.audit_id = $2 \
                         AND t.agreement_id IS NOT DISTINCT FROM p.agreement_id)",
        SEEN.join(", "),
        nothing.join(", ")
    )
}

/// Cells added to the sums of their agreements, or taken from them.
fn moved(sign: &str, count: usize) -> String {
    let set = SEEN.map(|column| format!("{column} = seen_sum.{column} {sign} s.{column}"));
    let sums = SEEN.map(|column| format!("CAST(sum(c.{column}) AS bigint) AS {column}"));
    format!(
        "UPDATE seen_sum SET cells = seen_sum.cells {sign} s.cells, {} \
         FROM (SELECT p.agreement_id, count(*) AS cells, {} {FOUND} AND c.id IN ({}) GROUP BY p.agreement_id) AS s \
         WHERE seen_sum.organisation_id = $1 AND seen_sum.audit_id = $2 \
           AND seen_sum.agreement_id IS NOT DISTINCT FROM s.agreement_id",
        set.join(", "),
        sums.join(", "),
        named(count)
    )
}
