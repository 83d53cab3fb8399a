//! A cohort that is cut holds the same patients, and nothing of what came later.

use super::{cut, simulate, write};
use serde_json::Value;
use std::{fs, path::Path};

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn what_comes_later_is_gone_and_the_rest_is_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, part) = (folder.path().join("whole"), folder.path().join("part"));
    write(&simulate("default", 5, 3, 200).unwrap(), &whole, |_| {}).unwrap();
    assert_eq!(cut(&whole, 90, &part, |_| {}).unwrap(), 3);
    assert_eq!(json(&part.join("manifest.json"))["days"], 90);
    for name in ["p0000.json", "p0001.json", "p0002.json"] {
        let before = json(&whole.join("patients").join(name));
        let after = json(&part.join("patients").join(name));
        let first_out: jiff::civil::Date = before["start_date"].as_str().unwrap().parse().unwrap();
        let first_out = (first_out + jiff::Span::new().days(90)).to_string();
        for (list, key) in [
            ("attacks", "onset"),
            ("daily_logs", "date"),
            ("wearable", "date"),
        ] {
            let expected: Vec<_> = before[list]
                .as_array()
                .unwrap()
                .iter()
                .filter(|entry| entry[key].as_str().unwrap() < first_out.as_str())
                .collect();
            let found: Vec<_> = after[list].as_array().unwrap().iter().collect();
            assert_eq!(found, expected, "{name} {list}");
        }
        let series = after["environment"]["kp"].as_array().unwrap();
        assert_eq!(series.len(), 90 * 8);
        let truth = json(&part.join("truth").join(name));
        assert_eq!(truth["onset"].as_array().unwrap().len(), 90);
        let known: Vec<_> = truth.as_object().unwrap().keys().cloned().collect();
        let all = json(&whole.join("truth").join(name));
        let all: Vec<_> = all.as_object().unwrap().keys().cloned().collect();
        assert_eq!(known, all);
    }
}

#[test]
fn a_folder_with_something_in_it_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("diary.txt"), "mine").unwrap();
    let cohort = simulate("default", 5, 1, 60).unwrap();
    let refused = write(&cohort, folder.path(), |_| {}).unwrap_err();
    assert!(refused.to_string().contains("is not empty"), "{refused}");
    assert_eq!(
        fs::read_to_string(folder.path().join("diary.txt")).unwrap(),
        "mine"
    );
}
