//! The certificates of peers in tests.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};

/// What the certificate of a peer is like.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PeerCertificate {
    /// For `localhost`, from the authority that clients are told to trust.
    #[default]
    Good,
    /// For another host.
    WrongName,
    /// Expired some years ago.
    Expired,
    /// From an authority that nobody trusts.
    Foreign,
    /// Its own authority, as many installers make it; clients are told to trust exactly this certificate.
    SelfSigned,
}

/// An authority with the certificates that it issued.
#[derive(Clone)]
pub(crate) struct Authority(Arc<Kept>);

struct Kept {
    kind: PeerCertificate,
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
    pub(crate) fn new(kind: PeerCertificate) -> Self {
        let (trusted, trusted_params) = root("Test CA");
        let (foreign, foreign_params) = root("Foreign CA");
        let trusted_issuer = Issuer::from_params(&trusted_params, &trusted.key);
        let foreign_issuer = Issuer::from_params(&foreign_params, &foreign.key);
        let server = match kind {
            PeerCertificate::SelfSigned => self_signed(),
            PeerCertificate::Foreign => issue(&server_params(kind), &foreign_issuer),
            _ => issue(&server_params(kind), &trusted_issuer),
        };
        let mut client_params = CertificateParams::default();
        client_params.distinguished_name.push(DnType::CommonName, "vestibule");
        client_params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        let client = issue(&client_params, &trusted_issuer);
        let server_root = match kind {
            PeerCertificate::SelfSigned => String::new(),
            PeerCertificate::Foreign => foreign.certificate.pem(),
            _ => trusted.certificate.pem(),
        };
        Self(Arc::new(Kept { kind, trusted, server, client, server_root }))
    }

    /// Returns what a client is told to trust, as DER.
    pub(crate) fn root(&self) -> Vec<u8> {
        self.root_certificate().der().to_vec()
    }

    /// Returns what a client is told to trust, as PEM.
    pub(crate) fn root_pem(&self) -> String {
        self.root_certificate().pem()
    }

    /// Returns what the server trusts, as PEM.
    pub(crate) fn client_root_pem(&self) -> String {
        self.0.trusted.certificate.pem()
    }

    /// Returns the server's chain and key, as PEM.
    pub(crate) fn server(&self) -> (String, String) {
        let Issued { certificate, key } = &self.0.server;
        (certificate.pem() + &self.0.server_root, key.serialize_pem())
    }

    /// Returns a client's chain and key, as DER.
    pub(crate) fn client(&self) -> (Vec<Vec<u8>>, Vec<u8>) {
        let Issued { certificate, key } = &self.0.client;
        (vec![certificate.der().to_vec()], key.serialize_der())
    }

    fn root_certificate(&self) -> &Certificate {
        match self.0.kind {
            PeerCertificate::SelfSigned => &self.0.server.certificate,
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

fn server_params(kind: PeerCertificate) -> CertificateParams {
    let names = match kind {
        PeerCertificate::WrongName => vec!["other.example.test".to_owned()],
        _ => vec!["localhost".to_owned(), "127.0.0.1".to_owned()],
    };
    let mut params = CertificateParams::new(names).expect("names");
    params.distinguished_name.push(DnType::CommonName, "peer");
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    if kind == PeerCertificate::Expired {
        params.not_before = date_time_ymd(2019, 1, 1);
        params.not_after = date_time_ymd(2020, 1, 1);
    }
    params
}

fn self_signed() -> Issued {
    let mut params = server_params(PeerCertificate::SelfSigned);
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
