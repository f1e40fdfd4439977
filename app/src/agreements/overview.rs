//! `/agreements/{ref}`: where the agreement is, who is in it, and what happens next.

use entities::{
    Refusal,
    agreement::{
        State,
        deeds::{PublishAgreement, SetAside, TakeStep, TakeUp},
        read::{At, Overview, OverviewOf, PartyRow, Renewals, RenewalsOf, ScopeOf, StepOffer, WordsOf, YearsSummary},
        rules::Step,
    },
};
use leptos::prelude::*;

use super::{
    head::{self, Head},
    renewals::{self, AtItsEnd, YearByYear},
    scope::InScope,
};
use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Typed, must_be_checked},
    organisations::answering::{answers_now, called, names},
    ui::{Button, ButtonLink, Column, Hidden, InsetText, PostForm, SummaryList, SummaryRow, Table, day_or},
};

/// The overview.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Takes a step, or decides on publication.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let again = async |typed: &Typed| show(&ask, typed).await;
    let here = |said| Saved::at(ask.path()).saying(said);
    match typed.form() {
        "publish" => {
            let published = typed.get("published") == "yes";
            let said = if published { Said::AGREEMENT_PUBLISHED } else { Said::AGREEMENT_TAKEN_BACK };
            submitted(&ask, &typed, publish(&ask, &typed, published), |()| here(said), again).await
        }
        "set-aside" => {
            let deed = async { Ok(SetAside { agreement: ask.reference()?, seen: typed.seen()? }) };
            submitted(&ask, &typed, deed, |()| here(Said::EDITION_SET_ASIDE), again).await
        }
        "take-up" => {
            let agreement = ask.reference()?;
            let deed = async {
                let At::Edition(edition) = ask.asked()?.at else { return Err(Refusal::NotFound) };
                Ok(TakeUp { agreement: agreement.clone(), edition, seen: typed.seen()? })
            };
            // It may have another number now.
            let taken_up = |number: i64| Saved::at(head::of_edition(&agreement, number)).saying(Said::EDITION_TAKEN_UP);
            submitted(&ask, &typed, deed, taken_up, again).await
        }
        _ => {
            let deed = async {
                let (agreement, seen) = (ask.reference()?, typed.seen()?);
                let (step, schedules) = form::read(&typed, step)?;
                Ok(TakeStep { agreement, step, seen, schedules })
            };
            submitted(&ask, &typed, deed, |_| here(Said::STEP_TAKEN), again).await
        }
    }
}

async fn publish(ask: &Ask, typed: &Typed, published: bool) -> Result<PublishAgreement, Refusal> {
    let (agreement, edition) = (ask.reference()?, typed_edition(typed)?);
    if published {
        let texts = ask.register.read(&ask.viewer, &WordsOf(At::Edition(edition).of(agreement.clone()))).await?;
        must_be_checked(typed, texts.iter().map(String::as_str))?;
    }
    Ok(PublishAgreement { agreement, edition, published, seen: typed.seen()? })
}

/// A step, with the schedules that were shown.
fn step(fields: &mut Fields<'_, (Step, String)>) -> Option<(Step, String)> {
    let step = fields.hidden("step").from(|(step, _)| step.code().to_owned());
    let step = step.parsed("Choose a step", |code| code.parse::<Step>().map_err(|_| "Choose a step"));
    let schedules = fields.hidden("schedules").from(|(_, schedules)| schedules.clone()).optional();
    Some((step?, schedules?))
}

/// The edition that a form of its page is about.
fn typed_edition(typed: &Typed) -> Result<i64, Refusal> {
    typed.get("edition").parse().map_err(|_| Refusal::NotFound)
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.asked()?)).await?;
    let scope = ask.register.read(&ask.viewer, &ScopeOf(ask.asked()?)).await?;
    let renewals = ask.register.read(&ask.viewer, &RenewalsOf(ask.asked()?)).await?;
    let summary = ask.register.read(&ask.viewer, &YearsSummary(ask.asked()?)).await?;
    let today = ask.register.clock().today();
    let current = ask.path().to_owned();
    head::page(&overview, "Overview").typed(typed).show(move || {
        view! {
            <Head overview=overview.clone() current=current.clone()/>
            <AtItsEnd status=overview.status ends=renewals.ends.clone() today/>
            <Next overview=overview.clone() renewals=renewals.clone()/>
            <YearByYear overview=overview.clone() renewals summary/>
            <Facts overview=overview.clone()/>
            <Parties overview/>
            <InScope scope/>
        }
    })
}

/// One thing to do next for whoever drafts, steers or signs.
#[component]
fn Next(overview: Overview, renewals: Renewals) -> impl IntoView {
    let base = head::address(&overview.agreement.reference);
    let here = head::here(&overview);
    let version = overview.agreement.version;
    let steps = overview
        .steps
        .iter()
        .map(|offer| view! { <StepForm offer=offer.clone() base=here.clone() version schedules=overview.schedules.clone()/> })
        .collect_view();
    let drafting = overview.may_draft.then(|| {
        view! {
            <div class="govuk-button-group">
                <ButtonLink href=format!("{base}/edit")>"Write the text"</ButtonLink>
                <ButtonLink href=format!("{base}/commitments/new") secondary=true>"Add a commitment"</ButtonLink>
                <ButtonLink href=format!("{base}/funding/new") secondary=true>"Add money"</ButtonLink>
                <ButtonLink href=format!("{base}/parties") secondary=true>"Change the parties"</ButtonLink>
                <ButtonLink href=format!("{base}/services") secondary=true>"Change the services"</ButtonLink>
                <ButtonLink href=format!("{base}/reviews") secondary=true>"Change the review days"</ButtonLink>
                <ButtonLink href=format!("{base}/details") secondary=true>"Change the details"</ButtonLink>
            </div>
        }
    });
    let signing =
        overview.may_sign.then(|| view! { <ButtonLink href=format!("{base}/sign")>"Read and sign"</ButtonLink> });
    let before = overview.may_enter_of_record.then(|| {
        view! {
            <p class="govuk-body">
                <a class="govuk-link" href=format!("{base}/record")>"It was signed before this register"</a>
            </p>
        }
    });
    let varies = overview.agreement.base_id.is_some() && overview.agreement.state.is_being_made();
    let changes = varies.then(|| {
        view! { <p class="govuk-body"><a class="govuk-link" href=format!("{here}/changes")>"What this edition changes"</a></p> }
    });
    let variation = (varies && overview.may_steer).then(|| view! { <Variation overview=overview.clone()/> });
    let vary = overview
        .may_vary
        .then(|| view! { <ButtonLink href=format!("{base}/vary") secondary=true>"Vary this agreement"</ButtonLink> });
    let renew = renewals::actions(&overview, &renewals);
    let approvals = (overview.agreement.state == State::Approvals && overview.reads_negotiation).then(|| {
        view! {
            <p class="govuk-body">
                "Every party decides in its own way whether it will sign "
                <a class="govuk-link" href=head::side(&overview, "/text")>"what waits for approval"</a>
                ". The lead commissioner opens it for signing when they have said so."
            </p>
        }
    });
    let any = approvals.is_some()
        || renew.is_some()
        || overview.may_draft
        || overview.may_enter_of_record
        || overview.may_steer
        || overview.may_sign
        || varies;
    any.then(|| {
        view! {
            <section class="next" aria-labelledby="next">
                <h2 class="govuk-heading-m" id="next">"What happens next"</h2>
                {changes}
                {approvals}
                {signing}
                {drafting}
                {steps}
                {before}
                {renew}
                {vary}
                {variation}
                {overview.may_steer.then(|| view! { <Publication overview=overview.clone()/> })}
            </section>
        }
    })
}

/// What can be done with a variation besides making it: it waits for an urgent one, or is given up.
#[component]
fn Variation(overview: Overview) -> impl IntoView {
    let (here, seen) = (head::here(&overview), overview.agreement.version);
    let base = head::address(&overview.agreement.reference);
    if overview.agreement.set_aside {
        return view! {
            <InsetText>"This edition is set aside: another can be made before it."</InsetText>
            <PostForm action=here seen name="take-up"><Button>"Take it up again"</Button></PostForm>
        }
        .into_any();
    }
    view! {
        <div class="govuk-button-group">
            <PostForm action=here seen name="set-aside">
                <Button secondary=true>"Set it aside for an urgent one"</Button>
            </PostForm>
            <a class="govuk-link" href=format!("{base}/withdraw")>"Withdraw this variation"</a>
        </div>
    }
    .into_any()
}

#[component]
fn StepForm(offer: StepOffer, base: String, version: i64, schedules: String) -> impl IntoView {
    let StepOffer { step, lacks } = offer;
    if !lacks.is_empty() {
        let items = lacks.into_iter().map(|lack| view! { <li>{lack}</li> }).collect_view();
        return view! {
            <p class="govuk-body">"Before you can "<strong>{step.label().to_lowercase()}</strong>":"</p>
            <ul class="govuk-list govuk-list--bullet">{items}</ul>
        }
        .into_any();
    }
    let undoes = step.leads_to_an_earlier_state();
    view! {
        <PostForm action=base seen=version name="step">
            {form::shown(Some(&(step, schedules)), self::step)}
            <Button secondary=undoes>{step.label()}</Button>
        </PostForm>
    }
    .into_any()
}

#[component]
fn Publication(overview: Overview) -> impl IntoView {
    let published = overview.agreement.published;
    let (says, button, value) = if published {
        ("Everybody can read this edition once it is signed.", "Keep it among the parties", "no")
    } else {
        ("Only the parties can read this edition, even once it is signed.", "Publish it once it is signed", "yes")
    };
    view! {
        <InsetText>{says}</InsetText>
        <PostForm action=head::here(&overview) seen=overview.agreement.version name="publish">
            <Hidden name="published" value/>
            <Hidden name="edition" value=overview.agreement.edition.to_string()/>
            <Button secondary=true>{button}</Button>
        </PostForm>
    }
}

#[component]
fn Facts(overview: Overview) -> impl IntoView {
    let [commitments_at, money_at] = ["/commitments", "/funding"].map(|side| head::side(&overview, side));
    let agreement = overview.agreement;
    let organisation = |named: entities::organisation::read::Named, then: Option<String>| {
        let href = format!("/organisations/{}", named.reference.in_address());
        view! { <a class="govuk-link" href=href>{called(named.name, then)}</a> }
    };
    let coordinator = match overview.coordinator {
        Some(named) => organisation(named, None).into_any(),
        None => "None".into_any(),
    };
    let commitments = format!("{} confirmed of {}", overview.confirmed, overview.commitments);
    let money = format!("{} agreed of {}", overview.agreed, overview.money);
    let aims = (!agreement.aims.is_empty()).then(|| SummaryRow::new("Aims", agreement.aims.clone()));
    // Of the first edition that is the agreement's own start.
    let in_force = (agreement.edition > 1)
        .then(|| SummaryRow::new("This edition is in force from", day_or(agreement.effective_on, "Not settled")));
    let rows = [
        SummaryRow::new("Kind", agreement.kind.label()),
        SummaryRow::new("Financial year", agreement.year.to_string()),
        SummaryRow::new("Led by", organisation(overview.lead, overview.lead_then_called)),
        SummaryRow::new("Coordinated by", coordinator),
        SummaryRow::new("Starts", day_or(agreement.starts, "Not settled")),
        SummaryRow::new("Ends", day_or(agreement.ends, "Not settled")),
        SummaryRow::new("Legally binding", if agreement.binding { "Yes" } else { "No" }),
        SummaryRow::new("Commitments", view! { <a class="govuk-link" href=commitments_at>{commitments}</a> }),
        SummaryRow::new("Money", view! { <a class="govuk-link" href=money_at>{money}</a> }),
    ];
    view! { <SummaryList rows=rows.into_iter().chain(in_force).chain(aims).collect()/> }
}

#[component]
fn Parties(overview: Overview) -> impl IntoView {
    let rows = overview.parties.into_iter().map(party).collect();
    let columns = vec![Column::head("Party"), Column::text("Role"), Column::text("Speaks as"), Column::text("Signs")];
    view! { <Table caption="Parties" columns rows/> }
}

fn party(party: PartyRow) -> Vec<AnyView> {
    let href = format!("/organisations/{}", party.organisation.reference.in_address());
    let now = answers_now(party.acts_now);
    let (then, today) = names(party.organisation.name, party.then_called);
    vec![
        view! { <a class="govuk-link" href=href>{then}</a> {today} {now} }.into_any(),
        if party.leaving { "Leaves with this edition" } else { party.role.label() }.into_any(),
        party.speaks_as.label().into_any(),
        if party.signs { "Yes" } else { "No" }.into_any(),
    ]
}
