//! What is read of answers and signatures on paper: by those who may enter and check them.

use chrono::{DateTime, Utc};
use sea_orm::{QueryOrder, entity::prelude::*};

use super::{Says, State, table};
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Standing},
    account,
    agreement::{
        self, Agreement,
        deeds::OfRecord,
        read::{Asked, Frozen},
    },
    attachment::{self, Attachment},
    commitment::{
        self, Commitment,
        deeds::{AnswerCommitment, CostAnswer},
    },
    funding::{self, FundingLine},
    organisation::{self, read::Named},
    values::Reference,
};

/// Something that was entered from paper, to compare with it.
#[derive(Clone, Debug)]
pub struct Page {
    pub reference: Reference,
    pub agreement: Agreement,
    pub organisation: Named,
    pub attachment: Attachment,
    pub says: Says,
    /// What is answered, as it stands now; `None` for what answers nothing.
    pub answered: Option<Answered>,
    /// What the agreement says now, as it would be printed, and whether that was changed after it was entered; for one of record.
    pub stands: Option<(Frozen, bool)>,
    /// The record's version, for whoever checks it.
    pub version: i64,
    pub state: State,
    pub entered_by: String,
    pub entered_at: DateTime<Utc>,
    pub checked_by: Option<String>,
    pub why: String,
    /// It waits, and for this viewer.
    pub may_check: bool,
}

/// The wording and the costs that an answer is about, as they stand now.
#[derive(Clone, Debug)]
pub struct Answered {
    pub commitment: Commitment,
    /// With what the letter says of each.
    pub costs: Vec<(FundingLine, CostAnswer)>,
    /// Something of it was changed after the letter was entered: the letter does not answer it.
    pub has_moved: bool,
}

/// What was entered from a paper, as a list has it.
#[derive(Clone, Debug)]
pub struct Row {
    pub reference: Reference,
    pub organisation: Named,
    pub kind: Kind,
    pub state: State,
    pub entered_by: String,
    pub entered_at: DateTime<Utc>,
}

/// What a paper is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    AnswerTo(Reference),
    Signature,
    Record,
}

/// The agreement that a paper is about, by key.
pub(crate) async fn agreement_of(db: &impl ConnectionTrait, paper: &Reference) -> Result<Option<i64>, DbErr> {
    let its = table::Entity::find().filter(table::Column::Reference.eq(paper.as_str()));
    let Some(paper) = its.one(db).await? else { return Ok(None) };
    let edition = agreement::table::edition::Entity::find_by_id(paper.edition_id).one(db).await?;
    Ok(edition.map(|edition| edition.agreement_id))
}

/// What was entered from paper for an agreement, newest first; nothing for whoever may neither enter nor check it.
#[derive(Clone, Debug)]
pub struct PapersOf(pub Asked);

impl Read for PapersOf {
    const PERMISSION: Permission = Permission::RecordMeetings;
    type Answer = Vec<Row>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<Row>, Refusal> {
        let (agreement, standing) = reader.agreement(Permission::ReadPublished, &self.0).await?;
        if !reader.may(Self::PERMISSION, standing) {
            return Ok(Vec::new());
        }
        let find = table::Entity::find().filter(table::Column::EditionId.eq(agreement.edition_id));
        rows(reader.db(), find.order_by_desc(table::Column::Id).all(reader.db()).await?).await
    }
}

/// What was entered from one paper, to compare with it.
#[derive(Clone, Debug)]
pub struct PaperPage(pub Reference);

impl Read for PaperPage {
    const PERMISSION: Permission = Permission::ReadNegotiation;
    type Answer = Page;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Page, Refusal> {
        let db = reader.db();
        let row = by_reference(db, &self.0).await?.ok_or(Refusal::NotFound)?;
        let agreement = agreement::read::edition(db, row.edition_id).await?;
        let standing = agreement::read::standing(db, reader.viewer(), &agreement).await?;
        reader.need(Self::PERMISSION, Standing { visible: reader.reads_negotiation(standing), ..standing })?;
        let attachment = attachment::table::Entity::find_by_id(row.attachment_id).one(db).await?;
        let says = Says::parse(&row.says)?;
        let answered = match &says {
            Says::Answer(answer) => Some(answered(db, answer, row.edition_id).await?),
            Says::Signature { .. } | Says::Record(_) => None,
        };
        let stands = match &says {
            Says::Record(record) if row.state == State::Waiting => Some(stands(db, record, &agreement).await?),
            _ => None,
        };
        let names = organisation::read::named(db, [row.organisation_id]).await?;
        let other = reader.viewer().person().is_some_and(|person| person.account != row.entered_by);
        Ok(Page {
            attachment: attachment.ok_or(Refusal::NotFound)?.into(),
            organisation: Named::of(&names, row.organisation_id),
            version: row.version(),
            says,
            answered,
            stands,
            entered_by: name_of_account(db, row.entered_by).await?,
            checked_by: match row.checked_by {
                Some(account) => Some(name_of_account(db, account).await?),
                None => None,
            },
            may_check: row.state == State::Waiting && other && reader.may(Permission::RecordMeetings, standing),
            reference: row.reference,
            agreement,
            state: row.state,
            entered_at: row.entered_at,
            why: row.why,
        })
    }
}

/// What the agreement of a record says now, and whether it was changed since that was entered.
async fn stands(
    db: &impl ConnectionTrait,
    record: &OfRecord,
    agreement: &Agreement,
) -> Result<(Frozen, bool), Refusal> {
    let now = agreement::schedules::as_it_stands(db, agreement).await?;
    let fingerprint = agreement::schedules::fingerprint(db, agreement).await?;
    Ok((now, agreement.version != record.seen || fingerprint != record.schedules))
}

async fn answered(db: &impl ConnectionTrait, answer: &AnswerCommitment, edition: i64) -> Result<Answered, Refusal> {
    let its = commitment::table::Column::Reference.eq(answer.commitment.as_str());
    let of_edition = commitment::table::wording::Column::EditionId.eq(edition);
    let found = commitment::worded().filter(its).filter(of_edition).all(db).await?;
    let commitment = commitment::paired(found).pop().ok_or(Refusal::NotFound)?;
    let mut has_moved = commitment.version != answer.seen;
    let mut costs = Vec::with_capacity(answer.costs.len());
    for cost in &answer.costs {
        let its = funding::table::Column::Reference.eq(cost.line.as_str());
        let of_edition = funding::table::terms::Column::EditionId.eq(edition);
        let found = funding::lines().filter(its).filter(of_edition).all(db).await?;
        let line = funding::paired(found).pop().ok_or(Refusal::NotFound)?;
        has_moved |= line.version != cost.seen;
        costs.push((line, cost.clone()));
    }
    Ok(Answered { commitment, costs, has_moved })
}

async fn rows(db: &impl ConnectionTrait, rows: Vec<table::Model>) -> Result<Vec<Row>, Refusal> {
    let names = organisation::read::named(db, rows.iter().map(|row| row.organisation_id)).await?;
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        let kind = match (row.wording_id, row.revision_id) {
            (Some(id), _) => {
                let found = commitment::worded().filter(commitment::table::wording::Column::Id.eq(id));
                let found = commitment::paired(found.all(db).await?).pop().ok_or(Refusal::NotFound)?;
                Kind::AnswerTo(found.reference)
            }
            (None, Some(_)) => Kind::Signature,
            (None, None) => Kind::Record,
        };
        shown.push(Row {
            organisation: Named::of(&names, row.organisation_id),
            kind,
            entered_by: name_of_account(db, row.entered_by).await?,
            reference: row.reference,
            state: row.state,
            entered_at: row.entered_at,
        });
    }
    Ok(shown)
}

async fn name_of_account(db: &impl ConnectionTrait, account: i64) -> Result<String, DbErr> {
    let account = account::table::Entity::find_by_id(account).one(db).await?;
    Ok(account.map(|account| account.name).unwrap_or_default())
}

pub(crate) async fn by_reference(
    db: &impl ConnectionTrait,
    reference: &Reference,
) -> Result<Option<table::Model>, DbErr> {
    table::Entity::find().filter(table::Column::Reference.eq(reference.as_str())).one(db).await
}

/// The file that was signed, of an edition of record.
pub(crate) async fn file_of_record(
    db: &impl ConnectionTrait,
    edition: i64,
) -> Result<Option<attachment::table::Model>, DbErr> {
    let entered = table::Entity::find()
        .filter(table::Column::EditionId.eq(edition))
        .filter(table::Column::WordingId.is_null())
        .filter(table::Column::RevisionId.is_null())
        .filter(table::Column::State.ne(State::Wrong))
        .order_by_desc(table::Column::Id);
    match entered.one(db).await? {
        Some(paper) => attachment::table::Entity::find_by_id(paper.attachment_id).one(db).await,
        None => Ok(None),
    }
}
