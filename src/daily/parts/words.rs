//! The words of the daily answers: questions, answers, units, and why an answer was refused.

use crate::{
    daily::model::{
        Alcohol, AnswerFault, Contraception, EarlySign, FactorKind, FactorView, MeasureKind,
        MeasureView, NumberQuestion, ScaleQuestion, Texts, Weather,
        bounds::rounded,
        units::{LengthUnit, Units, VolumeUnit, WeightUnit, number_text},
    },
    i18n::dates::duration_text,
    text,
};

/// A question answered from 0 to 4.
#[must_use]
pub fn scale_question_text(question: ScaleQuestion) -> &'static str {
    match question {
        ScaleQuestion::SleepQuality => text!(daily.ask_sleep_quality),
        ScaleQuestion::Stress => text!(daily.ask_stress),
        ScaleQuestion::Mood => text!(daily.ask_mood),
        ScaleQuestion::Energy => text!(daily.ask_energy),
        ScaleQuestion::NeckTension => text!(daily.ask_neck_tension),
    }
}

/// The words for none, a little, some, much, very much.
#[must_use]
pub fn amount_words() -> [&'static str; 5] {
    [
        text!(daily.amount_none),
        text!(daily.amount_little),
        text!(daily.amount_some),
        text!(daily.amount_much),
        text!(daily.amount_very),
    ]
}

/// The words for the answers from 0 to 4.
#[must_use]
pub fn scale_words(question: ScaleQuestion) -> [&'static str; 5] {
    match question {
        ScaleQuestion::SleepQuality => [
            text!(daily.quality_bad),
            text!(daily.quality_poor),
            text!(daily.quality_fair),
            text!(daily.quality_good),
            text!(daily.quality_best),
        ],
        ScaleQuestion::Mood => [
            text!(daily.mood_low),
            text!(daily.mood_dull),
            text!(daily.mood_even),
            text!(daily.mood_good),
            text!(daily.mood_best),
        ],
        ScaleQuestion::Stress | ScaleQuestion::Energy | ScaleQuestion::NeckTension => {
            amount_words()
        }
    }
}

/// A question answered with a number.
#[must_use]
pub fn number_question_text(question: NumberQuestion) -> &'static str {
    match question {
        NumberQuestion::Sleep => text!(daily.ask_sleep_minutes),
        NumberQuestion::Wakes => text!(daily.ask_wakes),
        NumberQuestion::Water => text!(daily.ask_water_ml),
        NumberQuestion::Caffeine => text!(daily.ask_caffeine),
        NumberQuestion::MealsSkipped => text!(daily.ask_meals_skipped),
        NumberQuestion::Exercise => text!(daily.ask_exercise_minutes),
        NumberQuestion::Screen => text!(daily.ask_screen_hours),
    }
}

/// A number of a question with its unit.
#[must_use]
pub fn amount_text(question: NumberQuestion, value: u16, units: Units) -> String {
    match question {
        NumberQuestion::Sleep | NumberQuestion::Exercise => duration_text(u32::from(value)),
        NumberQuestion::Water => {
            let digits = usize::from(units.volume == VolumeUnit::FluidOunce);
            let value = units.volume.from_metric(f64::from(value));
            with_unit(&number_text(value, digits), volume_unit_text(units.volume))
        }
        NumberQuestion::Screen => text!(common.hours, hours = value),
        NumberQuestion::Wakes | NumberQuestion::Caffeine | NumberQuestion::MealsSkipped => {
            value.to_string()
        }
    }
}

/// An early sign.
#[must_use]
pub fn sign_text(sign: EarlySign) -> &'static str {
    match sign {
        EarlySign::Yawning => text!(daily.sign_yawning),
        EarlySign::Craving => text!(daily.sign_craving),
        EarlySign::Fatigue => text!(daily.sign_fatigue),
        EarlySign::Light => text!(daily.sign_light),
        EarlySign::Neck => text!(daily.sign_neck),
        EarlySign::Concentration => text!(daily.sign_concentration),
        EarlySign::Mood => text!(daily.sign_mood),
    }
}

/// How the weather felt.
#[must_use]
pub fn weather_text(weather: Weather) -> &'static str {
    match weather {
        Weather::Ordinary => text!(daily.weather_ordinary),
        Weather::Hot => text!(daily.weather_hot),
        Weather::Cold => text!(daily.weather_cold),
        Weather::Humid => text!(daily.weather_humid),
        Weather::Windy => text!(daily.weather_windy),
        Weather::Stormy => text!(daily.weather_stormy),
        Weather::Bright => text!(daily.weather_bright),
        Weather::Changing => text!(daily.weather_changing),
    }
}

/// A kind of contraception.
#[must_use]
pub fn contraception_text(kind: Contraception) -> &'static str {
    match kind {
        Contraception::NoHormones => text!(daily.contraception_no_hormones),
        Contraception::CombinedPill => text!(daily.contraception_combined_pill),
        Contraception::PatchOrRing => text!(daily.contraception_patch_or_ring),
        Contraception::ProgestogenPill => text!(daily.contraception_progestogen_pill),
        Contraception::HormoneCoil => text!(daily.contraception_hormone_coil),
        Contraception::ImplantOrInjection => text!(daily.contraception_implant_or_injection),
    }
}

/// A kind of alcohol.
#[must_use]
pub fn alcohol_text(kind: Alcohol) -> &'static str {
    match kind {
        Alcohol::RedWine => text!(daily.alcohol_red_wine),
        Alcohol::WhiteWine => text!(daily.alcohol_white_wine),
        Alcohol::Beer => text!(daily.alcohol_beer),
        Alcohol::Spirits => text!(daily.alcohol_spirits),
        Alcohol::Other => text!(daily.alcohol_other),
    }
}

/// How an own factor is answered.
#[must_use]
pub fn factor_kind_text(kind: FactorKind) -> &'static str {
    match kind {
        FactorKind::Scale => text!(daily.factor_scale),
        FactorKind::Count => text!(daily.factor_count),
        FactorKind::YesNo => text!(daily.factor_yes_no),
    }
}

/// Why an answer was refused.
#[must_use]
pub fn fault_text(fault: &AnswerFault) -> String {
    match fault {
        AnswerFault::Missing => text!(daily.fault_missing).to_owned(),
        AnswerFault::NotANumber => text!(daily.fault_not_a_number).to_owned(),
        AnswerFault::OutOfRange { least, most } => {
            text!(daily.fault_out_of_range, least = least, most = most)
        }
        AnswerFault::NotATime => text!(daily.fault_not_a_time).to_owned(),
        AnswerFault::InFuture => text!(daily.fault_in_future).to_owned(),
        AnswerFault::TooLong { most } => text!(daily.fault_too_long, most = most),
        AnswerFault::NoneAndSome => text!(daily.fault_none_and_some).to_owned(),
        AnswerFault::NotAChoice => text!(daily.fault_not_a_choice).to_owned(),
        AnswerFault::UpperNotAboveLower => text!(daily.fault_upper_not_above_lower).to_owned(),
        AnswerFault::NameTaken => text!(daily.fault_name_taken).to_owned(),
    }
}

/// What can be measured.
#[must_use]
pub fn measure_text(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Weight => text!(daily.measure_weight),
        MeasureKind::Height => text!(daily.measure_height),
        MeasureKind::BloodPressure => text!(daily.measure_blood_pressure),
        MeasureKind::Sleep => text!(daily.measure_sleep),
        MeasureKind::Water => text!(daily.measure_water),
    }
}

/// A unit of weight.
#[must_use]
pub fn weight_unit_text(unit: WeightUnit) -> &'static str {
    match unit {
        WeightUnit::Kilogram => text!(daily.unit_kg),
        WeightUnit::Pound => text!(daily.unit_lb),
    }
}

/// A unit of length.
#[must_use]
pub fn length_unit_text(unit: LengthUnit) -> &'static str {
    match unit {
        LengthUnit::Centimetre => text!(daily.unit_cm),
        LengthUnit::Inch => text!(daily.unit_in),
    }
}

/// A unit of volume.
#[must_use]
pub fn volume_unit_text(unit: VolumeUnit) -> &'static str {
    match unit {
        VolumeUnit::Millilitre => text!(daily.unit_ml),
        VolumeUnit::FluidOunce => text!(daily.unit_oz),
    }
}

fn with_unit(value: &str, unit: &str) -> String {
    text!(daily.value_unit, value = value, unit = unit)
}

/// A measurement in words.
#[must_use]
pub fn value_text(measure: &MeasureView, units: Units) -> String {
    let value = |place: usize| measure.values.get(place).copied().flatten();
    let one = |unit: &str| with_unit(&number_text(value(0).unwrap_or_default(), 1), unit);
    match measure.kind {
        MeasureKind::Weight => one(weight_unit_text(units.weight)),
        MeasureKind::Height => one(length_unit_text(units.length)),
        MeasureKind::Water => one(volume_unit_text(units.volume)),
        MeasureKind::BloodPressure => {
            let number = |place| number_text(value(place).unwrap_or_default(), 0);
            text!(daily.value_pressure, upper = number(0), lower = number(1))
        }
        MeasureKind::Sleep => {
            let minutes =
                |place| value(place).map(|value| duration_text(u32::from(rounded(value))));
            let count = |place| value(place).map(|value| number_text(value, 0));
            let parts = [
                minutes(0),
                minutes(1).map(|duration| text!(daily.value_deep, duration = duration)),
                minutes(2).map(|duration| text!(daily.value_rem, duration = duration)),
                count(3).map(|count| text!(daily.value_wakes, count = count)),
                count(4).map(|rate| text!(daily.value_rate, rate = rate)),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
    }
}

/// The stored answer to a question from 0 to 4, in words.
#[must_use]
pub fn scale_answer(question: ScaleQuestion, texts: &Texts) -> Option<String> {
    scaled(texts.one(question.code()), scale_words(question))
}

fn scaled(text: &str, words: [&'static str; 5]) -> Option<String> {
    let place: usize = text.parse().ok()?;
    words.get(place).map(|word| (*word).to_owned())
}

/// The stored answer to a question with a number, in words.
#[must_use]
pub fn number_answer(question: NumberQuestion, texts: &Texts, units: Units) -> Option<String> {
    let value = texts.one(question.code()).parse().ok()?;
    Some(amount_text(question, value, units))
}

/// The stored boxes of a group, in words.
#[must_use]
pub fn codes_answer(
    name: &str,
    texts: &Texts,
    word: impl Fn(&str) -> Option<&'static str>,
) -> Option<String> {
    let words: Vec<_> = texts
        .all(name)
        .iter()
        .filter_map(|code| word(code))
        .collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// The word for the code of an early sign, or for none of them.
#[must_use]
pub fn sign_word(code: &str) -> Option<&'static str> {
    if code == "none" {
        return Some(text!(daily.none_of_them));
    }
    EarlySign::parse(code).ok().map(sign_text)
}

/// The stored answer to yes or no.
#[must_use]
pub fn yes_no_answer(name: &str, texts: &Texts) -> Option<String> {
    match texts.one(name) {
        "yes" => Some(text!(daily.yes).to_owned()),
        "no" => Some(text!(daily.no).to_owned()),
        _ => None,
    }
}

/// The stored answer about alcohol, in words.
#[must_use]
pub fn alcohol_answer(texts: &Texts) -> Option<String> {
    if texts.has("alcohol", "none") {
        return Some(text!(daily.no_alcohol).to_owned());
    }
    let drinks: Vec<_> = Alcohol::ALL
        .iter()
        .filter_map(|kind| {
            let count = texts.one(&format!("alcohol.{}", kind.code()));
            (!count.is_empty())
                .then(|| text!(daily.glasses, drink = alcohol_text(*kind), count = count))
        })
        .collect();
    (!drinks.is_empty()).then(|| drinks.join(", "))
}

/// The stored answer about an own factor, in words.
#[must_use]
pub fn factor_answer(factor: &FactorView, texts: &Texts) -> Option<String> {
    let field = factor.field();
    match factor.kind {
        FactorKind::Scale => scaled(texts.one(&field), amount_words()),
        FactorKind::YesNo => yes_no_answer(&field, texts),
        FactorKind::Count => Some(texts.one(&field).to_owned()).filter(|text| !text.is_empty()),
    }
}

/// Every stored answer with its question, in the order of the form.
#[must_use]
pub fn summary(texts: &Texts, factors: &[FactorView], units: Units) -> Vec<(String, String)> {
    let mut lines: Vec<(String, Option<String>)> = Vec::new();
    let mut add = |question: &str, answer| lines.push((question.to_owned(), answer));
    let number = |question| {
        (
            number_question_text(question),
            number_answer(question, texts, units),
        )
    };
    let scale = |question| (scale_question_text(question), scale_answer(question, texts));
    let time = Some(texts.one("bedtime").to_owned()).filter(|time| !time.is_empty());
    for (question, answer) in [
        number(NumberQuestion::Sleep),
        scale(ScaleQuestion::SleepQuality),
        number(NumberQuestion::Wakes),
        (text!(daily.ask_bedtime), time),
        scale(ScaleQuestion::Stress),
        scale(ScaleQuestion::Mood),
        scale(ScaleQuestion::Energy),
        scale(ScaleQuestion::NeckTension),
        number(NumberQuestion::Water),
        number(NumberQuestion::Caffeine),
        (text!(daily.ask_alcohol), alcohol_answer(texts)),
        number(NumberQuestion::MealsSkipped),
        number(NumberQuestion::Exercise),
        number(NumberQuestion::Screen),
        (
            text!(daily.ask_early_signs),
            codes_answer("early_signs", texts, sign_word),
        ),
        (
            text!(daily.ask_weather),
            codes_answer("weather", texts, |code| {
                Weather::parse(code).ok().map(weather_text)
            }),
        ),
        (
            text!(daily.ask_period_began),
            yes_no_answer("period_began", texts),
        ),
        (
            text!(daily.ask_contraception),
            codes_answer("contraception", texts, |code| {
                Contraception::parse(code).ok().map(contraception_text)
            }),
        ),
    ] {
        add(question, answer);
    }
    for factor in factors {
        add(&factor.name, factor_answer(factor, texts));
    }
    let notes = Some(texts.one("notes").to_owned()).filter(|notes| !notes.is_empty());
    add(text!(daily.ask_notes), notes);
    lines
        .into_iter()
        .filter_map(|(question, answer)| Some((question, answer?)))
        .collect()
}

/// The question of a field.
#[must_use]
pub fn field_text(field: &str, factors: &[FactorView]) -> String {
    if let Ok(question) = NumberQuestion::parse(field) {
        return number_question_text(question).to_owned();
    }
    if let Ok(question) = ScaleQuestion::parse(field) {
        return scale_question_text(question).to_owned();
    }
    let factor = factors.iter().find(|factor| factor.field() == field);
    if let Some(factor) = factor {
        return factor.name.clone();
    }
    match field.split('.').next().unwrap_or_default() {
        "bedtime" => text!(daily.ask_bedtime),
        "early_signs" => text!(daily.ask_early_signs),
        "alcohol" => text!(daily.ask_alcohol),
        "weather" => text!(daily.ask_weather),
        "period_began" => text!(daily.ask_period_began),
        "contraception" => text!(daily.ask_contraception),
        "notes" => text!(daily.ask_notes),
        _ => text!(daily.own_factors),
    }
    .to_owned()
}
