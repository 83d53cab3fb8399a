//! What the details page shows of an attack.

use super::{
    Ability, AfterSign, AttackView, AuraKind, AuraSide, Circumstance, Domain, EarlySign, Incident,
    Linkage, Loss, OwnSymptom, Pain, Relief, Spot, Symptom, TouchPain,
};
use crate::i18n::dates::CivilMoment;

/// Everything on the details page of one attack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DetailsView {
    /// What the attack's own page shows.
    pub attack: AttackView,
    /// This minute in the attack's zone.
    pub now: CivilMoment,
    /// What it was.
    pub incident: Option<Incident>,
    /// How the patient wants it counted with the attack before.
    pub linkage: Option<Linkage>,
    /// The attack before.
    pub before: Option<NeighbourView>,
    /// The attack after.
    pub after: Option<NeighbourView>,
    /// The patient says that it was told from memory.
    pub from_memory: bool,
    /// When the early signs began.
    pub prodrome_began: Option<CivilMoment>,
    /// Early signs.
    pub early_signs: Vec<EarlySign>,
    /// Every aura.
    pub aura: Vec<AuraView>,
    /// When the pain began, where that was said.
    pub pain_began: Option<CivilMoment>,
    /// Until when it was felt after the pain.
    pub postdrome_until: Option<CivilMoment>,
    /// What was felt after the pain.
    pub after_signs: Vec<AfterSign>,
    /// Spots of the head map.
    pub spots: Vec<Spot>,
    /// What touched hurts.
    pub touch: Vec<TouchPain>,
    /// "Can I do things?"
    pub ability: Option<Ability>,
    /// What was lost, by domain.
    pub losses: Vec<(Domain, Loss)>,
    /// What was different before.
    pub circumstances: Vec<Circumstance>,
    /// Every symptom, those that this patient uses most first.
    pub symptom_order: Vec<Symptom>,
    /// Own words for symptoms that this patient has used in any attack, the most used first; whether
    /// this attack has them.
    pub own_symptoms: Vec<(OwnSymptom, bool)>,
    /// Every circumstance, those that this patient uses most first.
    pub circumstance_order: Vec<Circumstance>,
    /// The patient's own words for points of the scale, 0 to 10.
    pub anchors: Vec<(u8, String)>,
    /// Medicines taken for it, in the order of time.
    pub intakes: Vec<LinkedIntake>,
    /// The course in time.
    pub timeline: TimelineView,
}

/// The attack before or after, and how the later one counts with the earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeighbourView {
    /// Record id.
    pub id: String,
    /// Its onset in its zone.
    pub onset: CivilMoment,
    /// Minutes free of attack between the two.
    pub free_minutes: u32,
    /// What the rule says.
    pub by_rule: Linkage,
    /// What holds.
    pub holds: Linkage,
}

/// One aura.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuraView {
    /// Its kind.
    pub kind: AuraKind,
    /// When it began.
    pub began: Option<CivilMoment>,
    /// How long, in minutes.
    pub minutes: Option<u16>,
    /// Which half.
    pub side: Option<AuraSide>,
    /// Whether it spread gradually over 5 minutes or more.
    pub gradual: Option<bool>,
    /// Whether something was added, such as zigzags.
    pub positive: Option<bool>,
}

/// One medicine taken for the attack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedIntake {
    /// Id of its own record; none for those in the attack itself.
    pub id: Option<String>,
    /// Its place in the attack; none for those with a record of their own.
    pub place: Option<usize>,
    /// Name and dose.
    pub name: String,
    /// When it was taken.
    pub at: CivilMoment,
    /// What it did, once answered.
    pub relief: Option<Relief>,
    /// Enough time has passed to ask what it did.
    pub can_be_judged: bool,
}

/// A stretch of an attack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Early signs.
    Prodrome,
    /// An aura.
    Aura(AuraKind),
    /// The pain.
    Pain,
    /// What stayed after it.
    Postdrome,
}

/// One stretch in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhaseView {
    /// Which.
    pub phase: Phase,
    /// Minutes from the left edge to its beginning.
    pub from: u32,
    /// Minutes from the left edge to its end, or to where it is known.
    pub until: u32,
    /// When it began.
    pub began: CivilMoment,
    /// When it ended; none when it goes on or nobody knows.
    pub ended: Option<CivilMoment>,
}

/// The course of an attack, drawn from left to right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineView {
    /// The left edge.
    pub start: CivilMoment,
    /// The right edge.
    pub end: CivilMoment,
    /// Minutes between the edges, at least 1.
    pub minutes: u32,
    /// Stretches whose times are known, in the order of the phases.
    pub phases: Vec<PhaseView>,
    /// Levels: minutes from the left edge, moment, level.
    pub levels: Vec<(u32, CivilMoment, Pain)>,
    /// Medicines: minutes from the left edge, in the order of the page's list.
    pub medicines: Vec<u32>,
}
