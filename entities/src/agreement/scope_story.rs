//! Services come into scope of a memorandum and are reviewed with it: both are signed, varied, told where they change, and never changed
//! behind the register's back.

use chrono::NaiveDate;
use sea_orm::ConnectionTrait as _;

use super::{
    deeds::{
        ChangeServiceInScope, EditAgreement, PublishAgreement, PutServiceInScope, RemoveParty, SetAside, SetReviewDays,
        TakeServiceOutOfScope, TakeUp,
    },
    digest,
    read::{At, ChangesOf, EditionsOf, Fate, OverviewOf, ScopeOf, TextOf},
    rules::{Days, Step},
    story::Memorandum,
    varying::{day, made, sign_all, vary},
};
use crate::{
    Refusal, Register,
    access::{Actor, Viewer},
    service::{AreaOfNeed, ClientGroup, Delivery, deeds::WriteService},
    story::{World, on_day},
    values::Reference,
};

/// A service that nobody reads but who keeps the register, or whom it concerns.
fn named(name: &str) -> WriteService {
    WriteService {
        existing: None,
        name: name.into(),
        area_of_need: AreaOfNeed::FrontDoor,
        client_group: ClientGroup::Children,
        delivery: Delivery::JointTeam,
        independent_of: None,
        description: String::new(),
        published: false,
    }
}

pub async fn service(register: &Register, by: &Actor, name: &str) -> Reference {
    register.change(by, &named(name)).await.unwrap()
}

/// From April to the end of 2015.
pub fn until_december() -> Days {
    Days { starts: Some(day(4, 1)), ends: Some(day(12, 31)) }
}

pub async fn put(
    register: &Register,
    memorandum: &Memorandum,
    service: &Reference,
    days: Days,
    host: Option<&Reference>,
) -> Result<(), Refusal> {
    let (by, agreement) = (&memorandum.commissioner, memorandum.agreement.clone());
    let seen = made(register, by, &agreement).await;
    let put = PutServiceInScope { agreement, service: service.clone(), days, host: host.cloned(), seen };
    register.change(by, &put).await
}

async fn alter(
    register: &Register,
    memorandum: &Memorandum,
    service: &Reference,
    days: Days,
    host: Option<&Reference>,
) -> Result<(), Refusal> {
    let (by, agreement) = (&memorandum.commissioner, memorandum.agreement.clone());
    let seen = made(register, by, &agreement).await;
    let alter = ChangeServiceInScope { agreement, service: service.clone(), days, host: host.cloned(), seen };
    register.change(by, &alter).await
}

async fn take_out(register: &Register, memorandum: &Memorandum, service: &Reference) -> Result<(), Refusal> {
    let (by, agreement) = (&memorandum.commissioner, memorandum.agreement.clone());
    let seen = made(register, by, &agreement).await;
    register.change(by, &TakeServiceOutOfScope { agreement, service: service.clone(), seen }).await
}

async fn review(register: &Register, memorandum: &Memorandum, days: &[NaiveDate]) -> Result<(), Refusal> {
    let (by, agreement) = (&memorandum.commissioner, memorandum.agreement.clone());
    let seen = made(register, by, &agreement).await;
    register.change(by, &SetReviewDays { agreement, boxes: days.iter().copied().map(Some).collect(), seen }).await
}

/// What the services of an edition are called for a viewer, and its review days.
async fn scope(register: &Register, memorandum: &Memorandum, viewer: &Viewer, at: At) -> (Vec<String>, Vec<NaiveDate>) {
    let scope = register.read(viewer, &ScopeOf(at.of(memorandum.agreement.clone()))).await.unwrap();
    let called = |row: super::read::ServiceInScope| row.service.map_or("unreadable".to_owned(), |(_, name)| name);
    (scope.services.into_iter().map(called).collect(), scope.reviews)
}

/// The field of the first fault.
fn field(refused: Result<(), Refusal>) -> String {
    match refused {
        Err(Refusal::Invalid(faults)) => faults[0].field.to_string(),
        other => panic!("expected a fault, got {other:?}"),
    }
}

/// Drafted, with a service in scope that the partner hosts, and a day of review.
async fn drafted(world: &World) -> (Memorandum, Reference) {
    let memorandum = Memorandum::drafted(world).await;
    let hub = service(&world.register, &memorandum.commissioner, "The hub").await;
    put(&world.register, &memorandum, &hub, until_december(), Some(&memorandum.ccg)).await.unwrap();
    review(&world.register, &memorandum, &[day(10, 1)]).await.unwrap();
    (memorandum, hub)
}

/// Signed by both.
async fn signed(world: &World) -> (Memorandum, Reference) {
    let (memorandum, hub) = drafted(world).await;
    let promise = memorandum.promise(world, "We refer early").await;
    memorandum.step(world, Step::Negotiate).await.unwrap();
    memorandum.request(world, &promise).await.unwrap();
    memorandum.confirm(world, &promise).await;
    memorandum.step(world, Step::Approve).await.unwrap();
    memorandum.step(world, Step::OpenSigning).await.unwrap();
    let sign = memorandum.sign_as(world).await;
    for signatory in [&memorandum.signatory, &memorandum.council_signatory] {
        world.register.change(signatory, &sign).await.unwrap();
    }
    (memorandum, hub)
}

crate::story!(a_service_comes_into_scope_once_within_the_term_and_hosted_by_a_party, async |world: World| {
    let (memorandum, hub) = drafted(&world).await;
    let register = &world.register;
    let nest = service(register, &memorandum.commissioner, "The nest").await;
    let stranger = world.organisation("Another trust", crate::organisation::Kind::NhsTrust).await;
    let days = until_december();
    assert_eq!(field(put(register, &memorandum, &hub, days, None).await), "service");
    let early = Days { starts: Some(day(3, 31)), ..days };
    assert_eq!(field(put(register, &memorandum, &nest, early, None).await), "starts");
    assert_eq!(field(put(register, &memorandum, &nest, days, Some(&stranger)).await), "host");
    assert_eq!(field(review(register, &memorandum, &[day(10, 1), day(3, 31)]).await), "review_2");
    let unknown = "SVC-2014-999".parse().unwrap();
    assert_eq!(field(put(register, &memorandum, &unknown, days, None).await), "service");

    // Whoever saw it before it was changed is told so, and nothing is done.
    let agreement = memorandum.agreement.clone();
    let seen = made(register, &memorandum.commissioner, &agreement).await - 1;
    let by = &memorandum.commissioner;
    let late = TakeServiceOutOfScope { agreement: agreement.clone(), service: hub, seen };
    assert!(matches!(register.change(by, &late).await, Err(Refusal::Stale { .. })));
    let late = SetReviewDays { agreement, boxes: Vec::new(), seen };
    assert!(matches!(register.change(by, &late).await, Err(Refusal::Stale { .. })));
    let now = scope(register, &memorandum, &by.viewer, At::Made).await;
    assert_eq!(now, (vec!["The hub".to_owned()], vec![day(10, 1)]));
});

crate::story!(who_hosts_a_service_stays_a_party_until_another_does, async |world: World| {
    let (memorandum, hub) = drafted(&world).await;
    let register = &world.register;
    let leaves = async || {
        let (agreement, organisation) = (memorandum.agreement.clone(), memorandum.ccg.clone());
        let seen = made(register, &memorandum.commissioner, &agreement).await;
        register.change(&memorandum.commissioner, &RemoveParty { agreement, organisation, seen }).await
    };
    let refused = leaves().await;
    assert!(matches!(&refused, Err(Refusal::NotAllowed { why, .. }) if why.contains("The hub")), "{refused:?}");
    alter(register, &memorandum, &hub, until_december(), Some(&memorandum.council)).await.unwrap();
    leaves().await.unwrap();
    let refused = alter(register, &memorandum, &hub, until_december(), Some(&memorandum.ccg)).await;
    assert_eq!(field(refused), "host");
});

crate::story!(what_does_not_fit_a_changed_term_is_told_before_it_goes_for_approval, async |world: World| {
    let (memorandum, hub) = drafted(&world).await;
    let (register, by) = (&world.register, &memorandum.commissioner);
    memorandum.step(&world, Step::Negotiate).await.unwrap();
    let shown = register.read(&by.viewer, &OverviewOf((&memorandum.agreement).into())).await.unwrap();
    let edit = EditAgreement {
        agreement: memorandum.agreement.clone(),
        seen: shown.agreement.version,
        title: shown.agreement.title,
        binding: false,
        coordinator: shown.coordinator.map(|named| named.reference),
        starts: Some(day(4, 1)),
        ends: Some(day(9, 30)),
        aims: String::new(),
    };
    register.change(by, &edit).await.unwrap();
    let lacks = async || match memorandum.step(&world, Step::Approve).await {
        Err(Refusal::NotAllowed { instead, .. }) => instead,
        other => panic!("expected a refusal, got {other:?}"),
    };
    let told = lacks().await;
    assert!(told.contains("Change the days of The hub") && told.contains("review on 1 October 2015"), "{told}");
    alter(register, &memorandum, &hub, Days::default(), None).await.unwrap();
    review(register, &memorandum, &[]).await.unwrap();
    let told = lacks().await;
    assert!(!told.contains("The hub") && !told.contains("review on"), "{told}");
});

crate::story!(what_is_in_scope_is_printed_signed_and_closed, async |world: World| {
    let (memorandum, hub) = signed(&world).await;
    let (register, partner) = (&world.register, &memorandum.partner.viewer);
    let text = register.read(partner, &TextOf((&memorandum.agreement).into())).await.unwrap().unwrap();
    let head = text.printed.unwrap().head;
    let called = format!("The hub ({hub})");
    for says in [called.as_str(), "1 April 2015 to 31 December 2015", "Review days", "1 October 2015"] {
        assert!(head.contains(says), "{says}: {head}");
    }
    // What is printed names it: it is published first. Once it is published no more, its parties read what they sign for.
    let by = &memorandum.commissioner;
    let seen = crate::story::seen(register, &memorandum.agreement).await;
    let publish = PublishAgreement { agreement: memorandum.agreement.clone(), edition: 1, published: true, seen };
    let refused = register.change(by, &publish).await;
    assert!(matches!(&refused, Err(Refusal::NotAllowed { why, .. }) if why.contains("The hub")), "{refused:?}");
    let shown = |published: bool, seen: i64| WriteService {
        existing: Some((hub.clone(), seen)),
        published,
        ..named("The hub")
    };
    register.change(by, &shown(true, 1)).await.unwrap();
    memorandum.publish(&world).await;
    register.change(by, &shown(false, 2)).await.unwrap();
    let both = |name: &str| (vec![name.to_owned()], vec![day(10, 1)]);
    assert_eq!(scope(register, &memorandum, partner, At::Shown).await, both("The hub"));
    assert_eq!(scope(register, &memorandum, &Viewer::Public, At::Shown).await, both("unreadable"));
    let nest = service(register, &memorandum.commissioner, "The nest").await;
    for refused in [
        put(register, &memorandum, &nest, Days::default(), None).await,
        alter(register, &memorandum, &hub, Days::default(), None).await,
        take_out(register, &memorandum, &hub).await,
        review(register, &memorandum, &[]).await,
    ] {
        assert!(matches!(&refused, Err(Refusal::NotAllowed { .. })), "{refused:?}");
    }
    assert_eq!(register.verify_records().await.unwrap().differs, Vec::<String>::new());
});

crate::story!(nothing_is_printed_of_a_scope_that_there_is_not, async |world: World| {
    let memorandum = Memorandum::open_for_signing(&world).await;
    let text = world.register.read(&memorandum.partner.viewer, &TextOf((&memorandum.agreement).into())).await.unwrap();
    let head = text.unwrap().printed.unwrap().head;
    assert!(!head.contains("scope") && !head.contains("Review"), "{head}");
});

crate::story!(a_variation_tells_what_comes_into_scope_leaves_it_and_changes, async |world: World| {
    let (memorandum, hub) = signed(&world).await;
    let (register, by) = (on_day(&world.register, day(6, 1)), &memorandum.commissioner);
    vary(&register, &memorandum, day(7, 1)).await.unwrap();
    let copied = scope(&register, &memorandum, &by.viewer, At::Made).await;
    assert_eq!(copied, (vec!["The hub".to_owned()], vec![day(10, 1)]));
    let changes =
        async || register.read(&by.viewer, &ChangesOf(At::Made.of(memorandum.agreement.clone()))).await.unwrap();
    assert!(changes().await.is_empty());

    let nest = service(&register, by, "The nest").await;
    put(&register, &memorandum, &nest, Days::default(), None).await.unwrap();
    let later = Days { ends: None, ..until_december() };
    alter(&register, &memorandum, &hub, later, Some(&memorandum.council)).await.unwrap();
    review(&register, &memorandum, &[day(11, 2)]).await.unwrap();
    let told = changes().await;
    let fates: Vec<_> = told.services.iter().map(|change| (change.service.clone().unwrap().0, change.fate)).collect();
    assert_eq!(fates, [(hub.clone(), Fate::Changed), (nest, Fate::New)]);
    let altered: Vec<_> = told.services[0].changes.iter().map(|one| (one.what.as_str(), one.after.as_str())).collect();
    assert_eq!(altered, [("In scope", "From 1 April 2015"), ("Hosted by", "Birmingham City Council")]);
    assert_eq!(told.reviews, [(day(10, 1), Fate::Gone), (day(11, 2), Fate::New)]);

    take_out(&register, &memorandum, &hub).await.unwrap();
    let told = changes().await;
    assert_eq!(told.services.last().map(|change| change.fate), Some(Fate::Gone));
    sign_all(&register, &memorandum, &[&memorandum.council_signatory, &memorandum.signatory]).await;
    let before = scope(&register, &memorandum, &by.viewer, At::Edition(1)).await;
    assert_eq!(before, (vec!["The hub".to_owned()], vec![day(10, 1)]), "what was signed stays as it was");
});

crate::story!(what_was_set_aside_has_what_was_signed_since_unless_it_says_otherwise, async |world: World| {
    let (memorandum, hub) = signed(&world).await;
    let (register, by) = (on_day(&world.register, day(6, 1)), &memorandum.commissioner);
    let agreement = || memorandum.agreement.clone();
    let (nest, den) = (service(&register, by, "The nest").await, service(&register, by, "The den").await);
    vary(&register, &memorandum, day(10, 1)).await.unwrap();
    put(&register, &memorandum, &nest, Days::default(), None).await.unwrap();
    let seen = made(&register, by, &memorandum.agreement).await;
    register.change(by, &SetAside { agreement: agreement(), seen }).await.unwrap();

    vary(&register, &memorandum, day(8, 1)).await.unwrap();
    take_out(&register, &memorandum, &hub).await.unwrap();
    put(&register, &memorandum, &den, Days::default(), Some(&memorandum.ccg)).await.unwrap();
    review(&register, &memorandum, &[day(11, 2)]).await.unwrap();
    sign_all(&register, &memorandum, &[&memorandum.council_signatory, &memorandum.signatory]).await;

    let editions = register.read(&by.viewer, &EditionsOf((&memorandum.agreement).into())).await.unwrap();
    let take_up = TakeUp { agreement: agreement(), edition: 2, seen: editions.number(2).unwrap().version };
    register.change(by, &take_up).await.unwrap();
    let now = scope(&register, &memorandum, &by.viewer, At::Made).await;
    assert_eq!(now, (vec!["The nest".to_owned(), "The den".to_owned()], vec![day(11, 2)]));
    let told = register.read(&by.viewer, &ChangesOf(At::Made.of(agreement()))).await.unwrap();
    assert_eq!(told.services.iter().map(|change| change.fate).collect::<Vec<_>>(), [Fate::New]);
});

crate::story!(a_renamed_service_shows_both_names_until_it_is_saved_again, async |world: World| {
    let (memorandum, hub) = drafted(&world).await;
    let (register, by) = (&world.register, &memorandum.commissioner);
    let renamed = WriteService { existing: Some((hub.clone(), 1)), ..named("The front door") };
    register.change(by, &renamed).await.unwrap();
    let called = async || scope(register, &memorandum, &by.viewer, At::Made).await.0;
    assert_eq!(called().await, ["The hub (now called The front door)"]);
    alter(register, &memorandum, &hub, until_december(), None).await.unwrap();
    assert_eq!(called().await, ["The front door"]);
});

crate::story!(a_changed_row_of_what_is_in_scope_is_found_out, async |world: World| {
    let (memorandum, _) = signed(&world).await;
    world.is_tampered_with();
    let db = world.register.writer();
    let edition = world
        .register
        .read(&memorandum.commissioner.viewer, &OverviewOf((&memorandum.agreement).into()))
        .await
        .unwrap();
    let edition = edition.agreement.edition_id;
    let signed = digest::of(db, edition).await.unwrap();
    let mut before = signed.clone();
    for change in [
        "UPDATE scheme SET ends = NULL",
        "UPDATE scheme SET host_id = NULL",
        "UPDATE scheme SET service_name = 'Another'",
        "UPDATE scheme SET service_name = ''",
        "UPDATE review_day SET on_day = '2015-10-02'",
        "DELETE FROM review_day",
        "DELETE FROM scheme",
    ] {
        db.execute_unprepared(change).await.unwrap();
        let after = digest::of(db, edition).await.unwrap();
        assert_ne!(before, after, "{change}");
        assert!(!digest::is_as_signed(db, edition, &signed).await.unwrap(), "{change}");
        before = after;
    }
    let differs = world.register.verify_records().await.unwrap().differs;
    assert!(differs.iter().any(|told| told.contains("a row of it was changed after it was signed")), "{differs:?}");
});
