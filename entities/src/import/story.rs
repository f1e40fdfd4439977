//! Imports are read, previewed, applied, broken off, discarded and swept; what a person wrote waits for a decision.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{entity::prelude::*, sea_query::Expr};
use serde_json::{Value as Json, json};

use super::{
    Alteration, By, Fate, FaultsOf, ImportOf, Imports, Planned, Preview, ProcessesWaiting, State, WAITING_HOURS,
    deeds::BeginImport, stage, table,
};
use crate::{
    Refusal, Register,
    access::{Actor, Role, Viewer},
    list::{Count, Listed, PAGE, Place},
    organisation::{Kind, read::OrganisationNames},
    procurement::{
        Field,
        deeds::{BringIntoScope, DecideDifference, SetScope, WriteProcurement},
        read::{CouldBeInScope, Differences, Filter, ProcurementPage},
    },
    retention,
    service::AreaOfNeed,
    story::World,
    values::Reference,
};

const REAL: &str = include_str!("../ocds/fixtures/releases.json");

async fn read(register: &Register, by: &Actor, text: &str) -> table::Model {
    let file = std::io::Cursor::new(text.as_bytes().to_vec());
    stage(register, &By::actor(by), "file.json", move || Ok(file), |_, _| ()).await.unwrap()
}

/// Says when something happened last in an import.
async fn changed_at(register: &Register, import: i64, at: DateTime<Utc>) {
    table::Entity::update_many()
        .col_expr(table::Column::ChangedAt, Expr::val(at))
        .filter(table::Column::Id.eq(import))
        .exec(register.writer())
        .await
        .unwrap();
}

pub async fn commissioner(world: &World) -> Actor {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    world.person(&council, &[Role::Commissioner]).await
}

/// Applies a file; the import it was.
pub async fn taken(register: &Register, by: &Actor, text: &str) -> i64 {
    let import = read(register, by, text).await.id;
    register.change(by, &BeginImport { import }).await.unwrap();
    register.apply_import(by, import, |_| ()).await.unwrap();
    import
}

async fn preview(register: &Register, by: &Actor, import: i64) -> Preview {
    register.read(&by.viewer, &ImportOf(import)).await.unwrap()
}

/// A page of what waits.
async fn planned(register: &Register, by: &Actor, import: i64, place: &Place) -> Listed<Planned> {
    register.list(&by.viewer, &ProcessesWaiting(import), place).await.unwrap()
}

async fn waits(register: &Register, by: &Actor, import: i64) -> Count {
    register.count(&by.viewer, &ProcessesWaiting(import)).await.unwrap()
}

async fn count(world: &World) -> usize {
    world.register.listed(&Viewer::Public, &Filter::default()).await.len()
}

fn told(day: u32, tender: Json) -> String {
    json!({"ocid": "ocds-x-1", "id": day.to_string(), "date": format!("2014-11-{day:02}T00:00:00Z"), "tag": ["tender"],
        "buyer": {"name": "Birmingham"}, "tender": tender})
    .to_string()
}

/// So many processes that applying them takes many batches.
fn many(count: usize) -> String {
    let one = |number: usize| {
        json!({"ocid": format!("ocds-x-{number:03}"), "id": "1", "date": "2014-11-01T00:00:00Z", "tag": ["tender"],
            "buyer": {"name": "B"}, "tender": {"title": "T", "tenderPeriod": {"endDate": "2015-01-01T12:00:00Z"}}})
    };
    Json::from((0..count).map(one).collect::<Vec<_>>()).to_string()
}

crate::story!(a_file_waits_until_somebody_applies_it, async |world: World| {
    let (register, commissioner) = (&world.register, commissioner(&world).await);
    let import = read(register, &commissioner, REAL).await;
    assert_eq!((import.state, import.shape.as_deref()), (State::Waiting, Some("an array of releases")));
    assert_eq!((import.read, import.processes, import.to_add, import.to_change), (7, 5, 5, 0));
    assert_eq!(count(&world).await, 0, "nothing is changed yet");
    let waiting = register.listed(&commissioner.viewer, &ProcessesWaiting(import.id)).await;
    assert_eq!((waiting.len(), register.listed(&commissioner.viewer, &FaultsOf(import.id)).await.len()), (5, 9));
    assert!(waiting.iter().all(|planned| planned.fate == Fate::Added && planned.reference.is_none()));
    assert!(matches!(register.apply_import(&commissioner, import.id, |_| ()).await, Err(Refusal::NotAllowed { .. })));
    for viewer in [Viewer::Public, world.person(&"ORG-2014-001".parse().unwrap(), &[Role::Scrutineer]).await.viewer] {
        let read = register.read(&viewer, &ImportOf(import.id)).await;
        assert!(matches!(read, Err(Refusal::Forbidden { .. })), "{read:?}");
    }

    register.change(&commissioner, &BeginImport { import: import.id }).await.unwrap();
    let done = register.apply_import(&commissioner, import.id, |_| ()).await.unwrap();
    assert_eq!((done.releases, done.added.len()), (7, 5));
    let after = preview(register, &commissioner, import.id).await.import;
    assert_eq!((after.state, after.added), (State::Applied, 5));
    assert!(waits(register, &commissioner, import.id).await.is_none());
    assert_eq!(count(&world).await, 15);

    let again = read(register, &commissioner, REAL).await;
    assert_eq!((again.known, again.releases, again.to_add, again.to_change), (7, 0, 0, 0));
});

crate::story!(what_would_do_something_else_by_now_than_the_preview_showed_is_not_applied, async |world: World| {
    let (register, commissioner) = (&world.register, commissioner(&world).await);
    let tender = |title: &str| json!({"title": title, "tenderPeriod": {"endDate": "2015-01-09T12:00:00Z"}});
    let import = read(register, &commissioner, &told(2, tender("Mentors"))).await.id;
    let shown = async || {
        let seen = preview(register, &commissioner, import).await;
        let mut page = planned(register, &commissioner, import, &Place::First).await.rows;
        let fingerprint = seen.fingerprint(&page).unwrap();
        (seen.import, page.remove(0).fate, fingerprint)
    };
    let (first, fate, fingerprint) = shown().await;
    assert_eq!((first.to_add, first.to_change, fate), (1, 0, Fate::Added));
    taken(register, &commissioner, &told(1, tender("Mentoring"))).await;
    let apply = async |shown: &str| register.apply_soon(&commissioner, import, &Place::First, shown).await;
    let stale = apply(&fingerprint).await;
    assert!(matches!(stale, Err(Refusal::Stale { .. })), "it would change what is there by now: {stale:?}");
    let (now, fate, fingerprint) = shown().await;
    assert_eq!(now.state, State::Waiting);
    assert_eq!((now.to_add, now.to_change, fate), (0, 1, Fate::Changed));
    apply(&fingerprint).await.unwrap();
    let applied = preview(register, &commissioner, import).await.import;
    assert_eq!((applied.state, applied.added, applied.changed), (State::Applied, 0, 1));
});

crate::story!(what_waits_is_read_page_by_page_and_applied_as_a_page_showed_it, async |world: World| {
    let (register, commissioner) = (&world.register, commissioner(&world).await);
    let mut releases: Vec<Json> = serde_json::from_str(&many(60)).unwrap();
    // Each process a second time, under the number of its first release: a fault of each.
    for mut release in releases.clone() {
        release["tender"]["title"] = "Another".into();
        releases.push(release);
    }
    let import = read(register, &commissioner, &Json::from(releases).to_string()).await;
    let all = register.listed(&commissioner.viewer, &ProcessesWaiting(import.id)).await;
    let ocids: Vec<&str> = all.iter().map(|planned| planned.ocid.as_str()).collect();
    let expected: Vec<String> = (0..60).map(|number| format!("ocds-x-{number:03}")).collect();
    assert_eq!(ocids, expected, "each process once, by OCID");
    assert!(all.iter().all(|planned| planned.releases == 2));
    let faults = register.listed(&commissioner.viewer, &FaultsOf(import.id)).await;
    assert_eq!(i64::try_from(faults.len()), Ok(import.faults));
    assert!(faults.len() as u64 > PAGE, "{}", faults.len());

    let shown = preview(register, &commissioner, import.id).await;
    let first = planned(register, &commissioner, import.id, &Place::First).await;
    let place = Place::After(first.after.unwrap());
    let second = planned(register, &commissioner, import.id, &place).await;
    assert_eq!((first.rows.len(), second.rows.len(), second.after), (50, 10, None));
    let of = |rows: &[Planned]| shown.fingerprint(rows).unwrap();
    let stale = register.apply_soon(&commissioner, import.id, &place, &of(&first.rows)).await;
    assert!(matches!(stale, Err(Refusal::Stale { .. })), "another page was shown: {stale:?}");
    register.apply_soon(&commissioner, import.id, &place, &of(&second.rows)).await.unwrap();
    let state = preview(register, &commissioner, import.id).await.import.state;
    assert!(matches!(state, State::Applying | State::Applied), "{state:?}");
});

crate::story!(what_was_broken_off_is_gone_on_with_and_nothing_comes_twice, async |world: World| {
    let (register, commissioner) = (&world.register, commissioner(&world).await);
    let import = read(register, &commissioner, &many(90)).await.id;
    register.change(&commissioner, &BeginImport { import }).await.unwrap();
    // Two servers at once, of which one goes away.
    let (one, other) = (register.clone(), register.clone());
    let (first, second) = (commissioner.clone(), commissioner.clone());
    let broken_off = tokio::spawn(async move { one.apply_import(&first, import, |_| ()).await });
    let goes_on = tokio::spawn(async move { other.apply_import(&second, import, |_| ()).await });
    broken_off.abort();
    goes_on.await.unwrap().unwrap();
    drop(broken_off.await);
    assert_eq!(count(&world).await, 90);
    assert!(register.go_on_with_imports().await.unwrap().is_empty(), "nothing is left to go on with");
});

crate::story!(what_a_server_left_goes_on_by_itself, async |world: World| {
    let (register, commissioner) = (&world.register, commissioner(&world).await);
    let import = read(register, &commissioner, REAL).await.id;
    register.change(&commissioner, &BeginImport { import }).await.unwrap();
    assert!(register.go_on_with_imports().await.unwrap().is_empty(), "somebody is at it");
    changed_at(register, import, register.clock().now() - TimeDelta::minutes(2)).await;
    for task in register.go_on_with_imports().await.unwrap() {
        task.await.unwrap();
    }
    let seen = preview(register, &commissioner, import).await.import;
    assert_eq!((seen.state, seen.added, count(&world).await), (State::Applied, 5, 15));
});

crate::story!(what_nobody_applies_is_swept_and_what_is_broken_never_waits, async |world: World| {
    let (register, commissioner) = (&world.register, commissioner(&world).await);
    let open = || Ok(&REAL.as_bytes()[..REAL.len() - 100]);
    let why = stage(register, &By::actor(&commissioner), "file.json", open, |_, _| ()).await.unwrap_err().to_string();
    assert!(why.starts_with("its JSON is broken at line"), "{why}");
    let broken = register.listed(&commissioner.viewer, &Imports).await.remove(0);
    assert_eq!((broken.state, broken.why), (State::Broken, why));
    assert!(waits(register, &commissioner, broken.id).await.is_none());

    let (left, gone) = (read(register, &commissioner, REAL).await.id, read(register, &commissioner, REAL).await.id);
    register.discard_import(&commissioner, gone).await.unwrap();
    assert_eq!(preview(register, &commissioner, gone).await.import.state, State::Stopped);
    assert!(waits(register, &commissioner, gone).await.is_none());
    assert_eq!(register.sweep_what_is_over().await.unwrap().of(retention::Kind::Import), 0);
    changed_at(register, left, register.clock().now() - TimeDelta::hours(WAITING_HOURS + 1)).await;
    assert_eq!(register.sweep_what_is_over().await.unwrap().of(retention::Kind::Import), 1);
    assert_eq!(preview(register, &commissioner, left).await.import.state, State::Stopped);
    assert!(waits(register, &commissioner, left).await.is_none());
    assert!(register.change(&commissioner, &BeginImport { import: left }).await.is_err());
});

crate::story!(each_field_that_a_person_wrote_waits_for_a_decision_of_its_own, async |world: World| {
    let (register, commissioner) = (&world.register, commissioner(&world).await);
    taken(register, &commissioner, &told(1, json!({"title": "Theirs", "description": "First", "status": "active"})))
        .await;
    let reference: Reference = "PRO-2014-001".parse().unwrap();
    let page = register.read(&commissioner.viewer, &ProcurementPage(reference.clone())).await.unwrap();
    let edit = WriteProcurement {
        existing: Some((reference.clone(), page.procurement.version)),
        follows: None,
        title: "Ours".into(),
        description: "Our words".into(),
        buyer: None,
        service: None,
        cpv: None,
        value_low: None,
        value_high: None,
        procedure: None,
        state: page.procurement.state,
        in_scope: false,
        published: true,
    };
    register.change(&commissioner, &edit).await.unwrap();
    assert_eq!(register.listed(&commissioner.viewer, &Differences).await.len(), 0, "the person has just decided");

    let second = told(2, json!({"title": "Theirs, amended", "description": "Second", "procurementMethod": "open"}));
    let waiting = read(register, &commissioner, &second).await;
    let raised = preview(register, &commissioner, waiting.id).await.raised;
    let fields: Vec<_> = raised.iter().map(|raised| (raised.field, raised.theirs.as_str())).collect();
    assert_eq!(fields, [(Field::Title, "Theirs, amended"), (Field::Description, "Second")]);
    taken(register, &commissioner, &second).await;
    let procurement =
        async || register.read(&commissioner.viewer, &ProcurementPage(reference.clone())).await.unwrap().procurement;
    let now = procurement().await;
    assert_eq!((now.title.as_str(), now.description.as_str()), ("Ours", "Our words"));
    assert_eq!(now.procedure.as_deref(), Some("Open"), "what the person left alone goes on with the imports");

    let decide = async |field, seen: &str, take_theirs| {
        let procurement = reference.clone();
        let differences = register.listed(&commissioner.viewer, &Differences).await;
        let ours = differences.into_iter().find(|one| one.field == field).map(|one| one.ours).unwrap_or_default();
        let seen = seen.into();
        register.change(&commissioner, &DecideDifference { procurement, field, seen, ours, take_theirs }).await
    };
    assert!(decide(Field::Title, "Theirs", true).await.is_err(), "it was amended since");
    decide(Field::Title, "Theirs, amended", true).await.unwrap();
    decide(Field::Description, "Second", false).await.unwrap();
    let now = procurement().await;
    assert_eq!((now.title.as_str(), now.description.as_str()), ("Theirs, amended", "Our words"));
    assert_eq!(register.listed(&commissioner.viewer, &Differences).await.len(), 0);

    taken(register, &commissioner, &told(3, json!({"title": "Third", "tenderPeriod": {}}))).await;
    assert_eq!(procurement().await.title, "Third", "imports of that field go on");
    assert_eq!(register.listed(&commissioner.viewer, &Differences).await.len(), 0, "the same again is decided");
    taken(register, &commissioner, &told(4, json!({"description": "Fourth"}))).await;
    let waiting = register.listed(&commissioner.viewer, &Differences).await;
    assert_eq!(
        (waiting[0].field, waiting[0].theirs.as_str(), waiting[0].ours.as_str()),
        (Field::Description, "Fourth", "Our words")
    );
    let public = register.list(&Viewer::Public, &Differences, &Place::First).await;
    assert!(matches!(public, Err(Refusal::Forbidden { .. })));
    for (viewer, told) in [(&Viewer::Public, 0), (&commissioner.viewer, 1)] {
        let page = register.read(viewer, &ProcurementPage(reference.clone())).await.unwrap();
        assert_eq!(page.differences.len(), told, "for those who keep the register");
    }
});

crate::story!(imports_are_out_of_scope_until_a_person_brings_them_in, async |world: World| {
    let (register, commissioner) = (&world.register, commissioner(&world).await);
    let tender = json!({"title": "Childminding", "status": "active", "tenderPeriod": {"endDate": "2015-01-09T12:00:00Z"},
        "classification": {"scheme": "CPV", "id": "85312110"}});
    taken(register, &commissioner, &told(1, tender)).await;
    taken(register, &commissioner, REAL).await;
    let organisations = register.read(&Viewer::Public, &OrganisationNames(&[])).await.unwrap();
    assert_eq!(organisations, ["Council"], "the buyers of notices do not fill the register");
    let reference: Reference = "PRO-2014-001".parse().unwrap();
    let procurement =
        async || register.read(&commissioner.viewer, &ProcurementPage(reference.clone())).await.unwrap().procurement;
    let now = procurement().await;
    assert_eq!((now.area_of_need, now.area_confirmed, now.in_scope), (Some(AreaOfNeed::EarlyYears), false, false));

    let set = |seen, area, in_scope| SetScope { procurement: reference.clone(), seen, area, in_scope };
    register.change(&commissioner, &set(now.version, Some(AreaOfNeed::FamilySupport), true)).await.unwrap();
    assert!(register.change(&commissioner, &set(now.version, None, false)).await.is_err(), "it was changed meanwhile");
    let now = procurement().await;
    assert_eq!((now.area_of_need, now.area_confirmed, now.in_scope), (Some(AreaOfNeed::FamilySupport), true, true));
    taken(register, &commissioner, &told(2, json!({"classification": {"scheme": "CPV", "id": "85311300"}}))).await;
    assert_eq!(procurement().await.area_of_need, Some(AreaOfNeed::FamilySupport), "a person said so");

    let filter = Filter { words: "lighting".into(), ..Filter::default() };
    let preview = register.read(&commissioner.viewer, &CouldBeInScope(filter.clone())).await.unwrap();
    assert_eq!((preview.count, preview.first.len()), (1, 1));
    let bring = |seen| BringIntoScope { filter: filter.clone(), seen };
    let other = register.change(&commissioner, &bring(preview.version + 1)).await;
    assert!(matches!(other, Err(Refusal::Stale { .. })), "other than what was seen: {other:?}");
    assert_eq!(register.change(&commissioner, &bring(preview.version)).await.unwrap(), 1);
    let in_scope = Filter { in_scope: Some(true), ..Filter::default() };
    let listed = register.listed(&Viewer::Public, &in_scope).await;
    assert_eq!(listed.len(), 4, "its events, and the deadline of the one before");
    let public = register.read(&Viewer::Public, &CouldBeInScope(filter.clone())).await;
    assert!(matches!(public, Err(Refusal::Forbidden { .. })));
});

crate::story!(what_is_discarded_while_it_is_applied_stops_and_says_what_was_added_before, async |world: World| {
    let (register, commissioner) = (&world.register, commissioner(&world).await);
    let import = read(register, &commissioner, &many(500)).await.id;
    register.change(&commissioner, &BeginImport { import }).await.unwrap();
    let begun = tokio::sync::Notify::new();
    let applying = register.apply_import(&commissioner, import, |_| begun.notify_one());
    let (applied, ()) = tokio::join!(applying, async {
        begun.notified().await;
        register.discard_import(&commissioner, import).await.unwrap();
    });
    assert!(matches!(applied, Err(Refusal::NotAllowed { .. })), "{applied:?}");
    let (seen, added) = (preview(register, &commissioner, import).await.import, count(&world).await);
    assert_eq!(seen.state, State::Stopped);
    assert!(waits(register, &commissioner, import).await.is_none());
    assert!((1..500).contains(&added), "{added} were added");
    assert_eq!(seen.added, i64::try_from(added).unwrap());
});

crate::story!(a_preview_says_what_would_change_of_what_is_there, async |world: World| {
    let (register, commissioner) = (&world.register, commissioner(&world).await);
    let first = json!({"title": "Mentoring", "status": "active", "tenderPeriod": {"endDate": "2015-01-09T12:00:00Z"},
        "enquiryPeriod": {"endDate": "2014-12-19T17:00:00Z"}});
    taken(register, &commissioner, &told(1, first)).await;
    let planned = async |text: String| {
        let import = read(register, &commissioner, &text).await.id;
        let planned = planned(register, &commissioner, import, &Place::First).await.rows.remove(0);
        let line = |it: Alteration| format!("{}: {} -> {}", it.what, it.before, it.after);
        let lines: Vec<_> = planned.alterations.into_iter().map(line).collect();
        (planned.fate, planned.title, planned.buyer, planned.releases, lines)
    };
    let changed = |lines: &[&str]| {
        let lines: Vec<_> = lines.iter().map(|line| (*line).to_owned()).collect();
        (Fate::Changed, "Mentoring".to_owned(), "Birmingham".to_owned(), 1, lines)
    };
    let update = |day: u32, tender: Json| {
        let mut release: Json = serde_json::from_str(&told(day, tender)).unwrap();
        release.as_object_mut().unwrap().remove("buyer");
        release.to_string()
    };
    let later = json!({"tenderPeriod": {"endDate": "2015-01-16T12:00:00Z"}, "enquiryPeriod": null,
        "value": {"amount": 5_000, "currency": "GBP"}});
    let expected = changed(&[
        "Value:  -> up to £5,000",
        "Clarification cut-off: 5pm on 19 December 2014 -> ",
        "Submission deadline: 12 noon on 9 January 2015 -> 12 noon on 16 January 2015",
    ]);
    assert_eq!(planned(update(2, later)).await, expected);
    assert_eq!(planned(update(3, json!({"note": "nothing that is shown"}))).await, changed(&[]));
    let off = planned(update(4, json!({"status": "cancelled", "title": "Mentors"}))).await;
    let expected = [
        "Title: Mentoring -> Mentors",
        "Status: Open -> Cancelled",
        "Clarification cut-off: 5pm on 19 December 2014 -> ",
        "Submission deadline: 12 noon on 9 January 2015 -> ",
    ];
    assert_eq!(off, changed(&expected));
    let new = planned(told(5, json!({"title": "Another"})).replace("ocds-x-1", "ocds-x-2")).await;
    assert_eq!(new, (Fate::Added, "Another".into(), "Birmingham".into(), 1, vec![]));
});
