//! The notices of a diary: rules read for what was answered and what the diary holds, each with a key by
//! which it is shown once. New facts make new keys or new signs, so they are shown again.

use super::{
    SafetyAnswers,
    rules::{Known, Rule, Scope, attack_facts, evaluate, headache_facts, patient_facts},
};
use crate::{
    encryption::server::Stored,
    platform::ids::RecordId,
    reports::server::Diary,
    safety::model::{NoticeView, Question, Sign, Source, Urgency},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use std::collections::{BTreeMap, BTreeSet};

/// Answers outside of an attack are about a headache of these days (our convention).
const GENERAL_DAYS: i64 = 7;

/// One sign that calls for help, sooner or later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What was found.
    pub sign: Sign,
    /// How urgent it is.
    pub urgency: Urgency,
    /// Where the rule comes from.
    pub sources: &'static [Source],
    /// The attack that it is about, if it is about one.
    pub attack: Option<RecordId>,
    /// By this it is known to have been shown.
    pub key: String,
    /// The patient has put it aside.
    pub is_seen: bool,
}

impl Notice {
    /// As a page shows it.
    #[must_use]
    pub fn view(&self) -> NoticeView {
        NoticeView {
            sign: self.sign,
            urgency: self.urgency,
            sources: self.sources,
            is_seen: self.is_seen,
        }
    }
}

/// The notices about one attack; without one, those about the patient and about answers given outside of
/// an attack in the last seven days. The most urgent first. `today` is the patient's local day.
#[must_use]
pub fn notices(
    diary: &Diary,
    today: Date,
    now: Timestamp,
    attack: Option<RecordId>,
) -> Vec<Notice> {
    let seen = seen_keys(diary, attack);
    let make = |rule: &'static Rule, key: String| Notice {
        sign: rule.sign,
        urgency: rule.urgency,
        sources: rule.sources,
        attack,
        is_seen: seen.contains(key.as_str()),
        key,
    };
    let mut found: Vec<Notice> = Vec::new();
    if let Some(id) = attack {
        let Some(stored) = diary.attacks.iter().find(|stored| stored.id == id) else {
            return found;
        };
        let known = Known {
            answers: answers_of(record_of(diary, attack, today)),
            facts: attack_facts(diary, stored, now),
        };
        let rules = evaluate(&known, Scope::Headache);
        found.extend(
            rules
                .into_iter()
                .map(|rule| make(rule, rule.sign.code().to_owned())),
        );
        return found;
    }
    if let Some(record) = record_of(diary, None, today) {
        let known = Known {
            answers: answers_of(Some(record)),
            facts: headache_facts(diary, today),
        };
        // A profile alone is no headache: something has to be answered.
        let day = record.value.day;
        let rules = evaluate(&known, Scope::Headache).into_iter();
        let rules = rules.filter(|_| !record.value.answers.is_empty());
        found.extend(rules.map(|rule| make(rule, format!("{}@{day}", rule.sign.code()))));
    }
    let known = Known {
        answers: BTreeMap::new(),
        facts: patient_facts(diary, today, now),
    };
    for rule in evaluate(&known, Scope::Patient) {
        let code = rule.sign.code();
        // What goes up and down is worth a word once a month; what stays is said once.
        let key = match rule.sign {
            Sign::NearOveruse | Sign::FrequentMigraine => {
                format!("{code}@{:04}-{:02}", today.year(), today.month())
            }
            _ => code.to_owned(),
        };
        found.push(make(rule, key));
    }
    found.sort_by_key(|notice| notice.urgency);
    found
}

/// Notices that were not put aside yet: of every attack in progress, and of the patient.
#[must_use]
pub fn unseen(diary: &Diary, today: Date, now: Timestamp) -> Vec<Notice> {
    let attacks = diary.ongoing().into_iter().map(|stored| Some(stored.id));
    let mut found: Vec<_> = attacks
        .chain([None])
        .flat_map(|attack| notices(diary, today, now, attack))
        .filter(|notice| !notice.is_seen)
        .collect();
    found.sort_by_key(|notice| notice.urgency);
    found
}

/// The answers about an attack; without one, the latest ones of the last seven days.
pub(super) fn record_of(
    diary: &Diary,
    attack: Option<RecordId>,
    today: Date,
) -> Option<&Stored<SafetyAnswers>> {
    let oldest = today.saturating_sub((GENERAL_DAYS - 1).days());
    diary
        .safety
        .iter()
        .filter(|stored| stored.value.attack == attack)
        .filter(|stored| attack.is_some() || (oldest..=today).contains(&stored.value.day))
        .max_by_key(|stored| (stored.value.day, stored.value.recorded, stored.id))
}

/// The answers of a record; codes of questions that are no longer asked are left out.
pub(super) fn answers_of(record: Option<&Stored<SafetyAnswers>>) -> BTreeMap<Question, bool> {
    let answers = record.into_iter().flat_map(|stored| &stored.value.answers);
    answers
        .filter_map(|(code, answer)| Some((Question::parse(code).ok()?, *answer)))
        .collect()
}

fn seen_keys(diary: &Diary, attack: Option<RecordId>) -> BTreeSet<&str> {
    let records = diary.safety.iter().map(|stored| &stored.value);
    records
        .filter(|record| record.attack == attack)
        .flat_map(|record| record.seen.iter().map(String::as_str))
        .collect()
}
