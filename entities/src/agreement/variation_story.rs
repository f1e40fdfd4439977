//! A memorandum in force is varied: the next edition is made, signed and comes into force by the clock, and what was signed before
//! stays as it was.

use super::{
    deeds::{EditAgreement, PublishAgreement, SaveText, SetAside, TakeUp, Vary, WithdrawVariation},
    read::{At, ChangesOf, CommitmentsOf, DraftingOf, EditionsOf, Fate, HistoryOf, OverviewOf, TextOf},
    rules::{Force, Step},
    story::{Memorandum, TEXT},
    varying::{confirm, day, in_force, made, reword, sign_all, vary},
};
use crate::{
    Deed as _, Refusal, Register,
    access::Viewer,
    clause::comparison::{Piece, Said},
    commitment::{Confirmation, read::CommitmentPage},
    search::Search,
    story::{World, on_day},
    work::OwnWork,
};

crate::story!(a_variation_is_made_signed_and_in_force_from_its_day, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    memorandum.publish(&world).await;
    let (register, agreement) = (on_day(&world.register, day(6, 1)), memorandum.agreement.clone());
    let commissioner = &memorandum.commissioner.viewer;
    assert_eq!(in_force(&register, &memorandum).await, Some(1));
    let first = register.read(&Viewer::Public, &TextOf((&agreement).into())).await.unwrap().unwrap();

    let heard = async |viewer: &Viewer| {
        let events = register.read(viewer, &HistoryOf((&agreement).into())).await.unwrap().events;
        events.into_iter().map(|event| (event.deed, event.record, event.edition)).collect::<Vec<_>>()
    };
    let (partner_heard, public_heard) = (heard(&memorandum.partner.viewer).await, heard(&Viewer::Public).await);
    assert_eq!(vary(&register, &memorandum, day(10, 1)).await.unwrap(), 2);
    let copied = register.read(commissioner, &CommitmentsOf(At::Made.of(agreement.clone()))).await.unwrap();
    assert!(!copied.is_empty() && copied.iter().all(|row| row.confirmation == Confirmation::Confirmed));
    assert!(register.read(commissioner, &ChangesOf(At::Made.of(agreement.clone()))).await.unwrap().is_empty());
    let commitment = reword(&register, &memorandum, "We refer within a day").await;

    // Nobody but who drafts it sees it; once it is negotiated, its parties do, and nobody else.
    let words = async |viewer: &Viewer, at: At| {
        register.read(viewer, &CommitmentPage(at.of(commitment.clone()))).await.map(|page| page.commitment.statement)
    };
    assert!(words(&memorandum.partner.viewer, At::Edition(2)).await.is_err());
    let waits = async || {
        let work = register.read(&memorandum.partner.viewer, &OwnWork).await.unwrap();
        work.mine.iter().any(|item| item.words.contains("within a day"))
    };
    let history = async |viewer: &Viewer| {
        let events = register.read(viewer, &HistoryOf((&agreement).into())).await.unwrap().events;
        events.iter().any(|event| event.deed == Vary::NAME)
    };
    assert!(!waits().await && !history(&memorandum.partner.viewer).await && !history(&Viewer::Public).await);
    assert!(history(commissioner).await);
    assert_eq!(heard(&memorandum.partner.viewer).await, partner_heard, "of what is drafted a party hears nothing");
    let reworded = heard(commissioner).await;
    assert!(reworded.iter().any(|(_, record, edition)| *record == commitment.to_string() && *edition == Some(2)));
    memorandum.step_in(&register, Step::Negotiate).await.unwrap();
    assert_eq!(words(&memorandum.partner.viewer, At::Made).await.unwrap(), "We refer within a day");
    assert!(waits().await && history(&memorandum.partner.viewer).await && !history(&Viewer::Public).await);
    for viewer in [&memorandum.partner.viewer, commissioner, &Viewer::Public] {
        assert_ne!(words(viewer, At::Shown).await.unwrap(), "We refer within a day", "what is in force is shown");
    }
    assert!(words(&Viewer::Public, At::Edition(2)).await.is_err());
    assert_ne!(words(&Viewer::Public, At::Made).await.unwrap(), "We refer within a day");
    let found = register.read(&Viewer::Public, &Search::everywhere("within a day")).await.unwrap();
    assert!(found.kinds.is_empty(), "{found:?}");

    // What changed is asked again, and what it changes is told to the word.
    let page =
        register.read(&memorandum.partner.viewer, &CommitmentPage(At::Made.of(commitment.clone()))).await.unwrap();
    assert_eq!(page.commitment.confirmation, Confirmation::Requested);
    let changes = register.read(commissioner, &ChangesOf(At::Made.of(agreement.clone()))).await.unwrap();
    assert_eq!((changes.edition, changes.base, changes.commitments.len()), (2, 1, 1));
    let told = &changes.commitments[0];
    assert_eq!((&told.reference, told.fate, told.changes.len()), (&commitment, Fate::Changed, 1));
    assert_eq!(told.changes[0].after, "We refer within a day");
    confirm(&register, &memorandum.partner, &commitment).await;
    sign_all(&register, &memorandum, &[&memorandum.council_signatory, &memorandum.signatory]).await;

    // Signed, and not in force before its day; published by a deed of its own.
    assert_eq!(in_force(&register, &memorandum).await, Some(1));
    assert_eq!(heard(&Viewer::Public).await, public_heard, "nor the public who signed what is not published");
    let october = on_day(&register, day(10, 1));
    assert_eq!(in_force(&october, &memorandum).await, Some(2));
    let statement = async |register: &Register, viewer: &Viewer, at: At| {
        register.read(viewer, &CommitmentPage(at.of(commitment.clone()))).await.unwrap().commitment.statement
    };
    assert_eq!(statement(&october, commissioner, At::Shown).await, "We refer within a day");
    assert_ne!(statement(&october, &Viewer::Public, At::Shown).await, "We refer within a day");
    assert_ne!(statement(&october, commissioner, At::On(day(9, 30))).await, "We refer within a day");
    assert_ne!(statement(&october, commissioner, At::Edition(1)).await, "We refer within a day");
    let seen = october.read(commissioner, &OverviewOf((&agreement).into())).await.unwrap().agreement.version;
    let publish = PublishAgreement { agreement: agreement.clone(), edition: 2, published: true, seen };
    october.change(&memorandum.commissioner, &publish).await.unwrap();
    assert_eq!(statement(&october, &Viewer::Public, At::Shown).await, "We refer within a day");
    let still = october.read(&Viewer::Public, &TextOf(At::Edition(1).of(agreement.clone()))).await.unwrap().unwrap();
    assert_eq!(still.hash, first.hash);
    assert_eq!(october.verify_records().await.unwrap().differs, Vec::<String>::new());
});

crate::story!(one_edition_is_made_at_a_time_or_set_aside_for_an_urgent_one, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    let (register, agreement) = (on_day(&world.register, day(6, 1)), memorandum.agreement.clone());
    let by = &memorandum.commissioner;
    vary(&register, &memorandum, day(10, 1)).await.unwrap();
    let commitment = reword(&register, &memorandum, "We refer within a week").await;
    let refused = vary(&register, &memorandum, day(8, 1)).await;
    assert!(
        matches!(&refused, Err(Refusal::NotAllowed { why, .. }) if why.contains("Edition 2 is being made already, by ")),
        "{refused:?}"
    );
    memorandum.step_in(&register, Step::Negotiate).await.unwrap();
    confirm(&register, &memorandum.partner, &commitment).await;
    let seen = made(&register, by, &agreement).await;
    register.change(by, &SetAside { agreement: agreement.clone(), seen }).await.unwrap();

    // The urgent one is signed, in force from August.
    assert_eq!(vary(&register, &memorandum, day(8, 1)).await.unwrap(), 3);
    let same = reword(&register, &memorandum, "We refer within an hour").await;
    assert_eq!(same, commitment);
    memorandum.step_in(&register, Step::Negotiate).await.unwrap();
    confirm(&register, &memorandum.partner, &commitment).await;
    sign_all(&register, &memorandum, &[&memorandum.council_signatory, &memorandum.signatory]).await;
    assert_eq!(in_force(&on_day(&register, day(8, 1)), &memorandum).await, Some(3));

    // Taken up again, it has the next number, and what differs from what was signed is asked again.
    let editions = register.read(&by.viewer, &EditionsOf((&agreement).into())).await.unwrap();
    let seen = editions.number(2).unwrap().version;
    let take_up = TakeUp { agreement: agreement.clone(), edition: 2, seen };
    assert_eq!(register.change(by, &take_up).await.unwrap(), 4);
    let page =
        register.read(&memorandum.partner.viewer, &CommitmentPage(At::Made.of(commitment.clone()))).await.unwrap();
    assert_eq!((page.edition, page.commitment.confirmation), (4, Confirmation::Requested));
    let changes = register.read(&by.viewer, &ChangesOf(At::Made.of(agreement.clone()))).await.unwrap();
    assert_eq!(changes.base, 3);
    assert_eq!(changes.commitments[0].changes[0].before, "We refer within an hour");
    assert_eq!(register.verify_records().await.unwrap().differs, Vec::<String>::new());
});

crate::story!(what_an_urgent_edition_changed_is_not_undone_by_one_that_was_set_aside, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let both = [memorandum.promise(&world, "We refer early").await, memorandum.promise(&world, "We meet weekly").await];
    memorandum.step(&world, Step::Negotiate).await.unwrap();
    for promise in &both {
        memorandum.request(&world, promise).await.unwrap();
        memorandum.confirm(&world, promise).await;
    }
    memorandum.step(&world, Step::Approve).await.unwrap();
    memorandum.step(&world, Step::OpenSigning).await.unwrap();
    let signatories = [&memorandum.council_signatory, &memorandum.signatory];
    let sign = memorandum.sign_as(&world).await;
    for signatory in signatories {
        world.register.change(signatory, &sign).await.unwrap();
    }
    let (register, agreement) = (on_day(&world.register, day(6, 1)), memorandum.agreement.clone());
    let by = &memorandum.commissioner;
    let page = async |commitment: &crate::values::Reference| {
        register.read(&by.viewer, &CommitmentPage(At::Made.of(commitment.clone()))).await.unwrap()
    };
    vary(&register, &memorandum, day(10, 1)).await.unwrap();
    let seen = page(&both[1]).await.commitment.version;
    let wording = Memorandum::wording("We meet every day");
    let edit = crate::commitment::deeds::EditCommitment { commitment: both[1].clone(), seen, wording };
    register.change(by, &edit).await.unwrap();
    let seen = made(&register, by, &agreement).await;
    register.change(by, &SetAside { agreement: agreement.clone(), seen }).await.unwrap();

    vary(&register, &memorandum, day(8, 1)).await.unwrap();
    let shown = register.read(&by.viewer, &OverviewOf(At::Made.of(agreement.clone()))).await.unwrap();
    let details = EditAgreement {
        agreement: agreement.clone(),
        seen: shown.agreement.version,
        title: "An urgent title".into(),
        binding: shown.agreement.binding,
        coordinator: shown.coordinator.map(|named| named.reference),
        starts: shown.agreement.starts,
        ends: shown.agreement.ends,
        aims: shown.agreement.aims,
    };
    register.change(by, &details).await.unwrap();
    let base = register.read(&by.viewer, &DraftingOf(agreement.clone())).await.unwrap().base;
    let text = TEXT.replace("We meet.", "We meet at once.");
    register.change(by, &SaveText { agreement: agreement.clone(), base, text }).await.unwrap();
    assert_eq!(reword(&register, &memorandum, "We refer within an hour").await, both[0]);
    memorandum.step_in(&register, Step::Negotiate).await.unwrap();
    confirm(&register, &memorandum.partner, &both[0]).await;
    sign_all(&register, &memorandum, &signatories).await;

    let editions = register.read(&by.viewer, &EditionsOf((&agreement).into())).await.unwrap();
    let take_up = TakeUp { agreement: agreement.clone(), edition: 2, seen: editions.number(2).unwrap().version };
    register.change(by, &take_up).await.unwrap();
    let taken_up = register.read(&by.viewer, &OverviewOf(At::Made.of(agreement.clone()))).await.unwrap();
    assert_eq!(taken_up.agreement.title, "An urgent title");
    let text = register.read(&by.viewer, &TextOf(At::Made.of(agreement.clone()))).await.unwrap().unwrap().text;
    assert!(text.contains("We meet at once."), "{text}");
    let urgent = page(&both[0]).await.commitment;
    assert_eq!(
        (urgent.statement.as_str(), urgent.confirmation),
        ("We refer within an hour", Confirmation::Confirmed),
        "as it was signed"
    );
    let own = page(&both[1]).await.commitment;
    assert_eq!((own.statement.as_str(), own.confirmation), ("We meet every day", Confirmation::Requested));
    let changes = register.read(&by.viewer, &ChangesOf(At::Made.of(agreement.clone()))).await.unwrap();
    assert!(changes.base == 3 && changes.particulars.is_empty() && changes.clauses.is_empty(), "{changes:?}");
    let told: Vec<_> = changes.commitments.iter().map(|row| (&row.reference, row.fate)).collect();
    assert_eq!(told, [(&both[1], Fate::Changed)]);
    assert_eq!(register.verify_records().await.unwrap().differs, Vec::<String>::new());
});

crate::story!(one_for_october_is_overtaken_for_good_by_one_for_august, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    let (register, agreement) = (on_day(&world.register, day(6, 1)), memorandum.agreement.clone());
    let both = [&memorandum.council_signatory, &memorandum.signatory];
    vary(&register, &memorandum, day(10, 1)).await.unwrap();
    sign_all(&register, &memorandum, &both).await;
    vary(&register, &memorandum, day(8, 1)).await.unwrap();
    let changes =
        register.read(&memorandum.commissioner.viewer, &ChangesOf(At::Made.of(agreement.clone()))).await.unwrap();
    assert_eq!((changes.base, &changes.overtakes), (2, &vec![(2, day(10, 1))]), "it says so before it is signed");
    sign_all(&register, &memorandum, &both).await;
    for (today, edition) in [(day(7, 31), 1), (day(8, 1), 3), (day(10, 1), 3), (day(12, 31), 3)] {
        assert_eq!(in_force(&on_day(&register, today), &memorandum).await, Some(edition), "{today}");
    }
    let editions = register.read(&memorandum.commissioner.viewer, &EditionsOf((&agreement).into())).await.unwrap();
    assert_eq!(editions.number(2).unwrap().force, Some(Force::Never));
});

crate::story!(a_variation_that_reaches_back_is_told_with_how_it_stood, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    let register = on_day(&world.register, day(9, 15));
    vary(&register, &memorandum, day(7, 1)).await.unwrap();
    sign_all(&register, &memorandum, &[&memorandum.council_signatory, &memorandum.signatory]).await;
    let viewer = &memorandum.commissioner.viewer;
    let on =
        async |day| register.read(viewer, &OverviewOf(At::On(day).of(memorandum.agreement.clone()))).await.unwrap();
    let august = on(day(8, 1)).await;
    assert_eq!(august.agreement.edition, 1, "what had been signed by that day");
    assert_eq!(august.editions.reaching_back_to(day(8, 1)).map(|row| row.number), Some(2));
    assert_eq!(on(day(9, 15)).await.agreement.edition, 2);
    let too_early = vary(&register, &memorandum, day(3, 1)).await;
    assert!(matches!(&too_early, Err(Refusal::Invalid(faults)) if faults[0].field == "effective"), "{too_early:?}");
});

crate::story!(nothing_of_a_withdrawn_variation_is_in_force, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    let (register, agreement) = (on_day(&world.register, day(6, 1)), memorandum.agreement.clone());
    let by = &memorandum.commissioner;
    vary(&register, &memorandum, day(6, 1)).await.unwrap();
    let commitment = reword(&register, &memorandum, "We refer within a day").await;
    memorandum.step_in(&register, Step::Negotiate).await.unwrap();
    let seen = made(&register, by, &agreement).await;
    let withdraw = |why: &str| WithdrawVariation { agreement: agreement.clone(), why: why.into(), seen };
    assert!(matches!(register.change(by, &withdraw(" ")).await, Err(Refusal::Invalid(_))));
    register.change(by, &withdraw("The money was found")).await.unwrap();
    assert_eq!(in_force(&register, &memorandum).await, Some(1));
    for at in [At::Shown, At::Made] {
        let page = register.read(&by.viewer, &CommitmentPage(at.of(commitment.clone()))).await.unwrap();
        assert_ne!(page.commitment.statement, "We refer within a day");
    }
    let editions = register.read(&by.viewer, &EditionsOf((&agreement).into())).await.unwrap();
    assert_eq!(editions.number(2).unwrap().withdrawn_because, "The money was found");
    assert_eq!(vary(&register, &memorandum, day(8, 1)).await.unwrap(), 3, "another can be made");

    // What its parties never read they do not read once it is withdrawn.
    let seen = made(&register, by, &agreement).await;
    register
        .change(by, &WithdrawVariation { agreement: agreement.clone(), why: "A secret".into(), seen })
        .await
        .unwrap();
    let of = async |viewer: &Viewer| {
        let editions = register.read(viewer, &EditionsOf((&agreement).into())).await.unwrap();
        editions.rows.iter().map(|row| row.number).collect::<Vec<_>>()
    };
    assert_eq!((of(&by.viewer).await, of(&memorandum.partner.viewer).await), (vec![3, 2, 1], vec![2, 1]));
});

crate::story!(a_text_is_varied_clause_by_clause, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    let register = on_day(&world.register, day(6, 1));
    vary(&register, &memorandum, day(7, 1)).await.unwrap();
    let base =
        register.read(&memorandum.commissioner.viewer, &DraftingOf(memorandum.agreement.clone())).await.unwrap().base;
    let text = TEXT.replace("We meet.", "We meet monthly.");
    let save = SaveText { agreement: memorandum.agreement.clone(), base, text };
    register.change(&memorandum.commissioner, &save).await.unwrap();
    let changes = register
        .read(&memorandum.commissioner.viewer, &ChangesOf(At::Made.of(memorandum.agreement.clone())))
        .await
        .unwrap();
    assert_eq!(changes.clauses.changes(), 1);
    let changed: Vec<_> = changes.clauses.clauses.iter().filter(|clause| clause.changes() > 0).collect();
    assert_eq!(changed.iter().map(|clause| clause.heading.as_str()).collect::<Vec<_>>(), ["Partnership working"]);
    let pieces = &changed[0].paragraphs.last().unwrap().pieces;
    assert!(pieces.contains(&Piece::Said(Said::New, "monthly".into())), "{pieces:?}");
});
