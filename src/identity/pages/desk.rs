//! `/oauth/consent`: who is it, the code of a second factor, and whether another application may know.
//!
//! Supabase sends browsers here, because it has no page of its own. Everything on it is a form or a
//! link; what was typed as the address stays when something was refused.

use crate::{
    account::parts::{PlainFrame, Submission, go_to},
    identity::{
        api,
        model::{
            SIGN_IN_FAILED_PATH,
            desk::{ConsentView, DeskFault, DeskStep, DeskView, Screen},
        },
    },
    problem::Problem,
    text,
    ui::{
        Button, ButtonKind, ButtonLink, InputKind, Notice, NoticeKind, PageHeading, PageLayout,
        SelectField, SelectOption, TextField,
    },
};
use leptos::prelude::*;
use leptos_meta::Meta;
use leptos_router::hooks::use_query_map;

/// The page.
#[component]
pub fn DeskPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let content = async move {
        let sent = Submission::here();
        let step = api::visit_desk(|name| query.get(name), sent.as_ref()).await?;
        Ok::<_, Problem>(match step {
            DeskStep::Show(view) => screen(view),
            DeskStep::Go(address) => go_to(&address),
            DeskStep::Fail(reason) => {
                go_to(&format!("{SIGN_IN_FAILED_PATH}?reason={}", reason.code()))
            }
        })
    };
    view! { <PlainFrame title=text!(identity.desk_title) layout=PageLayout::Attack content=content /> }
}

fn screen(view: DeskView) -> AnyView {
    let DeskView {
        address,
        screen,
        fault,
    } = view;
    match screen {
        Screen::SignIn { email, others } => {
            view! { <SignIn address email others fault /> }.into_any()
        }
        Screen::MailedCode { email } => view! { <MailedCode address email fault /> }.into_any(),
        Screen::SecondFactor { factors, sent_to } => {
            view! { <SecondFactor address factors sent_to fault /> }.into_any()
        }
        Screen::Consent(consent) => view! { <Consent address consent fault /> }.into_any(),
        Screen::Onward { address, name } => view! { <Onward address name /> }.into_any(),
    }
}

/// What went wrong, when it has no field to stand at.
#[component]
fn Complaint(fault: Option<DeskFault>, at_fields: &'static [DeskFault]) -> impl IntoView {
    fault
        .filter(|fault| !at_fields.contains(fault))
        .map(|fault| {
            view! {
                <Notice kind=NoticeKind::Attention>
                    <p>{fault_text(fault)}</p>
                </Notice>
            }
        })
}

fn at(fault: Option<DeskFault>, field: &[DeskFault]) -> Option<String> {
    fault
        .filter(|fault| field.contains(fault))
        .map(|fault| fault_text(fault).to_owned())
}

const AT_EMAIL: &[DeskFault] = &[DeskFault::Email];
const AT_PASSWORD: &[DeskFault] = &[DeskFault::PasswordMissing, DeskFault::WrongPassword];
const AT_SIGN_IN: &[DeskFault] = &[
    DeskFault::Email,
    DeskFault::PasswordMissing,
    DeskFault::WrongPassword,
];
const AT_CODE: &[DeskFault] = &[DeskFault::WrongCode];

#[component]
fn SignIn(
    address: String,
    email: String,
    others: Vec<(String, String)>,
    fault: Option<DeskFault>,
) -> impl IntoView {
    let others = others
        .into_iter()
        .map(|(name, link)| {
            view! { <ButtonLink href=link>{other_text(&name)}</ButtonLink> }
        })
        .collect_view();
    view! {
        <PageHeading title=text!(identity.desk_title) lead=text!(identity.desk_lead) />
        <Complaint fault at_fields=AT_SIGN_IN />
        <form method="post" action=address class="stack" novalidate>
            <TextField
                id="email"
                name="email"
                label=text!(identity.email_label)
                kind=InputKind::Email
                value=email
                autocomplete="username"
                error=at(fault, AT_EMAIL)
                required=true
            />
            <TextField
                id="password"
                name="password"
                label=text!(identity.password_label)
                kind=InputKind::Password
                autocomplete="current-password"
                error=at(fault, AT_PASSWORD)
            />
            <div class="form-actions">
                <Button kind=ButtonKind::Primary name="do" value="password">
                    {text!(identity.sign_in)}
                </Button>
            </div>
            <p class="quiet">{text!(identity.code_instead_words)}</p>
            <div class="cluster">
                <Button name="do" value="send-code">
                    {text!(identity.code_instead)}
                </Button>
                {others}
                <Button kind=ButtonKind::Quiet name="do" value="cancel">
                    {text!(common.cancel)}
                </Button>
            </div>
        </form>
    }
}

#[component]
fn MailedCode(address: String, email: String, fault: Option<DeskFault>) -> impl IntoView {
    view! {
        <PageHeading
            title=text!(identity.code_title)
            lead=text!(identity.code_lead, address = email)
        />
        <Complaint fault at_fields=AT_CODE />
        <form method="post" action=address class="stack" novalidate>
            <TextField
                id="code"
                name="code"
                label=text!(identity.code_label)
                kind=InputKind::Code
                autocomplete="one-time-code"
                error=at(fault, AT_CODE)
            />
            <div class="form-actions">
                <Button kind=ButtonKind::Primary name="do" value="code">
                    {text!(identity.sign_in)}
                </Button>
            </div>
            <div class="cluster">
                <Button name="do" value="send-code">
                    {text!(identity.code_again)}
                </Button>
                <Button kind=ButtonKind::Quiet name="do" value="start-over">
                    {text!(identity.start_over)}
                </Button>
                <Button kind=ButtonKind::Quiet name="do" value="cancel">
                    {text!(common.cancel)}
                </Button>
            </div>
        </form>
    }
}

#[component]
fn SecondFactor(
    address: String,
    factors: Vec<(String, String, bool)>,
    sent_to: Option<String>,
    fault: Option<DeskFault>,
) -> impl IntoView {
    let by_telephone = factors.iter().any(|(_, _, by_telephone)| *by_telephone);
    let unnamed = |name: &str| {
        if name.trim().is_empty() {
            text!(identity.factor_unnamed).to_owned()
        } else {
            name.to_owned()
        }
    };
    let chosen = sent_to.clone().unwrap_or_default();
    let choice = (factors.len() > 1).then(|| {
        let options = factors
            .iter()
            .map(|(id, name, _)| SelectOption {
                value: id.clone(),
                label: unnamed(name),
            })
            .collect();
        view! {
            <SelectField
                id="factor"
                name="factor"
                label=text!(identity.factor_label)
                options=options
                selected=chosen
            />
        }
    });
    let call = by_telephone.then(|| {
        view! {
            <Button name="do" value="call">
                {text!(identity.factor_call)}
            </Button>
        }
    });
    let sent = sent_to.map(|_| {
        view! {
            <Notice>
                <p>{text!(identity.factor_called)}</p>
            </Notice>
        }
    });
    view! {
        <PageHeading title=text!(identity.factor_title) lead=text!(identity.factor_lead) />
        {sent}
        <Complaint fault at_fields=AT_CODE />
        <form method="post" action=address class="stack" novalidate>
            {choice}
            <TextField
                id="code"
                name="code"
                label=text!(identity.factor_code_label)
                kind=InputKind::Code
                autocomplete="one-time-code"
                error=at(fault, AT_CODE)
            />
            <div class="form-actions">
                <Button kind=ButtonKind::Primary name="do" value="factor">
                    {text!(identity.factor_send)}
                </Button>
            </div>
            <div class="cluster">
                {call}
                <Button kind=ButtonKind::Quiet name="do" value="start-over">
                    {text!(identity.start_over)}
                </Button>
                <Button kind=ButtonKind::Quiet name="do" value="cancel">
                    {text!(common.cancel)}
                </Button>
            </div>
        </form>
    }
}

#[component]
fn Consent(address: String, consent: ConsentView, fault: Option<DeskFault>) -> impl IntoView {
    let name = consent.name.clone();
    let asked = [
        (true, text!(identity.consent_identity)),
        (consent.wants_email, text!(identity.consent_email)),
        (consent.wants_phone, text!(identity.consent_phone)),
        (consent.wants_profile, text!(identity.consent_profile)),
    ];
    let asked = asked
        .into_iter()
        .filter(|(wanted, _)| *wanted)
        .map(|(_, words)| view! { <li>{words}</li> })
        .collect_view();
    let home = consent.home.map(|home| {
        view! { <p class="quiet">{text!(identity.consent_home, address = home)}</p> }
    });
    view! {
        <PageHeading
            title=text!(identity.consent_title, name = name.clone())
            lead=text!(identity.consent_lead, name = name)
        />
        <Complaint fault at_fields=&[] />
        {home}
        <ul>{asked}</ul>
        <p>{text!(identity.consent_diary)}</p>
        <form method="post" action=address class="cluster">
            <Button name="do" value="approve">
                {text!(identity.consent_approve)}
            </Button>
            <Button name="do" value="deny">
                {text!(identity.consent_deny)}
            </Button>
        </form>
    }
}

/// The way to another application: a page, because a form's redirect may not leave our origin.
#[component]
fn Onward(address: String, name: String) -> impl IntoView {
    view! {
        <Meta http_equiv="refresh" content=format!("0;url={address}") />
        <PageHeading
            title=text!(identity.onward_title)
            lead=text!(identity.onward_lead, name = name.clone())
        />
        <p>
            <a class="button button-primary" href=address rel="external noreferrer">
                {text!(identity.onward_link, name = name)}
            </a>
        </p>
    }
}

fn other_text(name: &str) -> &'static str {
    match name {
        "google" => text!(identity.with_google),
        "github" => text!(identity.with_github),
        _ => text!(identity.with_other),
    }
}

fn fault_text(fault: DeskFault) -> &'static str {
    match fault {
        DeskFault::Email => text!(identity.fault_email),
        DeskFault::PasswordMissing => text!(identity.fault_password_missing),
        DeskFault::WrongPassword => text!(identity.fault_wrong_password),
        DeskFault::NotConfirmed => text!(identity.fault_not_confirmed),
        DeskFault::WrongCode => text!(identity.fault_wrong_code),
        DeskFault::TooMany => text!(identity.fault_too_many),
        DeskFault::Away => text!(identity.provider_unreachable),
        DeskFault::Misconfigured => text!(identity.provider_misconfigured),
        DeskFault::NotOffered => text!(identity.fault_not_offered),
        DeskFault::Blocked => text!(identity.fault_blocked),
        DeskFault::OtherDeclined => text!(identity.fault_other_declined),
        DeskFault::OtherFailed => text!(identity.fault_other_failed),
        DeskFault::Ended => text!(identity.fault_ended),
        DeskFault::FactorUnknown => text!(identity.fault_factor_unknown),
    }
}
