//! `/tenders/{ref}`: a procurement with what comes next, its facts, all its events, and who is interested.

use entities::{
    following::{deeds::Follow, read::IsFollowed},
    procurement::read::{self, Interested, ProcurementPage},
};
use leptos::prelude::*;

use super::{
    awards::Awards,
    frame::{address, saved},
    notice::NoticeParts,
    questions::Questions,
    scope::ScopeOfOne,
    timeline::Timeline,
    words::{sentence, tone, value},
};
use crate::{
    form::Said,
    http::{Answer, Ask, Fields, Page, Typed},
    imports::differences::Differences,
    ui::{
        Button, ButtonLink, Column, Hidden, PlainText, PostForm, Seen, SummaryList, SummaryRow, Table, Tag, Tone,
        day_or, moment,
    },
};

/// The procurement.
pub async fn page(ask: Ask) -> Answer {
    let page = ask.register.read(&ask.viewer, &ProcurementPage(ask.reference()?)).await?;
    let followed = ask.register.read(&ask.viewer, &IsFollowed(page.procurement.reference.clone())).await?;
    let (title, reference) = (page.procurement.title.clone(), page.procurement.reference.to_string());
    let signed_out = ask.viewer.person().is_none();
    Page::new(title).caption(reference).crumb("Tenders", "/tenders").show(move || {
        let base = address(&page);
        view! {
            <Next page=page.clone() signed_out followed/>
            <h2 class="govuk-heading-l">"Timeline"</h2>
            <Timeline page=page.clone() base=base.clone() signed_out/>
            <h2 class="govuk-heading-l">"What it is about"</h2>
            <Facts page=page.clone()/>
            <Differences differences=page.differences.clone() back="procurement"/>
            {page.may_keep.then(|| view! { <ScopeOfOne procurement=page.procurement.clone()/> })}
            <Description text=page.procurement.description.clone()/>
            <Questions
                clarifications=page.clarifications.clone()
                base=base.clone()
                may_ask=page.may_take_part
                may_answer=page.may_keep
                signed_out
                has_notices=!page.notice.documents.is_empty()
            />
            <Awards awards=page.awards.clone() contracts=page.contracts.clone() base may_keep=page.may_keep/>
            <NoticeParts notice=page.notice.clone() releases=page.releases/>
            {page.interested.map(|interested| view! { <Interests interested/> })}
        }
    })
}

/// Follows it, or no longer.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let (procurement, follow) = (ask.reference()?, typed.get("follow") == "yes");
    ask.register.change(&ask.actor(&typed)?, &Follow { procurement, follow }).await?;
    saved(&ask, if follow { Said::FOLLOWED } else { Said::UNFOLLOWED })?.answer()
}

/// What comes next, and what can be done about it; whether the reader follows it, `None` for the public.
#[component]
fn Next(page: read::Page, signed_out: bool, followed: Option<bool>) -> impl IntoView {
    let base = address(&page);
    let next = match page.next() {
        Some(event) => {
            view! { <p class="govuk-body-l">"Next: " <strong>{event.kind.label()}</strong> ", " {event.when.in_words()}</p> }
                .into_any()
        }
        None => view! { <p class="govuk-body">"No event is known to come."</p> }.into_any(),
    };
    let interest = match (&page.own_interest, page.no_interest, page.may_take_part) {
        (Some(own), ..) => {
            let words = own.words.clone();
            Some(
                view! {
                    <p class="govuk-body">
                        {format!("Your organisation registered its interest on {}. ", day_or(Some(entities::clock::day_of(own.at)), ""))}
                        <a class="govuk-link" href=format!("{base}/interest")>"Change what you said"</a>
                    </p>
                    <PlainText text=words/>
                }
                .into_any(),
            )
        }
        (None, None, true) => {
            Some(view! { <ButtonLink href=format!("{base}/interest")>"Register interest"</ButtonLink> }.into_any())
        }
        (None, None, false) if signed_out => Some(
            view! {
                <p class="govuk-body">
                    "Are you a provider? "
                    <a class="govuk-link" href=format!("{base}/interest")>"Sign in to register interest"</a>
                </p>
            }
            .into_any(),
        ),
        (None, Some((why, instead)), true) => {
            Some(view! { <p class="govuk-body">{format!("{why} {instead}")}</p> }.into_any())
        }
        _ => None,
    };
    let keep = page.may_keep.then(|| {
        view! {
            <div class="govuk-button-group">
                <ButtonLink href=format!("{base}/events/new")>"Add an event"</ButtonLink>
                {page.may_award.then(|| view! { <ButtonLink href=format!("{base}/award") secondary=true>"Enter an award"</ButtonLink> })}
                <ButtonLink href=format!("{base}/edit") secondary=true>"Change"</ButtonLink>
            </div>
        }
    });
    let follow = followed.map(|followed| {
        let (value, text) = if followed { ("no", "Stop following") } else { ("yes", "Follow") };
        view! {
            <PostForm action=base.clone() seen=Seen::Nothing name="follow">
                <Hidden name="follow" value/>
                <Button secondary=true>{text}</Button>
            </PostForm>
        }
    });
    view! { <div class="next">{next} {interest} {keep} {follow}</div> }
}

#[component]
fn Facts(page: read::Page) -> impl IntoView {
    let read::Page { procurement, state, buyer, service, notice, .. } = page.clone();
    let buyer = match buyer {
        Some(named) => {
            let href = format!("/organisations/{}", named.reference.in_address());
            view! { <a class="govuk-link" href=href>{named.name}</a> }.into_any()
        }
        None => procurement.buyer_name.clone().into_any(),
    };
    let query: Fields = [("buyer", procurement.buyer_name)].into_iter().collect();
    let others = format!("/tenders?{}", query.encode());
    let others = view! { <a class="govuk-link" href=others>"All tender events of this buyer"</a> };
    let cpv = procurement.cpv.map(|code| match notice.cpv_label {
        Some(label) => format!("{code}: {label}"),
        None => code.to_string(),
    });
    let suits = match (notice.suits_sme, notice.suits_vcse) {
        (Some(true), Some(true)) => Some("Small and medium-sized enterprises; voluntary and social enterprises"),
        (Some(true), _) => Some("Small and medium-sized enterprises"),
        (_, Some(true)) => Some("Voluntary and social enterprises"),
        _ => None,
    };
    let places = (!notice.places.is_empty()).then(|| notice.places.join(", "));
    let service = service.map(|(reference, name)| {
        let href = format!("/services/{}", reference.in_address());
        SummaryRow::new("Service", view! { <a class="govuk-link" href=href>{name}</a> })
    });
    let fact = |name: &'static str, words: Option<String>| words.map(|words| SummaryRow::new(name, words));
    let state = view! {
        <Tag text=state.label() tone=tone(state)/>
        {procurement.in_scope.then(|| view! { " " <Tag text="In scope" tone=Tone::Good/> })}
        {(!procurement.published).then(|| view! { " " <Tag text="Not published" tone=Tone::Alarm/> })}
    };
    let follows = page.follows.into_iter().map(|(reference, title)| {
        let href = format!("/contracts/{}", reference.in_address());
        SummaryRow::new("Follows the contract", view! { <a class="govuk-link" href=href>{title}</a> })
    });
    let rows = [Some(SummaryRow::new("Status", state)), Some(SummaryRow::new("Buyer", buyer)), service];
    let more = [
        fact("Value", value(procurement.value_low, procurement.value_high).or(Some("not stated".into())).map(sentence)),
        fact("Procedure", procurement.procedure),
        fact("CPV code", cpv),
        fact("Said to suit", suits.map(str::to_owned)),
        fact("Place of delivery", places),
        fact("Last notice published", notice.published.map(|day| day_or(Some(day), ""))),
        fact("OCID", procurement.ocid),
        Some(SummaryRow::new("More", others)),
    ];
    view! { <SummaryList rows=rows.into_iter().chain(more).flatten().chain(follows).collect()/> }
}

#[component]
fn Description(text: String) -> impl IntoView {
    (!text.is_empty()).then(|| {
        view! {
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds"><PlainText text/></div>
            </div>
        }
    })
}

#[component]
fn Interests(interested: Vec<Interested>) -> impl IntoView {
    if interested.is_empty() {
        return view! {
            <h2 class="govuk-heading-l">"Who is interested"</h2>
            <p class="govuk-body">"No provider has registered interest yet."</p>
        }
        .into_any();
    }
    let row = |interest: Interested| {
        let href = format!("/organisations/{}", interest.organisation.reference.in_address());
        vec![
            view! { <a class="govuk-link" href=href>{interest.organisation.name}</a> }.into_any(),
            view! { <PlainText text=interest.words/> }.into_any(),
            moment(interest.at).into_any(),
        ]
    };
    let heading = match interested.len() {
        1 => "1 provider is interested".to_owned(),
        many => format!("{many} providers are interested"),
    };
    let columns = vec![Column::head("Provider"), Column::text("What they say"), Column::text("Since")];
    let rows = interested.into_iter().map(row).collect();
    view! {
        <h2 class="govuk-heading-l">{heading}</h2>
        <Table caption="Who is interested" caption_hidden=true columns rows/>
    }
    .into_any()
}
