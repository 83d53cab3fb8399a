//! The demo diary.
use crate::platform::config::Config;
/// placeholder
pub async fn seed(_: Config, _: &str, _: &str) -> Result<(), Box<dyn std::error::Error + Send + Sync>> { Ok(()) }
