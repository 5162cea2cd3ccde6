//! The form of an invitation's terms, for the assistant and for changes after it was sent.

use app::{App, Caller, Fault};
use askama::Template;
use domain::invitation::{Delivery, Hours, InvitationTerms, LoginMatch};
use domain::language::LANGUAGES;
use domain::privilege::Privilege;
use domain::time::{DAY, Timestamp};
use web::form::{Faults, Fields};
use web::time::{local_minute, minute_at, zones};

use crate::icon::Icon;
use crate::invitation::managed_sites;
use crate::site::Choice;

/// The fields, drawn; stands in a page's own form as `{{ terms_form }}`.
#[derive(Template)]
#[template(path = "invitation/terms-form.html")]
pub(crate) struct TermsForm {
    fields: Fields,
    faults: Faults,
    sites: Vec<Choice>,
    zones: Vec<String>,
    days: Vec<Day>,
    is_sent: bool,
    /// Whether the end stands already, so that the choice of days makes no sense.
    is_made: bool,
}

impl askama::filters::HtmlSafe for TermsForm {}

/// One day of the week.
struct Day {
    value: &'static str,
    title: &'static str,
    is_chosen: bool,
}

/// The days of the week, Monday first.
const DAYS: [(&str, &str); 7] = [
    ("mon", "Monday"),
    ("tue", "Tuesday"),
    ("wed", "Wednesday"),
    ("thu", "Thursday"),
    ("fri", "Friday"),
    ("sat", "Saturday"),
    ("sun", "Sunday"),
];
/// How long an invitation can be said to last without a date.
const LASTS: [u32; 5] = [1, 3, 7, 14, 30];

impl TermsForm {
    /// Draws the form of a new invitation, or of one that is made.
    pub(super) fn new(
        caller: &Caller,
        fields: Fields,
        faults: Faults,
        delivery: Delivery,
        is_made: bool,
    ) -> Self {
        let chosen = fields.one("site").to_owned();
        let mut sites: Vec<_> =
            managed_sites(caller).into_iter().map(|site| Choice::new(Some(site), &chosen)).collect();
        if caller.holds_at(Privilege::ManageInvitations, None) && !sites.is_empty() {
            sites.insert(0, Choice::new(None, &chosen));
        }
        let day = |(value, title): (&'static str, &'static str)| Day {
            value,
            title,
            is_chosen: fields.all("hours_day").any(|one| one == value),
        };
        Self {
            days: DAYS.map(day).into(),
            fields,
            faults,
            sites,
            zones: zones(),
            is_sent: delivery.channel().is_some(),
            is_made,
        }
    }

    /// Says whether a box is ticked, or a choice made.
    fn is(&self, field: &str, value: &str) -> bool {
        self.fields.all(field).any(|one| one == value)
    }

    fn value(&self, field: &str) -> &str {
        self.fields.one(field)
    }

    fn fault(&self, field: &str) -> Option<&str> {
        self.faults.of(field)
    }
}

/// Writes terms as the form shows them.
pub(super) fn fields_of(terms: &InvitationTerms) -> Fields {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: String| fields.push((name.to_owned(), value));
    put("name", terms.name.clone());
    put("note", terms.note.clone());
    put("zone", terms.zone.clone());
    match terms.expires_at {
        Some(at) => {
            put("expires", "at".to_owned());
            put("expires_at", local_minute(at, &terms.zone));
        }
        None => put("expires", "never".to_owned()),
    }
    match terms.uses_max {
        Some(1) => put("uses", "one".to_owned()),
        Some(most) => {
            put("uses", "some".to_owned());
            put("uses_max", most.to_string());
        }
        None => put("uses", "any".to_owned()),
    }
    put("site", Choice::value_of(terms.site_id));
    for (name, is) in [
        ("requires_login", terms.requires_login),
        ("keeps_existing_site", terms.keeps_existing_site),
        ("asks_code", terms.asks_code),
        ("needs_approval", terms.needs_approval),
        ("has_hours", terms.hours.is_some()),
    ] {
        if is {
            put(name, "yes".to_owned());
        }
    }
    put("login_match", terms.login_match.name().to_owned());
    put("serial_numbers", terms.serial_numbers.join("\n"));
    let minute = |minute: u16| format!("{:02}:{:02}", minute / 60 % 24, minute % 60);
    let working = Hours {
        days: [true, true, true, true, true, false, false],
        from_minute: 8 * 60,
        to_minute: 17 * 60,
        zone: String::new(),
    };
    let hours = terms.hours.as_ref().unwrap_or(&working);
    for ((name, _), _) in DAYS.iter().zip(hours.days).filter(|(_, is)| *is) {
        put("hours_day", (*name).to_owned());
    }
    put("hours_from", minute(hours.from_minute));
    put("hours_to", minute(hours.to_minute));
    put("reminder_days", terms.reminder_days.map(|days| days.to_string()).unwrap_or_default());
    put("language", terms.language.clone());
    Fields::new(fields)
}

/// Returns the form of usual terms.
pub(super) fn usual_fields(app: &App, caller: &Caller) -> Fields {
    let site_id =
        app.default_site(caller).or_else(|| match caller.holds_at(Privilege::ManageInvitations, None) {
            true => None,
            false => managed_sites(caller).first().map(|site| site.id),
        });
    let usual = InvitationTerms { site_id, ..InvitationTerms::new("", app.now()) };
    let fields = fields_of(&usual);
    let pairs = fields.pairs().iter().map(|(name, value)| match name.as_str() {
        "expires" => (name.clone(), "7".to_owned()),
        "expires_at" => (name.clone(), String::new()),
        _ => (name.clone(), value.clone()),
    });
    Fields::new(pairs.collect())
}

/// Reads terms, and finds what cannot be understood; what cannot be so the verb finds.
pub(super) fn read(
    fields: &Fields,
    former: Option<&InvitationTerms>,
    now: Timestamp,
) -> (InvitationTerms, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut fault = |field: &'static str, words: &str| faults.push(Fault::new(field, words));
    let is = |name: &str| !fields.one(name).is_empty();
    let zone = fields.one("zone").trim();
    let expires_at = match fields.one("expires") {
        "never" => None,
        "at" => {
            let typed = fields.one("expires_at");
            // A minute that was not touched is the same instant, to the second.
            let same = former.and_then(|former| {
                former.expires_at.filter(|at| local_minute(*at, zone) == typed && former.zone == zone)
            });
            let at = same.or_else(|| minute_at(typed, zone));
            if at.is_none() {
                fault(
                    "expires_at",
                    "Write day and time, such as 2026-12-24 18:00, and choose the time zone.",
                );
            }
            at.or(former.and_then(|former| former.expires_at))
        }
        days => {
            let days: Option<u32> = days.parse().ok().filter(|days| LASTS.contains(days));
            if days.is_none() {
                fault("expires_at", "Choose until when it works.");
            }
            Some(now.plus(i64::from(days.unwrap_or(7)) * DAY))
        }
    };
    let uses_max = match fields.one("uses") {
        "any" => None,
        "some" => {
            let most = fields.one("uses_max").trim().parse().ok();
            if most.is_none() {
                fault("uses_max", "Write how many devices, such as 3.");
            }
            Some(most.unwrap_or(1))
        }
        _ => Some(1),
    };
    let site_id = match fields.one("site") {
        "" => None,
        site => Choice::read(site).unwrap_or_else(|| {
            fault("site", "Choose one of the sites.");
            None
        }),
    };
    let reminder = fields.one("reminder_days").trim();
    let reminder_days = match reminder {
        "" => None,
        days => Some(days.parse().unwrap_or_else(|_| {
            fault("reminder_days", "Write a number of days, such as 2, or nothing.");
            1
        })),
    };
    let minute = |text: &str| {
        let (hour, minute) = text.split_once(':')?;
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
        (hour < 24 && minute < 60).then_some(hour * 60 + minute)
    };
    let hours = is("has_hours").then(|| {
        let (from, to) = (minute(fields.one("hours_from")), minute(fields.one("hours_to")));
        if from.is_none() || to.is_none() {
            fault("hours", "Write two times of the day, such as 08:00 and 17:00.");
        }
        Hours {
            days: DAYS.map(|(name, _)| fields.all("hours_day").any(|day| day == name)),
            from_minute: from.unwrap_or(8 * 60),
            to_minute: to.unwrap_or(17 * 60),
            zone: zone.to_owned(),
        }
    });
    let numbers = fields.one("serial_numbers").split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    let mut serial_numbers: Vec<_> =
        numbers.filter(|number| !number.is_empty()).map(str::to_ascii_uppercase).collect();
    serial_numbers.sort_unstable();
    serial_numbers.dedup();
    let language = match fields.one("language") {
        "" => domain::language::ENGLISH,
        language => language,
    };
    let terms = InvitationTerms {
        name: fields.one("name").to_owned(),
        note: fields.one("note").to_owned(),
        expires_at,
        requires_login: is("requires_login"),
        uses_max,
        site_id,
        keeps_existing_site: is("keeps_existing_site"),
        login_match: LoginMatch::parse(fields.one("login_match")).unwrap_or(LoginMatch::Must),
        asks_code: is("asks_code"),
        needs_approval: is("needs_approval"),
        serial_numbers,
        hours,
        reminder_days,
        language: language.to_owned(),
        zone: zone.to_owned(),
    };
    (terms, faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_survive_their_form() {
        let now = Timestamp(1_795_351_260_000);
        let terms = InvitationTerms {
            note: "for the lab".into(),
            expires_at: Some(Timestamp(1_795_951_260_123)),
            requires_login: false,
            uses_max: Some(3),
            keeps_existing_site: true,
            login_match: LoginMatch::Record,
            asks_code: true,
            needs_approval: true,
            serial_numbers: vec!["C02ABC123456".into()],
            hours: Some(Hours {
                days: [true, false, true, false, false, false, true],
                from_minute: 22 * 60,
                to_minute: 90,
                zone: "Europe/Stockholm".into(),
            }),
            reminder_days: Some(2),
            language: "sv".into(),
            zone: "Europe/Stockholm".into(),
            ..InvitationTerms::new("Physics", now)
        };
        let (read_back, faults) = read(&fields_of(&terms), Some(&terms), now);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(read_back, terms);
    }

    #[test]
    fn what_cannot_be_understood_stands_beside_its_field() {
        let fields = [
            ("expires", "at"),
            ("expires_at", "soon"),
            ("uses", "some"),
            ("uses_max", "many"),
            ("site", "mars"),
            ("reminder_days", "two"),
            ("has_hours", "yes"),
            ("hours_from", "25:00"),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let (_, faults) = read(&Fields::new(fields.into()), None, Timestamp(0));
        let fields: Vec<_> = faults.iter().map(|fault| fault.field).collect();
        assert_eq!(fields, ["expires_at", "uses_max", "site", "reminder_days", "hours"]);
        let (_, faults) = read(&Fields::default(), None, Timestamp(0));
        assert_eq!(faults[0].field, "expires_at", "an end is chosen, never left out by accident");
    }
}
