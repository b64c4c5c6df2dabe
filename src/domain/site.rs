//! Sites, assets and groups of the register: where a service should arrive, what it should keep in order, whom it is for.
//! Inside of an audit each of them is a [`crate::domain::fieldwork::Place`].

use serde::{Deserialize, Serialize};

/// What a place of the register is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SiteKind {
    /// A place: a clinic, a street, a village.
    #[default]
    Site,
    /// A thing: a toilet, a pump, a vehicle.
    Asset,
    /// People: a class, a round of clients.
    Group,
}

impl SiteKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Site, Self::Asset, Self::Group];

    /// The code word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Asset => "asset",
            Self::Group => "group",
        }
    }

    /// The kind of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}
