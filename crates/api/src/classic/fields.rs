//! What a script sends to make an invitation, read into terms, texts and recipients.

use app::{Fault, GivenRecipient};
use domain::address::split_list;
use domain::id::SiteId;
use domain::invitation::{Delivery, InvitationTerms, LoginMatch};
use domain::message::MessageKind;
use domain::message_template::{TemplateText, Variable, english_text, names};
use domain::site::Site;
use domain::time::Timestamp;

use super::xml::Element;
use crate::problem::Problem;

/// The root element.
pub(super) const ROOT: &str = "mobile_device_invitation";
/// The word for an invitation without an end.
pub(super) const UNLIMITED: &str = "Unlimited";
/// What stands for no site.
pub(super) const NO_SITE: i64 = -1;
/// The form of an instant, always in UTC.
pub(super) const DATE: &str = "%Y-%m-%d %H:%M:%S";
/// The usual name of an invitation, which has none in this shape.
const NAME: &str = "Classic API";
/// What older messages write in the place of the link.
const LINK_PLACE: &str = "%@";
/// The most characters of a name that is taken from a subject.
const NAME_CHARACTERS_MAX: usize = 100;

/// An invitation as a script wants it.
#[derive(Debug)]
pub(super) struct Wanted {
    /// How its links reach people.
    pub(super) delivery: Delivery,
    /// What it grants and asks.
    pub(super) terms: InvitationTerms,
    /// Its own text, in English as far as anybody knows.
    pub(super) text: Option<TemplateText>,
    /// Whom it goes to.
    pub(super) recipients: Vec<GivenRecipient>,
}

/// Reads the root; `sites` are those that the caller may name.
pub(super) fn parse(root: &Element, sites: &[Site], now: Timestamp) -> Result<Wanted, Problem> {
    if root.name != ROOT {
        return Err(Problem::malformed(format!("The root element has to be {ROOT}.")));
    }
    let mut faults = Vec::new();
    let delivery = match said(root, "invitation_type").unwrap_or("USER_INITIATED_URL") {
        "USER_INITIATED_URL" => Delivery::Link,
        // The second is how published examples misspell it.
        "USER_INITIATED_EMAIL" | "USER_INITATIED_EMAIL" => Delivery::Email,
        _ => {
            faults
                .push(Fault::new("invitation_type", "Expected USER_INITIATED_URL or USER_INITIATED_EMAIL."));
            Delivery::Link
        }
    };
    let subject = said(root, "subject").map(one_line);
    let name = subject.as_deref().unwrap_or(NAME).chars().take(NAME_CHARACTERS_MAX).collect::<String>();
    let usual = InvitationTerms::new(name.trim(), now);
    let mut flag = |name: &'static str, usual: bool| match said(root, name) {
        None => usual,
        Some(text) if text.eq_ignore_ascii_case("true") => true,
        Some(text) if text.eq_ignore_ascii_case("false") => false,
        Some(_) => {
            faults.push(Fault::new(name, "Expected true or false."));
            usual
        }
    };
    let requires_login = flag("require_login", true);
    let allows_many = flag("allow_multiple_uses", false);
    let keeps_existing_site = flag("keep_existing_site_membership", false);
    let expires_at = match said(root, "expiration_date") {
        None => usual.expires_at,
        Some(text) if text.eq_ignore_ascii_case(UNLIMITED) => None,
        Some(text) => {
            let read = instant(text);
            if read.is_none() {
                let words = "Expected yyyy-MM-dd HH:mm:ss in UTC, or Unlimited.";
                faults.push(Fault::new("expiration_date", words));
            }
            read
        }
    };
    let site_id = site(root, sites).unwrap_or_else(|fault| {
        faults.push(fault);
        None
    });
    let recipients = match delivery {
        Delivery::Email => split_list(said(root, "sent_to").unwrap_or_default()),
        _ => Vec::new(),
    };
    if delivery == Delivery::Email && recipients.is_empty() {
        faults.push(Fault::new("sent_to", "Say whom it goes to; addresses with commas between them."));
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults).flattened());
    }
    let recipients = recipients
        .into_iter()
        .map(|address| GivenRecipient { address: address.to_owned(), ..Default::default() });
    Ok(Wanted {
        delivery,
        recipients: recipients.collect(),
        text: text(subject, said(root, "message")),
        terms: InvitationTerms {
            expires_at,
            requires_login,
            uses_max: if allows_many { None } else { usual.uses_max },
            site_id,
            keeps_existing_site,
            // In this shape an invitation names no person, and whoever holds its link may log in.
            login_match: LoginMatch::Record,
            ..usual
        },
    })
}

/// Returns a value that is there and not empty.
fn said<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.child(name).map(|child| child.text.as_str()).filter(|text| !text.is_empty())
}

/// Reads an instant without a zone as UTC.
fn instant(text: &str) -> Option<Timestamp> {
    let civil = jiff::civil::DateTime::strptime(DATE, text).ok()?;
    let instant = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
    Some(Timestamp(instant.as_millisecond()))
}

/// Finds the site, which goes by either name in what is published; by its number, its id or its name.
fn site(root: &Element, sites: &[Site]) -> Result<Option<SiteId>, Fault> {
    let given = root.child("enroll_into_site").or_else(|| root.child("enrolled_into_site"));
    let Some(given) = given else { return Ok(None) };
    let (id, name) = (said(given, "id"), said(given, "name"));
    let found = match (id, name) {
        (Some(id), _) if id == NO_SITE.to_string() => return Ok(None),
        (Some(id), _) => sites.iter().find(|site| {
            site_number(site.id).to_string() == id || site.id.to_string().eq_ignore_ascii_case(id)
        }),
        (None, Some(name)) if name.eq_ignore_ascii_case("none") => return Ok(None),
        (None, Some(name)) => sites.iter().find(|site| site.name.to_lowercase() == name.to_lowercase()),
        (None, None) => return Ok(None),
    };
    let words = "There is no such site, or none that you may see. Use -1 for none, or its name.";
    found.map(|site| Some(site.id)).ok_or_else(|| Fault::new("enroll_into_site", words))
}

/// Returns the number by which a site goes in this shape, where ids are numbers: 30 bits of its id, which are random.
pub(super) fn site_number(id: SiteId) -> i64 {
    i64::try_from(id.0.as_u128() & 0x3fff_ffff).unwrap_or_default() + 1
}

/// Puts subject and message in the place of the usual ones. A message without a place for the link gets one at its end.
fn text(subject: Option<String>, message: Option<&str>) -> Option<TemplateText> {
    if subject.is_none() && message.is_none() {
        return None;
    }
    let usual = english_text(MessageKind::Invitation);
    let link = format!("{{{{{}}}}}", Variable::Link.name());
    let body = message.map(|message| {
        let message = message.replace(LINK_PLACE, &link);
        if names(&message, Variable::Link) { message } else { format!("{message}\n\n{link}") }
    });
    Some(TemplateText {
        subject: subject.unwrap_or(usual.subject),
        body: body.unwrap_or(usual.body),
        sms: usual.sms,
    })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classic::xml::read;

    const NOW: Timestamp = Timestamp(1_772_354_400_000);

    fn sites() -> [Site; 2] {
        [(6, "North"), (7, "South")].map(|(n, name)| Site {
            id: format!("00000000-0000-7000-8000-00000000000{n}").parse().expect("an id"),
            name: name.to_owned(),
            created_at: Timestamp(0),
        })
    }

    fn wanted(content: &str) -> Result<Wanted, String> {
        let root = read(format!("<{ROOT}>{content}</{ROOT}>").as_bytes()).expect("a document");
        parse(&root, &sites(), NOW).map_err(|problem| format!("{problem:?}"))
    }

    #[test]
    fn nothing_said_is_a_link_for_a_week_for_one_device_with_login() {
        let usual = wanted("").expect("terms");
        assert_eq!(usual.delivery, Delivery::Link);
        assert!(usual.terms.requires_login && usual.terms.expires_at.is_some() && usual.text.is_none());
        assert_eq!((usual.terms.uses_max, usual.terms.site_id), (Some(1), None));
    }

    #[test]
    fn only_the_write_names_count_and_what_is_unknown_is_passed_over() {
        let read_names = wanted(
            "<login_required>false</login_required><multiple_uses_allowed>true</multiple_uses_allowed><target_ios>iOS 4</target_ios>",
        );
        let read_names = read_names.expect("terms").terms;
        assert!(read_names.requires_login && read_names.uses_max == Some(1));
        let write_names = wanted(
            "<require_login>false</require_login><allow_multiple_uses>TRUE</allow_multiple_uses><keep_existing_site_membership>true</keep_existing_site_membership>",
        );
        let write_names = write_names.expect("terms").terms;
        assert!(
            !write_names.requires_login && write_names.uses_max.is_none() && write_names.keeps_existing_site
        );
    }

    #[test]
    fn an_end_is_read_as_utc_and_unlimited_has_to_be_said() {
        let end = |text: &str| {
            wanted(&format!("<expiration_date>{text}</expiration_date>"))
                .map(|wanted| wanted.terms.expires_at)
        };
        assert_eq!(end("2026-03-08 08:40:00"), Ok(Some(Timestamp(1_772_959_200_000))));
        assert_eq!((end("Unlimited"), end("unlimited")), (Ok(None), Ok(None)));
        assert!(end("").expect("the usual").is_some());
        for wrong in ["tomorrow", "2026-03-08", "2026-02-30 00:00:00", "2026-03-08 08:40:00 +02:00"] {
            assert!(end(wrong).expect_err("refused").contains("expiration_date"), "{wrong}");
        }
    }

    #[test]
    fn a_site_goes_by_either_element_by_number_id_or_name() {
        let [north, south] = sites();
        let site = |text: &str| wanted(text).map(|wanted| wanted.terms.site_id);
        let number = site_number(north.id);
        for (text, expected) in [
            (format!("<enroll_into_site><id>{number}</id></enroll_into_site>"), Some(north.id)),
            (format!("<enrolled_into_site><id>{}</id></enrolled_into_site>", south.id), Some(south.id)),
            ("<enroll_into_site><name>south</name></enroll_into_site>".to_owned(), Some(south.id)),
            ("<enroll_into_site><id>-1</id><name>None</name></enroll_into_site>".to_owned(), None),
            ("<enroll_into_site><name>NONE</name></enroll_into_site>".to_owned(), None),
            ("<enroll_into_site/>".to_owned(), None),
        ] {
            assert_eq!(site(&text), Ok(expected), "{text}");
        }
        assert!(site("<enroll_into_site><id>4</id></enroll_into_site>").is_err());
    }

    #[test]
    fn a_message_keeps_or_gets_its_place_for_the_link() {
        let text = |content: &str| wanted(content).expect("terms").text.expect("a text");
        assert_eq!(text("<message>Open %@ now</message>").body, "Open {{link}} now");
        assert_eq!(text("<message>Hello</message>").body, "Hello\n\n{{link}}");
        let with_subject = text("<subject>Enroll\n your iPad</subject>");
        assert_eq!(with_subject.subject, "Enroll your iPad");
        assert!(with_subject.faults(MessageKind::Invitation).is_empty());
    }

    #[test]
    fn mail_needs_somebody_and_the_published_slip_is_mail_too() {
        let mail = "<invitation_type>USER_INITATIED_EMAIL</invitation_type>";
        let to = format!("{mail}<sent_to>anna@example.org, bo@example.org</sent_to>");
        assert_eq!(wanted(&to).expect("terms").recipients.len(), 2);
        assert!(wanted(mail).expect_err("refused").contains("sent_to"));
        assert!(wanted("<invitation_type>DEP_CUSTOM_ENROLL</invitation_type>").is_err());
    }
}
