//! Departments and buildings: the names that people of devices had, kept for filters and lists.

use domain::device::PLACE_CHARACTERS_MAX;
use domain::site::SiteScope;

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

impl Tx {
    /// Keeps a name, unless it is known in whatever case, and returns the key by which devices are filtered.
    pub(crate) async fn keep_place(
        &mut self,
        place: Place,
        name: Option<&str>,
    ) -> Result<Option<String>, StoreError> {
        let name: String = name.unwrap_or_default().trim().chars().take(PLACE_CHARACTERS_MAX).collect();
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

    /// Lists all names of a kind in the order of the alphabet; of one site, those that its devices have.
    pub async fn list_places(&mut self, place: Place, scope: SiteScope) -> Result<Vec<String>, StoreError> {
        let rows = match (place, scope) {
            (Place::Department, SiteScope::All) => {
                run!(all(String,), self, "select name from department order by name_key")?
            }
            (Place::Building, SiteScope::All) => {
                run!(all(String,), self, "select name from building order by name_key")?
            }
            (Place::Department, SiteScope::Only(site_id)) => run!(
                all(String,),
                self,
                "select name from department
                 where exists (select 1 from device where site_id = $1 and department_key = department.name_key)
                 order by name_key",
                site_id.0,
            )?,
            (Place::Building, SiteScope::Only(site_id)) => run!(
                all(String,),
                self,
                "select name from building
                 where exists (select 1 from device where site_id = $1 and building_key = building.name_key)
                 order by name_key",
                site_id.0,
            )?,
        };
        Ok(rows.into_iter().map(|(name,)| name).collect())
    }
}

/// Returns the form in which such names are compared.
pub(crate) fn place_key(name: &str) -> String {
    name.trim().to_lowercase()
}
