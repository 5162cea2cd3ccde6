//! Bodies made to hurt, signed by a device that may speak.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use bytes::Bytes;
use http::{StatusCode, header};
use http_body_util::{BodyExt, Full};
use scep::{RsaBits, RsaKey, client};

use crate::phone::{CHECKIN, CONNECT, Door, put};

#[tokio::test]
async fn t54_bombs_are_refused_and_the_server_goes_on() {
    let door = Door::open().await;
    let phone = door.enroll("00008140-001234567890001C").await;
    let laughs = r#"<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
        <plist version="1.0"><dict><key>MessageType</key><string>&b;</string></dict></plist>"#;
    let external = r#"<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a SYSTEM "file:///etc/passwd">]>
        <plist version="1.0"><dict><key>MessageType</key><string>&a;</string></dict></plist>"#;
    let deep =
        format!("<plist version=\"1.0\">{}{}</plist>", "<array>".repeat(100_000), "</array>".repeat(100_000));
    let wide = format!("<plist version=\"1.0\"><array>{}</array></plist>", "<true/>".repeat(140_000));
    // A binary list whose only object is an array that contains itself.
    let mut cycle = b"bplist00".to_vec();
    cycle.extend([0xa1, 0x00, 0x08]);
    cycle.extend([
        0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10,
    ]);
    let bombs: [(&str, Vec<u8>); 6] = [
        ("entities", laughs.into()),
        ("external entity", external.into()),
        ("depth", deep.into()),
        ("width", wide.into()),
        ("cycle", cycle),
        ("nothing", Vec::new()),
    ];
    for (name, body) in bombs {
        for (path, content_type) in [("/mdm/checkin", CHECKIN), ("/mdm/connect", CONNECT)] {
            let answer = door.send(phone.signed(path, content_type, body.clone())).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{name} at {path}");
        }
    }
    assert_eq!(door.send(phone.connect(&phone.idle())).await.status, StatusCode::OK);
}

#[tokio::test]
async fn t54_too_long_a_body_is_refused_before_anything_looks_at_it() {
    let door = Door::open().await;
    let phone = door.enroll("00008140-001234567890001C").await;
    for (path, content_type, bytes) in
        [("/mdm/checkin", CHECKIN, 1024 * 1024 + 1), ("/mdm/connect", CONNECT, 16 * 1024 * 1024 + 1)]
    {
        let answer = door.send(phone.signed(path, content_type, vec![b' '; bytes])).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        let mut announced = phone.signed(path, content_type, Vec::new());
        announced.headers_mut().insert(header::CONTENT_LENGTH, bytes.into());
        assert_eq!(door.send(announced).await.status, StatusCode::BAD_REQUEST, "{path}");
    }
}

#[tokio::test]
async fn t54_nothing_is_read_from_whoever_names_no_certificate_of_this_authority() {
    let door = Door::open().await;
    let phone = door.enroll("00008140-001234567890001C").await;
    let (key, now) = (RsaKey::generate(RsaBits::Rsa2048), door.now());
    let stranger = client::self_signed(&key, "4F1A2B3C", now - 60, now + 86_400);
    let stranger = phone.with_identity(key, stranger).signature(b"a body");
    let own = phone.signature(b"another body");
    for (signature, is_read) in [("", false), ("MIAG", false), (&stranger, false), (&own, true)] {
        for (path, content_type) in [("/mdm/checkin", CHECKIN), ("/mdm/connect", CONNECT)] {
            let taken = Arc::new(AtomicUsize::new(0));
            let mut request = put(path, content_type, &[signature], Vec::new());
            let counter = taken.clone();
            let watched = Full::new(Bytes::from(vec![b' '; 1024])).map_frame(move |frame| {
                counter.fetch_add(1, Ordering::Relaxed);
                frame
            });
            *request.body_mut() = Body::new(watched);
            assert_eq!(door.send(request).await.status, StatusCode::BAD_REQUEST, "{path} {signature}");
            assert_eq!(taken.load(Ordering::Relaxed), usize::from(is_read), "{path} {signature}");
        }
    }
}

#[tokio::test]
async fn t54_a_compressed_body_is_not_unpacked() {
    let door = Door::open().await;
    let phone = door.enroll("00008140-001234567890001C").await;
    let mut request = phone.signed("/mdm/checkin", CHECKIN, vec![0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3]);
    request.headers_mut().insert(header::CONTENT_ENCODING, "gzip".parse().expect("a value"));
    assert_eq!(door.send(request).await.status, StatusCode::BAD_REQUEST);
}
