//! The macros that turn a list of settings into a struct, its reader and its reference entry.
//!
//! Doc comments are gone at run time and `serde` keeps no defaults; a macro sees both, so what is written
//! once above a field is what `cargo doc`, `config reference` and an error message say.

use super::reader::Reader;
use super::setting::Kind;

/// One documented key of the configuration.
#[derive(Debug, Clone)]
pub struct Key {
    /// The section's name, as between brackets in the file.
    pub section: &'static str,
    /// The key's name within its section.
    pub name: &'static str,
    /// How a value for it is spelled in an environment variable.
    pub kind: Kind,
    /// Whether the value is a secret: never shown, and also readable from a file named by `<key>_file`.
    pub secret: bool,
    /// What a value must be, as the object of "expected".
    pub expected: &'static str,
    /// The default as JSON; `null` when unset.
    pub default: serde_json::Value,
    /// What an unset key means, when it means something.
    pub derived: Option<&'static str>,
    /// The description, one sentence per element.
    pub description: &'static [&'static str],
}

impl Key {
    /// Returns `section.name`.
    pub fn path(&self) -> String {
        format!("{}.{}", self.section, self.name)
    }

    /// Returns the environment variable that overrides the key.
    pub fn variable(&self) -> String {
        variable(&self.path())
    }

    /// Returns every spelling that sets the key: its path and, for a secret, that of its file.
    pub fn paths(&self) -> Vec<String> {
        let path = self.path();
        if self.secret { vec![path.clone(), format!("{path}_file")] } else { vec![path] }
    }
}

/// Returns the environment variable for a path such as `server.listen`.
pub(super) fn variable(path: &str) -> String {
    format!("{}{}", super::sources::PREFIX, path.replace('.', "__").to_uppercase())
}

/// One section of the configuration, as `section!` makes it.
pub(super) trait Section: Default {
    /// The name between brackets.
    const NAME: &'static str;
    /// What the section is about, one sentence per element.
    const ABOUT: &'static [&'static str];

    /// Returns the documented keys, in the order of the struct.
    fn keys() -> Vec<Key>;

    /// Returns every value as JSON, in the order of the struct; secrets as `"set"` or `null`.
    fn show(&self) -> Vec<serde_json::Value>;

    /// Takes the section's values from the sources; a value that cannot be read is noted as a problem and left
    /// at its default.
    fn read(reader: &mut Reader) -> Self;
}

/// Defines a section: `key: Type = default`, and after `=>` what an unset key means.
macro_rules! section {
    (
        $(#[doc = $about:literal])+
        pub struct $Section:ident = $name:literal {
            $(
                $(#[doc = $description:literal])+
                pub $key:ident: $Type:ty = $default:expr $(=> $derived:literal)?;
            )+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone)]
        pub struct $Section {
            $($(#[doc = $description])+ pub $key: $Type,)+
        }

        impl Default for $Section {
            fn default() -> Self {
                Self { $($key: $default,)+ }
            }
        }

        impl $crate::config::Section for $Section {
            const NAME: &'static str = $name;
            const ABOUT: &'static [&'static str] = &[$($about),+];

            fn keys() -> Vec<$crate::config::Key> {
                let default = Self::default();
                vec![$($crate::config::Key {
                    section: $name,
                    name: stringify!($key),
                    kind: <$Type as $crate::config::Setting>::KIND,
                    secret: <$Type as $crate::config::Setting>::SECRET,
                    expected: <$Type as $crate::config::Setting>::EXPECTED,
                    default: $crate::config::Setting::show(&default.$key),
                    derived: [$(Some($derived),)? None][0],
                    description: &[$($description),+],
                }),+]
            }

            fn show(&self) -> Vec<serde_json::Value> {
                vec![$($crate::config::Setting::show(&self.$key)),+]
            }

            fn read(reader: &mut $crate::config::reader::Reader) -> Self {
                let default = Self::default();
                Self { $($key: reader.take($name, stringify!($key), default.$key)),+ }
            }
        }
    };
}

/// Defines the whole configuration from its sections.
macro_rules! config {
    ($(#[doc = $about:literal])+ pub struct Config { $($field:ident: $Section:ident,)+ }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Default)]
        pub struct Config {
            $(
                #[doc = concat!("The section `[", stringify!($field), "]`.")]
                pub $field: $Section,
            )+
        }

        impl Config {
            /// Returns every section's name, what it is about, and its documented keys, in reading order.
            pub fn sections() -> Vec<(&'static str, &'static [&'static str], Vec<$crate::config::Key>)> {
                use $crate::config::Section;
                vec![$(($Section::NAME, $Section::ABOUT, $Section::keys())),+]
            }

            /// Returns every key with its effective value as JSON, in reading order.
            pub fn values(&self) -> Vec<($crate::config::Key, serde_json::Value)> {
                use $crate::config::Section;
                let mut values = Vec::new();
                $(values.extend($Section::keys().into_iter().zip(self.$field.show()));)+
                values
            }

            pub(super) fn read(reader: &mut $crate::config::reader::Reader) -> Self {
                use $crate::config::Section;
                Self { $($field: $Section::read(reader)),+ }
            }
        }
    };
}

pub(super) use {config, section};
