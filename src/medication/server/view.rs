//! From records to what the pages of medication show.

use super::{
    CabinetMedicine, IntakeRecord, cabinet, catalogue,
    plans::{due_today, join},
    response::response_of,
    stock,
};
use crate::{
    account::server::{Visit, civil_day, civil_moment, cookie},
    attacks::{model::KnownMedicine, server::Course},
    encryption::server::Stored,
    medication::model::{
        AttackChoice, Band, CabinetView, IntakeLine, IntakePage, MedicineClass, MedicineLine,
        MedicinePage, PackCode, Purpose, RunwayView, ScanView, TakePage,
    },
    platform::ids::RecordId,
    problem::Problem,
    reports::server::{
        Diary, Reading,
        rules::{self, Facts, OveruseGroup, Runway},
    },
};
use axum::http::HeaderMap;
use jiff::{SignedDuration, Timestamp, civil::Date};
use std::{collections::HashMap, sync::Arc};

/// The question about two hours can be answered from 90 minutes on (our convention, as for attacks).
const JUDGED_FROM: SignedDuration = SignedDuration::from_mins(90);

/// Intakes of this long decide which medicine stands first (our convention).
const RECENT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Attacks that began up to so long ago can be chosen (our convention).
const RECENT_ATTACK: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Days that leave within so many days are told together; otherwise the next one alone.
const SOON: i32 = 7;

/// How many known medicines are offered as one tap.
const KNOWN_MEDICINES: usize = 4;

/// Intakes on the page of a medicine.
const LATEST: usize = 20;

/// What one more intake of `class` on `day` would come to; nothing for classes without a limit.
#[must_use]
pub fn runway_view(facts: &Facts, class: MedicineClass, day: Date) -> Option<RunwayView> {
    rules::runway(facts, class, day).map(|runway| shown(&runway, day))
}

fn shown(runway: &Runway, day: Date) -> RunwayView {
    let soon = runway
        .falls_out
        .iter()
        .take_while(|(leaves, _)| (*leaves - day).get_days() <= SOON)
        .last();
    RunwayView {
        class: class_of_group(runway.counted_as),
        before: runway.days_before,
        days: runway.would_be,
        limit: runway.threshold,
        counts_already: runway.already_today,
        band: match runway.band {
            rules::Band::Below => Band::Far,
            rules::Band::Near => Band::Near,
            rules::Band::Reached => Band::Reached,
        },
        leaving: soon
            .or_else(|| runway.falls_out.first())
            .filter(|_| runway.days_before > 0)
            .map(|(leaves, count)| (*count, civil_day(*leaves))),
        all_classes: runway.all_groups,
    }
}

const fn class_of_group(group: OveruseGroup) -> MedicineClass {
    match group {
        OveruseGroup::Triptan => MedicineClass::Triptan,
        OveruseGroup::Ergot => MedicineClass::Ergot,
        OveruseGroup::Opioid => MedicineClass::Opioid,
        OveruseGroup::Combination => MedicineClass::Combination,
        OveruseGroup::Analgesic => MedicineClass::SimpleAnalgesic,
        OveruseGroup::Ditan => MedicineClass::Ditan,
        OveruseGroup::Mixed => MedicineClass::Unknown,
    }
}

/// Where each class stands that was taken in the last 30 days, the fullest first.
#[must_use]
pub fn all_runways(facts: &Facts, day: Date) -> Vec<RunwayView> {
    let mut all: Vec<RunwayView> = OveruseGroup::SINGLE
        .into_iter()
        .filter_map(|group| runway_view(facts, class_of_group(group), day))
        .filter(|runway| runway.before > 0)
        .collect();
    all.sort_by_key(|runway| {
        // Shares of different limits, compared without fractions.
        (
            std::cmp::Reverse(runway.before * 1_000 / runway.limit),
            runway.class,
        )
    });
    all
}

fn reading(diary: &Diary, visit: &Visit) -> Arc<Reading> {
    diary.reading(visit.today(), visit.now)
}

/// The page of the cabinet.
#[must_use]
pub fn cabinet_view(diary: &Diary, visit: &Visit, headers: &HeaderMap) -> CabinetView {
    let reading = reading(diary, visit);
    let facts = reading.facts();
    let today = visit.today();
    let mut used: HashMap<RecordId, u32> = HashMap::new();
    for intake in &diary.intakes {
        let is_recent = visit.now.duration_since(intake.value.at) <= RECENT;
        if let Some(id) = intake.value.medicine.filter(|_| is_recent) {
            *used.entry(id).or_default() += 1;
        }
    }
    let mut medicines: Vec<_> = diary.medicines.iter().collect();
    medicines.sort_by_key(|stored| {
        let times = used.get(&stored.id).copied().unwrap_or_default();
        (
            std::cmp::Reverse(times),
            stored.value.name.to_lowercase(),
            stored.id,
        )
    });
    let (put_away, in_use) = medicines
        .into_iter()
        .map(|stored| line(diary, stored, Some(facts), today))
        .partition(|line| line.put_away);
    let mut todays: Vec<_> = diary
        .intakes
        .iter()
        .filter(|stored| stored.value.day() == today)
        .collect();
    todays.sort_by_key(|stored| std::cmp::Reverse((stored.value.at, stored.id)));
    // Other pages delete other kinds; only an intake is offered here.
    let deleted = cookie(headers, "deleted").filter(|id| !id.is_empty());
    CabinetView {
        medicines: in_use,
        put_away,
        today: todays
            .into_iter()
            .map(|stored| intake_line(stored, visit.now))
            .collect(),
        due: due_today(diary, today),
        classes: all_runways(facts, today),
        deleted,
        unreadable: diary.unreadable,
    }
}

fn line(
    diary: &Diary,
    stored: &Stored<CabinetMedicine>,
    facts: Option<&Facts>,
    today: Date,
) -> MedicineLine {
    let medicine = &stored.value;
    MedicineLine {
        id: stored.id.to_string(),
        name: medicine.name.clone(),
        strength: medicine.strength.clone(),
        class: medicine.class,
        purpose: medicine.purpose,
        form: medicine.form.clone(),
        left: medicine.left,
        is_low: stock::is_low(diary, stored.id, medicine),
        runway: facts.and_then(|facts| runway_view(facts, medicine.class, today)),
        put_away: medicine.put_away,
    }
}

fn intake_line(stored: &Stored<IntakeRecord>, now: Timestamp) -> IntakeLine {
    let intake = &stored.value;
    IntakeLine {
        id: stored.id.to_string(),
        title: join(&intake.name, &intake.dose),
        at: civil_moment(intake.at, &intake.time_zone()),
        units: intake.units,
        is_open: intake.purpose == Purpose::Acute
            && intake.relief.is_none()
            && intake.pain_after.is_none()
            && now.duration_since(intake.at) >= JUDGED_FROM,
    }
}

/// The page on which an intake is entered, with what it would come to. `typed` is the name of a medicine
/// that is not in the cabinet.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such medicine.
pub fn take_page(
    diary: &Diary,
    visit: &Visit,
    medicine: Option<RecordId>,
    attack: Option<&str>,
    typed: Option<(&str, MedicineClass)>,
) -> Result<TakePage, Problem> {
    let reading = reading(diary, visit);
    let facts = reading.facts();
    let stored = medicine
        .map(|id| {
            let mut all = diary.medicines.iter();
            all.find(|stored| stored.id == id).ok_or(Problem::NotFound)
        })
        .transpose()?;
    let class = stored.map(|stored| stored.value.class).or_else(|| {
        let (name, class) = typed?;
        (class != MedicineClass::Unknown)
            .then_some(class)
            .or_else(|| catalogue::class_of(name))
    });
    let attacks = attack_choices(diary, visit, attack);
    let attack = match attack {
        Some(wanted) => wanted.to_owned(),
        None => attacks
            .iter()
            .find(|attack| attack.is_ongoing)
            .map(|attack| attack.id.clone())
            .unwrap_or_default(),
    };
    Ok(TakePage {
        medicine: stored.map(|stored| line(diary, stored, Some(facts), visit.today())),
        runway: class.and_then(|class| runway_view(facts, class, visit.today())),
        attacks,
        attack,
        now: civil_moment(visit.now, &visit.zone),
        next_id: RecordId::random(visit.state.entropy.as_ref()).to_string(),
    })
}

/// Attacks that an intake can be for: those that go on, those of the last week, and the wanted one.
fn attack_choices(diary: &Diary, visit: &Visit, wanted: Option<&str>) -> Vec<AttackChoice> {
    let mut attacks: Vec<_> = diary
        .attacks
        .iter()
        .filter(|stored| {
            let attack = &stored.value.attack;
            attack.course == Course::Ongoing
                || visit.now.duration_since(attack.onset) <= RECENT_ATTACK
                || wanted.is_some_and(|wanted| wanted == stored.id.to_string())
        })
        .collect();
    attacks.sort_by_key(|stored| {
        let attack = &stored.value.attack;
        let goes_on = attack.course == Course::Ongoing;
        std::cmp::Reverse((goes_on, attack.onset, stored.id))
    });
    attacks
        .into_iter()
        .map(|stored| AttackChoice {
            id: stored.id.to_string(),
            onset: civil_moment(stored.value.attack.onset, &stored.value.attack.time_zone()),
            is_ongoing: stored.value.attack.course == Course::Ongoing,
        })
        .collect()
}

/// The page of one intake.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such intake.
pub fn intake_page(diary: &Diary, visit: &Visit, id: RecordId) -> Result<IntakePage, Problem> {
    let stored = diary
        .intakes
        .iter()
        .find(|stored| stored.id == id)
        .ok_or(Problem::NotFound)?;
    let intake = &stored.value;
    let attack = intake.attack.map(|attack| attack.to_string());
    let attack = attack.and_then(|wanted| {
        attack_choices(diary, visit, Some(&wanted))
            .into_iter()
            .find(|choice| choice.id == wanted)
    });
    Ok(IntakePage {
        id: id.to_string(),
        name: intake.name.clone(),
        dose: intake.dose.clone(),
        class: intake.class,
        purpose: intake.purpose,
        at: civil_moment(intake.at, &intake.time_zone()),
        units: intake.units,
        pain_before: intake.pain_before,
        pain_after: intake.pain_after,
        relief: intake.relief,
        returned: intake.returned,
        can_be_judged: visit.now.duration_since(intake.at) >= JUDGED_FROM,
        attack,
    })
}

/// The page of one medicine.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such medicine.
pub fn medicine_page(diary: &Diary, visit: &Visit, id: RecordId) -> Result<MedicinePage, Problem> {
    let mut all = diary.medicines.iter();
    let stored = all
        .find(|stored| stored.id == id)
        .ok_or(Problem::NotFound)?;
    let mut intakes: Vec<_> = diary
        .intakes
        .iter()
        .filter(|intake| intake.value.medicine == Some(id))
        .collect();
    intakes.sort_by_key(|intake| std::cmp::Reverse((intake.value.at, intake.id)));
    let substance = stored.value.substance.as_deref();
    Ok(MedicinePage {
        line: line(
            diary,
            stored,
            Some(reading(diary, visit).facts()),
            visit.today(),
        ),
        pack: stored.value.pack,
        code: stored.value.gtin.clone().unwrap_or_default(),
        atc: substance
            .and_then(catalogue::find)
            .map_or("", |substance| substance.atc),
        intakes: intakes
            .into_iter()
            .take(LATEST)
            .map(|intake| intake_line(intake, visit.now))
            .collect(),
        response: response_of(diary, stored),
    })
}

/// What a code came to.
#[must_use]
pub fn scan_view(diary: &Diary, visit: &Visit, code: PackCode) -> ScanView {
    let today = visit.today();
    let found = cabinet::find_code(diary, &code);
    let mut others: Vec<_> = diary
        .medicines
        .iter()
        .filter(|stored| !stored.value.put_away)
        .map(|stored| line(diary, stored, None, today))
        .collect();
    others.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
    ScanView {
        found: found.map(|stored| line(diary, stored, None, today)),
        code,
        others,
    }
}

/// Medicines that are offered as one tap in an attack, the one taken last first: those of the cabinet that
/// are taken in attacks, and whatever was taken before. At most four.
#[must_use]
pub fn known_medicines(diary: &Diary, today: Date, now: Timestamp) -> Vec<KnownMedicine> {
    let reading = diary.reading(today, now);
    let facts = reading.facts();
    let mut latest: HashMap<(&str, &str), (Option<Timestamp>, MedicineClass)> = HashMap::new();
    let away: Vec<(&str, &str)> = diary
        .medicines
        .iter()
        .filter(|stored| stored.value.put_away)
        .map(|stored| (stored.value.name.as_str(), stored.value.strength.as_str()))
        .collect();
    let of_attacks = diary
        .attacks
        .iter()
        .flat_map(|stored| &stored.value.attack.medicines)
        .map(|intake| {
            let class = catalogue::class_of(&intake.name).unwrap_or(MedicineClass::Unknown);
            (
                (intake.name.as_str(), intake.dose.as_str()),
                intake.at,
                class,
            )
        });
    let of_records = diary
        .intakes
        .iter()
        .map(|stored| &stored.value)
        .filter(|intake| intake.purpose == Purpose::Acute)
        .map(|intake| {
            let key = (intake.name.as_str(), intake.dose.as_str());
            (key, intake.at, intake.class)
        });
    for (key, at, class) in of_attacks.chain(of_records) {
        let known = latest.entry(key).or_insert((None, class));
        if known.0.is_none_or(|before| before <= at) {
            *known = (Some(at), class);
        }
    }
    for stored in &diary.medicines {
        let medicine = &stored.value;
        if medicine.purpose == Purpose::Acute {
            let key = (medicine.name.as_str(), medicine.strength.as_str());
            let known = latest.entry(key).or_insert((None, medicine.class));
            known.1 = medicine.class;
        }
    }
    let mut known: Vec<_> = latest
        .into_iter()
        .filter(|(key, _)| !away.contains(key))
        .collect();
    known.sort_by_key(|(key, (at, _))| (std::cmp::Reverse(*at), *key));
    known
        .into_iter()
        .take(KNOWN_MEDICINES)
        .map(|((name, dose), (_, class))| KnownMedicine {
            name: name.to_owned(),
            dose: dose.to_owned(),
            runway: runway_view(facts, class, today)
                .map(|runway| (runway.class, runway.days, runway.limit)),
        })
        .collect()
}
