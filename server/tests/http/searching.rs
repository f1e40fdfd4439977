//! The page of a search as people and others meet it: filters in the address, counts, excerpts; and whatever is typed is
//! answered.

use entities::{
    access::{Actor, Role},
    organisation::{
        Kind,
        deeds::{AddOrganisation, ImportOrganisations},
    },
    values::{Identifier, Scheme},
};
use http::{StatusCode, header};

use super::Service;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_kind_is_counted_and_has_an_address_of_its_own() {
    let service = Service::demonstrating().await;
    let all = service.get("/search?q=birmingham").await.body;
    assert!(all.contains("href=\"/search?q=birmingham&amp;kind=organisation\""), "{all}");
    let told = |before: &str| all.split(before).nth(1)?.split(')').next()?.parse::<usize>().ok();
    let count = told(">Organisations (").unwrap();
    assert!(count > 20 && told(">All organisations (") == Some(count), "{all}");
    assert!(!all.contains(">All tenders ("), "both are shown");
    let shown = |body: &str| body.matches("<li><a href=\"/organisations/org-").count();
    assert_eq!(shown(&all), 5);
    let one = service.get("/search?q=birmingham&kind=organisation").await.body;
    assert_eq!(shown(&one), count);
    assert!(!one.contains("<h2 class=\"govuk-heading-m\">Tenders</h2>") && one.contains(">Every kind</a>"), "{one}");
    let instead = service.get("/search?q=brimingham").await.body;
    assert!(instead.contains("Did you mean “<strong>birmingham</strong>”?"), "{instead}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_piece_of_the_text_is_shown_around_what_was_found() {
    let service = Service::demonstrating().await;
    let cookie = service.sign_in_as_keeper().await;
    let request = super::get("/search?q=referrals").header(http::header::COOKIE, cookie);
    let found = service.ask(request.body(Default::default()).unwrap()).await.body;
    assert!(found.contains("<mark>referrals</mark>") || found.contains("<mark>Referrals</mark>"), "{found}");
    assert!(found.contains("quiet--block\">"), "{found}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_found_of_one_kind_has_pages() {
    let service = Service::demonstrating().await;
    let school = |number: u32| AddOrganisation {
        identifiers: vec![Identifier::parse(Scheme::Edu, &(200_000 + number).to_string()).unwrap()],
        ..AddOrganisation::named(&format!("Quokka School {number}"), Kind::School)
    };
    let import = ImportOrganisations { source: "schools.csv".into(), organisations: (0..1_020).map(school).collect() };
    service.register.change(&Actor::operator(), &import).await.unwrap();
    let first = service.get("/search?q=quokka&kind=organisation").await.body;
    assert!(first.contains("Organisations (more than 500)") && first.contains("Page 1 of 10"), "{first}");
    let last = service.get("/search?q=quokka&kind=organisation&page=10").await.body;
    assert!(last.contains("These are the best 500.") && !last.contains("page=11"), "{last}");
    let mut seen = std::collections::BTreeSet::new();
    for page in 1..=10 {
        let body = service.get(&format!("/search?q=quokka&kind=organisation&page={page}")).await.body;
        let rows = body.split("href=\"/organisations/org-").skip(1).map(|rest| rest[..12].to_owned());
        seen.extend(rows);
    }
    assert_eq!(seen.len(), 500, "no record is on two pages");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_typed_is_answered() {
    let service = Service::demonstrating_with(|settings| settings.searches_per_minute = 1_000_000).await;
    let long = "a".repeat(4_000);
    let words = "word+".repeat(500);
    for query in [
        "",
        "q=",
        "q=+++",
        "q=%25",
        "q=_",
        "q=*",
        "q=%27+OR+1%3D1+--",
        "q=%22unclosed",
        "q=(a+AND+b)+NEAR%2F3+c",
        "q=%00",
        "q=%e2%80%ae%e2%80%8f",
        "q=%ef%bf%bd%f0%9f%a6%98",
        "q=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "q=%3Cmark%3E",
        "q=%5C%5C%2F..%2F..",
        "q=-&kind=organisation",
        "q=school&kind=nonsense",
        "q=school&kind=organisation&page=0",
        "q=school&kind=organisation&page=18446744073709551615",
        "q=school&kind=organisation&page=-1",
        "q=school&page=7",
        "q=one&q=two",
        &format!("q={long}"),
        &format!("q={words}"),
        &format!("q=school&kind={long}"),
    ] {
        for kind in ["", "&kind=agreement"] {
            let answered = service.get(&format!("/search?{query}{kind}")).await;
            let understood = answered.status == StatusCode::OK;
            assert!(understood || answered.status == StatusCode::UNPROCESSABLE_ENTITY, "{query}: {}", answered.body);
            assert_eq!(understood, !answered.body.contains("There is a problem"), "{query}: {}", answered.body);
            assert!(!answered.body.contains("<script>alert"), "{query}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_that_are_none_and_filters_given_twice_are_told_by_their_fields_and_nothing_is_listed() {
    let service = Service::demonstrating_with(|settings| settings.searches_per_minute = 1_000_000).await;
    let lists =
        ["/agreements", "/services", "/contracts", "/expiring", "/providers", "/organisations", "/tenders", "/search"];
    for list in lists {
        for query in ["q=%F0%9F%98%80", "q=%25+_", "q=school&q=council"] {
            let answered = service.get(&format!("{list}?{query}")).await;
            assert_eq!(answered.status, StatusCode::UNPROCESSABLE_ENTITY, "{list}?{query}: {}", answered.body);
            let said = if query.contains("&q") { "asked for twice" } else { "Nothing can be searched by this" };
            assert!(answered.body.contains("id=\"q-error\"") && answered.body.contains(said), "{}", answered.body);
            assert!(answered.body.contains("Nothing is listed"), "{list}?{query}: {}", answered.body);
        }
    }
    for (list, twice) in [
        ("/agreements", "kind=mou&kind=isa"),
        ("/agreements", "sort=title&sort=reference"),
        ("/breaks", "kind=unfunded&kind=undecided"),
        ("/services", "need=youth&need=send"),
        ("/contracts", "ending=3&ending=6"),
        ("/expiring", "intention=undecided&intention=let_it_end"),
        ("/providers", "kind=school&kind=private"),
        ("/organisations", "kind=school&kind=ccg"),
        ("/commitments", "year=2014-15&year=2015-16"),
        ("/tenders", "kind=deadline&kind=award"),
        ("/tenders", "buyer=birmingham&buyer=solihull"),
        ("/search", "q=school&kind=agreement&kind=organisation"),
    ] {
        let answered = service.get(&format!("{list}?{twice}")).await;
        assert_eq!(answered.status, StatusCode::UNPROCESSABLE_ENTITY, "{list}?{twice}: {}", answered.body);
        for said in ["asked for twice", "Nothing is listed"] {
            assert!(answered.body.contains(said), "{list}?{twice}: {said}: {}", answered.body);
        }
    }
    for file in [
        "/agreements.csv?q=%F0%9F%98%80",
        "/contracts.csv?ending=3&ending=6",
        "/tenders.csv?kind=deadline&kind=award",
        "/tenders.atom?q=%F0%9F%98%80",
        "/tenders.ics?kind=deadline&kind=award",
        "/funding?year=2014-15&year=2015-16",
    ] {
        assert_eq!(service.get(file).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{file}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_whose_filter_is_not_understood_cannot_be_saved_and_says_why_by_the_field() {
    let service = Service::demonstrating().await;
    let cookie = service.sign_in_as_keeper().await;
    let page = super::get("/following/new?cpv=abc&q=family").header(header::COOKIE, &cookie);
    let page = service.ask(page.body(Default::default()).unwrap()).await;
    let form = service.shown(&cookie, "query=cpv%3Dabc%26q%3Dfamily&name=Mine&digest=daily&form-seen=new").await;
    let sent = super::post("/following/new").header("sec-fetch-site", "same-origin").header(header::COOKIE, &cookie);
    let sent = service.ask(sent.body(form.into()).unwrap()).await;
    for answered in [page, sent] {
        assert_eq!(answered.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answered.body);
        for said in ["id=\"cpv-error\"", "Enter a CPV code, like 85300000", "value=\"family\"", "cannot be saved yet"] {
            assert!(answered.body.contains(said), "{said}: {}", answered.body);
        }
    }
    let kept = super::get("/following").header(header::COOKIE, &cookie).body(Default::default()).unwrap();
    assert!(!service.ask(kept).await.body.contains("Mine"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_lists_of_administration_and_of_matches_tell_what_they_do_not_understand() {
    let service = Service::demonstrating().await;
    let council = service.organisation("Birmingham City Council").await;
    let administrator = service.session(&council, Role::Administrator).await;
    let keeper = service.session(&council, Role::Commissioner).await;
    for (cookie, address, said) in [
        (&administrator, "/admin/people?q=%F0%9F%98%80", "Nothing can be searched by this"),
        (&administrator, "/admin/people?q=ann&q=ben", "asked for twice"),
        (&administrator, "/admin/organisations?q=%25", "Nothing can be searched by this"),
        (&administrator, "/admin/organisations?q=trust&q=school", "asked for twice"),
        (&keeper, "/organisations/matches?q=%F0%9F%98%80", "Nothing can be searched by this"),
        (&keeper, "/organisations/matches?state=nonsense", "Choose one of the list"),
        (&keeper, "/organisations/matches?reason=nonsense", "Choose one of the list"),
        (&keeper, "/organisations/matches?state=proposed&state=merged", "asked for twice"),
    ] {
        let request = super::get(address).header(header::COOKIE, cookie).body(Default::default()).unwrap();
        let answered = service.ask(request).await;
        assert_eq!(answered.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}: {}", answered.body);
        for words in [said, "Nothing is listed", "-error\""] {
            assert!(answered.body.contains(words), "{address}: {words}: {}", answered.body);
        }
    }
}
