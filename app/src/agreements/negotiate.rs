//! `/agreements/{ref}/negotiate`: of each clause where the parties stand, what is asked of whoever reads, and the rounds.

use entities::{
    Refusal,
    agreement::{
        State,
        read::{Overview, OverviewOf},
    },
    negotiation::{
        deeds::{AgreeWithRest, CloseRound, OpenRound, ShowPositions, Shown},
        read::{ClauseRow, Negotiation, NegotiationOf, Progress, Round},
        rules::Standpoint,
    },
    values::{Reference, day},
};
use leptos::prelude::*;

use super::head::{self, Head};
use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, ButtonLink, Column, Details, EmptyState, Hidden, InsetText, PostForm, Table, Tag, Tone},
};

/// The clauses, and what is asked.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Agrees with all the rest; opens a round, shows every position in it, closes it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let agreement = ask.reference()?;
    let at = |said| Saved::at(address(&agreement)).saying(said);
    let again = async |typed: &Typed| show(&ask, typed).await;
    match typed.form() {
        REST => {
            let deed = async {
                form::read(&typed, |fields| rest(fields, 0))?;
                Ok(AgreeWithRest { agreement: agreement.clone(), revision: typed.seen()?, clauses: listed(&typed)? })
            };
            let saved = at(Said::RESTS_AGREED);
            submitted(&ask, &typed, deed, |_| saved, again).await
        }
        SHOW => {
            let deed = async { Ok(ShowPositions { agreement: agreement.clone(), seen: typed.seen()? }) };
            let saved = at(Said::POSITIONS_SHOWN);
            submitted(&ask, &typed, deed, |()| saved, again).await
        }
        CLOSE => {
            let deed = async { Ok(CloseRound { agreement: agreement.clone(), seen: typed.seen()? }) };
            let saved = at(Said::ROUND_CLOSED);
            submitted(&ask, &typed, deed, |()| saved, again).await
        }
        _ => {
            let deed = async {
                let closes = form::read(&typed, round)?;
                Ok(OpenRound { agreement: agreement.clone(), seen: typed.seen()?, closes })
            };
            let saved = at(Said::ROUND_OPENED);
            submitted(&ask, &typed, deed, |_| saved, again).await
        }
    }
}

const REST: &str = "rest";
const SHOW: &str = "show";
const CLOSE: &str = "close";
const OPEN: &str = "open";

/// The last day on which parties are asked.
fn round(fields: &mut Fields<'_, ()>) -> Option<chrono::NaiveDate> {
    let closes = fields.day("closes", "By which day are the parties asked?");
    closes.hint("For example, 15 1 2015. Every party is told, and has it among its work").required("Enter the day")
}

/// That every clause that is listed was read.
fn rest(fields: &mut Fields<'_, ()>, count: usize) -> Option<()> {
    let words =
        if count == 1 { "I have read this clause".to_owned() } else { format!("I have read all {count} clauses") };
    let read = fields.tick("read", "Before you agree", words);
    read.some("Confirm that you have read every clause that is listed", |text| (text == "yes").then_some(()))?;
    Some(())
}

/// A clause as a form carries it.
pub(super) fn carried(shown: &Shown) -> String {
    format!("{} {} {}", shown.anchor, shown.hash, shown.said)
}

/// A clause as a form carried it.
///
/// # Errors
/// [`Refusal::Invalid`] for what no form of ours sends.
pub(super) fn shown(text: &str) -> Result<Shown, Refusal> {
    let mut parts = text.split(' ');
    match (parts.next(), parts.next(), parts.next().map(str::parse)) {
        (Some(anchor), Some(hash), Some(Ok(said))) => {
            Ok(Shown { anchor: anchor.to_owned(), hash: hash.to_owned(), said })
        }
        _ => Err(Refusal::rule("The form does not say which clause it was about", "Open the page again")),
    }
}

fn listed(typed: &Typed) -> Result<Vec<Shown>, Refusal> {
    typed.all("clause").map(shown).collect()
}

/// `/agreements/mou-2015-001/negotiate`.
pub(super) fn address(reference: &Reference) -> String {
    format!("{}/negotiate", head::address(reference))
}

/// The address of one clause in negotiation.
pub(super) fn of_clause(reference: &Reference, anchor: &str) -> String {
    format!("{}/{anchor}", address(reference))
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    let negotiation = ask.register.read(&ask.viewer, &NegotiationOf(ask.made()?)).await?;
    let current = ask.path().to_owned();
    head::page(&overview, "Negotiation").typed(typed).show(move || {
        view! { <Head overview=overview.clone() current/> <Body overview negotiation/> }
    })
}

#[component]
fn Body(overview: Overview, negotiation: Negotiation) -> impl IntoView {
    let reference = overview.agreement.reference.clone();
    if negotiation.clauses.is_empty() {
        return view! {
            <EmptyState text="There is no clause to negotiate yet.">
                <p class="govuk-body">"Clauses are the headings of the text. The lead commissioner and the coordinator write it."</p>
            </EmptyState>
        }
        .into_any();
    }
    let words = standing_of(&negotiation);
    let (rest, rounds, progress) = (negotiation.clone(), negotiation.clone(), negotiation.progress.clone());
    view! {
        <p class="govuk-body">
            {words} " See also " <a class="govuk-link" href=format!("{}/who-pays", head::address(&reference))>"who pays"</a> ", "
            <a class="govuk-link" href=format!("{}/comments", head::address(&reference))>"comments"</a> " and "
            <a class="govuk-link" href=format!("{}/meetings", head::address(&reference))>"meetings"</a> "."
        </p>
        <Asked negotiation=negotiation.clone() reference=reference.clone()/>
        <Clauses negotiation reference=reference.clone()/>
        <Rest negotiation=rest reference=reference.clone()/>
        {(!progress.is_empty()).then(|| view! { <HowFar progress total=rounds.clauses.len()/> })}
        <Rounds negotiation=rounds reference/>
    }
    .into_any()
}

/// Where the negotiation stands, in a sentence or two.
fn standing_of(negotiation: &Negotiation) -> String {
    let revision = format!("This is revision {} of the text.", negotiation.revision);
    let round = match (negotiation.state, negotiation.round) {
        (State::Drafting, _) => "The negotiation has not been opened.".to_owned(),
        (State::Negotiating, None) => "No round has been opened yet.".to_owned(),
        (State::Negotiating, Some(Round { number, closes, closed_on: None, .. })) => {
            format!("Round {number} is open until {}.", day::in_words(closes))
        }
        (State::Negotiating, Some(Round { number, closed_on: Some(on), .. })) => {
            format!("Round {number} was closed on {}.", day::in_words(on))
        }
        _ => "This is not negotiated any more.".to_owned(),
    };
    format!("{round} {revision}")
}

/// What is asked of whoever reads: one thing to do next.
#[component]
fn Asked(negotiation: Negotiation, reference: Reference) -> impl IntoView {
    if !negotiation.may_stand {
        return ().into_any();
    }
    let (left, total) = (negotiation.asked.len(), negotiation.clauses.len());
    let Some(next) = negotiation.asked.first() else {
        return view! { <InsetText>"Your organisation has said where it stands on every clause."</InsetText> }
            .into_any();
    };
    let href = of_clause(&reference, &next.anchor);
    let said = total - left;
    let words = if said == 0 {
        format!("Your organisation is asked where it stands on {}.", clauses(total))
    } else {
        format!("Your organisation has said where it stands on {said} of {}.", clauses(total))
    };
    let hidden = (!negotiation.reads_all && negotiation.round.is_none_or(|round| !round.shown))
        .then_some("You read what the others say of a clause once you have said where you stand on it.");
    view! {
        <InsetText>{words} " " {hidden}</InsetText>
        <ButtonLink href>{if said == 0 { "Begin with the first clause" } else { "Go on with the next clause" }}</ButtonLink>
    }
    .into_any()
}

pub(super) fn clauses(count: usize) -> String {
    if count == 1 { "1 clause".to_owned() } else { format!("{count} clauses") }
}

pub(super) fn tone(standpoint: Standpoint) -> Tone {
    match standpoint {
        Standpoint::Agrees => Tone::Good,
        Standpoint::Objects => Tone::Alarm,
        Standpoint::Proposes => Tone::Active,
        Standpoint::OfWordsBefore | Standpoint::NotSaid => Tone::Waiting,
    }
}

#[component]
fn Clauses(negotiation: Negotiation, reference: Reference) -> impl IntoView {
    let has_own = negotiation.clauses.iter().any(|row| row.own.is_some());
    let own = has_own.then(|| Column::text("Your organisation"));
    let waits = negotiation.may_draft && negotiation.clauses.iter().any(|row| row.waiting > 0);
    let columns = [Column::head("Clause")].into_iter().chain(own).chain([Column::text("All parties")]);
    let columns = columns.chain(waits.then(|| Column::text("For you to decide"))).collect();
    let agreed = negotiation.clauses.iter().filter(|row| row.all_agree).count();
    let caption = match agreed {
        0 => "Clause by clause".to_owned(),
        _ => format!("Clause by clause: all agree with {}", clauses(agreed)),
    };
    let rows = negotiation.clauses.iter().map(|row| cells(row, &reference, has_own, waits)).collect();
    view! { <Table caption columns rows/> }
}

fn cells(row: &ClauseRow, reference: &Reference, has_own: bool, waits: bool) -> Vec<AnyView> {
    let href = of_clause(reference, &row.anchor);
    let name = format!("{}. {}", row.number, row.heading);
    let own = has_own.then(|| match row.own {
        Some(own) => view! { <Tag text=own.label() tone=tone(own)/> }.into_any(),
        None => ().into_any(),
    });
    let all = match (row.all_agree, row.counts.as_slice()) {
        (true, _) => view! { <Tag text="All agree" tone=Tone::Good/> }.into_any(),
        (false, []) => "Told once you have said where you stand".into_any(),
        (false, counts) => counted(counts).into_any(),
    };
    let waiting = waits.then(|| match row.waiting {
        0 => ().into_any(),
        1 => "1 proposal".into_any(),
        count => format!("{count} proposals").into_any(),
    });
    let clause = view! { <a class="govuk-link" href=href>{name}</a> }.into_any();
    std::iter::once(clause).chain(own).chain([all]).chain(waiting).collect()
}

/// "3 agree, 1 objects, 2 have not said".
fn counted(counts: &[(Standpoint, usize)]) -> String {
    let words = |(standpoint, count): &(Standpoint, usize)| {
        let one = *count == 1;
        let does = match standpoint {
            Standpoint::Agrees if one => "agrees",
            Standpoint::Agrees => "agree",
            Standpoint::Objects if one => "objects",
            Standpoint::Objects => "object",
            Standpoint::Proposes if one => "proposes other words",
            Standpoint::Proposes => "propose other words",
            Standpoint::OfWordsBefore => "said of the words before",
            Standpoint::NotSaid if one => "has not said",
            Standpoint::NotSaid => "have not said",
        };
        format!("{count} {does}")
    };
    counts.iter().map(words).collect::<Vec<_>>().join(", ")
}

/// Agreeing with every clause of which nothing was said yet, each listed.
#[component]
fn Rest(negotiation: Negotiation, reference: Reference) -> impl IntoView {
    (negotiation.may_stand && !negotiation.asked.is_empty()).then(|| {
        let count = negotiation.asked.len();
        let is_asked = |row: &&ClauseRow| negotiation.asked.iter().any(|asked| asked.anchor == row.anchor);
        let items = negotiation.clauses.iter().filter(is_asked).map(|row| {
            let href = of_clause(&reference, &row.anchor);
            view! { <li><a class="govuk-link" href=href>{format!("{}. {}", row.number, row.heading)}</a></li> }
        });
        let items = items.collect_view();
        let hidden = negotiation.asked.iter().map(|shown| view! { <Hidden name="clause" value=carried(shown)/> });
        let hidden = hidden.collect_view();
        let text = format!("{}/text", head::address(&reference));
        let action = address(&reference);
        view! {
            <h2 class="govuk-heading-m" id="rest">"Agree with all the rest"</h2>
            <p class="govuk-body">
                "Your organisation then agrees with each of these clauses, as "
                <a class="govuk-link" href=text>"the text"</a> " reads now:"
            </p>
            <ul class="govuk-list govuk-list--bullet">{items}</ul>
            <PostForm action seen=negotiation.revision name=REST agrees=true>
                {hidden}
                {form::shown(None, |fields| rest(fields, count))}
                <Button secondary=true>{format!("Agree with {}", if count == 1 { "it".to_owned() } else { format!("all {count}") })}</Button>
            </PostForm>
        }
    })
}

/// How far each party has come, for who reads everything.
#[component]
fn HowFar(progress: Vec<Progress>, total: usize) -> impl IntoView {
    let columns =
        vec![Column::head("Party"), Column::text("Speaks as"), Column::number("Has said"), Column::number("Agrees")];
    let row = |row: Progress| {
        vec![
            row.party.name.into_any(),
            row.speaks_as.label().into_any(),
            format!("{} of {total}", row.said).into_any(),
            row.agrees.to_string().into_any(),
        ]
    };
    let rows = progress.into_iter().map(row).collect();
    view! { <Table caption="How far each party has come" columns rows/> }
}

/// Opening a round, showing what was said in it, closing it.
#[component]
fn Rounds(negotiation: Negotiation, reference: Reference) -> impl IntoView {
    if !negotiation.may_open_round {
        return ().into_any();
    }
    let action = address(&reference);
    let open = negotiation.round.filter(|round| round.closed_on.is_none());
    let Some(open) = open else {
        let seen = negotiation.rounds;
        let words = format!("Open round {}", seen + 1);
        return view! {
            <h2 class="govuk-heading-m">{words.clone()}</h2>
            <p class="govuk-body">
                "Every party is asked where it stands on each clause. What it says is about the words as they are: a clause that \
                 changes is asked about again."
            </p>
            <PostForm action seen name=OPEN>
                {form::shown(None, round)}
                <Button>{words}</Button>
            </PostForm>
        }
        .into_any();
    };
    let (show_action, version) = (action.clone(), open.version);
    let shown = if open.shown {
        view! { <p class="govuk-body">"Every party reads what the others say."</p> }.into_any()
    } else {
        view! {
            <p class="govuk-body">
                "A party reads what the others say of a clause once it has said where it stands on it. You can show everything to all now."
            </p>
            <PostForm action=show_action seen=version name=SHOW>
                <Button secondary=true>"Show all parties what each says"</Button>
            </PostForm>
        }
        .into_any()
    };
    let close = negotiation.may_close_round.then(|| {
        view! {
            <PostForm action seen=version name=CLOSE>
                <Button secondary=true>{format!("Close round {}", open.number)}</Button>
            </PostForm>
        }
    });
    view! {
        <Details summary=format!("Round {}: show all positions, or close it", open.number)>
            {shown} {close}
        </Details>
    }
    .into_any()
}
