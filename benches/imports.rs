//! Workload: published files read and mapped, beside a bare reading of the same bytes in the same run.
//!
//! Contracts: a generated OCDS package, one release a process. The bare reader is `serde_json` making borrowed values of
//! one release after another. The rounds are interleaved; printed are both times and the ratio, and the peak of memory.
//! `cargo bench --bench imports`; `IMPORTS_RELEASES` (100,000), `IMPORTS_ROUNDS` (5) and
//! `IMPORTS_STORED` (100,000) make it smaller.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench measures time, and one that cannot go on stops"
)]

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use groundtruth::domain::exchange::{Harvest, Note, PublishedAgreement};
use groundtruth::features::imports::ocds;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

fn main() {
    let size = |name: &str, usual: u32| {
        std::env::var(name)
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or(usual)
    };
    ocds(size("IMPORTS_RELEASES", 100_000), size("IMPORTS_ROUNDS", 5));
    storing(size("IMPORTS_STORED", 100_000));
}

/// The command as people give it: once to see the file, and once to take all of it into a new database.
fn storing(releases: u32) {
    let folder = tempfile::tempdir().unwrap();
    package(&folder.path().join("package.json"), releases);
    let run = |arguments: &[&str]| {
        let started = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_groundtruth"));
        let command = command.args(arguments).current_dir(folder.path());
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        started.elapsed().as_secs_f64()
    };
    run(&["migrate"]);
    let seen = run(&["import", "package.json", "--preview"]);
    // Taking reads the file twice: once to see it, once to keep it.
    let taken = run(&["import", "package.json", "--good-rows"]);
    println!(
        "ocds: {releases} releases stored in {:.1} s, of which {seen:.1} s to see them; {:.0} a second",
        taken,
        f64::from(releases) / (taken - seen).max(0.001)
    );
}

/// Contracts of OCDS, mapped and bare.
fn ocds(releases: u32, rounds: u32) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("package.json");
    let bytes = package(&path, releases);
    println!("ocds: {releases} releases, {:.1} MB", bytes as f64 / 1e6);

    forget_peak();
    let before = memory("VmRSS");
    let counted = mapped(&path);
    if let (Some(before), Some(peak)) = (before, memory("VmHWM")) {
        println!(
            "ocds: peak of mapping {:.1} MiB, of which {:.1} MiB lay there before",
            peak, before
        );
    }
    println!(
        "ocds: {} agreements, {} promises, {} flows, {} refused",
        counted.agreements, counted.promises, counted.flows, counted.refused
    );

    let mut figures: [Vec<(f64, f64)>; 2] = [Vec::new(), Vec::new()];
    for round in 0..=rounds {
        let ours = timed(|| {
            mapped(&path);
        });
        let bare = timed(|| {
            assert_eq!(bare(&path), u64::from(releases));
        });
        if round > 0 {
            figures[0].push(ours);
            figures[1].push(bare);
            println!(
                "ocds: round {round}: mapped {:.3} s, bare {:.3} s, {:.2}x; CPU {:.2}x",
                ours.0,
                bare.0,
                ours.0 / bare.0,
                ours.1 / bare.1
            );
        }
    }
    let mut ratios: Vec<f64> = figures[0]
        .iter()
        .zip(&figures[1])
        .map(|(ours, bare)| ours.1 / bare.1)
        .collect();
    ratios.sort_by(f64::total_cmp);
    println!(
        "ocds: CPU ratio, median {:.2}x, worst {:.2}x (goal 2x)",
        ratios[ratios.len() / 2],
        ratios[ratios.len() - 1]
    );
}

#[derive(Default)]
struct Counted {
    agreements: u64,
    promises: usize,
    flows: usize,
    refused: u64,
}

impl Harvest for Counted {
    fn agreement(&mut self, agreement: PublishedAgreement) {
        self.agreements += 1;
        self.promises += agreement.promises.len();
        self.flows += agreement.flows.len();
    }

    fn refused(&mut self, _: Note) {
        self.refused += 1;
    }

    fn note(&mut self, _: Note) {}
}

fn mapped(path: &Path) -> Counted {
    let mut counted = Counted::default();
    ocds::read(&mut File::open(path).unwrap(), &mut counted).unwrap();
    counted
}

/// Wall and CPU seconds.
fn timed(work: impl FnOnce()) -> (f64, f64) {
    let (started, cpu) = (Instant::now(), cpu());
    work();
    let wall = started.elapsed().as_secs_f64();
    let used = cpu_between(cpu, self::cpu());
    (wall, used.unwrap_or(wall))
}

/// User and system time in ticks of a hundredth of a second, where the system tells them.
fn cpu() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let ticks = |text: Option<&str>| text?.parse::<f64>().ok();
    Some((ticks(fields.next())? + ticks(fields.next())?) / 100.0)
}

fn cpu_between(before: Option<f64>, after: Option<f64>) -> Option<f64> {
    Some(after? - before?).filter(|used| *used > 0.0)
}

fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// A line of the system's account of this process, in MiB.
fn memory(name: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}

/// Borrowed values, as plain as they can be.
enum Bare<'a> {
    Nothing,
    Truth(bool),
    Number(f64),
    Text(Cow<'a, str>),
    List(Vec<Bare<'a>>),
    Object(Vec<(Cow<'a, str>, Bare<'a>)>),
}

impl Bare<'_> {
    /// Something that depends on all of it, so that nothing is left out.
    fn weight(&self) -> u64 {
        match self {
            Self::Nothing => 1,
            Self::Truth(truth) => u64::from(*truth),
            Self::Number(number) => u64::from(*number > 0.0),
            Self::Text(text) => text.len() as u64,
            Self::List(items) => items.iter().map(Bare::weight).sum(),
            Self::Object(members) => members
                .iter()
                .map(|(name, value)| name.len() as u64 + value.weight())
                .sum(),
        }
    }
}

struct BareVisitor;

impl<'de> Visitor<'de> for BareVisitor {
    type Value = Bare<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Bare<'de>, E> {
        Ok(Bare::Nothing)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Bare<'de>, E> {
        Ok(Bare::Truth(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Bare<'de>, E> {
        Ok(Bare::Number(value as f64))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Bare<'de>, E> {
        Ok(Bare::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Bare<'de>, E> {
        Ok(Bare::Number(value))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Bare<'de>, E> {
        Ok(Bare::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Bare<'de>, E> {
        Ok(Bare::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Bare<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Bare::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Bare<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = map.next_key::<BareName<'de>>()? {
            members.push((name.0, map.next_value()?));
        }
        Ok(Bare::Object(members))
    }
}

struct BareName<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for BareName<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_str(BareVisitor)? {
            Bare::Text(text) => Ok(Self(text)),
            _ => Ok(Self(Cow::Borrowed(""))),
        }
    }
}

impl<'de> Deserialize<'de> for Bare<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BareVisitor)
    }
}

/// Reads the releases of a package one after another, and drops each.
struct Releases;

impl<'de> DeserializeSeed<'de> for Releases {
    type Value = u64;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<u64, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Releases {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("releases")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<u64, A::Error> {
        let mut count = 0;
        while let Some(release) = list.next_element::<Bare<'de>>()? {
            count += u64::from(release.weight() > 0);
        }
        Ok(count)
    }
}

struct Package;

impl<'de> Visitor<'de> for Package {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a package")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<u64, A::Error> {
        let mut count = 0;
        while let Some(name) = map.next_key::<&str>()? {
            if name == "releases" {
                count = map.next_value_seed(Releases)?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(count)
    }
}

fn bare(path: &Path) -> u64 {
    let bytes = std::fs::read(path).unwrap();
    serde_json::Deserializer::from_slice(&bytes)
        .deserialize_map(Package)
        .unwrap()
}

/// Chance that is the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Writes a package about funded services, about 5 KB a release, and says how long it is.
fn package(path: &Path, releases: u32) -> u64 {
    let mut file = BufWriter::new(File::create(path).unwrap());
    let mut dice = Dice(42);
    write!(file, r#"{{"uri": "https://example.org/p.json", "version": "1.1", "publishedDate": "2026-01-01T00:00:00Z", "publisher": {{"name": "bench"}}, "extensions": [], "releases": ["#).unwrap();
    let mut text = String::new();
    for index in 0..releases {
        text.clear();
        release(&mut text, index, &mut dice);
        let comma = if index > 0 { ", " } else { "" };
        write!(file, "{comma}{text}").unwrap();
    }
    write!(file, "]}}").unwrap();
    file.flush().unwrap();
    std::fs::metadata(path).unwrap().len()
}

fn money(cents: u64) -> String {
    format!(
        r#"{{"amount": {}.{:02}, "currency": "GBP"}}"#,
        cents / 100,
        cents % 100
    )
}

fn organisation(kind: &str, name: &str, number: u64) -> String {
    format!(r#""id": "{kind}-{number}", "name": "{name} {number}""#)
}

fn party(kind: &str, name: &str, number: u64, roles: &str, index: u32) -> String {
    let own = organisation(kind, name, number);
    format!(
        r#"{{{own}, "roles": [{roles}], "identifier": {{"scheme": "{kind}", "id": "{number}", "legalName": "{name} {number}"}}, "address": {{"streetAddress": "{} High Street", "locality": "Anytown", "postalCode": "AT1 1AA", "countryName": "GB"}}}}"#,
        index % 300
    )
}

fn release(text: &mut String, index: u32, dice: &mut Dice) {
    let base = 500_000 + dice.below(89_500_000);
    let (month, day) = (index % 12 + 1, index % 28 + 1);
    let date = format!("2025-{month:02}-{day:02}T09:00:00Z");
    let end = format!("2026-{month:02}-{day:02}T09:00:00Z");
    let council = u64::from(index % 180);
    let buyer = organisation("GB-LAC", "Council", council);
    let bidders: Vec<u64> = (0..=dice.below(5)).map(|_| dice.below(4_000)).collect();
    let bids: Vec<(u64, u64)> = bidders
        .iter()
        .map(|bidder| (*bidder, base / 100 * (70 + dice.below(60))))
        .collect();
    let (winner, won) = *bids.iter().min_by_key(|(_, sum)| *sum).unwrap();
    let join = |parts: Vec<String>| parts.join(", ");
    let supplier = organisation("GB-COH", "Provider", winner);
    let items: Vec<String> = (0..3)
        .map(|at| {
            format!(
                r#"{{"id": "{at}", "description": "Service unit {at}: outreach visits, home care and advice sessions", "classification": {{"scheme": "CPV", "id": "8531{at}000", "description": "Social work services"}}, "quantity": {}, "unit": {{"name": "session", "value": {}}}}}"#,
                10 + dice.below(490),
                money(500 + dice.below(8_500))
            )
        })
        .collect();
    let first_item = items[0].clone();
    let mut parties = vec![party(
        "GB-LAC",
        "Council",
        council,
        r#""buyer", "procuringEntity""#,
        index,
    )];
    parties.extend(bidders.iter().map(|bidder| {
        let roles = if *bidder == winner {
            r#""tenderer", "supplier""#
        } else {
            r#""tenderer""#
        };
        party("GB-COH", "Provider", *bidder, roles, index)
    }));
    let tenderers: Vec<String> = bidders
        .iter()
        .map(|bidder| format!("{{{}}}", organisation("GB-COH", "Provider", *bidder)))
        .collect();
    let bids: Vec<String> = bids
        .iter()
        .enumerate()
        .map(|(at, (bidder, sum))| {
            format!(
                r#"{{"id": "bid-{at}", "date": "{date}", "status": "valid", "tenderers": [{{{}}}], "value": {}}}"#,
                organisation("GB-COH", "Provider", *bidder),
                money(*sum)
            )
        })
        .collect();
    let milestones: Vec<String> = (0..4)
        .map(|at| {
            let status = if dice.below(10) < 6 { "met" } else { "notMet" };
            format!(r#"{{"id": "M{at}", "title": "Quarter {at}", "type": "delivery", "dueDate": "{end}", "status": "{status}"}}"#)
        })
        .collect();
    let paid: Vec<String> = (0..4)
        .map(|at| {
            format!(
                r#"{{"id": "{index}-{at}", "date": "{date}", "value": {}}}"#,
                money(won / 4)
            )
        })
        .collect();
    let count = bidders.len();
    write!(
        text,
        r#"{{"ocid": "ocds-213czf-{index:07}", "id": "{index}-1", "date": "{date}", "tag": ["planning", "tender", "award", "contract", "implementation"], "initiationType": "tender", "language": "en", "buyer": {{{buyer}}}, "parties": [{}], "planning": {{"budget": {{"id": "B{council}", "description": "Adult social care", "amount": {}}}}}, "#,
        join(parties),
        money(base / 10 * 11)
    )
    .unwrap();
    write!(
        text,
        r#""tender": {{"id": "T{index}", "title": "Community service agreement {index}", "status": "complete", "items": [{}], "value": {}, "procurementMethod": "open", "procuringEntity": {{{buyer}}}, "mainProcurementCategory": "services", "tenderPeriod": {{"startDate": "{date}", "endDate": "{end}"}}, "numberOfTenderers": {count}, "tenderers": [{}]}}, "bids": {{"details": [{}]}}, "#,
        join(items),
        money(base),
        join(tenderers),
        join(bids)
    )
    .unwrap();
    write!(
        text,
        r#""awards": [{{"id": "A{index}", "title": "Award", "status": "active", "date": "{date}", "value": {sum}, "suppliers": [{{{supplier}}}], "items": [{first_item}]}}], "contracts": [{{"id": "C{index}", "awardID": "A{index}", "title": "Agreement", "status": "active", "period": {{"startDate": "{date}", "endDate": "{end}"}}, "value": {sum}, "dateSigned": "{date}", "implementation": {{"milestones": [{}], "transactions": [{}]}}}}]}}"#,
        join(milestones),
        join(paid),
        sum = money(won),
    )
    .unwrap();
}
