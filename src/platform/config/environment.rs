//! `[environment]`: where weather, air and space weather come from.

use super::{
    reader::{ConfigError, Reader},
    sections::{Mode, small},
};
use crate::environment::model::Provider;
use std::collections::BTreeMap;

/// `[environment]`.
#[derive(Debug, Clone)]
pub struct Environment {
    /// Whether feeds are asked at all.
    pub enabled: bool,
    /// Made-up answers for the demo place while nothing can be reached; in development alone.
    pub demo_data: bool,
    /// Base addresses may lie in the internal network and may be plain HTTP.
    pub allow_internal: bool,
    /// Width of a cell in tenths of a degree.
    pub cell_tenths: u32,
    /// How long forecasts as issued and past days are kept.
    pub keep_days: u32,
    /// How long a failing provider is left alone at first.
    pub rest_seconds: u32,
    urls: BTreeMap<Provider, String>,
}

/// The key of a provider's base address.
const fn key_of(provider: Provider) -> &'static str {
    match provider {
        Provider::Weather => "environment.weather_url",
        Provider::WeatherArchive => "environment.archive_url",
        Provider::Air => "environment.air_url",
        Provider::Noaa => "environment.noaa_url",
        Provider::Gfz => "environment.gfz_url",
        Provider::Temis => "environment.temis_url",
    }
}

impl Environment {
    pub(super) fn read(reader: &Reader, mode: Mode) -> Result<Self, ConfigError> {
        let truth = |key: &str| reader.parsed::<bool>(key, "true or false");
        let allow_internal = truth("environment.allow_internal")?;
        let mut urls = BTreeMap::new();
        for provider in Provider::ALL {
            let key = key_of(*provider);
            let url = reader.text(key)?;
            let parsed: axum::http::Uri =
                reader.parsed(key, "an address such as https://weather.example")?;
            let is_fit = match parsed.scheme_str() {
                Some("https") => true,
                Some("http") => allow_internal,
                _ => false,
            };
            if !is_fit || parsed.authority().is_none() || parsed.query().is_some() {
                return Err(ConfigError::key(
                    key,
                    "must begin with https://; plain HTTP needs environment.allow_internal",
                ));
            }
            urls.insert(*provider, url);
        }
        Ok(Self {
            enabled: truth("environment.enabled")?,
            demo_data: truth("environment.demo_data")? && mode == Mode::Development,
            allow_internal,
            cell_tenths: small(reader.number("environment.cell_tenths", 1..=20)?),
            keep_days: small(reader.number("environment.keep_days", 30..=4_000)?),
            rest_seconds: small(reader.number("environment.rest_seconds", 1..=600)?),
            urls,
        })
    }

    /// Feeds that all lie at one address of this machine, and none that is asked by itself; for tests.
    #[cfg(test)]
    #[must_use]
    pub fn at(address: &str) -> Self {
        let url = |provider: &Provider| (*provider, address.to_owned());
        Self {
            enabled: false,
            demo_data: false,
            allow_internal: true,
            cell_tenths: 1,
            keep_days: 800,
            rest_seconds: 60,
            urls: Provider::ALL.iter().map(url).collect(),
        }
    }

    /// The same feeds at other addresses; for the benchmark.
    #[must_use]
    pub fn moved_to(mut self, address: &str) -> Self {
        self.allow_internal = true;
        for url in self.urls.values_mut() {
            address.clone_into(url);
        }
        self
    }

    /// The base address of each provider.
    #[must_use]
    pub fn bases(&self) -> BTreeMap<Provider, &String> {
        self.urls
            .iter()
            .map(|(provider, url)| (*provider, url))
            .collect()
    }
}
