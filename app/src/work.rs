//! `/work`: what waits for the signed-in person, by due date, and what they wait for; for providers what the market brings.

use entities::{
    access::{Permission, Role, Standing},
    list::Place,
    nomination::read::RolesWaiting,
    single_sign_on::read::OwnGroupsLeftOut,
    values::Reference,
    work::{Duties, Item, OwnMarket, OwnWork, Task},
};
use leptos::prelude::*;

use crate::{
    agreements::head,
    http::{Answer, Ask, Page},
    list::NothingFollows,
    providers::market::MarketOf,
    ui::{Column, EmptyState, InsetText, ListPages, Table, WarningText, day_or, moment},
};

/// What the two lists are called.
const FOR_YOU: &str = "Waiting for you";
const YOU_WAIT: &str = "You are waiting for";

/// By which names the address says where in each of them it is.
const MINE: [&str; 2] = ["after", "before"];
const WAITING: [&str; 2] = ["waiting-after", "waiting-before"];

/// The two lists.
pub async fn page(ask: Ask) -> Answer {
    let person = ask.person()?.clone();
    for (waits, names) in [(false, MINE), (true, WAITING)] {
        let place = ask.query().place_in(names);
        if place != Place::First {
            return continued(&ask, waits, names, place).await;
        }
    }
    let work = ask.register.read(&ask.viewer, &OwnWork).await?;
    let market = ask.register.read(&ask.viewer, &OwnMarket).await?;
    let left_out = ask.register.read(&ask.viewer, &OwnGroupsLeftOut).await?;
    let waiting = ask.register.read(&ask.viewer, &RolesWaiting).await?;
    let provides = ask.viewer.may(Permission::TakePart, Standing::OWN);
    let keeps = ask.viewer.may(Permission::KeepRegister, Standing::OPEN);
    let query = ask.query().clone();
    let all_contracts = format!("/contracts?provider={}", person.organisation.reference);
    let (title, stands_in) = ("Your work", person.stands_in_for.clone());
    Page::new(title).caption(person.organisation.name).show(move || {
        let nothing = work.mine.is_empty().then(|| {
            view! {
                <EmptyState text="Nothing waits for you.">
                    <p class="govuk-body">
                        "You can "
                        <a class="govuk-link" href="/agreements">"read the agreements"</a>
                        " or "
                        <a class="govuk-link" href="/tenders">"see coming tender events"</a>
                        "."
                    </p>
                </EmptyState>
            }
        });
        let stands_in = (!stands_in.is_empty()).then(|| {
            view! { <InsetText>"You also do the work of " {stands_in.join(", ")} "."</InsetText> }
        });
        let left_out = left_out.map(|at| {
            let text = format!(
                "When you signed in on {}, your organisation did not say which groups you are in. So nothing of what you may do \
                 here was changed. If something is missing, ask your administrator.",
                moment(at)
            );
            view! { <WarningText text/> }
        });
        let waiting: Vec<&str> = waiting.iter().map(Role::label).collect();
        let waiting = (!waiting.is_empty()).then(|| {
            let roles = waiting.join(", ");
            view! { <InsetText>{format!("Somebody of your organisation has yet to confirm what you are to do for it: {roles}.")}</InsetText> }
        });
        view! {
            {left_out}
            {waiting}
            {stands_in}
            {nothing}
            {list(FOR_YOU, work.mine)}
            <ListPages path="/work" query=query.clone() before=None after=work.more names=MINE/>
            {list(YOU_WAIT, work.waiting_for)}
            <ListPages path="/work" query before=None after=work.more_waiting names=WAITING/>
            {keeps.then(|| view! {
                <p class="govuk-body"><a class="govuk-link" href="/import">"Import notices"</a></p>
            })}
            {provides.then(|| view! { <MarketOf market all_contracts/> })}
        }
    })
}

/// A later page of one of the two lists.
async fn continued(ask: &Ask, waits: bool, names: [&'static str; 2], place: Place) -> Answer {
    let listed = ask.register.list(&ask.viewer, &Duties { waits }, &place).await?;
    let query = ask.query().clone();
    let caption = if waits { YOU_WAIT } else { FOR_YOU };
    Page::new("Your work, continued").crumb("Your work", "/work").show(move || {
        let beyond = listed.rows.is_empty().then(|| view! { <NothingFollows first="/work"/> });
        view! {
            {beyond}
            {list(caption, listed.rows)}
            <ListPages path="/work" query before=listed.before after=listed.after names/>
        }
    })
}

fn list(caption: &'static str, items: Vec<Item>) -> impl IntoView {
    (!items.is_empty()).then(|| {
        let rows = items.into_iter().map(row).collect();
        let columns = vec![Column::head("What"), Column::text("Record"), Column::text("Due")];
        view! { <Table caption columns rows/> }
    })
}

fn row(item: Item) -> Vec<AnyView> {
    let Item { task, record, edition, words, due } = item;
    let href = address(task, &record, edition.unwrap_or(1));
    vec![
        view! { <a class="govuk-link" href=href>{words}</a> }.into_any(),
        view! { <span class="reference">{record.to_string()}</span> }.into_any(),
        day_or(due, "No date").into_any(),
    ]
}

/// Where the task is done, in the edition that it is of.
fn address(task: Task, reference: &Reference, edition: i64) -> String {
    let record = reference.in_address();
    let agreement = head::of_edition(reference, edition);
    let within = if edition > 1 { format!("?edition={edition}") } else { String::new() };
    match task {
        Task::Answer => format!("/commitments/{record}/respond"),
        Task::AnswerCost | Task::SettleCost => format!("/funding/{record}{within}"),
        Task::Approve => format!("{agreement}/text"),
        Task::TakeStand | Task::DecideWords => format!("/agreements/{record}/negotiate"),
        Task::Reply => format!("/agreements/{record}/comments"),
        Task::Act => format!("/agreements/{record}/meetings"),
        Task::Sign => format!("/agreements/{record}/sign"),
        Task::Reword => format!("/commitments/{record}{within}"),
        Task::Step | Task::Negotiate => agreement,
        // What becomes of it is said of the agreement, whichever edition is in force.
        Task::Conclude => head::address(reference),
        Task::Decide => format!("/tenders/{record}#differences"),
        Task::Check => format!("/papers/{record}"),
        Task::AnswerQuestion => format!("/tenders/{record}#questions"),
        Task::ConfirmRole => format!("/organisations/{record}/roles"),
        Task::SecondLook => format!("/organisations/{record}/second-look"),
        Task::Report => format!("/contracts/{record}"),
        Task::Wait if record.starts_with("com-") => format!("/commitments/{record}{within}"),
        Task::Wait if record.starts_with("org-") => format!("/organisations/{record}/merge"),
        Task::Wait => format!("{agreement}/signatures"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_leads_to_its_own_edition() {
        let at = |task, reference: &str, edition| address(task, &reference.parse().unwrap(), edition);
        for (task, reference, first, second) in [
            (
                Task::Approve,
                "MOU-2015-001",
                "/agreements/mou-2015-001/text",
                "/agreements/mou-2015-001/editions/2/text",
            ),
            (Task::Step, "MOU-2015-001", "/agreements/mou-2015-001", "/agreements/mou-2015-001/editions/2"),
            (Task::Reword, "COM-2015-001", "/commitments/com-2015-001", "/commitments/com-2015-001?edition=2"),
            (Task::AnswerCost, "FUN-2015-001", "/funding/fun-2015-001", "/funding/fun-2015-001?edition=2"),
            (Task::Sign, "MOU-2015-001", "/agreements/mou-2015-001/sign", "/agreements/mou-2015-001/sign"),
            (Task::Conclude, "MOU-2015-001", "/agreements/mou-2015-001", "/agreements/mou-2015-001"),
        ] {
            assert_eq!((at(task, reference, 1).as_str(), at(task, reference, 2).as_str()), (first, second));
        }
    }
}
