//! The outbox as an administrator sees it: to whom, about what, what became of it. What a letter says is between the
//! register and whom it is to, except in the demonstration, which has no mail server. There, too, a link that opens an account
//! that somebody has is for that somebody alone.

use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*};

use super::{State, table};
use crate::{
    Refusal, Register,
    access::{Permission, Standing, Verdict, Viewer, judge},
    extent::Extent,
    register::setting,
};

/// One page of the outbox, newest first.
#[derive(Clone, Debug)]
pub struct Outbox {
    pub rows: Vec<table::Model>,
    pub count: u64,
    pub waiting: u64,
    pub given_up: u64,
}

impl Register {
    /// The outbox.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for whoever is no administrator.
    pub async fn outbox(&self, viewer: &Viewer, extent: Extent) -> Result<Outbox, Refusal> {
        if judge(Permission::Administer, viewer.roles(), Standing::OPEN) != Verdict::Allowed {
            return Err(Refusal::NotFound);
        }
        let shows_letters = self.setting(setting::DEMONSTRATION).await?.is_some();
        let in_state = |state| table::Entity::find().filter(table::Column::State.eq(state)).count(self.reader());
        let mut rows = table::Entity::find()
            .order_by_desc(table::Column::Id)
            .offset(extent.before())
            .limit(extent.most())
            .all(self.reader())
            .await?;
        for row in &mut rows {
            row.body = row.body.take().filter(|_| shows_letters).map(|body| {
                // Whom an administrator invites has no account yet; who tries the register out takes their part.
                if row.event.starts_with("invitation ") { body } else { without_secrets(&body) }
            });
        }
        Ok(Outbox {
            rows,
            count: table::Entity::find().count(self.reader()).await?,
            waiting: in_state(State::Waiting).await?,
            given_up: in_state(State::GivenUp).await?,
        })
    }
}

/// What stands for a secret link of a letter.
const LINK_KEPT_BACK: &str = "(a link that only the person it was written to gets)";

/// The text of a letter without its secret links: addresses that end in 64 hexadecimal digits.
fn without_secrets(body: &str) -> String {
    let is_secret = |line: &str| {
        let last = line.trim_end().rsplit('/').next().unwrap_or_default();
        last.len() == 64 && last.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    body.lines().map(|line| if is_secret(line) { LINK_KEPT_BACK } else { line }).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_link_is_kept_back_and_the_rest_stays() {
        let secret = "0f".repeat(32);
        let body = format!("Dear Jo,\n\n{{origin}}/set-password/{secret}\n\nThe link works once.");
        assert_eq!(without_secrets(&body), format!("Dear Jo,\n\n{LINK_KEPT_BACK}\n\nThe link works once."));
    }
}
