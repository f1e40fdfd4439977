//! The meetings of a negotiation, the newest first, with what each asked for.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{QueryOrder, entity::prelude::*};

use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::{State, read::Asked},
    clause,
    negotiation::table::{action, meeting, settled},
    organisation::{self, read::Named},
    register::in_pieces,
};

/// A meeting.
#[derive(Clone, Debug)]
pub struct Meeting {
    pub id: i64,
    pub held_on: NaiveDate,
    pub present: String,
    pub words: String,
    /// The clause's anchor and heading, and what was settled of it.
    pub settled: Vec<(String, String, String)>,
    pub actions: Vec<ActionRow>,
}

/// What comes next after a meeting.
#[derive(Clone, Debug)]
pub struct ActionRow {
    pub id: i64,
    pub organisation: Named,
    pub words: String,
    pub due: NaiveDate,
    pub done_on: Option<NaiveDate>,
    /// The reader may say that it is done.
    pub may_finish: bool,
}

/// The meetings of an edition, and whether the reader may write one down.
#[derive(Clone, Debug)]
pub struct MeetingsOf(pub Asked);

impl Read for MeetingsOf {
    const PERMISSION: Permission = Permission::ReadNegotiation;
    type Answer = (Vec<Meeting>, bool);

    async fn answer(&self, reader: &Reader<'_>) -> Result<(Vec<Meeting>, bool), Refusal> {
        let (edition, standing) = reader.agreement(Self::PERMISSION, &self.0).await?;
        let db = reader.db();
        let rows = meeting::Entity::find().filter(meeting::Column::EditionId.eq(edition.edition_id));
        let rows = rows.order_by_desc(meeting::Column::HeldOn).order_by_desc(meeting::Column::Id).all(db).await?;
        let keys: Vec<i64> = rows.iter().map(|row| row.id).collect();
        let of = |piece| settled::Entity::find().filter(settled::Column::MeetingId.is_in(piece));
        let said = in_pieces(db, &keys, |piece| of(piece).order_by_asc(settled::Column::Id)).await?;
        let asked = action::Entity::find().filter(action::Column::EditionId.eq(edition.edition_id));
        let asked = asked.order_by_asc(action::Column::Id).all(db).await?;
        let names = organisation::read::named(db, asked.iter().map(|row| row.organisation_id)).await?;
        let clauses = clause::table::Entity::find().filter(clause::table::Column::EditionId.eq(edition.edition_id));
        let clauses: BTreeMap<i64, (String, String)> =
            clauses.all(db).await?.into_iter().map(|row| (row.id, (row.anchor, row.heading))).collect();
        let open = edition.state == State::Negotiating && !edition.set_aside;
        let own = reader.viewer().organisation();
        let may_finish = |row: &action::Model| {
            let by = [Some(row.organisation_id), Some(edition.lead_id), edition.coordinator_id];
            open && row.done_on.is_none() && by.contains(&own) && reader.may(Permission::ProposeWording, standing)
        };
        let told = rows.into_iter().map(|row| Meeting {
            settled: said
                .iter()
                .filter(|one| one.meeting_id == row.id)
                .map(|one| {
                    let (anchor, heading) = clauses.get(&one.clause_id).cloned().unwrap_or_default();
                    (anchor, heading, one.words.clone())
                })
                .collect(),
            actions: asked
                .iter()
                .filter(|one| one.meeting_id == row.id)
                .map(|one| ActionRow {
                    id: one.id,
                    organisation: Named::of(&names, one.organisation_id),
                    words: one.words.clone(),
                    due: one.due,
                    done_on: one.done_on,
                    may_finish: may_finish(one),
                })
                .collect(),
            id: row.id,
            held_on: row.held_on,
            present: row.present,
            words: row.words,
        });
        Ok((told.collect(), open && reader.may(Permission::RecordMeetings, standing)))
    }
}
