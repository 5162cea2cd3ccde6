//! Re-enrollment: what becomes of the user in a device's record when the device enrolls again, and who may do that.
//!
//! One rule for the page at the portal that says it beforehand and for `Authenticate`, which decides.

use crate::device::Device;
use crate::enrollment::Enrollment;
use crate::setting::Reenrollment;

/// What becomes of the user in a device's record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Belonging {
    /// The person of the enrollment is its user from now on, or stays it.
    Assigned,
    /// Its user stays, because the enrollment names nobody.
    Stays,
    /// Its user stays until an administrator says otherwise: somebody else has enrolled it while it was managed (T57).
    Kept,
    /// It has no user any more.
    Cleared,
}

/// Says what becomes of the user of a device with a record. `former` is the enrollment under which it is managed until now.
pub fn belonging(
    device: &Device,
    enrollment: &Enrollment,
    former: Option<&Enrollment>,
    settings: &Reenrollment,
) -> Belonging {
    if is_by_its_user(device, enrollment) {
        return Belonging::Assigned;
    }
    let names_somebody = enrollment.names_somebody();
    if settings.clear_user_and_location {
        return if names_somebody { Belonging::Assigned } else { Belonging::Cleared };
    }
    if device.person.username.is_empty() {
        return if names_somebody { Belonging::Assigned } else { Belonging::Stays };
    }
    match former {
        Some(former) if !is_same_login(former, enrollment) => Belonging::Kept,
        _ if names_somebody => Belonging::Assigned,
        _ => Belonging::Stays,
    }
}

/// Says whether somebody else enrolls a device anew that has a user and is managed until now: whatever becomes of its
/// user, administrators are told (T57).
pub fn is_taken_over(device: &Device, enrollment: &Enrollment, former: Option<&Enrollment>) -> bool {
    !device.person.username.is_empty()
        && !is_by_its_user(device, enrollment)
        && former.is_some_and(|former| !is_same_login(former, enrollment))
}

/// Says whether a device with a record may be enrolled again where that is restricted: by an account that may change the
/// record, by the user in the record, or by anybody while the record names no user.
pub fn may_reenroll(device: &Device, enrollment: &Enrollment, may_change_record: bool) -> bool {
    may_change_record
        || device.person.username.is_empty()
        || (enrollment.is_for_themselves() && is_same_person(device, enrollment))
}

/// Says whether the same somebody logged in both times. Nobody is nobody's like, whomever an invitation or a program names.
pub fn is_same_login(one: &Enrollment, other: &Enrollment) -> bool {
    let is_somebody = one.account_id.is_some() || one.directory_user.is_some();
    let is_proved = !one.course.is_unproved && !other.course.is_unproved;
    is_somebody
        && is_proved
        && one.account_id == other.account_id
        && one.directory_user == other.directory_user
}

/// Says whether the person whom a device is assigned to enrolls it. Whoever has not logged in is somebody else, whomever an
/// invitation or a program names; while a device is nobody's, nothing is to be proved.
fn is_by_its_user(device: &Device, enrollment: &Enrollment) -> bool {
    let is_proved = !enrollment.course.is_unproved || device.person.username.is_empty();
    is_proved && is_same_person(device, enrollment)
}

/// Says whether an enrollment is for the person whom a device is assigned to. Names of accounts and of directories are
/// apart: an equal one makes nobody the same person (T21).
pub fn is_same_person(device: &Device, enrollment: &Enrollment) -> bool {
    match (&device.directory_user, &enrollment.directory_user) {
        (Some(device_user), Some(user)) => device_user == user,
        (None, None) => device.person.username == enrollment.person.username,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::device::DeviceIdentifier;
    use crate::directory::{DirectoryKey, DirectoryUserRef};
    use crate::enrollment::{Course, Ownership, Terms};
    use crate::id::{AccountId, DeviceId, DirectoryId, EnrollmentId};
    use crate::person::Person;
    use crate::question::{Questions, UserQuestion};
    use crate::time::Timestamp;

    /// Who somebody is: nobody, by account, by directory, or without a login: a recipient from a directory or with a username
    /// alone, or an account that a program names.
    #[derive(Clone, Copy, PartialEq, Debug)]
    enum Who {
        Nobody,
        Account(&'static str),
        Directory(&'static str),
        Invited(&'static str),
        Named(&'static str),
        OnBehalf(&'static str),
    }
    use Who::{Account, Directory, Invited, Named, Nobody, OnBehalf};

    fn user(who: Who) -> (Option<AccountId>, Person, Option<DirectoryUserRef>) {
        let person = |username: &str| Person { username: username.into(), ..Person::default() };
        match who {
            Nobody => (None, Person::default(), None),
            Account(name) | OnBehalf(name) => {
                let id = name.bytes().fold(0, |id, octet| id * 256 + u128::from(octet));
                (Some(AccountId(Uuid::from_u128(id))), person(name), None)
            }
            Named(name) => (None, person(name), None),
            Directory(name) | Invited(name) => {
                let directory_id = DirectoryId(Uuid::nil());
                (None, person(name), Some(DirectoryUserRef { directory_id, key: DirectoryKey(name.into()) }))
            }
        }
    }

    fn enrollment(who: Who) -> Enrollment {
        let (account_id, person, directory_user) = user(who);
        let terms = Terms {
            account_id,
            person,
            directory_user,
            ownership: Ownership::Institutional,
            site_id: None,
            invitation: None,
            questions: Questions::default(),
            course: Course {
                is_unproved: matches!(who, Nobody | Invited(_) | Named(_) | OnBehalf(_)),
                ..Course::default()
            },
        };
        Enrollment::begin(EnrollmentId(Uuid::nil()), terms, Timestamp(0), Timestamp(1))
    }

    fn device(who: Who) -> Device {
        let (_, person, directory_user) = user(who);
        Device {
            id: DeviceId(Uuid::nil()),
            identifier: DeviceIdentifier::Udid("x".into()),
            serial_number: None,
            name: None,
            model_name: None,
            product_name: None,
            os_version: None,
            build_version: None,
            imei: None,
            is_supervised: None,
            ownership: Ownership::Institutional,
            site_id: None,
            person,
            directory_user,
            person_checked_at: None,
            person_left_at: None,
            enrollment_id: None,
            created_at: Timestamp(0),
            enrolled_at: None,
            last_seen_at: None,
        }
    }

    #[test]
    fn t57_the_user_of_a_managed_device_changes_only_as_settings_say() {
        let clearing = Reenrollment { clear_user_and_location: true, ..Reenrollment::default() };
        let (ann, bob) = (Account("ann"), Directory("bob"));
        for (record, manager, new, by_default, cleared) in [
            // Nothing manages it any more: whoever comes is the user, nobody changes nothing.
            (ann, None, ann, Belonging::Assigned, Belonging::Assigned),
            (ann, None, bob, Belonging::Assigned, Belonging::Assigned),
            (ann, None, Nobody, Belonging::Stays, Belonging::Cleared),
            (Nobody, None, ann, Belonging::Assigned, Belonging::Assigned),
            (Nobody, None, Nobody, Belonging::Assigned, Belonging::Assigned),
            // Managed, and enrolled anew by its user.
            (ann, Some(ann), ann, Belonging::Assigned, Belonging::Assigned),
            (bob, Some(bob), bob, Belonging::Assigned, Belonging::Assigned),
            // Managed, and enrolled anew by somebody else.
            (ann, Some(ann), bob, Belonging::Kept, Belonging::Assigned),
            (bob, Some(bob), ann, Belonging::Kept, Belonging::Assigned),
            (ann, Some(ann), Directory("ann"), Belonging::Kept, Belonging::Assigned),
            (ann, Some(ann), Nobody, Belonging::Kept, Belonging::Cleared),
            (Nobody, Some(ann), bob, Belonging::Assigned, Belonging::Assigned),
            // A link that names its user, and asks nobody who they are.
            (bob, None, Invited("bob"), Belonging::Assigned, Belonging::Assigned),
            (bob, Some(bob), Invited("bob"), Belonging::Kept, Belonging::Assigned),
            (bob, Some(Invited("bob")), Invited("bob"), Belonging::Kept, Belonging::Assigned),
            (bob, Some(Invited("bob")), bob, Belonging::Assigned, Belonging::Assigned),
            (ann, Some(ann), Named("ann"), Belonging::Kept, Belonging::Assigned),
            // A program that names its user.
            (ann, None, OnBehalf("ann"), Belonging::Assigned, Belonging::Assigned),
            (ann, Some(ann), OnBehalf("ann"), Belonging::Kept, Belonging::Assigned),
            (ann, Some(OnBehalf("ann")), OnBehalf("ann"), Belonging::Kept, Belonging::Assigned),
            (ann, Some(OnBehalf("ann")), ann, Belonging::Assigned, Belonging::Assigned),
            (Nobody, Some(OnBehalf("ann")), OnBehalf("bob"), Belonging::Assigned, Belonging::Assigned),
            // Assigned to somebody else since, and enrolled anew by whoever had enrolled it.
            (ann, Some(bob), bob, Belonging::Assigned, Belonging::Assigned),
        ] {
            let former = manager.map(enrollment);
            let outcome = |settings: &Reenrollment| {
                belonging(&device(record), &enrollment(new), former.as_ref(), settings)
            };
            let told = (outcome(&Reenrollment::default()), outcome(&clearing));
            assert_eq!(told, (by_default, cleared), "{record:?} by {manager:?}, then {new:?}");
            let is_told = is_taken_over(&device(record), &enrollment(new), former.as_ref());
            assert_eq!(is_told, by_default == Belonging::Kept, "{record:?} by {manager:?}, then {new:?}");
        }
    }

    #[test]
    fn t57_where_re_enrollment_is_restricted_only_the_user_or_an_administrator_may() {
        for (record, new, allowed) in [
            (Account("ann"), Account("ann"), true),
            (Account("ann"), Account("bob"), false),
            (Account("ann"), Directory("ann"), false),
            (Account("ann"), Nobody, false),
            (Directory("ann"), Directory("ann"), true),
            (Directory("ann"), Directory("bob"), false),
            (Directory("ann"), Account("ann"), false),
            (Directory("ann"), Nobody, false),
            (Directory("ann"), Invited("ann"), false),
            (Account("ann"), Named("ann"), false),
            (Account("ann"), OnBehalf("ann"), false),
            (Nobody, OnBehalf("ann"), true),
            (Nobody, Invited("ann"), true),
            (Nobody, Account("ann"), true),
            (Nobody, Directory("ann"), true),
            (Nobody, Nobody, true),
        ] {
            let (device, mut enrollment) = (device(record), enrollment(new));
            assert_eq!(may_reenroll(&device, &enrollment, false), allowed, "{record:?}, then {new:?}");
            assert!(may_reenroll(&device, &enrollment, true), "an administrator always may");
            // Whoever names somebody else's user is not that user.
            enrollment.questions.user = Some(UserQuestion { may_be_blank: true, is_answered: true });
            assert_eq!(may_reenroll(&device, &enrollment, false), record == Nobody, "{record:?} named");
        }
    }
}
