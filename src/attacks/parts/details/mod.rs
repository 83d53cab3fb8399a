//! Parts of the details page of an attack. Each saves on its own; all are forms sent to the page itself.

mod aura;
mod form;
mod impact;
mod levels;
mod links;
mod map;
mod medicines;
mod phases;
mod symptoms;
mod timeline;
mod words;

pub use aura::AuraDetailsPart;
pub use form::{Desk, section_of};
pub use impact::{AbilityPart, IncidentPart, LossesPart};
pub use levels::LevelsPart;
pub use links::{LinkageLine, LinkagePart};
pub use map::HeadMapPart;
pub use medicines::MedicinesPart;
pub use phases::{PainPart, PostdromePart, ProdromePart};
pub use symptoms::{AllSymptomsPart, CircumstancesPart, MemoryPart, TouchPart};
pub use timeline::TimelinePart;
pub use words::{
    ability_text, circumstance_text, domain_text, early_sign_text, incident_text, loss_text,
};
