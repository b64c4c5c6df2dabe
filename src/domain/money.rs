//! Currencies, and amounts of money as stated. Amounts of two currencies are never added.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A currency of ISO 4217.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// Reads a code of three capital letters.
    pub fn parse(text: &str) -> Result<Self, String> {
        iso_currency::Currency::from_code(text)
            .map(Self)
            .ok_or_else(|| {
                format!(
                    "`{}` is not a currency code of ISO 4217: write USD, INR, ZAR …",
                    text.chars().take(20).collect::<String>()
                )
            })
    }

    /// The code of three capital letters.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// What stands before an amount: the sign where it is clear, else the code and a space.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self.0.code() {
            "USD" => "$",
            "GBP" => "£",
            "EUR" => "€",
            "ZAR" => "R",
            "INR" => "Rs\u{a0}",
            _ => "",
        }
    }

    /// Decimals of the minor unit.
    #[must_use]
    pub fn decimals(self) -> u8 {
        self.0
            .exponent()
            .and_then(|e| u8::try_from(e).ok())
            .unwrap_or(0)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Currency {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Currency".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[A-Z]{3}$", "description": "A currency code of ISO 4217." })
    }
}
