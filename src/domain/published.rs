//! Numbers and shares exactly as a file states them, kept as text and as an exact value.
//! The reading itself is [`crate::domain::number`]'s; here a number meets a file.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::number::{
    Exact, Multiplier, NumberError, NumberStyle, PublishedNumber, Qualifier, parse_published,
};

/// The largest number that is kept, as the database keeps it with four decimals.
const LARGEST: Exact = Exact::from_integer(922_337_203_685_477);

/// A number as stated: `346`, `50.10`, `more than 126 million`, `6,15,840`, `935 crore`, `10%`.
/// The point is the decimal sign in a case file, so `1.234` is not ambiguous there.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated(PublishedNumber);

impl Stated {
    /// Reads a number as a case file writes it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let number = parse_published(text, NumberStyle::PointDecimal).map_err(|e| e.to_string())?;
        if number.value.abs() > LARGEST {
            return Err(NumberError::BeyondStorage.to_string());
        }
        Ok(Self(number))
    }

    /// A number of our own making, as exact as it is.
    #[must_use]
    pub fn exactly(value: Exact) -> Self {
        let decimals = value
            .finite_decimals()
            .and_then(|d| u8::try_from(d).ok())
            .unwrap_or(0);
        Self(PublishedNumber {
            text: value.to_string(),
            value,
            qualifier: Qualifier::Exact,
            estimated: false,
            decimals,
            multiplier: Multiplier::default(),
            percent: false,
        })
    }

    /// The exact value: a crore is ten million, `7.6%` is 7.6.
    #[must_use]
    pub fn value(&self) -> Exact {
        self.0.value
    }

    /// The exact share: `7.6%` is 0.076, a plain number is itself.
    pub fn share(&self) -> Result<Exact, NumberError> {
        self.0.as_share()
    }

    /// What the source says about how exact it is.
    #[must_use]
    pub fn qualifier(&self) -> Qualifier {
        self.0.qualifier
    }

    /// The text as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// Whether it was written as a percentage.
    #[must_use]
    pub fn is_percent(&self) -> bool {
        self.0.percent
    }

    /// The number with everything that reading found out.
    #[must_use]
    pub fn number(&self) -> &PublishedNumber {
        &self.0
    }
}

impl Serialize for Stated {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.text)
    }
}

impl<'de> Deserialize<'de> for Stated {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Stated {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["string", "number"],
            "description": "A number as the source states it, with its qualifier: 346, 50.10, more than 126 million, 935 crore, 6,15,840, 10%. The point is the decimal sign."
        })
    }
}
