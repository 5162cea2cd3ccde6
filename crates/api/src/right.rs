//! What somebody may do and how far, on the wire: the same properties for accounts and for groups of accounts.

use domain::account::Access;
use domain::id::SiteId;
use domain::privilege::{Privilege, PrivilegeSet, Privileges, Reach};
use utoipa::openapi::{ArrayBuilder, Object, ObjectBuilder, Type};

use crate::document::one_of;
use crate::problem::Problem;
use crate::request::Checks;

/// What this door calls the fields that verbs name otherwise.
pub(crate) const FIELDS: [(&str, &str); 2] = [("site", "site_id"), ("groups", "group_ids")];

const ACCESSES: [&str; 3] = ["full", "site", "groups"];
const REACHES: [&str; 2] = ["full", "site"];
const SETS: [&str; 4] = ["administrator", "auditor", "enrollment-only", "custom"];

/// Describes where an account's privileges come from.
pub(crate) fn accesses() -> Object {
    one_of(
        ACCESSES,
        "Whether the account's own privileges reach everywhere, reach one site, or come from its groups.",
    )
}

/// Describes how far a group's privileges reach.
pub(crate) fn reaches() -> Object {
    one_of(REACHES, "Whether the privileges reach everywhere or one site.")
}

/// Describes the privilege sets.
pub(crate) fn sets() -> Object {
    one_of(
        SETS,
        "What may be done: everything, reading everything, enrolling at the portal only, or what `privileges` names.",
    )
}

/// Describes a list of privileges.
pub(crate) fn privileges() -> utoipa::openapi::schema::Array {
    let names = Privilege::ALL.iter().map(|privilege| privilege.name());
    let name = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names)).build();
    ArrayBuilder::new()
        .items(name)
        .description(Some(
            "The privileges of the set `custom`; empty for the others, whose names say what is in them.",
        ))
        .build()
}

/// Returns the names of a custom set's privileges.
pub(crate) fn names(set: PrivilegeSet) -> Vec<&'static str> {
    match set {
        PrivilegeSet::Custom(privileges) => privileges.list().map(Privilege::name).collect(),
        _ => Vec::new(),
    }
}

/// Reads the access of an account.
pub(crate) fn read_access(checks: &mut Checks, name: &str, site_id: Option<SiteId>) -> Option<Access> {
    check_site(checks, name, site_id);
    let known = |name: &str| ACCESSES.into_iter().find(|known| *known == name);
    match checks.named("access", name, &ACCESSES, known)? {
        "site" => site_id.map(Access::Site),
        "groups" => Some(Access::Groups),
        _ => Some(Access::Full),
    }
}

/// Reads the reach of a group.
pub(crate) fn read_reach(checks: &mut Checks, name: &str, site_id: Option<SiteId>) -> Option<Reach> {
    check_site(checks, name, site_id);
    let known = |name: &str| REACHES.into_iter().find(|known| *known == name);
    match checks.named("reach", name, &REACHES, known)? {
        "site" => site_id.map(Reach::Site),
        _ => Some(Reach::Full),
    }
}

fn check_site(checks: &mut Checks, name: &str, site_id: Option<SiteId>) {
    match (name, site_id) {
        ("site", None) => checks.fault("site_id", "Name the site at which the access ends."),
        ("full" | "groups", Some(_)) => {
            checks.fault("site_id", "Leave this out, or let the access end at a site.");
        }
        _ => {}
    }
}

/// Reads a privilege set.
pub(crate) fn read_set(checks: &mut Checks, name: &str, privileges: &[String]) -> Option<PrivilegeSet> {
    let fixed = |name: &str| PrivilegeSet::parse(name, "");
    let set = checks.named("privilege_set", name, &SETS, fixed)?;
    let PrivilegeSet::Custom(_) = set else {
        if !privileges.is_empty() {
            checks.fault("privileges", "Leave this out, or choose the set custom.");
        }
        return Some(set);
    };
    let known: Option<Vec<_>> = privileges.iter().map(|name| Privilege::parse(name)).collect();
    if known.is_none() {
        checks.fault("privileges", "Name privileges that this document lists.");
    }
    known.map(|privileges| PrivilegeSet::Custom(Privileges::of(privileges)))
}

/// Returns what was read: as long as nothing was wrong, it is all there.
pub(crate) fn whole<A, B>(checks: Checks, one: Option<A>, other: Option<B>) -> Result<(A, B), Problem> {
    checks.finish()?;
    one.zip(other).ok_or_else(|| Problem::malformed("A value is missing."))
}
