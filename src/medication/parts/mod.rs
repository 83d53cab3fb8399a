//! Words of medication for pages that wake up in the browser: as few as those pages need.

use crate::{medication::model::MedicineClass, text};

/// The class of a limit, as it stands in "triptan day 8 of 10".
#[must_use]
pub fn limit_text(class: MedicineClass) -> &'static str {
    match class {
        MedicineClass::Triptan => text!(medication.limit_triptan),
        MedicineClass::Ergot => text!(medication.limit_ergot),
        MedicineClass::Opioid => text!(medication.limit_opioid),
        MedicineClass::Combination => text!(medication.limit_combination),
        MedicineClass::Ditan => text!(medication.limit_ditan),
        _ => text!(medication.limit_analgesic),
    }
}
