//! What operators sign: keys of their own, and orders that two of them sign together.

use crate::{
    Action, Outcome,
    machine::{MachineClock, MachineEntropy, refuse_exposed, write_private},
};
use custodian_core::{
    SigningKey,
    names::Pseudonym,
    order::{Order, SignedOrder},
    ports::{Clock, random},
};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Makes a key pair; the private half goes into a file.
pub fn make_key(path: &Path) -> Outcome {
    let seed = Zeroizing::new(random::<32>(&MachineEntropy));
    let key = SigningKey::from_bytes(&seed);
    let text = Zeroizing::new(format!("{}\n", hex::encode(seed.as_slice())));
    write_private(path, text.as_bytes())?;
    println!("{}", hex::encode(key.verifying_key().as_bytes()));
    Ok(())
}

/// Reads such a file.
pub fn read_key(path: &Path) -> Outcome<SigningKey> {
    refuse_exposed(path)?;
    let text = Zeroizing::new(std::fs::read_to_string(path)?);
    let mut seed = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text.trim(), seed.as_mut_slice())
        .map_err(|_| format!("{} is not a key", path.display()))?;
    Ok(SigningKey::from_bytes(&seed))
}

/// Writes an order to standard output.
#[derive(Debug, clap::Args)]
pub struct Write {
    /// What is ordered.
    #[arg(long)]
    action: Action,
    /// Why, in words that the users will read.
    #[arg(long)]
    reason: String,
    /// For whom, by pseudonym; may be repeated. Without it: everybody, one at a time.
    #[arg(long)]
    user: Vec<String>,
    /// The operator's name in the custodian's settings.
    #[arg(long)]
    operator: String,
    /// The operator's key.
    #[arg(long)]
    key: PathBuf,
}

/// Adds a signature to an order and writes it to standard output.
#[derive(Debug, clap::Args)]
pub struct Sign {
    /// The order.
    file: PathBuf,
    /// The operator's name in the custodian's settings.
    #[arg(long)]
    operator: String,
    /// The operator's key.
    #[arg(long)]
    key: PathBuf,
}

impl Write {
    /// Writes the order; it is valid for an hour from now.
    pub fn run(&self) -> Outcome {
        let now = MachineClock::default().now();
        let mut order = Order::new(self.action.into(), &self.reason, now, &MachineEntropy);
        if !self.user.is_empty() {
            let users = self.user.iter().map(|user| {
                Pseudonym::parse(user).ok_or_else(|| format!("{user} is not a pseudonym"))
            });
            order.users = Some(users.collect::<Result<_, _>>()?);
        }
        let mut signed = order.unsigned();
        signed.sign(&self.operator, &read_key(&self.key)?);
        println!("{}", serde_json::to_string_pretty(&signed)?);
        Ok(())
    }
}

impl Sign {
    /// Shows what is signed, and signs it.
    pub fn run(&self) -> Outcome {
        let mut signed: SignedOrder = serde_json::from_slice(&std::fs::read(&self.file)?)
            .map_err(|_| format!("{} is not an order", self.file.display()))?;
        let order: Order = serde_json::from_str(&signed.text)?;
        let users = order
            .users
            .as_ref()
            .map_or("everybody".to_owned(), |users| {
                format!("{} users", users.len())
            });
        eprintln!("{:?} for {users}: {}", order.action, order.reason);
        signed.sign(&self.operator, &read_key(&self.key)?);
        println!("{}", serde_json::to_string_pretty(&signed)?);
        Ok(())
    }
}
