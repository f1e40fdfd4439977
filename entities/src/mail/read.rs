//! The outbox as an administrator sees it: to whom, about what, what became of it. What a letter says is between the
//! register and whom it is to, except in the demonstration, which has no mail server.

use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*};

use super::{State, table};
use crate::{
    Refusal, Register,
    access::{Permission, Standing, Verdict, Viewer, judge},
    extent::Extent,
    register::setting,
};

/// One page of the outbox, newest first.
#[derive(Clone, Debug)]
pub struct Outbox {
    pub rows: Vec<table::Model>,
    pub count: u64,
    pub waiting: u64,
    pub given_up: u64,
}

impl Register {
    /// The outbox.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for whoever is no administrator.
    pub async fn outbox(&self, viewer: &Viewer, extent: Extent) -> Result<Outbox, Refusal> {
        if judge(Permission::Administer, viewer.roles(), Standing::OPEN) != Verdict::Allowed {
            return Err(Refusal::NotFound);
        }
        let shows_letters = self.setting(setting::DEMONSTRATION).await?.is_some();
        let in_state = |state| table::Entity::find().filter(table::Column::State.eq(state)).count(self.reader());
        let mut rows = table::Entity::find()
            .order_by_desc(table::Column::Id)
            .offset(extent.before())
            .limit(extent.most())
            .all(self.reader())
            .await?;
        if !shows_letters {
            rows.iter_mut().for_each(|row| row.body = None);
        }
        Ok(Outbox {
            rows,
            count: table::Entity::find().count(self.reader()).await?,
            waiting: in_state(State::Waiting).await?,
            given_up: in_state(State::GivenUp).await?,
        })
    }
}
