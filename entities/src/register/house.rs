//! What the register asks of what is built upon it, and knows nothing of: who acts, what is kept of records beside them, where
//! records are found. It is answered in one place, where a register is opened (`entities/src/house.rs`).

use std::{
    collections::{BTreeMap, BTreeSet},
    pin::Pin,
};

use chrono::NaiveDate;
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr};

use crate::{
    access::{Actor, Viewer},
    clock::Clock,
    refusal::Refusal,
    search,
    values::Reference,
};

/// An answer that is waited for.
pub(crate) type Answer<'a, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'a>>;

/// What is built upon the register.
pub(crate) trait House: Send + Sync {
    /// The actor as the rows of the transaction say: a role, a membership or a session may have ended while a form was on its
    /// way.
    ///
    /// # Errors
    /// [`Refusal::SignInNeeded`] once the session has ended; [`Refusal::Forbidden`] once the membership has.
    fn acting_still<'a>(
        &self,
        tx: &'a DatabaseTransaction,
        clock: Clock,
        actor: &'a Actor,
    ) -> Answer<'a, Actor, Refusal>;

    /// The name of an account, if it is there still.
    fn name_of<'a>(&self, tx: &'a DatabaseTransaction, account: i64) -> Answer<'a, Option<String>, DbErr>;

    /// Brings in step what is kept of records that a deed touched.
    fn bring_in_step<'a>(
        &self,
        tx: &'a DatabaseTransaction,
        clock: Clock,
        touched: &'a BTreeSet<String>,
    ) -> Answer<'a, (), DbErr>;

    /// Where the records of a kind are, as a viewer sees them on a day.
    fn shelf(&self, kind: search::Kind, viewer: &Viewer, today: NaiveDate) -> search::Shelf;

    /// What records of a kind say beside their titles, by reference: whoever may see the record may read it.
    fn texts<'a>(
        &self,
        db: &'a DatabaseConnection,
        seen: (&'a Viewer, NaiveDate),
        kind: search::Kind,
        of: &'a [&'a str],
    ) -> Answer<'a, BTreeMap<Reference, String>, DbErr>;
}
