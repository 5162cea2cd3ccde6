//! People, looked up over all directories.

use domain::directory::{DirectoryUser, DirectoryUserRef};

use crate::{App, Error};

/// People found, and where nobody could look.
#[derive(Clone, Debug, Default)]
pub struct FoundPeople {
    /// The people, in the order of their directories.
    pub people: Vec<DirectoryUser>,
    /// The names of directories that did not answer.
    pub silent: Vec<String>,
}

impl App {
    /// Searches people whose username, name or mail address is or begins with a text.
    pub(crate) async fn find_people_now(&self, _text: &str, _limit: u32) -> Result<FoundPeople, Error> {
        Ok(FoundPeople::default())
    }

    /// Reads one person anew; `None` when their directory does not know them any more.
    pub(crate) async fn find_person_now(
        &self,
        _user: &DirectoryUserRef,
    ) -> Result<Option<DirectoryUser>, Error> {
        Ok(None)
    }
}
