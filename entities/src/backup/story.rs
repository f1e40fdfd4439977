//! A copy made while deeds stream in is a register of one instant, and only a sound one is put back.

use sea_orm::{ConnectionTrait, Database};

use super::{Contents, Place};
use crate::{
    Refusal, Register,
    access::{Actor, Viewer},
    audit::Head,
    clock::Clock,
    organisation::{Kind, deeds::AddOrganisation, read::Organisations},
    story,
    story::{Folder, World, in_database},
};

/// Copies a register of three organisations while more are added; tells the head before it began, too.
async fn copied(world: &World, folder: &Folder) -> (Head, Contents) {
    for name in ["Council", "Trust", "Police"] {
        world.organisation(name, Kind::OtherPublic).await;
    }
    let before = world.register.audit_head().await.unwrap();
    std::fs::create_dir_all(folder.path("")).unwrap();
    let (stop, mut stopped) = tokio::sync::watch::channel(false);
    let register = world.register.clone();
    let streaming = tokio::spawn(async move {
        let mut added = 0;
        while !*stopped.borrow_and_update() {
            let school = AddOrganisation::named(&format!("School {added}"), Kind::School);
            register.change(&Actor::operator(), &school).await.unwrap();
            added += 1;
        }
        added
    });
    let contents = world.register.copy_to(&folder.path("copy")).await.unwrap();
    stop.send_replace(true);
    let added: i64 = streaming.await.unwrap();
    assert!(contents.audit_head.seq >= before.seq && contents.audit_head.seq <= before.seq + added);
    (before, contents)
}

/// An address where nothing is yet, on the same database system.
async fn elsewhere(world: &World, folder: &Folder) -> String {
    if world.register.url().starts_with("sqlite") {
        return folder.url("restored.db");
    }
    let server = std::env::var("CONCORDAT_TEST_POSTGRES").unwrap();
    let name = format!("{}_restored", world.register.url().rsplit('/').next().unwrap());
    let admin = Database::connect(&server).await.unwrap();
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    admin.close().await.unwrap();
    in_database(&server, &name)
}

fn why<T: std::fmt::Debug>(refused: Result<T, Refusal>) -> String {
    match refused {
        Err(Refusal::NotAllowed { why, .. }) => why,
        Err(Refusal::Broken(cause)) => cause.to_string(),
        other => panic!("{other:?}"),
    }
}

story!(a_copy_made_while_deeds_stream_in_is_restored_with_the_same_rows_and_head, async |world: World| {
    let folder = Folder::new();
    let (before, contents) = copied(&world, &folder).await;
    let url = elsewhere(&world, &folder).await;
    let place = Place::find(&url).await.unwrap();
    let restored = place.fill(&folder.path("copy"), &contents).await.unwrap();
    assert_eq!((restored.entries, restored.brought_up), (contents.audit_head.seq, 0));

    let register = Register::open(&url, Clock::default()).await.unwrap();
    assert_eq!(Contents::of(register.reader()).await.unwrap(), Contents { pg_dump: None, ..contents.clone() });
    register.verify_audit(Some(&before)).await.unwrap();
    let list = register.listed(&Viewer::Public, &Organisations::default()).await;
    assert_eq!(i64::try_from(list.len()).unwrap(), contents.rows["organisation"]);
    // It goes on from there.
    let next = AddOrganisation::named("After the restore", Kind::School);
    register.change(&Actor::operator(), &next).await.unwrap();
    assert_eq!(register.audit_head().await.unwrap().seq, contents.audit_head.seq + 1);
    register.close().await.unwrap();

    assert!(why(Place::find(&url).await).contains(if url.starts_with("sqlite") {
        "is there already"
    } else {
        "is not empty"
    }));
});

story!(a_copy_that_is_not_what_it_says_is_not_a_register, async |world: World| {
    let folder = Folder::new();
    let (_, contents) = copied(&world, &folder).await;
    let mut fewer = contents.clone();
    *fewer.rows.get_mut("organisation").unwrap() -= 1;
    let place = Place::find(&elsewhere(&world, &folder).await).await.unwrap();
    let said = why(place.fill(&folder.path("copy"), &fewer).await);
    assert!(said.contains("organisation has"), "{said}");
});

story!(a_register_whose_trail_is_broken_is_not_copied, async |world: World| {
    world.organisation("Council", Kind::LocalAuthority).await;
    let forge = "UPDATE audit_entry SET deed = 'did nothing' WHERE seq = 1";
    world.register.writer().execute_unprepared(forge).await.unwrap();
    let folder = Folder::new();
    std::fs::create_dir_all(folder.path("")).unwrap();
    assert!(why(world.register.copy_to(&folder.path("copy")).await).contains("broken at entry 1"));
});

#[tokio::test]
async fn a_damaged_file_is_found_before_anything_is_put_in_place() {
    let folder = Folder::new();
    let (_, contents) = copied(&World::on_sqlite().await, &folder).await;
    let mut bytes = std::fs::read(folder.path("copy")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0x5a);
    std::fs::write(folder.path("copy"), bytes).unwrap();
    let place = Place::find(&folder.url("restored.db")).await.unwrap();
    assert!(place.fill(&folder.path("copy"), &contents).await.is_err());
    assert!(!folder.path("restored.db").exists());
}
