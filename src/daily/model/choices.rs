//! Closed lists of choices of the daily answers, with their codes.
//!
//! The codes of questions are the names of their form fields.

use super::bounds::{self, Bounds};
use crate::attacks::model::{UnknownCode, choices};
use serde::{Deserialize, Serialize};

choices! {
    /// Kinds of alcohol.
    Alcohol {
        /// Red wine.
        RedWine = "red_wine",
        /// White or sparkling wine.
        WhiteWine = "white_wine",
        /// Beer.
        Beer = "beer",
        /// Spirits.
        Spirits = "spirits",
        /// Anything else, or not said.
        Other = "other",
    }
}

choices! {
    /// How an own factor is answered.
    FactorKind {
        /// 0 to 4.
        Scale = "scale",
        /// A number, 0 to 1,000.
        Count = "count",
        /// Yes or no.
        YesNo = "yes_no",
    }
}

choices! {
    /// Hormonal contraception; what matters is whether it holds oestrogen.
    Contraception {
        /// None with hormones.
        NoHormones = "no_hormones",
        /// Pill with oestrogen.
        CombinedPill = "combined_pill",
        /// Patch or ring, with oestrogen.
        PatchOrRing = "patch_or_ring",
        /// Pill without oestrogen.
        ProgestogenPill = "progestogen_pill",
        /// Coil with hormones.
        HormoneCoil = "hormone_coil",
        /// Implant or injection.
        ImplantOrInjection = "implant_or_injection",
    }
}

choices! {
    /// How the weather felt.
    Weather {
        /// Nothing out of the ordinary.
        Ordinary = "ordinary",
        /// Hot.
        Hot = "hot",
        /// Cold.
        Cold = "cold",
        /// Close, humid.
        Humid = "humid",
        /// Windy.
        Windy = "windy",
        /// Thunder in the air.
        Stormy = "stormy",
        /// Glaring.
        Bright = "bright",
        /// A change of the weather.
        Changing = "changing",
    }
}

choices! {
    /// Signs that may come hours before an attack (premonitory symptoms).
    EarlySign {
        /// Yawning.
        Yawning = "yawning",
        /// Craving for some food.
        Craving = "craving",
        /// Tiredness.
        Fatigue = "fatigue",
        /// Light disturbs.
        Light = "light",
        /// Stiff neck.
        Neck = "neck",
        /// Hard to concentrate.
        Concentration = "concentration",
        /// Another mood than usual.
        Mood = "mood",
    }
}

choices! {
    /// Questions answered from 0 to 4.
    ScaleQuestion {
        /// How good the sleep was.
        SleepQuality = "sleep_quality",
        /// Stress.
        Stress = "stress",
        /// Mood.
        Mood = "mood",
        /// Energy.
        Energy = "energy",
        /// Tension in the neck.
        NeckTension = "neck_tension",
    }
}

choices! {
    /// Questions answered with a number.
    NumberQuestion {
        /// Sleep, in minutes; typed in hours.
        Sleep = "sleep_minutes",
        /// How often awake.
        Wakes = "wakes",
        /// Water in millilitres; typed in the patient's unit.
        Water = "water_ml",
        /// Cups with caffeine.
        Caffeine = "caffeine",
        /// Meals skipped.
        MealsSkipped = "meals_skipped",
        /// Exercise in minutes.
        Exercise = "exercise_minutes",
        /// Hours in front of screens.
        Screen = "screen_hours",
    }
}

impl NumberQuestion {
    /// The values that are accepted.
    #[must_use]
    pub const fn bounds(self) -> Bounds {
        match self {
            Self::Sleep => bounds::SLEEP_MINUTES,
            Self::Wakes => bounds::WAKES,
            Self::Water => bounds::WATER_A_DAY,
            Self::Caffeine => bounds::CAFFEINE,
            Self::MealsSkipped => bounds::MEALS_SKIPPED,
            Self::Exercise => bounds::EXERCISE_MINUTES,
            Self::Screen => bounds::SCREEN_HOURS,
        }
    }

    /// The field for a value that is not among those to tap.
    #[must_use]
    pub fn typed_field(self) -> String {
        format!("{}.typed", self.code())
    }
}
