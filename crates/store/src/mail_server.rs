//! The mail server: one row, or none.

use domain::mail_server::MailServer;
use sqlx::FromRow;

use crate::engine::run;
use crate::row::{read_json, write_json};
use crate::{StoreError, Tx};

/// The mail server as it is stored: with its sealed secrets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredMailServer {
    /// The settings.
    pub server: MailServer,
    /// The sealed password.
    pub sealed_password: Option<Vec<u8>>,
    /// The sealed secret of the client at the token server.
    pub sealed_client_secret: Option<Vec<u8>>,
    /// The sealed refresh token.
    pub sealed_refresh_token: Option<Vec<u8>>,
    /// The sealed password of the mailbox.
    pub sealed_mailbox_password: Option<Vec<u8>>,
}

#[derive(FromRow)]
struct MailServerRow {
    settings: String,
    sealed_password: Option<Vec<u8>>,
    sealed_client_secret: Option<Vec<u8>>,
    sealed_refresh_token: Option<Vec<u8>>,
    sealed_mailbox_password: Option<Vec<u8>>,
}

impl TryFrom<MailServerRow> for StoredMailServer {
    type Error = StoreError;

    fn try_from(row: MailServerRow) -> Result<Self, StoreError> {
        Ok(Self {
            server: read_json("mail_server", &row.settings)?,
            sealed_password: row.sealed_password,
            sealed_client_secret: row.sealed_client_secret,
            sealed_refresh_token: row.sealed_refresh_token,
            sealed_mailbox_password: row.sealed_mailbox_password,
        })
    }
}

impl Tx {
    /// Finds the mail server.
    pub async fn find_mail_server(&mut self) -> Result<Option<StoredMailServer>, StoreError> {
        let row = run!(optional MailServerRow, self, "select * from mail_server")?;
        row.map(StoredMailServer::try_from).transpose()
    }

    /// Writes the mail server, in place of the one there was.
    pub async fn save_mail_server(&mut self, stored: &StoredMailServer) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into mail_server
                 (id, settings, sealed_password, sealed_client_secret, sealed_refresh_token, sealed_mailbox_password)
             values (1, $1, $2, $3, $4, $5)
             on conflict (id) do update set settings = excluded.settings, sealed_password = excluded.sealed_password,
                 sealed_client_secret = excluded.sealed_client_secret,
                 sealed_refresh_token = excluded.sealed_refresh_token,
                 sealed_mailbox_password = excluded.sealed_mailbox_password",
            write_json("mail_server", &stored.server)?,
            &stored.sealed_password,
            &stored.sealed_client_secret,
            &stored.sealed_refresh_token,
            &stored.sealed_mailbox_password,
        )?;
        Ok(())
    }

    /// Deletes the mail server.
    pub async fn delete_mail_server(&mut self) -> Result<(), StoreError> {
        run!(execute self, "delete from mail_server")?;
        Ok(())
    }
}
