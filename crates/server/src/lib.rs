//! The rim: command line, configuration, wiring.
