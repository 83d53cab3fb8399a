//! The steps to a new medicine: class, substance, form, strength, and the rest. Each step is sent to the
//! page's own address with what was chosen before, so that nothing of it stands in an address.

use super::catalogue::{self, Substance};
use crate::{
    account::{parts::Submission, server::Visit},
    medication::model::{AddStep, AddView, CatalogueEntry, MedicineClass, MedicineForm, Purpose},
    platform::ids::RecordId,
};

/// Hits of a search that are shown; more than that is too much to choose from.
const MOST_HITS: usize = 30;

/// The step at which the page stands. A choice that leaves only one answer open is made by itself.
#[must_use]
pub fn add_view(visit: &Visit, form: Option<&Submission>) -> AddView {
    let text = |name: &str| form.map_or("", |form| form.text(name));
    let mut view = AddView {
        step: AddStep::Details,
        class: MedicineClass::parse(text("class")).ok(),
        substance: None,
        form: None,
        strength: String::new(),
        purpose: Purpose::Acute,
        next_id: RecordId::random(visit.state.entropy.as_ref()).to_string(),
    };
    if let Some(substance) = catalogue::find(text("substance")) {
        choose_form(&mut view, substance, text("form"), form);
        return view;
    }
    view.step = match (text("do"), view.class) {
        ("own" | "save", _) => AddStep::Details,
        ("search", _) => {
            let hits = catalogue::search(text("search"));
            AddStep::Substance(hits.into_iter().take(MOST_HITS).map(entry).collect())
        }
        (_, Some(class)) => {
            let of_class = catalogue::all().iter();
            AddStep::Substance(
                of_class
                    .filter(|substance| substance.class == class)
                    .map(entry)
                    .collect(),
            )
        }
        (_, None) => AddStep::Class(
            MedicineClass::ALL
                .iter()
                .copied()
                .filter(|class| *class != MedicineClass::Unknown)
                .collect(),
        ),
    };
    if view.class.is_some_and(MedicineClass::prevents) {
        view.purpose = Purpose::Preventive;
    }
    view
}

fn choose_form(
    view: &mut AddView,
    substance: &'static Substance,
    chosen: &str,
    form: Option<&Submission>,
) {
    view.class = Some(substance.class);
    view.substance = Some(entry(substance));
    view.purpose = substance.purpose;
    let chosen = match substance.forms.as_slice() {
        [only] => Some(only),
        forms => MedicineForm::parse(chosen)
            .ok()
            .and_then(|chosen| forms.iter().find(|(form, _)| *form == chosen)),
    };
    let Some((medicine_form, strengths)) = chosen else {
        let forms = substance.forms.iter().map(|(form, _)| *form);
        view.step = AddStep::Form(forms.collect());
        return;
    };
    view.form = Some(*medicine_form);
    let strength = form.filter(|form| form.has("strength"));
    match (strength, strengths.as_slice()) {
        (Some(form), _) => form.text("strength").clone_into(&mut view.strength),
        (None, []) => {}
        (None, [only]) => (*only).clone_into(&mut view.strength),
        (None, several) => view.step = AddStep::Strength(several.to_vec()),
    }
}

fn entry(substance: &'static Substance) -> CatalogueEntry {
    CatalogueEntry {
        code: substance.code,
        name: substance.name,
        brands: substance.aliases.join(", "),
    }
}
