//! One commitment: what it says, what pays for it, what was said about it.

use chrono::{DateTime, Utc};
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{Row, list};
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Standing},
    account,
    agreement::{
        self, Agreement,
        read::{Asked, At, Editions, NamesThen},
    },
    attachment,
    commitment::{
        Commitment, rules,
        table::{self, event, wording},
    },
    funding::{self, Responsibility, Stand, table::terms},
    organisation::{self, read::Named},
    service,
    values::{Amount, Pence, Reference},
};

/// What the page of a commitment shows.
#[derive(Clone, Debug)]
pub struct Page {
    /// As this viewer may know it.
    pub commitment: Commitment,
    /// The number of the edition whose words these are, and where that is.
    pub edition: i64,
    pub state: agreement::State,
    /// The editions that have it, of those that the viewer may read.
    pub editions: Editions,
    pub row: Row,
    /// The clause's anchor in the text.
    pub anchor: String,
    pub costs: Vec<Cost>,
    /// What was said, newest first; only for readers of the negotiation.
    pub said: Vec<Said>,
    pub may_draft: bool,
    pub may_withdraw: bool,
    pub may_request: bool,
    pub may_answer: bool,
    /// May enter what its owner answered by letter.
    pub may_enter: bool,
}

/// A funding line that pays for a commitment.
#[derive(Clone, Debug)]
pub struct Cost {
    pub line: Reference,
    /// The line's version.
    pub version: i64,
    pub party: Named,
    /// What its party was called when the edition was signed, if that is another name than today's.
    pub party_then_called: Option<String>,
    /// `None` for a service that this viewer may not read.
    pub service: Option<(Reference, String)>,
    pub amount: Amount,
    /// On what terms, in words: whoever accepts the cost accepts these.
    pub terms: Vec<(&'static str, String)>,
    /// What of it pays for this commitment.
    pub share: Pence,
    pub responsibility: Responsibility,
    /// Whether it is the commitment's owner's own.
    pub own: bool,
    /// The last words of its party; only for readers of the negotiation.
    pub position: Option<(Stand, String)>,
}

/// Something that was said or done.
#[derive(Clone, Debug)]
pub struct Said {
    /// In which edition.
    pub edition: i64,
    pub kind: event::Kind,
    pub words: String,
    pub person: Option<String>,
    pub organisation: Option<Named>,
    /// What that was called when the edition was signed, if that is another name than today's.
    pub then_called: Option<String>,
    /// The letter it came in.
    pub letter: Option<Reference>,
    pub at: DateTime<Utc>,
}

/// A commitment, by its own reference.
#[derive(Clone, Debug)]
pub struct CommitmentPage(pub Asked);

impl Read for CommitmentPage {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Page;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Page, Refusal> {
        let (db, viewer) = (reader.db(), reader.viewer());
        let find = table::Entity::find().filter(table::Column::Reference.eq(self.0.reference.as_str()));
        let identity = find.one(db).await?.ok_or(Refusal::NotFound)?;
        let (agreement, standing, wording) = reader.wording_of(Self::PERMISSION, &identity, self.0.at).await?;
        let commitment = Commitment::new(identity, wording);
        let editions = reader.editions_with(&agreement, commitment.id).await?;
        let inside = reader.reads_negotiation(standing);
        let open = agreement.state.is_open_to_drafting();
        let owns = viewer.acts_for(commitment.owner_id);
        let clause = crate::clause::table::Entity::find_by_id(commitment.clause_id).one(db).await?;
        let row = list::rows(db, viewer, vec![commitment.clone()]).await?.pop().ok_or(Refusal::NotFound)?;
        let asked = !matches!(
            commitment.confirmation,
            super::super::Confirmation::Proposed | super::super::Confirmation::Withdrawn
        );
        Ok(Page {
            edition: agreement.edition,
            state: agreement.state,
            editions,
            row,
            anchor: clause.map(|clause| clause.anchor).unwrap_or_default(),
            costs: reader.costs(&commitment, inside).await?,
            said: if inside { reader.said(&commitment, agreement.edition).await? } else { Vec::new() },
            may_draft: open && reader.may(Permission::Draft, standing),
            may_withdraw: open && reader.may(Permission::WithdrawCommitment, standing),
            may_request: open
                && agreement.state != agreement::State::Drafting
                && reader.may(Permission::Steer, standing)
                && rules::may_request(commitment.confirmation).is_ok(),
            may_enter: open && asked && !owns && reader.may(Permission::RecordMeetings, standing),
            may_answer: open && asked && reader.may(Permission::Answer, Standing { owns, ..standing }),
            commitment: told(commitment, inside),
        })
    }
}

impl Reader<'_> {
    /// A commitment's wording in the edition that is asked for; if the one that the viewer is shown has none, in the one that
    /// is being made.
    async fn wording_of(
        &self,
        permission: Permission,
        of: &table::Model,
        at: At,
    ) -> Result<(Agreement, Standing, wording::Model), Refusal> {
        let db = self.db();
        let agreement = agreement::table::Entity::find_by_id(of.agreement_id).one(db).await?;
        let reference = agreement.ok_or(Refusal::NotFound)?.reference;
        let otherwise = (at == At::Shown).then_some(At::Made);
        for at in [at].into_iter().chain(otherwise) {
            let found = self.agreement(permission, &at.of(reference.clone())).await;
            let (agreement, standing) = match found {
                Err(Refusal::NotFound) => continue,
                found => found?,
            };
            let its = wording::Entity::find()
                .filter(wording::Column::CommitmentId.eq(of.id))
                .filter(wording::Column::EditionId.eq(agreement.edition_id));
            if let Some(wording) = its.one(db).await? {
                return Ok((agreement, standing, wording));
            }
        }
        Err(Refusal::NotFound)
    }

    /// The editions that have a commitment, of those that a viewer may read, the newest first.
    async fn editions_with(&self, agreement: &Agreement, of: i64) -> Result<Editions, Refusal> {
        let with: Vec<i64> = wording::Entity::find()
            .inner_join(agreement::table::edition::Entity)
            .filter(wording::Column::CommitmentId.eq(of))
            .select_only()
            .column(agreement::table::edition::Column::Number)
            .into_tuple()
            .all(self.db())
            .await?;
        let mut editions = self.editions_of(agreement).await?;
        editions.rows.retain(|row| with.contains(&row.number));
        Ok(editions)
    }

    async fn costs(&self, commitment: &Commitment, inside: bool) -> Result<Vec<Cost>, Refusal> {
        let db = self.db();
        let shares = funding::table::share::Entity::find()
            .filter(funding::table::share::Column::WordingId.eq(commitment.wording_id))
            .order_by_asc(funding::table::share::Column::Id)
            .all(db)
            .await?;
        let then = NamesThen::of(db, [commitment.edition_id]).await?;
        let mut costs = Vec::with_capacity(shares.len());
        for share in shares {
            let found = funding::lines().filter(terms::Column::Id.eq(share.terms_id)).all(db).await?;
            let Some(mut line) = funding::paired(found).pop() else { continue };
            let services = service::read::named(db, self.viewer(), [line.service_id]).await?;
            let service = funding::read::what_for(&mut line, &services);
            let parties = organisation::read::named(db, [line.organisation_id]).await?;
            let position = if inside { self.last_position(line.terms_id).await? } else { None };
            costs.push(Cost {
                party: Named::of(&parties, line.organisation_id),
                service,
                party_then_called: then.called(&parties, commitment.edition_id, line.organisation_id),
                amount: line.amount(),
                version: line.version,
                terms: funding::read::terms_in_words(&line),
                share: share.pence,
                responsibility: line.responsibility.as_told(inside),
                own: line.organisation_id == commitment.owner_id,
                line: line.reference,
                position,
            });
        }
        Ok(costs)
    }

    async fn last_position(&self, terms: i64) -> Result<Option<(Stand, String)>, Refusal> {
        let last = funding::table::position::Entity::find()
            .filter(funding::table::position::Column::TermsId.eq(terms))
            .order_by_desc(funding::table::position::Column::Id)
            .one(self.db())
            .await?;
        Ok(last.map(|position| (position.stand, position.words)))
    }

    /// What was said of a commitment up to an edition: what was confirmed in one stands in the next as long as the words do.
    async fn said(&self, commitment: &Commitment, edition: i64) -> Result<Vec<Said>, Refusal> {
        let db = self.db();
        let wordings: Vec<(i64, i64, i64)> = wording::Entity::find()
            .inner_join(agreement::table::edition::Entity)
            .filter(wording::Column::CommitmentId.eq(commitment.id))
            .filter(agreement::table::edition::Column::Number.lte(edition))
            .select_only()
            .column(wording::Column::Id)
            .column(wording::Column::EditionId)
            .column(agreement::table::edition::Column::Number)
            .into_tuple()
            .all(db)
            .await?;
        let find = event::Entity::find()
            .filter(event::Column::WordingId.is_in(wordings.iter().map(|(id, ..)| *id)))
            .order_by_desc(event::Column::Id);
        let events = find.all(db).await?;
        let names = organisation::read::named(db, events.iter().filter_map(|event| event.organisation_id)).await?;
        let then = NamesThen::of(db, wordings.iter().map(|(_, edition, _)| *edition)).await?;
        let accounts = account::table::Entity::find()
            .filter(account::table::Column::Id.is_in(events.iter().filter_map(|event| event.account_id)))
            .all(db)
            .await?;
        let person = |id: i64| accounts.iter().find(|account| account.id == id).map(|account| account.name.clone());
        let letters = attachment::read::references(db, events.iter().filter_map(|event| event.attachment_id)).await?;
        let of = |wording: i64| wordings.iter().find(|(id, ..)| *id == wording);
        let called = |event: &event::Model| {
            let (_, edition, _) = of(event.wording_id)?;
            then.called(&names, *edition, event.organisation_id?)
        };
        let said = |event: event::Model| Said {
            edition: of(event.wording_id).map_or(1, |(.., number)| *number),
            then_called: called(&event),
            letter: event.attachment_id.and_then(|id| letters.get(&id).cloned()),
            kind: event.kind,
            words: event.words,
            person: event.account_id.and_then(person),
            organisation: event.organisation_id.map(|id| Named::of(&names, id)),
            at: event.at,
        };
        Ok(events.into_iter().map(said).collect())
    }
}

/// A commitment without what is said of it in the negotiation, for who reads from outside.
fn told(commitment: Commitment, inside: bool) -> Commitment {
    Commitment {
        confirmation: commitment.confirmation.as_told(inside),
        proposed_words: commitment.proposed_words.filter(|_| inside),
        ..commitment
    }
}
