//! Records of every other kind, as JSON: what they are in a document and in the column `data`.
//!
//! Attacks and days have columns of their own, because spreadsheets want them. Everything else travels
//! as it is sealed, checked against the ranges that the pages keep. To export another kind: a line in
//! `OtherKind`, a [`Portable`] for its type, and a line in `everything` (`service.rs`).

use super::limits::Refusal;
use crate::{
    attacks::model::{UnknownCode, choices},
    encryption::server::{NewRecord, Sealable, StoreError},
    platform::ids::RecordId,
    transfer::model::FaultReason,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

choices! {
    /// Kinds without columns of their own. The codes are those under which they are sealed.
    OtherKind {
        /// A medicine taken once.
        Intake = "intake",
        /// A medicine of the cabinet.
        Medicine = "medicine",
        /// A preventive treatment.
        Plan = "plan",
        /// A daily check-in.
        CheckIn = "check_in",
        /// A factor that the patient follows.
        OwnFactor = "own_factor",
        /// A measurement of the body.
        Measurement = "measurement",
        /// An answered questionnaire.
        Scale = "scale",
        /// Answers about red flags.
        Safety = "safety",
        /// What the patient has told about themselves.
        Profile = "profile",
        /// A forecast as it was issued.
        Forecast = "forecast",
        /// An alert, or the question before one.
        ForecastAlert = "forecast_alert",
        /// A personal experiment.
        Experiment = "experiment",
        /// Alert settings and suspicions.
        PatternSettings = "pattern_settings",
        /// Where the patient is, and pressures that they typed.
        Places = "places",
        /// What the patient wants to hear about.
        Rules = "environment_rules",
    }
}

/// A sealed type that can travel in a file.
pub(super) trait Portable: Sealable + Serialize + DeserializeOwned {
    /// Checks the ranges that the pages keep; `today` is the patient's present day.
    fn check(&self, today: Date) -> Result<(), Refusal>;
}

/// One record of another kind, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    kind: OtherKind,
    day: Option<Date>,
    value: Value,
}

impl Other {
    /// A record on its way into a file.
    pub(super) fn of<T: Portable>(record: &T) -> Option<Self> {
        Some(Self {
            kind: OtherKind::parse(T::KIND).ok()?,
            day: record.local_day(),
            value: serde_json::to_value(record).ok()?,
        })
    }

    /// Reads a record of a kind, as text.
    pub(super) fn read(kind: OtherKind, text: &str, today: Date) -> Result<Self, Refusal> {
        /// The type's own form, so that what it does not know is left out.
        struct Read(Date);
        impl Visitor for Read {
            type Answer = Result<Other, Refusal>;
            fn visit<T: Portable>(self, text: &str) -> Self::Answer {
                let record: T = serde_json::from_str(text)
                    .map_err(|_| ("data", FaultReason::ValueUnreadable))?;
                record.check(self.0)?;
                Other::of(&record).ok_or(("data", FaultReason::ValueUnreadable))
            }
        }
        kind.visit(text, Read(today))
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> OtherKind {
        self.kind
    }

    /// Its local day, if it belongs to one.
    #[must_use]
    pub const fn day(&self) -> Option<Date> {
        self.day
    }

    /// Its fields.
    #[must_use]
    pub const fn value(&self) -> &Value {
        &self.value
    }

    /// The record on its way into the store.
    pub(super) fn record(&self, id: RecordId) -> Result<NewRecord, StoreError> {
        struct Encode(RecordId);
        impl Visitor for Encode {
            type Answer = Result<NewRecord, StoreError>;
            fn visit<T: Portable>(self, text: &str) -> Self::Answer {
                let record: T = serde_json::from_str(text).map_err(|_| StoreError::Encoding)?;
                NewRecord::of(self.0, &record)
            }
        }
        self.kind.visit(&self.value.to_string(), Encode(id))
    }
}

/// Something that is done with the type behind a kind.
trait Visitor {
    type Answer;
    fn visit<T: Portable>(self, text: &str) -> Self::Answer;
}

impl OtherKind {
    fn visit<V: Visitor>(self, text: &str, visitor: V) -> V::Answer {
        use crate::{
            account::server::Profile,
            daily::server::{CheckIn, Measurement, OwnFactor},
            environment::server::{Places, Rules},
            medication::server::{CabinetMedicine, IntakeRecord, Plan},
            patterns::server::{Experiment, ForecastAlert, IssuedForecast, PatternSettings},
            safety::server::SafetyAnswers,
            scales::server::ScaleAnswers,
        };
        match self {
            Self::Intake => visitor.visit::<IntakeRecord>(text),
            Self::Medicine => visitor.visit::<CabinetMedicine>(text),
            Self::Plan => visitor.visit::<Plan>(text),
            Self::CheckIn => visitor.visit::<CheckIn>(text),
            Self::OwnFactor => visitor.visit::<OwnFactor>(text),
            Self::Measurement => visitor.visit::<Measurement>(text),
            Self::Scale => visitor.visit::<ScaleAnswers>(text),
            Self::Safety => visitor.visit::<SafetyAnswers>(text),
            Self::Profile => visitor.visit::<Profile>(text),
            Self::Forecast => visitor.visit::<IssuedForecast>(text),
            Self::ForecastAlert => visitor.visit::<ForecastAlert>(text),
            Self::Experiment => visitor.visit::<Experiment>(text),
            Self::PatternSettings => visitor.visit::<PatternSettings>(text),
            Self::Places => visitor.visit::<Places>(text),
            Self::Rules => visitor.visit::<Rules>(text),
        }
    }
}
