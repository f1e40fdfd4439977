//! Who has signed an agreement, and who is still to sign.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{QueryOrder, entity::prelude::*};

use super::{Asked, parties, then_called};
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::{State, schedules, table},
    attachment,
    organisation::{self, read::Named},
    paper,
    values::Reference,
};

/// Who has signed which revision, and who is still to sign.
#[derive(Clone, Debug)]
pub struct Signatures {
    pub rows: Vec<SignatureRow>,
    /// The file that was signed before there was a register, and when; nobody signs it here.
    pub of_record: Option<(Reference, NaiveDate)>,
    pub waiting: Vec<Named>,
    /// The revision that is open for signing, by number and hash.
    pub open: Option<(i64, String)>,
    /// May enter what a party signed on paper.
    pub may_enter: bool,
}

/// One signature.
#[derive(Clone, Debug)]
pub struct SignatureRow {
    pub organisation: Named,
    /// What it was called when it signed, if that is another name than today's.
    pub then_called: Option<String>,
    pub signatory: String,
    pub position: String,
    pub authority: String,
    pub revision: i64,
    pub hash: String,
    pub at: DateTime<Utc>,
    /// The scan, if it was signed on paper.
    pub scan: Option<Reference>,
    /// False for a revision that was reopened after it was signed.
    pub counts: bool,
    /// False if its revision is not what was signed.
    pub has_its_hash: bool,
}

/// The signatures of an agreement.
#[derive(Clone, Debug)]
pub struct SignaturesOf(pub Asked);

impl Read for SignaturesOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Signatures;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Signatures, Refusal> {
        let (agreement, standing) = reader.agreement(Self::PERMISSION, &self.0).await?;
        let revisions =
            table::revision::Entity::find().filter(table::revision::Column::EditionId.eq(agreement.edition_id));
        let revisions = revisions.all(reader.db()).await?;
        let rows = table::signature::Entity::find()
            .filter(table::signature::Column::EditionId.eq(agreement.edition_id))
            .order_by_asc(table::signature::Column::Id)
            .all(reader.db())
            .await?;
        let scans = attachment::read::references(reader.db(), rows.iter().filter_map(|row| row.attachment_id)).await?;
        let parties = parties(reader.db(), agreement.edition_id).await?;
        let keys = rows.iter().map(|row| row.organisation_id).chain(parties.iter().map(|party| party.organisation_id));
        let names = organisation::read::named(reader.db(), keys).await?;
        let current = |row: &table::signature::Model| Some(row.revision_id) == agreement.revision_id;
        let signed = |party: &table::party::Model| {
            rows.iter().any(|row| current(row) && row.organisation_id == party.organisation_id)
        };
        let number =
            |id: i64| revisions.iter().find(|revision| revision.id == id).map_or(0, |revision| revision.number);
        let open =
            (agreement.state == State::Signing).then(|| revisions.iter().find(|r| Some(r.id) == agreement.revision_id));
        let file = match (agreement.of_record, agreement.signed_on) {
            (true, Some(on)) => {
                let file = paper::read::file_of_record(reader.db(), agreement.edition_id).await?;
                file.map(|file| (file.reference, on))
            }
            _ => None,
        };
        let waits = |party: &&table::party::Model| party.signs && !agreement.of_record && !signed(party);
        Ok(Signatures {
            of_record: file,
            waiting: parties.iter().filter(waits).map(|party| Named::of(&names, party.organisation_id)).collect(),
            open: open.flatten().map(|revision| (revision.number, revision.hash.clone())),
            may_enter: agreement.state == State::Signing && reader.may(Permission::RecordMeetings, standing),
            rows: rows
                .iter()
                .map(|row| SignatureRow {
                    then_called: then_called(&names, row.organisation_id, Some(&row.organisation_name)),
                    organisation: Named::of(&names, row.organisation_id),
                    signatory: row.signatory.clone(),
                    position: row.position.clone(),
                    authority: row.authority.clone(),
                    revision: number(row.revision_id),
                    hash: row.hash.clone(),
                    at: row.at,
                    scan: row.attachment_id.and_then(|id| scans.get(&id).cloned()),
                    counts: current(row),
                    has_its_hash: revisions
                        .iter()
                        .find(|revision| revision.id == row.revision_id)
                        .is_some_and(|revision| revision.hash == row.hash && schedules::is_as_hashed(revision)),
                })
                .collect(),
        })
    }
}
