//! What people say to each other about clauses, each as far as its reader may know it.

use chrono::{DateTime, Utc};
use sea_orm::{QueryOrder, entity::prelude::*};

use super::reads;
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    account,
    agreement::{State, read::Asked},
    negotiation::{
        clauses::{Clause, clauses},
        people::{self, Seated},
        table::{comment, mention, thread},
        talk::{self, Gate},
    },
    organisation::{self, read::Named},
};

/// A question about a clause, with what was answered.
#[derive(Clone, Debug)]
pub struct Thread {
    pub id: i64,
    /// The clause's anchor, number and heading.
    pub anchor: String,
    pub number: usize,
    pub heading: String,
    /// The oldest first; those that the reader is told.
    pub comments: Vec<CommentRow>,
    /// When it was settled, and by whom.
    pub resolved: Option<(DateTime<Utc>, Option<String>)>,
    pub version: i64,
    /// The key of the last comment that is told.
    pub last: i64,
    pub may_resolve: bool,
}

/// What somebody says.
#[derive(Clone, Debug)]
pub struct CommentRow {
    /// The person's name; nobody's if their account is gone.
    pub by: Option<String>,
    pub organisation: Named,
    pub words: String,
    pub at: DateTime<Utc>,
    /// It was said of the words that the clause has now.
    pub of_now: bool,
    /// The names of those who are asked to read it.
    pub asked: Vec<String>,
}

/// What is said about an edition's clauses.
#[derive(Clone, Debug)]
pub struct Talk {
    /// The oldest first.
    pub threads: Vec<Thread>,
    /// Whom one may ask to read something; nobody if one may say nothing.
    pub people: Vec<Seated>,
    pub may_comment: bool,
}

/// Comments on one clause, or on all.
#[derive(Clone, Debug)]
pub struct TalkOf {
    pub asked: Asked,
    /// One clause's anchor.
    pub anchor: Option<String>,
}

impl Read for TalkOf {
    const PERMISSION: Permission = Permission::ReadNegotiation;
    type Answer = Talk;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Talk, Refusal> {
        let (edition, standing) = reader.agreement(Self::PERMISSION, &self.asked).await?;
        let db = reader.db();
        let (_, clauses) = clauses(db, &edition).await?;
        let is_asked = |clause: &&Clause| self.anchor.as_ref().is_none_or(|anchor| *anchor == clause.anchor);
        let clauses: Vec<&Clause> = clauses.iter().filter(is_asked).collect();
        let shown = talk::is_shown(db, edition.edition_id).await?;
        let gate = Gate { reads: reads(reader, standing), shown };
        let own = reader.viewer().organisation();
        let open = edition.state == State::Negotiating && !edition.set_aside;
        let may_comment = open && reader.may(Permission::ProposeWording, standing);
        let comments = talk::comments(db, edition.edition_id).await?;
        let mentions = mention::Entity::find().filter(mention::Column::EditionId.eq(edition.edition_id));
        let mentions = mentions.order_by_asc(mention::Column::Id).all(db).await?;
        let threads = talk::threads(db, edition.edition_id).await?;
        let names = organisation::read::named(db, comments.iter().map(|one| one.organisation_id)).await?;
        let accounts = comments.iter().filter_map(|one| one.account_id);
        let accounts = accounts.chain(mentions.iter().map(|one| one.account_id));
        let accounts = account::names(db, accounts.chain(threads.iter().filter_map(|one| one.resolved_by))).await?;
        let row = |one: &comment::Model, clause: &Clause| CommentRow {
            by: one.account_id.and_then(|by| accounts.get(&by).cloned()),
            organisation: Named::of(&names, one.organisation_id),
            words: one.words.clone(),
            at: one.at,
            of_now: one.of_words == clause.hash,
            asked: mentions
                .iter()
                .filter(|mention| mention.comment_id == one.id)
                .filter_map(|mention| accounts.get(&mention.account_id).cloned())
                .collect(),
        };
        let told = |thread: thread::Model| {
            let clause = clauses.iter().find(|clause| clause.id == thread.clause_id)?;
            let told = comments.iter().filter(|one| one.thread_id == thread.id);
            let told: Vec<_> = told.filter(|one| gate.is_told(one, &thread, clause)).collect();
            let last = told.last()?.id;
            let by = thread.resolved_by.and_then(|by| accounts.get(&by).cloned());
            Some(Thread {
                id: thread.id,
                anchor: clause.anchor.clone(),
                number: clause.number,
                heading: clause.heading.clone(),
                comments: told.into_iter().map(|one| row(one, clause)).collect(),
                resolved: thread.resolved_at.map(|at| (at, by)),
                version: thread.version,
                last,
                may_resolve: may_comment && gate.may_resolve(&thread, own),
            })
        };
        let mut threads: Vec<Thread> = threads.into_iter().filter_map(told).collect();
        threads.sort_by_key(|thread| (thread.number, thread.id));
        let people = if may_comment { people::at_the_table(db, &edition, reader.today()).await? } else { Vec::new() };
        let oneself = reader.viewer().person().map(|person| person.account);
        let people = people.into_iter().filter(|person| Some(person.account) != oneself).collect();
        Ok(Talk { threads, people, may_comment })
    }
}
