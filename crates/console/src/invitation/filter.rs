//! The state of the list of invitations, which lives in its address. Whatever the address says that is not in the closed
//! lists here counts as not said.

use app::{InvitationList, InvitationOrder, InvitationQuery};
use domain::device::SEARCH_CHARACTERS_MAX;
use domain::invitation::{Delivery, InvitationStatus};
use domain::page::Cursor;
use serde::Deserialize;

use crate::device::filter::Chip;
use crate::paging::link;

/// The address as it came.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    q: String,
    status: String,
    delivery: String,
    archived: String,
    sort: String,
    after: String,
    /// What has just been done: a note, not a part of the view.
    pub(crate) done: String,
    pub(crate) count: String,
}

/// The address as it is understood.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct View {
    pub(crate) search: String,
    pub(crate) status: Option<InvitationStatus>,
    pub(crate) delivery: Option<Delivery>,
    pub(crate) is_archived: bool,
    pub(crate) order: InvitationOrder,
    pub(crate) after: Option<Cursor>,
}

impl From<Address> for View {
    fn from(address: Address) -> Self {
        Self {
            search: address.q.trim().chars().take(SEARCH_CHARACTERS_MAX).collect(),
            status: InvitationStatus::parse(&address.status),
            delivery: Delivery::parse(&address.delivery),
            is_archived: address.archived == "yes",
            order: if address.sort == "name" { InvitationOrder::Name } else { InvitationOrder::Newest },
            after: Cursor::decode(&address.after),
        }
    }
}

impl View {
    /// Returns the query for the verb.
    pub(crate) fn query(&self, limit: u32) -> InvitationQuery {
        InvitationQuery {
            list: InvitationList {
                is_archived: self.is_archived,
                status: self.status,
                delivery: self.delivery,
                search: self.search.clone(),
            },
            order: self.order,
            after: self.after.clone(),
            limit,
        }
    }

    /// Returns the parts of the address.
    pub(crate) fn pairs(&self) -> [(&'static str, &str); 5] {
        [
            ("q", &self.search),
            ("status", self.status.map_or("", InvitationStatus::name)),
            ("delivery", self.delivery.map_or("", Delivery::name)),
            ("archived", if self.is_archived { "yes" } else { "" }),
            ("sort", if self.is_by_name() { "name" } else { "" }),
        ]
    }

    /// Returns the address of this state at a path, from its first page.
    pub(crate) fn link(&self, path: &str) -> String {
        link(path, &self.pairs())
    }

    /// Says whether the list goes by name.
    pub(crate) fn is_by_name(&self) -> bool {
        self.order == InvitationOrder::Name
    }

    /// Returns the address of this list in another order.
    pub(crate) fn sorted(&self, order: InvitationOrder) -> String {
        Self { order, ..self.clone() }.link(super::PATH)
    }

    /// Returns the filters in force.
    pub(crate) fn chips(&self) -> Vec<Chip> {
        let chip = |label, view: Self| Chip { label, without: view.link(super::PATH) };
        let mut chips = Vec::new();
        if !self.search.is_empty() {
            let label = format!("“{}”", self.search);
            chips.push(chip(label, Self { search: String::new(), ..self.clone() }));
        }
        if let Some(status) = self.status {
            chips.push(chip(status.title().into(), Self { status: None, ..self.clone() }));
        }
        if let Some(delivery) = self.delivery {
            chips.push(chip(delivery.title().into(), Self { delivery: None, ..self.clone() }));
        }
        if self.is_archived {
            chips.push(chip("Archived".into(), Self { is_archived: false, ..self.clone() }));
        }
        chips
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_survives_its_address_and_loses_what_is_not_in_the_lists() {
        let view = View {
            search: "Åsa & co".into(),
            status: Some(InvitationStatus::Paused),
            delivery: Some(Delivery::Sms),
            is_archived: true,
            order: InvitationOrder::Name,
            after: None,
        };
        assert_eq!(
            view.link(super::super::PATH),
            "/console/invitations?q=%C3%85sa%20%26%20co&status=paused&delivery=sms&archived=yes&sort=name"
        );
        assert_eq!(view.chips().len(), 4);
        let foreign = Address {
            status: "used".into(),
            delivery: "pigeon".into(),
            archived: "1".into(),
            sort: "token".into(),
            ..Address::default()
        };
        assert_eq!(View::from(foreign), View::default());
    }
}
