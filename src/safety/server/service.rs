//! Keeps answers about signs, and what was put aside. One record for each attack, and one for each day on
//! which something was answered outside of an attack.

use super::{
    SafetyAnswers,
    notices::{answers_of, notices, record_of},
    rules::{RULES, VERSION},
};
use crate::{
    account::{parts::Submission, server::Visit},
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary,
    safety::model::{Advice, CheckView, Country, HelpView, Question},
};
use std::collections::BTreeSet;

/// Reads what was ticked; codes that are not asked are left out. What is not ticked was not answered.
#[must_use]
pub fn read(form: &Submission) -> BTreeSet<Question> {
    let ticked = form.all("sign").into_iter();
    ticked
        .filter_map(|code| Question::parse(code).ok())
        .collect()
}

/// Stores what was ticked.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such attack; otherwise when it cannot be stored.
pub async fn save(
    visit: &Visit,
    attack: Option<RecordId>,
    ticked: &BTreeSet<Question>,
) -> Result<(), Problem> {
    change(visit, attack, |record| {
        let codes = ticked.iter().map(|question| question.code().to_owned());
        record.answers = codes.map(|code| (code, true)).collect();
        record.rules = VERSION;
    })
    .await
}

/// Puts the notices of now aside: they are shown no more, until something new is found.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such attack; otherwise when it cannot be stored.
pub async fn mark_seen(visit: &Visit, attack: Option<RecordId>) -> Result<(), Problem> {
    let diary = Diary::open(visit).await?;
    let found = notices(&diary, visit.today(), visit.now, attack);
    let keys: Vec<String> = found.into_iter().map(|notice| notice.key).collect();
    change(visit, attack, |record| {
        for key in &keys {
            if !record.seen.contains(key) {
                record.seen.push(key.clone());
            }
        }
    })
    .await
}

async fn change(
    visit: &Visit,
    attack: Option<RecordId>,
    edit: impl Fn(&mut SafetyAnswers) + Send + Sync,
) -> Result<(), Problem> {
    let diary = Diary::open(visit).await?;
    if let Some(id) = attack {
        require_attack(&diary, id)?;
    }
    let today = visit.today();
    let known = record_of(&diary, attack, today);
    let known = known.filter(|stored| attack.is_some() || stored.value.day == today);
    let store = visit.store();
    let id = match known {
        Some(stored) => stored.id,
        None => {
            let about = attack.map_or_else(|| today.to_string(), |id| id.to_string());
            let ids = store.derived_ids(visit.user).await?;
            ids.id(&[b"safety", about.as_bytes()])
        }
    };
    let make = || SafetyAnswers {
        attack,
        day: today,
        answers: std::collections::BTreeMap::new(),
        rules: VERSION,
        seen: Vec::new(),
        recorded: visit.now,
    };
    store.change(visit.user, id, make, edit).await?;
    Ok(())
}

fn require_attack(diary: &Diary, id: RecordId) -> Result<(), Problem> {
    let is_there = diary.attacks.iter().any(|stored| stored.id == id);
    is_there.then_some(()).ok_or(Problem::NotFound)
}

/// The questions with what was ticked, and what it comes to.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such attack.
pub fn check_view(
    diary: &Diary,
    visit: &Visit,
    attack: Option<RecordId>,
) -> Result<CheckView, Problem> {
    if let Some(id) = attack {
        require_attack(diary, id)?;
    }
    let record = record_of(diary, attack, visit.today());
    let found = notices(diary, visit.today(), visit.now, attack);
    let answers = answers_of(record);
    let ticked = answers.into_iter().filter(|(_, answer)| *answer);
    let is_known = record.is_some() || !found.is_empty();
    Ok(CheckView {
        attack: attack.map(|id| id.to_string()),
        ticked: ticked.map(|(question, _)| question).collect(),
        advice: is_known.then(|| Advice::of(found.iter().map(super::Notice::view).collect())),
        country: country(Some(diary)),
    })
}

/// The page "when to seek help", for patients and strangers.
#[must_use]
pub fn help_view(diary: Option<&Diary>, is_signed_in: bool) -> HelpView {
    let mut signs: Vec<_> = RULES.iter().map(|rule| (rule.sign, rule.urgency)).collect();
    signs.dedup_by_key(|(sign, _)| *sign);
    HelpView {
        is_signed_in,
        country: country(diary),
        signs,
    }
}

/// The country that the patient told.
#[must_use]
pub fn country(diary: Option<&Diary>) -> Option<&'static Country> {
    let profile = diary?.profile.as_ref()?;
    Country::of(profile.country.as_deref()?)
}
