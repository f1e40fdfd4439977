//! `/accessibility`: how accessible the register is, and how that is known.

use leptos::prelude::*;

use super::{list, section};
use crate::http::{Answer, Ask, Page};

/// The page.
pub async fn page(_: Ask) -> Answer {
    Page::new("Accessibility").show(|| {
        view! {
            <p class="govuk-body">
                "Everybody should be able to use this register. It aims at the Web Content Accessibility Guidelines 2.2, level AA."
            </p>
            <h2 class="govuk-heading-m">"What should work"</h2>
            {list([
                "every page can be read and every form sent without JavaScript",
                "everything can be reached and used with a keyboard alone",
                "pages can be zoomed to 400% without text being cut off; wide tables scroll by themselves",
                "every status is said in words and never by colour alone",
                "a form that is refused says at its top what is wrong, with links to the fields, and keeps what was typed",
            ])}
            {section("How that is known", [
                "With every change of the program, pages and forms are opened in a browser and examined by axe, an automatic tool, \
                 for WCAG 2.2 A and AA, and their HTML by the W3C’s validator. Automatic tools find some faults and not others."
                    .to_owned(),
                "No person who uses a screen reader, a magnifier or speech recognition has tested it yet, and nobody has audited \
                 it. So it may fall short of the standard in ways that are not known."
                    .to_owned(),
            ])}
            {section("What is known to fall short", [
                "Tables with many columns are hard to read on a small screen. The text of an agreement is only as accessible as \
                 its authors write it."
                    .to_owned(),
            ])}
            {section("If something does not work for you", [
                "Tell the council that runs this register what you were trying to do, and which page it was. If you are not happy \
                 with the answer, the Equality Advisory and Support Service can help."
                    .to_owned(),
            ])}
        }
    })
}
