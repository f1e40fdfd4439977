//! Importing registered services: known again by the regulator's number, under their owners; a second run changes nothing.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{IntoActiveModel, NotSet, QueryOrder, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    audit,
    organisation::{self, deeds::AddOrganisation},
    registered_service::{Judgement, Provision, Sector, Status, table},
    values::text,
};

/// A service as the regulator's list has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiledService {
    pub urn: String,
    pub owner: String,
    pub name: Option<String>,
    pub provision: Provision,
    pub sector: Sector,
    pub status: Status,
    pub registered_on: Option<NaiveDate>,
    pub places: Option<i64>,
    pub town: Option<String>,
    pub postcode: Option<String>,
    pub constituency: Option<String>,
    pub local_authority: Option<String>,
    pub inspected_on: Option<NaiveDate>,
    pub published_on: Option<NaiveDate>,
    pub judgement: Option<Judgement>,
    pub helped_and_protected: Option<Judgement>,
    pub leaders_and_managers: Option<Judgement>,
}

/// One batch of the list.
#[derive(Clone, Debug)]
pub struct ImportServices {
    /// What the audit trail says it came from: the file's name.
    pub source: String,
    pub services: Vec<FiledService>,
}

/// What became of them. An owner or a judgement that changed is a change, too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedServices {
    pub added: u64,
    pub changed: u64,
    pub unchanged: u64,
    /// Bodies that were not in the register before.
    pub owners_added: u64,
    /// Services that another body owns now.
    pub owners_changed: u64,
    /// Services that are judged otherwise now.
    pub judgements_changed: u64,
}

impl std::ops::AddAssign for ImportedServices {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.owners_added += other.owners_added;
        self.owners_changed += other.owners_changed;
        self.judgements_changed += other.judgements_changed;
    }
}

impl Deed for ImportServices {
    const NAME: &'static str = "imported registered services";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = ();
    type Done = ImportedServices;

    async fn open(&self, _: &Change) -> Result<((), Standing), Refusal> {
        Ok(((), Standing::OPEN))
    }

    async fn act(&self, change: &Change, (): ()) -> Result<ImportedServices, Refusal> {
        let mut done = ImportedServices::default();
        let (mut written, mut before) = (Vec::new(), BTreeSet::new());
        for filed in &self.services {
            let known = table::Entity::find().filter(table::Column::Urn.eq(&filed.urn)).one(&change.tx).await?;
            match known {
                None => {
                    let owner = owner(change, filed, &mut done).await?;
                    let row = filed.row(0, owner).into_active_model().reset_all();
                    written.push(table::ActiveModel { id: NotSet, ..row }.insert(&change.tx).await?);
                    done.added += 1;
                }
                Some(known) => {
                    before.insert(known.organisation_id);
                    written.extend(bring_up_to_date(change, known, filed, &mut done).await?);
                }
            }
        }
        touch_owners(change, &written, &before).await?;
        // A bulk import is one entry with the digest of its rows.
        change.record(Self::NAME, &self.source, None, &(done, audit::digest_of(&written)?));
        Ok(done)
    }
}

/// Whose services these are, and were before, provides something else now.
async fn touch_owners(change: &Change, written: &[table::Model], before: &BTreeSet<i64>) -> Result<(), Refusal> {
    if written.is_empty() {
        return Ok(());
    }
    let owners = before.iter().copied().chain(written.iter().map(|row| row.organisation_id));
    for owner in organisation::read::named(&change.tx, owners).await?.into_values() {
        change.touches(owner.reference);
    }
    Ok(())
}

async fn bring_up_to_date(
    change: &Change,
    known: table::Model,
    filed: &FiledService,
    done: &mut ImportedServices,
) -> Result<Option<table::Model>, Refusal> {
    let mut of = known.organisation_id;
    // The same owner as before stays whoever people have made of it by a merge.
    if known.owner_key != text::folded(&filed.owner) {
        of = owner(change, filed, done).await?;
    }
    let as_filed = filed.row(known.id, of);
    if as_filed == known {
        done.unchanged += 1;
        return Ok(None);
    }
    done.changed += 1;
    done.owners_changed += u64::from(as_filed.organisation_id != known.organisation_id);
    let judged =
        |row: &table::Model| (row.judgement, row.helped_and_protected, row.leaders_and_managers, row.inspected_on);
    done.judgements_changed += u64::from(judged(&as_filed) != judged(&known));
    Ok(Some(as_filed.into_active_model().reset_all().update(&change.tx).await?))
}

/// The key of the owner: the body that owns its other services, or the one council of that name, or a new one. Whether a new
/// one is another record of a body that is there is for people to say.
async fn owner(change: &Change, filed: &FiledService, done: &mut ImportedServices) -> Result<i64, Refusal> {
    let key = text::folded(&filed.owner);
    let other = table::Entity::find().filter(table::Column::OwnerKey.eq(&key)).order_by_asc(table::Column::Id);
    if let Some(other) = other.one(&change.tx).await? {
        return Ok(other.organisation_id);
    }
    if filed.sector == Sector::LocalAuthority
        && let Some(council) = council(change, &key).await?
    {
        return Ok(council);
    }
    let (kind, vcse) = match filed.sector {
        Sector::Private => (organisation::Kind::Private, false),
        Sector::Voluntary => (organisation::Kind::Voluntary, true),
        Sector::LocalAuthority => (organisation::Kind::LocalAuthority, false),
        Sector::HealthAuthority => (organisation::Kind::OtherPublic, false),
    };
    let add = AddOrganisation { vcse, ..AddOrganisation::named(&filed.owner, kind) };
    done.owners_added += 1;
    Ok(add.write(change).await?.id)
}

/// A council's name is its own by law: the one council that goes on under it.
async fn council(change: &Change, key: &str) -> Result<Option<i64>, Refusal> {
    use organisation::table::{Column, Entity};
    let named = Entity::find()
        .filter(Column::NameKey.eq(key))
        .filter(Column::Kind.eq(organisation::Kind::LocalAuthority))
        .filter(Column::Closed.is_null())
        .filter(Column::MergedIntoId.is_null())
        .limit(2);
    let named = named.all(&change.tx).await?;
    Ok(if let [one] = named.as_slice() { Some(one.id) } else { None })
}

impl FiledService {
    fn row(&self, id: i64, organisation: i64) -> table::Model {
        let filed = self.clone();
        table::Model {
            id,
            urn: filed.urn,
            organisation_id: organisation,
            owner_key: text::folded(&filed.owner),
            owner_name: filed.owner,
            name: filed.name,
            provision: filed.provision,
            sector: filed.sector,
            status: filed.status,
            registered_on: filed.registered_on,
            places: filed.places,
            town: filed.town,
            postcode: filed.postcode,
            constituency: filed.constituency,
            local_authority: filed.local_authority,
            inspected_on: filed.inspected_on,
            published_on: filed.published_on,
            judgement: filed.judgement,
            helped_and_protected: filed.helped_and_protected,
            leaders_and_managers: filed.leaders_and_managers,
        }
    }
}
