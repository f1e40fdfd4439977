//! `/agreements/{ref}/heads`: what a text of its kind is expected to say, and which clause says it.

use std::collections::BTreeMap;

use entities::{
    agreement::{
        deeds::MarkHeads,
        read::{HeadOf, Heads, HeadsOf, OverviewOf},
    },
    values::Reference,
};
use leptos::prelude::*;

use super::head;
use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, Choice, EmptyState, Hidden, PostForm, Seen},
};

/// The heads, each with its clause.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Saves which clauses are for which heads.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let agreement = ask.reference()?;
        let read = ask.register.read(&ask.viewer, &HeadsOf(agreement.clone())).await?;
        let marks = form::read(&typed, |fields| marks(fields, &read))?;
        Ok(MarkHeads { agreement, hash: typed.get("marks").to_owned(), marks })
    };
    let saved = Saved::at(address(&ask.reference()?)).saying(Said::HEADS_MARKED);
    submitted(&ask, &typed, deed, |()| saved, async |typed| show(&ask, typed).await).await
}

/// `/agreements/mou-2015-001/heads`.
pub(super) fn address(reference: &Reference) -> String {
    format!("{}/heads", head::address(reference))
}

/// For each head the clause that is for it.
fn marks(fields: &mut Fields<'_, Heads>, heads: &Heads) -> Option<BTreeMap<String, String>> {
    let mut marks = BTreeMap::new();
    let mut all_right = true;
    for one in &heads.heads {
        let HeadOf { head, met_by, suggested } = one;
        let choices = heads
            .clauses
            .iter()
            .map(|(anchor, number, heading)| Choice::new(anchor.clone(), format!("{number}. {heading}")));
        let suggestion = suggested.as_ref().map(|(_, number, heading)| format!(" Perhaps clause {number}, {heading}?"));
        let hint = format!("{} {}.{}", head.guidance, head.source, suggestion.unwrap_or_default());
        let field = fields.choose(format!("head-{}", head.key), head.name, choices.collect());
        let field = field.empty("No clause yet").hint(hint);
        let chosen = met_by.as_ref().map(|(anchor, ..)| anchor.clone()).unwrap_or_default();
        let chosen = field.chosen_of(|_| chosen).maybe(|anchor| Ok::<_, String>(anchor.to_owned()));
        match chosen {
            Some(Some(anchor)) => {
                marks.insert(head.key.to_owned(), anchor);
            }
            Some(None) => {}
            None => all_right = false,
        }
    }
    all_right.then_some(marks)
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    let read = ask.register.read(&ask.viewer, &HeadsOf(ask.reference()?)).await?;
    let action = ask.path().to_owned();
    head::task(&overview, "What the text says").typed(typed).show(move || {
        if read.clauses.is_empty() {
            return view! {
                <EmptyState text="Nothing has been written yet.">
                    <p class="govuk-body">"Write the text first: then you can say which clause is for which head of terms."</p>
                </EmptyState>
            }
            .into_any();
        }
        let filled = form::filled(&read, |fields| marks(fields, &read));
        let met = read.heads.iter().filter(|one| one.met_by.is_some()).count();
        let words = format!(
            "An agreement of this kind is expected to say the following; {met} of {} have a clause. This is a checklist with its sources, \
             not legal advice, and nothing waits for it.",
            read.heads.len()
        );
        view! {
            <p class="govuk-body">{words}</p>
            <PostForm action seen=Seen::Nothing filled>
                <Hidden name="marks" value=read.hash.clone()/>
                {form::shown(Some(&read), |fields| marks(fields, &read))}
                <Button>"Save"</Button>
            </PostForm>
        }
        .into_any()
    })
}
