//! An organisation as somebody names it in the filter of a list.

use super::{OrganisationNamed, keys_of};
use crate::{Read, Reader, Refusal};

impl Reader<'_> {
    /// The keys under which an organisation stands in the register that somebody named: by its name, by words of it, or by its
    /// reference.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for the field, with those that it could be.
    pub(crate) async fn body_named(&self, field: &'static str, typed: &str) -> Result<Vec<i64>, Refusal> {
        let reference = OrganisationNamed::new(field, typed).answer(self).await?;
        Ok(keys_of(self.db(), &reference).await?)
    }
}
