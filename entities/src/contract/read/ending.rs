//! Contracts that end within 18 months: what the buyer intends, who is interested, what is to follow.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    Order::Desc, PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*, sea_query::NullOrdering::Last,
};

use super::{Row, measures::sees_small_numbers, visible};
use crate::{
    Refusal, Register,
    access::{Permission, Standing, Viewer},
    contract::{
        Intention, State, rules,
        suppression::{HIDDEN, tells_small},
        table::{self, interest},
    },
    extent::Extent,
    organisation::{self, read::Named},
    procurement::{self, rules::CAME_TO_NOTHING, table::succession},
    register::in_pieces,
    values::{Reference, text},
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

/// What to list.
#[derive(Clone, Debug, Default)]
pub struct EndingFilter {
    /// Words that all occur in the title.
    pub words: String,
    pub intention: Option<Intention>,
    pub service: Option<Reference>,
    pub order: EndingOrder,
    pub extent: Extent,
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

/// One page of the list.
#[derive(Clone, Debug, Default)]
pub struct EndingList {
    pub rows: Vec<Ending>,
    pub count: u64,
}

/// A provider that is interested.
#[derive(Clone, Debug)]
pub struct InterestedProvider {
    pub organisation: Named,
    pub words: String,
    pub at: DateTime<Utc>,
}

impl Register {
    /// The contracts in force that end within 18 months, the next to end first.
    pub async fn expiring(&self, viewer: &Viewer, filter: &EndingFilter) -> Result<EndingList, Refusal> {
        use table::Column;
        let today = self.clock().today();
        let mut find = table::Entity::find()
            .filter(visible(viewer))
            .filter(Column::State.is_in([State::Active, State::Pending]))
            .filter(Column::Ends.between(today, rules::ending_until(today)));
        for word in text::sought(&filter.words) {
            find = find.filter(Column::TitleKey.contains(word));
        }
        if let Some(intention) = filter.intention {
            find = find.filter(Column::Intention.eq(intention));
        }
        if let Some(service) = &filter.service {
            let found = crate::service::read::by_reference(self.reader(), service).await?;
            find = find.filter(Column::ServiceId.eq(found.map_or(0, |service| service.id)));
        }
        let count = find.clone().count(self.reader()).await?;
        let find = match filter.order {
            EndingOrder::Ends => find,
            EndingOrder::Price => find.order_by_with_nulls(Column::Pence, Desc, Last),
        };
        let found = find
            .order_by_asc(Column::Ends)
            .order_by_asc(Column::Id)
            .offset(filter.extent.before())
            .limit(filter.extent.most())
            .all(self.reader())
            .await?;
        Ok(EndingList { rows: self.endings(viewer, found).await?, count })
    }

    /// What is said of the end of contracts.
    pub(crate) async fn endings(&self, viewer: &Viewer, found: Vec<table::Model>) -> Result<Vec<Ending>, Refusal> {
        let (db, today) = (self.reader(), self.clock().today());
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
        let rows = self.contract_rows(viewer, found.clone()).await?;
        let ending = |(row, contract): (table::Model, Row)| {
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
    pub(crate) async fn interested_in_contract(
        &self,
        viewer: &Viewer,
        contract: i64,
    ) -> Result<Option<Vec<InterestedProvider>>, Refusal> {
        if !viewer.watches() {
            return Ok(None);
        }
        let rows = interest::Entity::find()
            .filter(interest::Column::ContractId.eq(contract))
            .order_by_asc(interest::Column::Id)
            .all(self.reader())
            .await?;
        let names = organisation::read::named(self.reader(), rows.iter().map(|row| row.organisation_id)).await?;
        let interested = |row: interest::Model| InterestedProvider {
            organisation: Named::of(&names, row.organisation_id),
            words: row.words,
            at: row.at,
        };
        Ok(Some(rows.into_iter().map(interested).collect()))
    }
}
