//! The demo diary as records: each with an id that follows from what it is, so that a second run makes
//! nothing twice.

use super::{
    checking_in::OWN_FACTORS,
    diary::{DemoDiary, PlannedAttack},
    medicine::{self, CABINET, PlannedIntake},
};
use crate::{
    attacks::server::AttackRecord,
    daily::server::{ClearDay, OwnFactor, clear_day_id},
    encryption::server::{DerivedIds, NewRecord, StoreError},
    medication::server::{IntakeRecord, Plan},
    platform::ids::RecordId,
};
use jiff::civil::Date;

/// Records in the order in which they were added.
#[derive(Default)]
pub struct Entries {
    /// The records.
    pub records: Vec<NewRecord>,
}

impl Entries {
    /// Adds attacks without their intakes.
    pub fn attacks(
        &mut self,
        attacks: &[PlannedAttack],
        ids: &DerivedIds,
    ) -> Result<(), StoreError> {
        for planned in attacks {
            let record = AttackRecord::new(planned.attack.clone());
            self.records
                .push(NewRecord::of(attack_id(ids, planned), &record)?);
        }
        Ok(())
    }

    /// Adds confirmed clear days.
    pub fn clear_days(&mut self, days: &[Date], ids: &DerivedIds) -> Result<(), StoreError> {
        for day in days {
            self.records.push(NewRecord::of(
                clear_day_id(ids, *day),
                &ClearDay { day: *day },
            )?);
        }
        Ok(())
    }

    /// Adds everything else that has a day: check-ins, intakes, measurements, questionnaires.
    pub fn of_days(&mut self, diary: &DemoDiary, ids: &DerivedIds) -> Result<(), StoreError> {
        for planned in &diary.check_ins {
            let mut check_in = planned.check_in.clone();
            for (place, answer) in planned.own.iter().enumerate() {
                if let Some(answer) = answer {
                    check_in.own.insert(factor_id(ids, place), *answer);
                }
            }
            let id = check_in_id(ids, check_in.day);
            self.records.push(NewRecord::of(id, &check_in)?);
        }
        for planned in &diary.attacks {
            let attack = attack_id(ids, planned);
            for (place, intake) in planned.intakes.iter().enumerate() {
                let id = ids.id(&[
                    b"demo",
                    b"intake",
                    &planned.week.to_be_bytes(),
                    &[planned.place],
                    &place.to_be_bytes(),
                ]);
                self.intake(id, intake, Some(attack), ids)?;
            }
        }
        for planned in &diary.intakes {
            let name = planned.intake.name.as_bytes();
            let day = planned.intake.day().to_string();
            let id = ids.id(&[b"demo", b"intake", name, day.as_bytes()]);
            self.intake(id, planned, None, ids)?;
        }
        for planned in &diary.measurements {
            let day = planned.day.to_string();
            let id = ids.id(&[b"demo", planned.kind.as_bytes(), day.as_bytes()]);
            self.records.push(NewRecord::of(id, &planned.measurement)?);
        }
        for answers in &diary.scales {
            let day = answers.day.to_string();
            let id = ids.id(&[b"demo", answers.scale.code().as_bytes(), day.as_bytes()]);
            self.records.push(NewRecord::of(id, answers)?);
        }
        Ok(())
    }

    fn intake(
        &mut self,
        id: RecordId,
        planned: &PlannedIntake,
        attack: Option<RecordId>,
        ids: &DerivedIds,
    ) -> Result<(), StoreError> {
        let intake = IntakeRecord {
            attack,
            medicine: planned.shelf.map(|shelf| medicine_id(ids, shelf)),
            ..planned.intake.clone()
        };
        self.records.push(NewRecord::of(id, &intake)?);
        Ok(())
    }
}

/// What belongs to the patient and not to a day: the cabinet, the plan, own factors.
pub fn belongings(first: Date, ids: &DerivedIds) -> Result<Vec<NewRecord>, StoreError> {
    let plan = Plan {
        medicine: Some(medicine_id(ids, medicine::PREVENTIVE)),
        ..medicine::plan(first)
    };
    let mut records = vec![NewRecord::of(ids.id(&[b"demo", b"plan"]), &plan)?];
    for (place, shelf) in CABINET.iter().enumerate() {
        records.push(NewRecord::of(
            medicine_id(ids, place),
            &shelf.medicine(first),
        )?);
    }
    for (place, (name, kind)) in OWN_FACTORS.into_iter().enumerate() {
        let factor = OwnFactor {
            name: name.to_owned(),
            kind,
            put_away: false,
            recorded: super::local(first, 19 * 60),
        };
        records.push(NewRecord::of(factor_id(ids, place), &factor)?);
    }
    Ok(records)
}

fn attack_id(ids: &DerivedIds, planned: &PlannedAttack) -> RecordId {
    ids.id(&[
        b"demo",
        b"attack",
        &planned.week.to_be_bytes(),
        &[planned.place],
    ])
}

fn check_in_id(ids: &DerivedIds, day: Date) -> RecordId {
    ids.id(&[b"check-in", day.to_string().as_bytes()])
}

fn medicine_id(ids: &DerivedIds, shelf: usize) -> RecordId {
    ids.id(&[b"demo", b"medicine", CABINET[shelf].name.as_bytes()])
}

fn factor_id(ids: &DerivedIds, place: usize) -> RecordId {
    ids.id(&[b"demo", b"factor", OWN_FACTORS[place].0.as_bytes()])
}
