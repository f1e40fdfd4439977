//! A provider's home, and what its questions bring the buyer.

use super::{OwnMarket, OwnWork, Task, What};
use crate::{
    access::Role,
    clarification::deeds::{AnswerQuestion, AskQuestion},
    engagement::deeds::TakePlace,
    following::deeds::Follow,
    organisation,
    procurement::{
        EventKind,
        deeds::{RegisterInterest, WriteProcurement},
        story::{by_hand, event},
    },
    story::World,
};

crate::story!(a_provider_finds_what_is_coming_in_order_of_days_and_its_own_questions, async |world: World| {
    let council = world.organisation("Council", organisation::Kind::LocalAuthority).await;
    let provider = world.organisation("Provider", organisation::Kind::Voluntary).await;
    let keeper = world.person(&council, &[Role::Commissioner]).await;
    let person = world.person(&provider, &[Role::Provider]).await;
    let colleague = world.person(&provider, &[Role::Provider]).await;
    let register = &world.register;
    let mut events = Vec::new();
    for (title, day) in [("Followed", 20), ("Attended", 10), ("Wanted", 15), ("Neither", 5)] {
        let write = WriteProcurement { title: title.into(), ..by_hand(&council) };
        let reference = register.change(&keeper, &write).await.unwrap();
        let id = register.change(&keeper, &event(&reference, EventKind::Engagement, 12, day)).await.unwrap();
        events.push((reference, id));
    }
    let follow = Follow { procurement: events[0].0.clone(), follow: true };
    register.change(&person, &follow).await.unwrap();
    let take = TakePlace {
        procurement: events[1].0.clone(),
        event: events[1].1,
        seen: 0,
        event_seen: 0,
        words: String::new(),
    };
    register.change(&colleague, &take).await.unwrap();
    let interest = RegisterInterest { procurement: events[2].0.clone(), seen: 0, words: String::new() };
    register.change(&colleague, &interest).await.unwrap();
    let ask = AskQuestion { procurement: events[2].0.clone(), words: "By when?".into() };
    let question = register.change(&colleague, &ask).await.unwrap();

    let market = register.read(&person.viewer, &OwnMarket).await.unwrap();
    let coming: Vec<_> = market.coming.iter().map(|item| (item.title.as_str(), item.what)).collect();
    let engagement = What::Event(EventKind::Engagement);
    let place = What::Place(crate::engagement::State::Place);
    assert_eq!(coming, [("Attended", place), ("Wanted", engagement), ("Followed", engagement)]);
    assert_eq!((market.questions.len(), market.interests.len()), (1, 1), "the organisation's, whoever acted");
    // What one follows is one's own.
    let other = register.read(&colleague.viewer, &OwnMarket).await.unwrap();
    assert!(other.coming.iter().all(|item| item.title != "Followed"));
    assert!(register.read(&keeper.viewer, &OwnMarket).await.unwrap().coming.is_empty());

    // The buyer has the question among its work, until it is answered.
    let waits = async || {
        let work = register.read(&keeper.viewer, &OwnWork).await.unwrap();
        work.mine.iter().any(|item| item.task == Task::AnswerQuestion && item.words.ends_with("By when?"))
    };
    assert!(waits().await);
    let answer = AnswerQuestion {
        procurement: events[2].0.clone(),
        question,
        seen: 1,
        published_words: "By when?".into(),
        answer: "By noon".into(),
    };
    register.change(&keeper, &answer).await.unwrap();
    assert!(!waits().await);
    let market = register.read(&person.viewer, &OwnMarket).await.unwrap();
    assert!(market.questions[0].answered_at.is_some());
});
