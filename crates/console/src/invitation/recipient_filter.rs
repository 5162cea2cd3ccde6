//! The state of a list of recipients, which lives in the address of their invitation's page.

use app::{RecipientList, RecipientOrder, RecipientQuery};
use domain::device::SEARCH_CHARACTERS_MAX;
use domain::page::Cursor;
use domain::recipient::RecipientStatus;
use serde::Deserialize;

use crate::device::filter::Chip;
use crate::paging::link;

/// The address as it came.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    q: String,
    status: String,
    sort: String,
    after: String,
    /// What has just been done: a note, not a part of the view.
    pub(crate) done: String,
    pub(crate) count: String,
    pub(crate) left: String,
}

/// The address as it is understood.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct View {
    pub(crate) search: String,
    pub(crate) status: Option<RecipientStatus>,
    pub(crate) order: RecipientOrder,
    pub(crate) after: Option<Cursor>,
}

impl From<&Address> for View {
    fn from(address: &Address) -> Self {
        Self {
            search: address.q.trim().chars().take(SEARCH_CHARACTERS_MAX).collect(),
            // Time and invitation are not the recipient's own: nobody is stored as expired.
            status: RecipientStatus::parse(&address.status)
                .filter(|status| *status != RecipientStatus::Expired),
            order: match address.sort.as_str() {
                "address" => RecipientOrder::Address,
                "stage" => RecipientOrder::Stage,
                _ => RecipientOrder::Added,
            },
            after: Cursor::decode(&address.after),
        }
    }
}

impl View {
    /// Returns the query for the verb.
    pub(crate) fn query(&self, limit: u32) -> RecipientQuery {
        RecipientQuery {
            list: RecipientList { status: self.status, search: self.search.clone() },
            order: self.order,
            after: self.after.clone(),
            limit,
        }
    }

    /// Returns the parts of the address.
    pub(crate) fn pairs(&self) -> [(&'static str, &str); 3] {
        [
            ("q", &self.search),
            ("status", self.status.map_or("", RecipientStatus::name)),
            ("sort", self.sort()),
        ]
    }

    /// Returns the name of the order; empty for the usual one.
    pub(crate) fn sort(&self) -> &'static str {
        match self.order {
            RecipientOrder::Added => "",
            RecipientOrder::Address => "address",
            RecipientOrder::Stage => "stage",
        }
    }

    /// Returns the address of this state at a path, from its first page.
    pub(crate) fn link(&self, path: &str) -> String {
        link(path, &self.pairs())
    }

    /// Returns the address of this list in another order.
    pub(crate) fn sorted(&self, path: &str, order: RecipientOrder) -> String {
        Self { order, ..self.clone() }.link(path)
    }

    /// Returns the filters in force.
    pub(crate) fn chips(&self, path: &str) -> Vec<Chip> {
        let chip = |label, view: Self| Chip { label, without: view.link(path) };
        let mut chips = Vec::new();
        if !self.search.is_empty() {
            let label = format!("“{}”", self.search);
            chips.push(chip(label, Self { search: String::new(), ..self.clone() }));
        }
        if let Some(status) = self.status {
            chips.push(chip(status.title().into(), Self { status: None, ..self.clone() }));
        }
        chips
    }
}
