//! `/about`: what the register is, who sees what, and whom to believe.

use leptos::prelude::*;

use super::section;
use crate::http::{Answer, Ask, Page};

/// The page.
pub async fn page(_: Ask) -> Answer {
    Page::new("About this register").show(|| {
        view! {
            <p class="govuk-body-l">
                "A council and its partners promise each other things for children and pay for them together. "
                "This register records what they promise, the money behind it, and what comes of it."
            </p>
            {section("One chain", [
                "An agreement has clauses. Under a clause stand commitments, each owed by one body for one year. Money pays for \
                 commitments through a service, a contract delivers the service, and an outcome measure says whether it helps."
                    .to_owned(),
                "Where a link is missing, the register says so: a commitment that nobody confirmed, money that no commitment \
                 explains, a contract without a measure."
                    .to_owned(),
            ])}
            {section("What you can read", [
                "Everybody reads agreements that are signed and published, with what hangs from them, and services, contracts and \
                 tenders that are published. Counts and sums cover what you may read, and nothing else."
                    .to_owned(),
                "An agreement in negotiation is read by its parties once talks have begun, by the bodies that lead and coordinate \
                 it, by the accountable body and by independent scrutineers. So are positions and disputes, before and after it \
                 is signed."
                    .to_owned(),
            ])}
            {section("What is certain", [
                "Every change is an entry of an audit trail, sealed with the entry before it. An entry that was changed or taken \
                 out is found."
                    .to_owned(),
                "Imported notices are shown as their publisher wrote them, without contact persons. The register helps with the \
                 law and is not legal advice."
                    .to_owned(),
            ])}
        }
    })
}
