//! The OpenAPI document: the frame around what the handlers say, and the answers they all share.

use axum::Json;
use utoipa::OpenApi;
use utoipa::openapi::path::{Operation, Parameter, ParameterIn, PathItem};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, ContentBuilder, Object, ObjectBuilder, Ref, RefOr, ResponseBuilder, Type};

use crate::problem::{self, ProblemDocument};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Vestibule API",
        version = "1",
        description = "Devices, people, enrollments, accounts and sites for programs.\n\n\
            Every request but the one for this document carries `Authorization: Bearer` with a token made in the console. \
            Ids are opaque texts; instants are RFC 3339 in UTC. \
            Every refusal is a problem document (RFC 9457): tell problems apart by `type`, and quote `reference` to an administrator. \
            New properties, event names and problem types may be added within version 1.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    tags(
        (name = "devices", description = "Devices that enrolled, with what they told about themselves."),
        (name = "people", description = "People of the built-in list, for devices to be assigned to."),
        (name = "directories", description = "Directories, in which people are known and by which they log in."),
        (name = "identity-providers", description = "Identity providers, which vouch for people by OpenID Connect."),
        (name = "delivery", description = "How e-mail and SMS leave this server."),
        (name = "enrollment-access", description = "Who of a directory may enroll what, and the terms of enrolling."),
        (name = "enrollment-settings", description = "How devices enroll: settings that count from the next enrollment on."),
        (name = "enrollments", description = "Enrollments under way, finished and ended."),
        (name = "invitations", description = "Enrollment invitations by e-mail, SMS or link, and each recipient's way to the enrolled device."),
        (name = "accounts", description = "Who may sign in to the console or enroll devices, and what they may do."),
        (name = "account-groups", description = "Privileges for everybody in a group, chosen here or by a directory."),
        (name = "message-templates", description = "What invitations, reminders and codes say, in each language."),
        (name = "sites", description = "Parts of the organization that look after their own devices."),
        (name = "delivery", description = "How e-mail and SMS leave the server."),
        (name = "audit", description = "The audit log: what changed and what was refused, by whom and from where."),
        (name = "webhooks", description = "Programs elsewhere that are told what happens, and each telling."),
        (name = "document", description = "This document.")
    ),
    components(schemas(ProblemDocument)),
    security(("bearer" = []))
)]
struct Frame;

/// Returns the document before the handlers have added their paths.
pub(crate) fn frame() -> utoipa::openapi::OpenApi {
    Frame::openapi()
}

/// Shows this document
///
/// It holds no secrets and needs no token.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    operation_id = "showDocument",
    tag = "document",
    security(()),
    responses((status = 200, description = "This document, OpenAPI 3.1", content_type = "application/json", body = Object))
)]
pub(crate) async fn get() -> Json<utoipa::openapi::OpenApi> {
    Json(crate::openapi())
}

/// Adds what is the same everywhere: the token's scheme and the problems that each operation can answer with.
pub(crate) fn complete(mut document: utoipa::openapi::OpenApi) -> utoipa::openapi::OpenApi {
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some(
            "A token made in the console, shown there once. Its scopes are `read`, `enroll` and `manage`.",
        ))
        .build();
    let components = document.components.get_or_insert_with(Components::default);
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    for item in document.paths.paths.values_mut() {
        for operation in operations_mut(item) {
            add_problems(operation);
        }
    }
    document
}

fn add_problems(operation: &mut Operation) {
    let is_public = operation.security.is_some();
    let is_query = |parameter: &RefOr<Parameter>| matches!(parameter, RefOr::T(one) if one.parameter_in == ParameterIn::Query);
    let has_values = operation.request_body.is_some() || operation.parameters.iter().flatten().any(is_query);
    let mut add = |status: &str, description: &str| {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let response =
            ResponseBuilder::new().description(description).content(problem::CONTENT_TYPE, content).build();
        operation.responses.responses.insert(status.to_owned(), RefOr::T(response));
    };
    if !is_public {
        add("401", "No token, or one that does not serve");
        add("403", "A token without the scope, or of somebody without the privilege");
        add("404", "Nothing there");
        add("429", "Too many tries; see `Retry-After`");
    }
    if has_values {
        add("400", "A request that cannot be read");
        add("413", "A query or body that is too long");
        add("422", "Values to correct, each named in `errors`");
    }
    if operation.request_body.is_some() {
        add("415", "A body that is not JSON");
    }
    match operation.operation_id.as_deref() {
        Some("beginEnrollment") => add("409", "Refused by a rule, such as no push certificate"),
        Some("deleteDirectory") => add("409", "Refused: something refers to the directory"),
        Some("deleteEnrollmentAccess") => add("409", "Refused: the row of all directory users stays"),
        Some("createInvitation") => {
            add("409", "Refused by a rule, such as more messages than may be sent now");
        }
        Some("deleteInvitation") => add("409", "Refused: the invitation still serves"),
        Some("addRecipients" | "resendInvitation" | "resendToRecipient") => {
            add("409", "Refused: the invitation does not serve, sends nothing, or more than may be sent now");
        }
        Some("makeRecipientLink") => add("409", "Refused: the invitation does not serve"),
        Some("approveEnrollment" | "declineEnrollment") => {
            add("409", "Refused: nobody waits for approval there");
        }
        Some("refreshUser") => add("409", "Refused: nobody of a directory is assigned to the device"),
        Some("assignUser") => add("409", "Refused: the directory does not know the person"),
        Some("importPeople" | "assignDevices") => {
            add("409", "Refused by a rule, such as faulty lines that are not to be left out");
            add("415", "A body that is not CSV");
        }
        Some("replaceAccount" | "disableAccount") => {
            add("409", "Refused: it is the only administrator who can sign in");
        }
        Some("resetPassword") => add("409", "Refused: the account's password is in a directory"),
        Some("replayWebhook" | "replayWebhookDelivery") => {
            add("409", "Refused: the webhook is disabled or paused");
        }
        Some("deleteSite") => add("409", "Refused: somebody's access ends at the site, so it needs an heir"),
        _ => {}
    }
    if operation.operation_id.as_deref() == Some("showUnsignedProfile") {
        add("409", "The enrollment is used, expired or ended");
    }
    add("500", "Something is broken; the log has it under `reference`");
    add("503", "Too much to do; see `Retry-After`");
}

/// Lists the operations of a path with their methods.
pub(crate) fn operations(item: &PathItem) -> impl Iterator<Item = (&'static str, &Operation)> {
    [
        ("GET", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("DELETE", &item.delete),
        ("PATCH", &item.patch),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

fn operations_mut(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post, &mut item.put, &mut item.delete, &mut item.patch].into_iter().flatten()
}

/// Describes a text that is one of some fixed names.
pub(crate) fn one_of<'a>(names: impl IntoIterator<Item = &'a str>, description: &str) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(names))
        .description(Some(description))
        .build()
}
