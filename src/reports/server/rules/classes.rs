//! Which classes of medicine count for what.

use crate::medication::model::MedicineClass;

/// A set of classes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Classes(u32);

impl Classes {
    /// Adds a class.
    pub const fn insert(&mut self, class: MedicineClass) {
        self.0 |= 1 << class as u32;
    }

    /// Whether a class is in it.
    #[must_use]
    pub const fn contains(self, class: MedicineClass) -> bool {
        self.0 & (1 << class as u32) != 0
    }

    /// Whether it has any class of `others`.
    #[must_use]
    pub const fn has_any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// The set of these classes.
    #[must_use]
    pub const fn of(classes: &[MedicineClass]) -> Self {
        let mut set = Self(0);
        let mut rest = classes;
        while let [class, after @ ..] = rest {
            set.insert(*class);
            rest = after;
        }
        set
    }

    /// The classes in it, in the order of their list.
    pub fn iter(self) -> impl Iterator<Item = MedicineClass> {
        MedicineClass::ALL
            .iter()
            .copied()
            .filter(move |class| self.contains(*class))
    }
}

/// Medicines that are given against migraine alone (Leiden, Cephalalgia 2023: triptans; by the same
/// reasoning ergots, gepants and ditans).
#[must_use]
pub const fn is_migraine_specific(class: MedicineClass) -> bool {
    matches!(
        class,
        MedicineClass::Triptan
            | MedicineClass::Ergot
            | MedicineClass::Gepant
            | MedicineClass::Ditan
    )
}

/// Medicines of which an acute intake says that there was headache: painkillers and those above. A
/// medicine against nausea, a steroid or a device alone does not, nor does a preventive.
#[must_use]
pub const fn counts_as_headache_medicine(class: MedicineClass) -> bool {
    is_migraine_specific(class)
        || matches!(
            class,
            MedicineClass::Opioid
                | MedicineClass::Combination
                | MedicineClass::SimpleAnalgesic
                | MedicineClass::Nsaid
                | MedicineClass::OtherAcute
                | MedicineClass::Unknown
        )
}
