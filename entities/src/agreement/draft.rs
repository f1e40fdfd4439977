//! Drafts: what one person has written of an edition's text and not saved. Kept while they write; gone once they save it, or leave it.

use chrono::{DateTime, Utc};
use sea_orm::{Set, entity::prelude::*, sea_query::OnConflict};

use super::{
    Agreement,
    deeds::{LONGEST_TEXT, open_to_drafting},
    read::At,
};
use crate::{
    Change, Reader, Refusal, Register,
    access::{Permission, Viewer},
    values::{Reference, text},
};

/// The rows of drafts.
pub(crate) mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "draft")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub account_id: i64,
        pub edition_id: i64,
        /// The number of the revision that it was written on; 0 if there was none.
        pub base: i64,
        pub text: String,
        pub at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use table::{ActiveModel, Column, Entity};

/// What somebody wrote and did not save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The number of the revision that it was written on; 0 if there was none.
    pub base: i64,
    pub text: String,
    pub at: DateTime<Utc>,
}

/// How many days a draft is kept after its last word.
pub const KEPT_DAYS: i64 = 90;

impl Register {
    /// Keeps what somebody is writing. It is nobody else's, and no change of the register.
    ///
    /// # Errors
    /// [`Refusal::SignInNeeded`], [`Refusal::Forbidden`], [`Refusal::NotFound`], [`Refusal::NotAllowed`] for whom it is not, or not now;
    /// [`Refusal::Invalid`] for a text that is too long to be saved.
    pub async fn keep_draft(
        &self,
        viewer: &Viewer,
        agreement: Reference,
        base: i64,
        words: &str,
    ) -> Result<(), Refusal> {
        let reader = Reader::new(self, viewer);
        let account = viewer.person().ok_or(Refusal::SignInNeeded)?.account;
        let (edition, _) = reader.agreement(Permission::Draft, &At::Made.of(agreement)).await?;
        open_to_drafting(&edition)?;
        let words = text::normalised(words);
        if words.chars().count() > LONGEST_TEXT {
            let advice = format!("The text has more than {LONGEST_TEXT} characters: it cannot be kept. Shorten it");
            return Err(Refusal::field("text", advice));
        }
        let row = ActiveModel {
            account_id: Set(account),
            edition_id: Set(edition.edition_id),
            base: Set(base),
            text: Set(words),
            at: Set(self.clock().now()),
            ..Default::default()
        };
        let own = OnConflict::columns([Column::AccountId, Column::EditionId])
            .update_columns([Column::Base, Column::Text, Column::At])
            .to_owned();
        Entity::insert(row).on_conflict(own).exec_without_returning(self.writer()).await?;
        Ok(())
    }

    /// Forgets what somebody wrote of an agreement's text and did not save.
    ///
    /// # Errors
    /// [`Refusal::SignInNeeded`], [`Refusal::Forbidden`], [`Refusal::NotFound`] for whom it is not.
    pub async fn forget_draft(&self, viewer: &Viewer, agreement: Reference) -> Result<(), Refusal> {
        let reader = Reader::new(self, viewer);
        let account = viewer.person().ok_or(Refusal::SignInNeeded)?.account;
        let (edition, _) = reader.agreement(Permission::Draft, &At::Made.of(agreement)).await?;
        take_away(self.writer(), account, edition.edition_id).await?;
        Ok(())
    }
}

/// Forgets the draft of whoever saves their text.
pub(super) async fn forget(change: &Change, edition: i64) -> Result<(), DbErr> {
    match change.actor().account() {
        Some(account) => take_away(&change.tx, account, edition).await,
        None => Ok(()),
    }
}

async fn take_away(db: &impl ConnectionTrait, account: i64, edition: i64) -> Result<(), DbErr> {
    let own = Entity::delete_many().filter(Column::AccountId.eq(account)).filter(Column::EditionId.eq(edition));
    own.exec(db).await.map(|_| ())
}

/// What a reader wrote of an edition's text and did not save.
pub(super) async fn own(reader: &Reader<'_>, edition: &Agreement) -> Result<Option<Draft>, DbErr> {
    let Some(person) = reader.viewer().person() else { return Ok(None) };
    let own = Entity::find().filter(Column::AccountId.eq(person.account));
    let own = own.filter(Column::EditionId.eq(edition.edition_id)).one(reader.db()).await?;
    Ok(own.map(|row| Draft { base: row.base, text: row.text, at: row.at }))
}
