//! Two hundred at once, at two server processes over one database, want a profile where there are three uses (T01).

use crate::installation::databases;
use crate::program::Program;
use app::{Caller, LinkKey, NewInvitation};
use domain::invitation::{Delivery, InvitationTerms};
use http::StatusCode;
use server::wiring;
use std::net::{IpAddr, Ipv4Addr};
use tokio::task::JoinSet;

#[tokio::test(flavor = "multi_thread")]
async fn t01_two_processes_give_out_three_uses_between_them() {
    for database in databases().await {
        // One process on SQLite, which is one machine's; two on PostgreSQL.
        let is_shared = database.is_some();
        let program = Program::install(database).await;
        let app = wiring::start_for_operator(&program.config).await.unwrap();
        let mut terms = InvitationTerms::new("Three", app.now());
        terms.requires_login = false;
        terms.uses_max = Some(3);
        let new = NewInvitation {
            delivery: Delivery::Link,
            terms,
            texts: Default::default(),
            recipients: Vec::new(),
        };
        let created = app.create_invitation(&Caller::operator(), new).await.unwrap();
        let url = created.link.unwrap().url;
        let key = LinkKey::parse(url.expose().rsplit('/').next().unwrap()).unwrap();
        let mut paths = Vec::new();
        for _ in 0..200 {
            let source = IpAddr::V4(Ipv4Addr::LOCALHOST);
            let begun = app.begin_enrollment_by_invitation(&key, None, source).await.unwrap();
            paths.push(begun.profile_url.split_once("/enroll").unwrap().1.to_owned());
        }
        let first = program.serve().await;
        let second = if is_shared { Some(program.serve_beside().await) } else { None };
        let mut addresses = vec![program.config.server.listen];
        addresses.extend(second.as_ref().map(|(_, address)| *address));
        let host = program.config.server.base_url.as_ref().unwrap().to_string();
        let host = host.trim_start_matches("https://").to_owned();
        let authority = reqwest::Certificate::from_pem(program.ca_pem.as_bytes()).unwrap();
        let client = reqwest::Client::builder().http1_only().tls_certs_only([authority]).build().unwrap();
        let mut asking = JoinSet::new();
        for (n, path) in paths.into_iter().enumerate() {
            let address = addresses[n % addresses.len()];
            let request =
                client.get(format!("https://{address}/enroll{path}")).header(http::header::HOST, &host);
            asking.spawn(async move { request.send().await.unwrap().status() });
        }
        let (mut given, mut refused) = (0, 0);
        while let Some(status) = asking.join_next().await {
            match status.unwrap() {
                StatusCode::OK => given += 1,
                StatusCode::GONE => refused += 1,
                other => panic!("{other}: {}", program.log()),
            }
        }
        assert_eq!((given, refused), (3, 197));
        let detail = app.show_invitation(&Caller::operator(), created.invitation.id).await.unwrap();
        assert_eq!((detail.uses_reserved, detail.uses_counted), (3, 0));
        drop((first, second));
        app.close().await.unwrap();
    }
}
