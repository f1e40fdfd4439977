//! `/cookies`: the cookie, and the one of ten minutes where there is single sign-on.

use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, flow_cookie_name, session_cookie_name},
    ui::{Column, Table},
};

/// The page.
pub async fn page(ask: Ask) -> Answer {
    let name = session_cookie_name(ask.site.secure);
    let on_the_way = ask.site.single_sign_on.is_some().then(|| flow_cookie_name(ask.site.secure));
    let limits = ask.site.register.sessions();
    let ends = format!(
        "When you sign out or close the browser; at the latest {} after you signed in, or after {} in which you did nothing",
        in_hours(limits.longest_hours),
        in_hours(limits.idle_hours),
    );
    Page::new("Cookies").show(move || {
        let columns = vec![Column::head("Name"), Column::text("What it is for"), Column::text("When it ends")];
        let mut rows = vec![vec![
            name.into_any(),
            "Knows you again while you are signed in. It holds a random number and nothing about you".into_any(),
            ends.into_any(),
        ]];
        rows.extend(on_the_way.map(|name| {
            vec![
                name.into_any(),
                "Knows you again when you come back from single sign-on. It holds a random number and nothing about you"
                    .into_any(),
                "When you come back, at the latest after 10 minutes".into_any(),
            ]
        }));
        let both = rows.len() > 1;
        let sets = if both {
            "This register sets these cookies, and only when you sign in. "
        } else {
            "This register sets one cookie, and only when you sign in. "
        };
        view! {
            <p class="govuk-body">
                {sets} "Without them nobody could stay signed in, so you are not asked about it."
            </p>
            <Table caption=if both { "The cookies" } else { "The cookie" } columns rows/>
            <p class="govuk-body">
                "It measures nothing, follows nobody, stores nothing else in your browser, and loads nothing from anybody else’s "
                "servers."
            </p>
        }
    })
}

fn in_hours(hours: u32) -> String {
    format!("{hours} hour{}", if hours == 1 { "" } else { "s" })
}
