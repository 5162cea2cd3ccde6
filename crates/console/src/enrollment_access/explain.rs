//! What somebody would be offered at the portal, and why.

use app::{AccountOffer, App};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::site::Site;
use serde::Deserialize;
use web::error::PageError;
use web::page::html;

use super::Tab;
use crate::admin::Admin;
use crate::count::listed;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::site::NO_SITE;

/// Where the question is asked.
pub(crate) const PATH: &str = "/console/settings/enrollment-access/explain";

/// The most characters of a username that count.
const USERNAME_CHARACTERS_MAX: usize = 128;

#[derive(Template)]
#[template(path = "enrollment_access/explain.html")]
struct Page {
    frame: Frame,
    tab: Tab,
    username: String,
    account: Option<AccountAnswer>,
}

/// What an account is offered, in words.
struct AccountAnswer {
    username: String,
    full_name: String,
    is_disabled: bool,
    may_enroll: bool,
    site: String,
    user: &'static str,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    username: String,
}

/// Asks for a username, and answers.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let username: String = address.username.trim().chars().take(USERNAME_CHARACTERS_MAX).collect();
    // Asked even without a name: whoever may not ask is told before they type one.
    let account = app.explain_account_offer(&caller, &username).await?;
    html(&Page {
        frame: Frame::new(&app, &caller, Section::EnrollmentAccess),
        tab: Tab::Explain,
        account: account.map(AccountAnswer::from),
        username,
    })
}

impl From<AccountOffer> for AccountAnswer {
    fn from(offer: AccountOffer) -> Self {
        Self {
            is_disabled: offer.account.disabled_at.is_some(),
            may_enroll: offer.may_enroll,
            site: sites_in_words(&offer.sites),
            user: match offer.user {
                None => "The device becomes their own.",
                Some(question) if question.may_be_blank => {
                    "They are asked for the person of a directory whose device it is, and may leave that empty."
                }
                Some(_) => "They are asked for the person of a directory whose device it is.",
            },
            username: offer.account.username,
            full_name: offer.account.full_name,
        }
    }
}

/// Says where a device goes: into the one site there is, or into that chosen at the portal.
fn sites_in_words(sites: &[Option<Site>]) -> String {
    let name = |site: &Option<Site>| site.as_ref().map_or(NO_SITE, |site| &site.name).to_owned();
    match sites {
        [] | [None] => NO_SITE.to_owned(),
        [only] => name(only),
        several => {
            format!("They are asked to choose: {}", listed(&several.iter().map(name).collect::<Vec<_>>()))
        }
    }
}
