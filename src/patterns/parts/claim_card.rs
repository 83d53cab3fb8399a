//! A finding as a card that leads to its evidence.

use super::words::{counts_sentence, factor_text, odds_text, tier_text, tier_words};
use crate::{
    patterns::{
        model::{Claim, ClaimKind, Effect, NoLink},
        view::Names,
    },
    text,
};
use leptos::prelude::*;

fn evidence_link(family: &str, name: &str) -> AnyView {
    let href = format!("/insights/evidence/{family}");
    let name = name.to_owned();
    view! {
        <a class="text-link" href=href>
            {text!(patterns.evidence_link)}
            <span class="visually-hidden">": " {name}</span>
        </a>
    }
    .into_any()
}

/// A link, an early sign, or something that cannot be told.
#[component]
pub fn ClaimCard(
    /// The claim.
    claim: Claim,
    /// Names of own factors.
    names: Names,
) -> impl IntoView {
    let family = factor_text(&claim.family, &names);
    let factor = factor_text(&claim.factor, &names);
    let title = if family == factor {
        family.clone()
    } else {
        format!("{family}: {factor}")
    };
    let direction = match claim.effect {
        Effect::Raises => text!(patterns.effect_raises),
        Effect::Lowers => text!(patterns.effect_lowers),
    };
    let undecided = (claim.kind == ClaimKind::Undecided)
        .then(|| view! { <p>{text!(patterns.kind_undecided)}</p> });
    let link = evidence_link(&claim.family, &family);
    view! {
        <li class="finding card">
            <h3>{title}</h3>
            <p>
                <span class="finding-tier">{tier_text(claim.tier)}</span>
                " "
                <span class="quiet">{tier_words(claim.tier)}</span>
            </p>
            {undecided}
            <p>{direction}</p>
            <p>{counts_sentence(&claim)}</p>
            <p>{link}</p>
        </li>
    }
}

/// A family without a link.
#[component]
pub fn NoLinkCard(
    /// What was found.
    finding: NoLink,
    /// Names of own factors.
    names: Names,
) -> impl IntoView {
    let name = factor_text(&finding.family, &names);
    let link = evidence_link(&finding.family, &name);
    let words = text!(
        patterns.no_link_words,
        days = finding.days,
        most = odds_text(finding.at_most)
    );
    view! {
        <li class="finding card">
            <h3>{name}</h3>
            <p class="quiet">{words}</p>
            <p>{link}</p>
        </li>
    }
}
