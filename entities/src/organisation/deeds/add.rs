//! Adding an organisation to the register.

use chrono::{Datelike, NaiveDate};
use sea_orm::{Set, entity::prelude::*};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    organisation::{Kind, table},
    values::{Identifier, Reference, text},
};

/// An organisation as somebody writes it down.
#[derive(Clone, Debug)]
pub struct AddOrganisation {
    pub name: String,
    pub short_name: Option<String>,
    pub kind: Kind,
    pub identifiers: Vec<Identifier>,
    pub opened: Option<NaiveDate>,
    pub closed: Option<NaiveDate>,
    pub town: Option<String>,
    pub sme: bool,
    pub vcse: bool,
}

impl AddOrganisation {
    /// A body with a name and a kind, and nothing else known.
    pub fn named(name: &str, kind: Kind) -> Self {
        Self {
            name: name.into(),
            short_name: None,
            kind,
            identifiers: Vec::new(),
            opened: None,
            closed: None,
            town: None,
            sme: false,
            vcse: false,
        }
    }

    /// Writes the organisation and its identifiers; the caller records it.
    pub(crate) async fn write(&self, change: &Change) -> Result<table::Model, Refusal> {
        let row = table::ActiveModel {
            reference: Set(change.next_reference("ORG", change.today().year()).await?),
            name: Set(self.name.clone()),
            name_key: Set(text::folded(&self.name)),
            short_name: Set(self.short_name.clone()),
            kind: Set(self.kind),
            opened: Set(self.opened),
            closed: Set(self.closed),
            town: Set(self.town.clone()),
            sme: Set(self.sme),
            vcse: Set(self.vcse),
            asks_second_factor: Set(false),
            version: Set(1),
            ..Default::default()
        };
        let organisation = row.insert(&change.tx).await?;
        for identifier in &self.identifiers {
            identify(change, organisation.id, identifier).await?;
        }
        Ok(organisation)
    }
}

/// Gives an organisation an identifier.
///
/// # Errors
/// [`Refusal::Invalid`] if another organisation has it.
pub(super) async fn identify(change: &Change, organisation: i64, identifier: &Identifier) -> Result<(), Refusal> {
    use table::identifier::{ActiveModel, Column, Entity};
    let kept = Entity::find()
        .filter(Column::Scheme.eq(identifier.scheme))
        .filter(Column::Value.eq(identifier.value()))
        .one(&change.tx)
        .await?;
    match kept {
        Some(kept) if kept.organisation_id == organisation => Ok(()),
        Some(_) => Err(Refusal::field("identifier", format!("Another organisation has the identifier {identifier}"))),
        None => {
            let row = ActiveModel {
                organisation_id: Set(organisation),
                scheme: Set(identifier.scheme),
                value: Set(identifier.value().into()),
                ..Default::default()
            };
            Entity::insert(row).exec_without_returning(&change.tx).await?;
            Ok(())
        }
    }
}

impl Deed for AddOrganisation {
    const NAME: &'static str = "added an organisation";
    const PERMISSION: Permission = Permission::Administer;
    type Subject = ();
    type Done = Reference;

    async fn open(&self, _: &Change) -> Result<((), Standing), Refusal> {
        Ok(((), Standing::OPEN))
    }

    async fn act(&self, change: &Change, (): ()) -> Result<Reference, Refusal> {
        if self.closed.is_some_and(|closed| self.opened.is_some_and(|opened| closed < opened)) {
            return Err(Refusal::field("closed", "Enter a closing date that is not before the opening date"));
        }
        let organisation = self.write(change).await?;
        change.record(Self::NAME, &organisation.reference, None, &organisation);
        Ok(organisation.reference)
    }
}
