//! The whole house: what the register asks of those who live above it, answered; and the register opened with it. The only file
//! that knows both what is beneath a deed and what comes of it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr, entity::prelude::*};

use crate::{
    Refusal, Register,
    access::{Actor, Person, Viewer},
    account, agreement,
    clock::Clock,
    commitment, contract, kept, organisation, procurement,
    register::{Answer, Connections, House},
    search::{Kind, Shelf},
    service,
    values::Reference,
};

struct Whole;

impl House for Whole {
    fn acting_still<'a>(
        &self,
        tx: &'a DatabaseTransaction,
        clock: Clock,
        actor: &'a Actor,
    ) -> Answer<'a, Actor, Refusal> {
        Box::pin(acting_still(tx, clock, actor))
    }

    fn name_of<'a>(&self, tx: &'a DatabaseTransaction, account: i64) -> Answer<'a, Option<String>, DbErr> {
        Box::pin(name_of(tx, account))
    }

    fn bring_in_step<'a>(
        &self,
        tx: &'a DatabaseTransaction,
        clock: Clock,
        touched: &'a BTreeSet<String>,
    ) -> Answer<'a, (), DbErr> {
        Box::pin(kept::bring_in_step(tx, clock, touched))
    }

    fn shelf(&self, kind: Kind, viewer: &Viewer, today: NaiveDate) -> Shelf {
        match kind {
            Kind::Agreement => agreement::found_by::shelf(viewer, today),
            Kind::Commitment => commitment::found_by::shelf(viewer, today),
            Kind::Service => service::found_by::shelf(viewer),
            Kind::Contract => contract::found_by::shelf(viewer),
            Kind::Procurement => procurement::found_by::shelf(viewer),
            Kind::Organisation => organisation::found_by::shelf(),
        }
    }

    fn texts<'a>(
        &self,
        db: &'a DatabaseConnection,
        seen: (&'a Viewer, NaiveDate),
        kind: Kind,
        of: &'a [&'a str],
    ) -> Answer<'a, BTreeMap<Reference, String>, DbErr> {
        match kind {
            Kind::Agreement => Box::pin(agreement::found_by::texts(db, seen, of)),
            Kind::Commitment => Box::pin(commitment::found_by::texts(db, seen, of)),
            Kind::Service => Box::pin(service::found_by::texts(db, of)),
            Kind::Contract => Box::pin(contract::found_by::texts(db, of)),
            Kind::Procurement => Box::pin(procurement::found_by::texts(db, of)),
            Kind::Organisation => Box::pin(organisation::found_by::texts(db, of)),
        }
    }
}

async fn acting_still(tx: &DatabaseTransaction, clock: Clock, actor: &Actor) -> Result<Actor, Refusal> {
    let Some(person) = actor.viewer.person() else { return Ok(actor.clone()) };
    if !account::read::session_goes_on(tx, person).await? {
        return Err(Refusal::SignInNeeded);
    }
    match account::read::person(tx, clock, person.account, person.membership).await? {
        Some(now) => Ok(Actor::person(Person { session: person.session, ..now }, actor.form.clone())),
        None => Err(Refusal::Forbidden {
            why: format!("You do not act for {} any more: your membership has ended", person.organisation.name),
        }),
    }
}

async fn name_of(tx: &DatabaseTransaction, account: i64) -> Result<Option<String>, DbErr> {
    Ok(account::table::Entity::find_by_id(account).one(tx).await?.map(|account| account.name))
}

impl Register {
    /// Opens a database: `sqlite://data/concordat.db` (made if missing, with its folder) or `postgres://…`.
    ///
    /// # Errors
    /// The database cannot be reached, or the address is of neither kind.
    pub async fn open(url: &str, clock: Clock) -> Result<Self, DbErr> {
        Self::open_with(url, clock, Connections::default()).await
    }

    /// Opens a database with so many connections, waiting so long.
    ///
    /// # Errors
    /// The database cannot be reached, or the address is of neither kind.
    pub async fn open_with(url: &str, clock: Clock, connections: Connections) -> Result<Self, DbErr> {
        Self::assembled(url, clock, connections, &Whole).await
    }

    /// Brings the schema up to date, notes by which program, and makes anew what is kept beside the records.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] if a newer program has changed it.
    pub async fn migrate(&self) -> Result<(), Refusal> {
        if self.bring_schema_up().await? { self.keep_anew().await } else { Ok(()) }
    }
}
