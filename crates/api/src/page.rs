//! Pages of lists.

use serde::Serialize;
use utoipa::ToSchema;

/// One page of a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct Page<T> {
    /// The rows, in the order of the list.
    items: Vec<T>,
    /// Give this as `after`, percent-encoded and with the same other parameters, to get the following page;
    /// `null` on the last one.
    next: Option<String>,
}

impl<T> Page<T> {
    /// Turns a page of the product into one for the wire.
    pub(crate) fn of<U>(page: domain::page::Page<U>, turn: impl FnMut(U) -> T) -> Self {
        Self {
            next: page.next.map(|cursor| cursor.encode()),
            items: page.rows.into_iter().map(turn).collect(),
        }
    }
}
