//! The catalogue: complete, well-formed, and right where the codes are known by heart.

use super::{all, class_of, find, named, search};
use crate::medication::model::MedicineClass;
use std::collections::HashSet;

/// Codes of the WHO index, written down independently of the files.
const KNOWN: [(&str, &str); 56] = [
    ("sumatriptan", "N02CC01"),
    ("naratriptan", "N02CC02"),
    ("zolmitriptan", "N02CC03"),
    ("rizatriptan", "N02CC04"),
    ("almotriptan", "N02CC05"),
    ("eletriptan", "N02CC06"),
    ("frovatriptan", "N02CC07"),
    ("sumatriptan-naproxen", "N02CC51"),
    ("lasmiditan", "N02CC08"),
    ("dihydroergotamine", "N02CA01"),
    ("ergotamine", "N02CA02"),
    ("erenumab", "N02CD01"),
    ("galcanezumab", "N02CD02"),
    ("fremanezumab", "N02CD03"),
    ("ubrogepant", "N02CD04"),
    ("eptinezumab", "N02CD05"),
    ("rimegepant", "N02CD06"),
    ("atogepant", "N02CD07"),
    ("zavegepant", "N02CD08"),
    ("ibuprofen", "M01AE01"),
    ("naproxen", "M01AE02"),
    ("ketoprofen", "M01AE03"),
    ("dexketoprofen", "M01AE17"),
    ("diclofenac", "M01AB05"),
    ("indometacin", "M01AB01"),
    ("ketorolac", "M01AB15"),
    ("mefenamic-acid", "M01AG01"),
    ("tolfenamic-acid", "M01AG02"),
    ("celecoxib", "M01AH01"),
    ("paracetamol", "N02BE01"),
    ("aspirin", "N02BA01"),
    ("metamizole", "N02BB02"),
    ("phenazone", "N02BB01"),
    ("aspirin-paracetamol-caffeine", "N02BA51"),
    ("paracetamol-codeine", "N02AJ06"),
    ("morphine", "N02AA01"),
    ("tramadol", "N02AX02"),
    ("codeine", "R05DA04"),
    ("metoclopramide", "A03FA01"),
    ("domperidone", "A03FA03"),
    ("ondansetron", "A04AA01"),
    ("dimenhydrinate", "R06AA11"),
    ("propranolol", "C07AA05"),
    ("metoprolol", "C07AB02"),
    ("topiramate", "N03AX11"),
    ("valproate", "N03AG01"),
    ("gabapentin", "N02BF01"),
    ("amitriptyline", "N06AA09"),
    ("venlafaxine", "N06AX16"),
    ("candesartan", "C09CA06"),
    ("lisinopril", "C09AA03"),
    ("flunarizine", "N07CA03"),
    ("verapamil", "C08DA01"),
    ("onabotulinumtoxin-a", "M03AX01"),
    ("pizotifen", "N02CX01"),
    ("melatonin", "N05CH01"),
];

#[test]
fn every_line_is_read() {
    let lines: usize = super::FILES
        .iter()
        .map(|file| file.lines().count() - 1)
        .sum();
    assert_eq!(all().len(), lines);
    let substances = all()
        .iter()
        .filter(|substance| substance.class != MedicineClass::Device);
    assert!(substances.count() >= 240);
}

#[test]
fn codes_are_unique_and_fit_into_a_form() {
    let mut codes = HashSet::new();
    for substance in all() {
        assert!(codes.insert(substance.code), "{}", substance.code);
        let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
        assert!(
            substance
                .code
                .chars()
                .all(|letter| plain(letter) || letter == '-'),
            "{}",
            substance.code
        );
        assert!(!substance.forms.is_empty(), "{}", substance.code);
        assert!(!substance.name.is_empty() && substance.name.chars().count() <= 120);
    }
}

#[test]
fn atc_codes_are_well_formed() {
    for substance in all().iter().filter(|substance| !substance.atc.is_empty()) {
        let code: Vec<char> = substance.atc.chars().collect();
        let letter = |place: usize| code[place].is_ascii_uppercase();
        let digit = |place: usize| code[place].is_ascii_digit();
        let fits = code.len() == 7
            && letter(0)
            && (digit(1) && digit(2))
            && (letter(3) && letter(4))
            && (digit(5) && digit(6));
        assert!(fits, "{}: {}", substance.code, substance.atc);
    }
}

#[test]
fn only_combinations_share_an_atc_code() {
    let mut seen = HashSet::new();
    for substance in all().iter().filter(|substance| !substance.atc.is_empty()) {
        // Codes from 50 on stand for groups of combinations.
        let combination = substance.atc[5..].parse::<u8>().unwrap() >= 50;
        assert!(
            seen.insert(substance.atc) || combination,
            "{}: {}",
            substance.code,
            substance.atc
        );
    }
}

#[test]
fn devices_have_no_atc_code_and_medicines_nearly_always_have_one() {
    for substance in all() {
        if substance.class == MedicineClass::Device {
            assert_eq!(substance.atc, "", "{}", substance.code);
        }
    }
    let without: Vec<_> = all()
        .iter()
        .filter(|substance| {
            substance.atc.is_empty()
                && ![MedicineClass::Device, MedicineClass::Supplement].contains(&substance.class)
        })
        .map(|substance| substance.code)
        .collect();
    assert_eq!(
        without,
        [
            "rizatriptan-meloxicam",
            "butalbital-paracetamol-caffeine-codeine",
            "isometheptene-combination",
            "isometheptene-paracetamol",
            "paracetamol-codeine-buclizine",
            "occipital-block",
            "sphenopalatine-block",
        ]
    );
}

#[test]
fn known_codes_are_right() {
    for (code, atc) in KNOWN {
        assert_eq!(
            find(code).map(|substance| substance.atc),
            Some(atc),
            "{code}"
        );
    }
}

#[test]
fn every_class_but_the_unknown_has_a_substance() {
    let classes: HashSet<_> = all().iter().map(|substance| substance.class).collect();
    for class in MedicineClass::ALL {
        let expected = *class != MedicineClass::Unknown;
        assert_eq!(classes.contains(class), expected, "{}", class.code());
    }
}

#[test]
fn names_brands_and_names_with_a_strength_are_recognised() {
    for (name, class) in [
        ("Sumatriptan", MedicineClass::Triptan),
        ("sumatriptan 50 mg", MedicineClass::Triptan),
        ("  IMITREX ", MedicineClass::Triptan),
        ("Excedrin", MedicineClass::Combination),
        ("Paracetamol", MedicineClass::SimpleAnalgesic),
        ("acetaminophen 500mg", MedicineClass::SimpleAnalgesic),
        ("Paracetamol + codeine", MedicineClass::Combination),
        ("Ibuprofen 400", MedicineClass::Nsaid),
        ("Vydura", MedicineClass::Gepant),
        ("Cefaly", MedicineClass::Device),
    ] {
        assert_eq!(class_of(name), Some(class), "{name}");
    }
}

#[test]
fn what_the_catalogue_does_not_know_stays_unknown() {
    for name in [
        "",
        "blue pill",
        "Sumatriptanol",
        "paracetamol something",
        "50 mg",
    ] {
        assert_eq!(class_of(name), None, "{name}");
    }
}

#[test]
fn two_simple_analgesics_are_a_simple_analgesic() {
    let substance = named("Nuromol").unwrap();
    assert_eq!(substance.class, MedicineClass::SimpleAnalgesic);
    assert_eq!(
        find("aspirin-paracetamol").unwrap().class,
        MedicineClass::SimpleAnalgesic
    );
}

#[test]
fn the_search_finds_parts_of_names_and_brands() {
    let codes = |typed| {
        search(typed)
            .into_iter()
            .map(|substance| substance.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(codes("maxa"), ["rizatriptan"]);
    assert_eq!(codes("sumat")[0], "sumatriptan");
    assert!(codes("triptan").len() >= 7);
    assert!(codes("").is_empty() && codes("zzz").is_empty());
}
