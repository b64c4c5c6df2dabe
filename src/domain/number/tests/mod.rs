//! Tests of exact numbers: arithmetic and rounding, reading, agreement with published figures.

mod agreeing;
mod arithmetic;
mod reading;
mod rounding;
