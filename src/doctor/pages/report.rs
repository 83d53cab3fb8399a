//! `/report`: the report for the visit, to print or to take along.
//!
//! What is chosen stands in the address: which days, which paper, nothing about health. One form serves
//! the view and the files; each button sends the same choices to its own address.

use crate::{
    account::parts::{PlainFrame, ProblemNotice},
    doctor::{
        api,
        model::{Baseline, LateEntries, Paper, ReportForm, ReportOptions, Span},
        parts::{SheetView, sheet},
    },
    problem::Problem,
    text,
    ui::{
        Button, ButtonKind, ButtonLink, ChoiceGroup, Glyph, PageHeading, PageLayout, RadioField,
        Section, SelectField, SelectOption,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The page.
#[component]
pub fn ReportPage() -> impl IntoView {
    let query = use_query_map().read_untracked();
    let field = |name: &str| query.get_str(name);
    let options = ReportOptions::read(field);
    let failed = field("problem").map(Problem::parse);
    view! {
        <PlainFrame
            title=text!(doctor.report_title)
            layout=PageLayout::Wide
            content=content(options, failed)
        />
    }
}

async fn content(options: ReportOptions, failed: Option<Problem>) -> Result<AnyView, Problem> {
    let report = api::load_report(options).await?;
    let sheet = sheet(&report);
    let paper = match options.paper {
        Paper::A4 => "report-a4",
        Paper::Letter => "report-letter",
    };
    let failed = failed.map(|problem| {
        view! { <ProblemNotice problem /> }
    });
    Ok(view! {
        <div class=format!("stack report {paper}")>
            <div class="stack no-print">
                <PageHeading title=text!(doctor.report_title) lead=text!(doctor.report_lead) />
                {failed}
                <Choices options />
            </div>
            <Section title=text!(doctor.preview_title) id="preview">
                <SheetView sheet />
            </Section>
        </div>
    }
    .into_any())
}

#[component]
fn Choices(options: ReportOptions) -> impl IntoView {
    view! {
        <form method="get" action="/report" class="stack">
            <Section title=text!(doctor.choices_title) id="choices">
                <SelectField
                    id="report-span"
                    name="span"
                    label=text!(doctor.span_label)
                    options=choices(Span::ALL, |span| (span.code(), span_text(span)))
                    selected=options.span.code()
                />
                <SelectField
                    id="report-baseline"
                    name="baseline"
                    label=text!(doctor.baseline_label)
                    options=choices(Baseline::ALL, |baseline| (
                        baseline.code(),
                        baseline_text(baseline),
                    ))
                    selected=options.baseline.code()
                />
                <ChoiceGroup id="report-late" legend=text!(doctor.late_label)>
                    {radios("late", LateEntries::ALL, options.late, |late| (
                        late.code(),
                        late_text(late),
                    ))}
                </ChoiceGroup>
                <ChoiceGroup id="report-paper" legend=text!(doctor.paper_label)>
                    {radios("paper", Paper::ALL, options.paper, |paper| (
                        paper.code(),
                        paper_text(paper),
                    ))}
                </ChoiceGroup>
                <div class="cluster">
                    <Button kind=ButtonKind::Primary>{text!(doctor.show)}</Button>
                    <ButtonLink href="/settings/questions" kind=ButtonKind::Quiet>
                        {text!(doctor.questions_link)}
                    </ButtonLink>
                </div>
            </Section>
            <Section title=text!(doctor.take_title) id="take">
                <p>{text!(doctor.take_words)}</p>
                <div class="cluster">{ReportForm::ALL.iter().map(|form| file(*form)).collect_view()}</div>
                <p class="quiet">{text!(doctor.print_words)}</p>
            </Section>
        </form>
    }
}

fn file(form: ReportForm) -> impl IntoView {
    let (address, words) = match form {
        ReportForm::Pdf => ("/report/report.pdf", text!(doctor.pdf)),
        ReportForm::Csv => ("/report/report.csv", text!(doctor.csv)),
        ReportForm::Json => ("/report/report.json", text!(doctor.json)),
        ReportForm::Fhir => ("/report/fhir.json", text!(doctor.fhir)),
    };
    view! {
        <Button form_action=address glyph=Glyph::Export>
            {words}
        </Button>
    }
}

fn choices<T: Copy>(
    all: &[T],
    words: impl Fn(T) -> (&'static str, &'static str),
) -> Vec<SelectOption> {
    all.iter()
        .map(|choice| {
            let (value, label) = words(*choice);
            SelectOption {
                value: value.to_owned(),
                label: label.to_owned(),
            }
        })
        .collect()
}

fn radios<T: Copy + PartialEq>(
    name: &'static str,
    all: &'static [T],
    chosen: T,
    words: impl Fn(T) -> (&'static str, &'static str),
) -> Vec<AnyView> {
    all.iter()
        .map(|choice| {
            let (value, label) = words(*choice);
            let checked = *choice == chosen;
            view! { <RadioField name=name value=value label=label checked=checked /> }.into_any()
        })
        .collect()
}

fn span_text(span: Span) -> &'static str {
    match span {
        Span::ThreeTimes28 => text!(doctor.span_3x28),
        Span::ThreeMonths => text!(doctor.span_3months),
        Span::Once28 => text!(doctor.span_1x28),
    }
}

fn baseline_text(baseline: Baseline) -> &'static str {
    match baseline {
        Baseline::Before => text!(doctor.baseline_before),
        Baseline::Earliest => text!(doctor.baseline_earliest),
    }
}

fn late_text(late: LateEntries) -> &'static str {
    match late {
        LateEntries::Included => text!(doctor.late_included),
        LateEntries::Excluded => text!(doctor.late_excluded),
    }
}

fn paper_text(paper: Paper) -> &'static str {
    match paper {
        Paper::A4 => text!(doctor.paper_a4),
        Paper::Letter => text!(doctor.paper_letter),
    }
}
