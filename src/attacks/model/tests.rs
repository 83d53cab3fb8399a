//! Codes, levels and their bands.

use super::*;

#[test]
fn every_code_reads_back_as_itself() {
    for symptom in Symptom::ALL {
        assert_eq!(Symptom::parse(symptom.code()), Ok(*symptom));
    }
    for region in Region::ALL {
        assert_eq!(Region::parse(region.code()), Ok(*region));
    }
    for number in 0..=10 {
        let pain = Pain::parse(&number.to_string()).expect("a level");
        assert_eq!(Pain::parse(&pain.code()), Ok(pain));
    }
    for word in Severity::ALL {
        assert_eq!(Pain::parse(word.code()), Ok(Pain::Word(*word)));
    }
}

#[test]
fn levels_outside_the_scale_are_refused() {
    for text in ["11", "255", "-1", "7.5", "", "terrible"] {
        assert_eq!(Pain::parse(text), Err(UnknownCode), "{text}");
    }
}

#[test]
fn the_bands_are_those_of_the_guideline() {
    let bands = [
        (0, Severity::Free),
        (1, Severity::Mild),
        (3, Severity::Mild),
        (4, Severity::Moderate),
        (6, Severity::Moderate),
        (7, Severity::Severe),
        (10, Severity::Severe),
    ];
    for (number, severity) in bands {
        let level = Level::new(number).expect("a level");
        assert_eq!(Pain::Number(level).severity(), severity, "{number}");
    }
}
