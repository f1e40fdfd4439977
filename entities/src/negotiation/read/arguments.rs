//! Arguments about who pays, each as far as its reader may know it.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{QueryOrder, entity::prelude::*};

use super::reads;
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    account,
    agreement::{
        self, SpeaksAs, State,
        read::{Asked, parties},
    },
    clause,
    negotiation::{
        clauses::rounds,
        rules::Reads,
        table::{argument, side},
    },
    organisation::{self, read::Named},
};

/// A question about who pays for what a clause asks.
#[derive(Clone, Debug)]
pub struct Argument {
    pub id: i64,
    /// The clause's anchor and heading.
    pub clause: (String, String),
    pub question: String,
    pub sides: Vec<Side>,
    /// The reader is told what every party said.
    pub is_told_all: bool,
    pub note: String,
    /// What was settled, on which day, and by whom as far as that is told.
    pub settled: Option<(String, Option<NaiveDate>, Option<String>)>,
    pub published: bool,
    pub version: i64,
    /// The key of what the reader's organisation said last; 0 if nothing.
    pub own: i64,
    pub may_say: bool,
    pub may_settle: bool,
    pub may_publish: bool,
}

/// What a party says of who pays.
#[derive(Clone, Debug)]
pub struct Side {
    pub party: Named,
    pub speaks_as: Option<SpeaksAs>,
    pub pays: String,
    pub reasons: String,
    pub at: DateTime<Utc>,
}

/// The arguments about who pays of an edition: all for those who read its negotiation, for others those that are published.
#[derive(Clone, Debug)]
pub struct ArgumentsOf(pub Asked);

impl Read for ArgumentsOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Vec<Argument>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<Argument>, Refusal> {
        let (edition, standing) = reader.agreement(Self::PERMISSION, &self.0).await?;
        let (db, inside) = (reader.db(), reader.reads_negotiation(standing));
        let all = argument::Entity::find().filter(argument::Column::EditionId.eq(edition.edition_id));
        let mut all = all.order_by_asc(argument::Column::Id).all(db).await?;
        all.retain(|row| inside || row.published);
        let parties = parties(db, edition.edition_id).await?;
        let said = side::Entity::find().filter(side::Column::EditionId.eq(edition.edition_id));
        let said = said.order_by_asc(side::Column::Id).all(db).await?;
        let names = organisation::read::named(db, said.iter().map(|row| row.organisation_id)).await?;
        let clauses = clause::table::Entity::find().filter(clause::table::Column::EditionId.eq(edition.edition_id));
        let clauses: BTreeMap<i64, (String, String)> =
            clauses.all(db).await?.into_iter().map(|row| (row.id, (row.anchor, row.heading))).collect();
        let shown = rounds(db, edition.edition_id).await?.first().is_some_and(|round| round.shown);
        let own = reader.viewer().organisation();
        let is_party = parties.iter().any(|party| Some(party.organisation_id) == own && !party.leaving);
        let open = edition.state == State::Negotiating && !edition.set_aside;
        // With the edition: until everybody reads that, a party hears of the others as of any argument.
        let is_public = agreement::read::is_public(&edition);
        let mut told = Vec::with_capacity(all.len());
        for row in all {
            let newest: BTreeMap<i64, &side::Model> = said
                .iter()
                .filter(|side| side.argument_id == row.id)
                .map(|side| (side.organisation_id, side))
                .collect();
            let own_side = own.and_then(|own| newest.get(&own).copied());
            let reads = if inside { reads(reader, standing) } else { Reads::All };
            let is_told_all = (row.published && is_public) || shown || reads == Reads::All || own_side.is_some();
            let is_told = |side: &&&side::Model| is_told_all || Some(side.organisation_id) == own;
            let sides = newest.values().filter(is_told).map(|side| Side {
                party: Named::of(&names, side.organisation_id),
                speaks_as: parties
                    .iter()
                    .find(|party| party.organisation_id == side.organisation_id)
                    .map(|party| party.speaks_as),
                pays: side.pays.clone(),
                reasons: side.reasons.clone(),
                at: side.at,
            });
            let mut sides: Vec<Side> = sides.collect();
            sides.sort_by(|one, other| (one.speaks_as, &one.party.name).cmp(&(other.speaks_as, &other.party.name)));
            let by = match row.settled_by.filter(|_| inside) {
                Some(by) => account::table::Entity::find_by_id(by).one(db).await?.map(|account| account.name),
                None => None,
            };
            told.push(Argument {
                id: row.id,
                clause: clauses.get(&row.clause_id).cloned().unwrap_or_default(),
                sides,
                is_told_all,
                note: row.note,
                may_say: open && is_party && row.settled.is_empty() && reader.may(Permission::ProposeWording, standing),
                settled: (!row.settled.is_empty()).then_some((row.settled, row.settled_on, by)),
                question: row.question,
                published: row.published,
                version: row.version,
                own: own_side.map_or(0, |side| side.id),
                may_settle: open && reader.may(Permission::RecordMeetings, standing),
                may_publish: open && reader.may(Permission::Steer, standing),
            });
        }
        Ok(told)
    }
}

/// The questions of an edition that are open, each with its clause's heading: as its schedule of money prints them.
pub(crate) async fn open_questions(db: &impl ConnectionTrait, edition: i64) -> Result<Vec<(String, String)>, DbErr> {
    let open = argument::Entity::find()
        .filter(argument::Column::EditionId.eq(edition))
        .filter(argument::Column::Settled.eq(""))
        .order_by_asc(argument::Column::Id)
        .all(db)
        .await?;
    let clauses = clause::table::Entity::find().filter(clause::table::Column::EditionId.eq(edition));
    let headings: BTreeMap<i64, String> = clauses.all(db).await?.into_iter().map(|row| (row.id, row.heading)).collect();
    let heading = |row: &argument::Model| headings.get(&row.clause_id).cloned().unwrap_or_default();
    Ok(open.into_iter().map(|row| (row.question.clone(), heading(&row))).collect())
}
