//! The mailbox for reports, read over IMAP (RFC 3501).
//!
//! What was read is marked as seen, whether it was a report or not: the mailbox is there for nothing else.

use std::time::Duration;

use async_imap::{Client, Session};
use domain::mail_server::{BounceMailbox, Encryption, MailServer};
use domain::message::Receipt;
use futures::TryStreamExt;
use rustls::RootCertStore;
use tokio::time::timeout;

use super::stream::{Peer, Stream};
use super::words::tidy;
use super::{MailSecrets, report};

/// The most mails read at once; the rest waits for the next time.
const MAILS_MAX: usize = 200;
/// How much of each mail is read: what came back of a mail with pictures may be cut, what is reported stands before it.
const MAIL_BYTES_MAX: usize = 128 * 1024;
/// The most that reading may take.
const READ_TIMEOUT: Duration = Duration::from_secs(120);

/// Reads the reports that nobody has seen yet; an error is in words.
pub(super) async fn read(
    server: &MailServer,
    secrets: &MailSecrets,
    system_roots: &RootCertStore,
) -> Result<Vec<Receipt>, String> {
    let Some(mailbox) = &server.bounce_mailbox else { return Ok(Vec::new()) };
    timeout(READ_TIMEOUT, read_patiently(server, mailbox, secrets, system_roots))
        .await
        .unwrap_or_else(|_| Err(format!("the mailbox was not read within {} s", READ_TIMEOUT.as_secs())))
}

/// Tries to get into the mailbox, and says how many mails wait in it.
pub(super) async fn probe(
    server: &MailServer,
    mailbox: &BounceMailbox,
    secrets: &MailSecrets,
    system_roots: &RootCertStore,
) -> Result<String, String> {
    let within =
        Duration::from_secs(u64::from(server.connect_timeout_s) + u64::from(server.answer_timeout_s));
    let trying = async {
        let mut session = open(server, mailbox, secrets, system_roots).await?;
        let waiting = session.uid_search("UNSEEN").await.map_err(|error| said(&error))?.len();
        let _ = session.logout().await;
        Ok(format!("{} can be read; mails nobody has seen yet: {waiting}.", mailbox.folder))
    };
    timeout(within, trying).await.unwrap_or_else(|_| Err(format!("no answer within {} s", within.as_secs())))
}

async fn read_patiently(
    server: &MailServer,
    mailbox: &BounceMailbox,
    secrets: &MailSecrets,
    system_roots: &RootCertStore,
) -> Result<Vec<Receipt>, String> {
    let mut session = open(server, mailbox, secrets, system_roots).await?;
    let mut unseen: Vec<u32> =
        session.uid_search("UNSEEN").await.map_err(|error| said(&error))?.into_iter().collect();
    unseen.sort_unstable();
    unseen.truncate(MAILS_MAX);
    let mut receipts = Vec::new();
    for uid in &unseen {
        receipts.extend(fetch(&mut session, *uid).await?.as_deref().and_then(report::read));
    }
    if !unseen.is_empty() {
        let uids: Vec<String> = unseen.iter().map(u32::to_string).collect();
        let stored = session.uid_store(uids.join(","), "+FLAGS.SILENT (\\Seen)").await;
        let stream = stored.map_err(|error| said(&error))?;
        stream.try_collect::<Vec<_>>().await.map_err(|error| said(&error))?;
    }
    let _ = session.logout().await;
    Ok(receipts)
}

async fn fetch(session: &mut Session<Stream>, uid: u32) -> Result<Option<Vec<u8>>, String> {
    let query = format!("BODY.PEEK[]<0.{MAIL_BYTES_MAX}>");
    let fetched = session.uid_fetch(uid.to_string(), query).await.map_err(|error| said(&error))?;
    let fetched: Vec<_> = fetched.try_collect().await.map_err(|error| said(&error))?;
    Ok(fetched.iter().find_map(|one| one.body()).map(<[u8]>::to_vec))
}

/// Connects, logs in, and opens the folder.
async fn open(
    server: &MailServer,
    mailbox: &BounceMailbox,
    secrets: &MailSecrets,
    system_roots: &RootCertStore,
) -> Result<Session<Stream>, String> {
    let peer = Peer {
        host: &mailbox.host,
        port: mailbox.port,
        system: system_roots,
        own: &server.roots,
        within: Duration::from_secs(server.connect_timeout_s.into()),
    };
    let password = secrets.mailbox_password.as_ref().ok_or("no password is set for the mailbox")?;
    let client = connect(&peer, mailbox.encryption).await?;
    let logged_in = client.login(&mailbox.username, password.as_str()).await;
    let mut session =
        logged_in.map_err(|(error, _)| format!("the mailbox is not opened: {}", said(&error)))?;
    let selected = session.select(&mailbox.folder).await;
    selected.map_err(|error| format!("the folder {:?} is not opened: {}", mailbox.folder, said(&error)))?;
    Ok(session)
}

async fn connect(peer: &Peer<'_>, encryption: Encryption) -> Result<Client<Stream>, String> {
    let tcp = peer.connect().await?;
    match encryption {
        Encryption::Tls => {
            let stream = peer.protect(Box::new(tcp), None).await.map_err(|insecure| insecure.0)?;
            greeted(Client::new(stream)).await
        }
        Encryption::StartTls => {
            let mut client = greeted(Client::new(Box::new(tcp) as Stream)).await?;
            let asked = client.run_command_and_check_ok("STARTTLS", None).await;
            asked.map_err(|error| format!("the server refuses STARTTLS: {}", said(&error)))?;
            let stream = peer.protect(client.into_inner(), None).await.map_err(|insecure| insecure.0)?;
            Ok(Client::new(stream))
        }
        Encryption::None => Err("a mailbox is never read over an open connection".to_owned()),
    }
}

async fn greeted(mut client: Client<Stream>) -> Result<Client<Stream>, String> {
    match client.read_response().await {
        Ok(Some(_)) => Ok(client),
        Ok(None) => Err("the server closed the connection".to_owned()),
        Err(error) => Err(format!("what answers there does not speak IMAP: {error}")),
    }
}

/// Returns what a server said, or what went wrong instead.
fn said(error: &async_imap::error::Error) -> String {
    match error {
        async_imap::error::Error::No(words) | async_imap::error::Error::Bad(words) => tidy(words),
        error => tidy(&error.to_string()),
    }
}
