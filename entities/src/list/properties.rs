//! Whatever happens to a list between its pages, each row that stays as it was is shown once, in its place; and no address makes a list
//! fail.

use std::{collections::BTreeSet, sync::Mutex};

use proptest::{prelude::*, test_runner::TestRunner};
use sea_orm::ConnectionTrait;
use tokio::runtime::Runtime;

use super::{
    Cursor, Listing, Place,
    changing::{Bodies, Change, Events, Rows, Values, changes, values},
};
use crate::{
    Reader,
    access::Viewer,
    organisation::read::{Order, Organisations},
    story::World,
};

/// The keys of all rows, page after page, from the first; something happens after each page.
async fn forwards<T: Rows>(table: &T, most: u64, then: impl AsyncFn()) -> Vec<i64> {
    let reader = Reader::new(&table.world().register, &Viewer::Public);
    let (mut keys, mut next) = (Vec::new(), Some(Place::First));
    while let Some(place) = next {
        let (rows, _, after, is_beyond) = reader.found(&table.list(), &place, most).await.unwrap().parts();
        assert!(rows.len() as u64 <= most && is_beyond == (rows.is_empty() && place != Place::First));
        keys.extend(rows.iter().map(|(_, place)| place.id));
        next = after.map(Place::After);
        then().await;
    }
    keys
}

/// The keys of all rows, page after page, from the last, in the order of the list.
async fn backwards<T: Rows>(table: &T, most: u64, then: impl AsyncFn()) -> Vec<i64> {
    let reader = Reader::new(&table.world().register, &Viewer::Public);
    let (mut keys, mut next) = (Vec::new(), Some(table.end()));
    while let Some(place) = next {
        let (rows, before, ..) = reader.found(&table.list(), &Place::Before(place), most).await.unwrap().parts();
        assert!(rows.len() as u64 <= most);
        // The first page is full, also with what stands on the second.
        let is_new = |key: &i64| before.is_some() || !keys.contains(key);
        let page: Vec<i64> = rows.iter().map(|(_, place)| place.id).filter(is_new).collect();
        keys.splice(0..0, page);
        next = before;
        then().await;
    }
    keys
}

/// Makes rows, pages through them while they change, and compares.
async fn walk<T: Rows>(table: &T, rows: &[Values], changes: &[Change], most: u64, is_forwards: bool) {
    let db = table.world().register.writer();
    db.execute_unprepared(&format!("UPDATE {} SET {}", T::TABLE, T::HIDE)).await.unwrap();
    let mut there = Vec::with_capacity(rows.len());
    for values in rows {
        there.push((table.add(*values).await, *values));
    }
    let (left, touched) = (Mutex::new(changes.to_vec()), Mutex::new(BTreeSet::new()));
    let then = async || {
        let change = left.lock().unwrap().pop();
        let (row, set) = match change {
            Some(Change::Move(row, values)) => (row, table.sorted(values)),
            Some(Change::Hide(row)) => (row, T::HIDE.to_owned()),
            Some(Change::Add(values)) => {
                table.add(values).await;
                return;
            }
            None => return,
        };
        if !there.is_empty() {
            let key = row.get(&there).0;
            touched.lock().unwrap().insert(key);
            db.execute_unprepared(&format!("UPDATE {} SET {set} WHERE id = {key}", T::TABLE)).await.unwrap();
        }
    };
    let shown = match is_forwards {
        true => forwards(table, most, then).await,
        false => backwards(table, most, then).await,
    };
    let touched = touched.into_inner().unwrap();
    let mut stayed: Vec<_> = there.iter().filter(|(key, _)| !touched.contains(key)).copied().collect();
    stayed.sort_by_key(|(key, values)| T::stands(*values, *key));
    let expected: Vec<i64> = stayed.iter().map(|(key, _)| *key).collect();
    let shown: Vec<i64> = shown.into_iter().filter(|key| expected.contains(key)).collect();
    assert_eq!(shown, expected, "what stayed is shown once, in order; forwards: {is_forwards}");
}

/// Pages through many tables of a few rows.
fn walks<T: Rows>(runtime: &Runtime, table: &T) {
    let case = (prop::collection::vec(values(), 0..20), changes(), 1_u64..6, any::<bool>());
    let mut runner = TestRunner::new(ProptestConfig { cases: 48, ..ProptestConfig::default() });
    let walked = runner.run(&case, |(rows, changes, most, is_forwards)| {
        runtime.block_on(walk(table, &rows, &changes, most, is_forwards));
        Ok(())
    });
    walked.unwrap();
}

#[test]
fn each_body_that_stays_as_it_was_is_shown_once_on_sqlite() {
    let runtime = Runtime::new().unwrap();
    walks(&runtime, &runtime.block_on(async { Bodies::of(World::on_sqlite().await).await }));
}

#[test]
fn each_body_that_stays_as_it_was_is_shown_once_on_postgresql() {
    let runtime = Runtime::new().unwrap();
    walks(&runtime, &runtime.block_on(async { Bodies::of(World::on_postgresql().await).await }));
}

#[test]
fn each_event_that_stays_as_it_was_is_shown_once_in_its_part_on_sqlite() {
    let runtime = Runtime::new().unwrap();
    walks(&runtime, &runtime.block_on(async { Events::of(World::on_sqlite().await).await }));
}

#[test]
fn each_event_that_stays_as_it_was_is_shown_once_in_its_part_on_postgresql() {
    let runtime = Runtime::new().unwrap();
    walks(&runtime, &runtime.block_on(async { Events::of(World::on_postgresql().await).await }));
}

crate::story!(a_place_survives_the_row_that_it_names, async |world: World| {
    let table = Bodies::of(world).await;
    let (db, reader) = (table.world.register.writer(), Reader::new(&table.world.register, &Viewer::Public));
    let changes = ["name_key = 'a'", "name_key = 'z'", "merged_into_id = id"];
    for change in changes {
        db.execute_unprepared("UPDATE organisation SET merged_into_id = id").await.unwrap();
        let mut keys = Vec::new();
        for number in -2..3 {
            keys.push(table.add(Values { number, in_scope: true }).await);
        }
        let (_, _, after, _) = reader.found(&table.list(), &Place::First, 2).await.unwrap().parts();
        let named = after.as_ref().unwrap().id;
        db.execute_unprepared(&format!("UPDATE organisation SET {change} WHERE id = {named}")).await.unwrap();
        let next = Place::After(after.unwrap());
        let (rows, before, ..) = reader.found(&table.list(), &next, 2).await.unwrap().parts();
        let shown: Vec<i64> = rows.iter().map(|(_, place)| place.id).collect();
        assert_eq!((named, shown.as_slice()), (keys[1], &keys[2..4]), "{change}");
        // And gone itself, the first row of a page is a place before which the others stand.
        let before = before.unwrap();
        db.execute_unprepared(&format!("UPDATE organisation SET {change} WHERE id = {}", before.id)).await.unwrap();
        let (rows, ..) = reader.found(&table.list(), &Place::Before(before), 1).await.unwrap().parts();
        let shown: Vec<i64> = rows.iter().map(|(_, place)| place.id).collect();
        assert_eq!(shown.len(), 1, "{change}");
    }
});

/// What is no key of a day, of an instant, of a number.
fn nonsense() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z +:]{0,12}",
        "[1-9][0-9]{20,24}",
        "-[0-9]{4,6}-01-01(T00:00:00Z)?",
        "\\+[1-9][0-9]{4,5}-12-31(T23:59:60Z)?",
        "0000-01-01(T00:00:00Z)?",
        "[0-9]{4}-13-0[0-9]",
        any::<String>().prop_map(|text| format!("{text}\0")),
    ]
}

/// What somebody may write in an address.
fn addresses() -> impl Strategy<Value = String> {
    let odd = (0_usize..5, any::<i64>(), any::<String>()).prop_map(|(part, id, key)| format!("{part}-{id}-{key}"));
    prop_oneof![any::<String>(), odd, "[0-9]{1,2}-[0-9]{1,20}-[-+0-9TZ:.]{0,24}"]
}

/// What a list shows at a place: how many rows, and whether it is beyond the list.
async fn shown<L: Listing>(world: &World, list: &L, place: &Place) -> (usize, bool) {
    let page = world.register.list(&Viewer::Public, list, place).await;
    let page = page.unwrap_or_else(|refusal| panic!("{place:?}: {refusal:?}"));
    assert!(!page.is_beyond || page.rows.is_empty());
    (page.rows.len(), page.is_beyond)
}

fn no_address_makes_a_list_fail(runtime: &Runtime, world: World) {
    let events = runtime.block_on(async { Events::of(World::opened_beside(&world).await).await });
    let bodies = runtime.block_on(Bodies::of(world));
    let of_days = Organisations { order: Order::Closed, ..Organisations::default() };
    let of_numbers = Organisations { order: Order::Added, ..Organisations::default() };
    let both = [|place| Place::After(place), |place| Place::Before(place)];
    let mut runner = TestRunner::new(ProptestConfig { cases: 64, ..ProptestConfig::default() });
    let case = (nonsense(), any::<i64>(), addresses());
    let ran = runner.run(&case, |(key, id, address)| {
        let nonsense = Cursor { segment: 0, id, key };
        let parsed: Option<Cursor> = address.parse().ok();
        let elsewhere = Cursor { segment: 3, id, key: "a".into() };
        for to in both {
            let beyond = |shown: (usize, bool)| shown == (0, true);
            runtime.block_on(async {
                assert!(beyond(shown(&bodies.world, &of_days, &to(nonsense.clone())).await), "{nonsense:?}");
                assert!(beyond(shown(&bodies.world, &of_numbers, &to(nonsense.clone())).await), "{nonsense:?}");
                assert!(beyond(shown(&events.world, &events.list(), &to(nonsense.clone())).await), "{nonsense:?}");
                assert!(beyond(shown(&bodies.world, &bodies.list(), &to(elsewhere.clone())).await));
                assert!(beyond(shown(&events.world, &events.list(), &to(elsewhere.clone())).await));
                let place = parsed.clone().map_or(Place::Nowhere, to);
                let places = [
                    shown(&bodies.world, &bodies.list(), &place).await,
                    shown(&bodies.world, &of_days, &place).await,
                    shown(&bodies.world, &of_numbers, &place).await,
                    shown(&events.world, &events.list(), &place).await,
                ];
                assert!(place != Place::Nowhere || places.into_iter().all(beyond), "{address}");
            });
        }
        Ok(())
    });
    ran.unwrap();
}

#[test]
fn a_place_of_nonsense_is_beyond_a_list_on_sqlite() {
    let runtime = Runtime::new().unwrap();
    let world = runtime.block_on(World::on_sqlite());
    no_address_makes_a_list_fail(&runtime, world);
}

#[test]
fn a_place_of_nonsense_is_beyond_a_list_on_postgresql() {
    let runtime = Runtime::new().unwrap();
    let world = runtime.block_on(World::on_postgresql());
    no_address_makes_a_list_fail(&runtime, world);
}
