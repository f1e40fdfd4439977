//! A sign-in on its way to a provider and back. What it needs stays here, in a row for ten minutes, so that it can come
//! back to another server; the browser holds only a secret, so that nobody else's browser can end it.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{Set, entity::prelude::*};

use super::table::flow::{ActiveModel, Column, Entity, Model};
use crate::{
    Refusal, Register,
    account::secret::{Secret, hexadecimal},
    audit::sha256,
};

/// How long a sign-in may take at the provider.
pub const FLOW_MINUTES: i64 = 10;

/// A sign-in that was begun: what the provider is sent, and the cookie's secret. No `Debug`.
pub struct Begun {
    /// For the browser's cookie. The register keeps its digest only.
    pub cookie: Secret,
    /// Comes back in the address.
    pub state: String,
    /// Comes back in the token.
    pub nonce: String,
    /// Its SHA-256 goes to the provider first, itself only with the code (RFC 7636).
    pub verifier: String,
}

/// A sign-in that came back.
pub struct Taken {
    pub nonce: String,
    pub verifier: String,
    /// Where the person wanted to be.
    pub next: String,
    /// The account that only proves once more who it is.
    pub proves: Option<i64>,
    pub began_at: DateTime<Utc>,
}

impl Register {
    /// Begins a sign-in, to go on to `next`, an address of ours. `proves` is the account that only proves once more who
    /// it is.
    pub async fn begin_sign_in(&self, next: &str, proves: Option<i64>) -> Result<Begun, Refusal> {
        let (cookie, state) = (Secret::new()?, hexadecimal::<32>()?);
        // 64 hexadecimal figures: 43 to 128 unreserved characters are asked for (RFC 7636, 4.1).
        let (nonce, verifier) = (hexadecimal::<32>()?, hexadecimal::<32>()?);
        let row = ActiveModel {
            digest: Set(cookie.digest()),
            state_digest: Set(sha256(&state)),
            nonce: Set(nonce.clone()),
            verifier: Set(verifier.clone()),
            next: Set(next.into()),
            proves: Set(proves),
            began_at: Set(self.clock().now()),
            ..Default::default()
        };
        Entity::insert(row).exec_without_returning(self.writer()).await?;
        Ok(Begun { cookie, state, nonce, verifier })
    }

    /// Takes the sign-in that this browser began. It is gone afterwards, whatever comes of it; `None` if there is none, or it
    /// took too long. What comes back with another `state` answers an earlier sign-in, or none: the one that waits goes on
    /// waiting (256 random bits are not found by trying).
    pub async fn take_sign_in(&self, cookie: &Secret, state: &str) -> Result<Option<Taken>, Refusal> {
        let find =
            Entity::find().filter(Column::Digest.eq(cookie.digest())).filter(Column::StateDigest.eq(sha256(state)));
        let Some(row) = find.one(self.writer()).await? else { return Ok(None) };
        let taken = Entity::delete_many().filter(Column::Id.eq(row.id)).exec(self.writer()).await?;
        let in_time = self.clock().now() - row.began_at <= TimeDelta::minutes(FLOW_MINUTES);
        let ours = taken.rows_affected == 1 && in_time;
        let Model { nonce, verifier, next, proves, began_at, .. } = row;
        Ok(ours.then_some(Taken { nonce, verifier, next, proves, began_at }))
    }
}
