//! Marking an empty register as the demonstration, before anything is loaded into it.

use sea_orm::{QuerySelect, entity::prelude::*};

use super::DAY;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    audit,
    register::setting::{self, DEMONSTRATION},
};

/// The register becomes the demonstration, and stands on the demonstration's day from now on.
#[derive(Clone, Copy, Debug)]
pub struct MarkDemonstration;

impl Deed for MarkDemonstration {
    const NAME: &'static str = "marked the register as the demonstration";
    const PERMISSION: Permission = Permission::Administer;
    /// The sequence number of the last audit entry. Locked, so that of two loadings at once one is refused.
    type Subject = i64;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(i64, Standing), Refusal> {
        let head = audit::table::head::Entity::find_by_id(1).lock_exclusive().one(&change.tx).await?;
        Ok((head.map_or(0, |head| head.seq), Standing::OPEN))
    }

    async fn act(&self, change: &Change, entries: i64) -> Result<(), Refusal> {
        if entries > 0 {
            return Err(Refusal::rule(
                "The register is not empty",
                "Load the demonstration into a new one: name another database with DATABASE_URL",
            ));
        }
        setting::set(change, DEMONSTRATION, DAY).await?;
        change.record(Self::NAME, DEMONSTRATION, None, &DAY);
        Ok(())
    }
}
