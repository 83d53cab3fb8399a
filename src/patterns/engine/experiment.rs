//! Personal experiments: what a test could show, the plan, and its one analysis.
//!
//! Blocks of two weeks in pairs, the order within each pair drawn by lot; the first days of a block do not
//! count. The analysis is fixed here before any data: onset rates with against without, and a p-value from
//! all orders that the lot could have given (Edgington 2007). Nothing is looked at before the end.

use super::{claims::civil, frame::Frame, members::count, normal, seed, share};
use crate::patterns::model::{
    Block, Claim, ClaimKind, ExperimentArm, ExperimentPlan, ExperimentProposal, ExperimentResult,
    ExperimentVerdict,
};
use jiff::{ToSpan, civil::Date};
use rand::Rng;

/// Version of the analysis.
pub const ANALYSIS: u32 = 1;
/// Length of a block in days.
pub const BLOCK_DAYS: u32 = 14;
/// Days at the start of a block that do not count.
pub const WASH_OUT_DAYS: u32 = 2;
/// Fewest and most blocks: six pairs give a smallest p-value of 2/64.
const BLOCKS: [u32; 2] = [12, 20];
/// Power that is good enough not to ask for more blocks.
const GOOD_POWER: f64 = 0.8;
/// Two-sided level.
pub const LEVEL: f64 = 0.05;
/// Standard normal quantile of the level.
const Z: f64 = 1.959_964;
/// Fewest days at risk in each arm for a verdict.
const LEAST_DAYS: u32 = 20;

/// Chance to see an odds ratio with some blocks of each arm, at a patient's rate on days at risk.
#[must_use]
pub fn power(odds_ratio: f64, blocks: u32, rate: f64, at_risk_share: f64) -> f64 {
    let days = f64::from(blocks / 2 * (BLOCK_DAYS - WASH_OUT_DAYS)) * at_risk_share;
    let without = rate.clamp(0.01, 0.9);
    let odds = without / (1.0 - without) * odds_ratio;
    let with = odds / (1.0 + odds);
    let variance = [with, without].map(|chance| 1.0 / (days * chance * (1.0 - chance)).max(1e-9));
    normal::cumulative(odds_ratio.ln().abs() / (variance[0] + variance[1]).sqrt() - Z)
}

/// Claims that a test could settle: not yet sure, and something that a patient can do or leave.
#[must_use]
pub fn propose(
    claims: &[Claim],
    testable: impl Fn(&str) -> bool,
    frame: &Frame,
) -> Vec<ExperimentProposal> {
    let days = count(frame.risk_days().max(1));
    let rate = (count(frame.onsets()) / days).clamp(0.01, 0.9);
    let at_risk = days / count(frame.days.max(1));
    claims
        .iter()
        .filter(|claim| {
            claim.kind == ClaimKind::Undecided || claim.posterior < super::claims::CONFIRMED
        })
        .filter(|claim| claim.kind != ClaimKind::EarlySign && testable(&claim.factor))
        .map(|claim| {
            let enough = (BLOCKS[0]..=BLOCKS[1])
                .step_by(2)
                .find(|blocks| power(3.0, *blocks, rate, at_risk) >= GOOD_POWER);
            let blocks = enough.unwrap_or(BLOCKS[1]);
            ExperimentProposal {
                factor: claim.factor.clone(),
                family: claim.family.clone(),
                block_days: BLOCK_DAYS,
                blocks,
                power_odds_ratio_2: power(2.0, blocks, rate, at_risk),
                power_odds_ratio_3: power(3.0, blocks, rate, at_risk),
            }
        })
        .collect()
}

/// A plan from a first day on: the order within each pair of blocks is drawn.
pub fn plan(proposal: &ExperimentProposal, first: Date, rng: &mut impl Rng) -> ExperimentPlan {
    let mut blocks = Vec::new();
    for pair in 0..proposal.blocks / 2 {
        let with_first = seed::below(rng, 2) == 0;
        for half in 0..2 {
            let offset = i64::from((2 * pair + half) * proposal.block_days);
            blocks.push(Block {
                first: civil(first.saturating_add(offset.days())),
                days: proposal.block_days,
                arm: if with_first == (half == 0) {
                    ExperimentArm::With
                } else {
                    ExperimentArm::Without
                },
            });
        }
    }
    ExperimentPlan {
        factor: proposal.factor.clone(),
        blocks,
        wash_out_days: WASH_OUT_DAYS,
        level: LEVEL,
        analysis: ANALYSIS,
    }
}

/// The analysis of a plan that is over: `None` while its last day is not in the day table.
///
/// `exposure` tells for each day whether the factor was there, NaN where unknown: it gives the adherence and
/// nothing else, as leaving out days on which a plan was not kept would undo the lot.
#[must_use]
pub fn analyse(plan: &ExperimentPlan, frame: &Frame, exposure: &[f64]) -> Option<ExperimentResult> {
    let mut tables = Vec::new();
    let (mut kept, mut known) = (0_u32, 0_u32);
    for block in &plan.blocks {
        let first = Date::new(
            block.first.year,
            i8::try_from(block.first.month).ok()?,
            i8::try_from(block.first.day).ok()?,
        )
        .ok()?;
        let start = usize::try_from((first - frame.start).get_days()).ok()?;
        let end = start + usize::try_from(block.days).ok()?;
        if end > frame.days {
            return None;
        }
        let (mut days, mut onsets) = (0_u32, 0_u32);
        for day in start + usize::try_from(plan.wash_out_days).ok()?..end {
            days += u32::from(frame.at_risk[day]);
            onsets += u32::from(frame.at_risk[day] && frame.onset[day]);
            if exposure.get(day).is_some_and(|value| value.is_finite()) {
                known += 1;
                kept += u32::from((exposure[day] > 0.5) == (block.arm == ExperimentArm::With));
            }
        }
        tables.push((block.arm, [days, onsets]));
    }
    let arm = |wanted: ExperimentArm| {
        let chosen = tables.iter().filter(|(arm, _)| *arm == wanted);
        chosen.fold([0, 0], |sum, (_, table)| {
            [sum[0] + table[0], sum[1] + table[1]]
        })
    };
    let (with, without) = (arm(ExperimentArm::With), arm(ExperimentArm::Without));
    let cells = [
        with[1],
        with[0] - with[1],
        without[1],
        without[0] - without[1],
    ]
    .map(|cell| f64::from(cell) + 0.5);
    let log = (cells[0] * cells[3] / (cells[1] * cells[2])).ln();
    let spread = cells.iter().map(|cell| 1.0 / cell).sum::<f64>().sqrt();
    let p_value = re_randomised(&tables);
    let verdict = if with[0].min(without[0]) < LEAST_DAYS {
        ExperimentVerdict::TooFewDays
    } else if p_value > plan.level {
        ExperimentVerdict::NoDifference
    } else if log > 0.0 {
        ExperimentVerdict::MoreWith
    } else {
        ExperimentVerdict::FewerWith
    };
    Some(ExperimentResult {
        verdict,
        with,
        without,
        odds_ratio: log.exp(),
        interval: [(log - Z * spread).exp(), (log + Z * spread).exp()],
        p_value,
        adherence: (known > 0).then(|| f64::from(kept) / f64::from(known)),
    })
}

/// Share of all orders within pairs whose difference of onset rates is at least as large as the one seen.
fn re_randomised(tables: &[(ExperimentArm, [u32; 2])]) -> f64 {
    let pairs = tables.len() / 2;
    if pairs == 0 || pairs > 20 {
        return 1.0;
    }
    let difference = |flips: u32| -> f64 {
        let (mut with, mut without) = ([0.0; 2], [0.0; 2]);
        for (place, (arm, table)) in tables.iter().enumerate() {
            let flipped = flips >> (place / 2) & 1 == 1;
            let side = if (*arm == ExperimentArm::With) == flipped {
                &mut without
            } else {
                &mut with
            };
            side[0] += f64::from(table[0]);
            side[1] += f64::from(table[1]);
        }
        with[1] / with[0].max(1.0) - without[1] / without[0].max(1.0)
    };
    let seen = difference(0).abs();
    let orders = 1_u32 << pairs;
    let beyond = (0..orders)
        .filter(|flips| difference(*flips).abs() >= seen - 1e-12)
        .count();
    count(beyond) / f64::from(orders).max(f64::from(share::whole(1)))
}
