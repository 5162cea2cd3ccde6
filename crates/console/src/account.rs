//! Accounts: who may sign in here or enroll devices, what they may do, and how far.

pub(crate) mod link;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod show;

use domain::account::Account;
use domain::id::AccountId;

use crate::badge::Badge;

/// Where the accounts are.
pub(crate) const PATH: &str = "/console/settings/accounts";

/// Returns the path of an account's page.
pub(crate) fn path(id: AccountId) -> String {
    format!("{PATH}/{id}")
}

/// One of the two lists of the section.
pub(crate) struct Tab {
    pub(crate) title: &'static str,
    pub(crate) href: &'static str,
    pub(crate) is_current: bool,
}

/// Returns the two lists, with the one that is shown.
pub(crate) fn tabs(current: &str) -> [Tab; 2] {
    [("Accounts", PATH), ("Groups", crate::account_group::PATH)].map(|(title, href)| Tab {
        title,
        href,
        is_current: href == current,
    })
}

fn state(account: &Account) -> Badge {
    if account.disabled_at.is_some() { Badge::calm("Disabled") } else { Badge::good("Active") }
}

/// What a form brings that was filled in: what may be changed of a person.
#[derive(Clone, Debug, Default)]
struct TypedPerson {
    username: String,
    full_name: String,
    email: String,
    groups: Vec<String>,
}

impl TypedPerson {
    fn read(fields: &web::form::Fields) -> Self {
        Self {
            username: fields.one("username").to_owned(),
            full_name: fields.one("full_name").to_owned(),
            email: fields.one("email").trim().to_owned(),
            groups: fields.all("group").map(str::to_owned).collect(),
        }
    }

    fn email(&self) -> Option<String> {
        (!self.email.is_empty()).then(|| self.email.clone())
    }

    /// Reads the groups that were ticked; one that is no id is left to the verb to refuse as unknown.
    fn groups(&self) -> Vec<domain::id::AccountGroupId> {
        let none = domain::id::AccountGroupId(Default::default());
        self.groups.iter().map(|id| id.parse().unwrap_or(none)).collect()
    }
}
