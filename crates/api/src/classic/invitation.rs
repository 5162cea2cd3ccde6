//! `/JSSResource/mobiledeviceinvitations…`: listed, shown, made and deleted.

use app::{App, Caller, Error, InvitationDetail, InvitationQuery, LinkKey, RecipientQuery};
use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use domain::invitation::{Delivery, Invitation};
use domain::message_template::TemplateText;
use domain::page::PAGE_ROWS_MAX;
use domain::recipient::Recipient;
use domain::site::Site;
use domain::time::Timestamp;
use http::{HeaderMap, StatusCode, Uri};

use super::document::{Fields, Form, Value, answer};
use super::fields::{DATE, NO_SITE, ROOT, UNLIMITED, parse, site_number};
use super::xml;
use crate::invitation::create::SITE_NEEDED;
use crate::problem::Problem;
use crate::request::{is_of_type, read_body};

/// The largest body.
const BODY_BYTES_MAX: usize = 64 * 1024;
/// How the legacy field for the oldest system is filled.
const TARGET: &str = "iOS 4";
/// The language under which a text of its own is kept: the shape knows one text and no language.
const LANGUAGE: &str = domain::language::ENGLISH;

/// An invitation with what its whole form tells.
struct Whole<'a> {
    invitation: &'a Invitation,
    text: Option<&'a TemplateText>,
    sent_to: String,
    sent_at: Option<Timestamp>,
    /// The number of a link, known to whoever has just made it or asks by it.
    decimal: String,
}

/// Lists the invitations in sight, without their links: the database keeps hashes only.
pub(super) async fn list(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mut rows = Vec::new();
    let mut after = None;
    loop {
        let query = InvitationQuery { after, limit: PAGE_ROWS_MAX, ..InvitationQuery::default() };
        let page = app.list_invitations(&caller, query).await;
        let page = page.map_err(|error| Problem::from_app(error, app.now()))?;
        rows.extend(page.rows.iter().map(|row| short(&row.invitation, "")));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let form = Form::wanted(&headers, uri.path());
    Ok(answer(StatusCode::OK, form, "mobile_device_invitations", &Value::List(ROOT, rows)))
}

/// Shows an invitation by its number.
pub(super) async fn show_by_id(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let detail = find_by_id(&app, &caller, &id).await?;
    show(&app, &caller, &detail, String::new(), Form::wanted(&headers, &id)).await
}

/// Shows an invitation by the number of its link.
pub(super) async fn show_by_code(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (detail, decimal) = find_by_code(&app, &caller, &code).await?;
    show(&app, &caller, &detail, decimal, Form::wanted(&headers, &code)).await
}

/// Makes an invitation and, where it goes by e-mail, sends it. The number in the path means nothing: `0` by custom.
pub(super) async fn create(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    request: Request,
) -> Result<Response, Problem> {
    let problem = |error| Problem::from_app(error, app.now()).flattened();
    let form = Form::wanted(request.headers(), request.uri().path());
    // No form of another site can send these types (T35).
    if !["application/xml", "text/xml"].iter().any(|known| is_of_type(request.headers(), known)) {
        return Err(Problem::unsupported_type("application/xml"));
    }
    let body = read_body(request, BODY_BYTES_MAX).await?;
    let root = xml::read(&body).map_err(|xml::Refused(words)| Problem::malformed(words))?;
    let sites = app.list_own_sites(&caller).await.map_err(problem)?;
    let wanted = parse(&root, &sites, app.now())?;
    let recipients =
        app.read_recipients(&caller, wanted.delivery, &wanted.recipients).await.map_err(problem)?;
    let recipients = recipients.map_err(|faults| {
        let told = faults.into_iter().map(|fault| {
            let given = wanted.recipients.get(fault.place).map_or("", |given| given.address.as_str());
            let given: String = given.chars().filter(|c| !c.is_control()).take(60).collect();
            format!("sent_to, {given}: {}", fault.message)
        });
        Problem::conflict(told.collect::<Vec<_>>().join(" "))
    })?;
    let sent_to = recipients.iter().map(|one| one.address.as_str()).collect::<Vec<_>>().join(", ");
    let new = app::NewInvitation {
        delivery: wanted.delivery,
        terms: wanted.terms,
        texts: wanted.text.clone().map(|text| (LANGUAGE.to_owned(), text)).into_iter().collect(),
        recipients,
    };
    let created = app.create_invitation(&caller, new).await.map_err(|error| match error {
        // What was not found is the site.
        Error::NotFound => Problem::conflict(format!("enroll_into_site: {SITE_NEEDED}")),
        error => problem(error),
    })?;
    let whole = Whole {
        invitation: &created.invitation,
        text: wanted.text.as_ref(),
        sent_to,
        sent_at: None,
        decimal: created.link.map(|link| link.decimal.expose().to_owned()).unwrap_or_default(),
    };
    Ok(answer(StatusCode::CREATED, form, ROOT, &Value::Group(long(&whole, &sites))))
}

/// Refuses to change an invitation, as scripts know it.
pub(super) async fn put() -> Problem {
    Problem::conflict("Put is not supported")
}

/// Deletes an invitation by its number.
pub(super) async fn delete_by_id(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let detail = find_by_id(&app, &caller, &id).await?;
    delete(&app, &caller, &detail, Form::wanted(&headers, &id)).await
}

/// Deletes an invitation by the number of its link.
pub(super) async fn delete_by_code(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (detail, _) = find_by_code(&app, &caller, &code).await?;
    delete(&app, &caller, &detail, Form::wanted(&headers, &code)).await
}

/// Ends an invitation at once and deletes it; devices that enrolled by it stay enrolled.
async fn delete(
    app: &App,
    caller: &Caller,
    detail: &InvitationDetail,
    form: Form,
) -> Result<Response, Problem> {
    let problem = |error| Problem::from_app(error, app.now());
    let id = detail.invitation.id;
    app.revoke_invitation(caller, id).await.map_err(problem)?;
    app.purge_invitations(caller, &[id]).await.map_err(problem)?;
    let fields = vec![("id", number(detail.invitation.number))];
    Ok(answer(StatusCode::OK, form, ROOT, &Value::Group(fields)))
}

async fn find_by_id(app: &App, caller: &Caller, id: &str) -> Result<InvitationDetail, Problem> {
    let id = id.strip_suffix(".json").unwrap_or(id);
    let id = id.parse().ok().filter(|_| id.bytes().all(|octet| octet.is_ascii_digit()));
    let id = id.ok_or_else(Problem::not_found)?;
    app.find_invitation_by_number(caller, id).await.map_err(|error| Problem::from_app(error, app.now()))
}

/// Finds an invitation by a link's number. The short codes that people type are none, and found by nobody here.
async fn find_by_code(app: &App, caller: &Caller, code: &str) -> Result<(InvitationDetail, String), Problem> {
    let code = code.strip_suffix(".json").unwrap_or(code);
    let Some(key @ LinkKey::Token(_)) = LinkKey::parse(code) else { return Err(Problem::not_found()) };
    let found = app.find_invitation_by_link(caller, &key).await;
    let detail = found.map_err(|error| Problem::from_app(error, app.now()))?;
    let LinkKey::Token(token) = key else { return Err(Problem::not_found()) };
    Ok((detail, token.decimal().expose().to_owned()))
}

async fn show(
    app: &App,
    caller: &Caller,
    detail: &InvitationDetail,
    decimal: String,
    form: Form,
) -> Result<Response, Problem> {
    let problem = |error| Problem::from_app(error, app.now());
    let query = RecipientQuery { limit: PAGE_ROWS_MAX, ..RecipientQuery::default() };
    let recipients = app.list_recipients(caller, detail.invitation.id, query).await.map_err(problem)?.rows;
    let sites = app.list_own_sites(caller).await.map_err(problem)?;
    let whole = Whole {
        invitation: &detail.invitation,
        text: detail.texts.get(LANGUAGE),
        sent_to: addresses(&recipients),
        sent_at: recipients.iter().filter_map(|one| one.sending.accepted_at).min(),
        decimal,
    };
    Ok(answer(StatusCode::OK, form, ROOT, &Value::Group(long(&whole, &sites))))
}

fn addresses(recipients: &[Recipient]) -> String {
    let addresses = recipients.iter().map(|one| one.address.as_str()).filter(|address| !address.is_empty());
    addresses.collect::<Vec<_>>().join(", ")
}

/// Returns what a list tells.
fn short(invitation: &Invitation, decimal: &str) -> Fields {
    let kind = match invitation.delivery {
        Delivery::Email => "USER_INITIATED_EMAIL",
        Delivery::Sms => "USER_INITIATED_SMS",
        Delivery::Link => "USER_INITIATED_URL",
    };
    let end = invitation.terms.expires_at;
    let unlimited = || UNLIMITED.to_owned();
    vec![
        ("id", number(invitation.number)),
        ("invitation", decimal.into()),
        ("invitation_type", kind.into()),
        ("expiration_date", Value::Text(end.map_or_else(unlimited, date))),
        ("expiration_date_utc", Value::Text(end.map_or_else(unlimited, utc))),
        ("expiration_date_epoch", Value::Number(end.map_or(0, |end| end.0))),
        ("last_action", "NONE".into()),
    ]
}

/// Returns all that there is.
fn long(whole: &Whole<'_>, sites: &[Site]) -> Fields {
    let Whole { invitation, text, sent_to, sent_at, decimal } = whole;
    let terms = &invitation.terms;
    let site = || {
        let known = terms.site_id.and_then(|id| sites.iter().find(|site| site.id == id));
        let (id, name) = match (terms.site_id, known) {
            (Some(id), Some(site)) => (site_number(id), site.name.as_str()),
            (Some(id), None) => (site_number(id), ""),
            (None, _) => (NO_SITE, "None"),
        };
        Value::Group(vec![("id", Value::Number(id)), ("name", name.into())])
    };
    let mut fields = short(invitation, decimal);
    fields.extend([
        ("date_sent", Value::Text(sent_at.map(date).unwrap_or_default())),
        ("date_sent_utc", Value::Text(sent_at.map(utc).unwrap_or_default())),
        ("date_sent_epoch", Value::Number(sent_at.map_or(0, |at| at.0))),
        ("login_required", Value::Flag(terms.requires_login)),
        ("multiple_uses_allowed", Value::Flag(terms.uses_max != Some(1))),
        ("enroll_into_site", site()),
        ("keep_existing_site_membership", Value::Flag(terms.keeps_existing_site)),
        ("site", site()),
        ("target_ios", TARGET.into()),
        ("username", "".into()),
        ("sent_to", sent_to.as_str().into()),
        ("sent_from", "".into()),
        ("reply_to", "".into()),
        ("subject", text.map_or("", |text| text.subject.as_str()).into()),
        ("message", text.map_or("", |text| text.body.as_str()).into()),
    ]);
    fields
}

fn number(number: u64) -> Value {
    Value::Number(i64::try_from(number).unwrap_or(i64::MAX))
}

fn date(at: Timestamp) -> String {
    written(at, DATE)
}

fn utc(at: Timestamp) -> String {
    written(at, "%Y-%m-%dT%H:%M:%S.%3f+0000")
}

fn written(at: Timestamp, form: &str) -> String {
    let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::MAX);
    at.strftime(form).to_string()
}
