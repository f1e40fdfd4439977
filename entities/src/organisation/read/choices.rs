//! Organisations for forms: names to offer, and the organisation that somebody named.

use std::borrow::Cow;

use sea_orm::{Condition, QueryOrder, QuerySelect, entity::prelude::*};

use super::{by_reference, namesakes::kept_of};
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    organisation::{Kind, table},
    search::{self, Hit, Search},
    values::{Reference, text},
};

/// The most names that are offered.
const OFFERED: u64 = 200;

/// Names of organisations of some kinds, by name, at most 200; of all, if none is given.
#[derive(Clone, Copy, Debug)]
pub struct OrganisationNames(pub &'static [Kind]);

impl Read for OrganisationNames {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Vec<String>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<String>, Refusal> {
        let mut find = table::Entity::find().filter(table::Column::MergedIntoId.is_null());
        find = find.order_by_asc(table::Column::NameKey).limit(OFFERED);
        if !self.0.is_empty() {
            find = find.filter(table::Column::Kind.is_in(self.0.iter().map(Kind::code)));
        }
        Ok(find.all(reader.db()).await?.into_iter().map(|row| row.name).collect())
    }
}

/// The organisation that somebody named in a field: by reference, by its whole name or short name, or by words that occur in one
/// name only. If it could be several, or none, the refusal is of that field, with up to five.
#[derive(Clone, Debug)]
pub struct OrganisationNamed {
    pub field: Cow<'static, str>,
    pub typed: String,
}

impl OrganisationNamed {
    /// As it was typed into a field.
    pub fn new(field: impl Into<Cow<'static, str>>, typed: impl Into<String>) -> Self {
        Self { field: field.into(), typed: typed.into() }
    }

    fn refused(&self, why: impl Into<String>) -> Refusal {
        Refusal::field(self.field.clone(), why.into())
    }
}

impl Read for OrganisationNamed {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Reference;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Reference, Refusal> {
        match self.found(reader).await?.as_slice() {
            [one] => Ok(one.reference.clone()),
            several => {
                let names = listed(several);
                Err(self.refused(format!("More than one organisation fits; enter the reference of one: {names}")))
            }
        }
    }
}

impl OrganisationNamed {
    /// The one that is called so or has the reference; else the best of those whose names have the words.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for the field if there is none.
    pub(super) async fn found(&self, reader: &Reader<'_>) -> Result<Vec<Hit>, Refusal> {
        let (db, typed) = (reader.db(), self.typed.trim());
        let key = text::folded(typed);
        if key.is_empty() {
            return Err(self.refused("Enter an organisation"));
        }
        if let Some(body) = named_otherwise(db, typed).await? {
            return Err(self.refused(format!("You entered {body}. Enter one of the two alone")));
        }
        let exact = Condition::any()
            .add(table::Column::Reference.eq(reference_in(typed)))
            .add(table::Column::NameKey.eq(&key))
            .add(table::Column::ShortName.eq(typed));
        let found = table::Entity::find().filter(exact).limit(6).all(db).await?;
        let found = kept_of(db, found).await?;
        let mut found: Vec<Hit> =
            found.into_iter().map(|row| Hit { reference: row.reference, title: row.name }).collect();
        let none = || format!("No organisation of the register is called “{typed}”");
        if found.is_empty() {
            let near = Search::among(search::Kind::Organisation, typed).answer(reader).await?;
            found = near.of(search::Kind::Organisation).to_vec();
            if near.instead.is_some() {
                return Err(self.refused(format!("{}. Did you mean {}?", none(), listed(&found))));
            }
        }
        if found.is_empty() { Err(self.refused(none())) } else { Ok(found) }
    }
}

/// In words, the name and the body whose reference is behind it, if that is called otherwise: somebody typed another name over the
/// chosen one.
async fn named_otherwise(db: &impl ConnectionTrait, typed: &str) -> Result<Option<String>, DbErr> {
    let Some((name, reference)) = name_and_reference(typed) else { return Ok(None) };
    let Some(body) = by_reference(db, &reference).await? else { return Ok(None) };
    let others = table::other_name::Entity::find().filter(table::other_name::Column::OrganisationId.eq(body.id));
    let others = others.all(db).await?.into_iter().map(|other| other.name);
    let kept = kept_of(db, vec![body.clone()]).await?.into_iter().map(|row| row.name);
    let mut names = others.chain(kept).chain(body.short_name.clone()).chain([body.name.clone()]);
    if names.any(|known| text::folded(&known) == text::folded(name)) {
        return Ok(None);
    }
    Ok(Some(format!("the name “{name}” with the reference {reference}, which is {}", body.name)))
}

/// A name with a reference in brackets behind it, as a list of organisations offers it.
fn name_and_reference(typed: &str) -> Option<(&str, Reference)> {
    let (name, within) = typed.trim().strip_suffix(')')?.rsplit_once('(')?;
    Some((name.trim(), within.parse().ok()?)).filter(|(name, _)| !name.is_empty())
}

/// The reference that somebody typed, alone or as a list of organisations offers it: `West Midlands Police (ORG-2014-027)`.
fn reference_in(typed: &str) -> String {
    let typed = typed.trim();
    let within = typed.strip_suffix(')').and_then(|typed| typed.rsplit_once('(')).map(|(_, within)| within);
    within.unwrap_or(typed).to_uppercase()
}

/// Up to five, with their references.
fn listed(hits: &[Hit]) -> String {
    let names = hits.iter().take(5).map(|hit| format!("{} ({})", hit.title, hit.reference));
    names.collect::<Vec<_>>().join("; ")
}
