//! A body that is called otherwise by a later list is shown under the name it signed under, with today's beside it.

use sea_orm::{Set, entity::prelude::*};

use super::{AddOrganisation, ImportOrganisations};
use crate::{
    Register,
    access::{Actor, Viewer},
    agreement::{
        deeds::Sign,
        read::{CommitmentsOf, HistoryOf, OverviewOf, SignaturesOf},
        rules::Step,
        story::Memorandum,
    },
    commitment::read::CommitmentPage,
    funding::{
        Stand,
        deeds::StandOnCost,
        read::{LineOf, LinesOf},
        story::pays,
    },
    organisation::{Kind, read, table::identifier},
    story,
    story::World,
    trace::read::TraceOf,
    values::{Identifier, Reference, Scheme},
};

/// A memorandum that is open for signing, with a promise that its owner confirmed and a cost that its party accepted.
async fn open_for_signing(world: &World) -> (Memorandum, Reference, Reference) {
    let memorandum = Memorandum::drafted(world).await;
    let promise = memorandum.promise(world, "We refer early").await;
    memorandum.step(world, Step::Negotiate).await.unwrap();
    memorandum.request(world, &promise).await.unwrap();
    memorandum.confirm(world, &promise).await;
    let line = pays(world, &memorandum, &promise, 40_000).await;
    let stand = StandOnCost { line: line.clone(), seen: 1, stand: Stand::Agrees, words: String::new() };
    world.register.change(&memorandum.partner, &stand).await.unwrap();
    memorandum.step(world, Step::Approve).await.unwrap();
    memorandum.step(world, Step::OpenSigning).await.unwrap();
    (memorandum, promise, line)
}

/// What the owner of a promise and of the money for it is called on every page that names it: today, and when that was signed.
async fn called(
    register: &Register,
    viewer: &Viewer,
    agreement: &Reference,
    (promise, line): (&Reference, &Reference),
) -> Vec<(String, Option<String>)> {
    let row = register.read(viewer, &CommitmentsOf(agreement.into())).await.unwrap().remove(0);
    let mut page = register.read(viewer, &CommitmentPage(promise.into())).await.unwrap();
    let owner = page.row.owner.clone();
    let said = page.said.into_iter().find(|said| said.organisation.as_ref() == Some(&owner)).unwrap();
    let cost = page.costs.remove(0);
    let listed = register.read(viewer, &LinesOf(agreement.into())).await.unwrap().remove(0);
    let mut money = register.read(viewer, &LineOf(line.into())).await.unwrap();
    let stand = money.said.remove(0);
    let traced = register.read(viewer, &TraceOf(agreement.into())).await.unwrap().rows.remove(0);
    let (promised, paid) = (traced.commitment.unwrap(), traced.money.unwrap());
    vec![
        (row.owner.name, row.owner_then_called),
        (page.row.owner.name, page.row.owner_then_called),
        (owner.name, said.then_called),
        (cost.party.name, cost.party_then_called),
        (listed.party.name, listed.then_called),
        (money.line.party.name, money.line.then_called),
        (stand.organisation.name, stand.then_called),
        (promised.owner.name, promised.owner_then_called),
        (paid.party, paid.then_called),
    ]
}

story!(who_signed_is_shown_under_the_name_of_that_day, async |world: World| {
    let (memorandum, promise, line) = open_for_signing(&world).await;
    let register = &world.register;
    let ccg = read::by_reference(register.reader(), &memorandum.ccg).await.unwrap().unwrap();
    let known = identifier::ActiveModel {
        organisation_id: Set(ccg.id),
        scheme: Set(Scheme::Nhs),
        value: Set("13P".into()),
        ..Default::default()
    };
    identifier::Entity::insert(known).exec_without_returning(register.writer()).await.unwrap();
    let rename = async |name: &str| {
        let named = AddOrganisation {
            identifiers: vec![Identifier::parse(Scheme::Nhs, "13P").unwrap()],
            ..AddOrganisation::named(name, Kind::Ccg)
        };
        let list = ImportOrganisations { source: "ccgs.csv".into(), organisations: vec![named] };
        assert_eq!(register.change(&Actor::operator(), &list).await.unwrap().changed, 1);
    };
    let viewer = &memorandum.partner.viewer;
    let party = async || {
        let overview = register.read(viewer, &OverviewOf((&memorandum.agreement).into())).await.unwrap();
        let party = overview.parties.into_iter().find(|party| party.organisation.reference == memorandum.ccg).unwrap();
        (party.organisation.name, party.then_called)
    };
    rename("NHS Renamed Before CCG").await;
    assert_eq!(party().await, ("NHS Renamed Before CCG".into(), None), "nothing is signed yet");
    let everywhere = async || called(register, viewer, &memorandum.agreement, (&promise, &line)).await;
    let unsigned = everywhere().await;
    assert!(unsigned.iter().all(|called| *called == ("NHS Renamed Before CCG".into(), None)), "{unsigned:?}");
    let hash = register.read(viewer, &SignaturesOf((&memorandum.agreement).into())).await.unwrap().open.unwrap().1;
    for signatory in [&memorandum.council_signatory, &memorandum.signatory] {
        let sign = Sign {
            agreement: memorandum.agreement.clone(),
            hash: hash.clone(),
            position: String::new(),
            authority: String::new(),
        };
        register.change(signatory, &sign).await.unwrap();
    }
    rename("NHS Hilltop and Vale CCG").await;
    let then = Some("NHS Renamed Before CCG".to_owned());
    assert_eq!(party().await, ("NHS Hilltop and Vale CCG".into(), then.clone()));
    let signed = everywhere().await;
    assert!(signed.iter().all(|called| *called == ("NHS Hilltop and Vale CCG".into(), then.clone())), "{signed:?}");
    let signatures = register.read(viewer, &SignaturesOf((&memorandum.agreement).into())).await.unwrap();
    let row = signatures.rows.iter().find(|row| row.organisation.reference == memorandum.ccg).unwrap();
    assert_eq!((row.organisation.name.as_str(), &row.then_called), ("NHS Hilltop and Vale CCG", &then));
    let history = register.read(viewer, &HistoryOf((&memorandum.agreement).into())).await.unwrap();
    let signed = |event: &&crate::agreement::read::Event| {
        event.deed == "signed the agreement"
            && event.organisation.as_ref().is_some_and(|by| by.reference == memorandum.ccg)
    };
    assert_eq!(history.events.iter().find(signed).unwrap().then_called, then);
    let council = signatures.rows.iter().find(|row| row.organisation.reference == memorandum.council).unwrap();
    assert_eq!(council.then_called, None, "who is called as ever has one name");
});
