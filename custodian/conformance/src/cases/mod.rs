//! What has to hold, whoever hosts.

mod backups;
mod grants;
mod leases;
mod lifecycle;
mod requests;

use crate::suite::{Suite, Verdict};
use std::pin::Pin;

/// A running case.
pub type Running = Pin<Box<dyn Future<Output = Verdict> + Send>>;
/// A case.
pub type Case = fn(Suite) -> Running;

macro_rules! cases {
    ($($file:ident::$name:ident,)*) => {
        /// Every case with its name, in the order in which they run.
        #[must_use]
        pub fn all() -> Vec<(&'static str, Case)> {
            vec![$((stringify!($name), |suite| Box::pin($file::$name(suite)))),*]
        }
    };
}

cases! {
    requests::the_status_tells_the_protocol_and_no_user,
    requests::a_request_without_a_signature_is_refused,
    requests::a_foreign_key_is_refused,
    requests::a_request_for_another_host_is_refused,
    requests::a_changed_request_is_refused,
    requests::a_stale_request_is_refused,
    requests::a_replayed_request_is_refused,
    requests::a_browser_is_refused,
    requests::no_answer_lets_a_page_read_it,
    requests::a_body_that_is_too_large_is_refused,
    requests::an_unreadable_body_and_an_unknown_call_are_refused,
    grants::a_sign_in_opens_a_grant_once,
    grants::every_wrong_identity_is_refused,
    grants::a_grant_of_another_key_is_refused,
    grants::a_revoked_grant_opens_nothing,
    grants::a_background_grant_works_once_a_night,
    grants::the_patient_sees_and_ends_every_grant,
    grants::a_renewed_grant_is_never_a_fresh_sign_in,
    grants::a_sign_in_is_as_old_as_the_provider_says,
    leases::a_share_is_made_once_and_lent_again,
    leases::four_hundred_shares_go_in_one_call_and_no_more,
    leases::shares_are_sealed_to_one_instance,
    leases::users_and_purposes_are_apart,
    leases::concurrent_first_calls_agree_on_one_share,
    leases::a_user_may_not_ask_too_often,
    lifecycle::retiring_waits_for_who_needs_it,
    lifecycle::a_raised_lineage_has_new_shares,
    lifecycle::the_patient_reads_what_the_key_was_used_for,
    lifecycle::shredding_leaves_a_signed_receipt_and_nothing_else,
    lifecycle::break_glass_needs_two_operators_and_is_told,
    backups::everything_that_is_stored_can_be_fetched_and_filled_in,
    backups::only_a_backup_key_fetches_and_it_does_nothing_else,
    lifecycle::the_tripwire_freezes_a_key_until_operators_look,
}
