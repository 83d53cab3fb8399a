//! Who keeps the demo diary.

use crate::account::server::Profile;

/// The demo patient's profile.
#[must_use]
pub fn profile() -> Profile {
    let own_words = |(level, words): (u8, &str)| (level, words.to_owned());
    Profile {
        is_demo: true,
        units: [
            ("weight", "kg"),
            ("length", "cm"),
            ("temperature", "c"),
            ("pressure", "hpa"),
            ("volume", "ml"),
        ]
        .map(|(quantity, unit)| (quantity.to_owned(), unit.to_owned()))
        .into(),
        country: Some("DE".to_owned()),
        born: Some(1988),
        anchors: [
            (3, "I notice it, but I can work"),
            (5, "I need a break"),
            (7, "I have to lie down"),
            (9, "I cannot speak"),
        ]
        .map(own_words)
        .into(),
        questions: vec![
            "Example: is one triptan fewer a week realistic?".to_owned(),
            "Example: how long until the evening tablet works?".to_owned(),
        ],
        ..Profile::default()
    }
}
