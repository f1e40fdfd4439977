//! `/tenders/{ref}/interest`: a provider registers interest, or changes what it said.

use entities::{
    Refusal,
    procurement::{deeds::RegisterInterest, read::ProcurementPage},
};
use leptos::prelude::*;

use super::frame::{address, below};
use crate::{
    http::{Answer, Ask, Typed, see_other},
    ui::{Button, EmptyState, PostForm, TextArea},
};

/// The form, with what was said before.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Registers it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match register(&ask, &typed).await {
        Ok(_) => see_other(format!("/tenders/{}?interested", ask.reference()?.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn register(ask: &Ask, typed: &Typed) -> Result<bool, Refusal> {
    let words = typed.get("words").trim().to_owned();
    let deed = RegisterInterest { procurement: ask.reference()?, seen: typed.seen()?, words };
    ask.register.change(&ask.actor(typed)?, &deed).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &ProcurementPage(ask.reference()?)).await?;
    let action = format!("{}/interest", address(&page));
    let heading = if page.own_interest.is_some() { "Change what you said" } else { "Register interest" };
    let (seen, said) = page.own_interest.as_ref().map(|own| (own.version, own.words.clone())).unwrap_or_default();
    let organisation = ask.person()?.organisation.name.clone();
    below(heading, &page).typed(typed).show(move || {
        if let Some((why, instead)) = page.no_interest {
            return view! { <EmptyState text=why><p class="govuk-body">{instead}</p></EmptyState> }.into_any();
        }
        view! { <InterestForm action seen said heading organisation about="This does not enter you for a tender: how to do that stands in its notice."/> }
        .into_any()
    })
}

/// The form by which a provider says that it is interested in something.
#[component]
pub fn InterestForm(
    /// Where it is sent.
    action: String,
    /// The version of the interest that there is; 0 for none.
    seen: i64,
    /// What it says.
    said: String,
    /// What its button says.
    heading: &'static str,
    /// The organisation that is interested.
    organisation: String,
    /// What it means, and what it does not.
    about: &'static str,
) -> impl IntoView {
    let filled = Typed::filled([("words", said)]);
    view! {
        <PostForm action seen filled>
            <p class="govuk-body">
                "The commissioners of this register will see that "
                <strong>{organisation}</strong>
                " is interested. Other providers and the public will not. "
                {about}
            </p>
            <TextArea
                name="words"
                label="What should the buyer know? (optional)"
                hint="What you do, where, and what would help you to take part. At most 2,000 characters"
                rows=5
            />
            <Button>{heading}</Button>
        </PostForm>
    }
}
