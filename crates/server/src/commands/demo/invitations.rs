//! The demo's invitations: one that people are on their way with, and others that stand differently, to look at.

use super::Failure;
use super::installation::Demo;
use app::{App, Caller, NewInvitation, NewRecipient, RecipientQuery, SignIn};
use domain::id::{InvitationId, RecipientId};
use domain::invitation::{Delivery, InvitationTerms};
use domain::message::MessageState;
use domain::secret::Secret;
use sim::{Device, Network};
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

/// Who is invited to the first one: address and name. The first two have accounts.
const CLASS: [(&str, &str); 6] = [
    ("amara", "Amara Okafor"),
    ("bruno", "Bruno Keller"),
    ("chloe.dubois", "Chloé Dubois"),
    ("deniz.kaya", "Deniz Kaya"),
    ("emil.novak", "Emil Novák"),
    ("zoe.young", "Zoë Young"),
];
/// How often and how far apart the outbox is looked at until a message lies in it.
const LOOKS_MAX: u32 = 200;
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// The numbers of the simulated devices that do not go the whole way; those that do count from 0.
const FIRST_ONLOOKER: u32 = 1_000_000;

/// The links to come in by, each good for a page of its own.
pub(super) struct Links {
    /// For the device that enrolls.
    pub(super) device: String,
    /// Nobody has opened it.
    pub(super) invited: String,
    /// Asks for a one-time code.
    pub(super) code: String,
    /// Waits for approval.
    pub(super) approval: String,
    /// Was withdrawn.
    pub(super) withdrawn: String,
}

/// Lets the administrator invite people; returns the links, as they lie in the outbox.
pub(super) async fn send(demo: &Demo, devices: u32) -> Result<Links, Failure> {
    let app = &demo.serving.app;
    let ada = sign_in(demo).await?;
    let terms = |name: &str| InvitationTerms::new(name, app.now());
    let mail = async |terms, people: &[(&str, &str)]| {
        let recipients = people.iter().map(|(username, name)| recipient(username, name)).collect();
        let new = NewInvitation { delivery: Delivery::Email, terms, texts: Default::default(), recipients };
        Ok::<_, Failure>(app.create_invitation(&ada, new).await?.invitation.id)
    };

    let class =
        mail(InvitationTerms { uses_max: Some(devices.max(1)), ..terms("iPads of class 7b") }, &CLASS)
            .await?;
    let teachers =
        InvitationTerms { requires_login: false, asks_code: true, ..terms("Teachers, with a code") };
    let teachers = mail(teachers, &CLASS[4..5]).await?;
    let trial = mail(terms("Trial in spring"), &CLASS[5..]).await?;
    let new = NewInvitation {
        delivery: Delivery::Link,
        terms: InvitationTerms {
            requires_login: false,
            needs_approval: true,
            uses_max: Some(30),
            ..terms("Loan iPads")
        },
        texts: Default::default(),
        recipients: Vec::new(),
    };
    let approval = app.create_invitation(&ada, new).await?.link.ok_or("the invitation has no link")?;

    let links = Links {
        device: link(app, &ada, class, "amara").await?,
        invited: link(app, &ada, class, "zoe.young").await?,
        code: link(app, &ada, teachers, "emil.novak").await?,
        approval: approval.url.expose().to_owned(),
        withdrawn: link(app, &ada, trial, "zoe.young").await?,
    };
    app.revoke_invitation(&ada, trial).await?;
    go_part_of_the_way(demo, &ada, class).await?;
    Ok(links)
}

async fn sign_in(demo: &Demo) -> Result<Caller, Failure> {
    let login = app::Login {
        username: demo.admin.username.to_owned(),
        password: Secret::new(demo.admin.password.as_str()),
        source: IpAddr::V4(Ipv4Addr::LOCALHOST),
    };
    match demo.serving.app.sign_in(login, "vestibule demo").await? {
        SignIn::SignedIn(signed_in) => Ok(signed_in.caller),
        SignIn::SecondFactorNeeded(_) => Err("the demo's administrator has a second factor".into()),
    }
}

fn recipient(username: &str, name: &str) -> NewRecipient {
    NewRecipient { address: address(username), name: name.to_owned(), ..NewRecipient::default() }
}

fn address(username: &str) -> String {
    format!("{username}@lakeside.example")
}

/// Lets two people open their links on simulated devices: one stops at the login, one after it.
async fn go_part_of_the_way(demo: &Demo, ada: &Caller, class: InvitationId) -> Result<(), Failure> {
    let app = &demo.serving.app;
    let network = Network::new(Some(app.ca_pem().as_bytes()))?;
    let mut chloe = Device::new(demo.seed, FIRST_ONLOOKER, &network)?;
    chloe.open_link(&link(app, ada, class, "chloe.dubois").await?).await?;
    let bruno = &demo.people[1];
    let mut phone = Device::new(demo.seed, FIRST_ONLOOKER + 1, &network)?;
    phone.open_link(&link(app, ada, class, bruno.username).await?).await?;
    phone.login(bruno.username, &bruno.password).await?;
    Ok(())
}

/// Returns the link in the message to somebody, once it lies in the outbox.
async fn link(app: &App, ada: &Caller, id: InvitationId, username: &str) -> Result<String, Failure> {
    let query = RecipientQuery { limit: 100, ..RecipientQuery::default() };
    let recipients = app.list_recipients(ada, id, query).await?.rows;
    let recipient = recipients.into_iter().find(|recipient| recipient.address == address(username));
    let recipient = recipient.ok_or("the demo has invited somebody else")?;
    for _ in 0..LOOKS_MAX {
        if let Some(text) = held_text(app, ada, recipient.id).await? {
            return link_in(&text, &app.settings().base_url)
                .ok_or_else(|| "the message in the outbox holds no link".into());
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
    Err("the messages did not come into the outbox".into())
}

async fn held_text(app: &App, ada: &Caller, id: RecipientId) -> Result<Option<String>, Failure> {
    let messages = app.show_recipient(ada, id).await?.messages;
    let Some(message) = messages.iter().find(|message| message.state == MessageState::Held) else {
        return Ok(None);
    };
    Ok(app.show_outbox_message(ada, message.id).await?.held.map(|held| held.text))
}

/// Finds the link of an invitation in a text.
fn link_in(text: &str, base_url: &str) -> Option<String> {
    let start = format!("{base_url}/i/");
    let rest = &text[text.find(&start)? + start.len()..];
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    Some(format!("{start}{}", &rest[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_found_in_its_message() {
        let text = "Hello,\nhttps://a.example/enroll\n<https://a.example/i/0abc>.\n";
        assert_eq!(link_in(text, "https://a.example").as_deref(), Some("https://a.example/i/0abc"));
        assert_eq!(link_in("nothing", "https://a.example"), None);
    }
}
