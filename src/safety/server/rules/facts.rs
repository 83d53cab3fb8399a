//! What a diary holds that the rules of red flags ask for.

use super::Fact;
use crate::{
    account::{model::Condition, server::Profile},
    attacks::{
        model::AuraKind,
        server::{Attack, AttackRecord, Course},
    },
    encryption::server::Stored,
    medication::model::MedicineClass,
    reports::server::{
        Diary,
        rules::{Band, Settings, Value, migraine_days, overuse, thirty_days},
    },
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use std::collections::BTreeSet;

/// Longer than this an attack is a migrainous status (ICHD-3 1.4.1: more than 72 hours).
const LONG_ATTACK: SignedDuration = SignedDuration::from_hours(72);
/// Longer than this an aura symptom is prolonged, in minutes (ICHD-3 1.2, criterion C3: 5 to 60).
const LONG_AURA: u16 = 60;
/// From this age on a first headache or a first aura is a sign (SNNOOP10, in the more careful reading).
const LATE_ONSET: i16 = 50;
/// Migraine days in 30 days from which on prevention is worth talking about (AHS 2021: four a month).
const FREQUENT: u32 = 4;
/// Names of medicines that harm an unborn child, as they begin or occur in names of substances.
const TERATOGENS: [&str; 2] = ["valpro", "topiramat"];
/// Contraception with oestrogen, as the check-in writes it.
const WITH_OESTROGEN: [&str; 2] = ["combined_pill", "patch_or_ring"];

/// The facts about one attack, and those about the patient that matter to any headache.
#[must_use]
pub fn attack_facts(
    diary: &Diary,
    stored: &Stored<AttackRecord>,
    now: Timestamp,
) -> BTreeSet<Fact> {
    let attack = &stored.value.attack;
    let mut facts = headache_facts(diary, local_day(attack, now));
    if length(attack, now) > LONG_ATTACK {
        facts.insert(Fact::LongAttack);
    }
    let minutes = attack.aura.values().flatten();
    if minutes.max().is_some_and(|minutes| *minutes > LONG_AURA) {
        facts.insert(Fact::LongAura);
    }
    let earlier: Vec<_> = diary
        .attacks
        .iter()
        .filter(|other| other.id != stored.id && other.value.attack.onset <= attack.onset)
        .map(|other| &other.value.attack)
        .collect();
    let had_motor = earlier.iter().any(|other| has(other, &[AuraKind::Motor]));
    if has(attack, &[AuraKind::Motor]) && !had_motor && !knows(diary, &[Condition::AuraMotor]) {
        facts.insert(Fact::FirstMotorAura);
    }
    let had_aura = earlier.iter().any(|other| !other.aura.is_empty());
    let is_first = !attack.aura.is_empty() && !had_aura && !knows(diary, Condition::AURAS);
    if is_first && is_fifty(diary, local_day(attack, attack.onset)) {
        facts.insert(Fact::FirstAuraAfterFifty);
    }
    facts
}

/// The facts about the patient that matter to any headache.
#[must_use]
pub fn headache_facts(diary: &Diary, today: Date) -> BTreeSet<Fact> {
    let known = [
        (
            Fact::Pregnant,
            knows(diary, &[Condition::Pregnant, Condition::RecentBirth]),
        ),
        (
            Fact::Illness,
            knows(diary, &[Condition::Cancer, Condition::Immune]),
        ),
        (Fact::HeadInjury, knows(diary, &[Condition::HeadInjury])),
        (Fact::AgedFifty, is_fifty(diary, today)),
    ];
    present(known)
}

/// The facts about the patient, whatever happens today.
#[must_use]
pub fn patient_facts(diary: &Diary, today: Date, now: Timestamp) -> BTreeSet<Fact> {
    let reading = diary.reading(today, now);
    let raw = reading.facts();
    let findings = reading.findings(Settings::of(diary.profile.as_ref()));
    let days = match migraine_days(&findings, thirty_days(today)).value {
        Value::Days(days) => days,
        _ => 0,
    };
    let near = overuse(&findings, today)
        .iter()
        .any(|state| state.band != Band::Below);
    let year_ago = today.saturating_sub(1.year());
    let takes = |class: MedicineClass| {
        let recent = raw
            .intakes
            .iter()
            .any(|intake| intake.class == class && (year_ago..=today).contains(&intake.day));
        let kept = diary.medicines.iter().map(|stored| &stored.value);
        recent
            || kept
                .filter(|kept| !kept.put_away)
                .any(|kept| kept.class == class)
    };
    let had = |kinds: &[AuraKind]| {
        let mut attacks = diary.attacks.iter();
        attacks.any(|stored| has(&stored.value.attack, kinds))
    };
    let has_severe = had(&[AuraKind::Motor, AuraKind::Brainstem])
        || knows(diary, &[Condition::AuraMotor, Condition::AuraBrainstem]);
    let known = [
        (Fact::NearOveruse, near),
        (Fact::FourMigraineDays, days >= FREQUENT),
        (
            Fact::HasAura,
            had(AuraKind::ALL) || knows(diary, Condition::AURAS),
        ),
        (Fact::HasMotorOrBrainstemAura, has_severe),
        (Fact::TakesTriptan, takes(MedicineClass::Triptan)),
        (Fact::TakesErgot, takes(MedicineClass::Ergot)),
        (Fact::TakesOestrogen, takes_oestrogen(diary, today)),
        (Fact::TakesTeratogen, takes_teratogen(diary, today)),
        (Fact::Vascular, knows(diary, &[Condition::Vascular])),
    ];
    let mut facts = present(known);
    facts.extend(headache_facts(diary, today));
    facts
}

fn present(known: impl IntoIterator<Item = (Fact, bool)>) -> BTreeSet<Fact> {
    let held = known.into_iter().filter(|(_, holds)| *holds);
    held.map(|(fact, _)| fact).collect()
}

fn knows(diary: &Diary, conditions: &[Condition]) -> bool {
    let profile = diary.profile.as_ref();
    let told = profile.map(|profile| &profile.conditions);
    told.is_some_and(|told| {
        conditions
            .iter()
            .any(|condition| told.contains(condition.code()))
    })
}

fn has(attack: &Attack, kinds: &[AuraKind]) -> bool {
    kinds.iter().any(|kind| attack.aura.contains_key(kind))
}

/// How long an attack has lasted for all that is known; a headache without a start and an end has no
/// length.
fn length(attack: &Attack, now: Timestamp) -> SignedDuration {
    let until = match attack.course {
        Course::Ongoing => now,
        Course::Ended(end) => end,
        Course::Over => attack.latest_entry(),
        Course::Continuous => return SignedDuration::ZERO,
    };
    until.duration_since(attack.onset)
}

fn local_day(attack: &Attack, instant: Timestamp) -> Date {
    instant.to_zoned(attack.time_zone()).date()
}

/// The profile knows the year alone: the year in which fifty is reached counts.
fn is_fifty(diary: &Diary, day: Date) -> bool {
    let born = diary
        .profile
        .as_ref()
        .and_then(|profile: &Profile| profile.born);
    born.is_some_and(|born| day.year() - born >= LATE_ONSET)
}

/// The latest answer about contraception decides; an answer from more than a year ago is too old.
fn takes_oestrogen(diary: &Diary, today: Date) -> bool {
    let year_ago = today.saturating_sub(1.year());
    let answers = diary.check_ins.iter().filter_map(|stored| {
        let answer = stored.value.contraception.as_deref()?;
        (year_ago..=today)
            .contains(&stored.value.day)
            .then_some((stored.value.day, answer))
    });
    answers
        .max_by_key(|(day, _)| *day)
        .is_some_and(|(_, answer)| WITH_OESTROGEN.contains(&answer))
}

fn takes_teratogen(diary: &Diary, today: Date) -> bool {
    let plans = diary.plans.iter().map(|stored| &stored.value);
    let running = plans.filter(|plan| plan.stopped.is_none_or(|last| last >= today));
    let kept = diary.medicines.iter().map(|stored| &stored.value);
    let kept = kept.filter(|kept| !kept.put_away);
    let mut names = running
        .map(|plan| plan.name.as_str())
        .chain(kept.clone().map(|kept| kept.name.as_str()))
        .chain(kept.filter_map(|kept| kept.substance.as_deref()));
    names.any(|name| {
        let name = name.to_lowercase();
        TERATOGENS.iter().any(|part| name.contains(part))
    })
}
