//! `/organisations/{ref}/roles`: roles that somebody has been given in an organisation and that wait for its own people; and, for
//! these, who acts for it.

use entities::{
    access::Role,
    nomination::{
        Kind,
        deeds::DecideNomination,
        read::{Nomination, Place, RolesOf, RolesPage},
    },
    values::day,
};
use leptos::prelude::*;

use crate::{
    form::{Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, Column, EmptyState, Hidden, InsetText, PostForm, SummaryList, SummaryRow, Table, moment},
};

/// What waits.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Confirms one, or refuses it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let mut read = typed.read();
        let (nomination, seen) = (read.number("nomination", "Choose a role that waits"), read.seen());
        let confirmed = typed.form() == "confirm";
        read.finish(|| Some(DecideNomination { nomination: nomination?, seen: seen?, confirmed }))
    };
    let kept = Saved::at(ask.path()).saying(Said::DECISION_KEPT);
    submitted(&ask, &typed, deed, |()| kept, async |typed| show(&ask, typed).await).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let RolesPage { organisation, waiting, places } =
        ask.register.read(&ask.viewer, &RolesOf(ask.reference()?)).await?;
    let action = ask.path().to_owned();
    let back = format!("/organisations/{}", organisation.reference.in_address());
    let page = Page::new(format!("Roles: {}", organisation.name)).heading("Roles").caption(organisation.name.clone());
    page.crumb("Organisations", "/organisations").crumb(organisation.name, back).typed(typed).show(move || {
        let is_empty = waiting.is_empty();
        let waiting = waiting.into_iter().map(|one| view! { <Waiting nomination=one action=action.clone()/> });
        view! {
            <p class="govuk-body">
                "Administrators of the register keep its people. Whoever is to speak or sign for an organisation is confirmed by somebody "
                "who speaks for it or watches over it already, and its first person by whoever leads an agreement that it is a party of; of a body that is a party of none, by \
                 a commissioner."
            </p>
            {is_empty.then(|| view! {
                <EmptyState text="No role waits to be confirmed.">
                    <p class="govuk-body">"You get a letter when one does."</p>
                </EmptyState>
            })}
            {waiting.collect_view()}
            {places.map(|places| view! { <Places places/> })}
        }
    })
}

#[component]
fn Waiting(nomination: Nomination, action: String) -> impl IntoView {
    let called = |(name, email): (String, String)| format!("{name}, {email}");
    let heading = match nomination.kind {
        Kind::Roles => nomination.whose.clone().map(|(name, _)| name).unwrap_or_default(),
        Kind::Deputy => nomination.deputy.clone().map(|(name, _)| format!("{name} stands in")).unwrap_or_default(),
        Kind::Rule => format!("The group {} of single sign-on", nomination.group),
    };
    let for_whom = format!(" for {heading}");
    let roles = nomination.roles.iter().map(Role::label).collect::<Vec<_>>().join(", ");
    let to = nomination.to.map_or_else(|| "for good".to_owned(), |to| format!("to {}", day::in_words(to)));
    let days = nomination.from.map(|from| format!("From {} {to}", day::in_words(from)));
    let by = nomination.by.unwrap_or_else(|| "Whoever runs the register".into());
    let who = match nomination.kind {
        Kind::Roles => "Person",
        Kind::Deputy | Kind::Rule => "Who is away",
    };
    let rows = [
        nomination.whose.map(|whose| SummaryRow::new(who, called(whose))),
        nomination.deputy.map(|deputy| SummaryRow::new("Who stands in", called(deputy))),
        (!roles.is_empty()).then(|| SummaryRow::new("Roles", roles)),
        days.map(|days| SummaryRow::new("When", days)),
        Some(SummaryRow::new("Given by", format!("{by}, {}", moment(nomination.at)))),
    ];
    let (id, seen) = (nomination.id.to_string(), nomination.version);
    let refuse = (action.clone(), id.clone(), for_whom.clone());
    view! {
        <h2 class="govuk-heading-m">{heading}</h2>
        <SummaryList rows={rows.into_iter().flatten().collect()}/>
        {if nomination.is_own {
            view! { <InsetText>"Somebody else confirms what you gave or are to have."</InsetText> }.into_any()
        } else {
            view! {
                <div class="govuk-button-group">
                    <PostForm action seen name="confirm">
                        <Hidden name="nomination" value=id/>
                        <Button>"Confirm" <span class="govuk-visually-hidden">{for_whom}</span></Button>
                    </PostForm>
                    <PostForm action=refuse.0 seen name="refuse">
                        <Hidden name="nomination" value=refuse.1/>
                        <Button warning=true>"Refuse" <span class="govuk-visually-hidden">{refuse.2}</span></Button>
                    </PostForm>
                </div>
            }
            .into_any()
        }}
    }
}

#[component]
fn Places(places: Vec<Place>) -> impl IntoView {
    let row = |place: Place| {
        let roles = place.roles.iter().map(Role::label).collect::<Vec<_>>().join(", ");
        let until = place.last_day.map(day::in_words).unwrap_or_default();
        let email = place.email;
        vec![
            view! { {place.name} <span class="quiet quiet--block">{email}</span> }.into_any(),
            roles.into_any(),
            until.into_any(),
        ]
    };
    let columns = vec![Column::head("Person"), Column::text("Roles"), Column::text("Until")];
    let rows = places.into_iter().map(row).collect();
    view! { <Table caption="Who acts for it" columns rows/> }
}
