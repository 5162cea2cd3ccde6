//! SMS Provider: who carries text messages, the form that sets it up, and a try with a message.

pub(crate) mod edit;
mod field;
pub(crate) mod show;
mod typed;

/// Where the provider is.
pub(crate) const PATH: &str = "/console/settings/sms-provider";
/// The form.
pub(crate) const EDIT_PATH: &str = "/console/settings/sms-provider/edit";
/// The largest form: certificates take most of it.
pub(crate) const BODY_BYTES_MAX: usize = 256 * 1024;
