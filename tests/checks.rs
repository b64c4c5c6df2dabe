//! Checks: from a kit to a first comparison, and what an amendment does to it.

use crate::support::house::House;
use crate::support::station::Station;

mod journey;
mod withdrawal;

/// A house on each engine that this machine has.
async fn houses() -> Vec<House> {
    let mut houses = Vec::new();
    for station in Station::on_each().await {
        houses.push(House::over(station).await);
    }
    houses
}
