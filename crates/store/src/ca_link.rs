//! Links to the profile with the server's own root, one for each enrollment that goes the two-step way.

use domain::enrollment::Enrollment;
use domain::id::EnrollmentId;
use domain::secret::TokenHash;

use crate::engine::run;
use crate::enrollment::EnrollmentRow;
use crate::{StoreError, Tx};

impl Tx {
    /// Writes the link of an enrollment under the hash of its token, in place of any other.
    pub async fn save_ca_link(&mut self, id: EnrollmentId, link: TokenHash) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into ca_link (token_hash, enrollment_id) values ($1, $2)
             on conflict (enrollment_id) do update set token_hash = excluded.token_hash",
            &link.0[..],
            id.0,
        )?;
        Ok(())
    }

    /// Finds the enrollment of a link.
    pub async fn find_enrollment_by_ca_link(
        &mut self,
        link: TokenHash,
    ) -> Result<Option<Enrollment>, StoreError> {
        let row = run!(
            optional EnrollmentRow, self,
            "select enrollment.* from ca_link join enrollment on enrollment.id = ca_link.enrollment_id
             where ca_link.token_hash = $1",
            &link.0[..],
        )?;
        row.map(Enrollment::try_from).transpose()
    }
}
