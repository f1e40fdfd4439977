//! Organisations for forms: names to offer, and the organisation that somebody named.

use sea_orm::{Condition, QueryOrder, QuerySelect, entity::prelude::*};

use crate::{
    Refusal, Register,
    organisation::{Kind, table},
    values::{Reference, text},
};

/// The most names that are offered.
const OFFERED: u64 = 200;

impl Register {
    /// Names of organisations of some kinds (of all, if none is given), at most 200.
    pub async fn organisation_names(&self, kinds: &[Kind]) -> Result<Vec<String>, Refusal> {
        let mut find = table::Entity::find().order_by_asc(table::Column::NameKey).limit(OFFERED);
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
    pub async fn organisation_named(&self, field: &'static str, typed: &str) -> Result<Reference, Refusal> {
        let key = text::folded(typed);
        if key.is_empty() {
            return Err(Refusal::field(field, "Enter an organisation"));
        }
        let exact = Condition::any()
            .add(table::Column::Reference.eq(typed.trim().to_uppercase()))
            .add(table::Column::NameKey.eq(&key))
            .add(table::Column::ShortName.eq(typed.trim()));
        let mut found = table::Entity::find().filter(exact).limit(6).all(self.reader()).await?;
        if found.is_empty() {
            let words = text::sought(typed);
            let words = words.iter().fold(Condition::all(), |all, word| all.add(table::Column::NameKey.contains(word)));
            let find = table::Entity::find().filter(words).order_by_asc(table::Column::NameKey).limit(6);
            found = find.all(self.reader()).await?;
        }
        match found.as_slice() {
            [one] => Ok(one.reference.clone()),
            [] => Err(Refusal::field(field, format!("No organisation of the register is called “{}”", typed.trim()))),
            several => {
                let names = several.iter().take(5).map(|row| format!("{} ({})", row.name, row.reference));
                let names = names.collect::<Vec<_>>().join("; ");
                Err(Refusal::field(
                    field,
                    format!("More than one organisation fits; enter the reference of one: {names}"),
                ))
            }
        }
    }
}
