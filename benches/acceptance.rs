//! Workload: one more observation where there are 1,000,000 of 2,000 promises in 12 periods, and what the comparison says of
//! its promise afterwards, beside reading a summary table of 24,000 cells. Then what is asked on every view, agreement by
//! agreement, beside a GROUP BY over that table.
//!
//! The rounds are interleaved. CPU first: it survives a busy machine.
//! `cargo bench --bench acceptance -- [OBSERVATIONS] [PROMISES] [ROUNDS]`
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench measures time, and one that cannot go on stops"
)]

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Instant;

use groundtruth::db::fieldwork::{Origin, add_instrument};
use groundtruth::db::{
    self, AuditId, Db, Scope, SeededIds, StorageError, add_visit, cells_of, kept_cells_of,
    promises_named, seen_by_agreement,
};
use groundtruth::domain::actor::Actor;
use groundtruth::domain::code::Code;
use groundtruth::domain::fieldwork::{Observation, Visit};
use groundtruth::domain::instrument::from_promises;
use groundtruth::domain::intake::Submission;
use groundtruth::domain::log::Digest;
use groundtruth::domain::review::ReviewState;
use groundtruth::domain::statistics::{Level, wilson::wilson};
use groundtruth::features::checking::actions::deciding::{Choice, decide};
use groundtruth::features::visits::intake::receive;
use groundtruth::infra::app::{App, Ctx};
use groundtruth::infra::blobs::Blobs;
use groundtruth::infra::clock::Machine;
use groundtruth::infra::config::Config;
use groundtruth::infra::reader::Reader;
use groundtruth::infra::words::Words;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement,
};
use serde_json::json;
use uuid::Uuid;

use drawn::{AGREEMENTS, Chance, Data, PERIODS, cpu_seconds, fill_store, master, median};

#[path = "drawn/mod.rs"]
mod drawn;

/// In one round, so that a tick of the clock is small beside it.
const ACCEPTED: u32 = 100;
const READ: u32 = 20;
const VIEWS: u32 = 200;

fn main() {
    let sizes: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|word| word.parse().ok())
        .collect();
    let size = |at: usize, usual| sizes.get(at).copied().unwrap_or(usual);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(run(size(0, 1_000_000), size(1, 2_000), size(2, 7)));
}

async fn run(observations: usize, promises: usize, rounds: usize) {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| format!("sqlite://{}?mode=rwc", folder.path().join(name).display());
    let data = Data::draw(observations, promises);
    let started = Instant::now();
    let (store, scope, audit) = fill_store(&file("store.db"), &data).await;
    let seconds = started.elapsed().as_secs_f64();
    println!("stored {observations} observations as a case in {seconds:.1} s");
    let of = (&store, scope, audit);
    let plain = fill_plain(&file("plain.db"), of, promises).await;
    let mut more = More::new(promises);

    let mut figures = Figures::default();
    for round in 0..=rounds {
        let one = measured(ACCEPTED, async |_| more.one(of).await).await;
        let table = measured(READ, async |_| read_table(&plain).await).await;
        let views = measured(VIEWS, async |_| by_agreement(of).await).await;
        let groups = measured(VIEWS, async |_| group_by(&plain).await).await;
        if round == 0 {
            continue; // warming up
        }
        println!(
            "round {round}: one more {one}, summary table {table}, ratio {:.4}; by agreement {views}, GROUP BY {groups}, ratio {:.3}",
            one.cpu / table.cpu,
            views.cpu / groups.cpu
        );
        figures.add(&one, &table, &views, &groups);
    }
    figures.print();
    // Whatever was added, the kept sums say what adding up anew says.
    let kept = kept_cells_of(&store, scope, audit, None).await.unwrap();
    assert_eq!(kept, cells_of(&store, scope, audit).await.unwrap());
    println!("{} cells, kept as they are added up anew", kept.len());
    decisions(of, folder.path().to_owned()).await;
}

/// Milliseconds for one.
#[derive(Clone, Copy)]
struct Cost {
    cpu: f64,
    wall: f64,
}

impl std::fmt::Display for Cost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.3} ms CPU ({:.3} ms)", self.cpu, self.wall)
    }
}

async fn measured(times: u32, mut work: impl AsyncFnMut(u32)) -> Cost {
    let (started, cpu) = (Instant::now(), cpu_seconds());
    for nth in 0..times {
        work(nth).await;
    }
    let each = |seconds: f64| seconds * 1000.0 / f64::from(times);
    Cost {
        cpu: each(cpu_seconds() - cpu),
        wall: each(started.elapsed().as_secs_f64()),
    }
}

#[derive(Default)]
struct Figures {
    one: Vec<f64>,
    table: Vec<f64>,
    view: Vec<f64>,
    group: Vec<f64>,
    more: Vec<f64>,
    dash: Vec<f64>,
}

impl Figures {
    fn add(&mut self, one: &Cost, table: &Cost, view: &Cost, group: &Cost) {
        self.one.push(one.cpu);
        self.table.push(table.cpu);
        self.view.push(view.cpu);
        self.group.push(group.cpu);
        self.more.push(one.cpu / table.cpu);
        self.dash.push(view.cpu / group.cpu);
    }

    fn print(&mut self) {
        let worst = |ratios: &[f64]| ratios.iter().copied().fold(0.0, f64::max);
        println!(
            "one more observation: ours {:.3} ms, summary table {:.3} ms, ratio {:.4}, worst {:.4} (goal: 0.05 or less)",
            median(&mut self.one),
            median(&mut self.table),
            median(&mut self.more),
            worst(&self.more)
        );
        println!(
            "by agreement: ours {:.3} ms, GROUP BY {:.3} ms, ratio {:.3}, worst {:.3} (goal: 0.5 or less)",
            median(&mut self.view),
            median(&mut self.group),
            median(&mut self.dash),
            worst(&self.dash)
        );
    }
}

type Of<'a> = (&'a Db, Scope, AuditId);

/// Further visits, each with one observation.
struct More {
    promises: u32,
    chance: Chance,
    ids: SeededIds,
    number: u64,
}

impl More {
    fn new(promises: usize) -> Self {
        let now = chrono::DateTime::from_timestamp(1_795_100_000, 0).unwrap();
        Self {
            promises: u32::try_from(promises).unwrap(),
            chance: Chance(77),
            ids: SeededIds::new([3; 32], now),
            number: 0,
        }
    }

    /// Takes one in, and works out what the comparison says of its promise.
    async fn one(&mut self, (store, scope, audit): Of<'_>) {
        self.number += 1;
        let promise = Code::parse(&format!("o{}", self.chance.below(self.promises))).unwrap();
        let day = 1 + self.chance.below(28);
        let visit: Visit = serde_json::from_value(json!({
            "id": format!("more-{}", self.number), "place": "p",
            "date": format!("2025-{:02}-{day:02}", 1 + self.chance.below(PERIODS - 1)),
            "observers": [format!("W-{}", self.chance.below(500))],
        }))
        .unwrap();
        let seen: Observation = serde_json::from_value(json!({
            "visit": visit.id, "obligation": promise, "seen": "in_order", "value": "7",
        }))
        .unwrap();
        let ids = &mut self.ids;
        let added = db::write(store, async |txn| {
            let new = (audit, &visit, std::slice::from_ref(&seen));
            add_visit(txn, scope, &master(), new, ids).await
        });
        added.await.unwrap();
        let named = [promise];
        let cells = kept_cells_of(store, scope, audit, Some(&named))
            .await
            .unwrap();
        let promised = db::read(store, async |txn| {
            promises_named(txn, scope, audit, &named).await
        });
        let promised = promised.await.unwrap();
        assert_eq!(promised[0].criteria[0].targets.len(), PERIODS as usize);
        for cell in &cells {
            let interval = wilson(cell.seen.in_order, cell.seen.judged(), Level::P95).unwrap();
            std::hint::black_box((interval, cell.value_sum));
        }
    }
}

async fn by_agreement((store, scope, audit): Of<'_>) {
    let all = seen_by_agreement(store.reads(), scope, audit)
        .await
        .unwrap();
    assert_eq!(all.len(), AGREEMENTS);
}

async fn rows(plain: &DatabaseConnection, sql: &str, columns: usize) -> (usize, i64) {
    let rows = plain
        .query_all_raw(Statement::from_string(DbBackend::Sqlite, sql))
        .await
        .unwrap();
    let mut sum = 0;
    for row in &rows {
        for column in 0..columns {
            sum += row.try_get_by_index::<i64>(column).unwrap();
        }
    }
    (rows.len(), sum)
}

async fn read_table(plain: &DatabaseConnection) {
    let sql = "SELECT commitment_id, period, n_all, n, ok, units, promised_units, short_units FROM summary";
    let (count, _) = rows(plain, sql, 8).await;
    assert!(count > 0);
}

async fn group_by(plain: &DatabaseConnection) {
    let sql = "SELECT agreement, sum(n_all), sum(n), sum(ok), sum(units), sum(promised_units) \
               FROM summary GROUP BY agreement ORDER BY agreement";
    let (count, _) = rows(plain, sql, 6).await;
    assert_eq!(count, AGREEMENTS);
}

/// The summary table of the baseline, from our own cells.
async fn fill_plain(
    url: &str,
    (store, scope, audit): Of<'_>,
    promises: usize,
) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|settings| {
        let settings = settings.pragma("journal_mode", "WAL");
        settings
            .pragma("cache_size", "-200000")
            .pragma("mmap_size", "1000000000")
    });
    let plain = Database::connect(options).await.unwrap();
    let run = async |sql: &str| {
        plain.execute_unprepared(sql).await.unwrap();
    };
    run("CREATE TABLE summary(agreement int NOT NULL, commitment_id int NOT NULL, period int NOT NULL, \
         n_all int NOT NULL, n int NOT NULL, ok int NOT NULL, units int NOT NULL, promised_units int NOT NULL, \
         short_units int NOT NULL, PRIMARY KEY(agreement, commitment_id, period)) WITHOUT ROWID")
    .await;
    let cells = cells_of(store, scope, audit).await.unwrap();
    for chunk in cells.chunks(5_000) {
        let mut sql = "INSERT INTO summary VALUES ".to_owned();
        for (at, cell) in chunk.iter().enumerate() {
            let promise: usize = cell.obligation.as_str()[1..].parse().unwrap();
            let units = cell
                .value_sum
                .map_or(0, |sum| sum.to_exact().floor() as i64);
            let (seen, slot) = (cell.seen, cell.slot);
            let comma = if at == 0 { "" } else { "," };
            let agreement = promise % AGREEMENTS;
            let (all, judged, in_order) = (seen.all(), seen.judged(), seen.in_order);
            write!(
                sql,
                "{comma}({agreement},{promise},{slot},{all},{judged},{in_order},{units},300,20)"
            )
            .unwrap();
        }
        run(&sql).await;
    }
    run("ANALYZE").await;
    println!("{} cells of {promises} promises", cells.len());
    plain
}

/// What a decision costs from end to end: twelve questions accepted, with its line in the evidence log, and taken back again.
async fn decisions((store, scope, audit): Of<'_>, folder: std::path::PathBuf) {
    let app = Arc::new(App {
        blobs: Blobs::in_folder(folder.join("blobs")),
        reader: Reader::new("none".into()),
        master: master(),
        config: Config::default(),
        db: store.clone(),
        words: Words::english(),
        surroundings: Box::new(Machine),
    });
    let ctx = Ctx::begin(Arc::clone(&app), Actor::Console, scope);
    let names: Vec<Code> = (0..12)
        .map(|at| Code::parse(&format!("o{at}")).unwrap())
        .collect();
    let instrument = db::write(store, async |txn| {
        let promises = promises_named(txn, scope, audit, &names).await?;
        let instrument = from_promises(Code::parse("visit").unwrap(), &promises, |_| None);
        let kept = (&instrument, Digest::of(&[b"bench"]));
        add_instrument(txn, scope, (audit, 0), kept, &mut ctx.ids()).await?;
        Ok::<_, StorageError>(instrument)
    });
    let instrument = instrument.await.unwrap();
    let answers: Vec<_> = instrument
        .questions
        .iter()
        .map(|question| match question.id.as_str().ends_with("-there") {
            true => json!({"question": question.id, "value": {"place": {"found": true}}}),
            false => json!({"question": question.id, "value": {"count": "7"}}),
        })
        .collect();
    let mut numbers = Vec::new();
    for nth in 0..200_u32 {
        let submission: Submission = serde_json::from_value(json!({
            "audit": "bench", "instrument": "visit", "version": 1, "place": "p", "channel": "ordinary_visit",
            "observers": [format!("W-{}", nth % 50)], "started": format!("2025-{:02}-03T09:30:00", nth % 11 + 1),
            "answers": answers,
        }))
        .unwrap();
        let id = Uuid::new_v4();
        let ctx = Ctx::begin(Arc::clone(&app), Actor::Console, scope);
        let receipt = receive(&ctx, id, Origin::Program, submission, None).await;
        let number: i64 = receipt.unwrap().number[2..].parse().unwrap();
        numbers.push(number);
    }
    let choice = |to| Choice {
        to,
        reason: None,
        words: None,
    };
    let accepted = measured(200, async |nth| {
        let number = numbers[nth as usize];
        let to = choice(ReviewState::Accepted);
        decide(&ctx, "bench", &[number], &to).await.unwrap();
    });
    println!(
        "accepting twelve observations, from the decision to the log: {}",
        accepted.await
    );
    let kept = kept_cells_of(store, scope, audit, None).await.unwrap();
    assert_eq!(kept, cells_of(store, scope, audit).await.unwrap());
}
