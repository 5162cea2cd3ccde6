//! Answers: one tree of values, written as XML or as JSON.

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use quick_xml::escape::escape;
use serde_json::{Map, Value as Json, json};

/// A value with its name in the tree above it.
pub(super) type Fields = Vec<(&'static str, Value)>;

/// A value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Value {
    /// A text; an empty one is an empty element.
    Text(String),
    /// A number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// Values with their names.
    Group(Fields),
    /// Rows, each under this name; in XML their number stands before them.
    List(&'static str, Vec<Fields>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// In which form somebody wants their answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    Xml,
    Json,
}

impl Form {
    /// Reads what is wanted: a path that ends so, else the header `Accept`, whichever of the two it names first; else XML.
    pub(super) fn wanted(headers: &HeaderMap, path: &str) -> Self {
        if path.ends_with(".json") {
            return Self::Json;
        }
        let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let place = |word: &str| accept.find(word).unwrap_or(usize::MAX);
        if place("json") < place("xml") { Self::Json } else { Self::Xml }
    }
}

/// Writes an answer.
pub(super) fn answer(status: StatusCode, form: Form, root: &'static str, value: &Value) -> Response {
    let (content_type, body) = match form {
        Form::Xml => {
            let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned();
            write_xml(&mut text, root, value);
            ("application/xml;charset=UTF-8", text)
        }
        Form::Json => ("application/json", json!({ root: to_json(value) }).to_string()),
    };
    (status, [(header::CONTENT_TYPE, content_type)], body).into_response()
}

fn write_xml(text: &mut String, name: &str, value: &Value) {
    if *value == Value::Text(String::new()) {
        text.push_str(&format!("<{name}/>"));
        return;
    }
    text.push_str(&format!("<{name}>"));
    match value {
        // A character that XML cannot hold would make the whole answer unreadable.
        Value::Text(words) => text.push_str(&escape(words.replace(is_unwritable, "\u{fffd}"))),
        Value::Number(number) => text.push_str(&number.to_string()),
        Value::Flag(flag) => text.push_str(&flag.to_string()),
        Value::Group(fields) => fields.iter().for_each(|(name, value)| write_xml(text, name, value)),
        Value::List(row, rows) => {
            text.push_str(&format!("<size>{}</size>", rows.len()));
            rows.iter().for_each(|fields| write_xml(text, row, &Value::Group(fields.clone())));
        }
    }
    text.push_str(&format!("</{name}>"));
}

fn is_unwritable(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

fn to_json(value: &Value) -> Json {
    let group = |fields: &Fields| {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), to_json(value)));
        Json::Object(fields.collect::<Map<_, _>>())
    };
    match value {
        Value::Text(text) => json!(text),
        Value::Number(number) => json!(number),
        Value::Flag(flag) => json!(flag),
        Value::Group(fields) => group(fields),
        Value::List(_, rows) => rows.iter().map(group).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t36_what_somebody_wrote_comes_back_as_text() {
        let mut text = String::new();
        let fields = vec![
            ("subject", Value::from("<b>&\u{7}\"</b>")),
            ("message", Value::from("")),
            ("id", Value::Number(-1)),
            ("on", Value::Flag(true)),
        ];
        write_xml(&mut text, "a", &Value::Group(fields.clone()));
        let written = "<a><subject>&lt;b&gt;&amp;\u{fffd}&quot;&lt;/b&gt;</subject><message/><id>-1</id><on>true</on></a>";
        assert_eq!(text, written);
        text.clear();
        write_xml(&mut text, "all", &Value::List("one", vec![vec![("id", Value::Number(1))]]));
        assert_eq!(text, "<all><size>1</size><one><id>1</id></one></all>");
        assert_eq!(to_json(&Value::List("one", vec![fields]))[0]["subject"], "<b>&\u{7}\"</b>");
    }

    #[test]
    fn the_form_is_xml_unless_json_is_named_first() {
        let check = |accept: Option<&str>, path: &str, expected: Form| {
            let mut headers = HeaderMap::new();
            if let Some(accept) = accept {
                headers.insert(header::ACCEPT, accept.parse().expect("a value"));
            }
            assert_eq!(Form::wanted(&headers, path), expected, "{accept:?} {path}");
        };
        check(None, "/x", Form::Xml);
        check(Some("*/*"), "/x", Form::Xml);
        check(Some("application/json"), "/x", Form::Json);
        check(Some("application/xml, application/json"), "/x", Form::Xml);
        check(Some("application/json, application/xml"), "/x", Form::Json);
        check(Some("text/xml"), "/x.json", Form::Json);
    }
}
