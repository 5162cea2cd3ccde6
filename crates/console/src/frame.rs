//! The frame around every page: the bar on top with search and account, the sections at the left.

use app::{App, Caller};
use domain::privilege::Privilege;

use crate::icon::Icon;
use crate::{SCRIPT, STYLE};

/// What a page shows around its own content.
pub(crate) struct Frame {
    pub(crate) organization: String,
    pub(crate) style_url: String,
    pub(crate) script_url: String,
    /// Who is signed in; nobody on error pages, which are drawn far from any caller.
    pub(crate) person: Option<Person>,
    pub(crate) groups: [Group; 3],
    /// What stands in the search box.
    pub(crate) searched: String,
    /// Whether people can enroll without a push certificate, under a stand-in topic: in the demo only.
    pub(crate) has_stand_in_topic: bool,
    /// Whether SCEP admits algorithms that nobody should use any more.
    pub(crate) admits_legacy_scep: bool,
}

/// Who is signed in.
pub(crate) struct Person {
    pub(crate) full_name: String,
    pub(crate) username: String,
    pub(crate) privilege_set: &'static str,
    pub(crate) initial: String,
}

/// Some sections under one heading.
pub(crate) struct Group {
    pub(crate) title: &'static str,
    pub(crate) items: Vec<Item>,
}

/// One section.
pub(crate) struct Item {
    pub(crate) title: &'static str,
    pub(crate) path: &'static str,
    pub(crate) icon: Icon,
    pub(crate) is_current: bool,
}

/// The sections, by the words administrators know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Section {
    Dashboard,
    SearchInventory,
    Enrollments,
    EnrollmentUrl,
    PushCertificates,
    ApiTokens,
    Elsewhere,
}

impl Frame {
    /// Makes the frame of a page for its caller.
    pub(crate) fn new(app: &App, caller: &Caller, section: Section) -> Self {
        let full_name = caller.full_name().to_owned();
        let person = Person {
            username: caller.username().to_owned(),
            privilege_set: caller.role(),
            initial: full_name.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default(),
            full_name,
        };
        let mut frame = Self { person: Some(person), ..Self::nobody(app, section) };
        if caller.is_held_back() {
            for group in &mut frame.groups {
                *group = Group { title: "", items: Vec::new() };
            }
        }
        if !caller.holds(Privilege::ManageApiTokens) {
            for group in &mut frame.groups {
                group.items.retain(|item| item.path != crate::api_token::PATH);
            }
        }
        frame
    }

    /// Makes a frame without a caller.
    pub(crate) fn nobody(app: &App, section: Section) -> Self {
        let item = |of, title, path, icon| Item { title, path, icon, is_current: of == section };
        Self {
            organization: app.settings().organization.name.clone(),
            has_stand_in_topic: app.settings().placeholder_topic.is_some(),
            admits_legacy_scep: app.settings().admits_legacy_scep(),
            style_url: STYLE.url(),
            script_url: SCRIPT.url(),
            person: None,
            groups: [
                Group {
                    title: "",
                    items: vec![item(Section::Dashboard, "Dashboard", "/console", Icon::House)],
                },
                Group {
                    title: "Devices",
                    items: vec![
                        item(Section::SearchInventory, "Search Inventory", "/console/devices", Icon::Phone),
                        item(Section::Enrollments, "Enrollments", "/console/enrollments", Icon::List),
                        item(
                            Section::EnrollmentUrl,
                            "Enrollment URL",
                            "/console/enrollment-url",
                            Icon::QrCode,
                        ),
                    ],
                },
                Group {
                    title: "Settings",
                    items: vec![
                        item(
                            Section::PushCertificates,
                            "Push Certificates",
                            crate::push_certificate::PATH,
                            Icon::Bell,
                        ),
                        item(Section::ApiTokens, "API Tokens", crate::api_token::PATH, Icon::Key),
                    ],
                },
            ],
            searched: String::new(),
        }
    }
}
