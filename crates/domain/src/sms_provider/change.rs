//! What a change of an SMS provider touches: for the audit log, and for the secret that must not go astray.

use super::rule::origin;
use super::{SmsBackend, SmsProvider};
use crate::audit::FieldChange;

impl SmsProvider {
    /// Lists what differs to other settings, field by field.
    pub fn changes_to(&self, other: &Self) -> Vec<FieldChange> {
        FieldChange::between(&self.told(), &other.told())
    }

    /// Says whether a stored secret could reach somebody else, or cross the network with less protection, once these
    /// settings become `other`: then it has to be entered again.
    pub fn exposes_secret(&self, other: &Self) -> bool {
        let loses_protection = !self.is_plain() && other.is_plain();
        let trusts_more = other.roots.iter().any(|root| !self.roots.contains(root));
        self.receiver() != other.receiver() || loses_protection || trusts_more
    }

    /// Names who gets the secret.
    fn receiver(&self) -> (&'static str, String, String) {
        let kind = self.backend.kind().name();
        match &self.backend {
            SmsBackend::Rest(settings) => (kind, settings.base_url.clone(), settings.account_sid.clone()),
            SmsBackend::Http(settings) => {
                (kind, origin(&settings.url).unwrap_or_default().to_owned(), String::new())
            }
            SmsBackend::Smpp(settings) => {
                (kind, format!("{}:{}", settings.host, settings.port), settings.system_id.clone())
            }
            SmsBackend::Email(_) => (kind, String::new(), String::new()),
        }
    }

    fn told(&self) -> Vec<(String, String)> {
        let mut told = vec![
            ("kind", self.backend.kind().title().to_owned()),
            ("allowed numbers", self.prefixes.join(" ")),
            ("default country", self.default_country.clone()),
            ("messages a minute", self.messages_per_minute.to_string()),
            ("sender", self.sender.clone()),
            ("own roots", if self.roots.is_empty() { String::new() } else { self.roots.len().to_string() }),
        ];
        match &self.backend {
            SmsBackend::Rest(settings) => told.extend([
                ("base URL", settings.base_url.clone()),
                ("account SID", settings.account_sid.clone()),
                ("messaging service SID", settings.messaging_service_sid.clone().unwrap_or_default()),
            ]),
            SmsBackend::Http(settings) => {
                let headers =
                    settings.headers.iter().map(|header| format!("{}: {}", header.name, header.value));
                told.extend([
                    ("method", settings.method.name().to_owned()),
                    ("URL", settings.url.clone()),
                    ("headers", headers.collect::<Vec<_>>().join(" · ")),
                    ("kind of body", settings.body_kind.title().to_owned()),
                    ("body", settings.body.clone()),
                    ("success status", format!("{}–{}", settings.status_min, settings.status_max)),
                    ("success text", settings.contains.clone()),
                    ("pointer to the id", settings.id_pointer.clone()),
                ]);
            }
            SmsBackend::Smpp(settings) => told.extend([
                ("host", format!("{}:{}", settings.host, settings.port)),
                ("TLS", if settings.tls { "yes" } else { "no" }.to_owned()),
                ("system id", settings.system_id.clone()),
                ("system type", settings.system_type.clone()),
                ("source TON and NPI", format!("{} {}", settings.source_ton, settings.source_npi)),
            ]),
            SmsBackend::Email(settings) => told.push(("address", settings.address.clone())),
        }
        told.into_iter().map(|(field, value)| (field.to_owned(), value)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sms_provider::SmppSettings;

    #[test]
    fn t31_a_stored_secret_does_not_follow_to_another_host_or_into_the_clear() {
        let smpp = |host: &str, tls| SmsProvider {
            backend: SmsBackend::Smpp(SmppSettings {
                host: host.into(),
                port: 3550,
                tls,
                system_id: "school".into(),
                system_type: String::new(),
                source_ton: 1,
                source_npi: 1,
            }),
            prefixes: vec!["+46".into()],
            default_country: "SE".into(),
            messages_per_minute: 60,
            sender: String::new(),
            roots: Vec::new(),
        };
        let stored = smpp("smsc.example.org", true);
        assert!(!stored.exposes_secret(&SmsProvider { sender: "School".into(), ..stored.clone() }));
        assert!(stored.exposes_secret(&smpp("smsc.example.net", true)));
        assert!(stored.exposes_secret(&smpp("smsc.example.org", false)));
        assert!(stored.exposes_secret(&SmsProvider { roots: vec![vec![1]], ..stored.clone() }));
        let changes = stored.changes_to(&smpp("smsc.example.net", false));
        assert_eq!(changes.iter().map(|change| change.field.as_str()).collect::<Vec<_>>(), ["host", "TLS"]);
    }
}
