//! What a patient may tell about their health, because it changes which signs matter.

use crate::attacks::model::{UnknownCode, choices};
use serde::{Deserialize, Serialize};

choices! {
    /// A fact that matters to red flags and advice.
    Condition {
        /// Pregnant.
        Pregnant = "pregnant",
        /// Gave birth within six weeks.
        RecentBirth = "recent_birth",
        /// Has or had cancer.
        Cancer = "cancer",
        /// HIV, or weak defences by an illness or a medicine.
        Immune = "immune",
        /// Disease of heart or vessels, a stroke, or high blood pressure that is not under control.
        Vascular = "vascular",
        /// An injury of the head within three months.
        HeadInjury = "head_injury",
        /// Known aura: seeing.
        AuraVisual = "aura_visual",
        /// Known aura: tingling.
        AuraSensory = "aura_sensory",
        /// Known aura: speech.
        AuraSpeech = "aura_speech",
        /// Known aura: weakness.
        AuraMotor = "aura_motor",
        /// Known aura: vertigo, double vision.
        AuraBrainstem = "aura_brainstem",
        /// Known aura: one eye.
        AuraRetinal = "aura_retinal",
    }
}

impl Condition {
    /// Illnesses and states.
    pub const STATES: &'static [Self] = &[
        Self::Pregnant,
        Self::RecentBirth,
        Self::Cancer,
        Self::Immune,
        Self::Vascular,
        Self::HeadInjury,
    ];

    /// Auras that are known from before.
    pub const AURAS: &'static [Self] = &[
        Self::AuraVisual,
        Self::AuraSensory,
        Self::AuraSpeech,
        Self::AuraMotor,
        Self::AuraBrainstem,
        Self::AuraRetinal,
    ];
}
