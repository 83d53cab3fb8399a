//! Server functions of the transfer.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of every function's arguments"
)]

use super::model::ImportView;
use crate::problem::Problem;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::server::service;
#[cfg(feature = "ssr")]
use crate::{account::server::visit, platform::ids::RecordId};

/// The page of a file on its way in.
#[server(endpoint = "transfer/look")]
pub async fn load_import(id: String) -> Result<ImportView, Problem> {
    let visit = visit()?;
    let id = RecordId::parse(&id).map_err(|_| Problem::NotFound)?;
    service::look(&visit, id).await
}
