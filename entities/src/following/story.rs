//! People follow procurements, save searches, get digests, and subscribe to a calendar of their own.

use super::{
    Digest,
    deeds::{Follow, ForgetSearch, MakeCalendar, RevokeCalendar, SaveSearch},
    table::search,
};
use crate::{
    Refusal,
    access::{Actor, Role},
    account::secret::Secret,
    mail,
    organisation::Kind,
    procurement::{
        EventKind,
        deeds::{CancelTenderEvent, WriteProcurement},
        story::{by_hand, event},
    },
    story::World,
};
use sea_orm::{QueryOrder, Set, entity::prelude::*};

async fn provider(world: &World) -> Actor {
    let provider = world.organisation("Family Help CIC", Kind::SocialEnterprise).await;
    world.person(&provider, &[Role::Provider]).await
}

fn saved(name: &str, query: &str, digest: Digest) -> SaveSearch {
    SaveSearch { existing: None, name: name.into(), query: query.into(), digest }
}

crate::story!(a_personal_calendar_has_what_its_person_follows_and_searches_for, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let (one, other) = (provider(&world).await, provider(&world).await);
    let register = &world.register;
    let mut procurements = Vec::new();
    for (title, day) in [("Followed", 5), ("Found", 6), ("Neither", 7), ("Hidden", 8)] {
        let write = WriteProcurement { title: title.into(), published: title != "Hidden", ..by_hand(&council) };
        let reference = register.change(&commissioner, &write).await.unwrap();
        register.change(&commissioner, &event(&reference, EventKind::Engagement, 12, day)).await.unwrap();
        procurements.push(reference);
    }
    let follow = |index: usize, follow| Follow { procurement: procurements[index].clone(), follow };
    register.change(&one, &follow(0, true)).await.unwrap();
    register.change(&one, &follow(0, true)).await.unwrap();
    assert!(matches!(register.change(&one, &follow(3, true)).await, Err(Refusal::NotFound)));
    register.change(&one, &saved("Found ones", "q=found&page=4", Digest::None)).await.unwrap();
    register.change(&one, &MakeCalendar).await.unwrap();

    let person = one.viewer.person().unwrap();
    let mine = register.followed(person).await.unwrap();
    assert_eq!((mine.procurements.len(), mine.searches[0].query.as_str()), (1, "q=found"));
    let secret = Secret::parse(&mine.calendar.unwrap()).unwrap();
    let titles = async |secret: &Secret| -> Result<Vec<String>, Refusal> {
        Ok(register.personal_calendar(secret).await?.into_iter().map(|row| row.title).collect())
    };
    assert_eq!(titles(&secret).await.unwrap(), ["Followed", "Found"]);

    // Nobody else's search can be changed or forgotten, and none is shown.
    let search = mine.searches[0].id;
    assert!(matches!(register.change(&other, &ForgetSearch { search }).await, Err(Refusal::NotAllowed { .. })));
    let nothing = register.followed(other.viewer.person().unwrap()).await.unwrap();
    assert!(nothing.procurements.is_empty() && nothing.searches.is_empty() && nothing.calendar.is_none());

    // A new address ends the old one; revoked, there is none.
    register.change(&one, &MakeCalendar).await.unwrap();
    assert!(matches!(titles(&secret).await, Err(Refusal::NotFound)));
    let new = Secret::parse(&register.followed(person).await.unwrap().calendar.unwrap()).unwrap();
    register.change(&one, &ForgetSearch { search }).await.unwrap();
    register.change(&one, &follow(0, false)).await.unwrap();
    assert!(titles(&new).await.unwrap().is_empty());
    register.change(&one, &RevokeCalendar).await.unwrap();
    assert!(matches!(titles(&new).await, Err(Refusal::NotFound)));
});

/// As if it had been told so many hours ago, and everything else happened five minutes ago.
async fn hours_pass(world: &World, hours: i64) {
    let (db, now) = (world.register.writer(), world.register.clock().now());
    let told = search::ActiveModel { told_until: Set(now - chrono::TimeDelta::hours(hours)), ..Default::default() };
    search::Entity::update_many().set(told).exec(db).await.unwrap();
    use crate::procurement::table::event::{ActiveModel, Entity};
    let earlier = ActiveModel { changed_at: Set(now - chrono::TimeDelta::minutes(5)), ..Default::default() };
    Entity::update_many().set(earlier).exec(db).await.unwrap();
}

crate::story!(a_digest_tells_once_what_is_new, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let one = provider(&world).await;
    let register = &world.register;
    register.change(&one, &saved("Family", "q=early+help", Digest::Daily)).await.unwrap();
    register.change(&one, &saved("Quiet", "", Digest::None)).await.unwrap();
    let procurement = register.change(&commissioner, &by_hand(&council)).await.unwrap();
    let day = register.change(&commissioner, &event(&procurement, EventKind::Engagement, 12, 9)).await.unwrap();
    assert_eq!(register.write_digests().await.unwrap(), 0, "it is not time yet");
    hours_pass(&world, 24).await;
    assert_eq!(register.write_digests().await.unwrap(), 1);
    assert_eq!(register.write_digests().await.unwrap(), 0);
    assert_eq!(world.letters("1 tender event: Family").await.len(), 1);
    let letter = mail::table::Entity::find()
        .order_by_asc(mail::table::Column::Id)
        .all(world.register.reader())
        .await
        .unwrap()
        .pop()
        .unwrap();
    let body = letter.body.unwrap();
    assert!(body.contains("Market engagement, 9 December 2014") && body.contains("/tenders/pro-2014-001"), "{body}");

    // Nothing new: no letter. What is cancelled is news.
    hours_pass(&world, 0).await;
    let cancel = CancelTenderEvent { procurement, event: day, seen: 0 };
    register.change(&commissioner, &cancel).await.unwrap();
    hours_pass(&world, 24).await;
    assert_eq!(register.write_digests().await.unwrap(), 1);
    let letter = mail::table::Entity::find()
        .order_by_asc(mail::table::Column::Id)
        .all(world.register.reader())
        .await
        .unwrap()
        .pop()
        .unwrap();
    assert!(letter.body.unwrap().contains("Cancelled: Market engagement"));
});

crate::story!(a_saved_search_has_a_name_and_a_rhythm_that_can_change, async |world: World| {
    let one = provider(&world).await;
    let register = &world.register;
    let refused = register.change(&one, &saved("", "q=x", Digest::Daily)).await;
    assert!(matches!(&refused, Err(Refusal::Invalid(faults)) if faults[0].field == "name"), "{refused:?}");
    register.change(&one, &saved("Mine", "q=x", Digest::Daily)).await.unwrap();
    let person = one.viewer.person().unwrap();
    let kept = register.followed(person).await.unwrap().searches.remove(0);
    let change = SaveSearch { existing: Some(kept.id), ..saved("Ours", "q=ignored", Digest::Weekly) };
    register.change(&one, &change).await.unwrap();
    let kept = register.followed(person).await.unwrap().searches.remove(0);
    assert_eq!((kept.name.as_str(), kept.query.as_str(), kept.digest), ("Ours", "q=x", Digest::Weekly));
});
