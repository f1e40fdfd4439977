//! Taking away what is over, in small batches, so that nobody who writes waits for it. Two sweeps at once do no harm.

use chrono::{DateTime, Utc};
use sea_orm::{
    ConnectionTrait, DbErr, ExprTrait, Value,
    sea_query::{Condition, Expr, Query},
};

use super::{Kept, Kind, rules};
use crate::{Refusal, Register};

/// How many rows one statement takes.
const BATCH: u64 = 500;

/// What a sweep took away, kind by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Swept(pub Vec<(Kind, u64)>);

impl Swept {
    /// How many of a kind.
    pub fn of(&self, kind: Kind) -> u64 {
        self.0.iter().filter(|(swept, _)| *swept == kind).map(|(_, count)| count).sum()
    }

    /// How many in all.
    pub fn all(&self) -> u64 {
        self.0.iter().map(|(_, count)| count).sum()
    }
}

/// Where a kind is kept, and what happens to what is over.
struct Place {
    table: &'static str,
    key: &'static str,
    since: &'static str,
    end: End,
}

enum End {
    /// The row goes.
    Deleted,
    /// The row stays without these values.
    Emptied { what: &'static str, with: Option<&'static str>, also: &'static [&'static str] },
}

impl Kind {
    /// `None` for what is kept with the register.
    fn place(self) -> Option<Place> {
        let deleted = |table, key, since| Some(Place { table, key, since, end: End::Deleted });
        let emptied = |table, since, what, with, also| {
            Some(Place { table, key: "id", since, end: End::Emptied { what, with, also } })
        };
        match self {
            Self::Session => deleted("session", "id", "created_at"),
            Self::FailedSignIn => deleted("failed_sign_in", "id", "at"),
            Self::SignInTries => deleted("sign_in_tries", "key", "last_at"),
            Self::KnownDevice => deleted("known_device", "id", "seen_at"),
            Self::SignInFlow => deleted("sign_in_flow", "id", "began_at"),
            Self::FormPress => deleted("form_press", "form", "at"),
            Self::Draft => deleted("draft", "id", "at"),
            // Its end is written down when it is made.
            Self::OneTimeLink => emptied("account", "link_expires", "link_digest", None, &["link_expires"]),
            Self::ResetLink => deleted("reset_link", "id", "expires"),
            Self::AddressChange => deleted("email_change", "id", "expires"),
            Self::Letter => deleted("mail", "id", "made_at"),
            Self::InterestWords => emptied("interest", "at", "words", Some(""), &[]),
            Self::EndingInterestWords => emptied("contract_interest", "at", "words", Some(""), &[]),
            Self::PlaceWords => emptied("event_place", "at", "words", Some(""), &[]),
            Self::QuestionWords => emptied("clarification", "asked_at", "words", Some(""), &[]),
            Self::ImportFault => emptied("import_fault", "at", "raw", Some(""), &[]),
            // Of an import the file stays listed; files lie beside the database.
            Self::Import | Self::Upload => None,
            Self::Account | Self::Words | Self::Audit => None,
        }
    }
}

impl Register {
    /// Takes away everything whose time is over, as [`rules`] say, and tells how much that was.
    pub async fn sweep_what_is_over(&self) -> Result<Swept, Refusal> {
        let now = self.clock().now();
        let mut swept = Swept::default();
        for rule in rules(self.sessions()) {
            let Kept::For(time) = rule.kept else { continue };
            let says_its_end = matches!(rule.kind, Kind::OneTimeLink | Kind::ResetLink | Kind::AddressChange);
            let before = if says_its_end { now } else { now - time };
            let count = match rule.kind.place() {
                Some(place) => place.take_all(self.writer(), before).await?,
                None if rule.kind == Kind::Import => self.sweep_imports(before).await?,
                None => self.sweep_uploads(before).await?,
            };
            swept.0.push((rule.kind, count));
        }
        Ok(swept)
    }
}

impl Place {
    /// Takes everything away, batch by batch.
    async fn take_all(&self, db: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<u64, DbErr> {
        let mut count = 0;
        loop {
            let taken = self.take(db, before).await?;
            count += taken;
            if taken < BATCH {
                return Ok(count);
            }
        }
    }

    /// Takes one batch away.
    async fn take(&self, db: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<u64, DbErr> {
        let mut over = Condition::all().add(Expr::col(self.since).lt(before));
        if let End::Emptied { what, with, .. } = &self.end {
            over = over.add(match with {
                Some(with) => Expr::col(*what).ne(*with),
                None => Expr::col(*what).is_not_null(),
            });
        }
        let mut some = Query::select();
        some.column(self.key).from(self.table).cond_where(over).limit(BATCH);
        let chosen = Expr::col(self.key).in_subquery(some);
        let done = match &self.end {
            End::Deleted => {
                let mut delete = Query::delete();
                delete.from_table(self.table).and_where(chosen);
                db.execute(&delete).await?
            }
            End::Emptied { what, with, also } => {
                let mut update = Query::update();
                update.table(self.table).value(*what, Value::String(with.map(Into::into))).and_where(chosen);
                for column in *also {
                    update.value(*column, Value::ChronoDateTimeUtc(None));
                }
                db.execute(&update).await?
            }
        };
        Ok(done.rows_affected())
    }
}
