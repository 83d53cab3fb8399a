//! The line to the custodian: one question, one answer, within two seconds.
//!
//! A question that changes nothing when it is asked twice is asked again, after a short random pause,
//! when the connection broke; each time it is signed anew, because the custodian refuses what was there
//! before. Nothing is asked while the breaker rests.

use super::{
    breaker::Breaker,
    error::{NotSetUp, RemoteError, Silence},
    settings::{RemoteSettings, is_here},
};
use crate::platform::{clock::Clock, entropy::Entropy};
use custodian_core::{
    client::Client,
    message::{Answer, Request},
};
use serde::{Serialize, de::DeserializeOwned};
use std::{sync::Arc, time::Duration};

/// How long one exchange may take in all.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long a connection may take to come about.
const CONNECT_PATIENCE: Duration = Duration::from_secs(1);
/// Longest accepted answer in bytes; 400 shares need less than 100 KiB.
const LONGEST_ANSWER: usize = 256 * 1024;
/// How often a question that may be repeated is asked at most.
const ATTEMPTS: u32 = 3;
/// The shortest pause before asking again, in milliseconds; it doubles, and chance adds up to as much.
const PAUSE: u64 = 40;

/// Whether a question may be asked twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeat {
    /// It changes nothing, or nothing more.
    Harmless,
    /// The first answer may have been lost on its way.
    Never,
}

/// The application's randomness in the shape that the protocol asks for.
pub(super) struct Source<'a>(pub(super) &'a dyn Entropy);

impl custodian_core::ports::Entropy for Source<'_> {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }
}

/// The line.
pub(super) struct Line {
    client: Client,
    base: reqwest::Url,
    door: reqwest::Client,
    breaker: Breaker,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl Line {
    pub(super) fn open(
        settings: &RemoteSettings,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, NotSetUp> {
        // An error means that somebody was first, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let base = settings.base()?;
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT_PATIENCE)
            .timeout(PATIENCE);
        let builder = if is_here(&base) {
            builder.no_proxy()
        } else {
            builder
        };
        Ok(Self {
            client: settings.client(&base)?,
            door: builder.build().map_err(|_| NotSetUp::Client)?,
            base,
            breaker: Breaker::default(),
            clock,
            entropy,
        })
    }

    /// The custodian's address, for people.
    pub(super) fn address(&self) -> &str {
        self.base.as_str()
    }

    /// Whether that is on this machine.
    pub(super) fn is_on_this_machine(&self) -> bool {
        is_here(&self.base)
    }

    /// Asks, and gives the answer together with the question that it belongs to.
    pub(super) async fn ask<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
        repeat: Repeat,
    ) -> Result<(Request, T), RemoteError> {
        let sign = || {
            let now = self.clock.now().as_second();
            self.client
                .post(path, body, now, &Source(self.entropy.as_ref()))
        };
        self.ask_signed(sign, repeat).await
    }

    /// Asks how the custodian is.
    pub(super) async fn status<T: DeserializeOwned>(&self) -> Result<T, RemoteError> {
        let sign = || {
            let now = self.clock.now().as_second();
            self.client.status(now, &Source(self.entropy.as_ref()))
        };
        let (_, status) = self.ask_signed(sign, Repeat::Harmless).await?;
        Ok(status)
    }

    async fn ask_signed<T: DeserializeOwned>(
        &self,
        sign: impl Fn() -> Request,
        repeat: Repeat,
    ) -> Result<(Request, T), RemoteError> {
        let mut attempt = 1;
        loop {
            if !self.breaker.lets_pass(self.clock.now()) {
                return Err(Silence::Resting.into());
            }
            let request = sign();
            match self.once(&request).await {
                Ok(answer) => {
                    self.breaker.succeeded();
                    return Ok((request, answer));
                }
                Err(RemoteError::Silent(silence)) => {
                    self.breaker.failed(self.clock.now());
                    let may_repeat = repeat == Repeat::Harmless && silence.may_pass();
                    if !may_repeat || attempt == ATTEMPTS {
                        tracing::warn!(code = "custodian-silent", %silence, "the key custodian");
                        return Err(silence.into());
                    }
                }
                Err(refused) => {
                    self.breaker.succeeded();
                    return Err(refused);
                }
            }
            tokio::time::sleep(self.pause(attempt)).await;
            attempt += 1;
        }
    }

    async fn once<T: DeserializeOwned>(&self, request: &Request) -> Result<T, RemoteError> {
        let answer = self.exchange(request).await?;
        let now = self.clock.now().as_second();
        match self.client.read(request, &answer, now) {
            Ok(read) => Ok(read),
            // Whoever stands in front of it answers for it, without its signature.
            Err(custodian_core::client::ClientError::Untrusted(_)) if answer.status >= 500 => {
                Err(Silence::Unwell.into())
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn exchange(&self, request: &Request) -> Result<Answer, Silence> {
        let mut address = self.base.clone();
        address.set_path(&request.path);
        let method = request.method.parse().map_err(|_| Silence::Unreadable)?;
        let mut question = self.door.request(method, address);
        for (name, value) in &request.headers {
            question = question.header(name, value);
        }
        let mut response = question
            .body(request.body.clone())
            .send()
            .await
            .map_err(|error| silence_of(&error))?;
        let status = response.status().as_u16();
        let headers = response
            .headers()
            .iter()
            .filter_map(|(name, value)| {
                Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
            })
            .collect();
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| silence_of(&error))? {
            if body.len() + chunk.len() > LONGEST_ANSWER {
                return Err(Silence::TooLong);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer {
            status,
            headers,
            body,
        })
    }

    fn pause(&self, attempt: u32) -> Duration {
        let shortest = PAUSE << (attempt - 1);
        let mut chance = [0; 1];
        self.entropy.fill(&mut chance);
        Duration::from_millis(shortest + shortest * u64::from(chance[0]) / 255)
    }
}

fn silence_of(error: &reqwest::Error) -> Silence {
    if error.is_timeout() {
        Silence::Late
    } else {
        Silence::Unreachable
    }
}
