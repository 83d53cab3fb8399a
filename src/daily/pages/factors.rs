//! `/factors`: questions that the patient adds to the check-in.

use crate::{
    account::parts::{PlainFrame, Submission, go_to},
    daily::{
        api,
        model::{FactorKind, FactorView, FactorsView, Refused},
        parts::words::{factor_kind_text, fault_text},
    },
    problem::Problem,
    text,
    ui::{
        Button, ButtonKind, ButtonLink, Card, ChoiceGroup, Glyph, PageHeading, RadioField, Section,
        TextField,
    },
};
use leptos::prelude::*;

/// The page of own factors.
#[component]
pub fn FactorsPage() -> impl IntoView {
    view! { <PlainFrame title=text!(daily.factors_title) content=content() /> }
}

async fn content() -> Result<AnyView, Problem> {
    let form = Submission::here();
    let mut refused = Refused::new();
    if let Some(form) = &form {
        match api::change_factors(form).await? {
            Ok(()) => return Ok(go_to("/factors")),
            Err(faults) => refused = faults,
        }
    }
    let view = api::load_factors().await?;
    Ok(page(&view, &form.unwrap_or_default(), &refused))
}

fn page(view: &FactorsView, typed: &Submission, refused: &Refused) -> AnyView {
    let (away, asked): (Vec<_>, Vec<_>) = view.factors.iter().partition(|factor| factor.put_away);
    let none = asked
        .is_empty()
        .then(|| view! { <p class="quiet">{text!(daily.factors_none)}</p> });
    let asked = asked
        .into_iter()
        .map(|factor| asked_factor(factor, typed, refused))
        .collect_view();
    let away = (!away.is_empty()).then(|| {
        let away = away.into_iter().map(put_away_factor).collect_view();
        view! {
            <Section title=text!(daily.factors_put_away) id="away">
                {away}
            </Section>
        }
    });
    let new = new_factor(view, typed, refused);
    view! {
        <PageHeading title=text!(daily.factors_title) lead=text!(daily.factors_lead) />
        <Section title=text!(daily.factors_asked) id="asked">
            {none}
            {asked}
        </Section>
        <Section title=text!(daily.factor_new) id="new">
            {new}
        </Section>
        {away}
        <ButtonLink href="/check-in" glyph=Glyph::Previous>
            {text!(daily.to_check_in)}
        </ButtonLink>
    }
    .into_any()
}

fn fault(refused: &Refused, field: &str) -> Option<String> {
    refused.get(field).map(fault_text)
}

fn new_factor(view: &FactorsView, typed: &Submission, refused: &Refused) -> AnyView {
    let is_mine = typed.text("do") == "add";
    let typed = |name: &str| {
        if is_mine {
            typed.text(name).to_owned()
        } else {
            String::new()
        }
    };
    let chosen = FactorKind::parse(&typed("kind")).unwrap_or(FactorKind::YesNo);
    let kinds = FactorKind::ALL
        .iter()
        .map(|kind| {
            view! {
                <RadioField
                    name="kind"
                    value=kind.code()
                    label=factor_kind_text(*kind)
                    checked=*kind == chosen
                />
            }
        })
        .collect_view();
    view! {
        <form method="post" action="/factors" class="form">
            <input type="hidden" name="do" value="add" />
            <input type="hidden" name="id" value=view.next_id.clone() />
            <TextField
                id="name"
                name="name"
                label=text!(daily.factor_name)
                hint=text!(daily.factor_name_hint)
                value=typed("name")
                error=fault(refused, "name")
                autocomplete="off"
            />
            <ChoiceGroup id="kind" legend=text!(daily.factor_kind) error=fault(refused, "kind")>
                {kinds}
            </ChoiceGroup>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary glyph=Glyph::Plus>
                    {text!(daily.factor_add)}
                </Button>
            </div>
        </form>
    }
    .into_any()
}

fn asked_factor(factor: &FactorView, typed: &Submission, refused: &Refused) -> AnyView {
    let field = format!("name.{}", factor.id);
    let value = if typed.has(&field) {
        typed.text(&field).to_owned()
    } else {
        factor.name.clone()
    };
    let error = fault(refused, &field);
    let is_open = error.is_some();
    let (id, other_id) = (factor.id.clone(), factor.id.clone());
    let (kind, name) = (factor.kind, factor.name.clone());
    view! {
        <Card title=name.clone()>
            <p class="quiet">{factor_kind_text(kind)}</p>
            <details class="disclosure" open=is_open>
                <summary>{text!(daily.factor_change, name = name)}</summary>
                <div class="stack">
                    <form method="post" action="/factors" class="stack">
                        <input type="hidden" name="do" value="rename" />
                        <input type="hidden" name="id" value=id />
                        <TextField
                            id=field.clone()
                            name=field
                            label=text!(daily.factor_name)
                            value
                            error
                            autocomplete="off"
                        />
                        <Button glyph=Glyph::Edit>{text!(daily.factor_rename)}</Button>
                    </form>
                    <form method="post" action="/factors" class="stack">
                        <input type="hidden" name="do" value="away" />
                        <input type="hidden" name="id" value=other_id />
                        <p class="quiet">{text!(daily.factor_away_hint)}</p>
                        <Button>{text!(daily.factor_away)}</Button>
                    </form>
                </div>
            </details>
        </Card>
    }
    .into_any()
}

fn put_away_factor(factor: &FactorView) -> AnyView {
    let (id, name) = (factor.id.clone(), factor.name.clone());
    view! {
        <Card title=name.clone()>
            <form method="post" action="/factors">
                <input type="hidden" name="do" value="back" />
                <input type="hidden" name="id" value=id />
                <Button glyph=Glyph::Undo>
                    {text!(daily.factor_back)}
                    <span class="visually-hidden">" " {name}</span>
                </Button>
            </form>
        </Card>
    }
    .into_any()
}
