//! What is found on each local calendar day.
//!
//! - **Touched**: a local day between onset and end; an end at midnight touches the day before. The
//!   calendar marks these days.
//! - **Headache day**: at least 60 minutes (Leiden) or 30 minutes (trials) of headache on that local day,
//!   all attacks taken together; or a daily diary says "headache"; or acute medicine for a headache was
//!   taken, unless the patient said that there was none. On the last day of an attack whose end nobody
//!   told, the headache counts whatever its length.
//! - **Migraine day A** (van der Arend et al., Cephalalgia 2023, the proposal): 30 minutes of headache with
//!   the features of ICHD-3 1.1 C and D; or an aura of 5 to 60 minutes on the day on which it began; or a
//!   day with headache on which a migraine-specific acute medicine was taken, whatever it did.
//! - **Migraine day B** (there the baseline, as trials count): the same with 4 hours instead of 30 minutes.
//!   So each day by B is a day by A.
//! - A medicine taken to prevent says nothing about headache, nor does one for a headache that the patient
//!   calls another kind about migraine.
//! - Every migraine day is a headache day too.
//! - **Answered**: the diary says whether there was headache: by an attack, by a daily diary, by a confirmed
//!   clear day, or (Leiden) by an acute medicine for headache. Silence is no answer, nor is a check-in about
//!   something else.

use super::{
    classes::{Classes, counts_as_headache_medicine, is_migraine_specific},
    day_table::{DayRows, DayTable},
    facts::{AttackFact, Entry, EntryKind, Facts, higher},
    features::{Verdict, has_migraine_features, has_typical_aura},
    settings::{MigraineRule, Settings},
};
use crate::{attacks::model::Pain, medication::model::Purpose};
use jiff::{Timestamp, civil::Date};
use std::sync::Arc;

/// What is found on one local day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayFinding {
    /// An attack touches the day, or a daily diary says "headache": the mark of the calendar.
    pub is_touched: bool,
    /// Minutes of headache by the times of attacks, overlapping ones counted once.
    pub minutes: u32,
    /// Headache of a length that nobody told, or told without times.
    pub is_open: bool,
    /// A headache day by Leiden (60 minutes).
    pub headache_leiden: bool,
    /// A headache day by trials (30 minutes).
    pub headache_trial: bool,
    /// A migraine day by definition A.
    pub migraine_a: Verdict,
    /// A migraine day by definition B.
    pub migraine_b: Verdict,
    /// The strongest pain on record for the day.
    pub peak: Option<Pain>,
    /// The worst function, 0 (everything) to 3 (nothing), of the attacks of the day.
    pub function: Option<u8>,
    /// The patient said that the day was free of headache.
    pub is_clear: bool,
    /// A daily diary or a confirmation said anything about the day.
    pub is_told: bool,
    /// The diary says whether there was headache.
    pub is_answered: bool,
    /// An aura began on the day.
    pub has_aura: bool,
    /// Classes of the medicines taken, for whatever purpose.
    pub classes: Classes,
    /// Acute medicine was taken.
    pub has_acute_medicine: bool,
    /// Something was missed for an attack of the day; absent when nobody said.
    pub lost: Option<bool>,
    /// Attacks that began.
    pub attacks_begun: u32,
    /// The entries behind it, in order, each once.
    pub entries: Arc<[Entry]>,
}

impl DayFinding {
    /// Whether it is a headache day by the definition in use.
    #[must_use]
    pub const fn is_headache(&self, settings: Settings) -> bool {
        if settings.headache_minutes == 30 {
            self.headache_trial
        } else {
            self.headache_leiden
        }
    }

    /// Whether it is a migraine day by the definition in use.
    #[must_use]
    pub const fn migraine(&self, settings: Settings) -> Verdict {
        match settings.migraine {
            MigraineRule::A => self.migraine_a,
            MigraineRule::B => self.migraine_b,
        }
    }
}

/// A stretch of one attack on one local day.
struct Stretch {
    day: Date,
    from: Timestamp,
    to: Timestamp,
}

/// What the rules need besides on the way: evidence for migraine of one day, and the entries of it.
#[derive(Default)]
struct Signs {
    features: Verdict,
    aura: Verdict,
    specific: bool,
    headache_medicine: bool,
    only_other_kinds: bool,
    entries: Vec<Entry>,
}

/// Every local day on which anything is known, with what is found on it.
#[must_use]
pub fn days(facts: &Facts) -> DayTable {
    let mut days: Days = DayRows::of(known_days(facts));
    let mut stretches = Vec::with_capacity(facts.attacks.len() * 2);
    for attack in &facts.attacks {
        add_attack(&mut days, attack, &mut stretches);
    }
    add_minutes(&mut days, stretches);
    add_answers(&mut days, facts);
    add_intakes(&mut days, facts);
    let decided = days
        .into_rows()
        .map(|(day, (finding, signs))| (day, decide(finding, signs)));
    DayTable::in_order(decided.collect())
}

type Days = DayRows<(DayFinding, Signs)>;

/// Every day that some fact names or touches, in no order.
fn known_days(facts: &Facts) -> Vec<Date> {
    let touched = facts.attacks.iter().flat_map(|attack| {
        let next = |day: &Date| day.tomorrow().ok().filter(|next| *next <= attack.last);
        std::iter::successors(Some(attack.first), next)
    });
    let mut days: Vec<Date> = touched.collect();
    days.extend(facts.days.keys());
    days.extend(facts.intakes.iter().map(|intake| intake.day));
    days
}

fn add_attack(days: &mut Days, attack: &AttackFact, stretches: &mut Vec<Stretch>) {
    let entry = Entry::new(EntryKind::Attack, attack.id);
    let features = has_migraine_features(attack);
    let aura = has_typical_aura(attack);
    days.at(attack.first).0.attacks_begun += 1;
    let mut day = attack.first;
    let mut from = attack.pain_from;
    loop {
        let (finding, signs) = days.at(day);
        let was_untouched = !finding.is_touched;
        signs.entries.push(entry);
        finding.function = finding.function.max(attack.function);
        finding.lost = finding.lost.max(attack.lost);
        if day == attack.first {
            finding.has_aura |= !attack.aura.is_empty();
            signs.aura = signs.aura.or(aura);
        }
        let next = day.tomorrow().ok().filter(|next| *next <= attack.last);
        if attack.is_headache {
            finding.is_touched = true;
            signs.features = signs.features.or(features);
            signs.only_other_kinds =
                attack.is_other_kind && (was_untouched || signs.only_other_kinds);
            // A continuous headache is there every day, even on a day that has begun in another zone only.
            finding.is_open |= attack.is_continuous || (next.is_none() && !attack.is_end_known);
        }
        let Some(next) = next else {
            stretch(stretches, attack, day, from, attack.until);
            break;
        };
        let midnight = next
            .to_zoned(attack.zone.clone())
            .map_or(attack.until, |zoned| zoned.timestamp());
        stretch(stretches, attack, day, from, midnight);
        (day, from) = (next, midnight.max(attack.pain_from));
    }
    for (day, pain) in &attack.levels {
        // A level from after the end says nothing about a day that this attack does not touch.
        if (attack.first..=attack.last.max(attack.first)).contains(day) {
            let finding = &mut days.at(*day).0;
            finding.peak = higher(finding.peak, Some(*pain));
        }
    }
}

fn stretch(
    stretches: &mut Vec<Stretch>,
    attack: &AttackFact,
    day: Date,
    from: Timestamp,
    to: Timestamp,
) {
    let to = to.min(attack.until);
    if attack.is_headache && from < to {
        stretches.push(Stretch { day, from, to });
    }
}

/// Adds up the time of each day; what several attacks cover counts once.
fn add_minutes(days: &mut Days, mut stretches: Vec<Stretch>) {
    stretches.sort_unstable_by_key(|stretch| (stretch.day, stretch.from, stretch.to));
    let mut rest = stretches.as_slice();
    while let Some(first) = rest.first() {
        let count = rest.partition_point(|stretch| stretch.day <= first.day);
        let (of_day, after) = rest.split_at(count);
        rest = after;
        let (mut seconds, mut covered) = (0, first.from);
        for stretch in of_day {
            let from = stretch.from.max(covered);
            if stretch.to > from {
                seconds += stretch.to.as_second() - from.as_second();
                covered = stretch.to;
            }
        }
        let minutes = u32::try_from(seconds / 60).unwrap_or(0);
        days.at(first.day).0.minutes = minutes;
    }
}

fn add_answers(days: &mut Days, facts: &Facts) {
    for (day, answer) in &facts.days {
        let (finding, signs) = days.at(*day);
        finding.is_told = true;
        signs.entries.extend_from_slice(&answer.entries);
        match answer.headache {
            Some(true) => {
                finding.is_touched = true;
                finding.is_open = true;
                signs.features = signs.features.or(Verdict::Unknown);
                signs.only_other_kinds = false;
            }
            Some(false) => finding.is_clear = true,
            None => {}
        }
        finding.peak = higher(finding.peak, answer.pain);
    }
}

fn add_intakes(days: &mut Days, facts: &Facts) {
    for intake in &facts.intakes {
        let (finding, signs) = days.at(intake.day);
        finding.classes.insert(intake.class);
        signs.entries.push(intake.entry);
        if intake.purpose == Purpose::Acute {
            finding.has_acute_medicine = true;
            signs.specific |= is_migraine_specific(intake.class);
            signs.headache_medicine |= counts_as_headache_medicine(intake.class);
        }
    }
}

fn decide(mut finding: DayFinding, mut signs: Signs) -> DayFinding {
    signs.entries.sort_unstable();
    signs.entries.dedup();
    // Every figure of the day shares them.
    finding.entries = Arc::from(signs.entries);
    let lasts =
        |minutes: u32| finding.is_touched && (finding.is_open || finding.minutes >= minutes);
    // A medicine is an entry of its own; only the patient's word can say that there was no headache.
    let may_have_headache = finding.is_touched || !finding.is_clear;
    let by_medicine = signs.headache_medicine && may_have_headache;
    let specific = signs.specific && may_have_headache && !signs.only_other_kinds;
    let lasts_hours = if finding.minutes >= 240 {
        Verdict::Yes
    } else if finding.is_open {
        Verdict::Unknown
    } else {
        Verdict::No
    };
    let without_features = signs.aura.or(Verdict::from_option(Some(specific)));
    finding.migraine_a = Verdict::from_option(Some(lasts(30)))
        .and(signs.features)
        .or(without_features);
    finding.migraine_b = lasts_hours.and(signs.features).or(without_features);
    let is_migraine = finding.migraine_a == Verdict::Yes;
    finding.headache_leiden = lasts(60) || by_medicine || is_migraine;
    finding.headache_trial = lasts(30) || is_migraine;
    finding.is_answered = finding.is_touched || finding.is_clear || is_migraine || by_medicine;
    finding
}
