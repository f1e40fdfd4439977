//! `/sign-in/single`: on the way to single sign-on, to sign in or to prove once more who one is. A link leads here and not a
//! form: a browser that follows `form-action 'self'` lets no form end at somebody else's.

use http::StatusCode;
use leptos::prelude::*;

use super::sign_in::own_or_work;
use crate::{
    http::{Answer, Ask, Cache, Fields, NotHelped, Page, leave_for, next_after},
    ui::Anchor,
};

/// Begins a sign-in and goes to the provider.
pub async fn page(ask: Ask) -> Answer {
    let Some(provider) = ask.site.single_sign_on.clone() else {
        return not_signed_in(
            "This register knows no single sign-on.",
            "Sign in with your e-mail address and password.",
            back_to("/"),
        );
    };
    let next = own_or_work(ask.query().get("next").unwrap_or_default());
    let again = ask.query().has("again");
    let proves = if again { Some(ask.person()?.account) } else { None };
    let begun = ask.register.begin_sign_in(&next, proves).await?;
    match provider.way_to(&begun, again).await {
        Ok(address) => leave_for(address).map(|reply| reply.begin_sign_in(begun.cookie)),
        Err(NotHelped(why)) => {
            tracing::error!(why, "single sign-on does not begin");
            let page = Page::new("Single sign-on cannot be reached at the moment");
            page.status(StatusCode::SERVICE_UNAVAILABLE).cache(Cache::Nobody).show(move || {
                view! {
                    <p class="govuk-body">"Try again in some minutes."</p>
                    <p class="govuk-body">{back_to(&next)}</p>
                }
            })
        }
    }
}

/// The address that proves once more who one is, and comes back to `next`.
pub fn again(next: &str) -> String {
    let fields: Fields = [("again", "yes"), ("next", next)].into_iter().collect();
    format!("/sign-in/single?{}", fields.encode())
}

/// A calm page for whoever comes back without having been signed in.
pub(super) fn not_signed_in(
    why: impl Into<String>,
    instead: impl Into<String>,
    back: impl IntoView + 'static,
) -> Answer {
    let (why, instead, back) = (why.into(), instead.into(), back.into_any());
    let page = Page::new("You could not be signed in").status(StatusCode::UNPROCESSABLE_ENTITY);
    page.cache(Cache::Nobody).show(move || {
        view! {
            <p class="govuk-body">{why}</p>
            <p class="govuk-body">{instead}</p>
            <p class="govuk-body">{back}</p>
        }
    })
}

/// The way back to where somebody began.
pub(super) fn back_to(next: &str) -> impl IntoView + use<> {
    view! { <Anchor href=next_after("/sign-in", next) text="Go back to the sign-in page"/> }
}
