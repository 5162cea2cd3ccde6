//! The state of the device list, which lives in its address: what is searched, filtered and sorted.
//!
//! Whatever the address says that is not in the closed lists here counts as not said: there is no order by a column
//! that people should not see.

use app::{DeviceQuery, Places};
use domain::device::{DeviceFilter, DeviceSort, PLACE_CHARACTERS_MAX, SEARCH_CHARACTERS_MAX};
use domain::page::Cursor;
use serde::Deserialize;

use crate::paging::link;

/// The models to filter by.
pub(crate) const MODELS: [&str; 2] = ["iPhone", "iPad"];
/// The system versions offered; any other number works in the address.
const OS_MAJORS: [u32; 5] = [26, 18, 17, 16, 15];

/// The address as it came.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    q: String,
    managed: String,
    model: String,
    os: String,
    department: String,
    building: String,
    sort: String,
    after: String,
    /// How many devices have just been moved: a note, not a part of the view.
    pub(crate) moved: String,
}

impl Address {
    /// Reads the address out of a form that carries it along.
    pub(crate) fn from_form(pairs: &[(String, String)]) -> Self {
        let of = |name: &str| {
            let pair = pairs.iter().find(|(of, _)| of == name);
            pair.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        Self {
            q: of("q"),
            managed: of("managed"),
            model: of("model"),
            os: of("os"),
            department: of("department"),
            building: of("building"),
            sort: of("sort"),
            ..Self::default()
        }
    }
}

/// The address as it is understood.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct View {
    pub(crate) search: String,
    pub(crate) is_managed: Option<bool>,
    pub(crate) model: Option<&'static str>,
    pub(crate) os_major: Option<u32>,
    pub(crate) department: Option<String>,
    pub(crate) building: Option<String>,
    pub(crate) sort: DeviceSort,
    pub(crate) after: Option<Cursor>,
}

/// A filter in force, and the address without it.
pub(crate) struct Chip {
    pub(crate) label: String,
    pub(crate) without: String,
}

impl From<Address> for View {
    fn from(address: Address) -> Self {
        Self {
            search: address.q.trim().chars().take(SEARCH_CHARACTERS_MAX).collect(),
            is_managed: match address.managed.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            model: MODELS.into_iter().find(|model| *model == address.model),
            os_major: address.os.parse().ok().filter(|major| (1..100).contains(major)),
            department: place(&address.department),
            building: place(&address.building),
            sort: DeviceSort::parse(&address.sort).unwrap_or_default(),
            after: Cursor::decode(&address.after),
        }
    }
}

fn place(name: &str) -> Option<String> {
    let name: String = name.trim().chars().take(PLACE_CHARACTERS_MAX).collect();
    (!name.is_empty()).then_some(name)
}

impl View {
    /// Returns the view with only such departments and buildings as there are where one looks, as they are written.
    pub(crate) fn within(self, places: &Places) -> Self {
        let known = |name: Option<String>, names: &[String]| {
            let key = name?.to_lowercase();
            names.iter().find(|name| name.to_lowercase() == key).cloned()
        };
        Self {
            department: known(self.department, &places.departments),
            building: known(self.building, &places.buildings),
            ..self
        }
    }

    /// Returns the query for the verb.
    pub(crate) fn query(&self, limit: u32) -> DeviceQuery {
        DeviceQuery {
            filter: DeviceFilter {
                search: (!self.search.is_empty()).then(|| self.search.clone()),
                is_managed: self.is_managed,
                model_name: self.model.map(str::to_owned),
                os_major: self.os_major,
                department: self.department.clone(),
                building: self.building.clone(),
            },
            sort: self.sort,
            after: self.after.clone(),
            limit,
        }
    }

    /// Returns the address of this state at a path, from its first page.
    pub(crate) fn link(&self, path: &str) -> String {
        let os = self.os_major.map(|major| major.to_string()).unwrap_or_default();
        link(path, &self.pairs(&os))
    }

    /// Returns the parts of the address; `os` is the version as text.
    pub(crate) fn pairs<'a>(&'a self, os: &'a str) -> [(&'static str, &'a str); 7] {
        let managed = self.is_managed.map_or("", |yes| if yes { "yes" } else { "no" });
        let sort = if self.sort == DeviceSort::default() { "" } else { self.sort.name() };
        [
            ("q", &self.search),
            ("managed", managed),
            ("model", self.model.unwrap_or("")),
            ("os", os),
            ("department", self.department.as_deref().unwrap_or("")),
            ("building", self.building.as_deref().unwrap_or("")),
            ("sort", sort),
        ]
    }

    /// Returns the address of this list in another order.
    pub(crate) fn sorted(&self, sort: DeviceSort) -> String {
        Self { sort, ..self.clone() }.link(super::list::PATH)
    }

    /// Returns the filters in force.
    pub(crate) fn chips(&self) -> Vec<Chip> {
        let chip = |label, view: Self| Chip { label, without: view.link(super::list::PATH) };
        let mut chips = Vec::new();
        if !self.search.is_empty() {
            let label = format!("“{}”", self.search);
            chips.push(chip(label, Self { search: String::new(), ..self.clone() }));
        }
        if let Some(is_managed) = self.is_managed {
            let label = if is_managed { "Managed" } else { "Unmanaged" };
            chips.push(chip(label.into(), Self { is_managed: None, ..self.clone() }));
        }
        if let Some(model) = self.model {
            chips.push(chip(model.into(), Self { model: None, ..self.clone() }));
        }
        if let Some(major) = self.os_major {
            chips.push(chip(format!("OS {major}"), Self { os_major: None, ..self.clone() }));
        }
        if let Some(department) = &self.department {
            chips.push(chip(department.clone(), Self { department: None, ..self.clone() }));
        }
        if let Some(building) = &self.building {
            chips.push(chip(building.clone(), Self { building: None, ..self.clone() }));
        }
        chips
    }

    /// Returns the system versions to choose from, the chosen one included.
    pub(crate) fn os_majors(&self) -> Vec<u32> {
        let mut majors: Vec<_> = OS_MAJORS.into_iter().chain(self.os_major).collect();
        majors.sort_unstable_by(|a, b| b.cmp(a));
        majors.dedup();
        majors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_survives_its_address() {
        let view = View {
            search: "Åsa & co".into(),
            is_managed: Some(false),
            model: Some("iPad"),
            os_major: Some(26),
            department: Some("Physics".into()),
            building: None,
            sort: DeviceSort::LastSeen,
            after: None,
        };
        assert_eq!(
            view.link("/console/devices"),
            "/console/devices?q=%C3%85sa%20%26%20co&managed=no&model=iPad&os=26&department=Physics&sort=last-seen"
        );
        assert_eq!(view.chips().len(), 5);
        assert!(!view.chips()[1].without.contains("managed"));
    }

    #[test]
    fn t30_places_are_those_that_there_are() {
        let view =
            View { department: Some("physics".into()), building: Some("West".into()), ..View::default() };
        let places = Places { departments: vec!["Physics".into()], buildings: vec!["East".into()] };
        let view = view.within(&places);
        assert_eq!((view.department.as_deref(), view.building), (Some("Physics"), None));
    }

    #[test]
    fn t30_what_is_not_in_the_lists_counts_as_not_said() {
        for sort in ["udid", "push_token", "unlock_token", "id; drop table device", "NAME", ""] {
            let address = Address {
                sort: sort.into(),
                model: "iMac".into(),
                managed: "maybe".into(),
                os: "-1".into(),
                ..Address::default()
            };
            assert_eq!(View::from(address), View::default(), "{sort}");
        }
    }
}
