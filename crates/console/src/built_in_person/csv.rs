//! The list of people as a spreadsheet, with the heads that an import knows: what is exported can come back.

use app::{App, Caller, Error, PeopleQuery};
use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::response::Response;
use domain::built_in_person::{BuiltInPerson, PersonField};
use domain::page::{Cursor, PAGE_ROWS_MAX, Page};
use domain::privilege::Privilege;
use futures::stream::{self, StreamExt, TryStreamExt};
use web::error::PageError;

use super::list::{Address, searched};
use crate::admin::{Admin, demand_privilege};
use crate::csv::{MARK, attachment, write};

/// Sends the list. Its first page is read before the answer begins, so that a refusal is a page and not a torn file.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let search = searched(&address);
    let first = read(&app, &caller, &search, None).await?;
    let rest = stream::try_unfold(Some(first), move |page| {
        let (app, caller, search) = (app.clone(), caller.clone(), search.clone());
        async move {
            let Some(page) = page else { return Ok::<_, Error>(None) };
            let lines = write(page.rows.iter().map(line))?;
            let next = match page.next {
                Some(after) => Some(read(&app, &caller, &search, Some(after)).await?),
                None => None,
            };
            Ok(Some((Bytes::from(lines), next)))
        }
    });
    let body = stream::iter([Ok(Bytes::from(head()?))])
        .chain(rest)
        .inspect_err(|error| tracing::error!("writing the list of people: {error}"));
    Ok(attachment("people.csv", Body::from_stream(body)))
}

/// Sends a list with its head alone, to fill in.
pub(crate) async fn template(Admin(caller): Admin) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManagePeople)?;
    Ok(attachment("people-template.csv", Body::from(head()?)))
}

async fn read(
    app: &App,
    caller: &Caller,
    search: &str,
    after: Option<Cursor>,
) -> Result<Page<BuiltInPerson>, Error> {
    let query = PeopleQuery { search: Some(search.to_owned()), after, limit: PAGE_ROWS_MAX };
    app.list_built_in_people(caller, query).await
}

fn head() -> Result<Vec<u8>, Error> {
    let titles = PersonField::ALL.map(|field| field.title().to_owned());
    Ok([MARK, &write([titles])?].concat())
}

fn line(one: &BuiltInPerson) -> [String; PersonField::ALL.len()] {
    PersonField::ALL.map(|field| field.of(&one.person).to_owned())
}
