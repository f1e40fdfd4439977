//! Every address of the register, in one list: method, pattern, what it needs, and the function that answers.
//!
//! The list is data, so that a test can walk it and hold each mount against the access table; [`router`] makes the
//! axum router of it, and is the only place that mounts anything. Order: by who uses it, as in pages.md.

mod mount;

use entities::access::Permission;

pub use self::mount::{Limit, Mount, file, function, page, post, router};
use crate::{
    about, account, admin, agreements, commitments, contracts, following, funding,
    http::{Link, Need},
    imports, organisations, providers, services, tenders,
};

/// The largest form unless the settings say otherwise, in bytes as sent: a long memorandum with its schedules, twice over.
pub const LARGEST_FORM: usize = 4 * 1024 * 1024;

/// Main navigation. Only what is mounted below.
pub const NAVIGATION: &[Link] = &[
    Link { text: "Agreements", href: "/agreements" },
    Link { text: "Commitments", href: "/commitments" },
    Link { text: "Money", href: "/funding" },
    Link { text: "Services", href: "/services" },
    Link { text: "Contracts", href: "/contracts" },
    Link { text: "Providers", href: "/providers" },
    Link { text: "Tenders", href: "/tenders" },
];

/// Links beside the name of whoever is signed in. Only what is mounted below.
pub const PERSONAL: &[Link] =
    &[Link { text: "Your work", href: "/work" }, Link { text: "Your account", href: "/account" }];

/// Where to sign in, for whoever is not.
pub const SIGN_IN: Option<Link> = Some(Link { text: "Sign in", href: "/sign-in" });

/// Where people and organisations are kept, for administrators.
pub const ADMINISTRATION: Option<Link> = Some(Link { text: "Administration", href: "/admin" });

/// Links of the footer. Only what is mounted below.
pub const FOOTER: &[Link] = &[
    Link { text: "About", href: "/about" },
    Link { text: "Accessibility", href: "/accessibility" },
    Link { text: "Cookies", href: "/cookies" },
    Link { text: "Privacy", href: "/privacy" },
];

/// The pages and forms of this crate. The server adds what is not HTML.
pub fn mounts() -> Vec<Mount> {
    [everybody(), signed_in(), agreements(), register(), administration()].concat()
}

/// For the public, and everybody else.
fn everybody() -> Vec<Mount> {
    vec![
        page("/", Need::Nothing, crate::home::page),
        page("/search", Need::Nothing, crate::search::page).limited(Limit::Search),
        page("/agreements", Need::Nothing, agreements::list::page),
        file("/agreements.csv", Need::Nothing, agreements::list::csv).limited(Limit::Search),
        page("/agreements/{ref}", Need::Nothing, agreements::overview::page),
        page("/agreements/{ref}/text", Need::Nothing, agreements::text::page),
        page("/agreements/{ref}/commitments", Need::Nothing, agreements::commitments::page),
        page("/agreements/{ref}/funding", Need::Nothing, agreements::funding::page),
        page("/agreements/{ref}/signatures", Need::Nothing, agreements::signatures::page),
        page("/agreements/{ref}/attachments", Need::Nothing, agreements::attachments::page),
        file("/attachments/{ref}", Need::Nothing, agreements::attachments::file),
        page("/agreements/{ref}/editions", Need::Nothing, agreements::editions::page),
        page("/agreements/{ref}/editions/{n}", Need::Nothing, agreements::overview::page),
        page("/agreements/{ref}/editions/{n}/text", Need::Nothing, agreements::text::page),
        page("/agreements/{ref}/editions/{n}/commitments", Need::Nothing, agreements::commitments::page),
        page("/agreements/{ref}/editions/{n}/funding", Need::Nothing, agreements::funding::page),
        page("/agreements/{ref}/editions/{n}/signatures", Need::Nothing, agreements::signatures::page),
        page("/agreements/{ref}/editions/{n}/changes", Need::Nothing, agreements::changes::page),
        page("/agreements/{ref}/changes", Need::Nothing, agreements::changes::page),
        page("/agreements/{ref}/revisions", Need::Nothing, agreements::revisions::page),
        page("/agreements/{ref}/revisions/{n}", Need::Nothing, agreements::revision::page),
        page("/agreements/{ref}/compare", Need::Nothing, agreements::compare::page),
        page("/agreements/{ref}/history", Need::Nothing, agreements::history::page),
        page("/agreements/{ref}/trace", Need::Nothing, agreements::trace::page),
        page("/breaks", Need::Nothing, crate::breaks::page),
        file("/breaks.csv", Need::Nothing, crate::breaks::csv).limited(Limit::Search),
        page("/commitments", Need::Nothing, commitments::list::page),
        file("/commitments.csv", Need::Nothing, commitments::list::csv).limited(Limit::Search),
        page("/commitments/{ref}", Need::Nothing, commitments::show::page),
        page("/funding", Need::Nothing, funding::year::page),
        page("/funding/{ref}", Need::Nothing, funding::show::page),
        page("/services", Need::Nothing, services::list::page),
        file("/services.csv", Need::Nothing, services::list::csv).limited(Limit::Search),
        page("/services/{ref}", Need::Nothing, services::show::page),
        page("/contracts", Need::Nothing, contracts::list::page),
        file("/contracts.csv", Need::Nothing, contracts::list::csv).limited(Limit::Search),
        page("/contracts/{ref}", Need::Nothing, contracts::show::page),
        page("/providers", Need::Nothing, providers::list::page),
        file("/providers.csv", Need::Nothing, providers::list::csv).limited(Limit::Search),
        page("/providers/{ref}", Need::Nothing, providers::show::page),
        page("/expiring", Need::Nothing, contracts::expiring::page),
        file("/expiring.csv", Need::Nothing, contracts::expiring::csv).limited(Limit::Search),
        page("/tenders", Need::Nothing, tenders::list::page),
        file("/tenders.csv", Need::Nothing, tenders::csv::file).limited(Limit::Search),
        page("/tenders/pipeline", Need::Nothing, tenders::pipeline::page),
        page("/tenders/planned", Need::Nothing, tenders::planned::page),
        file("/tenders/planned.csv", Need::Nothing, tenders::planned::csv).limited(Limit::Search),
        page("/tenders/{ref}", Need::Nothing, tenders::show::page),
        file("/tenders.ics", Need::Nothing, tenders::calendar::file),
        file("/tenders.atom", Need::Nothing, tenders::feed::file),
        file("/calendar/{secret}/tenders.ics", Need::Nothing, following::calendar::file),
        page("/organisations", Need::Nothing, organisations::list::page),
        file("/organisations.csv", Need::Nothing, organisations::list::csv).limited(Limit::Search),
        page("/organisations/{ref}", Need::Nothing, organisations::show::page),
        page("/about", Need::Nothing, about::register::page),
        page("/accessibility", Need::Nothing, about::accessibility::page),
        page("/cookies", Need::Nothing, about::cookies::page),
        page("/privacy", Need::Nothing, about::privacy::page),
    ]
}

/// Signing in and out, and what waits for whoever is.
fn signed_in() -> Vec<Mount> {
    vec![
        page("/sign-in", Need::Nothing, account::sign_in::page),
        post("/sign-in", Need::Nothing, account::sign_in::post).limited(Limit::SignIn),
        post("/sign-out", Need::Nothing, account::sign_out::post),
        page("/set-password/{secret}", Need::Nothing, account::set_password::page),
        post("/set-password/{secret}", Need::Nothing, account::set_password::post).limited(Limit::SignIn),
        page("/sign-in/single", Need::Nothing, account::single::page).limited(Limit::SignIn),
        page("/sign-in/single/back", Need::Nothing, account::single_back::page),
        page("/sign-in/code", Need::Nothing, account::code::page),
        post("/sign-in/code", Need::Nothing, account::code::post).limited(Limit::SignIn),
        page("/reset-password", Need::Nothing, account::forgotten::page),
        post("/reset-password", Need::Nothing, account::forgotten::post).limited(Limit::SignIn),
        page("/account", Need::SignedIn, account::overview::page),
        post("/account", Need::SignedIn, account::overview::post),
        page("/account/password", Need::SignedIn, account::password::page),
        post("/account/password", Need::SignedIn, account::password::post).limited(Limit::SignIn),
        page("/account/email", Need::SignedIn, account::email::page),
        post("/account/email", Need::SignedIn, account::email::post).limited(Limit::SignIn),
        page("/account/email/{secret}", Need::Nothing, account::confirm_email::page),
        post("/account/email/{secret}", Need::Nothing, account::confirm_email::post).limited(Limit::SignIn),
        page("/account/second-factor", Need::SignedIn, account::second_factor::page),
        post("/account/second-factor", Need::SignedIn, account::second_factor::post).limited(Limit::SignIn),
        page("/account/data", Need::SignedIn, account::data::page),
        file("/account/data.json", Need::SignedIn, account::data::file),
        page("/work", Need::SignedIn, crate::work::page),
        page("/following", Need::SignedIn, following::overview::page),
        post("/following", Need::SignedIn, following::overview::post),
        page("/following/new", Need::SignedIn, following::save::page),
        post("/following/new", Need::SignedIn, following::save::post),
        page("/following/{id}", Need::SignedIn, following::save::change_page),
        post("/following/{id}", Need::SignedIn, following::save::change),
        post("/tenders/{ref}", Need::SignedIn, tenders::show::post),
        function("/api/organisations", Need::Nothing).limited(Limit::Search),
    ]
}

/// Drafting, confirming, funding, signing, renewing.
fn agreements() -> Vec<Mount> {
    use Permission::{Answer, Draft, KeepRegister, ProposeWording, RecordMeetings, Sign, Steer};
    vec![
        page("/agreements/new", Need::May(Steer), agreements::new::page),
        post("/agreements/new", Need::May(Steer), agreements::new::post),
        post("/agreements/{ref}", Need::May(Steer), agreements::overview::post),
        post("/agreements/{ref}/editions/{n}", Need::May(Steer), agreements::overview::post),
        page("/agreements/{ref}/take-over", Need::May(Steer), agreements::take_over::page),
        post("/agreements/{ref}/take-over", Need::May(Steer), agreements::take_over::post),
        page("/agreements/{ref}/vary", Need::May(Steer), agreements::vary::page),
        post("/agreements/{ref}/vary", Need::May(Steer), agreements::vary::post),
        page("/agreements/{ref}/renew", Need::May(Steer), agreements::renew::page),
        post("/agreements/{ref}/renew", Need::May(Steer), agreements::renew::post),
        page("/agreements/{ref}/conclude", Need::May(Steer), agreements::conclude::page),
        post("/agreements/{ref}/conclude", Need::May(Steer), agreements::conclude::post),
        page("/agreements/{ref}/withdraw", Need::May(Steer), agreements::withdraw_variation::page),
        post("/agreements/{ref}/withdraw", Need::May(Steer), agreements::withdraw_variation::post),
        page("/agreements/{ref}/parties", Need::May(Draft), agreements::parties::page),
        post("/agreements/{ref}/parties", Need::May(Draft), agreements::parties::post),
        page("/agreements/{ref}/services", Need::May(Draft), agreements::services::page),
        post("/agreements/{ref}/services", Need::May(Draft), agreements::services::post),
        page("/agreements/{ref}/reviews", Need::May(Draft), agreements::reviews::page),
        post("/agreements/{ref}/reviews", Need::May(Draft), agreements::reviews::post),
        page("/agreements/{ref}/details", Need::May(Draft), agreements::details::page),
        post("/agreements/{ref}/details", Need::May(Draft), agreements::details::post),
        page("/agreements/{ref}/negotiate", Need::Nothing, agreements::negotiate::page),
        post("/agreements/{ref}/negotiate", Need::May(ProposeWording), agreements::negotiate::post),
        page("/agreements/{ref}/negotiate/{clause}", Need::Nothing, agreements::negotiate_clause::page),
        post("/agreements/{ref}/negotiate/{clause}", Need::May(ProposeWording), agreements::negotiate_clause::post),
        page("/agreements/{ref}/comments", Need::Nothing, agreements::negotiate_comments::all),
        page("/agreements/{ref}/negotiate/{clause}/comments", Need::Nothing, agreements::negotiate_comments::page),
        post(
            "/agreements/{ref}/negotiate/{clause}/comments",
            Need::May(ProposeWording),
            agreements::negotiate_comments::post,
        ),
        page("/agreements/{ref}/who-pays", Need::Nothing, agreements::who_pays::page),
        post("/agreements/{ref}/who-pays", Need::May(RecordMeetings), agreements::who_pays::post),
        page("/agreements/{ref}/who-pays/{key}", Need::Nothing, agreements::who_pays::one),
        post("/agreements/{ref}/who-pays/{key}", Need::May(ProposeWording), agreements::who_pays::post_one),
        page("/agreements/{ref}/meetings", Need::Nothing, agreements::meetings::page),
        post("/agreements/{ref}/meetings", Need::May(ProposeWording), agreements::meetings::post),
        page("/agreements/{ref}/meetings/new", Need::May(RecordMeetings), agreements::meeting_new::page),
        post("/agreements/{ref}/meetings/new", Need::May(RecordMeetings), agreements::meeting_new::post),
        page(
            "/agreements/{ref}/negotiate/{clause}/proposals/{key}",
            Need::May(Draft),
            agreements::negotiate_proposal::page,
        ),
        post(
            "/agreements/{ref}/negotiate/{clause}/proposals/{key}",
            Need::May(Draft),
            agreements::negotiate_proposal::post,
        ),
        page("/agreements/{ref}/edit", Need::May(Draft), agreements::drafting::page),
        post("/agreements/{ref}/edit", Need::May(Draft), agreements::drafting::post),
        post("/agreements/{ref}/draft", Need::May(Draft), agreements::drafting::keep),
        page("/templates", Need::May(KeepRegister), agreements::templates::page),
        page("/templates/new", Need::May(KeepRegister), agreements::template::new),
        post("/templates/new", Need::May(KeepRegister), agreements::template::post_new),
        page("/templates/{id}", Need::May(KeepRegister), agreements::template::page),
        post("/templates/{id}", Need::May(KeepRegister), agreements::template::post),
        page("/agreements/{ref}/reuse", Need::May(Draft), agreements::reuse::page),
        post("/agreements/{ref}/reuse", Need::May(Draft), agreements::reuse::post),
        page("/agreements/{ref}/heads", Need::May(Draft), agreements::heads::page),
        post("/agreements/{ref}/heads", Need::May(Draft), agreements::heads::post),
        function("/api/preview", Need::May(Draft)),
        post("/agreements/{ref}/attachments", Need::May(ProposeWording), agreements::attachments::post).with_file(),
        page("/agreements/{ref}/sign/paper", Need::May(RecordMeetings), agreements::signed_on_paper::page),
        post("/agreements/{ref}/sign/paper", Need::May(RecordMeetings), agreements::signed_on_paper::post),
        page("/agreements/{ref}/record", Need::May(RecordMeetings), agreements::of_record::page),
        post("/agreements/{ref}/record", Need::May(RecordMeetings), agreements::of_record::post),
        page("/commitments/{ref}/letter", Need::May(RecordMeetings), commitments::letter::page),
        post("/commitments/{ref}/letter", Need::May(RecordMeetings), commitments::letter::post),
        page("/papers/{ref}", Need::Nothing, agreements::paper::page),
        post("/papers/{ref}", Need::May(RecordMeetings), agreements::paper::post),
        page("/agreements/{ref}/sign", Need::May(Sign), agreements::sign::page),
        post("/agreements/{ref}/sign", Need::May(Sign), agreements::sign::post),
        page("/agreements/{ref}/commitments/new", Need::May(Draft), commitments::new::page),
        post("/agreements/{ref}/commitments/new", Need::May(Draft), commitments::new::post),
        post("/commitments/{ref}", Need::May(Steer), commitments::show::post),
        page("/commitments/{ref}/edit", Need::May(Draft), commitments::edit::page),
        post("/commitments/{ref}/edit", Need::May(Draft), commitments::edit::post),
        page("/commitments/{ref}/respond", Need::May(Answer), commitments::respond::page),
        post("/commitments/{ref}/respond", Need::May(Answer), commitments::respond::post),
        page("/commitments/{ref}/judge", Need::May(Draft), commitments::judge::page),
        post("/commitments/{ref}/judge", Need::May(Draft), commitments::judge::post),
        page("/agreements/{ref}/funding/new", Need::May(Draft), funding::new::page),
        post("/agreements/{ref}/funding/new", Need::May(Draft), funding::new::post),
        post("/funding/{ref}", Need::May(Answer), funding::show::post),
        page("/funding/{ref}/edit", Need::May(Draft), funding::edit::page),
        post("/funding/{ref}/edit", Need::May(Draft), funding::edit::post),
    ]
}

/// Keeping services, contracts, organisations and tenders; reporting results and interest.
fn register() -> Vec<Mount> {
    use Permission::{ConfirmRole, KeepRegister, SecondLook, TakePart};
    vec![
        page("/services/new", Need::May(KeepRegister), services::new::page),
        post("/services/new", Need::May(KeepRegister), services::new::post),
        page("/services/{ref}/edit", Need::May(KeepRegister), services::edit::page),
        post("/services/{ref}/edit", Need::May(KeepRegister), services::edit::post),
        page("/services/{ref}/need", Need::May(KeepRegister), services::need::page),
        post("/services/{ref}/need", Need::May(KeepRegister), services::need::post),
        page("/contracts/new", Need::May(KeepRegister), contracts::new::page),
        post("/contracts/new", Need::May(KeepRegister), contracts::new::post),
        page("/contracts/{ref}/edit", Need::May(KeepRegister), contracts::edit::page),
        post("/contracts/{ref}/edit", Need::May(KeepRegister), contracts::edit::post),
        page("/contracts/{ref}/measures/new", Need::May(KeepRegister), contracts::measure::page),
        post("/contracts/{ref}/measures/new", Need::May(KeepRegister), contracts::measure::post),
        page("/contracts/{ref}/measures/{id}", Need::May(KeepRegister), contracts::counted::page),
        post("/contracts/{ref}/measures/{id}", Need::May(KeepRegister), contracts::counted::post),
        page("/contracts/{ref}/observations/new", Need::May(TakePart), contracts::observe::page),
        post("/contracts/{ref}/observations/new", Need::May(TakePart), contracts::observe::post),
        page("/organisations/matches", Need::May(KeepRegister), organisations::matches::page),
        post("/organisations/matches", Need::May(KeepRegister), organisations::matches::post),
        page("/organisations/{ref}/merge", Need::May(KeepRegister), organisations::merge::page),
        post("/organisations/{ref}/merge", Need::May(KeepRegister), organisations::merge::post),
        page("/organisations/{ref}/second-look", Need::May(SecondLook), organisations::second_look::page),
        post("/organisations/{ref}/second-look", Need::May(SecondLook), organisations::second_look::post),
        page("/organisations/{ref}/roles", Need::May(ConfirmRole), organisations::roles::page),
        post("/organisations/{ref}/roles", Need::May(ConfirmRole), organisations::roles::post),
        page("/tenders/new", Need::May(KeepRegister), tenders::new::page),
        post("/tenders/new", Need::May(KeepRegister), tenders::new::post),
        page("/tenders/{ref}/edit", Need::May(KeepRegister), tenders::edit::page),
        post("/tenders/{ref}/edit", Need::May(KeepRegister), tenders::edit::post),
        page("/tenders/scope", Need::May(KeepRegister), tenders::scope_of_many::page),
        post("/tenders/scope", Need::May(KeepRegister), tenders::scope_of_many::post),
        page("/tenders/{ref}/scope", Need::May(KeepRegister), tenders::scope::page),
        post("/tenders/{ref}/scope", Need::May(KeepRegister), tenders::scope::post),
        page("/import", Need::May(KeepRegister), imports::list::page),
        post("/import", Need::May(KeepRegister), imports::list::post).with_file(),
        page("/import/differences", Need::May(KeepRegister), imports::differences::page),
        post("/import/differences", Need::May(KeepRegister), imports::differences::post),
        page("/import/{id}", Need::May(KeepRegister), imports::show::page),
        post("/import/{id}", Need::May(KeepRegister), imports::show::post),
        page("/tenders/{ref}/events/new", Need::May(KeepRegister), tenders::event::page),
        post("/tenders/{ref}/events/new", Need::May(KeepRegister), tenders::event::post),
        page("/tenders/{ref}/events/{id}", Need::May(KeepRegister), tenders::event_change::page),
        post("/tenders/{ref}/events/{id}", Need::May(KeepRegister), tenders::event_change::post),
        page("/tenders/{ref}/events/{id}/attendance", Need::May(KeepRegister), tenders::attendance::page),
        post("/tenders/{ref}/events/{id}/attendance", Need::May(KeepRegister), tenders::attendance::post),
        page("/tenders/{ref}/events/{id}/place", Need::May(TakePart), tenders::place::page),
        post("/tenders/{ref}/events/{id}/place", Need::May(TakePart), tenders::place::post),
        page("/tenders/{ref}/questions/new", Need::May(TakePart), tenders::ask_question::page),
        post("/tenders/{ref}/questions/new", Need::May(TakePart), tenders::ask_question::post),
        page("/tenders/{ref}/questions/{id}", Need::May(KeepRegister), tenders::answer_question::page),
        post("/tenders/{ref}/questions/{id}", Need::May(KeepRegister), tenders::answer_question::post),
        page("/tenders/{ref}/award", Need::May(KeepRegister), tenders::award::page),
        post("/tenders/{ref}/award", Need::May(KeepRegister), tenders::award::post),
        page("/tenders/{ref}/awards/{id}", Need::May(KeepRegister), tenders::withdraw_award::page),
        post("/tenders/{ref}/awards/{id}", Need::May(KeepRegister), tenders::withdraw_award::post),
        page("/tenders/{ref}/contract", Need::May(KeepRegister), tenders::contract::page),
        post("/tenders/{ref}/contract", Need::May(KeepRegister), tenders::contract::post),
        page("/contracts/{ref}/intention", Need::May(KeepRegister), contracts::intention::page),
        post("/contracts/{ref}/intention", Need::May(KeepRegister), contracts::intention::post),
        page("/contracts/{ref}/interest", Need::May(TakePart), contracts::interest::page),
        post("/contracts/{ref}/interest", Need::May(TakePart), contracts::interest::post),
        page("/tenders/{ref}/interest", Need::May(TakePart), tenders::interest::page),
        post("/tenders/{ref}/interest", Need::May(TakePart), tenders::interest::post),
    ]
}

/// Keeping people and organisations. An administrator sees nothing else that the public does not see.
fn administration() -> Vec<Mount> {
    use Permission::Administer;
    vec![
        page("/admin", Need::May(Administer), admin::overview::page),
        page("/admin/people", Need::May(Administer), admin::people::page),
        page("/admin/people/new", Need::May(Administer), admin::invite::page),
        post("/admin/people/new", Need::May(Administer), admin::invite::post),
        page("/admin/people/{id}", Need::May(Administer), admin::person::page),
        post("/admin/people/{id}", Need::May(Administer), admin::person::post),
        page("/admin/people/{id}/{membership}", Need::May(Administer), admin::membership::page),
        post("/admin/people/{id}/{membership}", Need::May(Administer), admin::membership::post),
        page("/organisations/{ref}/successors", Need::May(Administer), organisations::successors::page),
        post("/organisations/{ref}/successors", Need::May(Administer), organisations::successors::post),
        page("/admin/organisations", Need::May(Administer), admin::organisations::page),
        page("/admin/organisations/new", Need::May(Administer), admin::organisation_new::page),
        post("/admin/organisations/new", Need::May(Administer), admin::organisation_new::post),
        page("/admin/organisations/{ref}", Need::May(Administer), admin::organisation::page),
        post("/admin/organisations/{ref}", Need::May(Administer), admin::organisation::post),
        page("/admin/single-sign-on", Need::May(Administer), admin::single_sign_on::page),
        post("/admin/single-sign-on", Need::May(Administer), admin::single_sign_on::post),
        page("/admin/mail", Need::May(Administer), admin::mail::page),
    ]
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;

    #[test]
    fn no_method_and_address_is_mounted_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for mount in mounts() {
            assert!(seen.insert((mount.method.to_string(), mount.address)), "{mount:?}");
        }
    }

    #[test]
    fn every_link_of_the_shell_leads_to_a_mounted_page() {
        let mounts = mounts();
        for link in NAVIGATION.iter().chain(PERSONAL).chain(FOOTER).chain(&SIGN_IN).chain(&ADMINISTRATION) {
            let mounted = mounts.iter().any(|m| m.method == Method::GET && m.address == link.href);
            assert!(mounted, "{} leads to {}, which is not mounted", link.text, link.href);
        }
    }

    #[test]
    fn every_form_has_a_page_on_its_own_address_or_is_known_to_be_a_button() {
        let mounts = mounts();
        let buttons = ["/sign-out", "/api/preview", "/api/organisations", "/agreements/{ref}/draft"];
        for post in mounts.iter().filter(|mount| mount.method == Method::POST) {
            let page = mounts.iter().any(|m| m.method == Method::GET && m.address == post.address);
            assert!(page || buttons.contains(&post.address), "{post:?}");
        }
    }
}
