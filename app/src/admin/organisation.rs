//! `/admin/organisations/{ref}`: keeping one body: the second factor of its people, and who took over from it.

use entities::{
    Refusal,
    organisation::deeds::{AddSuccessor, AskSecondFactor},
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, ButtonLink, Choice, DateInput, OrganisationInput, PostForm, Radios, TextInput},
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
    if typed.form() == "successor" {
        let named = read.required("successor", "Enter who took over");
        let from = read.day("from", "Enter the day from which it answers");
        let area = Some(read.text("area").to_owned()).filter(|text| !text.is_empty());
        let (named, from) = read.finish(|| Some((named?, from?)))?;
        let successor = ask.register.organisation_named("successor", &named).await?;
        return ask.register.change(&actor, &AddSuccessor { organisation, successor, from, area }).await;
    }
    let asked = read.chosen("asked", "Choose whether a second factor is needed", |text| match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    let asked = read.finish(|| asked)?;
    ask.register.change(&actor, &AskSecondFactor { organisation, asked }).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.organisation(&ask.reference()?).await?;
    let names = ask.register.organisation_names(&[]).await?;
    let organisation = page.organisation;
    let (name, reference) = (organisation.name.clone(), organisation.reference.to_string());
    let action = ask.path().to_owned();
    let shown = Page::new(name).caption(reference.clone()).crumb("Administration", "/admin");
    shown.crumb("Organisations", "/admin/organisations").typed(typed).show(move || {
        let asked = if organisation.asks_second_factor { "yes" } else { "no" };
        let filled = Typed::filled([("asked", asked.to_owned())]);
        let read = format!("/organisations/{}", organisation.reference.in_address());
        let invite = format!("/admin/people/new?organisation={reference}");
        view! {
            <div class="govuk-button-group">
                <ButtonLink href=invite>"Invite somebody of it"</ButtonLink>
                <ButtonLink href=read secondary=true>"See it as everybody does"</ButtonLink>
            </div>
            <h2 class="govuk-heading-m">"Second factor"</h2>
            <PostForm action=action.clone() name="second-factor" filled>
                <Radios
                    name="asked"
                    legend="Do its people need a second factor?"
                    hint="Whoever has none sets one up at the next sign-in; until then they read what everybody reads"
                    choices=vec![Choice::new("yes", "Yes"), Choice::new("no", "No")]
                    inline=true
                />
                <Button>"Save"</Button>
            </PostForm>
            <h2 class="govuk-heading-m">"Who took over"</h2>
            <PostForm action name="successor">
                <OrganisationInput name="successor" label="Successor" names/>
                <DateInput name="from" legend="Answers from"/>
                <TextInput name="area" label="For which area (optional)" hint="If several took over, each for a part"/>
                <Button secondary=true>"Name the successor"</Button>
            </PostForm>
        }
    })
}
