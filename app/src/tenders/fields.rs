//! The form of a procurement, for adding and changing it.

use entities::{
    Refusal,
    organisation::read::{Named, OrganisationNamed},
    procurement::{State, deeds::WriteProcurement, read::Page},
    values::{CpvCode, Reference},
};

use super::scope::in_scope;
use crate::{
    contracts::fields::Offered,
    form::{self, Fields},
    http::{Ask, Typed},
    ui::Choice,
};

/// The form, with the buyer as it was typed; of a procurement that is there, with its reference and the version that was shown.
pub fn procurement(
    fields: &mut Fields<'_, Page>,
    offered: Offered,
    states: &'static [State],
    existing: Option<(Reference, i64)>,
) -> Option<(WriteProcurement, String)> {
    let Offered { services, names } = offered;
    let states = states.iter().map(|state| Choice::new(state.code(), state.label())).collect();
    let title = fields.line("title", "Title").from(|of| of.procurement.title.clone()).required("Enter a title");
    let buyer = fields.organisation("buyer", "Buyer", names);
    let buyer = buyer.from(|of| of.buyer.as_ref().map(Named::in_field).unwrap_or_default());
    let buyer = match &existing {
        // An imported notice may name a buyer that is not in the register.
        Some(_) => buyer.optional(),
        None => buyer.required("Enter who buys"),
    };
    let service = fields.choose("service", "Service", services).empty("None");
    let service =
        service.chosen_of(|of| of.service.as_ref().map(|(reference, _)| reference.to_string()).unwrap_or_default());
    let service = service.maybe(str::parse::<Reference>);
    let state = fields.choose("state", "Status", states).from(|of| of.procurement.state);
    let state = state.required("Choose a status");
    let low = fields.money("value_low", "Lowest value (optional)").hint("In pounds, for the whole contract");
    let low = low.from(|of| of.procurement.value_low.map(|pence| pence.in_field()).unwrap_or_default());
    let low = low.maybe_pounds();
    let high = fields.money("value_high", "Highest value (optional)").hint("In pounds, for the whole contract");
    let high = high.from(|of| of.procurement.value_high.map(|pence| pence.in_field()).unwrap_or_default());
    let high = high.maybe_pounds();
    let cpv = fields.line("cpv", "CPV code (optional)").hint("8 figures, like 85311300").width(10);
    let cpv = cpv.from(|of| of.procurement.cpv.as_ref().map(ToString::to_string).unwrap_or_default());
    let cpv = cpv.maybe(str::parse::<CpvCode>);
    let procedure = fields.line("procedure", "Procedure (optional)");
    let procedure = procedure.hint("For example, Open procedure or Light touch");
    let procedure = procedure.from(|of| of.procurement.procedure.clone().unwrap_or_default()).maybe_text();
    let description = fields.area("description", "Description", 6).from(|of| of.procurement.description.clone());
    let description = description.optional();
    let in_scope = in_scope(fields, |of| of.procurement.in_scope);
    let published = fields.tick("published", "Publication", "Everybody can read it");
    let published = published.from(|of| of.procurement.published).ticked();
    let deed = WriteProcurement {
        existing,
        follows: None,
        title: title?,
        description: description?,
        buyer: None,
        service: service?,
        cpv: cpv?,
        value_low: low?,
        value_high: high?,
        procedure: procedure?,
        state: state?,
        in_scope: in_scope?,
        published: published?,
    };
    Some((deed, buyer?))
}

/// What was typed, with the buyer as the register has it.
///
/// # Errors
/// [`Refusal::Invalid`] with what is wrong, field by field.
pub async fn written(
    ask: &Ask,
    typed: &Typed,
    existing: Option<(Reference, i64)>,
) -> Result<WriteProcurement, Refusal> {
    let (mut deed, buyer) = form::read(typed, |fields| procurement(fields, Offered::default(), State::ALL, existing))?;
    if !buyer.is_empty() {
        deed.buyer = Some(ask.register.read(&ask.viewer, &OrganisationNamed::new("buyer", &buyer)).await?);
    }
    Ok(deed)
}
