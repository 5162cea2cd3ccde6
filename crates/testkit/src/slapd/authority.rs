//! The certificates of a directory in tests.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};

use super::SlapdCertificate;

/// An authority with the certificates that it issued.
#[derive(Clone)]
pub(super) struct Authority(Arc<Kept>);

struct Kept {
    kind: SlapdCertificate,
    trusted: Issued,
    server: Issued,
    client: Issued,
    /// What stands behind the server's certificate, as PEM.
    server_root: String,
}

struct Issued {
    certificate: Certificate,
    key: KeyPair,
}

impl Authority {
    /// Makes an authority and what it issues; the server's certificate is of this kind.
    pub(super) fn new(kind: SlapdCertificate) -> Self {
        let (trusted, trusted_params) = root("Directory Test CA");
        let (foreign, foreign_params) = root("Foreign CA");
        let trusted_issuer = Issuer::from_params(&trusted_params, &trusted.key);
        let foreign_issuer = Issuer::from_params(&foreign_params, &foreign.key);
        let server = match kind {
            SlapdCertificate::SelfSigned => self_signed(),
            SlapdCertificate::Foreign => issue(&server_params(kind), &foreign_issuer),
            _ => issue(&server_params(kind), &trusted_issuer),
        };
        let mut client_params = CertificateParams::default();
        client_params.distinguished_name.push(DnType::CommonName, "vestibule");
        client_params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        let client = issue(&client_params, &trusted_issuer);
        let server_root = match kind {
            SlapdCertificate::SelfSigned => String::new(),
            SlapdCertificate::Foreign => foreign.certificate.pem(),
            _ => trusted.certificate.pem(),
        };
        Self(Arc::new(Kept { kind, trusted, server, client, server_root }))
    }

    /// Returns what a client is told to trust, as DER.
    pub(super) fn root(&self) -> Vec<u8> {
        self.root_certificate().der().to_vec()
    }

    /// Returns what a client is told to trust, as PEM.
    pub(super) fn root_pem(&self) -> String {
        self.root_certificate().pem()
    }

    /// Returns what the server trusts, as PEM.
    pub(super) fn client_root_pem(&self) -> String {
        self.0.trusted.certificate.pem()
    }

    /// Returns the server's chain and key, as PEM.
    pub(super) fn server(&self) -> (String, String) {
        let Issued { certificate, key } = &self.0.server;
        (certificate.pem() + &self.0.server_root, key.serialize_pem())
    }

    /// Returns a client's chain and key, as DER.
    pub(super) fn client(&self) -> (Vec<Vec<u8>>, Vec<u8>) {
        let Issued { certificate, key } = &self.0.client;
        (vec![certificate.der().to_vec()], key.serialize_der())
    }

    fn root_certificate(&self) -> &Certificate {
        match self.0.kind {
            SlapdCertificate::SelfSigned => &self.0.server.certificate,
            _ => &self.0.trusted.certificate,
        }
    }
}

fn root(name: &str) -> (Issued, CertificateParams) {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let key = key();
    let certificate = params.self_signed(&key).expect("a root");
    (Issued { certificate, key }, params)
}

fn server_params(kind: SlapdCertificate) -> CertificateParams {
    let names = match kind {
        SlapdCertificate::WrongName => vec!["ldap.other.test".to_owned()],
        _ => vec!["localhost".to_owned(), "127.0.0.1".to_owned()],
    };
    let mut params = CertificateParams::new(names).expect("names");
    params.distinguished_name.push(DnType::CommonName, "directory");
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    if kind == SlapdCertificate::Expired {
        params.not_before = date_time_ymd(2019, 1, 1);
        params.not_after = date_time_ymd(2020, 1, 1);
    }
    params
}

fn self_signed() -> Issued {
    let mut params = server_params(SlapdCertificate::SelfSigned);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = key();
    Issued { certificate: params.self_signed(&key).expect("a certificate"), key }
}

fn issue(params: &CertificateParams, issuer: &Issuer<'_, &KeyPair>) -> Issued {
    let key = key();
    Issued { certificate: params.signed_by(&key, issuer).expect("a certificate"), key }
}

fn key() -> KeyPair {
    KeyPair::generate().expect("a key")
}
