//! Taking a step of an agreement's life. Opening approvals freezes head, text and schedules into the revision that bodies approve
//! and parties sign; reopening the wording is told to every party.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::write;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Role, Standing},
    account::{News, tell},
    agreement::{
        Agreement, State, read,
        rules::{self, Facts, Step},
        schedules,
        table::revision,
    },
    clause,
    commitment::{self, Confirmation},
    organisation,
    values::{Reference, day},
};

/// What the trail says when a revision is frozen.
pub(crate) const FROZE: &str = "froze what is approved and signed";

/// The commissioner moves an agreement on, having seen a version of it.
#[derive(Clone, Debug)]
pub struct TakeStep {
    pub agreement: Reference,
    pub step: Step,
    pub seen: i64,
    /// What was promised and paid as the page showed it: every step is one on exactly that.
    pub schedules: String,
}

impl Deed for TakeStep {
    const NAME: &'static str = "moved the agreement on";
    const PERMISSION: Permission = Permission::Steer;
    type Subject = Agreement;
    type Done = State;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<State, Refusal> {
        change.fresh(&agreement.reference, self.seen, agreement.version).await?;
        if agreement.edition > 1 && self.step == Step::Withdraw {
            return Err(Refusal::rule("A variation is withdrawn with its reason", "Withdraw it from its own page"));
        }
        if schedules::fingerprint(&change.tx, &agreement).await? != self.schedules {
            // A commitment or a cost was changed, not the agreement itself.
            return Err(Refusal::Stale { by: None, at: None });
        }
        let facts = facts(&change.tx, &agreement, change.today()).await?;
        let state = rules::take(self.step, agreement.state, &facts)?;
        let mut revision_id = agreement.revision_id;
        let newest = schedules::newest(&change.tx, &agreement).await?;
        match self.step {
            Step::Approve => {
                let text = newest.as_ref().map(|revision| revision.text.clone()).unwrap_or_default();
                let frozen = schedules::revision(change, &agreement, &text, true).await?;
                change.record(FROZE, &agreement.reference, None, &frozen);
                revision_id = Some(frozen.id);
                tell_approvals(change, &agreement, frozen.number).await?;
            }
            Step::OpenSigning => {
                if let Some(frozen) = &newest {
                    tell_signatories(change, &agreement, frozen).await?;
                }
            }
            Step::Negotiate => {
                if let Some(newest) = newest.clone() {
                    put_on_the_table(change, newest).await?;
                }
                tell_negotiation(change, &agreement).await?;
            }
            Step::Reopen => tell_reopened(change, &agreement).await?,
            Step::Withdraw => {}
        }
        write(change, done(self.step), agreement, &[], |row| {
            row.state = Set(state);
            row.revision_id = Set(revision_id);
            if state == State::Negotiating {
                row.opened = Set(true);
            }
        })
        .await?;
        Ok(state)
    }
}

/// Its parties read a revision from now on, also once it is followed by another.
async fn put_on_the_table(change: &Change, newest: revision::Model) -> Result<(), Refusal> {
    let mut row = newest.into_active_model();
    row.tabled = Set(true);
    row.update(&change.tx).await?;
    Ok(())
}

/// As the history has it.
const fn done(step: Step) -> &'static str {
    match step {
        Step::Negotiate => "opened the negotiation",
        Step::Approve => "sent the agreement for approval",
        Step::OpenSigning => "opened the agreement for signing",
        Step::Reopen => "reopened the wording",
        Step::Withdraw => "withdrew the agreement",
    }
}

/// Tells every party that it is at the table now, of a variation too.
async fn tell_negotiation(change: &Change, agreement: &Agreement) -> Result<(), Refusal> {
    let news = News {
        event: format!("negotiation {} {}", agreement.reference, agreement.version),
        roles: PARTY_ROLES,
        subject: "An agreement is open for negotiation",
        text: "An agreement that your organisation is a party of, or a change to one, is being negotiated. Read what it says: what \
               is new or has changed of your commitments and your costs is asked of your organisation.",
    };
    for party in read::parties(&change.tx, agreement.edition_id).await? {
        tell(change, party.organisation_id, &news).await?;
    }
    Ok(())
}

/// Asks every party whether it approves what is frozen.
async fn tell_approvals(change: &Change, agreement: &Agreement, revision: i64) -> Result<(), Refusal> {
    let news = News {
        event: format!("approval {} {revision}", agreement.reference),
        roles: PARTY_ROLES,
        subject: "An agreement waits for approval",
        text: "An agreement that your organisation is a party of was sent for approval: its wording is fixed, and your \
               organisation decides, in its own way, whether it will sign it.",
    };
    for party in read::parties(&change.tx, agreement.edition_id).await? {
        tell(change, party.organisation_id, &news).await?;
    }
    Ok(())
}

/// Those of a party who speak in a negotiation.
const PARTY_ROLES: &[Role] = &[Role::Partner, Role::Signatory, Role::Commissioner];

/// Tells those who sign that they can.
async fn tell_signatories(
    change: &Change,
    agreement: &Agreement,
    frozen: &crate::agreement::table::revision::Model,
) -> Result<(), Refusal> {
    let news = News {
        event: format!("signing {} {}", agreement.reference, frozen.number),
        roles: &[Role::Signatory],
        subject: "An agreement is open for signing",
        text: "An agreement that your organisation signs is open for signing.",
    };
    for party in read::parties(&change.tx, agreement.edition_id).await?.iter().filter(|party| party.signs) {
        tell(change, party.organisation_id, &news).await?;
    }
    Ok(())
}

/// Tells every party that what it approves or signs is going to be another text.
async fn tell_reopened(change: &Change, agreement: &Agreement) -> Result<(), Refusal> {
    let news = News {
        event: format!("reopened {} {}", agreement.reference, agreement.version),
        roles: PARTY_ROLES,
        subject: "The wording of an agreement was reopened",
        text: "An agreement that your organisation is a party of is being negotiated again. What was approved or signed of it \
               until now was another text, and your organisation will be asked again.",
    };
    for party in read::parties(&change.tx, agreement.edition_id).await? {
        tell(change, party.organisation_id, &news).await?;
    }
    Ok(())
}

/// What the steps look at, from the records, on a day.
pub(crate) async fn facts(db: &impl ConnectionTrait, agreement: &Agreement, today: Date) -> Result<Facts, DbErr> {
    let parties = read::parties(db, agreement.edition_id).await?;
    let clauses = clause::table::Entity::find()
        .filter(clause::table::Column::EditionId.eq(agreement.edition_id))
        .filter(clause::table::Column::Standing.eq(true))
        .all(db)
        .await?;
    let newest = schedules::newest(db, agreement).await?;
    let stay = parties.iter().filter(|party| !party.leaving).map(|party| party.organisation_id);
    let gone = organisation::read::gone(db, stay, agreement.begins(), today).await?;
    let mut facts = Facts {
        has_text: newest.is_some(),
        frozen: newest.is_some_and(|revision| revision.frozen && revision.format >= schedules::FORMAT),
        clauses: clauses.len(),
        parties: parties.iter().filter(|party| !party.leaving).count(),
        signing_parties: parties.iter().filter(|party| party.signs).count(),
        wants_coordinator: agreement.kind.wants_coordinator(),
        has_coordinator: agreement.coordinator_id.is_some(),
        starts: agreement.starts,
        ends: agreement.ends,
        commitments: commitment::standing_in(db, agreement.edition_id).await?,
        gone: gone.iter().map(organisation::read::Gone::told).collect(),
        misfits: read::misfits(db, agreement, &parties).await?,
        ..Facts::default()
    };
    if let Some(ends) = agreement.ends.filter(|ends| agreement.edition > 1 && *ends < agreement.begins()) {
        let (ends, begins) = (day::in_words(ends), day::in_words(agreement.begins()));
        facts
            .misfits
            .push(format!("Move the end: the agreement ends on {ends}, before this edition begins on {begins}"));
    }
    for row in commitment::open_in(db, agreement.edition_id).await? {
        let owner = organisation::read::by_id(db, row.owner_id).await?.name;
        match row.confirmation {
            Confirmation::Proposed => facts.unasked.push(row.reference),
            Confirmation::Requested => facts.unanswered.push((row.reference, owner)),
            _ => facts.changes_proposed.push((row.reference, owner)),
        }
    }
    Ok(facts)
}
