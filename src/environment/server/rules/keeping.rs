//! Changes to the rules of a patient.

use super::{
    notices::change_rules,
    rule::{MOST_RULES, Rule},
};
use crate::{
    account::{parts::Submission, server::Visit},
    environment::model::FormFault,
    problem::Problem,
};

/// Quiet hours and the most notices a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    quiet_from: i8,
    quiet_until: i8,
    most_a_day: u8,
}

/// Reads the form with `quiet_from`, `quiet_until` (hours) and `most_a_day`.
///
/// # Errors
/// Every fault with its field.
pub fn read_times(form: &Submission) -> Result<Times, Vec<FormFault>> {
    let mut faults = Vec::new();
    let mut whole = |field: &str, most: u8| match form.text(field).trim().parse::<u8>() {
        Ok(number) if number <= most => number,
        _ => {
            faults.push(FormFault {
                field: field.to_owned(),
                reason: "out_of_range",
            });
            0
        }
    };
    let (from, until, most_a_day) = (
        whole("quiet_from", 23),
        whole("quiet_until", 23),
        whole("most_a_day", 20),
    );
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Times {
        quiet_from: i8::try_from(from).unwrap_or(0),
        quiet_until: i8::try_from(until).unwrap_or(0),
        most_a_day,
    })
}

/// Keeps quiet hours and the most notices a day.
///
/// # Errors
/// When it cannot be stored.
pub async fn set_times(visit: &Visit, times: Times) -> Result<(), Problem> {
    change_rules(visit, |rules| {
        rules.quiet_from = times.quiet_from;
        rules.quiet_until = times.quiet_until;
        rules.most_a_day = times.most_a_day;
    })
    .await?;
    Ok(())
}

/// Adds a rule, or replaces the one with its number.
///
/// # Errors
/// [`Problem::TooLarge`] when there are too many; otherwise when it cannot be stored.
pub async fn save_rule(visit: &Visit, rule: &Rule) -> Result<(), Problem> {
    let rules = change_rules(visit, |rules| {
        let has_room = rules.list.len() < MOST_RULES;
        match rules
            .list
            .iter_mut()
            .find(|known| known.number == rule.number)
        {
            Some(known) if rule.number > 0 => *known = rule.clone(),
            _ if has_room => {
                let number = rules.list.iter().map(|rule| rule.number).max().unwrap_or(0) + 1;
                rules.list.push(Rule {
                    number,
                    ..rule.clone()
                });
            }
            _ => {}
        }
    })
    .await?;
    let is_kept = rules.list.iter().any(|known| known.name == rule.name);
    if is_kept {
        Ok(())
    } else {
        Err(Problem::TooLarge)
    }
}

/// Removes a rule.
///
/// # Errors
/// When it cannot be stored.
pub async fn remove_rule(visit: &Visit, number: u32) -> Result<(), Problem> {
    change_rules(visit, |rules| {
        rules.list.retain(|rule| rule.number != number);
    })
    .await?;
    Ok(())
}

/// Switches a rule on or off.
///
/// # Errors
/// When it cannot be stored.
pub async fn switch_rule(visit: &Visit, number: u32) -> Result<(), Problem> {
    change_rules(visit, |rules| {
        for rule in rules.list.iter_mut().filter(|rule| rule.number == number) {
            rule.is_on = !rule.is_on;
        }
    })
    .await?;
    Ok(())
}
