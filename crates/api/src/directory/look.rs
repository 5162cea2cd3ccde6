//! `POST /api/v1/directories/preview`: people and groups looked up with settings that need not be saved.

use app::{App, Caller, GroupFound, Looked, PersonFound, Preview};
use axum::extract::State;
use axum::{Extension, Json};
use domain::directory::DirectoryGroup;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::Object;

use super::FoundUser;
use super::settings::DirectoryFields;
use crate::document::one_of;
use crate::problem::Problem;
use crate::request::{Checks, JsonBody};

/// What to look up, and how.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PreviewFields {
    /// The directory whose secrets are used where `directory` leaves them out.
    #[serde(default)]
    directory_id: Option<String>,
    /// The directory as it is to be tried.
    directory: DirectoryFields,
    /// The usernames of people to look up.
    #[serde(default)]
    #[schema(max_items = 10)]
    people: Vec<String>,
    /// The names of groups to look up.
    #[serde(default)]
    #[schema(max_items = 10)]
    groups: Vec<String>,
}

/// What was found.
#[derive(Serialize, ToSchema)]
pub(crate) struct DirectoryPreview {
    /// The people, in the order asked for.
    people: Vec<PreviewPerson>,
    /// The groups likewise.
    groups: Vec<PreviewGroup>,
}

/// A person looked up.
#[derive(Serialize, ToSchema)]
pub(crate) struct PreviewPerson {
    /// The username asked for.
    asked: String,
    /// How it ended.
    #[schema(schema_with = outcomes)]
    outcome: &'static str,
    /// The person exactly as a device record would get them.
    user: Option<FoundUser>,
    /// The names of their groups.
    groups: Vec<String>,
}

/// A group looked up.
#[derive(Serialize, ToSchema)]
pub(crate) struct PreviewGroup {
    /// The name asked for.
    asked: String,
    /// How it ended.
    #[schema(schema_with = outcomes)]
    outcome: &'static str,
    /// The group.
    group: Option<FoundGroup>,
    /// Those of the people asked for who are in it, by username.
    members: Vec<String>,
}

/// A group as its directory knows it now.
#[derive(Serialize, ToSchema)]
pub(crate) struct FoundGroup {
    /// What names it for ever in its directory.
    id: String,
    /// Its name.
    name: String,
    /// Where its entry stands.
    distinguished_name: Option<String>,
}

const FOUND: &str = "found";
const MISSING: &str = "missing";
const AMBIGUOUS: &str = "ambiguous";

fn outcomes() -> Object {
    one_of([FOUND, MISSING, AMBIGUOUS], "Exactly one entry fits, none, or more than one.")
}

impl From<DirectoryGroup> for FoundGroup {
    fn from(group: DirectoryGroup) -> Self {
        Self { id: group.group.key.0, name: group.name, distinguished_name: group.distinguished_name }
    }
}

impl PreviewPerson {
    fn new((asked, looked): (String, Looked<PersonFound>)) -> Self {
        let none = |asked, outcome| Self { asked, outcome, user: None, groups: Vec::new() };
        match looked {
            Looked::Missing => none(asked, MISSING),
            Looked::Ambiguous => none(asked, AMBIGUOUS),
            Looked::Found(found) => Self {
                asked,
                outcome: FOUND,
                user: Some(FoundUser {
                    id: found.user.user.key.0,
                    directory_id: None,
                    directory: String::new(),
                    person: found.user.person.into(),
                }),
                groups: found.groups.into_iter().map(|group| group.name).collect(),
            },
        }
    }
}

impl PreviewGroup {
    fn new((asked, looked): (String, Looked<GroupFound>)) -> Self {
        let none = |asked, outcome| Self { asked, outcome, group: None, members: Vec::new() };
        match looked {
            Looked::Missing => none(asked, MISSING),
            Looked::Ambiguous => none(asked, AMBIGUOUS),
            Looked::Found(found) => {
                Self { asked, outcome: FOUND, group: Some(found.group.into()), members: found.members }
            }
        }
    }
}

impl From<Preview> for DirectoryPreview {
    fn from(preview: Preview) -> Self {
        Self {
            people: preview.people.into_iter().map(PreviewPerson::new).collect(),
            groups: preview.groups.into_iter().map(PreviewGroup::new).collect(),
        }
    }
}

/// Looks people and groups up
///
/// With settings that need not be saved, to see what a device record would get. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/directories/preview",
    operation_id = "previewDirectory",
    tag = "directories",
    request_body = PreviewFields,
    responses((status = 200, description = "What was found", body = DirectoryPreview))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(fields): JsonBody<PreviewFields>,
) -> Result<Json<DirectoryPreview>, Problem> {
    let mut checks = Checks::default();
    let saved =
        checks.read("directory_id", fields.directory_id.as_deref(), "the id of a directory", |text| {
            text.parse().ok()
        });
    checks.finish()?;
    let draft = fields.directory.draft(&app)?;
    let preview = app
        .preview_directory(&caller, saved, draft, &fields.people, &fields.groups)
        .await
        .map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(preview.into()))
}
