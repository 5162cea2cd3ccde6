//! `/scep`.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Request, StatusCode};
use scep::client::Reply;

use crate::phone::{Door, Wish, get, post};

#[tokio::test]
async fn c10_the_capabilities_are_plain_text_a_line_each() {
    let door = Door::open().await;
    for uri in ["/scep?operation=GetCACaps", "/scep?operation=GetCACaps&message=Vestibule"] {
        let answer = door.send(get(uri)).await;
        assert_eq!(
            (answer.status, &answer.headers[CONTENT_TYPE]),
            (StatusCode::OK, &HeaderValue::from_static("text/plain"))
        );
        let text = String::from_utf8(answer.body.to_vec()).expect("text");
        assert!(text.lines().any(|line| line == "POSTPKIOperation"), "{text}");
        assert!(text.lines().any(|line| line == "SHA-256"), "{text}");
    }
}

#[tokio::test]
async fn c11_the_authority_is_one_der_certificate_of_exactly_that_type() {
    let door = Door::open().await;
    for uri in ["/scep?operation=GetCACert", "/scep?operation=GetCACert&message=EnrollmentCAInstance"] {
        let answer = door.send(get(uri)).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.headers[CONTENT_TYPE], "application/x-x509-ca-cert");
        scep::CertificateView::read(&answer.body).expect("one certificate and nothing after it");
    }
}

#[tokio::test]
async fn c7_c8_c9_a_message_comes_by_post_of_any_type_or_by_get() {
    let door = Door::open().await;
    let wish = Wish::new(&door, &door.profile().await).await;
    let message = wish.message();
    let mut requests = Vec::new();
    for content_type in ["application/x-pki-message", "application/octet-stream", "text/html", ""] {
        let mut request = post("/scep?operation=PKIOperation", message.clone());
        if !content_type.is_empty() {
            request.headers_mut().insert(CONTENT_TYPE, content_type.parse().expect("a value"));
        }
        requests.push(request);
    }
    let standard = STANDARD.encode(&message).replace('=', "%3D");
    let repeated = format!("/scep?operation=PKIOperation&message={}", STANDARD.encode(b"something else"));
    requests.push(post(&repeated, message.clone()));
    requests.push(get(&format!("/scep?operation=PKIOperation&message={standard}")));
    requests.push(get(&format!("/scep?message={}&operation=PKIOperation", URL_SAFE_NO_PAD.encode(&message))));

    for request in requests {
        let line = format!("{} {:?}", request.method(), request.headers());
        let answer = door.send(request).await;
        assert_eq!(answer.status, StatusCode::OK, "{line}");
        assert_eq!(answer.headers[CONTENT_TYPE], "application/x-pki-message", "{line}");
        // The same key asks with the same challenge: a repetition, not a second use.
        assert!(matches!(wish.open(&answer.body), Reply::Issued(_)), "{line}");
    }
}

#[tokio::test]
async fn t40_refusals_are_all_alike() {
    let door = Door::open().await;
    let profile = door.profile().await;
    let used = Wish::new(&door, &profile).await;
    let first = door.send(post("/scep?operation=PKIOperation", used.message())).await;
    assert!(matches!(used.open(&first.body), Reply::Issued(_)));

    let another_key = Wish::new(&door, &profile).await;
    let foreign = Wish::with_challenge(&door, &profile, "never-handed-out").await;
    let mut bodies = Vec::new();
    for wish in [another_key, foreign] {
        let answer = door.send(post("/scep?operation=PKIOperation", wish.message())).await;
        assert_eq!(answer.status, StatusCode::OK);
        let Reply::Failed(reason) = wish.open(&answer.body) else { panic!("a certificate was issued") };
        bodies.push((format!("{reason:?}"), answer.body.len()));
    }
    assert_eq!(bodies[0], bodies[1]);
}

#[tokio::test]
async fn t40_what_an_envelope_hides_shows_in_no_answer() {
    let door = Door::open().await;
    let profile = door.profile().await;
    let mut broken = Wish::new(&door, &profile).await;
    let mut csr = broken.csr.clone();
    *csr.last_mut().expect("a signature") ^= 1;
    let mut answers = Vec::new();
    for content in [csr, b"no request".to_vec(), Vec::new(), vec![0x30; 700], broken.csr[..100].to_vec()] {
        broken.csr = content;
        let answer = door.send(post("/scep?operation=PKIOperation", broken.message())).await;
        let Reply::Failed(reason) = broken.open(&answer.body) else { panic!("a certificate was issued") };
        let headers: Vec<_> =
            answer.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
        answers.push((answer.status, headers, reason, answer.body.len()));
    }
    assert_eq!(answers[0].0, StatusCode::OK);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
}

#[tokio::test]
async fn t41_what_is_no_message_is_answered_400_and_nothing_else() {
    let door = Door::open().await;
    let long = vec![0x30; 3 * 1024 * 1024];
    let cases = [
        (get("/scep"), 400),
        (get("/scep?"), 400),
        (get("/scep?operation"), 400),
        (get("/scep?operation="), 400),
        (get("/scep?operation=getcacaps"), 400),
        (get("/scep?operation=GetCACaps&operation=GetCACert"), 400),
        (get("/scep?operation=GetNextCACert"), 404),
        (get("/scep?operation=PKIOperation"), 400),
        (get("/scep?operation=PKIOperation&message="), 400),
        (get("/scep?operation=PKIOperation&message=%%%"), 400),
        (get("/scep?operation=PKIOperation&message=MIAG"), 400),
        (post("/scep", b"x".to_vec()), 400),
        (post("/scep?operation=GetCACert", Vec::new()), 400),
        (post("/scep?operation=PKIOperation", Vec::new()), 400),
        (post("/scep?operation=PKIOperation", b"<html>".to_vec()), 400),
        (post("/scep?operation=PKIOperation", [0x30, 0x80].repeat(4_000)), 400),
        (post("/scep?operation=PKIOperation", long), 400),
        (
            Request::put("/scep?operation=PKIOperation").body(axum::body::Body::empty()).expect("a request"),
            405,
        ),
    ];
    for (request, status) in cases {
        let line = format!("{} {}", request.method(), request.uri());
        let answer = door.send(request).await;
        assert_eq!(answer.status.as_u16(), status, "{line}");
        assert!(answer.body.is_empty(), "{line}");
    }
}

#[tokio::test]
async fn t41_a_truncated_message_never_breaks_the_server() {
    let door = Door::open().await;
    let wish = Wish::new(&door, &door.profile().await).await;
    let message = wish.message();
    for length in (0..message.len()).step_by(97) {
        let answer = door.send(post("/scep?operation=PKIOperation", message[..length].to_vec())).await;
        assert!(matches!(answer.status.as_u16(), 200 | 400), "{length}: {answer:?}");
    }
}
