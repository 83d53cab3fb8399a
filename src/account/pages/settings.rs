//! `/settings`: theme, time zone, the ways to what the patient tells about themselves, signed-in
//! browsers, and the ways in and out for a diary.

use crate::{
    account::{
        api::{RevokeDevice, RevokeOtherDevices, load_settings},
        model::{DeviceView, SettingsView},
        parts::{ActionProblem, PageFrame, ProblemNotice, Refresh},
    },
    identity::model::SIGN_OUT_PATH,
    text,
    ui::{
        Button, ButtonKind, ButtonLink, Glyph, PageHeading, Section, SelectField, SelectOption,
        Theme, TileButton, TileGroup,
    },
};
use leptos::{either::Either, prelude::*};

/// The settings page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let refresh = Refresh::here();
    let settings = Resource::new(move || refresh.get(), |_| load_settings());
    let content = move || {
        Suspend::new(async move {
            match settings.await {
                Ok(settings) => Either::Left(view! { <Settings settings /> }),
                Err(problem) => Either::Right(view! { <ProblemNotice problem /> }),
            }
        })
    };
    view! {
        <PageFrame title=text!(account.settings_title)>
            <PageHeading title=text!(account.settings_title) />
            <Transition>{content}</Transition>
        </PageFrame>
    }
}

#[component]
fn Settings(settings: SettingsView) -> impl IntoView {
    let zones = settings
        .zones
        .into_iter()
        .map(|zone| SelectOption {
            label: zone.clone(),
            value: zone,
        })
        .collect();
    let themes = Theme::ALL
        .into_iter()
        .map(|theme| {
            let pressed = theme.name() == settings.theme;
            view! {
                <TileButton name="theme" value=theme.name() pressed=pressed>
                    {theme_text(theme)}
                </TileButton>
            }
        })
        .collect_view();
    view! {
        <Section title=text!(account.theme_title) id="theme">
            // Plain forms: the theme is part of the document, so the document is loaded anew.
            <form method="post" action="/api/account/theme">
                <TileGroup legend=text!(account.theme_question)>{themes}</TileGroup>
            </form>
        </Section>
        <Section title=text!(account.zone_title) id="zone">
            <form method="post" action="/api/account/zone" class="stack">
                <SelectField
                    id="zone-choice"
                    name="zone"
                    label=text!(account.zone_label)
                    hint=text!(account.zone_hint)
                    options=zones
                    selected=settings.zone
                />
                <Button>{text!(common.save)}</Button>
            </form>
        </Section>
        <Section title=text!(account.about_you_title) id="about-you">
            <div class="link-columns">
                <ButtonLink href="/settings/profile" glyph=Glyph::Home>
                    {text!(account.person_title)}
                </ButtonLink>
                <ButtonLink href="/settings/counting" glyph=Glyph::Calendar>
                    {text!(account.counting_title)}
                </ButtonLink>
                <ButtonLink href="/settings/pain-words" glyph=Glyph::Edit>
                    {text!(account.anchors_title)}
                </ButtonLink>
                <ButtonLink href="/settings/questions" glyph=Glyph::Check>
                    {text!(account.questions_title)}
                </ButtonLink>
            </div>
        </Section>
        <Section title=text!(account.diary_title) id="diary">
            <div class="cluster">
                <ButtonLink href="/import" glyph=Glyph::Import>
                    {text!(account.import_link)}
                </ButtonLink>
                <ButtonLink href="/export" glyph=Glyph::Export>
                    {text!(account.export_link)}
                </ButtonLink>
            </div>
        </Section>
        <Devices devices=settings.devices />
        <Section title=text!(account.leave_title) id="leave">
            <form method="post" action=SIGN_OUT_PATH>
                <Button>{text!(identity.sign_out)}</Button>
            </form>
            <p>
                <ButtonLink href="/privacy" kind=ButtonKind::Quiet>
                    {text!(account.privacy_title)}
                </ButtonLink>
                <ButtonLink href="/settings/keys" kind=ButtonKind::Quiet>
                    {text!(account.keys_title)}
                </ButtonLink>
                <ButtonLink href="/settings/delete" kind=ButtonKind::Quiet>
                    {text!(account.delete_link)}
                </ButtonLink>
            </p>
        </Section>
    }
}

#[component]
fn Devices(devices: Vec<DeviceView>) -> impl IntoView {
    let revoke = ServerAction::<RevokeDevice>::new();
    let revoke_others = ServerAction::<RevokeOtherDevices>::new();
    let refresh = Refresh::here();
    refresh.after(revoke);
    refresh.after(revoke_others);
    let has_others = devices.len() > 1;
    let lines = devices
        .into_iter()
        .map(|device| {
            let DeviceView {
                reference,
                label,
                last_seen,
                is_this,
            } = device;
            let detail = if is_this {
                text!(account.device_this).to_owned()
            } else {
                text!(account.device_seen, moment = last_seen.text())
            };
            let form = (!is_this).then(|| {
                view! {
                    <ActionForm action=revoke>
                        <input type="hidden" name="reference" value=reference />
                        <Button>{text!(account.device_revoke)}</Button>
                    </ActionForm>
                }
            });
            view! {
                <li class="card cluster">
                    <p>
                        <strong>{label}</strong>
                        " "
                        <span class="quiet">{detail}</span>
                    </p>
                    {form}
                </li>
            }
        })
        .collect_view();
    view! {
        <Section title=text!(account.devices_title) id="devices">
            <ul class="stack">{lines}</ul>
            {has_others
                .then(|| {
                    view! {
                        <ActionForm action=revoke_others>
                            <Button>{text!(account.device_revoke_others)}</Button>
                        </ActionForm>
                    }
                })}
            <ActionProblem action=revoke />
            <ActionProblem action=revoke_others />
        </Section>
    }
}

fn theme_text(theme: Theme) -> &'static str {
    match theme {
        Theme::DimGreen => text!(account.theme_dim_green),
        Theme::DimNeutral => text!(account.theme_dim_neutral),
        Theme::Paper => text!(account.theme_paper),
    }
}
