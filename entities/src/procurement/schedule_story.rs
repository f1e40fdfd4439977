//! The events of a procurement move, go and come with its releases, and with what a person says of it.

use serde_json::json;

use super::{
    EventKind, State,
    deeds::WriteProcurement,
    read::{Filter, ProcurementPage, Row, TenderCalendar},
    story::{by_hand, called, event, import, lines, list, release},
};
use crate::{
    access::{Role, Viewer},
    engagement::deeds::TakePlace,
    organisation::Kind,
    story::World,
    values::Reference,
};

async fn calendar(world: &World) -> Vec<Row> {
    world.register.read(&Viewer::Public, &TenderCalendar::default()).await.unwrap()
}

fn find(rows: &[Row], kind: EventKind) -> Row {
    rows.iter().find(|row| row.kind == kind).cloned().unwrap()
}

crate::story!(a_later_release_moves_an_event_and_takes_one_away, async |world: World| {
    let first = json!({"title": "Youth work", "status": "active",
        "tenderPeriod": {"endDate": "2015-01-09T12:00:00Z"}, "enquiryPeriod": {"endDate": "2014-12-19T17:00:00Z"}});
    let later = json!({"tenderPeriod": {"endDate": "2015-01-16T12:00:00Z"}, "enquiryPeriod": null});
    import(&world, "1.json", &release("1", "2014-11-01T00:00:00Z", first).to_string()).await.unwrap();
    let before = calendar(&world).await;
    import(&world, "2.json", &release("2", "2014-11-20T00:00:00Z", later).to_string()).await.unwrap();
    let after = calendar(&world).await;

    let (old, new) = (find(&before, EventKind::Deadline), find(&after, EventKind::Deadline));
    assert_eq!((old.id, old.sequence, new.sequence), (new.id, 0, 1), "the same event, moved");
    assert_eq!(new.when.in_words(), "12 noon on 16 January 2015");
    let gone = find(&after, EventKind::Clarification);
    assert_eq!((gone.cancelled, gone.sequence), (true, 1), "calendars are told that it will not be");
    assert_eq!(lines(&list(&world, Filter::default()).await), ["deadline 12 noon on 16 January 2015: Birmingham"]);
});

crate::story!(what_was_planned_and_is_then_awarded_is_the_same_event, async |world: World| {
    let planned = json!({"title": "Youth work", "status": "active",
        "contractPeriod": {"startDate": "2015-04-01T00:00:00Z", "endDate": "2016-03-31T00:00:00Z"}});
    import(&world, "1.json", &release("1", "2014-11-01T00:00:00Z", planned).to_string()).await.unwrap();
    let before = calendar(&world).await;
    let mut awarded = release("2", "2014-11-20T00:00:00Z", json!({"status": "complete"}));
    let award = |id: &str, ends: &str| {
        let starts = if id == "A" { "2015-05-01T00:00:00Z" } else { "2015-04-01T00:00:00Z" };
        let period = json!({"startDate": starts, "endDate": ends});
        json!({"id": id, "status": "active", "date": "2014-11-19T00:00:00Z", "contractPeriod": period})
    };
    awarded["awards"] = json!([award("A", "2017-03-31T00:00:00Z"), award("B", "2018-03-31T00:00:00Z")]);
    import(&world, "2.json", &awarded.to_string()).await.unwrap();
    let after = calendar(&world).await;
    let (old, new) = (find(&before, EventKind::ContractStart), find(&after, EventKind::ContractStart));
    assert_eq!((new.id, new.sequence, new.cancelled), (old.id, 0, false), "nothing that a calendar must hear of");
    let (old, new) = (find(&before, EventKind::Expiry), find(&after, EventKind::Expiry));
    assert_eq!((new.id, new.sequence, new.when.in_words().as_str()), (old.id, 1, "31 March 2017"), "moved");
    let ends: Vec<_> = after.iter().filter(|row| row.kind == EventKind::Expiry).map(|row| row.cancelled).collect();
    assert_eq!(ends, [false, false], "the other award's is new");

    // The same again changes nothing.
    let again = release("3", "2014-11-21T00:00:00Z", json!({}));
    import(&world, "3.json", &again.to_string()).await.unwrap();
    assert_eq!(calendar(&world).await, after);
});

crate::story!(a_null_takes_back_a_status_and_what_followed_from_it, async |world: World| {
    let open = json!({"title": "Youth work", "status": "cancelled", "procurementMethod": "open",
        "tenderPeriod": {"endDate": "2015-01-09T12:00:00Z"}});
    import(&world, "1.json", &release("1", "2014-11-01T00:00:00Z", open).to_string()).await.unwrap();
    let procurement: Reference = "PRO-2014-001".parse().unwrap();
    let now =
        async || world.register.read(&Viewer::Public, &ProcurementPage(procurement.clone())).await.unwrap().procurement;
    assert_eq!((now().await.state, now().await.procedure.as_deref()), (State::Cancelled, Some("Open")));
    let again = release("2", "2014-11-20T00:00:00Z", json!({"status": null, "procurementMethod": null}));
    let (_, faults) = import(&world, "2.json", &again.to_string()).await.unwrap();
    assert!(faults.iter().all(|fault| !fault.reason.starts_with("not one of")), "{faults:?}");
    assert_eq!((now().await.state, now().await.procedure), (State::Open, None));
    assert!(!find(&calendar(&world).await, EventKind::Deadline).cancelled, "it is on again");
});

crate::story!(what_a_person_cancels_has_nothing_to_come_and_imports_bring_nothing_back, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let provider = world.organisation("Family Help CIC", Kind::SocialEnterprise).await;
    let provider = world.person(&provider, &[Role::Provider]).await;
    let register = &world.register;
    let notice =
        json!({"title": "Youth work", "status": "active", "tenderPeriod": {"endDate": "2015-01-09T12:00:00Z"}});
    import(&world, "1.json", &release("1", "2014-11-01T00:00:00Z", notice).to_string()).await.unwrap();
    let procurement = called(&world, "youth").await;
    let day = register.change(&commissioner, &event(&procurement, EventKind::Engagement, 12, 9)).await.unwrap();
    register.change(&commissioner, &event(&procurement, EventKind::Engagement, 11, 9)).await.unwrap();
    let take = TakePlace { procurement: procurement.clone(), event: day, seen: 0, event_seen: 0, words: String::new() };
    register.change(&provider, &take).await.unwrap();

    let seen =
        register.read(&commissioner.viewer, &ProcurementPage(procurement.clone())).await.unwrap().procurement.version;
    let cancel = WriteProcurement {
        existing: Some((procurement.clone(), seen)),
        title: "Youth work".into(),
        state: State::Cancelled,
        ..by_hand(&council)
    };
    register.change(&commissioner, &cancel).await.unwrap();
    let off = async || -> Vec<(EventKind, bool)> {
        calendar(&world).await.iter().map(|row| (row.kind, row.cancelled)).collect()
    };
    let expected =
        [(EventKind::Engagement, false), (EventKind::Engagement, true), (EventKind::Deadline, true)].to_vec();
    assert_eq!(off().await, expected, "what has been has been");
    assert_eq!(world.letters("A market engagement event was cancelled").await, ["person1@example.org"]);

    let later = json!({"tenderPeriod": {"endDate": "2015-01-16T12:00:00Z"}});
    import(&world, "2.json", &release("2", "2014-11-20T00:00:00Z", later).to_string()).await.unwrap();
    assert_eq!(off().await, expected, "the person's word stands until the difference is decided");
});
