//! Alerts on the page of the forecast: the question before one, the alarm, the list, the settings.

use crate::{
    account::parts::Submission,
    patterns::{
        model::AlertSettings,
        parts::{factor_text, hundred_text},
        view::{AlertFault, AlertView, ForecastView, Names, SettingsFaults},
    },
    text,
    ui::{
        Button, ButtonKind, Card, CardKind, ChoiceGroup, Glyph, InputKind, Notice, RadioField,
        Section, TextField,
    },
};
use leptos::prelude::*;

/// What waits for an answer, and alarms that were not put aside.
#[component]
pub fn Alarms(
    /// The alerts, the latest first.
    alerts: Vec<AlertView>,
    /// Names of own factors.
    names: Names,
) -> impl IntoView {
    alerts
        .into_iter()
        .filter_map(|alert| {
            let is_alarm = alert.signs.is_empty() || alert.answer == Some(true);
            if alert.is_open {
                Some(question(&alert, &names))
            } else if is_alarm && !alert.is_seen {
                Some(alarm(&alert))
            } else {
                None
            }
        })
        .take(1)
        .collect_view()
}

fn question(alert: &AlertView, names: &Names) -> AnyView {
    let signs: Vec<String> = alert
        .signs
        .iter()
        .map(|sign| factor_text(sign, names).to_lowercase())
        .collect();
    let words = if signs.is_empty() {
        text!(patterns.question_plain, day = alert.day.long_text())
    } else {
        text!(
            patterns.question_words,
            day = alert.day.long_text(),
            signs = signs.join(", ")
        )
    };
    let id = alert.id.clone();
    view! {
        <Card kind=CardKind::Live title=text!(patterns.question_title)>
            <p>{words}</p>
            <form method="post" action="/forecast" class="cluster">
                <input type="hidden" name="do" value="answer" />
                <input type="hidden" name="id" value=id />
                <Button name="answer" value="yes">
                    {text!(patterns.question_yes)}
                </Button>
                <Button name="answer" value="no">
                    {text!(patterns.question_no)}
                </Button>
            </form>
        </Card>
    }
    .into_any()
}

fn alarm(alert: &AlertView) -> AnyView {
    let words = text!(
        patterns.alarm_words,
        chance = hundred_text(alert.probability),
        usual = hundred_text(alert.usual)
    );
    let id = alert.id.clone();
    let title = text!(patterns.alarm_title, day = alert.day.long_text());
    view! {
        <Card
            kind=CardKind::Live
            title=title
            glyph=Glyph::Attention
        >
            <p>{words}</p>
            <form method="post" action="/forecast">
                <input type="hidden" name="do" value="seen" />
                <input type="hidden" name="id" value=id />
                <Button glyph=Glyph::Check>{text!(patterns.alarm_seen)}</Button>
            </form>
        </Card>
    }
    .into_any()
}

/// Every alert of late.
#[component]
pub fn AlertList(
    /// The page.
    view: ForecastView,
) -> impl IntoView {
    let spent = if view.settings.enabled {
        text!(
            patterns.alerts_words,
            spent = view.spent,
            budget = view.settings.monthly_budget
        )
    } else {
        text!(patterns.alerts_off).to_owned()
    };
    let none = view
        .alerts
        .is_empty()
        .then(|| view! { <p class="quiet">{text!(patterns.alerts_none)}</p> });
    let lines = view
        .alerts
        .iter()
        .map(|alert| {
            let line = text!(
                patterns.alert_line,
                day = alert.day.long_text(),
                chance = hundred_text(alert.probability),
                usual = hundred_text(alert.usual)
            );
            let state = match (alert.answer, alert.is_open) {
                (Some(true), _) => text!(patterns.alert_yes),
                (Some(false), _) => text!(patterns.alert_no),
                (None, true) => text!(patterns.alert_open),
                (None, false) if alert.signs.is_empty() => text!(patterns.alert_plain),
                (None, false) => text!(patterns.alert_lapsed),
            };
            let raised = text!(patterns.alert_raised, when = alert.raised.text());
            view! {
                <li>
                    {line}
                    " ("
                    {state}
                    "). "
                    <span class="quiet">{raised}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <Section title=text!(patterns.alerts_title) id="alerts">
            <p>{spent}</p>
            {none}
            <ul class="signs">{lines}</ul>
        </Section>
    }
}

fn fault_text(fault: AlertFault) -> String {
    match fault {
        AlertFault::Budget => text!(patterns.fault_budget),
        AlertFault::Hour => text!(patterns.fault_hour),
    }
    .to_owned()
}

/// On or off, the budget, the quiet hours.
#[component]
pub fn SettingsForm(
    /// What is set.
    settings: AlertSettings,
    /// Whether it was saved a moment ago.
    is_saved: bool,
    /// What was sent and refused.
    refused: Option<(Submission, SettingsFaults)>,
) -> impl IntoView {
    let (typed, faults) = refused.unzip();
    let faults = faults.unwrap_or_default();
    let fault = |field: &str| faults.get(field).copied().map(fault_text);
    let text_of = |field: &str, kept: u8| {
        typed
            .as_ref()
            .map_or_else(|| kept.to_string(), |form| form.text(field).to_owned())
    };
    let enabled = typed
        .as_ref()
        .map_or(settings.enabled, |form| form.text("enabled") == "yes");
    let saved = is_saved.then(|| {
        view! {
            <Notice>
                <p>{text!(patterns.settings_saved)}</p>
            </Notice>
        }
    });
    let [from, to] = settings.quiet_hours;
    let budget = text_of("budget", settings.monthly_budget);
    let [from, to] = [text_of("quiet_from", from), text_of("quiet_to", to)];
    let [budget_fault, from_fault, to_fault] = ["budget", "quiet_from", "quiet_to"].map(fault);
    view! {
        <Section title=text!(patterns.settings_title) id="settings">
            {saved}
            <form method="post" action="/forecast" class="form">
                <input type="hidden" name="do" value="settings" />
                <ChoiceGroup id="enabled" legend=text!(patterns.settings_enabled)>
                    <RadioField
                        name="enabled"
                        value="yes"
                        label=text!(patterns.settings_on)
                        checked=enabled
                    />
                    <RadioField
                        name="enabled"
                        value="no"
                        label=text!(patterns.settings_off)
                        checked=!enabled
                    />
                </ChoiceGroup>
                <TextField
                    id="budget"
                    name="budget"
                    label=text!(patterns.settings_budget)
                    hint=text!(patterns.settings_budget_hint)
                    kind=InputKind::Number
                    min="1"
                    max="15"
                    value=budget
                    error=budget_fault
                />
                <div class="field-columns">
                    <TextField
                        id="quiet-from"
                        name="quiet_from"
                        label=text!(patterns.settings_from)
                        hint=text!(patterns.settings_hour_hint)
                        kind=InputKind::Number
                        min="0"
                        max="23"
                        value=from
                        error=from_fault
                    />
                    <TextField
                        id="quiet-to"
                        name="quiet_to"
                        label=text!(patterns.settings_to)
                        hint=text!(patterns.settings_hour_hint)
                        kind=InputKind::Number
                        min="0"
                        max="23"
                        value=to
                        error=to_fault
                    />
                </div>
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary>{text!(patterns.settings_save)}</Button>
                </div>
            </form>
        </Section>
    }
}
