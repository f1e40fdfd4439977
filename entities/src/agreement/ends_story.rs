//! What becomes of an agreement at its end: it waits for its lead, lapses until somebody says what became of it, or is renewed.

use super::{
    Conclusion, Status,
    deeds::{ConcludeAgreement, EditAgreement, RenewAgreement},
    read::{Agreements, At, OverviewOf, RenewalsOf, Stage},
    renewal_story::{renew, renewal, sign, status},
    scope_story::{put, service, until_december},
    story::Memorandum,
    varying::{day, made, sign_all, vary},
};
use crate::{
    Refusal, Register,
    access::{Actor, Viewer},
    glance::AtAGlance,
    story::{World, on_day},
    values::Reference,
    work::{OwnWork, Task},
};

/// What waits for a person to renew or to say something about.
async fn ending(register: &Register, by: &Actor) -> Vec<String> {
    let mine = register.read(&by.viewer, &OwnWork).await.unwrap().mine;
    mine.into_iter().filter(|item| item.task == Task::Conclude).map(|item| item.words).collect()
}

crate::story!(
    an_agreement_that_ends_waits_for_its_lead_and_lapses_until_somebody_says_what_became_of_it,
    async |world: World| {
        let memorandum = Memorandum::signed(&world).await;
        memorandum.publish(&world).await;
        let (by, agreement) = (&memorandum.commissioner, &memorandum.agreement);
        let on = |day: &str| on_day(&world.register, day.parse().unwrap());
        assert!(ending(&on("2015-12-01"), by).await.is_empty());
        let before = "Renew it, or say what becomes of it: NHS memorandum 2015/16";
        assert_eq!(ending(&on("2015-12-02"), by).await, [before]);
        assert_eq!(ending(&on("2016-03-31"), by).await, [before]);
        let after = on("2016-04-01");
        assert_eq!(
            ending(&after, by).await,
            ["Lapsed, still operating: say what became of NHS memorandum 2015/16, or renew it"]
        );
        let lapsed = Status::Lapsed("2016-03-31".parse().unwrap());
        assert_eq!(status(&after, by, agreement).await, lapsed);
        assert_eq!(after.read(&Viewer::Public, &AtAGlance).await.unwrap().lapsed, 1);
        let list = async |stage| {
            let asked = Agreements { stage: Some(stage), ..Default::default() };
            after.listed(&Viewer::Public, &asked).await
        };
        assert_eq!(list(Stage::Lapsed).await[0].status, lapsed);
        assert_eq!(list(Stage::InForce).await.len(), 0);

        let seen = after.read(&by.viewer, &OverviewOf(agreement.into())).await.unwrap().agreement.version;
        let conclude = ConcludeAgreement {
            agreement: agreement.clone(),
            service: None,
            ended_on: "2016-03-31".parse().unwrap(),
            kind: Conclusion::Ended,
            words: "The board decided in March to end it".into(),
            said: 0,
            seen,
        };
        assert!(matches!(after.change(&memorandum.partner, &conclude).await, Err(Refusal::Forbidden { .. })));
        let of_another_day = ConcludeAgreement { ended_on: "2016-03-30".parse().unwrap(), ..conclude.clone() };
        assert!(matches!(after.change(by, &of_another_day).await, Err(Refusal::NotAllowed { .. })));
        let without_words = ConcludeAgreement { words: " ".into(), ..conclude.clone() };
        assert!(matches!(after.change(by, &without_words).await, Err(Refusal::Invalid(_))));
        after.change(by, &conclude).await.unwrap();
        assert!(matches!(after.change(by, &conclude).await, Err(Refusal::Stale { .. })), "somebody said it meanwhile");
        let anew = ConcludeAgreement { kind: Conclusion::Elsewhere, said: 1, ..conclude.clone() };
        after.change(by, &anew).await.unwrap();
        assert_eq!(status(&after, by, agreement).await, Status::Ended("2016-03-31".parse().unwrap()));
        assert!(ending(&after, by).await.is_empty());
        assert_eq!(list(Stage::Lapsed).await.len(), 0);
        let told = after.read(&Viewer::Public, &RenewalsOf(agreement.into())).await.unwrap();
        let said = told.ends[0].said.as_ref().unwrap();
        assert_eq!((said.kind, said.words.as_str()), (Conclusion::Elsewhere, "The board decided in March to end it"));
        assert_eq!(list(Stage::Ended).await.len(), 1);
    }
);

crate::story!(what_was_lapsed_is_renewed_once_what_renews_it_is_in_force, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    let (by, agreement) = (&memorandum.commissioner, &memorandum.agreement);
    let on = |day: &str| on_day(&world.register, day.parse().unwrap());
    let may = on("2016-05-01");
    let next = renew(&may, &memorandum).await;
    assert_eq!(ending(&may, by).await.len(), 1, "it has lapsed all the same");
    let seen = may.read(&by.viewer, &OverviewOf(agreement.into())).await.unwrap().agreement.version;
    let conclude = ConcludeAgreement {
        agreement: agreement.clone(),
        service: None,
        ended_on: "2016-03-31".parse().unwrap(),
        kind: Conclusion::Ended,
        words: "Nothing follows".into(),
        said: 0,
        seen,
    };
    let refused = may.change(by, &conclude).await;
    assert!(matches!(&refused, Err(Refusal::NotAllowed { why, .. }) if why.contains("renews")), "{refused:?}");
    // Another that nobody was shown takes nothing back from what follows.
    let beside = vec![next.clone()];
    let forgotten = RenewAgreement { beside, ..renewal(&may, by, &[agreement]).await };
    may.change(by, &forgotten).await.unwrap();
    assert!(ending(&on("2016-03-01"), by).await.is_empty(), "before its end what is made has duties of its own");
    let next = Memorandum { agreement: next, ..memorandum.clone_people() };
    sign(&world, &may, &next).await;
    assert_eq!(status(&may, by, agreement).await, Status::Renewed);
    assert_eq!(status(&on("2016-03-31"), by, agreement).await, Status::InForce);
    assert!(ending(&may, by).await.is_empty());
    let at = At::Shown.of(agreement.clone());
    assert_eq!(may.read(&by.viewer, &RenewalsOf(at)).await.unwrap().renewed_by[0].status, Status::InForce);
});

crate::story!(a_service_past_its_end_lapses_while_its_agreement_runs, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let (register, by, agreement) = (&world.register, &memorandum.commissioner, &memorandum.agreement);
    let clinic = service(register, by, "Clinic").await;
    put(register, &memorandum, &clinic, until_december(), None).await.unwrap();
    memorandum.promise(&world, "We refer early").await;
    sign(&world, register, &memorandum).await;
    let on = |day: &str| on_day(&world.register, day.parse().unwrap());
    assert!(ending(&on("2015-09-01"), by).await.is_empty());
    assert_eq!(
        ending(&on("2015-09-02"), by).await,
        ["Renew it, or say what becomes of it: Clinic, in NHS memorandum 2015/16"]
    );
    assert_eq!(status(&on("2015-12-31"), by, agreement).await, Status::InForce);
    let january = on("2016-01-01");
    assert_eq!(status(&january, by, agreement).await, Status::Lapsed("2015-12-31".parse().unwrap()));
    let counted = async |stage| {
        let asked = Agreements { stage: Some(stage), ..Default::default() };
        january.listed(&by.viewer, &asked).await.len()
    };
    assert_eq!((counted(Stage::Lapsed).await, counted(Stage::InForce).await), (1, 1));
    let seen = january.read(&by.viewer, &OverviewOf(agreement.into())).await.unwrap().agreement.version;
    let conclude = ConcludeAgreement {
        agreement: agreement.clone(),
        service: Some(clinic),
        ended_on: "2015-12-31".parse().unwrap(),
        kind: Conclusion::Ended,
        words: "The clinic closed".into(),
        said: 0,
        seen,
    };
    january.change(by, &conclude).await.unwrap();
    assert_eq!(status(&january, by, agreement).await, Status::InForce);
    assert_eq!(counted(Stage::Lapsed).await, 0);
    let told = january.read(&by.viewer, &RenewalsOf(agreement.into())).await.unwrap();
    assert!(told.ends.iter().any(|end| end.said.as_ref().is_some_and(|said| said.words == "The clinic closed")));
});

crate::story!(
    what_was_extended_by_an_edition_that_is_not_published_has_not_lapsed_for_everybody,
    async |world: World| {
        let memorandum = Memorandum::signed(&world).await;
        memorandum.publish(&world).await;
        let (by, agreement) = (&memorandum.commissioner, &memorandum.agreement);
        let october = on_day(&world.register, day(10, 1));
        vary(&october, &memorandum, day(11, 1)).await.unwrap();
        let seen = made(&october, by, agreement).await;
        let longer = EditAgreement {
            agreement: agreement.clone(),
            seen,
            title: "NHS memorandum 2015/16".into(),
            binding: false,
            coordinator: Some(Reference::numbered("ORG", 2014, 3)),
            starts: "2015-04-01".parse().ok(),
            ends: "2017-03-31".parse().ok(),
            aims: String::new(),
        };
        october.change(by, &longer).await.unwrap();
        sign_all(&october, &memorandum, &[&memorandum.council_signatory, &memorandum.signatory]).await;
        let april = on_day(&world.register, "2016-04-02".parse().unwrap());
        assert_eq!(status(&april, by, agreement).await, Status::InForce);
        let told = april.listed(&Viewer::Public, &Agreements::default()).await.remove(0).status;
        assert!(!matches!(told, Status::Lapsed(_)), "{told:?}");
        assert_eq!(april.read(&Viewer::Public, &AtAGlance).await.unwrap().lapsed, 0);
    }
);
