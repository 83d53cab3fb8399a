//! The raw facts that the rules read: what the diary says, sorted, with the ids of its entries.
//!
//! Nothing is decided here. Days are local days in the zone in which the entry was made.

use super::extent::{extent_with, last_day_in};
use crate::{
    attacks::{
        model::{
            Ability, AuraKind, Incident, Linkage, Loss, Pain, Relief, Severity, Side, Symptom,
        },
        server::{Attack, Course},
    },
    medication::{
        model::{MedicineClass, Purpose},
        server::class_of,
    },
    platform::ids::RecordId,
    reports::server::Diary,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What kind of entry stands behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// An attack.
    Attack,
    /// A medicine taken.
    Intake,
    /// A line of a daily diary.
    DaySummary,
    /// A confirmed clear day.
    ClearDay,
    /// A daily check-in.
    CheckIn,
    /// A questionnaire.
    Scale,
}

/// One entry behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    /// What it is.
    pub kind: EntryKind,
    /// The record.
    pub id: RecordId,
}

impl Entry {
    /// The entry of a record.
    #[must_use]
    pub const fn new(kind: EntryKind, id: RecordId) -> Self {
        Self { kind, id }
    }
}

/// Everything that the rules read.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Today in the patient's zone.
    pub today: Date,
    /// The present instant.
    pub now: Timestamp,
    /// Whether some attack lasts "up to now", so that these facts hold at this instant alone.
    pub depends_on_now: bool,
    /// The first day on which the diary says anything.
    pub first_day: Option<Date>,
    /// Attacks, in the order of onset.
    pub attacks: Vec<AttackFact>,
    /// Medicines taken, in the order of their days.
    pub intakes: Vec<IntakeFact>,
    /// Answers about whole days.
    pub days: BTreeMap<Date, DayAnswer>,
    /// Days on which a period began, in order, each once.
    pub period_starts: Vec<(Date, RecordId)>,
}

/// One attack as the rules read it.
#[derive(Debug, Clone)]
pub struct AttackFact {
    /// The record.
    pub id: RecordId,
    /// The zone in which its days lie.
    pub zone: TimeZone,
    /// When it began.
    pub onset: Timestamp,
    /// When the pain began: at onset, unless the patient says otherwise.
    pub pain_from: Timestamp,
    /// Up to here it is known to have gone on.
    pub until: Timestamp,
    /// Whether it ended at `until`; otherwise it went on for nobody knows how long.
    pub is_end_known: bool,
    /// The local day of its onset.
    pub first: Date,
    /// The last local day that it touches; before `first` only when a continuous one begins tomorrow.
    pub last: Date,
    /// Headache without a start and an end.
    pub is_continuous: bool,
    /// Whether it is headache; an aura alone is not.
    pub is_headache: bool,
    /// The patient says that it is something else than migraine.
    pub is_other_kind: bool,
    /// Levels with the local day on which they were felt.
    pub levels: Vec<(Date, Pain)>,
    /// The strongest level.
    pub peak: Option<Pain>,
    /// The worst function, 0 (everything) to 3 (nothing), if it was told.
    pub function: Option<u8>,
    /// Side of the head.
    pub side: Option<Side>,
    /// What came with the pain.
    pub symptoms: BTreeSet<Symptom>,
    /// Auras with their minutes, if known.
    pub aura: BTreeMap<AuraKind, Option<u16>>,
    /// Something was missed for it, as the patient says; absent when not asked.
    pub lost: Option<bool>,
    /// A medicine had helped within two hours.
    pub is_relieved: bool,
    /// The patient's own word on how it goes with the one before.
    pub linkage: Option<Linkage>,
}

/// One medicine taken on one local day.
#[derive(Debug, Clone)]
pub struct IntakeFact {
    /// The entry that tells of it.
    pub entry: Entry,
    /// The local day.
    pub day: Date,
    /// When it was taken, if the diary says.
    pub at: Option<Timestamp>,
    /// What it was.
    pub class: MedicineClass,
    /// Why it was taken.
    pub purpose: Purpose,
    /// The attack for which it was taken.
    pub attack: Option<RecordId>,
}

/// What was said about a whole day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayAnswer {
    /// A daily diary or a confirmation says "headache" (true) or "none" (false); a headache outweighs.
    pub headache: Option<bool>,
    /// How bad it was, where the diary says headache.
    pub pain: Option<Pain>,
    /// A daily diary counts acute medicine.
    pub medicine: bool,
    /// The entries.
    pub entries: Vec<Entry>,
}

impl DayAnswer {
    fn say(&mut self, headache: Option<bool>) {
        if let Some(headache) = headache {
            self.headache = Some(headache || self.headache == Some(true));
        }
    }
}

impl Facts {
    /// Reads the facts of a diary, as of `now` on `today` in the patient's zone.
    #[must_use]
    pub fn of(diary: &Diary, today: Date, now: Timestamp) -> Self {
        let mut zones = Zones::default();
        let mut facts = Self {
            today,
            now,
            depends_on_now: false,
            first_day: None,
            attacks: Vec::with_capacity(diary.attacks.len()),
            intakes: Vec::with_capacity(diary.attacks.len() + diary.intakes.len()),
            days: BTreeMap::new(),
            period_starts: Vec::new(),
        };
        facts.add_intakes(diary, &mut zones);
        facts.add_attacks(diary, &mut zones);
        facts.add_days(diary);
        facts.sort();
        facts
    }

    fn add_intakes(&mut self, diary: &Diary, zones: &mut Zones) {
        for stored in &diary.intakes {
            let intake = &stored.value;
            let zone = zones.get(&intake.zone);
            self.intakes.push(IntakeFact {
                entry: Entry::new(EntryKind::Intake, stored.id),
                day: zone.to_datetime(intake.at).date(),
                at: Some(intake.at),
                class: intake.class,
                purpose: intake.purpose,
                attack: intake.attack,
            });
        }
    }

    fn add_attacks(&mut self, diary: &Diary, zones: &mut Zones) {
        let mut linked: HashMap<RecordId, Linked> = HashMap::new();
        for intake in diary.intakes.iter().map(|stored| &stored.value) {
            let Some(attack) = intake.attack else {
                continue;
            };
            let linked = linked.entry(attack).or_default();
            linked.latest = linked.latest.max(Some(intake.at));
            linked.has_helped |= matches!(intake.relief, Some(Relief::Better | Relief::Free))
                || intake.pain_after.map(Pain::severity) == Some(Severity::Free);
        }
        let mut names = Names::default();
        for stored in &diary.attacks {
            let attack = &stored.value.attack;
            let zone = zones.get(&attack.zone);
            for intake in &attack.medicines {
                self.intakes.push(IntakeFact {
                    entry: Entry::new(EntryKind::Attack, stored.id),
                    day: zone.to_datetime(intake.at).date(),
                    at: Some(intake.at),
                    class: names.class(&intake.name),
                    purpose: Purpose::Acute,
                    attack: Some(stored.id),
                });
            }
            let linked = linked.get(&stored.id).copied().unwrap_or_default();
            let fact = attack_fact(stored.id, attack, zone, linked, (self.today, self.now));
            self.depends_on_now |= !fact.is_end_known && fact.until >= self.now;
            self.attacks.push(fact);
        }
    }

    fn add_days(&mut self, diary: &Diary) {
        for stored in &diary.days {
            let summary = &stored.value;
            let entry = Entry::new(EntryKind::DaySummary, stored.id);
            let took = summary.medicine_count.is_some_and(|count| count > 0);
            let answer = self.days.entry(summary.day).or_default();
            answer.say(summary.headache);
            answer.entries.push(entry);
            answer.medicine |= took;
            let pain = summary.pain.filter(|_| summary.headache == Some(true));
            answer.pain = higher(answer.pain, pain);
            if took {
                self.intakes.push(IntakeFact {
                    entry,
                    day: summary.day,
                    at: None,
                    class: MedicineClass::Unknown,
                    purpose: Purpose::Acute,
                    attack: None,
                });
            }
        }
        for stored in &diary.clear_days {
            let answer = self.days.entry(stored.value.day).or_default();
            answer.say(Some(false));
            let entry = Entry::new(EntryKind::ClearDay, stored.id);
            answer.entries.push(entry);
        }
        for stored in &diary.check_ins {
            if stored.value.period_began == Some(true) {
                self.period_starts.push((stored.value.day, stored.id));
            }
        }
    }

    /// Brings everything into one order, so that the order of the records never matters.
    fn sort(&mut self) {
        self.attacks
            .sort_by_key(|attack| (attack.onset, attack.until, attack.id));
        self.intakes
            .sort_by_key(|intake| (intake.day, intake.at, intake.class, intake.entry));
        for answer in self.days.values_mut() {
            answer.entries.sort_unstable();
        }
        self.period_starts.sort_unstable();
        self.period_starts.dedup_by_key(|(day, _)| *day);
        self.first_day = self
            .attacks
            .iter()
            .map(|attack| attack.first)
            .chain(self.intakes.first().map(|intake| intake.day))
            .chain(self.days.keys().next().copied())
            .min();
    }
}

/// The higher of two answers; of two that stand equally high the one in numbers, so that the order of
/// entries never matters.
pub(super) fn higher(one: Option<Pain>, other: Option<Pain>) -> Option<Pain> {
    let rank = |pain: &Pain| (pain.height(), matches!(pain, Pain::Number(_)));
    one.into_iter().chain(other).max_by_key(rank)
}

/// What the medicines say that were recorded for an attack apart from it.
#[derive(Debug, Clone, Copy, Default)]
struct Linked {
    latest: Option<Timestamp>,
    has_helped: bool,
}

fn attack_fact(
    id: RecordId,
    attack: &Attack,
    zone: TimeZone,
    linked: Linked,
    (today, now): (Date, Timestamp),
) -> AttackFact {
    let extent = extent_with(attack, linked.latest, now);
    let details = &attack.details;
    let first = zone.to_datetime(attack.onset).date();
    let last = last_day_in(attack, &zone, extent, today);
    let levels = attack
        .levels
        .iter()
        .map(|point| (zone.to_datetime(point.at).date(), point.pain))
        .collect();
    let helped = |intake: &crate::attacks::server::Intake| {
        matches!(intake.relief, Some(Relief::Better | Relief::Free))
    };
    AttackFact {
        id,
        onset: attack.onset,
        pain_from: details.pain_began.map_or(attack.onset, |began| {
            began.clamp(attack.onset, extent.until)
        }),
        until: extent.until,
        is_end_known: extent.is_end_known,
        first,
        last,
        is_continuous: attack.course == Course::Continuous,
        is_headache: has_headache(attack),
        is_other_kind: is_other_kind(details.incident),
        levels,
        peak: attack.peak(),
        function: details.ability.map(|ability| match ability {
            Ability::Everything => 0,
            Ability::Most => 1,
            Ability::Little => 2,
            Ability::Nothing => 3,
        }),
        side: attack.side,
        symptoms: attack.symptoms.clone(),
        aura: attack.aura.clone(),
        lost: (!details.losses.is_empty())
            .then(|| details.losses.values().any(|loss| *loss != Loss::Little)),
        is_relieved: linked.has_helped || attack.medicines.iter().any(helped),
        linkage: details.linkage,
        zone,
    }
}

/// Whether an attack is headache: an aura episode is, once a pain was told.
fn has_headache(attack: &Attack) -> bool {
    attack.details.incident != Some(Incident::AuraEpisode)
        || attack.details.pain_began.is_some()
        || attack.levels.iter().any(|point| point.pain.height() > 0)
}

/// Whether the patient says that it is something else than migraine.
const fn is_other_kind(incident: Option<Incident>) -> bool {
    !matches!(
        incident,
        None | Some(Incident::Migraine | Incident::AuraEpisode)
    )
}

/// The classes of medicines that were written into attacks as text, each name looked up once.
#[derive(Default)]
struct Names<'a>(HashMap<&'a str, MedicineClass>);

impl<'a> Names<'a> {
    fn class(&mut self, name: &'a str) -> MedicineClass {
        *self
            .0
            .entry(name)
            .or_insert_with(|| class_of(name).unwrap_or(MedicineClass::Unknown))
    }
}

/// Zones by name: a diary has thousands of entries and a handful of zones.
#[derive(Default)]
struct Zones {
    known: Vec<(String, TimeZone)>,
    latest: usize,
}

impl Zones {
    fn get(&mut self, name: &str) -> TimeZone {
        // Most entries were made where the one before was made.
        let is_here = |place: usize| {
            self.known
                .get(place)
                .is_some_and(|(known, _)| known == name)
        };
        let place = if is_here(self.latest) {
            Some(self.latest)
        } else {
            self.known.iter().position(|(known, _)| known == name)
        };
        if let Some((_, zone)) = place.and_then(|place| self.known.get(place)) {
            let zone = zone.clone();
            self.latest = place.unwrap_or_default();
            return zone;
        }
        let zone = TimeZone::get(name).unwrap_or(TimeZone::UTC);
        self.latest = self.known.len();
        self.known.push((name.to_owned(), zone.clone()));
        zone
    }
}
