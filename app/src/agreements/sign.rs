//! `/agreements/{ref}/sign`: the particulars, the whole text and both schedules, and the signature under them.

use entities::{
    Refusal,
    agreement::{
        State,
        deeds::Sign,
        read::{FrozenTextOf, OverviewOf, TextOf},
    },
};
use http::StatusCode;
use leptos::prelude::*;

use super::{edition_line::made_address, head, text::Document};
use crate::{
    account::proof::{Proving, proof},
    form::{self, Fields, Said, Saved, submitted_to},
    http::{Answer, Ask, Typed},
    ui::{Button, Difference, Hidden, InsetText, PostForm},
};

/// The text to be signed, and the form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Signs what was shown.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    // With its last signature it is not being made any more.
    let signatures = made_address(&ask, "/signatures").await;
    let signed = async |_| Ok(Saved::at(signatures?).saying(Said::SIGNED));
    submitted_to(&ask, &typed, signature(&ask, &typed), signed, async |typed| show(&ask, typed).await).await
}

/// What is filled in under the text.
struct Words {
    position: String,
    authority: String,
    password: String,
}

fn words(fields: &mut Fields<'_, ()>, proving: &Proving) -> Option<Words> {
    let position = fields.line("position", "Your position").autocomplete("organization-title");
    let position = position.required("Enter your position");
    let authority = fields.line("authority", "Authority");
    let authority = authority.hint("By what you sign for your organisation: a minute, a scheme of delegation");
    let authority = authority.required("Enter the authority by which you sign");
    let whole = "I have read the particulars, the whole text and both schedules";
    let read = fields.tick("read", "Before you sign", whole);
    let read = read.some("Confirm that you have read the whole text", |text| (text == "yes").then_some(()));
    let password = proof(fields, proving, "Once more, so that nobody signs in your name");
    read?;
    Some(Words { position: position?, authority: authority?, password: password? })
}

/// The signature of whoever proves once more who they are.
async fn signature(ask: &Ask, typed: &Typed) -> Result<Sign, Refusal> {
    let (actor, agreement) = (ask.actor(typed)?, ask.reference()?);
    let proving = Proving::of(ask).await?;
    let Words { position, authority, password } = form::read(typed, |fields| words(fields, &proving))?;
    // Whoever finds an open session on a desk must not sign for an organisation.
    ask.register.prove(&actor, ask.proof(&password), "password").await?;
    Ok(Sign { agreement, hash: typed.get("hash").to_owned(), position, authority })
}

/// A revision that is or was open for signing, whole.
async fn frozen(ask: &Ask, number: i64) -> Result<Option<String>, Refusal> {
    match ask.register.read(&ask.viewer, &FrozenTextOf { asked: ask.made()?, number }).await {
        Err(Refusal::NotFound) => Ok(None),
        frozen => Ok(Some(frozen?.whole())),
    }
}

/// What somebody was about to sign, if it is not what is open for signing any more.
async fn shown_before(ask: &Ask, typed: &Typed) -> Result<Option<String>, Refusal> {
    match typed.seen() {
        Ok(number) if typed.status() == StatusCode::CONFLICT => frozen(ask, number).await,
        _ => Ok(None),
    }
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    let state = overview.agreement.state;
    if state != State::Signing {
        let (why, instead) = match state {
            State::Signed => {
                ("Every party has signed this agreement", "Nothing needs to be done. Nothing was signed now")
            }
            State::Withdrawn => ("This agreement was withdrawn", "Nothing was signed"),
            _ => (
                "This agreement is not open for signing",
                "You are told when the commissioner opens it. Nothing was signed",
            ),
        };
        return Err(Refusal::rule(why, instead).into());
    }
    if overview.has_signed {
        let why = "Your organisation has signed this revision already";
        return Err(Refusal::rule(why, "Nothing needs to be done: you are told when every party has signed").into());
    }
    if !overview.may_sign {
        let why = "Your role does not sign this agreement for your organisation.";
        return Err(Refusal::Forbidden { why: why.into() }.into());
    }
    let text = ask.register.read(&ask.viewer, &TextOf(ask.made()?)).await?.ok_or(Refusal::NotFound)?;
    let was = shown_before(ask, typed).await?;
    let proving = Proving::of(ask).await?;
    let (number, hash) = (text.number, text.hash.clone());
    let instead = proving.instead_of_form(typed);
    let (action, organisation) = (ask.path().to_owned(), ask.person()?.organisation.name.clone());
    let now = frozen(ask, number).await?.unwrap_or_default();
    head::task(&overview, "Read and sign").typed(typed).show(move || {
        view! {
            <InsetText>
                "You sign revision " {number.to_string()} " for " <strong>{organisation}</strong>
                ": the particulars, the text and both schedules, all of it below. Your signature is bound to its hash, "
                <code class="hash">{text.hash}</code> "."
            </InsetText>
            {was.map(|was| view! {
                <h2 class="govuk-heading-m">"What changed since you opened this page"</h2>
                <Difference before=was after=now/>
                <p class="govuk-body">"You signed nothing. Read it as it is now, all of it below, then sign it or leave it."</p>
            })}
            <Document text=text.text printed=text.printed framed=true/>
            {instead.unwrap_or_else(|| view! {
                <PostForm action seen=number agrees=true>
                    <Hidden name="hash" value=hash/>
                    {form::shown(None, |fields| words(fields, &proving))}
                    <Button>"Sign"</Button>
                </PostForm>
            }.into_any())}
        }
    })
}
