//! Services are listed, and say what they need.

use super::{
    AreaOfNeed, ClientGroup, Delivery,
    deeds::{SetNeed, WriteService},
    read::{Order, ServicePage, Services},
};
use crate::{
    Refusal,
    access::{Role, Viewer},
    organisation::Kind,
    story::{World, next_year},
    values::{Amount, Pence},
};

crate::story!(services_are_found_by_words_need_and_delivery, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    for (name, area_of_need, delivery, published) in [
        ("Refuge and recovery", AreaOfNeed::DomesticAbuse, Delivery::Contract, true),
        ("Early years offer", AreaOfNeed::EarlyYears, Delivery::InHouse, true),
        ("Recovery after abuse", AreaOfNeed::DomesticAbuse, Delivery::Grant, false),
    ] {
        let write = WriteService {
            existing: None,
            name: name.into(),
            area_of_need,
            client_group: ClientGroup::Children,
            delivery,
            independent_of: None,
            description: String::new(),
            published,
        };
        world.register.change(&commissioner, &write).await.unwrap();
    }
    let names = async |viewer: &Viewer, filter: Services| {
        let list = world.register.listed(viewer, &filter).await;
        list.into_iter().map(|row| row.name).collect::<Vec<_>>()
    };
    let (keeper, public) = (&commissioner.viewer, &Viewer::Public);
    let of_need = || Services { area_of_need: Some(AreaOfNeed::DomesticAbuse), ..Services::default() };
    assert_eq!(names(keeper, of_need()).await, ["Recovery after abuse", "Refuge and recovery"]);
    assert_eq!(names(public, of_need()).await, ["Refuge and recovery"], "what is not published is not listed");
    let words = Services { words: "RECOVERY".into(), delivery: Some(Delivery::Grant), ..Services::default() };
    assert_eq!(names(keeper, words).await, ["Recovery after abuse"]);
    let added = Services { order: Order::Added, ..Services::default() };
    assert_eq!(names(keeper, added).await, ["Recovery after abuse", "Early years offer", "Refuge and recovery"]);
});

crate::story!(of_two_who_say_at_once_what_a_service_needs_the_second_is_told, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let write = WriteService {
        existing: None,
        name: "Refuge".into(),
        area_of_need: AreaOfNeed::DomesticAbuse,
        client_group: ClientGroup::Children,
        delivery: Delivery::Contract,
        independent_of: None,
        description: String::new(),
        published: true,
    };
    let service = world.register.change(&commissioner, &write).await.unwrap();
    // The first need of a year, and a need in place of another.
    for seen in 1..=2_u8 {
        let say = |pounds: i32| {
            let (register, actor) = (world.register.clone(), commissioner.clone());
            let amount = Amount::exactly(Pence::pounds(pounds));
            let (service, seen) = (service.clone(), i64::from(seen));
            let need = SetNeed { service, seen, year: next_year(), amount, note: String::new() };
            tokio::spawn(async move { (pounds, register.change(&actor, &need).await) })
        };
        let (one, other) = (say(i32::from(seen) * 10), say(i32::from(seen) * 10 + 1));
        let done = [one.await.unwrap(), other.await.unwrap()];
        let stale = |done: &&(i32, Result<(), Refusal>)| matches!(done.1, Err(Refusal::Stale { .. }));
        assert_eq!(done.iter().filter(stale).count(), 1, "{done:?}");
        let (said, _) = done.iter().find(|(_, done)| done.is_ok()).unwrap();
        let page = world.register.read(&commissioner.viewer, &ServicePage(service.clone())).await.unwrap();
        let needs: Vec<_> = page.needs.iter().map(|need| need.amount.pence).collect();
        assert_eq!((needs, page.service.version), (vec![Pence::pounds(*said)], i64::from(seen) + 1));
    }
});
