//! PostgreSQL for tests: the server that `GROUNDTRUTH_TEST_DATABASE_URL` names, else a cluster of our
//! own in a temporary folder, made from the machine's PostgreSQL, else none, said aloud. One server
//! per test process, one fresh and empty database per test. Not a schema: the test migrates.

#![expect(
    clippy::disallowed_methods,
    reason = "tests look for programs on the machine they run on, and start them"
)]

use std::{
    env, fs,
    io::Write as _,
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
    thread,
    time::{Duration, Instant},
};

use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbErr};
use uuid::Uuid;

/// How long a new cluster may take to answer: seconds on an idle machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Holds the cluster. It ends with its standard input, which the system closes when the test process
/// ends, however it ends; so neither a panic nor a kill leaves a server behind. `$1` is the folder,
/// `$2` the programs, the rest the words that run a command as the owner of the folder.
const KEEPER: &str = r#"
    trap '' HUP INT TERM
    folder=$1 bin=$2
    shift 2
    {
        "$@" "$bin/postgres" -D "$folder/data" -k "$folder" -p 5432 -c listen_addresses= \
            -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 \
            </dev/null >"$folder/log" 2>&1
        touch "$folder/ended"
    } &
    read -r _
    "$@" "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1
    wait
    rm -rf "$folder"
"#;

/// A database for one test, dropped with this value.
pub struct TestDatabase {
    url: String,
    name: String,
    server_url: &'static str,
}

impl TestDatabase {
    /// Where to connect: `postgres://…`.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let sql = format!(r#"DROP DATABASE IF EXISTS "{}" WITH (FORCE)"#, self.name);
        let server_url = self.server_url;
        // `drop` cannot wait for a future on the runtime it is called from.
        let dropped = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.map(|runtime| runtime.block_on(run_on(server_url, &sql)))
        });
        if !matches!(dropped.join(), Ok(Ok(Ok(())))) {
            say(&format!(
                "the test database {} could not be dropped",
                self.name
            ));
        }
    }
}

/// A new, empty database; `None` where this machine has no PostgreSQL, which is said aloud.
///
/// # Panics
/// Under `CI=true`, where a suite that cannot run is a failure.
pub async fn fresh_database() -> Option<TestDatabase> {
    let server_url = server()?;
    let name = format!("groundtruth_test_{}", Uuid::new_v4().simple());
    // template0 is never in use, so that tests can create databases at the same moment.
    let sql = format!(r#"CREATE DATABASE "{name}" TEMPLATE template0"#);
    run_on(server_url, &sql)
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
    Some(TestDatabase {
        url: with_database(server_url, &name),
        name,
        server_url,
    })
}

/// The address of the server's own database, from which the others are created.
fn server() -> Option<&'static str> {
    /// The address, the keeper whose standard input stays open as long as this process lives.
    static SERVER: OnceLock<Option<(String, Option<Child>)>> = OnceLock::new();
    let found = SERVER.get_or_init(|| {
        if let Ok(url) = env::var("GROUNDTRUTH_TEST_DATABASE_URL") {
            return Some((url, None));
        }
        match programs().map_or(Err("it is not on this machine".to_owned()), |bin| {
            start(&bin)
        }) {
            Ok((url, keeper)) => Some((url, Some(keeper))),
            Err(reason) if env::var("CI").is_ok_and(|ci| ci == "true") => {
                panic!("no PostgreSQL for the tests: {reason} (install postgresql)")
            }
            Err(reason) => {
                say(&format!(
                    "skipped: the tests on PostgreSQL: {reason} (install postgresql)"
                ));
                None
            }
        }
    });
    found.as_ref().map(|(url, _)| url.as_str())
}

/// The folder of PostgreSQL's programs: the newest that Debian installed, else one on the PATH.
fn programs() -> Option<PathBuf> {
    let mut versions: Vec<_> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse::<u32>().ok()?,
                entry.path().join("bin"),
            ))
        })
        .collect();
    versions.sort();
    let path = env::var_os("PATH").unwrap_or_default();
    let installed = versions.into_iter().rev().map(|(_, bin)| bin);
    installed
        .chain(env::split_paths(&path))
        .find(|bin| bin.join("initdb").is_file() && bin.join("postgres").is_file())
}

/// Makes a cluster in a temporary folder and starts it; answers its address and its keeper.
fn start(bin: &Path) -> Result<(String, Child), String> {
    // PostgreSQL refuses to run as root.
    let owner: &[&str] = if output(Command::new("id").arg("-u"))? == "0" {
        &["runuser", "-u", "postgres", "--"]
    } else {
        &[]
    };
    let as_owner = |program: &str| {
        let mut words = owner.iter().copied().chain([program]);
        let mut command = Command::new(words.next().unwrap_or(program));
        command.args(words).current_dir("/");
        command
    };

    let folder = output(as_owner("mktemp").args(["-d", "-t", "groundtruth-postgres-XXXXXX"]))?;
    let made = output(
        as_owner(&bin.join("initdb").to_string_lossy())
            .args([
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--no-locale",
                "--no-sync",
                "-D",
            ])
            .arg(Path::new(&folder).join("data")),
    );
    if let Err(reason) = made {
        // A folder that cannot be removed is in nobody's way.
        let _ = fs::remove_dir_all(&folder);
        return Err(reason);
    }

    let keeper = Command::new("sh")
        .args(["-c", KEEPER, "keeper", &folder])
        .arg(bin)
        .args(owner)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // A group of its own: what kills the test's group must not kill the one who cleans up.
        .process_group(0)
        .spawn()
        .map_err(|error| format!("sh: {error}"))?;
    wait_for(bin, Path::new(&folder))?;
    Ok((
        format!("postgres://postgres@localhost:5432/postgres?host={folder}"),
        keeper,
    ))
}

fn wait_for(bin: &Path, folder: &Path) -> Result<(), String> {
    let begun = Instant::now();
    loop {
        let asked = output(
            Command::new(bin.join("pg_isready"))
                .args(["-p", "5432", "-h"])
                .arg(folder),
        );
        if asked.is_ok() {
            return Ok(());
        }
        if folder.join("ended").exists() || begun.elapsed() > PATIENCE {
            let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
            return Err(format!("it does not start: {}", log.trim()));
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// What a command prints; an error says which command and why.
fn output(command: &mut Command) -> Result<String, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let done = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{program}: {error}"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if done.status.success() {
        Ok(text(&done.stdout))
    } else {
        Err(format!("{program}: {}", text(&done.stderr)))
    }
}

async fn run_on(url: &str, sql: &str) -> Result<(), DbErr> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let connection: DatabaseConnection = Database::connect(options).await?;
    connection.execute_unprepared(sql).await?;
    connection.close().await
}

/// The same address with another database.
fn with_database(url: &str, name: &str) -> String {
    let (address, options) = url
        .split_once('?')
        .map_or((url, None), |(a, o)| (a, Some(o)));
    let authority = address.find("://").map_or(0, |at| at + 3);
    let end = address[authority..]
        .find('/')
        .map_or(address.len(), |at| authority + at);
    let options = options
        .map(|options| format!("?{options}"))
        .unwrap_or_default();
    format!("{}/{name}{options}", &address[..end])
}

/// Past the capture of the test runner, which would keep it from the reader.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

#[test]
fn an_address_keeps_all_but_its_database() {
    for (url, expected) in [
        (
            "postgres://a:b@host:5433/x?sslmode=require",
            "postgres://a:b@host:5433/n?sslmode=require",
        ),
        ("postgres://host/x", "postgres://host/n"),
        ("postgres://host", "postgres://host/n"),
        (
            "postgres://u@localhost:5432/x?host=/run/pg",
            "postgres://u@localhost:5432/n?host=/run/pg",
        ),
    ] {
        assert_eq!(with_database(url, "n"), expected);
    }
}

#[tokio::test]
async fn each_test_has_a_database_of_its_own() -> Result<(), DbErr> {
    let (Some(first), Some(second)) = (fresh_database().await, fresh_database().await) else {
        return Ok(());
    };
    assert_ne!(first.url(), second.url());
    run_on(first.url(), "CREATE TABLE visit (id bigint)").await?;
    run_on(second.url(), "CREATE TABLE visit (id bigint)").await?;
    let gone = first.url().to_owned();
    drop(first);
    assert!(
        Database::connect(gone).await.is_err(),
        "the database outlives its test"
    );
    Ok(())
}
