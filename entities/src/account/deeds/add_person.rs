//! Adding a person to an organisation: the account if it is new, the membership, its roles, a one-time link or an invitation.

use chrono::TimeDelta;
use sea_orm::{IntoActiveModel, Set, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Role, Roles, Standing},
    account::{secret::Secret, table},
    mail,
    nomination::{deeds::given, rules::Given},
    organisation,
    single_sign_on::deeds::keep_by_hand,
    values::{Reference, text::normalised},
};

use super::{
    Told, give_beside,
    invite::{LINK_HOURS, invite},
    leave::has_left,
    letters, moved_on, roles_of, told,
};

/// An e-mail address in lower case: something, an @, a host with a point; at most 254 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Reads an address. `None` if it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let text = normalised(text).trim().to_lowercase();
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

/// Adds a person to an organisation with roles; for somebody who has an account already, adds the membership or its roles. Roles
/// that speak for another organisation than the administrator's own wait until its people have confirmed them.
#[derive(Clone, Debug)]
pub struct AddPerson {
    pub email: Email,
    pub name: String,
    pub organisation: Reference,
    pub roles: Vec<Role>,
    /// The demonstration's people, whose sign-ins are shown while it is loaded, and whose roles wait for nobody.
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
    /// What waits to be confirmed, by key.
    #[serde(default)]
    pub waits: Option<i64>,
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
        if self.name.trim().is_empty() {
            return Err(Refusal::field("name", "Enter their name"));
        }
        if self.roles.is_empty() {
            return Err(Refusal::field("role", "Choose at least one role"));
        }
        let (account, is_new) = self.account(change).await?;
        let Joined { membership, before, held } = self.join(change, account.id, organisation.id).await?;
        let new: Roles = self.roles.iter().copied().filter(|role| !held.has(*role)).collect();
        let given = match self.demonstration {
            true => Given::new(new, true),
            false => given(change, &organisation, Some(account.id), new).await?,
        };
        let waits = match self.demonstration {
            true => {
                super::write_roles(change, membership.id, new.iter().fold(held, Roles::with)).await?;
                None
            }
            false => give_beside(change, &organisation, &membership, held, given).await?,
        };
        let after = told(&membership, given.at_once.iter().fold(held, Roles::with));
        change.record(Self::NAME, &organisation.reference, before.as_ref(), &after);
        let (id, membership) = (account.id, membership.id);
        let link = match (is_new, self.by_mail) {
            (true, true) => {
                invite(change, account, &organisation.name).await?;
                None
            }
            (true, false) => Some(self.link(change, account).await?),
            (false, true) if waits.is_none() => {
                mail::post(&change.tx, change.now(), letters::added(&account, &organisation.name, membership)).await?;
                None
            }
            // Whoever waits is told once it is confirmed.
            (false, _) => None,
        };
        Ok(Added { account: id, membership, link, waits })
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

    /// The membership, new or as it was; somebody who left comes back without the roles of then.
    async fn join(&self, change: &Change, account: i64, organisation: i64) -> Result<Joined, Refusal> {
        use table::membership::{ActiveModel, Column, Entity};
        let kept = Entity::find()
            .filter(Column::AccountId.eq(account))
            .filter(Column::OrganisationId.eq(organisation))
            .one(&change.tx)
            .await?;
        let Some(kept) = kept else {
            let row = ActiveModel {
                account_id: Set(account),
                organisation_id: Set(organisation),
                last_day: Set(None),
                version: Set(1),
                ..Default::default()
            };
            return Ok(Joined { membership: row.insert(&change.tx).await?, before: None, held: Roles::NONE });
        };
        let roles = roles_of(change, kept.id).await?;
        let before = Some(told(&kept, roles));
        let left = has_left(&kept, change.today());
        let held = if left { Roles::NONE } else { roles };
        // Who came back stays; a last day that is still to come is somebody else's decision.
        let last_day = kept.last_day.filter(|_| !left);
        let membership = moved_on(change, kept, last_day).await?;
        keep_by_hand(change, membership.id).await?;
        Ok(Joined { membership, before, held })
    }
}

/// A membership that a person is added to.
struct Joined {
    membership: table::membership::Model,
    /// As it was, for the entry; `None` if it is new.
    before: Option<Told>,
    /// The roles that it keeps.
    held: Roles,
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
