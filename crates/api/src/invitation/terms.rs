//! The terms of an invitation on the wire: what is shown can be sent back as it is.

use domain::invitation::{Hours, LoginMatch};
use domain::language::language_code;
use domain::time::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::Object;

use crate::document::one_of;
use crate::request::Checks;

/// What an invitation grants and asks.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InvitationTerms {
    /// What the inviter calls it.
    #[schema(max_length = 100, example = "Physics, first term")]
    name: String,
    /// What else they want to remember.
    #[serde(default)]
    #[schema(max_length = 2000)]
    note: String,
    /// From when on it opens nothing (RFC 3339). `null` is never, and has to be said; left out of a new one it is a week.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "said")]
    #[schema(value_type = Option<String>, format = DateTime, required = false, example = "2026-03-08T08:30:00Z")]
    expires_at: Option<Option<String>>,
    /// Whether the person logs in.
    #[serde(default = "yes")]
    #[schema(default = true)]
    requires_login: bool,
    /// How many devices may enroll through the link of one recipient; `null` is as many as like, left out it is one.
    #[serde(default = "one", deserialize_with = "nullable")]
    #[schema(minimum = 1, maximum = 100000, default = 1, required = false)]
    uses_max: Option<u32>,
    /// The site that devices join; `null` leaves it to the login, or to none.
    #[serde(default)]
    site_id: Option<String>,
    /// Whether a device that is in a site already stays there.
    #[serde(default)]
    keeps_existing_site: bool,
    /// What happens when somebody else logs in than the one it was sent to.
    #[serde(default = "must")]
    #[schema(schema_with = matches)]
    login_match: String,
    /// Whether a one-time code is asked for that goes to the recipient by the other way.
    #[serde(default)]
    asks_code: bool,
    /// Whether somebody has to approve each enrollment.
    #[serde(default)]
    needs_approval: bool,
    /// The only serial numbers that may enroll; empty admits every device.
    #[serde(default)]
    #[schema(max_items = 10000)]
    serial_numbers: Vec<String>,
    /// The only hours at which an enrollment may begin; `null` is at any.
    #[serde(default)]
    hours: Option<InvitationHours>,
    /// How many days before it expires those are reminded who have not enrolled; `null` reminds nobody.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 90)]
    reminder_days: Option<u32>,
    /// The language of its messages where a recipient has none.
    #[serde(default = "english")]
    #[schema(default = "en")]
    language: String,
    /// The IANA time zone in which its expiry is told where a recipient has none.
    #[serde(default = "utc")]
    #[schema(default = "UTC")]
    zone: String,
}

/// Hours of some days of the week.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InvitationHours {
    /// The days: `monday` to `sunday`.
    #[schema(example = json!(["monday", "tuesday"]))]
    days: Vec<String>,
    /// From this time of the day.
    #[schema(example = "08:00")]
    from: String,
    /// To before this one; earlier than the first when they reach over midnight. `24:00` is the end of the day.
    #[schema(example = "17:00")]
    to: String,
    /// The IANA name of the time zone.
    #[schema(example = "Europe/Stockholm")]
    zone: String,
}

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

fn matches() -> Object {
    let names = LoginMatch::ALL.map(LoginMatch::name);
    one_of(
        names,
        "What happens when somebody else logs in: `must` refuses them, `record` writes it down; `must` when not said.",
    )
}

fn yes() -> bool {
    true
}

#[expect(clippy::unnecessary_wraps, reason = "the default of a field that may be null")]
fn one() -> Option<u32> {
    Some(1)
}

fn must() -> String {
    LoginMatch::Must.name().to_owned()
}

fn english() -> String {
    domain::language::ENGLISH.to_owned()
}

fn utc() -> String {
    "UTC".to_owned()
}

/// Tells `null` from what was left out.
fn said<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Takes `null` for itself and not for the default.
fn nullable<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    Option::deserialize(deserializer)
}

impl From<domain::invitation::InvitationTerms> for InvitationTerms {
    fn from(terms: domain::invitation::InvitationTerms) -> Self {
        Self {
            name: terms.name,
            note: terms.note,
            expires_at: Some(terms.expires_at.map(written)),
            requires_login: terms.requires_login,
            uses_max: terms.uses_max,
            site_id: terms.site_id.map(|id| id.to_string()),
            keeps_existing_site: terms.keeps_existing_site,
            login_match: terms.login_match.name().to_owned(),
            asks_code: terms.asks_code,
            needs_approval: terms.needs_approval,
            serial_numbers: terms.serial_numbers,
            hours: terms.hours.map(InvitationHours::from),
            reminder_days: terms.reminder_days,
            language: terms.language,
            zone: terms.zone,
        }
    }
}

fn written(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::MAX).to_string()
}

impl From<Hours> for InvitationHours {
    fn from(hours: Hours) -> Self {
        let time = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        let days = DAYS.iter().zip(hours.days).filter(|(_, is_one)| *is_one);
        Self {
            days: days.map(|(day, _)| (*day).to_owned()).collect(),
            from: time(hours.from_minute),
            to: time(hours.to_minute),
            zone: hours.zone,
        }
    }
}

impl InvitationTerms {
    /// Reads the terms; what cannot be read is noted. An end that was left out is `usual_end`, or a fault where there is none.
    pub(crate) fn parse(
        self,
        checks: &mut Checks,
        usual_end: Option<Timestamp>,
    ) -> domain::invitation::InvitationTerms {
        const INSTANT: &str = "an instant such as 2026-03-01T08:30:00Z, or null for never";
        let expires_at = match &self.expires_at {
            Some(said) => checks.read("expires_at", said.as_deref(), INSTANT, instant),
            None => {
                if usual_end.is_none() {
                    checks.fault("expires_at", "Say until when it serves, or null for ever.");
                }
                usual_end
            }
        };
        let login_match = checks.named(
            "login_match",
            &self.login_match,
            &LoginMatch::ALL.map(LoginMatch::name),
            LoginMatch::parse,
        );
        let serial_numbers = self.serial_numbers.iter().map(|number| number.trim().to_ascii_uppercase());
        let language = checks.read(
            "language",
            Some(&self.language),
            "the code of a language, such as de or pt-BR",
            language_code,
        );
        domain::invitation::InvitationTerms {
            expires_at,
            site_id: checks.id("site_id", self.site_id.as_deref()),
            login_match: login_match.unwrap_or(LoginMatch::Must),
            serial_numbers: serial_numbers.collect(),
            hours: self.hours.and_then(|hours| hours.parse(checks)),
            language: language.unwrap_or_default(),
            name: self.name,
            note: self.note,
            requires_login: self.requires_login,
            uses_max: self.uses_max,
            keeps_existing_site: self.keeps_existing_site,
            asks_code: self.asks_code,
            needs_approval: self.needs_approval,
            reminder_days: self.reminder_days,
            zone: self.zone,
        }
    }
}

impl InvitationHours {
    fn parse(self, checks: &mut Checks) -> Option<Hours> {
        let mut days = [false; 7];
        for name in &self.days {
            let place =
                checks.named("hours", name, &DAYS, |name| DAYS.iter().position(|day| *day == name))?;
            days[place] = true;
        }
        let mut time = |text: &str| checks.read("hours", Some(text), "a time such as 08:30", minute);
        let (from_minute, to_minute) = (time(&self.from)?, time(&self.to)?);
        Some(Hours { days, from_minute, to_minute, zone: self.zone })
    }
}

fn minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |text: &str, most: u16| {
        let is_number = text.len() == 2 && text.bytes().all(|octet| octet.is_ascii_digit());
        is_number.then(|| text.parse::<u16>().ok()).flatten().filter(|number| *number <= most)
    };
    let minute = number(hours, 24)? * 60 + number(minutes, 59)?;
    (minute <= 24 * 60).then_some(minute)
}

fn instant(text: &str) -> Option<Timestamp> {
    text.parse::<jiff::Timestamp>().ok().map(|instant| Timestamp(instant.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use domain::time::HOUR;

    use super::*;

    fn read(json: &str) -> Result<domain::invitation::InvitationTerms, Vec<String>> {
        let terms: InvitationTerms = serde_json::from_str(json).map_err(|error| vec![error.to_string()])?;
        let mut checks = Checks::default();
        let read = terms.parse(&mut checks, Some(Timestamp(HOUR)));
        checks.finish().map(|()| read).map_err(|_| vec!["invalid".to_owned()])
    }

    #[test]
    fn what_is_left_out_is_as_usual_and_never_has_to_be_said() {
        let usual = read(r#"{"name":"A"}"#).expect("terms");
        assert_eq!((usual.expires_at, usual.uses_max), (Some(Timestamp(HOUR)), Some(1)));
        assert!(usual.requires_login);
        let open = read(r#"{"name":"A","expires_at":null,"uses_max":null}"#).expect("terms");
        assert_eq!((open.expires_at, open.uses_max), (None, None));
    }

    #[test]
    fn what_is_shown_reads_back_as_it_was() {
        let terms = domain::invitation::InvitationTerms {
            serial_numbers: vec!["C02ABC123456".into()],
            hours: Some(Hours {
                days: [true, false, false, false, false, false, true],
                from_minute: 8 * 60 + 5,
                to_minute: 24 * 60,
                zone: "Europe/Stockholm".into(),
            }),
            reminder_days: Some(2),
            ..domain::invitation::InvitationTerms::new("A", Timestamp(0))
        };
        let json = serde_json::to_string(&InvitationTerms::from(terms.clone())).expect("a text");
        assert_eq!(read(&json), Ok(terms.clone()));
        let endless = domain::invitation::InvitationTerms { expires_at: None, uses_max: None, ..terms };
        let json = serde_json::to_string(&InvitationTerms::from(endless.clone())).expect("a text");
        assert_eq!(read(&json), Ok(endless));
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for wrong in [
            r#"{}"#,
            r#"{"name":"A","expires_at":"tomorrow"}"#,
            r#"{"name":"A","login_match":"maybe"}"#,
            r#"{"name":"A","site_id":"North"}"#,
            r#"{"name":"A","ownership":"personal"}"#,
            r#"{"name":"A","hours":{"days":["caturday"],"from":"08:00","to":"09:00","zone":"UTC"}}"#,
            r#"{"name":"A","hours":{"days":["monday"],"from":"8","to":"09:00","zone":"UTC"}}"#,
            r#"{"name":"A","hours":{"days":["monday"],"from":"08:00","to":"24:01","zone":"UTC"}}"#,
            r#"{"name":"A","language":"german!"}"#,
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
