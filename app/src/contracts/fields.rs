//! The form of a contract, for adding and changing it, also for making one of an award.

use entities::{
    Refusal,
    contract::{Origin, State, deeds::WriteContract, read},
    organisation::read::{Named, OrganisationNames},
    service::read::ServiceChoices,
    values::{Amount, CpvCode, Precision, Reference},
};

use super::parts;
use crate::{
    form::Fields,
    http::Ask,
    ui::{Choice, organisation_values},
};

/// What a form about the market offers to choose from.
#[derive(Clone, Debug, Default)]
pub struct Offered {
    /// The services it can be for.
    pub services: Vec<Choice>,
    /// Names of organisations.
    pub names: Vec<String>,
}

impl Offered {
    /// As the register has them.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn by(ask: &Ask) -> Result<Self, Refusal> {
        let services = ask.register.read(&ask.viewer, &ServiceChoices).await?;
        let services = services.into_iter().map(|service| Choice::new(service.reference.to_string(), service.name));
        let names = ask.register.read(&ask.viewer, &OrganisationNames(&[])).await?;
        Ok(Self { services: services.collect(), names })
    }
}

/// What the form says: the contract without its parties, and those by the fields that name them.
#[derive(Clone, Debug)]
pub struct Written {
    pub contract: WriteContract,
    pub providers: Vec<(String, String)>,
    pub buyers: Vec<(String, String)>,
}

impl Written {
    /// As a contract is now.
    pub fn of(page: &read::Page) -> Self {
        let contract = &page.contract;
        let names = |list: &[Named]| list.iter().map(Named::in_field).collect::<Vec<_>>();
        let contract = WriteContract {
            existing: None,
            procurement: None,
            title: contract.title.clone(),
            description: contract.description.clone(),
            service: page.row.service.as_ref().map(|(reference, _)| reference.clone()),
            buyers: Vec::new(),
            providers: Vec::new(),
            price: contract.price,
            cpv: contract.cpv.clone(),
            starts: contract.starts,
            ends: contract.ends,
            origin: contract.origin,
            council_ran_until: contract.council_ran_until,
            state: contract.state,
            published: contract.published,
        };
        let (providers, buyers) = (names(&page.row.providers), names(&page.buyers));
        let providers = organisation_values("provider", providers);
        Self { contract, providers, buyers: organisation_values("buyer", buyers) }
    }

    /// The contract with its parties, which the register has; every name that is wrong is told at its field.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with all of them.
    pub async fn found(self, ask: &Ask) -> Result<WriteContract, Refusal> {
        let (mut faults, mut contract) = (Vec::new(), self.contract);
        contract.providers = parts::found(ask, self.providers, &mut faults).await?;
        contract.buyers = parts::found(ask, self.buyers, &mut faults).await?;
        if faults.is_empty() { Ok(contract) } else { Err(Refusal::Invalid(faults)) }
    }
}

/// The form; of a contract that is there, with its reference and the version that was shown.
pub fn contract(
    fields: &mut Fields<'_, Written>,
    offered: Offered,
    existing: Option<(Reference, i64)>,
) -> Option<Written> {
    let Offered { services, names } = offered;
    let typed = |typed: &[(String, String)]| typed.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>();
    let title = fields.line("title", "Title").from(|of| of.contract.title.clone());
    let title = title.required("Enter the contract's title");
    let providers = fields.organisations("provider", "Provider", names.clone()).from(|of| typed(&of.providers));
    let providers = providers.required("Enter who provides");
    let buyers = fields.organisations("buyer", "Buyer", names).from(|of| typed(&of.buyers));
    let buyers = buyers.required("Enter who buys");
    let service = fields.choose("service", "Service", services).empty("None");
    let service = service.chosen_of(|of| of.contract.service.as_ref().map(ToString::to_string).unwrap_or_default());
    let service = service.maybe(str::parse::<Reference>);
    let origin = fields.word::<Origin>("origin", "How did the work come to the provider?").empty("Choose");
    let origin = origin.from(|of| of.contract.origin).required("Choose how the work came to the provider");
    let ran_until = fields.day("council_ran_until", "If it was outsourced: until when did the council run it?");
    let ran_until = ran_until.from(|of| of.contract.council_ran_until).optional();
    let price = fields.money("price", "Price of the whole contract");
    let price = price.hint("In pounds. Leave empty if it is not known");
    let price = price.from(|of| of.contract.price.map(|price| price.pence.in_field()).unwrap_or_default());
    let price = price.maybe_pounds();
    let precision = fields.word::<Precision>("precision", "How precisely is it known?");
    let precision = precision.from(|of| of.contract.price.map_or(Precision::Exact, |price| price.precision));
    let precision = precision.required("Choose how precisely the price is known");
    let starts = fields.day("starts", "Starts").from(|of| of.contract.starts).optional();
    let ends = fields.day("ends", "Ends").from(|of| of.contract.ends).optional();
    let cpv = fields.line("cpv", "CPV code").hint("8 figures, like 85311300").width(10);
    let cpv = cpv.from(|of| of.contract.cpv.as_ref().map(ToString::to_string).unwrap_or_default());
    let cpv = cpv.maybe(str::parse::<CpvCode>);
    let state = fields.word::<State>("state", "Status").from(|of| of.contract.state).required("Choose a status");
    let description = fields.area("description", "Description", 4).from(|of| of.contract.description.clone());
    let description = description.optional();
    let published = fields.tick("published", "Publication", "Everybody can read it");
    let published = published.from(|of| of.contract.published).ticked();
    let precision = precision?;
    let contract = WriteContract {
        existing,
        procurement: None,
        title: title?,
        description: description?,
        service: service?,
        buyers: Vec::new(),
        providers: Vec::new(),
        price: price?.map(|pence| Amount { pence, precision }),
        cpv: cpv?,
        starts: starts?,
        ends: ends?,
        origin: origin?,
        council_ran_until: ran_until?,
        state: state?,
        published: published?,
    };
    Some(Written { contract, providers: providers?, buyers: buyers? })
}
