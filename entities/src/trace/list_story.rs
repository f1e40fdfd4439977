//! Every break is listed to whoever may read it, with who can mend it and how; `/` counts what the list has.

use std::collections::BTreeSet;

use super::{
    Break,
    list::{Breaks, BreaksByKind, Row, What},
    mending::{KEEPER, Mender},
    story::{contract, deliver, funded, measure, signed_with_a_dispute},
};
use crate::{
    Register,
    access::{Role, Viewer},
    agreement::{read::Agreements, rules::Step, story::Memorandum},
    demonstration::PASSWORD,
    funding::{deeds::WriteFunding, story::figures},
    glance::AtAGlance,
    list::{Count, PAGE, Place},
    organisation::Kind,
    service::{AreaOfNeed, ClientGroup, Delivery, deeds::WriteService, read::ServicePage},
    story::{World, next_year},
    values::{Pence, Reference},
};

/// The whole list, as a viewer reads it.
async fn all(register: &Register, viewer: &Viewer) -> Vec<Row> {
    register.listed(viewer, &Breaks::default()).await
}

/// How many of each kind a viewer is told of.
async fn by_kind(register: &Register, viewer: &Viewer, breaks: Breaks) -> Vec<(Break, Count)> {
    register.read(viewer, &BreaksByKind(breaks)).await.unwrap()
}

async fn narrowed(register: &Register, viewer: &Viewer, breaks: Breaks) -> Vec<(Break, Reference)> {
    places(&register.listed(viewer, &breaks).await)
}

fn places(rows: &[Row]) -> Vec<(Break, Reference)> {
    rows.iter().map(|row| (row.kind, row.record.clone())).collect()
}

fn menders(row: &Row) -> Vec<String> {
    row.menders.iter().map(Mender::in_words).collect()
}

/// The bodies that rows name as who can mend.
fn bodies(list: &[Row]) -> BTreeSet<Reference> {
    let named = list.iter().flat_map(|row| &row.menders).filter_map(Mender::named);
    named.map(|named| named.reference.clone()).collect()
}

/// The rows that name a body.
fn naming(list: &[Row], body: &Reference) -> Vec<Row> {
    let names = |row: &&Row| row.menders.iter().filter_map(Mender::named).any(|named| named.reference == *body);
    list.iter().filter(names).cloned().collect()
}

/// Takes a service out of what is published, under a name that nobody outside is to read.
async fn hide(world: &World, memorandum: &Memorandum, service: &Reference) {
    let viewer = &memorandum.commissioner.viewer;
    let seen = world.register.read(viewer, &ServicePage(service.clone())).await.unwrap().service.version;
    let write = WriteService {
        existing: Some((service.clone(), seen)),
        name: "Zqhidden".into(),
        area_of_need: AreaOfNeed::FrontDoor,
        client_group: ClientGroup::Children,
        delivery: Delivery::Undecided,
        independent_of: None,
        description: String::new(),
        published: false,
    };
    world.register.change(&memorandum.commissioner, &write).await.unwrap();
}

/// Money of the clinical commissioning group's that no commitment explains.
async fn unexplained(world: &World, memorandum: &Memorandum, service: &Reference) -> Reference {
    let write = WriteFunding {
        agreement: Some(memorandum.agreement.clone()),
        service: service.clone(),
        organisation: memorandum.ccg.clone(),
        year: next_year(),
        figures: figures(1_000, Vec::new()),
    };
    world.register.change(&memorandum.commissioner, &write).await.unwrap()
}

/// A memorandum in negotiation in which every link is missing somewhere.
struct Broken {
    memorandum: Memorandum,
    commitment: Reference,
    line: Reference,
    service: Reference,
    unmeasured: Reference,
    unobserved: Reference,
    provider: Reference,
}

impl Broken {
    async fn set(world: &World) -> Self {
        let (memorandum, service) = funded(world).await;
        let (register, by) = (&world.register, memorandum.commissioner.clone());
        let commitment = memorandum.promise(world, "We meet").await;
        let line = unexplained(world, &memorandum, &service).await;
        deliver(world, &memorandum, &service, Delivery::Undecided).await;
        let provider = world.organisation("Family Help CIC", Kind::SocialEnterprise).await;
        let unmeasured = register.change(&by, &contract(&memorandum, &service, &provider)).await.unwrap();
        let unobserved = register.change(&by, &contract(&memorandum, &service, &provider)).await.unwrap();
        register.change(&by, &measure(&unobserved, "Families visited in time")).await.unwrap();
        Self { memorandum, commitment, line, service, unmeasured, unobserved, provider }
    }
}

crate::story!(each_kind_is_listed_where_it_is_with_who_can_mend_it, async |world: World| {
    let broken = Broken::set(&world).await;
    let list = all(&world.register, &broken.memorandum.commissioner.viewer).await;
    let expected = [
        (Break::Unconfirmed, broken.commitment.clone()),
        (Break::Unfunded, broken.commitment),
        (Break::Unexplained, broken.line),
        (Break::Undecided, broken.service),
        (Break::Unmeasured, broken.unmeasured),
        (Break::Unobserved, broken.unobserved),
    ];
    assert_eq!(places(&list), expected);
    let kinds = by_kind(&world.register, &broken.memorandum.commissioner.viewer, Breaks::default()).await;
    assert_eq!(kinds, Break::ALL.iter().map(|kind| (*kind, Count::Exactly(1))).collect::<Vec<_>>());
    let (lead, coordinator) = ("Birmingham City Council, lead commissioner", "NHS England, coordinator");
    let mend: Vec<Vec<String>> = list.iter().map(menders).collect();
    assert_eq!(mend[0], ["Birmingham CrossCity CCG, owner of the commitment", lead]);
    assert_eq!(mend[1], [lead, coordinator]);
    assert_eq!(mend[2], [lead, coordinator]);
    assert_eq!(mend[3], [KEEPER]);
    assert_eq!(mend[4], ["Birmingham City Council, buyer", KEEPER]);
    assert_eq!(mend[5], ["Family Help CIC, provider"]);
    assert!(list.iter().all(|row| !row.how.is_empty() && !row.how.contains("variation")), "{list:?}");
    assert!(list.iter().all(|row| row.agreements == [(broken.memorandum.agreement.clone(), 1)]), "{list:?}");
    assert_eq!(list[0].what, What::Commitment { statement: "We meet".into() });
    assert!(matches!(&list[2].what, What::Money { unexplained, service: Some(service), .. }
        if *unexplained == Pence::pounds(1_000) && service.contains("Hub")));
    assert_eq!(
        list[5].what,
        What::Measure { statement: "Families visited in time".into(), contract: "Family help".into() }
    );
});

crate::story!(the_list_is_narrowed_by_kind_by_agreement_and_by_who_can_mend, async |world: World| {
    let broken = Broken::set(&world).await;
    let (register, viewer) = (&world.register, &broken.memorandum.commissioner.viewer);
    let everything = all(register, viewer).await;
    for kind in Break::ALL {
        let of_kind = Breaks { kind: Some(*kind), ..Default::default() };
        let list = register.listed(viewer, &of_kind).await;
        assert_eq!((list.len(), list[0].kind), (1, *kind));
        let kinds = by_kind(register, viewer, of_kind).await;
        assert_eq!(kinds, by_kind(register, viewer, Breaks::default()).await, "the ways to the other kinds stay");
    }
    let of = |agreement: &Reference| Breaks { agreement: Some(agreement.to_string()), ..Default::default() };
    assert_eq!(narrowed(register, viewer, of(&broken.memorandum.agreement)).await, places(&everything));
    assert_eq!(narrowed(register, viewer, of(&"MOU-2001-999".parse().unwrap())).await, []);
    assert_eq!(narrowed(register, &Viewer::Public, of(&broken.memorandum.agreement)).await, []);
    let called = |words: &str| Breaks { agreement: Some(words.to_owned()), ..Default::default() };
    let title = register.listed(viewer, &Agreements::default()).await.remove(0).title;
    assert_eq!(narrowed(register, viewer, called(&title)).await, places(&everything), "{title}");
    assert_eq!(narrowed(register, viewer, called("no title at all")).await, []);
    assert_eq!(narrowed(register, &Viewer::Public, called(&title)).await, []);
    let mended = async |body: &Reference| {
        narrowed(register, viewer, Breaks { mends: Some(body.to_string()), ..Default::default() }).await
    };
    for body in bodies(&everything) {
        assert_eq!(mended(&body).await, places(&naming(&everything, &body)), "{body}");
    }
    assert_eq!(mended(&broken.provider).await, [(Break::Unobserved, broken.unobserved)]);
    let bystander = world.organisation("Bystander", Kind::School).await;
    assert_eq!(mended(&bystander).await, []);
});

crate::story!(what_is_signed_is_mended_by_a_variation_and_nobody_outside_learns_of_a_dispute, async |world: World| {
    let (memorandum, disputed, _) = signed_with_a_dispute(&world).await;
    let outside = world.organisation("Another trust", Kind::NhsTrust).await;
    let outside = world.person(&outside, &[Role::Partner, Role::Commissioner, Role::Provider]).await;
    let inside = all(&world.register, &memorandum.partner.viewer).await;
    for viewer in [&Viewer::Public, &outside.viewer] {
        let list = all(&world.register, viewer).await;
        assert_eq!(places(&list), [(Break::Unconfirmed, disputed.clone())]);
        assert!(list[0].how.starts_with("By a variation. "), "{list:?}");
        let owner = "Birmingham CrossCity CCG, owner of the commitment";
        assert_eq!(menders(&list[0]), [owner, "Birmingham City Council, lead commissioner"]);
        let told = format!("{list:?}");
        assert!(!["Disputed", "Objects", "Contentious"].iter().any(|word| told.contains(word)), "{told}");
        assert_eq!(told, format!("{inside:?}"), "a break is told in the same words to everybody");
    }
});

crate::story!(a_negotiation_is_in_nobodys_list_but_those_who_read_it, async |world: World| {
    let broken = Broken::set(&world).await;
    let stranger = world.organisation("Another trust", Kind::NhsTrust).await;
    let stranger = world.person(&stranger, &[Role::Partner]).await;
    for viewer in [&Viewer::Public, &stranger.viewer] {
        let list = all(&world.register, viewer).await;
        let kinds = by_kind(&world.register, viewer, Breaks::default()).await;
        assert!(list.is_empty() && kinds.is_empty(), "{list:?}");
    }
    let partner = by_kind(&world.register, &broken.memorandum.partner.viewer, Breaks::default()).await;
    assert_eq!(partner, Break::ALL.iter().map(|kind| (*kind, Count::Exactly(1))).collect::<Vec<_>>());
});

crate::story!(the_first_page_counts_what_the_list_has_whoever_reads, async |world: World| {
    let register = &world.register;
    register.load_demonstration().await.unwrap();
    let mut counts = Vec::new();
    for who in ["", "partner", "commissioner", "scrutineer", "provider", "police"] {
        let viewer = match who {
            "" => Viewer::Public,
            who => {
                let email = format!("{who}@demo.example");
                let session = register.sign_in(&email, PASSWORD.into(), "a story").await.unwrap();
                register.viewer_of(&session.token).await.unwrap()
            }
        };
        let list = all(register, &viewer).await;
        let count = list.len() as u64;
        assert_eq!(count, register.read(&viewer, &AtAGlance).await.unwrap().breaks.exactly().unwrap(), "{who}");
        let kinds = by_kind(register, &viewer, Breaks::default()).await;
        assert_eq!(count, kinds.iter().filter_map(|(_, count)| count.exactly()).sum::<u64>(), "{who}");
        assert!(list.iter().all(|row| !row.agreements.is_empty()), "{who}: {list:?}");
        for body in bodies(&list) {
            let mends = Breaks { mends: Some(body.to_string()), ..Default::default() };
            assert_eq!(narrowed(register, &viewer, mends).await, places(&naming(&list, &body)), "{who}: {body}");
        }
        counts.push(count);
    }
    assert_eq!(counts[0], Break::ALL.len() as u64, "everybody reads each once");
    assert!(counts[3] > counts[0], "a scrutineer reads negotiations, too: {counts:?}");
});

crate::story!(a_page_has_fifty_in_one_order, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    for number in 1..=PAGE + 1 {
        memorandum.promise(&world, &format!("Promise {number}")).await;
    }
    let viewer = &memorandum.commissioner.viewer;
    let everything = all(&world.register, viewer).await;
    assert_eq!(everything.len() as u64, 2 * (PAGE + 1));
    let (mut pages, mut place) = (Vec::new(), Some(Place::First));
    while let Some(next) = place {
        let page = world.register.list(viewer, &Breaks::default(), &next).await.unwrap();
        pages.push(places(&page.rows));
        place = page.after.map(Place::After);
    }
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 2]);
    assert_eq!(pages.concat(), places(&everything));
    assert!(pages.concat().is_sorted(), "by kind, then by record");
});

crate::story!(a_service_that_is_not_published_is_named_to_nobody_outside, async |world: World| {
    let (memorandum, service) = funded(&world).await;
    let line = unexplained(&world, &memorandum, &service).await;
    memorandum.step(&world, Step::Approve).await.unwrap();
    memorandum.step(&world, Step::OpenSigning).await.unwrap();
    let sign = memorandum.sign_as(&world).await;
    for signatory in [&memorandum.signatory, &memorandum.council_signatory] {
        world.register.change(signatory, &sign).await.unwrap();
    }
    memorandum.publish(&world).await;
    hide(&world, &memorandum, &service).await;
    let outside = all(&world.register, &Viewer::Public).await;
    assert_eq!(places(&outside), [(Break::Unexplained, line)]);
    assert!(matches!(&outside[0].what, What::Money { service: None, .. }), "{outside:?}");
    let told = format!("{outside:?}");
    assert!(!["Zqhidden", "safeguarding hub", service.as_str()].iter().any(|word| told.contains(word)), "{told}");
    let inside = all(&world.register, &memorandum.commissioner.viewer).await;
    assert_eq!(inside.iter().map(|row| row.kind).collect::<Vec<_>>(), [Break::Unexplained, Break::Undecided]);
});

crate::story!(a_service_that_many_pay_for_names_five_of_them_and_counts_the_others, async |world: World| {
    let (memorandum, service) = funded(&world).await;
    deliver(&world, &memorandum, &service, Delivery::Undecided).await;
    for _ in 0..6 {
        let other = Memorandum::drafted(&world).await;
        unexplained(&world, &other, &service).await;
    }
    let scrutineer = world.person(&memorandum.council, &[Role::Scrutineer]).await;
    let undecided = Breaks { kind: Some(Break::Undecided), ..Default::default() };
    let list = world.register.listed(&scrutineer.viewer, &undecided).await;
    assert_eq!(list.len(), 1, "{list:?}");
    assert_eq!((list[0].agreements.len(), list[0].more_agreements), (5, 2));
    assert!(list[0].agreements.is_sorted());
});
