//! What the key custodian wrote down about a patient's keys.

use crate::i18n::dates::CivilMoment;

/// What was done with the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyAction {
    /// A sign-in opened them.
    SignedIn,
    /// A sign-in went on without a question.
    Renewed,
    /// A sign-out, or the end of a command, closed them.
    SignedOut,
    /// They were lent so that entries could be read.
    Reading,
    /// They were lent so that an entry could be written.
    Writing,
    /// They were lent for moving entries to newer keys.
    Moving,
    /// They were lent while the patient was away, as the patient had allowed.
    Night,
    /// The patient allowed work at night.
    NightAllowed,
    /// Two operators opened them together, for a reason that they had to state.
    Emergency,
    /// Keys that no entry needs any more were put away or destroyed.
    Retired,
    /// New keys were begun after a suspicion.
    Replaced,
    /// They were destroyed.
    Destroyed,
    /// Something that this version does not know.
    Other,
}

/// One line of the custodian's book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyUse {
    /// Its number in the patient's own chain.
    pub number: u64,
    /// When, in the patient's zone.
    pub at: CivilMoment,
    /// What was done.
    pub action: KeyAction,
    /// How many days' keys.
    pub keys: u32,
    /// Whether it was refused.
    pub is_refused: bool,
    /// The operators' reason.
    pub words: Option<String>,
}

/// Who keeps the other half of the keys, and what for they were used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyUses {
    /// A custodian of its own: the newest lines of its book, and the number before which older ones are.
    Elsewhere {
        /// The lines.
        uses: Vec<KeyUse>,
        /// Where older ones begin.
        older: Option<u64>,
    },
    /// This server itself: nothing is written down.
    Here,
}
