//! Wrapping keeps every word, holds its width, and shows what it cannot draw.

use super::{
    fonts::{BOX, Weight, clean},
    lines::{width_of, wrap},
};
use proptest::prelude::*;

fn texts(text: &str, width: f32) -> Vec<String> {
    wrap(text, Weight::Regular, width)
        .into_iter()
        .map(|line| line.runs.iter().map(|run| run.text.as_str()).collect())
        .collect()
}

#[test]
fn words_go_to_the_next_line_whole() {
    let width = width_of("How often may", Weight::Regular) + 0.1;
    let lines = texts("How often may I take it?", width);
    assert_eq!(lines, ["How often may ", "I take it?"]);
}

#[test]
fn nothing_comes_to_no_line() {
    assert!(texts("", 10.0).is_empty());
    assert!(texts(" \n\t ", 10.0).is_empty());
}

#[test]
fn a_word_longer_than_the_line_is_cut_and_not_lost() {
    let lines = texts(&"a".repeat(50), 5.0);
    assert!(lines.len() > 3);
    let all: String = lines.concat().split(' ').collect();
    assert_eq!(all, "a".repeat(50));
}

#[test]
fn what_the_font_does_not_have_is_a_box() {
    assert_eq!(clean("Ache 🤕!"), format!("Ache {BOX}!"));
    assert_eq!(clean("頭痛"), format!("{BOX}{BOX}"));
    assert_eq!(clean("\u{e001}"), BOX.to_string());
}

#[test]
fn signs_without_a_form_of_their_own_leave_nothing_behind() {
    assert_eq!(clean("a\u{200d}b\u{feff}c\u{fe0f}"), "abc");
    assert_eq!(clean("a\u{0}\u{2028}b\r\nc"), "a b c");
}

#[test]
fn a_hebrew_question_is_drawn_from_the_right() {
    let lines = wrap("מה עוזר 50 mg?", Weight::Regular, 100.0);
    assert_eq!(lines.len(), 1);
    assert!(lines[0].right_to_left);
    assert!(lines[0].runs.len() > 1, "the number keeps its direction");
}

proptest! {
    #[test]
    fn a_line_is_never_wider_than_asked_for(text in "\\PC{0,200}", width in 3.0_f32..60.0) {
        for line in wrap(&text, Weight::Regular, width) {
            // The blank at its end may stand outside.
            prop_assert!(line.width <= width + 0.5, "{} > {width}", line.width);
        }
    }

    #[test]
    fn every_word_that_can_be_drawn_is_there(words in prop::collection::vec("[a-zא-ת]{1,12}", 1..20)) {
        let text = words.join(" ");
        let lines = wrap(&text, Weight::Bold, 14.0);
        let count = |text: &str| text.chars().filter(|sign| *sign != ' ').count();
        let drawn: usize = lines
            .iter()
            .flat_map(|line| &line.runs)
            .map(|run| count(&run.text))
            .sum();
        prop_assert_eq!(drawn, count(&text));
    }
}
