//! The demonstration loads, once, and shows what it is there to show.

use super::PASSWORD;
use crate::{
    Refusal, Register,
    access::{Role, Viewer},
    account::read::DemonstrationSignIn,
    agreement::read::{Agreements, OverviewOf},
    audit::Verdict,
    clock::Clock,
    funding::{
        read::YearOf,
        rules::{Sums, Trend},
    },
    glance::AtAGlance,
    list::Count,
    procurement::read::ProcurementPage,
    register::setting::DEMONSTRATION,
    search::Search,
    story::World,
    trace::{Break, read::TraceOf},
    values::{FinancialYear, Pence, Reference},
    work::OwnWork,
};

/// Signs in as the page's reader would.
async fn signed_in(register: &Register, email: &str) -> Viewer {
    let session = register.sign_in(email, PASSWORD.into(), "a story").await.unwrap();
    register.viewer_of(&session.token).await.unwrap()
}

async fn everybody(register: &Register) -> Vec<(DemonstrationSignIn, Viewer)> {
    let mut all = Vec::new();
    for sign_in in register.demonstration_sign_ins().await.unwrap() {
        let viewer = signed_in(register, &sign_in.email).await;
        all.push((sign_in, viewer));
    }
    all
}

fn reference(text: &str) -> Reference {
    text.parse().unwrap()
}

fn year(starts: i32) -> FinancialYear {
    FinancialYear::starting(starts).unwrap()
}

crate::story!(
    the_demonstration_is_loaded_once_into_an_empty_register_and_its_audit_chain_is_whole,
    async |world: World| {
        let register = world.register.with_clock(Clock::default());
        let loaded = register.load_demonstration().await.unwrap();
        assert!(loaded.made.iter().all(|(count, _)| *count > 0), "{loaded:?}");
        assert_eq!(register.setting(DEMONSTRATION).await.unwrap().as_deref(), Some("2014-12-01"));
        let whole = register.verify_audit(None).await.unwrap();
        assert!(matches!(whole, Verdict::Whole { redacted: 0, .. }), "{whole:?}");

        let again = register.load_demonstration().await;
        assert!(matches!(&again, Err(Refusal::NotAllowed { why, .. }) if why.contains("not empty")), "{again:?}");
        assert_eq!(register.verify_audit(None).await.unwrap(), whole, "what was refused left nothing behind");
    }
);

crate::story!(a_register_that_holds_something_is_left_as_it_is, async |world: World| {
    world.organisation("Council", crate::organisation::Kind::LocalAuthority).await;
    let before = world.register.audit_head().await.unwrap();
    assert!(matches!(world.register.load_demonstration().await, Err(Refusal::NotAllowed { .. })));
    assert_eq!(world.register.audit_head().await.unwrap(), before);
    assert_eq!(world.register.setting(DEMONSTRATION).await.unwrap(), None);
});

crate::story!(somebody_signs_in_for_each_role_and_finds_what_waits_for_it, async |world: World| {
    world.register.load_demonstration().await.unwrap();
    let everybody = everybody(&world.register).await;
    for (sign_in, role) in everybody.iter().zip([
        Role::Administrator,
        Role::Commissioner,
        Role::Signatory,
        Role::Partner,
        Role::Provider,
        Role::Coordinator,
        Role::Accountable,
        Role::Scrutineer,
    ]) {
        assert_eq!(sign_in.0.roles, [role], "{}", sign_in.0.email);
    }
    let busy = ["commissioner", "signatory", "partner", "provider", "nhs.signatory", "police", "community", "two"];
    for (sign_in, viewer) in &everybody {
        let person = viewer.person().unwrap();
        let waits = world.register.read(viewer, &OwnWork).await.unwrap().mine;
        let name = sign_in.email.strip_suffix("@demo.example").unwrap();
        assert!(!waits.is_empty() || !busy.contains(&name), "nothing waits for {name}");
        assert_eq!(person.has_others, name == "two");
    }
});

crate::story!(every_break_occurs_exactly_once_in_the_published_agreement, async |world: World| {
    world.register.load_demonstration().await.unwrap();
    let trace = world.register.read(&Viewer::Public, &TraceOf((&reference("CAT-2014-001")).into())).await.unwrap();
    let once: Vec<_> = Break::ALL.iter().map(|kind| (*kind, 1)).collect();
    assert_eq!(trace.breaks, once, "{:#?}", trace.rows);
    let to_a_result = |row: &&crate::trace::read::Row| {
        row.breaks.is_empty() && row.commitment.is_some() && row.money.is_some() && row.contract.is_some()
    };
    let followed = trace.rows.iter().find(to_a_result).and_then(|row| row.result.as_ref()).unwrap();
    assert_eq!(followed.last.as_deref(), Some("82% to 30 September 2014"));
});

crate::story!(the_years_add_up_to_the_penny, async |world: World| {
    world.register.load_demonstration().await.unwrap();
    let scrutineer = signed_in(&world.register, "scrutineer@demo.example").await;
    let pounds = Pence::pounds;
    let sums = |need: Option<i32>, agreed, provisional, disputed| Sums {
        need: need.map(pounds),
        agreed: pounds(agreed),
        provisional: pounds(provisional),
        disputed: pounds(disputed),
        met: Pence::ZERO,
    };
    for (starts, expected, told) in [
        (2014, sums(None, 15_230_000, 0, 0), sums(None, 15_230_000, 0, 0)),
        (2015, sums(Some(45_000_000), 6_000_000, 1_375_000, 120_000), sums(Some(45_000_000), 6_000_000, 0, 0)),
        (2016, sums(Some(45_000_000), 12_000_000, 0, 0), sums(Some(45_000_000), 12_000_000, 0, 0)),
        (2017, sums(Some(50_000_000), 18_000_000, 0, 0), sums(Some(50_000_000), 18_000_000, 0, 0)),
    ] {
        for (viewer, expected) in [(&scrutineer, expected), (&Viewer::Public, told)] {
            let found = world.register.read(viewer, &YearOf(year(starts))).await.unwrap();
            assert_eq!(found.all, expected, "{starts}");
            assert_eq!(found.all.gap(), expected.need, "the rise in the base pays for nothing of the plan [9]");
        }
    }
    let found = world.register.read(&Viewer::Public, &YearOf(year(2015))).await.unwrap();
    let police = found.partners.iter().find(|row| row.partner.name == "West Midlands Police").unwrap();
    assert_eq!(police.trend, Trend::Open, "that nothing is published yet is no withdrawal");
});

crate::story!(the_public_sees_only_what_is_published, async |world: World| {
    let register = &world.register;
    register.load_demonstration().await.unwrap();
    let list = register.listed(&Viewer::Public, &Agreements::default()).await;
    assert_eq!(list.iter().map(|row| row.reference.as_str()).collect::<Vec<_>>(), ["CAT-2014-001"]);
    assert_eq!(list[0].status.in_words(), "In force");
    assert!(matches!(
        register.read(&Viewer::Public, &OverviewOf((&reference("MOU-2015-001")).into())).await,
        Err(Refusal::NotFound)
    ));
    let published = register.listed(&Viewer::Public, &crate::contract::read::Contracts::default()).await;
    assert_eq!(published.len(), 4);
    assert!(published.iter().all(|row| !row.title.contains("school")), "a school's own contract is not published");

    let inside = signed_in(register, "commissioner@demo.example").await;
    assert_eq!(register.listed(&inside, &Agreements::default()).await.len(), 4);
    let partner = signed_in(register, "two@demo.example").await;
    let memorandum = register.read(&partner, &OverviewOf((&reference("MOU-2015-001")).into())).await.unwrap();
    assert_eq!(memorandum.status.in_words(), "In negotiation");
    assert_eq!((memorandum.parties.len(), memorandum.commitments), (8, 12));
    assert!(memorandum.coordinator.is_some_and(|coordinator| coordinator.name.starts_with("NHS England")));
});

crate::story!(providers_find_the_december_event_and_what_is_planned, async |world: World| {
    let register = &world.register;
    register.load_demonstration().await.unwrap();
    assert_eq!(register.read(&Viewer::Public, &AtAGlance).await.unwrap().coming_events, Count::Exactly(3));
    let found = register.read(&Viewer::Public, &Search::everywhere("event providers")).await.unwrap();
    let event = &found.of(crate::search::Kind::Procurement)[0];
    assert_eq!(event.reference.as_str(), "PRO-2014-001");
    let inside = signed_in(register, "commissioner@demo.example").await;
    let interested =
        register.read(&inside, &ProcurementPage(event.reference.clone())).await.unwrap().interested.unwrap();
    assert_eq!(interested.len(), 1, "and the provider of the journeys has yet to say so");
    assert!(interested[0].organisation.name.starts_with("Southside"));
});
