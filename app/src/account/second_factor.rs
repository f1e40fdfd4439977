//! `/account/second-factor`: setting up the second factor, or taking it away.

use entities::{
    Refusal,
    access::Actor,
    account::{read::own::OwnAccount, second_factor::SecondFactor},
};
use leptos::prelude::*;

use super::proof::{Proving, proof};
use crate::{
    form::{self, Fields, Said, Saved, answered},
    http::{Answer, Ask, Cache, Page, Typed},
    ui::{Button, Column, Hidden, InsetText, PostForm, QrCode, Seen, Table, WarningText},
};

/// What there is now, and the form for a new one.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Sets it up and shows the recovery codes once; or takes it away.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    // No double press: it would show codes that a first press did not keep.
    let actor = Actor::person(ask.person()?.clone(), None);
    let own = ask.own_account().await?;
    let proving = Proving::by(&ask, &own);
    if typed.form() == "remove" {
        let gone = async {
            let password = form::read(&typed, |fields| proof::<()>(fields, &proving, ""))?;
            ask.register.take_away_second_factor(&actor, ask.proof(&password)).await
        };
        let gone = gone.await.map(|()| Saved::at("/account").saying(Said::SECOND_FACTOR_GONE));
        return answered(&typed, gone, async |typed| show(&ask, typed).await).await;
    }
    let set_up = match SecondFactor::kept(typed.get("secret"), &own.email, &ask.site.name) {
        Ok(factor) => match form::read(&typed, |fields| code(fields, &proving)) {
            Ok((code, password)) => {
                ask.register.set_up_second_factor(&actor, &factor, &code, ask.proof(&password)).await
            }
            Err(refusal) => Err(refusal),
        },
        // Not what the page sent.
        Err(_) => return show(&ask, &Typed::empty().refused(Refusal::field("code", "Use the new key below"))?).await,
    };
    match set_up {
        Ok(codes) => recovery_codes(codes),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

/// The code that the app shows, and what proves who sets it up.
fn code(fields: &mut Fields<'_, ()>, proving: &Proving) -> Option<(String, String)> {
    let code = fields.line("code", "Six figures").keyboard("numeric").autocomplete("one-time-code").width(10);
    let code = code.verbatim();
    let password = proof(fields, proving, "");
    Some((code?, password?))
}

fn recovery_codes(codes: Vec<String>) -> Answer {
    Page::new("The second factor is set up").crumb("Your account", "/account").cache(Cache::Nobody).show(move || {
        let rows = codes.into_iter().map(|code| vec![view! { <code>{code}</code> }.into_any()]).collect();
        view! {
            <WarningText text="Keep these codes where you find them without your telephone. They are not shown again."/>
            <p class="govuk-body">"Each opens your account once, in place of the six figures."</p>
            <Table caption="Recovery codes" columns=vec![Column::head("Code")] rows/>
            <p class="govuk-body"><a class="govuk-link" href="/account">"I have kept them"</a></p>
        }
    })
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let own = ask.own_account().await?;
    let proving = Proving::by(ask, &own);
    let instead = proving.instead_of_form(typed);
    let factor = match typed.get("secret") {
        "" => SecondFactor::new(&own.email, &ask.site.name)?,
        kept => SecondFactor::kept(kept, &own.email, &ask.site.name)?,
    };
    let (secret, address) = (factor.base32().to_owned(), factor.address()?);
    let organisation = ask.person()?.lacks_second_factor.then(|| ask.person().map(|p| p.organisation.name.clone()));
    let organisation = organisation.transpose()?;
    Page::new("Second factor").crumb("Your account", "/account").typed(typed).cache(Cache::Nobody).show(move || {
        view! {
            {organisation.map(|name| view! {
                <InsetText>{name} " asks its people for a second factor. Until it is set up, you read what everybody reads."</InsetText>
            })}
            {instead.unwrap_or_else(|| view! {
                <SetUp own=own.clone() secret address proving=proving.clone()/>
                {own.has_second_factor.then(|| view! { <TakeAway proving/> })}
            }.into_any())}
        }
    })
}

#[component]
fn SetUp(own: OwnAccount, secret: String, address: String, proving: Proving) -> impl IntoView {
    let groups = secret.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
    let heading = if own.has_second_factor { "Set it up with another telephone" } else { "Set it up" };
    view! {
        <h2 class="govuk-heading-m">{heading}</h2>
        <ol class="govuk-list govuk-list--number">
            <li>"Open an authenticator app on your telephone, and let it read the square, or type the key."</li>
            <li>"Enter the six figures that it shows" {matches!(proving, Proving::Password).then_some(", and your password")} "."</li>
        </ol>
        <QrCode text=address label="For the camera of the authenticator app"/>
        <p class="govuk-body">"Key: " <code>{groups}</code></p>
        <PostForm action="/account/second-factor" seen=Seen::Nothing>
            <Hidden name="secret" value=secret/>
            {form::shown(None, |fields| code(fields, &proving))}
            <Button>"Set up the second factor"</Button>
        </PostForm>
    }
}

#[component]
fn TakeAway(proving: Proving) -> impl IntoView {
    view! {
        <h2 class="govuk-heading-m">"Take it away"</h2>
        <PostForm action="/account/second-factor" seen=Seen::Nothing name="remove">
            {form::shown(None, |fields| proof::<()>(fields, &proving, ""))}
            <Button warning=true>"Take the second factor away"</Button>
        </PostForm>
    }
}
