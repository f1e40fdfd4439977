//! Adding an organisation to the register.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use sea_orm::{Set, entity::prelude::*};

use crate::{
    Change, Deed, Refusal, Register,
    access::{Actor, Permission, Standing},
    audit::Rows,
    organisation::{Kind, found_by, table},
    register::soon,
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
    pub postcode: Option<String>,
    /// What else it is or was called.
    pub other_names: Vec<String>,
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
            postcode: None,
            other_names: Vec::new(),
            sme: false,
            vcse: false,
        }
    }

    /// What its entry keeps beside it.
    ///
    /// # Errors
    /// It has no JSON.
    pub(crate) fn beside(&self) -> Result<[Rows; 2], Refusal> {
        Ok([Rows::new("identifiers", &self.identifiers)?, Rows::new("other_names", &self.other_names)?])
    }

    /// Writes the organisation and its identifiers; the caller records it, with what is beside.
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
            postcode: Set(self.postcode.clone()),
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
        call(change, organisation.id, &self.other_names).await?;
        let other_names = self.other_names.iter().map(String::as_str);
        change.found_by(found_by::document(&organisation, &self.identifiers, other_names));
        Ok(organisation)
    }
}

/// Gives an organisation an identifier; tells whether it is new.
///
/// # Errors
/// [`Refusal::Invalid`] if another organisation has it.
pub(super) async fn identify(change: &Change, organisation: i64, identifier: &Identifier) -> Result<bool, Refusal> {
    use table::identifier::{ActiveModel, Column, Entity};
    let kept = Entity::find()
        .filter(Column::Scheme.eq(identifier.scheme))
        .filter(Column::Value.eq(identifier.value()))
        .one(&change.tx)
        .await?;
    match kept {
        Some(kept) if kept.organisation_id == organisation => Ok(false),
        Some(_) => Err(Refusal::field("identifier", format!("Another organisation has the identifier {identifier}"))),
        None => {
            let row = ActiveModel {
                organisation_id: Set(organisation),
                scheme: Set(identifier.scheme),
                value: Set(identifier.value().into()),
                ..Default::default()
            };
            Entity::insert(row).exec_without_returning(&change.tx).await?;
            Ok(true)
        }
    }
}

/// Notes other names of an organisation; tells whether any was new.
pub(super) async fn call(change: &Change, organisation: i64, names: &[String]) -> Result<bool, Refusal> {
    use table::other_name::{ActiveModel, Column, Entity};
    if names.is_empty() {
        return Ok(false);
    }
    let known = Entity::find().filter(Column::OrganisationId.eq(organisation)).all(&change.tx).await?;
    let mut known: BTreeSet<String> = known.into_iter().map(|row| text::folded(&row.name)).collect();
    let mut new = Vec::new();
    for name in names {
        if known.insert(text::folded(name)) {
            let (organisation_id, name) = (Set(organisation), Set(name.clone()));
            new.push(ActiveModel { organisation_id, name, ..Default::default() });
        }
    }
    if new.is_empty() {
        return Ok(false);
    }
    Entity::insert_many(new).exec_without_returning(&change.tx).await?;
    Ok(true)
}

impl Register {
    /// Adds an organisation, and makes it the buyer of the procurements whose notices give its identifier; of many notices
    /// these may still be looked through when this answers.
    ///
    /// # Errors
    /// Those of the deed.
    pub async fn add_organisation(&self, actor: &Actor, add: &AddOrganisation) -> Result<Reference, Refusal> {
        let added = self.change(actor, add).await?;
        if !add.identifiers.is_empty() {
            // The button's number is for the button's deed.
            let (register, actor) = (self.clone(), Actor { form: None, ..actor.clone() });
            let source = added.to_string();
            let looking = tokio::spawn(async move {
                if let Err(refusal) = register.find_buyers(&actor, &source).await {
                    // They are looked for again with the next list that is imported.
                    tracing::warn!(%refusal, source, "could not look for the notices of a buyer");
                }
            });
            soon(looking).await?;
        }
        Ok(added)
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
        change.record_with(Self::NAME, &organisation.reference, None, &organisation, &self.beside()?);
        Ok(organisation.reference)
    }
}
