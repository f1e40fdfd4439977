//! Contracts that end within 18 months: what the buyer intends, who is interested, what is to follow.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ExprTrait, FromQueryResult, QueryFilter, QueryOrder, QueryResult, QueryTrait, entity::prelude::*, sea_query::Expr,
};

use super::{Row, list, measures::sees_small_numbers, visible};
use crate::{
    Reader, Refusal,
    access::{Permission, Standing},
    contract::{
        Intention, State, rules,
        suppression::{HIDDEN, tells_small},
        table::{Column, Entity, Model, interest},
    },
    list::{Listing, Segment, Sort},
    organisation::{self, read::Named},
    procurement::{self, rules::CAME_TO_NOTHING, table::succession},
    register::in_pieces,
    search,
    values::{Quarter, Reference},
};

crate::words! {
    /// The order of the list.
    #[derive(Default)]
    EndingOrder {
        #[default]
        Ends = "ends", "Soonest end";
        Price = "price", "Highest price";
    }
}

impl EndingOrder {
    const fn sort(self) -> Sort {
        match self {
            Self::Ends => list::Order::Ends.sort(),
            Self::Price => list::Order::Price.sort(),
        }
    }
}

/// The contracts in force that end within 18 months.
#[derive(Clone, Debug, Default)]
pub struct Expiring {
    /// Words that all occur in what it says.
    pub words: String,
    pub intention: Option<Intention>,
    pub service: Option<Reference>,
    pub quarter: Option<Quarter>,
    pub order: EndingOrder,
}

/// A contract that ends.
#[derive(Clone, Debug)]
pub struct Ending {
    pub contract: Row,
    pub intention: Intention,
    /// [`HIDDEN`] for those whom it would tell of few children.
    pub intention_note: String,
    /// How many organisations are interested; for those who keep or watch over the register.
    pub interested: Option<u64>,
    /// What the viewer's organisation said, if it takes part.
    pub own_interest: Option<interest::Model>,
    /// Why no interest can be registered, and what to do instead; `None` if it can.
    pub no_interest: Option<(&'static str, &'static str)>,
    /// The procurements that are to follow it, of those that the viewer may read; those that came to nothing are not.
    pub followed_by: Vec<(Reference, String)>,
}

/// A provider that is interested.
#[derive(Clone, Debug)]
pub struct InterestedProvider {
    pub organisation: Named,
    pub words: String,
    pub at: DateTime<Utc>,
}

impl Listing for Expiring {
    type Found = Model;
    type Row = Ending;

    async fn segments(&self, reader: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let today = reader.today();
        // In order of prices, one by one: a database that sees the days would find them all by these, and sort them.
        let on = |days: Expr| if self.order == EndingOrder::Price { days.eq(true) } else { days };
        let mut find = Entity::find()
            .filter(visible(reader.viewer()))
            .filter(Column::State.is_in([State::Active, State::Pending]))
            .filter(on(super::ends_between(today, rules::ending_until(today))));
        if let Some(keys) = search::keys_with(reader.db(), search::Kind::Contract, &self.words).await? {
            find = find.filter(Column::Id.in_subquery(keys));
        }
        find = find.apply_if(self.intention, |find, intention| find.filter(Column::Intention.eq(intention)));
        if let Some(service) = &self.service {
            let found = crate::service::read::by_reference(reader.db(), service).await?;
            find = find.filter(Column::ServiceId.eq(found.map_or(0, |service| service.id)));
        }
        let find = find.apply_if(self.quarter, |find, quarter| {
            find.filter(on(super::ends_between(quarter.first_day(), quarter.last_day())))
        });
        Ok(vec![Segment::new(find, self.order.sort())])
    }

    fn found(row: &QueryResult) -> Result<Model, DbErr> {
        Model::from_query_result(row, "")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<Model>) -> Result<Vec<Ending>, Refusal> {
        reader.contract_endings(found).await
    }
}

impl Reader<'_> {
    /// What is said of the end of contracts.
    pub(crate) async fn contract_endings(&self, found: Vec<Model>) -> Result<Vec<Ending>, Refusal> {
        let (db, viewer, today) = (self.db(), self.viewer(), self.today());
        let keys: Vec<i64> = found.iter().map(|row| row.id).collect();
        let said = |piece| interest::Entity::find().filter(interest::Column::ContractId.is_in(piece));
        let mut interests: HashMap<i64, Vec<interest::Model>> = HashMap::new();
        for interest in in_pieces(db, &keys, said).await? {
            interests.entry(interest.contract_id).or_default().push(interest);
        }
        let after = |piece| succession::Entity::find().filter(succession::Column::ContractId.is_in(piece));
        let mut follows: HashMap<i64, Vec<i64>> = HashMap::new();
        for follow in in_pieces(db, &keys, after).await? {
            follows.entry(follow.contract_id).or_default().push(follow.procurement_id);
        }
        let planned: Vec<i64> = follows.values().flatten().copied().collect();
        let readable = |piece| {
            procurement::table::Entity::find()
                .filter(procurement::read::visible(viewer))
                .filter(procurement::table::Column::Id.is_in(piece))
                .filter(procurement::table::Column::State.is_not_in(CAME_TO_NOTHING))
        };
        let procurements = in_pieces(db, &planned, readable).await?;
        let procurements: HashMap<i64, _> = procurements.into_iter().map(|row| (row.id, row)).collect();
        let own = viewer.organisation().filter(|_| viewer.may(Permission::TakePart, Standing::OWN));
        let told = viewer.watches();
        let own_body = viewer.person().map(|person| &person.organisation.reference);
        let hides = |contract: &Row| {
            let owns = contract.providers.iter().any(|provider| Some(&provider.reference) == own_body);
            !sees_small_numbers(viewer, if owns { Standing::OWN } else { Standing::OPEN })
        };
        let rows = self.contract_rows(found.clone()).await?;
        let ending = |(row, contract): (Model, Row)| {
            let its = || interests.get(&row.id).into_iter().flatten();
            let after = follows.get(&row.id).into_iter().flatten().filter_map(|follow| procurements.get(follow));
            Ending {
                interested: told.then(|| its().count() as u64),
                own_interest: its().find(|interest| Some(interest.organisation_id) == own).cloned(),
                no_interest: rules::no_interest(today, row.state, row.ends, row.intention),
                followed_by: after.map(|found| (found.reference.clone(), found.title.clone())).collect(),
                intention: row.intention,
                intention_note: match tells_small(&row.intention_note, false, false) && hides(&contract) {
                    true => HIDDEN.to_owned(),
                    false => row.intention_note,
                },
                contract,
            }
        };
        Ok(found.into_iter().zip(rows).map(ending).collect())
    }

    /// Who is interested in what comes after a contract, for those who keep or watch over the register; `None` for others.
    pub(super) async fn interested_in_contract(
        &self,
        contract: i64,
    ) -> Result<Option<Vec<InterestedProvider>>, Refusal> {
        if !self.viewer().watches() {
            return Ok(None);
        }
        let rows = interest::Entity::find()
            .filter(interest::Column::ContractId.eq(contract))
            .order_by_asc(interest::Column::Id)
            .all(self.db())
            .await?;
        let names = organisation::read::named(self.db(), rows.iter().map(|row| row.organisation_id)).await?;
        let interested = |row: interest::Model| InterestedProvider {
            organisation: Named::of(&names, row.organisation_id),
            words: row.words,
            at: row.at,
        };
        Ok(Some(rows.into_iter().map(interested).collect()))
    }
}
