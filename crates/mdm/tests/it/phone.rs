//! The door with a whole app behind it, and a phone in front.

use app::Caller;
use apple_mdm::DeviceId;
use apple_mdm::checkin::{Authenticate, CheckOut, Message, TokenUpdate};
use apple_mdm::connect::{Report, Status};
use apple_mdm::profile::ReceivedProfile;
use axum::Router;
use axum::body::{Body, to_bytes};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use domain::privilege::PrivilegeSet;
use http::{HeaderMap, Request, StatusCode};
use scep::client::{self, Reply, SignatureForm};
use scep::csr::{Challenge, NewCsr};
use scep::{ContentCipher, Encoding, Identity, MessageType, RsaBits, RsaKey};
use testkit::TestApp;
use tower::ServiceExt;

/// The content type of check-in messages.
pub(crate) const CHECKIN: &str = "application/x-apple-aspen-mdm-checkin";
/// The content type of reports.
pub(crate) const CONNECT: &str = "application/x-apple-aspen-mdm";

/// An app and the door before it.
pub(crate) struct Door {
    pub(crate) test: TestApp,
    router: Router,
}

/// What the door answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Door {
    pub(crate) async fn open() -> Self {
        let test = TestApp::new().await;
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        let router = mdm::router(test.app.clone());
        Self { test, router }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("infallible");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a body in memory");
        assert_ne!(parts.status, StatusCode::UNAUTHORIZED, "a device that reads 401 deletes its profile");
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Returns the app's time in unix seconds.
    pub(crate) fn now(&self) -> i64 {
        self.test.app.now().seconds()
    }

    /// Begins an enrollment for Ann and returns what her phone reads in the profile.
    pub(crate) async fn profile(&self) -> ReceivedProfile {
        let operator = Caller::operator();
        let begun = self.test.app.begin_enrollment_for(&operator, "ann", None).await.expect("an enrollment");
        let profile = self.test.app.hand_out_unsigned_profile(&operator, begun.enrollment.id).await;
        ReceivedProfile::parse(&profile.expect("a profile").body).expect("a profile that phones read")
    }

    /// Enrolls a phone up to its identity certificate.
    pub(crate) async fn certify(&self, udid: &str) -> Phone {
        let profile = self.profile().await;
        let wish = Wish::new(self, &profile).await;
        let answer = self.send(post("/scep?operation=PKIOperation", wish.message())).await;
        assert_eq!(answer.status, StatusCode::OK);
        let Reply::Issued(certificate) = wish.open(&answer.body) else {
            panic!("no certificate: {answer:?}")
        };
        Phone { udid: udid.into(), topic: profile.mdm.topic, key: wish.key, certificate, now: self.now() }
    }

    /// Enrolls a phone to the end.
    pub(crate) async fn enroll(&self, udid: &str) -> Phone {
        let phone = self.certify(udid).await;
        for message in [phone.authenticate(), phone.token_update()] {
            let answer = self.send(phone.check_in(&message)).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", message.message_type());
        }
        phone
    }
}

/// A phone's wish for a certificate, and the memory to check the answer with.
pub(crate) struct Wish {
    pub(crate) key: RsaKey,
    self_signed: Vec<u8>,
    pub(crate) csr: Vec<u8>,
    ca: Vec<u8>,
    now: i64,
}

impl Wish {
    pub(crate) async fn new(door: &Door, profile: &ReceivedProfile) -> Self {
        let challenge = profile.scep.challenge.as_deref().expect("a challenge in the profile");
        Self::with_challenge(door, profile, challenge).await
    }

    pub(crate) async fn with_challenge(door: &Door, profile: &ReceivedProfile, challenge: &str) -> Self {
        let (key, now) = (RsaKey::generate(RsaBits::Rsa2048), door.now());
        let names: Vec<(&str, &str)> = profile
            .scep
            .subject
            .iter()
            .flatten()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let subject = scep::name(&names).expect("known attributes");
        let challenge = Some(Challenge::Utf8(challenge));
        let csr = NewCsr { version: 0, subject: &subject, challenge, dns_name: None }.write(&key);
        let self_signed = client::self_signed(&key, "4F1A2B3C", now - 3_600, now + 86_400);
        let ca = door.send(get("/scep?operation=GetCACert")).await.body.to_vec();
        Self { key, self_signed, csr, ca, now }
    }

    fn request<T>(&self, use_it: impl FnOnce(client::Request<'_>) -> T) -> T {
        use_it(client::Request {
            message_type: MessageType::PKCS_REQ,
            csr: &self.csr,
            signer: Identity::new(&self.self_signed, &self.key).expect("its own key"),
            ca: &self.ca,
            transaction_id: "0123456789ABCDEF",
            sender_nonce: &[7; 16],
            cipher: ContentCipher::Aes256,
            encoding: Encoding::Ber,
            now: self.now,
        })
    }

    pub(crate) fn message(&self) -> Vec<u8> {
        self.request(|request| request.write().expect("a message"))
    }

    pub(crate) fn open(&self, answer: &[u8]) -> Reply {
        self.request(|request| request.open(answer).expect("an answer that Apple's client takes"))
    }
}

/// A phone with its identity.
pub(crate) struct Phone {
    pub(crate) udid: String,
    pub(crate) topic: String,
    pub(crate) key: RsaKey,
    pub(crate) certificate: Vec<u8>,
    now: i64,
}

impl Phone {
    /// Returns the same phone with another key and certificate.
    pub(crate) fn with_identity(&self, key: RsaKey, certificate: Vec<u8>) -> Self {
        Self { udid: self.udid.clone(), topic: self.topic.clone(), key, certificate, now: self.now }
    }

    pub(crate) fn id(&self) -> DeviceId {
        DeviceId::from_udid(&self.udid)
    }

    pub(crate) fn authenticate(&self) -> Message {
        Message::Authenticate(Authenticate {
            id: self.id(),
            topic: self.topic.clone(),
            os_version: Some("26.1".into()),
            build_version: Some("23B85".into()),
            product_name: Some("iPhone17,2".into()),
            serial_number: None,
            imei: None,
            meid: None,
            device_name: None,
            model: None,
            model_name: None,
        })
    }

    pub(crate) fn token_update(&self) -> Message {
        Message::TokenUpdate(TokenUpdate {
            id: self.id(),
            topic: self.topic.clone(),
            token: vec![7; 32],
            push_magic: "2B3A7B8C-PUSH".into(),
            unlock_token: None,
            awaiting_configuration: None,
            not_on_console: None,
        })
    }

    pub(crate) fn check_out(&self) -> Message {
        Message::CheckOut(CheckOut { id: self.id(), topic: self.topic.clone() })
    }

    pub(crate) fn idle(&self) -> Report {
        Report::new(self.id(), Status::Idle, None)
    }

    /// Returns the value of `Mdm-Signature` over a body.
    pub(crate) fn signature(&self, body: &[u8]) -> String {
        let signer = Identity::new(&self.certificate, &self.key).expect("its own key");
        let form = SignatureForm::WithAttributes { now: self.now };
        STANDARD.encode(client::mdm_signature(body, &signer, form, Encoding::Ber))
    }

    pub(crate) fn check_in(&self, message: &Message) -> Request<Body> {
        self.signed("/mdm/checkin", CHECKIN, message.to_plist())
    }

    pub(crate) fn connect(&self, report: &Report) -> Request<Body> {
        self.signed("/mdm/connect", CONNECT, report.to_plist())
    }

    pub(crate) fn signed(&self, path: &str, content_type: &str, body: Vec<u8>) -> Request<Body> {
        let signature = self.signature(&body);
        put(path, content_type, &[&signature], body)
    }
}

pub(crate) fn get(uri: &str) -> Request<Body> {
    Request::get(uri).body(Body::empty()).expect("a request")
}

pub(crate) fn post(uri: &str, body: Vec<u8>) -> Request<Body> {
    Request::post(uri).body(body.into()).expect("a request")
}

pub(crate) fn put(path: &str, content_type: &str, signatures: &[&str], body: Vec<u8>) -> Request<Body> {
    let request = Request::put(path).header("Content-Type", content_type);
    let request = signatures.iter().fold(request, |request, value| request.header("Mdm-Signature", *value));
    request.body(body.into()).expect("a request")
}
