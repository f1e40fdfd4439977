//! Files are attached, read by whom they are for, and kept under their digest.

use super::{
    Media,
    deeds::{AttachFile, PublishAttachment},
};
use crate::{
    Refusal, Register,
    access::{Actor, Role, Viewer},
    agreement::story::Memorandum,
    attachment::Files,
    organisation::Kind,
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

    let download = register.download(&memo.commissioner.viewer, &letter).await.unwrap();
    assert_eq!((download.bytes.as_slice(), download.media, download.name.as_str()), (LETTER, Media::Pdf, "letter.pdf"));
    for viewer in [&Viewer::Public, &stranger.viewer] {
        assert!(matches!(register.download(viewer, &letter).await, Err(Refusal::NotFound)));
        assert!(register.attachments(viewer, &memo.agreement).await.unwrap().rows.is_empty());
    }

    let publish = |published| PublishAttachment { attachment: letter.clone(), published };
    assert!(matches!(register.change(&memo.partner, &publish(true)).await, Err(Refusal::Forbidden { .. })));
    register.change(&memo.commissioner, &publish(true)).await.unwrap();
    let shown = register.attachments(&Viewer::Public, &memo.agreement).await.unwrap();
    assert_eq!((shown.rows.len(), shown.may_attach, shown.rows[0].by.as_deref()), (1, false, None));
    assert_eq!(register.download(&Viewer::Public, &letter).await.unwrap().bytes, LETTER);
    register.change(&memo.commissioner, &publish(false)).await.unwrap();
    assert!(matches!(register.download(&Viewer::Public, &letter).await, Err(Refusal::NotFound)));
});

crate::story!(what_is_no_letter_is_refused_and_one_sent_twice_is_kept_once, async |world: World| {
    let folder = Folder::new();
    let register = world.register.with_files(Files::in_folder(&folder.path("attached")).unwrap());
    for (bytes, says) in [(Vec::new(), "empty"), (b"<script>".to_vec(), "a PDF, a Word document")] {
        let Err(Refusal::Invalid(faults)) = register.keep_file("x.pdf", bytes).await else { panic!("taken") };
        assert!(faults[0].field == "file" && faults[0].message.contains(says), "{faults:?}");
    }
    for name in ["one.pdf", "two.pdf"] {
        register.keep_file(name, LETTER.to_vec()).await.unwrap();
    }
    let kept: Vec<_> = std::fs::read_dir(folder.path("attached")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(kept.len(), 1);

    let memo = Memorandum::drafted(&world).await;
    let letter = attached(&register, &memo.commissioner, &memo.agreement).await;
    std::fs::write(&kept[0], "%PDF-1.7 another letter").unwrap();
    assert!(matches!(register.download(&memo.commissioner.viewer, &letter).await, Err(Refusal::Broken(_))));
    std::fs::remove_file(&kept[0]).unwrap();
    assert!(matches!(register.download(&memo.commissioner.viewer, &letter).await, Err(Refusal::Broken(_))));
    let nowhere = world.register.with_files(Files::nowhere());
    assert!(matches!(nowhere.keep_file("x.pdf", LETTER.to_vec()).await, Err(Refusal::Hindered(_))));
});
