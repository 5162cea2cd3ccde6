//! Pages of a list, walked by key: the cost of a page does not grow with its number.

/// The most rows one page may have.
pub const PAGE_ROWS_MAX: u32 = 200;

/// One page of a list and the cursor of the next one.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows, in the order asked for.
    pub rows: Vec<T>,
    /// What to ask for to get the following page; `None` on the last one.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// Cuts `rows`, fetched with one row more than `limit`, to a page; `key` names a row for the cursor.
    pub fn cut(mut rows: Vec<T>, limit: u32, key: impl Fn(&T) -> Cursor) -> Self {
        let limit = limit as usize;
        let next = if rows.len() > limit {
            rows.truncate(limit);
            rows.last().map(key)
        } else {
            None
        };
        Self { rows, next }
    }

    /// Turns each row into another value, keeping the cursor.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U> {
        Page { rows: self.rows.into_iter().map(turn).collect(), next: self.next }
    }
}

/// The longest sort value in octets: a device's name has at most 256 characters.
const VALUE_BYTES_MAX: usize = 4 * 256;

/// The place after which a page begins: the sort value of the last row seen and its id.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cursor {
    /// The sort column's value, as text; numbers are compared as numbers by the store.
    pub value: String,
    /// The row's id, which breaks ties.
    pub id: uuid::Uuid,
}

impl Cursor {
    /// Returns the cursor as one word for a URL.
    pub fn encode(&self) -> String {
        format!("{}~{}", self.id.simple(), self.value)
    }

    /// Reads a cursor from a URL; `None` when it is not one.
    pub fn decode(text: &str) -> Option<Self> {
        let (id, value) = text.split_once('~')?;
        (value.len() <= VALUE_BYTES_MAX && !value.contains(char::is_control)).then_some(())?;
        Some(Self { id: id.parse().ok()?, value: value.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_knows_whether_another_follows() {
        let key = |n: &u32| Cursor { value: n.to_string(), id: uuid::Uuid::nil() };
        assert!(Page::cut(vec![1, 2], 2, key).next.is_none());
        let page = Page::cut(vec![1, 2, 3], 2, key);
        assert_eq!(page.rows, [1, 2]);
        assert_eq!(page.next.expect("a third row was there").value, "2");
    }

    #[test]
    fn a_cursor_survives_its_url_form() {
        let cursor = Cursor { value: "Ann~a's iPhone".into(), id: uuid::Uuid::from_u128(7) };
        assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
        assert_eq!(Cursor::decode("nonsense"), None);
    }
}
