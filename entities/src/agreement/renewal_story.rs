//! Next year's agreement is drafted from this year's: what goes on, what stays behind, and who is told that it waits.

use super::{
    PartyRole, SpeaksAs, State, Status,
    deeds::{AddParty, RenewAgreement, SaveText},
    read::{CommitmentsOf, OverviewOf, RenewalOffered, RenewalsOf, TextOf, WhyLeft},
    rules::Step,
    story::{Memorandum, TEXT},
    varying::{confirm, day, reword, sign_all, vary},
};
use crate::{
    Refusal, Register,
    access::{Actor, Role},
    commitment::{Confirmation, read::CommitmentPage},
    funding::{
        Certainty, Recurrence, Responsibility,
        deeds::{Share, WriteFunding},
        read::LinesOf,
        story::{figures, pays},
    },
    organisation::{self, deeds::AddSuccessor},
    story::{World, next_year, on_day, pressing},
    values::{Pence, Reference},
};

/// As the page would ask for it: what is renewed, all in the versions that are shown.
pub async fn renewal(register: &Register, by: &Actor, of: &[&Reference]) -> RenewAgreement {
    let asked = RenewalOffered { of: of.iter().map(|of| (*of).clone()).collect(), year: None, starts: None };
    let offer = register.read(&by.viewer, &asked).await.unwrap();
    RenewAgreement {
        of: offer.of.iter().map(|of| (of.reference.clone(), of.version)).collect(),
        beside: Vec::new(),
        title: offer.title,
        year: offer.year,
        starts: offer.days.starts,
        ends: offer.days.ends,
    }
}

pub async fn renew(register: &Register, memorandum: &Memorandum) -> Reference {
    drafted(register, &memorandum.commissioner, &[&memorandum.agreement]).await
}

pub async fn drafted(register: &Register, by: &Actor, of: &[&Reference]) -> Reference {
    let renew = renewal(register, by, of).await;
    register.change(by, &renew).await.unwrap()
}

pub async fn status(register: &Register, by: &Actor, agreement: &Reference) -> Status {
    register.read(&by.viewer, &OverviewOf(agreement.into())).await.unwrap().status
}

/// A memorandum with money of every recurrence, signed.
pub async fn with_money(world: &World) -> Memorandum {
    let memorandum = Memorandum::drafted(world).await;
    let (register, by) = (&world.register, &memorandum.commissioner);
    let commitment = memorandum.promise(world, "We refer early").await;
    let nurse = pays(world, &memorandum, &commitment, 40_000).await;
    let service = register.read(&by.viewer, &crate::funding::read::LineOf((&nurse).into())).await.unwrap();
    let service = service.line.service.unwrap().0;
    for (recurrence, pounds) in [(Recurrence::OneOff, 14_000), (Recurrence::BaseRise, 6_000)] {
        let pence = Pence::pounds(pounds);
        let figures = figures(pounds, vec![Share { commitment: commitment.clone(), pence }]);
        let write = WriteFunding {
            agreement: Some(memorandum.agreement.clone()),
            service: service.clone(),
            organisation: memorandum.ccg.clone(),
            year: next_year(),
            figures: crate::funding::deeds::Figures { recurrence, ..figures },
        };
        register.change(by, &write).await.unwrap();
    }
    memorandum.step(world, Step::Negotiate).await.unwrap();
    memorandum.request(world, &commitment).await.unwrap();
    memorandum.confirm(world, &commitment).await;
    memorandum.step(world, Step::Approve).await.unwrap();
    memorandum.step(world, Step::OpenSigning).await.unwrap();
    let sign = memorandum.sign_as(world).await;
    for actor in [&memorandum.signatory, &memorandum.council_signatory] {
        register.change(actor, &sign).await.unwrap();
    }
    memorandum
}

crate::story!(next_years_is_drafted_with_its_anchors_its_lines_and_its_recurrent_money, async |world: World| {
    let memorandum = with_money(&world).await;
    let (register, by) = (&world.register, &memorandum.commissioner);
    let asked = RenewalOffered { of: vec![memorandum.agreement.clone()], year: None, starts: None };
    let offer = register.read(&by.viewer, &asked).await.unwrap();
    assert_eq!((offer.title.as_str(), offer.year.to_string().as_str()), ("NHS memorandum 2016/17", "2016/17"));
    assert_eq!((offer.commitments, offer.lines, offer.money), (1, 1, Pence::pounds(40_000)));
    let left: Vec<(WhyLeft, Pence)> = offer.left.iter().map(|left| (left.why, left.pence)).collect();
    assert_eq!(left, [(WhyLeft::OneOff, Pence::pounds(14_000)), (WhyLeft::BaseRise, Pence::pounds(6_000))]);

    let next = renew(register, &memorandum).await;
    let overview = register.read(&by.viewer, &OverviewOf((&next).into())).await.unwrap();
    assert_eq!(overview.agreement.state, State::Drafting);
    assert_eq!(overview.agreement.starts, chrono::NaiveDate::from_ymd_opt(2016, 4, 1));
    assert_eq!(overview.agreement.ends, chrono::NaiveDate::from_ymd_opt(2017, 3, 31));
    assert_eq!(overview.parties.len(), 2);
    let text = register.read(&by.viewer, &TextOf((&next).into())).await.unwrap().unwrap().text;
    assert_eq!(text, TEXT);

    let promised = register.read(&by.viewer, &CommitmentsOf((&next).into())).await.unwrap().remove(0);
    assert_eq!(promised.confirmation, Confirmation::Proposed);
    let promised = register.read(&by.viewer, &CommitmentPage((&promised.reference).into())).await.unwrap();
    assert_eq!(promised.commitment.due, chrono::NaiveDate::from_ymd_opt(2017, 3, 31));
    assert_eq!((promised.anchor.as_str(), promised.commitment.statement.as_str()), ("c-referrals", "We refer early"));
    assert!(promised.commitment.ambition_id.is_some());

    let lines = register.read(&by.viewer, &LinesOf((&next).into())).await.unwrap();
    assert_eq!(lines.len(), 1, "one-off money and a rise in the base stay behind");
    let line = &lines[0].line;
    assert_eq!((line.pence, line.certainty), (Pence::pounds(40_000), Certainty::Provisional));
    assert_eq!(line.responsibility, Responsibility::Unassigned);
    assert_eq!(line.year.to_string(), "2016/17");
    assert_eq!(lines[0].shares.len(), 1);

    let told = register.read(&by.viewer, &RenewalsOf((&next).into())).await.unwrap();
    assert_eq!(told.renews.iter().map(|row| &row.reference).collect::<Vec<_>>(), [&memorandum.agreement]);
    assert_eq!(told.left.len(), 2, "what was left behind is told while it is drafted");
    let told = register.read(&by.viewer, &RenewalsOf((&memorandum.agreement).into())).await.unwrap();
    assert_eq!(told.renewed_by.iter().map(|row| &row.reference).collect::<Vec<_>>(), [&next]);
    let partner = &memorandum.partner.viewer;
    let told = register.read(partner, &RenewalsOf((&memorandum.agreement).into())).await.unwrap();
    assert!(told.renewed_by.is_empty(), "a party hears of it once it is negotiated");
});

crate::story!(the_edition_in_force_is_renewed_and_not_the_first, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    let register = on_day(&world.register, day(6, 1));
    vary(&register, &memorandum, day(10, 1)).await.unwrap();
    let commitment = reword(&register, &memorandum, "We refer at once").await;
    let asked = RenewalOffered { of: vec![memorandum.agreement.clone()], year: None, starts: None };
    let offer = register.read(&memorandum.commissioner.viewer, &asked).await.unwrap();
    assert_eq!(offer.of[0].edition, 1, "while a variation is made");
    memorandum.step_in(&register, Step::Negotiate).await.unwrap();
    confirm(&register, &memorandum.partner, &commitment).await;
    sign_all(&register, &memorandum, &[&memorandum.council_signatory, &memorandum.signatory]).await;
    let by = &memorandum.commissioner;
    let statement = async |register: &Register, next: &Reference| {
        register.read(&by.viewer, &CommitmentsOf(next.into())).await.unwrap().remove(0).statement
    };
    let before = renew(&on_day(&register, day(9, 1)), &memorandum).await;
    assert_eq!(statement(&register, &before).await, "We refer early", "the other's day has not come");
    let october = on_day(&register, day(10, 2));
    let beside = vec![before.clone()];
    let again = RenewAgreement { beside, ..renewal(&october, by, &[&memorandum.agreement]).await };
    let after = october.change(by, &again).await.unwrap();
    assert_eq!(statement(&register, &after).await, "We refer at once");
    let told = october.read(&by.viewer, &RenewalsOf((&before).into())).await.unwrap();
    assert_eq!((told.renews[0].edition, told.renews[0].newer), (1, Some(2)), "it says that another is in force");
});

crate::story!(a_second_renewal_is_refused_unless_the_first_was_shown, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    let (register, by) = (&world.register, &memorandum.commissioner);
    let renew = renewal(register, by, &[&memorandum.agreement]).await;
    let pressed = pressing(by, &"a".repeat(32));
    let first = register.change(&pressed, &renew).await.unwrap();
    assert_eq!(register.change(&pressed, &renew).await.unwrap(), first, "a form that is pressed twice");
    let refused = register.change(by, &renew).await;
    let Err(Refusal::NotAllowed { why, .. }) = refused else { panic!("{refused:?}") };
    assert_eq!(why, format!("{first} renews {} already", memorandum.agreement));
    let beside = RenewAgreement { beside: vec![first.clone()], ..renew.clone() };
    let second = register.change(by, &beside).await.unwrap();
    assert_ne!(first, second);
    let stale = RenewAgreement { of: vec![(memorandum.agreement.clone(), 1)], beside: vec![first, second], ..renew };
    assert!(matches!(register.change(by, &stale).await, Err(Refusal::Stale { .. })));
    let third = beside_all(by, register, &memorandum).await;
    let unsigned = register.change(by, &third).await.unwrap();
    let asked = RenewalOffered { of: vec![unsigned], year: None, starts: None };
    assert!(matches!(register.read(&by.viewer, &asked).await, Err(Refusal::NotAllowed { .. })));
});

/// Another renewal beside all that there are.
async fn beside_all(by: &Actor, register: &Register, memorandum: &Memorandum) -> RenewAgreement {
    let asked = RenewalOffered { of: vec![memorandum.agreement.clone()], year: None, starts: None };
    let offer = register.read(&by.viewer, &asked).await.unwrap();
    let beside = offer.beside.into_iter().map(|row| row.reference).collect();
    RenewAgreement { beside, ..renewal(register, by, &[&memorandum.agreement]).await }
}

crate::story!(whoever_does_not_lead_it_does_not_renew_it, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    let (register, by) = (&world.register, &memorandum.commissioner);
    let renew = renewal(register, by, &[&memorandum.agreement]).await;
    let stranger = world.organisation("Solihull Council", organisation::Kind::LocalAuthority).await;
    let stranger = world.person(&stranger, &[Role::Commissioner]).await;
    assert!(matches!(register.change(&stranger, &renew).await, Err(Refusal::NotFound)));
    assert!(matches!(register.change(&memorandum.partner, &renew).await, Err(Refusal::Forbidden { .. })));
    memorandum.publish(&world).await;
    let renew = renewal(register, by, &[&memorandum.agreement]).await;
    assert!(matches!(register.change(&stranger, &renew).await, Err(Refusal::Forbidden { .. })));
});

crate::story!(bodies_that_closed_are_followed_by_those_that_take_their_place, async |world: World| {
    let memorandum = with_money(&world).await;
    let (register, by) = (&world.register, &memorandum.commissioner);
    let [north, south] = [
        world.organisation("Birmingham North Board", organisation::Kind::Icb).await,
        world.organisation("Birmingham South Board", organisation::Kind::Icb).await,
    ];
    close(register, &memorandum.ccg, "2016-01-01").await;
    let takes_over = |successor: &Reference, area: Option<&str>| AddSuccessor {
        organisation: memorandum.ccg.clone(),
        successor: successor.clone(),
        from: "2016-01-02".parse().unwrap(),
        area: area.map(str::to_owned),
    };
    register.change(&Actor::operator(), &takes_over(&north, Some("the north"))).await.unwrap();
    register.change(&Actor::operator(), &takes_over(&south, Some("the south"))).await.unwrap();
    let asked = RenewalOffered { of: vec![memorandum.agreement.clone()], year: None, starts: None };
    let offer = register.read(&by.viewer, &asked).await.unwrap();
    let (was, by_whom) = &offer.places[0];
    assert_eq!((&was.reference, by_whom.len()), (&memorandum.ccg, 2), "who takes its place is shown");
    assert!(offer.left.iter().any(|left| left.why == WhyLeft::Divided), "its money is for them to say");
    let next = renew(register, &memorandum).await;
    let parties = register.read(&by.viewer, &OverviewOf((&next).into())).await.unwrap().parties;
    let parties: Vec<_> = parties.into_iter().map(|party| party.organisation.reference).collect();
    assert_eq!(parties, [memorandum.council.clone(), north.clone(), south.clone()]);
    let promised = register.read(&by.viewer, &CommitmentsOf((&next).into())).await.unwrap();
    let owners: Vec<_> = promised.iter().map(|row| row.owner.reference.clone()).collect();
    assert_eq!(owners, [north, south], "both are asked for what it promised");
    assert!(register.read(&by.viewer, &LinesOf((&next).into())).await.unwrap().is_empty());
});

pub async fn close(register: &Register, body: &Reference, on: &str) {
    use sea_orm::{IntoActiveModel, Set, entity::prelude::*};
    let row = organisation::read::by_reference(register.reader(), body).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.closed = Set(on.parse().ok());
    row.update(register.writer()).await.unwrap();
}

crate::story!(
    an_agreement_begins_after_what_it_renews_in_its_own_year_and_is_not_renewed_with_that,
    async |world: World| {
        let memorandum = Memorandum::signed(&world).await;
        let (register, by) = (&world.register, &memorandum.commissioner);
        let renew = renewal(register, by, &[&memorandum.agreement]).await;
        let field = |refused: Result<Reference, Refusal>| match refused {
            Err(Refusal::Invalid(faults)) => faults[0].field.to_string(),
            other => panic!("{other:?}"),
        };
        let another_year = RenewAgreement { year: next_year().next().next(), ..renew.clone() };
        assert_eq!(field(register.change(by, &another_year).await), "year");
        let starts = "2015-04-01".parse().ok();
        assert_eq!(field(register.change(by, &RenewAgreement { starts, ..renew }).await), "starts");
        let next = crate::agreement::renewal_story::renew(register, &memorandum).await;
        let memorandum = Memorandum { agreement: next.clone(), ..memorandum.clone_people() };
        let promised =
            register.read(&memorandum.commissioner.viewer, &CommitmentsOf((&next).into())).await.unwrap().remove(0);
        memorandum.step_in(register, Step::Negotiate).await.unwrap();
        memorandum.request(&world, &promised.reference).await.unwrap();
        memorandum.confirm(&world, &promised.reference).await;
        sign_all(register, &memorandum, &[&memorandum.council_signatory, &memorandum.signatory]).await;
        let of = vec![next, Reference::numbered("MOU", 2015, 1)];
        let refused =
            register.read(&memorandum.commissioner.viewer, &RenewalOffered { of, year: None, starts: None }).await;
        assert!(
            matches!(&refused, Err(Refusal::NotAllowed { why, .. }) if why.contains("everything would stand there twice"))
        );
    }
);

/// Everything up to the last signature, of an agreement with one commitment.
pub async fn sign(world: &World, register: &Register, memorandum: &Memorandum) {
    let by = &memorandum.commissioner;
    let promised = register.read(&by.viewer, &CommitmentsOf((&memorandum.agreement).into())).await.unwrap().remove(0);
    memorandum.step_in(register, Step::Negotiate).await.unwrap();
    memorandum.request(world, &promised.reference).await.unwrap();
    memorandum.confirm(world, &promised.reference).await;
    sign_all(register, memorandum, &[&memorandum.council_signatory, &memorandum.signatory]).await;
}

crate::story!(two_agreements_become_one, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    let (register, by) = (&world.register, &memorandum.commissioner);
    // Two agreements of the next year, as if with two groups: the text of the second says one clause otherwise, and has another party.
    let first = renew(register, &memorandum).await;
    let beside = vec![first.clone()];
    let second = RenewAgreement { beside, ..renewal(register, by, &[&memorandum.agreement]).await };
    let second = register.change(by, &second).await.unwrap();
    let base = register.read(&by.viewer, &TextOf((&second).into())).await.unwrap().unwrap();
    let text = base.text.replace("We refer.", "We refer by telephone.");
    let save = SaveText { agreement: second.clone(), base: base.number, text };
    register.change(by, &save).await.unwrap();
    let police = world.organisation("West Midlands Police", organisation::Kind::PoliceForce).await;
    let seen = register.read(&by.viewer, &OverviewOf((&second).into())).await.unwrap().agreement.version;
    let joins = AddParty {
        agreement: second.clone(),
        organisation: police,
        role: PartyRole::Partner,
        speaks_as: SpeaksAs::Police,
        signs: false,
        seen,
    };
    register.change(by, &joins).await.unwrap();
    for agreement in [&first, &second] {
        let one = Memorandum { agreement: agreement.clone(), ..memorandum.clone_people() };
        sign(&world, register, &one).await;
    }
    let april = on_day(register, "2016-04-01".parse().unwrap());
    assert_eq!(status(&april, by, &memorandum.agreement).await, Status::Renewed);

    let one = drafted(register, by, &[&first, &second]).await;
    let told = register.read(&by.viewer, &RenewalsOf((&one).into())).await.unwrap();
    assert_eq!(told.renews.len(), 2);
    let parties = register.read(&by.viewer, &OverviewOf((&one).into())).await.unwrap().parties;
    assert_eq!(parties.len(), 3, "each body once");
    let text = register.read(&by.viewer, &TextOf((&one).into())).await.unwrap().unwrap().text;
    assert_eq!(text.matches("{#c-referrals}").count(), 1);
    assert_eq!(text.matches("## Referrals").count(), 2, "what two say differently stands twice");
    assert_eq!(text.matches("## Partnership working").count(), 1, "and what they say alike once");
    let promised = register.read(&by.viewer, &CommitmentsOf((&one).into())).await.unwrap();
    assert_eq!(promised.len(), 1, "what one body promises to the letter in both it promises once");
});
