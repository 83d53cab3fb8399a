//! The choices of the details page: what is told about an attack without haste.
//!
//! Lists of our own wording; no item text of a licensed questionnaire stands here.

use super::{UnknownCode, choices::choices};
use serde::{Deserialize, Serialize};

choices! {
    /// How an attack counts together with the one before it.
    Linkage {
        /// The same attack: less than 24 hours free in between (van Casteren, Cephalalgia 2023).
        Same = "same",
        /// It came back after it had been treated: 24 to under 48 hours free (IHS, 4th edition, 2019).
        Recurrence = "recurrence",
        /// An attack of its own.
        Separate = "separate",
    }
}

choices! {
    /// What it was, as the patient sees it; nobody has to say.
    Incident {
        /// Migraine.
        Migraine = "migraine",
        /// Aura, with or without headache.
        AuraEpisode = "aura_episode",
        /// Tension-type headache.
        TensionType = "tension_type",
        /// Cluster headache.
        Cluster = "cluster",
        /// Fever.
        Fever = "fever",
        /// A cold.
        Cold = "cold",
        /// Influenza.
        Flu = "flu",
        /// Something else.
        Other = "other",
    }
}

choices! {
    /// "Can I do things?", 0 to 3, at the worst of the attack.
    Ability {
        /// Everything as usual.
        Everything = "0",
        /// Most things, with effort.
        Most = "1",
        /// Only what has to be.
        Little = "2",
        /// Nothing.
        Nothing = "3",
    }
}

choices! {
    /// Where time was lost; the domains of the five day counts of MIDAS.
    Domain {
        /// Paid work, school or study.
        Work = "work",
        /// Household.
        Household = "household",
        /// Family, friends and free time.
        Social = "social",
    }
}

choices! {
    /// How much was lost in a domain.
    Loss {
        /// Nothing, or less than half.
        Little = "none",
        /// Half or more, but not all.
        Reduced = "reduced",
        /// All of it.
        Missed = "missed",
    }
}

choices! {
    /// What touched hurts (cutaneous allodynia).
    TouchPain {
        /// Combing or tying the hair.
        Hair = "hair",
        /// Washing or shaving the face.
        Face = "face",
        /// Wearing glasses.
        Glasses = "glasses",
        /// Wearing earrings or a necklace.
        Earrings = "earrings",
        /// Clothes.
        Clothes = "clothes",
        /// Resting the head on a pillow.
        Pillow = "pillow",
        /// Warmth.
        Heat = "heat",
        /// Cold.
        Cold = "cold",
    }
}

choices! {
    /// What went ahead of the pain by hours (prodrome).
    EarlySign {
        /// Yawning.
        Yawning = "yawning",
        /// Craving for food.
        Craving = "craving",
        /// Tiredness.
        Fatigue = "fatigue",
        /// Light disturbs.
        Light = "light",
        /// Sound disturbs.
        Sound = "sound",
        /// Smells disturb.
        Smell = "smell",
        /// Stiff or painful neck.
        Neck = "neck",
        /// Hard to concentrate.
        Concentration = "concentration",
        /// Irritable or low.
        Mood = "mood",
        /// Full of energy.
        Energy = "energy",
        /// Thirst.
        Thirst = "thirst",
        /// Passing water often.
        Urination = "urination",
        /// Feeling cold.
        Chill = "chill",
        /// Stomach or bowels.
        Stomach = "stomach",
    }
}

choices! {
    /// What stayed after the pain (postdrome).
    AfterSign {
        /// Tired or drained.
        Fatigue = "fatigue",
        /// Hard to concentrate.
        Concentration = "concentration",
        /// Low.
        Mood = "mood",
        /// Lighter than usual.
        Elation = "elation",
        /// Stiff or painful neck.
        Neck = "neck",
        /// Tender head.
        TenderHead = "tender_head",
        /// Light disturbs.
        Light = "light",
        /// Sound disturbs.
        Sound = "sound",
        /// Nausea or no appetite.
        Nausea = "nausea",
        /// Weak muscles.
        Weak = "weak",
    }
}

choices! {
    /// On which side an aura was: half of what is seen, or half of the body.
    AuraSide {
        /// Left.
        Left = "left",
        /// Right.
        Right = "right",
        /// Both.
        Both = "both",
    }
}

choices! {
    /// A yes or a no; not said is neither.
    YesNo {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
    }
}

choices! {
    /// What was different before an attack. It says what was there, not what it did.
    Circumstance {
        /// Stress.
        Stress = "stress",
        /// Stress that ended.
        LetDown = "let_down",
        /// Little sleep.
        LittleSleep = "little_sleep",
        /// Long sleep.
        LongSleep = "long_sleep",
        /// Tiredness.
        Tired = "tired",
        /// A missed meal.
        MissedMeal = "missed_meal",
        /// Something eaten.
        Food = "food",
        /// Chocolate.
        Chocolate = "chocolate",
        /// Little to drink.
        Thirst = "thirst",
        /// Alcohol.
        Alcohol = "alcohol",
        /// The morning after alcohol.
        Hangover = "hangover",
        /// Caffeine, more or less than usual.
        Caffeine = "caffeine",
        /// Weather.
        Weather = "weather",
        /// Sunlight.
        Sunlight = "sunlight",
        /// Cold air.
        ColdAir = "cold_air",
        /// A smell.
        Smell = "smell",
        /// A loud place.
        Noise = "noise",
        /// Screens.
        Screens = "screens",
        /// Exercise.
        Exercise = "exercise",
        /// Hard work.
        HardWork = "hard_work",
        /// Travel.
        Travel = "travel",
        /// A party.
        Party = "party",
        /// A medicine.
        Medicine = "medicine",
        /// A treatment or an examination.
        Procedure = "procedure",
        /// An infection such as flu.
        Infection = "infection",
        /// Toothache.
        Toothache = "toothache",
        /// Stomach.
        Stomach = "stomach",
        /// Menstruation.
        Period = "period",
        /// A magnetic storm.
        MagneticStorm = "magnetic_storm",
    }
}
