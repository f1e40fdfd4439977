//! `/organisations/matches`: records that may be of one body, with the reasons; merging them, saying that they are two, or that one
//! took over from the other.

use entities::{
    Refusal,
    list::Count,
    organisation::{
        MatchState,
        deeds::{SayTookOver, TellApart},
        read::{Candidate, MatchRow, Matches},
        rules::matching::Reason,
    },
    values::{Reference, day},
};
use leptos::prelude::*;

use crate::{
    form::{Said, Saved, submitted},
    http::{Answer, Ask, Page, Query, Typed},
    list::{FilterPanel, Misread, NothingFollows, counted},
    ui::{Choice, Column, EmptyState, Hidden, ListPages, PostForm, Seen, Select, Table, TextInput, moment},
};

/// What is proposed.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Says that two records are of two bodies, or that one took over from the other.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let kept = Saved::at(ask.address()).saying(Said::DECISION_KEPT);
    let again = async |typed: &Typed| show(&ask, typed).await;
    let mut read = typed.read();
    let proposal = read.number("proposal", "Choose two records");
    if typed.form() == "after" {
        let successor = read.parsed("successor", "Choose two records", str::parse::<Reference>);
        let from = read.parsed("from", "Choose two records", str::parse::<chrono::NaiveDate>);
        let deed = read.finish(|| Some(SayTookOver { proposal: proposal?, successor: successor?, from: from? }));
        return submitted(&ask, &typed, async { deed }, |()| kept, again).await;
    }
    let deed = read.finish(|| Some(TellApart { proposal: proposal? }));
    submitted(&ask, &typed, async { deed }, |()| kept, again).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let query = ask.query().clone();
    let find = async |matches: Matches| {
        let page = ask.register.list(&ask.viewer, &matches, &query.place()).await?;
        Ok((page, ask.register.count(&ask.viewer, &matches).await?))
    };
    let (matches, asked) = ask.listed(filter(&query), find).await?;
    let misread = !asked.faults().is_empty();
    let action = ask.address().to_owned();
    let page = Page::new("Records that may be of one body").crumb("Organisations", "/organisations");
    let page = page.typed(if misread { &asked } else { typed });
    page.show(move || {
        let (page, count) = matches;
        let (before, after, is_beyond) = (page.before, page.after, page.is_beyond);
        view! {
            <p class="govuk-body">
                "After each list that is imported, records with nearly the same name are compared by name, place and dates. Nothing is merged by itself. A school that became an academy has another number, and is another body: say who took over."
            </p>
            <div class="filtered-list">
                <Filters query=query.clone()/>
                <div>
                    {match (misread, is_beyond) {
                        (true, _) => view! { <Misread/> }.into_any(),
                        (_, true) => view! { <NothingFollows first=query.first("/organisations/matches")/> }.into_any(),
                        _ => view! { <Rows rows=page.rows count action/> }.into_any(),
                    }}
                    <ListPages path="/organisations/matches" query before after/>
                </div>
            </div>
        }
    })
}

fn filter(query: &Query) -> Result<Matches, Refusal> {
    let mut read = query.narrowing();
    let filter = Matches {
        words: read.words(),
        state: read.value("state", "Choose one of the list").unwrap_or(MatchState::Proposed),
        reason: read.value("reason", "Choose one of the list"),
    };
    read.read(filter)
}

#[component]
fn Filters(query: Query) -> impl IntoView {
    view! {
        <FilterPanel action="/organisations/matches" query>
            <TextInput name="q" label="Name, place or code" kind="search"/>
            <Select name="reason" label="Reason" choices={Choice::words::<Reason>()} empty="Any reason"/>
            <Select name="state" label="Decision" choices={Choice::words::<MatchState>()}/>
        </FilterPanel>
    }
}

#[component]
fn Rows(rows: Vec<MatchRow>, count: Count, action: String) -> impl IntoView {
    if rows.is_empty() {
        return view! {
            <EmptyState text="No records match.">
                <p class="govuk-body">"Try another decision or fewer filters. More may be proposed after the next import."</p>
            </EmptyState>
        }
        .into_any();
    }
    let caption = counted(count, "pair of records", "pairs of records");
    let columns = vec![Column::text("Two records"), Column::text("Why they may be one"), Column::text("Decide")];
    let rows = rows.into_iter().map(|pair| row(pair, &action)).collect();
    view! { <Table caption columns rows/> }.into_any()
}

fn row(pair: MatchRow, action: &str) -> Vec<AnyView> {
    let decide = decide(&pair, action);
    let reasons = pair.reasons.iter().map(|reason| view! { <li>{reason.label()}</li> }).collect_view();
    let since = format!("{}, {}", pair.source, moment(pair.at));
    vec![
        view! {
            <div class="govuk-!-margin-bottom-2"><Card candidate=pair.one/></div>
            <div><Card candidate=pair.other/></div>
        }
        .into_any(),
        view! { <ul class="govuk-list plain-list">{reasons}</ul> <span class="quiet quiet--block">{since}</span> }
            .into_any(),
        decide,
    ]
}

#[component]
fn Card(candidate: Candidate) -> impl IntoView {
    let body = candidate.organisation;
    let href = format!("/organisations/{}", body.reference.in_address());
    let place = [body.town, body.postcode].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let codes = candidate.identifiers.iter().map(|code| format!("{} {}", code.scheme.label(), code.value()));
    let codes = codes.collect::<Vec<_>>().join(", ");
    let opened = body.opened.map(|opened| format!("opened {}", day::in_words(opened)));
    let closed = body.closed.map(|closed| format!("closed {}", day::in_words(closed)));
    let about = [
        Some(body.reference.to_string()),
        Some(body.kind.label().to_owned()),
        Some(place),
        Some(codes),
        opened,
        closed,
    ];
    let about = about.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
    view! { <a class="govuk-link" href=href>{body.name}</a> <span class="quiet quiet--block">{about}</span> }
}

fn decide(pair: &MatchRow, action: &str) -> AnyView {
    let (one, other) = (&pair.one.organisation, &pair.other.organisation);
    let both = format!(" {} and {}", one.name, other.name);
    let (proposal, action) = (pair.proposal.to_string(), action.to_owned());
    let merge = format!("/organisations/{}/merge?with={}", one.reference.in_address(), other.reference);
    let compare = view! {
        <a class="govuk-link stacked" href=merge>
            "Compare and merge" <span class="govuk-visually-hidden">{both.clone()}</span>
        </a>
    };
    match pair.state {
        MatchState::Merged => MatchState::Merged.label().into_any(),
        MatchState::TwoBodies => view! { {MatchState::TwoBodies.label()} {compare} }.into_any(),
        MatchState::Proposed => view! {
            {after(pair, &action)}
            {compare}
            <PostForm action seen=Seen::Nothing name="apart">
                <Hidden name="proposal" value=proposal/>
                <button type="submit" class="link-button">
                    "They are two bodies" <span class="govuk-visually-hidden">{both}</span>
                </button>
            </PostForm>
        }
        .into_any(),
    }
}

/// The button by which one body is said to have taken over from the other, where one closed when the other opened.
fn after(pair: &MatchRow, action: &str) -> Option<AnyView> {
    let (earlier, later, from) = pair.succession()?;
    let (earlier, later) = (&earlier.organisation, &later.organisation);
    let says = format!("{} took over from {} on {}", later.reference, earlier.reference, day::in_words(from));
    let (proposal, successor, from) = (pair.proposal.to_string(), later.reference.to_string(), from.to_string());
    let action = action.to_owned();
    let form = view! {
        <PostForm action seen=Seen::Nothing name="after">
            <Hidden name="proposal" value=proposal/>
            <Hidden name="successor" value=successor/>
            <Hidden name="from" value=from/>
            <button type="submit" class="link-button">{says}</button>
        </PostForm>
    };
    Some(form.into_any())
}
