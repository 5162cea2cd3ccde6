//! The list of people as a spreadsheet, with the heads that an import knows: what is exported can come back.

use app::{App, PeopleQuery};
use axum::body::Body;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::built_in_person::{BuiltInPerson, PersonField};
use domain::page::PAGE_ROWS_MAX;
use domain::privilege::Privilege;
use web::error::PageError;

use super::list::{Address, searched};
use crate::admin::{Admin, demand_privilege};
use crate::csv::{attachment, begin, send};

/// Sends the list.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let search = searched(&address);
    let read = move |after| {
        let (app, caller) = (app.clone(), caller.clone());
        let query = PeopleQuery { search: Some(search.clone()), after, limit: PAGE_ROWS_MAX };
        async move { app.list_built_in_people(&caller, query).await }
    };
    send("people.csv", head(), read, |one| line(&one)).await
}

/// Sends a list with its head alone, to fill in.
pub(crate) async fn template(Admin(caller): Admin) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManagePeople)?;
    Ok(attachment("people-template.csv", Body::from(begin(head())?)))
}

fn head() -> [&'static str; PersonField::ALL.len()] {
    PersonField::ALL.map(PersonField::title)
}

fn line(one: &BuiltInPerson) -> [String; PersonField::ALL.len()] {
    PersonField::ALL.map(|field| field.of(&one.person).to_owned())
}
