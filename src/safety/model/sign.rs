//! The closed lists of this capsule: urgencies, questions, signs and the publications behind them.

use crate::attacks::model::{UnknownCode, choices};
use serde::{Deserialize, Serialize};

choices! {
    /// How urgent a sign is, the most urgent first. There is no level for "all is well".
    Urgency {
        /// Call now.
        Emergency = "emergency",
        /// See a doctor the same day, or soon.
        Soon = "soon",
        /// Talk about it at the next visit.
        Discuss = "discuss",
    }
}

choices! {
    /// A question about a sign. Each is optional; one that was not ticked was not answered.
    Question {
        /// Worst within minutes of its start (thunderclap).
        Sudden = "sudden",
        /// New weakness, numbness or trouble speaking, other than the known aura.
        Deficit = "deficit",
        /// Fainting, a seizure or new confusion.
        Consciousness = "consciousness",
        /// Fever.
        Fever = "fever",
        /// A stiff neck or a rash.
        StiffNeck = "stiff_neck",
        /// It began after an injury of the head.
        Injury = "injury",
        /// A red, painful eye or loss of sight.
        PainfulEye = "painful_eye",
        /// Pregnant, or gave birth within six weeks.
        Pregnancy = "pregnancy",
        /// Blurred sight, pain in the upper belly or high blood pressure.
        PressureSigns = "pressure_signs",
        /// Brought on by coughing, straining or exercise.
        Cough = "cough",
        /// Much worse lying or standing.
        Position = "position",
        /// Other than the usual headaches, or growing worse over weeks.
        Changed = "changed",
        /// Headaches first began at fifty or later.
        AfterFifty = "after_fifty",
        /// Sore temples or pain when chewing.
        Temples = "temples",
        /// New trouble with thinking, or a changed personality.
        Thinking = "thinking",
        /// Cancer, HIV or weak defences.
        Illness = "illness",
        /// It began after a new medicine.
        NewMedicine = "new_medicine",
    }
}

choices! {
    /// What a rule finds.
    Sign {
        /// Thunderclap headache.
        Thunderclap = "thunderclap",
        /// A new deficit of the nervous system.
        NewDeficit = "new_deficit",
        /// Fainting, seizure, confusion.
        Unconscious = "unconscious",
        /// Fever with a stiff neck or a rash.
        FeverStiffNeck = "fever_stiff_neck",
        /// Headache after a head injury.
        AfterInjury = "after_injury",
        /// Red painful eye or loss of sight.
        EyeOrSight = "eye_or_sight",
        /// Pregnancy or weeks after birth, with signs of high pressure.
        PregnancyPressure = "pregnancy_pressure",
        /// Fever alone.
        FeverAlone = "fever_alone",
        /// Stiff neck or rash alone.
        NeckAlone = "neck_alone",
        /// Signs of high pressure alone.
        PressureAlone = "pressure_alone",
        /// Headache in pregnancy or in the weeks after birth.
        InPregnancy = "in_pregnancy",
        /// Brought on by cough, strain or exercise.
        CoughHeadache = "cough_headache",
        /// Depends on position.
        PositionHeadache = "position_headache",
        /// The pattern changed.
        PatternChanged = "pattern_changed",
        /// New headaches from fifty on.
        NewAfterFifty = "new_after_fifty",
        /// Sore temples, pain when chewing.
        SoreTemples = "sore_temples",
        /// Changed thinking or personality.
        ChangedThinking = "changed_thinking",
        /// Cancer, HIV or weak defences.
        WithIllness = "with_illness",
        /// A head injury in the last three months, as the profile says.
        RecentInjury = "recent_injury",
        /// An attack of more than 72 hours.
        LongAttack = "long_attack",
        /// An aura symptom of more than 60 minutes.
        LongAura = "long_aura",
        /// The first aura with weakness.
        FirstMotorAura = "first_motor_aura",
        /// The first aura ever, at fifty or later.
        FirstAuraAfterFifty = "first_aura_after_fifty",
        /// Began after a new medicine.
        AfterNewMedicine = "after_new_medicine",
        /// Acute medicine near the threshold of overuse, or above.
        NearOveruse = "near_overuse",
        /// Four or more migraine days in 30 days.
        FrequentMigraine = "frequent_migraine",
        /// Aura and contraception with oestrogen.
        AuraAndOestrogen = "aura_and_oestrogen",
        /// A triptan with motor or brainstem aura.
        TriptanAndAura = "triptan_and_aura",
        /// A triptan or ergot with disease of heart or vessels.
        TriptanAndVessels = "triptan_and_vessels",
        /// Valproate or topiramate in pregnancy.
        MedicineInPregnancy = "medicine_in_pregnancy",
    }
}

choices! {
    /// Where a rule was published.
    Source {
        /// SNNOOP10: Do TP et al., Neurology 2019;92:134-44.
        Snnoop10 = "snnoop10",
        /// NICE clinical guideline CG150, recommendations 1.1.1 and 1.1.2.
        NiceCg150 = "nice_cg150",
        /// ICHD-3, Cephalalgia 2018;38:1-211.
        Ichd3 = "ichd3",
        /// WHO, Medical eligibility criteria for contraceptive use, 5th edition, 2015.
        WhoEligibility = "who_mec",
        /// American Headache Society consensus: Ailani J et al., Headache 2021;61:1021-39.
        Ahs2021 = "ahs_2021",
        /// Contraindications in the European product information of triptans and ergots.
        ProductInformation = "product_information",
        /// EMA: valproate 2018 (EMA/145600/2018), topiramate 2023 (EMA/389793/2023).
        EmaPregnancy = "ema_pregnancy",
    }
}

impl Source {
    /// How it is cited; the same in every language.
    #[must_use]
    pub const fn citation(self) -> &'static str {
        match self {
            Self::Snnoop10 => "SNNOOP10 (Do 2019, Neurology 92:134)",
            Self::NiceCg150 => "NICE CG150",
            Self::Ichd3 => "ICHD-3",
            Self::WhoEligibility => "WHO MEC 2015",
            Self::Ahs2021 => "AHS 2021 (Ailani, Headache 61:1021)",
            Self::ProductInformation => "SmPC 4.3",
            Self::EmaPregnancy => "EMA 2018, 2023",
        }
    }
}
