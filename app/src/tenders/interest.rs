//! `/tenders/{ref}/interest`: a provider registers interest, or changes what it said.

use entities::procurement::{deeds::RegisterInterest, read::ProcurementPage};
use leptos::prelude::*;

use super::frame::{address, below, saved};
use crate::{
    form::{self, Fields, Said, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, EmptyState, PostForm},
};

/// The form, with what was said before.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Registers it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let (procurement, saved) = (ask.reference()?, saved(&ask, Said::INTERESTED)?);
    let deed = async {
        let words = form::read(&typed, interest)?;
        Ok(RegisterInterest { procurement, seen: typed.seen()?, words })
    };
    submitted(&ask, &typed, deed, |_| saved, async |typed| show(&ask, typed).await).await
}

/// What somebody says who is interested, and said before.
pub fn interest(fields: &mut Fields<'_, String>) -> Option<String> {
    let words = fields.area("words", "What should the buyer know? (optional)", 5);
    let words = words.hint("What you do, where, and what would help you to take part. At most 2,000 characters");
    words.from(String::clone).optional()
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
    let filled = form::filled(&said, interest);
    view! {
        <PostForm action seen filled>
            <p class="govuk-body">
                "The commissioners of this register will see that "
                <strong>{organisation}</strong>
                " is interested. Other providers and the public will not. "
                {about}
            </p>
            {form::shown(Some(&said), interest)}
            <Button>{heading}</Button>
        </PostForm>
    }
}
