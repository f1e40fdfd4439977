//! `/privacy`: what the register holds about people, how long, and why. The table is the one that the sweep follows.

use entities::retention::{Rule, rules};
use leptos::prelude::*;

use super::{list, section};
use crate::{
    http::{Answer, Ask, Page},
    ui::{Column, Table},
};

/// The page.
pub async fn page(ask: Ask) -> Answer {
    let rules = rules(ask.site.register.sessions());
    Page::new("Privacy").show(move || {
        let rows = rules.iter().map(row).collect();
        let columns = vec![
            Column::head("What"),
            Column::text("What of a person is in it"),
            Column::text("How long it is kept"),
            Column::text("Why"),
        ];
        view! {
            <p class="govuk-body">
                "This register is about what organisations promise. It holds personal data of the people who act for them, and "
                "must hold none of children and families."
            </p>
            <Table caption="What is held, and how long" columns rows/>
            {section("How it ends", [
                "What has a time is taken away by the program itself, once an hour. Nothing of the register is deleted: a person \
                 who has left keeps their name under what they signed."
                    .to_owned(),
                "If an entry of the audit trail kept personal data that does not belong there, an administrator can redact it. \
                 That is an entry of its own, with its reason."
                    .to_owned(),
            ])}
            {section("Who sees it", [
                "The public sees who signed an agreement that is published, and for which organisation. Who confirmed, disputed or \
                 wrote something is told to those who read the negotiation. E-mail addresses are shown to nobody but the person."
                    .to_owned(),
            ])}
            <h2 class="govuk-heading-m">"What is not held"</h2>
            {list([
                "The log has a line for each request, with its number and the pattern of its address. It has no name, no \
                 reference, no internet address and nothing that was typed.",
                "Internet addresses are counted in memory, for minutes, to slow down whoever asks too often.",
                "Nobody is followed from page to page, and nothing is loaded from anybody else’s servers.",
                "Contact persons in imported notices are left out, and e-mail addresses and telephone numbers in their text masked.",
            ])}
            {section("A child’s data", [
                "Before a text is sent that looks like an NHS number, a date of birth, or a postcode beside a person’s name, the \
                 register asks to look at it once more. It cannot know, and whoever writes is responsible."
                    .to_owned(),
            ])}
            <h2 class="govuk-heading-m">"What is held about you"</h2>
            <p class="govuk-body">
                "If you have an account, "
                <a class="govuk-link" href="/account/data">"read everything that is held about you"</a>
                " or take it with you as a file. To have something corrected, ask your organisation’s administrator. The council "
                "that runs this register answers for it, and the Information Commissioner’s Office takes complaints."
            </p>
        }
    })
}

fn row(rule: &Rule) -> Vec<AnyView> {
    vec![rule.kind.label().into_any(), rule.holds.into_any(), rule.kept.in_words().into_any(), rule.why.into_any()]
}
