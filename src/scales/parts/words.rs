//! The words of the scales. Items of PHQ-9 and GAD-7 stand as published (no permission needed); those of
//! MIDAS are told in words of our own; of HIT-6 and MSQ there are none.

use crate::{
    scales::model::{Grade, Part, Question, Scale, ScaleFault, ScoreFault},
    text,
};

/// The name of a scale.
#[must_use]
pub fn scale_text(scale: Scale) -> &'static str {
    match scale {
        Scale::Midas => text!(scales.midas),
        Scale::Phq9 => text!(scales.phq9),
        Scale::Gad7 => text!(scales.gad7),
        Scale::Hit6 => text!(scales.hit6),
        Scale::Msq => text!(scales.msq),
    }
}

/// What it asks about, and over which time.
#[must_use]
pub fn scale_about(scale: Scale) -> &'static str {
    match scale {
        Scale::Midas => text!(scales.midas_about),
        Scale::Phq9 => text!(scales.phq9_about),
        Scale::Gad7 => text!(scales.gad7_about),
        Scale::Hit6 => text!(scales.hit6_about),
        Scale::Msq => text!(scales.msq_about),
    }
}

/// Whose it is, and why its questions are here or not.
#[must_use]
pub fn scale_rights(scale: Scale) -> &'static str {
    match scale {
        Scale::Midas => text!(scales.midas_rights),
        Scale::Phq9 | Scale::Gad7 => text!(scales.phq_rights),
        Scale::Hit6 | Scale::Msq => text!(scales.licensed_rights),
    }
}

/// A question.
#[must_use]
pub fn question_text(question: Question) -> &'static str {
    match question {
        Question::WorkMissed => text!(scales.midas_work_missed),
        Question::WorkHalved => text!(scales.midas_work_halved),
        Question::HouseholdMissed => text!(scales.midas_household_missed),
        Question::HouseholdHalved => text!(scales.midas_household_halved),
        Question::SocialMissed => text!(scales.midas_social_missed),
        Question::HeadacheDays => text!(scales.midas_headache_days),
        Question::MeanPain => text!(scales.midas_mean_pain),
        Question::Interest => text!(scales.phq9_interest),
        Question::Down => text!(scales.phq9_down),
        Question::Sleep => text!(scales.phq9_sleep),
        Question::Tired => text!(scales.phq9_tired),
        Question::Appetite => text!(scales.phq9_appetite),
        Question::Failure => text!(scales.phq9_failure),
        Question::Focus => text!(scales.phq9_focus),
        Question::Slow => text!(scales.phq9_slow),
        Question::SelfHarm => text!(scales.phq9_self_harm),
        Question::Nervous => text!(scales.gad7_nervous),
        Question::WorryControl => text!(scales.gad7_worry_control),
        Question::WorryMuch => text!(scales.gad7_worry_much),
        Question::Relax => text!(scales.gad7_relax),
        Question::Restless => text!(scales.gad7_restless),
        Question::Irritable => text!(scales.gad7_irritable),
        Question::Afraid => text!(scales.gad7_afraid),
    }
}

/// An answer of PHQ-9 and GAD-7, 0 to 3.
#[must_use]
pub fn answer_text(answer: u16) -> &'static str {
    match answer {
        0 => text!(scales.answer_not_at_all),
        1 => text!(scales.answer_several),
        2 => text!(scales.answer_more_than_half),
        _ => text!(scales.answer_nearly_every),
    }
}

/// The name of a score.
#[must_use]
pub fn part_text(part: Part) -> &'static str {
    match part {
        Part::Total => text!(scales.part_total),
        Part::Restrictive => text!(scales.part_restrictive),
        Part::Preventive => text!(scales.part_preventive),
        Part::Emotional => text!(scales.part_emotional),
    }
}

/// The name of a grade.
#[must_use]
pub fn grade_text(grade: Grade) -> &'static str {
    match grade {
        Grade::MidasOne => text!(scales.grade_midas_1),
        Grade::MidasTwo => text!(scales.grade_midas_2),
        Grade::MidasThree => text!(scales.grade_midas_3),
        Grade::MidasFourA => text!(scales.grade_midas_4a),
        Grade::MidasFourB => text!(scales.grade_midas_4b),
        Grade::Minimal => text!(scales.grade_minimal),
        Grade::Mild => text!(scales.grade_mild),
        Grade::Moderate => text!(scales.grade_moderate),
        Grade::ModeratelySevere => text!(scales.grade_moderately_severe),
        Grade::Severe => text!(scales.grade_severe),
        Grade::ImpactLittle => text!(scales.grade_impact_little),
        Grade::ImpactSome => text!(scales.grade_impact_some),
        Grade::ImpactSubstantial => text!(scales.grade_impact_substantial),
        Grade::ImpactSevere => text!(scales.grade_impact_severe),
    }
}

/// How to read a scale's grade, in a sentence.
#[must_use]
pub fn grade_meaning(scale: Scale) -> &'static str {
    match scale {
        Scale::Midas => text!(scales.midas_meaning),
        Scale::Phq9 | Scale::Gad7 => text!(scales.phq_meaning),
        Scale::Hit6 => text!(scales.hit6_meaning),
        Scale::Msq => text!(scales.msq_meaning),
    }
}

/// Why a form was refused.
#[must_use]
pub fn fault_text(scale: Scale, fault: ScaleFault) -> String {
    let table = scale.table();
    let number = |fault: ScoreFault, least: u16, most: u16| match fault {
        ScoreFault::Unreadable => text!(scales.fault_unreadable, least = least, most = most),
        ScoreFault::OutOfRange => text!(scales.fault_range, least = least, most = most),
    };
    match fault {
        ScaleFault::Empty => text!(scales.fault_empty).to_owned(),
        ScaleFault::DayUnreadable => text!(scales.fault_day).to_owned(),
        ScaleFault::DayInFuture => text!(scales.fault_day_future).to_owned(),
        ScaleFault::Answer(place, fault) => {
            let most = table.items.get(place).map_or(0, |item| item.most);
            number(fault, 0, most)
        }
        ScaleFault::Score(place, fault) => {
            let span = table.scores.get(place);
            let (least, most) = span.map_or((0, 0), |span| (span.least, span.most));
            number(fault, least, most)
        }
    }
}
