//! The second step: whom it goes to. What is typed, brought as a list or chosen in a directory is looked at before one goes
//! on; what cannot be used stands there with the reason.

use app::{
    App, Caller, DraftedFile, Error, FoundGroups, FoundPeople, Gathered, InvitationDraft, RecipientFault,
    SheetReading,
};
use askama::Template;
use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::response::Response;
use domain::device::SEARCH_CHARACTERS_MAX;
use domain::directory::{DirectoryGroupRef, DirectoryKey, DirectoryUserRef};
use domain::id::UploadId;
use domain::invitation::Delivery;
use domain::privilege::Privilege;
use http::StatusCode;
use web::error::PageError;
use web::form::{Faults, Fields};
use web::page::{html, html_with, see_made};

use super::{Drawn, Step, find, source, way};
use crate::admin::Admin;
use crate::count::{counted, listed};
use crate::frame::{Frame, Section};
use crate::icon::Icon;

/// The largest form: ten thousand recipients typed, and a list beside them.
pub(crate) const BODY_BYTES_MAX: usize = 8 * 1024 * 1024;
/// How many entries that cannot be used are told one by one.
const FAULTS_TOLD: usize = 100;

#[derive(Template)]
#[template(path = "invitation/new/recipients.html")]
struct Page {
    frame: Frame,
    way: Vec<Drawn>,
    action: String,
    back: String,
    title: &'static str,
    is_sms: bool,
    most: String,
    draft: InvitationDraft,
    may_search: bool,
    searched: String,
    people: Vec<Card>,
    groups: Vec<Card>,
    silent: String,
    looked: Option<Looked>,
    faults: Faults,
}

/// Somebody found, or a group.
struct Card {
    value: String,
    title: String,
    lines: Vec<String>,
    is_chosen: bool,
}

/// What came of looking at the recipients.
struct Looked {
    right: String,
    merged: Option<String>,
    faulty: String,
    first: Vec<RecipientFault>,
    more: Option<String>,
    silent: String,
    left_out: Vec<String>,
    reading: Option<SheetReading>,
    may_leave_out: bool,
}

/// Shows the step.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (id, draft) = find(&app, &caller, &id).await?;
    html(&page(&app, &caller, id, draft))
}

/// Keeps what was filled in; searches, takes somebody in or out, or goes on.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, PageError> {
    // Before anything is read: nobody else sends megabytes here.
    let (id, former) = find(&app, &caller, &id).await?;
    let (fields, file) = read(request).await?;
    let draft = changed(former, &fields, file);
    if let Err(error) = app.keep_invitation_draft(&caller, Some(id), &draft).await {
        let Error::Invalid(faults) = error else { return Err(error.into()) };
        let page = Page { faults: Faults::new(faults), ..page(&app, &caller, id, draft) };
        return html_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    match fields.one("do") {
        "search" => {
            let page = search(&app, &caller, id, draft, fields.one("q")).await?;
            html(&page)
        }
        "next" => look(&app, &caller, id, draft).await,
        _ => html(&page(&app, &caller, id, draft)),
    }
}

/// Reads a form with a file.
async fn read(request: Request) -> Result<(Fields, Option<DraftedFile>), PageError> {
    let unreadable = |status: StatusCode, detail: &str| match status {
        StatusCode::PAYLOAD_TOO_LARGE => PageError::new(
            status,
            "Too many at once",
            "This is more than one invitation can hold. Go back and divide the list.",
        ),
        _ => PageError::new(status, "That could not be read", "Choose the file again and send it once more.")
            .with_detail(format!("reading recipients: {detail}")),
    };
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|error| unreadable(error.status(), &error.body_text()))?;
    let torn =
        |error: axum::extract::multipart::MultipartError| unreadable(error.status(), &error.body_text());
    let (mut pairs, mut file) = (Vec::new(), None);
    while let Some(field) = form.next_field().await.map_err(torn)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            let called: String = field.file_name().unwrap_or("list.csv").chars().take(100).collect();
            let content = field.bytes().await.map_err(torn)?.to_vec();
            file = (!content.is_empty()).then_some(DraftedFile { name: called, content });
        } else {
            pairs.push((name, field.text().await.map_err(torn)?));
        }
    }
    Ok((Fields::new(pairs), file))
}

/// Returns the draft with what the form says.
fn changed(former: InvitationDraft, fields: &Fields, file: Option<DraftedFile>) -> InvitationDraft {
    let mut draft = former;
    draft.typed = fields.one("recipients").replace("\r\n", "\n");
    draft.everyone_not_enrolled = !fields.one("everyone").is_empty();
    draft.leaves_out_faulty = !fields.one("leave_out").is_empty();
    if file.is_some() {
        draft.file = file;
    } else if !fields.one("drop_file").is_empty() {
        draft.file = None;
    }
    let dropped: Vec<_> = fields.all("drop").collect();
    draft.people.retain(|(user, _)| !dropped.contains(&user_value(user).as_str()));
    draft.groups.retain(|(group, _)| !dropped.contains(&group_value(group).as_str()));
    for (user, title) in fields.all("person").filter_map(read_choice) {
        let user = DirectoryUserRef { directory_id: user.0, key: user.1 };
        if !draft.people.iter().any(|(known, _)| *known == user) {
            draft.people.push((user, title));
        }
    }
    for (group, title) in fields.all("group").filter_map(read_choice) {
        let group = DirectoryGroupRef { directory_id: group.0, key: group.1 };
        if !draft.groups.iter().any(|(known, _)| *known == group) {
            draft.groups.push((group, title));
        }
    }
    draft
}

async fn search(
    app: &App,
    caller: &Caller,
    id: UploadId,
    draft: InvitationDraft,
    text: &str,
) -> Result<Page, PageError> {
    let searched: String = text.trim().chars().take(SEARCH_CHARACTERS_MAX).collect();
    let (people, groups) = match searched.is_empty() || !caller.holds(Privilege::ReadPeople) {
        true => (FoundPeople::default(), FoundGroups::default()),
        false => futures::try_join!(app.find_people(caller, &searched), app.find_groups(caller, &searched))?,
    };
    let mut silent = people.silent;
    silent.extend(groups.silent);
    silent.sort_unstable();
    silent.dedup();
    let person = |found: app::FoundPerson| {
        let person = found.user.person;
        let title = if person.full_name.is_empty() { &person.username } else { &person.full_name }.clone();
        let reached = if draft.delivery == Delivery::Sms { person.phone } else { person.email };
        let lines =
            [person.username, reached.unwrap_or_else(|| "No address is known".to_owned()), found.directory];
        Card {
            value: format!("{}\n{title}", user_value(&found.user.user)),
            is_chosen: draft.people.iter().any(|(user, _)| *user == found.user.user),
            lines: lines.into_iter().filter(|line| !line.is_empty()).collect(),
            title,
        }
    };
    let group = |found: app::FoundGroup| Card {
        value: format!("{}\n{}", group_value(&found.group.group), found.group.name),
        is_chosen: draft.groups.iter().any(|(group, _)| *group == found.group.group),
        lines: vec![found.directory],
        title: found.group.name,
    };
    let people = people.people.into_iter().map(person).collect();
    let groups = groups.groups.into_iter().map(group).collect();
    Ok(Page { searched, people, groups, silent: listed(&silent), ..page(app, caller, id, draft) })
}

/// Looks at the recipients, and goes on if all of them can be used, or those that cannot are to be left out.
async fn look(
    app: &App,
    caller: &Caller,
    id: UploadId,
    draft: InvitationDraft,
) -> Result<Response, PageError> {
    let gathered = match app.gather_recipients(caller, draft.delivery, &source(&draft)).await {
        Ok(gathered) => gathered,
        Err(Error::Invalid(faults)) => {
            let page = Page { faults: Faults::new(faults), ..page(app, caller, id, draft) };
            return html_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
        Err(error) => return Err(error.into()),
    };
    let most = app.settings().invitations.recipients_max;
    let count = gathered.recipients.len();
    let words = if count == 0 && gathered.faults.is_empty() {
        Some("Say whom it goes to.".to_owned())
    } else if count > most {
        Some(format!(
            "{count} recipients are more than the {most} that one invitation may have. Divide the list."
        ))
    } else {
        None
    };
    let is_whole = gathered.faults.is_empty() && gathered.silent.is_empty();
    let is_right = words.is_none() && count > 0 && (is_whole || draft.leaves_out_faulty);
    if is_right {
        return Ok(see_made(&Step::People.next(id, &draft)));
    }
    let faults = words.map(|words| app::Fault::new("recipients", words)).into_iter().collect();
    let page = Page {
        faults: Faults::new(faults),
        looked: Some(Looked::new(gathered)),
        ..page(app, caller, id, draft)
    };
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn page(app: &App, caller: &Caller, id: UploadId, draft: InvitationDraft) -> Page {
    Page {
        frame: Frame::new(app, caller, Section::Invitations),
        way: way(Some(id), Some(&draft), Step::People),
        action: Step::People.path(id),
        back: Step::People.back(id, &draft),
        title: if draft.adds_to.is_some() { "Add recipients" } else { "Recipients" },
        is_sms: draft.delivery == Delivery::Sms,
        most: counted(app.settings().invitations.recipients_max as u64, "recipient", "recipients"),
        draft,
        may_search: caller.holds(Privilege::ReadPeople),
        searched: String::new(),
        people: Vec::new(),
        groups: Vec::new(),
        silent: String::new(),
        looked: None,
        faults: Faults::default(),
    }
}

impl Looked {
    fn new(gathered: Gathered) -> Self {
        let told = gathered.faults.len().min(FAULTS_TOLD);
        let more = gathered.faults_in_all.saturating_sub(told as u64);
        let count = gathered.recipients.len() as u64;
        let entries = |count: u64| counted(count, "entry", "entries");
        Self {
            right: counted(count, "recipient", "recipients"),
            merged: (gathered.merged > 0)
                .then(|| counted(gathered.merged, "duplicate was", "duplicates were")),
            faulty: entries(gathered.faults_in_all),
            more: (more > 0).then(|| entries(more)),
            may_leave_out: count > 0,
            first: gathered.faults.into_iter().take(FAULTS_TOLD).collect(),
            silent: listed(&gathered.silent),
            left_out: gathered.left_out,
            reading: gathered.reading,
        }
    }
}

fn user_value(user: &DirectoryUserRef) -> String {
    format!("{}:{}", user.directory_id, user.key.0)
}

fn group_value(group: &DirectoryGroupRef) -> String {
    format!("{}:{}", group.directory_id, group.key.0)
}

/// Reads somebody as a card names them: the reference, and below it what they are called.
fn read_choice(value: &str) -> Option<((domain::id::DirectoryId, DirectoryKey), String)> {
    let (reference, title) = value.split_once('\n')?;
    let (directory_id, key) = reference.trim_end().split_once(':')?;
    let title = title.chars().filter(|c| !c.is_control()).take(200).collect();
    Some(((directory_id.parse().ok()?, DirectoryKey(key.to_owned())), title))
}
