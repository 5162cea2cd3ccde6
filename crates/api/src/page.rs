//! Pages of lists: one type each, because the schema of a generic one would repeat its row instead of naming it.

use serde::Serialize;
use utoipa::ToSchema;

use crate::built_in_person::BuiltInPerson;
use crate::device::Device;
use crate::enrollment::Enrollment;
use crate::invitation::InvitationRow;
use crate::invitation::recipient::Recipient;
use crate::invitation::recipient_list::InvitedDevice;
use crate::timeline::Entry;
use crate::webhook::delivery::WebhookDelivery;

macro_rules! pages {
    ($($(#[$about:meta])* $name:ident of $row:ty;)*) => {$(
        $(#[$about])*
        #[derive(Serialize, ToSchema)]
        pub(crate) struct $name {
            /// The rows, in the order of the list.
            items: Vec<$row>,
            /// Give this as `after`, percent-encoded and with the same other parameters, to get the following page;
            /// `null` on the last one.
            next: Option<String>,
        }

        impl $name {
            /// Turns a page of the product into one for the wire.
            pub(crate) fn of<T>(page: domain::page::Page<T>, row: impl FnMut(T) -> $row) -> Self {
                Self {
                    next: page.next.map(|cursor| cursor.encode()),
                    items: page.rows.into_iter().map(row).collect(),
                }
            }
        }
    )*};
}

pages! {
    /// One page of devices.
    DevicePage of Device;
    /// One page of people.
    BuiltInPersonPage of BuiltInPerson;
    /// One page of enrollments.
    EnrollmentPage of Enrollment;
    /// One page of invitations.
    InvitationPage of InvitationRow;
    /// One page of recipients.
    RecipientPage of Recipient;
    /// One page of devices that enrolled through an invitation.
    InvitedDevicePage of InvitedDevice;
    /// One page of a timeline.
    TimelinePage of Entry;
    /// One page of the audit log.
    AuditPage of Entry;
    /// One page of what a webhook was told.
    WebhookDeliveryPage of WebhookDelivery;
}
