//! `/sign-in/code`: the second step of signing in.

use entities::{Refusal, account::SignedIn};
use leptos::prelude::*;

use super::sign_in::goes_on_to;
use crate::{
    form::{self, Fields},
    http::{Answer, Ask, Cache, Page, Typed, see_other},
    ui::{Button, Hidden, PostForm, Seen},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    let next = ask.query().get("next").unwrap_or_default().to_owned();
    show(&Typed::filled([("next", next)]))
}

/// Opens the session that waits.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match enter(&ask, &typed).await {
        Ok(signed_in) => see_other(goes_on_to(&typed))
            .map(|reply| reply.start_session(signed_in.token).know_browser(signed_in.device)),
        // Its time is over, or the address was typed.
        Err(Refusal::SignInNeeded) => {
            let over = Refusal::rule("No sign-in waits for a code.", "Start again on the sign-in page.");
            show(&typed.refused(over)?)
        }
        Err(refusal) => show(&typed.refused(refusal)?),
    }
}

async fn enter(ask: &Ask, typed: &Typed) -> Result<SignedIn, Refusal> {
    let token = ask.session().ok_or(Refusal::SignInNeeded)?;
    ask.register.enter_code(token, &form::read(typed, code)?, ask.visitor(&ask.browser())).await
}

fn code(fields: &mut Fields<'_, ()>) -> Option<String> {
    let code = fields.line("code", "Code").autocomplete("one-time-code").width(20);
    code.hint("The six figures that the app on your telephone shows now, or one of your recovery codes").verbatim()
}

fn show(typed: &Typed) -> Answer {
    let next = typed.get("next").to_owned();
    Page::new("Enter the code").crumb("Sign in", "/sign-in").typed(typed).cache(Cache::Nobody).show(move || {
        view! {
            <PostForm action="/sign-in/code" seen=Seen::Nothing>
                <Hidden name="next" value=next/>
                {form::shown(None, code)}
                <Button>"Go on"</Button>
            </PostForm>
            <p class="govuk-body">
                "Lost both telephone and recovery codes? Ask your administrator."
            </p>
        }
    })
}
