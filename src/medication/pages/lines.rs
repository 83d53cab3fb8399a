//! Parts that several pages of medication share: the runway before a tap, an intake as a line, what a
//! medicine did.

use super::words::{join, runway_texts, units_text};
use crate::{
    i18n::dates::duration_text,
    medication::model::{
        Endpoints, IntakeLine, MedicineClass, MedicineLine, Response, RunwayView, Share,
    },
    text,
    ui::{RecordLink, Table},
};
use leptos::prelude::*;

/// What one more intake would come to; says so too when there is no limit.
#[component]
pub(super) fn Runway(
    /// What it would come to.
    #[prop(optional_no_strip)]
    runway: Option<RunwayView>,
    /// The class of the medicine.
    class: MedicineClass,
) -> impl IntoView {
    let sentences = match runway {
        Some(runway) => runway_texts(&runway),
        None if class == MedicineClass::Unknown => {
            vec![text!(medication.runway_unknown).to_owned()]
        }
        None => vec![text!(medication.runway_none).to_owned()],
    };
    let lines = sentences
        .into_iter()
        .enumerate()
        .map(|(place, sentence)| {
            let class = if place == 0 {
                "runway-first"
            } else {
                "runway-more"
            };
            view! { <p class=class>{sentence}</p> }
        })
        .collect_view();
    view! { <div class="runway">{lines}</div> }
}

/// One intake as a line that leads to it.
#[component]
pub(super) fn IntakeLink(
    /// The intake.
    intake: IntakeLine,
    /// Tells the day too.
    #[prop(optional)]
    with_day: bool,
) -> impl IntoView {
    let at = if with_day {
        intake.at.text()
    } else {
        intake.at.time_text()
    };
    let units = intake
        .units
        .map(|units| text!(medication.units_of, count = units_text(units)));
    let more = if intake.is_open {
        text!(medication.relief_open)
    } else {
        text!(medication.intake_open)
    };
    let detail = [Some(at), units, Some(more.to_owned())];
    let detail = detail.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! { <RecordLink href=format!("/intakes/{}", intake.id) title=intake.title detail /> }
}

/// Name and strength of a medicine.
pub(super) fn title(medicine: &MedicineLine) -> String {
    join(&medicine.name, &medicine.strength)
}

/// What one medicine did, as a table: one row an answer, one column a kind of pain at intake.
#[component]
pub(super) fn ResponseTable(
    /// What it did.
    response: Response,
) -> impl IntoView {
    let mut columns = vec![
        (
            text!(medication.response_strong),
            response.at_moderate_or_severe,
        ),
        (text!(medication.response_mild), response.at_mild),
    ];
    if response.at_unknown.treated > 0 {
        columns.push((text!(medication.response_unknown), response.at_unknown));
    }
    let row = |label: &'static str, value: fn(&Endpoints) -> String| {
        let mut row = vec![label.to_owned()];
        row.extend(columns.iter().map(|(_, endpoints)| value(endpoints)));
        row
    };
    let rows = vec![
        row(text!(medication.response_treated), |endpoints| {
            endpoints.treated.to_string()
        }),
        row(text!(medication.response_free), |endpoints| {
            share_text(endpoints.pain_free)
        }),
        row(text!(medication.response_relief), |endpoints| {
            share_text(endpoints.relief)
        }),
        row(text!(medication.response_relapse), |endpoints| {
            share_text(endpoints.relapse)
        }),
    ];
    let mut headings = vec![text!(medication.response_column).to_owned()];
    headings.extend(columns.iter().map(|(heading, _)| (*heading).to_owned()));
    let median = response.minutes_to_dose.map(|median| {
        let duration = duration_text(median.minutes);
        view! {
            <p>{text!(medication.response_median, duration = duration, count = median.of)}</p>
        }
    });
    view! {
        <Table caption=response.name headings rows />
        {median}
    }
}

/// A share with its interval; too few answers are told as counts alone.
fn share_text(share: Share) -> String {
    let (hits, of) = (share.hits, share.of);
    match (share.per_cent(), share.interval()) {
        (Some(percent), Some(interval)) if share.is_enough() => text!(
            medication.response_share,
            hits = hits,
            of = of,
            percent = percent,
            low = format!("{:.0}", interval.low * 100.0),
            high = format!("{:.0}", interval.high * 100.0)
        ),
        (Some(_), _) => text!(medication.response_few, hits = hits, of = of),
        (None, _) => text!(medication.response_none).to_owned(),
    }
}
