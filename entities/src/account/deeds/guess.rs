//! Counting tries of passwords and codes, and the browsers that somebody has signed in with before.

use std::net::IpAddr;

use sea_orm::{ExprTrait, IntoActiveModel, QuerySelect, Set, entity::prelude::*, sea_query::OnConflict};

use crate::{
    Refusal, Register,
    account::{
        secret::Secret,
        table::{known_device, sign_in_tries},
        tries::{Counted, Key},
    },
};

/// So many days after somebody last signed in with it a browser is forgotten.
pub const DEVICE_DAYS: i64 = 180;

/// From where somebody signs in.
#[derive(Clone, Copy)]
pub struct Visitor<'a> {
    /// What it is read with, in words.
    pub browser: &'a str,
    /// The address that counts; `None` where nobody knows, in stories.
    pub address: Option<IpAddr>,
    /// What the browser's cookie holds that was set when somebody signed in with it.
    pub device: Option<&'a Secret>,
}

/// A browser from nobody knows where.
impl<'a> From<&'a str> for Visitor<'a> {
    fn from(browser: &'a str) -> Self {
        Self { browser, address: None, device: None }
    }
}

/// A try that has begun: it counts as one that failed until it is taken back.
pub(crate) struct Try(Vec<Key>);

impl Register {
    /// What a try at an account is counted under.
    pub(crate) async fn keys_of_try(
        &self,
        what: &str,
        email: &str,
        account: Option<i64>,
        visitor: Visitor<'_>,
    ) -> Result<Vec<Key>, Refusal> {
        if let (Some(device), Some(account)) = (visitor.device, account)
            && self.is_known(device, account).await?
        {
            return Ok(vec![Key::device(&format!("{what} {}", device.digest()), email)]);
        }
        let address = visitor.address.map_or_else(|| "nowhere".to_owned(), |address| address.to_string());
        let mut keys = vec![Key::account(what, email), Key::address_at(what, &address, email)];
        keys.extend(visitor.address.map(|_| Key::address(&address)));
        Ok(keys)
    }

    /// Begins a try: counts it under all of its keys, or under none of them. However many begin at once, no more are let
    /// through than are free.
    ///
    /// # Errors
    /// [`Refusal::SlowDown`] if one of the keys has to wait.
    pub(crate) async fn begin_try(&self, mut keys: Vec<Key>) -> Result<Try, Refusal> {
        use sign_in_tries::{ActiveModel, Column, Entity};
        // Always in the same order: two that begin at once wait for each other and never both.
        keys.sort();
        let now = self.clock().now();
        let tx = self.begin().await?;
        let (mut counts, mut wait) = (Vec::new(), None);
        for key in &keys {
            let none =
                ActiveModel { key: Set(key.digest.clone()), tries: Set(0), last_at: Set(now), waits_until: Set(None) };
            let mut nothing = OnConflict::column(Column::Key);
            let nothing = nothing.do_nothing_on([Column::Key]).to_owned();
            Entity::insert(none).on_conflict(nothing).exec_without_returning(&tx).await?;
            let row = Entity::find_by_id(key.digest.clone()).lock_exclusive().one(&tx).await?;
            let before =
                row.map(|row| Counted { tries: row.tries, last_at: row.last_at, waits_until: row.waits_until });
            match Counted::one_more(before, key, now) {
                Ok(counted) => counts.push((key, counted)),
                Err(seconds) => wait = Ord::max(wait, Some(seconds)),
            }
        }
        if let Some(seconds) = wait {
            tx.rollback().await?;
            return Err(Refusal::SlowDown { seconds: u32::try_from(seconds).unwrap_or(60) });
        }
        for (key, Counted { tries, last_at, waits_until }) in counts {
            let row = sign_in_tries::Model { key: key.digest.clone(), tries, last_at, waits_until };
            Entity::update(row.into_active_model().reset_all()).exec(&tx).await?;
        }
        tx.commit().await?;
        Ok(Try(keys))
    }

    /// A try was right: what was counted of it is forgotten; of what others share, only itself.
    pub(crate) async fn take_back(&self, right: Try) -> Result<(), Refusal> {
        use sign_in_tries::{Column, Entity};
        for key in right.0 {
            let its = Column::Key.eq(key.digest.as_str());
            if key.shared {
                let one_less = Expr::col(Column::Tries).sub(1_i64);
                let update = Entity::update_many().col_expr(Column::Tries, one_less).filter(Column::Tries.gt(0_i64));
                update.filter(its).exec(self.writer()).await?;
            } else {
                Entity::delete_many().filter(its).exec(self.writer()).await?;
            }
        }
        Ok(())
    }

    /// Whoever has set a new password by a letter is not made to wait for what strangers did.
    pub(crate) async fn forget_tries(&self, what: &str, email: &str) -> Result<(), Refusal> {
        let key = Key::account(what, email).digest;
        sign_in_tries::Entity::delete_by_id(key).exec(self.writer()).await?;
        Ok(())
    }

    async fn is_known(&self, device: &Secret, account: i64) -> Result<bool, Refusal> {
        use known_device::{Column, Entity};
        let its = Entity::find().filter(Column::Digest.eq(device.digest())).filter(Column::AccountId.eq(account));
        Ok(its.one(self.reader()).await?.is_some())
    }

    /// Notes that somebody has signed in to an account with a browser; what its cookie is to hold from now on.
    pub(crate) async fn know_device(&self, account: i64, device: Option<&Secret>) -> Result<Secret, Refusal> {
        use known_device::{ActiveModel, Column, Entity};
        let device = match device.and_then(|device| Secret::parse(device.reveal())) {
            Some(device) => device,
            None => Secret::new()?,
        };
        let row = ActiveModel {
            digest: Set(device.digest()),
            account_id: Set(account),
            seen_at: Set(self.clock().now()),
            ..Default::default()
        };
        let mut again = OnConflict::columns([Column::Digest, Column::AccountId]);
        let again = again.update_column(Column::SeenAt).to_owned();
        Entity::insert(row).on_conflict(again).exec_without_returning(self.writer()).await?;
        Ok(device)
    }
}
