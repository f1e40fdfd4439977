//! The people who sign in: one for each role first, then those whom the journeys need. All are invented.

use super::{
    PASSWORD,
    organisations::{self, Organisations},
};
use crate::{
    Refusal, Register,
    access::{Actor, Role},
    account::{AddPerson, Email, secret::Secret},
    values::Reference,
};

/// Who acts in the demonstration, each for an organisation.
pub(super) struct People {
    pub commissioner: Actor,
    pub council_signatory: Actor,
    /// Of Birmingham CrossCity CCG, as is the signatory.
    pub partner: Actor,
    pub nhs_signatory: Actor,
    pub provider: Actor,
    pub coordinator: Actor,
    pub police: Actor,
    pub police_signatory: Actor,
    pub community: Actor,
    pub community_signatory: Actor,
    /// Of the children's hospital.
    pub hospital_signatory: Actor,
    /// Also acts for Sandwell and West Birmingham CCG, where an answer waits.
    pub south_central: Actor,
    pub southside: Actor,
}

/// The administrator, added by the operator together with the council; adds everybody else.
pub(super) async fn administrator(register: &Register) -> Result<(Actor, Reference), Refusal> {
    let operator = Actor::operator();
    let council = register.change(&operator, &organisations::council()).await?;
    let add = Adding { register, administrator: &operator };
    let administrator = add.one("administrator", "Max Administrator", &council, Role::Administrator).await?;
    Ok((administrator, council))
}

pub(super) async fn load(
    register: &Register,
    administrator: &Actor,
    organisations: &Organisations,
) -> Result<People, Refusal> {
    let of = organisations;
    let add = Adding { register, administrator };
    let commissioner = add.one("commissioner", "Casey Commissioner", &of.council, Role::Commissioner).await?;
    let council_signatory = add.one("signatory", "Sandy Signatory", &of.council, Role::Signatory).await?;
    let partner = add.one("partner", "Parker Partner", &of.cross_city, Role::Partner).await?;
    let provider = add.one("provider", "Pat Provider", &of.brook_lane, Role::Provider).await?;
    let coordinator = add.one("coordinator", "Corey Coordinator", &of.nhs_england, Role::Coordinator).await?;
    add.one("accountable", "Alex Accountable", &of.council, Role::Accountable).await?;
    add.one("scrutineer", "Sasha Scrutineer", &of.safeguarding_board, Role::Scrutineer).await?;
    let nhs_signatory = add.one("nhs.signatory", "Noor Signatory", &of.cross_city, Role::Signatory).await?;
    let police = add.one("police", "Robin Police", &of.police, Role::Partner).await?;
    let police_signatory = add.one("police.signatory", "Jamie Signatory", &of.police, Role::Signatory).await?;
    let community = add.one("community", "Kit Community", &of.community, Role::Partner).await?;
    let community_signatory = add.one("community.signatory", "Lee Signatory", &of.community, Role::Signatory).await?;
    let hospital_signatory =
        add.one("hospital.signatory", "Hari Signatory", &of.childrens_hospital, Role::Signatory).await?;
    let south_central = add.one("two", "Toni Two-Groups", &of.south_central, Role::Partner).await?;
    add.one("two", "Toni Two-Groups", &of.sandwell, Role::Partner).await?;
    let southside = add.one("southside", "Sol Southside", &of.southside, Role::Provider).await?;
    Ok(People {
        commissioner,
        council_signatory,
        partner,
        nhs_signatory,
        provider,
        coordinator,
        police,
        police_signatory,
        community,
        community_signatory,
        hospital_signatory,
        south_central,
        southside,
    })
}

struct Adding<'a> {
    register: &'a Register,
    administrator: &'a Actor,
}

impl Adding<'_> {
    /// Adds a person, and sets the password through the one-time link as the person would.
    async fn one(&self, email: &str, name: &str, organisation: &Reference, role: Role) -> Result<Actor, Refusal> {
        let email = Email::parse(&format!("{email}@demo.example")).ok_or(Refusal::NotFound)?;
        let (name, organisation) = (name.into(), organisation.clone());
        let person = AddPerson { email, name, organisation, roles: vec![role], demonstration: true, by_mail: false };
        let added = self.register.change(self.administrator, &person).await?;
        if let Some(link) = added.link.as_deref().and_then(Secret::parse) {
            self.register.set_password(&link, PASSWORD.into()).await?;
        }
        let person = self.register.person(added.account, added.membership).await?.ok_or(Refusal::NotFound)?;
        Ok(Actor::person(person, None))
    }
}
