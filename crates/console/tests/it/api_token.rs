//! Making and revoking API tokens.

use http::StatusCode;

use crate::desk::Desk;

const PATH: &str = "/console/settings/api-tokens";

#[tokio::test]
async fn a_token_is_shown_once_serves_and_ends_when_revoked() {
    let desk = Desk::of("root").await;
    let answer = desk.post(PATH, &[("name", "Asset <db>"), ("scope_read", "on"), ("days", "30")]).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    let (_, rest) = answer.body.split_once("<output id=\"secret\">").expect("the token");
    let secret = rest.split('<').next().expect("its text").to_owned();
    assert!(desk.test.app.find_bearer(&secret, testkit::SOURCE).await.is_ok());

    let list = desk.get(PATH).await;
    assert!(list.main().contains("Asset &#60;db&#62;") && !list.body.contains(&secret), "t31: never again");

    let (_, rest) = list.body.split_once("action=\"/console/settings/api-tokens/").expect("a form to revoke");
    let id = rest.split('/').next().expect("an id");
    let answer = desk.post(&format!("{PATH}/{id}/revoke"), &[]).await;
    assert_eq!(answer.location(), "/console/settings/api-tokens?done=revoked");
    assert!(desk.test.app.find_bearer(&secret, testkit::SOURCE).await.is_err());
    assert!(desk.get(PATH).await.main().contains("Revoked"));
}

#[tokio::test]
async fn a_token_with_faults_is_not_made() {
    let desk = Desk::of("root").await;
    for form in [
        [("name", ""), ("scope_read", "on"), ("days", "30")],
        [("name", "x"), ("nothing", "on"), ("days", "30")],
        [("name", "x"), ("scope_read", "on"), ("days", "367")],
        [("name", "x"), ("scope_read", "on"), ("days", "-1")],
        [("name", "x"), ("scope_read", "on"), ("days", "many")],
    ] {
        let answer = desk.post(PATH, &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
        assert!(answer.main().contains("No token was made."));
    }
    assert!(desk.get(PATH).await.main().contains("No token yet"));
}
