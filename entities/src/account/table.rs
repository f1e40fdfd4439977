//! The rows of people: accounts, memberships, roles, deputies, recovery codes, sessions, failed sign-ins.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key)]
    #[serde(skip)]
    pub id: i64,
    /// In lower case.
    pub email: String,
    pub name: String,
    /// The argon2id hash; `None` until the one-time link was used.
    #[serde(skip)]
    pub password: Option<String>,
    #[serde(skip)]
    pub link_digest: Option<String>,
    #[serde(skip)]
    pub link_expires: Option<ChronoDateTimeUtc>,
    /// The secret of the second factor, in base 32; `None` without one.
    #[serde(skip)]
    pub second_factor: Option<String>,
    /// The step of the last code that was taken: each is taken once.
    #[serde(skip)]
    pub last_code_step: Option<i64>,
    /// Made by the demonstration, and shown on the sign-in page while it is loaded.
    pub demonstration: bool,
    #[serde(skip)]
    pub created_at: ChronoDateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A person belongs to an organisation.
pub mod membership {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "membership")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub account_id: i64,
        pub organisation_id: i64,
        /// The last day on which the person belongs to it.
        pub last_day: Option<Date>,
        /// Of its roles, last day and deputy together.
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One role of a membership's set.
pub mod membership_role {
    use sea_orm::entity::prelude::*;

    use crate::access::Role;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "membership_role")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub membership_id: i64,
        #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
        pub role: Role,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

impl sea_orm::TryFromU64 for crate::access::Role {
    /// A role is no number: it is never made by the database.
    fn try_from_u64(_: u64) -> Result<Self, DbErr> {
        Err(DbErr::ConvertFromU64("Role"))
    }
}

/// A session, by the digest of its token.
pub mod session {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "session")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub digest: String,
        pub account_id: i64,
        /// The membership acted under.
        pub membership_id: i64,
        pub created_at: ChronoDateTimeUtc,
        pub seen_at: ChronoDateTimeUtc,
        /// What it is read with, in words: `Firefox on Windows`.
        pub browser: String,
        /// The password was right; the code of the second factor is still to come. Until then it opens nothing.
        pub awaits_code: bool,
        /// When its holder last showed single sign-on once more who they are.
        pub proved_at: Option<ChronoDateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A sign-in that failed, whether or not the account exists.
pub mod failed_sign_in {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "failed_sign_in")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub email: String,
        pub at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How often somebody tried to sign in, by a digest of what it is counted under.
pub mod sign_in_tries {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_tries")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        pub tries: i64,
        pub last_at: ChronoDateTimeUtc,
        /// Until when the next waits.
        pub waits_until: Option<ChronoDateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A browser that somebody has signed in to an account with, by the digest of what its cookie holds.
pub mod known_device {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "known_device")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub digest: String,
        pub account_id: i64,
        /// When it last signed in.
        pub seen_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A link to choose a new password, by its digest. An invitation's stands in the account itself.
pub mod reset_link {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "reset_link")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub digest: String,
        pub account_id: i64,
        pub expires: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who stands in for a membership, with all its roles but the administrator's.
pub mod deputy {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "deputy")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        /// The membership of whoever is away or has left.
        pub membership_id: i64,
        /// The membership of whoever stands in: of the same organisation.
        pub deputy_id: i64,
        pub from_day: Date,
        /// The last day; `None` for good, after a hand-over.
        pub to_day: Option<Date>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A code that opens the account once when the second factor is lost.
pub mod recovery_code {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "recovery_code")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub account_id: i64,
        pub digest: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A change of e-mail address that waits to be confirmed at both addresses.
pub mod email_change {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "email_change")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub account_id: i64,
        /// The new address, in lower case.
        pub email: String,
        pub old_digest: String,
        pub new_digest: String,
        pub old_confirmed: bool,
        pub new_confirmed: bool,
        pub expires: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
