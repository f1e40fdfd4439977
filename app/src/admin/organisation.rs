//! `/admin/organisations/{ref}`: keeping one body: its people, the second factor they need, and the way to its successors.

use entities::organisation::{
    deeds::AskSecondFactor,
    read::{Administered, OrganisationAdministered},
};
use leptos::prelude::*;

use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, ButtonLink, PostForm},
};

/// The forms.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Saves one of them.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let saved = Saved::at(ask.path()).saying(Said::SAVED);
    let deed = async {
        let asked = form::read(&typed, second_factor)?;
        Ok(AskSecondFactor { organisation: ask.reference()?, seen: typed.seen()?, asked })
    };
    submitted(&ask, &typed, deed, |()| saved, async |typed| show(&ask, typed).await).await
}

/// Whether its people need a second factor, as it is now.
fn second_factor(fields: &mut Fields<'_, bool>) -> Option<bool> {
    let asked = fields.yes_or_no("asked", "Do its people need a second factor?");
    let asked =
        asked.hint("Whoever has none sets one up at the next sign-in; until then they read what everybody reads");
    let asked = asked.chosen_of(|asked| if *asked { "yes" } else { "no" }.to_owned());
    asked.yes("Choose whether a second factor is needed")
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let Administered { organisation, asks_second_factor } =
        ask.register.read(&ask.viewer, &OrganisationAdministered(ask.reference()?)).await?;
    let (name, reference) = (organisation.name.clone(), organisation.reference.to_string());
    let action = ask.path().to_owned();
    let shown = Page::new(name).caption(reference.clone()).crumb("Administration", "/admin");
    shown.crumb("Organisations", "/admin/organisations").typed(typed).show(move || {
        let filled = form::filled(&asks_second_factor, second_factor);
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
                {form::shown(Some(&asks_second_factor), second_factor)}
                <Button>"Save"</Button>
            </PostForm>
        }
    })
}
