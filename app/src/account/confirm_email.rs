//! `/account/email/{secret}`: a link confirms a change of address at one of the two addresses.

use entities::{Refusal, account::secret::Secret};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Cache, Page, Typed},
    ui::{Anchor, Button, NotificationBanner, PostForm, Seen},
};

/// What is to be confirmed. Opening a link changes nothing: programs that check mail open links, too.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Confirms it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let confirmed = match ask.register.confirm_email(&link(&ask)?).await {
        Ok(confirmed) => confirmed,
        Err(refusal) => return show(&ask, &typed.refused(refusal)?).await,
    };
    Page::new("Address confirmed").cache(Cache::Nobody).show(move || {
        let text = if confirmed.done {
            format!("You sign in as {} from now on.", confirmed.new)
        } else {
            "This address has confirmed it. The letter to the other address has a link, too.".to_owned()
        };
        view! {
            <NotificationBanner text success=true/>
            {confirmed.done.then(|| view! { <p class="govuk-body"><Anchor href="/sign-in" text="Sign in"/></p> })}
        }
    })
}

fn link(ask: &Ask) -> Result<Secret, Refusal> {
    Secret::parse(ask.param("secret")).ok_or(Refusal::NotFound)
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let change = ask.register.email_change(&link(ask)?).await?;
    let action = ask.path().to_owned();
    Page::new("Confirm a new e-mail address").typed(typed).cache(Cache::Nobody).show(move || {
        view! {
            <p class="govuk-body">
                "From " <strong>{change.old}</strong> " to " <strong>{change.new}</strong>
                ". You confirm it for " {change.by} "."
            </p>
            <PostForm action seen=Seen::Nothing>
                <Button>"Confirm"</Button>
            </PostForm>
        }
    })
}
