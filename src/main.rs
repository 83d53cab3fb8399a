//! The command line. Without a command it serves.

use clap::{Parser, Subcommand};
use migraine_pulse::{
    benchmark, demo,
    encryption::rewrap::command as rewrap_command,
    patterns::{command_bench, command_evaluate, command_simulate},
    platform::{
        config::{Config, FILE},
        database, doctor, serve, telemetry,
    },
    transfer::server::command,
};
use std::{path::PathBuf, process::ExitCode};

/// A migraine diary that patients keep and neurologists trust.
#[derive(Debug, Parser)]
#[command(name = "migraine-pulse")]
struct Arguments {
    /// Configuration file.
    #[arg(long, global = true, default_value = FILE)]
    config: PathBuf,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the application (the default).
    Serve,
    /// Apply the migrations that are missing.
    Migrate,
    /// Examine the installation and say what to do.
    Doctor,
    /// Import a diary for a patient who has signed in before.
    Import {
        /// The file (CSV, or our own JSON export).
        file: PathBuf,
        /// The patient's e-mail address.
        #[arg(long)]
        user: String,
        /// Save without asking.
        #[arg(long)]
        yes: bool,
    },
    /// Write everything of a patient to standard output.
    Export {
        /// The patient's e-mail address.
        #[arg(long)]
        user: String,
        /// As one JSON document instead of CSV.
        #[arg(long)]
        json: bool,
    },
    /// Fill the demo patient's diary with a year of made-up entries (development only).
    SeedDemo {
        /// The provider's name for the patient.
        #[arg(long)]
        subject: String,
        /// The patient's e-mail address.
        #[arg(long)]
        email: String,
    },
    /// Give patients new keys, on an order that two operators signed.
    Rewrap(rewrap_command::Rewrap),
    /// Measure the promises of the README and print a table.
    Bench,
    /// Run the pattern engine over a cohort, or score its results.
    Evaluate(command_evaluate::Evaluate),
    /// Print the inputs and answers of the engine's components as JSON, for scripts/bench-patterns.
    #[command(hide = true)]
    BenchPatterns,
    /// Write a cohort of made-up patients with known truth.
    Simulate(command_simulate::Simulate),
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("migraine-pulse: {error}");
            ExitCode::FAILURE
        }
    }
}

type Outcome = Result<ExitCode, Box<dyn std::error::Error + Send + Sync>>;

async fn run(arguments: Arguments) -> Outcome {
    if let Some(Command::Doctor) = arguments.command {
        let findings = doctor::examine(Config::load(&arguments.config)).await;
        for finding in &findings {
            println!("{finding}");
        }
        let is_well = findings.iter().all(|finding| finding.is_well);
        return Ok(if is_well {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        });
    }
    // Cohorts need no configuration.
    match &arguments.command {
        Some(Command::Evaluate(wanted)) => command_evaluate::evaluate(wanted)?,
        Some(Command::BenchPatterns) => command_bench::bench()?,
        Some(Command::Simulate(wanted)) => command_simulate::simulate(wanted)?,
        _ => return with_configuration(arguments).await,
    }
    Ok(ExitCode::SUCCESS)
}

async fn with_configuration(arguments: Arguments) -> Outcome {
    let config = Config::load(&arguments.config)?;
    match arguments.command.unwrap_or(Command::Serve) {
        Command::Serve => {
            telemetry::start(&config.server.log)?;
            serve::serve(config, &arguments.config.to_string_lossy()).await?;
        }
        Command::Migrate => {
            let address = config.database.migration_url.as_ref().ok_or(
                "database.migration_url: is missing; it is the address of the role that owns the tables",
            )?;
            database::migrate(address.expose()).await?;
            println!("migrations: all applied");
        }
        // Done before the configuration is read.
        Command::Doctor | Command::BenchPatterns | Command::Evaluate(_) | Command::Simulate(_) => {}
        Command::Import { file, user, yes } => command::import(config, &file, &user, yes).await?,
        Command::Export { user, json } => command::export(config, &user, json).await?,
        Command::SeedDemo { subject, email } => demo::seed(config, &subject, &email).await?,
        Command::Rewrap(wanted) => rewrap_command::rewrap(config, &wanted).await?,
        Command::Bench => benchmark::run(config).await?,
    }
    Ok(ExitCode::SUCCESS)
}
