//! Until a party has said where it stands, nothing tells it what others said: no page of the agreement, no list, no file, no letter. And
//! what is kept while somebody writes is theirs alone.

use entities::access::Role;
use http::{Method, StatusCode};

use super::{
    Service,
    shown_forms::{hidden, reads, sends},
};

const MEMORANDUM: &str = "/agreements/mou-2015-001";

/// What is said in the demonstration's rounds: why words are proposed, what is objected to, and how pages count it.
const SAID: [&str; 8] = [
    "A quarter is too long to wait for a child",
    "Weekly while the hub is young",
    "The time that providers spend in partnership is part of what our contracts buy already (illustrative)",
    "own lead one of the named leads",
    "the list of leads says so",
    "every week",
    "3 agree",
    "2 object",
];

/// Every address that is read, on the memorandum where it names an agreement, and on a clause of it.
fn addresses() -> Vec<String> {
    let mounts = app::addresses::mounts();
    let reads = mounts.iter().filter(|mount| mount.method == Method::GET);
    let addresses = reads.map(|mount| mount.address).filter(|address| !address.starts_with("/account/single"));
    let addresses = addresses.filter(|address| !address.contains('{') || address.starts_with("/agreements/{ref}"));
    let on = |address: &str, clause: &str| {
        let address = address.replace("/agreements/{ref}", MEMORANDUM).replace("{clause}", clause);
        address.replace("{key}", "1").replace("{n}", "1")
    };
    addresses
        .flat_map(|address| ["c-referrals", "c-review", "c-who-pays"].map(|clause| on(address, clause)))
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_party_that_has_said_nothing_is_told_of_nobody() {
    let service = Service::demonstrating().await;
    let silent = service.organisation("NHS Sandwell and West Birmingham CCG").await;
    let cookie = service.member(&silent, Role::Partner, "Sam Silent").await.1;
    let page = reads(&service, &cookie, &format!("{MEMORANDUM}/negotiate")).await;
    assert!(
        page.status == StatusCode::OK && page.body.contains("is asked where it stands on 9 clauses"),
        "{}",
        page.body
    );
    let mut told = Vec::new();
    for address in addresses() {
        let body = reads(&service, &cookie, &address).await.body;
        told.extend(SAID.iter().filter(|said| body.contains(**said)).map(|said| format!("{address} tells {said:?}")));
    }
    assert_eq!(told, Vec::<String>::new());

    // Who leads reads it all, so that the words are there to be told.
    let council = service.organisation("Birmingham City Council").await;
    let lead = service.member(&council, Role::Commissioner, "Lou Lead").await.1;
    let mut read = String::new();
    for address in addresses().iter().filter(|address| address.starts_with(MEMORANDUM)) {
        read += &reads(&service, &lead, address).await.body;
    }
    for said in SAID {
        assert!(read.contains(said), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_kept_while_somebody_writes_is_theirs_alone() {
    let service = Service::demonstrating().await;
    let council = service.organisation("Birmingham City Council").await;
    let (writer, other) = (
        service.member(&council, Role::Commissioner, "Wren Writer").await.1,
        service.session(&council, Role::Commissioner).await,
    );
    let edit = format!("{MEMORANDUM}/edit");
    // The form of a text is as wide as the page.
    let page = reads(&service, &writer, &edit).await.body.replace("post-form post-form--wide", "post-form");
    let form = hidden(&page);
    let kept =
        sends(&service, &writer, &format!("{MEMORANDUM}/draft"), format!("{form}&text=zqzqdraft&draft-number=1")).await;
    assert_eq!((kept.status, kept.body.as_str()), (StatusCode::OK, "Kept"));
    let again = reads(&service, &writer, &edit).await.body;
    assert!(again.contains("zqzqdraft") && again.contains("You go on where you left off"), "{again}");
    assert!(!reads(&service, &other, &edit).await.body.contains("zqzqdraft"));
    let partner = service.organisation("NHS Birmingham CrossCity CCG").await;
    let partner = service.session(&partner, Role::Partner).await;
    let form = service.shown(&partner, "text=x").await;
    let refused = sends(&service, &partner, &format!("{MEMORANDUM}/draft"), form).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
}
