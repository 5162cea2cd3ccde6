//! Any other HTTP interface: a request made from templates, an answer judged by a rule.

use std::fmt::Write as _;

use domain::message::{Answer, cut_words};
use domain::sms_provider::{HttpBody, HttpMethod, HttpSettings, SmsProvider};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};
use serde_json::Value;

use super::live::{HttpAnswer, LiveSms, by_status};
use super::{Sms, SmsSecrets};

/// The most characters of an answer that are told.
const TOLD_CHARACTERS_MAX: usize = 200;

/// A request made from the templates.
struct Rendered {
    url: Url,
    headers: HeaderMap,
    body: String,
}

pub(super) async fn send(
    live: &LiveSms,
    provider: &SmsProvider,
    settings: &HttpSettings,
    secrets: &SmsSecrets,
    sms: &Sms,
) -> Answer {
    let rendered = match render(provider, settings, secrets, sms) {
        Ok(rendered) => rendered,
        Err(words) => return Answer::Unusable { words },
    };
    let asked = live.ask(provider, |client| {
        let request = client.request(method(settings.method), rendered.url).headers(rendered.headers);
        if settings.body_kind == HttpBody::None { request } else { request.body(rendered.body) }
    });
    match asked.await {
        Ok(answer) => read(settings, secrets, &answer),
        Err(answer) => answer,
    }
}

fn method(method: HttpMethod) -> Method {
    match method {
        HttpMethod::Get => Method::GET,
        HttpMethod::Post => Method::POST,
        HttpMethod::Put => Method::PUT,
    }
}

fn render(
    provider: &SmsProvider,
    settings: &HttpSettings,
    secrets: &SmsSecrets,
    sms: &Sms,
) -> Result<Rendered, String> {
    let id = sms.id.to_string();
    let values = [
        ("{to}", sms.to.as_str()),
        ("{text}", &sms.text),
        ("{id}", &id),
        ("{from}", &provider.sender),
        ("{receipt}", sms.receipt_url.as_deref().unwrap_or_default()),
        ("{secret}", secrets.secret()),
    ];
    let url = Url::parse(&filled(&settings.url, &values, percent_encoded))
        .map_err(|error| format!("The URL cannot be used: {error}."))?;
    let mut headers = HeaderMap::new();
    if let Some(content_type) = settings.body_kind.content_type() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    for header in &settings.headers {
        let unusable = || format!("The header {} cannot be used.", header.name);
        let name = HeaderName::from_bytes(header.name.as_bytes()).map_err(|_| unusable())?;
        let value = filled(&header.value, &values, |value| value.replace(char::is_control, " "));
        let mut value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| unusable())?;
        value.set_sensitive(true);
        headers.insert(name, value);
    }
    let body = match settings.body_kind {
        HttpBody::None => String::new(),
        HttpBody::Json => filled(&settings.body, &values, json_escaped),
        HttpBody::Form => filled(&settings.body, &values, percent_encoded),
        HttpBody::Text => filled(&settings.body, &values, str::to_owned),
    };
    Ok(Rendered { url, headers, body })
}

/// Puts values in the place of their placeholders, in one walk: what a value holds is never a placeholder.
fn filled(template: &str, values: &[(&str, &str)], escape: impl Fn(&str) -> String) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        filled.push_str(before);
        match values.iter().find(|(placeholder, _)| from.starts_with(placeholder)) {
            Some((placeholder, value)) => {
                filled.push_str(&escape(value));
                rest = &from[placeholder.len()..];
            }
            None => {
                filled.push('{');
                rest = &from[1..];
            }
        }
    }
    filled + rest
}

/// Encodes a value for any part of a URL and for a form (RFC 3986 §2.1): all but letters, digits and `-._~`.
pub(super) fn percent_encoded(value: &str) -> String {
    value.bytes().fold(String::with_capacity(value.len() * 3), |mut text, octet| {
        if octet.is_ascii_alphanumeric() || b"-._~".contains(&octet) {
            text.push(char::from(octet));
        } else {
            write!(text, "%{octet:02X}").expect("writing to a string cannot fail");
        }
        text
    })
}

/// Escapes a value for a string of JSON, without the quotation marks.
fn json_escaped(value: &str) -> String {
    let quoted = Value::from(value).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

fn read(settings: &HttpSettings, secrets: &SmsSecrets, answer: &HttpAnswer) -> Answer {
    let status = answer.status.as_u16();
    let said: String = secrets.hide(answer.body.trim()).chars().take(TOLD_CHARACTERS_MAX).collect();
    let words = cut_words(format!("{status} {said}").trim());
    if !(settings.status_min..=settings.status_max).contains(&status) {
        // A 2xx outside the range is a refusal in the interface's own words.
        return by_status(answer, words);
    }
    if !answer.body.contains(&settings.contains) {
        return Answer::Refused { words: format!("{words} (the answer lacks “{}”)", settings.contains) };
    }
    Answer::Accepted { words, provider_key: provider_key(settings, &answer.body) }
}

fn provider_key(settings: &HttpSettings, body: &str) -> Option<String> {
    if settings.id_pointer.is_empty() {
        return None;
    }
    let answer: Value = serde_json::from_str(body).ok()?;
    let key = match answer.pointer(&settings.id_pointer)? {
        Value::String(key) => key.clone(),
        Value::Number(key) => key.to_string(),
        _ => return None,
    };
    (1..=200).contains(&key.len()).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::secret::Secret;
    use domain::sms_provider::{HttpHeader, SmsBackend};
    use reqwest::StatusCode;
    use uuid::Uuid;

    fn settings() -> HttpSettings {
        HttpSettings {
            method: HttpMethod::Post,
            url: "https://sms.example.org/{from}/send?to={to}&t={text}".into(),
            headers: vec![HttpHeader { name: "authorization".into(), value: "Bearer {secret}".into() }],
            body_kind: HttpBody::Json,
            body: r#"{"to":"{to}","text":"{text}","other":{"x":1},"id":"{id}","cb":"{receipt}"}"#.into(),
            status_min: 200,
            status_max: 202,
            contains: "OK".into(),
            id_pointer: "/messages/0/id".into(),
        }
    }

    fn rendered(settings: &HttpSettings, text: &str) -> Rendered {
        let provider = SmsProvider {
            backend: SmsBackend::Http(settings.clone()),
            prefixes: vec!["+46".into()],
            default_country: "SE".into(),
            messages_per_minute: 60,
            sender: "The School".into(),
            roots: Vec::new(),
        };
        let secrets = SmsSecrets { secret: Some(Secret::new("s/cr&t")), receipt_key: None };
        let sms =
            Sms { id: Uuid::from_u128(7), to: "+46701234567".into(), text: text.into(), receipt_url: None };
        render(&provider, settings, &secrets, &sms).expect("a request")
    }

    #[test]
    fn each_place_has_its_own_escaping() {
        let text = "Hi \"Åsa\" & {secret}\n/?#";
        let request = rendered(&settings(), text);
        assert_eq!(
            request.url.as_str(),
            "https://sms.example.org/The%20School/send?to=%2B46701234567&t=Hi%20%22%C3%85sa%22%20%26%20%7Bsecret%7D%0A%2F%3F%23"
        );
        assert_eq!(request.headers["authorization"], "Bearer s/cr&t");
        let body: Value = serde_json::from_str(&request.body).expect("JSON");
        assert_eq!(body["text"], text);
        assert_eq!((&body["to"], &body["other"]["x"]), (&Value::from("+46701234567"), &Value::from(1)));

        let form =
            HttpSettings { body_kind: HttpBody::Form, body: "to={to}&text={text}".into(), ..settings() };
        let request = rendered(&form, "a&to=+1");
        assert_eq!(request.body, "to=%2B46701234567&text=a%26to%3D%2B1");
        assert_eq!(request.headers[CONTENT_TYPE], "application/x-www-form-urlencoded");
    }

    #[test]
    fn a_value_is_never_a_placeholder_and_adds_no_header() {
        let header = HttpHeader { name: "x-text".into(), value: "{text}".into() };
        let request =
            rendered(&HttpSettings { headers: vec![header], ..settings() }, "{secret}\r\nx-evil: 1");
        assert_eq!(request.headers["x-text"], "{secret}  x-evil: 1");
        assert!(!request.body.contains("s/cr&t"));
        assert!(request.headers.get("x-evil").is_none());
    }

    #[test]
    fn the_rule_decides_what_success_is() {
        let secrets = SmsSecrets { secret: Some(Secret::new("s/cr&t")), receipt_key: None };
        let read_of = |status: u16, body: &str| {
            let status = StatusCode::from_u16(status).expect("a status");
            read(&settings(), &secrets, &HttpAnswer { status, headers: HeaderMap::new(), body: body.into() })
        };
        let taken = read_of(202, r#"{"state":"OK","messages":[{"id":4711}]}"#);
        assert!(matches!(taken, Answer::Accepted { provider_key: Some(key), .. } if key == "4711"));
        assert!(matches!(read_of(202, "OK"), Answer::Accepted { provider_key: None, .. }));
        let Answer::Refused { words } = read_of(200, "ERR s/cr&t") else { panic!("refused") };
        assert_eq!(words, "200 ERR … (the answer lacks “OK”)");
        assert!(matches!(read_of(400, "bad number"), Answer::Refused { .. }));
        assert!(matches!(read_of(403, ""), Answer::Unusable { .. }));
        assert!(matches!(read_of(301, ""), Answer::Unusable { .. }));
        let mut headers = HeaderMap::new();
        headers.insert("retry-after", HeaderValue::from_static("30"));
        let busy = HttpAnswer { status: StatusCode::TOO_MANY_REQUESTS, headers, body: "slow".into() };
        assert_eq!(
            read(&settings(), &secrets, &busy),
            Answer::Later { words: "429 slow; it asks to wait 30 s".into() }
        );
    }
}
