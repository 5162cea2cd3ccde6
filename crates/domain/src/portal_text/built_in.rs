//! The texts that come with the server: Fluent files, read once.
//!
//! A text whose words do not depend on a number becomes a template with `{{names}}` at once, the form that administrators
//! write, too; only texts with plurals are put together by Fluent each time.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

use super::Screen;
use crate::language::{ENGLISH, base};

/// The variable that texts may count by.
pub(super) const COUNT: &str = "count";
/// The variable that every text may name.
pub(super) const ORGANIZATION: &str = "organization";

/// The files, by language. Somebody who adds one adds a line here.
const FILES: [(&str, &str); 12] = [
    (ENGLISH, include_str!("en.ftl")),
    ("ar", include_str!("ar.ftl")),
    ("da", include_str!("da.ftl")),
    ("nl", include_str!("nl.ftl")),
    ("fr", include_str!("fr.ftl")),
    ("de", include_str!("de.ftl")),
    ("it", include_str!("it.ftl")),
    ("ja", include_str!("ja.ftl")),
    ("pl", include_str!("pl.ftl")),
    ("pt", include_str!("pt.ftl")),
    ("es", include_str!("es.ftl")),
    ("sv", include_str!("sv.ftl")),
];

/// What there is to say in one place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its key.
    pub key: &'static str,
    /// The screen it stands on.
    pub screen: Screen,
    /// Its name for administrators.
    pub label: String,
    /// More about it; may be empty.
    pub help: String,
    /// The variables that it may name, besides the organization.
    pub variables: Vec<&'static str>,
}

impl Field {
    /// Says whether it holds paragraphs of Markdown, which may be left blank.
    pub fn is_text(&self) -> bool {
        self.key.ends_with("-text")
    }

    /// Says whether a variable may be named.
    pub fn knows(&self, variable: &str) -> bool {
        variable == ORGANIZATION || self.variables.contains(&variable)
    }
}

/// The list of all fields: the English file read for its comments.
pub(super) struct Catalogue {
    pub(super) fields: Vec<Field>,
    places: HashMap<&'static str, usize>,
}

impl Catalogue {
    pub(super) fn find(&self, key: &str) -> Option<&Field> {
        self.places.get(key).and_then(|place| self.fields.get(*place))
    }
}

/// Returns the list of all fields, screen by screen.
pub(super) fn catalogue() -> &'static Catalogue {
    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
        let mut fields = read_fields(FILES[0].1);
        fields.sort_by_key(|field| field.screen); // stable: within a screen as in the file
        let places = fields.iter().enumerate().map(|(place, field)| (field.key, place)).collect();
        Catalogue { fields, places }
    });
    &CATALOGUE
}

fn read_fields(file: &'static str) -> Vec<Field> {
    // What cannot be read is left out; a test sees to it that there is nothing of the kind.
    let resource = parser::parse(file).unwrap_or_else(|(resource, _)| resource);
    let mut screen = Screen::Page;
    let mut fields = Vec::new();
    for entry in resource.body {
        match entry {
            Entry::GroupComment(comment) => {
                let name = comment.content.first().copied().unwrap_or_default();
                screen = Screen::parse(name.trim()).unwrap_or(screen);
            }
            Entry::Message(message) => {
                let comment = message.comment.map(|comment| comment.content).unwrap_or_default();
                let mut variables = BTreeSet::new();
                message.value.iter().for_each(|pattern| collect(pattern, &mut variables));
                variables.remove(ORGANIZATION);
                fields.push(Field {
                    key: message.id.name,
                    screen,
                    label: comment.first().copied().unwrap_or(message.id.name).to_owned(),
                    help: comment.get(1..).unwrap_or_default().join(" "),
                    variables: variables.into_iter().collect(),
                });
            }
            _ => {}
        }
    }
    fields
}

/// Collects the variables of a pattern.
fn collect(pattern: &Pattern<&'static str>, into: &mut BTreeSet<&'static str>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_of(expression, into);
        }
    }
}

fn collect_of(expression: &Expression<&'static str>, into: &mut BTreeSet<&'static str>) {
    let inline = match expression {
        Expression::Select { selector, variants } => {
            variants.iter().for_each(|variant| collect(&variant.value, into));
            selector
        }
        Expression::Inline(inline) => inline,
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            into.insert(id.name);
        }
        InlineExpression::Placeable { expression } => collect_of(expression, into),
        _ => {}
    }
}

/// The texts of one language.
pub(super) struct BuiltIn {
    /// The language's code.
    pub(super) code: &'static str,
    fixed: HashMap<&'static str, String>,
    /// What is put together by number.
    counted: FluentBundle<FluentResource>,
}

impl BuiltIn {
    /// Returns a text as a template with `{{names}}`.
    pub(super) fn template(&self, key: &str) -> Option<&str> {
        self.fixed.get(key).map(String::as_str)
    }

    /// Returns a text in the form for a number, as a template that still names it.
    pub(super) fn counted(&self, key: &str, count: u64) -> Option<String> {
        let is_counted = catalogue().find(key).is_some_and(|field| field.variables.contains(&COUNT));
        if is_counted { format(&self.counted, key, Some(count)) } else { None }
    }

    fn read(code: &'static str, file: &'static str) -> Self {
        let resource = FluentResource::try_new(file.to_owned()).unwrap_or_else(|(resource, _)| resource);
        let mut bundle = FluentBundle::new_concurrent(vec![code.parse().unwrap_or_default()]);
        bundle.set_use_isolating(false); // whoever draws a text isolates its values as they need it
        bundle.add_resource_overriding(resource);
        let of = |field: &Field| Some((field.key, format(&bundle, field.key, None)?));
        let fixed = catalogue().fields.iter().filter_map(of).collect();
        Self { code, fixed, counted: bundle }
    }
}

/// Writes a text with every variable as `{{name}}`; with a number, in the form for it.
fn format(bundle: &FluentBundle<FluentResource>, key: &str, count: Option<u64>) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut values = FluentArgs::new();
    values.set(ORGANIZATION, format!("{{{{{ORGANIZATION}}}}}"));
    for variable in catalogue().find(key).map(|field| field.variables.as_slice()).unwrap_or_default() {
        match count {
            Some(count) if *variable == COUNT => values.set(*variable, count),
            _ => values.set(*variable, format!("{{{{{variable}}}}}")),
        }
    }
    let mut errors = Vec::new();
    Some(bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned())
}

/// Finds the texts of a language, or of the one that it is a variety of.
pub(super) fn built_in(language: &str) -> Option<&'static BuiltIn> {
    static BUILT_IN: LazyLock<Vec<BuiltIn>> =
        LazyLock::new(|| FILES.iter().map(|(code, file)| BuiltIn::read(code, file)).collect());
    let base = base(language);
    BUILT_IN.iter().find(|one| one.code.eq_ignore_ascii_case(base))
}

/// Says whether texts in exactly this language come with the server.
pub fn is_built_in(code: &str) -> bool {
    built_in(code).is_some_and(|one| one.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LANGUAGES;
    use crate::message_template::{Piece, pieces};

    #[test]
    fn the_catalogue_reads_without_a_fault_and_every_group_is_a_screen() {
        for (code, file) in FILES {
            let resource = parser::parse(file);
            assert!(resource.is_ok(), "{code}: {:?}", resource.err().map(|(_, faults)| faults));
        }
        let resource = parser::parse(FILES[0].1).expect("a catalogue");
        let mut keys = BTreeSet::new();
        for entry in resource.body {
            match entry {
                Entry::GroupComment(comment) => {
                    assert!(
                        Screen::parse(comment.content[0]).is_some(),
                        "{:?} is no screen",
                        comment.content
                    );
                }
                Entry::Message(message) => {
                    assert!(message.comment.is_some(), "{} has no label above it", message.id.name);
                    assert!(keys.insert(message.id.name), "{} stands there twice", message.id.name);
                }
                _ => {}
            }
        }
        assert_eq!(keys.len(), catalogue().fields.len());
    }

    #[test]
    fn a_text_becomes_a_template_with_names() {
        let english = built_in("en-GB").expect("English");
        assert_eq!(
            english.template("login-text"),
            Some("Log in with the account that {{organization}} gave you.")
        );
        assert_eq!(english.template("user-count"), Some("{{count}} people"));
        assert_eq!(english.counted("user-count", 1).as_deref(), Some("One person"));
        assert_eq!(english.counted("user-count", 7).as_deref(), Some("7 people"));
        assert_eq!(english.counted("login-button", 7), None);
        assert!(built_in("xx").is_none() && is_built_in("en") && !is_built_in("en-GB"));
    }

    #[test]
    #[expect(clippy::print_stderr, reason = "a language that is not translated yet is said aloud")]
    fn every_language_has_every_text_with_the_same_variables() {
        for language in LANGUAGES {
            let Some(texts) = built_in(language.code) else {
                eprintln!("NOT TRANSLATED YET: the portal's texts in {}", language.english_name);
                continue;
            };
            let missing: Vec<_> =
                catalogue().fields.iter().filter(|field| texts.template(field.key).is_none()).collect();
            let missing: Vec<_> = missing.into_iter().map(|field| field.key).collect();
            assert!(missing.is_empty(), "{} lacks {missing:?}", language.english_name);
            let (_, file) = FILES.iter().find(|(code, _)| *code == language.code).expect("a file");
            for field in read_fields(file) {
                let original = catalogue().find(field.key);
                let Some(original) = original else {
                    panic!("{} has {}, which is no text", language.english_name, field.key);
                };
                assert_eq!(field.variables, original.variables, "{} in {}", field.key, language.code);
                let template = texts.template(field.key).expect("a text");
                assert!(!template.trim().is_empty(), "{} in {} is blank", field.key, language.code);
                assert!(
                    original.is_text() || !template.contains('\n'),
                    "{} in {} is more than a line",
                    field.key,
                    language.code
                );
                for piece in pieces(template).expect("braces that match") {
                    assert!(
                        !matches!(piece, Piece::Name(name) if !original.knows(name)),
                        "{} in {}: {template}",
                        field.key,
                        language.code
                    );
                }
            }
        }
    }
}
