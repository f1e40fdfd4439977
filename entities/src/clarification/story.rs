//! Questions are asked until the cut-off and answered to everybody without the name.

use chrono::NaiveDate;
use serde_json::json;

use super::deeds::{AnswerQuestion, AskQuestion};
use crate::{
    Refusal,
    access::{Role, Viewer},
    clock::Clock,
    organisation::Kind,
    procurement::{
        EventKind,
        read::ProcurementPage,
        story::{by_hand, called, event, import, release},
    },
    story::World,
};

crate::story!(a_question_is_answered_to_all_without_the_name, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let brook = world.organisation("Brook Lane CIC", Kind::SocialEnterprise).await;
    let provider = world.person(&brook, &[Role::Provider]).await;
    let rival = world.organisation("Rival Ltd", Kind::Private).await;
    let rival = world.person(&rival, &[Role::Provider]).await;
    let register = &world.register;
    let procurement = register.change(&commissioner, &by_hand(&council)).await.unwrap();
    let ask = AskQuestion { procurement: procurement.clone(), words: "May Brook Lane bid for half of it?".into() };
    let question = register.change(&provider, &ask).await.unwrap();
    assert_eq!(world.letters("A question about a procurement").await, ["person0@example.org"]);
    let read = async |viewer: &Viewer| {
        register.read(viewer, &ProcurementPage(procurement.clone())).await.unwrap().clarifications
    };

    // Before the answer: the asker and the keepers, and nobody else.
    assert!(read(&provider.viewer).await.questions[0].is_own);
    assert_eq!(read(&commissioner.viewer).await.questions[0].by.as_ref().unwrap().name, "Brook Lane CIC");
    for viewer in [&Viewer::Public, &rival.viewer] {
        assert!(read(viewer).await.questions.is_empty());
    }

    let answer = AnswerQuestion {
        procurement: procurement.clone(),
        question,
        seen: 1,
        published_words: "May a provider bid for half of it?".into(),
        answer: "Yes, there are two lots.".into(),
    };
    assert!(matches!(register.change(&rival, &answer).await, Err(Refusal::Forbidden { .. })));
    register.change(&commissioner, &answer).await.unwrap();
    assert_eq!(world.letters("Your question was answered").await, ["person1@example.org"]);
    for viewer in [&Viewer::Public, &rival.viewer] {
        let questions = read(viewer).await.questions;
        assert_eq!(questions[0].words, "May a provider bid for half of it?");
        assert_eq!(questions[0].answer.as_ref().unwrap().0, "Yes, there are two lots.");
        assert!(questions[0].asked.is_none() && questions[0].by.is_none() && !questions[0].is_own);
    }
    let late = register.change(&commissioner, &answer).await;
    assert!(matches!(late, Err(Refusal::Stale { .. })), "it was answered meanwhile: {late:?}");
    let empty = AnswerQuestion { answer: String::new(), seen: 2, ..answer };
    let refused = register.change(&commissioner, &empty).await;
    assert!(matches!(&refused, Err(Refusal::Invalid(faults)) if faults[0].field == "answer"), "{refused:?}");
});

crate::story!(no_question_is_taken_after_the_cut_off, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let provider = world.organisation("Family Help", Kind::Voluntary).await;
    let provider = world.person(&provider, &[Role::Provider]).await;
    let procurement = world.register.change(&commissioner, &by_hand(&council)).await.unwrap();
    world.register.change(&commissioner, &event(&procurement, EventKind::Deadline, 12, 31)).await.unwrap();
    world.register.change(&commissioner, &event(&procurement, EventKind::Clarification, 12, 12)).await.unwrap();
    let ask = AskQuestion { procurement: procurement.clone(), words: "By when?".into() };
    let on = |day| world.register.with_clock(Clock::standing_on(NaiveDate::from_ymd_opt(2014, 12, day)));
    on(12).change(&provider, &ask).await.unwrap();
    assert!(matches!(on(13).change(&provider, &ask).await, Err(Refusal::NotAllowed { .. })));
    let page = on(13).read(&Viewer::Public, &ProcurementPage(procurement.clone())).await.unwrap();
    assert!(page.clarifications.no_question.unwrap().why.contains("cut-off"));
});

crate::story!(nobody_is_asked_who_would_not_see_the_question, async |world: World| {
    let provider = world.organisation("Family Help", Kind::Voluntary).await;
    let provider = world.person(&provider, &[Role::Provider]).await;
    let ends = json!({"title": "Mentoring", "status": "active", "contractPeriod": {"endDate": "2015-03-31"}});
    let notice = release("1", "2014-11-01T00:00:00Z", ends);
    import(&world, "notice.json", &notice.to_string()).await.unwrap();
    let procurement = called(&world, "Mentoring").await;
    let ask = AskQuestion { procurement: procurement.clone(), words: "By when?".into() };
    let refused = world.register.change(&provider, &ask).await;
    assert!(
        matches!(&refused, Err(Refusal::NotAllowed { why, instead }) if why.contains("Birmingham is not an organisation")
            && instead.contains("its notice")),
        "{refused:?}"
    );
    let page = world.register.read(&provider.viewer, &ProcurementPage(procurement.clone())).await.unwrap();
    assert!(page.clarifications.no_question.unwrap().as_the_notice_says && page.clarifications.questions.is_empty());
});
