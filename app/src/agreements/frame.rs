//! The fields of an agreement's frame, for drafting a new one and changing it.

use chrono::NaiveDate;
use entities::{
    Refusal,
    organisation::{
        self,
        read::{OrganisationNamed, OrganisationNames},
    },
    values::Reference,
};
use leptos::prelude::*;

use crate::{
    http::{Ask, Reading},
    ui::{Choice, DateInput, OrganisationInput, Radios, TextArea},
};

/// The fields below title, kind and year.
#[component]
pub fn FrameFields(
    /// Names of bodies that coordinate.
    names: Vec<String>,
) -> impl IntoView {
    view! {
        <DateInput name="starts" legend="Starts"/>
        <DateInput name="ends" legend="Ends"/>
        <OrganisationInput
            name="coordinator"
            label="Coordinator"
            hint="The body that brings the parties together. It signs nothing. A memorandum needs one."
            names
        />
        <Radios
            name="binding"
            legend="Is it legally binding?"
            choices=vec![Choice::new("yes", "Yes"), Choice::new("no", "No")]
            inline=true
        />
        <TextArea name="aims" label="Aims" hint="What should be better for children at the end of it?" rows=4/>
    }
}

/// Names of bodies that coordinate.
pub async fn coordinators(ask: &Ask) -> Result<Vec<String>, Refusal> {
    use organisation::Kind::{NhsEngland, OtherPublic};
    ask.register.read(&ask.viewer, &OrganisationNames(&[NhsEngland, OtherPublic])).await
}

/// What the fields say.
pub struct Frame {
    pub starts: Option<NaiveDate>,
    pub ends: Option<NaiveDate>,
    pub coordinator: Option<Reference>,
    pub binding: bool,
    pub aims: String,
}

/// Reads the fields.
///
/// # Errors
/// The register cannot be asked for the coordinator; what is wrong with a field is noted in the reading.
pub async fn read_frame(ask: &Ask, read: &mut Reading<'_>) -> Result<Option<Frame>, Refusal> {
    let (starts, ends) = (read.optional_day("starts"), read.optional_day("ends"));
    let binding = read.chosen("binding", "Choose whether it binds in law", |text| match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    let coordinator = match read.text("coordinator") {
        "" => Some(None),
        named => match ask.register.read(&ask.viewer, &OrganisationNamed::new("coordinator", named)).await {
            Ok(found) => Some(Some(found)),
            Err(Refusal::Invalid(faults)) => {
                faults.into_iter().fold(None, |_, fault| read.fault(fault.field, fault.message))
            }
            Err(refusal) => return Err(refusal),
        },
    };
    let aims = read.text("aims").to_owned();
    let frame = || Some(Frame { starts: starts?, ends: ends?, coordinator: coordinator?, binding: binding?, aims });
    Ok(frame())
}
