//! One item of the answer to `CertificateList` (`mdm/commands/certificate.list.yaml`).

use plist::Value;

use crate::{
    document::Entries,
    record::{Field, field},
};

/// A certificate on the device. An item without its octets is no certificate and is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstalledCertificate {
    /// `CommonName`; empty if the certificate has none.
    pub common_name: String,
    /// `IsIdentity`: the device holds the private key.
    pub is_identity: bool,
    /// `Data`: DER, as the device says; not checked here.
    pub der: Vec<u8>,
}

impl Field for InstalledCertificate {
    fn from_value(value: &Value) -> Option<Self> {
        let dictionary = value.as_dictionary()?;
        Some(Self {
            common_name: field(dictionary, "CommonName").unwrap_or_default(),
            is_identity: field(dictionary, "IsIdentity").unwrap_or(false),
            der: dictionary.get("Data")?.as_data()?.to_vec(),
        })
    }

    fn to_value(&self) -> Value {
        Entries::new()
            .put("CommonName", self.common_name.as_str())
            .put("IsIdentity", self.is_identity)
            .put_data("Data", &self.der)
            .into_value()
    }
}
