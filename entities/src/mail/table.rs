//! The rows of the outbox.

use sea_orm::entity::prelude::*;

use super::State;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub event: String,
    pub address: String,
    /// What stands before the @ of its Message-ID: the same at every try.
    pub message_id: String,
    pub subject: String,
    /// `None` once it was sent or given up: it may hold a secret link.
    pub body: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub state: State,
    pub tries: i64,
    /// What the mail server said last, when it did not take it.
    pub last_answer: Option<String>,
    pub made_at: ChronoDateTimeUtc,
    /// When it is tried next; while a job is at it, when another may think that job dead.
    pub due_at: ChronoDateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
