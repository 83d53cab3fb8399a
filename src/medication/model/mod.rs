//! Classes of medicine, as the rules of overuse and the catalogue know them, and what the pages show.

mod faults;
mod pack_code;
#[cfg(test)]
mod pack_code_tests;
mod response;
#[cfg(test)]
mod response_tests;
mod view;

pub use faults::{Fault, Refused};
pub use pack_code::{PackCode, PackCodeFault};
pub use response::{Endpoints, Interval, Median, Response, Share};
pub use view::{
    AddStep, AddView, AttackChoice, Band, CabinetView, CatalogueEntry, Choice, DueDose, IntakeLine,
    IntakePage, MedicineLine, MedicinePage, PlanLine, PlansView, RunwayView, ScanView, TakePage,
};

use crate::attacks::model::UnknownCode;
use crate::attacks::model::choices;
use serde::{Deserialize, Serialize};

choices! {
    /// What a medicine or device is. The acute classes are those that ICHD-3 8.2 tells apart.
    MedicineClass {
        /// Triptans.
        Triptan = "triptan",
        /// Ergot alkaloids.
        Ergot = "ergot",
        /// Opioids.
        Opioid = "opioid",
        /// Combination analgesics: two or more classes with analgesic effect or adjuvants.
        Combination = "combination",
        /// Paracetamol, aspirin, metamizole.
        SimpleAnalgesic = "simple_analgesic",
        /// Non-steroidal anti-inflammatory drugs other than aspirin.
        Nsaid = "nsaid",
        /// CGRP receptor antagonists taken as tablets or spray.
        Gepant = "gepant",
        /// Lasmiditan.
        Ditan = "ditan",
        /// Medicines against nausea.
        Antiemetic = "antiemetic",
        /// Beta blockers.
        BetaBlocker = "beta_blocker",
        /// Anticonvulsants.
        Anticonvulsant = "anticonvulsant",
        /// Antidepressants.
        Antidepressant = "antidepressant",
        /// Calcium channel blockers such as flunarizine.
        CalciumBlocker = "calcium_blocker",
        /// ACE inhibitors and sartans.
        AngiotensinBlocker = "angiotensin_blocker",
        /// Antibodies against CGRP or its receptor.
        CgrpAntibody = "cgrp_antibody",
        /// Onabotulinumtoxin A.
        Botulinumtoxin = "botulinumtoxin",
        /// Steroids.
        Steroid = "steroid",
        /// Nerve blocks and local anaesthetics.
        NerveBlock = "nerve_block",
        /// Hormones.
        Hormone = "hormone",
        /// Other medicines that prevent attacks.
        OtherPreventive = "other_preventive",
        /// Other medicines that are taken in an attack, such as oxygen or barbiturates alone.
        OtherAcute = "other_acute",
        /// Devices and other relief without medicine.
        Device = "device",
        /// Supplements.
        Supplement = "supplement",
        /// Nobody said what it is: it counts in no class, and the page says so.
        Unknown = "unknown",
    }
}

choices! {
    /// Why it was taken.
    Purpose {
        /// Against an attack or pain.
        Acute = "acute",
        /// To prevent attacks.
        Preventive = "preventive",
    }
}

choices! {
    /// In what form it is taken.
    MedicineForm {
        /// Tablet to swallow.
        Tablet = "tablet",
        /// Tablet or film that melts in the mouth.
        MeltTablet = "melt_tablet",
        /// Tablet that dissolves in water.
        Effervescent = "effervescent",
        /// Capsule.
        Capsule = "capsule",
        /// Powder.
        Powder = "powder",
        /// Drops.
        Drops = "drops",
        /// Syrup or other liquid to drink.
        Syrup = "syrup",
        /// Suppository.
        Suppository = "suppository",
        /// Spray or powder for the nose.
        NasalSpray = "nasal_spray",
        /// Injection.
        Injection = "injection",
        /// Infusion.
        Infusion = "infusion",
        /// Patch.
        Patch = "patch",
        /// Gel or cream.
        Gel = "gel",
        /// Inhaled.
        Inhalation = "inhalation",
        /// Use of a device.
        Device = "device",
        /// Anything else.
        Other = "other",
    }
}

choices! {
    /// When a preventive treatment is taken, as the form asks for it.
    ScheduleKind {
        /// Every day at times.
        Daily = "daily",
        /// Every so many days.
        EveryDays = "every_days",
        /// Every month.
        Monthly = "monthly",
    }
}

impl MedicineClass {
    /// Whether medicines of this class are usually taken to prevent attacks.
    #[must_use]
    pub const fn prevents(self) -> bool {
        matches!(
            self,
            Self::BetaBlocker
                | Self::Anticonvulsant
                | Self::Antidepressant
                | Self::CalciumBlocker
                | Self::AngiotensinBlocker
                | Self::CgrpAntibody
                | Self::Botulinumtoxin
                | Self::Hormone
                | Self::OtherPreventive
                | Self::Supplement
        )
    }
}
