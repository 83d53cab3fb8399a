//! What the pages about signs and help show.

use super::{Country, Question, Sign, Source, Urgency};
use std::collections::BTreeSet;

/// One sign that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeView {
    /// What was found.
    pub sign: Sign,
    /// How urgent it is.
    pub urgency: Urgency,
    /// Where the rule comes from.
    pub sources: &'static [Source],
    /// The patient has put this notice aside.
    pub is_seen: bool,
}

/// What answers and facts come to. There is no variant that says "all is well", and there must be none:
/// without a sign the words are [`Advice::NothingCalls`], and they lead to help as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advice {
    /// Signs were found, the most urgent first. Never empty.
    Seek(Vec<NoticeView>),
    /// Nothing that was answered calls for help at once.
    NothingCalls,
}

impl Advice {
    /// What notices come to.
    #[must_use]
    pub fn of(notices: Vec<NoticeView>) -> Self {
        if notices.is_empty() {
            Self::NothingCalls
        } else {
            Self::Seek(notices)
        }
    }

    /// The most urgent level that was found.
    #[must_use]
    pub fn urgency(&self) -> Option<Urgency> {
        match self {
            Self::Seek(notices) => notices.iter().map(|notice| notice.urgency).min(),
            Self::NothingCalls => None,
        }
    }
}

/// The questions about signs, for one attack or outside of any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckView {
    /// Names the attack; `None` outside of any.
    pub attack: Option<String>,
    /// What was ticked so far.
    pub ticked: BTreeSet<Question>,
    /// What it comes to; `None` before anything was answered or found.
    pub advice: Option<Advice>,
    /// The patient's country, if it was told.
    pub country: Option<&'static Country>,
}

/// The page "when to seek help". Strangers see it as well.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HelpView {
    /// Somebody is signed in.
    pub is_signed_in: bool,
    /// Their country, if it was told.
    pub country: Option<&'static Country>,
    /// The signs of each rule with its urgency, in the order of the rules.
    pub signs: Vec<(Sign, Urgency)>,
}
