//! How often somebody may guess. Pure: no database.
//!
//! A try is counted when it begins, under every key that it has; the one that uses up what is free, and each after it, makes the
//! next wait, twice as long each time. Whoever guesses is slowed before the account is, and the account for minutes only: its
//! owner comes in by a browser that they have signed in with before, which is counted by itself, or by a letter.

use chrono::{DateTime, TimeDelta, Utc};

use crate::audit::sha256;

/// Tries that are free on an account, from an address at an account, in a session, with a browser.
pub const FREE: i64 = 5;
/// Tries that are free from an address at all accounts together: a whole council sits behind one.
const FREE_OF_ADDRESS: i64 = 100;
/// How long the first wait is; each later one is twice as long.
const FIRST_WAIT: TimeDelta = TimeDelta::minutes(1);
/// After so long without a try all is forgotten.
pub const FORGOTTEN_AFTER: TimeDelta = TimeDelta::hours(2);

/// Under what tries are counted: a digest, never what somebody typed, and how patient it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// For the register.
    pub digest: String,
    /// So many tries do not wait.
    pub free: i64,
    /// The longest wait, in minutes.
    pub longest: i64,
    /// What it counts are tries of many people: one that succeeds takes itself back and no others.
    pub shared: bool,
}

impl Key {
    /// Of a browser that somebody has signed in to the account with before.
    pub fn device(device: &str, account: &str) -> Self {
        Self::of(&format!("device {device} {account}"), FREE, 15)
    }

    /// Of a session in which the password is asked for once more.
    pub fn session(session: &str) -> Self {
        Self::of(&format!("session {session}"), FREE, 15)
    }

    /// Of an account, whoever guesses; strangers can make its owner wait no longer than this.
    pub fn account(what: &str, account: &str) -> Self {
        Self::of(&format!("{what} account {account}"), FREE, 5)
    }

    /// Of an address that guesses at an account.
    pub fn address_at(what: &str, address: &str, account: &str) -> Self {
        Self::of(&format!("{what} address {address} account {account}"), FREE, 60)
    }

    /// Of an address, at whatever accounts it guesses.
    pub fn address(address: &str) -> Self {
        Self { shared: true, ..Self::of(&format!("address {address}"), FREE_OF_ADDRESS, 60) }
    }

    fn of(text: &str, free: i64, longest: i64) -> Self {
        Self { digest: sha256(text), free, longest, shared: false }
    }

    /// How long the next waits after so many tries.
    pub fn wait_after(&self, tries: i64) -> Option<TimeDelta> {
        let over = u32::try_from(tries.checked_sub(self.free)?.min(30)).ok()?;
        let doubled = FIRST_WAIT.num_minutes() << over;
        Some(TimeDelta::minutes(doubled.min(self.longest)))
    }
}

/// What is counted under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// How many.
    pub tries: i64,
    /// When the last began.
    pub last_at: DateTime<Utc>,
    /// Until when the next waits.
    pub waits_until: Option<DateTime<Utc>>,
}

impl Counted {
    /// The count with one more; how many seconds to wait if it is too soon.
    pub fn one_more(before: Option<Self>, key: &Key, now: DateTime<Utc>) -> Result<Self, i64> {
        let before = before.filter(|before| now - before.last_at < FORGOTTEN_AFTER);
        if let Some(until) = before.and_then(|before| before.waits_until).filter(|until| *until > now) {
            return Err((until - now).num_seconds().max(1));
        }
        let tries = before.map_or(0, |before| before.tries) + 1;
        Ok(Self { tries, last_at: now, waits_until: key.wait_after(tries).map(|wait| now + wait) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    #[test]
    fn five_are_free_and_each_wait_is_twice_the_one_before_up_to_the_longest() {
        let key = Key::account("password", "jo@example.org");
        let waits: Vec<Option<i64>> =
            (1..=9).map(|tries| key.wait_after(tries).map(|wait| wait.num_minutes())).collect();
        assert_eq!(waits, [None, None, None, None, Some(1), Some(2), Some(4), Some(5), Some(5)]);
        let guesser = Key::address_at("password", "10.0.0.1", "jo@example.org");
        assert_eq!(
            guesser.wait_after(11).map(|wait| wait.num_minutes()),
            Some(60),
            "the guesser longer than the account"
        );
        assert!(guesser.wait_after(i64::MAX).is_some());
        assert_eq!(Key::address("10.0.0.1").wait_after(99), None);
    }

    #[test]
    fn a_try_that_comes_too_soon_is_not_counted_and_quiet_is_forgiven() {
        let key = Key::session("a");
        let mut counted = None;
        for _ in 0..5 {
            counted = Some(Counted::one_more(counted, &key, at(0)).unwrap());
        }
        assert_eq!(Counted::one_more(counted, &key, at(0)), Err(60));
        let later = Counted::one_more(counted, &key, at(1)).unwrap();
        assert_eq!((later.tries, later.waits_until), (6, Some(at(3))));
        let much_later = Counted::one_more(Some(later), &key, at(122)).unwrap();
        assert_eq!((much_later.tries, much_later.waits_until), (1, None));
    }

    #[test]
    fn what_is_counted_under_is_as_long_whatever_was_typed() {
        let key = Key::account("password", &"x".repeat(4_000_000));
        assert_eq!(key.digest.len(), 64);
        assert_ne!(key.digest, Key::account("code", &"x".repeat(4_000_000)).digest);
    }
}
