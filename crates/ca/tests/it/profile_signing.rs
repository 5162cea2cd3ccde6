//! Signed profiles, read back by openssl.

use ca::profile_signing::ProfileSignerError;
use ca::{Imported, ProfileSigner, import, sign_profile};

use crate::NOW;
use crate::authority::{authority, device_key, request};
use crate::openssl::OpenSsl;

/// Line ends and octets that a careless writer would change.
const PROFILE: &[u8] = b"<?xml version=\"1.0\"?>\r\n<plist>\n\tGr\xC3\xBC\xC3\x9Fe \x00</plist>";

#[test]
fn t64_openssl_gives_a_profile_signed_under_the_authority_back_octet_for_octet() {
    let Some(openssl) = OpenSsl::new() else { return };
    let issued = authority().issue_profile_signer(&request()).unwrap();
    let chain = vec![issued.der, authority().certificate().to_vec()];
    let imported = Imported { chain, key_pkcs8: device_key().pkcs8().to_vec().into() };
    let signer = ProfileSigner::new(&imported).unwrap();
    openssl.write("ca.pem", authority().pem());
    openssl.write("signed", sign_profile(PROFILE, &signer, NOW));
    openssl.run(&format!(
        "cms -verify -binary -inform DER -in signed -CAfile ca.pem -attime {NOW} -out profile"
    ));
    assert_eq!(openssl.read("profile"), PROFILE);
    openssl.run(&format!(
        "smime -verify -binary -purpose any -inform DER -in signed -CAfile ca.pem -attime {NOW} -out profile2"
    ));
    assert_eq!(openssl.read("profile2"), PROFILE);
}

#[test]
fn t64_a_signed_profile_carries_the_chain_without_the_root() {
    let Some(openssl) = OpenSsl::new() else { return };
    openssl.make_chain(
        "/CN=mdm.example.org",
        "basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth,clientAuth\n",
    );
    let bundle = ["leaf.pem", "middle.pem", "root.pem", "leaf.key"].map(|name| openssl.read(name)).concat();
    let signer = ProfileSigner::new(&import::read(&bundle, None, None).unwrap()).unwrap();
    openssl.write("signed", sign_profile(PROFILE, &signer, openssl.now("leaf.pem")));
    let listed = openssl.run("pkcs7 -inform DER -in signed -print_certs -noout");
    assert!(
        listed.contains("CN = mdm.example.org") && listed.contains("subject=CN = Test Intermediate"),
        "{listed}"
    );
    assert!(!listed.contains("subject=CN = Test Root"), "{listed}");
    openssl.run("cms -verify -binary -purpose any -inform DER -in signed -CAfile root.pem -out profile");
    assert_eq!(openssl.read("profile"), PROFILE);
}

#[test]
fn t64_an_altered_profile_does_not_verify() {
    let Some(openssl) = OpenSsl::new() else { return };
    let issued = authority().issue_profile_signer(&request()).unwrap();
    let imported = Imported { chain: vec![issued.der], key_pkcs8: device_key().pkcs8().to_vec().into() };
    let mut signed = sign_profile(PROFILE, &ProfileSigner::new(&imported).unwrap(), NOW);
    let at = signed.windows(7).position(|window| window == b"<plist>").unwrap();
    signed[at + 1] = b'P';
    openssl.write("ca.pem", authority().pem());
    openssl.write("signed", signed);
    let verify =
        format!("cms -verify -binary -inform DER -in signed -CAfile ca.pem -attime {NOW} -out profile");
    assert!(!openssl.attempt(&verify, &[]).0);
}

#[test]
fn a_certificate_that_cannot_sign_profiles_is_refused() {
    let Some(openssl) = OpenSsl::new() else { return };
    let issued = authority().issue_profile_signer(&request()).unwrap();
    let with_key =
        |pkcs8: &[u8]| Imported { chain: vec![issued.der.clone()], key_pkcs8: pkcs8.to_vec().into() };
    let refusal = |imported: &Imported| ProfileSigner::new(imported).unwrap_err();
    assert_eq!(refusal(&with_key(authority().key().pkcs8())), ProfileSignerError::KeyOfAnother);
    assert_eq!(refusal(&Imported { chain: vec![], ..with_key(b"") }), ProfileSignerError::Damaged);

    openssl.run("ecparam -name prime256v1 -genkey -noout -out ec.key");
    openssl.run("req -x509 -key ec.key -subj /CN=ec -days 9 -out ec.pem");
    let ec = import::read(&openssl.read("ec.pem"), Some(&openssl.read("ec.key")), None).unwrap();
    assert_eq!(refusal(&ec), ProfileSignerError::NotRsa);

    openssl.make_chain("/CN=leaf", "keyUsage=keyEncipherment\n");
    let leaf = import::read(&openssl.read("leaf.pem"), Some(&openssl.read("leaf.key")), None).unwrap();
    assert_eq!(refusal(&leaf), ProfileSignerError::NotForSigning);
}
