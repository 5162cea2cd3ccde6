//! Records of optional fields, as devices report them: read what is there, ignore the rest.
//!
//! A report must not be lost because one of forty keys has an unexpected type, so a field that cannot be read is
//! simply absent. The macro keeps the name, the type and the wire key of a field on one line.

use plist::{Dictionary, Value};

use crate::fields::{TEXT_CHARS_MAX, as_boolean, as_integer, as_real};

/// A type that a property list value can be read as.
pub(crate) trait Field: Sized {
    /// Returns `None` if the value is of another kind.
    fn from_value(value: &Value) -> Option<Self>;
    fn to_value(&self) -> Value;
}

impl Field for String {
    /// Texts are shown and searched: without control characters, at most 256 characters, never empty.
    fn from_value(value: &Value) -> Option<Self> {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Integer(number) => number.to_string(),
            _ => return None,
        };
        let visible = text.chars().filter(|character| !character.is_control());
        let text: Self = visible.take(TEXT_CHARS_MAX).collect();
        (!text.is_empty()).then_some(text)
    }

    fn to_value(&self) -> Value {
        Value::String(self.clone())
    }
}

impl Field for bool {
    fn from_value(value: &Value) -> Option<Self> {
        as_boolean(value)
    }

    fn to_value(&self) -> Value {
        Value::Boolean(*self)
    }
}

impl Field for i64 {
    fn from_value(value: &Value) -> Option<Self> {
        as_integer(value)
    }

    fn to_value(&self) -> Value {
        Value::Integer((*self).into())
    }
}

impl Field for f64 {
    fn from_value(value: &Value) -> Option<Self> {
        as_real(value)
    }

    fn to_value(&self) -> Value {
        Value::Real(*self)
    }
}

impl<Item: Field> Field for Vec<Item> {
    /// Items that cannot be read are left out.
    fn from_value(value: &Value) -> Option<Self> {
        let items = value.as_array()?;
        Some(items.iter().filter_map(Item::from_value).collect())
    }

    fn to_value(&self) -> Value {
        Value::Array(self.iter().map(Item::to_value).collect())
    }
}

/// Reads one field of a dictionary.
pub(crate) fn field<T: Field>(dictionary: &Dictionary, key: &str) -> Option<T> {
    dictionary.get(key).and_then(T::from_value)
}

/// Declares a struct of optional fields with their wire keys, its reader and its writer.
macro_rules! record {
    ($(#[$about:meta])* pub struct $name:ident { $($field:ident: $kind:ty = $key:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct $name {
            $(#[doc = concat!("`", $key, "`, if reported.")] pub $field: Option<$kind>,)*
        }

        impl $crate::record::Field for $name {
            fn from_value(value: &plist::Value) -> Option<Self> {
                let dictionary = value.as_dictionary()?;
                Some(Self { $($field: $crate::record::field(dictionary, $key),)* })
            }

            fn to_value(&self) -> plist::Value {
                let entries = $crate::document::Entries::new();
                $(let entries = entries.put_some($key, self.$field.as_ref().map($crate::record::Field::to_value));)*
                entries.into_value()
            }
        }
    };
}
pub(crate) use record;
