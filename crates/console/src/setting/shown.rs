//! A section as its page shows it, and what becomes of a change: the same for every section.

use app::{App, Caller, Error, Fault, Refusal};
use domain::privilege::Privilege;
use domain::setting::{Section, Versioned};
use http::StatusCode;
use web::error::PageError;
use web::form::Faults;
use web::time::Moment;

use super::{Address, Kept};
use crate::admin::demand_privilege;

/// A section as it counts, and what its page says about it.
pub(super) struct Shown<S> {
    pub(super) status: StatusCode,
    pub(super) section: Kept,
    pub(super) value: S,
    /// The version from which a change is made.
    pub(super) seen: u64,
    pub(super) changed: Option<(Moment, String)>,
    pub(super) may_manage: bool,
    pub(super) done: Option<String>,
    /// Somebody else was faster.
    pub(super) is_outrun: bool,
    pub(super) faults: Faults,
}

impl<S: Section> Shown<S> {
    /// Looks how a section stands.
    pub(super) async fn find(
        app: &App,
        caller: &Caller,
        section: Kept,
        address: &Address,
    ) -> Result<Self, PageError> {
        let Versioned { value, version, changed } = app.show_setting::<S>(caller).await?;
        Ok(Self {
            status: StatusCode::OK,
            section,
            value,
            seen: version,
            changed: changed.map(|(at, by)| (Moment { at, now: app.now() }, by)),
            may_manage: caller.holds(Privilege::ManageEnrollmentAccess),
            done: address.done(section),
            is_outrun: false,
            faults: Faults::default(),
        })
    }

    /// Says what makes no sense of what was sent.
    pub(super) fn refusing(self, faults: Vec<Fault>) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, faults: Faults::new(faults), ..self }
    }
}

/// Changes a section. Returns how it stands where nothing was changed.
pub(super) async fn save<S: Section>(
    app: &App,
    caller: &Caller,
    section: Kept,
    value: Result<S, Error>,
    seen: u64,
) -> Result<Option<Shown<S>>, PageError> {
    demand_privilege(caller, Privilege::ManageEnrollmentAccess)?;
    let saved = match value {
        Ok(value) => app.change_setting(caller, value, seen).await,
        Err(error) => Err(error),
    };
    let refused = match saved {
        Ok(_) => return Ok(None),
        Err(error @ (Error::Invalid(_) | Error::Refused(Refusal::SettingChanged))) => error,
        Err(error) => return Err(error.into()),
    };
    let shown = Shown::find(app, caller, section, &Address::default()).await?;
    Ok(Some(match refused {
        Error::Invalid(faults) => Shown { seen, ..shown.refusing(faults) },
        _ => Shown { status: StatusCode::CONFLICT, is_outrun: true, ..shown },
    }))
}
