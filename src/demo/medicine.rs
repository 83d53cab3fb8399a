//! What the demo patient takes: a cabinet, a preventive plan, and each intake with what it did.

use super::{ZONE, chance::Chance, local, week::Week};
use crate::{
    attacks::{
        model::{Level, Pain, Relief},
        server::{Attack, Intake},
    },
    medication::{
        model::{MedicineClass, Purpose},
        server::{CabinetMedicine, IntakeRecord, Plan, Schedule},
    },
};
use jiff::{Timestamp, ToSpan, civil::Date};

/// The streams of chance of the preventive plan and of intakes outside of attacks.
const PLAN: u64 = 0x706c_616e_0000_0000;
const OUTSIDE: u64 = 0x6f75_7473_6964_6500;

/// How often the preventive medicine is taken as planned, in percent.
const ADHERENCE: i64 = 90;

/// On how many days of a hundred without an attack something is taken against another pain.
const OTHER_PAIN: i64 = 3;

/// Weeks from the start of the diary until the preventive plan begins.
const WEEKS_BEFORE_PLAN: i64 = 18;

/// The evening dose, in minutes since midnight.
const EVENING: u16 = 20 * 60;

/// What the cabinet holds, by what names it for good.
pub const CABINET: [Shelf; 4] = [
    Shelf::acute(
        "Sumatriptan",
        "50 mg",
        "sumatriptan",
        MedicineClass::Triptan,
        7.0,
        12,
    ),
    Shelf::acute(
        "Ibuprofen",
        "400 mg",
        "ibuprofen",
        MedicineClass::Nsaid,
        23.0,
        50,
    ),
    Shelf::acute(
        "Naproxen",
        "500 mg",
        "naproxen",
        MedicineClass::Nsaid,
        3.0,
        20,
    ),
    Shelf {
        purpose: Purpose::Preventive,
        ..Shelf::acute(
            "Metoprolol",
            "50 mg",
            "metoprolol",
            MedicineClass::BetaBlocker,
            41.0,
            100,
        )
    },
];

/// The place of the preventive medicine in [`CABINET`].
pub const PREVENTIVE: usize = 3;

/// A medicine of the cabinet in short.
#[derive(Debug, Clone, Copy)]
pub struct Shelf {
    /// Name.
    pub name: &'static str,
    strength: &'static str,
    substance: &'static str,
    class: MedicineClass,
    purpose: Purpose,
    left: f32,
    pack: u16,
}

/// An intake with what names it for good and what it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedIntake {
    /// Its place in [`CABINET`]; none for a medicine that somebody else lent.
    pub shelf: Option<usize>,
    /// The intake, still without the ids of its medicine and its attack.
    pub intake: IntakeRecord,
}

impl Shelf {
    const fn acute(
        name: &'static str,
        strength: &'static str,
        substance: &'static str,
        class: MedicineClass,
        left: f32,
        pack: u16,
    ) -> Self {
        Self {
            name,
            strength,
            substance,
            class,
            purpose: Purpose::Acute,
            left,
            pack,
        }
    }

    /// The record, put into the cabinet on `day`.
    #[must_use]
    pub fn medicine(&self, day: Date) -> CabinetMedicine {
        CabinetMedicine {
            name: self.name.to_owned(),
            substance: Some(self.substance.to_owned()),
            class: self.class,
            purpose: self.purpose,
            form: "tablet".to_owned(),
            strength: self.strength.to_owned(),
            left: Some(self.left),
            pack: Some(self.pack),
            gtin: None,
            put_away: false,
            recorded: local(day, 8 * 60),
        }
    }

    fn intake(&self, at: Timestamp) -> IntakeRecord {
        IntakeRecord {
            name: self.name.to_owned(),
            dose: self.strength.to_owned(),
            class: self.class,
            purpose: self.purpose,
            medicine: None,
            attack: None,
            at,
            zone: ZONE.to_owned(),
            units: Some(1.0),
            pain_before: None,
            pain_after: None,
            relief: None,
            returned: None,
            recorded: at,
        }
    }
}

/// The first day of the preventive plan in a diary that begins on `first`.
#[must_use]
pub fn plan_begins(first: Date) -> Date {
    first.saturating_add(WEEKS_BEFORE_PLAN.weeks())
}

/// The preventive plan of a diary that begins on `first`, without the id of its medicine.
#[must_use]
pub fn plan(first: Date) -> Plan {
    let started = plan_begins(first);
    Plan {
        name: CABINET[PREVENTIVE].name.to_owned(),
        dose: CABINET[PREVENTIVE].strength.to_owned(),
        class: CABINET[PREVENTIVE].class,
        medicine: None,
        schedule: Schedule::Daily(vec![EVENING]),
        started,
        stopped: None,
        skipped: std::collections::BTreeSet::new(),
        recorded: local(started, 18 * 60),
    }
}

/// The evening dose of `day`, unless it was forgotten.
pub fn preventive_on(day: Date) -> Option<PlannedIntake> {
    let chance = Week::chance_of_day(PLAN, day);
    let minute = i64::from(EVENING) + chance.between(-20, 55);
    chance.happens(ADHERENCE).then(|| PlannedIntake {
        shelf: Some(PREVENTIVE),
        intake: CABINET[PREVENTIVE].intake(local(day, minute)),
    })
}

/// Something against a pain that is no attack, now and then; half of it is not from the cabinet.
pub fn against_other_pain_on(day: Date) -> Option<PlannedIntake> {
    let chance = Week::chance_of_day(OUTSIDE, day);
    if !chance.happens(OTHER_PAIN) {
        return None;
    }
    let at = local(day, chance.between(9 * 60, 19 * 60));
    let own = PlannedIntake {
        shelf: Some(1),
        intake: CABINET[1].intake(at),
    };
    let lent = PlannedIntake {
        shelf: None,
        intake: IntakeRecord {
            name: "Paracetamol".to_owned(),
            dose: "500 mg".to_owned(),
            class: MedicineClass::SimpleAnalgesic,
            ..CABINET[1].intake(at)
        },
    };
    Some(if chance.happens(50) { own } else { lent })
}

/// The intakes of an attack: the medicines that its story names, with the pain around them.
pub fn in_attack(attack: &Attack, taken: &[Intake], chance: &Chance) -> Vec<PlannedIntake> {
    taken
        .iter()
        .map(|told| {
            let shelf = CABINET.iter().position(|shelf| shelf.name == told.name);
            let before = pain_at(attack, told.at);
            let base = CABINET[shelf.unwrap_or_default()].intake(told.at);
            let returned = told.relief == Some(Relief::Free) && chance.happens(22);
            PlannedIntake {
                shelf,
                intake: IntakeRecord {
                    name: told.name.clone(),
                    dose: told.dose.clone(),
                    pain_before: before,
                    pain_after: before.and_then(|before| pain_after(before, told.relief?, chance)),
                    relief: told.relief,
                    returned: (told.relief == Some(Relief::Free)).then_some(returned),
                    recorded: attack.recorded.max(told.at),
                    ..base
                },
            }
        })
        .collect()
}

/// The latest level that was told by then.
fn pain_at(attack: &Attack, at: Timestamp) -> Option<Pain> {
    let told = attack.levels.iter().rev().find(|point| point.at <= at);
    told.map(|point| point.pain)
}

fn pain_after(before: Pain, relief: Relief, chance: &Chance) -> Option<Pain> {
    let height = i64::from(before.height());
    let after = match relief {
        Relief::Free => 0,
        Relief::Better => (height - chance.between(2, 4)).max(1),
        Relief::Unchanged => (height + chance.between(-1, 1)).max(1),
    };
    let level = Level::new(u8::try_from(after.min(10)).ok()?).ok()?;
    Some(match before {
        Pain::Number(_) => Pain::Number(level),
        Pain::Word(_) => Pain::Word(Pain::Number(level).severity()),
    })
}
