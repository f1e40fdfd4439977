//! The appetite of providers for what is to be bought for a service [29, 30].

use std::collections::HashMap;

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Query};

use crate::{
    Reader, Refusal, contract,
    organisation::{self, read::Named},
    procurement::{self, table::interest},
    register::in_pieces,
    values::Reference,
};

/// A provider with an appetite for a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appetite {
    pub organisation: Named,
    /// In which procurements and ending contracts of the service it is interested.
    pub interests: Vec<(Reference, String)>,
}

impl Reader<'_> {
    /// The providers that are interested in what is to be bought for a service, for those who keep or watch over the register;
    /// `None` for others.
    pub(crate) async fn appetite(&self, service: i64) -> Result<Option<Vec<Appetite>>, Refusal> {
        if !self.viewer().watches() {
            return Ok(None);
        }
        let db = self.db();
        use contract::table::{Column as OfContract, interest as ending};
        use procurement::table::Column as Of;
        // Of those only in which somebody is interested, and without the notices themselves, which are long.
        let said = Query::select().column(interest::Column::ProcurementId).from(interest::Entity).take();
        let procurements = procurement::table::Entity::find()
            .filter(Of::ServiceId.eq(service))
            .filter(Of::Id.in_subquery(said))
            .select_only()
            .columns([Of::Id, Of::Reference, Of::Title])
            .into_tuple::<(i64, Reference, String)>()
            .all(db)
            .await?;
        let said = Query::select().column(ending::Column::ContractId).from(ending::Entity).take();
        let contracts = contract::table::Entity::find()
            .filter(OfContract::ServiceId.eq(service))
            .filter(OfContract::Id.in_subquery(said))
            .select_only()
            .columns([OfContract::Id, OfContract::Reference, OfContract::Title])
            .into_tuple::<(i64, Reference, String)>()
            .all(db)
            .await?;
        let keys = |rows: &[(i64, Reference, String)]| rows.iter().map(|(id, ..)| *id).collect::<Vec<_>>();
        let (in_these, at_ends) = (keys(&procurements), keys(&contracts));
        let in_procurements = in_pieces(db, &in_these, |piece| {
            let find = interest::Entity::find().filter(interest::Column::ProcurementId.is_in(piece));
            find.order_by_asc(interest::Column::Id)
        });
        let in_contracts = in_pieces(db, &at_ends, |piece| {
            let find = ending::Entity::find().filter(ending::Column::ContractId.is_in(piece));
            find.order_by_asc(ending::Column::Id)
        });
        let by_key = |rows: Vec<(i64, Reference, String)>| -> HashMap<i64, (Reference, String)> {
            rows.into_iter().map(|(id, reference, title)| (id, (reference, title))).collect()
        };
        let (in_procurements, in_contracts) = (in_procurements.await?, in_contracts.await?);
        let (procurements, contracts) = (by_key(procurements), by_key(contracts));
        let of_procurements =
            in_procurements.into_iter().map(|row| (row.organisation_id, procurements.get(&row.procurement_id)));
        let of_contracts = in_contracts.into_iter().map(|row| (row.organisation_id, contracts.get(&row.contract_id)));
        let interests: Vec<(i64, (Reference, String))> = of_procurements
            .chain(of_contracts)
            .filter_map(|(organisation, about)| Some((organisation, about?.clone())))
            .collect();
        let names = organisation::read::named(db, interests.iter().map(|(organisation, _)| *organisation)).await?;
        let mut appetites: Vec<Appetite> = Vec::new();
        for (organisation, about) in interests {
            let organisation = Named::of(&names, organisation);
            match appetites.iter_mut().find(|appetite| appetite.organisation == organisation) {
                Some(appetite) => appetite.interests.push(about),
                None => appetites.push(Appetite { organisation, interests: vec![about] }),
            }
        }
        Ok(Some(appetites))
    }
}
