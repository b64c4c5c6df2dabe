//! `groundtruth import`: what a published file would bring, taking it, and what imports did.

use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Failure;
use super::opening::open;
use crate::db::counter::Series;
use crate::domain::code::Code;
use crate::domain::exchange::Note;
use crate::features::imports::DateOrder;
use crate::features::imports::actions::{
    self as acts, ImportError, Preview, Taking, preview, receive,
};
use crate::features::imports::bundle::Bundle;
use crate::features::imports::profile::{Profile, Question};
use crate::features::imports::reading::Answered;
use crate::features::imports::wording::{asked, sentence};
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::config::Config;
use crate::infra::words::Words;

/// How much of a file is read at once.
const PART: usize = 256 * 1024;

#[derive(Debug, Args)]
pub struct Import {
    /// A file: 360Giving, OCDS, IATI, or a table (CSV, XLSX, XLS, ODS). Its content decides, not its name. Several CSV
    /// files that belong together (activities, results, transactions …) are read as one.
    #[arg(required = true, num_args = 1..)]
    files: Vec<PathBuf>,
    /// Say what would come, and change nothing.
    #[arg(long)]
    preview: bool,
    /// Take the rows that do, and list the others; without it one that does not stops everything.
    #[arg(long)]
    good_rows: bool,
    /// What comes first in dates such as 05/06/2014.
    #[arg(long, value_name = "ORDER")]
    dates: Option<Order>,
    /// Read a table through this profile of columns.
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    /// Write the profile of columns with which the table is read, to be changed and used again.
    #[arg(long, value_name = "FILE")]
    save_profile: Option<PathBuf>,
    /// Read this sheet of a workbook.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The file is a table of visits, and they go into this check: a-0001.
    #[arg(long, value_name = "CHECK")]
    check: Option<String>,
    /// Add places that the check does not have; without it their rows are not taken.
    #[arg(long, requires = "check")]
    add_places: bool,
}

/// What comes first in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Order {
    /// 25/12/2014
    DayFirst,
    /// 12/25/2014
    MonthFirst,
}

pub async fn run(import: Import, config: Config, words: Words) -> Result<(), Failure> {
    for file in &import.files {
        if !file.is_file() {
            let file = file.display();
            return Err(Failure::NotThere(format!("{file}: there is no such file")));
        }
    }
    let given = Given::of(&import.files)?;
    let answered = Answered {
        dates: import.dates.map(|order| match order {
            Order::DayFirst => DateOrder::DayFirst,
            Order::MonthFirst => DateOrder::MonthFirst,
        }),
        profile: import.profile.as_deref().map(profile).transpose()?,
        sheet: import.sheet,
        check: import.check.as_deref().map(check).transpose()?,
        adds_places: import.add_places,
    };
    let ctx = open(config, words).await?;
    if let Some(code) = &answered.check {
        let known = acts::checks(&ctx).await.map_err(Failure::failed)?;
        if !known.iter().any(|(known, _)| known == code) {
            return Err(Failure::NotThere(format!("there is no check `{code}`")));
        }
    }
    let seen = preview(&ctx, source(given.path())?, answered.clone()).await;
    let seen = seen.map_err(Failure::failed)?;
    if let (Some(path), Some(table)) = (&import.save_profile, &seen.table) {
        let text = table.profile.to_json().map_err(Failure::failed)?;
        std::fs::write(path, text).map_err(|error| failed(path, &error))?;
        anstream::println!("wrote {}", path.display());
    }
    let words = &ctx.app.words;
    tell(words, &seen);
    if let Some(note) = &seen.unreadable {
        return Err(Failure::Unusable(located(words, note)));
    }
    let questions = seen.table.as_ref().map(|table| (table, &table.questions));
    if let Some((table, questions)) = questions.filter(|(_, open)| !open.is_empty()) {
        return Err(Failure::Unusable(open_questions(
            words,
            &table.profile,
            questions,
        )));
    }
    if import.preview {
        anstream::println!("Nothing was changed: this was a preview.");
        return Ok(());
    }
    let taking = if import.good_rows {
        Taking::GoodOnes
    } else {
        Taking::AllOrNothing
    };
    let number = received(&ctx, &given, &answered).await?;
    let taken = acts::take(&ctx, number, source(given.path())?, (answered, taking)).await;
    if let Err(error) = taken {
        // From here the file can be given again; nothing of it need wait.
        acts::discard(&ctx, number).await.map_err(Failure::failed)?;
        return Err(told(words, error));
    }
    super::imports::show(&ctx, number).await
}

fn check(name: &str) -> Result<Code, Failure> {
    let code = Code::parse(&name.to_lowercase());
    code.map_err(|_| Failure::NotThere(format!("there is no check `{name}`")))
}

fn profile(path: &Path) -> Result<Profile, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| failed(path, &error))?;
    Profile::parse(&text).map_err(|error| Failure::Unusable(format!("{}: {error}", path.display())))
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    let text = format!("{}: {error}", path.display());
    if error.kind() == std::io::ErrorKind::NotFound {
        Failure::NotThere(text)
    } else {
        Failure::Failed(text)
    }
}

fn source(path: &Path) -> Result<Box<BufReader<File>>, Failure> {
    let file = File::open(path).map_err(|error| failed(path, &error))?;
    Ok(Box::new(BufReader::new(file)))
}

/// The file that is brought in, or several as one.
struct Given {
    path: PathBuf,
    name: String,
    /// Goes when the import was done.
    _bundle: Option<tempfile::NamedTempFile>,
}

impl Given {
    fn of(files: &[PathBuf]) -> Result<Self, Failure> {
        let name = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default();
            name.to_string_lossy().into_owned()
        };
        if let [one] = files {
            return Ok(Self {
                path: one.clone(),
                name: name(one),
                _bundle: None,
            });
        }
        let mut into = tempfile::NamedTempFile::new().map_err(Failure::failed)?;
        let mut bundle = Bundle::default();
        for path in files {
            let begun = bundle.file(&name(path));
            into.write_all(&begun).map_err(Failure::failed)?;
            let mut file = source(path)?;
            let mut part = vec![0; PART];
            loop {
                let count = file.read(&mut part).map_err(|error| failed(path, &error))?;
                if count == 0 {
                    break;
                }
                bundle.bytes(&part[..count]);
                into.write_all(&part[..count]).map_err(Failure::failed)?;
            }
        }
        into.write_all(&bundle.finish()).map_err(Failure::failed)?;
        into.flush().map_err(Failure::failed)?;
        let names: Vec<String> = files.iter().map(name).collect();
        Ok(Self {
            path: into.path().to_owned(),
            name: names.join(" + "),
            _bundle: Some(into),
        })
    }

    fn path(&self) -> &Path {
        &self.path
    }
}

async fn received(ctx: &Ctx, given: &Given, answered: &Answered) -> Result<i64, Failure> {
    let path = given.path();
    let words = &ctx.app.words;
    let mut file = source(path)?;
    let length = std::fs::metadata(path).map_err(|error| failed(path, &error))?;
    let receiving = receive(ctx, Some(length.len())).await;
    let mut receiving = receiving.map_err(|error| told(words, error))?;
    let mut part = vec![0; PART];
    loop {
        let count = file.read(&mut part).map_err(|error| failed(path, &error))?;
        if count == 0 {
            break;
        }
        let pushed = receiving.push(&part[..count]).await;
        pushed.map_err(|error| told(words, error))?;
    }
    let kept = receiving.keep(ctx, &given.name, answered).await;
    kept.map_err(|error| told(words, error))
}

fn tell(words: &Words, seen: &Preview) {
    if let Some(format) = seen.format {
        anstream::println!("{}", words.get(&format!("imports-format-{format}")));
    }
    let [agreements, promises, claims, flows] = seen.totals;
    match seen.visits {
        (0, _) => anstream::println!(
            "{agreements} agreements, {promises} promises, {claims} claims, {flows} payments"
        ),
        (visits, seen) => anstream::println!("{visits} visits, {seen} things seen"),
    }
    for (currency, sum) in &seen.sums {
        let currency = if currency.is_empty() {
            "without a currency"
        } else {
            currency
        };
        anstream::println!("  {currency:<18} {sum}");
    }
    for one in &seen.first {
        let there = one
            .there
            .map_or_else(|| "new".to_owned(), |number| Series::Dossier.label(number));
        let amount = one.amount.as_deref().unwrap_or("");
        anstream::println!("  {there:<7} {}  {amount}  {}", one.source_id, one.title);
    }
    let more = agreements.saturating_sub(seen.first.len());
    if more > 0 {
        anstream::println!("  and {more} more");
    }
    for note in &seen.notes {
        anstream::println!("note: {}", located(words, note));
    }
    for note in &seen.refusals {
        anstream::println!("not taken: {}", located(words, note));
    }
    let more = seen.refused.saturating_sub(seen.refusals.len());
    if more > 0 {
        anstream::println!("not taken: {more} more");
    }
}

/// The sentence of a note with its place before it.
pub(super) fn located(words: &Words, note: &Note) -> String {
    let sentence = sentence(words, note);
    match note.at.0.as_str() {
        "" => sentence,
        at => format!("{at}: {sentence}"),
    }
}

fn open_questions(words: &Words, profile: &Profile, questions: &[Question]) -> String {
    let mut text = "Nothing was changed. To be answered first:\n".to_owned();
    for question in questions {
        text.push_str(&format!("  {}\n", asked(words, profile, question)));
    }
    text.push_str(
        "Say --dates for dates. For anything else write the columns with --save-profile FILE, change them there, and give \
         the file with --profile FILE.",
    );
    text
}

/// Why an import was not done.
pub(super) fn told(words: &Words, error: ImportError) -> Failure {
    match error {
        ImportError::Action(ActionError::NotThere) => {
            Failure::NotThere("there is no such import".to_owned())
        }
        ImportError::Unreadable(note) => Failure::Unusable(located(words, &note)),
        ImportError::Refused(notes) => Failure::Unusable(format!(
            "Nothing was taken: {} rows do not do, as told above. Mend them, or take the others with --good-rows.",
            notes.len()
        )),
        ImportError::There(number) => Failure::Unusable(format!(
            "these bytes were taken already as {}; nothing was changed",
            Series::Import.label(number)
        )),
        ImportError::BuiltOnBy(number) => Failure::Unusable(format!(
            "{} was built on it: take that back first",
            Series::Import.label(number)
        )),
        ImportError::BuiltOn(number) => Failure::Unusable(format!(
            "{} was built on since: take that back first",
            Series::Dossier.label(number)
        )),
        error => Failure::failed(error),
    }
}
