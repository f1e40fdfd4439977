//! `/agreements/{ref}/negotiate/{clause}/proposals/{key}`: whoever drafts takes over the words that a party proposes, or leaves them.

use entities::{
    Refusal,
    agreement::read::OverviewOf,
    negotiation::{
        deeds::{LeaveWords, TakeWordsOver},
        read::{ClauseOf, ClausePage, Position},
    },
};
use leptos::prelude::*;

use super::{
    head,
    negotiate::{address, of_clause},
    negotiate_clause::Proposed,
};
use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, PostForm, Seen},
};

/// The words beside the clause, and both forms.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Takes them over, or leaves them.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let (agreement, position) = (ask.reference()?, key(&ask)?);
    let clause = of_clause(&agreement, ask.param("clause"));
    let again = async |typed: &Typed| show(&ask, typed).await;
    if typed.form() == LEAVE {
        let deed =
            async { Ok(LeaveWords { agreement: agreement.clone(), position, reason: form::read(&typed, reason)? }) };
        let left = Saved::at(clause).saying(Said::WORDS_LEFT);
        return submitted(&ask, &typed, deed, |()| left, again).await;
    }
    let deed = async {
        let (base, words) = (typed.seen()?, form::read(&typed, words)?);
        Ok(TakeWordsOver { agreement: agreement.clone(), base, position, words })
    };
    let taken = Saved::at(clause).saying(Said::WORDS_TAKEN);
    submitted(&ask, &typed, deed, |_| taken, again).await
}

const TAKE: &str = "take";
const LEAVE: &str = "leave";

fn key(ask: &Ask) -> Result<i64, Refusal> {
    ask.param("key").parse().map_err(|_| Refusal::NotFound)
}

/// The words that take the clause's place.
fn words(fields: &mut Fields<'_, Position>) -> Option<String> {
    let words = fields.area("proposed", "The clause as it will read", 10);
    let words = words.hint("As it was proposed. Change it here to take it over with changes");
    words.from(|said| said.proposed.clone()).verbatim()
}

/// Why they are not taken over.
fn reason(fields: &mut Fields<'_, Position>) -> Option<String> {
    let reason = fields.area("reason", "Why these words are not taken over", 3);
    reason.hint("Whoever proposed them reads it").required("Enter why these words are not taken over")
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    let of = ClauseOf { asked: ask.made()?, anchor: ask.param("clause").to_owned() };
    let page = ask.register.read(&ask.viewer, &of).await?;
    let (key, action) = (key(ask)?, ask.path().to_owned());
    let found = page.stands.iter().find_map(|row| {
        let said = row.said.as_ref().filter(|said| said.id == key && page.may_draft)?;
        Some((row.party.name.clone(), said.clone()))
    });
    let (party, said) = found.ok_or(Refusal::NotFound)?;
    if !said.waits {
        let why = format!("Nothing waits here to be decided: {}", said.outcome.label().to_lowercase());
        return Err(Refusal::rule(why, "Go back to the clause").into());
    }
    let reference = overview.agreement.reference.clone();
    let clause = format!("Clause {}: {}", page.number, page.heading);
    head::task(&overview, "Decide about proposed words")
        .crumb("Negotiation", address(&reference))
        .crumb(clause, of_clause(&reference, &page.shown.anchor))
        .typed(typed)
        .show(move || view! { <Decide page party said action/> })
}

#[component]
fn Decide(page: ClausePage, party: String, said: Position, action: String) -> impl IntoView {
    let filled = form::filled(&said, words);
    let (leave, why, key) = (action.clone(), said.words.clone(), said.id);
    let (before, after, of_leaving) = (page.text.clone(), said.proposed.clone(), said.clone());
    view! {
        <p class="govuk-body">{format!("{party} proposes other words for clause {}.", page.number)}</p>
        {(!why.is_empty()).then(|| view! { <p class="govuk-body stands__words">{why}</p> })}
        <h2 class="govuk-heading-m">"What would change"</h2>
        <Proposed before after key/>
        <h2 class="govuk-heading-m">"Take them over"</h2>
        <p class="govuk-body">
            "That makes the next revision, which says whose words it took. Every party is asked again about this clause, but for who \
             proposed the words, if you take them as they are."
        </p>
        <PostForm action seen=page.revision name=TAKE filled wide=true>
            {form::shown(Some(&said), words)}
            <Button>"Take these words over"</Button>
        </PostForm>
        <h2 class="govuk-heading-m">"Leave them"</h2>
        <PostForm action=leave seen=Seen::Nothing name=LEAVE>
            {form::shown(Some(&of_leaving), reason)}
            <Button secondary=true>"Leave the clause as it is"</Button>
        </PostForm>
    }
}
