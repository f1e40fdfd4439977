//! `/account/password`: another password of one's own. It ends every session.

use entities::{Refusal, account::password::SHORTEST};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Cache, Page, Reply, Typed, see_other},
    ui::{Button, InsetText, PostForm, Seen, TextInput},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Changes it; whoever knows the new one signs in again.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match change(&ask, &typed).await {
        Ok(()) => see_other("/sign-in").map(Reply::end_session),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn change(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let actor = ask.actor(typed)?;
    let (current, new) = (typed.get("current-password").to_owned(), typed.get("password").to_owned());
    if new != typed.get("again") {
        return Err(Refusal::field("again", "Enter the same password twice"));
    }
    ask.register.change_password(&actor, current, new).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    ask.person()?;
    Page::new("Change your password").crumb("Your account", "/account").typed(typed).cache(Cache::Nobody).show(|| {
        view! {
            <InsetText>"You will be signed out everywhere, and sign in again with the new password."</InsetText>
            <PostForm action="/account/password" seen=Seen::Nothing>
                <TextInput
                    name="current-password"
                    label="Your password now"
                    kind="password"
                    autocomplete="current-password"
                />
                <TextInput
                    name="password"
                    label="New password"
                    hint=format!("At least {SHORTEST} characters. Three or four words that do not belong together are good.")
                    kind="password"
                    autocomplete="new-password"
                />
                <TextInput name="again" label="The same password again" kind="password" autocomplete="new-password"/>
                <Button>"Change the password"</Button>
            </PostForm>
        }
    })
}
