//! The rules by name: what each number counts, in which version, and who says so.

/// The version of all rules together; raised whenever one of them counts differently.
pub const VERSION: &str = "2026-11";

macro_rules! rules {
    ($($(#[$documentation:meta])* $name:ident = ($code:literal, $source:literal),)+) => {
        /// What is counted. Each rule has a stable code, a version and a source.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[$documentation])* $name,)+
        }

        impl Rule {
            /// Every rule, in the order in which a report lists them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// Where the rule comes from, as a citation in English.
            #[must_use]
            pub const fn source(self) -> &'static str {
                match self { $(Self::$name => $source,)+ }
            }
        }
    };
}

rules! {
    /// Days with at least 60 minutes of headache, or with acute medicine for it.
    HeadacheDaysLeiden = ("headache_days_leiden", "Leiden e-diary (van der Arend et al., Cephalalgia 2023): 1 hour of headache, or acute medication taken"),
    /// Days with at least 30 minutes of headache.
    HeadacheDaysTrial = ("headache_days_trial", "IHS guidelines for controlled trials of preventive treatment (Cephalalgia 2018 and 2020): 30 minutes of headache"),
    /// Migraine days by definition A.
    MigraineDaysA = ("migraine_days_a", "van der Arend et al., Cephalalgia 2023 (Leiden, n = 1,494), the proposal: 30 minutes with the features of ICHD-3 1.1 C and D, or an aura of 5 to 60 minutes, or headache with a migraine-specific acute medicine"),
    /// Migraine days by definition B.
    MigraineDaysB = ("migraine_days_b", "van der Arend et al., Cephalalgia 2023, the baseline, as trials count: 4 hours with the features of ICHD-3 1.1 C and D, or an aura of 5 to 60 minutes, or headache with a migraine-specific acute medicine"),
    /// Attacks, after merging what belongs together.
    Attacks = ("attacks", "Leiden, Cephalalgia 2023: less than 24 hours free is one attack; return within 48 hours after success is a relapse (IHS guideline for acute trials, 4th edition, 2019)"),
    /// Headache days in 28 days.
    MonthlyRate28 = ("monthly_rate_28", "Headache days per 28 answered days, as trials count; shown from 80 % answered days on (our convention)"),
    /// Headache days in a calendar month.
    MonthlyRateCalendar = ("monthly_rate_calendar", "Headache days per calendar month; shown from 80 % answered days on (our convention)"),
    /// Migraine days in 28 days.
    MigraineRate28 = ("migraine_rate_28", "Migraine days per 28 answered days, as trials count; shown from 80 % answered days on (our convention)"),
    /// The picture of chronic migraine.
    ChronicPicture = ("chronic_picture", "ICHD-3 1.3: headache on 15 or more days a month for more than 3 months, migraine on 8 or more of them; a picture to discuss, not a diagnosis"),
    /// Attacks of more than 72 hours.
    Status = ("status", "ICHD-3 1.4.1: more than 72 hours; remissions of up to 12 hours due to medication or sleep are accepted"),
    /// Attacks around the period.
    MenstrualRelation = ("menstrual_relation", "Window from ICHD-3 A1.1.1 (days -2 to +3, no day 0); shown as a probability, because 2 of 3 cycles is a weak test (J Headache Pain 2019, s10194-019-1035-7)"),
    /// Days with triptans.
    OveruseTriptan = ("overuse_triptan", "ICHD-3 8.2.2: 10 or more days a month for more than 3 months"),
    /// Days with ergot alkaloids.
    OveruseErgot = ("overuse_ergot", "ICHD-3 8.2.1: 10 or more days a month for more than 3 months"),
    /// Days with opioids.
    OveruseOpioid = ("overuse_opioid", "ICHD-3 8.2.4: 10 or more days a month for more than 3 months"),
    /// Days with combination analgesics.
    OveruseCombination = ("overuse_combination", "ICHD-3 8.2.5: 10 or more days a month for more than 3 months"),
    /// Days with simple analgesics.
    OveruseAnalgesic = ("overuse_analgesic", "ICHD-3 8.2.3: paracetamol, aspirin and other NSAIDs, 15 or more days a month for more than 3 months"),
    /// Days with ditans.
    OveruseDitan = ("overuse_ditan", "Not in ICHD-3 8.2; counted like triptans from 10 days a month on, as the Leiden diary does (Lo Castro 2021)"),
    /// Days with any of several classes of which none alone is over.
    OveruseMixed = ("overuse_mixed", "ICHD-3 8.2.6: 10 or more days a month in total for more than 3 months, no class alone over"),
    /// Days with any acute medicine.
    AcuteMedicineDays = ("acute_medicine_days", "Local calendar days with any acute medicine: days, not doses"),
    /// The Canadian index.
    CanadianIndex = ("canadian_monthly_index", "Canadian Migraine Tracker: round(((1 x mild + 2 x moderate + 3 x severe days) / days) x 30)"),
    /// The levels of treatment goals.
    TreatmentGoal = ("ihs_2025_level", "IHS position statement on treatment goals, Cephalalgia 2025, doi 10.1177/03331024251320608: 0, under 4, 4 to 6, over 6 days a month"),
    /// Days lost by the diary.
    LostDays = ("lost_days", "Our count of days on which the diary says that something was missed; not the MIDAS score"),
    /// Days with aura.
    AuraDays = ("aura_days", "Days with an aura after ICHD-3 1.2, as recorded"),
    /// Days with an answer.
    Completeness = ("completeness", "Days with an explicit answer about headache; silence is no answer"),
}

impl Rule {
    /// The version of the rule.
    #[must_use]
    pub const fn version(self) -> &'static str {
        VERSION
    }
}
