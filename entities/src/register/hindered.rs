//! What the register says when its database is there and cannot do its work: full, read-only, held, or gone for a while.

use std::time::Duration;

use sea_orm::{ConnectionTrait, Database, TransactionTrait};

use super::{Connections, change::immediate};
use crate::{
    Refusal, Register,
    access::{Actor, Role},
    audit::Verdict,
    clock::Clock,
    organisation::{Kind, deeds::AddOrganisation},
    refusal::Hindrance,
    story::{Folder, World},
};

async fn add(register: &Register, name: &str) -> Result<(), Refusal> {
    register.change(&Actor::operator(), &AddOrganisation::named(name, Kind::School)).await.map(|_| ())
}

async fn entries(register: &Register) -> i64 {
    match register.verify_audit(None).await.unwrap() {
        Verdict::Whole { entries, .. } => entries,
        broken @ Verdict::Broken { .. } => panic!("{broken:?}"),
    }
}

fn hindered<T>(outcome: Result<T, Refusal>) -> Option<Hindrance> {
    match outcome {
        Err(Refusal::Hindered(hindrance)) => Some(hindrance),
        Err(other) => panic!("{other:?}"),
        Ok(_) => None,
    }
}

#[tokio::test]
async fn a_full_disk_refuses_whole_deeds_and_nothing_has_to_be_repaired() {
    let World { register, .. } = &World::on_sqlite().await;
    register.writer().execute_unprepared("PRAGMA max_page_count = 1").await.unwrap();
    let mut done = 0;
    loop {
        match hindered(add(register, &format!("School {done}")).await) {
            None => done += 1,
            Some(hindrance) => break assert_eq!(hindrance, Hindrance::Full),
        }
        assert!(done < 1000, "the file never became full");
    }
    assert_eq!(entries(register).await, done);
    // The bound belonged to a connection that was closed since: now there is room.
    add(register, "Another").await.unwrap();
    assert_eq!(entries(register).await, done + 1);
}

#[tokio::test]
async fn after_a_transaction_that_the_database_ended_by_itself_what_is_acknowledged_is_committed() {
    let world = World::on_sqlite().await;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let partner = world.person(&council, &[Role::Partner]).await;
    let register = &world.register;
    let before = entries(register).await;
    // As SQLite does when the disk fails in the middle.
    let tx = register.writer().begin_with_options(immediate()).await.unwrap();
    tx.execute_unprepared("ROLLBACK").await.unwrap();
    assert!(tx.commit().await.is_err());
    let refused = register.change(&partner, &AddOrganisation::named("Trust", Kind::NhsTrust)).await;
    assert!(matches!(refused, Err(Refusal::Forbidden { .. })), "{refused:?}");
    for number in 1..=3 {
        add(register, &format!("School {number}")).await.unwrap();
        assert_eq!(entries(register).await, before + number, "others see it");
    }
}

#[tokio::test]
async fn a_file_that_may_only_be_read_says_so_and_can_be_read() {
    let World { register, .. } = &World::on_sqlite().await;
    add(register, "School").await.unwrap();
    register.takes_changes().await.unwrap();
    register.writer().execute_unprepared("PRAGMA query_only = ON").await.unwrap();
    assert_eq!(hindered(add(register, "Another").await), Some(Hindrance::ReadOnly));
    assert_eq!(hindered(register.takes_changes().await), Some(Hindrance::ReadOnly));
    assert_eq!(entries(register).await, 1);
}

#[tokio::test]
async fn a_file_that_another_program_holds_is_waited_for_and_then_refused() {
    let folder = Folder::new();
    let url = folder.url("register.db");
    let connections = Connections { wait: Duration::from_millis(100), ..Default::default() };
    let register = Register::open_with(&url, Clock::default(), connections).await.unwrap();
    register.migrate().await.unwrap();
    let another_program = Register::open(&url, Clock::default()).await.unwrap();
    let held = another_program.writer().begin_with_options(immediate()).await.unwrap();
    assert_eq!(hindered(add(&register, "School").await), Some(Hindrance::Locked));
    assert_eq!(entries(&register).await, 0, "it can be read meanwhile");
    held.rollback().await.unwrap();
    add(&register, "School").await.unwrap();
}

#[tokio::test]
async fn a_file_that_cannot_be_opened_says_so() {
    let folder = Folder::new();
    // A folder where the file should be.
    std::fs::create_dir_all(folder.path("register.db")).unwrap();
    let refused = Register::open(&folder.url("register.db"), Clock::default()).await;
    assert_eq!(hindered(refused.map_err(Refusal::from)), Some(Hindrance::Files));
}

mod a_server_that_may_only_be_read_says_so_after_its_connections_were_cut {
    use super::*;

    #[tokio::test]
    async fn on_postgresql() {
        let World { register, .. } = &World::on_postgresql().await;
        add(register, "School").await.unwrap();
        let row = register.reader().query_one_raw(sea_orm::Statement::from_string(
            sea_orm::DbBackend::Postgres,
            "SELECT CAST(current_database() AS TEXT) AS name",
        ));
        let name: String = row.await.unwrap().unwrap().try_get("", "name").unwrap();
        let admin = Database::connect(std::env::var("CONCORDAT_TEST_POSTGRES").unwrap()).await.unwrap();
        let cut = |read_only: &str| {
            format!(
                "ALTER DATABASE {name} SET default_transaction_read_only = {read_only}; \
                 SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            )
        };
        admin.execute_unprepared(&cut("on")).await.unwrap();
        assert_eq!(hindered(add(register, "Another").await), Some(Hindrance::ReadOnly));
        assert_eq!(entries(register).await, 1);
        admin.execute_unprepared(&cut("off")).await.unwrap();
        add(register, "Another").await.unwrap();
        assert_eq!(entries(register).await, 2);
        admin.close().await.unwrap();
    }
}
