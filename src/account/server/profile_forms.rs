//! The forms about the patient: what they say, read in one place, and how it changes the profile. Each form
//! changes its own fields alone.

use super::{Profile, Visit};
use crate::{
    account::{
        model::{
            Condition, LEAST_BORN, MOST_ANCHOR, MOST_QUESTION, MOST_QUESTIONS, ProfileFault,
            ProfileView,
        },
        parts::Submission,
    },
    daily::model::units::Units,
    safety::model::Country,
};
use std::collections::{BTreeMap, BTreeSet};

/// The largest level of the pain scale.
const MOST_LEVEL: u8 = 10;

/// A form that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProfileForm {
    /// Country, year of birth, and what matters to red flags.
    Person {
        /// Code of the country.
        country: Option<String>,
        /// Year of birth.
        born: Option<i16>,
        /// Codes of conditions.
        conditions: BTreeSet<String>,
    },
    /// Units, and which definitions count.
    Counting {
        /// Codes of units by quantity.
        units: BTreeMap<String, String>,
        /// Headache days from 30 minutes on.
        trial_headache_day: bool,
        /// Migraine days by definition B.
        trial_migraine_day: bool,
    },
    /// Own words for points of the pain scale.
    Anchors(BTreeMap<u8, String>),
    /// Questions for the next visit.
    Questions(Vec<String>),
}

impl ProfileForm {
    /// Writes what the form says into a profile.
    pub fn apply(&self, profile: &mut Profile) {
        match self.clone() {
            Self::Person {
                country,
                born,
                conditions,
            } => {
                profile.country = country;
                profile.born = born;
                profile.conditions = conditions;
            }
            Self::Counting {
                units,
                trial_headache_day,
                trial_migraine_day,
            } => {
                profile.units = units;
                profile.trial_headache_day = trial_headache_day;
                profile.trial_migraine_day = trial_migraine_day;
            }
            Self::Anchors(anchors) => profile.anchors = anchors,
            Self::Questions(questions) => profile.questions = questions,
        }
    }
}

/// Reads the form about the person. Fields: `country`, `born`, and `condition` for each ticked one.
///
/// # Errors
/// Every fault of the form.
pub fn read_person(form: &Submission, year: i16) -> Result<ProfileForm, Vec<ProfileFault>> {
    let mut faults = Vec::new();
    let country = match form.text("country") {
        "" => None,
        code => Country::of(code)
            .map(|country| country.code.to_owned())
            .or_else(|| {
                faults.push(ProfileFault::Unknown);
                None
            }),
    };
    let born = match form.text("born").trim() {
        "" => None,
        text => match text.parse::<i16>() {
            Ok(born) if (LEAST_BORN..=year).contains(&born) => Some(born),
            Ok(_) => {
                faults.push(ProfileFault::BornOutOfRange);
                None
            }
            Err(_) => {
                faults.push(ProfileFault::BornUnreadable);
                None
            }
        },
    };
    let mut conditions = BTreeSet::new();
    for code in form.all("condition") {
        match Condition::parse(code) {
            Ok(condition) => {
                conditions.insert(condition.code().to_owned());
            }
            Err(_) => faults.push(ProfileFault::Unknown),
        }
    }
    or_faults(
        ProfileForm::Person {
            country,
            born,
            conditions,
        },
        faults,
    )
}

/// Reads units and definitions. Fields: one for each quantity, `headache_day` (`60` or `30`) and
/// `migraine_day` (`a` or `b`).
///
/// # Errors
/// [`ProfileFault::Unknown`] for a choice that is not on offer.
pub fn read_counting(form: &Submission) -> Result<ProfileForm, Vec<ProfileFault>> {
    let quantities = Units::default().codes().into_keys();
    let units: BTreeMap<_, _> = quantities
        .map(|quantity| (quantity.clone(), form.text(&quantity).to_owned()))
        .collect();
    // Whatever is not on offer would be read as metric.
    let mut faults = Vec::new();
    if Units::read(&units).codes() != units {
        faults.push(ProfileFault::Unknown);
    }
    let headache = form.text("headache_day");
    let migraine = form.text("migraine_day");
    if !["60", "30"].contains(&headache) || !["a", "b"].contains(&migraine) {
        faults.push(ProfileFault::Unknown);
    }
    or_faults(
        ProfileForm::Counting {
            units,
            trial_headache_day: headache == "30",
            trial_migraine_day: migraine == "b",
        },
        faults,
    )
}

/// Reads the words for points of the pain scale. Fields: `anchor-0` to `anchor-10`.
///
/// # Errors
/// Every level whose words are too long.
pub fn read_anchors(form: &Submission) -> Result<ProfileForm, Vec<ProfileFault>> {
    let mut anchors = BTreeMap::new();
    let mut faults = Vec::new();
    for level in 0..=MOST_LEVEL {
        let words = form.text(&format!("anchor-{level}")).trim();
        if words.chars().count() > MOST_ANCHOR {
            faults.push(ProfileFault::AnchorTooLong(level));
        } else if !words.is_empty() {
            anchors.insert(level, words.to_owned());
        }
    }
    or_faults(ProfileForm::Anchors(anchors), faults)
}

/// Reads the questions for the next visit. Fields: `question-0` to `question-9`; empty ones close up.
///
/// # Errors
/// Every question that is too long, by its place.
pub fn read_questions(form: &Submission) -> Result<ProfileForm, Vec<ProfileFault>> {
    let mut questions = Vec::new();
    let mut faults = Vec::new();
    for place in 0..MOST_QUESTIONS {
        let words = form.text(&format!("question-{place}")).trim();
        if words.chars().count() > MOST_QUESTION {
            faults.push(ProfileFault::QuestionTooLong(place));
        } else if !words.is_empty() {
            questions.push(words.to_owned());
        }
    }
    or_faults(ProfileForm::Questions(questions), faults)
}

/// What the forms show.
#[must_use]
pub fn profile_view(profile: &Profile, visit: &Visit) -> ProfileView {
    let conditions = profile.conditions.iter();
    ProfileView {
        units: Units::read(&profile.units),
        country: profile.country.clone().unwrap_or_default(),
        born: profile
            .born
            .map(|year| year.to_string())
            .unwrap_or_default(),
        year: visit.today().year(),
        anchors: profile.anchors.clone(),
        questions: profile.questions.clone(),
        trial_headache_day: profile.trial_headache_day,
        trial_migraine_day: profile.trial_migraine_day,
        conditions: conditions
            .filter_map(|code| Condition::parse(code).ok())
            .collect(),
    }
}

fn or_faults(
    form: ProfileForm,
    faults: Vec<ProfileFault>,
) -> Result<ProfileForm, Vec<ProfileFault>> {
    if faults.is_empty() {
        Ok(form)
    } else {
        Err(faults)
    }
}
