//! Reads what the details page sends: a tap, or one of its small forms.
//!
//! `change` holds the code of a tap. `do` names a form: `level` (a new level at a time), `level:3` (the
//! level at place 3 corrected), `own_symptom`, `prodrome`, `aura:visual`, `pain`, `postdrome`. Times are local in the
//! attack's zone; an empty field says "not known".

use super::{
    change::{Change, FieldProblem, local_instant},
    detail_change::DetailChange,
    record::{Attack, Course, LevelPoint},
};
use crate::{
    account::parts::Submission,
    attacks::model::{AuraKind, FieldFault, OwnSymptom, OwnSymptomFault, Pain},
    problem::Problem,
};
use jiff::{SignedDuration, Timestamp};

/// Early signs and aura begin at most this long before onset (72 hours, our convention; ICHD-3 knows
/// early signs up to two days ahead).
const EARLIEST: SignedDuration = SignedDuration::from_hours(72);

/// A form shows whole minutes, so "now" may lie up to a minute ahead.
const AHEAD: SignedDuration = SignedDuration::from_mins(1);

/// Reads a sent form against the attack as it stands at `now`.
///
/// # Errors
/// [`Problem::Invalid`] when no form of ours sends this; inside, [`FieldProblem`] for a typed value
/// that cannot be accepted.
pub fn read_form(
    attack: &Attack,
    form: &Submission,
    now: Timestamp,
) -> Result<Result<Change, FieldProblem>, Problem> {
    if form.has("change") {
        let change = Change::parse(form.text("change")).map_err(|_| Problem::Invalid)?;
        return Ok(Ok(change));
    }
    let (name, value) = match form.text("do").split_once(':') {
        Some((name, value)) => (name, Some(value)),
        None => (form.text("do"), None),
    };
    let clock = Clock { attack, now };
    let change = match (name, value) {
        ("level", place) => {
            let place = place.map(|place| place.parse().map_err(|_| Problem::Invalid));
            clock.level(place.transpose()?, form)
        }
        ("own_symptom", None) => clock.own_symptom(form),
        ("prodrome", None) => clock.prodrome(form),
        ("pain", None) => clock.pain(form),
        ("postdrome", None) => clock.postdrome(form),
        ("aura", Some(kind)) => {
            let kind = AuraKind::parse(kind).map_err(|_| Problem::Invalid)?;
            clock.aura(kind, form)
        }
        _ => return Err(Problem::Invalid),
    };
    Ok(change.map(Change::Detail))
}

/// The attack and the instant against which times are checked.
struct Clock<'a> {
    attack: &'a Attack,
    now: Timestamp,
}

type Read = Result<DetailChange, FieldProblem>;

impl Clock<'_> {
    fn level(&self, place: Option<usize>, form: &Submission) -> Read {
        let pain = Pain::parse(form.text("pain")).map_err(|_| fault(FieldFault::LevelMissing))?;
        let at = self.time(form.text("at"))?;
        let at = self.exact(at.ok_or(fault(FieldFault::TimeUnreadable))?);
        self.within(at)?;
        Ok(DetailChange::LevelAt(place, LevelPoint { at, pain }))
    }

    /// Typed words always add: typing what is there already takes nothing away.
    fn own_symptom(&self, form: &Submission) -> Read {
        let symptom = OwnSymptom::parse(form.text("words")).map_err(|reason| {
            fault(match reason {
                OwnSymptomFault::Missing => FieldFault::WordsMissing,
                OwnSymptomFault::TooLong => FieldFault::WordsTooLong,
            })
        })?;
        if self.attack.details.own_symptoms.contains(&symptom) {
            return Ok(DetailChange::Nothing);
        }
        Ok(DetailChange::OwnSymptom(symptom))
    }

    fn prodrome(&self, form: &Submission) -> Read {
        let began = self.time(form.text("began"))?;
        if let Some(began) = began {
            if began > self.attack.onset {
                return Err(fault(FieldFault::TimeAfterOnset));
            }
            self.not_too_early(began)?;
        }
        Ok(DetailChange::ProdromeBegan(began))
    }

    fn aura(&self, kind: AuraKind, form: &Submission) -> Read {
        let began = self.time(form.text("began"))?;
        if let Some(began) = began {
            self.not_too_early(began)?;
            self.before_end(began)?;
        }
        let minutes = match form.text("minutes").trim() {
            "" => None,
            typed => match typed.parse() {
                Ok(minutes @ 1..=4_320) => Some(minutes),
                _ => return Err(fault(FieldFault::MinutesOutOfRange)),
            },
        };
        Ok(DetailChange::AuraTimes(kind, began, minutes))
    }

    fn pain(&self, form: &Submission) -> Read {
        let began = self
            .time(form.text("began"))?
            .map(|began| self.exact(began));
        if let Some(began) = began {
            self.within(began)?;
        }
        Ok(DetailChange::PainBegan(began))
    }

    fn postdrome(&self, form: &Submission) -> Read {
        let until = self.time(form.text("until"))?;
        let end = self.attack.end().unwrap_or(self.attack.onset);
        if until.is_some_and(|until| until + AHEAD <= end) {
            return Err(fault(FieldFault::TimeBeforeEnd));
        }
        Ok(DetailChange::PostdromeUntil(until))
    }

    /// A typed local time; none when the field is empty.
    fn time(&self, text: &str) -> Result<Option<Timestamp>, FieldProblem> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let at = local_instant(text, &self.attack.time_zone())
            .ok_or(fault(FieldFault::TimeUnreadable))?;
        if at > self.now + AHEAD {
            return Err(fault(FieldFault::TimeInFuture));
        }
        Ok(Some(at))
    }

    /// The onset itself for a time typed in the same minute: fields show no seconds.
    fn exact(&self, at: Timestamp) -> Timestamp {
        let onset = self.attack.onset;
        if at < onset && at + AHEAD > onset {
            onset
        } else {
            at
        }
    }

    fn within(&self, at: Timestamp) -> Result<(), FieldProblem> {
        if at < self.attack.onset {
            return Err(fault(FieldFault::TimeBeforeOnset));
        }
        self.before_end(at)
    }

    fn before_end(&self, at: Timestamp) -> Result<(), FieldProblem> {
        match self.attack.course {
            Course::Ended(end) if at > end => Err(fault(FieldFault::TimeAfterEnd)),
            _ => Ok(()),
        }
    }

    fn not_too_early(&self, at: Timestamp) -> Result<(), FieldProblem> {
        if self.attack.onset.duration_since(at) > EARLIEST {
            return Err(fault(FieldFault::TimeTooEarly));
        }
        Ok(())
    }
}

const fn fault(fault: FieldFault) -> FieldProblem {
    FieldProblem(fault)
}
