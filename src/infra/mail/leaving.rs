//! How somebody takes themselves off mails about the work: a signed address that says who, in which organisation, and which sort.
//! It opens nothing else, and changes nothing by being looked at. Mails that an account needs and letters to somebody outside
//! cannot be left.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::db::{MemberId, Scope};
use crate::domain::keys::MasterKey;

/// A sort of mail that can be left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// What a week brought.
    Weekly,
    /// What happened just now.
    News,
}

impl Stream {
    /// Its word: `weekly`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Weekly => "weekly",
            Self::News => "news",
        }
    }

    fn letter(self) -> u8 {
        match self {
            Self::Weekly => b'w',
            Self::News => b'n',
        }
    }

    fn of_letter(letter: u8) -> Option<Self> {
        let mut all = [Self::Weekly, Self::News].into_iter();
        all.find(|one| one.letter() == letter)
    }
}

/// Who leaves what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// The organisation.
    pub scope: Scope,
    /// The member.
    pub member: MemberId,
    /// The sort of mail.
    pub stream: Stream,
}

/// The page below which each address stands.
pub const LEAVING: &str = "/unsubscribe";

/// What is signed: two ids and a letter.
const SAID: usize = 33;

impl Leaving {
    /// The token: what it says, and the signature over it.
    #[must_use]
    pub fn token(&self, master: &MasterKey) -> String {
        let mut bytes = Vec::with_capacity(SAID + 32);
        bytes.extend(self.scope.organisation().as_uuid().as_bytes());
        bytes.extend(self.member.as_uuid().as_bytes());
        bytes.push(self.stream.letter());
        let signature = signature(master, &bytes);
        bytes.extend(signature);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a token; nothing where it is not one of ours, whatever is wrong with it.
    #[must_use]
    pub fn read(token: &str, master: &MasterKey) -> Option<Self> {
        if token.len() > 128 {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (said, signed) = bytes.split_at_checked(SAID)?;
        let expected = signature(master, said);
        // Every byte is looked at, so that the time tells nothing.
        let differs = expected
            .iter()
            .zip(signed)
            .fold(0_u8, |sum, (one, other)| sum | (one ^ other));
        if signed.len() != expected.len() || differs != 0 {
            return None;
        }
        let id = |from: usize| Uuid::from_slice(said.get(from..from + 16)?).ok();
        Some(Self {
            scope: Scope::of(id(0)?.into()),
            member: id(16)?.into(),
            stream: Stream::of_letter(*said.last()?)?,
        })
    }
}

fn signature(master: &MasterKey, said: &[u8]) -> [u8; 32] {
    master
        .leaving_index()
        .of_exactly(&URL_SAFE_NO_PAD.encode(said))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaving() -> Leaving {
        Leaving {
            scope: Scope::of(Uuid::from_u128(7).into()),
            member: Uuid::from_u128(9).into(),
            stream: Stream::Weekly,
        }
    }

    #[test]
    fn a_token_says_who_leaves_what_under_its_own_key_alone() {
        let (ours, theirs) = (MasterKey::new([1; 32]), MasterKey::new([2; 32]));
        let token = leaving().token(&ours);
        assert_eq!(Leaving::read(&token, &ours), Some(leaving()));
        assert_eq!(Leaving::read(&token, &theirs), None);
        let news = Leaving {
            stream: Stream::News,
            ..leaving()
        };
        assert_ne!(news.token(&ours), token);
    }

    #[test]
    fn what_was_bent_cut_or_lengthened_is_none() {
        let master = MasterKey::new([1; 32]);
        let token = leaving().token(&master);
        let bytes = URL_SAFE_NO_PAD.decode(&token).unwrap();
        for at in 0..bytes.len() {
            let mut bent = bytes.clone();
            bent[at] ^= 1;
            assert_eq!(
                Leaving::read(&URL_SAFE_NO_PAD.encode(bent), &master),
                None,
                "{at}"
            );
            let cut = URL_SAFE_NO_PAD.encode(&bytes[..at]);
            assert_eq!(Leaving::read(&cut, &master), None, "{at}");
        }
        for none in ["", "weekly", &format!("{token}AA"), &"A".repeat(200), "é"] {
            assert_eq!(Leaving::read(none, &master), None, "{none}");
        }
    }
}
