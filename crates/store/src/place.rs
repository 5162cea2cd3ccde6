//! Departments and buildings: the names that people of devices had, kept for filters and lists.

use crate::engine::run;
use crate::{StoreError, Tx};

/// What of a person's place has a list of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Their department.
    Department,
    /// The building they work in.
    Building,
}

/// The most characters of such a name that count.
const NAME_CHARACTERS_MAX: usize = 255;

impl Tx {
    /// Keeps a name, unless it is known in whatever case, and returns the key by which devices are filtered.
    pub(crate) async fn keep_place(
        &mut self,
        place: Place,
        name: Option<&str>,
    ) -> Result<Option<String>, StoreError> {
        let name: String = name.unwrap_or_default().trim().chars().take(NAME_CHARACTERS_MAX).collect();
        if name.is_empty() {
            return Ok(None);
        }
        let key = place_key(&name);
        let statement = match place {
            Place::Department => {
                "insert into department (name_key, name) values ($1, $2) on conflict do nothing"
            }
            Place::Building => "insert into building (name_key, name) values ($1, $2) on conflict do nothing",
        };
        run!(execute self, statement, &key, name)?;
        Ok(Some(key))
    }

    /// Lists all names of a kind in the order of the alphabet.
    pub async fn list_places(&mut self, place: Place) -> Result<Vec<String>, StoreError> {
        let rows = match place {
            Place::Department => run!(all(String,), self, "select name from department order by name_key")?,
            Place::Building => run!(all(String,), self, "select name from building order by name_key")?,
        };
        Ok(rows.into_iter().map(|(name,)| name).collect())
    }
}

/// Returns the form in which such names are compared.
pub(crate) fn place_key(name: &str) -> String {
    name.trim().to_lowercase()
}
