//! The door for programs, through its router.

mod document;
