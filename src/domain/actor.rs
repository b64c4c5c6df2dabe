//! Who acts. Every action takes its actor, so that nobody can act without a name.

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Whoever runs the program on its machine: they hold the files and may do everything.
    Console,
    /// Anyone who reads what is public.
    Public,
    /// A program that watches over this one: from the same machine, or with its token.
    Watcher,
}

/// What an action needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Nothing: open to everyone.
    Public,
    /// To read the audits of an organisation.
    ReadAudits,
    /// To add, replace and take away audits.
    ChangeAudits,
    /// To look after jobs, mail and storage.
    Operate,
    /// To read the figures of the running program, which name nobody.
    Watch,
}

impl Actor {
    /// The code under which the evidence log commits to the actor.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Console => "console",
            Self::Public => "public",
            Self::Watcher => "watcher",
        }
    }

    /// Whether this actor has the permission.
    #[must_use]
    pub fn may(self, permission: Permission) -> bool {
        match (self, permission) {
            (Self::Console, _)
            | (Self::Public | Self::Watcher, Permission::Public)
            | (Self::Watcher, Permission::Watch) => true,
            (Self::Public | Self::Watcher, _) => false,
        }
    }
}
