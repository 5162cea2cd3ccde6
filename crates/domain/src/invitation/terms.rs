//! What an invitation grants and asks. Whatever is here may be changed after it was sent.

use serde::{Deserialize, Serialize};

use super::hours::DAY_MINUTES;
use super::{EXPIRES_AFTER, Hours};
use crate::audit::FieldChange;
use crate::id::SiteId;
use crate::time::Timestamp;

/// The terms.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InvitationTerms {
    /// What the inviter calls it.
    pub name: String,
    /// What else they want to remember.
    pub note: String,
    /// From when on it opens nothing; `None` is never, and only on purpose.
    #[serde(skip)]
    pub expires_at: Option<Timestamp>,
    /// Whether the person logs in.
    pub requires_login: bool,
    /// How many devices may enroll through the link of one recipient; `None` is as many as like.
    pub uses_max: Option<u32>,
    /// The site that devices join; `None` leaves it to the login, or to none.
    #[serde(skip)]
    pub site_id: Option<SiteId>,
    /// Whether a device that is in a site already stays there.
    pub keeps_existing_site: bool,
    /// What happens when somebody else logs in than the one it was sent to.
    pub login_match: LoginMatch,
    /// Whether a one-time code is asked for that goes to the recipient by the other way.
    pub asks_code: bool,
    /// Whether somebody has to approve each enrollment.
    pub needs_approval: bool,
    /// The only serial numbers that may enroll, in capitals; empty admits every device.
    pub serial_numbers: Vec<String>,
    /// The only hours at which an enrollment may begin.
    pub hours: Option<Hours>,
    /// How many days before it expires those are reminded who have not enrolled; `None` reminds nobody.
    pub reminder_days: Option<u32>,
    /// The language of its messages where a recipient has none.
    pub language: String,
    /// The IANA time zone in which its expiry is told where a recipient has none.
    pub zone: String,
}

/// What happens when somebody else logs in than the one an invitation was sent to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LoginMatch {
    /// They are refused.
    Must,
    /// They go on, and it is written down.
    Record,
}

impl LoginMatch {
    /// Both, in the order people choose from.
    pub const ALL: [Self; 2] = [Self::Must, Self::Record];

    /// Returns the name used in forms and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Record => "record",
        }
    }

    /// Finds one by [`LoginMatch::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Must => "Refuse them",
            Self::Record => "Let them, and record it",
        }
    }
}

/// What is wrong with a field of the terms.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvitationFault {
    /// The field, as in forms and documents.
    pub field: &'static str,
    /// What to do about it.
    pub message: String,
}

/// The most characters of a name.
const NAME_CHARACTERS_MAX: usize = 100;
/// The most characters of a note.
const NOTE_CHARACTERS_MAX: usize = 2_000;
/// The most uses of one link, where they are counted.
const USES_MAX: u32 = 100_000;
/// The most serial numbers that an invitation can be bound to.
pub const SERIAL_NUMBERS_MAX: usize = 10_000;
/// The most days before the end at which people are reminded.
const REMINDER_DAYS_MAX: u32 = 90;

impl InvitationTerms {
    /// Returns the usual terms: a week, with login, for one device, with the person it was sent to.
    pub fn new(name: impl Into<String>, now: Timestamp) -> Self {
        Self {
            name: name.into(),
            note: String::new(),
            expires_at: Some(now.plus(EXPIRES_AFTER)),
            requires_login: true,
            uses_max: Some(1),
            site_id: None,
            keeps_existing_site: false,
            login_match: LoginMatch::Must,
            asks_code: false,
            needs_approval: false,
            serial_numbers: Vec::new(),
            hours: None,
            reminder_days: None,
            language: "en".into(),
            zone: "UTC".into(),
        }
    }

    /// Finds what cannot be so. `former` are the terms that are being changed: what has been there may stay.
    pub fn faults(&self, former: Option<&Self>, now: Timestamp) -> Vec<InvitationFault> {
        let mut faults = Vec::new();
        let mut fault = |field, message: &str| {
            faults.push(InvitationFault { field, message: message.to_owned() });
        };
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > NAME_CHARACTERS_MAX || name.contains(char::is_control) {
            fault("name", "Give it a name of at most 100 characters, on one line.");
        }
        let is_text = |c: char| matches!(c, '\n' | '\r' | '\t') || !c.is_control();
        if self.note.chars().count() > NOTE_CHARACTERS_MAX || !self.note.chars().all(is_text) {
            fault("note", "Write at most 2,000 characters.");
        }
        let is_new = former.is_none_or(|former| former.expires_at != self.expires_at);
        if is_new && self.expires_at.is_some_and(|expires_at| expires_at <= now) {
            fault("expires_at", "This lies in the past. Choose a later time, or revoke the invitation.");
        }
        if self.uses_max.is_some_and(|uses_max| !(1..=USES_MAX).contains(&uses_max)) {
            fault("uses_max", "Choose 1 to 100,000 devices, or no limit.");
        }
        if self.serial_numbers.len() > SERIAL_NUMBERS_MAX {
            fault("serial_numbers", "An invitation can be bound to at most 10,000 serial numbers.");
        }
        if let Some(wrong) = self.serial_numbers.iter().find(|number| !is_serial_number(number)) {
            let wrong: String = wrong.chars().take(20).collect();
            fault(
                "serial_numbers",
                &format!("“{wrong}” is no serial number: they have 8 to 14 letters and digits."),
            );
        }
        if let Some(hours) = &self.hours {
            if hours.days == [false; 7] {
                fault("hours", "Choose at least one day.");
            } else if hours.from_minute >= DAY_MINUTES
                || hours.to_minute > DAY_MINUTES
                || hours.from_minute == hours.to_minute
            {
                fault("hours", "Choose two different times of the day.");
            }
        }
        if self.reminder_days.is_some_and(|days| !(1..=REMINDER_DAYS_MAX).contains(&days)) {
            fault("reminder_days", "Remind people 1 to 90 days before the end.");
        } else if self.reminder_days.is_some() && self.expires_at.is_none() {
            fault("reminder_days", "Without an end there is no day to remind people before it.");
        }
        faults
    }

    /// Returns what differs from other terms, in words for people; the names of sites are the caller's to tell.
    pub fn changes_to(&self, after: &Self) -> Vec<FieldChange> {
        FieldChange::between(&self.told(), &after.told())
    }

    fn told(&self) -> Vec<(String, String)> {
        let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
        let expires_at = match self.expires_at {
            Some(Timestamp(at)) => at.to_string(),
            None => "never".to_owned(),
        };
        let hours = match &self.hours {
            Some(Hours { days, from_minute, to_minute, zone }) => {
                let days: String = days.iter().map(|day| if *day { 'x' } else { '-' }).collect();
                format!("{days} {from_minute}–{to_minute} {zone}")
            }
            None => "any".to_owned(),
        };
        [
            ("name", self.name.clone()),
            ("note", self.note.clone()),
            ("expires at", expires_at),
            ("require login", yes(self.requires_login)),
            ("devices per link", self.uses_max.map_or("unlimited".into(), |uses| uses.to_string())),
            ("keep existing site", yes(self.keeps_existing_site)),
            ("another person", self.login_match.name().to_owned()),
            ("one-time code", yes(self.asks_code)),
            ("approval", yes(self.needs_approval)),
            ("serial numbers", self.serial_numbers.join(" ")),
            ("hours", hours),
            ("remind before, days", self.reminder_days.map(|days| days.to_string()).unwrap_or_default()),
            ("language", self.language.clone()),
            ("time zone", self.zone.clone()),
        ]
        .into_iter()
        .map(|(field, value)| (field.to_owned(), value))
        .collect()
    }

    /// Says whether a device with this serial number may enroll.
    pub fn admits(&self, serial_number: Option<&str>) -> bool {
        self.serial_numbers.is_empty()
            || serial_number.is_some_and(|number| {
                let number = number.trim().to_ascii_uppercase();
                self.serial_numbers.contains(&number)
            })
    }
}

/// Says whether a text can be the serial number of a device, in capitals.
fn is_serial_number(text: &str) -> bool {
    (8..=14).contains(&text.len())
        && text.bytes().all(|octet| octet.is_ascii_uppercase() || octet.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(terms: &InvitationTerms, former: Option<&InvitationTerms>) -> Vec<&'static str> {
        terms.faults(former, Timestamp(1_000)).into_iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn the_usual_terms_are_sound_and_finite() {
        let terms = InvitationTerms::new("Physics", Timestamp(1_000));
        assert!(fields(&terms, None).is_empty());
        assert!(terms.requires_login && terms.expires_at.is_some() && terms.uses_max == Some(1));
    }

    #[test]
    fn each_fault_is_told_by_its_field() {
        let usual = InvitationTerms::new("Physics", Timestamp(1_000));
        let with = |change: &dyn Fn(&mut InvitationTerms)| {
            let mut terms = usual.clone();
            change(&mut terms);
            fields(&terms, None)
        };
        assert_eq!(with(&|terms| terms.name = " ".into()), ["name"]);
        assert_eq!(with(&|terms| terms.name = "a\r\nBcc: x".into()), ["name"]);
        assert_eq!(with(&|terms| terms.expires_at = Some(Timestamp(1_000))), ["expires_at"]);
        assert_eq!(with(&|terms| terms.uses_max = Some(0)), ["uses_max"]);
        assert_eq!(with(&|terms| terms.serial_numbers = vec!["short".into()]), ["serial_numbers"]);
        assert_eq!(with(&|terms| terms.reminder_days = Some(0)), ["reminder_days"]);
        let endless = with(&|terms| {
            terms.expires_at = None;
            terms.reminder_days = Some(2);
        });
        assert_eq!(endless, ["reminder_days"]);
    }

    #[test]
    fn an_expiry_that_has_passed_may_stay_when_something_else_is_changed() {
        let former =
            InvitationTerms { expires_at: Some(Timestamp(10)), ..InvitationTerms::new("A", Timestamp(0)) };
        let renamed = InvitationTerms { name: "B".into(), ..former.clone() };
        assert!(fields(&renamed, Some(&former)).is_empty());
        assert_eq!(former.changes_to(&renamed).len(), 1);
    }

    #[test]
    fn bound_to_serial_numbers_it_admits_no_other_and_none_without() {
        let bound = InvitationTerms {
            serial_numbers: vec!["C02ABC123456".into()],
            ..InvitationTerms::new("A", Timestamp(0))
        };
        assert!(bound.admits(Some(" c02abc123456 ")));
        assert!(!bound.admits(Some("C02ABC123457")) && !bound.admits(None));
        assert!(InvitationTerms::new("A", Timestamp(0)).admits(None));
    }
}
