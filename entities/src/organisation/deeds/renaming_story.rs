//! A body that is called otherwise by a later list is shown under the name it signed under, with today's beside it.

use sea_orm::{Set, entity::prelude::*};

use super::{AddOrganisation, ImportOrganisations};
use crate::{
    access::Actor,
    agreement::{deeds::Sign, story::Memorandum},
    organisation::{Kind, read, table::identifier},
    story,
    story::World,
    values::{Identifier, Scheme},
};

story!(who_signed_is_shown_under_the_name_of_that_day, async |world: World| {
    let memorandum = Memorandum::open_for_signing(&world).await;
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
        let overview = register.agreement(viewer, &memorandum.agreement).await.unwrap();
        let party = overview.parties.into_iter().find(|party| party.organisation.reference == memorandum.ccg).unwrap();
        (party.organisation.name, party.then_called)
    };
    rename("NHS Renamed Before CCG").await;
    assert_eq!(party().await, ("NHS Renamed Before CCG".into(), None), "nothing is signed yet");
    let hash = register.signatures(viewer, &memorandum.agreement).await.unwrap().open.unwrap().1;
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
    let signatures = register.signatures(viewer, &memorandum.agreement).await.unwrap();
    let row = signatures.rows.iter().find(|row| row.organisation.reference == memorandum.ccg).unwrap();
    assert_eq!((row.organisation.name.as_str(), &row.then_called), ("NHS Hilltop and Vale CCG", &then));
    let history = register.agreement_history(viewer, &memorandum.agreement).await.unwrap();
    let signed = |event: &&crate::agreement::read::Event| {
        event.deed == "signed the agreement"
            && event.organisation.as_ref().is_some_and(|by| by.reference == memorandum.ccg)
    };
    assert_eq!(history.events.iter().find(signed).unwrap().then_called, then);
    let council = signatures.rows.iter().find(|row| row.organisation.reference == memorandum.council).unwrap();
    assert_eq!(council.then_called, None, "who is called as ever has one name");
});
