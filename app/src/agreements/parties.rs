//! `/agreements/{ref}/parties`: who is a party, adding one, taking one out.

use entities::{
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
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Typed},
    organisations::answering::answers_now,
    ui::{Button, ButtonLink, Column, PostForm, Table},
};

/// The parties and the form for another.
pub async fn page(ask: Ask) -> Answer {
    let start = [("role", PartyRole::Partner.code()), ("signs", "yes")];
    show(&ask, &Typed::filled(start.map(|(name, value)| (name, value.to_owned())))).await
}

/// Who joins, as it was typed, and as what.
fn joining(fields: &mut Fields<'_, ()>, names: Vec<String>) -> Option<(String, PartyRole, SpeaksAs, bool)> {
    let named = fields.organisation("organisation", "Organisation", names);
    let named = named.required("Enter the organisation that joins");
    let role = fields.word::<PartyRole>("role", "Role").required("Choose its role");
    let speaks_as = fields.word::<SpeaksAs>("speaks_as", "Speaks as").empty("Choose");
    let speaks_as = speaks_as.required("Choose whom it speaks as");
    let signs = fields.yes_or_no("signs", "Does it sign?").yes("Choose whether it signs");
    Some((named?, role?, speaks_as?, signs?))
}

/// Who is taken out.
fn leaving(fields: &mut Fields<'_, Reference>) -> Option<Reference> {
    let party = fields.hidden("organisation").from(Reference::to_string);
    party.parsed("Choose a party", str::parse::<Reference>)
}

/// Adds a party, or takes one out.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let again = async |typed: &Typed| show(&ask, typed).await;
    if typed.form() == "remove" {
        let deed = async {
            let (agreement, seen) = (ask.reference()?, typed.seen()?);
            Ok(RemoveParty { agreement, organisation: form::read(&typed, leaving)?, seen })
        };
        let removed = |()| Saved::at(ask.path()).saying(Said::PARTY_REMOVED);
        return submitted(&ask, &typed, deed, removed, again).await;
    }
    let deed = async {
        let (agreement, seen) = (ask.reference()?, typed.seen()?);
        let (named, role, speaks_as, signs) = form::read(&typed, |fields| joining(fields, Vec::new()))?;
        let organisation = ask.register.read(&ask.viewer, &OrganisationNamed::new("organisation", &named)).await?;
        Ok(AddParty { agreement, organisation, role, speaks_as, signs, seen })
    };
    submitted(&ask, &typed, deed, |()| Saved::at(ask.path()).saying(Said::PARTY_ADDED), again).await
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
                {form::shown(None, |fields| joining(fields, names))}
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
                {form::shown(Some(&organisation.reference), leaving)}
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
