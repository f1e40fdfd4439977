//! `/agreements/{ref}/details`: changing the frame of an agreement while it is being drafted.

use entities::agreement::{
    deeds::EditAgreement,
    read::{Overview, OverviewOf},
};
use leptos::prelude::*;

use super::{
    edition_line::made_address,
    frame::{Frame, coordinator, coordinators, frame},
    head,
};
use crate::{
    agreements::not_open,
    form::{self, Fields, Said, Saved, submitted_to},
    http::{Answer, Ask, Typed},
    ui::{Button, PostForm},
};

/// The form, as the agreement is.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

fn details(fields: &mut Fields<'_, Overview>, names: &[String]) -> Option<(String, Frame)> {
    let title = fields.line("title", "Title").from(|of| of.agreement.title.clone()).required("Enter a title");
    let frame = frame(fields, names);
    Some((title?, frame?))
}

/// Saves it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let (agreement, seen) = (ask.reference()?, typed.seen()?);
        let (title, frame) = form::read(&typed, |fields| details(fields, &[]))?;
        let coordinator = coordinator(&ask, &frame.coordinator).await?;
        let Frame { starts, ends, binding, aims, .. } = frame;
        Ok(EditAgreement { agreement, seen, title, binding, coordinator, starts, ends, aims })
    };
    let saved = async |()| Ok(Saved::at(made_address(&ask, "").await?).saying(Said::DETAILS_SAVED));
    submitted_to(&ask, &typed, deed, saved, async |typed| show(&ask, typed).await).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    if !overview.may_draft {
        let why = "The details are changed by the lead commissioner and the coordinator, before it goes for approval";
        return Err(not_open(Some(overview.agreement.state), why).into());
    }
    let names = coordinators(ask).await?;
    let (seen, filled) = (overview.agreement.version, form::filled(&overview, |fields| details(fields, &[])));
    let action = ask.path().to_owned();
    head::task(&overview, "Change the details").typed(typed).show(move || {
        view! {
            <PostForm action seen filled>
                {form::shown(Some(&overview), |fields| details(fields, &names))}
                <Button>"Save the details"</Button>
            </PostForm>
        }
    })
}
