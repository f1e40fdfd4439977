//! A variation that is being made, as strangers and as those who have a part in the agreement meet it.

use entities::{
    access::Role,
    agreement::{
        Reason, State,
        deeds::{EditAgreement, SaveText, TakeStep, Vary},
        read::{At, CommitmentsOf, DraftingOf, OverviewOf},
        rules::Step,
    },
    commitment::{
        deeds::{EditCommitment, Wording},
        read::CommitmentPage,
    },
    values::Reference,
};
use http::{StatusCode, header};

use super::{Answered, Service, get};

const SECRET: &str = "zqzqvariation";

/// The demonstration's arrangement that is signed and published, varied with a secret in every text, in negotiation.
async fn varied(service: &Service) -> (Reference, Reference) {
    let register = &service.register;
    let agreement: Reference = "CAT-2014-001".parse().unwrap();
    let council = service.organisation("Birmingham City Council").await;
    let (commissioner, _) = service.member(&council, Role::Commissioner, "Ann Other").await;
    let viewer = &commissioner.viewer;
    let shown = register.read(viewer, &OverviewOf((&agreement).into())).await.unwrap();
    let vary = Vary {
        agreement: agreement.clone(),
        reason: Reason::Other,
        words: SECRET.into(),
        effective_on: register.clock().today(),
        seen: shown.editions.rows.iter().find(|row| row.state == State::Signed).unwrap().version,
    };
    register.change(&commissioner, &vary).await.unwrap();
    let made = || At::Made.of(agreement.clone());
    let now = register.read(viewer, &OverviewOf(made())).await.unwrap();
    let edit = EditAgreement {
        agreement: agreement.clone(),
        seen: now.agreement.version,
        title: format!("{} {SECRET}", now.agreement.title),
        binding: now.agreement.binding,
        coordinator: now.coordinator.map(|named| named.reference),
        starts: now.agreement.starts,
        ends: now.agreement.ends,
        aims: SECRET.into(),
    };
    register.change(&commissioner, &edit).await.unwrap();
    let drafting = register.read(viewer, &DraftingOf(agreement.clone())).await.unwrap();
    let text = format!("{}\n\n{SECRET}\n", drafting.text);
    let save = SaveText { agreement: agreement.clone(), base: drafting.base, text };
    register.change(&commissioner, &save).await.unwrap();
    let row = register.read(viewer, &CommitmentsOf(made())).await.unwrap().remove(0);
    let page = register.read(viewer, &CommitmentPage(At::Made.of(row.reference.clone()))).await.unwrap();
    let wording = Wording {
        clause: page.anchor,
        statement: format!("{} {SECRET}", page.commitment.statement),
        measure: SECRET.into(),
        target: SECRET.into(),
        due: page.commitment.due,
        no_money_because: page.commitment.no_money_because,
    };
    let edit = EditCommitment { commitment: row.reference.clone(), seen: page.commitment.version, wording };
    register.change(&commissioner, &edit).await.unwrap();
    let shown = register.read(viewer, &OverviewOf(made())).await.unwrap();
    let (seen, schedules) = (shown.agreement.version, shown.schedules);
    let step = TakeStep { agreement: agreement.clone(), step: Step::Negotiate, seen, schedules };
    register.change(&commissioner, &step).await.unwrap();
    (agreement, row.reference)
}

async fn reads(service: &Service, cookie: &str, address: &str) -> Answered {
    service.ask(get(address).header(header::COOKIE, cookie).body(Default::default()).unwrap()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_variation_says_stays_with_its_parties_until_it_is_signed_and_published() {
    let service = Service::demonstrating_with(|settings| settings.searches_per_minute = 1_000_000).await;
    let (agreement, commitment) = varied(&service).await;
    let base = format!("/agreements/{}", agreement.in_address());
    let mut addresses = vec![
        "/".to_owned(),
        "/agreements".into(),
        "/agreements.csv".into(),
        "/breaks".into(),
        "/breaks.csv".into(),
        "/commitments".into(),
        "/commitments.csv".into(),
        "/funding".into(),
        format!("/search?q={SECRET}"),
        format!("/commitments/{}", commitment.in_address()),
        format!("/commitments/{}?edition=3", commitment.in_address()),
        format!("{base}?on=2014-12-01"),
        format!("{base}?on=2030-01-01"),
    ];
    for side in ["", "/text", "/commitments", "/funding", "/signatures", "/changes"] {
        addresses.extend([format!("{base}{side}"), format!("{base}/editions/3{side}")]);
    }
    addresses.extend(["/editions", "/trace", "/attachments", "/history"].map(|side| format!("{base}{side}")));
    let school = service.stranger().await;
    let stranger = service.session(&school, Role::Partner).await;
    for cookie in ["", stranger.as_str()] {
        for address in &addresses {
            let answered = reads(&service, cookie, address).await;
            assert!(!answered.status.is_server_error(), "{address}: {}", answered.status);
            // A search says what was searched for.
            let told = answered.body.replace(&format!("value=\"{SECRET}\""), "").replace(&format!("“{SECRET}”"), "");
            assert!(address.contains("/search") || !told.contains(SECRET), "{address} tells {told}");
            assert!(!address.contains("editions/3") || answered.status == StatusCode::NOT_FOUND, "{address}");
        }
        let search = reads(&service, cookie, &format!("/search?q={SECRET}")).await.body;
        assert!(!search.contains("cat-2014-001") && !search.contains(&commitment.in_address()), "{search}");
    }

    // A party reads what is in force, with a line that leads to what is made, and what it changes.
    let police = service.organisation("West Midlands Police").await;
    let partner = service.session(&police, Role::Partner).await;
    let shown = reads(&service, &partner, &base).await.body;
    assert!(!shown.contains(SECRET) && shown.contains(&format!("href=\"{base}/editions/3\"")), "{shown}");
    for (address, says) in [
        (format!("{base}/editions/3"), SECRET),
        (format!("{base}/editions/3/text"), SECRET),
        (format!("{base}/changes"), "What edition 3 changes of edition 2"),
        (format!("{base}/changes"), SECRET),
        (format!("/commitments/{}?edition=3", commitment.in_address()), SECRET),
    ] {
        let answered = reads(&service, &partner, &address).await;
        assert_eq!(answered.status, StatusCode::OK, "{address}");
        assert!(answered.body.contains(says), "{address}: {}", answered.body);
    }
    let first = reads(&service, &partner, &format!("{base}/editions/1")).await.body;
    assert!(!first.contains(SECRET) && first.contains("Edition 1"), "{first}");
}

#[tokio::test]
async fn a_day_or_an_edition_that_is_none_is_told() {
    let service = Service::demonstrating_with(|_| {}).await;
    for (address, status) in [
        ("/agreements/cat-2014-001?on=2014-12-01", StatusCode::OK),
        ("/agreements/cat-2014-001?on-day=1&on-month=12&on-year=2014", StatusCode::OK),
        ("/agreements/cat-2014-001?on=yesterday", StatusCode::UNPROCESSABLE_ENTITY),
        ("/agreements/cat-2014-001?on=2014-09-01", StatusCode::OK),
        ("/agreements/cat-2014-001?on=2014-07-27", StatusCode::UNPROCESSABLE_ENTITY),
        ("/agreements/cat-2014-001?on=1901-01-01", StatusCode::UNPROCESSABLE_ENTITY),
        ("/agreements/mou-2015-001?on=1901-01-01", StatusCode::NOT_FOUND),
        ("/agreements/cat-2014-001/editions/1", StatusCode::OK),
        ("/agreements/cat-2014-001/editions/7", StatusCode::NOT_FOUND),
        ("/agreements/cat-2014-001/editions/first", StatusCode::NOT_FOUND),
        ("/agreements/cat-2014-001?edition=1&edition=1", StatusCode::OK),
        ("/agreements/cat-2014-001?edition=1&edition=2", StatusCode::UNPROCESSABLE_ENTITY),
        ("/agreements/cat-2014-001?on=2014-12-01&on=2014-12-02", StatusCode::UNPROCESSABLE_ENTITY),
        ("/funding/fun-2014-001?edition=1&edition=2", StatusCode::UNPROCESSABLE_ENTITY),
        ("/funding/fun-2014-001", StatusCode::OK),
        ("/funding/fun-2014-001?edition=99", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(service.get(address).await.status, status, "{address}");
    }
    let before = service.get("/agreements/cat-2014-001?on=2014-07-27").await.body;
    assert!(before.contains("Nothing that you may read of CAT-2014-001 had been signed by 27 July 2014"), "{before}");
}
