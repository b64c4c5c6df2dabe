//! Workload: a full comparison of 1,000,000 observations of 2,000 promises in 12 periods, from the product's own
//! store, beside a plain SQLite query over a covering index on a bare table of the same data.
//!
//! Both give, for each of 24,000 cells: counts, sums, rate, Wilson interval, what is missing in units and in
//! money. The rounds are interleaved. `cargo bench --bench comparison -- [OBSERVATIONS] [PROMISES] [ROUNDS]`
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench measures time, and one that cannot go on stops"
)]

use std::collections::HashMap;
use std::fmt::Write as _;
use std::time::Instant;

use groundtruth::db::{AuditId, Cell, Db, Promised, Scope, cells_of, promised_of};
use groundtruth::domain::number::{Exact, Fixed};
use groundtruth::domain::statistics::{Level, wilson::wilson};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement,
};

use drawn::{DAYS_OF_A_PERIOD, Data, Drawn, PERIODS, cpu_seconds, fill_store, median};

#[path = "drawn/mod.rs"]
mod drawn;

/// What both sides compute, in the figures by which they are compared.
#[derive(Debug, Default, PartialEq)]
struct Sum {
    cells: u64,
    short_units: i128,
    short_cents: i128,
    lower_limits: f64,
}

fn main() {
    let sizes: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|word| word.parse().ok())
        .collect();
    let size = |at: usize, usual| sizes.get(at).copied().unwrap_or(usual);
    let (observations, promises, rounds) = (size(0, 1_000_000), size(1, 2_000), size(2, 7));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(run(observations, promises, rounds));
}

async fn run(observations: usize, promises: usize, rounds: usize) {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| format!("sqlite://{}?mode=rwc", folder.path().join(name).display());
    let data = Data::draw(observations, promises);

    let started = Instant::now();
    let (store, scope, audit) = fill_store(&file("store.db"), &data).await;
    println!(
        "stored {observations} observations as a case in {:.1} s",
        started.elapsed().as_secs_f64()
    );
    let plain = fill_plain(&file("plain.db"), &data).await;

    if std::env::args().any(|word| word == "parts") {
        for _ in 0..5 {
            let (at, cpu) = (Instant::now(), cpu_seconds());
            let cells = cells_of(&store, scope, audit).await.unwrap();
            println!(
                "cells {:.3} cpu {:.3}",
                at.elapsed().as_secs_f64(),
                cpu_seconds() - cpu
            );
            let (at, cpu) = (Instant::now(), cpu_seconds());
            let promised = promised_of(store.reads(), scope, audit).await.unwrap();
            println!(
                "promised {:.3} cpu {:.3}",
                at.elapsed().as_secs_f64(),
                cpu_seconds() - cpu
            );
            let (at, cpu) = (Instant::now(), cpu_seconds());
            let sum = compute(&cells, promised);
            println!(
                "compute {:.3} cpu {:.3}",
                at.elapsed().as_secs_f64(),
                cpu_seconds() - cpu
            );
            let (at, cpu) = (Instant::now(), cpu_seconds());
            baseline(&plain).await;
            println!(
                "baseline {:.3} cpu {:.3} {:?}",
                at.elapsed().as_secs_f64(),
                cpu_seconds() - cpu,
                sum.cells
            );
        }
        return;
    }
    let (mut ratios, mut ours_all, mut plain_all) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=rounds {
        let started = Instant::now();
        let ours = ours(&store, scope, audit).await;
        let our_time = started.elapsed().as_secs_f64();
        let started = Instant::now();
        let baseline = baseline(&plain).await;
        let plain_time = started.elapsed().as_secs_f64();
        assert_eq!(
            (ours.cells, ours.short_units, ours.short_cents),
            (baseline.cells, baseline.short_units, baseline.short_cents)
        );
        assert!((ours.lower_limits - baseline.lower_limits).abs() < 1e-3);
        if round == 0 {
            println!(
                "{} cells, {} units short, {} cents short, lower limits add up to {:.6}",
                ours.cells, ours.short_units, ours.short_cents, ours.lower_limits
            );
            continue; // warming up
        }
        println!(
            "round {round}: ours {our_time:.3} s, plain SQLite {plain_time:.3} s, ratio {:.2}",
            our_time / plain_time
        );
        ratios.push(our_time / plain_time);
        ours_all.push(our_time);
        plain_all.push(plain_time);
    }
    println!(
        "median: ours {:.3} s, plain SQLite {:.3} s, ratio {:.2}; worst ratio {:.2}",
        median(&mut ours_all),
        median(&mut plain_all),
        median(&mut ratios),
        ratios.iter().copied().fold(0.0, f64::max)
    );
}

/// The product: cells, promises, and what follows from both, exact but for the interval.
async fn ours(store: &Db, scope: Scope, audit: AuditId) -> Sum {
    let (cells, promised) = tokio::join!(
        cells_of(store, scope, audit),
        promised_of(store.reads(), scope, audit)
    );
    compute(&cells.unwrap(), promised.unwrap())
}

fn compute(cells: &[Cell], promised: Vec<Promised>) -> Sum {
    let promised: HashMap<_, _> = promised
        .into_iter()
        .map(|promised| ((promised.obligation, promised.slot), promised))
        .collect();
    let hundred = Exact::from_integer(100);
    let mut sum = Sum::default();
    for cell in cells {
        let promised = promised[&(cell.obligation_id, cell.slot)];
        let interval = wilson(cell.seen.in_order, cell.seen.judged(), Level::P95).unwrap();
        let found = cell.value_sum.unwrap_or(Fixed::ZERO).to_exact();
        let short = promised
            .low
            .unwrap()
            .to_exact()
            .minus(found)
            .unwrap()
            .max(Exact::ZERO);
        let cents = short
            .times(promised.price.unwrap().to_exact())
            .unwrap()
            .times(hundred)
            .unwrap();
        sum.cells += 1;
        sum.short_units += short.floor();
        sum.short_cents += cents.floor();
        sum.lower_limits += interval.map_or(0.0, |interval| interval.low);
    }
    sum
}

/// Plain SQLite: one query over a covering index; the interval, for which it has no square root, beside it.
async fn baseline(plain: &DatabaseConnection) -> Sum {
    const SQL: &str = "\
WITH g AS (
  SELECT commitment_id, period, count(*) AS n_all,
         sum(CASE WHEN outcome <> 3 THEN 1 ELSE 0 END) AS n,
         sum(CASE WHEN outcome = 0 THEN 1 ELSE 0 END) AS ok,
         sum(units) AS delivered_units
  FROM obs GROUP BY commitment_id, period)
SELECT p.commitment_id, p.period, coalesce(g.n_all,0), coalesce(g.n,0), coalesce(g.ok,0),
       coalesce(g.delivered_units,0), p.promised_units,
       CASE WHEN g.n > 0 THEN g.ok * 1.0 / g.n END,
       CASE WHEN p.promised_units > coalesce(g.delivered_units,0)
            THEN p.promised_units - coalesce(g.delivered_units,0) ELSE 0 END,
       CASE WHEN p.promised_units > coalesce(g.delivered_units,0)
            THEN p.promised_units - coalesce(g.delivered_units,0) ELSE 0 END * p.unit_cost_cents
FROM promise p LEFT JOIN g ON g.commitment_id = p.commitment_id AND g.period = p.period
ORDER BY p.commitment_id, p.period";
    let rows = plain
        .query_all_raw(Statement::from_string(DbBackend::Sqlite, SQL))
        .await
        .unwrap();
    let mut sum = Sum::default();
    for row in &rows {
        let column = |index| row.try_get_by_index::<i64>(index).unwrap();
        let (n, ok) = (column(3) as f64, column(4) as f64);
        let _rate: Option<f64> = row.try_get_by_index(7).unwrap();
        if n > 0.0 {
            let root = (ok * (n - ok) / n + 0.960_364_706).sqrt();
            sum.lower_limits +=
                ((ok + 1.920_729_41 - 1.959_964 * root) / (n + 3.841_458_82)).max(0.0);
        }
        if column(2) > 0 {
            sum.cells += 1;
        }
        sum.short_units += i128::from(column(8));
        sum.short_cents += i128::from(column(9));
    }
    sum
}

/// The data in two bare tables, with the index that covers the query, settings of a plain fast reader.
async fn fill_plain(url: &str, data: &Data) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|settings| {
        let settings = settings
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "NORMAL");
        settings
            .pragma("cache_size", "-200000")
            .pragma("mmap_size", "1000000000")
    });
    let plain = Database::connect(options).await.unwrap();
    let run = async |sql: &str| {
        plain.execute_unprepared(sql).await.unwrap();
    };
    run("CREATE TABLE obs(id integer PRIMARY KEY, commitment_id int, period int, day int, outcome int, units int, \
         observer_id int)").await;
    run("CREATE TABLE promise(commitment_id int, period int, promised_units int, unit_cost_cents int, \
         PRIMARY KEY(commitment_id, period)) WITHOUT ROWID").await;
    for chunk in data.drawn.chunks(10_000) {
        let mut sql =
            "INSERT INTO obs(commitment_id, period, day, outcome, units, observer_id) VALUES "
                .to_owned();
        for (at, drawn) in chunk.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            let Drawn {
                promise,
                day,
                outcome,
                units,
                observer,
            } = drawn;
            let period = day / DAYS_OF_A_PERIOD + 1;
            write!(
                sql,
                "{comma}({},{period},{day},{outcome},{units},{observer})",
                promise + 1
            )
            .unwrap();
        }
        run(&sql).await;
    }
    let mut sql = "INSERT INTO promise VALUES ".to_owned();
    for (at, units) in data.promised.iter().enumerate() {
        let (promise, period) = (at / PERIODS as usize, at % PERIODS as usize);
        let comma = if at == 0 { "" } else { "," };
        write!(
            sql,
            "{comma}({},{},{units},{})",
            promise + 1,
            period + 1,
            data.cents[promise]
        )
        .unwrap();
    }
    run(&sql).await;
    run("CREATE INDEX cov ON obs(commitment_id, period, outcome, units)").await;
    run("ANALYZE").await;
    plain
}
