//! What somebody would be offered at the portal, and why.

use app::{AccountOffer, App, Caller, PersonAnswer, PersonOffer};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::enrollment_access::{EnrollmentAccess, Subject};
use domain::id::SiteId;
use domain::site::Site;
use serde::Deserialize;
use web::error::PageError;
use web::page::html;

use super::{Row, Tick};
use crate::admin::Admin;
use crate::count::listed;
use crate::fact::{Fact, Facts};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::setting::Tab;
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
    person: Option<PersonView>,
    /// The directory that knows the name several times.
    ambiguous: Option<String>,
    /// The directories that did not answer, in words.
    silent: String,
    has_sites: bool,
}

/// A person of a directory, with what they are offered and why.
struct PersonView {
    username: String,
    full_name: String,
    directory: String,
    email: String,
    groups: String,
    offers: Vec<Offered>,
    /// What an institutionally owned enrollment leads to, for those who are offered it.
    terms: Vec<Fact>,
    rows: Vec<(Row, Tick)>,
}

/// One thing that is offered, or not, with the reason.
struct Offered {
    title: &'static str,
    is_offered: bool,
    why: String,
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
    let (person, ambiguous, silent) = match app.explain_person_offer(&caller, &username).await? {
        PersonAnswer::Known(offer) => (Some(*offer), None, Vec::new()),
        PersonAnswer::Ambiguous { directory } => (None, Some(directory), Vec::new()),
        PersonAnswer::Unknown { silent } => (None, None, silent),
    };
    let has_eula = app.show_enrollment_terms(&caller).await?.institutional.asks();
    html(&Page {
        frame: Frame::new(&app, &caller, Section::EnrollmentAccess),
        tab: Tab::Explain,
        account: account.map(AccountAnswer::from),
        person: person.map(|offer| PersonView::new(offer, has_eula, &caller)),
        ambiguous,
        silent: listed(&silent),
        has_sites: !caller.sites().is_empty(),
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

impl PersonView {
    fn new(offer: PersonOffer, has_eula: bool, caller: &Caller) -> Self {
        let groups: Vec<_> = offer.groups.into_iter().map(|group| group.name).collect();
        let holding: Vec<_> = offer.explained.rows.iter().filter(|(_, holds)| *holds).collect();
        let holding: Vec<_> = holding.into_iter().map(|(row, _)| row).collect();
        let person = offer.user.person;
        Self {
            username: person.username,
            full_name: person.full_name,
            directory: offer.directory,
            email: person.email.unwrap_or_default(),
            groups: if groups.is_empty() { "None".to_owned() } else { listed(&groups) },
            offers: offers(&holding),
            terms: match offer.explained.offer.institutional {
                true => terms(&holding, &offer.explained.offer.sites, has_eula, caller),
                false => Vec::new(),
            },
            rows: offer
                .explained
                .rows
                .iter()
                .map(|(row, holds)| (Row::new(row, caller), Tick(*holds)))
                .collect(),
        }
    }
}

/// Says what is offered, each with the rows that make it so.
fn offers(holding: &[&EnrollmentAccess]) -> Vec<Offered> {
    let offered = |title, gives| {
        let why = because(holding, gives);
        Offered {
            title,
            is_offered: why.is_some(),
            why: why.unwrap_or_else(|| "no row that holds for them allows it".to_owned()),
        }
    };
    vec![
        offered("Institutionally owned devices", |row| row.may_institutional),
        offered("Personally owned devices", |row| row.may_personal),
        offered("By signing in to an account in Settings", |row| row.may_account_driven),
    ]
}

/// Names the rows among those that hold which give something.
fn because(holding: &[&EnrollmentAccess], gives: fn(&EnrollmentAccess) -> bool) -> Option<String> {
    let rows: Vec<_> = holding.iter().filter(|row| gives(row)).map(|row| quoted(row)).collect();
    (!rows.is_empty()).then(|| format!("because of {}", listed(&rows)))
}

/// Says what the way to an institutionally owned device looks like.
fn terms(holding: &[&EnrollmentAccess], sites: &[SiteId], has_eula: bool, caller: &Caller) -> Vec<Fact> {
    let asked = because(holding, |row| row.may_institutional && row.must_accept_eula);
    let agreement = match asked {
        Some(why) if has_eula => format!("Asked before the profile, {why}"),
        Some(_) => "Not asked, because no agreement is written".to_owned(),
        None => "Not asked: no row that lets them enroll says so".to_owned(),
    };
    let site = (!caller.sites().is_empty()).then(|| site_in_words(holding, sites, caller));
    Facts::default().words("Agreement", Some(agreement)).words("Site", site).0
}

/// Says into which site an institutionally owned device goes, and which rows name it.
fn site_in_words(holding: &[&EnrollmentAccess], sites: &[SiteId], caller: &Caller) -> String {
    let named = |id: &SiteId| {
        let rows = holding.iter().filter(|row| row.may_institutional && row.site_id == Some(*id));
        // The row for everybody is no reason where a group names the site too.
        let (all, groups): (Vec<_>, Vec<_>) = rows.partition(|row| row.subject == Subject::AllDirectoryUsers);
        let rows: Vec<_> = if groups.is_empty() { all } else { groups }.into_iter().map(quoted).collect();
        format!("{} (because of {})", caller.site_name(*id).unwrap_or_default(), listed(&rows))
    };
    let mut names: Vec<_> = sites.iter().map(named).collect();
    names.sort_unstable();
    match names.as_slice() {
        [] => format!("{NO_SITE}, because no row that lets them enroll names one"),
        [only] => only.clone(),
        several => format!("They are asked to choose: {}", listed(several)),
    }
}

fn quoted(row: &EnrollmentAccess) -> String {
    format!("“{}”", row.subject.title())
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
