//! The closed lists of this capsule: scales, their questions, their scores and their grades.

use crate::attacks::model::{UnknownCode, choices};
use serde::{Deserialize, Serialize};

choices! {
    /// A questionnaire.
    Scale {
        /// Migraine disability over three months (Stewart and Lipton).
        Midas = "midas",
        /// Depression over two weeks (Kroenke, Spitzer, Williams).
        Phq9 = "phq9",
        /// Anxiety over two weeks (Spitzer, Kroenke, Williams, Loewe).
        Gad7 = "gad7",
        /// Headache impact; the score alone, its items are licensed.
        Hit6 = "hit6",
        /// Migraine-specific quality of life; the scores alone, its items are licensed.
        Msq = "msq",
    }
}

choices! {
    /// A question of a scale that is answered here. The order within a scale is that of its authors.
    Question {
        /// MIDAS 1: days of work or school missed.
        WorkMissed = "midas_work_missed",
        /// MIDAS 2: days at work or school with half or less done, without those of question 1.
        WorkHalved = "midas_work_halved",
        /// MIDAS 3: days without housework.
        HouseholdMissed = "midas_household_missed",
        /// MIDAS 4: days with half or less of the housework done, without those of question 3.
        HouseholdHalved = "midas_household_halved",
        /// MIDAS 5: days on which family, social or leisure time was missed.
        SocialMissed = "midas_social_missed",
        /// MIDAS A: days with headache. Not scored.
        HeadacheDays = "midas_headache_days",
        /// MIDAS B: mean pain, 0 to 10. Not scored.
        MeanPain = "midas_mean_pain",
        /// PHQ-9 item 1.
        Interest = "phq9_interest",
        /// PHQ-9 item 2.
        Down = "phq9_down",
        /// PHQ-9 item 3.
        Sleep = "phq9_sleep",
        /// PHQ-9 item 4.
        Tired = "phq9_tired",
        /// PHQ-9 item 5.
        Appetite = "phq9_appetite",
        /// PHQ-9 item 6.
        Failure = "phq9_failure",
        /// PHQ-9 item 7.
        Focus = "phq9_focus",
        /// PHQ-9 item 8.
        Slow = "phq9_slow",
        /// PHQ-9 item 9: thoughts of death or of hurting oneself. Any answer above 0 leads to help.
        SelfHarm = "phq9_self_harm",
        /// GAD-7 item 1.
        Nervous = "gad7_nervous",
        /// GAD-7 item 2.
        WorryControl = "gad7_worry_control",
        /// GAD-7 item 3.
        WorryMuch = "gad7_worry_much",
        /// GAD-7 item 4.
        Relax = "gad7_relax",
        /// GAD-7 item 5.
        Restless = "gad7_restless",
        /// GAD-7 item 6.
        Irritable = "gad7_irritable",
        /// GAD-7 item 7.
        Afraid = "gad7_afraid",
    }
}

choices! {
    /// A score that a scale comes to.
    Part {
        /// The one score of most scales.
        Total = "total",
        /// MSQ role function, restrictive: what migraine limits.
        Restrictive = "restrictive",
        /// MSQ role function, preventive: what migraine prevents.
        Preventive = "preventive",
        /// MSQ emotional function.
        Emotional = "emotional",
    }
}

choices! {
    /// What a score means, in the words of the scale's authors.
    Grade {
        /// MIDAS I.
        MidasOne = "midas_1",
        /// MIDAS II.
        MidasTwo = "midas_2",
        /// MIDAS III.
        MidasThree = "midas_3",
        /// MIDAS IV, below 41: `IVa`.
        MidasFourA = "midas_4a",
        /// MIDAS IV, 41 and above: `IVb`.
        MidasFourB = "midas_4b",
        /// PHQ-9 and GAD-7: minimal.
        Minimal = "minimal",
        /// PHQ-9 and GAD-7: mild.
        Mild = "mild",
        /// PHQ-9 and GAD-7: moderate.
        Moderate = "moderate",
        /// PHQ-9: moderately severe.
        ModeratelySevere = "moderately_severe",
        /// PHQ-9 and GAD-7: severe.
        Severe = "severe",
        /// HIT-6: little or no impact.
        ImpactLittle = "impact_little",
        /// HIT-6: some impact.
        ImpactSome = "impact_some",
        /// HIT-6: substantial impact.
        ImpactSubstantial = "impact_substantial",
        /// HIT-6: severe impact.
        ImpactSevere = "impact_severe",
    }
}
