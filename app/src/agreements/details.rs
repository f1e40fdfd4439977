//! `/agreements/{ref}/details`: changing the frame of an agreement while it is being drafted.

use entities::{
    Refusal,
    agreement::{
        deeds::EditAgreement,
        read::{Overview, OverviewOf},
    },
    organisation::read::Named,
};
use leptos::prelude::*;

use super::{
    edition_line::made_address,
    frame::{FrameFields, coordinators, read_frame},
    head,
};
use crate::{
    agreements::not_open,
    http::{Answer, Ask, Typed, see_other},
    ui::{Button, PostForm, TextInput, day_values},
};

/// The form, as the agreement is.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// The fields as the agreement fills them.
fn filled(overview: &Overview) -> Typed {
    let agreement = &overview.agreement;
    let values = [
        ("title", agreement.title.clone()),
        ("binding", if agreement.binding { "yes" } else { "no" }.to_owned()),
        ("coordinator", overview.coordinator.as_ref().map(Named::in_field).unwrap_or_default()),
        ("aims", agreement.aims.clone()),
    ];
    let values = values.map(|(name, value)| (name.to_owned(), value)).into_iter();
    let term = [day_values("starts", agreement.starts), day_values("ends", agreement.ends)].concat();
    Typed::filled(values.chain(term))
}

/// Saves it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match edit(&ask, &typed).await {
        Ok(()) => see_other(made_address(&ask, "").await?),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn edit(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let (actor, agreement) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    let seen = read.seen();
    let title = read.required("title", "Enter a title");
    let frame = read_frame(ask, &mut read).await?;
    let deed = read.finish(|| {
        let (seen, title, frame) = (seen?, title?, frame?);
        Some(EditAgreement {
            agreement,
            seen,
            title,
            binding: frame.binding,
            coordinator: frame.coordinator,
            starts: frame.starts,
            ends: frame.ends,
            aims: frame.aims,
        })
    })?;
    ask.register.change(&actor, &deed).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    if !overview.may_draft {
        let why = "The details are changed by the lead commissioner and the coordinator, before it goes for approval";
        return Err(not_open(Some(overview.agreement.state), why).into());
    }
    let names = coordinators(ask).await?;
    let (seen, filled) = (overview.agreement.version, filled(&overview));
    let action = ask.path().to_owned();
    head::task(&overview, "Change the details").typed(typed).show(move || {
        view! {
            <PostForm action seen filled>
                <TextInput name="title" label="Title"/>
                <FrameFields names/>
                <Button>"Save the details"</Button>
            </PostForm>
        }
    })
}
