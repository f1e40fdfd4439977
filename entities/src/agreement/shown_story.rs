//! What was shown is what is approved, signed and accepted: a change meanwhile is told with both, and nothing counts unseen.

use chrono::NaiveDate;
use sea_orm::{Set, entity::prelude::*};

use super::{
    State,
    deeds::{EditAgreement, PublishAgreement, RemoveParty, SaveText, TakeStep},
    read::{At, DraftingOf, OverviewOf, Printed, TextOf},
    rules::Step,
    schedules,
    story::{Memorandum, TEXT},
    table,
};
use crate::{
    Refusal,
    access::Role,
    account::deeds::roles::SetRoles,
    attachment::story::attached,
    commitment::{
        Answer, Confirmation,
        deeds::{AnswerCommitment, CostAnswer, RequestConfirmation, WithdrawCommitment},
        read::CommitmentPage,
    },
    funding::{
        Arrangement, Certainty, Responsibility, Spending, Stand,
        deeds::{EditFunding, Figures, Share, StandOnCost},
        read::LineOf,
        story::{figures, pays},
    },
    paper::{
        self,
        deeds::{CheckPaper, EnterAnswer},
        read::PaperPage,
    },
    story::{World, seen},
    values::{Pence, Reference},
};

/// A commitment that its owner is asked to confirm, with a cost of £40,000.
async fn asked(world: &World) -> (Memorandum, Reference, Reference) {
    let memorandum = Memorandum::drafted(world).await;
    let commitment = memorandum.promise(world, "We pay for a nurse").await;
    let line = pays(world, &memorandum, &commitment, 40_000).await;
    memorandum.step(world, Step::Negotiate).await.unwrap();
    memorandum.request(world, &commitment).await.unwrap();
    (memorandum, commitment, line)
}

fn costing(pounds: i32, commitment: &Reference) -> Figures {
    figures(pounds, vec![Share { commitment: commitment.clone(), pence: Pence::pounds(40_000) }])
}

async fn edits(world: &World, memorandum: &Memorandum, line: &Reference, figures: Figures) {
    let seen = seen(&world.register, line).await;
    let edit = EditFunding { line: line.clone(), seen, figures };
    world.register.change(&memorandum.commissioner, &edit).await.unwrap();
}

fn yes(commitment: &Reference, line: &Reference, cost_seen: i64) -> AnswerCommitment {
    AnswerCommitment {
        commitment: commitment.clone(),
        seen: 2,
        answer: Answer::Confirm,
        proposed: String::new(),
        words: String::new(),
        costs: vec![CostAnswer { line: line.clone(), seen: cost_seen, stand: Stand::Agrees, words: String::new() }],
    }
}

async fn responsibility(world: &World, memorandum: &Memorandum, line: &Reference) -> Responsibility {
    world.register.read(&memorandum.partner.viewer, &LineOf(line.into())).await.unwrap().line.line.responsibility
}

crate::story!(a_cost_that_was_raised_meanwhile_is_accepted_by_nobody, async |world: World| {
    let (memorandum, commitment, line) = asked(&world).await;
    edits(&world, &memorandum, &line, costing(9_000_000, &commitment)).await;
    let register = &world.register;
    let answered = register.change(&memorandum.partner, &yes(&commitment, &line, 1)).await;
    assert!(matches!(answered, Err(Refusal::Stale { .. })), "with the commitment: {answered:?}");
    let alone = StandOnCost { line: line.clone(), seen: 1, stand: Stand::Agrees, words: String::new() };
    let answered = register.change(&memorandum.partner, &alone).await;
    assert!(matches!(answered, Err(Refusal::Stale { .. })), "alone: {answered:?}");
    let page = register.read(&memorandum.partner.viewer, &CommitmentPage((&commitment).into())).await.unwrap();
    assert_eq!(page.commitment.confirmation, Confirmation::Requested, "nothing of the answer was taken");
    assert_eq!(responsibility(&world, &memorandum, &line).await, Responsibility::Unassigned);
    register.change(&memorandum.partner, &yes(&commitment, &line, 2)).await.unwrap();
    assert_eq!(responsibility(&world, &memorandum, &line).await, Responsibility::Accepted);
});

crate::story!(a_cost_that_was_raised_after_a_letter_is_not_accepted_by_it, async |world: World| {
    let (memorandum, commitment, line) = asked(&world).await;
    let register = &world.register;
    let letter = attached(register, &memorandum.commissioner, &memorandum.agreement).await;
    let enter = EnterAnswer { attachment: letter, answer: yes(&commitment, &line, 1) };
    let paper = register.change(&memorandum.commissioner, &enter).await.unwrap();
    let colleague = world.person(&memorandum.council, &[Role::Commissioner]).await;
    let shown = register.read(&colleague.viewer, &PaperPage(paper.clone())).await.unwrap().answered.unwrap();
    assert_eq!(
        (shown.costs[0].0.pence, shown.has_moved),
        (Pence::pounds(40_000), false),
        "the checker sees the amount"
    );
    edits(&world, &memorandum, &line, costing(9_000_000, &commitment)).await;
    assert!(register.read(&colleague.viewer, &PaperPage(paper.clone())).await.unwrap().answered.unwrap().has_moved);
    let check = |seen| CheckPaper { paper: paper.clone(), seen, right: true, why: String::new() };
    let checked = register.change(&colleague, &check(1)).await;
    assert!(
        matches!(&checked, Err(Refusal::NotAllowed { why, .. }) if why.contains("one of its costs was changed")),
        "{checked:?}"
    );
    let entered = register.change(&memorandum.commissioner, &enter).await;
    assert!(matches!(entered, Err(Refusal::Stale { .. })), "nor entered on an amount that is no more: {entered:?}");
    let wrong = CheckPaper { right: false, why: "Another sum".into(), ..check(1) };
    assert_eq!(register.change(&colleague, &wrong).await.unwrap(), paper::State::Wrong);
    let late = register.change(&memorandum.commissioner, &check(1)).await;
    assert!(matches!(late, Err(Refusal::NotAllowed { .. })), "{late:?}");
});

crate::story!(whatever_of_an_accepted_line_changes_its_party_is_asked_again_and_told, async |world: World| {
    let (memorandum, commitment, line) = asked(&world).await;
    let of = || costing(40_000, &commitment);
    let half = Share { commitment: commitment.clone(), pence: Pence::pounds(20_000) };
    let about = crate::values::Amount { precision: crate::values::Precision::About, ..of().amount };
    let changes = [
        Figures { arrangement: Arrangement::Pooled, ..of() },
        Figures { spending: Spending::Capital, ..of() },
        Figures { recurrence: crate::funding::Recurrence::OneOff, ..of() },
        Figures { certainty: Certainty::Estimate, ..of() },
        Figures { tolerance: Some((0, 50)), ..of() },
        Figures { note: "Paid in advance".into(), ..of() },
        Figures { shares: vec![half], ..of() },
        Figures { amount: about, ..of() },
    ];
    for changed in changes {
        edits(&world, &memorandum, &line, of()).await;
        let accept = StandOnCost {
            line: line.clone(),
            seen: seen(&world.register, &line).await,
            stand: Stand::Agrees,
            words: String::new(),
        };
        world.register.change(&memorandum.partner, &accept).await.unwrap();
        edits(&world, &memorandum, &line, of()).await;
        assert_eq!(responsibility(&world, &memorandum, &line).await, Responsibility::Accepted, "nothing changed");
        let what = format!("{changed:?}");
        edits(&world, &memorandum, &line, changed).await;
        assert_eq!(responsibility(&world, &memorandum, &line).await, Responsibility::Unassigned, "{what}");
    }
    assert_eq!(
        world.letters("A cost of your organisation was changed").await.len(),
        16,
        "partner and signatory, each time"
    );
});

crate::story!(a_line_whose_commitment_is_withdrawn_is_asked_about_again, async |world: World| {
    let (memorandum, commitment, line) = asked(&world).await;
    world.register.change(&memorandum.partner, &yes(&commitment, &line, 1)).await.unwrap();
    let withdraw = WithdrawCommitment { commitment, seen: 3, why: "Promised elsewhere".into() };
    world.register.change(&memorandum.commissioner, &withdraw).await.unwrap();
    assert_eq!(responsibility(&world, &memorandum, &line).await, Responsibility::Unassigned);
    assert_eq!(seen(&world.register, &line).await, 3, "who was shown it before is told");
});

crate::story!(steps_on_another_version_than_was_shown_are_refused, async |world: World| {
    let (memorandum, commitment, _) = asked(&world).await;
    let (register, commissioner) = (&world.register, &memorandum.commissioner);
    let late = 1;
    let request = RequestConfirmation { commitment: commitment.clone(), seen: late };
    assert!(matches!(register.change(commissioner, &request).await, Err(Refusal::Stale { .. })));
    let withdraw = WithdrawCommitment { commitment, seen: late, why: "No".into() };
    assert!(matches!(register.change(commissioner, &withdraw).await, Err(Refusal::Stale { .. })));
    let publish = PublishAgreement { agreement: memorandum.agreement.clone(), edition: 1, published: true, seen: late };
    assert!(matches!(register.change(commissioner, &publish).await, Err(Refusal::Stale { .. })));
    let (agreement, organisation) = (memorandum.agreement.clone(), memorandum.ccg.clone());
    let remove = RemoveParty { agreement, organisation, seen: late };
    assert!(matches!(register.change(commissioner, &remove).await, Err(Refusal::Stale { .. })));
});

crate::story!(what_bodies_approve_is_frozen_and_is_what_parties_sign, async |world: World| {
    let (memorandum, commitment, line) = asked(&world).await;
    let register = &world.register;
    register.change(&memorandum.partner, &yes(&commitment, &line, 1)).await.unwrap();
    memorandum.step(&world, Step::Approve).await.unwrap();
    let text = async || {
        register.read(&memorandum.partner.viewer, &TextOf((&memorandum.agreement).into())).await.unwrap().unwrap()
    };
    let approved = text().await;
    let Printed { head, commitments, money } = approved.printed.clone().expect("bodies read what they approve");
    for (part, words) in [
        (&head, ["MOU-2015-001", "1 April 2015 to 31 March 2016", "Birmingham CrossCity CCG (ORG-2014-002)"]),
        (&commitments, ["Early help referrals", "20% more", "31 March 2016"]),
        (&money, ["£40,000", "COM-2015-001 £40,000", "Aligned"]),
    ] {
        for words in words {
            assert!(part.contains(words), "{words} in {part}");
        }
    }
    assert!(money.contains("| Total |") && money.contains("Birmingham CrossCity CCG |\n"), "{money}");

    // Three months' notice does not become six: text, parties, term and money stay.
    let seen = async |record: &Reference| seen(register, record).await;
    let save = SaveText { agreement: memorandum.agreement.clone(), base: approved.number, text: TEXT.into() };
    let edit = EditAgreement {
        agreement: memorandum.agreement.clone(),
        seen: seen(&memorandum.agreement).await,
        title: "Another".into(),
        binding: false,
        coordinator: None,
        starts: NaiveDate::from_ymd_opt(2015, 5, 1),
        ends: None,
        aims: String::new(),
    };
    let (agreement, organisation) = (memorandum.agreement.clone(), memorandum.ccg.clone());
    let remove = RemoveParty { agreement, organisation, seen: seen(&memorandum.agreement).await };
    let raise = EditFunding { line: line.clone(), seen: seen(&line).await, figures: costing(50_000, &commitment) };
    let refused = [
        register.change(&memorandum.commissioner, &save).await.map(|_| ()),
        register.change(&memorandum.commissioner, &edit).await,
        register.change(&memorandum.commissioner, &remove).await,
        register.change(&memorandum.commissioner, &raise).await,
    ];
    for refused in refused {
        assert!(
            matches!(&refused, Err(Refusal::NotAllowed { instead, .. }) if instead.contains("reopen the wording")),
            "{refused:?}"
        );
    }
    memorandum.step(&world, Step::OpenSigning).await.unwrap();
    assert_eq!(
        (text().await.number, text().await.hash),
        (approved.number, approved.hash),
        "that very revision is signed"
    );

    memorandum.step(&world, Step::Reopen).await.unwrap();
    assert!(text().await.printed.is_none(), "it is a draft again");
    let told = world.letters("The wording of an agreement was reopened").await;
    assert_eq!(told.len(), 3, "every party but who reopened it: {told:?}");
});

crate::story!(what_was_sent_for_approval_before_it_was_frozen_is_sent_again, async |world: World| {
    let (memorandum, commitment, line) = asked(&world).await;
    world.register.change(&memorandum.partner, &yes(&commitment, &line, 1)).await.unwrap();
    // As a register of before has it: waiting for approvals, its text not frozen.
    let register = &world.register;
    let mut row = register
        .read(&memorandum.commissioner.viewer, &OverviewOf((&memorandum.agreement).into()))
        .await
        .unwrap()
        .agreement
        .row();
    row.state = Set(State::Approvals);
    row.update(register.writer()).await.unwrap();
    let refused = memorandum.step(&world, Step::OpenSigning).await;
    assert!(
        matches!(&refused, Err(Refusal::NotAllowed { instead, .. }) if instead.contains("send it for approval again")),
        "{refused:?}"
    );
    memorandum.step(&world, Step::Reopen).await.unwrap();
    memorandum.step(&world, Step::Approve).await.unwrap();
    memorandum.step(&world, Step::OpenSigning).await.unwrap();
});

crate::story!(two_agreements_of_one_text_have_hashes_of_their_own, async |world: World| {
    let (memorandum, commitment, line) = asked(&world).await;
    world.register.change(&memorandum.partner, &yes(&commitment, &line, 1)).await.unwrap();
    memorandum.step(&world, Step::Approve).await.unwrap();
    let revisions = table::revision::Entity::find().all(world.register.reader()).await.unwrap();
    let frozen = revisions.into_iter().find(|revision| revision.frozen).unwrap();
    assert!(schedules::is_as_hashed(&frozen));
    let other = table::revision::Model { head: frozen.head.replace("MOU-2015-001", "MOU-2015-002"), ..frozen.clone() };
    assert!(!schedules::is_as_hashed(&other), "which agreement it is, is signed");
    let later =
        table::revision::Model { head: frozen.head.replace("31 March 2016", "31 March 2026"), ..frozen.clone() };
    assert!(!schedules::is_as_hashed(&later), "for how long is signed");
    let before = schedules::hash(1, "", &frozen.text, &frozen.commitments_schedule, &frozen.money_schedule);
    let before = table::revision::Model { format: 1, head: String::new(), hash: before, ..frozen };
    assert!(schedules::is_as_hashed(&before), "a revision of before keeps its format");
});

crate::story!(a_text_that_hides_words_or_has_too_many_clauses_is_not_saved, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let refused = memorandum.save(&world, 1, &format!("{TEXT}\n| a | b |\n|---|---|\n| 1 | 2 | six months |\n")).await;
    assert!(
        matches!(&refused, Err(Refusal::Invalid(faults)) if faults[0].message.contains("This row has more cells") && faults[0].message.starts_with("Line 13, “| ")),
        "{refused:?}"
    );
    let clauses = |count: usize| (0..count).map(|number| format!("## Clause {number}\n\n")).collect::<String>();
    let many = memorandum.save(&world, 1, &format!("{TEXT}{}", clauses(2_000))).await;
    assert!(matches!(&many, Err(Refusal::Invalid(faults)) if faults[0].message.contains("2002 clauses")), "{many:?}");
    let most = format!("{TEXT}{}", clauses(1_998));
    assert_eq!(memorandum.save(&world, 1, &most).await.unwrap(), 2);
    let saved =
        world.register.read(&memorandum.commissioner.viewer, &DraftingOf(memorandum.agreement.clone())).await.unwrap();
    assert_eq!(memorandum.save(&world, 2, &format!("{}\nMore.\n", saved.text)).await.unwrap(), 3, "and saved again");
    let long = format!("{TEXT}{}", "words ".repeat(66_700));
    let refused = memorandum.save(&world, 3, &long).await;
    assert!(
        matches!(&refused, Err(Refusal::Invalid(faults)) if faults.iter().any(|fault| fault.message.starts_with("Shorten the text by"))),
        "{refused:?}"
    );
});

crate::story!(a_role_or_a_session_that_ended_while_a_form_was_on_its_way_acts_no_more, async |world: World| {
    let (memorandum, commitment, line) = asked(&world).await;
    let register = &world.register;
    let person = memorandum.partner.viewer.person().unwrap().clone();
    let roles = SetRoles { membership: person.membership, seen: 1, roles: vec![Role::Provider] };
    register.change(&crate::access::Actor::operator(), &roles).await.unwrap();
    // The actor as it was recognised before: still a partner.
    let answered = register.change(&memorandum.partner, &yes(&commitment, &line, 1)).await;
    assert!(matches!(answered, Err(Refusal::Forbidden { .. } | Refusal::NotFound)), "{answered:?}");
    let ended = crate::access::Person { session: Some(4_711), ..person };
    let answered = register.change(&crate::access::Actor::person(ended, None), &yes(&commitment, &line, 1)).await;
    assert!(matches!(answered, Err(Refusal::SignInNeeded)), "{answered:?}");
});

crate::story!(every_step_is_one_on_the_promises_and_the_money_that_were_shown, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let promise = memorandum.promise(&world, "We refer early").await;
    let unseen = async |step: Step| {
        let (commissioner, agreement) = (&memorandum.commissioner, memorandum.agreement.clone());
        let shown =
            world.register.read(&commissioner.viewer, &OverviewOf(At::Made.of(agreement.clone()))).await.unwrap();
        let seen = shown.agreement.version;
        let step = TakeStep { agreement, step, seen, schedules: String::new() };
        world.register.change(commissioner, &step).await
    };
    for step in [Step::Negotiate, Step::Approve, Step::OpenSigning, Step::Reopen, Step::Withdraw] {
        if step == Step::Approve {
            memorandum.request(&world, &promise).await.unwrap();
            memorandum.confirm(&world, &promise).await;
        }
        let refused = unseen(step).await;
        assert!(matches!(refused, Err(Refusal::Stale { .. })), "{step:?}: {refused:?}");
        memorandum.step(&world, step).await.unwrap();
    }
});
