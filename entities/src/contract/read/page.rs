//! One contract with its measures and what was observed.

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{Ending, InterestedProvider, MeasureRow, Row, standing};
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Standing},
    contract::{Contract, Part, table},
    ocds::Document,
    organisation::{self, read::Named},
    procurement,
    values::Reference,
};

/// What the page of a contract shows.
#[derive(Clone, Debug)]
pub struct Page {
    pub contract: Contract,
    pub row: Row,
    pub buyers: Vec<Named>,
    pub measures: Vec<MeasureRow>,
    /// The procurement by which it was let, if the viewer may read it.
    pub procurement: Option<(Reference, String)>,
    /// Its notices and other documents elsewhere.
    pub documents: Vec<Document>,
    /// What is said of its end.
    pub ending: Ending,
    /// Who is interested in what comes after it, for those who keep or watch over the register.
    pub interested: Option<Vec<InterestedProvider>>,
    pub may_take_part: bool,
    pub may_keep: bool,
    /// May report observations: it is the viewer's own contract.
    pub may_observe: bool,
}

/// The page of a contract.
#[derive(Clone, Debug)]
pub struct ContractPage(pub Reference);

impl Read for ContractPage {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Page;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Page, Refusal> {
        let (db, viewer) = (reader.db(), reader.viewer());
        let find = table::Entity::find().filter(table::Column::Reference.eq(self.0.as_str()));
        let contract = find.one(db).await?.ok_or(Refusal::NotFound)?;
        let standing = standing(db, viewer, &contract).await?;
        reader.need(Self::PERMISSION, standing)?;
        let buyers = table::organisation::Entity::find()
            .filter(table::organisation::Column::ContractId.eq(contract.id))
            .filter(table::organisation::Column::Part.eq(Part::Buyer))
            .order_by_asc(table::organisation::Column::OrganisationId)
            .all(db)
            .await?;
        let names = organisation::read::named(db, buyers.iter().map(|buyer| buyer.organisation_id)).await?;
        let procurement = match contract.procurement_id {
            Some(id) => {
                procurement::table::Entity::find_by_id(id).filter(procurement::read::visible(viewer)).one(db).await?
            }
            None => None,
        };
        let notice = procurement.as_ref().map(procurement::table::Model::notice).transpose()?;
        let ending = reader.contract_endings(vec![contract.clone()]).await?.pop().ok_or(Refusal::NotFound)?;
        Ok(Page {
            documents: notice.map(|notice| notice.documents).unwrap_or_default(),
            procurement: procurement.map(|row| (row.reference, row.title)),
            interested: reader.interested_in_contract(contract.id).await?,
            ending,
            may_take_part: reader.may(Permission::TakePart, Standing::OWN),
            row: reader.contract_rows(vec![contract.clone()]).await?.pop().ok_or(Refusal::NotFound)?,
            buyers: buyers.iter().map(|buyer| Named::of(&names, buyer.organisation_id)).collect(),
            measures: reader.measures(&contract).await?,
            may_keep: reader.may(Permission::KeepRegister, standing),
            may_observe: reader.may(Permission::TakePart, standing),
            contract: contract.into(),
        })
    }
}
