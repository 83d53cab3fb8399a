-- A patient may delete their account: the rows of identity that were only ever added to so far.
--
-- An account's row also opens for whoever holds a digest (to find it before the patient is known). For
-- removing that is not enough: the transaction must run on the patient's own behalf.

create policy removed_by_its_owner on identity.account
    as restrictive
    for delete to migraine_pulse_app
    using (user_id = (select vault.caller()));

create policy removed_by_its_owner on identity.role
    as restrictive
    for delete to migraine_pulse_app
    using (user_id = (select vault.caller()));

grant delete on identity.account, identity.role to migraine_pulse_app;
