//! The baseline: axum and sea-orm on SQLite with nothing in the way. No token, no validation, no log. Durable: each observation is
//! on the disk when it is answered.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::{get, post};
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend,
    EntityTrait as _, IntoActiveModel as _, QueryOrder as _, QuerySelect as _, Statement,
};
use sha2::{Digest as _, Sha256};

use super::client::{Unit, request};
use super::drawing::another;

mod observation {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Deserialize)]
    #[sea_orm(table_name = "observation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub agreement: String,
        pub commitment: String,
        pub site: String,
        pub observed_at: String,
        pub location: String,
        pub outcome: String,
        pub promised: i32,
        pub delivered: i32,
        pub minutes: i32,
        pub role: String,
        pub note: String,
        #[serde(default)]
        pub photo: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

#[derive(Clone)]
struct Bare {
    reads: DatabaseConnection,
    writes: DatabaseConnection,
    photographs: Arc<PathBuf>,
}

const NOTE: &str = "The clinic was closed when it should be open. Two families waited; nobody answered the telephone.";

fn row(number: u64) -> observation::Model {
    observation::Model {
        id: format!("{number:08x}-0000-4000-8000-{number:012x}"),
        agreement: format!("AG-{:03}", number % 200),
        commitment: format!("CM-{:04}", number % 2000),
        site: format!("SITE-{:03}", number % 350),
        observed_at: format!(
            "2025-{:02}-{:02}T09:30:00",
            number % 12 + 1,
            number % 28 + 1
        ),
        location: "51.50000 -0.10000 12 5".to_owned(),
        outcome: ["delivered", "partial", "not_delivered"][number as usize % 3].to_owned(),
        promised: 20,
        delivered: (number % 21) as i32,
        minutes: (number % 240) as i32,
        role: "resident".to_owned(),
        note: NOTE.to_owned(),
        photo: None,
    }
}

fn as_json(number: u64) -> String {
    let row = row(number);
    serde_json::json!({
        "id": format!("f{}", row.id), "agreement": row.agreement, "commitment": row.commitment, "site": row.site,
        "observed_at": row.observed_at, "location": row.location, "outcome": row.outcome, "promised": row.promised,
        "delivered": row.delivered, "minutes": row.minutes, "role": row.role, "note": row.note,
    })
    .to_string()
}

/// An observation as it is sent.
pub fn observation(number: u64) -> Vec<Vec<u8>> {
    let body = as_json(number);
    let kind = "Content-Type: application/json\r\n";
    vec![request("POST", "/observations", kind, body.as_bytes())]
}

/// The same with a photograph, in one request.
pub fn with_photograph(picture: &[u8]) -> Unit {
    const MARK: &str = "a-mark-between-parts";
    let picture = picture.to_vec();
    Unit::of(move |number| {
        let mut body = format!(
            "--{MARK}\r\nContent-Disposition: form-data; name=\"observation\"\r\n\r\n{}\r\n\
             --{MARK}\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"p.jpg\"\r\n\
             Content-Type: image/jpeg\r\n\r\n",
            as_json(number)
        )
        .into_bytes();
        body.extend(another(&picture, number));
        body.extend(format!("\r\n--{MARK}--\r\n").into_bytes());
        let kind = format!("Content-Type: multipart/form-data; boundary={MARK}\r\n");
        vec![request("POST", "/photographs", &kind, &body)]
    })
}

async fn take(State(bare): State<Bare>, body: Bytes) -> StatusCode {
    match serde_json::from_slice::<observation::Model>(&body) {
        Ok(row) => kept(&bare, row).await,
        Err(_) => StatusCode::BAD_REQUEST,
    }
}

async fn kept(bare: &Bare, row: observation::Model) -> StatusCode {
    let insert = observation::Entity::insert(row.into_active_model());
    match insert.exec_without_returning(&bare.writes).await {
        Ok(_) => StatusCode::CREATED,
        Err(_) => StatusCode::CONFLICT,
    }
}

/// Hashed, on the disk under its hash, then the row.
async fn take_photograph(State(bare): State<Bare>, mut form: Multipart) -> StatusCode {
    let (mut row, mut photo) = (None, None);
    while let Ok(Some(field)) = form.next_field().await {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.unwrap_or_default();
        if name == "observation" {
            row = serde_json::from_slice::<observation::Model>(&bytes).ok();
        } else {
            let folder = Arc::clone(&bare.photographs);
            let written = tokio::task::spawn_blocking(move || on_disk(&folder, &bytes).ok());
            photo = written.await.ok().flatten();
        }
    }
    match (row, photo) {
        (Some(row), Some(photo)) => {
            let photo = Some(photo);
            kept(&bare, observation::Model { photo, ..row }).await
        }
        _ => StatusCode::BAD_REQUEST,
    }
}

fn on_disk(folder: &std::path::Path, bytes: &[u8]) -> std::io::Result<String> {
    use std::io::Write as _;
    let name = Sha256::digest(bytes)
        .iter()
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
    let part = folder.join(format!("{name}.part"));
    let mut file = std::fs::File::create(&part)?;
    file.write_all(bytes)?;
    file.sync_data()?;
    std::fs::rename(&part, folder.join(&name))?;
    Ok(name)
}

fn escaped(page: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '<' => page.push_str("&lt;"),
            '&' => page.push_str("&amp;"),
            other => page.push(other),
        }
    }
}

const HEAD: &str = "<!doctype html><html lang=en><meta charset=utf-8><title>Observations</title><h1>Observations</h1><table>";

async fn newest(State(bare): State<Bare>) -> Html<String> {
    let rows = observation::Entity::find()
        .order_by_desc(observation::Column::Id)
        .limit(50)
        .all(&bare.reads)
        .await
        .unwrap();
    let mut page = HEAD.to_owned();
    for row in rows {
        page.push_str("<tr>");
        let texts = [
            &row.id,
            &row.agreement,
            &row.commitment,
            &row.site,
            &row.observed_at,
            &row.outcome,
            &row.note,
        ];
        for text in texts {
            page.push_str("<td>");
            escaped(&mut page, text);
        }
        let _ = write!(
            page,
            "<td>{}<td>{}<td>{}",
            row.promised, row.delivered, row.minutes
        );
    }
    page.push_str("</table>");
    Html(page)
}

async fn by_agreement(State(bare): State<Bare>) -> Html<String> {
    let sql = "SELECT agreement, sum(n), sum(ok), sum(promised), sum(delivered) FROM cell GROUP BY agreement ORDER BY agreement";
    let statement = Statement::from_string(DbBackend::Sqlite, sql);
    let rows = bare.reads.query_all_raw(statement).await.unwrap();
    let mut page = HEAD.to_owned();
    for row in rows {
        let name: String = row.try_get_by_index(0).unwrap();
        let number = |at| row.try_get_by_index::<i64>(at).unwrap();
        let _ = write!(
            page,
            "<tr><td>{name}<td>{}<td>{}<td>{}<td>{}",
            number(1),
            number(2),
            number(3),
            number(4)
        );
    }
    page.push_str("</table>");
    Html(page)
}

async fn opened(url: &str, connections: u32) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|settings| {
        let settings = settings.pragma("journal_mode", "WAL");
        settings
            .pragma("synchronous", "FULL")
            .pragma("busy_timeout", "5000")
    });
    Database::connect(options).await.unwrap()
}

/// Serves with so many rows, and 24,000 cells of 200 agreements.
pub async fn serve(folder: PathBuf, rows: usize) {
    let url = format!("sqlite://{}?mode=rwc", folder.join("bare.db").display());
    let writes = opened(&url, 1).await;
    let run = async |sql: &str| {
        writes.execute_unprepared(sql).await.unwrap();
    };
    run("CREATE TABLE observation(id varchar PRIMARY KEY, agreement varchar NOT NULL, commitment varchar NOT NULL, \
         site varchar NOT NULL, observed_at varchar NOT NULL, location varchar NOT NULL, outcome varchar NOT NULL, \
         promised int NOT NULL, delivered int NOT NULL, minutes int NOT NULL, role varchar NOT NULL, note text NOT NULL, \
         photo varchar)")
    .await;
    run("CREATE TABLE cell(agreement varchar NOT NULL, commitment int NOT NULL, period int NOT NULL, n int NOT NULL, \
         ok int NOT NULL, promised int NOT NULL, delivered int NOT NULL, PRIMARY KEY(agreement, commitment, period))")
    .await;
    let numbers: Vec<u64> = (0..rows as u64).collect();
    for some in numbers.chunks(1_000) {
        let some = some.iter().map(|number| row(*number).into_active_model());
        let insert = observation::Entity::insert_many(some);
        insert.exec_without_returning(&writes).await.unwrap();
    }
    for promise in 0..2_000 {
        let mut sql = "INSERT INTO cell VALUES ".to_owned();
        for period in 1..=12 {
            let comma = if period == 1 { "" } else { "," };
            let agreement = promise % 200;
            let _ = write!(
                sql,
                "{comma}('AG-{agreement:03}',{promise},{period},42,31,300,280)"
            );
        }
        run(&sql).await;
    }
    let photographs = folder.join("photographs");
    std::fs::create_dir_all(&photographs).unwrap();
    let bare = Bare {
        reads: opened(&url, 4).await,
        writes,
        photographs: Arc::new(photographs),
    };
    let router = Router::new()
        .route("/observations", post(take))
        .route("/photographs", post(take_photograph))
        .route("/page", get(newest))
        .route("/dash", get(by_agreement))
        .layer(DefaultBodyLimit::max(32 << 20))
        .with_state(bare);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("ready {}", listener.local_addr().unwrap());
    axum::serve(listener, router).await.unwrap();
}
