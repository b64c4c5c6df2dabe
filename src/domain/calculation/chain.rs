//! A declared chain of steps, each with the rounding that its author used. Not a place for choosing
//! a rounding: the order of steps and roundings belongs to whoever published the figure.

use crate::domain::number::{Exact, NumberError, Rounding};
use crate::domain::working::Working;

/// What a step does with the figure carried so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Adds.
    Plus(Exact),
    /// Takes away.
    Minus(Exact),
    /// Multiplies.
    Times(Exact),
    /// Divides.
    DividedBy(Exact),
}

/// One step and the rounding before the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainStep {
    /// What the result of the step is.
    pub name: String,
    /// What is done.
    pub operation: Operation,
    /// How the result is rounded before it is carried on; `None` carries it exactly.
    pub rounding: Option<Rounding>,
}

/// A starting figure and the steps from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// What the starting figure is.
    pub start_name: String,
    /// The starting figure.
    pub start: Exact,
    /// The steps, in order.
    pub steps: Vec<ChainStep>,
}

/// What one step gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepResult {
    /// What it is.
    pub name: String,
    /// Before rounding.
    pub exact: Exact,
    /// As carried on.
    pub carried: Exact,
    /// How it was rounded.
    pub rounding: Option<Rounding>,
}

impl Chain {
    /// A chain of one figure that is already known.
    pub fn of(start_name: impl Into<String>, start: Exact) -> Self {
        Self {
            start_name: start_name.into(),
            start,
            steps: Vec::new(),
        }
    }

    /// The same with one more step.
    #[must_use]
    pub fn then(
        mut self,
        name: impl Into<String>,
        operation: Operation,
        rounding: Option<Rounding>,
    ) -> Self {
        self.steps.push(ChainStep {
            name: name.into(),
            operation,
            rounding,
        });
        self
    }

    /// Runs the steps and returns what each gave.
    pub fn run(&self) -> Result<Vec<StepResult>, NumberError> {
        let mut carried = self.start;
        let mut results = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let exact = match step.operation {
                Operation::Plus(value) => carried.plus(value)?,
                Operation::Minus(value) => carried.minus(value)?,
                Operation::Times(value) => carried.times(value)?,
                Operation::DividedBy(value) => carried.over(value)?,
            };
            carried = step
                .rounding
                .map_or(Ok(exact), |rounding| rounding.round(&exact))?;
            let (name, rounding) = (step.name.clone(), step.rounding);
            results.push(StepResult {
                name,
                exact,
                carried,
                rounding,
            });
        }
        Ok(results)
    }

    /// The figure at the end: the starting figure where there are no steps.
    pub fn value(&self) -> Result<Exact, NumberError> {
        Ok(self.run()?.last().map_or(self.start, |last| last.carried))
    }

    /// Writes inputs and steps into a working.
    pub fn explain(&self, working: Working) -> Result<Working, NumberError> {
        let mut working = working.given(self.start_name.clone(), self.start);
        for step in &self.steps {
            let (word, value) = match step.operation {
                Operation::Plus(value) => ("plus", value),
                Operation::Minus(value) => ("minus", value),
                Operation::Times(value) => ("times", value),
                Operation::DividedBy(value) => ("divided by", value),
            };
            working = working.given(format!("{}: {word}", step.name), value);
        }
        for result in self.run()? {
            working = match result.rounding {
                Some(rounding) => working.step(result.name, &result.exact, rounding),
                None => working.plain(result.name, result.exact),
            };
        }
        Ok(working)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(value: i64) -> Exact {
        Exact::from_integer(value)
    }

    #[test]
    fn each_step_keeps_what_it_was_before_rounding() {
        let chain = Chain::of("allowable cost", whole(8_806_926))
            .then(
                "daily cost",
                Operation::DividedBy(whole(366)),
                Some(Rounding::WHOLE),
            )
            .then(
                "daily cost per head",
                Operation::DividedBy(whole(562)),
                Some(Rounding::to(2)),
            );
        let results = chain.run().unwrap();
        assert_eq!(Rounding::to(3).show(&results[0].exact), "24062.639");
        assert_eq!(results[0].carried, whole(24_063));
        assert_eq!(Rounding::to(5).show(&results[1].exact), "42.81673");
        assert_eq!(chain.value().unwrap(), "42.82".parse().unwrap());
        let working = chain.explain(Working::new("test", 1)).unwrap();
        assert_eq!(working.steps[1].shown, "42.82");
        assert_eq!(working.inputs[1].name, "daily cost: divided by");
    }

    #[test]
    fn a_chain_without_steps_is_its_start() {
        assert_eq!(Chain::of("rate", whole(7)).value(), Ok(whole(7)));
    }

    #[test]
    fn every_operation_does_what_it_says() {
        let value = Chain::of("start", whole(10))
            .then("a", Operation::Plus(whole(2)), None)
            .then("b", Operation::Minus(whole(3)), None)
            .then("c", Operation::Times(whole(4)), None)
            .then("d", Operation::DividedBy(whole(8)), None)
            .value();
        assert_eq!(value, Ok("4.5".parse().unwrap()));
        let by_zero = Chain::of("start", whole(1)).then("a", Operation::DividedBy(whole(0)), None);
        assert_eq!(by_zero.value(), Err(NumberError::DivisionByZero));
    }
}
