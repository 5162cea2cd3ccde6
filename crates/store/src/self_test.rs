//! What a self-test leaves behind, taken away again.

use domain::id::{DeviceId, EnrollmentId};

use crate::engine::run;
use crate::{StoreError, Tx};

impl Tx {
    /// Deletes an enrollment with everything that is its own, its certificates included. Only a self-test's is deleted like
    /// this: of any other there is something to keep.
    pub async fn forget_enrollment(&mut self, id: EnrollmentId) -> Result<(), StoreError> {
        run!(execute self, "delete from command where enrollment_id = $1", id.0)?;
        run!(execute self, "delete from channel where enrollment_id = $1", id.0)?;
        run!(execute self, "delete from token_update where enrollment_id = $1", id.0)?;
        run!(execute self, "delete from challenge where enrollment_id = $1", id.0)?;
        run!(execute self, "delete from certificate where enrollment_id = $1", id.0)?;
        run!(execute self, "delete from enrollment where id = $1", id.0)?;
        Ok(())
    }

    /// Deletes a device with everything that it told, after its enrollments.
    pub async fn forget_device(&mut self, id: DeviceId) -> Result<(), StoreError> {
        run!(execute self, "delete from device_word where device_id = $1", id.0)?;
        run!(execute self, "delete from inventory where device_id = $1", id.0)?;
        run!(execute self, "delete from device where id = $1", id.0)?;
        Ok(())
    }
}
