//! Which of the published definitions the patient's counts use.

use super::rule::Rule;
use crate::account::server::Profile;

/// Which definition of a migraine day counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MigraineRule {
    /// Leiden proposal.
    A,
    /// Trial style.
    B,
}

/// The definitions in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Minutes of headache that make a headache day: 60 (Leiden) or 30 (trials).
    pub headache_minutes: u16,
    /// Which migraine day.
    pub migraine: MigraineRule,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            headache_minutes: 60,
            migraine: MigraineRule::A,
        }
    }
}

impl Settings {
    /// What the patient chose; the Leiden definitions before they did.
    #[must_use]
    pub fn of(profile: Option<&Profile>) -> Self {
        let mut settings = Self::default();
        if let Some(profile) = profile {
            if profile.trial_headache_day {
                settings.headache_minutes = 30;
            }
            if profile.trial_migraine_day {
                settings.migraine = MigraineRule::B;
            }
        }
        settings
    }

    /// The rule of headache days in use.
    #[must_use]
    pub const fn headache_rule(self) -> Rule {
        if self.headache_minutes == 30 {
            Rule::HeadacheDaysTrial
        } else {
            Rule::HeadacheDaysLeiden
        }
    }

    /// The rule of migraine days in use.
    #[must_use]
    pub const fn migraine_rule(self) -> Rule {
        match self.migraine {
            MigraineRule::A => Rule::MigraineDaysA,
            MigraineRule::B => Rule::MigraineDaysB,
        }
    }
}
