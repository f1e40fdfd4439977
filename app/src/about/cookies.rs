//! `/cookies`: the one cookie.

use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, session_cookie_name},
    ui::{Column, Table},
};

/// The page.
pub async fn page(ask: Ask) -> Answer {
    let name = session_cookie_name(ask.site.secure);
    Page::new("Cookies").show(move || {
        let columns = vec![Column::head("Name"), Column::text("What it is for"), Column::text("When it ends")];
        let rows = vec![vec![
            name.into_any(),
            "Knows you again while you are signed in. It holds a random number and nothing about you".into_any(),
            "When you sign out or close the browser; at the latest 12 hours after you signed in, or after 4 hours in which you \
             did nothing"
                .into_any(),
        ]];
        view! {
            <p class="govuk-body">
                "This register sets one cookie, and only when you sign in. Without it nobody could stay signed in, so you are not "
                "asked about it."
            </p>
            <Table caption="The cookie" columns rows/>
            <p class="govuk-body">
                "It measures nothing, follows nobody, stores nothing else in your browser, and loads nothing from anybody else’s "
                "servers."
            </p>
        }
    })
}
