//! The promises of the style sheets, read from the files themselves: contrast of every documented pair,
//! the same tokens in every theme, nothing that moves, no gradients, nothing from elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::Theme;

const TOKENS: &str = include_str!("../../style/tokens.css");
const SHEETS: [(&str, &str); 16] = [
    ("main", include_str!("../../style/main.css")),
    ("tokens", TOKENS),
    ("base", include_str!("../../style/base.css")),
    ("layout", include_str!("../../style/layout.css")),
    ("controls", include_str!("../../style/controls.css")),
    ("fields", include_str!("../../style/fields.css")),
    ("components", include_str!("../../style/components.css")),
    ("calendar", include_str!("../../style/calendar.css")),
    ("charts", include_str!("../../style/charts.css")),
    ("medication", include_str!("../../style/medication.css")),
    ("daily", include_str!("../../style/daily.css")),
    ("print", include_str!("../../style/print.css")),
    ("preferences", include_str!("../../style/preferences.css")),
    ("scales", include_str!("../../style/scales.css")),
    ("attacks", include_str!("../../style/attacks.css")),
    ("patterns", include_str!("../../style/patterns.css")),
];

/// The tokens of one theme: name without dashes, value.
fn tokens(theme: Theme) -> BTreeMap<&'static str, &'static str> {
    let selector = format!("[data-theme=\"{}\"] {{", theme.name());
    let (_, rest) = TOKENS.split_once(&selector).expect("the theme has a block");
    let (block, _) = rest.split_once('}').expect("the block ends");
    block
        .split(';')
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(':'))
        .map(|(name, value)| (name, value.trim()))
        .collect()
}

/// Lines ` *   name: ground ground` of the comment at the top; `graphic` ones if asked for.
fn pairs(graphic: bool) -> Vec<(&'static str, &'static str)> {
    TOKENS
        .lines()
        .filter_map(|line| line.strip_prefix(" *   ")?.split_once(':'))
        .filter(|(name, _)| name.starts_with("graphic ") == graphic)
        .flat_map(|(name, grounds)| {
            let name = name.trim_start_matches("graphic ");
            grounds.split_whitespace().map(move |ground| (name, ground))
        })
        .collect()
}

/// Relative luminance as WCAG 2.2 defines it.
fn luminance(hex: &str) -> f64 {
    let digits = hex
        .strip_prefix('#')
        .expect("colours are written as #rrggbb");
    assert_eq!(digits.len(), 6, "{hex}");
    let channel = |at: usize| {
        let value = u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal digits");
        let share = f64::from(value) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

#[test]
fn contrast_is_computed_as_the_standard_says() {
    assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
    assert!((contrast("#767676", "#ffffff") - 4.54).abs() < 0.01);
}

#[test]
fn every_text_pair_has_the_promised_contrast() {
    let pairs = pairs(false);
    assert!(pairs.len() >= 15, "the list of pairs was not found");
    for theme in Theme::ALL {
        let most = if theme == Theme::Paper { 21.0 } else { 9.0 };
        let tokens = tokens(theme);
        for (text, ground) in &pairs {
            let value = contrast(tokens[text], tokens[ground]);
            assert!(
                (7.0..=most).contains(&value),
                "{text} on {ground} in {}: {value:.2}",
                theme.name()
            );
        }
    }
}

#[test]
fn borders_and_shapes_are_visible() {
    let pairs = pairs(true);
    assert!(pairs.len() >= 10, "the list of pairs was not found");
    for theme in Theme::ALL {
        let tokens = tokens(theme);
        for (line, ground) in &pairs {
            let value = contrast(tokens[line], tokens[ground]);
            assert!(
                value >= 3.0,
                "{line} on {ground} in {}: {value:.2}",
                theme.name()
            );
        }
    }
}

#[test]
fn every_theme_defines_the_same_tokens() {
    let names = |theme| tokens(theme).into_keys().collect::<BTreeSet<_>>();
    for theme in Theme::ALL {
        assert_eq!(names(theme), names(Theme::default()), "{}", theme.name());
    }
}

#[test]
fn the_server_names_the_ground_and_scheme_of_the_sheet() {
    for theme in Theme::ALL {
        assert_eq!(tokens(theme)["ground"], theme.ground());
        let selector = format!(
            "[data-theme=\"{}\"] {{\n  color-scheme: {};",
            theme.name(),
            theme.color_scheme()
        );
        assert!(TOKENS.contains(&selector), "{selector}");
    }
}

#[test]
fn dim_grounds_are_near_black_and_never_black() {
    for theme in [Theme::DimGreen, Theme::DimNeutral] {
        for ground in ["ground", "surface", "raised"] {
            // CIE lightness; 10 to 16 % is a luminance of 0.0112 to 0.0226.
            let value = luminance(tokens(theme)[ground]);
            assert!(
                (0.0112..=0.0226).contains(&value),
                "{ground} in {}: {value}",
                theme.name()
            );
        }
    }
}

#[test]
fn every_token_that_is_used_is_defined() {
    let defined = tokens(Theme::default());
    let measures = ["target", "gap", "radius", "measure", "bar"];
    for (name, sheet) in SHEETS {
        for part in sheet.split("var(--").skip(1) {
            let (token, _) = part.split_once(')').expect("the reference ends");
            assert!(
                defined.contains_key(token) || measures.contains(&token),
                "--{token} in {name}.css"
            );
        }
    }
}

#[test]
fn nothing_moves() {
    for (name, sheet) in SHEETS {
        assert!(!sheet.contains("@keyframes"), "{name}.css");
        for line in sheet.lines().map(str::trim) {
            let Some((property, value)) = line.split_once(':') else {
                continue;
            };
            if property.starts_with("animation") || property.starts_with("transition") {
                assert!(value.trim().starts_with("none"), "{name}.css: {line}");
            }
        }
    }
}

#[test]
fn no_gradients_and_nothing_from_elsewhere() {
    for (name, sheet) in SHEETS {
        for word in ["gradient(", "url(", "http:", "https:", "@font-face"] {
            assert!(!sheet.contains(word), "{word} in {name}.css");
        }
    }
}

#[test]
fn colours_stand_in_the_tokens_only() {
    for (name, sheet) in SHEETS {
        if matches!(name, "tokens" | "preferences") {
            continue;
        }
        for line in sheet.lines().filter(|line| line.trim_end().ends_with(';')) {
            let Some((_, value)) = line.split_once(':') else {
                continue;
            };
            assert!(
                !value.contains('#') && !value.contains("rgb"),
                "{name}.css: {line}"
            );
        }
    }
}
