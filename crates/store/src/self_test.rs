//! What a self-test leaves behind, taken away again.

use domain::id::EnrollmentId;

use crate::engine::run;
use crate::{StoreError, Tx};

impl Tx {
    /// Deletes an enrollment and the device that it made, with everything that is theirs. Only a self-test's is deleted like
    /// this: of any other device there is something to keep.
    pub async fn forget_enrollment(&mut self, id: EnrollmentId) -> Result<(), StoreError> {
        run!(
            execute self,
            "delete from device_word where device_id in (select id from device where enrollment_id = $1)",
            id.0,
        )?;
        run!(
            execute self,
            "delete from inventory where device_id in (select id from device where enrollment_id = $1)",
            id.0,
        )?;
        run!(execute self, "delete from command where enrollment_id = $1", id.0)?;
        run!(execute self, "delete from channel where enrollment_id = $1", id.0)?;
        run!(execute self, "delete from token_update where enrollment_id = $1", id.0)?;
        run!(execute self, "delete from challenge where enrollment_id = $1", id.0)?;
        run!(execute self, "delete from certificate where enrollment_id = $1", id.0)?;
        run!(execute self, "update enrollment set device_id = null where id = $1", id.0)?;
        run!(execute self, "delete from device where enrollment_id = $1", id.0)?;
        run!(execute self, "delete from enrollment where id = $1", id.0)?;
        Ok(())
    }
}
