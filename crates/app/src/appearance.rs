//! The look of the portal: its accent colours and its logo.

use domain::audit::Event;
use domain::privilege::Privilege;
use domain::setting::{Appearance, Section, Versioned};

use crate::token::sha256;
use crate::{App, Caller, Error, Fault};

mod picture;

pub use picture::LOGO_FILE_BYTES_MAX;

impl App {
    /// Puts a logo in place: a PNG or a JPEG, drawn anew as a small PNG, so that nothing but its points is kept.
    pub async fn change_logo(
        &self,
        caller: &Caller,
        file: Vec<u8>,
        seen_version: u64,
    ) -> Result<Versioned<Appearance>, Error> {
        caller.may(Privilege::ManageEnrollmentAccess)?;
        let _turn = self.0.sheet_work.acquire().await.map_err(|_| Error::Busy)?;
        let drawn = tokio::task::spawn_blocking(move || picture::drawn_anew(&file))
            .await
            .map_err(|error| Error::Internal(format!("reading a logo: {error}")))?;
        let logo = drawn.map_err(|fault| Error::Invalid(vec![Fault::new("file", fault.to_string())]))?;
        let hash: String = sha256(&logo)[..16].iter().map(|octet| format!("{octet:02x}")).collect();
        let (mut tx, counts) =
            self.begin_change::<Appearance>(caller, Appearance::NAME, seen_version).await?;
        tx.insert_portal_logo(&hash, &logo, self.now()).await?;
        let appearance = Appearance { logo: Some(hash), ..counts.value.clone() };
        let event = Event::SettingChanged { section: Appearance::TITLE.to_owned() };
        self.write_setting(&mut tx, caller, Appearance::NAME, &counts, &appearance, event).await?;
        tx.commit().await?;
        self.setting().await
    }

    /// Returns a logo by its hash.
    pub async fn find_logo(&self, hash: &str) -> Result<Vec<u8>, Error> {
        let is_hash = hash.len() == 32 && hash.bytes().all(|octet| octet.is_ascii_hexdigit());
        if !is_hash {
            return Err(Error::NotFound);
        }
        self.0.store.read().await?.find_portal_logo(hash).await?.ok_or(Error::NotFound)
    }
}
