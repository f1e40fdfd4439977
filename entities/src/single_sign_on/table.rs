//! The rows of single sign-on: identities, sign-ins that were begun, rules, and the memberships that follow them.

/// Who an account is at a provider.
pub mod identity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub account_id: i64,
        pub issuer: String,
        pub subject: String,
        pub linked_at: ChronoDateTimeUtc,
        /// The last sign-in by it.
        pub used_at: ChronoDateTimeUtc,
        /// When the last sign-in by it did not say which groups they are in.
        pub groups_left_out_at: Option<ChronoDateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A sign-in that was begun and has not come back, by the digest of the secret in the browser's cookie.
pub mod flow {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_flow")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub digest: String,
        pub state_digest: String,
        pub nonce: String,
        /// Of PKCE (RFC 7636): the code is worth nothing without it.
        pub verifier: String,
        /// Where the person wanted to be: an address of ours.
        pub next: String,
        /// The account that only proves once more who it is.
        pub proves: Option<i64>,
        pub began_at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who is in the group belongs to the organisation.
pub mod group_rule {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "group_rule")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        /// The provider whose group it is.
        pub issuer: String,
        pub group_name: String,
        pub organisation_id: i64,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One role that a group's rule gives.
pub mod group_rule_role {
    use sea_orm::entity::prelude::*;

    use crate::access::Role;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "group_rule_role")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub rule_id: i64,
        #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
        pub role: Role,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A domain whose addresses a provider gives out.
pub mod trusted_domain {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "trusted_domain")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub issuer: String,
        /// In lower case.
        pub domain: String,
        /// Whose people it connects: those of the organisation of the administrator who trusted it; `None` for anybody's.
        pub organisation_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A membership that follows a provider's groups. What an administrator changes by hand is no longer one.
pub mod by_rule {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "membership_by_rule")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub membership_id: i64,
        pub issuer: String,
        /// The groups gave it no more.
        pub ended: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
