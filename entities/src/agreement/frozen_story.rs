//! What is frozen for approval is what is signed, whatever is reopened later.

use super::{
    deeds::{PublishAgreement, Sign},
    read::{Agreements, OverviewOf, Printed, SignaturesOf, TextOf},
    rules::Step,
    story::{Memorandum, TEXT},
};
use crate::{
    Refusal,
    access::{Role, Viewer},
    organisation,
    story::{World, seen},
};

crate::story!(what_is_frozen_is_what_is_signed_and_reopening_keeps_the_signatures_as_history, async |world: World| {
    let memorandum = Memorandum::open_for_signing(&world).await;
    assert!(matches!(memorandum.save(&world, 2, TEXT).await, Err(Refusal::NotAllowed { .. })));
    let text = world
        .register
        .read(&memorandum.signatory.viewer, &TextOf((&memorandum.agreement).into()))
        .await
        .unwrap()
        .unwrap();
    let Printed { head, commitments, money } = text.printed.clone().unwrap();
    assert!(
        text.frozen && commitments.contains("COM-2015-001") && !commitments.contains("Not agreed"),
        "{commitments}"
    );
    assert_eq!(text.hash, crate::agreement::schedules::hash(2, &head, &text.text, &commitments, &money));

    let sign = memorandum.sign_as(&world).await;
    let wrong = Sign { hash: "0".repeat(64), ..sign.clone() };
    assert!(matches!(world.register.change(&memorandum.signatory, &wrong).await, Err(Refusal::Stale { .. })));
    world.register.change(&memorandum.signatory, &sign).await.unwrap();
    assert!(matches!(world.register.change(&memorandum.signatory, &sign).await, Err(Refusal::NotAllowed { .. })));

    memorandum.step(&world, Step::Reopen).await.unwrap();
    let signatures = world
        .register
        .read(&memorandum.commissioner.viewer, &SignaturesOf((&memorandum.agreement).into()))
        .await
        .unwrap();
    assert!(signatures.rows.len() == 1 && signatures.waiting.len() == 1, "the council has yet to sign the revision");
    memorandum.step(&world, Step::Approve).await.unwrap();
    memorandum.step(&world, Step::OpenSigning).await.unwrap();
    let signatures = world
        .register
        .read(&memorandum.commissioner.viewer, &SignaturesOf((&memorandum.agreement).into()))
        .await
        .unwrap();
    assert!(!signatures.rows[0].counts && signatures.waiting.len() == 2, "a new revision wants every signature again");
});

crate::story!(
    an_agreement_in_negotiation_is_for_its_parties_and_public_only_once_published_and_signed,
    async |world: World| {
        let memorandum = Memorandum::open_for_signing(&world).await;
        let stranger = world.organisation("Another trust", organisation::Kind::NhsTrust).await;
        let stranger =
            world.person(&stranger, &[Role::Partner, Role::Signatory, Role::Commissioner, Role::Provider]).await;
        let watcher = world.organisation("Review", organisation::Kind::OtherPublic).await;
        let watcher = world.person(&watcher, &[Role::Scrutineer]).await;
        let register = &world.register;
        let sees = async |viewer: &Viewer| {
            let page = register.read(viewer, &OverviewOf((&memorandum.agreement).into())).await.is_ok();
            let listed = register.listed(viewer, &Agreements::default()).await;
            assert_eq!(listed.len() == 1, page, "the list and the page agree");
            page
        };
        for (viewer, expected) in [
            (&Viewer::Public, false),
            (&stranger.viewer, false),
            (&memorandum.partner.viewer, true),
            (&memorandum.commissioner.viewer, true),
            (&watcher.viewer, true),
        ] {
            assert_eq!(sees(viewer).await, expected, "{viewer:?}");
        }
        let seen = seen(register, &memorandum.agreement).await;
        let publish = PublishAgreement { agreement: memorandum.agreement.clone(), edition: 1, published: true, seen };
        register.change(&memorandum.commissioner, &publish).await.unwrap();
        assert!(!sees(&Viewer::Public).await, "published, but not signed");
        let sign = memorandum.sign_as(&world).await;
        for actor in [&memorandum.signatory, &memorandum.council_signatory] {
            register.change(actor, &sign).await.unwrap();
        }
        assert!(sees(&Viewer::Public).await && sees(&stranger.viewer).await);
    }
);
