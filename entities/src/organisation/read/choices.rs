//! Organisations for forms: names to offer, and the organisation that somebody named.

use std::borrow::Cow;

use sea_orm::{Condition, QueryOrder, QuerySelect, entity::prelude::*};

use super::namesakes::kept_of;
use crate::{
    Refusal, Register,
    access::Viewer,
    organisation::{Kind, table},
    search::{self, Hit},
    values::{Reference, text},
};

/// The most names that are offered.
const OFFERED: u64 = 200;

impl Register {
    /// Names of organisations of some kinds (of all, if none is given), at most 200.
    pub async fn organisation_names(&self, kinds: &[Kind]) -> Result<Vec<String>, Refusal> {
        let mut find = table::Entity::find().filter(table::Column::MergedIntoId.is_null());
        find = find.order_by_asc(table::Column::NameKey).limit(OFFERED);
        if !kinds.is_empty() {
            find = find.filter(table::Column::Kind.is_in(kinds.iter().map(Kind::code)));
        }
        Ok(find.all(self.reader()).await?.into_iter().map(|row| row.name).collect())
    }

    /// The organisation that somebody named: by reference, by its whole name or short name, or by words that occur in
    /// one name only.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for the field, with up to five that it could be.
    pub async fn organisation_named(
        &self,
        field: impl Into<Cow<'static, str>>,
        typed: &str,
    ) -> Result<Reference, Refusal> {
        let field = field.into();
        let key = text::folded(typed);
        if key.is_empty() {
            return Err(Refusal::field(field, "Enter an organisation"));
        }
        self.name_fits_reference(&field, typed).await?;
        let exact = Condition::any()
            .add(table::Column::Reference.eq(reference_in(typed)))
            .add(table::Column::NameKey.eq(&key))
            .add(table::Column::ShortName.eq(typed.trim()));
        let found = table::Entity::find().filter(exact).limit(6).all(self.reader()).await?;
        let found = kept_of(self.reader(), found).await?;
        let mut found: Vec<Hit> =
            found.into_iter().map(|row| Hit { reference: row.reference, title: row.name }).collect();
        if found.is_empty() {
            let near = self.search_in(&Viewer::Public, typed, &[search::Kind::Organisation]).await?;
            found = near.of(search::Kind::Organisation).to_vec();
            if near.instead.is_some() {
                let why = format!(
                    "No organisation of the register is called “{}”. Did you mean {}?",
                    typed.trim(),
                    listed(&found)
                );
                return Err(Refusal::field(field, why));
            }
        }
        match found.as_slice() {
            [one] => Ok(one.reference.clone()),
            [] => Err(Refusal::field(field, format!("No organisation of the register is called “{}”", typed.trim()))),
            several => {
                let names = listed(several);
                Err(Refusal::field(
                    field,
                    format!("More than one organisation fits; enter the reference of one: {names}"),
                ))
            }
        }
    }

    /// # Errors
    /// [`Refusal::Invalid`] for the field, if a name and the reference behind it are not of one body: somebody typed another name
    /// over the chosen one.
    async fn name_fits_reference(&self, field: &str, typed: &str) -> Result<(), Refusal> {
        let Some((name, reference)) = name_and_reference(typed) else { return Ok(()) };
        let its = table::Column::Reference.eq(reference.as_str());
        let Some(body) = table::Entity::find().filter(its).one(self.reader()).await? else { return Ok(()) };
        let others = table::other_name::Entity::find().filter(table::other_name::Column::OrganisationId.eq(body.id));
        let others = others.all(self.reader()).await?.into_iter().map(|other| other.name);
        let kept = kept_of(self.reader(), vec![body.clone()]).await?.into_iter().map(|row| row.name);
        let names = others.chain(kept).chain(body.short_name.clone()).chain([body.name.clone()]);
        if names.map(|known| text::folded(&known)).any(|known| known == text::folded(name)) {
            return Ok(());
        }
        let advice = format!(
            "You entered the name “{name}” with the reference {reference}, which is {}. Enter one of the two alone",
            body.name
        );
        Err(Refusal::field(field.to_owned(), advice))
    }
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
