//! `groundtruth sample draw`: repeats a draw from its list and its seed, on any machine, without a database.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::Failure;
use crate::domain::plan::{
    ClusterPlan, Replacement, SamplingPlan, Seed, SeedKind, StratumPlan, VisitTimes,
};
use crate::domain::sample::Design;
use crate::domain::sampling::{
    DrawnGroup, DrawnSample, FrameUnit, SealedList, Stratum, WHOLE_LIST, draw, draw_plan,
    systematic,
};

/// A longer list is a data set.
const LONGEST: u64 = 16 * 1024 * 1024;

#[derive(Debug, Subcommand)]
pub enum SampleCommand {
    /// Draw places from a list, and say how it came about.
    Draw(Draw),
}

#[derive(Debug, Args)]
pub struct Draw {
    /// The list: one place to a line; behind a tab or a comma its stratum or cluster.
    #[arg(long, value_name = "FILE")]
    list: PathBuf,
    /// The seed, as it was published.
    #[arg(long, value_name = "TEXT")]
    seed: String,
    /// How many to draw.
    #[arg(long, value_name = "N")]
    n: Option<usize>,
    /// Draw from the places of one stratum. `all`: from every place of the list.
    #[arg(long, value_name = "NAME", default_value = WHOLE_LIST)]
    stratum: String,
    /// Draw in every stratum: `north=3,south=2`.
    #[arg(long, value_name = "NAME=N,…", conflicts_with_all = ["n", "systematic", "clusters"])]
    strata: Option<String>,
    /// Every k-th place from a start by chance.
    #[arg(long, requires = "n")]
    systematic: bool,
    /// Draw so many clusters first, then --within places in each.
    #[arg(long, value_name = "M", requires = "within", conflicts_with = "n")]
    clusters: Option<u64>,
    /// Places in each cluster.
    #[arg(long, value_name = "N", requires = "clusters")]
    within: Option<u64>,
    /// Draw times of visits too: days (2026-11-23,2026-11-24), at --slots.
    #[arg(long, value_name = "DAY,…", requires = "slots")]
    days: Option<String>,
    /// Parts of the day: 08:00,14:00.
    #[arg(long, value_name = "SLOT,…", requires = "days")]
    slots: Option<String>,
    /// Visits to each place, where times are drawn.
    #[arg(long, value_name = "N", default_value_t = 1, requires = "days")]
    times: u32,
    /// Print everything as JSON, with the working.
    #[arg(long)]
    json: bool,
}

pub fn run(command: SampleCommand) -> Result<(), Failure> {
    let SampleCommand::Draw(asked) = command;
    let units = units_of(&asked.list)?;
    let drawn = drawn(&asked, &units)?;
    if asked.json {
        let json = serde_json::to_string_pretty(&drawn).map_err(Failure::failed)?;
        anstream::println!("{json}");
    } else {
        anstream::print!("{}", table(&drawn));
    }
    Ok(())
}

fn units_of(path: &Path) -> Result<Vec<FrameUnit>, Failure> {
    let name = path.display();
    let length = std::fs::metadata(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => Failure::NotThere(format!("{name}: {e}")),
        _ => Failure::Unusable(format!("{name}: {e}")),
    })?;
    if length.len() > LONGEST {
        return Err(Failure::Unusable(format!(
            "{name}: a list has at most 16 MB"
        )));
    }
    let text =
        std::fs::read_to_string(path).map_err(|e| Failure::Unusable(format!("{name}: {e}")))?;
    let mut units = Vec::new();
    for line in text.trim_start_matches('\u{feff}').lines() {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            continue;
        }
        let (id, stratum) = match line.split_once(['\t', ',']) {
            Some((id, stratum)) => (id, Some(stratum.trim().to_owned())),
            None => (line, None),
        };
        units.push(FrameUnit {
            id: id.trim().to_owned(),
            stratum: stratum.filter(|name| !name.is_empty()),
        });
    }
    Ok(units)
}

fn unusable(error: impl std::fmt::Display) -> Failure {
    Failure::Unusable(error.to_string())
}

fn drawn(asked: &Draw, units: &[FrameUnit]) -> Result<DrawnSample, Failure> {
    let mut plan = SamplingPlan {
        unit: String::new(),
        frame: None,
        frame_source: None,
        frame_date: None,
        universe: None,
        design: Design::SimpleRandom,
        planned: None,
        strata: Vec::new(),
        clusters: None,
        lot: None,
        seed: Some(Seed {
            text: asked.seed.clone(),
            kind: SeedKind::RecordedBefore,
        }),
        times: times(asked)?,
        replacement: Replacement::None,
        chosen_because: None,
    };
    if let Some(strata) = &asked.strata {
        plan.design = Design::Stratified;
        plan.strata = strata_of(strata)?;
    } else if let (Some(planned), Some(within)) = (asked.clusters, asked.within) {
        plan.design = Design::Cluster;
        plan.clusters = Some(ClusterPlan {
            unit: String::new(),
            universe: None,
            planned,
            within,
        });
    } else {
        return one_stratum(asked, units, plan);
    }
    draw_plan(&plan, units).map_err(unusable)
}

/// One stratum of a list: its places are ranked against the hash of the whole list.
fn one_stratum(
    asked: &Draw,
    units: &[FrameUnit],
    plan: SamplingPlan,
) -> Result<DrawnSample, Failure> {
    let n = asked.n.ok_or_else(|| unusable("say how many: --n 5"))?;
    let list = SealedList::seal(units.iter().map(|unit| unit.id.clone())).map_err(unusable)?;
    let is_of = |unit: &&FrameUnit| unit.stratum.as_deref() == Some(&asked.stratum);
    let own: Vec<&str> = units
        .iter()
        .filter(is_of)
        .map(|unit| unit.id.as_str())
        .collect();
    let stratum = if !own.is_empty() {
        Stratum::of(asked.stratum.as_str(), &list, &own)
    } else if asked.stratum == WHOLE_LIST || units.iter().all(|unit| unit.stratum.is_none()) {
        // A list without strata may be drawn from under any name: the name is a part of the ranking.
        Stratum::whole(asked.stratum.as_str(), &list)
    } else {
        let reason = format!("no place of the list is in the stratum “{}”", asked.stratum);
        return Err(Failure::Unusable(reason));
    };
    let stratum = stratum.map_err(unusable)?;
    let (taken, substitutes, working, design) = if asked.systematic {
        let drawn = systematic(&list, &asked.seed, &stratum, n).map_err(unusable)?;
        (drawn.units, Vec::new(), drawn.working, Design::Systematic)
    } else {
        let drawn = draw(&list, &asked.seed, &stratum, n).map_err(unusable)?;
        (
            drawn.chosen,
            drawn.substitutes,
            drawn.working,
            Design::SimpleRandom,
        )
    };
    let visits = plan.times.map(|times| {
        let places = taken.iter().map(String::as_str);
        crate::domain::sampling::visits(&times, places, &asked.seed)
    });
    Ok(DrawnSample {
        design,
        seed: asked.seed.clone(),
        list_sha256: list.sha256().to_owned(),
        visits: visits.transpose().map_err(unusable)?,
        groups: vec![DrawnGroup {
            name: asked.stratum.clone(),
            size: stratum.units().len() as u64,
            taken,
            substitutes,
            working: Some(working),
        }],
        clusters: None,
    })
}

fn strata_of(text: &str) -> Result<Vec<StratumPlan>, Failure> {
    let mut strata = BTreeMap::new();
    for part in text.split(',') {
        let read = part.rsplit_once('=');
        let read = read.and_then(|(name, n)| Some((name.trim(), n.trim().parse::<u64>().ok()?)));
        let Some((name, n)) = read else {
            let reason = format!("`{part}` is not a stratum with a number: write north=3");
            return Err(Failure::Unusable(reason));
        };
        if strata.insert(name.to_owned(), n).is_some() {
            return Err(Failure::Unusable(format!(
                "the stratum “{name}” stands twice"
            )));
        }
    }
    let plan = |(name, n)| StratumPlan {
        name,
        size: None,
        planned: Some(n),
    };
    Ok(strata.into_iter().map(plan).collect())
}

fn times(asked: &Draw) -> Result<Option<VisitTimes>, Failure> {
    let (Some(days), Some(slots)) = (&asked.days, &asked.slots) else {
        return Ok(None);
    };
    let mut read = Vec::new();
    for day in days.split(',') {
        let day = day.trim();
        let parsed: Result<NaiveDate, _> = day.parse();
        read.push(parsed.map_err(|_| unusable(format!("`{day}` is not a day: write 2026-11-23")))?);
    }
    Ok(Some(VisitTimes {
        days: read,
        slots: slots
            .split(',')
            .map(|slot| slot.trim().to_owned())
            .collect(),
        per_place: asked.times,
    }))
}

fn table(drawn: &DrawnSample) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "hash of the list  {}", drawn.list_sha256);
    let _ = writeln!(out, "seed              {}", drawn.seed);
    if let Some(first) = &drawn.clusters {
        let _ = writeln!(out, "hash of clusters  {}", first.list_sha256);
        let _ = writeln!(out, "clusters drawn    {}", first.drawn.taken.join(", "));
    }
    for group in &drawn.groups {
        let _ = writeln!(
            out,
            "\n{}: {} of {}",
            group.name,
            group.taken.len(),
            group.size
        );
        for (at, unit) in (1..).zip(&group.taken) {
            let _ = writeln!(out, "{at:>5}  {unit}");
        }
        if !group.substitutes.is_empty() {
            let next: Vec<&str> = group
                .substitutes
                .iter()
                .take(10)
                .map(String::as_str)
                .collect();
            let _ = writeln!(out, " next  {}", next.join(", "));
        }
    }
    if let Some(visits) = &drawn.visits {
        let _ = writeln!(out, "\nhash of visits    {}", visits.list_sha256);
        for visit in visits.places.iter().flat_map(|place| &place.taken) {
            let _ = writeln!(out, "       {}", visit.replace('\t', "  "));
        }
    }
    out
}
