//! What is signed stays under the record that signed it, whatever that is called later, merged into, and succeeded by; readers follow
//! it, and people of the kept record read what those of the merged one might.

use chrono::NaiveDate;
use sea_orm::{QueryOrder, entity::prelude::*};

use super::{Done, MergeOrganisations, TakeApart, TakeSecondLook};
use crate::{
    Refusal, Register,
    access::{Actor, Role},
    account::deeds::leave::Leave,
    agreement::{
        PartyRole, SpeaksAs,
        deeds::AddParty,
        read::{Agreements, At, ChangesOf, OverviewOf, PartsOf},
        rules::Step,
        story::Memorandum,
        table::{edition, party},
        varying::{confirm, day, in_force, reword, sign_all, vary},
    },
    commitment::{
        deeds::{RequestConfirmation, WriteCommitment},
        read::CommitmentPage,
    },
    funding::{
        Stand,
        deeds::{StandOnCost, WriteFunding},
        read::{LineOf, YearOf},
        story::{figures, pays},
    },
    organisation::{
        Kind,
        deeds::{AddOrganisation, AddSuccessor, ImportOrganisations},
        read::SecondLookAt,
    },
    story,
    story::{World, next_year, on_day, seen, version_of},
    values::{Identifier, Pence, Reference, Scheme},
};

/// A memorandum that a trust has signed, with a promise and a cost of its own, and another record of the same trust.
struct Scene {
    memorandum: Memorandum,
    trust: Reference,
    kept: Reference,
    /// Of the kept record.
    partner: Actor,
    signatory: Actor,
    promise: Reference,
    line: Reference,
}

fn code(code: &str) -> Identifier {
    Identifier::parse(Scheme::Nhs, code).unwrap()
}

async fn trust(register: &Register, name: &str, number: &str) -> Reference {
    let add = AddOrganisation { identifiers: vec![code(number)], ..AddOrganisation::named(name, Kind::NhsTrust) };
    register.change(&Actor::operator(), &add).await.unwrap()
}

async fn joins(register: &Register, memorandum: &Memorandum, organisation: &Reference, signs: bool) {
    let join = AddParty {
        agreement: memorandum.agreement.clone(),
        organisation: organisation.clone(),
        role: PartyRole::Partner,
        speaks_as: SpeaksAs::NhsProvider,
        signs,
        seen: seen(register, &memorandum.agreement).await,
    };
    register.change(&memorandum.commissioner, &join).await.unwrap();
}

async fn promises(register: &Register, memorandum: &Memorandum, owner: &Reference) -> Reference {
    let (agreement, owner) = (memorandum.agreement.clone(), owner.clone());
    let write =
        WriteCommitment { agreement, owner, year: next_year(), wording: Memorandum::wording("We see children") };
    register.change(&memorandum.commissioner, &write).await.unwrap()
}

/// Somebody as the rows say now.
async fn now(register: &Register, actor: &Actor) -> Actor {
    let person = actor.viewer.person().unwrap();
    Actor::person(register.person(person.account, person.membership).await.unwrap().unwrap(), None)
}

async fn leaves(world: &World, actor: &Actor, last_day: NaiveDate) {
    let membership = actor.viewer.person().unwrap().membership;
    let seen = world.version_of(membership).await;
    let leave = Leave { membership, seen, last_day: Some(last_day), successor: None };
    world.register.change(&Actor::operator(), &leave).await.unwrap();
}

async fn set(world: &World) -> Scene {
    let register = &world.register;
    let memorandum = Memorandum::drafted(world).await;
    let (trust, kept) = (trust(register, "Vale Trust", "RV1").await, trust(register, "Vale NHS Trust", "RV2").await);
    let of_trust = [world.person(&trust, &[Role::Partner]).await, world.person(&trust, &[Role::Signatory]).await];
    joins(register, &memorandum, &trust, true).await;
    let promise = promises(register, &memorandum, &trust).await;
    memorandum.step(world, Step::Negotiate).await.unwrap();
    let ask = RequestConfirmation { commitment: promise.clone(), seen: seen(register, &promise).await };
    register.change(&memorandum.commissioner, &ask).await.unwrap();
    confirm(register, &of_trust[0], &promise).await;
    let other = memorandum.promise(world, "We refer early").await;
    memorandum.request(world, &other).await.unwrap();
    memorandum.confirm(world, &other).await;
    let first = pays(world, &memorandum, &other, 10).await;
    let service =
        register.read(&memorandum.commissioner.viewer, &LineOf((&first).into())).await.unwrap().line.service.unwrap().0;
    let write = WriteFunding {
        agreement: Some(memorandum.agreement.clone()),
        service,
        organisation: trust.clone(),
        year: next_year(),
        figures: figures(30_000, Vec::new()),
    };
    let line = register.change(&memorandum.commissioner, &write).await.unwrap();
    let stand = StandOnCost { line: line.clone(), seen: 1, stand: Stand::Agrees, words: String::new() };
    register.change(&of_trust[0], &stand).await.unwrap();
    let signatories = [&memorandum.council_signatory, &memorandum.signatory, &of_trust[1]];
    sign_all(register, &memorandum, &signatories).await;
    for person in &of_trust {
        leaves(world, person, crate::story::today()).await;
    }
    let partner = world.person(&kept, &[Role::Partner]).await;
    let signatory = world.person(&kept, &[Role::Signatory]).await;
    Scene { memorandum, trust, kept, partner, signatory, promise, line }
}

impl Scene {
    async fn looks(&self, register: &Register) {
        let lead = &self.memorandum.commissioner;
        let seen = register.read(&lead.viewer, &SecondLookAt(self.trust.clone())).await.unwrap().seen;
        let look = TakeSecondLook { merged: self.trust.clone(), seen, confirmed: true };
        register.change(lead, &look).await.unwrap();
    }

    async fn merges(&self, register: &Register) {
        let merge = MergeOrganisations {
            kept: self.kept.clone(),
            merged: self.trust.clone(),
            why: "One trust".into(),
            seen: None,
        };
        assert_eq!(
            register.change(&Actor::operator(), &merge).await.unwrap(),
            Done::Waits,
            "somebody else looks first"
        );
        self.looks(register).await;
    }

    async fn takes_apart(&self, register: &Register) -> Result<(), Refusal> {
        let apart = TakeApart { seen: version_of(register, &self.trust).await, merged: self.trust.clone() };
        if register.change(&Actor::operator(), &apart).await? == Done::Waits {
            self.looks(register).await;
        }
        Ok(())
    }

    /// What of the agreement somebody reads: the agreement, the promise, the cost, and whether the list has it.
    async fn reads(&self, register: &Register, actor: &Actor) -> [bool; 4] {
        let viewer = &now(register, actor).await.viewer;
        [
            register.read(viewer, &OverviewOf((&self.memorandum.agreement).into())).await.is_ok(),
            register.read(viewer, &CommitmentPage((&self.promise).into())).await.is_ok(),
            register.read(viewer, &LineOf((&self.line).into())).await.is_ok(),
            register.listed(viewer, &Agreements::default()).await.len() == 1,
        ]
    }
}

/// The digest of the first edition, and the bodies of its parties, by the keys of its rows.
async fn first(register: &Register) -> (Option<String>, Vec<i64>) {
    let row = edition::Entity::find().filter(edition::Column::Number.eq(1)).one(register.reader()).await.unwrap();
    let row = row.unwrap();
    let parties = party::Entity::find().filter(party::Column::EditionId.eq(row.id)).order_by_asc(party::Column::Id);
    let bodies = parties.all(register.reader()).await.unwrap().into_iter().map(|party| party.organisation_id);
    (row.digest, bodies.collect())
}

story!(a_body_renamed_merged_and_succeeded_between_editions_stays_in_what_it_signed, async |world: World| {
    let scene = set(&world).await;
    let Scene { memorandum, kept, partner, .. } = &scene;
    let register = &on_day(&world.register, day(6, 1));
    let lead = &memorandum.commissioner.viewer;
    let signed = first(register).await;
    let party = async |register: &Register, at: At| {
        let overview = register.read(lead, &OverviewOf(at.of(memorandum.agreement.clone()))).await.unwrap();
        let party = overview.parties.into_iter().find(|party| party.speaks_as == SpeaksAs::NhsProvider).unwrap();
        let acts: Vec<String> = party.acts_now.into_iter().map(|acts| acts.organisation.name).collect();
        (party.organisation.name, party.then_called, acts.join(", "))
    };
    let named =
        AddOrganisation { identifiers: vec![code("RV1")], ..AddOrganisation::named("Vale Care", Kind::NhsTrust) };
    let list = ImportOrganisations { source: "etr.csv".into(), organisations: vec![named] };
    register.change(&Actor::operator(), &list).await.unwrap();
    let then = Some("Vale Trust".to_owned());
    assert_eq!(party(register, At::Shown).await, ("Vale Care".into(), then.clone(), String::new()));

    // Merged: its people read what the other's might, once somebody else has looked; no row of what is signed is turned.
    assert_eq!(scene.reads(register, partner).await, [false; 4]);
    scene.merges(register).await;
    assert_eq!(first(register).await, signed);
    assert_eq!(scene.reads(register, partner).await, [true; 4]);
    assert_eq!(party(register, At::Shown).await, ("Vale NHS Trust".into(), then.clone(), String::new()));
    let page = register.read(lead, &CommitmentPage((&scene.promise).into())).await.unwrap();
    assert_eq!(page.row.owner.reference, *kept);
    for body in [kept, &scene.trust] {
        let by = Agreements { partner: Some(body.to_string()), ..Agreements::default() };
        assert_eq!(register.listed(lead, &by).await.len(), 1, "whichever record is asked for");
    }
    assert!(register.listed(lead, &PartsOf(kept.clone())).await[0].itself);
    let year = register.read(lead, &YearOf(next_year())).await.unwrap();
    assert!(year.partners.iter().any(|row| row.partner.reference == *kept && row.sums.agreed == Pence::pounds(30_000)));

    // Taken apart, nothing of it is the kept one's any more; and once more together.
    scene.takes_apart(register).await.unwrap();
    assert_eq!((scene.reads(register, partner).await, first(register).await), ([false; 4], signed.clone()));
    scene.merges(register).await;

    // Varied, the next edition is the kept one's, and says of nobody that they joined or left.
    vary(register, memorandum, day(10, 1)).await.unwrap();
    let changes = register.read(lead, &ChangesOf(At::Made.of(memorandum.agreement.clone()))).await.unwrap();
    assert!(changes.is_empty(), "{changes:?}");
    let reworded = reword(register, memorandum, "We see children within a day").await;
    memorandum.step_in(register, Step::Negotiate).await.unwrap();
    assert_eq!(reworded, scene.promise);
    confirm(register, &now(register, partner).await, &reworded).await;
    let signatory = now(register, &scene.signatory).await;
    sign_all(register, memorandum, &[&memorandum.council_signatory, &memorandum.signatory, &signatory]).await;
    let october = &on_day(register, day(10, 1));
    assert_eq!(in_force(october, memorandum).await, Some(2));
    assert_eq!(party(october, At::Shown).await, ("Vale NHS Trust".into(), None, String::new()));
    assert_eq!(party(october, At::Edition(1)).await, ("Vale NHS Trust".into(), then.clone(), String::new()));

    // Succeeded: who acts for it now is told of both editions, and reads neither by that.
    let successor = world.organisation("County Trust", Kind::NhsTrust).await;
    let heir = world.person(&successor, &[Role::Partner]).await;
    let takes_over =
        AddSuccessor { organisation: kept.clone(), successor: successor.clone(), from: day(11, 1), area: None };
    october.change(&Actor::operator(), &takes_over).await.unwrap();
    let november = &on_day(register, day(11, 1));
    for (at, then) in [(At::Shown, None), (At::Edition(1), then)] {
        assert_eq!(party(november, at).await, ("Vale NHS Trust".into(), then, "County Trust".into()), "{at:?}");
    }
    assert_eq!(scene.reads(november, &heir).await, [false; 4]);
    assert_eq!(first(november).await, signed);
    assert_eq!(november.verify_records().await.unwrap().differs, Vec::<String>::new());
});

story!(what_was_signed_after_a_merge_is_not_taken_back_by_taking_the_records_apart, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let register = &world.register;
    let (merged, kept) = (trust(register, "Hill Trust", "RH1").await, trust(register, "Hill NHS Trust", "RH2").await);
    joins(register, &memorandum, &merged, false).await;
    let promise = memorandum.promise(&world, "We refer early").await;
    memorandum.step(&world, Step::Negotiate).await.unwrap();
    memorandum.request(&world, &promise).await.unwrap();
    memorandum.confirm(&world, &promise).await;
    let merge = MergeOrganisations { kept: kept.clone(), merged: merged.clone(), why: String::new(), seen: None };
    assert_eq!(register.change(&Actor::operator(), &merge).await.unwrap(), Done::Waits);
    let lead = &memorandum.commissioner;
    let seen = register.read(&lead.viewer, &SecondLookAt(merged.clone())).await.unwrap().seen;
    let look = TakeSecondLook { merged: merged.clone(), seen, confirmed: true };
    register.change(lead, &look).await.unwrap();
    sign_all(register, &memorandum, &[&memorandum.council_signatory, &memorandum.signatory]).await;
    let signed = first(register).await;
    let apart = TakeApart { seen: version_of(register, &merged).await, merged: merged.clone() };
    let refused = register.change(&Actor::operator(), &apart).await;
    let says = "An agreement was signed since with Hill NHS Trust in the place of Hill Trust";
    assert!(matches!(&refused, Err(Refusal::NotAllowed { why, .. }) if why == says), "{refused:?}");
    assert_eq!(first(register).await, signed);
});
