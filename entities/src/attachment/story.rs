//! Files are attached, read by whom they are for, and kept under their digest.

use super::{
    Media, UPLOAD_HOURS,
    deeds::{AttachFile, PublishAttachment},
};
use crate::{
    Refusal, Register,
    access::{Actor, Role, Viewer},
    agreement::story::Memorandum,
    attachment::{
        Files,
        read::{AttachmentsOf, DownloadOf},
    },
    organisation::Kind,
    retention,
    story::{Folder, World},
    values::Reference,
};

const LETTER: &[u8] = b"%PDF-1.7 Dear council, we agree";

pub async fn attached(register: &Register, by: &Actor, agreement: &Reference) -> Reference {
    let file = register.keep_file("letter.pdf", LETTER.to_vec()).await.unwrap();
    register.change(by, &AttachFile { agreement: agreement.clone(), file, about: "The letter".into() }).await.unwrap()
}

crate::story!(a_file_is_for_the_negotiation_until_it_is_published_with_its_agreement, async |world: World| {
    let memo = Memorandum::signed(&world).await;
    let register = &world.register;
    let letter = attached(register, &memo.partner, &memo.agreement).await;
    memo.publish(&world).await;
    let council = world.organisation("Elsewhere", Kind::LocalAuthority).await;
    let stranger = world.person(&council, &[Role::Partner]).await;

    let download = register.read(&memo.commissioner.viewer, &DownloadOf(letter.clone())).await.unwrap();
    assert_eq!((download.bytes.as_slice(), download.media, download.name.as_str()), (LETTER, Media::Pdf, "letter.pdf"));
    for viewer in [&Viewer::Public, &stranger.viewer] {
        assert!(matches!(register.read(viewer, &DownloadOf(letter.clone())).await, Err(Refusal::NotFound)));
        assert!(register.read(viewer, &AttachmentsOf((&memo.agreement).into())).await.unwrap().rows.is_empty());
    }

    let publish = |published, seen| PublishAttachment { attachment: letter.clone(), published, seen };
    assert!(matches!(register.change(&memo.partner, &publish(true, 1)).await, Err(Refusal::Forbidden { .. })));
    register.change(&memo.commissioner, &publish(true, 1)).await.unwrap();
    let shown = register.read(&Viewer::Public, &AttachmentsOf((&memo.agreement).into())).await.unwrap();
    assert_eq!((shown.rows.len(), shown.may_attach, shown.rows[0].by.as_deref()), (1, false, None));
    assert_eq!(register.read(&Viewer::Public, &DownloadOf(letter.clone())).await.unwrap().bytes, LETTER);
    register.change(&memo.commissioner, &publish(false, 2)).await.unwrap();
    assert!(matches!(register.read(&Viewer::Public, &DownloadOf(letter.clone())).await, Err(Refusal::NotFound)));
});

crate::story!(what_is_no_letter_is_refused_and_what_lies_there_changed_or_gone_is_found_out, async |world: World| {
    let folder = Folder::new();
    let register = world.register.with_files(Files::in_folder(&folder.path("attached")).unwrap());
    for (bytes, says) in [(Vec::new(), "empty"), (b"<script>".to_vec(), "a PDF, a Word document")] {
        let Err(Refusal::Invalid(faults)) = register.keep_file("x.pdf", bytes).await else { panic!("taken") };
        assert!(faults[0].field == "file" && faults[0].message.contains(says), "{faults:?}");
    }
    let memo = Memorandum::drafted(&world).await;
    let letter = attached(&register, &memo.commissioner, &memo.agreement).await;
    assert_eq!(register.look_for_attached_files().await.unwrap(), (1, vec![]));
    let lying = &in_folder(&folder)[0];
    std::fs::write(lying, "%PDF-1.7 another letter").unwrap();
    assert!(matches!(
        register.read(&memo.commissioner.viewer, &DownloadOf(letter.clone())).await,
        Err(Refusal::Broken(_))
    ));
    std::fs::remove_file(lying).unwrap();
    assert!(matches!(
        register.read(&memo.commissioner.viewer, &DownloadOf(letter.clone())).await,
        Err(Refusal::Broken(_))
    ));
    assert_eq!(register.look_for_attached_files().await.unwrap(), (1, vec![letter]));
    let nowhere = world.register.with_files(Files::nowhere());
    assert!(matches!(nowhere.keep_file("x.pdf", LETTER.to_vec()).await, Err(Refusal::Hindered(_))));
});

crate::story!(a_file_that_was_attached_to_nothing_is_swept_after_a_day, async |world: World| {
    let folder = Folder::new();
    let register = world.register.with_files(Files::in_folder(&folder.path("attached")).unwrap());
    let memo = Memorandum::drafted(&world).await;
    let letter = attached(&register, &memo.commissioner, &memo.agreement).await;
    let old = UPLOAD_HOURS.unsigned_abs() * 3_600 + 60;
    let day_before = std::time::SystemTime::from(register.clock().now()) - std::time::Duration::from_secs(old);
    register.keep_file("refused.pdf", LETTER.to_vec()).await.unwrap();
    std::fs::write(folder.path("attached").join("README"), "whose is this?").unwrap();
    for lying in in_folder(&folder) {
        std::fs::File::options().write(true).open(lying).unwrap().set_modified(day_before).unwrap();
    }
    register.keep_file("just-now.pdf", LETTER.to_vec()).await.unwrap();

    let swept = register.sweep_what_is_over().await.unwrap();
    assert_eq!((swept.of(retention::Kind::Upload), swept.all()), (1, 1));
    assert_eq!(in_folder(&folder).len(), 3, "what is attached, what just came, and what is not ours");
    assert_eq!(register.read(&memo.commissioner.viewer, &DownloadOf(letter.clone())).await.unwrap().bytes, LETTER);
});

fn in_folder(folder: &Folder) -> Vec<std::path::PathBuf> {
    std::fs::read_dir(folder.path("attached")).unwrap().map(|file| file.unwrap().path()).collect()
}
