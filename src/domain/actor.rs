//! Who acts, and what each may do. Every action takes its actor, so that nobody can act without a name; [`Actor::may`]
//! is the one table of permissions, and the documentation of it.

use serde::{Deserialize, Serialize};

/// What a member of an organisation is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Invites people and takes them out; reads who read what.
    Administrator,
    /// Answers for audits.
    AuditLead,
    /// Checks what others wrote.
    Checker,
    /// Visits and counts.
    Observer,
    /// Reads what is shared with it.
    Funder,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] = [
        Self::Administrator,
        Self::AuditLead,
        Self::Checker,
        Self::Observer,
        Self::Funder,
    ];

    /// The word of the role: `audit_lead`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::AuditLead => "audit_lead",
            Self::Checker => "checker",
            Self::Observer => "observer",
            Self::Funder => "funder",
        }
    }

    /// The role of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// Whether who has this role signs in with a second factor.
    #[must_use]
    pub fn needs_second_factor(self) -> bool {
        matches!(self, Self::Administrator | Self::AuditLead)
    }
}

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Whoever runs the program on its machine: they hold the files and may do everything.
    Console,
    /// Anyone who reads what is public.
    Public,
    /// A program that watches over this one: from the same machine, or with its token.
    Watcher,
    /// Somebody who signed in and belongs to no organisation any more, or must set up a second factor first: their own
    /// account is open to them, and nothing else.
    Guest,
    /// A member of an organisation.
    Member {
        /// The number in the organisation: P-0001 is 1.
        number: i64,
        /// What they are there for.
        role: Role,
        /// Whether the organisation is the one that keeps the server.
        operator: bool,
    },
    /// A program with the token of a member: it reads, and where its token says so it writes; no more than the member may.
    Program {
        /// The number of the member.
        number: i64,
        /// The role of the member, at this moment.
        role: Role,
        /// Whether the token is for writing, too.
        writes: bool,
    },
    /// The phone of an observer: it is told where to go, sends what was seen, and is told what became of it.
    Device {
        /// The number of the device in the organisation: T-0001 is 1.
        number: i64,
    },
}

/// What an action needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Nothing: open to everyone.
    Public,
    /// To be somebody: one's own account.
    SignedIn,
    /// To read the audits of an organisation.
    ReadAudits,
    /// To add, replace and take away audits.
    ChangeAudits,
    /// To send in what one saw on a visit.
    RecordVisits,
    /// To hand over what was seen, by whatever program: its answers and their files.
    SendVisits,
    /// To be the phone of an observer.
    CarryPhone,
    /// To accept what came in from the field, to send it back, to reject it.
    CheckVisits,
    /// To write findings, money and recommendations, to check what others wrote.
    WriteFindings,
    /// To invite people, to change what they may do, to take them out; to say what the organisation is called.
    ManagePeople,
    /// To read who read or exported what.
    ReadAccessLog,
    /// To look after jobs, mail and storage.
    Operate,
    /// To read the figures of the running program, which name nobody.
    Watch,
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 13] = [
        Self::Public,
        Self::SignedIn,
        Self::ReadAudits,
        Self::ChangeAudits,
        Self::RecordVisits,
        Self::SendVisits,
        Self::CarryPhone,
        Self::CheckVisits,
        Self::WriteFindings,
        Self::ManagePeople,
        Self::ReadAccessLog,
        Self::Operate,
        Self::Watch,
    ];
}

impl Actor {
    /// The code under which the evidence log commits to the actor.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Console => "console",
            Self::Public => "public",
            Self::Watcher => "watcher",
            Self::Guest => "guest",
            Self::Member { role, .. } => role.word(),
            Self::Program { .. } => "program",
            Self::Device { .. } => "device",
        }
    }

    /// The number in the organisation, of who has one.
    #[must_use]
    pub fn number(self) -> Option<i64> {
        match self {
            Self::Member { number, .. } | Self::Program { number, .. } => Some(number),
            _ => None,
        }
    }

    /// Under which number it is kept who did something: a member's, below zero a phone's, 0 for whoever runs the program on
    /// its machine.
    #[must_use]
    pub fn kept_as(self) -> i64 {
        match self {
            Self::Device { number } => -number,
            other => other.number().unwrap_or(0),
        }
    }

    /// The same actor where its member has this role now.
    #[must_use]
    pub fn with_role(self, now: Role) -> Self {
        match self {
            Self::Member {
                number, operator, ..
            } => Self::Member {
                number,
                role: now,
                operator,
            },
            Self::Program { number, writes, .. } => Self::Program {
                number,
                role: now,
                writes,
            },
            other => other,
        }
    }

    /// Whether this actor has the permission.
    #[must_use]
    pub fn may(self, permission: Permission) -> bool {
        use Permission::{
            CarryPhone, ChangeAudits, CheckVisits, ManagePeople, Operate, Public, ReadAccessLog,
            ReadAudits, RecordVisits, SendVisits, SignedIn, Watch, WriteFindings,
        };
        match (self, permission) {
            (Self::Console, _) | (_, Public) => true,
            (Self::Public, _) => false,
            (Self::Watcher, permission) => permission == Watch,
            (Self::Guest, permission) => permission == SignedIn,
            (Self::Member { role, operator, .. }, permission) => match permission {
                Public | SignedIn => true,
                // What is shared with a funder comes with publications; until then a funder reads what the public does.
                ReadAudits => role != Role::Funder,
                ChangeAudits => matches!(role, Role::Administrator | Role::AuditLead),
                RecordVisits | SendVisits => role != Role::Funder,
                CheckVisits | WriteFindings => {
                    matches!(role, Role::Administrator | Role::AuditLead | Role::Checker)
                }
                ManagePeople | ReadAccessLog => role == Role::Administrator,
                Operate => operator && role == Role::Administrator,
                Watch | CarryPhone => false,
            },
            (Self::Device { .. }, permission) => matches!(permission, SendVisits | CarryPhone),
            // A program never manages people and never changes the account it belongs to.
            (
                Self::Program {
                    number,
                    role,
                    writes,
                },
                permission,
            ) => {
                let member = Self::Member {
                    number,
                    role,
                    operator: false,
                };
                let is_written = matches!(permission, ChangeAudits | RecordVisits | SendVisits);
                let is_open = permission == ReadAudits || (is_written && writes);
                is_open && member.may(permission)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(role: Role, operator: bool) -> Actor {
        Actor::Member {
            number: 1,
            role,
            operator,
        }
    }

    #[test]
    fn only_administrators_of_the_home_organisation_operate_the_server() {
        for role in Role::ALL {
            let is_administrator = role == Role::Administrator;
            assert_eq!(
                member(role, true).may(Permission::Operate),
                is_administrator
            );
            assert!(!member(role, false).may(Permission::Operate));
            assert!(!member(role, true).may(Permission::Watch));
        }
    }

    #[test]
    fn who_is_nobody_has_nothing_and_a_program_does_what_its_token_says() {
        for permission in Permission::ALL {
            let public = permission == Permission::Public;
            assert_eq!(Actor::Public.may(permission), public);
            let own = public || permission == Permission::SignedIn;
            assert_eq!(Actor::Guest.may(permission), own);
            let phones = matches!(permission, Permission::SendVisits | Permission::CarryPhone);
            let device = Actor::Device { number: 1 };
            assert_eq!(device.may(permission), public || phones);
            for (role, writes) in Role::ALL.into_iter().flat_map(|r| [(r, false), (r, true)]) {
                let program = Actor::Program {
                    number: 1,
                    role,
                    writes,
                };
                let open = match permission {
                    Permission::Public => true,
                    Permission::ReadAudits => role != Role::Funder,
                    Permission::ChangeAudits => {
                        writes && matches!(role, Role::Administrator | Role::AuditLead)
                    }
                    Permission::RecordVisits | Permission::SendVisits => {
                        writes && role != Role::Funder
                    }
                    _ => false,
                };
                assert_eq!(program.may(permission), open, "{program:?} {permission:?}");
            }
        }
    }
}
