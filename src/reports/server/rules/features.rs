//! Whether an attack looks like migraine by its features (ICHD-3 1.1 C and D, 1.2).
//!
//! Features are recorded for an attack, so they hold for each of its days. What was not recorded is not
//! known, which is neither yes nor no.

use super::facts::AttackFact;
use crate::attacks::model::{AuraKind, Pain, Severity, Side, Symptom};

/// An answer that may be missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It does not.
    #[default]
    No,
    /// The diary does not say enough.
    Unknown,
    /// It does.
    Yes,
}

impl Verdict {
    pub(super) const fn from_option(answer: Option<bool>) -> Self {
        match answer {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unknown,
        }
    }

    /// Both; unknown unless one of them says no.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Either; unknown unless one of them says yes.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }
}

/// At least two of: one side, pulsating, moderate or severe, worse by moving; and nausea or vomiting,
/// or light and sound (ICHD-3 1.1 C and D). Something that the patient calls another kind of headache
/// is none (ICHD-3 1.1 E).
#[must_use]
pub fn has_migraine_features(attack: &AttackFact) -> Verdict {
    if attack.is_other_kind || !attack.is_headache {
        return Verdict::No;
    }
    // Somebody who ticked any symptom was asked for all of them.
    let asked = !attack.symptoms.is_empty();
    let symptom = |symptom: Symptom| {
        Verdict::from_option(if attack.symptoms.contains(&symptom) {
            Some(true)
        } else if asked {
            Some(false)
        } else {
            None
        })
    };
    let one_sided = attack.side.map(|side| side != Side::Both);
    let strong = attack
        .peak
        .map(|pain| matches!(pain.severity(), Severity::Moderate | Severity::Severe));
    let pain = [
        Verdict::from_option(one_sided),
        Verdict::from_option(strong),
        symptom(Symptom::Pulsating),
        symptom(Symptom::Movement),
    ];
    let count = |least: Verdict| pain.iter().filter(|verdict| **verdict >= least).count();
    let pain = if count(Verdict::Yes) >= 2 {
        Verdict::Yes
    } else if count(Verdict::Unknown) >= 2 {
        Verdict::Unknown
    } else {
        Verdict::No
    };
    let stomach = symptom(Symptom::Nausea).or(symptom(Symptom::Vomiting));
    let senses = symptom(Symptom::Light).and(symptom(Symptom::Sound));
    pain.and(stomach.or(senses))
}

/// An aura whose length is that of a migraine aura: 5 to 60 minutes, a motor aura up to 72 hours
/// (ICHD-3 1.2 C and 1.2.3). Unknown when no length was told.
#[must_use]
pub fn has_typical_aura(attack: &AttackFact) -> Verdict {
    if attack.is_other_kind {
        return Verdict::No;
    }
    attack
        .aura
        .iter()
        .map(|(kind, minutes)| {
            let longest = if *kind == AuraKind::Motor { 4_320 } else { 60 };
            Verdict::from_option(minutes.map(|minutes| (5..=longest).contains(&minutes)))
        })
        .max()
        .unwrap_or(Verdict::No)
}

/// Whether a pain is moderate or severe.
#[must_use]
pub const fn is_strong(pain: Pain) -> bool {
    matches!(pain.severity(), Severity::Moderate | Severity::Severe)
}
