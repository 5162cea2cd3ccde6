//! Reads of a page what somebody with a phone sees and touches: its text, its forms and its links. It is no HTML parser:
//! it reads tags one after the other, as is enough for pages that stand on their own without a script.

mod tag;

use tag::{Piece, Pieces, Tag};

/// A page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The title.
    pub title: String,
    /// The visible text, words separated by single blanks.
    pub text: String,
    /// The text of visible elements with `role="alert"`.
    pub alert: String,
    /// The links, in their order.
    pub links: Vec<Link>,
    /// The forms, in their order.
    pub forms: Vec<Form>,
}

/// A link.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, as written.
    pub href: String,
    /// Its text.
    pub text: String,
    /// Whether it is drawn as a button, by its class, or says `rel="next"`.
    pub is_prominent: bool,
}

/// A form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// Where it is sent, as written; empty means the page itself.
    pub action: String,
    /// Whether it is sent by POST.
    pub is_post: bool,
    /// Its named fields, hidden ones included, in their order.
    pub fields: Vec<Field>,
    /// The text of its first button.
    pub button: String,
}

/// A field of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// `name`; never empty.
    pub name: String,
    /// `type` in lower case; `text` if it says none.
    pub kind: String,
    /// `value`, the chosen one of a select, or the text of a textarea.
    pub value: String,
    /// `autocomplete` in lower case.
    pub autocomplete: String,
    /// Whether it must be filled in or ticked.
    pub is_required: bool,
    /// Whether a box is ticked.
    pub is_checked: bool,
}

impl Document {
    /// Reads a page; what cannot be read is passed over.
    pub fn read(html: &str) -> Self {
        let mut reader = Reader::default();
        for piece in Pieces::new(html) {
            match piece {
                Piece::Open(tag) => reader.open(&tag),
                Piece::Close(name) => reader.close(&name),
                Piece::Text(text) => reader.text(&text),
            }
        }
        reader.document
    }

    /// Returns the form that asks for a password.
    pub fn login(&self) -> Option<&Form> {
        self.forms.iter().find(|form| form.fields.iter().any(|field| field.kind == "password"))
    }

    /// Returns the form that asks for a one-time code.
    pub fn code(&self) -> Option<&Form> {
        self.forms.iter().find(|form| form.fields.iter().any(Field::is_code))
    }

    /// Returns the first link whose path ends in `.mobileconfig`.
    pub fn profile(&self) -> Option<&Link> {
        self.links.iter().find(|link| link.is_profile())
    }
}

impl Link {
    /// Says whether it leads to a profile rather than to a page.
    pub fn is_profile(&self) -> bool {
        let path = self.href.split(['?', '#']).next().unwrap_or_default();
        path.ends_with(".mobileconfig")
    }
}

impl Form {
    /// Returns what is sent after filling in a login, everything else as it stands.
    pub fn filled_in(&self, username: &str, password: &str) -> Vec<(String, String)> {
        let name = self.fields.iter().find(|field| field.is_username()).map(|field| field.name.as_str());
        self.values(|field| match field.kind.as_str() {
            "password" => Some(password.to_owned()),
            _ if Some(field.name.as_str()) == name => Some(username.to_owned()),
            _ => None,
        })
    }

    /// Returns what is sent after typing a one-time code.
    pub fn with_code(&self, code: &str) -> Vec<(String, String)> {
        self.values(|field| field.is_code().then(|| code.to_owned()))
    }

    /// Returns what is sent after ticking every box that must be ticked.
    pub fn agreed(&self) -> Vec<(String, String)> {
        self.values(|_| None)
    }

    fn values(&self, fill_in: impl Fn(&Field) -> Option<String>) -> Vec<(String, String)> {
        let is_sent = |field: &&Field| match field.kind.as_str() {
            "checkbox" | "radio" => field.is_checked || field.is_required,
            "submit" | "button" | "reset" | "image" | "file" => false,
            _ => true,
        };
        let sent = self.fields.iter().filter(is_sent);
        sent.map(|field| (field.name.clone(), fill_in(field).unwrap_or_else(|| field.value.clone())))
            .collect()
    }
}

impl Field {
    /// Says whether a phone would offer to fill in the code from a message here.
    fn is_code(&self) -> bool {
        self.autocomplete.split_whitespace().any(|word| word == "one-time-code")
    }

    /// Says whether a phone would offer to fill in the user's name here.
    fn is_username(&self) -> bool {
        let is_text = matches!(self.kind.as_str(), "text" | "email");
        let is_said = self.autocomplete.split_whitespace().any(|word| word == "username" || word == "email");
        let names = ["user", "username", "login", "email", "account", "name"];
        is_text && (is_said || names.contains(&self.name.to_ascii_lowercase().as_str()))
    }
}

/// What is open while reading.
#[derive(Default)]
struct Reader {
    document: Document,
    link: Option<Link>,
    form: Option<Form>,
    textarea: Option<Field>,
    select: Option<Field>,
    is_in_title: bool,
    is_in_button: bool,
    /// An element that is not seen, by its name, and how often that name is open in it.
    hidden: Option<(String, usize)>,
    /// The same for an alert.
    alert: Option<(String, usize)>,
}

impl Reader {
    fn open(&mut self, tag: &Tag) {
        deepen(&mut self.hidden, &tag.name);
        deepen(&mut self.alert, &tag.name);
        let is_void = tag::VOID.contains(&tag.name.as_str());
        if self.hidden.is_none() && !is_void && (tag.has("hidden") || tag.name == "template") {
            self.hidden = Some((tag.name.clone(), 1));
        }
        if self.alert.is_none() && !is_void && tag.get("role") == "alert" {
            self.alert = Some((tag.name.clone(), 1));
        }
        match tag.name.as_str() {
            "title" => self.is_in_title = true,
            "a" if tag.has("href") => self.link = Some(Link::read(tag)),
            "form" => self.form = Some(Form::read(tag)),
            "input" => self.add(Field::read(tag)),
            "textarea" => self.textarea = Some(Field::read(tag)),
            "select" => self.select = Some(Field::read(tag)),
            "option" => self.choose(tag),
            "button" => self.is_in_button = true,
            _ => {}
        }
        self.blank();
    }

    fn close(&mut self, name: &str) {
        match name {
            "title" => self.is_in_title = false,
            "button" => self.is_in_button = false,
            "a" => {
                if let Some(link) = self.link.take() {
                    self.document.links.push(link);
                }
            }
            "form" => {
                if let Some(form) = self.form.take() {
                    self.document.forms.push(form);
                }
            }
            "textarea" | "select" => {
                let field = if name == "select" { self.select.take() } else { self.textarea.take() };
                if let Some(field) = field {
                    self.add(field);
                }
            }
            _ => {}
        }
        rise(&mut self.hidden, name);
        rise(&mut self.alert, name);
        self.blank();
    }

    fn text(&mut self, text: &str) {
        if let Some(field) = &mut self.textarea {
            field.value.push_str(text);
            return;
        }
        if self.is_in_title {
            push_words(&mut self.document.title, text);
            return;
        }
        if self.hidden.is_some() {
            return;
        }
        push_words(&mut self.document.text, text);
        if self.alert.is_some() {
            push_words(&mut self.document.alert, text);
        }
        if let Some(link) = &mut self.link {
            push_words(&mut link.text, text);
        }
        if let Some(form) = self.form.as_mut().filter(|_| self.is_in_button) {
            push_words(&mut form.button, text);
        }
    }

    fn add(&mut self, field: Field) {
        if let Some(form) = self.form.as_mut().filter(|_| !field.name.is_empty()) {
            form.fields.push(field);
        }
    }

    fn choose(&mut self, option: &Tag) {
        if let Some(field) = &mut self.select
            && (field.value.is_empty() || option.has("selected"))
        {
            option.get("value").clone_into(&mut field.value);
        }
    }

    /// Elements part words; inline ones do not, but nobody puts markup into the middle of a word.
    fn blank(&mut self) {
        for text in [&mut self.document.text, &mut self.document.alert] {
            if !text.is_empty() && !text.ends_with(' ') {
                text.push(' ');
            }
        }
    }
}

fn deepen(open: &mut Option<(String, usize)>, name: &str) {
    if let Some((own, depth)) = open
        && own == name
    {
        *depth += 1;
    }
}

fn rise(open: &mut Option<(String, usize)>, name: &str) {
    if let Some((own, depth)) = open
        && own == name
    {
        *depth -= 1;
        if *depth == 0 {
            *open = None;
        }
    }
}

fn push_words(to: &mut String, text: &str) {
    if text.starts_with(char::is_whitespace) && !to.is_empty() && !to.ends_with(' ') {
        to.push(' ');
    }
    for (at, word) in text.split_whitespace().enumerate() {
        if at > 0 {
            to.push(' ');
        }
        to.push_str(word);
    }
    if text.ends_with(char::is_whitespace) && !to.is_empty() && !to.ends_with(' ') {
        to.push(' ');
    }
}

impl Link {
    fn read(tag: &Tag) -> Self {
        let is_word =
            |attribute: &str, word: &str| tag.get(attribute).split_whitespace().any(|each| each == word);
        let is_prominent = is_word("class", "button") || is_word("rel", "next") || is_word("role", "button");
        Self { href: tag.get("href").to_owned(), text: String::new(), is_prominent }
    }
}

impl Form {
    fn read(tag: &Tag) -> Self {
        let is_post = tag.get("method").eq_ignore_ascii_case("post");
        Self { action: tag.get("action").to_owned(), is_post, ..Self::default() }
    }
}

impl Field {
    fn read(tag: &Tag) -> Self {
        let kind = match tag.get("type") {
            "" => "text".to_owned(),
            kind => kind.to_ascii_lowercase(),
        };
        let is_box = kind == "checkbox" || kind == "radio";
        let value = if is_box && !tag.has("value") { "on" } else { tag.get("value") };
        Self {
            name: if tag.has("disabled") { String::new() } else { tag.get("name").to_owned() },
            value: value.to_owned(),
            autocomplete: tag.get("autocomplete").to_ascii_lowercase(),
            is_required: tag.has("required"),
            is_checked: tag.has("checked"),
            kind,
        }
    }
}

#[cfg(test)]
mod tests;
