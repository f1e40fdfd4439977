//! The fields of an agreement's frame, for drafting a new one and changing it.

use chrono::NaiveDate;
use entities::{
    Refusal,
    agreement::read::Overview,
    organisation::{
        self,
        read::{Named, OrganisationNamed, OrganisationNames},
    },
    values::Reference,
};

use crate::{form::Fields, http::Ask};

/// What the fields below title, kind and year say.
pub struct Frame {
    pub starts: Option<NaiveDate>,
    pub ends: Option<NaiveDate>,
    /// As it was typed; empty for none.
    pub coordinator: String,
    pub binding: bool,
    pub aims: String,
}

/// The fields; these names of coordinators are offered.
pub fn frame(fields: &mut Fields<'_, Overview>, names: &[String]) -> Option<Frame> {
    let starts = fields.day("starts", "Starts").from(|of| of.agreement.starts).optional();
    let ends = fields.day("ends", "Ends").from(|of| of.agreement.ends).optional();
    let coordinator = fields
        .organisation("coordinator", "Coordinator", names.to_vec())
        .hint("The body that brings the parties together. It signs nothing. A memorandum needs one.")
        .from(|of| of.coordinator.as_ref().map(Named::in_field).unwrap_or_default())
        .optional();
    let binding = fields.yes_or_no("binding", "Is it legally binding?").chosen_of(|of| {
        let code = if of.agreement.binding { "yes" } else { "no" };
        code.to_owned()
    });
    let binding = binding.yes("Choose whether it binds in law");
    let aims = fields.area("aims", "Aims", 4).hint("What should be better for children at the end of it?");
    let aims = aims.from(|of| of.agreement.aims.clone()).optional();
    Some(Frame { starts: starts?, ends: ends?, coordinator: coordinator?, binding: binding?, aims: aims? })
}

/// Names of bodies that coordinate.
pub async fn coordinators(ask: &Ask) -> Result<Vec<String>, Refusal> {
    use organisation::Kind::{NhsEngland, OtherPublic};
    ask.register.read(&ask.viewer, &OrganisationNames(&[NhsEngland, OtherPublic])).await
}

/// Which body coordinates, as the register finds it.
///
/// # Errors
/// [`Refusal::Invalid`] where it finds none, or several.
pub async fn coordinator(ask: &Ask, named: &str) -> Result<Option<Reference>, Refusal> {
    match named {
        "" => Ok(None),
        named => ask.register.read(&ask.viewer, &OrganisationNamed::new("coordinator", named)).await.map(Some),
    }
}
