//! The lint over certificates made wrong on purpose.

use ca::lint::{self, Finding, Purpose};
use ca::{Authority, IssueError};
use scep::RsaKey;

use crate::openssl::OpenSsl;

const SOUND: &str = "basicConstraints=critical,CA:TRUE,pathlen:0\nsubjectKeyIdentifier=hash\n\
     keyUsage=critical,digitalSignature,keyEncipherment,keyCertSign,cRLSign\n";

/// Makes a self-signed certificate with the extensions; returns DER and key.
fn make(openssl: &OpenSsl, algorithm: &str, extensions: &str, options: &str) -> Vec<u8> {
    openssl.write("ext.cnf", extensions);
    openssl.run(&format!("genpkey -algorithm {algorithm} -out ca.key"));
    openssl.request("ca", "/CN=ca");
    openssl.run(&format!("x509 -req -in ca.csr -signkey ca.key -extfile ext.cnf {options} -out ca.pem"));
    openssl.der("ca.pem")
}

fn rsa(bits: usize) -> String {
    format!("RSA -pkeyopt rsa_keygen_bits:{bits}")
}

#[test]
fn t43_an_authority_without_a_usage_is_found_out() {
    let Some(openssl) = OpenSsl::new() else { return };
    let check = |extensions: &str, expected: &[Finding]| {
        assert_eq!(
            lint::authority(&make(&openssl, &rsa(2048), extensions, "-days 99")),
            expected,
            "{extensions}"
        );
    };
    check(SOUND, &[]);
    check(&SOUND.replace("digitalSignature,", ""), &[Finding::KeyUsageMissing("digitalSignature")]);
    check(&SOUND.replace("keyEncipherment,", ""), &[Finding::KeyUsageMissing("keyEncipherment")]);
    check(&SOUND.replace(",cRLSign", ""), &[Finding::KeyUsageMissing("cRLSign")]);
    check(&SOUND.replace("CA:TRUE,pathlen:0", "CA:FALSE"), &[Finding::NotAuthority]);
    check(&SOUND.replace(",pathlen:0", ""), &[Finding::PathLength]);
    check(&SOUND.replace("keyUsage=critical,", "keyUsage="), &[Finding::NotCritical("key usage")]);
    check(
        &SOUND.replace("subjectKeyIdentifier=hash", "subjectKeyIdentifier=none"),
        &[Finding::NoKeyIdentifier("subject key identifier")],
    );
}

#[test]
fn t43_an_authority_with_another_or_a_short_key_is_found_out() {
    let Some(openssl) = OpenSsl::new() else { return };
    let ec = make(&openssl, "EC -pkeyopt ec_paramgen_curve:P-256", SOUND, "-days 99");
    assert_eq!(lint::authority(&ec), [Finding::NotRsa]);
    let short = make(&openssl, &rsa(1024), SOUND, "-days 99");
    assert_eq!(lint::authority(&short), [Finding::KeyTooShort(1024)]);
    let sha1 = make(&openssl, &rsa(2048), SOUND, "-days 99 -sha1");
    assert_eq!(lint::authority(&sha1), [Finding::WeakSignature]);
    let serial = make(&openssl, &rsa(2048), SOUND, "-days 99 -set_serial 1");
    assert_eq!(lint::authority(&serial), [Finding::Serial(1)]);
    assert_eq!(lint::authority(b"no certificate"), [Finding::Damaged]);
}

#[test]
fn t43_an_unfit_authority_is_not_taken_up_but_advice_does_not_stop_it() {
    let Some(openssl) = OpenSsl::new() else { return };
    let load = |extensions: &str| {
        let certificate = make(&openssl, &rsa(2048), extensions, "-days 99");
        openssl.run("pkcs8 -topk8 -nocrypt -in ca.key -outform DER -out ca.pk8");
        let key = RsaKey::from_pkcs8(&openssl.read("ca.pk8")).unwrap();
        Authority::load(certificate, key).map(drop)
    };
    assert_eq!(load(&SOUND.replace(",pathlen:0", "")), Ok(()));
    assert_eq!(
        load(&SOUND.replace("keyEncipherment,", "")),
        Err(IssueError::Unfit(vec![Finding::KeyUsageMissing("keyEncipherment")]))
    );
}

#[test]
fn t46_a_certificate_that_may_do_too_much_is_found_out() {
    let Some(openssl) = OpenSsl::new() else { return };
    let sound = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,keyEncipherment\n\
         extendedKeyUsage=clientAuth\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid:always\n";
    make(&openssl, &rsa(2048), SOUND, "-days 3650");
    openssl.run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out leaf.key");
    openssl.request("leaf", "/CN=leaf");
    let check = |extensions: &str, options: &str, expected: &[Finding]| {
        openssl.write("leaf.cnf", extensions);
        openssl.run(&format!(
            "x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -extfile leaf.cnf {options} -out leaf.pem"
        ));
        assert_eq!(
            lint::issued(&openssl.der("leaf.pem"), Purpose::Identity),
            expected,
            "{extensions} {options}"
        );
    };
    check(sound, "-days 825", &[]);
    check(sound, "-days 826", &[Finding::LifeTooLong(826)]);
    check(sound, "-days 90 -set_serial 12345", &[Finding::Serial(2)]);
    check(&sound.replace("CA:FALSE", "CA:TRUE"), "-days 90", &[Finding::IsAuthority]);
    check(
        &sound.replace("basicConstraints=critical,CA:FALSE\n", ""),
        "-days 90",
        &[Finding::NoBasicConstraints],
    );
    check(
        &sound.replace("=clientAuth", "=clientAuth,serverAuth"),
        "-days 90",
        &[Finding::ExtendedKeyUsage("clientAuth")],
    );
    check(
        &sound.replace("extendedKeyUsage=clientAuth\n", ""),
        "-days 90",
        &[Finding::ExtendedKeyUsage("clientAuth")],
    );
    check(
        &sound.replace("keyEncipherment", "keyEncipherment,keyCertSign"),
        "-days 90",
        &[Finding::KeyUsageTooWide],
    );
    check(&sound.replace(",keyEncipherment", ""), "-days 90", &[Finding::KeyUsageMissing("keyEncipherment")]);
    check(
        &sound.replace("authorityKeyIdentifier=keyid:always", "authorityKeyIdentifier=none"),
        "-days 90",
        &[Finding::NoKeyIdentifier("authority key identifier")],
    );
}
