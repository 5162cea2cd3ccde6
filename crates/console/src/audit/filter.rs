//! The state of the audit log's list, which lives in its address. Whatever it says that makes no sense counts as not said.

use std::net::IpAddr;

use domain::audit::{AUDIT_SEARCH_CHARACTERS_MAX, AuditFilter, AuditObject, event_words, is_event_name};
use domain::page::Cursor;
use domain::time::{DAY, Timestamp};
use serde::Deserialize;
use web::time::{day, day_start, iso_day};

use crate::paging::link;

/// The address as it came.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    q: String,
    actor: String,
    event: String,
    source: String,
    device: String,
    enrollment: String,
    invitation: String,
    from: String,
    to: String,
    after: String,
}

/// The address as it is understood.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct View {
    pub(crate) search: String,
    pub(crate) actor: String,
    pub(crate) event: String,
    pub(crate) source: Option<IpAddr>,
    pub(crate) object: Option<AuditObject>,
    /// The first day shown, by its beginning.
    pub(crate) from: Option<Timestamp>,
    /// The last day shown, by its beginning.
    pub(crate) to: Option<Timestamp>,
    pub(crate) after: Option<Cursor>,
}

/// A filter in force, and the address without it.
pub(crate) struct Chip {
    pub(crate) label: String,
    pub(crate) without: String,
}

impl From<Address> for View {
    fn from(address: Address) -> Self {
        let device = address.device.parse().ok().map(AuditObject::Device);
        Self {
            search: text(&address.q),
            actor: text(&address.actor),
            event: Some(address.event).filter(|event| is_event_name(event)).unwrap_or_default(),
            source: address.source.trim().parse().ok(),
            object: device
                .or_else(|| address.enrollment.parse().ok().map(AuditObject::Enrollment))
                .or_else(|| address.invitation.parse().ok().map(AuditObject::Invitation)),
            from: day_start(&address.from),
            to: day_start(&address.to),
            after: Cursor::decode(&address.after),
        }
    }
}

/// Cuts a typed text to what is looked for.
fn text(typed: &str) -> String {
    typed.trim().chars().filter(|c| !c.is_control()).take(AUDIT_SEARCH_CHARACTERS_MAX).collect()
}

impl View {
    /// Returns the filter for the verbs.
    pub(crate) fn filter(&self) -> AuditFilter {
        let said = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        AuditFilter {
            since: self.from,
            until: self.to.map(|day| day.plus(DAY)),
            actor: said(&self.actor),
            event: said(&self.event),
            object: self.object,
            source: self.source,
            search: said(&self.search),
        }
    }

    /// Returns the address of this state at a path, from its first page.
    pub(crate) fn link(&self, path: &str) -> String {
        let pairs = self.pairs();
        link(path, &pairs.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>())
    }

    /// Returns the parts of the address.
    pub(crate) fn pairs(&self) -> [(&'static str, String); 9] {
        let none = String::new;
        let (device, enrollment, invitation) = match self.object {
            Some(AuditObject::Device(id)) => (id.to_string(), none(), none()),
            Some(AuditObject::Enrollment(id)) => (none(), id.to_string(), none()),
            Some(AuditObject::Invitation(id)) => (none(), none(), id.to_string()),
            None => (none(), none(), none()),
        };
        [
            ("q", self.search.clone()),
            ("actor", self.actor.clone()),
            ("event", self.event.clone()),
            ("source", self.source.map(|source| source.to_string()).unwrap_or_default()),
            ("device", device),
            ("enrollment", enrollment),
            ("invitation", invitation),
            ("from", self.first_day()),
            ("to", self.last_day()),
        ]
    }

    /// Returns the first day as the form writes it.
    pub(crate) fn first_day(&self) -> String {
        self.from.map(iso_day).unwrap_or_default()
    }

    /// Returns the last day as the form writes it.
    pub(crate) fn last_day(&self) -> String {
        self.to.map(iso_day).unwrap_or_default()
    }

    /// Returns the filters in force.
    pub(crate) fn chips(&self) -> Vec<Chip> {
        let mut chips = Vec::new();
        let mut chip = |label: Option<String>, view: Self| {
            chips.extend(label.map(|label| Chip { label, without: view.link(super::list::PATH) }));
        };
        let said = |text: &str, label: String| (!text.is_empty()).then_some(label);
        let all = || self.clone();
        chip(said(&self.search, format!("“{}”", self.search)), Self { search: String::new(), ..all() });
        chip(said(&self.actor, format!("By {}", self.actor)), Self { actor: String::new(), ..all() });
        chip(said(&self.event, event_words(&self.event)), Self { event: String::new(), ..all() });
        chip(self.source.map(|source| format!("From {source}")), Self { source: None, ..all() });
        let object = self.object.map(|object| match object {
            AuditObject::Device(_) => "One device".to_owned(),
            AuditObject::Enrollment(_) => "One enrollment".to_owned(),
            AuditObject::Invitation(_) => "One invitation".to_owned(),
        });
        chip(object, Self { object: None, ..all() });
        chip(self.from.map(|at| format!("Since {}", day(at))), Self { from: None, ..all() });
        chip(self.to.map(|at| format!("Until {}", day(at))), Self { to: None, ..all() });
        chips
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_survives_its_address() {
        let view = View {
            search: "Åsa & co".into(),
            actor: "ann".into(),
            event: "account-created".into(),
            source: "2001:db8::7".parse().ok(),
            object: "0190a5c8-0000-7000-8000-000000000001".parse().ok().map(AuditObject::Enrollment),
            from: day_start("2026-11-01"),
            to: day_start("2026-11-22"),
            after: None,
        };
        assert_eq!(
            view.link("/console/settings/audit"),
            "/console/settings/audit?q=%C3%85sa%20%26%20co&actor=ann&event=account-created&source=2001%3Adb8%3A%3A7\
             &enrollment=0190a5c8-0000-7000-8000-000000000001&from=2026-11-01&to=2026-11-22"
        );
        assert_eq!(view.chips().len(), 7);
        assert!(!view.chips()[1].without.contains("actor"));
        assert_eq!(view.filter().until, day_start("2026-11-23"), "the last day is shown whole");
    }

    #[test]
    fn t30_what_makes_no_sense_counts_as_not_said() {
        let address = Address {
            event: "words; drop table audit".into(),
            source: "nowhere".into(),
            device: "7".into(),
            enrollment: "' or 1=1".into(),
            from: "2026-02-30".into(),
            to: "yesterday".into(),
            after: "mac".into(),
            ..Address::default()
        };
        assert_eq!(View::from(address), View::default());
    }
}
