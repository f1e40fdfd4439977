//! Attached files: letters, scans and evidence that belong to an agreement. The register keeps what a file is, by whom it was
//! attached and its SHA-256; its bytes lie beside the register, under a name that begins with that digest.

mod content_types;
pub mod deeds;
mod kind;
pub mod read;
#[cfg(test)]
pub(crate) mod story;
pub mod table;
mod uploads;

pub use crate::register::{Files, LyingFile};
pub use kind::Media;
pub use uploads::UPLOAD_HOURS;

use crate::{Refusal, Register, account::secret::hexadecimal, audit::sha256, values::Reference};

/// The largest file unless the settings say otherwise, in bytes.
pub const LARGEST: usize = 20 * 1024 * 1024;

/// An attached file, as pages name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub reference: Reference,
    /// As the file was called by whoever attached it.
    pub name: String,
    /// What it is, in their words.
    pub about: String,
    pub media: Media,
    /// In bytes.
    pub size: i64,
    /// In lower-case hexadecimal.
    pub sha256: String,
    /// Whoever may read the agreement may read it; else only readers of the negotiation.
    pub published: bool,
    pub version: i64,
}

impl From<table::Model> for Attachment {
    fn from(row: table::Model) -> Self {
        Self {
            reference: row.reference,
            name: row.name,
            about: row.about,
            media: row.media,
            size: row.size,
            sha256: row.sha256,
            published: row.published,
            version: row.version,
        }
    }
}

/// A file that lies beside the register, and is not attached to anything yet.
#[derive(Clone, Debug)]
pub struct KeptFile {
    name: String,
    media: Media,
    size: i64,
    sha256: String,
    /// The name under which it lies.
    kept_as: String,
}

impl Register {
    /// Puts a file beside the register, where it stays if it is attached within [`UPLOAD_HOURS`].
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for the field `file` if it is empty or none of the kinds that the register takes, told from its
    /// bytes; [`Refusal::Hindered`] if it cannot be written.
    pub async fn keep_file(&self, name: &str, bytes: Vec<u8>) -> Result<KeptFile, Refusal> {
        if bytes.is_empty() {
            return Err(Refusal::field("file", "The file is empty: choose another"));
        }
        let Some(media) = Media::of(&bytes) else {
            return Err(Refusal::field("file", format!("Choose {}: this file is none of these", Media::in_words())));
        };
        let size = i64::try_from(bytes.len()).map_err(Refusal::broken)?;
        let sha256 = sha256(&bytes);
        // With a number of its own: one who sends a file anew never gets one that is just being swept.
        let kept_as = format!("{sha256}-{}", hexadecimal::<8>()?);
        self.files().put(&kept_as, bytes).await?;
        Ok(KeptFile { name: short(name), media, size, sha256, kept_as })
    }
}

/// The last part of what a browser calls the file, 120 characters at most.
fn short(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let name: String = last.chars().filter(|c| !c.is_control()).take(120).collect();
    if name.is_empty() { "File without a name".into() } else { name }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn of_a_name_only_its_last_part_is_kept() {
        assert_eq!(short("C:\\scans\\letter.pdf"), "letter.pdf");
        assert_eq!(short("../../etc/passwd"), "passwd");
        assert_eq!(short("a\u{0}b\n.pdf"), "ab.pdf");
        assert_eq!(short(" "), "File without a name");
        assert_eq!(short(&"x".repeat(500)).len(), 120);
    }
}
