//! `/templates/new`, `/templates/{id}`: a starter text is written, changed, or offered no more.

use entities::{
    Refusal,
    agreement::{
        Kind,
        templates::kept::{KeptTemplate, TemplateOf, WithdrawTemplate, WriteTemplate},
    },
};
use leptos::prelude::*;

use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, Details, InsetText, PostForm, Seen},
};

const WITHDRAW: &str = "withdraw";

/// How a starter text begins.
const BEGINNING: &str =
    "%% title: \n%% kinds: memorandum\n\n## Purpose\n\n%% What to say here, for whoever drafts it.\n\nWe …\n";

/// The form for a new one.
pub async fn new(_: Ask) -> Answer {
    show_new(&Typed::filled([("text", BEGINNING.to_owned())])).await
}

/// Keeps it.
pub async fn post_new(ask: Ask, typed: Typed) -> Answer {
    let deed = async { Ok(WriteTemplate { existing: None, text: form::read(&typed, written)? }) };
    let saved = |id: i64| Saved::at(format!("/templates/{id}")).saying(Said::TEMPLATE_SAVED);
    submitted(&ask, &typed, deed, saved, async |typed| show_new(typed).await).await
}

/// One that is there.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Changes it, or takes it back.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let (template, at) = (key(&ask)?, ask.path().to_owned());
    let again = async |typed: &Typed| show(&ask, typed).await;
    if typed.form() == WITHDRAW {
        let deed = async { Ok(WithdrawTemplate { template, seen: typed.seen()? }) };
        let saved = Saved::at(at).saying(Said::TEMPLATE_WITHDRAWN);
        return submitted(&ask, &typed, deed, |()| saved, again).await;
    }
    let deed = async {
        let text = form::read(&typed, written)?;
        Ok(WriteTemplate { existing: Some((template, typed.seen()?)), text })
    };
    let saved = Saved::at(at).saying(Said::TEMPLATE_SAVED);
    submitted(&ask, &typed, deed, |_| saved, again).await
}

fn key(ask: &Ask) -> Result<i64, Refusal> {
    ask.param("id").parse().map_err(|_| Refusal::NotFound)
}

fn written(fields: &mut Fields<'_, KeptTemplate>) -> Option<String> {
    fields.source("text", "Starter text", 24).from(|kept| kept.text.clone()).verbatim()
}

async fn show_new(typed: &Typed) -> Answer {
    Page::new("Write a starter text").crumb("Starter texts", "/templates").typed(typed).show(|| {
        view! {
            <HowToWrite/>
            <PostForm action="/templates/new" seen=Seen::Nothing wide=true>
                {form::shown(None, written)}
                <Button>"Save it"</Button>
            </PostForm>
        }
    })
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let kept = ask.register.read(&ask.viewer, &TemplateOf(key(ask)?)).await?;
    let (action, withdraw) = (ask.path().to_owned(), ask.path().to_owned());
    Page::new(kept.title.clone()).crumb("Starter texts", "/templates").typed(typed).show(move || {
        let (filled, version, withdrawn) = (form::filled(&kept, written), kept.version, kept.withdrawn);
        view! {
            {withdrawn.then(|| view! { <InsetText>"It is offered no more. Saved anew it is offered again."</InsetText> })}
            <HowToWrite/>
            <PostForm action seen=version filled wide=true>
                {form::shown(Some(&kept), written)}
                <Button>"Save it"</Button>
            </PostForm>
            {(!withdrawn).then(|| view! {
                <PostForm action=withdraw seen=version name=WITHDRAW>
                    <Button secondary=true>"Offer it no more"</Button>
                </PostForm>
            })}
        }
    })
}

/// How a starter text is written.
#[component]
fn HowToWrite() -> impl IntoView {
    let kinds = Kind::ALL.iter().map(|kind| view! { <li><code>{kind.code()}</code> ": " {kind.label()}</li> });
    let kinds = kinds.collect_view();
    view! {
        <p class="govuk-body">
            "Its first lines say what it is called and for which kinds of agreement it is. A line that begins with " <code>"%%"</code>
            " is a note for whoever drafts: it stands beside the text and is never saved with it. A line " <code>"%% meets: …"</code>
            " says for which heads of terms a clause is."
        </p>
        <Details summary="The kinds of agreement"><ul class="govuk-list">{kinds}</ul></Details>
    }
}
