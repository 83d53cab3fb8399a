//! The table of rules. To change one: the line here, and [`VERSION`].

use crate::safety::model::{Question, Sign, Source, Urgency};

/// Grows when a rule changes; kept with the answers.
pub const VERSION: u16 = 1;

/// A fact that the diary holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// The attack lasts, or lasted, more than 72 hours (ICHD-3 1.4.1).
    LongAttack,
    /// One aura symptom lasted more than 60 minutes (ICHD-3 1.2).
    LongAura,
    /// The first aura with weakness in the diary, and none is known from before.
    FirstMotorAura,
    /// The first aura in the diary at fifty or later, and none is known from before.
    FirstAuraAfterFifty,
    /// At fifty or later, by the year of birth.
    AgedFifty,
    /// Pregnant or gave birth lately, as the profile says.
    Pregnant,
    /// Cancer or weak defences, as the profile says.
    Illness,
    /// Head injury within three months, as the profile says.
    HeadInjury,
    /// Disease of heart or vessels, as the profile says.
    Vascular,
    /// Has auras, by the profile or the diary.
    HasAura,
    /// Has auras with weakness or from the brainstem, by the profile or the diary.
    HasMotorOrBrainstemAura,
    /// Has taken a triptan in the last year, or has one in the cabinet.
    TakesTriptan,
    /// The same for an ergot.
    TakesErgot,
    /// Contraception with oestrogen, by the latest check-in that says.
    TakesOestrogen,
    /// Takes valproate or topiramate, by the plans or the cabinet.
    TakesTeratogen,
    /// Acute medicine is near the threshold of overuse or above (ICHD-3 8.2; "near" is our convention).
    NearOveruse,
    /// Four or more migraine days in the last 30 days.
    FourMigraineDays,
}

/// What a rule can rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The question was answered "yes".
    Yes(Question),
    /// The diary holds the fact.
    Holds(Fact),
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// A headache: an attack, or one that the patient asks about.
    Headache,
    /// The patient, whatever happens today.
    Patient,
}

/// One rule: it holds when each group has at least one basis that is present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// What it finds.
    pub sign: Sign,
    /// How urgent that is.
    pub urgency: Urgency,
    /// What it is about.
    pub scope: Scope,
    /// What it rests on.
    pub groups: &'static [&'static [Basis]],
    /// Where it was published.
    pub sources: &'static [Source],
}

const fn rule(
    sign: Sign,
    urgency: Urgency,
    scope: Scope,
    groups: &'static [&'static [Basis]],
    sources: &'static [Source],
) -> Rule {
    Rule {
        sign,
        urgency,
        scope,
        groups,
        sources,
    }
}

use Basis::{Holds, Yes};
use Scope::{Headache, Patient};
use Source::{
    Ahs2021, EmaPregnancy, Ichd3, NiceCg150, ProductInformation, Snnoop10, WhoEligibility,
};
use Urgency::{Discuss, Emergency, Soon};

/// Every rule, the most urgent first.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    rule(Sign::Thunderclap, Emergency, Headache, &[&[Yes(Question::Sudden)]], &[Snnoop10, NiceCg150]),
    rule(Sign::NewDeficit, Emergency, Headache, &[&[Yes(Question::Deficit)]], &[Snnoop10, NiceCg150]),
    rule(Sign::Unconscious, Emergency, Headache, &[&[Yes(Question::Consciousness)]], &[Snnoop10, NiceCg150]),
    rule(Sign::FeverStiffNeck, Emergency, Headache,
        &[&[Yes(Question::Fever)], &[Yes(Question::StiffNeck)]], &[Snnoop10, NiceCg150]),
    rule(Sign::AfterInjury, Emergency, Headache, &[&[Yes(Question::Injury)]], &[Snnoop10, NiceCg150]),
    rule(Sign::EyeOrSight, Emergency, Headache, &[&[Yes(Question::PainfulEye)]], &[Snnoop10, NiceCg150]),
    rule(Sign::PregnancyPressure, Emergency, Headache,
        &[&[Yes(Question::Pregnancy), Holds(Fact::Pregnant)], &[Yes(Question::PressureSigns)]], &[Snnoop10]),
    rule(Sign::LongAttack, Soon, Headache, &[&[Holds(Fact::LongAttack)]], &[Ichd3]),
    rule(Sign::LongAura, Soon, Headache, &[&[Holds(Fact::LongAura)]], &[Ichd3]),
    rule(Sign::FirstMotorAura, Soon, Headache, &[&[Holds(Fact::FirstMotorAura)]], &[Ichd3, Snnoop10]),
    rule(Sign::FirstAuraAfterFifty, Soon, Headache, &[&[Holds(Fact::FirstAuraAfterFifty)]], &[Snnoop10]),
    rule(Sign::FeverAlone, Soon, Headache, &[&[Yes(Question::Fever)]], &[Snnoop10]),
    rule(Sign::NeckAlone, Soon, Headache, &[&[Yes(Question::StiffNeck)]], &[Snnoop10, NiceCg150]),
    rule(Sign::PressureAlone, Soon, Headache, &[&[Yes(Question::PressureSigns)]], &[Snnoop10]),
    rule(Sign::InPregnancy, Soon, Headache,
        &[&[Yes(Question::Pregnancy), Holds(Fact::Pregnant)]], &[Snnoop10]),
    rule(Sign::CoughHeadache, Soon, Headache, &[&[Yes(Question::Cough)]], &[Snnoop10, NiceCg150]),
    rule(Sign::PositionHeadache, Soon, Headache, &[&[Yes(Question::Position)]], &[Snnoop10, NiceCg150]),
    rule(Sign::PatternChanged, Soon, Headache, &[&[Yes(Question::Changed)]], &[Snnoop10, NiceCg150]),
    rule(Sign::NewAfterFifty, Soon, Headache, &[&[Yes(Question::AfterFifty)]], &[Snnoop10]),
    rule(Sign::NewAfterFifty, Soon, Headache,
        &[&[Holds(Fact::AgedFifty)], &[Yes(Question::Changed)]], &[Snnoop10]),
    rule(Sign::SoreTemples, Soon, Headache, &[&[Yes(Question::Temples)]], &[NiceCg150]),
    rule(Sign::ChangedThinking, Soon, Headache, &[&[Yes(Question::Thinking)]], &[NiceCg150]),
    rule(Sign::WithIllness, Soon, Headache,
        &[&[Yes(Question::Illness), Holds(Fact::Illness)]], &[Snnoop10, NiceCg150]),
    rule(Sign::RecentInjury, Soon, Headache, &[&[Holds(Fact::HeadInjury)]], &[NiceCg150]),
    rule(Sign::AfterNewMedicine, Discuss, Headache, &[&[Yes(Question::NewMedicine)]], &[Snnoop10]),
    rule(Sign::NearOveruse, Discuss, Patient, &[&[Holds(Fact::NearOveruse)]], &[Ichd3, Snnoop10]),
    rule(Sign::FrequentMigraine, Discuss, Patient, &[&[Holds(Fact::FourMigraineDays)]], &[Ahs2021]),
    rule(Sign::AuraAndOestrogen, Discuss, Patient,
        &[&[Holds(Fact::HasAura)], &[Holds(Fact::TakesOestrogen)]], &[WhoEligibility]),
    rule(Sign::TriptanAndAura, Discuss, Patient,
        &[&[Holds(Fact::HasMotorOrBrainstemAura)], &[Holds(Fact::TakesTriptan)]], &[ProductInformation]),
    rule(Sign::TriptanAndVessels, Discuss, Patient,
        &[&[Holds(Fact::Vascular)], &[Holds(Fact::TakesTriptan), Holds(Fact::TakesErgot)]],
        &[ProductInformation]),
    rule(Sign::MedicineInPregnancy, Discuss, Patient,
        &[&[Holds(Fact::Pregnant)], &[Holds(Fact::TakesTeratogen)]], &[EmaPregnancy]),
];
