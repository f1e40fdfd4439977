//! People ask about a clause, answer, and ask somebody to read it. Whoever asked, the coordinator or the lead says that it is settled.

use std::collections::BTreeSet;

use sea_orm::{Set, entity::prelude::*};

use super::{negotiating, words};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    account::{News, ask_person},
    agreement::{Agreement, read},
    negotiation::{
        clauses::{self, Clause},
        people,
        table::{comment, mention, thread},
        talk,
    },
    values::Reference,
};

/// As the trail names a thread: apart from the agreement's own entries.
fn record(edition: &Agreement, thread: i64) -> String {
    format!("{}#comments-{thread}", edition.reference)
}

/// Somebody says something about a clause.
#[derive(Clone, Debug)]
pub struct Comment {
    pub agreement: Reference,
    /// The clause's anchor.
    pub clause: String,
    /// The thread that it continues; `None` begins one.
    pub thread: Option<i64>,
    pub words: String,
    /// Accounts of those who are asked to read it.
    pub mentions: Vec<i64>,
}

impl Deed for Comment {
    const NAME: &'static str = "commented on a clause";
    const PERMISSION: Permission = Permission::ProposeWording;
    type Subject = Agreement;
    /// The key of its thread.
    type Done = i64;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, edition: Self::Subject) -> Result<i64, Refusal> {
        negotiating(&edition)?;
        let organisation = change.organisation()?;
        let (_, clause) = clauses::clause(&change.tx, &edition, &self.clause).await?;
        let said = words("comment", &self.words, "Enter what you want to say")?;
        let thread = match self.thread {
            Some(thread) => self.continued(change, &edition, &clause, thread).await?,
            None => {
                let row = thread::ActiveModel {
                    edition_id: Set(edition.edition_id),
                    clause_id: Set(clause.id),
                    organisation_id: Set(organisation),
                    account_id: Set(change.actor().account()),
                    resolved_at: Set(None),
                    resolved_by: Set(None),
                    version: Set(1),
                    ..Default::default()
                };
                row.insert(&change.tx).await?
            }
        };
        let row = comment::ActiveModel {
            edition_id: Set(edition.edition_id),
            thread_id: Set(thread.id),
            organisation_id: Set(organisation),
            account_id: Set(change.actor().account()),
            words: Set(said),
            of_words: Set(clause.hash.clone()),
            at: Set(change.stamp()),
            ..Default::default()
        };
        let after = row.insert(&change.tx).await?;
        self.mention(change, &edition, &clause, (&thread, &after)).await?;
        change.record(Self::NAME, record(&edition, thread.id), None, &after);
        change.touches(&edition.reference);
        Ok(thread.id)
    }
}

impl Comment {
    /// The thread that is continued, if whoever acts reads it.
    async fn continued(
        &self,
        change: &Change,
        edition: &Agreement,
        clause: &Clause,
        key: i64,
    ) -> Result<thread::Model, Refusal> {
        let of = thread::Entity::find_by_id(key).filter(thread::Column::ClauseId.eq(clause.id));
        let thread = of.one(&change.tx).await?.ok_or(Refusal::NotFound)?;
        let gate = talk::Gate::of_actor(change, edition).await?;
        let comments = talk::comments(&change.tx, edition.edition_id).await?;
        if !comments.iter().any(|one| one.thread_id == key && gate.is_told(one, &thread, clause)) {
            return Err(Refusal::NotFound);
        }
        if thread.resolved_at.is_some() {
            return Err(Refusal::rule("This was settled meanwhile", "Open it again, or ask anew"));
        }
        Ok(thread)
    }

    /// Writes down who is asked to read it, and tells those by mail who may read it already.
    async fn mention(
        &self,
        change: &Change,
        edition: &Agreement,
        clause: &Clause,
        (thread, comment): (&thread::Model, &comment::Model),
    ) -> Result<(), Refusal> {
        let asked: BTreeSet<i64> = self.mentions.iter().copied().collect();
        let people = people::at_the_table(&change.tx, edition, change.today()).await?;
        for account in asked {
            let person = people.iter().find(|person| person.account == account).ok_or_else(|| {
                Refusal::field("mention", "Choose from the list: a place of somebody whom you chose has ended")
            })?;
            let row = mention::ActiveModel {
                edition_id: Set(edition.edition_id),
                comment_id: Set(comment.id),
                organisation_id: Set(person.organisation.id),
                account_id: Set(account),
                ..Default::default()
            };
            mention::Entity::insert(row).exec_without_returning(&change.tx).await?;
            let gate = talk::Gate::of_body(change, edition, person.organisation.id).await?;
            if gate.is_told(comment, thread, clause) {
                let news = News {
                    event: format!("mention {} {}", edition.reference, comment.id),
                    roles: &[],
                    subject: "You are asked to read a comment",
                    text: "Somebody asks you to read what they say about a clause of an agreement that is being negotiated.",
                };
                ask_person(change, account, &news).await?;
            }
        }
        Ok(())
    }
}

/// Whoever opened a thread, the coordinator or the lead says that it is settled, or opens it again.
#[derive(Clone, Debug)]
pub struct ResolveThread {
    pub agreement: Reference,
    pub thread: i64,
    /// The version of the thread that was shown.
    pub seen: i64,
    /// The key of the last comment that was shown.
    pub last: i64,
    pub resolved: bool,
}

impl Deed for ResolveThread {
    const NAME: &'static str = "settled comments on a clause, or opened them again";
    const PERMISSION: Permission = Permission::ProposeWording;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, edition: Self::Subject) -> Result<(), Refusal> {
        negotiating(&edition)?;
        let of = thread::Entity::find_by_id(self.thread).filter(thread::Column::EditionId.eq(edition.edition_id));
        let before = of.one(&change.tx).await?.ok_or(Refusal::NotFound)?;
        let gate = talk::Gate::of_actor(change, &edition).await?;
        let comments = talk::comments(&change.tx, edition.edition_id).await?;
        let (_, all) = clauses::clauses(&change.tx, &edition).await?;
        let clause = all.iter().find(|clause| clause.id == before.clause_id).ok_or(Refusal::NotFound)?;
        if !comments.iter().any(|one| one.thread_id == before.id && gate.is_told(one, &before, clause)) {
            return Err(Refusal::NotFound);
        }
        if !gate.may_resolve(&before, change.actor().organisation()) {
            return Err(Refusal::rule(
                "Another organisation opened this",
                "It says itself that it is settled, or the coordinator or the lead commissioner does",
            ));
        }
        // All of it is told to those who may say so: nobody settles an answer that they have not read.
        let last = comments.iter().rfind(|one| one.thread_id == before.id).map_or(0, |one| one.id);
        change.fresh(record(&edition, before.id), self.seen, before.version).await?;
        change.fresh(record(&edition, before.id), self.last, last).await?;
        if before.resolved_at.is_some() == self.resolved {
            return Err(Refusal::rule("This is so already", "Nothing needs to be done"));
        }
        let mut row: thread::ActiveModel = before.clone().into();
        row.resolved_at = Set(self.resolved.then(|| change.stamp()));
        row.resolved_by = Set(change.actor().account().filter(|_| self.resolved));
        row.version = Set(before.version + 1);
        let after = row.update(&change.tx).await?;
        change.record(Self::NAME, record(&edition, after.id), Some(&before), &after);
        change.touches(&edition.reference);
        Ok(())
    }
}
