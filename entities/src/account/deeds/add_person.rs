//! Adding a person to an organisation: the account if it is new, the membership, its roles, a one-time link or an invitation.

use chrono::TimeDelta;
use sea_orm::{IntoActiveModel, Set, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Role, Standing},
    account::{secret::Secret, table},
    mail, organisation,
    single_sign_on::deeds::keep_by_hand,
    values::Reference,
};

use super::{
    invite::{LINK_HOURS, invite},
    letters,
};

/// An e-mail address in lower case: something, an @, a host with a point; at most 254 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Reads an address. `None` if it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let (name, host) = text.rsplit_once('@')?;
        let plain =
            |part: &str| !part.is_empty() && !part.chars().any(|c| c.is_whitespace() || c.is_control() || c == '@');
        let fits = plain(name) && plain(host) && host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
        (fits && text.len() <= 254).then_some(Self(text))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Adds a person to an organisation with roles; for somebody who has an account already, adds the membership or its roles.
#[derive(Clone, Debug)]
pub struct AddPerson {
    pub email: Email,
    pub name: String,
    pub organisation: Reference,
    pub roles: Vec<Role>,
    /// The demonstration's people, whose sign-ins are shown while it is loaded.
    pub demonstration: bool,
    /// Tells the person by mail; if not, whoever adds them gets the link.
    pub by_mail: bool,
}

/// What was added.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Added {
    pub account: i64,
    pub membership: i64,
    /// The secret of a one-time link to set a password; `None` for somebody who has one, or was told by mail.
    pub link: Option<String>,
}

impl Deed for AddPerson {
    const NAME: &'static str = "added a person";
    const PERMISSION: Permission = Permission::Administer;
    type Subject = organisation::table::Model;
    type Done = Added;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let organisation = organisation::read::by_reference(&change.tx, &self.organisation).await?;
        let unknown = || Refusal::field("organisation", format!("There is no organisation {}", self.organisation));
        Ok((organisation.ok_or_else(unknown)?, Standing::OPEN))
    }

    async fn act(&self, change: &Change, organisation: Self::Subject) -> Result<Added, Refusal> {
        if self.roles.is_empty() {
            return Err(Refusal::field("role", "Choose at least one role"));
        }
        let (account, is_new) = self.account(change).await?;
        let membership = self.membership(change, account.id, organisation.id).await?;
        for role in &self.roles {
            let kept = table::membership_role::Entity::find_by_id((membership, *role)).one(&change.tx).await?;
            if kept.is_none() {
                let row = table::membership_role::ActiveModel { membership_id: Set(membership), role: Set(*role) };
                table::membership_role::Entity::insert(row).exec_without_returning(&change.tx).await?;
            }
        }
        change.record(Self::NAME, &organisation.reference, None, &(account.id, &self.roles));
        let id = account.id;
        let link = match (is_new, self.by_mail) {
            (true, true) => {
                invite(change, account, &organisation.name).await?;
                None
            }
            (true, false) => Some(self.link(change, account).await?),
            (false, true) => {
                mail::post(&change.tx, change.now(), letters::added(&account, &organisation.name, membership)).await?;
                None
            }
            (false, false) => None,
        };
        Ok(Added { account: id, membership, link })
    }
}

impl AddPerson {
    /// The account of this address, and whether it is new.
    async fn account(&self, change: &Change) -> Result<(table::Model, bool), Refusal> {
        let kept = table::Entity::find().filter(table::Column::Email.eq(self.email.as_str())).one(&change.tx).await?;
        if let Some(account) = kept {
            return Ok((account, false));
        }
        let row = table::ActiveModel {
            email: Set(self.email.as_str().into()),
            name: Set(self.name.clone()),
            password: Set(None),
            link_digest: Set(None),
            link_expires: Set(None),
            second_factor: Set(None),
            last_code_step: Set(None),
            demonstration: Set(self.demonstration),
            created_at: Set(change.now()),
            ..Default::default()
        };
        Ok((row.insert(&change.tx).await?, true))
    }

    /// A one-time link for whoever adds the person.
    async fn link(&self, change: &Change, account: table::Model) -> Result<String, Refusal> {
        let link = Secret::new()?;
        let mut row = account.into_active_model();
        row.link_digest = Set(Some(link.digest()));
        row.link_expires = Set(Some(change.now() + TimeDelta::hours(LINK_HOURS)));
        table::Entity::update(row).exec(&change.tx).await?;
        Ok(link.reveal().into())
    }

    async fn membership(&self, change: &Change, account: i64, organisation: i64) -> Result<i64, Refusal> {
        use table::membership::{ActiveModel, Column, Entity};
        let kept = Entity::find()
            .filter(Column::AccountId.eq(account))
            .filter(Column::OrganisationId.eq(organisation))
            .one(&change.tx)
            .await?;
        match kept {
            Some(membership) => {
                // Somebody who left and comes back.
                let id = membership.id;
                let mut row = membership.into_active_model();
                row.last_day = Set(None);
                table::membership::Entity::update(row).exec(&change.tx).await?;
                keep_by_hand(change, id).await?;
                Ok(id)
            }
            None => {
                let row = ActiveModel {
                    account_id: Set(account),
                    organisation_id: Set(organisation),
                    last_day: Set(None),
                    ..Default::default()
                };
                Ok(row.insert(&change.tx).await?.id)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Email;

    #[test]
    fn an_address_is_lower_case_and_has_a_host() {
        assert_eq!(Email::parse(" Ann@Example.ORG ").map(|e| e.as_str().to_string()), Some("ann@example.org".into()));
        for text in ["", "ann", "ann@", "@example.org", "ann@localhost", "a b@example.org", "ann@.org"] {
            assert_eq!(Email::parse(text), None, "{text}");
        }
    }
}
