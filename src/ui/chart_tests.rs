//! What charts promise: gaps stay gaps, the table says the same as the drawing, nothing needs colour.

use leptos::prelude::*;

use super::bar_chart::sums;
use super::chart::{Scale, name_distance, number_text, rows, ticks};
use super::line_chart::stretches;
use super::*;

fn html<V: IntoView + 'static>(view: impl FnOnce() -> V) -> String {
    Owner::new().with(|| view().into_view().to_html())
}

fn assert_contains(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
}

fn data() -> ChartData {
    let series = |name: &str, values: &[Option<f64>]| Series {
        name: name.into(),
        values: values.to_vec(),
    };
    ChartData {
        id: "days".into(),
        title: "Days by month".into(),
        sentence: "Fewer than before".into(),
        table_label: "As a table".into(),
        heading: "Month".into(),
        missing: "not known".into(),
        columns: ["Jan", "Feb", "Mar", "Apr"].map(String::from).to_vec(),
        series: vec![
            series("Triptans", &[Some(4.0), None, Some(2.5), Some(0.0)]),
            series("Other", &[Some(1.0), None, None, Some(0.0)]),
        ],
    }
}

#[test]
fn missing_values_break_a_line_and_are_never_zero() {
    let values = [Some(1.0), Some(2.0), None, Some(0.0), None, None, Some(3.0)];
    let runs = stretches(&values);
    assert_eq!(
        runs,
        [vec![(0, 1.0), (1, 2.0)], vec![(3, 0.0)], vec![(6, 3.0)]]
    );
    assert!(stretches(&[None, None]).is_empty());
    let html = html(|| view! { <LineChart data=data() /> });
    // The first series has three values in two runs of which none has two neighbours but one.
    assert_eq!(html.matches("<polyline").count(), 1);
    assert_contains(&html, &["not known"]);
}

#[test]
fn a_column_without_any_value_is_unknown_and_one_with_zeros_is_zero() {
    assert_eq!(sums(&data()), [Some(5.0), None, Some(2.5), Some(0.0)]);
    let html = html(|| view! { <BarChart data=data() /> });
    assert_eq!(html.matches("chart-unknown").count(), 1);
    assert_eq!(html.matches("chart-sum").count(), 3);
}

#[test]
fn a_chart_has_a_name_a_sentence_a_key_and_a_table_and_no_inline_style() {
    for html in [
        html(|| view! { <BarChart data=data() /> }),
        html(|| view! { <LineChart data=data() /> }),
    ] {
        assert_contains(
            &html,
            &[
                r#"role="img""#,
                r#"aria-labelledby="days-name""#,
                r#"aria-describedby="days-words""#,
                r#"id="days-name""#,
                r#"id="days-words""#,
                "<figcaption>Fewer than before",
                r#"class="chart-key""#,
                "<summary>As a table",
                r#"data-label="Triptans""#,
                "Days by month",
            ],
        );
        assert!(!html.contains("style=") && !html.contains("<script"));
    }
}

#[test]
fn a_single_series_needs_no_key() {
    let mut data = data();
    data.series.truncate(1);
    let html = html(|| view! { <BarChart data /> });
    assert!(!html.contains("chart-key"));
}

#[test]
fn the_table_repeats_every_number() {
    let (headings, rows) = rows(&data());
    assert_eq!(headings, ["Month", "Triptans", "Other"]);
    assert_eq!(rows[0], ["Jan", "4", "1"]);
    assert_eq!(rows[1], ["Feb", "not known", "not known"]);
    assert_eq!(rows[2], ["Mar", "2.5", "not known"]);
    assert_eq!(rows[3], ["Apr", "0", "0"]);
}

#[test]
fn light_lines_are_few_and_round() {
    assert_eq!(ticks(0.0), [0.0, 1.0]);
    assert_eq!(ticks(3.0), [0.0, 1.0, 2.0, 3.0]);
    assert_eq!(ticks(5.0), [0.0, 2.0, 4.0, 6.0]);
    assert_eq!(ticks(31.0), [0.0, 10.0, 20.0, 30.0, 40.0]);
    for largest in 0..500 {
        let ticks = ticks(f64::from(largest));
        assert!(ticks.len() <= 6 && *ticks.last().unwrap() >= f64::from(largest));
    }
}

#[test]
fn drawings_stay_inside_their_frame() {
    let scale = Scale::new(4, 10.0);
    assert!((scale.up(0.0) - 160.0).abs() < 1e-9 && (scale.up(10.0) - 20.0).abs() < 1e-9);
    assert!((scale.up(99.0) - 20.0).abs() < 1e-9);
    assert!(scale.middle(0) > 34.0 && scale.middle(3) < 352.0);
    let nothing = Scale::new(0, 0.0);
    assert!(nothing.column().is_finite() && nothing.up(0.0).is_finite());
}

#[test]
fn names_under_the_axis_do_not_touch() {
    let names = |count: usize, name: &str| vec![name.to_owned(); count];
    assert_eq!(name_distance(&names(7, "Mo")), 1);
    assert_eq!(name_distance(&names(24, "12")), 2);
    assert_eq!(name_distance(&[]), 1);
}

#[test]
fn numbers_have_at_most_one_decimal() {
    let texts = [0.0, 3.0, 2.5, 2.04, 12.96].map(number_text);
    assert_eq!(texts, ["0", "3", "2.5", "2", "13.0"]);
}

#[test]
fn a_sparkline_says_in_words_what_it_shows() {
    let html = html(|| {
        view! { <Sparkline label="Headache days: 4, unknown, 2" values=vec![Some(4.0), None, Some(2.0)] /> }
    });
    assert_contains(
        &html,
        &[
            r#"role="img""#,
            r#"aria-label="Headache days: 4, unknown, 2""#,
            "<circle",
        ],
    );
}

#[test]
fn a_year_has_one_link_a_month_and_shapes_instead_of_colours() {
    let month = |place: usize| YearMonth {
        name: format!("Month {place}"),
        words: "2 headache days".into(),
        href: format!("/calendar?month=2026-{place:02}"),
        days: vec![
            (YearDay::Bar(3), true),
            (YearDay::Bar(1), false),
            (YearDay::Ring, false),
            (YearDay::Dot, false),
            (YearDay::Blank, false),
        ],
    };
    let months = (1..=12).map(month).collect();
    let html = html(|| view! { <YearHeatMap label="2026" months /> });
    assert_eq!(html.matches("<a ").count(), 12);
    assert_eq!(html.matches("<rect").count(), 24);
    assert_eq!(html.matches("year-unknown").count(), 12);
    assert_eq!(html.matches("year-sign").count(), 12);
    assert_contains(
        &html,
        &[
            "Month 12",
            "2 headache days",
            r#"href="/calendar?month=2026-07""#,
        ],
    );
}

#[test]
fn a_day_strip_is_for_the_eye_alone() {
    let stretches = vec![Stretch {
        from: 0,
        to: 2_000,
        height: 2,
    }];
    let html = html(|| view! { <DayStrip stretches instants=vec![720] /> });
    assert_contains(
        &html,
        &[r#"aria-hidden="true""#, r#"width="288.0""#, r#"x="142.5""#],
    );
}

#[test]
fn a_count_leads_to_its_evidence_and_says_what_it_counts() {
    let line = |href: Option<&str>| Count {
        label: "Headache days".into(),
        value: "4".into(),
        href: href.map(String::from),
        ..Count::default()
    };
    let counts = vec![line(Some("/counts/headache_day")), line(None)];
    let html = html(|| view! { <Counts counts /> });
    assert_eq!(html.matches("<a ").count(), 1);
    assert_contains(
        &html,
        &[
            r#"href="/counts/headache_day""#,
            r#"aria-label="Headache days: 4""#,
        ],
    );
}
