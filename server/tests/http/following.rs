//! What one follows, as people meet it: page by page, and who stops following stays on the page.

use http::{StatusCode, header};

use super::{Service, get, post};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_stops_following_stays_on_the_page_of_the_list() {
    let service = Service::demonstrating().await;
    let cookie = service.sign_in_as_keeper().await;
    let sent = async |address: &str, form: &str| {
        let form = service.shown(&cookie, form).await;
        let request = post(address).header("sec-fetch-site", "same-origin").header(header::COOKIE, &cookie);
        service.ask(request.body(form.into()).unwrap()).await
    };
    let shown = async |address: &str| {
        let request = get(address).header(header::COOKIE, &cookie);
        service.ask(request.body(Default::default()).unwrap()).await.body
    };
    assert_eq!(sent("/tenders/pro-2014-001", "follow=yes").await.status, StatusCode::SEE_OTHER);
    // As if the page before it ended with one that was followed later.
    let page = "/following?after=0-999999-999999";
    let continued = shown(page).await;
    let action = format!("action=\"{page}\"");
    for said in ["What you follow, continued", "PRO-2014-001", action.as_str()] {
        assert!(continued.contains(said), "{said}: {continued}");
    }
    let stopped = sent(page, "form=unfollow&procurement=PRO-2014-001").await;
    assert_eq!((stopped.status, stopped.header(header::LOCATION)), (StatusCode::SEE_OTHER, page));
    let nothing = shown(page).await;
    assert!(nothing.contains("Nothing follows here"), "{nothing}");
}
