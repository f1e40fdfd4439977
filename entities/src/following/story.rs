//! People follow procurements, save searches, get digests, and subscribe to a calendar of their own.

use super::{
    Digest,
    deeds::{Follow, ForgetSearch, MakeCalendar, RevokeCalendar, SaveSearch},
    read::{OwnCalendar, OwnCalendarAddress, PersonalCalendar, ProcurementsFollowed, SavedSearch, SavedSearches},
    table::search,
};
use crate::{
    Reader, Refusal, Register,
    access::{Actor, Role, Viewer},
    account::secret::Secret,
    clock::Clock,
    engagement::deeds::TakePlace,
    list::{PAGE, Place},
    mail,
    organisation::Kind,
    procurement::{
        EventKind,
        deeds::{CancelTenderEvent, RegisterInterest, SetScope, WriteProcurement, WriteTenderEvent},
        story::{by_hand, event},
    },
    story::World,
};
use chrono::{NaiveDate, TimeDelta};
use sea_orm::{QueryOrder, Set, entity::prelude::*};

async fn provider(world: &World) -> Actor {
    let provider = world.organisation("Family Help CIC", Kind::SocialEnterprise).await;
    world.person(&provider, &[Role::Provider]).await
}

fn saved(name: &str, query: &str, digest: Digest) -> SaveSearch {
    SaveSearch { existing: None, name: name.into(), query: query.into(), digest }
}

async fn searches(register: &Register, of: &Actor) -> Vec<SavedSearch> {
    register.read(&of.viewer, &SavedSearches).await.unwrap()
}

async fn calendar(register: &Register, of: &Actor) -> Option<OwnCalendarAddress> {
    register.read(&of.viewer, &OwnCalendar).await.unwrap()
}

crate::story!(what_one_follows_is_listed_page_by_page_the_last_followed_first, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let (one, register) = (provider(&world).await, &world.register);
    for number in 0..=PAGE {
        let write = WriteProcurement { title: format!("Procurement {number}"), ..by_hand(&council) };
        let procurement = register.change(&commissioner, &write).await.unwrap();
        register.change(&one, &Follow { procurement, follow: true }).await.unwrap();
    }
    let first = register.list(&one.viewer, &ProcurementsFollowed, &Place::First).await.unwrap();
    assert_eq!((first.rows.len() as u64, first.rows[0].title.as_str()), (PAGE, "Procurement 50"));
    let next = Place::After(first.after.unwrap());
    let last = register.list(&one.viewer, &ProcurementsFollowed, &next).await.unwrap();
    assert_eq!((last.rows.len(), last.rows[0].title.as_str(), last.after), (1, "Procurement 0", None));

    // One that is not published any more is shown to nobody who does not keep the register.
    let hidden = WriteProcurement {
        existing: Some((first.rows[0].reference.clone(), 1)),
        published: false,
        ..by_hand(&council)
    };
    register.change(&commissioner, &hidden).await.unwrap();
    let left = register.listed(&one.viewer, &ProcurementsFollowed).await;
    assert_eq!((left.len() as u64, left[0].title.as_str()), (PAGE, "Procurement 49"));
    let public = register.list(&Viewer::Public, &ProcurementsFollowed, &Place::First).await;
    assert!(matches!(public, Err(Refusal::SignInNeeded)), "{public:?}");
});

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
    register.change(&one, &MakeCalendar { seen: 0 }).await.unwrap();

    let follows = register.listed(&one.viewer, &ProcurementsFollowed).await;
    let search = searches(register, &one).await.remove(0);
    assert_eq!((follows.len(), follows[0].title.as_str(), search.query.as_str()), (1, "Followed", "q=found"));
    let OwnCalendarAddress { id: seen, secret } = calendar(register, &one).await.unwrap();
    let titles = async |secret: &Secret| -> Result<Vec<String>, Refusal> {
        Ok(register
            .read(&Viewer::Public, &PersonalCalendar(Secret::parse(secret.reveal()).unwrap()))
            .await?
            .into_iter()
            .map(|row| row.title)
            .collect())
    };
    assert_eq!(titles(&secret).await.unwrap(), ["Followed", "Found"]);

    // Nobody else's search can be changed or forgotten, and none is shown.
    let search = search.id;
    assert!(matches!(
        register.change(&other, &ForgetSearch { search, seen: 1 }).await,
        Err(Refusal::NotAllowed { .. })
    ));
    assert!(register.listed(&other.viewer, &ProcurementsFollowed).await.is_empty());
    assert!(searches(register, &other).await.is_empty() && calendar(register, &other).await.is_none());

    // A new address ends the old one; revoked, there is none.
    let late = register.change(&one, &RevokeCalendar { seen: 0 }).await;
    assert!(matches!(late, Err(Refusal::Stale { .. })), "another address was shown: {late:?}");
    register.change(&one, &MakeCalendar { seen }).await.unwrap();
    assert!(matches!(titles(&secret).await, Err(Refusal::NotFound)));
    let OwnCalendarAddress { id: seen, secret: new } = calendar(register, &one).await.unwrap();
    register.change(&one, &ForgetSearch { search, seen: 1 }).await.unwrap();
    register.change(&one, &follow(0, false)).await.unwrap();
    assert!(titles(&new).await.unwrap().is_empty());
    register.change(&one, &RevokeCalendar { seen }).await.unwrap();
    assert!(matches!(titles(&new).await, Err(Refusal::NotFound)));
});

/// As if it had been told so many hours ago.
async fn told(world: &World, hours: i64) {
    let before = world.register.clock().now() - TimeDelta::hours(hours);
    let told = search::ActiveModel { told_until: Set(before), ..Default::default() };
    search::Entity::update_many().set(told).exec(world.register.writer()).await.unwrap();
}

/// As if every event that changed in the last minute had changed so long ago.
async fn changed(world: &World, ago: TimeDelta) {
    use crate::procurement::table::event::{ActiveModel, Column, Entity};
    let now = world.register.clock().now();
    let earlier = ActiveModel { changed_at: Set(now - ago), ..Default::default() };
    let just_now = Column::ChangedAt.gt(now - TimeDelta::minutes(1));
    Entity::update_many().set(earlier).filter(just_now).exec(world.register.writer()).await.unwrap();
}

/// As if it had been told so many hours ago, and what has just happened five minutes ago.
async fn hours_pass(world: &World, hours: i64) {
    told(world, hours).await;
    changed(world, TimeDelta::minutes(5)).await;
}

async fn last_letter(world: &World) -> String {
    let letters = mail::table::Entity::find().order_by_desc(mail::table::Column::Id);
    letters.one(world.register.reader()).await.unwrap().unwrap().body.unwrap()
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
    let body = last_letter(&world).await;
    assert!(body.contains("Market engagement, 9 December 2014") && body.contains("/tenders/pro-2014-001"), "{body}");

    // Nothing new: no letter. What is cancelled is news.
    hours_pass(&world, 0).await;
    let cancel = CancelTenderEvent { procurement, event: day, seen: 0 };
    register.change(&commissioner, &cancel).await.unwrap();
    hours_pass(&world, 24).await;
    assert_eq!(register.write_digests().await.unwrap(), 1);
    assert!(last_letter(&world).await.contains("Cancelled: Market engagement"));
});

crate::story!(a_saved_search_has_a_name_and_a_rhythm_that_can_change, async |world: World| {
    let one = provider(&world).await;
    let register = &world.register;
    let refused = register.change(&one, &saved("", "q=x", Digest::Daily)).await;
    assert!(matches!(&refused, Err(Refusal::Invalid(faults)) if faults[0].field == "name"), "{refused:?}");
    register.change(&one, &saved("Mine", "q=x", Digest::Daily)).await.unwrap();
    let kept = searches(register, &one).await.remove(0);
    let change = SaveSearch { existing: Some((kept.id, kept.version)), ..saved("Ours", "q=ignored", Digest::Weekly) };
    register.change(&one, &change).await.unwrap();
    let kept = searches(register, &one).await.remove(0);
    assert_eq!((kept.name.as_str(), kept.query.as_str(), kept.digest), ("Ours", "q=x", Digest::Weekly));
});

crate::story!(a_search_whose_filter_is_not_understood_is_not_saved_as_one_for_everything, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let (one, register) = (provider(&world).await, &world.register);
    for (query, fields) in [
        ("cpv=abc", vec!["cpv"]),
        ("q=family&kind=nonsense&closing=soon", vec!["kind", "closing"]),
        ("q=%F0%9F%98%80", vec!["q"]),
        ("kind=deadline&kind=award", vec!["kind"]),
    ] {
        let refused = register.change(&one, &saved("Odd", query, Digest::Daily)).await;
        let Err(Refusal::Invalid(faults)) = refused else { panic!("{query} was saved: {refused:?}") };
        assert_eq!(faults.iter().map(|fault| &*fault.field).collect::<Vec<_>>(), fields, "{query}");
    }
    assert!(searches(register, &one).await.is_empty());
    // One that was saved with a word that means nothing any more tells nothing, rather than everything.
    register.change(&one, &saved("Old", "scope=in", Digest::Daily)).await.unwrap();
    let old = search::ActiveModel { query: Set("kind=nonsense".into()), ..Default::default() };
    search::Entity::update_many().set(old).exec(register.writer()).await.unwrap();
    let procurement = register.change(&commissioner, &by_hand(&council)).await.unwrap();
    register.change(&commissioner, &event(&procurement, EventKind::Engagement, 12, 9)).await.unwrap();
    hours_pass(&world, 24).await;
    assert_eq!(register.write_digests().await.unwrap(), 0);
});

crate::story!(a_digest_tells_what_lists_have_now_and_had_not_before, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let (one, register) = (provider(&world).await, &world.register);
    register.change(&one, &saved("In scope", "scope=in", Digest::Daily)).await.unwrap();
    let write = WriteProcurement { in_scope: false, published: false, ..by_hand(&council) };
    let procurement = register.change(&commissioner, &write).await.unwrap();
    for day in 1..=31 {
        let deadline = event(&procurement, EventKind::Deadline, 1, day);
        let starts = NaiveDate::from_ymd_opt(2015, 1, day).unwrap();
        register.change(&commissioner, &WriteTenderEvent { starts, ..deadline }).await.unwrap();
    }
    register.change(&commissioner, &event(&procurement, EventKind::Engagement, 11, 3)).await.unwrap();
    changed(&world, TimeDelta::days(9)).await;
    told(&world, 24).await;
    assert_eq!(register.write_digests().await.unwrap(), 0, "nobody is told of a draft");

    // Published, and then in scope: only now does the search have them. Each of them is counted, but for what
    // was over long ago.
    let published = WriteProcurement { existing: Some((procurement.clone(), 1)), published: true, ..write };
    register.change(&commissioner, &published).await.unwrap();
    hours_pass(&world, 24).await;
    assert_eq!(register.write_digests().await.unwrap(), 0, "it is out of scope");
    let area = None;
    let scope = SetScope { procurement: procurement.clone(), seen: 2, area, in_scope: true };
    register.change(&commissioner, &scope).await.unwrap();
    hours_pass(&world, 24).await;
    assert_eq!(register.write_digests().await.unwrap(), 1);
    assert_eq!(world.letters("31 tender events: In scope").await.len(), 1);
    assert!(last_letter(&world).await.contains("And 1 more: "));
});

crate::story!(a_digest_tells_of_what_comes_near, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let (one, register) = (provider(&world).await, &world.register);
    let procurement = register.change(&commissioner, &by_hand(&council)).await.unwrap();
    register.change(&commissioner, &event(&procurement, EventKind::Deadline, 12, 15)).await.unwrap();
    let off = register.change(&commissioner, &event(&procurement, EventKind::Deadline, 12, 15)).await.unwrap();
    let cancel = CancelTenderEvent { procurement: procurement.clone(), event: off, seen: 0 };
    register.change(&commissioner, &cancel).await.unwrap();
    register.change(&one, &saved("Soon", "closing=14", Digest::Daily)).await.unwrap();
    // On 1 December it is the last day of the 14, as it was when it was last told: an hour before, on the same day.
    changed(&world, TimeDelta::days(9)).await;
    told(&world, 1).await;
    assert_eq!(register.write_digests().await.unwrap(), 0, "it is not time yet");
    told(&world, 24).await;
    assert_eq!(register.write_digests().await.unwrap(), 1, "yesterday it was too far away");
    assert_eq!(world.letters("1 tender event: Soon").await.len(), 1);
    let later = register.with_clock(Clock::standing_on(NaiveDate::from_ymd_opt(2014, 12, 3)));
    told(&world, 24).await;
    assert_eq!(later.write_digests().await.unwrap(), 0, "it has been near since");
});

crate::story!(a_personal_calendar_has_what_the_organisation_goes_to_and_is_interested_in, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let family = world.organisation("Family Help CIC", Kind::SocialEnterprise).await;
    let one = world.person(&family, &[Role::Provider]).await;
    let colleague = world.person(&family, &[Role::Provider]).await;
    let (register, mut procurements) = (&world.register, Vec::new());
    for (title, day) in [("A place", 5), ("Interest", 6), ("Neither", 7)] {
        let write = WriteProcurement { title: title.into(), ..by_hand(&council) };
        let reference = register.change(&commissioner, &write).await.unwrap();
        let event = event(&reference, EventKind::Engagement, 12, day);
        procurements.push((reference, register.change(&commissioner, &event).await.unwrap()));
    }
    // A colleague did both; it is the organisation that goes there.
    let (procurement, event) = procurements[0].clone();
    register
        .change(&colleague, &TakePlace { procurement, event, seen: 0, event_seen: 0, words: String::new() })
        .await
        .unwrap();
    let interest = RegisterInterest { procurement: procurements[1].0.clone(), seen: 0, words: "We do this".into() };
    register.change(&colleague, &interest).await.unwrap();
    register.change(&one, &MakeCalendar { seen: 0 }).await.unwrap();
    let secret = calendar(register, &one).await.unwrap().secret;
    let titles: Vec<_> = register
        .read(&Viewer::Public, &PersonalCalendar(secret))
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.title)
        .collect();
    assert_eq!(titles, ["A place", "Interest"]);
});

crate::story!(a_calendar_that_is_full_has_what_comes_next, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let register = &world.register;
    let procurement = register.change(&commissioner, &by_hand(&council)).await.unwrap();
    for (month, day) in [(12, 20), (11, 3), (12, 5), (11, 20)] {
        register.change(&commissioner, &event(&procurement, EventKind::Engagement, month, day)).await.unwrap();
    }
    let days = async |most| -> Vec<String> {
        let find = crate::procurement::table::event::Entity::find();
        let rows = Reader::new(register, &Viewer::Public).calendar_of(find, most).await.unwrap();
        rows.iter().map(|row| row.when.in_words()).collect()
    };
    assert_eq!(days(1).await, ["5 December 2014"]);
    assert_eq!(days(3).await, ["20 November 2014", "5 December 2014", "20 December 2014"]);
    assert_eq!(days(9).await.len(), 4);
});
