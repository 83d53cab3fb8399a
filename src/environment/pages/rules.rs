//! `/around/rules`: what the patient wants to hear about.

use super::{refusal, sentences, way_back};
use crate::{
    account::parts::{Faults, PlainFrame, Submission, go_to},
    daily::model::units::Units,
    environment::{
        api,
        model::{Feed, Quantity, RuleView, RulesView},
        parts::{condition_text, feed_text, quantity_text, test_text},
    },
    problem::Problem,
    text,
    ui::{
        Button, Card, ChoiceGroup, Glyph, InputKind, PageHeading, RadioField, Section, SelectField,
        SelectOption, TextField,
    },
};
use leptos::prelude::*;

/// Conditions that the form offers.
const CONDITIONS: usize = 3;

const TESTS: [&str; 6] = [
    "value",
    "change_3",
    "change_6",
    "change_24",
    "lowest_24",
    "highest_24",
];

/// The page.
#[component]
pub fn RulesPage() -> impl IntoView {
    view! { <PlainFrame title=text!(environment.rules_title) content=content() /> }
}

async fn content() -> Result<AnyView, Problem> {
    let sent = Submission::here();
    let mut faults = Vec::new();
    if let Some(form) = &sent {
        match api::save_rules(form).await? {
            Ok(()) => return Ok(go_to("/around/rules")),
            Err(refused) => faults = refused,
        }
    }
    let view = api::load_rules().await?;
    let errors = sentences(&faults);
    let at_top = refusal(&faults);
    let new_rule = rule_form(sent.as_ref(), &errors);
    let times = times_form(&view, sent.as_ref(), &errors);
    let rules = if view.rules.is_empty() {
        view! { <p class="quiet">{text!(environment.rules_none)}</p> }.into_any()
    } else {
        let cards = view.rules.iter().map(|rule| rule_card(rule, view.units));
        cards.collect_view().into_any()
    };
    Ok(view! {
        <PageHeading title=text!(environment.rules_title) lead=text!(environment.rules_lead) />
        {at_top}
        {rules}
        <Section title=text!(environment.new_rule) id="new-rule">
            {new_rule}
        </Section>
        <Section title=text!(environment.times_title) id="times">
            {times}
        </Section>
        {way_back()}
    }
    .into_any())
}

fn rule_card(rule: &RuleView, units: Units) -> AnyView {
    let state = if rule.is_on {
        match rule.holds {
            Some(true) => text!(environment.rule_holds).to_owned(),
            Some(false) => text!(environment.rule_fails).to_owned(),
            None => {
                let names: Vec<&str> = rule
                    .unknown
                    .iter()
                    .map(|quantity| quantity_text(*quantity))
                    .collect();
                text!(environment.rule_unknown, quantities = names.join(", "))
            }
        }
    } else {
        text!(environment.rule_off).to_owned()
    };
    let join = if rule.is_all {
        text!(environment.join_all)
    } else {
        text!(environment.join_any)
    };
    let join = (rule.conditions.len() > 1).then(|| view! { <p class="quiet">{join}</p> });
    let conditions = rule
        .conditions
        .iter()
        .map(|condition| {
            let source = condition.feed.map(|feed| format!(" ({})", feed_text(feed)));
            view! { <li>{condition_text(condition, units)} {source}</li> }
        })
        .collect_view();
    let switch = if rule.is_on {
        text!(environment.switch_off)
    } else {
        text!(environment.switch_on)
    };
    let (name, number) = (rule.name.clone(), rule.number.to_string());
    let spoken = format!(": {name}");
    view! {
        <Card title=name.clone()>
            <p>
                <strong>{state}</strong>
            </p>
            {join}
            <ul class="signs">{conditions}</ul>
            <form method="post" action="/around/rules" class="cluster">
                <input type="hidden" name="number" value=number />
                <Button name="do" value="switch">
                    {switch}
                    <span class="visually-hidden">{spoken}</span>
                </Button>
                <Button name="do" value="remove" glyph=Glyph::Trash>
                    {text!(environment.remove_named, name = name)}
                </Button>
            </form>
        </Card>
    }
    .into_any()
}

fn options<'a>(
    first: (&str, &str),
    rest: impl Iterator<Item = (&'a str, &'static str)>,
) -> Vec<SelectOption> {
    let option = |value: &str, label: &str| SelectOption {
        value: value.to_owned(),
        label: label.to_owned(),
    };
    let rest = rest.map(|(value, label)| option(value, label));
    std::iter::once(option(first.0, first.1))
        .chain(rest)
        .collect()
}

fn rule_form(sent: Option<&Submission>, errors: &Faults) -> AnyView {
    let form = sent.filter(|form| form.text("do") == "save").cloned();
    let typed = move |field: &str| {
        form.as_ref()
            .map_or_else(String::new, |form| form.text(field).to_owned())
    };
    let is_any = typed("join") == "any";
    let conditions = (1..=CONDITIONS)
        .map(|place| condition_fields(place, &typed, errors))
        .collect_view();
    view! {
        <form method="post" action="/around/rules" class="stack">
            <TextField
                id="rule-name"
                name="name"
                label=text!(environment.rule_name)
                value=typed("name")
                error=errors.at("name")
                max_length=60
            />
            <ChoiceGroup id="join" legend=text!(environment.join_label)>
                <RadioField
                    name="join"
                    value="all"
                    label=text!(environment.join_all)
                    checked=!is_any
                />
                <RadioField
                    name="join"
                    value="any"
                    label=text!(environment.join_any)
                    checked=is_any
                />
            </ChoiceGroup>
            {conditions}
            <Button name="do" value="save" glyph=Glyph::Plus>
                {text!(environment.save_rule)}
            </Button>
        </form>
    }
    .into_any()
}

fn condition_fields(place: usize, typed: &impl Fn(&str) -> String, errors: &Faults) -> AnyView {
    let field = |name: &str| format!("{name}{place}");
    let chosen = |name: &str, first: &str| {
        let text = typed(&field(name));
        if text.is_empty() {
            first.to_owned()
        } else {
            text
        }
    };
    let quantities = options(
        ("", text!(environment.quantity_none)),
        Quantity::ALL
            .iter()
            .map(|quantity| (quantity.code(), quantity_text(*quantity))),
    );
    let feeds = options(
        ("", text!(environment.source_any)),
        Feed::ALL.iter().map(|feed| (feed.code(), feed_text(*feed))),
    );
    let tests = TESTS
        .iter()
        .map(|code| SelectOption {
            value: (*code).to_owned(),
            label: test_text(code).to_owned(),
        })
        .collect();
    let sides = options(
        ("above", text!(environment.side_above)),
        std::iter::once(("below", text!(environment.side_below))),
    );
    let legend = text!(environment.condition_legend, number = place);
    let select = |name: &str, label: &'static str, options: Vec<SelectOption>, first: &str| {
        view! {
            <SelectField
                id=field(name)
                name=field(name)
                label=label
                options=options
                selected=chosen(name, first)
                error=errors.at(&field(name))
            />
        }
        .into_any()
    };
    let fields = [
        select(
            "quantity",
            text!(environment.quantity_label),
            quantities,
            "",
        ),
        select("feed", text!(environment.source_label), feeds, ""),
        select("test", text!(environment.test_label), tests, "value"),
        select("side", text!(environment.side_label), sides, "above"),
    ];
    let threshold = view! {
        <TextField
            id=field("threshold")
            name=field("threshold")
            label=text!(environment.threshold_label)
            hint=text!(environment.threshold_hint)
            value=typed(&field("threshold"))
            error=errors.at(&field("threshold"))
        />
    };
    view! {
        <ChoiceGroup id=format!("condition-{place}") legend=legend>
            {fields.collect_view()}
            {threshold}
        </ChoiceGroup>
    }
    .into_any()
}

fn times_form(view: &RulesView, sent: Option<&Submission>, errors: &Faults) -> AnyView {
    let form = sent.filter(|form| form.text("do") == "times");
    let typed = |field: &str, known: String| form.map_or(known, |form| form.text(field).to_owned());
    view! {
        <form method="post" action="/around/rules" class="stack">
            <TextField
                id="quiet-from"
                name="quiet_from"
                kind=InputKind::Number
                label=text!(environment.quiet_from_label)
                value=typed("quiet_from", view.quiet_from.to_string())
                error=errors.at("quiet_from")
                min="0"
                max="23"
            />
            <TextField
                id="quiet-until"
                name="quiet_until"
                kind=InputKind::Number
                label=text!(environment.quiet_until_label)
                value=typed("quiet_until", view.quiet_until.to_string())
                error=errors.at("quiet_until")
                min="0"
                max="23"
            />
            <TextField
                id="most-a-day"
                name="most_a_day"
                kind=InputKind::Number
                label=text!(environment.most_label)
                value=typed("most_a_day", view.most_a_day.to_string())
                error=errors.at("most_a_day")
                min="0"
                max="20"
            />
            <p class="quiet">{text!(environment.cooldown)}</p>
            <Button name="do" value="times">
                {text!(environment.save_times)}
            </Button>
        </form>
    }
    .into_any()
}
