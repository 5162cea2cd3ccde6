//! What a device says of itself before it enrolls, and whether the authority that every iPhone and iPad gets its first
//! certificate from vouches for it.
//!
//! It is a sign of plausibility and no more: such keys have been taken out of devices. So it stands in for no login; what
//! it does is keep away whoever has no device at all, and say which device it is where nothing better is to be had.

use ::scep::cms::CmsError;
use ::scep::cms::signed::{claimed_content, verify_issued};
use apple_mdm::machine_info::MachineInfo;
use domain::account_sign_in::{AccountRefusal, Machine};
use domain::setting::Verification;

use crate::{App, Error, Refusal};

/// The public key of Apple's iPhone Device CA (RSA, 1024 bits), as SubjectPublicKeyInfo. Its certificate, which ran out in
/// 2014 and signs devices to this day, has the SHA-256
/// `76F27D00E1333BC88DE0E2916C38C9A7F2B75774C25A794C092A80E3C4C66CCE`.
const APPLE_DEVICE_AUTHORITY: &[u8] = include_bytes!("machine_info_authority.der");

/// The largest message: a certificate chain and a dozen short texts.
pub const MACHINE_INFO_BYTES_MAX: usize = 64 * 1024;

impl App {
    /// Returns the key by which devices are known: Apple's, or another that the configuration names.
    pub(crate) fn device_authority(&self) -> &[u8] {
        self.0.settings.device_authority.as_deref().unwrap_or(APPLE_DEVICE_AUTHORITY)
    }

    /// Reads a message that the device's first certificate should have signed.
    pub(crate) async fn read_machine_info(
        &self,
        message: Vec<u8>,
        verification: Verification,
    ) -> Result<Machine, Error> {
        let app = self.clone();
        let opened = tokio::task::spawn_blocking(move || app.open_device_message(&message, verification));
        let (content, is_verified) =
            opened.await.map_err(|error| Error::Internal(format!("reading machine info: {error}")))??;
        let info = MachineInfo::parse(&content).map_err(|error| {
            tracing::warn!(%error, "what a device says of itself cannot be read");
            Refusal::Account(AccountRefusal::NotVerified)
        })?;
        Ok(Machine {
            product: info.product,
            build_version: info.build_version,
            os_version: info.os_version,
            language: info.language,
            udid: info.udid,
            serial_number: info.serial_number,
            is_verified,
        })
    }

    /// Takes the signature off a message of a device, and says whether its authority vouches for it. Where that is
    /// enforced, what it does not vouch for is refused.
    pub(crate) fn open_device_message(
        &self,
        message: &[u8],
        verification: Verification,
    ) -> Result<(Vec<u8>, bool), Error> {
        let error = match verify_issued(message, self.device_authority()) {
            Ok(signed) => return Ok((signed.content, true)),
            Err(error) => error,
        };
        tracing::warn!(reference = %self.new_reference(), %error, "a device's own certificate does not vouch for it");
        match (verification, error) {
            (Verification::LogOnly, error) if !matches!(error, CmsError::Malformed(_)) => {
                let content =
                    claimed_content(message).map_err(|_| Refusal::Account(AccountRefusal::NotVerified))?;
                Ok((content, false))
            }
            _ => Err(Refusal::Account(AccountRefusal::NotVerified).into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pinned_authority_is_apples() {
        let digest = crate::token::hex(&crate::token::sha256(APPLE_DEVICE_AUTHORITY));
        assert_eq!(digest, "13686ec675f9fd26a123adb17b5533f593cf451edd6105ae39b748277a3922e5");
    }
}
