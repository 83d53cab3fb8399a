//! The catalogue: substances, devices and supplements used in migraine care, as data.
//!
//! Three files, one line each: `code,name,atc,class,use,forms,aliases`. Codes never change: records name
//! them. ATC codes are those of the WHO Collaborating Centre for Drug Statistics Methodology; a
//! combination has the code of its group, and what has no code of its own has none. Classes follow
//! ICHD-3 8.2: a product of two simple analgesics is a simple analgesic (note 1 to 8.2.5). Forms are
//! `form=strength|strength;form=...`; aliases are brand names and other names, parted by `|`.

#[cfg(test)]
mod tests;

use crate::medication::model::{MedicineClass, MedicineForm, Purpose};
use std::{collections::HashMap, sync::LazyLock};

/// The files, in the order in which their substances are offered.
const FILES: [&str; 3] = [
    include_str!("acute.csv"),
    include_str!("preventive.csv"),
    include_str!("without_prescription.csv"),
];

/// One substance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Substance {
    /// Its code, which never changes.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its ATC code; empty when it has none of its own.
    pub atc: &'static str,
    /// What it is.
    pub class: MedicineClass,
    /// Why it is usually taken.
    pub purpose: Purpose,
    /// Its forms, each with its strengths; strengths may be empty.
    pub forms: Vec<(MedicineForm, Vec<&'static str>)>,
    /// Brand names and other names.
    pub aliases: Vec<&'static str>,
}

static CATALOGUE: LazyLock<Vec<Substance>> = LazyLock::new(|| {
    FILES
        .iter()
        .flat_map(|file| file.lines().skip(1))
        .filter_map(read)
        .collect()
});

/// Names as they are compared, each with the place of its substance.
static NAMES: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for (place, substance) in CATALOGUE.iter().enumerate() {
        for name in std::iter::once(&substance.name).chain(&substance.aliases) {
            names.entry(plain(name)).or_insert(place);
            // "Paracetamol (acetaminophen)" is also found by either name alone.
            if let Some((first, rest)) = name.split_once(" (") {
                names.entry(plain(first)).or_insert(place);
                names
                    .entry(plain(rest.trim_end_matches(')')))
                    .or_insert(place);
            }
        }
    }
    names
});

/// Every substance, in the order of the files.
#[must_use]
pub fn all() -> &'static [Substance] {
    &CATALOGUE
}

/// The substance with this code.
#[must_use]
pub fn find(code: &str) -> Option<&'static Substance> {
    CATALOGUE.iter().find(|substance| substance.code == code)
}

/// The substance that a free text names: the whole text, or its beginning before a strength ("Sumatriptan
/// 50 mg"). Nothing when no name of the catalogue fits exactly: a guess would count in the wrong class.
#[must_use]
pub fn named(text: &str) -> Option<&'static Substance> {
    let text = plain(text);
    let found = |name: &str| NAMES.get(name).and_then(|place| CATALOGUE.get(*place));
    if let Some(substance) = found(&text) {
        return Some(substance);
    }
    let words: Vec<&str> = text.split(' ').collect();
    let strength = words
        .iter()
        .position(|word| word.starts_with(|letter: char| letter.is_ascii_digit()))?;
    found(&words[..strength].join(" "))
}

/// The class of a medicine known by name alone; nothing when the catalogue does not know it.
#[must_use]
pub fn class_of(name: &str) -> Option<MedicineClass> {
    named(name).map(|substance| substance.class)
}

/// Substances with a name in which `typed` stands, those that begin with it first.
#[must_use]
pub fn search(typed: &str) -> Vec<&'static Substance> {
    let typed = plain(typed);
    if typed.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(bool, &Substance)> = CATALOGUE
        .iter()
        .filter_map(|substance| {
            let mut names = std::iter::once(&substance.name)
                .chain(&substance.aliases)
                .map(|name| plain(name))
                .filter(|name| name.contains(&typed))
                .peekable();
            names.peek()?;
            Some((!names.any(|name| name.starts_with(&typed)), substance))
        })
        .collect();
    found.sort_by_key(|(later, _)| *later);
    found.into_iter().map(|(_, substance)| substance).collect()
}

/// A name as it is compared: small letters, single spaces.
fn plain(name: &str) -> String {
    name.to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// One line of a file; nothing when it is not well-formed, which a test rules out.
fn read(line: &'static str) -> Option<Substance> {
    let [code, name, atc, class, purpose, forms, aliases] =
        line.split(',').collect::<Vec<_>>().try_into().ok()?;
    let listed = |text: &'static str| text.split('|').filter(|part| !part.is_empty()).collect();
    let forms = forms
        .split(';')
        .map(|form| {
            let (form, strengths) = form.split_once('=')?;
            Some((MedicineForm::parse(form).ok()?, listed(strengths)))
        })
        .collect::<Option<_>>()?;
    Some(Substance {
        code,
        name,
        atc,
        class: MedicineClass::parse(class).ok()?,
        purpose: Purpose::parse(purpose).ok()?,
        forms,
        aliases: listed(aliases),
    })
}
