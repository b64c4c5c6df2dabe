//! Who may import what: the five layers, the crates that only one place names, the purity of `domain`
//! and of the crates `reports` and `pictures`.

use std::collections::BTreeSet;

use super::{Breach, source::Source};

/// The layers from the ground up; each may import those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    Domain,
    Db,
    Infra,
    Features,
    Assembly,
}

/// What of the ORM a layer above or below `db` may name: handles to pass on, and an error.
const ORM_HANDLES: [&str; 3] = ["DatabaseConnection", "DatabaseTransaction", "DbErr"];

/// What of the ORM `domain` may name: derives that make a type a column, because the orphan rule lets
/// no other place do it.
const ORM_DERIVES: [&str; 7] = [
    "DeriveActiveEnum",
    "DeriveDisplay",
    "DeriveValueType",
    "EnumIter",
    "FromJsonQueryResult",
    "Iterable",
    "StringLen",
];

/// Crates that wait, or reach out of the process: never in `domain`, never in `reports`.
const WORLD: [&str; 17] = [
    "async_trait",
    "axum",
    "clap",
    "figment",
    "futures",
    "futures_util",
    "getrandom",
    "lettre",
    "object_store",
    "rand",
    "reqwest",
    "sea_orm_migration",
    "sea_query",
    "sqlx",
    "tokio",
    "tokio_util",
    "tower",
];

/// Parts of the standard library that are input, output, time or surroundings.
const STD_WORLD: [&str; 10] = [
    "std::env",
    "std::fs",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
    "std::net",
    "std::process",
    "std::thread",
    "Instant",
    "SystemTime",
];

/// Calls that ask the clock or the dice.
const CLOCK_AND_DICE: [&str; 5] = [
    "Utc::now",
    "Local::now",
    "Uuid::new_v4",
    "Uuid::now_v7",
    "Local",
];

pub(super) fn breaches(source: &Source, features: &BTreeSet<String>) -> Vec<Breach> {
    let file = source.file.as_str();
    let mut found = Vec::new();
    if let Some(within) = file.strip_prefix("src/") {
        let Some(layer) = layer_of_file(within) else {
            let what = "belongs to none of the five layers: main, cli and server, features, infra, db, domain";
            return vec![Breach::new(file, 1, what)];
        };
        for named in source.paths() {
            let refused = refused_by_layer(layer, within, &named.path, features)
                .or_else(|| refused_crate(layer, within, &named.path));
            found.extend(refused.map(|what| Breach::new(file, named.line, what)));
        }
        if layer == Layer::Domain {
            found.extend(impurities(source, "domain is pure"));
        }
    } else if file.starts_with("reports/src/") {
        for named in source.paths() {
            let first = named.path[0].as_str();
            if matches!(first, "groundtruth" | "groundtruth_migrations" | "sea_orm") {
                let what = format!(
                    "the crate reports knows none of our other crates and no database, not `{first}`"
                );
                found.push(Breach::new(file, named.line, what));
            }
        }
        found.extend(impurities(
            source,
            "the crate reports is a plain value in and bytes out",
        ));
    } else if file.starts_with("pictures/src/") {
        for named in source.paths() {
            let first = named.path[0].as_str();
            if first.starts_with("groundtruth") || first == "sea_orm" {
                let what = format!(
                    "the crate pictures knows none of our other crates and no database, not `{first}`"
                );
                found.push(Breach::new(file, named.line, what));
            }
        }
        found.extend(impurities(
            source,
            "the crate pictures is bytes in and bytes out",
        ));
    } else if file.starts_with("migrations/src/") {
        for named in source.paths() {
            let first = named.path[0].as_str();
            if matches!(first, "groundtruth" | "groundtruth_reports") {
                let what = format!("a migration is frozen and cannot follow `{first}`");
                found.push(Breach::new(file, named.line, what));
            }
        }
    }
    found
}

fn layer_of_file(within: &str) -> Option<Layer> {
    let first = within.split('/').next()?;
    match first.trim_end_matches(".rs") {
        "main" | "lib" => Some(Layer::Assembly),
        module => layer_of(module),
    }
}

fn layer_of(module: &str) -> Option<Layer> {
    match module {
        "cli" | "server" => Some(Layer::Assembly),
        "features" => Some(Layer::Features),
        "infra" => Some(Layer::Infra),
        "db" => Some(Layer::Db),
        "domain" => Some(Layer::Domain),
        _ => None,
    }
}

/// Our own modules and crates: down only, and never from feature to feature.
fn refused_by_layer(
    layer: Layer,
    within: &str,
    path: &[String],
    features: &BTreeSet<String>,
) -> Option<String> {
    let written = path.join("::");
    match path[0].as_str() {
        "groundtruth_reports" if layer < Layer::Features => Some(format!(
            "only features and what stands above them call the crate reports, not {layer:?}"
        )),
        "groundtruth_pictures" if layer != Layer::Infra => Some(format!(
            "only infra/pictures.rs calls the crate pictures, not {layer:?}"
        )),
        "groundtruth_migrations" if !matches!(layer, Layer::Db | Layer::Assembly) => {
            Some(format!("only db runs migrations, not {layer:?}"))
        }
        "crate" | "groundtruth" => {
            let module = path.get(1)?;
            // What the crate root itself holds belongs to the top.
            let target = layer_of(module).unwrap_or(Layer::Assembly);
            if target > layer {
                return Some(format!(
                    "`{written}` points up: {layer:?} imports only what lies below it"
                ));
            }
            let own = feature_of(within)?;
            let other = path
                .get(2)
                .filter(|other| features.contains(*other) && *other != own);
            (module == "features").then_some(other).flatten().map(|_| {
                format!(
                    "`{written}` points sideways: shared reads go to db, shared rules to domain"
                )
            })
        }
        _ => None,
    }
}

/// The feature a file belongs to; the list of features, `features/mod.rs`, belongs to none.
fn feature_of(within: &str) -> Option<&str> {
    let own = within
        .strip_prefix("features/")?
        .split('/')
        .next()?
        .trim_end_matches(".rs");
    (own != "mod").then_some(own)
}

/// Crates that only one place names.
fn refused_crate(layer: Layer, within: &str, path: &[String]) -> Option<String> {
    let item = path.get(1).map_or("", String::as_str);
    match path[0].as_str() {
        "sea_orm" => {
            let allowed = match layer {
                Layer::Db => true,
                Layer::Domain => ORM_DERIVES.contains(&item),
                _ => ORM_HANDLES.contains(&item),
            };
            (!allowed).then(|| {
                format!(
                    "`{}`: only db names query types of the ORM",
                    path.join("::")
                )
            })
        }
        "sea_orm_migration" | "sea_query" | "sqlx" if layer != Layer::Db => {
            Some(format!("only db names `{}`", path[0]))
        }
        "axum" | "axum_extra" | "tower_http" | "tower_sessions" if !is_a_web_door(within) => {
            Some("only infra/http, the pages and api of a feature, and server name axum".to_owned())
        }
        "lettre" if within != "infra/mail.rs" && !within.starts_with("infra/mail/") => {
            Some("only infra/mail names lettre".to_owned())
        }
        "lopdf" | "printpdf" => Some("only the crate reports names printpdf".to_owned()),
        _ => None,
    }
}

fn is_a_web_door(within: &str) -> bool {
    let parts: Vec<_> = within.trim_end_matches(".rs").split('/').collect();
    matches!(
        parts[..],
        ["server", ..] | ["infra", "http", ..] | ["features", _, "pages" | "api", ..]
    )
}

/// Waiting, input and output, the clock, chance.
fn impurities(source: &Source, rule: &str) -> Vec<Breach> {
    let mut found = Vec::new();
    let mut refuse = |line, what: &str| {
        found.push(Breach::new(
            &source.file,
            line,
            format!("{rule}: no `{what}`"),
        ));
    };
    for token in source
        .tokens
        .iter()
        .filter(|token| matches!(token.word.as_str(), "async" | "await"))
    {
        refuse(token.line, &token.word);
    }
    for named in source.paths() {
        let written = named.path.join("::");
        let world = WORLD.contains(&named.path[0].as_str())
            || STD_WORLD
                .iter()
                .chain(&CLOCK_AND_DICE)
                .any(|part| contains_run(&named.path, part));
        if world {
            refuse(named.line, &written);
        }
    }
    found
}

/// `std::fs` is in `std::fs::read`, and not in `std::fst`.
fn contains_run(path: &[String], part: &str) -> bool {
    let run: Vec<_> = part.split("::").collect();
    path.windows(run.len()).any(|window| window == run)
}
