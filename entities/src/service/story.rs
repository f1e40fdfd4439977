//! Services are listed.

use super::{
    AreaOfNeed, ClientGroup, Delivery,
    deeds::WriteService,
    read::{Filter, Order},
};
use crate::{
    access::{Role, Viewer},
    organisation::Kind,
    story::World,
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
    let names = async |viewer: &Viewer, filter: Filter| {
        let list = world.register.services(viewer, &filter).await.unwrap();
        assert_eq!(list.count, list.rows.len() as u64);
        list.rows.into_iter().map(|row| row.name).collect::<Vec<_>>()
    };
    let (keeper, public) = (&commissioner.viewer, &Viewer::Public);
    let of_need = || Filter { area_of_need: Some(AreaOfNeed::DomesticAbuse), ..Filter::default() };
    assert_eq!(names(keeper, of_need()).await, ["Recovery after abuse", "Refuge and recovery"]);
    assert_eq!(names(public, of_need()).await, ["Refuge and recovery"], "what is not published is not listed");
    let words = Filter { words: "RECOVERY".into(), delivery: Some(Delivery::Grant), ..Filter::default() };
    assert_eq!(names(keeper, words).await, ["Recovery after abuse"]);
    let added = Filter { order: Order::Added, ..Filter::default() };
    assert_eq!(names(keeper, added).await, ["Recovery after abuse", "Early years offer", "Refuge and recovery"]);
});
