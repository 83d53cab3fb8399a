//! The attributes that forms without JavaScript and screen readers depend on.

use leptos::prelude::*;

use super::level_curve::{across, up};
use super::month_grid::weeks;
use super::*;

/// Renders under an owner, as a server does.
fn html<V: IntoView + 'static>(view: impl FnOnce() -> V) -> String {
    Owner::new().with(|| view().into_view().to_html())
}

fn assert_contains(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
}

#[test]
fn tile_is_a_submit_button_that_says_whether_it_is_chosen() {
    let chosen = html(|| {
        view! { <TileButton name="level" value="7" pressed=true caption="strong">"7"</TileButton> }
    });
    assert_contains(
        &chosen,
        &[
            "<button",
            r#"type="submit""#,
            r#"name="level""#,
            r#"value="7""#,
            r#"aria-pressed="true""#,
            "strong",
        ],
    );
    let other = html(|| view! { <TileButton name="level" value="6">"6"</TileButton> });
    assert_contains(&other, &[r#"aria-pressed="false""#]);
}

#[test]
fn attack_button_submits() {
    let html = html(|| view! { <AttackButton label="Start" hint="Now" glyph=Glyph::Attack /> });
    assert_contains(
        &html,
        &[r#"type="submit""#, r#"class="attack-button""#, "<small>Now"],
    );
}

#[test]
fn button_leaves_out_what_it_was_not_given() {
    let html = html(|| view! { <Button>"Save"</Button> });
    assert!(!html.contains("name=") && !html.contains("disabled") && !html.contains("formaction"));
    assert_contains(&html, &[r#"class="button""#, "Save"]);
}

#[test]
fn field_binds_label_hint_and_error() {
    let html = html(|| {
        view! {
            <TextField
                id="ended"
                name="ended_at"
                label="Ended"
                kind=InputKind::DateTimeLocal
                hint="Leave empty if it goes on"
                error="This is before the start"
            />
        }
    });
    assert_contains(
        &html,
        &[
            r#"for="ended""#,
            r#"type="datetime-local""#,
            r#"aria-describedby="ended-hint ended-error""#,
            r#"aria-invalid="true""#,
            r#"id="ended-hint""#,
            r#"id="ended-error""#,
        ],
    );
}

#[test]
fn field_without_hint_and_error_has_no_dangling_references() {
    let html =
        html(|| view! { <TextField id="dose" name="dose" label="Dose" value="50 \"mg\" <" /> });
    assert!(!html.contains("aria-describedby") && !html.contains("aria-invalid"));
    assert_contains(&html, &["50 &quot;mg&quot;"]);
}

#[test]
fn empty_text_area_is_empty_and_text_is_escaped() {
    let empty = html(|| view! { <TextArea id="notes" name="notes" label="Notes" /> });
    assert_contains(&empty, &["></textarea>"]);
    let filled = html(
        || view! { <TextArea id="notes" name="notes" label="Notes" value="</textarea><b> &amp;" /> },
    );
    assert_contains(
        &filled,
        &["&lt;/textarea&gt;&lt;b&gt; &amp;amp;</textarea>"],
    );
}

#[test]
fn select_marks_the_choice() {
    let option = |value: &str| SelectOption {
        value: value.into(),
        label: value.to_uppercase(),
    };
    let html = html(|| {
        view! {
            <SelectField id="side" name="side" label="Side" options=vec![option("left"), option("right")] selected="right" />
        }
    });
    assert_eq!(html.matches(" selected").count(), 1);
    assert_contains(&html, &[r#"<option value="right" selected"#]);
}

#[test]
fn icons_are_hidden_from_screen_readers() {
    let html = html(|| view! { <Icon glyph=Glyph::Pill /> });
    assert_contains(&html, &[r#"aria-hidden="true""#, "<path d="]);
}

#[test]
fn notice_is_read_out_politely() {
    let html = html(|| view! { <Notice kind=NoticeKind::Attention>"No file"</Notice> });
    assert_contains(&html, &[r#"role="status""#, "notice-attention", "No file"]);
}

#[test]
fn navigation_names_the_current_page() {
    let html = html(|| {
        view! {
            <NavBar label="Main">
                <NavLink href="/" label="Today" glyph=Glyph::Home current=true />
                <NavLink href="/history" label="History" glyph=Glyph::History />
            </NavBar>
        }
    });
    assert_eq!(html.matches(r#"aria-current="page""#).count(), 1);
    assert_contains(&html, &[r#"aria-label="Main""#]);
}

fn days(count: usize) -> Vec<DayCell> {
    (1..=count)
        .map(|day| DayCell {
            day: day.to_string(),
            ..DayCell::default()
        })
        .collect()
}

#[test]
fn weeks_have_seven_cells() {
    for leading in 0..=6 {
        for count in 28..=31 {
            let weeks = weeks(leading, days(count));
            assert!(weeks.iter().all(|week| week.len() == 7));
            assert_eq!(weeks.iter().flatten().flatten().count(), count);
            assert_eq!(
                weeks[0].iter().filter(|cell| cell.is_none()).count(),
                leading
            );
        }
    }
}

#[test]
fn day_says_the_same_in_words_number_and_shape() {
    let mut cells = days(30);
    cells[2] = DayCell {
        day: "3".into(),
        label: "3 November: headache, worst level 6, medicine taken".into(),
        shape: DayShape::FilledSquare,
        number: Some("6".into()),
        pill: true,
        letters: vec!["A".into()],
        href: Some("/calendar/2026-11-03".into()),
        today: true,
    };
    let weekdays = (0..7)
        .map(|day| Weekday {
            short: day.to_string(),
            full: format!("Day {day}"),
        })
        .collect();
    let html = html(|| view! { <MonthGrid caption="November 2026" weekdays leading=6 cells /> });
    assert_contains(
        &html,
        &[
            "November 2026",
            r#"<th scope="col">"#,
            r#"href="/calendar/2026-11-03""#,
            r#"aria-current="date""#,
            "shape-square",
            "shape-pill",
            "day-letters",
            "3 November: headache, worst level 6, medicine taken",
            "<tbody>",
        ],
    );
    assert_eq!(html.matches("<tr>").count(), 1 + 6);
}

#[test]
fn scrolling_table_can_be_reached_by_keyboard() {
    let table = |layout| {
        html(move || {
            view! { <Table caption="Preview" headings=vec!["Date".into()] rows=vec![vec!["2020-01-02".into()]] layout /> }
        })
    };
    assert_contains(
        &table(TableLayout::Scrolling),
        &[
            r#"role="group""#,
            r#"aria-label="Preview""#,
            r#"tabindex="0""#,
            r#"<td data-label="Date">"#,
        ],
    );
    assert!(!table(TableLayout::Stacked).contains("tabindex"));
}

#[test]
fn curve_stays_inside_its_frame() {
    assert_eq!((across(0, 60), across(60, 60)), (30, 344));
    assert_eq!(across(u32::MAX, 60), 344);
    assert_eq!(across(0, 0), 30);
    assert_eq!((up(0), up(10), up(200)), (146, 26, 26));
}

#[test]
fn curve_has_a_sentence_a_table_and_no_inline_style() {
    let points = vec![
        LevelPoint {
            minute: 0,
            level: 4,
        },
        LevelPoint {
            minute: 90,
            level: 8,
        },
    ];
    let html = html(|| {
        view! {
            <LevelCurve sentence="Rose to 8" points table_label="As a table">
                <p>"the table"</p>
            </LevelCurve>
        }
    });
    assert_contains(
        &html,
        &[
            "<figcaption>Rose to 8",
            r#"points="30,98 344,50""#,
            "<summary>As a table",
            "the table",
        ],
    );
    assert!(!html.contains("style="));
}

#[test]
fn themes_are_found_by_the_name_in_the_cookie() {
    for theme in Theme::ALL {
        assert_eq!(Theme::parse(theme.name()), Some(theme));
    }
    assert_eq!(Theme::from_cookie(Some("neon")), Theme::DimGreen);
    assert_eq!(Theme::from_cookie(None), Theme::default());
}

#[test]
fn pager_keeps_the_missing_side_empty() {
    let html = html(|| {
        let next = Some(PagerLink {
            href: "/calendar/2026-12".into(),
            label: "December".into(),
        });
        view! { <Pager label="Months" previous=None next /> }
    });
    assert_contains(
        &html,
        &[
            r#"aria-label="Months""#,
            r#"rel="next""#,
            "pager-next",
            "December",
        ],
    );
    assert!(!html.contains(r#"rel="prev""#));
}
