//! The text of an agreement: as it may be read, as it is drafted, as it is signed.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{QueryOrder, entity::prelude::*};

use super::{Asked, At, may, parties, readable, reads_negotiation, then_called};
use crate::{
    Refusal, Register,
    access::{Permission, Viewer},
    agreement::{
        State,
        deeds::{self, open_to_drafting},
        rules::Step,
        schedules, table,
    },
    attachment,
    organisation::{self, read::Named},
    paper,
    values::Reference,
};

/// A revision to read.
#[derive(Clone, Debug)]
pub struct Text {
    pub number: i64,
    pub text: String,
    /// What is printed around it, once approvals have opened: before, it moves with the records.
    pub printed: Option<Printed>,
    pub hash: String,
    /// False if something else was hashed: then nobody may rely on it.
    pub has_its_hash: bool,
    pub frozen: bool,
    pub at: DateTime<Utc>,
}

/// What is approved and signed besides the text.
#[derive(Clone, Debug)]
pub struct Printed {
    /// The particulars; none for a revision of before they were printed.
    pub head: String,
    pub commitments: String,
    pub money: String,
}

impl Printed {
    fn of(revision: table::revision::Model) -> Self {
        Self { head: revision.head, commitments: revision.commitments_schedule, money: revision.money_schedule }
    }
}

/// A revision that was sent for approval, whole.
#[derive(Clone, Debug)]
pub struct Frozen {
    pub text: String,
    pub printed: Printed,
}

impl Frozen {
    /// All of it, one after the other, as it is printed.
    pub fn whole(&self) -> String {
        let Printed { head, commitments, money } = &self.printed;
        [head.as_str(), &self.text, commitments, money].join("\n")
    }
}

/// What the drafting page needs.
#[derive(Clone, Debug)]
pub struct Drafting {
    /// The newest revision's number; 0 if there is none.
    pub base: i64,
    pub text: String,
    /// What the next step still lacks.
    pub lacks: Vec<String>,
}

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

impl Register {
    /// The newest text of an agreement; `None` if nothing has been written.
    pub async fn agreement_text(&self, viewer: &Viewer, asked: impl Into<Asked>) -> Result<Option<Text>, Refusal> {
        let (agreement, _) = readable(self.reader(), viewer, self.clock().today(), &asked.into()).await?;
        let newest = schedules::newest(self.reader(), &agreement).await?;
        // Reopened, it is a draft again, and what was printed of it is history.
        let frozen = |revision: &table::revision::Model| revision.frozen && !agreement.state.is_open_to_drafting();
        Ok(newest.map(|revision| Text {
            has_its_hash: schedules::is_as_hashed(&revision),
            number: revision.number,
            frozen: frozen(&revision),
            hash: revision.hash.clone(),
            at: revision.at,
            text: revision.text.clone(),
            printed: frozen(&revision).then(|| Printed::of(revision)),
        }))
    }

    /// A revision that was sent for approval, by its number, for those who read the negotiation; `None` if there is none.
    pub async fn frozen_text(
        &self,
        viewer: &Viewer,
        asked: impl Into<Asked>,
        number: i64,
    ) -> Result<Option<Frozen>, Refusal> {
        let (agreement, standing) = readable(self.reader(), viewer, self.clock().today(), &asked.into()).await?;
        if !reads_negotiation(viewer, standing) {
            return Ok(None);
        }
        let revision = table::revision::Entity::find()
            .filter(table::revision::Column::EditionId.eq(agreement.edition_id))
            .filter(table::revision::Column::Number.eq(number))
            .filter(table::revision::Column::Frozen.eq(true))
            .one(self.reader())
            .await?;
        Ok(revision.map(|revision| Frozen { text: revision.text.clone(), printed: Printed::of(revision) }))
    }

    /// What is there to draft on.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`] for who may read it but not draft; [`Refusal::NotAllowed`] once it is frozen.
    pub async fn drafting(&self, viewer: &Viewer, reference: &Reference) -> Result<Drafting, Refusal> {
        let made = At::Made.of(reference.clone());
        let (agreement, standing) = readable(self.reader(), viewer, self.clock().today(), &made).await?;
        if !may(viewer, standing, Permission::Draft) {
            return Err(Refusal::Forbidden {
                why: "Only the lead commissioner and the coordinator draft this agreement".into(),
            });
        }
        open_to_drafting(&agreement)?;
        let newest = schedules::newest(self.reader(), &agreement).await?;
        let facts = deeds::facts(self.reader(), &agreement, self.clock().today()).await?;
        let lacks = Step::offered(agreement.state).first().map(|step| step.lacks(&facts)).unwrap_or_default();
        let (base, text) = newest.map_or((0, String::new()), |revision| (revision.number, revision.text));
        Ok(Drafting { base, text, lacks })
    }

    /// The signatures of an agreement.
    pub async fn signatures(&self, viewer: &Viewer, asked: impl Into<Asked>) -> Result<Signatures, Refusal> {
        let (agreement, standing) = readable(self.reader(), viewer, self.clock().today(), &asked.into()).await?;
        let revisions =
            table::revision::Entity::find().filter(table::revision::Column::EditionId.eq(agreement.edition_id));
        let revisions = revisions.all(self.reader()).await?;
        let rows = table::signature::Entity::find()
            .filter(table::signature::Column::EditionId.eq(agreement.edition_id))
            .order_by_asc(table::signature::Column::Id)
            .all(self.reader())
            .await?;
        let scans =
            attachment::read::references(self.reader(), rows.iter().filter_map(|row| row.attachment_id)).await?;
        let parties = parties(self.reader(), agreement.edition_id).await?;
        let keys = rows.iter().map(|row| row.organisation_id).chain(parties.iter().map(|party| party.organisation_id));
        let names = organisation::read::named(self.reader(), keys).await?;
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
                let file = paper::read::file_of_record(self.reader(), agreement.edition_id).await?;
                file.map(|file| (file.reference, on))
            }
            _ => None,
        };
        let waits = |party: &&table::party::Model| party.signs && !agreement.of_record && !signed(party);
        Ok(Signatures {
            of_record: file,
            waiting: parties.iter().filter(waits).map(|party| Named::of(&names, party.organisation_id)).collect(),
            open: open.flatten().map(|revision| (revision.number, revision.hash.clone())),
            may_enter: agreement.state == State::Signing && may(viewer, standing, Permission::RecordMeetings),
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
