//! The OpenAPI document: complete, consistent with the router, and without a secret.

use serde_json::Value;

fn document() -> Value {
    serde_json::to_value(api::openapi()).expect("the document serialises")
}

#[test]
fn the_document_is_as_reviewed() {
    insta::assert_json_snapshot!(document());
}

#[test]
fn t27_the_public_routes_are_the_listed_ones() {
    let public: Vec<String> =
        api::routes().into_iter().filter(|route| route.is_public).map(|route| route.path).collect();
    assert_eq!(public, api::PUBLIC);
    let document = document();
    for route in api::routes() {
        let operation = &document["paths"][&route.path][route.method.to_lowercase()];
        assert!(operation.is_object(), "{route:?}");
        // An empty requirement in the document means: no token.
        assert_eq!(operation["security"] == serde_json::json!([{}]), route.is_public, "{route:?}");
        assert_eq!(operation["responses"]["401"].is_object(), !route.is_public, "{route:?}");
    }
}

/// What sounds like a secret and is meant to be seen: a link for one enrollment and the secret of a webhook, each shown
/// once; where a webhook's program listens; where the tokens of a mail server are asked for; and where the SMS provider is,
/// whose secret stands there as a placeholder.
const SHOWN_ON_PURPOSE: [&str; 7] = [
    "BegunEnrollment.profile_url",
    "MadeWebhook.secret",
    "MailServerAuthentication.token_url",
    "SmsRest.base_url",
    "SmsHttp.url",
    "Webhook.url",
    "WebhookFields.url",
];

#[test]
fn t31_no_response_type_has_a_secret_field() {
    let words = [
        "password",
        "secret",
        "token",
        "hash",
        "key",
        "challenge",
        "magic",
        "private",
        "unlock",
        "url",
        "payload",
    ];
    let document = document();
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    for (name, schema) in schemas {
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            // What only requests hold is looked for below; whether there is a secret, or how many, tells nothing of it.
            let kind = property["type"].as_str().or(property["type"][0].as_str());
            let is_told =
                property["writeOnly"] != true && !["boolean", "integer"].contains(&kind.unwrap_or_default());
            let suspicious = is_told && words.iter().any(|word| field.contains(word));
            assert!(
                !suspicious || SHOWN_ON_PURPOSE.contains(&format!("{name}.{field}").as_str()),
                "{name}.{field}"
            );
        }
    }
}

#[test]
fn t31_no_answer_holds_what_only_requests_may() {
    let document = document();
    let mut open = Vec::new();
    for route in api::routes() {
        let operation = &document["paths"][&route.path][route.method.to_lowercase()];
        collect_references(&operation["responses"], &mut open);
    }
    let mut seen = std::collections::BTreeSet::new();
    while let Some(reference) = open.pop() {
        let schema = document.pointer(reference.trim_start_matches('#')).expect("a schema");
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            assert!(property["writeOnly"] != true, "{reference}.{field}");
        }
        if seen.insert(reference) {
            collect_references(schema, &mut open);
        }
    }
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    let writes = |name: &str| schemas[name]["properties"]["password"]["writeOnly"] == true;
    assert!(writes("NewAccount") && writes("NewPassword") && seen.len() > 10, "{seen:?}");
}

#[test]
fn every_schema_property_and_parameter_is_described() {
    let document = document();
    for (name, schema) in document["components"]["schemas"].as_object().expect("schemas") {
        assert!(schema["description"].is_string(), "{name}");
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            let described =
                property["description"].is_string() || property["oneOf"][0]["description"].is_string();
            assert!(described, "{name}.{field}: {property}");
        }
    }
    for route in api::routes() {
        let operation = &document["paths"][&route.path][route.method.to_lowercase()];
        for text in ["summary", "description", "operationId"] {
            assert!(operation[text].is_string(), "{route:?} {text}");
        }
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let described =
                parameter["description"].is_string() || parameter["schema"]["description"].is_string();
            assert!(described, "{route:?} {parameter}");
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let document = document();
    let mut references = Vec::new();
    collect_references(&document, &mut references);
    assert!(!references.is_empty());
    for reference in references {
        let pointer = reference.strip_prefix('#').expect("a reference within the document");
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

fn collect_references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| collect_references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| collect_references(value, found)),
        _ => {}
    }
}
