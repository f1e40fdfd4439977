//! Making a contract of an award. Suppliers of an imported notice that the register does not have come into it with their
//! contract, in one deed: by their identifiers if the register has them meanwhile, else as new organisations under the names that
//! the notice gives.

use std::borrow::Cow;

use super::locked;
use crate::{
    Change, Deed, Fault, Refusal,
    access::{Permission, Standing},
    contract::deeds::WriteContract,
    ocds::Party,
    organisation::{self, Kind, deeds::AddOrganisation},
    procurement::table,
    values::{Reference, text},
};

/// A supplier by the name that an award of the notice gives it.
#[derive(Clone, Debug)]
pub struct NewSupplier {
    /// The field of the form that names it: what is wrong with it is told there.
    pub field: Cow<'static, str>,
    pub name: String,
    /// What sort of body it is: no notice says.
    pub kind: Kind,
    /// Somebody says that it is another body than those that the register has under that name.
    pub is_another: bool,
}

/// The contract of an award, and the suppliers that come into the register with it.
#[derive(Clone, Debug)]
pub struct MakeContract {
    pub procurement: Reference,
    /// The version of the procurement that was shown.
    pub seen: i64,
    pub add: Vec<NewSupplier>,
    /// With those of its parties that are in the register; it is a new one, of this procurement.
    pub contract: WriteContract,
}

impl Deed for MakeContract {
    const NAME: &'static str = "made a contract of an award";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = table::Model;
    type Done = Reference;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.procurement).await
    }

    async fn act(&self, change: &Change, procurement: Self::Subject) -> Result<Reference, Refusal> {
        change.fresh(&procurement.reference, self.seen, procurement.version).await?;
        // Whatever else is wrong is told first.
        self.contract.check_words()?;
        let added = self.suppliers(change, &procurement).await?;
        let mut contract =
            WriteContract { existing: None, procurement: Some(procurement.reference), ..self.contract.clone() };
        contract.providers.extend(added);
        contract.write(change, Self::NAME, None).await
    }
}

impl MakeContract {
    /// The organisations of the new suppliers, which are added unless they have been meanwhile.
    async fn suppliers(&self, change: &Change, procurement: &table::Model) -> Result<Vec<Reference>, Refusal> {
        let notice = procurement.notice()?;
        let named: Vec<Party> = notice.awards.into_iter().flat_map(|award| award.suppliers).collect();
        let (mut suppliers, mut faults) = (Vec::with_capacity(self.add.len()), Vec::new());
        for new in &self.add {
            let wanted = text::folded(&new.name);
            let Some(supplier) = named.iter().find(|supplier| text::folded(&supplier.name) == wanted) else {
                let unknown = "No award of this procurement names it: choose an organisation";
                faults.push(Fault::new(new.field.clone(), unknown));
                continue;
            };
            if let Some(known) = organisation::read::by_identifiers(&change.tx, &supplier.identifiers).await? {
                suppliers.push(known.reference);
                continue;
            }
            let namesakes = organisation::read::namesakes(&change.tx, &supplier.name).await?;
            if !namesakes.is_empty() && !new.is_another {
                faults.push(Fault::new(new.field.clone(), organisation::read::which_of(&namesakes)));
                continue;
            }
            let add = AddOrganisation {
                identifiers: supplier.identifiers.clone(),
                ..AddOrganisation::named(&supplier.name, new.kind)
            };
            let organisation = add.write(change).await?;
            change.record_with("added a supplier", &procurement.reference, None, &organisation, &add.beside()?);
            suppliers.push(organisation.reference);
        }
        if faults.is_empty() { Ok(suppliers) } else { Err(Refusal::Invalid(faults)) }
    }
}
