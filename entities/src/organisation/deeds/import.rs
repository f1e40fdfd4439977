//! Importing public bodies: found by their identifier, added or brought up to date; a second run changes nothing.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{
    AddOrganisation,
    add::{call, identify},
};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    audit,
    organisation::{read, table},
    search::documents,
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
            match read::by_identifiers(&change.tx, &organisation.identifiers).await? {
                None => {
                    written.push((
                        organisation.write(change).await?,
                        &organisation.identifiers,
                        &organisation.other_names,
                    ));
                    done.added += 1;
                }
                Some(kept) => match bring_up_to_date(change, kept, organisation).await? {
                    Some(kept) => {
                        written.push((kept, &organisation.identifiers, &organisation.other_names));
                        done.changed += 1;
                    }
                    None => done.unchanged += 1,
                },
            }
        }
        // A bulk import is one entry with the digest of its rows and of the codes and names that came with them.
        change.record(Self::NAME, &self.source, None, &(done, audit::digest_of(&written)?));
        Ok(done)
    }
}

/// Takes over names, place and dates where they differ. What the file does not know is left as it is; a name that is not its
/// own any more stays as another.
async fn bring_up_to_date(
    change: &Change,
    kept: table::Model,
    file: &AddOrganisation,
) -> Result<Option<table::Model>, Refusal> {
    let mut has_new_codes = false;
    for identifier in &file.identifiers {
        has_new_codes |= identify(change, kept.id, identifier).await?;
    }
    let was_called = (kept.name != file.name).then(|| kept.name.clone());
    let other_names: Vec<String> = file.other_names.iter().cloned().chain(was_called).collect();
    let has_new_names = call(change, kept.id, &other_names).await?;
    let (opened, closed) = (file.opened.or(kept.opened), file.closed.or(kept.closed));
    let (town, postcode) = (file.town.clone().or(kept.town.clone()), file.postcode.clone().or(kept.postcode.clone()));
    let same = (&kept.name, kept.opened, kept.closed) == (&file.name, opened, closed)
        && (&kept.town, &kept.postcode) == (&town, &postcode);
    if same && !has_new_names && !has_new_codes {
        return Ok(None);
    }
    let version = kept.version + 1;
    let mut row = kept.into_active_model();
    row.postcode = Set(postcode);
    row.name = Set(file.name.clone());
    row.name_key = Set(text::folded(&file.name));
    row.opened = Set(opened);
    row.closed = Set(closed);
    row.town = Set(town);
    row.version = Set(version);
    let row = row.update(&change.tx).await?;
    let identifiers = read::identifiers(&change.tx, row.id).await?;
    let other_names = read::other_names(&change.tx, row.id).await?;
    change.found_by(documents::organisation(&row, &identifiers, other_names.iter().map(String::as_str)));
    Ok(Some(row))
}
