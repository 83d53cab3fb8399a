//! A check-in as the texts of its form, and back.
//!
//! Reading what was written gives the same answers again, and reading anything else gives an answer or
//! a reason at its field. What is blank is no answer. A number may be tapped (`caffeine`) or typed
//! (`caffeine.typed`); what is typed counts, because an empty field is how one leaves it out.

use super::check_in::{CheckIn, FactorAnswer};
use crate::{
    daily::model::{
        Alcohol, AnswerFault, Contraception, EarlySign, FactorKind, NumberQuestion, Refused,
        ScaleQuestion, Texts, Weather,
        bounds::{
            self, LONGEST_NOTES, read_decimal, read_hours, read_text, read_time_of_day, rounded,
            time_of_day_text,
        },
        units::{Units, VolumeUnit, number_text},
    },
    platform::ids::RecordId,
};
use jiff::{Timestamp, civil::Date};
use std::collections::{BTreeMap, BTreeSet};

/// The value of "none of them" in a group of boxes, and of "no alcohol".
pub const NONE: &str = "none";

/// Reads the answers of a form about `day`.
///
/// # Errors
/// Every field that was refused, with the reason.
pub fn read_answers(texts: &Texts, day: Date, recorded: Timestamp) -> Result<CheckIn, Refused> {
    let mut reader = Reader {
        texts,
        units: Units {
            volume: VolumeUnit::parse(texts.one("volume_unit")).unwrap_or(VolumeUnit::Millilitre),
            ..Units::default()
        },
        refused: Refused::new(),
    };
    let answers = CheckIn {
        sleep_minutes: reader.number(NumberQuestion::Sleep),
        sleep_quality: reader.scale(ScaleQuestion::SleepQuality),
        wakes: narrow(reader.number(NumberQuestion::Wakes)),
        bedtime: reader.field("bedtime", read_time_of_day).flatten(),
        stress: reader.scale(ScaleQuestion::Stress),
        mood: reader.scale(ScaleQuestion::Mood),
        energy: reader.scale(ScaleQuestion::Energy),
        water_ml: reader.number(NumberQuestion::Water),
        caffeine: narrow(reader.number(NumberQuestion::Caffeine)),
        alcohol: reader.alcohol(),
        meals_skipped: narrow(reader.number(NumberQuestion::MealsSkipped)),
        exercise_minutes: reader.number(NumberQuestion::Exercise),
        screen_hours: narrow(reader.number(NumberQuestion::Screen)),
        neck_tension: reader.scale(ScaleQuestion::NeckTension),
        period_began: reader.field("period_began", read_yes_no).flatten(),
        contraception: reader
            .field("contraception", |text| choice(text, Contraception::parse))
            .flatten()
            .map(|choice| choice.code().to_owned()),
        weather: reader.codes("weather", |code| Weather::parse(code).is_ok()),
        early_signs: reader.early_signs(),
        own: reader.own(),
        notes: reader
            .field("notes", |text| read_text(text, LONGEST_NOTES))
            .unwrap_or_default(),
        ..CheckIn::of(day, recorded)
    };
    if reader.refused.is_empty() {
        Ok(answers)
    } else {
        Err(reader.refused)
    }
}

struct Reader<'t> {
    texts: &'t Texts,
    units: Units,
    refused: Refused,
}

impl Reader<'_> {
    fn field<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&str) -> Result<T, AnswerFault>,
    ) -> Option<T> {
        read(self.texts.one(name))
            .map_err(|fault| self.refuse(name, fault))
            .ok()
    }

    fn refuse(&mut self, name: &str, fault: AnswerFault) {
        self.refused.entry(name.to_owned()).or_insert(fault);
    }

    fn scale(&mut self, question: ScaleQuestion) -> Option<u8> {
        let read = |text: &str| bounds::SCALE.read(text);
        narrow(self.field(question.code(), read).flatten())
    }

    fn number(&mut self, question: NumberQuestion) -> Option<u16> {
        let (bounds, unit) = (question.bounds(), self.units.volume);
        let typed = question.typed_field();
        if self.texts.is_blank(&typed) {
            return self
                .field(question.code(), |text| bounds.read(text))
                .flatten();
        }
        let typed = self.texts.one(&typed);
        let read = match question {
            NumberQuestion::Sleep => read_hours(typed, bounds),
            NumberQuestion::Water => read_volume(typed, bounds, unit),
            _ => bounds.read(typed),
        };
        match read {
            Ok(value) => value,
            Err(fault) => {
                self.refuse(question.code(), fault);
                None
            }
        }
    }

    fn codes(&mut self, name: &str, is_known: impl Fn(&str) -> bool) -> BTreeSet<String> {
        let codes = self.texts.all(name).iter().filter(|code| !code.is_empty());
        let codes: BTreeSet<String> = codes.cloned().collect();
        if !codes.iter().all(|code| is_known(code)) {
            self.refuse(name, AnswerFault::NotAChoice);
        }
        codes
    }

    fn early_signs(&mut self) -> Option<BTreeSet<String>> {
        let mut codes = self.codes("early_signs", |code| {
            code == NONE || EarlySign::parse(code).is_ok()
        });
        if codes.is_empty() {
            return None;
        }
        if codes.remove(NONE) && !codes.is_empty() {
            self.refuse("early_signs", AnswerFault::NoneAndSome);
        }
        Some(codes)
    }

    fn alcohol(&mut self) -> Option<BTreeMap<Alcohol, u8>> {
        let mut glasses = BTreeMap::new();
        for kind in Alcohol::ALL {
            let name = alcohol_field(*kind);
            let read = self.field(&name, |text| bounds::GLASSES.read(text));
            if let Some(count) = narrow(read.flatten()).filter(|count| *count > 0) {
                glasses.insert(*kind, count);
            }
        }
        let none = self.texts.has("alcohol", NONE);
        if none && !glasses.is_empty() {
            self.refuse("alcohol", AnswerFault::NoneAndSome);
        }
        (none || !glasses.is_empty()).then_some(glasses)
    }

    fn own(&mut self) -> BTreeMap<RecordId, FactorAnswer> {
        let texts = self.texts;
        let mut own = BTreeMap::new();
        for name in texts.names().filter(|name| name.starts_with("own.")) {
            let mut parts = name.splitn(3, '.').skip(1);
            let kind = parts.next().and_then(|kind| FactorKind::parse(kind).ok());
            let id = parts.next().and_then(|id| RecordId::parse(id).ok());
            let (Some(kind), Some(id)) = (kind, id) else {
                self.refuse(name, AnswerFault::NotAChoice);
                continue;
            };
            let number = |text: &str, bounds: bounds::Bounds| {
                Ok(bounds.read(text)?.map(FactorAnswer::Number))
            };
            let read = |text: &str| match kind {
                FactorKind::Scale => number(text, bounds::SCALE),
                FactorKind::Count => number(text, bounds::OWN_COUNT),
                FactorKind::YesNo => Ok(read_yes_no(text)?.map(FactorAnswer::Yes)),
            };
            if let Some(answer) = self.field(name, read).flatten() {
                own.insert(id, answer);
            }
        }
        own
    }
}

/// The field for the glasses of a kind of alcohol.
#[must_use]
pub fn alcohol_field(kind: Alcohol) -> String {
    format!("alcohol.{}", kind.code())
}

fn narrow(value: Option<u16>) -> Option<u8> {
    value.and_then(|value| u8::try_from(value).ok())
}

fn read_yes_no(text: &str) -> Result<Option<bool>, AnswerFault> {
    match text {
        "" => Ok(None),
        "yes" => Ok(Some(true)),
        "no" => Ok(Some(false)),
        _ => Err(AnswerFault::NotAChoice),
    }
}

fn choice<T, E>(
    text: &str,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<Option<T>, AnswerFault> {
    if text.is_empty() {
        return Ok(None);
    }
    parse(text).map(Some).map_err(|_| AnswerFault::NotAChoice)
}

/// Reads an amount of a drink, typed in `unit`, as millilitres.
///
/// # Errors
/// [`AnswerFault::NotANumber`] or [`AnswerFault::OutOfRange`].
pub fn read_volume(
    text: &str,
    bounds: bounds::Bounds,
    unit: VolumeUnit,
) -> Result<Option<u16>, AnswerFault> {
    let Some(typed) = read_decimal(text)? else {
        return Ok(None);
    };
    let shown = |bound: u16| number_text(unit.from_metric(f64::from(bound)), 2);
    let millilitres = bounds.check_decimal(unit.to_metric(typed).round(), shown)?;
    Ok(Some(rounded(millilitres)))
}

/// The texts of a form that holds these answers.
#[must_use]
pub fn texts_of(answers: &CheckIn) -> Texts {
    let mut texts = Texts::default();
    let mut add = |name: &str, text: Option<String>| {
        if let Some(text) = text {
            texts.add(name, text);
        }
    };
    let small = |value: Option<u8>| value.map(|value| value.to_string());
    let large = |value: Option<u16>| value.map(|value| value.to_string());
    let yes_no = |value: bool| if value { "yes" } else { "no" }.to_owned();
    add(NumberQuestion::Sleep.code(), large(answers.sleep_minutes));
    add(
        ScaleQuestion::SleepQuality.code(),
        small(answers.sleep_quality),
    );
    add(NumberQuestion::Wakes.code(), small(answers.wakes));
    add("bedtime", answers.bedtime.map(time_of_day_text));
    add(ScaleQuestion::Stress.code(), small(answers.stress));
    add(ScaleQuestion::Mood.code(), small(answers.mood));
    add(ScaleQuestion::Energy.code(), small(answers.energy));
    add(NumberQuestion::Water.code(), large(answers.water_ml));
    add(NumberQuestion::Caffeine.code(), small(answers.caffeine));
    add(
        NumberQuestion::MealsSkipped.code(),
        small(answers.meals_skipped),
    );
    add(
        NumberQuestion::Exercise.code(),
        large(answers.exercise_minutes),
    );
    add(NumberQuestion::Screen.code(), small(answers.screen_hours));
    add(
        ScaleQuestion::NeckTension.code(),
        small(answers.neck_tension),
    );
    add("period_began", answers.period_began.map(yes_no));
    add("contraception", answers.contraception.clone());
    for code in &answers.weather {
        add("weather", Some(code.clone()));
    }
    if let Some(signs) = &answers.early_signs {
        if signs.is_empty() {
            add("early_signs", Some(NONE.to_owned()));
        }
        for code in signs {
            add("early_signs", Some(code.clone()));
        }
    }
    if let Some(glasses) = &answers.alcohol {
        if glasses.is_empty() {
            add("alcohol", Some(NONE.to_owned()));
        }
        for (kind, count) in glasses {
            add(&alcohol_field(*kind), Some(count.to_string()));
        }
    }
    for (id, answer) in &answers.own {
        // A number fits both kinds; the form asks by the factor's kind and finds either.
        match answer {
            FactorAnswer::Yes(yes) => {
                add(
                    &format!("own.{}.{id}", FactorKind::YesNo.code()),
                    Some(yes_no(*yes)),
                );
            }
            FactorAnswer::Number(number) => {
                for kind in [FactorKind::Scale, FactorKind::Count] {
                    if kind == FactorKind::Count || *number <= bounds::SCALE.most {
                        add(
                            &format!("own.{}.{id}", kind.code()),
                            Some(number.to_string()),
                        );
                    }
                }
            }
        }
    }
    if !answers.notes.is_empty() {
        add("notes", Some(answers.notes.clone()));
    }
    texts
}

/// Fills what a form leaves blank with the answers of the day before, when the patient asks for it.
/// Left out are notes and the start of a period: these belong to one day.
#[must_use]
pub fn filled(mut texts: Texts, yesterday: &Texts) -> Texts {
    let blank_number = |texts: &Texts, question: NumberQuestion| {
        texts.is_blank(question.code()) && texts.is_blank(&question.typed_field())
    };
    for question in NumberQuestion::ALL {
        if blank_number(&texts, *question) {
            texts.take(question.code(), yesterday);
        }
    }
    let no_alcohol_answer = texts.is_blank("alcohol")
        && Alcohol::ALL
            .iter()
            .all(|kind| texts.is_blank(&alcohol_field(*kind)));
    if no_alcohol_answer {
        texts.take("alcohol", yesterday);
        for kind in Alcohol::ALL {
            texts.take(&alcohol_field(*kind), yesterday);
        }
    }
    let others = ["bedtime", "contraception", "weather", "early_signs"];
    let scales = ScaleQuestion::ALL.iter().map(|question| question.code());
    let own = yesterday.names().filter(|name| name.starts_with("own."));
    for name in others.into_iter().chain(scales).chain(own) {
        if texts.is_blank(name) {
            texts.take(name, yesterday);
        }
    }
    texts
}

/// Adds what is stored for every question that a form did not ask.
#[must_use]
pub fn completed(mut form: Texts, stored: &Texts) -> Texts {
    let about = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
    for name in stored.names() {
        let is_asked = if name.starts_with("own.") {
            let mut asked = form.names().filter(|other| other.starts_with("own."));
            asked.any(|other| about(other) == about(name))
        } else {
            form.names().any(|other| other == name)
        };
        if !is_asked {
            form.take(name, stored);
        }
    }
    form
}
