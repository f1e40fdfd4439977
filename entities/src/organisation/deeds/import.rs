//! Importing public bodies: found by their identifier, added or brought up to date; a second run changes nothing.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{AddOrganisation, add::identify};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    audit,
    organisation::table,
    values::text,
};

/// One batch of a file. Each organisation needs at least one identifier, by which it is found again.
#[derive(Clone, Debug)]
pub struct ImportOrganisations {
    /// What the audit trail says it came from: the file's name.
    pub source: String,
    pub organisations: Vec<AddOrganisation>,
}

/// How many were added, changed, and found as they were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    pub added: u64,
    pub changed: u64,
    pub unchanged: u64,
}

impl std::ops::AddAssign for Imported {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
    }
}

impl Deed for ImportOrganisations {
    const NAME: &'static str = "imported organisations";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = ();
    type Done = Imported;

    async fn open(&self, _: &Change) -> Result<((), Standing), Refusal> {
        Ok(((), Standing::OPEN))
    }

    async fn act(&self, change: &Change, (): ()) -> Result<Imported, Refusal> {
        let mut done = Imported::default();
        let mut written = Vec::new();
        for organisation in &self.organisations {
            match found(change, organisation).await? {
                None => {
                    written.push(organisation.write(change).await?);
                    done.added += 1;
                }
                Some(kept) => match bring_up_to_date(change, kept, organisation).await? {
                    Some(kept) => {
                        written.push(kept);
                        done.changed += 1;
                    }
                    None => done.unchanged += 1,
                },
            }
        }
        // A bulk import is one entry with the digest of its rows.
        change.record(Self::NAME, &self.source, None, &(done, audit::digest_of(&written)?));
        Ok(done)
    }
}

async fn found(change: &Change, organisation: &AddOrganisation) -> Result<Option<table::Model>, Refusal> {
    for identifier in &organisation.identifiers {
        let kept = table::identifier::Entity::find()
            .filter(table::identifier::Column::Scheme.eq(identifier.scheme))
            .filter(table::identifier::Column::Value.eq(identifier.value()))
            .one(&change.tx)
            .await?;
        if let Some(kept) = kept {
            return Ok(table::Entity::find_by_id(kept.organisation_id).one(&change.tx).await?);
        }
    }
    Ok(None)
}

/// Takes over name and dates where they differ. What the file does not know is left as it is.
async fn bring_up_to_date(
    change: &Change,
    kept: table::Model,
    file: &AddOrganisation,
) -> Result<Option<table::Model>, Refusal> {
    for identifier in &file.identifiers {
        identify(change, kept.id, identifier).await?;
    }
    let (opened, closed, town) =
        (file.opened.or(kept.opened), file.closed.or(kept.closed), file.town.clone().or(kept.town.clone()));
    if (&kept.name, kept.opened, kept.closed, &kept.town) == (&file.name, opened, closed, &town) {
        return Ok(None);
    }
    let version = kept.version + 1;
    let mut row = kept.into_active_model();
    row.name = Set(file.name.clone());
    row.name_key = Set(text::folded(&file.name));
    row.opened = Set(opened);
    row.closed = Set(closed);
    row.town = Set(town);
    row.version = Set(version);
    Ok(Some(row.update(&change.tx).await?))
}
