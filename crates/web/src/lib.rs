//! What the HTML doors share: routes, session cookies, security headers, error pages, assets, forms, small drawings.
//!
//! No noun of the product lives here. A door lists its [`route::Route`]s, builds a router out of the list and
//! finishes it with [`security::layer`]; its handlers answer `Result<Response, error::PageError>`.

pub mod asset;
pub mod client;
pub mod error;
pub mod form;
pub mod logo;
pub mod markdown;
pub mod page;
pub mod qr;
pub mod route;
pub mod security;
pub mod session;
pub mod time;
