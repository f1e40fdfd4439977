//! `/cookies`: the two cookies, and the one of ten minutes where there is single sign-on.

use entities::account::deeds::guess::DEVICE_DAYS;
use leptos::prelude::*;

use crate::{
    form::Said,
    http::{Answer, Ask, Page, device_cookie_name, flow_cookie_name, session_cookie_name},
    ui::{Column, Table},
};

/// The page.
pub async fn page(ask: Ask) -> Answer {
    let name = session_cookie_name(ask.site.secure);
    let on_the_way = ask.site.single_sign_on.is_some().then(|| flow_cookie_name(ask.site.secure));
    let browser = device_cookie_name(ask.site.secure);
    let said = Said::cookie_name(ask.site.secure);
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
        rows.push(vec![
            browser.into_any(),
            "Knows that somebody has signed in with this browser before, so that whoever guesses a password elsewhere does \
             not make you wait. It holds a random number and nothing about you"
                .into_any(),
            format!("{DEVICE_DAYS} days after you last signed in").into_any(),
        ]);
        rows.push(vec![
            said.into_any(),
            "Brings to the next page what you have just done, so that it is said there once. It holds nothing about you"
                .into_any(),
            "With that page, at the latest after a minute".into_any(),
        ]);
        rows.extend(on_the_way.map(|name| {
            vec![
                name.into_any(),
                "Knows you again when you come back from single sign-on. It holds a random number and nothing about you"
                    .into_any(),
                "When you come back, at the latest after 10 minutes".into_any(),
            ]
        }));
        view! {
            <p class="govuk-body">
                "This register sets these cookies, and only when you sign in, choose a password or send a form. They are needed for "
                "that and for nothing else, so you are not asked about them."
            </p>
            <Table caption="The cookies" columns rows/>
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
