//! Real SCEP clients against a server of a few lines, on the loopback interface. Where a client is not installed its
//! test passes over, loudly.

use crate::fixture::{SERVER_NONCE, YEAR};
use crate::foreign::{SHA256_WITH_RSA, algorithm, oid, seq, tlv};
use crate::openssl::OpenSsl;
use scep::{
    Algorithms, CertificateView, FailInfo, Identity, PkiMessage, RsaKey, capabilities, decode_get_message,
    name, reply,
};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;

/// A CA as clients demand it, made by OpenSSL.
struct Ca {
    key: RsaKey,
    certificate: Vec<u8>,
    algorithms: Algorithms,
}

impl Ca {
    fn new(openssl: &OpenSsl, algorithms: Algorithms) -> Self {
        let usage = "keyUsage=critical,digitalSignature,keyEncipherment,keyCertSign,cRLSign";
        let make = [
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            "ca-key.pem",
            "-subj",
            "/CN=Test CA",
        ];
        openssl.run(&[&make[..], &["-addext", usage, "-out", "ca.pem"]].concat()).unwrap();
        let key =
            openssl.run(&["pkcs8", "-topk8", "-nocrypt", "-in", "ca-key.pem", "-outform", "DER"]).unwrap();
        let certificate = openssl.run(&["x509", "-in", "ca.pem", "-outform", "DER"]).unwrap();
        openssl.write("ca.der", &certificate);
        Self { key: RsaKey::from_pkcs8(&key).unwrap(), certificate, algorithms }
    }

    /// Serves until the test's process ends; returns the address.
    fn serve(self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let ca = Arc::new(self);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                ca.answer(&stream.unwrap());
            }
        });
        format!("http://{address}/scep")
    }

    fn answer(&self, mut stream: &TcpStream) {
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let mut body_bytes = 0;
        loop {
            let mut header = String::new();
            reader.read_line(&mut header).unwrap();
            if header.trim().is_empty() {
                break;
            }
            if let Some(value) = header.to_ascii_lowercase().strip_prefix("content-length:") {
                body_bytes = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; body_bytes];
        reader.read_exact(&mut body).unwrap();
        let (content_type, answer) = if line.contains("GetCACaps") {
            ("text/plain", capabilities(self.algorithms).as_bytes().to_vec())
        } else if line.contains("GetCACert") {
            ("application/x-x509-ca-cert", self.certificate.clone())
        } else {
            let message = line.split(' ').nth(1).unwrap().split("message=").nth(1);
            let message = if body.is_empty() { decode_get_message(message.unwrap()).unwrap() } else { body };
            ("application/x-pki-message", self.pki_operation(&message))
        };
        let header = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            answer.len()
        );
        stream.write_all(&[header.as_bytes(), &answer].concat()).unwrap();
    }

    fn pki_operation(&self, message: &[u8]) -> Vec<u8> {
        let identity = Identity::new(&self.certificate, &self.key).unwrap();
        let message = PkiMessage::parse(message, self.algorithms).unwrap();
        // The Go client compares the signing time with the certificate's validity, which OpenSSL began just now.
        let now = identity.certificate().not_before.unwrap() + 1;
        let opened = message.open(&identity).and_then(|csr| {
            if csr.challenge.as_deref() == Some("open-sesame") { Ok(csr) } else { Err(FailInfo::BadRequest) }
        });
        match opened {
            Ok(csr) => {
                let issued = self.issue(&identity, now, &csr.subject, &csr.spki);
                reply::success(&message, &issued, &identity, now, SERVER_NONCE).unwrap()
            }
            Err(fail_info) => reply::failure(&message, fail_info, &identity, now, SERVER_NONCE),
        }
    }

    fn issue(&self, ca: &Identity<'_>, now: i64, subject: &[u8], spki: &[u8]) -> Vec<u8> {
        // Borrowed from a self-signed certificate, so that no time is written by hand.
        let times = scep::client::self_signed(&self.key, "x", now - 600, now + YEAR);
        let x = name(&[("CN", "x")]).unwrap();
        let times_at = times.windows(x.len()).position(|window| window == x).unwrap() + x.len();
        let algorithm = algorithm(SHA256_WITH_RSA);
        let fields = seq(&[
            &tlv(0xa0, &[2, 1, 2]),
            &[2, 2, 0x41, 0x42],
            &algorithm,
            ca.certificate().subject,
            &times[times_at..times_at + 32],
            subject,
            spki,
            &tlv(0xa3, &seq(&[&seq(&[&oid("2.5.29.19"), &tlv(4, &seq(&[]))])])),
        ]);
        let signature = [&[0], self.key.sign(&fields).as_slice()].concat();
        seq(&[&fields, &algorithm, &tlv(3, &signature)])
    }
}

/// Runs a client in the folder; `None` if it is not installed.
fn run(openssl: &OpenSsl, program: &str, arguments: &[&str]) -> Option<(bool, String)> {
    let Ok(output) = Command::new(program).args(arguments).current_dir(openssl.folder()).output() else {
        #[expect(clippy::print_stderr, reason = "a test passed over should be heard of")]
        {
            eprintln!("PASSED OVER: no `{program}` on this machine");
        }
        return None;
    };
    let log = [output.stdout.as_slice(), &output.stderr].map(String::from_utf8_lossy).concat();
    Some((output.status.success(), log))
}

#[test]
fn the_go_client_enrolls_with_the_legacy_switch_only() {
    for (algorithms, is_served) in [(Algorithms::Legacy, true), (Algorithms::Modern, false)] {
        let Some(openssl) = OpenSsl::find() else { return };
        let url = Ca::new(&openssl, algorithms).serve();
        let arguments = [
            "-server-url",
            &url,
            "-challenge",
            "open-sesame",
            "-cn",
            "phone",
            "-private-key",
            "client.key",
            "-certificate",
            "client.pem",
        ];
        let Some((is_success, log)) = run(&openssl, "scepclient", &arguments) else { return };
        assert_eq!(is_success, is_served, "{log}");
        let issued = openssl.run(&["x509", "-in", "client.pem", "-outform", "DER"]);
        let issued = issued.filter(|der| !der.is_empty());
        assert_eq!(issued.is_some(), is_served, "{log}");
        if let Some(issued) = issued {
            assert_eq!(CertificateView::read(&issued).unwrap().common_name().as_deref(), Some("phone"));
        }
    }
}

#[test]
fn the_client_of_strongswan_enrolls() {
    let Some(openssl) = OpenSsl::find() else { return };
    let url = Ca::new(&openssl, Algorithms::Modern).serve();
    openssl.run(&["genrsa", "-out", "client.pem", "2048"]).unwrap();
    openssl.run(&["pkey", "-in", "client.pem", "-outform", "DER", "-out", "client.der"]).unwrap();
    let arguments = [
        "--scep",
        "--url",
        &url,
        "--in",
        "client.pem",
        "--dn",
        "CN=phone",
        "--password",
        "open-sesame",
        "--cacert-enc",
        "ca.der",
        "--cacert-sig",
        "ca.der",
        "--cipher",
        "aes",
        "--digest",
        "sha256",
        "--outform",
        "pem",
    ];
    let Some((is_success, log)) = run(&openssl, "pki", &arguments) else { return };
    if log.contains("unable to fetch") || log.contains("no capable fetcher") {
        #[expect(clippy::print_stderr, reason = "a test passed over should be heard of")]
        {
            eprintln!("PASSED OVER: `pki` came without its plugin for HTTP");
        }
        return;
    }
    assert!(is_success && log.contains("BEGIN CERTIFICATE"), "{log}");
}
