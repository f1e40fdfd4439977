//! Taking a supplier of an imported notice into the register, so that its contract can be: by its identifiers if the register has
//! them, else as a new organisation under the name that the notice gives.

use super::locked;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    ocds::Notice,
    organisation::{Kind, deeds::AddOrganisation, read},
    procurement::table,
    values::{Reference, text},
};

/// A supplier by the name that an award of the notice gives it.
#[derive(Clone, Debug)]
pub struct AddSupplier {
    pub procurement: Reference,
    pub name: String,
    /// What sort of body it is, if it is new: no notice says.
    pub kind: Kind,
}

impl Deed for AddSupplier {
    const NAME: &'static str = "added a supplier";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = table::Model;
    type Done = Reference;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.procurement).await
    }

    async fn act(&self, change: &Change, procurement: Self::Subject) -> Result<Reference, Refusal> {
        let compiled = procurement.compiled.as_deref().and_then(|text| serde_json::from_str(text).ok());
        let notice = compiled.as_ref().map(Notice::of).unwrap_or_default();
        let mut suppliers = notice.awards.into_iter().flat_map(|award| award.suppliers);
        let wanted = text::folded(&self.name);
        let unknown = || Refusal::field("provider", "No award of this procurement names it: choose an organisation");
        let supplier = suppliers.find(|supplier| text::folded(&supplier.name) == wanted).ok_or_else(unknown)?;
        let (organisation, beside) = match read::by_identifiers(&change.tx, &supplier.identifiers).await? {
            Some(known) => (known, Vec::new()),
            None => {
                let new = AddOrganisation::named(&supplier.name, self.kind);
                let new = AddOrganisation { identifiers: supplier.identifiers, ..new };
                (new.write(change).await?, new.beside()?.into())
            }
        };
        change.record_with(Self::NAME, &procurement.reference, None, &organisation, &beside);
        Ok(organisation.reference)
    }
}
