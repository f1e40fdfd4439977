//! Writing down a contract, or changing it.

use chrono::{Datelike, NaiveDate};
use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::{Parts, locked};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    contract::{Intention, Origin, State, found_by, table},
    organisation, procurement, service,
    values::{Amount, CpvCode, Reference, text},
};

/// A contract as the commissioner writes it; an existing one with the version that was seen.
#[derive(Clone, Debug)]
pub struct WriteContract {
    pub existing: Option<(Reference, i64)>,
    /// The procurement by which it was let; said when it is written down, and kept from then on.
    pub procurement: Option<Reference>,
    pub title: String,
    pub description: String,
    pub service: Option<Reference>,
    pub buyers: Vec<Reference>,
    pub providers: Vec<Reference>,
    pub price: Option<Amount>,
    pub cpv: Option<CpvCode>,
    pub starts: Option<NaiveDate>,
    pub ends: Option<NaiveDate>,
    pub origin: Origin,
    pub council_ran_until: Option<NaiveDate>,
    pub state: State,
    pub published: bool,
}

impl Deed for WriteContract {
    const NAME: &'static str = "wrote a contract";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = Option<table::Model>;
    type Done = Reference;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        match &self.existing {
            Some((reference, _)) => {
                locked(change, reference).await.map(|(contract, standing)| (Some(contract), standing))
            }
            None => Ok((None, Standing::OPEN)),
        }
    }

    async fn act(&self, change: &Change, before: Self::Subject) -> Result<Reference, Refusal> {
        self.write(change, Self::NAME, before).await
    }
}

impl WriteContract {
    /// Writes it, and records it as what the deed calls itself.
    pub(crate) async fn write(
        &self,
        change: &Change,
        deed: &'static str,
        before: Option<table::Model>,
    ) -> Result<Reference, Refusal> {
        self.check_words()?;
        self.check_parties()?;
        let service = self.service_id(change).await?;
        let mut had = Parts::default();
        let after = match &before {
            Some(before) => {
                had = Parts::of(change, before.id).await?;
                change
                    .fresh(&before.reference, self.existing.as_ref().map_or(0, |(_, seen)| *seen), before.version)
                    .await?;
                self.are_there(change, &had).await?;
                let mut row = before.clone().into_active_model();
                self.fill(&mut row, service);
                row.version = Set(before.version + 1);
                row.update(&change.tx).await?
            }
            None => {
                self.are_there(change, &had).await?;
                let procurement = self.procurement_id(change).await?;
                let year = self.starts.unwrap_or(change.today()).year();
                let reference = change.next_reference("CON", year).await?;
                let mut row = table::ActiveModel {
                    reference: Set(reference),
                    procurement_id: Set(procurement),
                    intention: Set(Intention::Undecided),
                    intention_note: Set(String::new()),
                    version: Set(1),
                    ..Default::default()
                };
                self.fill(&mut row, service);
                row.insert(&change.tx).await?
            }
        };
        let has = Parts::take(change, after.id, self).await?;
        change.found_by(found_by::document(&after));
        // Who provided before is a provider of less.
        had.providers().for_each(|provider| change.touches(provider));
        change.record_with(deed, &after.reference, before.as_ref(), &after, &Parts::beside(&had, &has)?);
        Ok(after.reference)
    }

    /// Whether what it says of itself can be, apart from its parties.
    pub(crate) fn check_words(&self) -> Result<(), Refusal> {
        if self.title.trim().is_empty() {
            return Err(Refusal::field("title", "Enter the contract's title"));
        }
        if matches!((self.starts, self.ends), (Some(starts), Some(ends)) if ends < starts) {
            return Err(Refusal::field("ends", "Enter an end date that is not before the start date"));
        }
        if self.origin == Origin::Outsourced && self.council_ran_until.is_none() {
            return Err(Refusal::field("council_ran_until", "Enter the day until which the council ran the service"));
        }
        Ok(())
    }

    fn check_parties(&self) -> Result<(), Refusal> {
        if self.providers.is_empty() {
            return Err(Refusal::field("provider", "Choose who provides"));
        }
        if self.buyers.is_empty() {
            return Err(Refusal::field("buyer", "Choose who buys"));
        }
        Ok(())
    }

    /// Refuses who comes to provide and is gone by the day on which it starts.
    async fn are_there(&self, change: &Change, had: &Parts) -> Result<(), Refusal> {
        let Some(starts) = self.starts else { return Ok(()) };
        let mut new = Vec::new();
        for reference in self.providers.iter().filter(|provider| !had.provides(provider)) {
            new.extend(organisation::read::by_reference(&change.tx, reference).await?.map(|provider| provider.id));
        }
        let gone = organisation::read::gone(&change.tx, new, starts, change.today()).await?;
        gone.first().map_or(Ok(()), |gone| Err(Refusal::field("provider", gone.told())))
    }

    async fn service_id(&self, change: &Change) -> Result<Option<i64>, Refusal> {
        let Some(reference) = &self.service else { return Ok(None) };
        let found = service::read::by_reference(&change.tx, reference).await?;
        found
            .map(|service| Some(service.id))
            .ok_or_else(|| Refusal::field("service", "Choose a service of the register"))
    }

    async fn procurement_id(&self, change: &Change) -> Result<Option<i64>, Refusal> {
        let Some(reference) = &self.procurement else { return Ok(None) };
        let (procurement, standing) = procurement::deeds::locked(change, reference).await?;
        if !standing.visible {
            return Err(Refusal::NotFound);
        }
        Ok(Some(procurement.id))
    }

    fn fill(&self, row: &mut table::ActiveModel, service: Option<i64>) {
        row.service_id = Set(service);
        row.title = Set(self.title.clone());
        row.title_key = Set(text::folded(&self.title));
        row.description = Set(self.description.clone());
        row.cpv = Set(self.cpv.clone());
        row.pence = Set(self.price.map(|price| price.pence));
        row.precision = Set(self.price.map_or(crate::values::Precision::Exact, |price| price.precision));
        row.starts = Set(self.starts);
        row.ends = Set(self.ends);
        row.origin = Set(self.origin);
        row.council_ran_until = Set(self.council_ran_until);
        row.state = Set(self.state);
        row.published = Set(self.published);
    }
}
