//! The configuration of tests with random inputs.

use proptest::test_runner::{Config, RngSeed};

/// A configuration with a fixed seed, so that all runs are equal; no files of failures are written.
pub(crate) fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(20_140_200), ..Config::default() }
}
