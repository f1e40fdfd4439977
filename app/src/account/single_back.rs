//! `/sign-in/single/back`: back from single sign-on. Whatever is wrong with what came back, the page says the same: what the
//! provider sent is never shown, and the log says in words of ours what was wrong.

use entities::{
    Refusal,
    single_sign_on::{Arrival, Taken},
};
use leptos::prelude::*;

use super::single::{again, back_to, not_signed_in};
use crate::{
    http::{Answer, Ask, NotHelped, Provider, Reply, next_after, see_other},
    ui::Anchor,
};

/// Ends the sign-in that it answers. One that it does not answer goes on.
pub async fn page(ask: Ask) -> Answer {
    let Some(provider) = ask.site.single_sign_on.clone() else { return over() };
    let state = ask.query().get("state").unwrap_or_default();
    let Some(cookie) = ask.sign_in_begun() else { return over() };
    let Some(flow) = ask.register.take_sign_in(cookie, state).await? else { return over() };
    come_back(&ask, &*provider, flow).await.map(Reply::end_sign_in)
}

async fn come_back(ask: &Ask, provider: &dyn Provider, flow: Taken) -> Answer {
    let (next, proves) = (flow.next.clone(), flow.proves.is_some());
    let came = match read(ask, provider, flow).await {
        Ok(arrival) => ask.register.arrive(arrival).await,
        Err(NotHelped(why)) => {
            tracing::warn!(why, "single sign-on was refused");
            let what = format!("What came back from {} does not sign you in.", provider.name());
            let instead = "Try again. If it happens once more, tell whoever looks after this register.";
            return not_signed_in(what, instead, way_back(&next, proves));
        }
    };
    match came {
        Ok(signed_in) => {
            // The session there was ends: nobody goes on under it. One that was proved goes on under its new token.
            if let Some(token) = ask.session().filter(|_| !proves) {
                ask.register.sign_out(token).await?;
            }
            let address = if signed_in.awaits_code { next_after("/sign-in/code", &next) } else { next };
            see_other(address).map(|reply| reply.start_session(signed_in.token))
        }
        Err(Refusal::NotAllowed { why, instead }) => not_signed_in(why, instead, way_back(&next, proves)),
        Err(refusal) => Err(refusal.into()),
    }
}

/// What the provider says of whoever came back.
async fn read<'a>(ask: &'a Ask, provider: &dyn Provider, flow: Taken) -> Result<Arrival<'a>, NotHelped> {
    let query = ask.query();
    // A provider that names itself in the address is the one that was asked (RFC 9207).
    if query.get("iss").is_some_and(|issuer| issuer != provider.issuer()) {
        return Err(NotHelped("another provider answered"));
    }
    if let Some(error) = query.get("error") {
        return Err(NotHelped(in_our_words(error)));
    }
    let code = query.get("code").ok_or(NotHelped("no code came back"))?.to_owned();
    let said = provider.says(&flow, code).await?;
    Ok(Arrival { said, flow, leeway: provider.leeway(), session: ask.session(), browser: ask.browser() })
}

/// The errors that a provider may send (RFC 6749, 4.1.2.1; OpenID Connect Core, 3.1.2.6); anything else is not logged.
fn in_our_words(error: &str) -> &'static str {
    match error {
        "access_denied" => "access_denied",
        "login_required" => "login_required",
        "interaction_required" => "interaction_required",
        "consent_required" => "consent_required",
        "invalid_request" => "invalid_request",
        "unauthorized_client" => "unauthorized_client",
        "invalid_scope" => "invalid_scope",
        "server_error" => "server_error",
        "temporarily_unavailable" => "temporarily_unavailable",
        _ => "an error without a known name",
    }
}

/// No sign-in of this browser waits for what came.
fn over() -> Answer {
    tracing::warn!(why = "no sign-in of this browser waits", "single sign-on was refused");
    let why = "No sign-in of this browser waits for an answer: it took too long, or has come back already.";
    not_signed_in(why, "Start again.", back_to("/"))
}

fn way_back(next: &str, proves: bool) -> AnyView {
    if proves {
        view! { <Anchor href=again(next) text="Try again"/> " or " <Anchor href=next.to_owned() text="go back without it"/> }
            .into_any()
    } else {
        back_to(next).into_any()
    }
}
