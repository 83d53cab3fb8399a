//! The benchmark.
use crate::platform::config::Config;
/// placeholder
pub async fn run(_: Config) -> Result<(), Box<dyn std::error::Error + Send + Sync>> { Ok(()) }
