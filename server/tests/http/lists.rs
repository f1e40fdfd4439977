//! Lists, page by page: by key, forwards and back, with what was chosen; and what they answer to nonsense.

use std::collections::BTreeSet;

use entities::{
    access::Actor,
    organisation::{Kind, deeds::AddOrganisation},
};

use super::Service;

/// More than two pages of organisations.
async fn a_region() -> Service {
    let service = Service::mounted(app::addresses::mounts(), |_| {}).await;
    for number in 0..120 {
        let kind = if number % 2 == 0 { Kind::School } else { Kind::Voluntary };
        let school = AddOrganisation::named(&format!("Body {number:03}"), kind);
        service.register.change(&Actor::operator(), &school).await.unwrap();
    }
    service
}

/// The names that a page lists, in its order.
fn names(page: &str) -> Vec<String> {
    let table = page.split("<tbody").nth(1).unwrap_or_default().split("</tbody>").next().unwrap_or_default();
    table.split("Body ").skip(1).map(|rest| rest.chars().take(3).collect()).collect()
}

/// Where a page leads by its link with this `rel`.
fn link(page: &str, rel: &str) -> Option<String> {
    let at = page.find(&format!("rel=\"{rel}\""))?;
    let tag = &page[page[..at].rfind("<a ")?..at];
    Some(tag.split("href=\"").nth(1)?.split('"').next()?.replace("&amp;", "&"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_is_gone_through_forwards_and_back() {
    let service = a_region().await;
    let first = service.get("/organisations").await.body;
    assert!(first.contains("120 organisations") && link(&first, "prev").is_none(), "{first}");
    let second = service.get(&link(&first, "next").expect("there are more")).await.body;
    let third = service.get(&link(&second, "next").expect("there are more")).await.body;
    assert!(link(&third, "next").is_none(), "{third}");
    let all: Vec<String> = [&first, &second, &third].into_iter().flat_map(|page| names(page)).collect();
    assert_eq!(all, (0..120).map(|number| format!("{number:03}")).collect::<Vec<_>>(), "each once, in order");
    let back = service.get(&link(&third, "prev").expect("it came from somewhere")).await.body;
    assert_eq!(names(&back), names(&second));
    let beginning = service.get(&link(&back, "prev").expect("it is the second")).await.body;
    assert_eq!((names(&beginning), link(&beginning, "prev")), (names(&first), None));
    let file = service.get("/organisations.csv").await.body;
    assert_eq!(file.lines().count(), 121, "the file has all of them");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_chosen_goes_along_and_can_be_taken_away() {
    let service = a_region().await;
    let schools = service.get("/organisations?kind=school&sort=added").await.body;
    assert!(schools.contains("60 organisations") && schools.contains("Kind: School"), "{schools}");
    assert!(schools.contains("href=\"/organisations?sort=added\""), "the filter can be taken away: {schools}");
    let next = link(&schools, "next").expect("there are more");
    assert!(next.contains("kind=school") && next.contains("sort=added"), "{next}");
    let rest = service.get(&next).await.body;
    let both: BTreeSet<String> = [&schools, &rest].into_iter().flat_map(|page| names(page)).collect();
    assert_eq!((both.len(), names(&rest).len()), (60, 10));
    assert!(rest.contains("href=\"/organisations?sort=added\""), "taken away, it begins anew: {rest}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_place_that_is_none_is_said_and_an_old_number_is_the_first_page() {
    let service = a_region().await;
    for place in ["after=x", "before=1", "after=9-1-a", "after=0-1-zzzz", "before=5-5-5"] {
        let answer = service.get(&format!("/organisations?kind=school&{place}")).await;
        assert_eq!(answer.status, 200, "{place}");
        assert!(answer.body.contains("Nothing follows here"), "{place}: {}", answer.body);
        assert!(answer.body.contains("href=\"/organisations?kind=school\""), "{place}: {}", answer.body);
    }
    let dated = service.get("/organisations?sort=closed&after=0-1-yesterday").await;
    assert!(dated.status == 200 && dated.body.contains("Nothing follows here"), "{}", dated.body);
    let numbered = service.get("/organisations?page=2").await.body;
    assert!(numbered.contains("Pages are not numbered any more") && names(&numbered)[0] == "000", "{numbered}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_organisation_is_found_by_its_name() {
    let service = Service::demonstrating().await;
    let police = service.get("/agreements?partner=West+Midlands+Police").await.body;
    assert!(police.contains("Partner: West Midlands Police") && police.contains("/agreements/"), "{police}");
    let several = service.get("/commitments?owner=birmingham").await.body;
    let each = ["Birmingham City Council", "Birmingham Community Healthcare NHS Trust"];
    assert!(each.iter().all(|name| several.contains(name)) && !several.contains("West Midlands Police"), "{several}");
    let nobody = service.get("/commitments?owner=Zebra+Crossing+Ltd").await;
    assert!(
        nobody.status == 422 && nobody.body.contains("No organisation of the register is called"),
        "{}",
        nobody.body
    );
    assert!(nobody.body.contains("filter-panel--open"), "what is wrong is seen on a telephone, too");
}
