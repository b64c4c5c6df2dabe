//! What can be told of the photographs that came with something: each held against its visit, its place and every other
//! picture of the audit. A person decides.

use std::collections::BTreeMap;

use crate::db::Conn;

use crate::db::audit::AuditLine;
use crate::db::counter::Series;
use crate::db::fieldwork::{Came, FileLine, SubmissionLine, files_of, submissions_of};
use crate::db::register::{Site, sites_of};
use crate::db::{StorageError, SubmissionId};
use crate::domain::code::Code;
use crate::domain::instrument::Decimal;
use crate::domain::intake::{CaptureClass, FileKind, Position};
use crate::domain::log::Digest;
use crate::domain::review::{Against, OtherPicture, Outcome, PhotoCheck, PhotoFacts, photo_checks};
use crate::infra::app::Ctx;

/// Pictures that differ in more bits are not looked at by the checks; it saves comparing everything with everything.
const MAYBE_ALIKE: u32 = 12;

/// One picture among all of the audit.
#[derive(Clone, Debug)]
struct Known {
    submission: SubmissionId,
    name: String,
    sha256: Digest,
    looks_like: Option<u64>,
}

/// A file with what was told of it; nothing is told of what is no photograph.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The file.
    pub file: FileLine,
    /// Its checks, in a fixed order.
    pub checks: Vec<PhotoCheck>,
}

/// Every picture of an audit, and where its places are.
#[derive(Clone, Debug)]
pub struct Album {
    files: BTreeMap<SubmissionId, Vec<FileLine>>,
    known: Vec<Known>,
    sites: Vec<Site>,
}

/// How a picture is named: `V-0007, 2`.
#[must_use]
pub fn picture_name(number: i64, file: u32) -> String {
    format!("{}, {file}", Series::Submission.label(number))
}

impl Album {
    /// The pictures of these, which are all of an audit.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn of(
        conn: &impl Conn,
        ctx: &Ctx,
        _audit: &AuditLine,
        lines: &[SubmissionLine],
    ) -> Result<Self, StorageError> {
        let ids: Vec<SubmissionId> = lines.iter().map(|line| line.id).collect();
        let files = files_of(conn, ctx.scope, &ctx.app.master, &ids).await?;
        let mut known = Vec::new();
        for line in lines {
            for file in files.get(&line.id).into_iter().flatten() {
                if file.about.said.kind == FileKind::Photograph {
                    known.push(Known {
                        submission: line.id,
                        name: picture_name(line.number, file.number),
                        sha256: file.sha256,
                        looks_like: likeness(file),
                    });
                }
            }
        }
        let sites = sites_of(conn, ctx.scope).await?;
        Ok(Self {
            files,
            known,
            sites,
        })
    }

    /// The pictures of a page. Where there are any, each is held against every other of the audit; where there are none, nothing
    /// else is looked at.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn of_page(
        conn: &impl Conn,
        ctx: &Ctx,
        audit: &AuditLine,
        page: &[Came],
    ) -> Result<Self, StorageError> {
        let ids: Vec<SubmissionId> = page.iter().map(|came| came.line.id).collect();
        let files = files_of(conn, ctx.scope, &ctx.app.master, &ids).await?;
        let mut all = files.values().flatten();
        if all.any(|file| file.about.said.kind == FileKind::Photograph) {
            let lines = submissions_of(conn, ctx.scope, audit.id).await?;
            return Self::of(conn, ctx, audit, &lines).await;
        }
        Ok(Self {
            files,
            known: Vec::new(),
            sites: Vec::new(),
        })
    }

    /// The files that came with something.
    #[must_use]
    pub fn files(&self, id: SubmissionId) -> &[FileLine] {
        self.files.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The files of one with what is told of each.
    #[must_use]
    pub fn checked(&self, came: &Came) -> Vec<Checked> {
        let files = self.files(came.line.id);
        let checked = files.iter().map(|file| Checked {
            checks: self.checks(came, file),
            file: file.clone(),
        });
        checked.collect()
    }

    /// How many checks of one gave pause, and how many cannot be right.
    #[must_use]
    pub fn troubles(&self, came: &Came) -> (usize, usize) {
        let checked = self.checked(came);
        let all = || checked.iter().flat_map(|one| &one.checks);
        let of = |outcome| all().filter(|check| check.outcome == outcome).count();
        (of(Outcome::Warn), of(Outcome::Fail))
    }

    fn checks(&self, came: &Came, file: &FileLine) -> Vec<PhotoCheck> {
        let Some(sent) = &came.submission else {
            return Vec::new();
        };
        if file.about.said.kind != FileKind::Photograph {
            return Vec::new();
        }
        let looked = file.about.looked.as_ref();
        let mut facts = PhotoFacts {
            taken: looked.and_then(|looked| looked.taken),
            position: looked.and_then(|looked| looked.position).and_then(point),
            has_metadata: looked
                .is_some_and(|looked| looked.taken.is_some() || looked.position.is_some()),
            looks_like: likeness(file),
        };
        if facts.position.is_none() && file.about.said.class == CaptureClass::InCamera {
            let own = file.about.said.position.as_ref();
            facts.position = own.or(sent.position.as_ref()).cloned();
        }
        let name = picture_name(came.line.number, file.number);
        let site = site_point(&self.sites, &sent.place);
        let against = Against {
            started: sent.started,
            ended: sent.ended,
            site: site.as_ref(),
            others: &self.others(came.line.id, file, &name),
        };
        photo_checks(&file.about.said, &facts, &against)
    }

    /// The other pictures that have the same bytes, or may look alike.
    fn others(&self, id: SubmissionId, file: &FileLine, name: &str) -> Vec<OtherPicture> {
        let looks_like = likeness(file);
        let near = |known: &&Known| {
            let alike = looks_like.zip(known.looks_like);
            known.sha256 == file.sha256
                || alike.is_some_and(|(one, other)| (one ^ other).count_ones() <= MAYBE_ALIKE)
        };
        let others = self.known.iter().filter(|known| known.name != name);
        others
            .filter(near)
            .map(|known| OtherPicture {
                name: known.name.clone(),
                sha256: known.sha256.to_string(),
                looks_like: known.looks_like,
                same_submission: known.submission == id,
            })
            .collect()
    }
}

/// What a picture looks like; nothing of one that has no likeness.
fn likeness(file: &FileLine) -> Option<u64> {
    let looked = file.about.looked.as_ref();
    looked
        .map(|looked| looked.fingerprint)
        .filter(|bits| *bits != 0)
}

/// Millionths of a degree as a point.
fn point((lat, lon): (i32, i32)) -> Option<Position> {
    let degrees = |millionths: i32| {
        let sign = if millionths < 0 { "-" } else { "" };
        let all = millionths.unsigned_abs();
        Decimal::parse(&format!("{sign}{}.{:06}", all / 1_000_000, all % 1_000_000)).ok()
    };
    Some(Position {
        lat: degrees(lat)?,
        lon: degrees(lon)?,
        accuracy_m: None,
    })
}

/// Where a place of an audit is, by its site in the register.
#[must_use]
pub fn site_point(sites: &[Site], place: &Code) -> Option<Position> {
    let site = sites
        .iter()
        .find(|site| Series::Site.label(site.number).to_lowercase() == place.as_str())?;
    let (lat, lon) = site.point.as_ref()?;
    Some(Position {
        lat: Decimal::parse(lat).ok()?,
        lon: Decimal::parse(lon).ok()?,
        accuracy_m: None,
    })
}
