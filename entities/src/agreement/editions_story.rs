//! Editions one after the other: each is in force in its time, the money of a year counts once, and one that was set aside takes in what
//! was signed meanwhile.

use super::{
    PartyRole, SpeaksAs,
    deeds::{AddParty, SaveText, SetAside, TakeUp},
    read::{At, ChangesOf, CommitmentsOf, DraftingOf, EditionsOf, Fate, OverviewOf, TextOf},
    rules::{Force, Step},
    story::Memorandum,
    varying::{confirm, day, in_force, made, reword, sign_all, vary},
};
use crate::{
    Refusal, Register,
    access::{Actor, Role, Viewer},
    attachment::story::attached,
    commitment::{
        Answer, Confirmation,
        deeds::{AnswerCommitment, RequestConfirmation, WithdrawCommitment, WriteCommitment},
        read::CommitmentPage,
    },
    funding::{
        Responsibility, Stand,
        deeds::{EditFunding, Figures, Share, StandOnCost, WriteFunding},
        read::{LineOf, YearOf},
        story::{figures, pays},
    },
    organisation::Kind,
    paper::deeds::{CheckPaper, EnterAnswer},
    story::{World, next_year, on_day},
    values::{Pence, Reference},
};

/// A signed memorandum with a cost of its partner's that pays for its commitment.
async fn paid(world: &World, pounds: i32) -> (Memorandum, Reference, Reference) {
    let memorandum = Memorandum::drafted(world).await;
    let commitment = memorandum.promise(world, "We refer early").await;
    memorandum.step(world, Step::Negotiate).await.unwrap();
    let line = pays(world, &memorandum, &commitment, pounds).await;
    memorandum.request(world, &commitment).await.unwrap();
    memorandum.confirm(world, &commitment).await;
    accepts(&world.register, &memorandum.partner, &line).await;
    sign_all(&world.register, &memorandum, &[&memorandum.council_signatory, &memorandum.signatory]).await;
    (memorandum, commitment, line)
}

async fn version_of_line(register: &Register, by: &Actor, line: &Reference) -> i64 {
    register.read(&by.viewer, &LineOf(At::Made.of(line.clone()))).await.unwrap().line.line.version
}

async fn accepts(register: &Register, partner: &Actor, line: &Reference) {
    let seen = version_of_line(register, partner, line).await;
    let stand = StandOnCost { line: line.clone(), seen, stand: Stand::Agrees, words: String::new() };
    register.change(partner, &stand).await.unwrap();
}

async fn pays_otherwise(register: &Register, by: &Actor, line: &Reference, figures: Figures) {
    let seen = version_of_line(register, by, line).await;
    register.change(by, &EditFunding { line: line.clone(), seen, figures }).await.unwrap();
}

/// Negotiates the edition that is made, has it accepted and signed.
async fn signs(register: &Register, memorandum: &Memorandum, line: &Reference) {
    memorandum.step_in(register, Step::Negotiate).await.unwrap();
    accepts(register, &memorandum.partner, line).await;
    sign_all(register, memorandum, &[&memorandum.council_signatory, &memorandum.signatory]).await;
}

crate::story!(two_editions_follow_each_other_and_the_money_of_a_year_counts_once, async |world: World| {
    let (memorandum, commitment, line) = paid(&world, 40_000).await;
    memorandum.publish(&world).await;
    let register = &on_day(&world.register, day(6, 1));
    let lead = &memorandum.commissioner;
    let pay = |pounds: i32, note: &str| {
        let share = Share { commitment: commitment.clone(), pence: Pence::pounds(pounds) };
        let shares = if pounds > 0 { vec![share] } else { Vec::new() };
        Figures { note: note.into(), ..figures(pounds, shares) }
    };
    vary(register, &memorandum, day(8, 1)).await.unwrap();
    pays_otherwise(register, lead, &line, pay(50_000, "")).await;
    let agreed = async |register: &Register, viewer: &Viewer| {
        let year = register.read(viewer, &YearOf(next_year())).await.unwrap();
        assert_eq!(year.partners.iter().map(|row| row.sums.agreed).sum::<Pence>(), year.all.agreed);
        year.all.agreed
    };
    assert_eq!(agreed(register, &lead.viewer).await, Pence::pounds(40_000), "what is being made never counts");
    assert!(world.letters("A cost of your organisation was changed").await.is_empty(), "its party cannot read it yet");
    let told = world.letters("An agreement is open for negotiation").await.len();
    signs(register, &memorandum, &line).await;
    assert!(world.letters("An agreement is open for negotiation").await.len() > told, "now it can");
    vary(register, &memorandum, day(10, 1)).await.unwrap();
    pays_otherwise(register, lead, &line, pay(0, "The nurse left")).await;
    signs(register, &memorandum, &line).await;

    for (today, edition, pounds) in [
        (day(7, 31), 1, 40_000),
        (day(8, 1), 2, 50_000),
        (day(9, 30), 2, 50_000),
        (day(10, 1), 3, 0),
        (day(10, 1).succ_opt().unwrap() + chrono::Days::new(365), 3, 0),
    ] {
        let then = &on_day(register, today);
        assert_eq!(in_force(then, &memorandum).await, Some(edition), "{today}");
        assert_eq!(agreed(then, &lead.viewer).await, Pence::pounds(pounds), "{today}");
        assert_eq!(agreed(then, &Viewer::Public).await, Pence::pounds(40_000), "only edition 1 is published");
        let of = async |at: At| then.read(&lead.viewer, &LineOf(at.of(line.clone()))).await;
        let amounts = [of(At::Edition(1)), of(At::Edition(2)), of(At::Edition(3))];
        for (amount, pounds) in amounts.into_iter().zip([40_000, 50_000, 0]) {
            assert_eq!(amount.await.unwrap().line.line.pence, Pence::pounds(pounds), "each says what it said");
        }
    }
    let editions = register.read(&lead.viewer, &EditionsOf((&memorandum.agreement).into())).await.unwrap();
    let force: Vec<_> = editions.rows.iter().map(|row| (row.number, row.force)).collect();
    assert_eq!(
        force,
        [(3, Some(Force::From(day(10, 1)))), (2, Some(Force::From(day(8, 1)))), (1, Some(Force::InForce))]
    );
    let changes =
        register.read(&lead.viewer, &ChangesOf(At::Edition(3).of(memorandum.agreement.clone()))).await.unwrap();
    let effect: Vec<_> = changes.effect.iter().map(|row| (row.before, row.after)).collect();
    assert_eq!((changes.base, effect), (2, vec![(Pence::pounds(50_000), Pence::ZERO)]));
});

/// Writes a promise of the partner's into the edition that is made.
async fn promises(register: &Register, memorandum: &Memorandum, clause: &str, statement: &str) -> Reference {
    let wording = crate::commitment::deeds::Wording { clause: clause.into(), ..Memorandum::wording(statement) };
    let (agreement, owner) = (memorandum.agreement.clone(), memorandum.ccg.clone());
    let write = WriteCommitment { agreement, owner, year: next_year(), wording };
    register.change(&memorandum.commissioner, &write).await.unwrap()
}

async fn asks(register: &Register, memorandum: &Memorandum, commitment: &Reference) {
    let lead = &memorandum.commissioner;
    let page = register.read(&lead.viewer, &CommitmentPage(At::Made.of(commitment.clone()))).await.unwrap();
    let ask = RequestConfirmation { commitment: commitment.clone(), seen: page.commitment.version };
    register.change(lead, &ask).await.unwrap();
    confirm(register, &memorandum.partner, commitment).await;
}

crate::story!(an_edition_that_is_taken_up_takes_in_what_was_signed_meanwhile, async |world: World| {
    let (memorandum, dropped, line) = paid(&world, 40_000).await;
    let register = &on_day(&world.register, day(6, 1));
    let (lead, agreement) = (&memorandum.commissioner, &memorandum.agreement);
    let at_made = || At::Made.of(agreement.clone());
    vary(register, &memorandum, day(10, 1)).await.unwrap();
    let own = promises(register, &memorandum, "c-working", "We meet monthly").await;
    memorandum.step_in(register, Step::Negotiate).await.unwrap();
    asks(register, &memorandum, &own).await;
    let seen = made(register, lead, agreement).await;
    register.change(lead, &SetAside { agreement: agreement.clone(), seen }).await.unwrap();

    // The urgent one has a clause, two promises, money for both and a party more; and takes one promise back.
    vary(register, &memorandum, day(8, 1)).await.unwrap();
    let drafting = register.read(&lead.viewer, &DraftingOf(agreement.clone())).await.unwrap();
    let text = format!("{}\n## Help {{#c-help}}\n\nWe help.\n", drafting.text);
    let save = SaveText { agreement: agreement.clone(), base: drafting.base, text };
    register.change(lead, &save).await.unwrap();
    let helps = promises(register, &memorandum, "c-help", "We help early").await;
    let refers = promises(register, &memorandum, "c-referrals", "We refer at once").await;
    let police = world.organisation("West Midlands Police", Kind::PoliceForce).await;
    let joins = AddParty {
        agreement: agreement.clone(),
        organisation: police.clone(),
        role: PartyRole::Observer,
        speaks_as: SpeaksAs::Police,
        signs: false,
        seen: made(register, lead, agreement).await,
    };
    register.change(lead, &joins).await.unwrap();
    let service = register.read(&lead.viewer, &LineOf((&line).into())).await.unwrap().line.service.unwrap().0;
    let share = |commitment: &Reference| Share { commitment: commitment.clone(), pence: Pence::pounds(10) };
    let write = WriteFunding {
        agreement: Some(agreement.clone()),
        service,
        organisation: memorandum.ccg.clone(),
        year: next_year(),
        figures: figures(20, vec![share(&helps), share(&refers)]),
    };
    let money = register.change(lead, &write).await.unwrap();
    let page = register.read(&lead.viewer, &CommitmentPage(At::Made.of(dropped.clone()))).await.unwrap();
    let (commitment, seen, why) = (dropped.clone(), page.commitment.version, "Nobody does it".to_owned());
    register.change(lead, &WithdrawCommitment { commitment, seen, why }).await.unwrap();
    memorandum.step_in(register, Step::Negotiate).await.unwrap();
    for commitment in [&helps, &refers] {
        asks(register, &memorandum, commitment).await;
    }
    accepts(register, &memorandum.partner, &money).await;
    accepts(register, &memorandum.partner, &line).await;
    sign_all(register, &memorandum, &[&memorandum.council_signatory, &memorandum.signatory]).await;

    let seen = register.read(&lead.viewer, &EditionsOf(agreement.into())).await.unwrap().number(2).unwrap().version;
    let take_up = TakeUp { agreement: agreement.clone(), edition: 2, seen };
    assert_eq!(register.change(lead, &take_up).await.unwrap(), 4);
    let text = register.read(&lead.viewer, &TextOf(at_made())).await.unwrap().unwrap().text;
    assert!(text.ends_with("## Help {#c-help}\n\nWe help.\n"), "{text}");
    let rows = register.read(&lead.viewer, &CommitmentsOf(at_made())).await.unwrap();
    let stand =
        |commitment: &Reference| rows.iter().find(|row| row.reference == *commitment).map(|row| row.confirmation);
    assert_eq!(stand(&helps), Some(Confirmation::Confirmed), "as it was confirmed");
    assert_eq!((stand(&refers), stand(&own)), (Some(Confirmation::Confirmed), Some(Confirmation::Requested)));
    assert_eq!(stand(&dropped), Some(Confirmation::Requested), "it would come back, so it is asked again");
    let came = register.read(&lead.viewer, &LineOf(At::Made.of(money.clone()))).await.unwrap();
    assert_eq!((came.edition, came.line.line.responsibility), (Some(4), Responsibility::Accepted));
    assert_eq!(came.line.shares.len(), 2, "it pays for what it paid for");
    let overview = register.read(&lead.viewer, &OverviewOf(at_made())).await.unwrap();
    assert!(overview.parties.iter().any(|party| party.organisation.reference == police));

    // Against what was signed it changes only what is its own.
    let changes = register.read(&lead.viewer, &ChangesOf(at_made())).await.unwrap();
    assert_eq!((changes.base, changes.joining.len(), changes.leaving.len(), changes.clauses.changes()), (3, 0, 0, 0));
    let told: Vec<_> = changes.commitments.iter().map(|row| (&row.reference, row.fate)).collect();
    assert_eq!(told, [(&dropped, Fate::New), (&own, Fate::New)]);
    let again = reword(register, &memorandum, "We refer early, once more").await;
    assert_eq!(again, dropped);
    for commitment in [&dropped, &own] {
        confirm(register, &memorandum.partner, commitment).await;
    }
    sign_all(register, &memorandum, &[&memorandum.council_signatory, &memorandum.signatory]).await;
    assert_eq!(in_force(&on_day(register, day(10, 1)), &memorandum).await, Some(4));
});

crate::story!(what_was_shown_of_one_edition_is_answered_in_no_other, async |world: World| {
    let (memorandum, commitment, line) = paid(&world, 40_000).await;
    let register = &on_day(&world.register, day(6, 1));
    let (lead, partner) = (&memorandum.commissioner, &memorandum.partner);
    let figures =
        |pounds: i32| figures(pounds, vec![Share { commitment: commitment.clone(), pence: Pence::pounds(pounds) }]);
    vary(register, &memorandum, day(8, 1)).await.unwrap();
    reword(register, &memorandum, "We refer now and then").await;
    pays_otherwise(register, lead, &line, figures(41_000)).await;
    memorandum.step_in(register, Step::Negotiate).await.unwrap();
    let made_now = At::Made.of(commitment.clone());
    let shown = register.read(&partner.viewer, &CommitmentPage((&made_now).into())).await.unwrap().commitment.version;
    let answer = AnswerCommitment {
        commitment: commitment.clone(),
        seen: shown,
        answer: Answer::Confirm,
        proposed: String::new(),
        words: String::new(),
        costs: Vec::new(),
    };
    let stand = StandOnCost {
        line: line.clone(),
        seen: version_of_line(register, partner, &line).await,
        stand: Stand::Agrees,
        words: String::new(),
    };
    let letter = attached(register, lead, &memorandum.agreement).await;
    let enter = EnterAnswer { attachment: letter, answer: answer.clone() };
    let paper = register.change(lead, &enter).await.unwrap();
    let seen = made(register, lead, &memorandum.agreement).await;
    register.change(lead, &SetAside { agreement: memorandum.agreement.clone(), seen }).await.unwrap();

    // Another edition with as many changes, which say something else.
    vary(register, &memorandum, day(9, 1)).await.unwrap();
    reword(register, &memorandum, "We refer everything, at our own cost").await;
    pays_otherwise(register, lead, &line, figures(9_000_000)).await;
    memorandum.step_in(register, Step::Negotiate).await.unwrap();
    assert!(matches!(register.change(partner, &answer).await, Err(Refusal::Stale { .. })));
    assert!(matches!(register.change(partner, &stand).await, Err(Refusal::Stale { .. })));
    let colleague = world.person(&memorandum.council, &[Role::Commissioner]).await;
    let check = CheckPaper { paper, seen: 1, right: true, why: String::new() };
    assert!(matches!(register.change(&colleague, &check).await, Err(Refusal::NotAllowed { .. })));
    let now = register.read(&partner.viewer, &CommitmentPage((&made_now).into())).await.unwrap().commitment;
    assert_eq!(now.confirmation, Confirmation::Requested);
});
