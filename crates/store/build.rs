//! The migrations are embedded by a macro; the compiler must know when they change.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
