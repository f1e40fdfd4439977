//! A letter and a scan: entered by one person, counted once another has compared them.

use sea_orm::ConnectionTrait;

use super::{
    State,
    deeds::{CheckPaper, EnterAnswer, EnterRecord, EnterSignature},
};
use crate::{
    Refusal, Register,
    access::{Actor, Role},
    agreement::{
        self,
        deeds::{OfRecord, Sign},
        read::{OverviewOf, SignaturesOf},
        rules::Step,
        story::Memorandum,
        varying,
    },
    attachment::story::attached,
    commitment::{
        Answer, Confirmation,
        deeds::{AnswerCommitment, EditCommitment},
        read::CommitmentPage,
    },
    paper::read::PaperPage,
    story::{World, next_year, signed_otherwise},
    values::Reference,
    work::OwnWork,
};

async fn answer(register: &Register, memo: &Memorandum, commitment: &Reference) -> AnswerCommitment {
    let seen =
        register.read(&memo.commissioner.viewer, &CommitmentPage(commitment.into())).await.unwrap().commitment.version;
    AnswerCommitment {
        commitment: commitment.clone(),
        seen,
        answer: Answer::Confirm,
        proposed: String::new(),
        words: String::new(),
        costs: Vec::new(),
    }
}

fn check(paper: &Reference, right: bool, why: &str) -> CheckPaper {
    CheckPaper { paper: paper.clone(), seen: 1, right, why: why.into() }
}

async fn confirmation(register: &Register, by: &Actor, commitment: &Reference) -> Confirmation {
    register.read(&by.viewer, &CommitmentPage(commitment.into())).await.unwrap().commitment.confirmation
}

crate::story!(an_answer_by_letter_counts_once_somebody_else_has_compared_it, async |world: World| {
    let memo = Memorandum::drafted(&world).await;
    let register = &world.register;
    let commitment = memo.promise(&world, "Refer early").await;
    memo.step(&world, Step::Negotiate).await.unwrap();
    memo.request(&world, &commitment).await.unwrap();
    let letter = attached(register, &memo.commissioner, &memo.agreement).await;
    let colleague = world.person(&memo.council, &[Role::Commissioner]).await;
    let enter = EnterAnswer { attachment: letter.clone(), answer: answer(register, &memo, &commitment).await };

    assert!(matches!(register.change(&memo.partner, &enter).await, Err(Refusal::Forbidden { .. })));
    let paper = register.change(&memo.commissioner, &enter).await.unwrap();
    assert!(matches!(register.change(&colleague, &enter).await, Err(Refusal::NotAllowed { .. })), "entered already");
    assert_eq!(confirmation(register, &colleague, &commitment).await, Confirmation::Requested, "nobody has checked it");
    let own = register.change(&memo.commissioner, &check(&paper, true, "")).await;
    assert!(matches!(own, Err(Refusal::NotAllowed { .. })), "one's own entry: {own:?}");
    let waits = register.read(&colleague.viewer, &OwnWork).await.unwrap().mine;
    assert!(waits.iter().any(|item| item.record == paper), "{waits:?}");
    assert!(
        register.read(&memo.commissioner.viewer, &OwnWork).await.unwrap().mine.iter().all(|item| item.record != paper)
    );

    assert!(matches!(register.change(&colleague, &check(&paper, false, " ")).await, Err(Refusal::Invalid(_))));
    let wrong = register.change(&colleague, &check(&paper, false, "It says no")).await.unwrap();
    assert_eq!(wrong, State::Wrong);
    assert_eq!(confirmation(register, &colleague, &commitment).await, Confirmation::Requested);
    let again = register.change(&memo.commissioner, &enter).await.unwrap();
    assert_eq!(register.change(&colleague, &check(&again, true, "")).await.unwrap(), State::Right);
    let page = register.read(&memo.partner.viewer, &CommitmentPage((&commitment).into())).await.unwrap();
    assert_eq!(page.commitment.confirmation, Confirmation::Confirmed);
    let said = &page.said[0];
    assert_eq!((said.letter.as_ref(), said.person.as_ref()), (Some(&letter), None), "the letter speaks, no account");
    assert!(matches!(register.change(&colleague, &check(&again, true, "")).await, Err(Refusal::NotAllowed { .. })));
});

crate::story!(a_letter_does_not_answer_what_was_reworded_after_it, async |world: World| {
    let memo = Memorandum::drafted(&world).await;
    let register = &world.register;
    let commitment = memo.promise(&world, "Refer early").await;
    memo.step(&world, Step::Negotiate).await.unwrap();
    memo.request(&world, &commitment).await.unwrap();
    let letter = attached(register, &memo.commissioner, &memo.agreement).await;
    let colleague = world.person(&memo.council, &[Role::Commissioner]).await;
    let enter = EnterAnswer { attachment: letter, answer: answer(register, &memo, &commitment).await };
    let paper = register.change(&memo.commissioner, &enter).await.unwrap();
    let seen = enter.answer.seen;
    let edit = EditCommitment { commitment: commitment.clone(), seen, wording: Memorandum::wording("Refer all") };
    register.change(&memo.commissioner, &edit).await.unwrap();
    let late = register.change(&colleague, &check(&paper, true, "")).await;
    assert!(matches!(late, Err(Refusal::NotAllowed { .. })), "{late:?}");
    assert_eq!(confirmation(register, &colleague, &commitment).await, Confirmation::Requested);
    let elsewhere =
        EnterAnswer { attachment: memo.agreement.clone(), answer: AnswerCommitment { seen: seen + 1, ..enter.answer } };
    let refused = register.change(&memo.commissioner, &elsewhere).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "no letter of this agreement: {refused:?}");
});

crate::story!(the_last_signature_on_paper_makes_the_agreement_signed, async |world: World| {
    let memo = Memorandum::open_for_signing(&world).await;
    let register = &world.register;
    let scan = attached(register, &memo.commissioner, &memo.agreement).await;
    let hash = register
        .read(&memo.commissioner.viewer, &SignaturesOf((&memo.agreement).into()))
        .await
        .unwrap()
        .open
        .unwrap()
        .1;
    let sign = |hash: &str| Sign {
        agreement: memo.agreement.clone(),
        hash: hash.into(),
        position: "Accountable Officer".into(),
        authority: "Minute 12".into(),
    };
    register.change(&memo.council_signatory, &sign(&hash)).await.unwrap();
    let shown = register.read(&memo.council_signatory.viewer, &OverviewOf((&memo.agreement).into())).await.unwrap();
    assert!(shown.has_signed && !shown.may_sign, "who has signed is not asked again");
    let enter = |hash: &str| EnterSignature {
        attachment: scan.clone(),
        organisation: memo.ccg.clone(),
        signatory: "B Person".into(),
        sign: sign(hash),
    };
    let wrong = register.change(&memo.commissioner, &enter("0")).await;
    assert!(matches!(wrong, Err(Refusal::Stale { .. })), "another text was signed: {wrong:?}");
    let paper = register.change(&memo.commissioner, &enter(&hash)).await.unwrap();
    let colleague = world.person(&memo.council, &[Role::Commissioner]).await;
    register.change(&colleague, &check(&paper, true, "")).await.unwrap();
    let signed = register.read(&memo.commissioner.viewer, &OverviewOf((&memo.agreement).into())).await.unwrap();
    assert_eq!(signed.agreement.state, agreement::State::Signed);
    let rows = register.read(&memo.commissioner.viewer, &SignaturesOf((&memo.agreement).into())).await.unwrap().rows;
    let last = rows.last().unwrap();
    assert_eq!((last.signatory.as_str(), last.scan.as_ref()), ("B Person", Some(&scan)));
});

/// What is entered of record, as it was shown.
async fn of_record(register: &Register, memo: &Memorandum, signed_on: &str) -> OfRecord {
    let shown = register.read(&memo.commissioner.viewer, &OverviewOf((&memo.agreement).into())).await.unwrap();
    OfRecord {
        agreement: memo.agreement.clone(),
        seen: shown.agreement.version,
        schedules: shown.schedules,
        signed_on: signed_on.parse().unwrap(),
    }
}

crate::story!(
    an_agreement_of_before_is_entered_by_one_and_closed_when_another_has_compared_it,
    async |world: World| {
        let memo = Memorandum::drafted(&world).await;
        let register = &world.register;
        let commitment = memo.promise(&world, "Refer early").await;
        let file = attached(register, &memo.commissioner, &memo.agreement).await;
        let colleague = world.person(&memo.council, &[Role::Commissioner]).await;
        let enter = async |signed_on: &str| EnterRecord {
            attachment: file.clone(),
            record: of_record(register, &memo, signed_on).await,
        };

        let since = register.change(&memo.commissioner, &enter("2014-12-01").await).await;
        assert!(matches!(since, Err(Refusal::Invalid(_))), "signed since the register was begun: {since:?}");
        let paper = register.change(&memo.commissioner, &enter("2012-03-20").await).await.unwrap();
        let own = register.change(&memo.commissioner, &check(&paper, true, "")).await;
        assert!(matches!(own, Err(Refusal::NotAllowed { .. })), "one's own entry: {own:?}");
        let seen = register
            .read(&memo.commissioner.viewer, &CommitmentPage((&commitment).into()))
            .await
            .unwrap()
            .commitment
            .version;
        let edit = EditCommitment { commitment: commitment.clone(), seen, wording: Memorandum::wording("Refer all") };
        register.change(&memo.commissioner, &edit).await.unwrap();
        assert!(
            register.read(&colleague.viewer, &PaperPage(paper.clone())).await.unwrap().stands.unwrap().1,
            "it says that it moved"
        );
        let moved = register.change(&colleague, &check(&paper, true, "")).await;
        assert!(
            matches!(moved, Err(Refusal::NotAllowed { .. })),
            "what was compared is not what stands there: {moved:?}"
        );
        register.change(&colleague, &check(&paper, false, "It was reworded")).await.unwrap();

        let paper = register.change(&memo.commissioner, &enter("2012-03-20").await).await.unwrap();
        register.change(&colleague, &check(&paper, true, "")).await.unwrap();
        let closed = register.read(&memo.commissioner.viewer, &OverviewOf((&memo.agreement).into())).await.unwrap();
        assert_eq!((closed.agreement.state, closed.agreement.of_record), (agreement::State::Signed, true));
        assert_eq!(closed.agreement.signed_on, Some("2012-03-20".parse().unwrap()));
        assert_eq!(confirmation(register, &memo.partner, &commitment).await, Confirmation::Confirmed);
        let signatures = register.read(&memo.partner.viewer, &SignaturesOf((&memo.agreement).into())).await.unwrap();
        assert_eq!(signatures.of_record.unwrap().0, file);
        assert!(signatures.waiting.is_empty() && signatures.rows.is_empty(), "nobody signs it here");
        let seen = register
            .read(&memo.commissioner.viewer, &CommitmentPage((&commitment).into()))
            .await
            .unwrap()
            .commitment
            .version;
        let edit = EditCommitment { commitment, seen, wording: Memorandum::wording("Refer none") };
        assert!(
            matches!(register.change(&memo.commissioner, &edit).await, Err(Refusal::NotAllowed { .. })),
            "it is closed"
        );
        let number = varying::vary(register, &memo, next_year().first_day()).await.unwrap();
        assert_eq!(number, 2, "it is varied as any other");
        assert!(register.verify_records().await.unwrap().differs.is_empty(), "its file belongs to what is vouched for");
    }
);

crate::story!(another_file_behind_an_edition_of_record_is_found_out, async |world: World| {
    let memo = Memorandum::drafted(&world).await;
    let register = &world.register;
    let file = attached(register, &memo.commissioner, &memo.agreement).await;
    let colleague = world.person(&memo.council, &[Role::Commissioner]).await;
    let record = of_record(register, &memo, "2012-03-20").await;
    let paper = register.change(&memo.commissioner, &EnterRecord { attachment: file, record }).await.unwrap();
    register.change(&colleague, &check(&paper, true, "")).await.unwrap();
    assert_eq!(signed_otherwise(register).await, Vec::<String>::new());
    world.is_tampered_with();
    register.writer().execute_unprepared("UPDATE attachment SET sha256 = 'another'").await.unwrap();
    assert_eq!(signed_otherwise(register).await.len(), 1);
});
