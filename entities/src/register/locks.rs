//! In which order a change locks what it is done to. Every deed keeps it, so that no two ever wait for each other: whoever holds
//! something waits only for what stands below it in [`Lock`].
//!
//! * Rows of one sort are locked by one question, in the order of their keys.
//! * What hangs from a locked row is written under that row's lock: a party, a signature, a share under their agreement; an event,
//!   an award, an interest under their tender. Whoever writes it locks the row first, even to change nothing else of it: so does a
//!   merge of bodies with every agreement of which it turns a row.
//! * A row is locked so that others may still write rows that point to it: a cost may name a body while that is being merged.
//! * After all of these come, without being asked for, the words by which records are found, the button that was pressed, and the
//!   head of the audit trail.
//!
//! Only PostgreSQL locks rows: a change of SQLite has the whole database.

use std::{collections::BTreeSet, sync::PoisonError};

use sea_orm::{EntityTrait, QuerySelect, Select, sea_query::LockType};

use super::Change;

/// What a change locks, in the order in which it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lock {
    Procurement,
    Contract,
    /// A measure of a contract.
    Measure,
    Service,
    /// With every edition of it, and all that hangs from them.
    Agreement,
    /// A commitment in one edition.
    Wording,
    /// A funding line in one edition, or without one.
    Terms,
    Organisation,
    /// What is proposed of two organisations: that they are one body, or a merge that waits for a second look.
    Pair,
    Membership,
    Account,
    /// A rule of single sign-on.
    Rule,
    Nomination,
    /// The next reference of a kind.
    Number,
    /// An import, in which is counted what was applied.
    Import,
    /// An entry of the audit trail that is redacted.
    Entry,
}

/// What a change holds.
#[derive(Debug, Default)]
pub(super) struct Held(BTreeSet<Lock>);

impl Held {
    /// Takes one more; tells what stands below it and is held already. Whatever is held is not waited for again.
    fn take(&mut self, lock: Lock) -> Option<Lock> {
        let below = self.0.last().copied().filter(|last| *last > lock);
        if self.0.insert(lock) { below } else { None }
    }
}

impl Change {
    /// Those rows, locked until the change ends, once they are read.
    pub(crate) fn lock<E: EntityTrait>(&self, lock: Lock, rows: Select<E>) -> Select<E> {
        self.locks(lock);
        rows.lock(LockType::NoKeyUpdate)
    }

    /// Notes that something is going to be locked. While the house is being built, breaking the order ends the change.
    pub(crate) fn locks(&self, lock: Lock) {
        let below = self.held.lock().unwrap_or_else(PoisonError::into_inner).take(lock);
        debug_assert!(below.is_none(), "{lock:?} is locked after {below:?}: register/locks.rs has the order");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_locked_stands_below_what_is_held() {
        let mut held = Held::default();
        let taken = [Lock::Agreement, Lock::Terms, Lock::Terms, Lock::Agreement, Lock::Wording, Lock::Number];
        let said = taken.map(|lock| held.take(lock));
        assert_eq!(said, [None, None, None, None, Some(Lock::Terms), None]);
    }
}
