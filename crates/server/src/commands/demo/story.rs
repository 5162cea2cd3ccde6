//! The demo's story: what happens, as it happens, and the way in at the end.

use super::installation::Demo;
use crate::terminal::Paint;
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use sim::{Event, Observer, Step};
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

/// Who tells it, and where.
pub(super) struct Story {
    paint: Paint,
    to_stderr: bool,
}

impl Story {
    /// Tells it on standard output.
    pub(super) fn on_stdout() -> Self {
        Self { paint: Paint::for_stream(&std::io::stdout()), to_stderr: false }
    }

    /// Tells it on standard error, beside a program's output.
    pub(super) fn on_stderr() -> Self {
        Self { paint: Paint::for_stream(&std::io::stderr()), to_stderr: true }
    }

    /// Tells of the server.
    pub(super) fn opened(&self, base_url: &str) {
        self.line(&self.paint.bold("A server for this demo, gone when you stop it"));
        self.done(&format!("serving at {base_url}, with certificate authorities made a moment ago"));
        self.done("accounts for one administrator and two people, and four people to assign devices to");
        self.line("");
    }

    /// Tells of the invitations.
    pub(super) fn invited(&self) {
        self.line(&self.paint.bold("Ada Admin invites class 7b"));
        self.done("six invitations by e-mail; as no mail server is set, they lie in the outbox");
        self.done("Chloé has opened hers, Bruno has logged in by his");
        self.line("");
    }

    /// Returns who tells of the devices: of the first one each step, of all others that they are enrolled.
    pub(super) fn observer(self: &Arc<Self>, username: &'static str) -> Observer {
        let story = Arc::clone(self);
        Arc::new(move |event: &Event<'_>| match event {
            Event::Began { device: 0, model } => story.line(
                &story.paint.bold(&format!("A simulated {} with iOS {}", model.name, model.os_version)),
            ),
            Event::Finished { device: 0, step, took } => {
                if let Some(words) = words(*step, username) {
                    story.done(&format!("{words} {}", story.paint.dim(&milliseconds(*took))));
                }
            }
            Event::Answered { device: 0, request_type, status } => {
                story.done(&format!("answers {request_type}: {status:?}"));
            }
            Event::Enrolled { device: 0, took } => {
                story.done(&format!("is enrolled, {} after it was switched on", milliseconds(*took)));
            }
            Event::Enrolled { device, .. } => story.done(&format!("device {} is enrolled", device + 1)),
            Event::Failed { device, error } => {
                story.line(&format!("  {} device {}: {error}", story.paint.red("✘"), device + 1));
            }
            _ => {}
        })
    }

    /// Tells the reader how to come in.
    pub(super) fn invitation(&self, demo: &Demo) {
        let [amara, bruno] = &demo.people;
        let way = |name: &str, url: &str| self.line(&format!("  {name:<8} {}", self.paint.bold(url)));
        let login = |login: &super::Login| {
            self.line(&format!("           {} / {}", login.username, login.password));
        };
        self.line("");
        self.line(&self.paint.bold("Now you"));
        way("Console", &demo.console_url());
        login(&demo.admin);
        way("Outbox", &format!("{}/outbox", demo.console_url()));
        way("Enroll", &demo.enroll_url());
        login(amara);
        login(bruno);
        way("Roots", &demo.ca_pem.display().to_string());
        self.line("           your browser warns of the certificate until it trusts these, or you go on");
        self.line("");
        self.qr(&demo.enroll_url());
        self.line("");
        self.line("Ctrl-C stops the server and removes everything.");
    }

    /// Draws a QR code, two modules a character. With colours it is black on white whatever the terminal's own colours
    /// are; without, it is what the terminal makes of it.
    fn qr(&self, text: &str) {
        let Ok(code) = QrCode::new(text) else { return };
        let is_on = self.paint.is_on();
        let (printed, blank) = (Dense1x2::Dark, Dense1x2::Light);
        let (dark, light) = if is_on { (blank, printed) } else { (printed, blank) };
        for line in code.render::<Dense1x2>().dark_color(dark).light_color(light).build().lines() {
            let (begin, end) = if is_on { ("\u{1b}[97;40m", "\u{1b}[0m") } else { ("", "") };
            self.line(&format!("  {begin}{line}{end}"));
        }
    }

    fn done(&self, text: &str) {
        self.line(&format!("  {} {text}", self.paint.green("✔")));
    }

    /// Writes a line; when nobody reads any more, the demo goes on all the same.
    fn line(&self, text: &str) {
        if self.to_stderr {
            _ = writeln!(std::io::stderr(), "{text}");
        } else {
            _ = writeln!(std::io::stdout(), "{text}");
        }
    }
}

fn words(step: Step, username: &str) -> Option<String> {
    Some(match step {
        Step::OpenLink => "opens the link of its invitation in Safari".into(),
        Step::OpenPortal => "opens the portal in Safari".into(),
        Step::Login => format!("{username} logs in"),
        Step::FetchProfile => "downloads the enrollment profile".into(),
        Step::VerifyProfile => "finds the profile signed, and installs it".into(),
        Step::GenerateKey => "makes a key that never leaves it".into(),
        Step::RequestCertificate => "gets its identity certificate by SCEP".into(),
        Step::Authenticate => "checks in: Authenticate".into(),
        Step::TokenUpdate => "checks in: TokenUpdate".into(),
        _ => return None,
    })
}

fn milliseconds(took: Duration) -> String {
    format!("{} ms", took.as_millis())
}
