//! The HTML document around every page: head, header, who is signed in, navigation, main, footer.

use entities::access::{Permission, Person, Standing, Verdict, judge};
use leptos::prelude::*;

use crate::{
    http::{Ask, Assets, Link, Page, Site, Typed},
    ui::{Acting, Breadcrumbs, ErrorSummary, InsetText, NotificationBanner, PageTitle, Seen, ShownFor},
};

/// The whole document. The page's h1, its error summary and its breadcrumbs are written here, so that every page has
/// exactly one of each, in the same place.
pub fn document(ask: &Ask, page: Page) -> impl IntoView + use<> {
    let Page { title, heading, caption, crumbs, typed, show, .. } = page;
    let heading = heading.unwrap_or_else(|| title.clone());
    provide_context(Acting::of(&ask.viewer));
    // For search engines, which find what everybody reads.
    let description = ask.viewer.person().is_none().then(|| describe(&ask.site, &heading, caption.as_deref()));
    let refused = typed.as_ref().is_some_and(|typed| !typed.faults().is_empty() && !typed.is_only_shown_back());
    if let Some(typed) = &typed {
        provide_context::<Typed>(typed.clone());
    }
    let said = ask.said();
    let restricted = ask.viewer.person().filter(|person| person.lacks_second_factor);
    let restricted = restricted.map(|person| view! { <Restricted organisation=person.organisation.name.clone()/> });
    let crumbs = (ask.path() != "/").then(|| view! { <Breadcrumbs steps=crumbs/> });
    view! {
        <!DOCTYPE html>
        <html lang="en" class="govuk-template">
            <Head site=ask.site.clone() title description error=refused/>
            <body class="govuk-template__body">
                <a href="#main-content" class="govuk-skip-link">"Skip to main content"</a>
                <Header site=ask.site.clone() person=ask.viewer.person().cloned() path=ask.path().to_owned()/>
                <div class="govuk-width-container">
                    {crumbs}
                    <main class="govuk-main-wrapper" id="main-content">
                        {restricted}
                        {said.map(|said| view! { <NotificationBanner text=said.words success=true/> })}
                        {typed.map(|typed| view! { <ErrorSummary typed/> })}
                        <h1 class="govuk-heading-xl">
                            {caption.map(|caption| view! { <span class="govuk-caption-xl">{caption}</span> })}
                            {heading}
                        </h1>
                        {show.map(|show| show())}
                    </main>
                </div>
                <Footer site=ask.site.clone()/>
            </body>
        </html>
    }
}

/// What a page is, in a sentence.
fn describe(site: &Site, heading: &str, caption: Option<&str>) -> String {
    let which = caption.map(|caption| format!(" ({caption})")).unwrap_or_default();
    format!(
        "{heading}{which}. {}: what partners agree to do for children, who pays for it, and what comes of it.",
        site.name
    )
}

/// Said on every page until the second factor that the organisation asks for is set up.
#[component]
fn Restricted(organisation: String) -> impl IntoView {
    view! {
        <InsetText>
            {organisation} " asks its people for a second factor. Until you "
            <a class="govuk-link" href="/account/second-factor">"set it up"</a>
            ", you read what everybody reads and can do nothing for it."
        </InsetText>
    }
}

/// What wakes up the islands. Leptos' own starter is an inline script, which the content security policy forbids; this one is a file.
pub const ISLANDS: &str = "islands.js";
/// What offers organisations while one types into a list's filter.
pub const ORGANISATIONS: &str = "organisations.js";

/// What helps to write a text: tools, pasting, kept drafts.
pub const DRAFTING: &str = "drafting.js";

/// One of our scripts, for the end of a page that needs it.
pub fn script(assets: &Assets, name: &str) -> String {
    // A name out of the build's manifest: letters, digits, dots and hyphens.
    format!("<script type=\"module\" src=\"{}\"></script>", assets.address(name))
}

#[component]
fn Head(site: Site, title: String, description: Option<String>, error: bool) -> impl IntoView {
    view! {
        <head>
            <meta charset="utf-8"/>
            <PageTitle title service=site.name.clone() error/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            {description.map(|description| view! { <meta name="description" content=description/> })}
            <meta name="color-scheme" content="light"/>
            <link rel="icon" type="image/svg+xml" href=site.assets.address("favicon.svg")/>
            <link rel="stylesheet" href=site.assets.address("concordat.css")/>
        </head>
    }
}

#[component]
fn Header(site: Site, person: Option<Person>, path: String) -> impl IntoView {
    let who = match person {
        Some(person) => view! { <WhoIsSignedIn person site=site.clone()/> }.into_any(),
        None => site.sign_in.map(|link| view! { <div class="signed-in">{inverse(link)}</div> }).into_any(),
    };
    view! {
        <header class="govuk-template__header">
            {site.banner.clone().map(|banner| view! {
                <div class="demonstration-banner">
                    <p class="govuk-width-container govuk-body-s demonstration-banner__text">{banner}</p>
                </div>
            })}
            <div class="govuk-generic-header">
                <div class="govuk-generic-header__container govuk-width-container">
                    <div class="govuk-generic-header__logo">
                        <a href="/" class="govuk-generic-header__homepage-link">{site.name.clone()}</a>
                    </div>
                    {who}
                </div>
            </div>
            <Navigation links=site.navigation.clone() path/>
        </header>
    }
}

#[component]
fn WhoIsSignedIn(person: Person, site: Site) -> impl IntoView {
    let administration =
        site.administration.filter(|_| judge(Permission::Administer, person.roles, Standing::OPEN) == Verdict::Allowed);
    let links = site.personal.iter().copied().chain(administration).map(inverse).collect_view();
    view! {
        <div class="signed-in">
            <p class="signed-in__who">
                <span class="signed-in__name">{person.name}</span>
                " for "
                <strong class="signed-in__organisation">{person.organisation.name}</strong>
            </p>
            {links}
            <form method="post" action="/sign-out" class="signed-in__out">
                <ShownFor seen=Seen::Nothing/>
                <button type="submit" class="signed-in__button">"Sign out"</button>
            </form>
        </div>
    }
}

/// A link on the header's dark ground.
fn inverse(Link { text, href }: Link) -> impl IntoView {
    view! { <a class="govuk-link govuk-link--inverse" href=href>{text}</a> }
}

#[component]
fn Navigation(links: Vec<Link>, path: String) -> impl IntoView {
    let items = links
        .into_iter()
        .map(|Link { text, href }| {
            let within = path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            let current = within.then_some(if path == href { "page" } else { "true" });
            let class = if within {
                "govuk-service-navigation__item govuk-service-navigation__item--active"
            } else {
                "govuk-service-navigation__item"
            };
            view! {
                <li class=class>
                    <a class="govuk-service-navigation__link" href=href aria-current=current>{text}</a>
                </li>
            }
        })
        .collect::<Vec<_>>();
    (!items.is_empty()).then(|| {
        view! {
            <div class="govuk-service-navigation">
                <div class="govuk-width-container">
                    <div class="govuk-service-navigation__container">
                        <nav aria-label="Menu" class="govuk-service-navigation__wrapper">
                            <ul class="govuk-service-navigation__list">{items}</ul>
                        </nav>
                    </div>
                </div>
            </div>
        }
    })
}

#[component]
fn Footer(site: Site) -> impl IntoView {
    let links = site
        .footer
        .iter()
        .map(|Link { text, href }| {
            view! {
                <li class="govuk-footer__inline-list-item"><a class="govuk-footer__link" href=*href>{*text}</a></li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <footer class="govuk-template__footer">
            <div class="govuk-footer">
                <div class="govuk-width-container">
                    <div class="govuk-footer__meta">
                        <div class="govuk-footer__meta-item govuk-footer__meta-item--grow">
                            {(!links.is_empty()).then(|| view! {
                                <h2 class="govuk-visually-hidden">"About this register"</h2>
                                <ul class="govuk-footer__inline-list">{links}</ul>
                            })}
                            <p class="govuk-body-s">
                                {site.name.clone()}
                                ": what partners agree to do for children, who pays for it, and what comes of it."
                            </p>
                        </div>
                    </div>
                </div>
            </div>
        </footer>
    }
}
