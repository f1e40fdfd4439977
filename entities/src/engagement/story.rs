//! Places at a market engagement: the last one goes to one, who waits moves up, who came is noted.

use chrono::{NaiveDate, NaiveTime};

use super::{
    State,
    deeds::{GiveUpPlace, NoteAttendance, TakePlace},
    read::Places,
};
use crate::{
    Refusal,
    access::{Actor, Role, Viewer},
    clock::Clock,
    organisation::Kind,
    procurement::{
        EventKind,
        deeds::{CancelTenderEvent, WriteProcurement, WriteTenderEvent},
        read::{ProcurementPage, TenderCalendar},
    },
    story::World,
    values::Reference,
};

/// A council's open day with so many places, and providers.
struct Scene {
    commissioner: Actor,
    procurement: Reference,
    event: i64,
    providers: Vec<(Reference, Actor)>,
}

fn open_day(procurement: &Reference, capacity: Option<i64>) -> WriteTenderEvent {
    WriteTenderEvent {
        existing: None,
        procurement: procurement.clone(),
        kind: EventKind::Engagement,
        starts: NaiveDate::from_ymd_opt(2014, 12, 10).unwrap(),
        starts_at: NaiveTime::from_hms_opt(10, 0, 0),
        ends: None,
        ends_at: None,
        place: "Library".into(),
        note: String::new(),
        agenda: "What providers need".into(),
        capacity,
    }
}

async fn scene(world: &World, capacity: Option<i64>, providers: usize) -> Scene {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let procurement = WriteProcurement { ..crate::procurement::story::by_hand(&council) };
    let procurement = world.register.change(&commissioner, &procurement).await.unwrap();
    let event = world.register.change(&commissioner, &open_day(&procurement, capacity)).await.unwrap();
    let mut all = Vec::new();
    for number in 1..=providers {
        let provider = world.organisation(&format!("Provider {number}"), Kind::Voluntary).await;
        let person = world.person(&provider, &[Role::Provider]).await;
        all.push((provider, person));
    }
    Scene { commissioner, procurement, event, providers: all }
}

impl Scene {
    fn take(&self, seen: i64) -> TakePlace {
        TakePlace {
            procurement: self.procurement.clone(),
            event: self.event,
            seen,
            event_seen: 0,
            words: String::new(),
        }
    }

    fn give_up(&self, seen: i64) -> GiveUpPlace {
        GiveUpPlace { procurement: self.procurement.clone(), event: self.event, seen, event_seen: 0 }
    }

    async fn places(&self, world: &World, viewer: &Viewer) -> Places {
        world.register.read(viewer, &ProcurementPage(self.procurement.clone())).await.unwrap().places.remove(0)
    }
}

crate::story!(the_last_place_taken_twice_at_once_goes_to_one, async |world: World| {
    let scene = scene(&world, Some(1), 2).await;
    let take = scene.take(0);
    let [(_, one), (_, other)] = &scene.providers[..] else { panic!("two providers") };
    let (first, second) = tokio::join!(world.register.change(one, &take), world.register.change(other, &take));
    let mut got = [first.unwrap(), second.unwrap()];
    got.sort();
    assert_eq!(got, [State::Place, State::Waiting]);
    let all = scene.places(&world, &scene.commissioner.viewer).await.all.unwrap();
    assert_eq!(all.iter().filter(|row| row.state == State::Place).count(), 1);
});

crate::story!(who_waits_moves_up_in_order_and_is_told, async |world: World| {
    let scene = scene(&world, Some(1), 3).await;
    let register = &world.register;
    for (index, (_, provider)) in scene.providers.iter().enumerate() {
        let got = register.change(provider, &scene.take(0)).await.unwrap();
        assert_eq!(got, if index == 0 { State::Place } else { State::Waiting });
    }
    let [(_, first), (_, second), (_, third)] = &scene.providers[..] else { panic!("three providers") };
    assert_eq!(scene.places(&world, &third.viewer).await.own.unwrap().position, Some(2));
    // Asking again changes the words and not the order.
    let words = TakePlace { words: "Two of us".into(), ..scene.take(1) };
    assert_eq!(register.change(second, &words).await.unwrap(), State::Waiting);
    register.change(first, &scene.give_up(1)).await.unwrap();
    assert_eq!(scene.places(&world, &second.viewer).await.own.unwrap().state, State::Place);
    assert_eq!(scene.places(&world, &third.viewer).await.own.unwrap().position, Some(1));
    assert_eq!(world.letters("You have a place at a market engagement event").await, ["person2@example.org"]);
    assert!(matches!(register.change(first, &scene.give_up(2)).await, Err(Refusal::NotAllowed { .. })));

    // More places: everybody who waits gets one. Who gave up comes back at the end.
    let more = WriteTenderEvent { existing: Some((scene.event, 0)), ..open_day(&scene.procurement, Some(2)) };
    register.change(&scene.commissioner, &more).await.unwrap();
    assert_eq!(scene.places(&world, &third.viewer).await.own.unwrap().state, State::Place);
    let again = TakePlace { event_seen: 1, ..scene.take(2) };
    assert_eq!(register.change(first, &again).await.unwrap(), State::Waiting);
});

crate::story!(who_comes_is_told_to_those_who_keep_the_register_and_to_nobody_else, async |world: World| {
    let scene = scene(&world, Some(2), 2).await;
    let [(_, one), (_, other)] = &scene.providers[..] else { panic!("two providers") };
    world.register.change(one, &TakePlace { words: "Ann comes".into(), ..scene.take(0) }).await.unwrap();
    let seen = scene.places(&world, &scene.commissioner.viewer).await;
    assert_eq!(seen.all.unwrap()[0].words, "Ann comes");
    for viewer in [&Viewer::Public, &other.viewer] {
        let seen = scene.places(&world, viewer).await;
        assert!(seen.all.is_none() && seen.own.is_none() && !seen.is_full, "not even how many");
    }
    assert!(matches!(world.register.change(&scene.commissioner, &scene.take(0)).await, Err(Refusal::Forbidden { .. })));
});

crate::story!(an_event_that_moves_or_is_cancelled_tells_those_who_come, async |world: World| {
    let scene = scene(&world, None, 1).await;
    let register = &world.register;
    register.change(&scene.providers[0].1, &scene.take(0)).await.unwrap();
    let moved = WriteTenderEvent {
        existing: Some((scene.event, 0)),
        starts: NaiveDate::from_ymd_opt(2014, 12, 12).unwrap(),
        ..open_day(&scene.procurement, None)
    };
    register.change(&scene.commissioner, &moved).await.unwrap();
    assert!(matches!(register.change(&scene.commissioner, &moved).await, Err(Refusal::Stale { .. })), "seen before");
    assert_eq!(world.letters("A market engagement event has changed").await, ["person1@example.org"]);
    let calendar = register.read(&Viewer::Public, &TenderCalendar::default()).await.unwrap();
    assert_eq!((calendar[0].sequence, calendar[0].when.in_words().as_str()), (1, "10am on 12 December 2014"));

    let cancel = CancelTenderEvent { procurement: scene.procurement.clone(), event: scene.event, seen: 1 };
    register.change(&scene.commissioner, &cancel).await.unwrap();
    assert_eq!(world.letters("A market engagement event was cancelled").await, ["person1@example.org"]);
    let calendar = register.read(&Viewer::Public, &TenderCalendar::default()).await.unwrap();
    assert_eq!((calendar[0].sequence, calendar[0].cancelled), (2, true));
    assert!(matches!(register.change(&scene.providers[0].1, &scene.take(0)).await, Err(Refusal::NotAllowed { .. })));
});

crate::story!(what_was_shown_of_an_event_that_moved_gives_and_takes_no_place, async |world: World| {
    let scene = scene(&world, None, 2).await;
    let register = &world.register;
    let [(_, one), (_, other)] = &scene.providers[..] else { panic!("two providers") };
    register.change(one, &scene.take(0)).await.unwrap();
    let moved = WriteTenderEvent {
        existing: Some((scene.event, 0)),
        starts: NaiveDate::from_ymd_opt(2014, 12, 12).unwrap(),
        ..open_day(&scene.procurement, None)
    };
    register.change(&scene.commissioner, &moved).await.unwrap();
    let taken = register.change(other, &scene.take(0)).await;
    assert!(matches!(taken, Err(Refusal::Stale { .. })), "for the day that was shown: {taken:?}");
    let given_up = register.change(one, &scene.give_up(1)).await;
    assert!(matches!(given_up, Err(Refusal::Stale { .. })), "on the day that was shown: {given_up:?}");
    let now = TakePlace { event_seen: 1, ..scene.take(0) };
    assert_eq!(register.change(other, &now).await.unwrap(), State::Place);
    register.change(one, &GiveUpPlace { event_seen: 1, ..scene.give_up(1) }).await.unwrap();

    let after = register.with_clock(Clock::standing_on(NaiveDate::from_ymd_opt(2014, 12, 13)));
    let came = vec![scene.providers[1].0.clone()];
    let note = |event_seen| NoteAttendance {
        procurement: scene.procurement.clone(),
        event: scene.event,
        seen: 3,
        event_seen,
        came: came.clone(),
    };
    let noted = after.change(&scene.commissioner, &note(0)).await;
    assert!(matches!(noted, Err(Refusal::Stale { .. })), "of the day that was shown: {noted:?}");
    after.change(&scene.commissioner, &note(1)).await.unwrap();
});

crate::story!(who_came_is_noted_when_it_has_begun, async |world: World| {
    let scene = scene(&world, None, 2).await;
    for (_, provider) in &scene.providers {
        world.register.change(provider, &scene.take(0)).await.unwrap();
    }
    let came = vec![scene.providers[1].0.clone()];
    let note =
        NoteAttendance { procurement: scene.procurement.clone(), event: scene.event, seen: 2, event_seen: 0, came };
    assert!(matches!(world.register.change(&scene.commissioner, &note).await, Err(Refusal::NotAllowed { .. })));
    let after = world.register.with_clock(Clock::standing_on(NaiveDate::from_ymd_opt(2014, 12, 11)));
    after.change(&scene.commissioner, &note).await.unwrap();
    let page = after.read(&scene.commissioner.viewer, &ProcurementPage(scene.procurement.clone())).await.unwrap();
    let attended: Vec<_> = page.places[0].all.iter().flatten().map(|row| row.attended).collect();
    assert_eq!(attended, [Some(false), Some(true)]);
    assert!(matches!(after.change(&scene.providers[0].1, &scene.take(0)).await, Err(Refusal::NotAllowed { .. })));
});

crate::story!(only_a_market_engagement_has_places, async |world: World| {
    let scene = scene(&world, Some(5), 1).await;
    let deadline = WriteTenderEvent { kind: EventKind::Deadline, ..open_day(&scene.procurement, Some(5)) };
    for (wrong, field) in [
        (deadline.clone(), "capacity"),
        (WriteTenderEvent { capacity: None, ..deadline }, "agenda"),
        (open_day(&scene.procurement, Some(0)), "capacity"),
    ] {
        let refused = world.register.change(&scene.commissioner, &wrong).await;
        assert!(matches!(&refused, Err(Refusal::Invalid(faults)) if faults[0].field == field), "{refused:?}");
    }
});
