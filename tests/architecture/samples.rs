//! Bad samples: each rule of the guard is shown to fail, and beside it what it must let pass.

use super::{
    Breach, imports,
    source::{Named, Source},
    text,
};

/// What the rules on imports say about one line in `file`, the line being the second.
fn import(file: &str, line: &str) -> Vec<String> {
    let source = Source::new(file, &format!("//! A sample.\n{line}\n"));
    let features = ["audits", "visits"].map(str::to_owned).into();
    said(imports::breaches(&source, &features))
}

fn code(file: &str, text: &str) -> Vec<String> {
    said(text::breaches_of_code(&Source::new(file, text)))
}

fn words(line: &str) -> Vec<String> {
    said(text::breaches_of_text("a.md", line))
}

fn said(breaches: Vec<Breach>) -> Vec<String> {
    breaches
        .into_iter()
        .map(|b| format!("{}:{}: {}", b.file, b.line, b.what))
        .collect()
}

#[track_caller]
fn refuses(breaches: Vec<String>, at: &str) {
    assert!(
        breaches.iter().any(|breach| breach.starts_with(at)),
        "{at} is not in {breaches:?}"
    );
}

#[track_caller]
fn passes(breaches: Vec<String>) {
    assert!(breaches.is_empty(), "{breaches:?}");
}

fn paths(file: &str, text: &str) -> Vec<String> {
    let written = |named: Named| named.path.join("::");
    Source::new(file, text)
        .paths()
        .into_iter()
        .map(written)
        .collect()
}

#[test]
fn paths_are_read_from_uses_and_from_code() {
    let text = "use crate::{db::{self, visit::Visit as V}, domain::*};\nlet x = ::axum::serve(a::<b::C>());";
    let expected = [
        "crate::db",
        "crate::db::visit::Visit",
        "crate::domain::*",
        "axum::serve",
        "b::C",
    ];
    assert_eq!(paths("src/cli.rs", text), expected);
}

#[test]
fn self_and_super_are_worked_out() {
    let text = "use super::super::visits; use self::a::B; mod tests { use super::*; use super::super::c; } use super::d;";
    let expected = [
        "crate::features::visits",
        "crate::features::audits::pages::a::B",
        "crate::features::audits::pages::*",
        "crate::features::audits::c",
        "crate::features::audits::d",
    ];
    // `super::super` of features/audits/pages.rs is features.
    assert_eq!(paths("src/features/audits/pages.rs", text), expected);
    assert_eq!(
        paths("src/features/audits/mod.rs", "use super::visits::x;"),
        ["crate::features::visits::x"]
    );
}

#[test]
fn comments_and_strings_name_nothing() {
    for hidden in [
        "// crate::db::x",
        "/* a /* crate::db::x */ crate::db::x */",
        "/// [crate::db::x]",
        r#"let a = "crate::db::x \" crate::db::x";"#,
        r##"let a = r#"crate::db::x " crate::db::x"#;"##,
        r#"let a = b"crate::db::x"; let c = '"'; let d = '\''; let e: &'static str = "b::c";"#,
    ] {
        assert_eq!(paths("src/domain/id.rs", hidden), [""; 0], "{hidden}");
    }
    let after = "let c = '\"'; let l: &'a str = x; crate::db::x();";
    assert_eq!(paths("src/domain/id.rs", after), ["crate::db::x"]);
}

#[test]
fn an_import_that_points_up_is_refused_with_file_and_line() {
    refuses(
        import("src/domain/money.rs", "use crate::db::Visit;"),
        "src/domain/money.rs:2: `crate::db::Visit`",
    );
    refuses(
        import(
            "src/domain/mod.rs",
            "fn f() { crate::infra::clock::now(); }",
        ),
        "src/domain/mod.rs:2",
    );
    refuses(
        import("src/db/visit.rs", "use crate::{domain::Id, infra::App};"),
        "src/db/visit.rs:2",
    );
    refuses(
        import("src/db/visit.rs", "use super::super::features;"),
        "src/db/visit.rs:2",
    );
    refuses(
        import("src/infra/app.rs", "use groundtruth::features;"),
        "src/infra/app.rs:2",
    );
    refuses(
        import("src/features/audits/api.rs", "use crate::server::run;"),
        "src/features/audits/api.rs:2",
    );
    refuses(
        import("src/db/mod.rs", "use crate::VERSION;"),
        "src/db/mod.rs:2",
    );
    refuses(
        import("src/infra/mail.rs", "use groundtruth_reports::Report;"),
        "src/infra/mail.rs:2",
    );
    refuses(
        import(
            "src/features/audits/mod.rs",
            "use groundtruth_migrations::Migrator;",
        ),
        "src/features/",
    );
    refuses(
        import("src/money.rs", "fn f() {}"),
        "src/money.rs:1: belongs to none",
    );
    passes(import(
        "src/db/visit.rs",
        "use crate::domain::Id; use super::columns; use groundtruth_migrations::Migrator;",
    ));
    passes(import(
        "src/infra/http/mod.rs",
        "use crate::{db, domain, infra::app::App};",
    ));
    passes(import(
        "src/features/audits/actions.rs",
        "use crate::{db, domain, infra}; use groundtruth_reports::Report;",
    ));
    passes(import(
        "src/main.rs",
        "use groundtruth::{cli, features::audits, infra, db, domain};",
    ));
}

#[test]
fn a_feature_that_imports_another_is_refused() {
    let actions = "src/features/audits/actions.rs";
    refuses(
        import(actions, "use crate::features::visits::record;"),
        "src/features/audits/actions.rs:2: `crate::fea",
    );
    refuses(import(actions, "use super::super::visits;"), actions);
    refuses(
        import("src/features/audits.rs", "use super::visits;"),
        "src/features/audits.rs:2",
    );
    passes(import(
        actions,
        "use crate::features::audits::pages; use super::mails; use crate::features::Feature;",
    ));
    passes(import(
        "src/features/mod.rs",
        "use crate::features::audits; use self::visits::routes;",
    ));
}

#[test]
fn a_crate_that_one_place_names_is_refused_elsewhere() {
    refuses(
        import(
            "src/features/audits/actions.rs",
            "use sea_orm::EntityTrait;",
        ),
        "src/features",
    );
    refuses(
        import(
            "src/infra/jobs.rs",
            "let x = sea_orm::Statement::from_string(a);",
        ),
        "src/infra/jobs.rs:2",
    );
    refuses(
        import("src/domain/period.rs", "use sea_orm::entity::prelude::*;"),
        "src/domain/period.rs:2",
    );
    refuses(
        import("src/domain/period.rs", "use sea_orm as orm;"),
        "src/domain/period.rs:2",
    );
    refuses(
        import("src/infra/app.rs", "use sqlx::Row;"),
        "src/infra/app.rs:2",
    );
    refuses(
        import("src/features/audits/mod.rs", "use axum::Router;"),
        "src/features/audits/mod.rs:2",
    );
    refuses(
        import("src/infra/app.rs", "fn f(r: axum::Router) {}"),
        "src/infra/app.rs:2",
    );
    refuses(
        import("src/infra/jobs.rs", "use lettre::Message;"),
        "src/infra/jobs.rs:2",
    );
    refuses(
        import("src/features/audits/actions.rs", "use printpdf::Op;"),
        "src/features",
    );
    passes(import(
        "src/db/entity/visit.rs",
        "use sea_orm::entity::prelude::*;",
    ));
    passes(import(
        "src/infra/app.rs",
        "use sea_orm::{DatabaseConnection, DbErr};",
    ));
    passes(import(
        "src/domain/period.rs",
        "#[derive(sea_orm::DeriveActiveEnum)] enum A {}",
    ));
    for door in [
        "src/server.rs",
        "src/infra/http/error.rs",
        "src/features/audits/pages.rs",
        "src/features/audits/api/in.rs",
    ] {
        passes(import(door, "use axum::Router;"));
    }
    passes(import("src/infra/mail/message.rs", "use lettre::Message;"));
    passes(import("reports/src/export/pdf.rs", "use printpdf::Op;"));
}

#[test]
fn domain_and_reports_neither_wait_nor_reach_out() {
    for bad in [
        "async fn f() {}",
        "fn f() { g().await; }",
        "use std::{fmt, fs};",
        "use std::time::SystemTime;",
        "fn f() { std::env::temp_dir(); }",
        "use tokio::time::sleep;",
        "use std::net::IpAddr;",
        "fn f() { let now = Utc::now(); }",
        "fn f() { chrono::Local::now(); }",
        "use rand::Rng;",
    ] {
        refuses(import("src/domain/money.rs", bad), "src/domain/money.rs:2");
        refuses(
            import("reports/src/model.rs", bad),
            "reports/src/model.rs:2",
        );
    }
    for good in [
        "use std::{fmt, time::Duration};",
        "use chrono::{DateTime, Utc};",
        "// async",
        "let fs = 1;",
    ] {
        passes(import("src/domain/money.rs", good));
        passes(import("reports/src/model.rs", good));
    }
    refuses(
        import("reports/src/model.rs", "use groundtruth::domain;"),
        "reports/src/model.rs:2",
    );
    refuses(
        import("pictures/src/first.rs", "use groundtruth::domain;"),
        "pictures/src/first.rs:2",
    );
    refuses(
        import(
            "src/features/portal/pages.rs",
            "use groundtruth_pictures::look;",
        ),
        "src/features/portal/pages.rs:2",
    );
    refuses(
        import("migrations/src/first.rs", "use groundtruth::db;"),
        "migrations/src/first.rs:2",
    );
}

#[test]
fn a_long_a_nameless_and_a_silent_file_are_refused() {
    passes(code(
        "src/db/visit.rs",
        &format!("//! Visits.\n{}", "fn f() {}\n".repeat(499)),
    ));
    refuses(
        code(
            "src/db/visit.rs",
            &format!("//! Visits.\n{}", "fn f() {}\n".repeat(500)),
        ),
        "src/db/visit.rs:501",
    );
    refuses(
        code("src/db/visit.rs", "\n//! Visits.\n"),
        "src/db/visit.rs:1",
    );
    refuses(code("src/db/visit.rs", "// Visits.\n"), "src/db/visit.rs:1");
    for file in [
        "src/db/utils.rs",
        "src/helpers/mod.rs",
        "tests/common/mod.rs",
        "src/infra/job_manager.rs",
    ] {
        refuses(code(file, "//! A sample.\n"), file);
    }
    refuses(
        code("src/db/visit.rs", "//! Visits.\n\nmod utils {}\n"),
        "src/db/visit.rs:3",
    );
    passes(code("src/db/commons.rs", "//! Commons.\nmod community;\n"));
}

#[test]
fn unfinished_work_and_silent_exemptions_are_refused() {
    for mark in [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("X", "XX"),
    ] {
        refuses(
            code("src/db/a.rs", &format!("//! A.\n// {mark}: later\n")),
            "src/db/a.rs:2",
        );
        refuses(
            code("src/db/a.rs", &format!("//! A.\nconst {mark}: u8 = 1;\n")),
            "src/db/a.rs:2",
        );
        passes(code(
            "src/db/a.rs",
            &format!("//! A.\nlet currency = \"{mark}\";\nlet {mark}S = 1;\n"),
        ));
    }
    for bad in [
        "#[allow(dead_code)]",
        "#![allow(missing_docs, reason = \"x\")]",
        "#[ allow (dead_code) ]",
        "#[cfg_attr(test, allow(dead_code))]",
        "#[expect(dead_code)]",
    ] {
        refuses(
            code("src/db/a.rs", &format!("//! A.\n{bad}\n")),
            "src/db/a.rs:2",
        );
    }
    passes(code(
        "src/db/a.rs",
        "//! A.\n#[expect(dead_code, reason = \"used by the next page\")]\nfn allow() {}\n",
    ));
}

#[test]
fn machine_paths_and_registry_hosts_are_refused() {
    for path in [
        concat!("/tm", "p/x"),
        concat!("see `/wo", "rk/main`"),
        concat!("a=/ho", "me/ann/b"),
        concat!("\"/ro", "ot/.cargo"),
    ] {
        refuses(words(path), "a.md:1");
    }
    for host in [
        concat!("https://index.crates", ".io/x"),
        concat!("pypi", ".org/simple"),
    ] {
        refuses(words(host), "a.md:1");
    }
    for good in [
        concat!("https://example.org/wo", "rk/report.pdf"),
        concat!("https://example.org/en/ho", "me/page"),
        concat!("{folder}/tm", "p/x"),
        "usr/lib/postgresql/15/bin",
        "a path such as /tmp or / is a word",
        "crates.io",
    ] {
        passes(words(good));
    }
    passes(said(text::breaches_of_text(
        "font.bin",
        concat!("\0/tm", "p/x"),
    )));
}
