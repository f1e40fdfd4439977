//! A schema that is not this program's is told apart, and one that is being made is made whole.

use sea_orm::ConnectionTrait;

use super::Mismatch;
use crate::{
    Refusal, Register,
    clock::Clock,
    organisation::Kind,
    story,
    story::{Folder, World},
};

story!(a_schema_of_a_newer_program_is_refused_and_says_which_program_it_needs, async |world: World| {
    world.organisation("Council", Kind::LocalAuthority).await;
    let register = &world.register;
    assert_eq!(register.mismatch().await.unwrap(), None);
    let tomorrow = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_tomorrow', 0); \
        UPDATE setting SET value = '7.1.0' WHERE name = 'schema_of_program'";
    register.writer().execute_unprepared(tomorrow).await.unwrap();
    let said = register.mismatch().await.unwrap().expect("a mismatch").to_string();
    assert!(said.contains("newer than this program") && said.contains("m9999_tomorrow"), "{said}");
    assert!(said.contains("version 7.1.0 or later"), "{said}");
    assert!(!register.is_ready().await);
    assert!(matches!(register.migrate().await, Err(Refusal::NotAllowed { why, .. }) if why == said));
});

story!(a_schema_of_an_older_program_is_refused_until_it_is_brought_up_to_date, async |world: World| {
    let register = &world.register;
    let last = register.schema_state().await.unwrap().applied.pop().unwrap();
    let forget = format!("DELETE FROM seaql_migrations WHERE version = '{last}'");
    register.writer().execute_unprepared(&forget).await.unwrap();
    let mismatch = register.mismatch().await.unwrap();
    assert_eq!(mismatch, Some(Mismatch::Older { pending: 1 }));
    let said = mismatch.unwrap().to_string();
    assert!(said.contains("1 change behind") && said.contains("`concordat migrate`"), "{said}");
    assert!(!register.is_ready().await);
});

#[tokio::test]
async fn a_change_of_the_schema_that_fails_half_way_leaves_nothing_of_itself() {
    let mut failed = 0;
    // Room for a few tables more each time: it fails in another place of another change.
    for pages in (10..60).step_by(3) {
        let folder = Folder::new();
        let register = Register::open(&folder.url("register.db"), Clock::default()).await.unwrap();
        let writer = register.writer();
        writer.execute_unprepared(&format!("PRAGMA max_page_count = {pages}")).await.unwrap();
        failed += usize::from(register.migrate().await.is_err());
        let done = register.schema_state().await.unwrap();
        writer.execute_unprepared("PRAGMA max_page_count = 1000000").await.unwrap();
        register.migrate().await.unwrap_or_else(|error| panic!("with {pages} pages: {error:?} after {done:?}"));
        assert!(register.is_ready().await);
    }
    assert!(failed > 10, "there was always room");
}
