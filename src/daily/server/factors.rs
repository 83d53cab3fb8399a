//! Factors that the patient follows: add, rename, put away, bring back.
//!
//! How a factor is answered never changes, because earlier answers would lose their meaning; and none
//! is removed, because earlier answers need its name.

use super::check_in::OwnFactor;
use crate::{
    account::server::Visit,
    daily::model::{
        AnswerFault, FactorKind, FactorView, FactorsView, Refused, Texts,
        bounds::{LONGEST_NAME, read_text},
    },
    encryption::server::{StoreError, Stored},
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary,
};

/// The page of factors.
#[must_use]
pub fn factors_view(diary: &Diary, visit: &Visit) -> FactorsView {
    FactorsView {
        factors: factor_views(diary),
        next_id: RecordId::random(visit.state.entropy.as_ref()).to_string(),
    }
}

/// Every factor, in the order of names.
#[must_use]
pub fn factor_views(diary: &Diary) -> Vec<FactorView> {
    let mut views: Vec<FactorView> = diary.own_factors.iter().map(view).collect();
    views.sort_by_key(|view| (view.name.to_lowercase(), view.id.clone()));
    views
}

fn view(stored: &Stored<OwnFactor>) -> FactorView {
    FactorView {
        id: stored.id.to_string(),
        name: stored.value.name.clone(),
        kind: stored.value.kind,
        put_away: stored.value.put_away,
    }
}

/// Does what one of the forms of the page of factors asks (field `do`).
///
/// # Errors
/// [`Problem::Invalid`] for what no form sends, [`Problem::NotFound`] without such a factor.
pub async fn change_factors(
    diary: &Diary,
    visit: &Visit,
    form: &Texts,
) -> Result<Result<(), Refused>, Problem> {
    let id = RecordId::parse(form.one("id")).map_err(|_| Problem::Invalid)?;
    let field = if form.one("do") == "add" {
        "name".to_owned()
    } else {
        format!("name.{id}")
    };
    let name = || read_name(diary, id, form.one(&field));
    let refuse = |fault| Ok(Err(Refused::from([(field.clone(), fault)])));
    match form.one("do") {
        "add" => {
            let name = match name() {
                Ok(name) => name,
                Err(fault) => return refuse(fault),
            };
            let Ok(kind) = FactorKind::parse(form.one("kind")) else {
                return Ok(Err(Refused::from([(
                    "kind".to_owned(),
                    AnswerFault::NotAChoice,
                )])));
            };
            let factor = OwnFactor {
                name,
                kind,
                put_away: false,
                recorded: visit.now,
            };
            visit.store().create(visit.user, id, &factor).await?;
        }
        "rename" => match name() {
            Ok(name) => edit(visit, id, |factor| factor.name = name).await?,
            Err(fault) => return refuse(fault),
        },
        "away" => edit(visit, id, |factor| factor.put_away = true).await?,
        "back" => edit(visit, id, |factor| factor.put_away = false).await?,
        _ => return Err(Problem::Invalid),
    }
    Ok(Ok(()))
}

fn read_name(diary: &Diary, id: RecordId, text: &str) -> Result<String, AnswerFault> {
    let name = read_text(text, LONGEST_NAME)?;
    if name.is_empty() {
        return Err(AnswerFault::Missing);
    }
    let taken = diary
        .own_factors
        .iter()
        .any(|stored| stored.id != id && stored.value.name.to_lowercase() == name.to_lowercase());
    if taken {
        Err(AnswerFault::NameTaken)
    } else {
        Ok(name)
    }
}

async fn edit(
    visit: &Visit,
    id: RecordId,
    edit: impl FnOnce(&mut OwnFactor),
) -> Result<(), Problem> {
    let store = visit.store();
    let found = store.get::<OwnFactor>(visit.user, id).await?;
    let mut stored = found.ok_or(Problem::NotFound)?;
    edit(&mut stored.value);
    match store
        .put(visit.user, id, stored.revision, &stored.value)
        .await
    {
        Ok(_) => Ok(()),
        Err(StoreError::Changed) => Err(Problem::Changed),
        Err(error) => Err(error.into()),
    }
}
