//! A column that is readable with the right key at its own place only. Not the choice of the key: a person's values
//! are sealed with the person's key, what belongs to no person with the organisation's.

use std::fmt;
use std::marker::PhantomData;

use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, ValueType, ValueTypeErr};
use sea_orm::{ColIdx, QueryResult, TryGetError, TryGetable, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::domain::keys::{CannotOpen, NONCE, Place, SealsFields, open, seal};

/// A sealed value. Its associated data is its [`Place`], so that it opens nowhere else.
pub struct Encrypted<T> {
    sealed: Vec<u8>,
    of: PhantomData<fn() -> T>,
}

impl<T: Serialize + DeserializeOwned> Encrypted<T> {
    /// Seals a value for its place. The nonce comes from [`crate::db::IdSource::nonce`], one for each value.
    #[must_use]
    pub fn seal(key: &impl SealsFields, place: &Place, value: &T, nonce: [u8; NONCE]) -> Self {
        let plain = match serde_json::to_vec(value) {
            Ok(plain) => Zeroizing::new(plain),
            // Values that are sealed have text for keys, so they have a JSON form.
            Err(reason) => unreachable!("a value has no JSON form: {reason}"),
        };
        Self::of(seal(&key.field_key(place.field), place, &plain, nonce))
    }

    /// Opens it.
    ///
    /// # Errors
    /// Where it was sealed with another key or for another place, or was changed.
    pub fn open(&self, key: &impl SealsFields, place: &Place) -> Result<T, CannotOpen> {
        let plain = open(&key.field_key(place.field), place, &self.sealed)?;
        serde_json::from_slice(&plain).map_err(|_| CannotOpen)
    }
}

impl<T> Encrypted<T> {
    fn of(sealed: Vec<u8>) -> Self {
        let of = PhantomData;
        Self { sealed, of }
    }
}

impl<T> Clone for Encrypted<T> {
    fn clone(&self) -> Self {
        Self::of(self.sealed.clone())
    }
}

impl<T> PartialEq for Encrypted<T> {
    fn eq(&self, other: &Self) -> bool {
        self.sealed == other.sealed
    }
}

impl<T> Eq for Encrypted<T> {}

impl<T> fmt::Debug for Encrypted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Encrypted")
    }
}

impl<T> From<Encrypted<T>> for Value {
    fn from(value: Encrypted<T>) -> Self {
        value.sealed.into()
    }
}

impl<T> TryGetable for Encrypted<T> {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        Vec::<u8>::try_get_by(row, index).map(Self::of)
    }
}

impl<T> ValueType for Encrypted<T> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        <Vec<u8> as ValueType>::try_from(value).map(Self::of)
    }

    fn type_name() -> String {
        "Encrypted".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::Bytes
    }

    fn column_type() -> ColumnType {
        ColumnType::Blob
    }
}

impl<T> Nullable for Encrypted<T> {
    fn null() -> Value {
        Value::Bytes(None)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::keys::SubjectKey;

    #[test]
    fn a_value_opens_with_its_key_at_its_place_and_is_never_printed() {
        let place = |record, field| Place {
            organisation: Uuid::from_u128(1),
            record: Uuid::from_u128(record),
            field,
        };
        let here = place(2, "person.name");
        let key = SubjectKey::new([1; 32]);
        let name = "Amina".to_owned();
        let sealed = Encrypted::seal(&key, &here, &name, [3; NONCE]);
        assert_eq!(sealed.open(&key, &here), Ok(name));
        assert_eq!(format!("{sealed:?}"), "Encrypted");
        for elsewhere in [place(3, "person.name"), place(2, "person.mail")] {
            assert_eq!(sealed.open(&key, &elsewhere), Err(CannotOpen));
        }
        assert!(sealed.open(&SubjectKey::new([2; 32]), &here).is_err());
    }
}
