//! The form for one person: a new one, or one to change.

use app::{App, Caller, Error};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::built_in_person::PersonField;
use domain::id::BuiltInPersonId;
use domain::person::Person;
use domain::privilege::Privilege;
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
#[template(path = "built-in-person/form.html")]
struct Page {
    frame: Frame,
    /// The path of the person to change; `None` for a new one.
    person_path: Option<String>,
    title: String,
    fields: Vec<Field>,
    faults: Faults,
}

/// One field as it is drawn.
struct Field {
    name: &'static str,
    title: &'static str,
    value: String,
    kind: &'static str,
    help: &'static str,
    is_needed: bool,
    fault: Option<String>,
}

/// What was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    username: String,
    full_name: String,
    email: String,
    phone: String,
    position: String,
    department: String,
    building: String,
    room: String,
}

impl Typed {
    fn value(&self, field: PersonField) -> &str {
        match field {
            PersonField::Username => &self.username,
            PersonField::FullName => &self.full_name,
            PersonField::Email => &self.email,
            PersonField::Phone => &self.phone,
            PersonField::Position => &self.position,
            PersonField::Department => &self.department,
            PersonField::Building => &self.building,
            PersonField::Room => &self.room,
        }
    }

    fn person(&self) -> Person {
        let mut person = Person::default();
        for field in PersonField::ALL {
            field.put(&mut person, self.value(field));
        }
        person
    }
}

/// Shows the empty form.
pub(crate) async fn get_new(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManagePeople)?;
    html(&page(&app, &caller, None, |_| String::new(), Faults::default()))
}

/// Makes a person.
pub(crate) async fn post_new(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    match app.create_built_in_person(&caller, typed.person()).await {
        Ok(made) => Ok(see_made(&link(&super::path(made.id), &[("done", "created")]))),
        Err(Error::Invalid(faults)) => {
            let value = |field| typed.value(field).to_owned();
            let page = page(&app, &caller, None, value, Faults::new(faults));
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Shows the form with what is known.
pub(crate) async fn get_edit(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManagePeople)?;
    let id: BuiltInPersonId = id.parse().map_err(|_| Error::NotFound)?;
    let known = app.show_built_in_person(&caller, id).await?.person;
    let value = |field: PersonField| field.of(&known.person).to_owned();
    html(&page(&app, &caller, Some((id, known.title())), value, Faults::default()))
}

/// Changes a person.
pub(crate) async fn post_edit(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let id: BuiltInPersonId = id.parse().map_err(|_| Error::NotFound)?;
    match app.save_built_in_person(&caller, id, typed.person()).await {
        Ok(_) => Ok(see_made(&link(&super::path(id), &[("done", "saved")]))),
        Err(Error::Invalid(faults)) => {
            let known = app.show_built_in_person(&caller, id).await?.person;
            let value = |field| typed.value(field).to_owned();
            let page = page(&app, &caller, Some((id, known.title())), value, Faults::new(faults));
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

fn page(
    app: &App,
    caller: &Caller,
    known: Option<(BuiltInPersonId, &str)>,
    value: impl Fn(PersonField) -> String,
    faults: Faults,
) -> Page {
    let field = |field: PersonField| {
        let (kind, help) = match field {
            PersonField::Username => {
                ("text", "The name they are known by to other systems; no two people have the same.")
            }
            PersonField::Email => ("email", "Such as ann@example.org."),
            PersonField::Phone => ("tel", ""),
            _ => ("text", ""),
        };
        Field {
            name: field.name(),
            title: field.title(),
            value: value(field),
            kind,
            help,
            is_needed: field == PersonField::Username,
            fault: faults.of(field.name()).map(str::to_owned),
        }
    };
    Page {
        frame: Frame::new(app, caller, Section::People),
        person_path: known.map(|(id, _)| super::path(id)),
        title: known.map_or_else(|| "New person".to_owned(), |(_, title)| title.to_owned()),
        fields: PersonField::ALL.into_iter().map(field).collect(),
        faults,
    }
}
