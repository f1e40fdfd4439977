//! An entry says what became of the rows that hang from a record, also of those that are no more.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use crate::{
    Register,
    access::{Actor, Viewer},
    agreement::{
        PartyRole, SpeaksAs,
        deeds::{AddParty, RemoveParty},
        read::HistoryOf,
        story::{Memorandum, TEXT},
    },
    audit::{Rows, rows::Fate, table},
    commitment::deeds::WithdrawCommitment,
    funding::{
        deeds::{EditFunding, Share},
        story::{figures, pays},
    },
    organisation::{Kind, deeds::AddOrganisation},
    story,
    story::World,
    values::{Identifier, Pence, Reference, Scheme},
};

/// The payloads of a record's entries of one deed, the newest first.
async fn payloads(register: &Register, record: &Reference, deed: &str) -> Vec<String> {
    let entries = table::Entity::find()
        .filter(table::Column::Record.eq(record.as_str()))
        .filter(table::Column::Deed.eq(deed))
        .order_by_desc(table::Column::Seq);
    entries.all(register.reader()).await.unwrap().into_iter().map(|entry| entry.payload.unwrap()).collect()
}

/// What the newest of them says of rows.
pub async fn fate(register: &Register, record: &Reference, deed: &str, rows: &str) -> Fate {
    Rows::in_payload(&payloads(register, record, deed).await[0], rows)
        .unwrap_or_else(|| panic!("{deed} tells no {rows}"))
}

story!(an_entry_says_which_party_was_removed, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let police = world.organisation("West Midlands Police", Kind::PoliceForce).await;
    let (register, agreement) = (&world.register, &memorandum.agreement);
    let key = crate::organisation::read::by_reference(register.reader(), &police).await.unwrap().unwrap().id;
    let joins = AddParty {
        agreement: agreement.clone(),
        organisation: police.clone(),
        role: PartyRole::Observer,
        speaks_as: SpeaksAs::Police,
        signs: false,
        seen: crate::story::seen(register, agreement).await,
    };
    register.change(&memorandum.commissioner, &joins).await.unwrap();
    let seen = crate::story::seen(register, agreement).await;
    let leaves = RemoveParty { agreement: agreement.clone(), organisation: police, seen };
    register.change(&memorandum.commissioner, &leaves).await.unwrap();

    let said = vec![json!({ "organisation_id": key, "role": "observer", "speaks_as": "police", "signs": false })];
    let (added, removed) = (
        fate(register, agreement, "added a party", "parties").await,
        fate(register, agreement, "removed a party", "parties").await,
    );
    assert_eq!((added.kept.len(), &added.came, added.gone.len()), (2, &said, 0));
    assert_eq!((removed.kept.len(), removed.came.len(), &removed.gone), (2, 0, &said));
    let lead = fate(register, agreement, "created an agreement", "parties").await;
    assert_eq!(lead.came, removed.kept[..1], "the first party is told, too");
    assert!(register.change(&memorandum.commissioner, &leaves).await.is_err(), "it is no party any more");

    let told = async |viewer: &Viewer| -> Vec<(String, Option<String>)> {
        let history = register.read(viewer, &HistoryOf(agreement.into())).await.unwrap();
        history.events.into_iter().take(2).map(|event| (event.deed, event.party.map(|party| party.name))).collect()
    };
    let name = Some("West Midlands Police".to_owned());
    let events = [("removed a party".to_owned(), name.clone()), ("added a party".to_owned(), name)];
    assert_eq!(told(&memorandum.commissioner.viewer).await, events);
});

story!(who_left_a_negotiation_is_nothing_for_the_public, async |world: World| {
    let memorandum = Memorandum::signed(&world).await;
    let (register, agreement) = (&world.register, memorandum.agreement.clone());
    let seen = crate::story::seen(register, &agreement).await;
    let publish =
        crate::agreement::deeds::PublishAgreement { agreement: agreement.clone(), edition: 1, published: true, seen };
    register.change(&memorandum.commissioner, &publish).await.unwrap();
    for (viewer, is_told) in [(&memorandum.commissioner.viewer, true), (&Viewer::Public, false)] {
        let history = register.read(viewer, &HistoryOf((&agreement).into())).await.unwrap();
        let joined = history.events.iter().find(|event| event.deed == "added a party").unwrap();
        assert_eq!(joined.party.is_some(), is_told);
    }
});

story!(a_text_saved_once_stands_once_in_the_history, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    memorandum.save(&world, 1, &format!("{TEXT}\nMore.\n")).await.unwrap();
    let (register, agreement) = (&world.register, &memorandum.agreement);
    let history = register.read(&memorandum.commissioner.viewer, &HistoryOf(agreement.into())).await.unwrap();
    let saved = history.events.iter().filter(|event| event.deed == "saved the text").count();
    assert_eq!(saved, 2, "it was saved twice");
    let kept: Value =
        serde_json::from_str(&payloads(register, agreement, "saved the text").await[0]).expect("a payload is JSON");
    assert_eq!((&kept["reference"], &kept["revisions"]["came"][0]["number"]), (&json!(agreement), &json!(2)));
});

story!(an_entry_says_what_pays_for_a_commitment_and_what_does_not_any_more, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let nurse = memorandum.promise(&world, "We pay for a nurse").await;
    let doctor = memorandum.promise(&world, "We pay for a doctor").await;
    let line = pays(&world, &memorandum, &nurse, 40_000).await;
    let register = &world.register;
    let share = |row: &Value| (row["wording_id"].as_i64(), row["pence"].clone());
    let pence = |pounds| json!(Pence::pounds(pounds));
    let first = fate(register, &line, "wrote a funding line", "shares").await.came;
    let [(its_nurse, all)] = [share(&first[0])];
    assert_eq!(all, pence(40_000));

    let shares = [(&nurse, 40_000), (&doctor, 5_000)];
    let shares = shares.map(|(of, pounds)| Share { commitment: of.clone(), pence: Pence::pounds(pounds) });
    let edit = EditFunding { line: line.clone(), seen: 1, figures: figures(50_000, shares.into()) };
    register.change(&memorandum.commissioner, &edit).await.unwrap();
    let edited = fate(register, &line, "edited a funding line", "shares").await;
    assert_eq!((&edited.kept, edited.came.len(), edited.gone.len()), (&first, 1, 0), "what it pays already, it pays");
    assert_eq!(share(&edited.came[0]).1, pence(5_000));

    let withdraw = WithdrawCommitment { commitment: nurse.clone(), seen: 1, why: "No longer needed".into() };
    register.change(&memorandum.commissioner, &withdraw).await.unwrap();
    let withdrawn = fate(register, &nurse, "withdrew a commitment", "shares").await;
    assert_eq!(withdrawn, Fate { gone: first, ..Fate::default() });

    let edit = EditFunding { line: line.clone(), seen: 3, figures: figures(50_000, Vec::new()) };
    register.change(&memorandum.commissioner, &edit).await.unwrap();
    let emptied = fate(register, &line, "edited a funding line", "shares").await;
    assert_eq!(emptied, Fate { gone: edited.came, ..Fate::default() });
    assert!(its_nurse.is_some());
});

story!(an_entry_says_by_which_codes_and_names_an_organisation_was_added, async |world: World| {
    let add = AddOrganisation {
        identifiers: vec![Identifier::parse(Scheme::Coh, "01234567").unwrap()],
        other_names: vec!["The Trust".into()],
        ..AddOrganisation::named("Trust", Kind::Private)
    };
    let added = world.register.change(&Actor::operator(), &add).await.unwrap();
    let codes = fate(&world.register, &added, "added an organisation", "identifiers").await.came;
    assert_eq!(codes, [json!({ "scheme": "GB-COH", "value": "01234567" })]);
    let names = fate(&world.register, &added, "added an organisation", "other_names").await.came;
    assert_eq!(names, [json!("The Trust")]);
});
