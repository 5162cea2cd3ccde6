//! Profiles signed by somebody trusted, by somebody they bring along, and by nobody.

use std::sync::LazyLock;

use apple_mdm::profile::{AccessRights, CertificatePayload, EnrollmentProfile, Mdm, Scep};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::pki_types::PrivatePkcs8KeyDer;
use scep::{Identity, RsaBits, RsaKey, cms::sign::sign};
use uuid::Uuid;

use super::*;
use crate::ambient;

/// An authority, and a signer it has certified.
pub(crate) struct Signer {
    pub(crate) root: Vec<u8>,
    pub(crate) pem: String,
    pub(crate) certificate: Vec<u8>,
    pub(crate) key: RsaKey,
}

pub(crate) static ROOT: LazyLock<Signer> =
    LazyLock::new(|| Signer::new("Example Root", IsCa::Ca(BasicConstraints::Unconstrained)));
static OTHER: LazyLock<Signer> =
    LazyLock::new(|| Signer::new("Other Root", IsCa::Ca(BasicConstraints::Unconstrained)));
static NO_AUTHORITY: LazyLock<Signer> = LazyLock::new(|| Signer::new("A leaf", IsCa::ExplicitNoCa));

impl Signer {
    fn new(name: &str, is_ca: IsCa) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = is_ca;
        let root_key = KeyPair::generate().unwrap();
        let root = params.self_signed(&root_key).unwrap();
        let key = RsaKey::generate(RsaBits::Rsa2048);
        let pkcs8 = PrivatePkcs8KeyDer::from(key.pkcs8().to_vec());
        let own = KeyPair::try_from(&pkcs8).unwrap();
        let leaf = CertificateParams::new(vec!["mdm.example.org".to_owned()]).unwrap();
        let leaf = leaf.signed_by(&own, &Issuer::new(params, root_key)).unwrap();
        Self { root: root.der().to_vec(), pem: root.pem(), certificate: leaf.der().to_vec(), key }
    }

    pub(crate) fn sign(&self, content: &[u8]) -> Vec<u8> {
        let identity = Identity::new(&self.certificate, &self.key).unwrap();
        sign(content, &identity, &[], ambient::now())
    }
}

pub(crate) fn profile(certificates: &[&[u8]]) -> EnrollmentProfile {
    let uuid = |number: u128| Uuid::from_u128(number);
    let certificate = |(number, der): (u128, &&[u8])| CertificatePayload {
        uuid: uuid(number + 10),
        display_name: "Root".to_owned(),
        der: der.to_vec(),
        is_root: true,
    };
    EnrollmentProfile {
        identifier: "org.example.enroll".to_owned(),
        uuid: uuid(1),
        display_name: "Example".to_owned(),
        organization: "Example".to_owned(),
        description: None,
        consent_text: None,
        certificates: (0..).zip(certificates).map(certificate).collect(),
        scep: Scep {
            uuid: uuid(2),
            url: "https://mdm.example.org/scep".to_owned(),
            name: "Example".to_owned(),
            organization: "Example".to_owned(),
            common_name: "device".to_owned(),
            challenge: "secret".to_owned(),
        },
        mdm: Mdm {
            uuid: uuid(3),
            topic: "com.apple.mgmt.External.1".to_owned(),
            server_url: "https://mdm.example.org/mdm/connect".to_owned(),
            checkin_url: "https://mdm.example.org/mdm/checkin".to_owned(),
            access_rights: AccessRights::ALL,
            account: None,
            sign_message: true,
            check_out_when_removed: true,
            server_capabilities: Vec::new(),
        },
    }
}

fn verify(octets: &[u8], roots: &[&[u8]]) -> Result<InstalledProfile, Refusal> {
    InstalledProfile::verify(octets, roots.iter().copied(), ambient::now())
}

#[test]
fn a_profile_signed_below_a_trusted_root_is_verified() {
    let file = ROOT.sign(&profile(&[]).to_plist());
    let installed = verify(&file, &[&OTHER.root, &ROOT.root]).unwrap();
    assert_eq!(installed.signed_by, SignedBy::TrustedRoot);
    assert_eq!(installed.profile.scep.challenge.as_deref(), Some("secret"));
    assert_eq!(installed.own_roots().count(), 0);
}

#[test]
fn a_profile_may_bring_the_root_of_its_signer() {
    let file = ROOT.sign(&profile(&[&ROOT.root]).to_plist());
    let installed = verify(&file, &[]).unwrap();
    assert_eq!(installed.signed_by, SignedBy::OwnRoot);
    assert_eq!(installed.own_roots().collect::<Vec<_>>(), [ROOT.root.as_slice()]);
}

#[test]
fn another_root_does_not_vouch_for_the_signer() {
    let file = ROOT.sign(&profile(&[&OTHER.root]).to_plist());
    assert_eq!(verify(&file, &[&OTHER.root]), Err(Refusal::UnknownSigner));
}

#[test]
fn a_certificate_that_is_no_authority_vouches_for_nobody() {
    let file = NO_AUTHORITY.sign(&profile(&[]).to_plist());
    assert_eq!(verify(&file, &[&NO_AUTHORITY.root]), Err(Refusal::UnknownSigner));
}

#[test]
fn a_signer_out_of_its_time_is_refused() {
    let file = ROOT.sign(&profile(&[]).to_plist());
    let before_all_time = InstalledProfile::verify(&file, [ROOT.root.as_slice()].into_iter(), 0);
    assert_eq!(before_all_time, Err(Refusal::UnknownSigner));
}

#[test]
fn an_altered_profile_is_refused() {
    let mut file = ROOT.sign(&profile(&[]).to_plist());
    let at = file.windows(6).position(|window| window == b"secret").unwrap();
    file[at] = b'S';
    assert_eq!(verify(&file, &[&ROOT.root]), Err(Refusal::Signature(CmsError::Signature)));
}

#[test]
fn an_unsigned_profile_is_refused() {
    let file = profile(&[]).to_plist();
    assert!(matches!(verify(&file, &[&ROOT.root]), Err(Refusal::Signature(_))));
}

#[test]
fn a_signed_file_that_is_no_enrollment_profile_is_refused() {
    let text = String::from_utf8(profile(&[]).to_plist()).unwrap().replace("com.apple.mgmt.", "com.example.");
    let file = ROOT.sign(text.as_bytes());
    assert_eq!(verify(&file, &[&ROOT.root]), Err(Refusal::Content(ProfileError::Topic)));
}

#[test]
fn an_update_must_keep_what_is_frozen() {
    let installed = verify(&ROOT.sign(&profile(&[]).to_plist()), &[&ROOT.root]).unwrap();
    let update = |change: fn(&mut EnrollmentProfile)| {
        let mut new = profile(&[]);
        change(&mut new);
        let new = verify(&ROOT.sign(&new.to_plist()), &[&ROOT.root]).unwrap();
        new.check_update_of(&installed)
    };
    assert_eq!(update(|new| new.scep.challenge.push('2')), Ok(()));
    assert_eq!(update(|new| new.mdm.access_rights = AccessRights(1)), Ok(()));
    assert_eq!(update(|new| new.mdm.server_url.push_str("?a=1")), Err(Refusal::Changed("ServerURL")));
    assert_eq!(update(|new| new.mdm.topic.push('2')), Err(Refusal::Changed("Topic")));
}
