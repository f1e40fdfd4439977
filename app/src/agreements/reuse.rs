//! `/agreements/{ref}/reuse`: a clause of another agreement is found, read, and put into the text that is drafted.

use entities::{
    Refusal,
    agreement::{
        placed::Tables,
        read::{At, DraftingOf, OverviewOf},
        reuse::{ClauseToReuse, ClausesToReuse, Reusable, ReusableRow, ReuseClause, Source},
    },
    clause,
    list::Listed,
    values::Reference,
};
use leptos::prelude::*;

use super::{edition_line::made_address, head};
use crate::{
    form::{self, Fields, Said, Saved, submitted_to},
    http::{Answer, Ask, Typed},
    list::{NothingFollows, counted},
    ui::{Button, Choice, Column, EmptyState, Hidden, ListPages, Markdown, PostForm, SearchBox, Table},
};

/// The clauses that are found; or the one that was chosen, with the form.
pub async fn page(ask: Ask) -> Answer {
    match chosen(&ask)? {
        Some(read) => show(&ask, &Typed::empty(), read).await,
        None => list(&ask).await,
    }
}

/// Puts it into the text.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    // Whoever may not draft it hears nothing of what the form lacks.
    ask.register.read(&ask.viewer, &DraftingOf(ask.reference()?)).await?;
    let none = || Refusal::rule("No clause was chosen", "Find one first, and open it");
    let read = chosen(&ask)?.ok_or_else(none)?;
    let deed = async {
        let clause = ask.register.read(&ask.viewer, &read).await?;
        let after = form::read(&typed, |fields| place(fields, &[]))?;
        let source = Source {
            agreement: clause.agreement,
            edition: clause.edition,
            revision: clause.revision,
            anchor: clause.anchor,
            // Of what was shown: if it reads otherwise by now, it is asked for again.
            hash: typed.get("words").to_owned(),
        };
        Ok(ReuseClause { agreement: ask.reference()?, base: typed.seen()?, source, after })
    };
    let saved = async |_| Ok(Saved::at(made_address(&ask, "/text").await?).saying(Said::CLAUSE_REUSED));
    submitted_to(&ask, &typed, deed, saved, async |typed| show(&ask, typed, read.clone()).await).await
}

/// The clause that the address names.
fn chosen(ask: &Ask) -> Result<Option<ClauseToReuse>, Refusal> {
    let Some(from) = ask.query().get("from") else { return Ok(None) };
    let from: Reference = from.parse().map_err(|_| Refusal::NotFound)?;
    let number = ask.query().get("of").unwrap_or("1").parse().map_err(|_| Refusal::NotFound)?;
    let anchor = ask.query().get("clause").unwrap_or_default().to_owned();
    Ok(Some(ClauseToReuse { asked: At::Edition(number).of(from), anchor }))
}

/// `/agreements/mou-2015-001/reuse`.
pub(super) fn address(reference: &Reference) -> String {
    format!("{}/reuse", head::address(reference))
}

/// Behind which clause it goes; none is at the end.
fn place(fields: &mut Fields<'_, ()>, clauses: &[(String, String)]) -> Option<Option<String>> {
    let end = Choice::new("", "At the end");
    let after = clauses.iter().map(|(anchor, heading)| Choice::new(anchor.clone(), format!("After {heading}")));
    let choices = [end].into_iter().chain(after).collect();
    fields.choose("after", "Where does it go?", choices).maybe(|text| Ok::<_, String>(text.to_owned()))
}

async fn list(ask: &Ask) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    let words = ask.query().get("q").unwrap_or_default().to_owned();
    let found = ClausesToReuse { words: words.clone() };
    let listed = ask.register.list(&ask.viewer, &found, &ask.query().place()).await?;
    let count = ask.register.count(&ask.viewer, &found).await?;
    let (current, query) = (ask.path().to_owned(), ask.query().clone());
    let reference = overview.agreement.reference.clone();
    let text = format!("{}/edit", head::address(&reference));
    head::task(&overview, "Use a clause of another agreement").crumb("Write the text", text).show(move || {
        let Listed { rows, before, after, is_beyond } = listed;
        let found = if is_beyond {
            view! { <NothingFollows first=query.first(&current)/> }.into_any()
        } else if rows.is_empty() {
            view! {
                <EmptyState text="No clause is called so.">
                    <p class="govuk-body">"Clauses of every agreement that you may read are found by the words of their heading."</p>
                </EmptyState>
            }
            .into_any()
        } else {
            let columns = vec![Column::head("Clause"), Column::text("Of")];
            let rows = rows.into_iter().map(|row| cells(row, &current)).collect();
            view! {
                <Table caption=counted(count, "clause", "clauses") columns rows/>
                <ListPages path=current.clone() query before after/>
            }
            .into_any()
        };
        view! {
            <SearchBox action=current.clone() label="Words of its heading" query=words/>
            {found}
        }
    })
}

fn cells(row: ReusableRow, current: &str) -> Vec<AnyView> {
    let ReusableRow { anchor, number, heading, agreement, title, edition } = row;
    let href = format!("{current}?from={}&of={edition}&clause={anchor}", agreement.in_address());
    let clause = view! { <a class="govuk-link" href=href>{format!("{number}. {heading}")}</a> };
    let of = view! { {title} <span class="quiet quiet--block">{agreement.to_string()}</span> };
    vec![clause.into_any(), of.into_any()]
}

async fn show(ask: &Ask, typed: &Typed, read: ClauseToReuse) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    let drafting = ask.register.read(&ask.viewer, &DraftingOf(ask.reference()?)).await?;
    let found = ask.register.read(&ask.viewer, &read).await?;
    let reference = overview.agreement.reference.clone();
    let action = ask.address().to_owned();
    let pieces = clause::pieces(&drafting.text).into_iter();
    let clauses: Vec<(String, String)> =
        pieces.filter_map(|piece| Some((piece.anchor, format!("{}. {}", piece.number?, piece.heading)))).collect();
    let base = drafting.base;
    head::task(&overview, "Use this clause")
        .crumb("Write the text", format!("{}/edit", head::address(&reference)))
        .crumb("Clauses of other agreements", address(&reference))
        .typed(typed)
        .show(move || view! { <Chosen found action clauses base/> })
}

#[component]
fn Chosen(found: Reusable, action: String, clauses: Vec<(String, String)>, base: i64) -> impl IntoView {
    let Reusable { agreement, title, edition, revision, number, heading: _, text, hash, anchor: _ } = found;
    let of = format!("Clause {number} of {title} ({agreement}, edition {edition}, revision {revision}).");
    let before = u32::try_from(number - 1).unwrap_or_default();
    view! {
        <p class="govuk-body">{of} " Its words become a clause of this text, where you can change them. Where they came from stays with them."</p>
        <div class="document document--framed document--clause">
            <Markdown source=Tables::placed(None, &text) clauses_before=before/>
        </div>
        <PostForm action seen=base>
            <Hidden name="words" value=hash/>
            {form::shown(None, |fields| place(fields, &clauses))}
            <Button>"Put it into the text"</Button>
        </PostForm>
    }
}
