//! Import and export from the command line, by whoever runs the server, on a patient's wish.

use super::{
    export::{write_csv, write_json},
    service,
};
use crate::{
    account::server::Visit,
    encryption::remote::grant::Grant,
    platform::{config::Config, state::AppState},
    problem::Problem,
    transfer::model::Preview,
};
use leptos::config::LeptosOptions;
use std::{
    io::{IsTerminal, Write, stdin, stdout},
    path::Path,
};

type Outcome = Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// Shows what a file would bring, asks, and saves it in one transaction.
///
/// # Errors
/// In plain words, when the patient is unknown, or the file cannot be read or stored.
pub async fn import(config: Config, file: &Path, email: &str, yes: bool) -> Outcome {
    let (visit, grant) = open(config, email).await?;
    let outcome = import_for(&visit, file, yes).await;
    close(&visit, grant).await;
    outcome
}

async fn import_for(visit: &Visit, file: &Path, yes: bool) -> Outcome {
    let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let preview = service::look_at(visit, &bytes)
        .await
        .map_err(words)?
        .map_err(|problem| format!("the file cannot be read: {}", problem.code()))?;
    show(&preview);
    if !preview.mapping_faults.is_empty() {
        return Err("the columns could not all be understood; import it on the page, where they can be chosen".into());
    }
    if !yes && !confirmed()? {
        println!("Nothing was saved. Add --yes to save without being asked.");
        return Ok(());
    }
    let outcome = service::save(visit, &bytes, &preview.mapping)
        .await
        .map_err(words)?;
    println!(
        "Saved: {} new, {} already there.",
        outcome.new, outcome.already_there
    );
    Ok(())
}

/// Writes everything of a patient to standard output.
///
/// # Errors
/// In plain words, when the patient is unknown or the diary cannot be opened.
pub async fn export(config: Config, email: &str, json: bool) -> Outcome {
    let (visit, grant) = open(config, email).await?;
    let diary = service::everything(&visit).await;
    close(&visit, grant).await;
    let diary = diary.map_err(words)?;
    let bytes = if json {
        write_json(&diary, visit.now)?
    } else {
        write_csv(&diary)?
    };
    stdout().write_all(&bytes)?;
    Ok(())
}

/// A visit of the patient with this address, and what opened their diary.
async fn open(
    config: Config,
    email: &str,
) -> Result<(Visit, Option<Grant>), Box<dyn std::error::Error + Send + Sync>> {
    let options = LeptosOptions::builder()
        .output_name("migraine-pulse")
        .build();
    let state = AppState::new(config, options)?;
    let user = state
        .identity
        .accounts()
        .find_by_email(email)
        .await?
        .ok_or("nobody with this e-mail address has signed in yet")?;
    let grant = state
        .identity
        .open_for_command(&state.config, user, email)
        .await?;
    // Days of a daily diary do not depend on a zone; local times in a file are read as UTC here.
    Ok((Visit::of_user(&state, user, "UTC"), grant))
}

async fn close(visit: &Visit, grant: Option<Grant>) {
    let identity = &visit.state.identity;
    identity.close_after_command(visit.user, grant).await;
}

fn show(preview: &Preview) {
    let dialect = &preview.dialect;
    println!(
        "Read as {}, delimiter {}, decimal {}.",
        dialect.encoding.code(),
        dialect.delimiter.code(),
        dialect.decimal_mark.code()
    );
    for (index, heading) in preview.header.iter().enumerate() {
        if let Some(field) = preview.field_of(index) {
            println!("  {heading}: {}", field.code());
        }
    }
    for fault in &preview.mapping_faults {
        println!("  {}: {}", fault.field, fault.reason.code());
    }
    for month in &preview.months {
        println!(
            "  {:04}-{:02}: {} days, {} headache days, {} medicine days",
            month.year, month.month, month.days, month.headache_days, month.medicine_days
        );
    }
    for fault in &preview.faults {
        println!(
            "  line {}: {} ({})",
            fault.line,
            fault.reason.code(),
            fault.column
        );
    }
    let counts = &preview.counts;
    println!(
        "{} days, {} headache days, {} attacks; {} bad rows.",
        counts.days, counts.headache_days, counts.attacks, counts.bad_rows
    );
}

fn confirmed() -> std::io::Result<bool> {
    if !stdin().is_terminal() {
        return Ok(false);
    }
    print!("Save this? [y/N] ");
    stdout().flush()?;
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

fn words(problem: Problem) -> String {
    match problem {
        Problem::Invalid => "the columns do not fit the file".to_owned(),
        Problem::KeysAway => "the key store does not answer".to_owned(),
        Problem::DatabaseAway => "the database does not answer".to_owned(),
        other => format!("it did not work ({})", other.code()),
    }
}
