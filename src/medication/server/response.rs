//! What each medicine did: from intakes and attacks to the endpoints of the IHS guideline for acute
//! trials (4th edition, 2019).
//!
//! Our conventions where a diary is no trial: "two hours" is 1½ to 3 hours; "better" without a level
//! counts as relief; medicines taken within half an hour are one treatment, a later one within two hours
//! is a rescue; relapse counts only where the patient answered, because an unanswered "did it come back?"
//! is not a no.

use super::catalogue;
use crate::{
    attacks::{
        model::{Pain, Relief, Severity},
        server::{Attack, Intake},
    },
    encryption::server::Stored,
    medication::model::{Endpoints, Median, MedicineClass, Purpose, Response},
    medication::server::IntakeRecord,
    platform::ids::RecordId,
    reports::server::Diary,
};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, HashMap};

/// A level counts as the answer after two hours from here on.
const TWO_HOURS_FROM: SignedDuration = SignedDuration::from_mins(90);
/// ... up to here.
const TWO_HOURS_UNTIL: SignedDuration = SignedDuration::from_mins(180);
/// Exactly two hours: the level nearest to them counts.
const TWO_HOURS: SignedDuration = SignedDuration::from_mins(120);
/// Medicines taken within this time are one treatment.
const TOGETHER: SignedDuration = SignedDuration::from_mins(30);

/// One acute intake with what is known about it.
struct Treatment<'a> {
    name: &'a str,
    class: MedicineClass,
    at: Timestamp,
    attack: Option<RecordId>,
    pain_before: Option<Pain>,
    pain_after: Option<Pain>,
    relief: Option<Relief>,
    returned: Option<bool>,
}

/// What each acute medicine did, the one taken most often first; the same substance under two names, or
/// in two strengths, is one medicine.
#[must_use]
pub fn responses(diary: &Diary) -> Vec<Response> {
    let attacks: HashMap<RecordId, &Attack> = diary
        .attacks
        .iter()
        .map(|stored| (stored.id, &stored.value.attack))
        .collect();
    let treatments = treatments(diary);
    let mut by_attack: HashMap<RecordId, Vec<Timestamp>> = HashMap::new();
    for treatment in &treatments {
        if let Some(attack) = treatment.attack {
            by_attack.entry(attack).or_default().push(treatment.at);
        }
    }
    let mut by_medicine: BTreeMap<String, Vec<&Treatment<'_>>> = BTreeMap::new();
    for treatment in &treatments {
        let key = catalogue::named(treatment.name).map_or_else(
            || treatment.name.trim().to_lowercase(),
            |substance| substance.code.to_owned(),
        );
        by_medicine.entry(key).or_default().push(treatment);
    }
    let mut responses: Vec<Response> = by_medicine
        .into_values()
        .filter_map(|treatments| response(&treatments, &attacks, &by_attack))
        .collect();
    // Names decide between equals, so that the order of entries never matters.
    responses.sort_by(|one, other| (other.intakes, &one.name).cmp(&(one.intakes, &other.name)));
    responses
}

/// Every acute intake, those of old attack records too, in the order of their instants.
fn treatments(diary: &Diary) -> Vec<Treatment<'_>> {
    let linked = diary
        .intakes
        .iter()
        .filter(|stored| stored.value.purpose == Purpose::Acute)
        .map(|stored| of_record(&stored.value));
    let embedded = diary.attacks.iter().flat_map(|stored| {
        let medicines = stored.value.attack.medicines.iter();
        medicines.map(|intake| of_attack(stored.id, intake))
    });
    let mut treatments: Vec<_> = linked.chain(embedded).collect();
    treatments.sort_by(|one, other| (one.at, one.name).cmp(&(other.at, other.name)));
    treatments
}

fn of_record(intake: &IntakeRecord) -> Treatment<'_> {
    Treatment {
        name: &intake.name,
        class: intake.class,
        at: intake.at,
        attack: intake.attack,
        pain_before: intake.pain_before,
        pain_after: intake.pain_after,
        relief: intake.relief,
        returned: intake.returned,
    }
}

fn of_attack(attack: RecordId, intake: &Intake) -> Treatment<'_> {
    Treatment {
        name: &intake.name,
        class: catalogue::class_of(&intake.name).unwrap_or(MedicineClass::Unknown),
        at: intake.at,
        attack: Some(attack),
        pain_before: None,
        pain_after: None,
        relief: intake.relief,
        returned: None,
    }
}

fn response(
    treatments: &[&Treatment<'_>],
    attacks: &HashMap<RecordId, &Attack>,
    by_attack: &HashMap<RecordId, Vec<Timestamp>>,
) -> Option<Response> {
    let latest = treatments.last()?;
    let known = treatments
        .iter()
        .rev()
        .find(|treatment| treatment.class != MedicineClass::Unknown);
    let mut response = Response {
        name: latest.name.to_owned(),
        class: known.map_or(MedicineClass::Unknown, |treatment| treatment.class),
        intakes: u32::try_from(treatments.len()).unwrap_or(u32::MAX),
        at_mild: Endpoints::default(),
        at_moderate_or_severe: Endpoints::default(),
        at_unknown: Endpoints::default(),
        minutes_to_dose: None,
    };
    let mut first_doses: BTreeMap<RecordId, u32> = BTreeMap::new();
    for treatment in treatments {
        let attack = treatment.attack.and_then(|id| attacks.get(&id)).copied();
        let doses = treatment.attack.and_then(|id| by_attack.get(&id));
        let endpoints = match severity_before(treatment, attack) {
            Some(Severity::Mild) => &mut response.at_mild,
            Some(Severity::Moderate | Severity::Severe) => &mut response.at_moderate_or_severe,
            // Taken before any pain: neither endpoint is about that.
            Some(Severity::Free) | None => &mut response.at_unknown,
        };
        let is_rescued = doses.is_some_and(|doses| is_rescued(treatment.at, doses));
        count(endpoints, treatment, attack, is_rescued);
        if let (Some(id), Some(attack)) = (treatment.attack, attack)
            && treatment.at >= attack.onset
        {
            let minutes = treatment.at.duration_since(attack.onset).as_mins();
            // Treatments come in order, so the first one of an attack stays.
            first_doses
                .entry(id)
                .or_insert(u32::try_from(minutes).unwrap_or(u32::MAX));
        }
    }
    response.minutes_to_dose = Median::of(first_doses.into_values().collect());
    Some(response)
}

/// Whether something else was taken in the attack within two hours, but not together with it.
fn is_rescued(at: Timestamp, doses: &[Timestamp]) -> bool {
    doses
        .iter()
        .map(|dose| dose.duration_since(at))
        .any(|later| later > TOGETHER && later <= TWO_HOURS)
}

fn count(
    endpoints: &mut Endpoints,
    treatment: &Treatment<'_>,
    attack: Option<&Attack>,
    is_rescued: bool,
) {
    endpoints.treated += 1;
    let Some((free, relief)) = outcome(treatment, attack, is_rescued) else {
        return;
    };
    endpoints.pain_free.count(free);
    endpoints.relief.count(relief);
    if let (true, Some(returned)) = (free, treatment.returned) {
        endpoints.relapse.count(returned);
    }
}

/// Whether it was gone, and whether it was gone or mild, after two hours; nothing when nobody said.
fn outcome(
    treatment: &Treatment<'_>,
    attack: Option<&Attack>,
    is_rescued: bool,
) -> Option<(bool, bool)> {
    if is_rescued {
        return Some((false, false));
    }
    let level = treatment
        .pain_after
        .or_else(|| attack.and_then(|attack| level_after(attack, treatment.at)));
    match (level.map(Pain::severity), treatment.relief) {
        (Some(Severity::Free), _) | (None, Some(Relief::Free)) => Some((true, true)),
        (Some(Severity::Mild), _) | (None, Some(Relief::Better)) => Some((false, true)),
        (Some(Severity::Moderate | Severity::Severe), _) | (None, Some(Relief::Unchanged)) => {
            Some((false, false))
        }
        (None, None) => None,
    }
}

/// The level of the attack nearest to two hours after `at`, from 1½ to 3 hours.
fn level_after(attack: &Attack, at: Timestamp) -> Option<Pain> {
    attack
        .levels
        .iter()
        .map(|point| (point.at.duration_since(at), point.pain))
        .filter(|(after, _)| (TWO_HOURS_FROM..=TWO_HOURS_UNTIL).contains(after))
        .min_by_key(|(after, _)| (*after - TWO_HOURS).abs())
        .map(|(_, pain)| pain)
}

/// How bad it was when it was taken: as answered, else the latest level of the attack up to then.
fn severity_before(treatment: &Treatment<'_>, attack: Option<&Attack>) -> Option<Severity> {
    treatment
        .pain_before
        .or_else(|| {
            attack?
                .levels
                .iter()
                .filter(|point| point.at <= treatment.at)
                .max_by_key(|point| point.at)
                .map(|point| point.pain)
        })
        .map(Pain::severity)
}

/// The response of one medicine of the cabinet, by its substance or name.
#[must_use]
pub fn response_of(diary: &Diary, medicine: &Stored<super::CabinetMedicine>) -> Option<Response> {
    let key = |name: &str| {
        catalogue::named(name).map_or_else(|| name.trim().to_lowercase(), |found| found.code.into())
    };
    let wanted = key(&medicine.value.name);
    responses(diary)
        .into_iter()
        .find(|response| key(&response.name) == wanted)
}
