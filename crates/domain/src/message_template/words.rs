//! The texts that come with the server, and the words around every message, by language: its button, its notes, its dates.

mod ar;
mod da;
mod de;
mod en;
mod es;
mod fr;
mod it;
mod ja;
mod nl;
mod pl;
mod pt;
mod sv;

use crate::language::base;
use crate::message::MessageKind;

/// The words of one language. Where a value belongs, its name stands in double braces.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// What stands in place of a name that is not known; mostly nothing.
    pub nameless: &'static str,
    /// On the button.
    pub button: &'static str,
    /// Before the link as text.
    pub link_note: &'static str,
    /// Beside the QR code.
    pub qr_note: &'static str,
    /// How to go without the link; with `{{enroll}}` and `{{code}}`.
    pub code_note: &'static str,
    /// Whom to ask when the organization has named nobody; with `{{inviter}}`.
    pub help_note: &'static str,
    /// Who sent it and why; with `{{inviter}}` and `{{organization}}`.
    pub sender_note: &'static str,
    /// What to do when nobody expected it.
    pub stranger_note: &'static str,
    /// How long a link works in a mail; with `{{weekday}}`, `{{day}}`, `{{month}}`, `{{year}}`, `{{time}}`, `{{zone}}`,
    /// and where months go by number, `{{month_number}}`.
    pub until: &'static str,
    /// The same, short, for an SMS; with two digits in `{{day2}}` and `{{month2}}`, and the month's first three letters
    /// in `{{month3}}`.
    pub until_short: &'static str,
    /// That a link works for ever.
    pub always: &'static str,
    /// The days of the week, from Monday.
    pub weekdays: [&'static str; 7],
    /// The months.
    pub months: [&'static str; 12],
}

/// Returns the words of a language or the one that it is a variety of; English where there are none.
pub fn words(language: &str) -> &'static Words {
    match base(language).to_ascii_lowercase().as_str() {
        "ar" => &ar::WORDS,
        "da" => &da::WORDS,
        "de" => &de::WORDS,
        "es" => &es::WORDS,
        "fr" => &fr::WORDS,
        "it" => &it::WORDS,
        "ja" => &ja::WORDS,
        "nl" => &nl::WORDS,
        "pl" => &pl::WORDS,
        "pt" => &pt::WORDS,
        "sv" => &sv::WORDS,
        _ => &en::WORDS,
    }
}

/// A text that comes with the server.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text {
    pub(super) subject: &'static str,
    pub(super) body: &'static str,
    pub(super) sms: &'static str,
}

/// Returns the text of a kind in exactly this language.
pub(super) fn text(kind: MessageKind, language: &str) -> Option<Text> {
    macro_rules! of {
        ($language:ident) => {
            match kind {
                MessageKind::Invitation => $language::INVITATION,
                MessageKind::Reminder => $language::REMINDER,
                MessageKind::Code => $language::CODE,
                MessageKind::NewLinkWanted | MessageKind::ApprovalWanted | MessageKind::Test => return None,
            }
        };
    }
    let text = match language {
        "ar" => of!(ar),
        "da" => of!(da),
        "de" => of!(de),
        "es" => of!(es),
        "fr" => of!(fr),
        "it" => of!(it),
        "ja" => of!(ja),
        "nl" => of!(nl),
        "pl" => of!(pl),
        "pt" => of!(pt),
        "sv" => of!(sv),
        "en" => match kind {
            MessageKind::NewLinkWanted => en::NEW_LINK_WANTED,
            MessageKind::ApprovalWanted => en::APPROVAL_WANTED,
            MessageKind::Test => en::TEST,
            _ => of!(en),
        },
        _ => return None,
    };
    Some(text)
}
