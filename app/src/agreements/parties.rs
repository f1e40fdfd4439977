//! `/agreements/{ref}/parties`: who is a party, adding one, taking one out.

use entities::{
    Refusal,
    agreement::{
        PartyRole, SpeaksAs,
        deeds::{AddParty, RemoveParty},
        read::{Overview, OverviewOf, PartyRow},
    },
    organisation::read::{OrganisationNamed, OrganisationNames},
    values::Reference,
};
use leptos::prelude::*;

use super::head;
use crate::{
    agreements::not_open,
    http::{Answer, Ask, Typed, see_other},
    organisations::answering::answers_now,
    ui::{Button, ButtonLink, Choice, Column, Hidden, OrganisationInput, PostForm, Radios, Select, Table},
};

/// The parties and the form for another.
pub async fn page(ask: Ask) -> Answer {
    let start = [("role", PartyRole::Partner.code()), ("signs", "yes")];
    show(&ask, &Typed::filled(start.map(|(name, value)| (name, value.to_owned())))).await
}

/// Adds a party, or takes one out.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match change(&ask, &typed).await {
        Ok(()) => see_other(ask.path()),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn change(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let (actor, agreement) = (ask.actor(typed)?, ask.reference()?);
    let (seen, mut read) = (typed.seen()?, typed.read());
    if typed.form() == "remove" {
        let organisation = read.parsed("organisation", "Choose a party", str::parse::<Reference>);
        let organisation = read.finish(|| organisation)?;
        return ask.register.change(&actor, &RemoveParty { agreement, organisation, seen }).await;
    }
    let named = read.required("organisation", "Enter the organisation that joins");
    let role = read.word::<PartyRole>("role", "Choose its role");
    let speaks_as = read.word::<SpeaksAs>("speaks_as", "Choose whom it speaks as");
    let signs = read.chosen("signs", "Choose whether it signs", |text| match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    });
    let (named, role, speaks_as, signs) = read.finish(|| Some((named?, role?, speaks_as?, signs?)))?;
    let organisation = ask.register.read(&ask.viewer, &OrganisationNamed::new("organisation", &named)).await?;
    ask.register.change(&actor, &AddParty { agreement, organisation, role, speaks_as, signs, seen }).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    if !overview.may_draft {
        let why = "Only the lead commissioner and the coordinator change the parties, before it goes for approval";
        return Err(not_open(Some(overview.agreement.state), why).into());
    }
    let names = ask.register.read(&ask.viewer, &OrganisationNames(&[])).await?;
    let action = ask.path().to_owned();
    let (typed_here, seen) = (typed.clone(), overview.agreement.version);
    head::task(&overview, "Parties").typed(typed).show(move || {
        let base = head::address(&overview.agreement.reference);
        view! {
            <Parties overview action=action.clone()/>
            <h2 class="govuk-heading-m">"Add a party"</h2>
            <PostForm action seen filled=typed_here>
                <OrganisationInput name="organisation" label="Organisation" names/>
                <Select name="role" label="Role" choices={Choice::words::<PartyRole>()}/>
                <Select name="speaks_as" label="Speaks as" choices={Choice::words::<SpeaksAs>()} empty="Choose"/>
                <Radios
                    name="signs"
                    legend="Does it sign?"
                    choices=vec![Choice::new("yes", "Yes"), Choice::new("no", "No")]
                    inline=true
                />
                <div class="govuk-button-group">
                    <Button>"Add the party"</Button>
                    <ButtonLink href=base secondary=true>"Back to the agreement"</ButtonLink>
                </div>
            </PostForm>
        }
    })
}

#[component]
fn Parties(overview: Overview, action: String) -> impl IntoView {
    let (lead, seen) = (overview.lead.reference, overview.agreement.version);
    let rows = overview.parties.into_iter().map(|party| row(party, &lead, &action, seen)).collect();
    let columns = vec![
        Column::head("Party"),
        Column::text("Role"),
        Column::text("Speaks as"),
        Column::text("Signs"),
        Column::text("Change"),
    ];
    view! { <Table caption="Parties now" columns rows/> }
}

fn row(party: PartyRow, lead: &Reference, action: &str, seen: i64) -> Vec<AnyView> {
    let PartyRow { organisation, role, speaks_as, signs, acts_now, .. } = party;
    let name = organisation.name.clone();
    let remove = (organisation.reference != *lead).then(|| {
        view! {
            <PostForm action=action.to_owned() seen name="remove">
                <Hidden name="organisation" value=organisation.reference.to_string()/>
                <button type="submit" class="link-button">
                    "Remove" <span class="govuk-visually-hidden">" " {organisation.name}</span>
                </button>
            </PostForm>
        }
    });
    vec![
        view! { {name} {answers_now(acts_now)} }.into_any(),
        role.label().into_any(),
        speaks_as.label().into_any(),
        if signs { "Yes" } else { "No" }.into_any(),
        remove.into_any(),
    ]
}
