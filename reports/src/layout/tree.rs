//! What each piece of a page is, in the order in which it is read: the tree behind the tags.

/// A node of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(usize);

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Document,
    Part,
    Section,
    Heading(u8),
    Paragraph,
    /// The answer of page one, told apart by its own name.
    Answer,
    Box,
    List,
    Item,
    ItemLabel,
    ItemBody,
    Table,
    TableHead,
    TableBody,
    Row,
    HeadCell(Scope),
    Cell,
    Figure,
    Caption,
    Quotation,
    Contents,
    ContentsItem,
    Note,
    /// By what the text refers to a note.
    NoteLabel,
    Link,
    Code,
    Span,
}

/// What a head cell is the head of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    Column,
    Row,
}

impl Role {
    /// True for what stands within the text of another node: it takes its place when it is painted.
    pub(crate) const fn is_inline(self) -> bool {
        matches!(
            self,
            Self::Note | Self::NoteLabel | Self::Link | Self::Code | Self::Span
        )
    }
}

/// A node with what must be known beside its content.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub role: Role,
    pub parent: Option<NodeId>,
    /// Said in place of what is drawn.
    pub alt: Option<String>,
    /// BCP 47 tag where it differs from the surroundings.
    pub language: Option<String>,
    /// Columns that a cell spans.
    pub span: usize,
}

/// The whole tree. Nodes stand in the order in which they are read.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    pub(crate) const ROOT: NodeId = NodeId(0);

    pub(crate) fn new() -> Self {
        Self {
            nodes: vec![Node {
                role: Role::Document,
                parent: None,
                alt: None,
                language: None,
                span: 1,
            }],
        }
    }

    /// Adds a node after everything that its parent holds already.
    pub(crate) fn add(&mut self, parent: NodeId, role: Role) -> NodeId {
        self.nodes.push(Node {
            role,
            parent: Some(parent),
            alt: None,
            language: None,
            span: 1,
        });
        NodeId(self.nodes.len() - 1)
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0]
    }

    pub(crate) fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0]
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Every node with its id, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes
            .iter()
            .enumerate()
            .map(|(index, node)| (NodeId(index), node))
    }
}

impl NodeId {
    /// Its place in the order of reading.
    pub(crate) const fn index(self) -> usize {
        self.0
    }
}
