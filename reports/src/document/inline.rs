//! Runs of text inside a block, and links that can lead only where they may.

/// Runs in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inlines(pub Vec<Inline>);

/// One run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Weightier.
    Strong(Inlines),
    /// Emphasised.
    Emphasis(Inlines),
    /// Hashes, seeds and codes, set in a fixed width.
    Code(String),
    /// A date with its machine form.
    Time {
        /// As printed.
        text: String,
        /// `YYYY-MM-DD` or shorter.
        iso: String,
    },
    /// Words in another language.
    Foreign {
        /// BCP 47 tag.
        language: String,
        /// The words.
        text: String,
    },
    /// Softer, smaller words beside others.
    Soft(Inlines),
    /// A link.
    Link {
        /// Where it leads.
        to: LinkTarget,
        /// Its words.
        text: Inlines,
    },
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// To an anchor of the same document.
    Anchor(String),
    /// Out of the document.
    Web(SafeUrl),
}

/// An address that begins with http, https or mailto and holds nothing that could end it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SafeUrl(String);

impl SafeUrl {
    /// Takes an address, or nothing when it leads anywhere else.
    pub fn parse(address: &str) -> Option<Self> {
        let scheme = address.split(':').next()?.to_ascii_lowercase();
        let rest = address.get(scheme.len()..)?;
        let proper = match scheme.as_str() {
            "http" | "https" => rest.starts_with("://") && rest.len() > 3,
            "mailto" => rest.len() > 1,
            _ => false,
        };
        let clean = address
            .chars()
            .all(|c| !c.is_whitespace() && !c.is_control() && !"\"'<>\\`{}|^".contains(c));
        (proper && clean).then(|| Self(address.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A plain run.
pub fn text(words: impl Into<String>) -> Inline {
    Inline::Text(words.into())
}

/// A weighty run.
pub fn strong(words: impl Into<String>) -> Inline {
    Inline::Strong(words.into().into())
}

/// An emphasised run.
pub fn emphasis(words: impl Into<String>) -> Inline {
    Inline::Emphasis(words.into().into())
}

/// A run in fixed width.
pub fn code(words: impl Into<String>) -> Inline {
    Inline::Code(words.into())
}

impl Inlines {
    /// No runs.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// True when there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a run.
    pub fn push(&mut self, run: Inline) {
        self.0.push(run);
    }

    /// Adds a run and gives the runs back.
    #[must_use]
    pub fn and(mut self, run: Inline) -> Self {
        self.0.push(run);
        self
    }

    /// Joins lists of runs with words between them.
    pub fn join(parts: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let mut out = Self::new();
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            if !out.is_empty() {
                out.push(text(between));
            }
            out.0.extend(part.0);
        }
        out
    }

    /// The words alone, for outlines, cells and checks.
    pub fn plain(&self) -> String {
        self.0.iter().map(Inline::plain).collect()
    }
}

impl Inline {
    /// The words alone.
    pub fn plain(&self) -> String {
        match self {
            Self::Text(words) | Self::Code(words) => words.clone(),
            Self::Time { text, .. } | Self::Foreign { text, .. } => text.clone(),
            Self::Strong(runs) | Self::Emphasis(runs) | Self::Soft(runs) => runs.plain(),
            Self::Link { text, .. } => text.plain(),
        }
    }
}

impl From<&str> for Inlines {
    fn from(words: &str) -> Self {
        Self(vec![text(words)])
    }
}

impl From<String> for Inlines {
    fn from(words: String) -> Self {
        Self(vec![text(words)])
    }
}

impl From<&String> for Inlines {
    fn from(words: &String) -> Self {
        words.as_str().into()
    }
}

impl From<Inline> for Inlines {
    fn from(run: Inline) -> Self {
        Self(vec![run])
    }
}

impl From<Vec<Inline>> for Inlines {
    fn from(runs: Vec<Inline>) -> Self {
        Self(runs)
    }
}
