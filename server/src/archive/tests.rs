use std::{collections::BTreeMap, fs, io, path::PathBuf};

use chrono::DateTime;
use entities::{
    audit::Head,
    backup::{Contents, System},
};

use super::*;

/// A folder with two attached files, and the archive of it.
async fn packed(name: &str) -> (PathBuf, Manifest) {
    let folder = std::env::temp_dir().join(format!("concordat-archive-{}-{name}", std::process::id()));
    fs::create_dir_all(folder.join("attachments/deep")).unwrap();
    fs::write(folder.join("register.db"), vec![7; 100_000]).unwrap();
    fs::write(folder.join("attachments/deep/letter.pdf"), "a letter").unwrap();
    fs::write(folder.join("attachments/scan.pdf"), "").unwrap();
    let names = ["register.db", "attachments/deep/letter.pdf", "attachments/scan.pdf"];
    let members = names.iter().map(|name| member(name, &folder.join(name)).unwrap()).collect();
    let contents = Contents {
        system: System::Sqlite,
        pg_dump: None,
        migrations: vec!["m0001_ground".into()],
        rows: BTreeMap::from([("organisation".into(), 3)]),
        audit_head: Head { seq: 0, hash: String::new() },
    };
    let made_at = DateTime::from_timestamp(1_417_435_200, 0).unwrap();
    let manifest = Manifest { form: FORM, program: "0.1.0".into(), made_at, contents, members };
    let read = async |member: &Member| Ok(Box::new(fs::File::open(folder.join(&member.path))?) as Box<dyn io::Read>);
    pack(&manifest, &folder.join("backup.tar"), read).await.unwrap();
    (folder, manifest)
}

/// What is said of an archive after its bytes were changed.
async fn after(name: &str, change: impl FnOnce(&mut Vec<u8>)) -> String {
    let (folder, _) = packed(name).await;
    let archive = folder.join("backup.tar");
    let mut bytes = fs::read(&archive).unwrap();
    change(&mut bytes);
    fs::write(&archive, bytes).unwrap();
    let unpacked = |manifest| unpack(&archive, &manifest, |member| folder.join("out").join(member));
    let said = manifest_of(&archive).and_then(unpacked).unwrap_err();
    fs::remove_dir_all(folder).unwrap();
    format!("{said:#}")
}

#[tokio::test]
async fn what_was_packed_is_unpacked() {
    let (folder, packed) = packed("round").await;
    let manifest = manifest_of(&folder.join("backup.tar")).unwrap();
    assert_eq!(manifest.members, packed.members);
    assert_eq!(manifest.contents, packed.contents);
    unpack(&folder.join("backup.tar"), &manifest, |member| folder.join("out").join(member)).unwrap();
    assert_eq!(fs::read(folder.join("out/attachments/deep/letter.pdf")).unwrap(), b"a letter");
    assert_eq!(fs::read(folder.join("out/attachments/scan.pdf")).unwrap(), b"");
    assert_eq!(fs::read(folder.join("out/register.db")).unwrap().len(), 100_000);
    fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_changed_byte_is_found() {
    let said = after("changed", |bytes| {
        let place = bytes.windows(8).position(|window| window == b"a letter").unwrap();
        bytes[place] = b'A';
    })
    .await;
    assert!(said.contains("attachments/deep/letter.pdf is not what it was"), "{said}");
}

#[tokio::test]
async fn a_file_that_was_cut_off_is_found() {
    let said = after("cut", |bytes| bytes.truncate(50_000)).await;
    assert!(said.contains("damaged or was cut off") && said.contains("register.db"), "{said}");
    let said = after("cut-early", |bytes| bytes.truncate(100)).await;
    assert!(said.contains("not a backup of Concordat"), "{said}");
}

#[tokio::test]
async fn a_file_that_is_something_else_is_not_a_backup() {
    let said = after("other", |bytes| *bytes = b"PK\x03\x04 this is no archive".repeat(100)).await;
    assert!(said.contains("not a backup of Concordat"), "{said}");
}

#[tokio::test]
async fn a_manifest_names_nothing_outside_the_backup() {
    let said = after("outside", |bytes| {
        let place = bytes.windows(11).position(|window| window == b"register.db").unwrap();
        bytes[place..place + 11].copy_from_slice(b"../../r.dbx");
    })
    .await;
    assert!(said.contains("names a file outside itself"), "{said}");
}

#[tokio::test]
async fn what_is_beyond_the_manifest_is_found() {
    let (folder, mut manifest) = packed("more").await;
    manifest.members.pop();
    let said = unpack(&folder.join("backup.tar"), &manifest, |member| folder.join("out").join(member)).unwrap_err();
    assert!(said.to_string().contains("more in it than its manifest says"), "{said}");
    fs::remove_dir_all(folder).unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn what_a_restore_makes_is_for_nobody_else() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, manifest) = packed("private").await;
    // The folder of the data, which is not there yet.
    let data = folder.join("new/data");
    let workshop = Workshop::in_folder(&data, "restore").unwrap();
    unpack(&folder.join("backup.tar"), &manifest, |member| workshop.path(member)).unwrap();
    let rights = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for path in [folder.join("new"), data, workshop.path("."), workshop.path("attachments/deep")] {
        assert_eq!(rights(&path), 0o700, "{}", path.display());
    }
    for name in ["register.db", "attachments/scan.pdf"] {
        assert_eq!(rights(&workshop.path(name)), 0o600, "{name}");
    }
    drop(workshop);
    fs::remove_dir_all(folder).unwrap();
}
