//! The manifest of a cohort: the catalogue of its factors.

use serde::Deserialize;
use std::collections::BTreeMap;

/// The schema that is read.
pub const SCHEMA: &str = "migraine-cohort/1";

/// One factor of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FactorLine {
    /// Code of its family.
    pub family: String,
    /// `scale`, `count`, `tag`, `continuous` or `derived`.
    pub kind: String,
    /// `log`, `wearable`, `environment`, `cycle` or `calendar`.
    pub source: String,
}

/// The manifest; fields that are not needed are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Manifest {
    /// Must be [`SCHEMA`].
    pub schema: String,
    /// The factors by code.
    #[serde(default)]
    pub factors: BTreeMap<String, FactorLine>,
    /// Codes of factors that cannot have an effect.
    #[serde(default)]
    pub negative_controls: Vec<String>,
}

impl Manifest {
    /// Whether any factor of the cohort is of this family.
    #[must_use]
    pub fn has_family(&self, family: &str) -> bool {
        self.factors.values().any(|line| line.family == family)
    }
}
