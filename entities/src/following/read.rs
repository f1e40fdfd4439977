//! What a person follows, and the events of it: for their own pages and calendar. All of it is published.

use sea_orm::{Condition, QueryFilter, QueryOrder, entity::prelude::*};

use super::table::{self, calendar, search};
use crate::{
    Refusal, Register,
    access::{Person, Viewer},
    account::secret::Secret,
    procurement::{
        self,
        read::{Filter, Row},
    },
    values::Reference,
};

/// What a person has for themselves.
#[derive(Clone, Debug)]
pub struct Followed {
    /// The latest first.
    pub procurements: Vec<(Reference, String)>,
    pub searches: Vec<search::Model>,
    /// The secret of the calendar's address, if there is one.
    pub calendar: Option<String>,
}

/// The most events of a personal calendar or home.
const MOST: usize = 1_000;

impl Register {
    /// What a person follows, has saved, and subscribes to. Nobody else's is shown here.
    pub async fn followed(&self, person: &Person) -> Result<Followed, Refusal> {
        let db = self.reader();
        let rows = table::Entity::find()
            .filter(table::Column::AccountId.eq(person.account))
            .order_by_desc(table::Column::Id)
            .all(db)
            .await?;
        let viewer = Viewer::Person(person.clone());
        let found = procurement::table::Entity::find()
            .filter(procurement::read::visible(&viewer))
            .filter(procurement::table::Column::Id.is_in(rows.iter().map(|row| row.procurement_id)))
            .all(db)
            .await?;
        let named = |row: &table::Model| {
            let procurement = found.iter().find(|procurement| procurement.id == row.procurement_id)?;
            Some((procurement.reference.clone(), procurement.title.clone()))
        };
        Ok(Followed {
            procurements: rows.iter().filter_map(named).collect(),
            searches: self.saved_searches(person.account).await?,
            calendar: calendar_of(db, person.account).await?.map(|calendar| calendar.secret),
        })
    }

    /// Whether the person who reads follows a procurement; `None` for the public.
    pub(crate) async fn is_followed(&self, viewer: &Viewer, procurement: i64) -> Result<Option<bool>, Refusal> {
        let Some(person) = viewer.person() else { return Ok(None) };
        let its = table::Entity::find()
            .filter(table::Column::AccountId.eq(person.account))
            .filter(table::Column::ProcurementId.eq(procurement));
        Ok(Some(its.one(self.reader()).await?.is_some()))
    }

    /// The events of the calendar with this secret: of procurements that its person follows, is interested in for an organisation,
    /// or has a place at, and of saved searches; cancelled ones among them.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for a secret that is none, or no longer.
    pub async fn personal_calendar(&self, secret: &Secret) -> Result<Vec<Row>, Refusal> {
        let its = calendar::Entity::find().filter(calendar::Column::Secret.eq(secret.reveal()));
        let calendar = its.one(self.reader()).await?.ok_or(Refusal::NotFound)?;
        let mut rows = self.events_of_procurements(self.procurements_followed_by(calendar.account_id).await?).await?;
        for search in self.saved_searches(calendar.account_id).await? {
            rows.extend(self.tender_calendar(&Viewer::Public, &Filter::parse(&search.query)).await?);
        }
        rows.sort_by_key(|row| (row.when.over_at(), row.id));
        rows.dedup_by_key(|row| row.id);
        rows.truncate(MOST);
        Ok(rows)
    }

    /// The keys of the procurements that an account follows, or has shown interest in.
    pub(crate) async fn procurements_followed_by(&self, account: i64) -> Result<Vec<i64>, Refusal> {
        let db = self.reader();
        let follows = table::Entity::find().filter(table::Column::AccountId.eq(account)).all(db).await?;
        use procurement::table::interest::{Column, Entity};
        let interests = Entity::find().filter(Column::AccountId.eq(account)).all(db).await?;
        let followed = follows.into_iter().map(|row| row.procurement_id);
        Ok(followed.chain(interests.into_iter().map(|row| row.procurement_id)).collect())
    }

    /// The published events of procurements, from three months ago on.
    pub(crate) async fn events_of_procurements(&self, keys: Vec<i64>) -> Result<Vec<Row>, Refusal> {
        use procurement::table::event::{Column, Entity};
        let since = self.clock().register_now() - chrono::TimeDelta::days(90);
        let wanted = Condition::all()
            .add(Column::ProcurementId.is_in(keys))
            .add(Column::Published.eq(true))
            .add(Column::OverAt.gt(since));
        let events = Entity::find().filter(wanted).order_by_asc(Column::OverAt).order_by_asc(Column::Id);
        self.event_rows(events.all(self.reader()).await?).await
    }

    async fn saved_searches(&self, account: i64) -> Result<Vec<search::Model>, Refusal> {
        let its = search::Entity::find().filter(search::Column::AccountId.eq(account)).order_by_asc(search::Column::Id);
        Ok(its.all(self.reader()).await?)
    }
}

async fn calendar_of(db: &impl ConnectionTrait, account: i64) -> Result<Option<calendar::Model>, DbErr> {
    calendar::Entity::find().filter(calendar::Column::AccountId.eq(account)).one(db).await
}
