//! The fields of forms with settings as they are drawn.

use web::form::Faults;

use crate::filled::Filled;

/// One field as it is drawn.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) help: &'static str,
    pub(crate) value: String,
    pub(crate) kind: Kind,
    pub(crate) fault: Option<String>,
}

/// How a field is drawn.
pub(crate) enum Kind {
    /// One line.
    Line,
    /// Several lines.
    Lines,
    /// A whole number.
    Number,
    /// One of a few, in a menu.
    Menu(Vec<Choice>),
}

/// One of a few.
pub(crate) struct Choice {
    pub(crate) value: &'static str,
    pub(crate) title: &'static str,
    pub(crate) help: &'static str,
    pub(crate) is_chosen: bool,
}

/// Draws fields from what was filled in and what is wrong with it.
pub(crate) trait Draw {
    /// Returns what was filled in.
    fn filled(&self) -> &Filled;

    /// Returns what is wrong with it.
    fn faults(&self) -> &Faults;

    /// Draws one line.
    fn line(&self, name: &'static str, title: &'static str, help: &'static str) -> Field {
        self.field(name, title, help, Kind::Line)
    }

    /// Draws several lines.
    fn lines(&self, name: &'static str, title: &'static str, help: &'static str) -> Field {
        self.field(name, title, help, Kind::Lines)
    }

    /// Draws a whole number.
    fn number(&self, name: &'static str, title: &'static str, help: &'static str) -> Field {
        self.field(name, title, help, Kind::Number)
    }

    /// Draws a menu.
    fn menu(
        &self,
        name: &'static str,
        title: &'static str,
        help: &'static str,
        choices: &[(&'static str, &'static str)],
    ) -> Field {
        let chosen = self.filled().value(name);
        let choice = |&(value, title)| Choice { value, title, help: "", is_chosen: value == chosen };
        self.field(name, title, help, Kind::Menu(choices.iter().map(choice).collect()))
    }

    /// Draws a field of any kind.
    fn field(&self, name: &'static str, title: &'static str, help: &'static str, kind: Kind) -> Field {
        Field {
            name,
            title,
            help,
            kind,
            value: self.filled().value(name).to_owned(),
            fault: self.faults().of(name).map(str::to_owned),
        }
    }
}
