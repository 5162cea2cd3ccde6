//! The frame around every page: the bar on top with search and account, the sections at the left.

use app::{App, Caller};
use domain::id::SiteId;
use domain::privilege::Privilege;

use crate::icon::Icon;
use crate::{SCRIPT, STYLE, assignment, built_in_person};

/// What a page shows around its own content.
pub(crate) struct Frame {
    pub(crate) organization: String,
    pub(crate) style_url: String,
    pub(crate) script_url: String,
    /// Who is signed in.
    pub(crate) person: Option<Person>,
    /// What part of the devices they look at; nothing where there are no sites.
    pub(crate) site: Option<SiteSwitch>,
    pub(crate) groups: [Group; 4],
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

/// The site that is looked at, and what else could be.
pub(crate) struct SiteSwitch {
    pub(crate) name: String,
    /// None where there is nothing to choose.
    pub(crate) choices: Vec<SiteChoice>,
    /// The page to come back to.
    pub(crate) to: &'static str,
}

/// One thing to look at.
pub(crate) struct SiteChoice {
    /// The site's id; empty for all.
    pub(crate) value: String,
    pub(crate) name: String,
    pub(crate) is_current: bool,
}

/// The words for all sites, and what is in none.
const ALL_SITES: &str = "All sites";

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
    /// The privilege without which the section is of no use.
    needs: Option<Privilege>,
}

impl Item {
    fn needing(self, privilege: Privilege) -> Self {
        Self { needs: Some(privilege), ..self }
    }
}

/// The sections, by the words administrators know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Section {
    Dashboard,
    SearchInventory,
    Invitations,
    Enrollments,
    EnrollmentUrl,
    Assignments,
    People,
    PushCertificates,
    ApiTokens,
    Accounts,
    Directories,
    SingleSignOn,
    MailServer,
    Sites,
    EnrollmentAccess,
    Reenrollment,
    Outbox,
    SmsProvider,
    MessageTemplates,
    Webhooks,
    AuditLog,
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
        for group in &mut frame.groups {
            group.items.retain(|item| item.needs.is_none_or(|privilege| caller.holds(privilege)));
        }
        frame.site = frame.site_switch(caller);
        frame
    }

    fn site_switch(&self, caller: &Caller) -> Option<SiteSwitch> {
        let current = caller.site_id();
        let choice = |id: Option<SiteId>, name: &str| SiteChoice {
            value: id.map(|id| id.to_string()).unwrap_or_default(),
            name: name.to_owned(),
            is_current: id == current,
        };
        let all = (!caller.is_bound_to_sites()).then(|| choice(None, ALL_SITES));
        let sites = caller.sites().iter().map(|site| choice(Some(site.id), &site.name));
        let mut choices: Vec<_> = all.into_iter().chain(sites).collect();
        if caller.sites().is_empty() {
            return None;
        }
        if choices.len() == 1 {
            choices.clear();
        }
        let mut items = self.groups.iter().flat_map(|group| &group.items);
        Some(SiteSwitch {
            name: current.and_then(|id| caller.site_name(id)).unwrap_or(ALL_SITES).to_owned(),
            choices,
            to: items.find(|item| item.is_current).map_or("/console", |item| item.path),
        })
    }

    /// Makes a frame without a caller.
    pub(crate) fn nobody(app: &App, section: Section) -> Self {
        let item = |of, title, path, icon| Item { title, path, icon, is_current: of == section, needs: None };
        Self {
            organization: app.settings().organization.name.clone(),
            has_stand_in_topic: app.settings().placeholder_topic.is_some(),
            admits_legacy_scep: app.settings().admits_legacy_scep(),
            style_url: STYLE.url(),
            script_url: SCRIPT.url(),
            person: None,
            site: None,
            groups: [
                Group {
                    title: "",
                    items: vec![item(Section::Dashboard, "Dashboard", "/console", Icon::House)],
                },
                Group {
                    title: "Devices",
                    items: vec![
                        item(Section::SearchInventory, "Search Inventory", "/console/devices", Icon::Phone),
                        item(
                            Section::Invitations,
                            "Enrollment Invitations",
                            crate::invitation::PATH,
                            Icon::Mail,
                        )
                        .needing(Privilege::ReadInvitations),
                        item(Section::Enrollments, "Enrollments", "/console/enrollments", Icon::List),
                        item(
                            Section::EnrollmentUrl,
                            "Enrollment URL",
                            "/console/enrollment-url",
                            Icon::QrCode,
                        ),
                        item(Section::Assignments, "Assign from a list", assignment::PATH, Icon::UserPlus)
                            .needing(Privilege::AssignUsers),
                    ],
                },
                Group {
                    title: "People",
                    items: vec![
                        item(Section::People, "Built-in people", built_in_person::PATH, Icon::Users)
                            .needing(Privilege::ReadPeople),
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
                        item(Section::ApiTokens, "API Tokens", crate::api_token::PATH, Icon::Key)
                            .needing(Privilege::ManageApiTokens),
                        item(
                            Section::Directories,
                            "Directory Services",
                            crate::directory::PATH,
                            Icon::Server,
                        )
                        .needing(Privilege::ReadDirectories),
                        item(
                            Section::SingleSignOn,
                            "Single Sign-On",
                            crate::identity_provider::PATH,
                            Icon::Key,
                        )
                        .needing(Privilege::ReadSingleSignOn),
                        item(Section::MailServer, "SMTP Server", crate::mail_server::PATH, Icon::Mail)
                            .needing(Privilege::ReadDelivery),
                        item(
                            Section::EnrollmentAccess,
                            "User-Initiated Enrollment",
                            crate::enrollment_access::PATH,
                            Icon::UserCheck,
                        )
                        .needing(Privilege::ReadEnrollmentAccess),
                        item(
                            Section::Reenrollment,
                            "Re-enrollment",
                            crate::setting::reenrollment::PATH,
                            Icon::Refresh,
                        )
                        .needing(Privilege::ReadEnrollmentAccess),
                        item(Section::SmsProvider, "SMS Provider", crate::sms_provider::PATH, Icon::Message)
                            .needing(Privilege::ReadDelivery),
                        item(
                            Section::MessageTemplates,
                            "Invitation Messages",
                            crate::message_template::PATH,
                            Icon::MessageText,
                        )
                        .needing(Privilege::ReadDelivery),
                        item(Section::Accounts, "Accounts", crate::account::PATH, Icon::Account)
                            .needing(Privilege::ReadAccounts),
                        item(Section::Sites, "Sites", crate::site::PATH, Icon::Site)
                            .needing(Privilege::ReadSites),
                        item(Section::Outbox, "Outbox", crate::outbox::PATH, Icon::Inbox)
                            .needing(Privilege::ReadDelivery),
                        item(Section::Webhooks, "Webhooks", crate::webhook::PATH, Icon::Webhook)
                            .needing(Privilege::ManageWebhooks),
                        item(Section::AuditLog, "Audit Log", crate::audit::list::PATH, Icon::Scroll)
                            .needing(Privilege::ReadAudit),
                    ],
                },
            ],
            searched: String::new(),
        }
    }
}
