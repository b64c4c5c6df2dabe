//! One million observations of 2,000 promises of 200 agreements in 12 periods, drawn the same for everybody who measures.

use chrono::{DateTime, Days, NaiveDate};
use groundtruth::db::{
    self, AuditId, Db, Scope, SeededIds, organisation::add_organisation, store_case,
};
use groundtruth::domain::case::Case;
use groundtruth::domain::code::Code;
use groundtruth::domain::fieldwork::{Observation, SeenAs};
use groundtruth::domain::keys::MasterKey;
use groundtruth::domain::number::Exact;
use groundtruth::domain::published::Stated;
use serde_json::json;

pub const PERIODS: u32 = 12;
pub const DAYS_OF_A_PERIOD: u32 = 30;
pub const OBSERVERS: u32 = 500;
pub const AGREEMENTS: usize = 200;

/// The key that seals what is sealed.
pub fn master() -> MasterKey {
    MasterKey::new([2; 32])
}

/// One observation as it is drawn.
pub struct Drawn {
    pub promise: u32,
    pub day: u32,
    pub observer: u32,
    /// 0 delivered, 1 in part, 2 not delivered, 3 could not be checked.
    pub outcome: u8,
    pub units: u32,
}

/// The value in the middle.
pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// What this process has used of the processors so far, all threads together; 0 where the system does not tell.
pub fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: Vec<f64> = after_name
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|word| word.parse().ok())
        .collect();
    ticks.iter().sum::<f64>() / 100.0
}

/// The same data for both sides.
pub struct Data {
    pub promises: usize,
    pub drawn: Vec<Drawn>,
    /// Promised units by promise and period.
    pub promised: Vec<u32>,
    /// Price of a unit in cents, by promise.
    pub cents: Vec<u32>,
}

impl Data {
    pub fn draw(observations: usize, promises: usize) -> Self {
        let mut chance = Chance(20_250_101);
        // The sixth of eight uniform numbers in order is distributed as Beta(6, 3).
        let rates: Vec<f64> = (0..promises)
            .map(|_| {
                let mut eight: Vec<f64> = (0..8).map(|_| chance.share()).collect();
                eight.sort_by(f64::total_cmp);
                eight[5]
            })
            .collect();
        let count = u32::try_from(promises).unwrap();
        let drawn = (0..observations)
            .map(|_| Drawn::draw(&mut chance, count, &rates))
            .collect();
        let per_cell = observations as f64 / (promises as f64 * f64::from(PERIODS));
        let (least, most) = ((per_cell * 4.0) as u32, (per_cell * 11.0) as u32 + 1);
        let promised = (0..promises * PERIODS as usize)
            .map(|_| least + chance.below(most - least))
            .collect();
        let cents = (0..promises).map(|_| 500 + chance.below(49_500)).collect();
        Self {
            promises,
            drawn,
            promised,
            cents,
        }
    }
}

impl Drawn {
    fn draw(chance: &mut Chance, promises: u32, rates: &[f64]) -> Self {
        let promise = chance.below(promises);
        let rate = rates[promise as usize];
        let (day, unable, luck) = (
            chance.below(PERIODS * DAYS_OF_A_PERIOD),
            chance.share(),
            chance.share(),
        );
        let outcome = match luck {
            _ if unable < 0.04 => 3,
            luck if luck < rate => 0,
            luck if luck < rate + (1.0 - rate) * 0.4 => 1,
            _ => 2,
        };
        let full = 1 + chance.below(20);
        let units = [full, full / 2, 0, 0][usize::from(outcome)];
        Self {
            promise,
            day,
            observer: 1 + chance.below(OBSERVERS),
            outcome,
            units,
        }
    }
}

/// SplitMix64.
pub struct Chance(pub u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn below(&mut self, end: u32) -> u32 {
        ((u64::from(end) * (self.next() >> 32)) >> 32) as u32
    }
}

/// The data as a case, stored through the front door. A visit is one observer on one day.
pub async fn fill_store(url: &str, data: &Data) -> (Db, Scope, AuditId) {
    let store = db::connect(url).await.unwrap();
    store.migrate().await.unwrap();
    let mut ids = SeededIds::new([1; 32], DateTime::from_timestamp(1_795_000_000, 0).unwrap());
    let case = case_of(data);
    let (scope, audit) = db::write(&store, async |txn| {
        let code = Code::parse("bench").unwrap();
        let scope = Scope::of(add_organisation(txn, &code, "Bench", "Etc/UTC", &mut ids).await?);
        let audit = store_case(txn, scope, &master(), &case, &mut ids).await?;
        Ok::<_, db::StorageError>((scope, audit))
    })
    .await
    .unwrap();
    (store, scope, audit)
}

fn case_of(data: &Data) -> Case {
    let day = |number: u32| {
        let first = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
        first
            .checked_add_days(Days::new(number.into()))
            .unwrap()
            .to_string()
    };
    let obligations: Vec<_> = (0..data.promises)
        .map(|promise| {
            let targets: Vec<_> = (0..PERIODS)
                .map(|period| {
                    let units = data.promised[promise * PERIODS as usize + period as usize];
                    let (from, to) = (period * DAYS_OF_A_PERIOD, (period + 1) * DAYS_OF_A_PERIOD - 1);
                    json!({ "period": { "from": day(from), "to": day(to) }, "target": { "at_least": units.to_string() } })
                })
                .collect();
            let cents = data.cents[promise];
            json!({ "id": format!("o{promise}"), "agreement": format!("a{}", promise % AGREEMENTS), "promise": "P.", "kind": "quantity", "unit": "units",
                "unit_price": { "amount": format!("{}.{:02}", cents / 100, cents % 100) },
                "criteria": [{ "id": "c", "target": "not_quantified", "targets": targets, "rank": "agreement" }] })
        })
        .collect();
    let agreements: Vec<_> = (0..AGREEMENTS.min(data.promises))
        .map(|at| json!({ "id": format!("a{at}"), "type": "contract", "payment_basis": "not_published", "title": format!("Agreement {at}") }))
        .collect();
    let mut visits: Vec<_> = data
        .drawn
        .iter()
        .map(|drawn| (drawn.day, drawn.observer))
        .collect();
    visits.sort_unstable();
    visits.dedup();
    let visits: Vec<_> = visits
        .into_iter()
        .map(|(at, observer)| {
            json!({ "id": format!("d{at}-{observer}"), "place": "p", "date": day(at), "observers": [format!("W-{observer}")] })
        })
        .collect();
    let mut case: Case = serde_json::from_value(json!({
        "format": "groundtruth-case/1", "id": "bench", "title": "Bench", "standing": "own", "agreements": agreements,
        "places": [{ "id": "p", "name": "P" }], "obligations": obligations, "visits": visits
    }))
    .unwrap();
    let seen = [
        SeenAs::InOrder,
        SeenAs::Partly,
        SeenAs::NotInOrder,
        SeenAs::NotInspectable,
    ];
    case.observations = data
        .drawn
        .iter()
        .map(|drawn| Observation {
            visit: Code::parse(&format!("d{}-{}", drawn.day, drawn.observer)).unwrap(),
            obligation: Code::parse(&format!("o{}", drawn.promise)).unwrap(),
            seen: seen[usize::from(drawn.outcome)],
            value: Some(Stated::exactly(Exact::from(drawn.units))),
            note: None,
            evidence: Vec::new(),
        })
        .collect();
    case
}
