//! Sites: a list is pasted, and what may be there already is offered, never merged.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::db::counter::Series;
use crate::db::register::{NewSite, Site, add_new_sites, name_key, sites_of};
use crate::db::write;
use crate::domain::actor::Permission;
use crate::domain::site::SiteKind;
use crate::infra::action::{ActionError, Fields, noted, still_may};
use crate::infra::app::Ctx;

/// A list is never longer.
const MOST: usize = 2_000;

/// A list of sites as a form gives it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SitesForm {
    /// What they are: `site`, `asset`, `group`.
    pub kind: String,
    /// One to a line: `name | group | latitude, longitude`; all but the name may be left out.
    pub list: String,
    /// What is done with names that are there already: empty asks, `leave` leaves them out, `add` adds them as others.
    pub known: String,
}

/// What came of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// They were added: how many, and how many were left out.
    Added(usize, usize),
    /// Nothing was added: names of the list are there already, or stand in it twice.
    Asks(Vec<(String, Option<String>)>),
}

/// Sites whose name, group or number has all these words.
pub async fn found(ctx: &Ctx, words: &str) -> Result<Vec<Site>, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let mut sites = sites_of(ctx.app.db.reads(), ctx.scope).await?;
    let words: Vec<String> = words
        .split_whitespace()
        .take(10)
        .map(str::to_lowercase)
        .collect();
    sites.retain(|site| {
        let stratum = site.stratum.as_deref().unwrap_or_default();
        let label = Series::Site.label(site.number);
        let text = format!("{label} {} {stratum}", site.name).to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    });
    Ok(sites)
}

/// Degrees as they are written, where they are degrees and not beyond `most`.
fn degrees(text: &str, most: i32) -> Option<String> {
    let text = text.trim().replace('−', "-");
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| {
        !part.is_empty() && part.len() <= 12 && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !plain(whole) || !plain(rest) {
        return None;
    }
    let whole: i32 = whole.parse().ok()?;
    let is_within = whole < most || (whole == most && rest.bytes().all(|byte| byte == b'0'));
    is_within.then_some(text)
}

/// Reads one line of a list; the error is the key of its words.
fn site(line: &str, kind: SiteKind) -> Result<NewSite, &'static str> {
    let mut parts = line.split('|').map(str::trim);
    let name = parts.next().unwrap_or_default();
    let stratum = parts.next().filter(|text| !text.is_empty());
    let point = parts.next().filter(|text| !text.is_empty());
    if parts.next().is_some() {
        return Err("site-too-many-parts");
    }
    if name.is_empty() {
        return Err("site-no-name");
    }
    let long = |text: &str| text.chars().count() > 200 || text.chars().any(char::is_control);
    if long(name) || stratum.is_some_and(long) {
        return Err("site-long");
    }
    let point = match point {
        None => None,
        Some(text) => {
            let (latitude, longitude) = text.split_once(',').ok_or("site-point")?;
            let latitude = degrees(latitude, 90).ok_or("site-point")?;
            let longitude = degrees(longitude, 180).ok_or("site-point")?;
            Some((latitude, longitude))
        }
    };
    Ok(NewSite {
        name: name.to_owned(),
        kind,
        stratum: stratum.map(str::to_owned),
        point,
        note: None,
    })
}

impl SitesForm {
    fn read(&self) -> Result<Vec<NewSite>, ActionError> {
        let mut fields = Fields::default();
        let kind = fields.choice("kind", &self.kind, SiteKind::of_word);
        let kind = kind.unwrap_or_default();
        let mut sites = Vec::new();
        let lines = self.list.lines().enumerate();
        for (nth, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            match site(line.trim(), kind) {
                Ok(site) => sites.push(site),
                Err(why) => {
                    let line = (nth + 1).to_string();
                    fields.wrong_about("list", why, vec![("line", line)]);
                }
            }
        }
        if sites.len() > MOST {
            let about = vec![("most", MOST.to_string())];
            fields.wrong_about("list", "site-list-long", about);
        }
        if self.list.trim().is_empty() {
            fields.wrong("list", "field-empty");
        }
        if !["", "leave", "add"].contains(&self.known.as_str()) {
            fields.wrong("known", "field-choice");
        }
        fields.done(sites)
    }
}

/// Adds the sites of a list. Where a name is there already it asks first, and adds nothing.
pub async fn add(ctx: &Ctx, form: &SitesForm) -> Result<Came, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let new = form.read()?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let there = sites_of(txn, ctx.scope).await?;
        let mut seen: Vec<(String, String)> = there
            .iter()
            .map(|site| (name_key(&site.name), Series::Site.label(site.number)))
            .collect();
        let (mut fresh, mut known) = (Vec::new(), Vec::new());
        for one in new.iter().cloned() {
            let key = name_key(&one.name);
            match seen.iter().find(|(other, _)| *other == key) {
                Some((_, label)) => {
                    let label = Some(label.clone()).filter(|label| !label.is_empty());
                    known.push((one, label));
                }
                None => {
                    seen.push((key, String::new()));
                    fresh.push(one);
                }
            }
        }
        let left = match form.known.as_str() {
            "" if !known.is_empty() => {
                let named = known.into_iter().map(|(one, label)| (one.name, label));
                return Ok(Came::Asks(named.collect()));
            }
            "add" => {
                fresh = new.clone();
                0
            }
            _ => known.len(),
        };
        let added = add_new_sites(txn, ctx.scope, fresh, &mut ids).await?;
        if let (Some(first), Some(last)) = (added.first(), added.last()) {
            let label = |site: &Site| Series::Site.label(site.number);
            let subject = format!("{} {}", label(first), label(last));
            noted(txn, ctx, ("sites-added", &subject), &mut ids).await?;
        }
        Ok(Came::Added(added.len(), left))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_a_name_a_group_and_a_point() {
        let read = site("Clinic 7 | north | -34.05, 18.60", SiteKind::Site).unwrap();
        assert_eq!(
            (read.name.as_str(), read.stratum.as_deref()),
            ("Clinic 7", Some("north"))
        );
        assert_eq!(read.point, Some(("-34.05".to_owned(), "18.60".to_owned())));
        let bare = site("Pump || 90,-180", SiteKind::Asset).unwrap();
        assert_eq!(bare.point, Some(("90".to_owned(), "-180".to_owned())));
        for (line, why) in [
            ("| north", "site-no-name"),
            ("a|b|1,2|c", "site-too-many-parts"),
            ("a||1", "site-point"),
            ("a||90.01,0", "site-point"),
            ("a||0,181", "site-point"),
            ("a||1e1,0", "site-point"),
            ("a||-,0", "site-point"),
            ("a||NaN,0", "site-point"),
        ] {
            assert_eq!(site(line, SiteKind::Site), Err(why), "{line}");
        }
    }
}
