//! The numbers of the report, from diaries that can be counted by hand.

use super::{
    make_report,
    test_support::{TODAY, clear_rest, intake, migraine, noon, rich, stored},
};
use crate::{
    account::server::Profile,
    attacks::model::{Domain, Loss},
    doctor::model::{
        Baseline, ClassLine, LateEntries, Line, LostDays, Report, ReportOptions, Span,
    },
    medication::model::MedicineClass,
    reports::server::Diary,
};
use jiff::{SignedDuration, civil::date};

fn report(diary: &Diary, options: ReportOptions) -> Report {
    make_report(diary, options, TODAY, noon(TODAY))
}

/// Two migraines in the last 84 days and one in the 84 before; every other day is clear.
fn small() -> Diary {
    let mut diary = Diary::default();
    let mut long = migraine(date(2026, 11, 10), 20, 8);
    long.attack
        .details
        .losses
        .insert(Domain::Work, Loss::Missed);
    diary.attacks = vec![
        stored(1, migraine(date(2026, 7, 1), 6, 6)),
        stored(2, migraine(date(2026, 10, 5), 6, 6)),
        // From noon to 8 o'clock on the next day: two days.
        stored(3, long),
    ];
    diary.intakes = vec![
        stored(
            4,
            intake(date(2026, 10, 5), "Sumatriptan", MedicineClass::Triptan),
        ),
        stored(
            5,
            intake(date(2026, 10, 5), "Ibuprofen", MedicineClass::Nsaid),
        ),
        stored(
            6,
            intake(date(2026, 10, 5), "Sumatriptan", MedicineClass::Triptan),
        ),
    ];
    clear_rest(&mut diary, date(2026, 6, 6), TODAY);
    diary
}

fn counts(report: &Report, line: Line) -> (u32, Option<u32>) {
    let before = report.before.as_ref().and_then(|span| span.figure(line));
    let now = report.now.figure(line).unwrap();
    (now.count, before.map(|figure| figure.count))
}

#[test]
fn three_months_of_28_days_stand_against_the_three_before() {
    let report = report(&small(), ReportOptions::default());
    assert_eq!(report.now.first.iso(), "2026-08-29");
    assert_eq!(report.now.last.iso(), "2026-11-20");
    let before = report.before.as_ref().unwrap();
    assert_eq!(before.first.iso(), "2026-06-06");
    assert_eq!(before.last.iso(), "2026-08-28");
    assert_eq!((report.now.days, report.now.answered), (84, 84));
    assert_eq!(counts(&report, Line::Headache), (3, Some(1)));
    assert_eq!(counts(&report, Line::MigraineA), (3, Some(1)));
    assert_eq!(counts(&report, Line::Attacks), (2, Some(1)));
    assert_eq!(counts(&report, Line::AcuteMedicine), (1, Some(0)));
    let rate = report.now.figure(Line::Headache).unwrap().per_28.unwrap();
    assert!((rate - 1.0).abs() < 1e-9, "3 of 84 days are 1 of 28");
    let months: Vec<_> = report.months.iter().map(|month| month.headache).collect();
    assert_eq!(months, [1, 0, 0, 0, 1, 2]);
    assert_eq!(report.months.iter().filter(|month| month.is_now).count(), 3);
}

#[test]
fn days_with_medicine_count_once_however_many_tablets() {
    let report = report(&small(), ReportOptions::default());
    let classes: Vec<_> = report
        .medicines
        .iter()
        .map(|days| (days.class, days.now, days.before, days.threshold))
        .collect();
    assert_eq!(
        classes,
        [
            (ClassLine::Triptan, 1, Some(0), Some(10)),
            (ClassLine::Analgesic, 1, Some(0), Some(15)),
            (ClassLine::Mixed, 1, Some(0), Some(10)),
        ]
    );
}

#[test]
fn lost_days_are_the_days_of_the_attacks_that_say_so() {
    let report = report(&small(), ReportOptions::default());
    assert_eq!(
        report.lost,
        [LostDays {
            domain: Domain::Work,
            missed: 2,
            reduced: 0,
            before_missed: None,
            before_reduced: None,
            answered: 1,
        }]
    );
}

#[test]
fn too_few_answers_have_counts_but_no_rates() {
    let mut diary = small();
    // 67 of 84 days are under 80 %, 68 are enough.
    let keep = |diary: &mut Diary, answered: usize| {
        diary
            .clear_days
            .retain(|stored| stored.value.day < date(2026, 8, 29));
        clear_rest(diary, date(2026, 8, 29), TODAY);
        // The second day of the long migraine has its answer already.
        diary
            .clear_days
            .retain(|stored| stored.value.day != date(2026, 11, 11));
        let mut last: Vec<_> = diary.clear_days.drain(..).collect();
        // The latest ones stay: today counts once it is answered.
        last.sort_by_key(|stored| std::cmp::Reverse(stored.value.day));
        let mut kept = 0;
        last.retain(|stored| {
            let counts = stored.value.day >= date(2026, 8, 29);
            kept += usize::from(counts);
            !counts || kept + 3 <= answered
        });
        diary.clear_days = last;
    };
    for (answered, is_enough) in [(67, false), (68, true)] {
        keep(&mut diary, answered);
        let report = report(&diary, ReportOptions::default());
        let figure = report.now.figure(Line::Headache).unwrap();
        assert_eq!(report.now.needed, 68, "of {}", report.now.days);
        assert_eq!(report.now.is_enough(), is_enough, "{}", report.now.answered);
        assert_eq!(figure.count, 3);
        assert_eq!(figure.per_28.is_some(), is_enough);
        let before = report.before.unwrap();
        assert!(before.figure(Line::Headache).unwrap().per_28.is_some());
    }
}

#[test]
fn a_diary_that_begins_later_has_nothing_to_compare_with() {
    let diary = Diary {
        attacks: vec![stored(1, migraine(date(2026, 11, 1), 6, 6))],
        ..Diary::default()
    };
    let late = report(&diary, ReportOptions::default());
    assert_eq!(late.before, None);
    let empty = report(&Diary::default(), ReportOptions::default());
    assert_eq!(empty.before, None);
    assert_eq!(empty.now.answered, 0);
    assert!(!empty.now.is_enough());
}

#[test]
fn calendar_months_are_the_last_three_that_are_over() {
    let options = ReportOptions {
        span: Span::ThreeMonths,
        ..ReportOptions::default()
    };
    let report = report(&small(), options);
    assert_eq!(report.now.first.iso(), "2026-08-01");
    assert_eq!(report.now.last.iso(), "2026-10-31");
    let before = report.before.unwrap();
    assert_eq!(before.first.iso(), "2026-05-01");
    assert_eq!(before.last.iso(), "2026-07-31");
}

#[test]
fn the_earliest_days_never_overlap_with_the_latest() {
    let earliest = |span: Span| ReportOptions {
        span,
        baseline: Baseline::Earliest,
        ..ReportOptions::default()
    };
    let mut diary = small();
    let found = report(&diary, earliest(Span::ThreeTimes28)).before.unwrap();
    assert_eq!(found.first.iso(), "2026-06-06");
    let month = report(&diary, earliest(Span::Once28)).before.unwrap();
    assert_eq!(
        (month.first.iso(), month.last.iso()),
        ("2026-06-06".into(), "2026-07-03".into())
    );
    diary
        .clear_days
        .retain(|stored| stored.value.day > date(2026, 7, 1));
    diary.attacks.remove(0);
    assert_eq!(report(&diary, earliest(Span::ThreeTimes28)).before, None);
}

#[test]
fn late_entries_can_be_left_out_and_are_counted_either_way() {
    let mut diary = small();
    let attack = &mut diary.attacks[1].value.attack;
    attack.recorded = attack.onset + SignedDuration::from_hours(25);
    diary.intakes[0].value.recorded = noon(TODAY);
    let with = report(&diary, ReportOptions::default());
    assert_eq!(with.late_entries, 2);
    assert_eq!(counts(&with, Line::Attacks), (2, Some(1)));
    let options = ReportOptions {
        late: LateEntries::Excluded,
        ..ReportOptions::default()
    };
    let without = report(&diary, options);
    assert_eq!(without.late_entries, 2);
    assert_eq!(counts(&without, Line::Attacks), (1, Some(1)));
}

#[test]
fn three_questions_have_room() {
    let mut diary = small();
    let questions = ["", "  One? ", "Two?", "Three?", "Four?"];
    diary.profile = Some(Profile {
        questions: questions.map(str::to_owned).to_vec(),
        ..Profile::default()
    });
    let report = report(&diary, ReportOptions::default());
    assert_eq!(report.questions, ["One?", "Two?", "Three?"]);
}

#[test]
fn every_number_names_its_rule_with_version_and_source() {
    let report = report(&rich(), ReportOptions::default());
    let spans = [Some(&report.now), report.before.as_ref()];
    for figure in spans.into_iter().flatten().flat_map(|span| &span.figures) {
        let source = report
            .sources
            .iter()
            .find(|source| source.rule == figure.rule);
        let source = source.unwrap_or_else(|| panic!("{} has no source", figure.rule));
        assert!(!source.source.is_empty() && !source.version.is_empty());
    }
    assert_eq!(report.scales.len(), 4);
    assert_eq!(report.preventives.len(), 1);
}

#[test]
fn json_can_be_read_back() {
    let report = report(&rich(), ReportOptions::default());
    let bytes = serde_json::to_vec_pretty(&report).unwrap();
    let again: Report = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(again, report);
    let document: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(document["format"], "migraine-pulse-report/1");
}

#[test]
fn the_order_of_entry_does_not_matter() {
    let mut diary = rich();
    let first = report(&diary, ReportOptions::default());
    diary.attacks.reverse();
    diary.intakes.reverse();
    diary.clear_days.reverse();
    diary.scales.reverse();
    assert_eq!(report(&diary, ReportOptions::default()), first);
}
