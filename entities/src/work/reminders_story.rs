//! Whoever has something to do is reminded of it by one letter a day.

use crate::{
    agreement::varying::day,
    clock::Clock,
    negotiation::{deeds::OpenRound, story::Table},
    story::World,
};

crate::story!(one_letter_a_day_reminds_each_person_of_what_is_due_soon, async |world: World| {
    let table = Table::laid(&world).await;
    let lead = table.memorandum.commissioner.clone();
    let open = OpenRound { agreement: table.agreement.clone(), seen: 0, closes: day(2, 9) };
    world.register.change(&lead, &open).await.unwrap();
    let on = |month, of_month| world.register.with_clock(Clock::standing_on(Some(day(month, of_month))));

    // Nothing is due within a week.
    assert_eq!(on(2, 1).write_reminders().await.unwrap(), 0);
    // The people of each of the parties, once a day, whoever writes the letters.
    let people = on(2, 2).write_reminders().await.unwrap();
    assert!(people >= 3, "{people}");
    assert_eq!(on(2, 2).write_reminders().await.unwrap(), 0);
    let letters = world.letters("1 thing for you to do").await;
    assert_eq!(letters.len(), usize::try_from(people).unwrap(), "{letters:?}");
    let each: std::collections::BTreeSet<_> = letters.iter().collect();
    assert_eq!(each.len(), letters.len());
    assert_eq!(on(2, 8).write_reminders().await.unwrap(), people);
});
