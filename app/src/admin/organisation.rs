//! `/admin/organisations/{ref}`: keeping one body: its people, the second factor they need, and the way to its successors.

use entities::{
    Refusal,
    organisation::{
        deeds::AskSecondFactor,
        read::{Administered, OrganisationAdministered},
    },
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, ButtonLink, Choice, PostForm, Radios},
};

/// The forms.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Saves one of them.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match change(&ask, &typed).await {
        Ok(()) => see_other(ask.path()),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn change(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let (actor, organisation) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    let asked = read.chosen("asked", "Choose whether a second factor is needed", |text| match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    let seen = read.seen();
    let (seen, asked) = read.finish(|| Some((seen?, asked?)))?;
    ask.register.change(&actor, &AskSecondFactor { organisation, seen, asked }).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let Administered { organisation, asks_second_factor } =
        ask.register.read(&ask.viewer, &OrganisationAdministered(ask.reference()?)).await?;
    let (name, reference) = (organisation.name.clone(), organisation.reference.to_string());
    let action = ask.path().to_owned();
    let shown = Page::new(name).caption(reference.clone()).crumb("Administration", "/admin");
    shown.crumb("Organisations", "/admin/organisations").typed(typed).show(move || {
        let asked = if asks_second_factor { "yes" } else { "no" };
        let filled = Typed::filled([("asked", asked.to_owned())]);
        let read = format!("/organisations/{}", organisation.reference.in_address());
        let invite = format!("/admin/people/new?organisation={reference}");
        view! {
            <div class="govuk-button-group">
                <ButtonLink href=invite>"Invite somebody of it"</ButtonLink>
                <ButtonLink href=format!("{read}/successors") secondary=true>"Say who took over from it"</ButtonLink>
                <ButtonLink href=read secondary=true>"See it as everybody does"</ButtonLink>
            </div>
            <h2 class="govuk-heading-m">"Second factor"</h2>
            <PostForm action seen=organisation.version name="second-factor" filled>
                <Radios
                    name="asked"
                    legend="Do its people need a second factor?"
                    hint="Whoever has none sets one up at the next sign-in; until then they read what everybody reads"
                    choices=vec![Choice::new("yes", "Yes"), Choice::new("no", "No")]
                    inline=true
                />
                <Button>"Save"</Button>
            </PostForm>
        }
    })
}
