//! What must hold for any answers: a red answer always comes to at least its urgency, nothing that is added
//! takes a notice away, and no path says that all is well.

use super::{Basis, Fact, Known, RULES, Scope, evaluate};
use crate::safety::model::{Advice, NoticeView, Question, Sign, Urgency};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The questions on which an emergency can rest.
fn emergency_questions() -> Vec<Question> {
    let questions: BTreeSet<_> = RULES
        .iter()
        .filter(|rule| rule.urgency == Urgency::Emergency)
        .flat_map(|rule| rule.groups.iter().flat_map(|group| group.iter()))
        .filter_map(|basis| match basis {
            Basis::Yes(question) => Some(*question),
            Basis::Holds(_) => None,
        })
        .collect();
    questions.into_iter().collect()
}

fn known(answers: BTreeMap<Question, bool>, facts: &[Fact]) -> Known {
    Known {
        answers,
        facts: facts.iter().copied().collect(),
    }
}

fn advice(known: &Known) -> Advice {
    let rules = evaluate(known, Scope::Headache).into_iter();
    let notices = rules.map(|rule| NoticeView {
        sign: rule.sign,
        urgency: rule.urgency,
        sources: rule.sources,
        is_seen: false,
    });
    Advice::of(notices.collect())
}

/// The urgency that answers must at least come to, written down a second time and by hand.
fn least(answers: &BTreeMap<Question, bool>, is_pregnant: bool) -> Option<Urgency> {
    let yes = |question| answers.get(&question) == Some(&true);
    let red = [
        Question::Sudden,
        Question::Deficit,
        Question::Consciousness,
        Question::Injury,
        Question::PainfulEye,
    ];
    let pregnant = is_pregnant || yes(Question::Pregnancy);
    if red.into_iter().any(yes)
        || (yes(Question::Fever) && yes(Question::StiffNeck))
        || (pregnant && yes(Question::PressureSigns))
    {
        return Some(Urgency::Emergency);
    }
    let soon = pregnant
        || [
            Question::Fever,
            Question::StiffNeck,
            Question::PressureSigns,
        ]
        .into_iter()
        .any(yes);
    soon.then_some(Urgency::Soon)
}

/// Each of the 3^9 ways to answer the emergency questions: not at all, no, or yes.
fn every_answer() -> impl Iterator<Item = BTreeMap<Question, bool>> {
    let questions = emergency_questions();
    assert_eq!(questions.len(), 9);
    (0..3_u32.pow(9)).map(move |mut code| {
        let mut answers = BTreeMap::new();
        for question in &questions {
            match code % 3 {
                1 => _ = answers.insert(*question, false),
                2 => _ = answers.insert(*question, true),
                _ => {}
            }
            code /= 3;
        }
        answers
    })
}

#[test]
fn every_combination_of_emergency_answers_comes_to_its_urgency() {
    let mut count = 0;
    for answers in every_answer() {
        for facts in [&[][..], &[Fact::Pregnant]] {
            let known = known(answers.clone(), facts);
            let found = advice(&known);
            let expected = least(&answers, !facts.is_empty());
            assert_eq!(found.urgency(), expected, "{answers:?} {facts:?}");
            // A red answer never ends in the words that nothing calls for help.
            match found {
                Advice::Seek(notices) => assert!(!notices.is_empty()),
                Advice::NothingCalls => assert_eq!(expected, None),
            }
            count += 1;
        }
    }
    assert_eq!(count, 2 * 19_683);
}

#[test]
fn another_answer_never_lowers_the_urgency_of_any_combination() {
    let rank = |answers: &BTreeMap<Question, bool>| {
        let found = advice(&known(answers.clone(), &[])).urgency();
        found.map_or(usize::MAX, |urgency| urgency as usize)
    };
    for answers in every_answer() {
        let before = rank(&answers);
        for question in emergency_questions() {
            if answers.contains_key(&question) {
                continue;
            }
            for answer in [false, true] {
                let mut more = answers.clone();
                more.insert(question, answer);
                assert!(rank(&more) <= before, "{answers:?} {question:?}");
            }
        }
    }
}

#[test]
fn every_question_can_find_something_and_every_sign_has_a_rule_with_a_source() {
    for question in Question::ALL {
        let found = evaluate(
            &known(BTreeMap::from([(*question, true)]), &[]),
            Scope::Headache,
        );
        assert!(!found.is_empty(), "{question:?}");
    }
    for sign in Sign::ALL {
        assert!(RULES.iter().any(|rule| rule.sign == *sign), "{sign:?}");
    }
    for rule in RULES {
        assert!(!rule.sources.is_empty() && !rule.groups.is_empty());
        assert!(rule.groups.iter().all(|group| !group.is_empty()));
    }
    assert!(RULES.is_sorted_by_key(|rule| rule.urgency));
}

#[test]
fn a_sign_has_one_urgency_and_is_told_once() {
    for rule in RULES {
        let others = RULES.iter().filter(|other| other.sign == rule.sign);
        assert!(
            others
                .into_iter()
                .all(|other| other.urgency == rule.urgency)
        );
    }
    let answers = BTreeMap::from([(Question::AfterFifty, true), (Question::Changed, true)]);
    let found = evaluate(&known(answers, &[Fact::AgedFifty]), Scope::Headache);
    let signs: Vec<_> = found.iter().map(|rule| rule.sign).collect();
    assert_eq!(signs, [Sign::PatternChanged, Sign::NewAfterFifty]);
}

#[test]
fn facts_of_the_patient_are_to_be_talked_about() {
    for (facts, sign) in [
        (&[Fact::NearOveruse][..], Sign::NearOveruse),
        (&[Fact::FourMigraineDays], Sign::FrequentMigraine),
        (
            &[Fact::HasAura, Fact::TakesOestrogen],
            Sign::AuraAndOestrogen,
        ),
        (
            &[Fact::HasMotorOrBrainstemAura, Fact::TakesTriptan],
            Sign::TriptanAndAura,
        ),
        (&[Fact::Vascular, Fact::TakesErgot], Sign::TriptanAndVessels),
        (
            &[Fact::Pregnant, Fact::TakesTeratogen],
            Sign::MedicineInPregnancy,
        ),
    ] {
        let found = evaluate(&known(BTreeMap::new(), facts), Scope::Patient);
        let signs: Vec<_> = found.iter().map(|rule| (rule.sign, rule.urgency)).collect();
        assert_eq!(signs, [(sign, Urgency::Discuss)]);
        let alone = evaluate(&known(BTreeMap::new(), &facts[1..]), Scope::Patient);
        assert!(alone.is_empty(), "{facts:?}");
    }
}

fn any_known() -> impl Strategy<Value = Known> {
    let answers = prop::collection::btree_map(
        prop::sample::select(Question::ALL.to_vec()),
        any::<bool>(),
        0..=Question::ALL.len(),
    );
    let facts = prop::collection::btree_set(
        prop::sample::select(vec![
            Fact::LongAttack,
            Fact::LongAura,
            Fact::FirstMotorAura,
            Fact::FirstAuraAfterFifty,
            Fact::AgedFifty,
            Fact::Pregnant,
            Fact::Illness,
            Fact::HeadInjury,
        ]),
        0..8,
    );
    (answers, facts).prop_map(|(answers, facts)| Known { answers, facts })
}

proptest! {
    #[test]
    fn whatever_is_added_takes_no_notice_away(
        before in any_known(),
        question in prop::sample::select(Question::ALL.to_vec()),
        answer in any::<bool>(),
    ) {
        let mut after = before.clone();
        after.answers.entry(question).or_insert(answer);
        after.facts.insert(Fact::LongAttack);
        let signs = |known: &Known| -> BTreeSet<Sign> {
            evaluate(known, Scope::Headache).iter().map(|rule| rule.sign).collect()
        };
        prop_assert!(signs(&before).is_subset(&signs(&after)));
    }
}
