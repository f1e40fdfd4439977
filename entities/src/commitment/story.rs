//! A commitment is asked for, answered, reworded and asked for again.

use super::{
    Answer, Confirmation,
    deeds::{AnswerCommitment, CostAnswer, EditCommitment, WithdrawCommitment},
};
use crate::{
    Refusal,
    access::{Role, Viewer},
    agreement::{rules::Step, story::Memorandum},
    commitment::read::CommitmentPage,
    funding::{Responsibility, Stand},
    story::World,
    values::Reference,
};

fn answer(commitment: &Reference, seen: i64, answer: Answer, proposed: &str, words: &str) -> AnswerCommitment {
    AnswerCommitment {
        commitment: commitment.clone(),
        seen,
        answer,
        proposed: proposed.into(),
        words: words.into(),
        costs: Vec::new(),
    }
}

async fn negotiated(world: &World) -> (Memorandum, Reference) {
    let memorandum = Memorandum::drafted(world).await;
    let commitment = memorandum.promise(world, "We refer early").await;
    memorandum.step(world, Step::Negotiate).await.unwrap();
    memorandum.request(world, &commitment).await.unwrap();
    (memorandum, commitment)
}

async fn edit(world: &World, memorandum: &Memorandum, commitment: &Reference, statement: &str) -> Confirmation {
    let seen = world
        .register
        .read(&memorandum.commissioner.viewer, &CommitmentPage(commitment.into()))
        .await
        .unwrap()
        .commitment
        .version;
    let edit = EditCommitment { commitment: commitment.clone(), seen, wording: Memorandum::wording(statement) };
    world.register.change(&memorandum.commissioner, &edit).await.unwrap()
}

crate::story!(a_confirmation_lapses_when_the_wording_changes_and_the_record_says_so, async |world: World| {
    let (memorandum, commitment) = negotiated(&world).await;
    memorandum.confirm(&world, &commitment).await;
    assert_eq!(
        edit(&world, &memorandum, &commitment, "We refer early").await,
        Confirmation::Confirmed,
        "nothing changed"
    );
    assert_eq!(edit(&world, &memorandum, &commitment, "We refer later").await, Confirmation::Requested);
    let page = world.register.read(&memorandum.partner.viewer, &CommitmentPage((&commitment).into())).await.unwrap();
    assert!(page.said[0].kind.label().contains("lapsed") && page.may_answer);
});

crate::story!(taking_over_the_owners_words_verbatim_confirms_them, async |world: World| {
    let (memorandum, commitment) = negotiated(&world).await;
    let proposes = answer(&commitment, 2, Answer::ConfirmWithChange, "We refer within a day", "");
    world.register.change(&memorandum.partner, &proposes).await.unwrap();
    assert_eq!(edit(&world, &memorandum, &commitment, "We refer within a day").await, Confirmation::Confirmed);
});

crate::story!(only_the_owner_answers_and_only_what_it_saw, async |world: World| {
    let (memorandum, commitment) = negotiated(&world).await;
    let confirms = answer(&commitment, 2, Answer::Confirm, "", "");
    let register = &world.register;
    let refused = register.change(&memorandum.commissioner, &confirms).await;
    assert!(matches!(refused, Err(Refusal::Forbidden { .. })), "{refused:?}");
    let stale = answer(&commitment, 1, Answer::Confirm, "", "");
    assert!(matches!(register.change(&memorandum.partner, &stale).await, Err(Refusal::Stale { .. })));
    let stranger = world.organisation("Another trust", crate::organisation::Kind::NhsTrust).await;
    let stranger = world.person(&stranger, &[Role::Partner]).await;
    assert!(matches!(register.change(&stranger, &confirms).await, Err(Refusal::NotFound)), "not even that it exists");
    let wordless = answer(&commitment, 2, Answer::Dispute, "", " ");
    assert!(matches!(register.change(&memorandum.partner, &wordless).await, Err(Refusal::Invalid(_))));
});

crate::story!(a_disputed_cost_is_read_by_the_commissioner_and_not_by_the_public, async |world: World| {
    let (memorandum, commitment) = negotiated(&world).await;
    let line = crate::funding::story::pays(&world, &memorandum, &commitment, 50_000).await;
    let register = &world.register;
    let disputes = AnswerCommitment {
        costs: vec![CostAnswer { line: line.clone(), seen: 1, stand: Stand::Objects, words: "Too much".into() }],
        ..answer(&commitment, 2, Answer::Confirm, "", "")
    };
    register.change(&memorandum.partner, &disputes).await.unwrap();
    let page = register.read(&memorandum.commissioner.viewer, &CommitmentPage((&commitment).into())).await.unwrap();
    assert_eq!(page.costs[0].responsibility, Responsibility::Disputed);
    assert_eq!(page.costs[0].position, Some((Stand::Objects, "Too much".into())));
    assert!(matches!(
        register.read(&Viewer::Public, &CommitmentPage((&commitment).into())).await,
        Err(Refusal::NotFound)
    ));
});

crate::story!(a_withdrawn_commitment_stays_in_the_register, async |world: World| {
    let (memorandum, commitment) = negotiated(&world).await;
    let withdraw = |why: &str| WithdrawCommitment { commitment: commitment.clone(), seen: 2, why: why.into() };
    let register = &world.register;
    assert!(matches!(register.change(&memorandum.commissioner, &withdraw(" ")).await, Err(Refusal::Invalid(_))));
    register.change(&memorandum.commissioner, &withdraw("Promised elsewhere")).await.unwrap();
    let page = register.read(&memorandum.commissioner.viewer, &CommitmentPage((&commitment).into())).await.unwrap();
    assert_eq!(page.commitment.confirmation, Confirmation::Withdrawn);
    assert_eq!(page.said[0].words, "Promised elsewhere");
});
