//! Golden tables of every grade boundary, and what holds for any answers.

use super::{Grade, Outcome, Scale, ScoreFault, parse_answer, score};
use proptest::prelude::*;

/// Answers whose sum is `total`, filled from the first item on.
fn answers_for(scale: Scale, mut total: u16) -> Vec<Option<u16>> {
    let table = scale.table();
    let answers = table.items.iter().map(|item| {
        let answer = if item.is_scored {
            total.min(item.most)
        } else {
            0
        };
        total -= answer;
        Some(answer)
    });
    answers.collect()
}

fn grade_of(scale: Scale, total: u16) -> Grade {
    let outcome = score(scale.table(), &answers_for(scale, total));
    assert_eq!(outcome.total(), Some(total), "{scale:?}");
    outcome.grade().unwrap()
}

#[test]
fn midas_grades_as_published() {
    for (total, grade) in [
        (0, Grade::MidasOne),
        (5, Grade::MidasOne),
        (6, Grade::MidasTwo),
        (10, Grade::MidasTwo),
        (11, Grade::MidasThree),
        (20, Grade::MidasThree),
        (21, Grade::MidasFourA),
        (40, Grade::MidasFourA),
        (41, Grade::MidasFourB),
        (450, Grade::MidasFourB),
    ] {
        assert_eq!(grade_of(Scale::Midas, total), grade, "{total}");
    }
}

#[test]
fn phq9_grades_as_published() {
    for (total, grade) in [
        (0, Grade::Minimal),
        (4, Grade::Minimal),
        (5, Grade::Mild),
        (9, Grade::Mild),
        (10, Grade::Moderate),
        (14, Grade::Moderate),
        (15, Grade::ModeratelySevere),
        (19, Grade::ModeratelySevere),
        (20, Grade::Severe),
        (27, Grade::Severe),
    ] {
        assert_eq!(grade_of(Scale::Phq9, total), grade, "{total}");
    }
}

#[test]
fn gad7_grades_as_published() {
    for (total, grade) in [
        (0, Grade::Minimal),
        (4, Grade::Minimal),
        (5, Grade::Mild),
        (9, Grade::Mild),
        (10, Grade::Moderate),
        (14, Grade::Moderate),
        (15, Grade::Severe),
        (21, Grade::Severe),
    ] {
        assert_eq!(grade_of(Scale::Gad7, total), grade, "{total}");
    }
}

#[test]
fn hit6_grades_as_published_and_msq_has_none() {
    let table = Scale::Hit6.table();
    for (total, grade) in [
        (36, Grade::ImpactLittle),
        (49, Grade::ImpactLittle),
        (50, Grade::ImpactSome),
        (55, Grade::ImpactSome),
        (56, Grade::ImpactSubstantial),
        (59, Grade::ImpactSubstantial),
        (60, Grade::ImpactSevere),
        (78, Grade::ImpactSevere),
    ] {
        assert_eq!(table.grade(total), Some(grade), "{total}");
    }
    assert_eq!(table.grade(35), None);
    assert_eq!(Scale::Msq.table().grade(50), None);
}

#[test]
fn tables_are_as_long_and_as_high_as_published() {
    for (scale, items, needed, least, most) in [
        (Scale::Midas, 7, 5, 0, 450),
        (Scale::Phq9, 9, 9, 0, 27),
        (Scale::Gad7, 7, 7, 0, 21),
        (Scale::Hit6, 0, 0, 36, 78),
        (Scale::Msq, 0, 0, 0, 100),
    ] {
        let table = scale.table();
        assert_eq!(table.items.len(), items, "{scale:?}");
        assert_eq!(table.needed(), needed, "{scale:?}");
        assert_eq!((table.least(), table.most()), (least, most), "{scale:?}");
        assert_eq!(table.scale, scale);
        assert!(table.grades.is_sorted());
        assert_eq!(scale.is_typed(), items == 0);
    }
    let msq = Scale::Msq.table().scores;
    assert!(msq.len() == 3 && msq.iter().all(|span| (span.least, span.most) == (0, 100)));
}

#[test]
fn the_items_of_midas_that_are_not_scored_change_nothing() {
    let table = Scale::Midas.table();
    let full = [
        Some(1),
        Some(2),
        Some(3),
        Some(4),
        Some(5),
        Some(60),
        Some(9),
    ];
    let without = [Some(1), Some(2), Some(3), Some(4), Some(5), None, None];
    assert_eq!(score(table, &full).total(), Some(15));
    assert_eq!(score(table, &full), score(table, &without));
}

#[test]
fn a_gap_is_not_filled() {
    let mut answers = answers_for(Scale::Phq9, 10);
    answers[4] = None;
    assert_eq!(
        score(Scale::Phq9.table(), &answers),
        Outcome::NotEnoughAnswers {
            answered: 8,
            needed: 9
        }
    );
    assert_eq!(score(Scale::Phq9.table(), &[]).total(), None);
    assert_eq!(score(Scale::Hit6.table(), &[]).total(), None);
}

#[test]
fn an_answer_out_of_range_is_none() {
    let mut answers = answers_for(Scale::Gad7, 7);
    answers[0] = Some(4);
    assert_eq!(score(Scale::Gad7.table(), &answers).total(), None);
}

#[test]
fn typed_numbers_are_whole_and_within_their_range() {
    assert_eq!(parse_answer("", 36, 78), Ok(None));
    assert_eq!(parse_answer(" 36 ", 36, 78), Ok(Some(36)));
    assert_eq!(parse_answer("78", 36, 78), Ok(Some(78)));
    assert_eq!(parse_answer("35", 36, 78), Err(ScoreFault::OutOfRange));
    assert_eq!(parse_answer("79", 36, 78), Err(ScoreFault::OutOfRange));
    assert_eq!(parse_answer("99999999", 0, 90), Err(ScoreFault::OutOfRange));
    for text in ["-1", "+5", "5.5", "five", "5 0"] {
        assert_eq!(
            parse_answer(text, 0, 90),
            Err(ScoreFault::Unreadable),
            "{text}"
        );
    }
}

fn answered() -> impl Strategy<Value = (Scale, Vec<Option<u16>>)> {
    let scale = prop::sample::select(vec![Scale::Midas, Scale::Phq9, Scale::Gad7]);
    scale.prop_flat_map(|scale| {
        let items = scale.table().items.iter();
        let answers: Vec<_> = items.map(|item| prop::option::of(0..=item.most)).collect();
        (Just(scale), answers)
    })
}

proptest! {
    #[test]
    fn the_score_is_the_sum_of_the_scored_items((scale, answers) in answered()) {
        let table = scale.table();
        let scored: Option<Vec<u16>> = table
            .items
            .iter()
            .zip(&answers)
            .filter(|(item, _)| item.is_scored)
            .map(|(_, answer)| *answer)
            .collect();
        let sum = scored.map(|scored| scored.iter().sum::<u16>());
        prop_assert_eq!(score(table, &answers).total(), sum);
    }

    #[test]
    fn a_higher_answer_never_lowers_the_grade((scale, answers) in answered(), place in 0_usize..9) {
        let table = scale.table();
        let full: Vec<_> = answers.iter().map(|answer| answer.or(Some(0))).collect();
        let mut higher = full.clone();
        let place = place % table.items.len();
        higher[place] = higher[place].map(|answer| (answer + 1).min(table.items[place].most));
        prop_assert!(score(table, &higher).grade() >= score(table, &full).grade());
    }
}
