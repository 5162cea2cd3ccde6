//! The same against a real directory server.
