//! The page of the SMS provider: how it is set up, a try with a message, and what can be done with it.

use app::{App, Caller, Error, SmsProbe, SmsProviderDetail};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::privilege::Privilege;
use domain::sms_provider::{SmsBackend, SmsKind, SmsProvider};
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see_made};

use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::link;

#[derive(Template)]
#[template(path = "sms_provider/show.html")]
struct Page {
    frame: Frame,
    present: Option<Present>,
    kinds: Vec<KindChoice>,
    may_manage: bool,
    tried: Option<Tried>,
    to: String,
    faults: Faults,
    done: Option<&'static str>,
}

/// The provider that is set up.
struct Present {
    title: &'static str,
    told: Vec<(&'static str, String)>,
    is_plain: bool,
    /// Where receipts are to be posted, where that has to be told to somebody.
    receipt_address: Option<String>,
}

/// A kind to choose.
pub(super) struct KindChoice {
    pub(super) value: &'static str,
    pub(super) title: &'static str,
    pub(super) help: &'static str,
    pub(super) is_chosen: bool,
}

/// A try, drawn.
struct Tried {
    is_good: bool,
    steps: Vec<Step>,
}

/// One step.
struct Step {
    class: &'static str,
    icon: Icon,
    title: &'static str,
    /// For those who do not see the icon.
    state: &'static str,
    words: String,
    advice: String,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

/// To whom a try goes.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct TestForm {
    to: String,
}

/// The most characters of a number that are shown again.
const NUMBER_CHARACTERS_MAX: usize = 40;

/// Shows the provider, or that there is none.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let mut page = page(&app, &caller).await?;
    page.done = match address.done.as_str() {
        "saved" => {
            Some("Saved. Messages use the new settings from now on. Test them with a message to yourself.")
        }
        "removed" => Some("The SMS provider is removed, and its secrets are forgotten."),
        _ => None,
    };
    html(&page)
}

/// Tries the provider with a message, and shows how far it came.
pub(crate) async fn post_test(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(form): Form<TestForm>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageDelivery)?;
    let tested = app.test_sms_provider(&caller, &form.to).await;
    let mut page = page(&app, &caller).await?;
    page.to = form.to.chars().take(NUMBER_CHARACTERS_MAX).collect();
    match tested {
        Ok(probe) => {
            page.tried = Some(probe.into());
            html(&page)
        }
        Err(Error::Invalid(faults)) => {
            page.faults = Faults::new(faults);
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Removes the provider.
pub(crate) async fn post_remove(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageDelivery)?;
    app.remove_sms_provider(&caller).await?;
    Ok(see_made(&link(super::PATH, &[("done", "removed")])))
}

async fn page(app: &App, caller: &Caller) -> Result<Page, PageError> {
    let present = app.show_sms_provider(caller).await?.map(|detail| Present {
        title: detail.provider.backend.kind().title(),
        is_plain: detail.provider.is_plain(),
        receipt_address: matches!(detail.provider.backend, SmsBackend::Http(_))
            .then(|| app.sms_receipt_address()),
        told: told(&detail),
    });
    Ok(Page {
        frame: Frame::new(app, caller, Section::SmsProvider),
        present,
        kinds: kinds(None),
        may_manage: caller.holds(Privilege::ManageDelivery),
        tried: None,
        to: String::new(),
        faults: Faults::default(),
        done: None,
    })
}

/// Returns the kinds to choose from.
pub(super) fn kinds(chosen: Option<SmsKind>) -> Vec<KindChoice> {
    let help = |kind| match kind {
        SmsKind::Rest => "A REST interface with account SID and auth token",
        SmsKind::Http => "Any gateway that takes an HTTP request, from a template",
        SmsKind::Smpp => "An SMS centre, the way operators speak",
        SmsKind::Email => "A gateway that takes mail to number@host",
    };
    let choice = |kind: SmsKind| KindChoice {
        value: kind.name(),
        title: kind.title(),
        help: help(kind),
        is_chosen: chosen == Some(kind),
    };
    SmsKind::ALL.into_iter().map(choice).collect()
}

/// Lists how the provider is set up; of its secrets only whether there are any.
fn told(detail: &SmsProviderDetail) -> Vec<(&'static str, String)> {
    let provider = &detail.provider;
    let set = |is_set| if is_set { "Set".to_owned() } else { "Not set".to_owned() };
    let mut told = vec![("Kind", provider.backend.kind().title().to_owned())];
    match &provider.backend {
        SmsBackend::Rest(settings) => told.extend([
            ("Base URL", settings.base_url.clone()),
            ("Account SID", settings.account_sid.clone()),
            ("Auth token", set(detail.has_secret)),
            ("Messaging service SID", settings.messaging_service_sid.clone().unwrap_or_default()),
        ]),
        SmsBackend::Http(settings) => told.extend([
            ("Request", format!("{} {}", settings.method.name(), settings.url)),
            ("Body", settings.body_kind.title().to_owned()),
            ("Secret", set(detail.has_secret)),
            ("Key for receipts", set(detail.has_receipt_key)),
        ]),
        SmsBackend::Smpp(settings) => told.extend([
            ("SMS centre", format!("{}:{}", settings.host, settings.port)),
            ("Encryption", if settings.tls { "TLS" } else { "None" }.to_owned()),
            ("System id", settings.system_id.clone()),
            ("Password", set(detail.has_secret)),
        ]),
        SmsBackend::Email(settings) => told.push(("Address", settings.address.clone())),
    }
    told.extend(common(provider));
    told
}

fn common(provider: &SmsProvider) -> [(&'static str, String); 4] {
    [
        ("Sender", provider.sender.clone()),
        ("Allowed numbers", provider.prefixes.join(" ")),
        ("Default country", provider.default_country.clone()),
        ("Messages a minute", provider.messages_per_minute.to_string()),
    ]
}

impl From<SmsProbe> for Tried {
    fn from(probe: SmsProbe) -> Self {
        let is_good = probe.is_good();
        let steps = probe.steps.into_iter().map(|step| {
            let title = step.kind.title();
            match step.outcome {
                Ok(words) => Step {
                    class: "good",
                    icon: Icon::CircleCheck,
                    title,
                    state: "done",
                    words,
                    advice: String::new(),
                },
                Err(failure) => Step {
                    class: "bad",
                    icon: Icon::CircleX,
                    title,
                    state: "failed",
                    words: failure.reason,
                    advice: failure.advice,
                },
            }
        });
        Self { is_good, steps: steps.collect() }
    }
}
