//! The REST interface of the form that Twilio made common: a form goes out under basic authentication, JSON comes back.
//!
//! Source: [Messages resource](https://www.twilio.com/docs/messaging/api/message-resource) and
//! [error codes](https://www.twilio.com/docs/api/errors).

use domain::message::{Answer, cut_words};
use domain::sms_provider::{RestSettings, SmsProvider};
use serde::Deserialize;

use super::live::{HttpAnswer, LiveSms, by_status};
use super::{Sms, SmsSecrets};

/// Error codes that are about the recipient or the text: never to this number.
const REFUSALS: [u32; 13] =
    [21211, 21214, 21217, 21219, 21265, 21407, 21408, 21602, 21610, 21612, 21614, 21617, 30_004];
/// Error codes that pass with time.
const PAUSES: [u32; 5] = [14107, 20429, 21611, 30_001, 30_022];

/// What is read of an answer, success or not.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Body {
    sid: Option<String>,
    status: serde_json::Value,
    error_code: Option<u32>,
    error_message: Option<String>,
    code: Option<u32>,
    message: Option<String>,
}

pub(super) async fn send(
    live: &LiveSms,
    provider: &SmsProvider,
    settings: &RestSettings,
    secrets: &SmsSecrets,
    sms: &Sms,
) -> Answer {
    let url = format!("{}/2010-04-01/Accounts/{}/Messages.json", settings.base_url, settings.account_sid);
    let mut fields = vec![("To", sms.to.as_str()), ("Body", &sms.text)];
    match &settings.messaging_service_sid {
        Some(sid) => fields.push(("MessagingServiceSid", sid)),
        None => fields.push(("From", &provider.sender)),
    }
    if let Some(receipt_url) = &sms.receipt_url {
        fields.push(("StatusCallback", receipt_url));
    }
    let asked = live.ask(provider, |client| {
        client.post(url).basic_auth(&settings.account_sid, Some(secrets.secret())).form(&fields)
    });
    match asked.await {
        Ok(answer) => read(&answer, secrets),
        Err(answer) => answer,
    }
}

/// Asks for the account, which proves the secret and costs nothing.
pub(super) async fn sign_in(
    live: &LiveSms,
    provider: &SmsProvider,
    settings: &RestSettings,
    secrets: &SmsSecrets,
) -> Result<String, String> {
    let url = format!("{}/2010-04-01/Accounts/{}.json", settings.base_url, settings.account_sid);
    let asked = live
        .ask(provider, |client| client.get(url).basic_auth(&settings.account_sid, Some(secrets.secret())))
        .await;
    match asked {
        Ok(answer) if answer.status.is_success() => {
            let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap_or_default();
            let of = |field: &str| cut_words(body[field].as_str().unwrap_or("not named"));
            Ok(format!("Signed in to the account “{}”, which is {}.", of("friendly_name"), of("status")))
        }
        Ok(answer) => Err(words(&read(&answer, secrets))),
        Err(answer) => Err(words(&answer)),
    }
}

fn words(answer: &Answer) -> String {
    match answer {
        Answer::Accepted { words, .. }
        | Answer::Later { words }
        | Answer::Refused { words }
        | Answer::Unusable { words } => words.clone(),
    }
}

fn read(answer: &HttpAnswer, secrets: &SmsSecrets) -> Answer {
    let body: Body = serde_json::from_str(&answer.body).unwrap_or_default();
    let code = body.error_code.or(body.code);
    let said = secrets.hide(body.error_message.as_deref().or(body.message.as_deref()).unwrap_or_default());
    let mut words = format!("{} {}", answer.status.as_u16(), said.trim());
    if let Some(code) = code {
        words = format!("{} (code {code})", words.trim());
    }
    let words = words.trim().to_owned();
    match code {
        Some(code) if REFUSALS.contains(&code) => Answer::Refused { words },
        Some(code) if PAUSES.contains(&code) => Answer::Later { words: format!("{words}{}", answer.pause()) },
        _ if answer.status.is_success() => accepted(&body, &words),
        // What is wrong with the request but not with the number is wrong for every number.
        Some(_) if answer.status.as_u16() == 400 => Answer::Unusable { words },
        _ => by_status(answer, words),
    }
}

fn accepted(body: &Body, words: &str) -> Answer {
    let status = body.status.as_str().unwrap_or_default();
    match (&body.sid, status) {
        (_, "failed" | "undelivered" | "canceled") => Answer::Refused { words: format!("{words} {status}") },
        (Some(sid), _) => Answer::Accepted {
            words: cut_words(&format!("{words} {status}")),
            provider_key: Some(sid.clone()).filter(|sid| sid.len() <= 200),
        },
        (None, _) => Answer::Unusable {
            words: format!("{words}: the answer names no message; this is not the interface that was meant"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::secret::Secret;
    use reqwest::StatusCode;
    use reqwest::header::HeaderMap;

    fn read_of(status: u16, body: &str) -> Answer {
        let status = StatusCode::from_u16(status).expect("a status");
        let secrets = SmsSecrets { secret: Some(Secret::new("the-token")), receipt_key: None };
        read(&HttpAnswer { status, headers: HeaderMap::new(), body: body.to_owned() }, &secrets)
    }

    #[test]
    fn each_answer_says_what_to_do() {
        let taken = read_of(201, r#"{"sid":"SM1","status":"queued","error_code":null,"error_message":null}"#);
        assert_eq!(taken, Answer::Accepted { words: "201 queued".into(), provider_key: Some("SM1".into()) });
        let refused =
            read_of(400, r#"{"code":21211,"message":"The 'To' number is not valid.","status":400}"#);
        assert_eq!(
            refused,
            Answer::Refused { words: "400 The 'To' number is not valid. (code 21211)".into() }
        );
        let sender = r#"{"code":21212,"message":"Invalid From","status":400}"#;
        assert!(matches!(read_of(400, sender), Answer::Unusable { .. }));
        assert!(matches!(
            read_of(401, r#"{"code":20003,"message":"Authenticate"}"#),
            Answer::Unusable { .. }
        ));
        assert!(matches!(read_of(429, r#"{"code":20429,"message":"Too many"}"#), Answer::Later { .. }));
        assert!(matches!(read_of(503, "<html>down</html>"), Answer::Later { .. }));
        assert!(matches!(read_of(302, ""), Answer::Unusable { .. }));
        assert!(matches!(read_of(200, "<html>a portal</html>"), Answer::Unusable { .. }));
        assert!(matches!(
            read_of(201, r#"{"sid":"SM1","status":"failed","error_code":30003}"#),
            Answer::Refused { .. }
        ));
    }

    #[test]
    fn t31_a_secret_that_is_said_back_is_hidden() {
        let Answer::Unusable { words } = read_of(401, r#"{"message":"the-token is wrong"}"#) else {
            panic!("unusable")
        };
        assert!(words.starts_with("401 … is wrong"), "{words}");
    }
}
