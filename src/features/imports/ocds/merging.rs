//! Releases of one process made into one: later ones win, lists of things with an `id` are merged by it, null deletes.
//! The rules of OCDS 1.1 for compiled releases. Values stay where they were published.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::features::imports::json::{Merged, Value};

/// Members of the root that a merged release does not have.
const OMITTED: [&str; 3] = ["id", "date", "tag"];
/// Lists that are replaced as a whole, though their things have an `id`.
const WHOLE_LISTS: [&str; 2] = ["additionalIdentifiers", "additionalClassifications"];

type Members<'d> = Vec<(Cow<'d, str>, Merged<'d>)>;

/// Merges releases that are sorted by date.
pub(super) fn merged<'d>(releases: impl Iterator<Item = Value<'d>>) -> Option<Merged<'d>> {
    let mut root: Option<(Members<'d>, Value<'d>)> = None;
    for release in releases {
        let (members, last) = root.get_or_insert_with(|| (Vec::new(), release));
        *last = release;
        let told = release.members().into_iter();
        let told = told.filter(|(name, _)| !OMITTED.contains(&&**name));
        merge_members(members, told);
    }
    root.map(|(members, last)| Merged::Object(members, last))
}

fn merge_members<'d>(
    members: &mut Members<'d>,
    told: impl Iterator<Item = (Cow<'d, str>, Value<'d>)>,
) {
    for (name, value) in told {
        let place = members.iter().position(|(known, _)| *known == name);
        if value.is_null() {
            if let Some(place) = place {
                members.remove(place);
            }
            continue;
        }
        let whole = WHOLE_LISTS.contains(&&*name);
        match place.and_then(|place| members.get_mut(place)) {
            Some((_, known)) => merge_into(known, value, whole),
            None => {
                let mut fresh = Merged::Plain(value);
                if !whole {
                    settle(&mut fresh, value);
                }
                if !is_empty_list(&fresh) || whole {
                    members.push((name, fresh));
                }
            }
        }
    }
}

fn is_empty_list(value: &Merged<'_>) -> bool {
    match value {
        Merged::Plain(value) => value.is_array() && value.items().next().is_none(),
        Merged::Array(items, _) => items.is_empty(),
        Merged::Object(..) => false,
    }
}

/// A value that is new: what was published twice inside it is merged, too.
fn settle<'d>(fresh: &mut Merged<'d>, value: Value<'d>) {
    if value.is_object() {
        *fresh = Merged::Object(Vec::new(), value);
        merge_into(fresh, value, false);
    } else if value.is_array() && is_list_of_things(value) {
        *fresh = Merged::Array(Vec::new(), value);
        merge_into(fresh, value, false);
    }
}

fn is_list_of_things(value: Value<'_>) -> bool {
    value.is_array() && value.items().all(Value::is_object)
}

fn merge_into<'d>(known: &mut Merged<'d>, value: Value<'d>, whole: bool) {
    if whole {
        *known = Merged::Plain(value);
        return;
    }
    match known {
        Merged::Object(members, last) if value.is_object() => {
            *last = value;
            merge_members(members, value.members().into_iter());
        }
        Merged::Array(items, last) if is_list_of_things(value) => {
            if value.items().next().is_some() {
                *last = value;
                merge_things(items, value);
            }
        }
        _ => {
            *known = Merged::Plain(value);
            settle(known, value);
        }
    }
}

fn merge_things<'d>(items: &mut Vec<Merged<'d>>, told: Value<'d>) {
    let mut places: HashMap<String, usize> = HashMap::new();
    for (place, item) in items.iter().enumerate() {
        if let Merged::Object(members, _) = item {
            let id = members.iter().find(|(name, _)| name == "id");
            if let Some(id) = id.and_then(|(_, id)| id_of_merged(id)) {
                places.insert(id, place);
            }
        }
    }
    for value in told.items() {
        let id = value.get("id").and_then(id_of);
        let known = id.as_ref().and_then(|id| places.get(id));
        match known.and_then(|place| items.get_mut(*place)) {
            Some(item) => merge_into(item, value, false),
            None => {
                if let Some(id) = id {
                    places.insert(id, items.len());
                }
                let mut fresh = Merged::Plain(value);
                settle(&mut fresh, value);
                items.push(fresh);
            }
        }
    }
}

/// An id for comparing: the text `1` and the number 1 are two.
fn id_of(id: Value<'_>) -> Option<String> {
    let kind = if id.is_string() { "text" } else { "number" };
    Some(format!("{kind} {}", id.scalar()?))
}

fn id_of_merged(id: &Merged<'_>) -> Option<String> {
    match id {
        Merged::Plain(id) => id_of(*id),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
