//! Parts of the attack pages: the start, the card of an attack in progress, and one part for each
//! thing that can be recorded.

#[cfg(feature = "ssr")]
mod details;
mod history_line;
mod level;
mod medicine;
mod notes;
mod ongoing_card;
mod place;
mod symptoms;
mod times;
mod today;
mod words;

#[cfg(feature = "ssr")]
pub use details::{
    AbilityPart, AllSymptomsPart, AuraDetailsPart, CircumstancesPart, Desk, HeadMapPart,
    IncidentPart, LevelsPart, LinkageLine, LinkagePart, LossesPart, MedicinesPart, MemoryPart,
    PainPart, PostdromePart, ProdromePart, TimelinePart, TouchPart, ability_text,
    circumstance_text, domain_text, early_sign_text, incident_text, loss_text, section_of,
};
pub use history_line::HistoryEntry;
pub use level::LevelPart;
pub use medicine::MedicinePart;
pub use notes::NotesPart;
pub use ongoing_card::OngoingCard;
pub use place::PlacePart;
pub use symptoms::{AuraPart, SymptomsPart};
pub use times::{BeganPart, CoursePart, TimesPart};
pub use today::TodayStart;
pub use words::{attack_lead, pain_text, severity_number, severity_text};
