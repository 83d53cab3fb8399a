//! The rules of the house, read from the sources: what may depend on what, and how files look.
//!
//! A rule stands here when a compiler cannot hold it. Each test names the files that break it. To add
//! a rule: a test that collects offenders from [`sources`].

use std::{fs, path::Path};

/// The capsules: folders for one thing that a user can name, and the two tools built on them.
const CAPSULES: [&str; 15] = [
    "account",
    "advice",
    "attacks",
    "benchmark",
    "daily",
    "demo",
    "doctor",
    "environment",
    "identity",
    "medication",
    "patterns",
    "reports",
    "safety",
    "scales",
    "transfer",
];

/// One file of the sources.
pub(crate) struct Source {
    /// Path below `src/`.
    pub path: String,
    /// Its whole text.
    pub text: String,
}

impl Source {
    /// Whether only tests use it.
    pub(crate) fn is_test(&self) -> bool {
        let name = self.name();
        self.path.contains("tests/")
            || name.ends_with("tests.rs")
            || ["testing.rs", "test_support.rs", "test_vector.rs"].contains(&name)
    }

    fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    fn is_within(&self, folder: &str) -> bool {
        let file = format!("{folder}.rs");
        let mut parts = self.path.split('/');
        parts.any(|part| part == folder || part == file)
    }

    fn capsule(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.trim_end_matches(".rs")
    }
}

/// Every Rust file below `src/`.
pub(crate) fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &root, &mut found);
    assert!(found.len() > 150, "the sources were not found");
    found
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(root, &path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let below = path.strip_prefix(root).unwrap().to_string_lossy();
            found.push(Source {
                path: below.into_owned(),
                text: fs::read_to_string(&path).unwrap(),
            });
        }
    }
}

/// The files for which `broken` finds something, with what it finds.
fn offenders<T: std::fmt::Display>(
    choose: impl Fn(&Source) -> bool,
    broken: impl Fn(&Source) -> Vec<T>,
) -> Vec<String> {
    sources()
        .iter()
        .filter(|source| choose(source))
        .flat_map(|source| {
            let found = broken(source);
            found
                .into_iter()
                .map(|words| format!("{}: {words}", source.path))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn assert_none(offenders: &[String]) {
    assert!(offenders.is_empty(), "{offenders:#?}");
}

fn any(_: &Source) -> bool {
    true
}

fn product(source: &Source) -> bool {
    !source.is_test()
}

fn marked_lines(source: &Source, mark: &str) -> Vec<String> {
    let lines = source.text.lines().filter(|line| line.contains(mark));
    lines.map(str::to_owned).collect()
}

/// Every path that the code of a file imports or names in full: `crate::ui::Button`.
fn paths(text: &str) -> Vec<String> {
    let code: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    let mut found = Vec::new();
    for statement in code.split('\n').enumerate().filter_map(|(place, line)| {
        let imported = line.trim_start().trim_start_matches("pub ");
        imported.starts_with("use ").then(|| {
            let rest = code.split('\n').skip(place).collect::<Vec<_>>().join(" ");
            let (_, rest) = rest.split_once("use ").unwrap_or_default();
            rest.split(';').next().unwrap_or_default().to_owned()
        })
    }) {
        expand("", &statement, &mut found);
    }
    for rest in code
        .split("crate::")
        .skip(1)
        .filter(|rest| !rest.starts_with('{'))
    {
        let path = |letter: char| letter.is_ascii_alphanumeric() || "_:".contains(letter);
        let end = rest.find(|letter| !path(letter)).unwrap_or(rest.len());
        found.push(format!("crate::{}", &rest[..end]));
    }
    found
}

/// `a::{b, c::{d}}` as `a::b` and `a::c::d`.
fn expand(prefix: &str, tree: &str, found: &mut Vec<String>) {
    let tree = tree.trim();
    let Some((head, rest)) = tree.split_once('{') else {
        if !tree.is_empty() {
            found.push(format!("{prefix}{tree}"));
        }
        return;
    };
    let prefix = format!("{prefix}{}", head.trim());
    let inner = &rest[..rest.rfind('}').unwrap_or(rest.len())];
    let (mut depth, mut start) = (0, 0);
    for (place, letter) in inner.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand(&prefix, &inner[start..place], found);
                start = place + 1;
            }
            _ => {}
        }
    }
    expand(&prefix, &inner[start..], found);
}

#[test]
fn paths_are_found_in_nested_imports() {
    let text = "use crate::{\n    ui::{Button, Card},\n    text,\n};\npub use leptos::prelude::*;\n\
                fn f() -> crate::problem::Problem {}\n// use sqlx::query;";
    let found = paths(text);
    for path in [
        "crate::ui::Button",
        "crate::ui::Card",
        "crate::text",
        "leptos::prelude::*",
        "crate::problem::Problem",
    ] {
        assert!(
            found.iter().any(|other| other == path),
            "{path} in {found:?}"
        );
    }
    assert!(!found.iter().any(|path| path.starts_with("sqlx")));
}

#[test]
fn a_file_has_at_most_500_lines_and_most_have_far_fewer() {
    let long = offenders(any, |source| {
        let lines = source.text.lines().count();
        if lines > 500 { vec![lines] } else { Vec::new() }
    });
    assert_none(&long);
    let mut lengths: Vec<_> = sources()
        .iter()
        .map(|source| source.text.lines().count())
        .collect();
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= 150, "the median is {median} lines");
}

#[test]
fn every_file_begins_by_saying_what_it_owns() {
    assert_none(&offenders(any, |source| {
        let said = source.text.starts_with("//! ");
        if said {
            Vec::new()
        } else {
            vec!["no paragraph"]
        }
    }));
}

#[test]
fn sides_are_told_apart_at_the_doors_only() {
    const DOORS: [&str; 4] = ["mod.rs", "main.rs", "lib.rs", "api.rs"];
    let gate = concat!("feature", " = \"");
    assert_none(&offenders(
        |source| !DOORS.contains(&source.name()) && source.name() != "house_tests.rs",
        |source| marked_lines(source, gate),
    ));
}

#[test]
fn models_depend_on_models_alone() {
    let manifest = include_str!("../Cargo.toml")
        .parse::<toml::Table>()
        .unwrap();
    let libraries = manifest["dependencies"].as_table().unwrap();
    let allowed = ["serde", "thiserror"];
    assert_none(&offenders(
        |source| product(source) && source.is_within("model") && source.capsule() != "i18n",
        |source| {
            let foreign = |path: &String| {
                let root = path
                    .split("::")
                    .next()
                    .unwrap_or_default()
                    .replace('_', "-");
                let sibling = path.contains("::model") || path.starts_with("crate::i18n::dates");
                let library = libraries.contains_key(&root) && !allowed.contains(&root.as_str());
                library || (root == "crate" && !sibling)
            };
            paths(&source.text).into_iter().filter(foreign).collect()
        },
    ));
}

#[test]
fn the_ground_knows_no_capsule() {
    const GROUND: [&str; 4] = ["browser", "encryption", "platform", "ui"];
    // These put the capsules together.
    const JOINTS: [&str; 7] = [
        "platform/config/environment.rs",
        "platform/router.rs",
        "platform/state.rs",
        "platform/request.rs",
        "platform/doctor.rs",
        "platform/serve.rs",
        "platform/health.rs",
    ];
    assert_none(&offenders(
        |source| {
            product(source)
                && GROUND.contains(&source.capsule())
                && !JOINTS.contains(&source.path.as_str())
        },
        |source| {
            let names_capsule = |path: &String| {
                let second = path.strip_prefix("crate::").unwrap_or_default();
                CAPSULES.contains(&second.split("::").next().unwrap_or_default())
            };
            paths(&source.text)
                .into_iter()
                .filter(names_capsule)
                .collect()
        },
    ));
}

#[test]
fn pages_and_parts_never_reach_into_a_server() {
    assert_none(&offenders(
        |source| {
            let seen = ["/pages/", "/parts/"]
                .iter()
                .any(|part| source.path.contains(part));
            product(source) && seen
        },
        |source| {
            let names_server = |path: &String| path.split("::").any(|part| part == "server");
            paths(&source.text)
                .into_iter()
                .filter(names_server)
                .collect()
        },
    ));
}

/// The server functions of a file: what stands in the attribute, and the function's lines.
fn server_functions(text: &str) -> Vec<(&str, Vec<&str>)> {
    text.split("\n#[server")
        .skip(1)
        .map(|rest| {
            let (attribute, function) = rest.split_once(']').unwrap_or((rest, ""));
            let body = function.lines().skip_while(|line| !line.ends_with('{'));
            let body = body.skip(1).take_while(|line| *line != "}");
            (attribute, body.collect())
        })
        .collect()
}

#[test]
fn server_functions_have_an_address_of_their_own_and_pass_on() {
    const MOST_LINES: usize = 14;
    let mut count = 0;
    for source in sources().iter().filter(|source| source.name() == "api.rs") {
        for (attribute, body) in server_functions(&source.text) {
            count += 1;
            let endpoint = format!("(endpoint = \"{}/", source.capsule());
            assert!(
                attribute.starts_with(&endpoint),
                "{}: {attribute}",
                source.path
            );
            assert!(
                body.len() <= MOST_LINES,
                "{}: {attribute}: {} lines",
                source.path,
                body.len()
            );
        }
    }
    assert!(count >= 20, "the server functions were not found");
    assert_none(&offenders(
        |source| source.name() != "api.rs" && source.name() != "house_tests.rs",
        |source| {
            let functions = server_functions(&source.text);
            functions
                .into_iter()
                .map(|(name, _)| name.to_owned())
                .collect()
        },
    ));
}

#[test]
fn what_can_fail_says_why_it_does_not() {
    assert_none(&offenders(product, |source| {
        marked_lines(source, ".unwrap()")
    }));
}

#[test]
fn nothing_is_left_for_later() {
    let marks = [
        concat!("to", "do!("),
        concat!("unimple", "mented!("),
        concat!("db", "g!("),
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("#[ig", "nore"),
        concat!("place", "holder\n"),
    ];
    assert_none(&offenders(any, |source| {
        let text = &source.text;
        marks
            .into_iter()
            .filter(|mark| text.contains(*mark))
            .collect()
    }));
}

#[test]
fn an_exception_has_a_reason() {
    let [allow, expect] = [concat!("#[al", "low("), concat!("#[ex", "pect(")];
    assert_none(&offenders(any, |source| {
        let lists = [allow, expect].map(|mark| source.text.split(mark).skip(1));
        let [allowed, expected] = lists;
        let unexplained = |rest: &&str| {
            !rest
                .split(")]")
                .next()
                .is_some_and(|list| list.contains("reason = "))
        };
        let first_line = |rest: &str| rest.lines().next().unwrap_or_default().to_owned();
        allowed
            .chain(expected)
            .filter(unexplained)
            .map(first_line)
            .collect()
    }));
}

#[test]
fn migrations_are_numbered_without_a_gap() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(!names.is_empty());
    for (place, name) in names.iter().enumerate() {
        let expected = format!("{:04}_", place + 1);
        let words = name
            .strip_prefix(&expected)
            .and_then(|rest| rest.strip_suffix(".sql"));
        assert!(
            words.is_some_and(|words| !words.is_empty()),
            "{name}: {expected}"
        );
    }
}
