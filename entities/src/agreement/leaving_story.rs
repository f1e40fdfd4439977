//! Who joins and who leaves by a variation, and when it may begin.

use chrono::NaiveDate;

use super::{
    PartyRole, Reason, SpeaksAs,
    deeds::{AddParty, EditAgreement, PublishAgreement, RemoveParty, Sign, Vary},
    read::{At, ChangesOf, CommitmentsOf, EditionsOf, Fate, OverviewOf, TextOf},
    rules::{Force, Step},
    story::Memorandum,
    varying::{confirm, day, in_force, made, sign_all, vary},
};
use crate::{
    Refusal,
    access::{Role, Viewer},
    commitment::read::CommitmentPage,
    organisation,
    search::Search,
    story::{World, on_day},
    values::Reference,
};

crate::story!(an_edition_that_would_begin_after_the_end_is_not_approved, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    let (register, by) = (on_day(&world.register, day(6, 1)), &memorandum.commissioner);
    let shown = register.read(&by.viewer, &OverviewOf((&memorandum.agreement).into())).await.unwrap().agreement;
    let extend = Vary {
        agreement: memorandum.agreement.clone(),
        reason: Reason::Extension,
        words: "Another year".into(),
        effective_on: shown.ends.map_or(day(12, 31), |ends| ends + chrono::Days::new(1)),
        seen: shown.version,
    };
    register.change(by, &extend).await.unwrap();
    memorandum.step_in(&register, Step::Negotiate).await.unwrap();
    let refused = memorandum.step_in(&register, Step::Approve).await;
    assert_eq!(
        matches!(&refused, Err(Refusal::NotAllowed { instead, .. }) if instead.contains("Move the end: the agreement ends on")),
        shown.ends.is_some(),
        "{refused:?}"
    );
});

crate::story!(whoever_had_days_that_the_next_edition_takes_leaves_with_it_and_signs, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    let police = world.organisation("West Midlands Police", organisation::Kind::PoliceForce).await;
    let (officer, chief) =
        (world.person(&police, &[Role::Partner]).await, world.person(&police, &[Role::Signatory]).await);
    let (register, agreement) = (on_day(&world.register, day(6, 1)), memorandum.agreement.clone());
    let by = &memorandum.commissioner;
    let all = [&memorandum.council_signatory, &memorandum.signatory, &chief];
    vary(&register, &memorandum, day(10, 1)).await.unwrap();
    let joins = AddParty {
        agreement: agreement.clone(),
        organisation: police.clone(),
        role: PartyRole::Partner,
        speaks_as: SpeaksAs::Police,
        signs: true,
        seen: made(&register, by, &agreement).await,
    };
    register.change(by, &joins).await.unwrap();
    sign_all(&register, &memorandum, &all).await;
    vary(&register, &memorandum, day(11, 1)).await.unwrap();
    let seen = made(&register, by, &agreement).await;
    let leaves = RemoveParty { agreement: agreement.clone(), organisation: police.clone(), seen };
    register.change(by, &leaves).await.unwrap();
    sign_all(&register, &memorandum, &all).await;

    // It is no party of the base, and has October by what is signed.
    vary(&register, &memorandum, day(10, 15)).await.unwrap();
    let leaving = async || {
        let shown = register.read(&by.viewer, &OverviewOf(At::Made.of(agreement.clone()))).await.unwrap();
        shown.parties.iter().filter(|party| party.leaving).map(|party| party.organisation.reference.clone()).collect()
    };
    let told: Vec<Reference> = leaving().await;
    assert_eq!(told, std::slice::from_ref(&police));
    sign_all(&register, &memorandum, &all[..2]).await;
    assert_eq!(in_force(&on_day(&register, day(10, 20)), &memorandum).await, Some(2), "it has yet to sign");
    assert!(register.read(&officer.viewer, &OverviewOf(At::Edition(4).of(agreement.clone()))).await.is_ok());
    let hash = register.read(&by.viewer, &TextOf(At::Made.of(agreement.clone()))).await.unwrap().unwrap().hash;
    let sign = Sign { agreement, hash, position: "Chief constable".into(), authority: "Minute 4".into() };
    register.change(&chief, &sign).await.unwrap();
    assert_eq!(in_force(&on_day(&register, day(10, 20)), &memorandum).await, Some(4));

    // To the public what another took the place of is not in force, whether or not they may read the other.
    let first = OverviewOf(At::Edition(1).of(memorandum.agreement.clone()));
    let seen = register.read(&by.viewer, &first).await.unwrap().agreement.version;
    let publish = PublishAgreement { agreement: memorandum.agreement.clone(), edition: 1, published: true, seen };
    register.change(by, &publish).await.unwrap();
    let october = on_day(&register, day(10, 20));
    let told = october.read(&Viewer::Public, &EditionsOf((&memorandum.agreement).into())).await.unwrap();
    assert_eq!(told.rows.iter().map(|row| row.force).collect::<Vec<_>>(), [Some(Force::Until(day(10, 1)))]);
});

crate::story!(who_joins_is_shown_what_is_made_and_who_leaves_signs_that, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    let police = world.organisation("West Midlands Police", organisation::Kind::PoliceForce).await;
    let (officer, chief) =
        (world.person(&police, &[Role::Partner]).await, world.person(&police, &[Role::Signatory]).await);
    let (register, agreement) = (on_day(&world.register, day(6, 1)), memorandum.agreement.clone());
    let by = &memorandum.commissioner;
    vary(&register, &memorandum, day(7, 1)).await.unwrap();
    let joins = AddParty {
        agreement: agreement.clone(),
        organisation: police.clone(),
        role: PartyRole::Partner,
        speaks_as: SpeaksAs::Police,
        signs: true,
        seen: made(&register, by, &agreement).await,
    };
    register.change(by, &joins).await.unwrap();
    // It owes a commitment: that is withdrawn before it can leave.
    let leaves = async || RemoveParty {
        agreement: agreement.clone(),
        organisation: memorandum.ccg.clone(),
        seen: made(&register, by, &agreement).await,
    };
    assert!(matches!(register.change(by, &leaves().await).await, Err(Refusal::NotAllowed { .. })));
    let made_now = At::Made.of(agreement.clone());
    for row in register.read(&by.viewer, &CommitmentsOf(made_now)).await.unwrap() {
        let page = register.read(&by.viewer, &CommitmentPage(At::Made.of(row.reference.clone()))).await.unwrap();
        let withdraw = crate::commitment::deeds::WithdrawCommitment {
            commitment: row.reference,
            seen: page.commitment.version,
            why: "It leaves".into(),
        };
        register.change(by, &withdraw).await.unwrap();
    }
    register.change(by, &leaves().await).await.unwrap();
    let changes = register.read(&by.viewer, &ChangesOf(At::Made.of(agreement.clone()))).await.unwrap();
    let names =
        |all: &[crate::organisation::read::Named]| -> Vec<String> { all.iter().map(|one| one.name.clone()).collect() };
    assert_eq!(
        (names(&changes.joining), names(&changes.leaving)),
        (vec!["West Midlands Police".to_owned()], vec!["Birmingham CrossCity CCG".to_owned()],)
    );
    assert_eq!(changes.commitments[0].fate, Fate::Gone);

    // The police are shown what is being made once it is negotiated: nothing before that.
    assert!(register.read(&officer.viewer, &OverviewOf((&agreement).into())).await.is_err());
    let promise = crate::commitment::deeds::WriteCommitment {
        agreement: agreement.clone(),
        owner: police.clone(),
        year: crate::story::next_year(),
        wording: Memorandum::wording("We answer within a day"),
    };
    let promise = register.change(by, &promise).await.unwrap();
    memorandum.step_in(&register, Step::Negotiate).await.unwrap();
    assert_eq!(register.read(&officer.viewer, &OverviewOf((&agreement).into())).await.unwrap().agreement.edition, 2);
    let seen = register.read(&by.viewer, &CommitmentPage((&promise).into())).await.unwrap().commitment.version;
    let ask = crate::commitment::deeds::RequestConfirmation { commitment: promise.clone(), seen };
    register.change(by, &ask).await.unwrap();
    confirm(&register, &officer, &promise).await;
    let all = [&memorandum.council_signatory, &memorandum.signatory, &chief];
    sign_all(&register, &memorandum, &all).await;
    let july = on_day(&register, day(7, 1));
    assert_eq!(in_force(&july, &memorandum).await, Some(2), "who leaves has signed it, too");

    // Of what is made next, who left hears nothing.
    vary(&july, &memorandum, day(9, 1)).await.unwrap();
    let coordinator =
        july.read(&by.viewer, &OverviewOf((&agreement).into())).await.unwrap().coordinator.map(|named| named.reference);
    let secret = EditAgreement {
        agreement: agreement.clone(),
        seen: made(&july, by, &agreement).await,
        title: "A title that nobody outside may read".into(),
        binding: false,
        coordinator,
        starts: NaiveDate::from_ymd_opt(2015, 4, 1),
        ends: NaiveDate::from_ymd_opt(2016, 3, 31),
        aims: String::new(),
    };
    july.change(by, &secret).await.unwrap();
    memorandum.step_in(&july, Step::Negotiate).await.unwrap();
    for viewer in [&memorandum.partner.viewer, &Viewer::Public] {
        for at in [At::Shown, At::Made, At::Edition(3)] {
            let title =
                july.read(viewer, &OverviewOf(at.of(agreement.clone()))).await.map(|shown| shown.agreement.title);
            assert!(!title.is_ok_and(|title| title.contains("nobody outside")), "{at:?}");
        }
        assert!(july.read(viewer, &Search::everywhere("nobody outside")).await.unwrap().kinds.is_empty());
    }
});
