//! The Birmingham demonstration (register.md §7): made from the report, true to its facts, loaded through the same deeds
//! that people use, each by the person who would do it, so that it carries a true audit trail.
//!
//! Where the report gives no figure, none is given, or it is called illustrative; so is every position that is invented for
//! a real body. Numbers in brackets such as [15] are paragraphs of the report.

use sea_orm::{PaginatorTrait, entity::prelude::*};

mod agreements;
mod contracts;
mod information;
mod mark;
mod mash;
mod mash_next_year;
mod memorandum;
mod money;
mod negotiation;
mod organisations;
mod people;
mod rounds;
mod services;
#[cfg(test)]
mod story;
mod tenders;
mod words;

pub use mark::MarkDemonstration;

use self::{organisations::Organisations, people::People, services::Services};
use crate::{
    Refusal, Register, access::Actor, agreement, clock::Clock, commitment, contract, funding, procurement, service,
    values::Reference,
};

/// The password of every sign-in of the demonstration. It protects nothing: it is shown on the sign-in page.
pub const PASSWORD: &str = "four-canals-birmingham-2014";

/// The day the demonstration stands on: 1 December 2014, between the report and the next one.
pub const DAY: &str = "2014-12-01";

/// The day on which the hub's arrangement was signed, illustrative: it was live from the end of that month [15].
const HUB_SIGNED: &str = "2014-07-28";

/// What was loaded.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// How many records of each kind, in words: `28 organisations`.
    pub made: Vec<(u64, &'static str)>,
    /// The password of the sign-ins that [`Register::demonstration_sign_ins`] lists.
    pub password: &'static str,
}

/// What the parts of the demonstration are made with.
struct Birmingham<'a> {
    register: &'a Register,
    organisations: Organisations,
    people: People,
    services: Services,
}

impl Register {
    /// Loads the demonstration into an empty register.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] if the register is not empty.
    pub async fn load_demonstration(&self) -> Result<Loaded, Refusal> {
        let (begun, hub) = self.load_until_the_hub().await?;
        let register = &self.with_clock(Clock::standing_on(DAY.parse().ok()));
        let birmingham = Birmingham { register, ..begun };
        birmingham.contracts().await?;
        birmingham.tenders().await?;
        birmingham.hospital_joins(hub.clone()).await?;
        birmingham.memorandum().await?;
        birmingham.mash_next_year(&hub).await?;
        birmingham.information_sharing().await?;
        register.loaded().await
    }

    /// What there was by the end of July 2014, when the hub went live [15]: whoever asks how its arrangement stood in September
    /// is answered.
    async fn load_until_the_hub(&self) -> Result<(Birmingham<'_>, Reference), Refusal> {
        let register = &self.with_clock(Clock::standing_on(HUB_SIGNED.parse().ok()));
        register.change(&Actor::operator(), &MarkDemonstration).await?;
        let (administrator, council) = people::administrator(register).await?;
        let organisations = organisations::load(register, &administrator, council).await?;
        let people = people::load(register, &administrator, &organisations).await?;
        let services = services::load(register, &people.commissioner).await?;
        let birmingham = Birmingham { register, organisations, people, services };
        birmingham.base_budget().await?;
        let hub = birmingham.mash().await?;
        let Birmingham { organisations, people, services, .. } = birmingham;
        Ok((Birmingham { register: self, organisations, people, services }, hub))
    }

    async fn loaded(&self) -> Result<Loaded, Refusal> {
        let db = self.reader();
        let entries = u64::try_from(self.audit_head().await?.seq).unwrap_or_default();
        let made = vec![
            (crate::organisation::table::Entity::find().count(db).await?, "organisations"),
            (crate::account::table::Entity::find().count(db).await?, "people"),
            (agreement::table::Entity::find().count(db).await?, "agreements"),
            (commitment::table::Entity::find().count(db).await?, "commitments"),
            (funding::table::Entity::find().count(db).await?, "funding lines"),
            (service::table::Entity::find().count(db).await?, "services"),
            (contract::table::Entity::find().count(db).await?, "contracts"),
            (contract::table::observation::Entity::find().count(db).await?, "observations"),
            (procurement::table::Entity::find().count(db).await?, "procurements"),
            (procurement::table::event::Entity::find().count(db).await?, "tender events"),
            (entries, "audit entries"),
        ];
        Ok(Loaded { made, password: PASSWORD })
    }
}
