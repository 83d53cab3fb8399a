//! Server side of medication: records, the catalogue, the cabinet, intakes, plans and what they come to.

mod adding;
mod cabinet;
#[cfg(test)]
mod cabinet_tests;
pub mod catalogue;
mod intake;
#[cfg(test)]
mod intake_tests;
mod photo;
#[cfg(test)]
mod photo_tests;
mod plans;
#[cfg(test)]
mod plans_tests;
mod record;
mod reminders;
#[cfg(test)]
mod reminders_tests;
mod response;
#[cfg(test)]
mod response_tests;
mod routes;
mod schedule;
#[cfg(test)]
mod schedule_tests;
mod stock;
mod typed;
#[cfg(test)]
mod typed_tests;
mod view;

pub use adding::add_view;
pub use cabinet::{add, edit, find_code, link_code, put_away, refill};
pub use catalogue::class_of;
pub use intake::{change, delete, restore, take, take_again};
pub use plans::{answer_dose, change_plan, due_today, plans_view, start_plan, stop_plan};
pub use record::{CabinetMedicine, IntakeRecord, Plan, PlannedDose, Schedule};
pub use response::responses;
pub use routes::{photo_fault, routes};
pub use view::{
    all_runways, cabinet_view, intake_page, known_medicines, medicine_page, runway_view, scan_view,
    take_page,
};
