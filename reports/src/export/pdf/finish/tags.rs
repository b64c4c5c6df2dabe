//! The tree of tags: what each piece of the pages is, in the order in which it is read.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::links::Links;
use super::{dictionary, name, number, real, text};
use crate::export::pdf::paint::{Kid, Painting};
use crate::layout::Pages;
use crate::layout::tree::{Node, NodeId, Role, Scope};

/// The name of a role. Names that the format does not know are explained in the role map.
pub(in crate::export::pdf) const fn tag(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Part => "Part",
        Role::Section => "Sect",
        Role::Heading(level) => match level {
            0 | 1 => "H1",
            2 => "H2",
            3 => "H3",
            4 => "H4",
            5 => "H5",
            _ => "H6",
        },
        Role::Paragraph => "P",
        Role::Answer => ANSWER,
        Role::Box => "Div",
        Role::List => "L",
        Role::Item => "LI",
        Role::ItemLabel | Role::NoteLabel => "Lbl",
        Role::ItemBody => "LBody",
        Role::Table => "Table",
        Role::TableHead => "THead",
        Role::TableBody => "TBody",
        Role::Row => "TR",
        Role::HeadCell(_) => "TH",
        Role::Cell => "TD",
        Role::Figure => "Figure",
        Role::Caption => "Caption",
        Role::Quotation => "BlockQuote",
        Role::Contents => "TOC",
        Role::ContentsItem => "TOCI",
        Role::Note => "Note",
        Role::Link => "Link",
        Role::Code => "Code",
        Role::Span => "Span",
    }
}

const ANSWER: &str = "Answer";

/// Adds the tree and gives its root.
pub(super) fn add(
    doc: &mut Document,
    pages: &Pages,
    painting: &Painting,
    (page_ids, links): (&[ObjectId], &Links),
) -> ObjectId {
    let root = doc.new_object_id();
    let kids = all_kids(pages, painting);
    let ids: Vec<Option<ObjectId>> = pages
        .tree
        .iter()
        .map(|(node, _)| stands(pages, &kids, node).then(|| doc.new_object_id()))
        .collect();
    let builder = Builder {
        pages,
        painting,
        links,
        page_ids,
        ids: &ids,
        root,
    };
    let mut notes = Vec::new();
    for (node, known) in pages.tree.iter() {
        let Some(id) = builder.id(node) else { continue };
        let mut element = builder.element(node, known, kids.get(node.index()));
        if known.role == Role::Note {
            let name = format!("note-{:05}", notes.len() + 1);
            element.set("ID", Object::string_literal(name.clone()));
            notes.push((name, id));
        }
        doc.set_object(id, element);
    }
    let parents = builder.parents(&kids);
    let next = number(page_ids.len() + links.count());
    let parents = doc.add_object(Dictionary::from_iter([("Nums", Object::Array(parents))]));
    let mut dict = Dictionary::from_iter([
        ("Type", name("StructTreeRoot")),
        (
            "K",
            Object::Array(
                builder
                    .reference(crate::layout::tree::Tree::ROOT)
                    .into_iter()
                    .collect(),
            ),
        ),
        ("ParentTree", Object::Reference(parents)),
        ("ParentTreeNextKey", next),
        ("RoleMap", dictionary([(ANSWER, name("P"))])),
    ]);
    if !notes.is_empty() {
        let names = notes
            .into_iter()
            .flat_map(|(name, id)| [Object::string_literal(name), Object::Reference(id)]);
        dict.set(
            "IDTree",
            dictionary([("Names", Object::Array(names.collect()))]),
        );
    }
    doc.set_object(root, dict);
    root
}

/// What each node holds: what was painted for it, then its blocks in order.
fn all_kids(pages: &Pages, painting: &Painting) -> Vec<Vec<Kid>> {
    let mut kids = painting.kids.clone();
    for (node, known) in pages.tree.iter() {
        if let Some(parent) = known.parent.filter(|_| !known.role.is_inline())
            && let Some(of_parent) = kids.get_mut(parent.index())
        {
            of_parent.push(Kid::Node(node));
        }
    }
    kids
}

/// A node that holds nothing is left out, unless its place in a table counts.
fn stands(pages: &Pages, kids: &[Vec<Kid>], node: NodeId) -> bool {
    let role = pages.tree.node(node).role;
    if matches!(role, Role::Document | Role::Cell | Role::HeadCell(_)) {
        return true;
    }
    kids.get(node.index())
        .into_iter()
        .flatten()
        .any(|kid| match kid {
            Kid::Node(kid) => stands(pages, kids, *kid),
            Kid::Content { .. } | Kid::Annotation(_) => true,
        })
}

struct Builder<'a> {
    pages: &'a Pages,
    painting: &'a Painting,
    links: &'a Links,
    page_ids: &'a [ObjectId],
    ids: &'a [Option<ObjectId>],
    root: ObjectId,
}

impl Builder<'_> {
    fn id(&self, node: NodeId) -> Option<ObjectId> {
        self.ids.get(node.index()).copied().flatten()
    }

    fn reference(&self, node: NodeId) -> Option<Object> {
        self.id(node).map(Object::Reference)
    }

    fn page(&self, page: usize) -> Object {
        let id = self.page_ids.get(page);
        id.map_or(Object::Null, |id| Object::Reference(*id))
    }

    fn element(&self, node: NodeId, known: &Node, kids: Option<&Vec<Kid>>) -> Dictionary {
        let parent = known.parent.and_then(|parent| self.id(parent));
        // Its type may be left out, and there are thousands of them.
        let mut dict = Dictionary::from_iter([
            ("S", name(tag(known.role))),
            ("P", Object::Reference(parent.unwrap_or(self.root))),
        ]);
        let kids = kids.map_or(&[][..], Vec::as_slice);
        let page = kids.iter().find_map(|kid| match kid {
            Kid::Content { page, .. } => Some(*page),
            _ => None,
        });
        if let Some(page) = page {
            dict.set("Pg", self.page(page));
        }
        let kids: Vec<Object> = kids.iter().filter_map(|kid| self.kid(*kid, page)).collect();
        if !kids.is_empty() {
            dict.set("K", Object::Array(kids));
        }
        if let Some(alt) = &known.alt {
            dict.set("Alt", text(alt));
        }
        if let Some(language) = &known.language {
            dict.set("Lang", text(language));
        }
        if let Some(attributes) = self.attributes(node, known) {
            dict.set("A", attributes);
        }
        dict
    }

    fn kid(&self, kid: Kid, own_page: Option<usize>) -> Option<Object> {
        match kid {
            Kid::Node(node) => self.reference(node),
            Kid::Content { page, id } if own_page == Some(page) => Some(Object::Integer(id)),
            Kid::Content { page, id } => Some(dictionary([
                ("Type", name("MCR")),
                ("Pg", self.page(page)),
                ("MCID", Object::Integer(id)),
            ])),
            Kid::Annotation(index) => {
                let annotation = self.links.annotation(index)?;
                let page = self.painting.links.get(index)?.page;
                Some(dictionary([
                    ("Type", name("OBJR")),
                    ("Pg", self.page(page)),
                    ("Obj", Object::Reference(annotation)),
                ]))
            }
        }
    }

    fn attributes(&self, node: NodeId, known: &Node) -> Option<Object> {
        match known.role {
            Role::HeadCell(scope) => {
                let scope = match scope {
                    Scope::Column => "Column",
                    Scope::Row => "Row",
                };
                let mut entries = vec![("O", name("Table")), ("Scope", name(scope))];
                if known.span > 1 {
                    entries.push(("ColSpan", number(known.span)));
                }
                Some(dictionary(entries))
            }
            Role::Figure => {
                let corners = self.painting.boxes.get(&node)?;
                let corners = corners.iter().map(|corner| real(*corner)).collect();
                Some(dictionary([
                    ("O", name("Layout")),
                    ("Placement", name("Block")),
                    ("BBox", Object::Array(corners)),
                ]))
            }
            _ => None,
        }
    }

    /// From marked contents and annotations back to their nodes.
    fn parents(&self, kids: &[Vec<Kid>]) -> Vec<Object> {
        let marks = self.painting.marks.iter();
        let mut by_page: Vec<Vec<Object>> = marks
            .map(|count| vec![Object::Null; usize::try_from(*count).unwrap_or(0)])
            .collect();
        let mut by_annotation = vec![Object::Null; self.links.count()];
        for (node, _) in self.pages.tree.iter() {
            let Some(reference) = self.reference(node) else {
                continue;
            };
            for kid in kids.get(node.index()).into_iter().flatten() {
                let slot = match kid {
                    Kid::Content { page, id } => by_page
                        .get_mut(*page)
                        .and_then(|page| page.get_mut(usize::try_from(*id).ok()?)),
                    Kid::Annotation(index) => self
                        .links
                        .place(*index)
                        .and_then(|place| by_annotation.get_mut(place)),
                    Kid::Node(_) => None,
                };
                if let Some(slot) = slot {
                    slot.clone_from(&reference);
                }
            }
        }
        let pages = by_page.into_iter().map(Object::Array);
        pages
            .chain(by_annotation)
            .enumerate()
            .flat_map(|(index, entry)| [number(index), entry])
            .collect()
    }
}
