//! Samples: every page of the portal as somebody may meet it, for looking at texts before anybody else does.

use super::Screen;

/// A page with made-up people on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sample {
    /// Its name in addresses.
    pub name: &'static str,
    /// The screen whose texts it shows.
    pub screen: Screen,
    /// What it shows, in words for administrators.
    pub title: &'static str,
}

const fn sample(name: &'static str, screen: Screen, title: &'static str) -> Sample {
    Sample { name, screen, title }
}

/// Every sample, in the order in which people meet them.
pub const SAMPLES: &[Sample] = &[
    sample("language", Screen::Language, "Choice of a language"),
    sample("invited", Screen::Invitation, "Invited"),
    sample("invited-elsewhere", Screen::Invitation, "Invited, in another browser"),
    sample("invited-computer", Screen::Invitation, "Invited, on a computer"),
    sample("code-entry", Screen::Invitation, "Typing the code of an invitation"),
    sample("invitation-expired", Screen::Invitation, "An invitation that has expired"),
    sample("invitation-asked", Screen::Invitation, "A new link was asked for"),
    sample("login", Screen::Login, "Login"),
    sample("login-refused", Screen::Login, "Login, refused"),
    sample("login-invited", Screen::Login, "Login of somebody invited"),
    sample("login-provider", Screen::Login, "Login, with an identity provider"),
    sample("login-leaving", Screen::Login, "On the way to an identity provider"),
    sample("login-account", Screen::Login, "Login, come from Settings"),
    sample("browser", Screen::Browser, "Another browser"),
    sample("computer", Screen::Browser, "A computer"),
    sample("unsuited", Screen::Browser, "A device that seems too old"),
    sample("closed", Screen::Browser, "Nothing is enrolled here"),
    sample("handover-offer", Screen::Handover, "Link and code for another device"),
    sample("handover-take", Screen::Handover, "Come with a link or a code"),
    sample("handover-refused", Screen::Handover, "A link that has expired"),
    sample("handover-followed", Screen::Handover, "Going on on the other device"),
    sample("handover-enrolled", Screen::Handover, "The other device is enrolled"),
    sample("ownership", Screen::Ownership, "Device ownership"),
    sample("code", Screen::Code, "One-time code"),
    sample("user", Screen::User, "Assign to user"),
    sample("user-found", Screen::User, "Assign to user, somebody found"),
    sample("site", Screen::Sites, "Choice of a site"),
    sample("eula", Screen::Eula, "Agreement"),
    sample("reenrollment", Screen::Reenrollment, "A device that has a record"),
    sample("approval", Screen::Approval, "Waiting for approval"),
    sample("welcome", Screen::Welcome, "What will happen"),
    sample("certificate", Screen::Certificate, "Before the certificate"),
    sample("certificate-fetched", Screen::Certificate, "After the certificate"),
    sample("trust", Screen::Trust, "Trusting the certificate"),
    sample("personal", Screen::UserEnrollmentMdm, "A device of one’s own"),
    sample("privacy", Screen::UserEnrollmentMdm, "What the organization sees"),
    sample("install", Screen::InstitutionalMdm, "Before the download"),
    sample("install-fetched", Screen::InstitutionalMdm, "After the download"),
    sample("install-connecting", Screen::InstitutionalMdm, "Connecting"),
    sample("install-stopped", Screen::Complete, "Refused on the way"),
    sample("complete", Screen::Complete, "Complete"),
    sample("ended", Screen::Ended, "Time is over"),
    sample("problem", Screen::Problem, "Something went wrong"),
    sample("nothing", Screen::Problem, "No such page"),
];

/// Finds a sample by its name.
pub fn find_sample(name: &str) -> Option<&'static Sample> {
    SAMPLES.iter().find(|sample| sample.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_have_names_of_their_own() {
        for sample in SAMPLES {
            assert_eq!(find_sample(sample.name), Some(sample));
        }
    }
}
