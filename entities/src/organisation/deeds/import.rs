//! Importing public bodies: found by their identifier, added or brought up to date; a second run changes nothing. What a list
//! says of a record that was merged into another is not said of the kept one: two lines would take turns to write it.

use std::collections::BTreeSet;

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{
    AddOrganisation,
    add::{call, identify},
};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement, audit,
    organisation::{found_by, read, table},
    values::{Identifier, text},
};

/// One batch of a file. Each organisation needs at least one identifier, by which it is found again.
#[derive(Clone, Debug)]
pub struct ImportOrganisations {
    /// What the audit trail says it came from: the file's name.
    pub source: String,
    pub organisations: Vec<AddOrganisation>,
}

/// How many were added, changed, and found as they were.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    pub added: u64,
    pub changed: u64,
    pub unchanged: u64,
    /// In words, why one was left out.
    pub skipped: Vec<String>,
}

impl std::ops::AddAssign for Imported {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.skipped.extend(other.skipped);
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
        let (mut known, mut closing) = (Vec::new(), Vec::new());
        for organisation in &self.organisations {
            if let Some(kept) = read::by_identifiers(&change.tx, &organisation.identifiers).await? {
                closing.extend((organisation.closed.or(kept.closed) != kept.closed).then_some(kept.id));
                known.push(kept.id);
            }
        }
        // What waits for whom in the agreements that are made with a body follows from the day on which it closes.
        agreement::read::lock_all(change, agreement::read::made_with(&change.tx, &closing).await?).await?;
        read::lock(change, known).await?;
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
                Some(kept) if came_by_merges(change, kept.id, &organisation.identifiers).await? => {
                    let its = organisation.identifiers.first().map(ToString::to_string).unwrap_or_default();
                    done.skipped.push(format!("{its} belongs to a record that was merged into {}", kept.reference));
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
        change.record(Self::NAME, &self.source, None, &(&done, audit::digest_of(&written)?));
        Ok(done)
    }
}

/// True if an organisation has these identifiers, as far as it has them, only by merges that stand.
async fn came_by_merges(change: &Change, organisation: i64, identifiers: &[Identifier]) -> Result<bool, Refusal> {
    use table::{identifier, merge, merge_row};
    let merges = merge::Entity::find()
        .filter(merge::Column::KeptId.eq(organisation))
        .filter(merge::Column::TakenApartAt.is_null())
        .all(&change.tx)
        .await?;
    if merges.is_empty() {
        return Ok(false);
    }
    let its = identifier::Entity::find()
        .filter(identifier::Column::OrganisationId.eq(organisation))
        .filter(identifier::Column::Value.is_in(identifiers.iter().map(Identifier::value)))
        .all(&change.tx)
        .await?;
    let given = |row: &&identifier::Model| {
        identifiers.iter().any(|given| (given.scheme, given.value()) == (row.scheme, row.value.as_str()))
    };
    let its: BTreeSet<i64> = its.iter().filter(given).map(|row| row.id).collect();
    let moved = merge_row::Entity::find()
        .filter(merge_row::Column::MergeId.is_in(merges.iter().map(|merge| merge.id)))
        .filter(merge_row::Column::OfTable.eq("organisation_identifier"))
        .filter(merge_row::Column::RowId.is_in(its.iter().copied()))
        .all(&change.tx)
        .await?;
    Ok(its.is_subset(&moved.into_iter().map(|row| row.row_id).collect()))
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
    // What is kept of it says what it is called, and whether it is there.
    if (&kept.name, kept.closed) != (&file.name, closed) {
        change.touches(&kept.reference);
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
    change.found_by(found_by::document(&row, &identifiers, other_names.iter().map(String::as_str)));
    Ok(Some(row))
}
