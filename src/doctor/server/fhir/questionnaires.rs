//! What was answered: MIDAS, PHQ-9 and GAD-7 with their answers, and every score as an observation.

use super::{RULES, Source, coding, to_patient};
use crate::scales::{
    model::Scale,
    parts::{question_text, scale_text},
    server::{ScaleResult, latest},
};
use serde_json::{Value, json};

/// The latest answers of each scale.
pub(super) fn responses(source: &Source<'_>) -> Vec<Value> {
    latest(source.diary)
        .iter()
        .filter(|result| result.day <= source.days.1)
        .flat_map(|result| {
            let answers = (!result.is_typed).then(|| answers(result));
            answers.into_iter().chain(scores(result))
        })
        .collect()
}

fn answers(result: &ScaleResult) -> Value {
    let items: Vec<_> = result
        .scale
        .table()
        .items
        .iter()
        .zip(&result.answers)
        .map(|(item, answer)| {
            let mut line = json!({
                "linkId": item.question.code(),
                "text": question_text(item.question),
            });
            if let Some(answer) = answer {
                line["answer"] = json!([{"valueInteger": answer}]);
            }
            line
        })
        .collect();
    json!({
        "resourceType": "QuestionnaireResponse",
        "identifier": {"system": RULES, "value": format!("{}/{}", result.scale.code(), result.day)},
        "status": "completed",
        "authored": result.day.to_string(),
        "author": to_patient(),
        "source": to_patient(),
        "item": items,
    })
}

/// The scores; LOINC has codes for the totals of two of them.
fn scores(result: &ScaleResult) -> Vec<Value> {
    let known = match result.scale {
        Scale::Phq9 => Some((
            "44261-6",
            "Patient Health Questionnaire 9 item (PHQ-9) total score",
        )),
        Scale::Gad7 => Some((
            "70274-6",
            "Generalized anxiety disorder 7 item (GAD-7) total score",
        )),
        Scale::Midas | Scale::Hit6 | Scale::Msq => None,
    };
    let system = "http://terminology.hl7.org/CodeSystem/observation-category";
    result
        .parts
        .iter()
        .filter_map(|(part, score)| score.map(|score| (part, score)))
        .map(|(part, score)| {
            let words = format!("{} score: {}", scale_text(result.scale), part.code());
            let own = format!("{}_{}", result.scale.code(), part.code());
            let mut codes = vec![coding(RULES, &own, &words)];
            codes.extend(known.map(|(code, words)| coding("http://loinc.org", code, words)));
            let mut told = json!({
                "resourceType": "Observation",
                "status": "final",
                "category": [{"coding": [coding(system, "survey", "survey")]}],
                "code": {"coding": codes, "text": words},
                "effectiveDateTime": result.day.to_string(),
                "performer": [to_patient()],
                "valueQuantity": {
                    "value": score,
                    "unit": "score",
                    "system": "http://unitsofmeasure.org",
                    "code": "{score}",
                },
            });
            if let Some(grade) = result.grade {
                told["interpretation"] = json!([{"text": grade.code()}]);
            }
            told
        })
        .collect()
}
