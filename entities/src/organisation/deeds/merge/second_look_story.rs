//! Nobody comes to speak for a body by merging it: what a party promised or signed moves once somebody else has looked.

use super::{Done, MergeOrganisations, TakeApart, TakeSecondLook};
use crate::{
    Refusal,
    access::{Actor, Role},
    agreement::{PartyRole, SpeaksAs, deeds::AddParty, read::OverviewOf, rules::Step, story::Memorandum},
    commitment::deeds::WriteCommitment,
    organisation::{
        Kind,
        read::{MergeOf, SecondLookAt},
    },
    story,
    story::{World, next_year, version_of},
    values::Reference,
    work::{OwnWork, Task},
};

/// A body that is no party, with a commissioner, and a party of a memorandum that nobody acts for.
struct Scene {
    memorandum: Memorandum,
    rogue: Actor,
    own: Reference,
    party: Reference,
}

async fn joins(world: &World, memorandum: &Memorandum, organisation: &Reference) {
    let join = AddParty {
        agreement: memorandum.agreement.clone(),
        organisation: organisation.clone(),
        role: PartyRole::Partner,
        speaks_as: SpeaksAs::NhsProvider,
        signs: true,
        seen: crate::story::seen(&world.register, &memorandum.agreement).await,
    };
    world.register.change(&memorandum.commissioner, &join).await.unwrap();
}

async fn promises(world: &World, memorandum: &Memorandum, owner: &Reference) {
    let (agreement, owner) = (memorandum.agreement.clone(), owner.clone());
    let write = WriteCommitment { agreement, owner, year: next_year(), wording: Memorandum::wording("We refer early") };
    world.register.change(&memorandum.commissioner, &write).await.unwrap();
}

async fn set(world: &World) -> Scene {
    let memorandum = Memorandum::drafted(world).await;
    let own = world.organisation("Rogue council", Kind::LocalAuthority).await;
    let party = world.organisation("Silent trust", Kind::NhsTrust).await;
    let rogue = world.person(&own, &[Role::Commissioner, Role::Partner]).await;
    joins(world, &memorandum, &party).await;
    memorandum.step(world, Step::Negotiate).await.unwrap();
    Scene { memorandum, rogue, own, party }
}

fn merge(scene: &Scene) -> MergeOrganisations {
    MergeOrganisations { kept: scene.own.clone(), merged: scene.party.clone(), why: "The same body".into(), seen: None }
}

async fn tasks(world: &World, actor: &Actor) -> Vec<(Task, Reference)> {
    let work = world.register.read(&actor.viewer, &OwnWork).await.unwrap();
    work.mine.into_iter().map(|item| (item.task, item.record)).filter(|(task, _)| *task == Task::SecondLook).collect()
}

story!(merging_a_party_into_ones_own_body_gives_nothing_before_somebody_else_has_looked, async |world: World| {
    let scene = set(&world).await;
    let Scene { memorandum, rogue, own, party } = &scene;
    let register = &world.register;
    let reads = async || register.read(&rogue.viewer, &OverviewOf((&memorandum.agreement).into())).await.is_ok();
    assert!(register.read(&rogue.viewer, &MergeOf { kept: own.clone(), merged: party.clone() }).await.unwrap().waits);
    assert_eq!(register.change(rogue, &merge(&scene)).await.unwrap(), Done::Waits);
    assert!(!reads().await, "what waits moves nothing");
    assert!(matches!(register.change(rogue, &merge(&scene)).await, Err(Refusal::NotAllowed { .. })), "once");

    // Nobody of the proposer's looks: they lead nothing of it, and do not even learn what it touches.
    let colleague = world.person(own, &[Role::Commissioner]).await;
    assert!(matches!(register.read(&colleague.viewer, &SecondLookAt(party.clone())).await, Err(Refusal::NotFound)));
    let lead = &memorandum.commissioner;
    let look = register.read(&lead.viewer, &SecondLookAt(party.clone())).await.unwrap();
    assert_eq!(look.moves, [("agreement that it is a party of", 1)]);
    assert_eq!(look.agreements.iter().map(|(of, _)| of).collect::<Vec<_>>(), [&memorandum.agreement]);
    let decide = |confirmed| TakeSecondLook { merged: party.clone(), seen: look.seen.clone(), confirmed };
    assert!(matches!(register.change(&colleague, &decide(true)).await, Err(Refusal::NotFound)));
    assert!(matches!(register.change(rogue, &decide(true)).await, Err(Refusal::NotFound)));
    assert_eq!(tasks(&world, lead).await, [(Task::SecondLook, party.clone())]);
    assert_eq!(tasks(&world, rogue).await, []);

    // An administrator reads how many of what, and no agreement.
    let administrator = world.person(own, &[Role::Administrator]).await;
    let seen = register.read(&administrator.viewer, &SecondLookAt(party.clone())).await.unwrap();
    assert_eq!((seen.moves, seen.agreements.len(), seen.other_agreements), (look.moves.clone(), 0, 1));
    assert_eq!(tasks(&world, &administrator).await, [(Task::SecondLook, party.clone())]);

    register.change(lead, &decide(false)).await.unwrap();
    assert!(!reads().await);
    assert_eq!(tasks(&world, lead).await, []);
    assert_eq!(register.change(rogue, &merge(&scene)).await.unwrap(), Done::Waits, "it may be proposed again");
    register.change(lead, &decide(true)).await.unwrap();
    assert!(reads().await, "the lead has looked and said yes");
});

story!(a_second_look_confirms_only_what_it_saw, async |world: World| {
    let scene = set(&world).await;
    let Scene { memorandum, rogue, party, .. } = &scene;
    let register = &world.register;
    register.change(rogue, &merge(&scene)).await.unwrap();
    let lead = &memorandum.commissioner;
    let seen = register.read(&lead.viewer, &SecondLookAt(party.clone())).await.unwrap().seen;
    promises(&world, memorandum, party).await;
    let look = |seen| TakeSecondLook { merged: party.clone(), seen, confirmed: true };
    let stale = register.change(lead, &look(seen)).await;
    assert!(matches!(stale, Err(Refusal::Stale { .. })), "a commitment came meanwhile: {stale:?}");
    let seen = register.read(&lead.viewer, &SecondLookAt(party.clone())).await.unwrap();
    assert_eq!(seen.moves, [("agreement that it is a party of", 1), ("commitment", 1)]);
    register.change(lead, &look(seen.seen)).await.unwrap();
});

story!(taking_apart_waits_too_and_takes_nothing_away_that_was_promised_since, async |world: World| {
    let scene = set(&world).await;
    let Scene { memorandum, rogue, own, party } = &scene;
    let (register, lead) = (&world.register, &memorandum.commissioner);
    let confirm = async || {
        let seen = register.read(&lead.viewer, &SecondLookAt(party.clone())).await.unwrap().seen;
        register.change(lead, &TakeSecondLook { merged: party.clone(), seen, confirmed: true }).await
    };
    register.change(rogue, &merge(&scene)).await.unwrap();
    confirm().await.unwrap();
    let apart = TakeApart { seen: version_of(register, party).await, merged: party.clone() };
    assert_eq!(register.change(rogue, &apart).await.unwrap(), Done::Waits);
    assert!(
        register.read(&rogue.viewer, &OverviewOf((&memorandum.agreement).into())).await.is_ok(),
        "nothing has gone back yet"
    );
    confirm().await.unwrap();
    assert!(register.read(&rogue.viewer, &OverviewOf((&memorandum.agreement).into())).await.is_err());

    register.change(rogue, &merge(&scene)).await.unwrap();
    confirm().await.unwrap();
    promises(&world, memorandum, own).await;
    let older = register.change(rogue, &apart).await;
    assert!(matches!(older, Err(Refusal::Stale { .. })), "the form was shown for the merge before: {older:?}");
    let apart = TakeApart { seen: version_of(register, party).await, ..apart };
    let refused = register.change(rogue, &apart).await;
    assert!(
        matches!(&refused, Err(Refusal::NotAllowed { why, .. }) if why.contains("promised, paid or signed")),
        "{refused:?}"
    );
});

story!(what_nobody_promised_or_signed_is_merged_at_once, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let [kept, merged] =
        [world.organisation("One", Kind::Voluntary).await, world.organisation("One Ltd", Kind::Voluntary).await];
    let deed = MergeOrganisations { kept, merged: merged.clone(), why: String::new(), seen: None };
    assert_eq!(world.register.change(&commissioner, &deed).await.unwrap(), Done::AtOnce);
    assert_eq!(
        world
            .register
            .change(&commissioner, &TakeApart { seen: version_of(&world.register, &merged).await, merged })
            .await
            .unwrap(),
        Done::AtOnce
    );
});
