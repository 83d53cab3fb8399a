//! The questions of a check-in: those of every day first, the others behind a heading that opens.

use crate::{
    daily::{
        model::{
            Alcohol, CheckInView, Contraception, EarlySign, FactorKind, FactorView, NumberQuestion,
            Refused, ScaleQuestion, Texts, Weather,
            units::{Units, VolumeUnit},
        },
        parts::{
            AnswerGrid, AnswerRow, BoxRow, Choice, OtherField,
            words::{
                alcohol_answer, alcohol_text, amount_text, amount_words, codes_answer,
                contraception_text, factor_answer, fault_text, number_answer, number_question_text,
                scale_answer, scale_question_text, scale_words, sign_text, sign_word,
                volume_unit_text, weather_text, yes_no_answer,
            },
        },
    },
    text,
    ui::{InputKind, Section, SelectField, SelectOption, TextArea, TextField},
};
use leptos::prelude::*;

/// The fields that stand behind the heading that opens.
const LATER: [&str; 10] = [
    "wakes",
    "bedtime",
    "meals_skipped",
    "exercise_minutes",
    "screen_hours",
    "alcohol",
    "weather",
    "period_began",
    "contraception",
    "notes",
];

/// Every question of the form.
#[component]
pub fn Questions(
    /// The day and what is known about it.
    view: CheckInView,
    /// What the form holds.
    texts: Texts,
    /// What was refused.
    refused: Refused,
) -> impl IntoView {
    let ask = Asking {
        has_headache: view.has_headache,
        day: view.day.iso(),
        units: view.units,
        yesterday: view.yesterday.unwrap_or_default(),
        contraception: view.contraception,
        texts,
        refused,
    };
    let own = (!view.factors.is_empty()).then(|| {
        let rows = view
            .factors
            .iter()
            .map(|factor| ask.factor(factor))
            .collect_view();
        view! {
            <Section title=text!(daily.own_factors) id="own">
                {rows}
            </Section>
        }
    });
    let is_open = ask.has_later_answers();
    view! {
        {["seen", "volume_unit", "was_clear"].map(|name| ask.carried(name))}
        {ask.headache()}
        {ask.number(NumberQuestion::Sleep)}
        {ask.scale(ScaleQuestion::SleepQuality)}
        {ask.scale(ScaleQuestion::Stress)}
        {ask.scale(ScaleQuestion::Mood)}
        {ask.scale(ScaleQuestion::Energy)}
        {ask.scale(ScaleQuestion::NeckTension)}
        {ask.number(NumberQuestion::Water)}
        {ask.number(NumberQuestion::Caffeine)}
        {ask.early_signs()}
        {own}
        <details class="disclosure more-questions" open=is_open>
            <summary>{text!(daily.more_questions)}</summary>
            <div class="check-in">
                {ask.number(NumberQuestion::Wakes)}
                {ask.bedtime()}
                {ask.number(NumberQuestion::MealsSkipped)}
                {ask.number(NumberQuestion::Exercise)}
                {ask.number(NumberQuestion::Screen)}
                {ask.alcohol()}
                {ask.weather()}
                {ask.period()}
                {ask.contraception()}
                {ask.notes()}
            </div>
        </details>
    }
}

struct Asking {
    day: String,
    has_headache: bool,
    units: Units,
    yesterday: Texts,
    contraception: String,
    texts: Texts,
    refused: Refused,
}

impl Asking {
    fn text(&self, name: &str) -> String {
        self.texts.one(name).to_owned()
    }

    fn fault(&self, name: &str) -> Option<String> {
        self.refused.get(name).map(fault_text)
    }

    fn hint(answer: Option<String>) -> Option<String> {
        answer.map(|answer| text!(daily.yesterday, answer = answer))
    }

    fn carried(&self, name: &'static str) -> AnyView {
        let value = self.text(name);
        view! { <input type="hidden" name=name value=value /> }.into_any()
    }

    /// Whether something behind the heading has an answer or was refused.
    fn has_later_answers(&self) -> bool {
        let is_later = |name: &str| LATER.contains(&name.split('.').next().unwrap_or_default());
        let mut answered = self.texts.names().filter(|name| !self.texts.is_blank(name));
        answered.any(is_later) || self.refused.keys().any(|name| is_later(name))
    }

    fn headache(&self) -> AnyView {
        let is_clear = self.texts.has("clear", "yes");
        let attack = self
            .has_headache
            .then(|| view! { <p>{text!(daily.has_headache)}</p> });
        if self.has_headache && !is_clear {
            return attack.into_any();
        }
        let chosen = self.texts.all("clear").to_vec();
        let day = format!("/day/{}", self.day);
        view! {
            <BoxRow
                name="clear"
                question=text!(daily.headache_question)
                hint=Some(text!(daily.headache_hint).to_owned())
                error=None
                choices=vec![Choice::of("yes", text!(daily.no_headache))]
                chosen
            >
                {attack}
                <a class="text-link" href=day>
                    {text!(daily.had_attack)}
                </a>
            </BoxRow>
        }
        .into_any()
    }

    fn scale(&self, question: ScaleQuestion) -> AnyView {
        let name = question.code();
        view! {
            <AnswerRow
                name=name
                question=scale_question_text(question)
                hint=Self::hint(scale_answer(question, &self.yesterday))
                error=self.fault(name)
                choices=numbered(scale_words(question))
                chosen=self.text(name)
            />
        }
        .into_any()
    }

    fn number(&self, question: NumberQuestion) -> AnyView {
        let name = question.code();
        let chosen = self.text(name);
        let mut values = picks(question, self.units.volume).to_vec();
        // A stored value that is not among the tiles gets one, so that it stays what it is.
        let stored = chosen.parse().ok().filter(|value| {
            let bounds = question.bounds();
            (bounds.least..=bounds.most).contains(value)
        });
        values.extend(stored);
        values.sort_unstable();
        values.dedup();
        let grid = if values.len() == 5 {
            AnswerGrid::Fifths
        } else {
            AnswerGrid::Wrapped
        };
        let choices = values
            .into_iter()
            .map(|value| Choice::of(value.to_string(), amount_text(question, value, self.units)))
            .collect();
        let error = self.fault(name);
        let typed = question.typed_field();
        let label = match question {
            NumberQuestion::Sleep => text!(daily.other_hours).to_owned(),
            NumberQuestion::Water => {
                text!(
                    daily.other_volume,
                    unit = volume_unit_text(self.units.volume)
                )
            }
            _ => text!(daily.other_amount).to_owned(),
        };
        let (value, refused) = (self.text(&typed), error.is_some());
        view! {
            <AnswerRow
                name=name
                question=number_question_text(question)
                hint=Self::hint(number_answer(question, &self.yesterday, self.units))
                error
                choices
                chosen
                grid
            >
                <OtherField name=typed label value refused />
            </AnswerRow>
        }
        .into_any()
    }

    fn boxes(
        &self,
        name: &'static str,
        question: &str,
        answer: Option<String>,
        choices: Vec<Choice>,
    ) -> AnyView {
        view! {
            <BoxRow
                name=name
                question=question
                hint=Self::hint(answer)
                error=self.fault(name)
                choices
                chosen=self.texts.all(name).to_vec()
            />
        }
        .into_any()
    }

    fn early_signs(&self) -> AnyView {
        let mut choices = vec![Choice::of("none", text!(daily.none_of_them))];
        let signs = EarlySign::ALL.iter();
        choices.extend(signs.map(|sign| Choice::of(sign.code(), sign_text(*sign))));
        let answer = codes_answer("early_signs", &self.yesterday, sign_word);
        self.boxes("early_signs", text!(daily.ask_early_signs), answer, choices)
    }

    fn weather(&self) -> AnyView {
        let kinds = Weather::ALL.iter();
        let choices = kinds
            .map(|kind| Choice::of(kind.code(), weather_text(*kind)))
            .collect();
        let answer = codes_answer("weather", &self.yesterday, |code| {
            Weather::parse(code).ok().map(weather_text)
        });
        self.boxes("weather", text!(daily.ask_weather), answer, choices)
    }

    fn yes_no(&self, name: &str, question: &str, answer: Option<String>) -> AnyView {
        view! {
            <AnswerRow
                name=name
                question=question
                hint=Self::hint(answer)
                error=self.fault(name)
                choices=vec![Choice::of("yes", text!(daily.yes)), Choice::of("no", text!(daily.no))]
                chosen=self.text(name)
                grid=AnswerGrid::Wrapped
            />
        }
        .into_any()
    }

    fn period(&self) -> AnyView {
        let answer = yes_no_answer("period_began", &self.yesterday);
        self.yes_no("period_began", text!(daily.ask_period_began), answer)
    }

    fn factor(&self, factor: &FactorView) -> AnyView {
        let field = factor.field();
        let answer = factor_answer(factor, &self.yesterday);
        match factor.kind {
            FactorKind::YesNo => self.yes_no(&field, &factor.name, answer),
            FactorKind::Scale => view! {
                <AnswerRow
                    name=field.clone()
                    question=factor.name.clone()
                    hint=Self::hint(answer)
                    error=self.fault(&field)
                    choices=numbered(amount_words())
                    chosen=self.text(&field)
                />
            }
            .into_any(),
            FactorKind::Count => view! {
                <TextField
                    id=field.clone()
                    name=field.clone()
                    label=factor.name.clone()
                    kind=InputKind::Number
                    value=self.text(&field)
                    hint=Self::hint(answer).unwrap_or_default()
                    error=self.fault(&field)
                    autocomplete="off"
                />
            }
            .into_any(),
        }
    }

    fn bedtime(&self) -> AnyView {
        let yesterday = Some(self.yesterday.one("bedtime").to_owned());
        let answer = yesterday.filter(|time| !time.is_empty());
        view! {
            <TextField
                id="bedtime"
                name="bedtime"
                label=text!(daily.ask_bedtime)
                kind=InputKind::Time
                value=self.text("bedtime")
                hint=Self::hint(answer).unwrap_or_default()
                error=self.fault("bedtime")
            />
        }
        .into_any()
    }

    fn alcohol(&self) -> AnyView {
        let glasses = Alcohol::ALL
            .iter()
            .map(|kind| {
                let field = format!("alcohol.{}", kind.code());
                let (value, fault) = (self.text(&field), self.fault(&field));
                view! {
                    <TextField
                        id=field.clone()
                        name=field
                        label=alcohol_text(*kind)
                        kind=InputKind::Number
                        value
                        error=fault
                        min="0"
                        autocomplete="off"
                    />
                }
            })
            .collect_view();
        let chosen = self.texts.all("alcohol").to_vec();
        view! {
            <BoxRow
                name="alcohol"
                question=text!(daily.ask_alcohol)
                hint=Self::hint(alcohol_answer(&self.yesterday))
                error=self.fault("alcohol")
                choices=vec![Choice::of("none", text!(daily.no_alcohol))]
                chosen
            >
                <div class="glasses">{glasses}</div>
            </BoxRow>
        }
        .into_any()
    }

    fn contraception(&self) -> AnyView {
        let mut options = vec![SelectOption {
            value: String::new(),
            label: text!(daily.no_answer).to_owned(),
        }];
        options.extend(Contraception::ALL.iter().map(|kind| SelectOption {
            value: kind.code().to_owned(),
            label: contraception_text(*kind).to_owned(),
        }));
        let latest = Contraception::parse(&self.contraception).ok();
        let hint = latest
            .map(contraception_text)
            .map_or_else(String::new, |answer| {
                text!(daily.last_answer, answer = answer)
            });
        view! {
            <SelectField
                id="contraception"
                name="contraception"
                label=text!(daily.ask_contraception)
                options
                selected=self.text("contraception")
                hint=hint
                error=self.fault("contraception")
            />
        }
        .into_any()
    }

    fn notes(&self) -> AnyView {
        view! {
            <TextArea
                id="notes"
                name="notes"
                label=text!(daily.ask_notes)
                value=self.text("notes")
                rows=3
                error=self.fault("notes")
            />
        }
        .into_any()
    }
}

fn numbered(words: [&'static str; 5]) -> Vec<Choice> {
    let words = words.into_iter().enumerate();
    words
        .map(|(place, word)| Choice::of(place.to_string(), word))
        .collect()
}

/// The values that can be tapped; any other one can be typed (our choice of everyday values).
const fn picks(question: NumberQuestion, volume: VolumeUnit) -> &'static [u16] {
    match question {
        NumberQuestion::Sleep => &[300, 360, 420, 480, 540],
        NumberQuestion::Wakes | NumberQuestion::Caffeine | NumberQuestion::MealsSkipped => {
            &[0, 1, 2, 3, 4]
        }
        NumberQuestion::Exercise => &[0, 15, 30, 60, 90],
        NumberQuestion::Screen => &[0, 2, 4, 6, 8],
        NumberQuestion::Water => match volume {
            VolumeUnit::Millilitre => &[500, 1_000, 1_500, 2_000, 2_500],
            // 16, 32, 48, 64 and 80 ounces.
            VolumeUnit::FluidOunce => &[473, 946, 1_420, 1_893, 2_366],
        },
    }
}
