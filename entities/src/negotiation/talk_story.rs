//! People comment on a clause, ask somebody to read it, and settle it.

use super::{
    Stand,
    deeds::{Comment, ResolveThread},
    read::{Talk, TalkOf},
    story::Table,
};
use crate::{
    Refusal,
    access::{Actor, Role, Viewer},
    agreement::read::At,
    story::World,
    work::{OwnWork, Task},
};

const LETTER: &str = "You are asked to read a comment";

impl Table {
    async fn talk(&self, world: &World, viewer: &Viewer) -> Talk {
        let asked = TalkOf { asked: At::Made.of(self.agreement.clone()), anchor: None };
        world.register.read(viewer, &asked).await.unwrap()
    }

    fn comment(&self, thread: Option<i64>, words: &str, mentions: Vec<i64>) -> Comment {
        let (agreement, clause) = (self.agreement.clone(), "c-referrals".to_owned());
        Comment { agreement, clause, thread, words: words.into(), mentions }
    }
}

async fn asked_to_read(world: &World, actor: &Actor) -> Vec<String> {
    let work = world.register.read(&actor.viewer, &OwnWork).await.unwrap();
    work.mine.into_iter().filter(|item| item.task == Task::Reply).map(|item| item.words).collect()
}

crate::story!(a_comment_is_told_as_a_position_is_and_answers_to_whoever_asked, async |world: World| {
    let table = Table::laid(&world).await;
    let (partner, lead) = (table.memorandum.partner.clone(), table.memorandum.commissioner.clone());
    let say = async |actor: &Actor, comment: Comment| world.register.change(actor, &comment).await;
    let empty = say(&table.police, table.comment(None, "  ", Vec::new())).await;
    assert!(matches!(empty, Err(Refusal::Invalid(_))));
    let thread = say(&table.police, table.comment(None, "Which form is meant?", Vec::new())).await.unwrap();
    let heard = table.talk(&world, &lead.viewer).await;
    assert_eq!(heard.threads[0].comments[0].words, "Which form is meant?");

    // A party that has said nothing of the clause does not know of it, and cannot answer.
    assert!(table.talk(&world, &partner.viewer).await.threads.is_empty());
    let blind = say(&partner, table.comment(Some(thread), "That one", Vec::new())).await;
    assert!(matches!(blind, Err(Refusal::NotFound)));
    let settle = |last| ResolveThread { agreement: table.agreement.clone(), thread, seen: 1, last, resolved: true };
    assert!(matches!(world.register.change(&partner, &settle(1)).await, Err(Refusal::NotFound)));
    table.says(&world, &partner, "c-referrals", Stand::Agrees).await;
    assert_eq!(table.talk(&world, &partner.viewer).await.threads.len(), 1);

    // Whoever asked reads the answer, though it has not said where it stands; and settles no answer that it has not read.
    say(&partner, table.comment(Some(thread), "The common form", Vec::new())).await.unwrap();
    let heard = table.talk(&world, &table.police.viewer).await.threads.remove(0);
    assert_eq!((heard.comments.len(), heard.may_resolve), (2, true));
    assert!(matches!(world.register.change(&table.police, &settle(1)).await, Err(Refusal::Stale { .. })));
    assert!(matches!(world.register.change(&partner, &settle(heard.last)).await, Err(Refusal::NotAllowed { .. })));
    world.register.change(&table.police, &settle(heard.last)).await.unwrap();
    let late = say(&partner, table.comment(Some(thread), "One thing more", Vec::new())).await;
    assert!(matches!(late, Err(Refusal::NotAllowed { .. })));
    assert!(table.talk(&world, &lead.viewer).await.threads[0].resolved.is_some());

    // Of words that are changed, what was said stays known to those who knew it; what is said then is not.
    let text = crate::agreement::story::TEXT.replace("We refer.", "We refer at once.");
    table.memorandum.save(&world, 1, &text).await.unwrap();
    say(&lead, table.comment(None, "At once means a day", Vec::new())).await.unwrap();
    let known = table.talk(&world, &partner.viewer).await.threads;
    assert_eq!(known.len(), 1, "{known:?}");
    assert!(known[0].comments.iter().all(|said| !said.of_now));
    assert!(matches!(
        world
            .register
            .read(&Viewer::Public, &TalkOf { asked: At::Made.of(table.agreement.clone()), anchor: None })
            .await,
        Err(Refusal::NotFound)
    ));
});

crate::story!(who_is_asked_to_read_a_comment_is_told_once_they_may_read_it, async |world: World| {
    let table = Table::laid(&world).await;
    let (partner, lead) = (table.memorandum.partner.clone(), table.memorandum.commissioner.clone());
    let people = table.talk(&world, &table.police.viewer).await.people;
    let account = |actor: &Actor| actor.account().unwrap();
    assert!(people.iter().all(|person| person.account != account(&table.police)), "nobody asks themselves");
    let both = vec![account(&partner), account(&lead)];
    assert!(both.iter().all(|one| people.iter().any(|person| person.account == *one)), "{people:?}");
    let trust = world.organisation("A trust", crate::organisation::Kind::NhsTrust).await;
    let stranger = world.person(&trust, &[Role::Partner]).await;
    let bad = table.comment(None, "Read this", vec![account(&stranger)]);
    assert!(matches!(world.register.change(&table.police, &bad).await, Err(Refusal::Invalid(_))));

    let thread = world.register.change(&table.police, &table.comment(None, "Read this", both)).await.unwrap();
    // The lead reads everything; a party that has said nothing hears nothing of it.
    let words = "West Midlands Police asks you to read a comment on clause 1: NHS memorandum 2015/16".to_owned();
    assert_eq!(asked_to_read(&world, &lead).await, std::slice::from_ref(&words));
    assert!(asked_to_read(&world, &partner).await.is_empty());
    assert_eq!(world.letters(LETTER).await.len(), 1);
    table.says(&world, &partner, "c-referrals", Stand::Agrees).await;
    assert_eq!(asked_to_read(&world, &partner).await, [words]);

    // An answer is enough, and so is that it is settled.
    world.register.change(&partner, &table.comment(Some(thread), "Read", Vec::new())).await.unwrap();
    assert!(asked_to_read(&world, &partner).await.is_empty());
    assert_eq!(asked_to_read(&world, &lead).await.len(), 1);
    let last = table.talk(&world, &lead.viewer).await.threads[0].last;
    let settle = ResolveThread { agreement: table.agreement.clone(), thread, seen: 1, last, resolved: true };
    world.register.change(&lead, &settle).await.unwrap();
    assert!(asked_to_read(&world, &lead).await.is_empty());
});
