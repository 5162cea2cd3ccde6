//! Bodies made to hurt, signed by a device that may speak.

use http::{StatusCode, header};

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
    for (path, content_type, bytes) in
        [("/mdm/checkin", CHECKIN, 1024 * 1024 + 1), ("/mdm/connect", CONNECT, 16 * 1024 * 1024 + 1)]
    {
        let answer = door.send(put(path, content_type, &["MIAG"], vec![b' '; bytes])).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        let mut announced = put(path, content_type, &["MIAG"], Vec::new());
        announced.headers_mut().insert(header::CONTENT_LENGTH, bytes.into());
        assert_eq!(door.send(announced).await.status, StatusCode::BAD_REQUEST, "{path}");
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
