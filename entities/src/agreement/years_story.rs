//! Two years beside each other, and what came into force of the earlier one while the later was drafted.

use super::{
    deeds::{SaveText, TakeOver},
    read::{
        At, CommitmentsOf, Growth, OverviewOf, RenewalsOf, Summary, TakeOverOffered, TextOf, Years, YearsCompared,
        YearsSummary,
    },
    renewal_story::{renew, with_money},
    rules::Step,
    story::Memorandum,
    varying::{confirm, day, reword, sign_all, vary},
};
use crate::{
    Refusal, Register,
    access::{Actor, Viewer},
    commitment::{
        Judgement,
        deeds::{EditCommitment, JudgeAmbition, WithdrawCommitment, Wording, WriteCommitment},
        read::CommitmentPage,
    },
    funding::rules::Trend,
    story::{World, on_day},
    values::{FinancialYear, Pence, Reference},
};

async fn years(register: &Register, viewer: &Viewer, of: &Reference, with: Option<&Reference>) -> Option<Years> {
    let asked = YearsCompared { asked: At::Shown.of(of.clone()), with: with.cloned() };
    register.read(viewer, &asked).await.unwrap()
}

async fn growths(register: &Register, by: &Actor, of: &Reference) -> Vec<Growth> {
    let years = years(register, &by.viewer, of, None).await.unwrap();
    years.lines.into_iter().map(|line| line.growth).collect()
}

/// Words the only commitment of an agreement otherwise.
async fn edit(register: &Register, by: &Actor, of: &Reference, alter: impl FnOnce(&mut Wording)) -> Reference {
    let row = register.read(&by.viewer, &CommitmentsOf(of.into())).await.unwrap().remove(0);
    let page = register.read(&by.viewer, &CommitmentPage(At::Made.of(row.reference.clone()))).await.unwrap();
    let mut wording = Wording {
        clause: page.anchor,
        statement: page.commitment.statement,
        measure: page.commitment.measure,
        target: page.commitment.target,
        due: page.commitment.due,
        no_money_because: page.commitment.no_money_because,
    };
    alter(&mut wording);
    let edit = EditCommitment { commitment: row.reference.clone(), seen: page.commitment.version, wording };
    register.change(by, &edit).await.unwrap();
    row.reference
}

crate::story!(targets_that_are_figures_say_whether_ambition_grew, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    let (register, by) = (&world.register, &memorandum.commissioner);
    let next = renew(register, &memorandum).await;
    assert_eq!(growths(register, by, &next).await, [Growth::Held]);
    edit(register, by, &next, |wording| wording.target = "25% more".into()).await;
    assert_eq!(growths(register, by, &next).await, [Growth::Raised]);
    let commitment = edit(register, by, &next, |wording| wording.target = "15% more".into()).await;
    assert_eq!(growths(register, by, &next).await, [Growth::Lowered]);
    let write = WriteCommitment {
        agreement: next.clone(),
        owner: memorandum.council.clone(),
        year: FinancialYear::starting(2016).unwrap(),
        wording: Memorandum::wording("We answer"),
    };
    register.change(by, &write).await.unwrap();
    let seen = register.read(&by.viewer, &CommitmentPage((&commitment).into())).await.unwrap().commitment.version;
    let withdraw = WithdrawCommitment { commitment, seen, why: "Not next year".into() };
    register.change(by, &withdraw).await.unwrap();
    assert_eq!(growths(register, by, &next).await, [Growth::New, Growth::Dropped]);
    let summary = register.read(&by.viewer, &YearsSummary((&next).into())).await.unwrap().unwrap();
    assert_eq!(summary.lines, [(Growth::New, 1), (Growth::Dropped, 1)]);
    assert_eq!(register.read(&by.viewer, &YearsSummary((&memorandum.agreement).into())).await.unwrap(), None);
});

crate::story!(where_figures_do_not_say_it_a_person_does_with_a_reason, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    let (register, by) = (&world.register, &memorandum.commissioner);
    let next = renew(register, &memorandum).await;
    let commitment = edit(register, by, &next, |wording| wording.target = "Most of them".into()).await;
    let shown = years(register, &by.viewer, &next, None).await.unwrap();
    assert!(shown.may_judge);
    let line = shown.lines.into_iter().next().unwrap();
    assert_eq!(line.growth, Growth::Unsaid);
    let judge = JudgeAmbition {
        commitment: commitment.clone(),
        before: line.before.unwrap().reference,
        judgement: Judgement::Raised,
        reason: "Most are more than a fifth".into(),
        compared: line.compared,
    };
    assert!(matches!(register.change(&memorandum.partner, &judge).await, Err(Refusal::NotFound)));
    let without = JudgeAmbition { reason: " ".into(), ..judge.clone() };
    assert!(matches!(register.change(by, &without).await, Err(Refusal::Invalid(_))));
    register.change(by, &judge).await.unwrap();
    let line = years(register, &by.viewer, &next, None).await.unwrap().lines.remove(0);
    assert_eq!((line.growth, line.judged.unwrap().reason.as_str()), (Growth::Raised, "Most are more than a fifth"));

    // Of other words it says nothing.
    edit(register, by, &next, |wording| wording.target = "Some of them".into()).await;
    assert_eq!(growths(register, by, &next).await, [Growth::Unsaid]);
    assert!(matches!(register.change(by, &judge).await, Err(Refusal::Stale { .. })));
    edit(register, by, &next, |wording| wording.target = "30% more".into()).await;
    let line = years(register, &by.viewer, &next, None).await.unwrap().lines.remove(0);
    assert!(line.compared.is_empty(), "what figures say nobody is asked");
});

crate::story!(partners_money_is_held_against_the_year_before_and_one_off_money_ends, async |world: World| {
    let memorandum = with_money(&world).await;
    let (register, by) = (&world.register, &memorandum.commissioner);
    let next = renew(register, &memorandum).await;
    let money = years(register, &by.viewer, &next, None).await.unwrap().money;
    assert_eq!((money.before.to_string().as_str(), money.after.to_string().as_str()), ("2015/16", "2016/17"));
    let partner = &money.partners[0];
    // £40,000 that recurs, £14,000 for one year, a rise of £6,000 that counts in every later year.
    assert_eq!((partner.before, partner.after), (Pence::pounds(60_000), Pence::pounds(46_000)));
    assert_eq!((partner.one_off, partner.trend), (Pence::pounds(14_000), Trend::Reduced));
    assert_eq!(Summary::of(&[], &money).less, (Pence::pounds(14_000), 1));
});

crate::story!(everybody_compares_two_years_once_both_are_published, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    memorandum.publish(&world).await;
    let (register, by) = (&world.register, &memorandum.commissioner);
    let next = renew(register, &memorandum).await;
    let asked = YearsCompared { asked: At::Shown.of(next.clone()), with: None };
    assert!(matches!(register.read(&Viewer::Public, &asked).await, Err(Refusal::NotFound)));
    assert!(years(register, &Viewer::Public, &memorandum.agreement, None).await.is_none());
    let with = YearsCompared { asked: At::Shown.of(memorandum.agreement.clone()), with: Some(next.clone()) };
    assert!(matches!(register.read(&Viewer::Public, &with).await, Err(Refusal::NotFound)));
    let later = Memorandum { agreement: next.clone(), ..memorandum.clone_people() };
    edit(register, by, &next, |wording| wording.target = "25% more".into()).await;
    let promised = register.read(&by.viewer, &CommitmentsOf((&next).into())).await.unwrap().remove(0);
    later.step_in(register, Step::Negotiate).await.unwrap();
    later.request(&world, &promised.reference).await.unwrap();
    later.confirm(&world, &promised.reference).await;
    sign_all(register, &later, &[&later.council_signatory, &later.signatory]).await;
    later.publish(&world).await;
    let summary = register.read(&Viewer::Public, &YearsSummary((&next).into())).await.unwrap().unwrap();
    assert_eq!(summary.in_words(), "1 raised; the same money");
    let shown = years(register, &Viewer::Public, &next, None).await.unwrap();
    assert!(!shown.may_judge && shown.clauses.is_empty());
    assert_eq!(shown.lines[0].growth, Growth::Raised);
});

crate::story!(what_came_into_force_meanwhile_is_told_and_what_is_chosen_is_taken_over, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    let by = &memorandum.commissioner;
    let register = on_day(&world.register, day(6, 1));
    let next = renew(&register, &memorandum).await;
    vary(&register, &memorandum, day(10, 1)).await.unwrap();
    let made = At::Made.of(memorandum.agreement.clone());
    let base = register.read(&by.viewer, &TextOf(made)).await.unwrap().unwrap();
    let text = base.text.replace("We meet.", "We meet every month.") + "\n## Money {#c-money}\n\nWe pay.\n";
    let save = SaveText { agreement: memorandum.agreement.clone(), base: base.number, text };
    register.change(by, &save).await.unwrap();
    let commitment = reword(&register, &memorandum, "We refer at once").await;
    memorandum.step_in(&register, Step::Negotiate).await.unwrap();
    confirm(&register, &memorandum.partner, &commitment).await;
    sign_all(&register, &memorandum, &[&memorandum.council_signatory, &memorandum.signatory]).await;

    let october = on_day(&register, day(10, 1));
    let told = october.read(&by.viewer, &RenewalsOf((&next).into())).await.unwrap();
    assert_eq!((told.renews[0].edition, told.renews[0].newer), (1, Some(2)));
    let asked = TakeOverOffered { agreement: next.clone(), of: memorandum.agreement.clone() };
    let offered = october.read(&by.viewer, &asked).await.unwrap();
    let what: Vec<&str> = offered.differences.iter().map(|one| one.what.as_str()).collect();
    assert_eq!(what, ["Clause: Money", "Clause: Partnership working", commitment.as_str()]);
    assert!(offered.differences.iter().all(|one| one.here.is_none()));
    let take = TakeOver {
        agreement: next.clone(),
        seen: offered.version,
        schedules: offered.schedules,
        of: memorandum.agreement.clone(),
        edition: offered.is,
        chosen: vec![offered.differences[0].key.clone(), offered.differences[2].key.clone()],
    };
    assert!(matches!(october.change(&memorandum.partner, &take).await, Err(Refusal::NotFound)));
    let unknown = TakeOver { chosen: vec!["commitment:999".into()], ..take.clone() };
    assert!(matches!(october.change(by, &unknown).await, Err(Refusal::Stale { .. })));
    let of_another = TakeOver { edition: 1, ..take.clone() };
    assert!(matches!(october.change(by, &of_another).await, Err(Refusal::Stale { .. })));
    october.change(by, &take).await.unwrap();
    let text = october.read(&by.viewer, &TextOf((&next).into())).await.unwrap().unwrap().text;
    assert!(text.contains("## Money {#c-money}") && text.contains("We meet.\n"), "{text}");
    let promised = october.read(&by.viewer, &CommitmentsOf((&next).into())).await.unwrap();
    assert_eq!(promised.iter().map(|row| row.statement.as_str()).collect::<Vec<_>>(), ["We refer at once"]);
    let told = october.read(&by.viewer, &RenewalsOf((&next).into())).await.unwrap();
    assert_eq!((told.renews[0].edition, told.renews[0].newer), (2, None));
    let again = TakeOver {
        seen: october.read(&by.viewer, &OverviewOf((&next).into())).await.unwrap().agreement.version,
        schedules: october.read(&by.viewer, &OverviewOf((&next).into())).await.unwrap().schedules,
        ..take
    };
    assert!(matches!(october.change(by, &again).await, Err(Refusal::NotAllowed { .. })));
});
