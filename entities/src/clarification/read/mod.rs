//! What is read of questions: everybody reads the answered ones without the name; whoever asked reads its own; those who keep or
//! watch over the register read all with the names.

use chrono::{DateTime, Utc};
use sea_orm::{Condition, QueryOrder, entity::prelude::*};

use super::{
    rules::{self, NoQuestion},
    table,
};
use crate::{
    Reader, Refusal,
    access::{Permission, Standing},
    organisation::{self, read::Named},
    procurement::{
        EventKind, State,
        table::{Model as Procurement, event},
    },
};

/// The questions about a procurement, for a viewer.
#[derive(Clone, Debug, Default)]
pub struct Clarifications {
    /// In the order in which they were asked.
    pub questions: Vec<Question>,
    /// Until when questions are taken, where that is known.
    pub cut_off: Option<DateTime<Utc>>,
    /// Why none is taken, and what to do instead; `None` if one is.
    pub no_question: Option<NoQuestion>,
}

/// A question.
#[derive(Clone, Debug)]
pub struct Question {
    pub id: i64,
    pub version: i64,
    /// As everybody reads it, or as it was asked for those who may know that.
    pub words: String,
    /// As it was asked: for whoever asked, and those who keep or watch over the register.
    pub asked: Option<String>,
    /// Who asked: for those who keep or watch over the register.
    pub by: Option<Named>,
    /// The viewer's organisation asked it.
    pub is_own: bool,
    pub asked_at: DateTime<Utc>,
    /// `None` until it is answered.
    pub answer: Option<(String, DateTime<Utc>)>,
}

/// The buyer as the notice names it, if it is not an organisation of the register.
pub(super) fn elsewhere(procurement: &Procurement) -> Option<&str> {
    procurement.buyer_id.is_none().then_some(procurement.buyer_name.as_str())
}

/// Until when questions are taken: the last clarification cut-off, else the last submission deadline.
pub(crate) async fn cut_off(db: &impl ConnectionTrait, procurement: i64) -> Result<Option<DateTime<Utc>>, DbErr> {
    let events = event::Entity::find()
        .filter(event::Column::ProcurementId.eq(procurement))
        .filter(event::Column::Kind.is_in([EventKind::Clarification, EventKind::Deadline]))
        .filter(event::Column::Cancelled.eq(false))
        .all(db)
        .await?;
    let last = |kind| events.iter().filter(|event| event.kind == kind).map(|event| event.over_at).max();
    Ok(last(EventKind::Clarification).or(last(EventKind::Deadline)))
}

impl Reader<'_> {
    /// The questions about a procurement that the reader may read.
    pub(crate) async fn clarifications(
        &self,
        procurement: &Procurement,
        state: State,
    ) -> Result<Clarifications, Refusal> {
        let (db, viewer) = (self.db(), self.viewer());
        let all = viewer.watches();
        let own = viewer.organisation().filter(|_| self.may(Permission::TakePart, Standing::OWN));
        let mut readable = Condition::any().add(table::Column::AnsweredAt.is_not_null());
        if let Some(organisation) = own {
            readable = readable.add(table::Column::OrganisationId.eq(organisation));
        }
        if all {
            readable = readable.add(table::Column::Id.is_not_null());
        }
        let rows = table::Entity::find()
            .filter(table::Column::ProcurementId.eq(procurement.id))
            .filter(readable)
            .order_by_asc(table::Column::Id)
            .all(db)
            .await?;
        let names = organisation::read::named(db, rows.iter().map(|row| row.organisation_id)).await?;
        let question = |row: table::Model| {
            let is_own = own == Some(row.organisation_id);
            Question {
                id: row.id,
                version: row.version,
                words: if row.answered_at.is_some() { row.published_words } else { row.words.clone() },
                asked: (all || is_own).then_some(row.words),
                by: all.then(|| Named::of(&names, row.organisation_id)),
                is_own,
                asked_at: row.asked_at,
                answer: row.answered_at.map(|at| (row.answer, at)),
            }
        };
        let cut_off = cut_off(db, procurement.id).await?;
        Ok(Clarifications {
            questions: rows.into_iter().map(question).collect(),
            cut_off,
            no_question: rules::no_question(
                state,
                cut_off,
                self.register().clock().register_now(),
                elsewhere(procurement),
            ),
        })
    }
}
