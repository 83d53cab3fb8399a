//! The words: complete in every language, all of them in use, and none of them outside of the files.

use super::{Locale, td_string};
use crate::{
    account::parts::problem_text,
    house_tests::{Source, sources},
    identity::{model::SignInFailure, pages::failure_text},
    problem::Problem,
};
use serde_json::{Map, Value};
use std::{collections::BTreeSet, fs, path::PathBuf};

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED: &str = "áƀçđéƒĝĥíĵķļɱñóþɋŕšţúṽŵẋýžÁɃÇĐÉƑĜĤÍĴĶĻṀÑÓÞɊŔŠŢÚṼŴẊÝŽ";

/// Attributes whose value a patient reads or hears.
const SPOKEN: [&str; 14] = [
    "alt",
    "aria-label",
    "caption",
    "heading",
    "hint",
    "label",
    "lead",
    "legend",
    "message",
    "placeholder",
    "summary",
    "table_label",
    "text",
    "title",
];

fn folder(language: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("src/i18n/locales")
        .join(language)
}

/// The files of a language: capsule and its keys.
fn language(code: &str) -> Vec<(String, Map<String, Value>)> {
    let mut files: Vec<_> = fs::read_dir(folder(code))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            let capsule = path.file_stem().unwrap().to_string_lossy().into_owned();
            (capsule, serde_json::from_str(&text).unwrap())
        })
        .collect();
    files.sort_by(|one, other| one.0.cmp(&other.0));
    files
}

/// What `scripts/pseudo-locale` makes of an English text.
fn disguise(text: &str) -> String {
    let mut inner = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        let end = start + rest[start..].find("}}").expect("a placeholder ends") + 2;
        inner.push_str(&accent(&rest[..start]));
        inner.push_str(&rest[start..end]);
        rest = &rest[end..];
    }
    inner.push_str(&accent(rest));
    format!("⟦{inner}⟧")
}

fn accent(text: &str) -> String {
    let swap = |letter: char| match LETTERS.find(letter) {
        Some(place) => ACCENTED.chars().nth(place).unwrap(),
        None => letter,
    };
    text.chars().map(swap).collect()
}

#[test]
fn the_pseudo_language_is_in_step_with_english() {
    let (english, pseudo) = (language("en"), language("qps"));
    assert!(english.len() >= 7);
    let capsules =
        |files: &[(String, _)]| files.iter().map(|file| file.0.clone()).collect::<Vec<_>>();
    assert_eq!(capsules(&english), capsules(&pseudo));
    for ((capsule, english), (_, pseudo)) in english.iter().zip(&pseudo) {
        let disguised: Map<_, _> = english
            .iter()
            .map(|(key, text)| {
                let text = text.as_str().expect("every key is one text");
                (key.clone(), Value::String(disguise(text)))
            })
            .collect();
        assert_eq!(&disguised, pseudo, "{capsule}: run scripts/pseudo-locale");
    }
}

#[test]
fn the_pseudo_language_is_what_pages_show_when_asked() {
    assert_eq!(td_string!(Locale::en, common.save), "Save");
    assert_eq!(td_string!(Locale::qps, common.save), disguise("Save"));
    assert_eq!(
        td_string!(Locale::qps, common.minutes, minutes = 5),
        disguise("{{}} min").replace("{{}}", "5")
    );
}

#[test]
fn every_problem_and_every_failed_sign_in_has_a_sentence_of_its_own() {
    let mut sentences = BTreeSet::new();
    let problems = Problem::ALL.iter().map(|problem| problem_text(*problem));
    let failures = SignInFailure::ALL.into_iter().map(failure_text);
    for sentence in problems.chain(failures) {
        assert!(sentence.ends_with('.') && sentence.len() > 15, "{sentence}");
        assert!(sentences.insert(sentence), "twice: {sentence}");
    }
}

/// The keys that the sources name in `text!`, as `capsule.key`.
fn used_keys() -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for Source { text, .. } in sources() {
        // Routes have no page around them and name the language themselves.
        let text = text.replace("td_string!(locale, ", "text!(");
        for rest in text.split("text!(").skip(1) {
            let key = |letter: char| letter.is_ascii_alphanumeric() || "._".contains(letter);
            let rest = rest.trim_start();
            let end = rest.find(|letter| !key(letter)).unwrap_or(rest.len());
            used.insert(rest[..end].to_owned());
        }
    }
    used
}

#[test]
fn every_text_is_in_use() {
    let used = used_keys();
    let unused: Vec<_> = language("en")
        .iter()
        .flat_map(|(capsule, keys)| keys.keys().map(move |key| format!("{capsule}.{key}")))
        .filter(|key| !used.contains(key))
        .collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

/// A string literal between the tags of a page, or in an attribute that a patient reads.
fn hard_coded(view: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut before = String::new();
    let mut rest = view;
    while let Some(start) = rest.find('"') {
        before.push_str(&rest[..start]);
        let literal = &rest[start + 1..];
        let end = literal_end(literal);
        let words = &literal[..end];
        if words.chars().any(char::is_alphabetic) && is_read(before.trim_end()) {
            found.push(words);
        }
        // What follows a literal of a page is text again.
        before = if is_text(before.trim_end()) { ">" } else { "" }.to_owned();
        rest = &literal[end + 1..];
    }
    found
}

fn literal_end(literal: &str) -> usize {
    let mut escaped = false;
    for (place, letter) in literal.char_indices() {
        match letter {
            '"' if !escaped => return place,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    panic!("a literal does not end: {literal}")
}

/// Whether a literal after `before` stands between tags.
fn is_text(before: &str) -> bool {
    let arrow = before.ends_with("=>") || before.ends_with("->");
    before.is_empty() || (before.ends_with('>') && !arrow) || before.ends_with('}')
}

fn is_read(before: &str) -> bool {
    let attribute = before.strip_suffix('=').map(|before| {
        let name = before.rsplit(|letter: char| letter.is_whitespace());
        name.into_iter().next().unwrap_or_default()
    });
    is_text(before) || attribute.is_some_and(|name| SPOKEN.contains(&name))
}

/// The bodies of all `view! { ... }` of a source, without comments.
fn views(text: &str) -> Vec<String> {
    const START: &str = "view! {";
    let code: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let code = code.join("\n");
    code.match_indices(START)
        .map(|(start, _)| {
            let rest = &code[start + START.len()..];
            let (mut depth, mut place) = (1, 0);
            while depth > 0 {
                match rest.as_bytes()[place] {
                    b'"' => place += 1 + literal_end(&rest[place + 1..]),
                    b'{' => depth += 1,
                    b'}' => depth -= 1,
                    _ => {}
                }
                place += 1;
            }
            rest[..place - 1].to_owned()
        })
        .collect()
}

#[test]
fn hard_coded_words_are_found() {
    for (view, words) in [
        (r#"<p>"Hello"</p>"#, Some("Hello")),
        (r#""Hello""#, Some("Hello")),
        (r#"<p>{name}"Hello"</p>"#, Some("Hello")),
        (r#"<p>" "{name}" · "</p>"#, None),
        (r#"<Card title="Hello" />"#, Some("Hello")),
        (r#"<p class="hello">{text!(a.b)}</p>"#, None),
        (r#"<p>{match x { 1 => "hello", _ => y }}</p>"#, None),
        (r#"<p>"a \" b"</p>"#, Some(r#"a \" b"#)),
    ] {
        assert_eq!(hard_coded(view).first().copied(), words, "{view}");
    }
    assert_eq!(
        views("view! { <p>\"}\"</p> } view! {x}"),
        [" <p>\"}\"</p> ", "x"]
    );
}

#[test]
fn no_page_has_words_of_its_own() {
    let mut found = Vec::new();
    let mut count = 0;
    for source in sources().iter().filter(|source| !source.is_test()) {
        for view in views(&source.text) {
            count += 1;
            for words in hard_coded(&view) {
                found.push(format!("{}: {words}", source.path));
            }
        }
    }
    assert!(count > 50, "the pages were not found");
    assert!(found.is_empty(), "{found:#?}");
}
