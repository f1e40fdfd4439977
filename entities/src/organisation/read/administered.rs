//! One organisation as administrators keep it.

use crate::{
    Read, Reader, Refusal,
    access::{Permission, Standing},
    organisation::Organisation,
    values::Reference,
};

/// A body, and what only its administrators need to know of it.
#[derive(Clone, Debug)]
pub struct Administered {
    pub organisation: Organisation,
    /// Its people need a second factor to act for it.
    pub asks_second_factor: bool,
}

/// One body, as administrators keep it.
#[derive(Clone, Debug)]
pub struct OrganisationAdministered(pub Reference);

impl Read for OrganisationAdministered {
    const PERMISSION: Permission = Permission::Administer;
    type Answer = Administered;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Administered, Refusal> {
        reader.need(Self::PERMISSION, Standing::OPEN)?;
        let body = super::by_reference(reader.db(), &self.0).await?.ok_or(Refusal::NotFound)?;
        Ok(Administered { asks_second_factor: body.asks_second_factor, organisation: body.into() })
    }
}
