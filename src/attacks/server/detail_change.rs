//! What the details page can change about an attack.
//!
//! A tap arrives as a code such as `spot:temple_left`, a form as typed texts (`detail_form.rs`). To add
//! one: a variant, its code in `parse`, its effect in `apply`, and a line in the tests' table.

use super::{
    change::{toggle, toggled},
    details::AuraDetails,
    record::{Attack, Course, LevelPoint},
};
use crate::attacks::model::{
    Ability, AfterSign, AuraKind, AuraSide, Circumstance, Domain, EarlySign, Incident, Linkage,
    Loss, OwnSymptom, Region, Side, Spot, TouchPain, UnknownCode, YesNo,
};
use jiff::Timestamp;

/// One change to the details of an attack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DetailChange {
    /// What was said already is said again.
    Nothing,
    /// It is over, nobody knows since when.
    Over,
    /// It was this, or not said after all.
    Incident(Incident),
    /// It counts so with the attack before; none leaves it to the rule.
    Linkage(Option<Linkage>),
    /// Told from memory, or not after all.
    FromMemory,
    /// This early sign, or not after all.
    EarlySign(EarlySign),
    /// Felt after the pain, or not after all.
    AfterSign(AfterSign),
    /// This spot of the head map, or not after all.
    Spot(Spot),
    /// A symptom in own words, or not after all.
    OwnSymptom(OwnSymptom),
    /// This touch hurts, or not after all.
    Touch(TouchPain),
    /// What could be done, or not said after all.
    Ability(Ability),
    /// What was lost in a domain, or not said after all.
    Loss(Domain, Loss),
    /// This was different before, or not after all.
    Circumstance(Circumstance),
    /// The side of an aura, or not said after all.
    AuraSide(AuraKind, AuraSide),
    /// Whether an aura spread gradually, or not said after all.
    AuraGradual(AuraKind, YesNo),
    /// Whether an aura added something, or not said after all.
    AuraPositive(AuraKind, YesNo),
    /// When an aura began and how many minutes it lasted.
    AuraTimes(AuraKind, Option<Timestamp>, Option<u16>),
    /// When the early signs began.
    ProdromeBegan(Option<Timestamp>),
    /// When the pain began.
    PainBegan(Option<Timestamp>),
    /// Until when it was felt after the pain.
    PostdromeUntil(Option<Timestamp>),
    /// How bad it was at a time: a new point, or the point at this place corrected.
    LevelAt(Option<usize>, LevelPoint),
}

impl DetailChange {
    /// Reads the code that a tap sends.
    ///
    /// # Errors
    /// [`UnknownCode`] when no form of ours sends it.
    pub fn parse(code: &str) -> Result<Self, UnknownCode> {
        let (name, value) = code.split_once(':').unwrap_or((code, ""));
        Ok(match name {
            "over" => Self::Over,
            "incident" => Self::Incident(Incident::parse(value)?),
            "linkage" if value == "rule" => Self::Linkage(None),
            "linkage" => Self::Linkage(Some(Linkage::parse(value)?)),
            "memory" => Self::FromMemory,
            "early" => Self::EarlySign(EarlySign::parse(value)?),
            "after" => Self::AfterSign(AfterSign::parse(value)?),
            "spot" => Self::Spot(Spot::parse(value)?),
            "own_symptom" => Self::OwnSymptom(OwnSymptom::parse(value).map_err(|_| UnknownCode)?),
            "touch" => Self::Touch(TouchPain::parse(value)?),
            "ability" => Self::Ability(Ability::parse(value)?),
            "loss" => {
                let (domain, loss) = value.split_once(':').ok_or(UnknownCode)?;
                Self::Loss(Domain::parse(domain)?, Loss::parse(loss)?)
            }
            "circumstance" => Self::Circumstance(Circumstance::parse(value)?),
            "aura_side" | "aura_gradual" | "aura_positive" => {
                let (kind, answer) = value.split_once(':').ok_or(UnknownCode)?;
                let kind = AuraKind::parse(kind)?;
                match name {
                    "aura_side" => Self::AuraSide(kind, AuraSide::parse(answer)?),
                    "aura_gradual" => Self::AuraGradual(kind, YesNo::parse(answer)?),
                    _ => Self::AuraPositive(kind, YesNo::parse(answer)?),
                }
            }
            _ => return Err(UnknownCode),
        })
    }

    /// Makes the change.
    pub(super) fn apply(self, attack: &mut Attack) {
        let details = &mut attack.details;
        match self {
            Self::Nothing => {}
            Self::Over => attack.course = Course::Over,
            Self::Incident(incident) => details.incident = toggled(details.incident, incident),
            Self::Linkage(linkage) => details.linkage = linkage,
            Self::FromMemory => details.from_memory = !details.from_memory,
            Self::EarlySign(sign) => toggle(&mut details.early_signs, sign),
            Self::AfterSign(sign) => toggle(&mut details.after_signs, sign),
            Self::Spot(spot) => toggle_spot(attack, spot),
            Self::OwnSymptom(symptom) => {
                if !details.own_symptoms.remove(&symptom)
                    && details.own_symptoms.len() < OwnSymptom::MOST
                {
                    details.own_symptoms.insert(symptom);
                }
            }
            Self::Touch(touch) => toggle(&mut details.touch, touch),
            Self::Ability(ability) => details.ability = toggled(details.ability, ability),
            Self::Loss(domain, loss) => {
                if details.losses.remove(&domain) != Some(loss) {
                    details.losses.insert(domain, loss);
                }
            }
            Self::Circumstance(circumstance) => toggle(&mut details.circumstances, circumstance),
            Self::AuraSide(kind, side) => with_aura(attack, kind, |aura| {
                aura.side = toggled(aura.side, side);
            }),
            Self::AuraGradual(kind, answer) => with_aura(attack, kind, |aura| {
                aura.gradual = toggled(aura.gradual, answer == YesNo::Yes);
            }),
            Self::AuraPositive(kind, answer) => with_aura(attack, kind, |aura| {
                aura.positive = toggled(aura.positive, answer == YesNo::Yes);
            }),
            Self::AuraTimes(kind, began, minutes) => {
                with_aura(attack, kind, |aura| aura.began = began);
                attack.aura.insert(kind, minutes);
            }
            Self::ProdromeBegan(began) => details.prodrome_began = began,
            Self::PainBegan(began) => details.pain_began = began,
            Self::PostdromeUntil(until) => details.postdrome_until = until,
            Self::LevelAt(place, point) => put_level(attack, place, point),
        }
    }
}

/// Changes what is known about an aura; one that says nothing more is not kept. The aura itself is
/// then among the attack's.
fn with_aura(attack: &mut Attack, kind: AuraKind, change: impl FnOnce(&mut AuraDetails)) {
    attack.aura.entry(kind).or_default();
    let aura = attack.details.aura.entry(kind).or_default();
    change(aura);
    if *aura == AuraDetails::default() {
        attack.details.aura.remove(&kind);
    }
}

/// Marks a spot or takes the mark away. The coarse region follows its spots, and so does the side,
/// unless the patient said that the pain changes sides.
fn toggle_spot(attack: &mut Attack, spot: Spot) {
    let spots = &mut attack.details.spots;
    toggle(spots, spot);
    let region = spot.region();
    if spots.iter().any(|other| other.region() == region) {
        attack.regions.insert(region);
    } else {
        attack.regions.remove(&region);
    }
    if attack.side != Some(Side::Changing) && !spots.is_empty() {
        attack.side = Spot::side_of(spots.iter());
    }
}

/// Takes the marks of a region away once the region itself was taken away.
pub(super) fn forget_spots(attack: &mut Attack, region: Region) {
    if !attack.regions.contains(&region) {
        attack.details.spots.retain(|spot| spot.region() != region);
    }
}

/// Puts a level in its place in time. Two levels of one instant are one level corrected.
fn put_level(attack: &mut Attack, place: Option<usize>, point: LevelPoint) {
    if let Some(place) = place {
        if place >= attack.levels.len() {
            return;
        }
        attack.levels.remove(place);
    }
    attack.levels.retain(|other| other.at != point.at);
    attack.levels.push(point);
    attack.levels.sort_by_key(|point| point.at);
}
