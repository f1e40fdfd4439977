//! What a file is, told from its bytes and never from its name.

use std::io::Cursor;

crate::words! {
    /// The kinds of file that the register takes.
    Media {
        Pdf = "pdf", "PDF";
        Docx = "docx", "Word document";
        Xlsx = "xlsx", "Excel workbook";
        Png = "png", "PNG picture";
        Jpeg = "jpeg", "JPEG picture";
    }
}

impl Media {
    /// The kind of these bytes; `None` if it is not one of ours.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match infer::get(bytes).map(|kind| kind.mime_type()) {
            Some("application/pdf") => Some(Self::Pdf),
            Some("image/png") => Some(Self::Png),
            Some("image/jpeg") => Some(Self::Jpeg),
            _ => Self::of_archive(bytes),
        }
    }

    /// The kind of an Office document: an archive that names its parts.
    fn of_archive(bytes: &[u8]) -> Option<Self> {
        let archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
        let holds = |part| archive.index_for_name(part).is_some();
        match () {
            // Macros are no part of a record.
            () if !holds("[Content_Types].xml") || holds("word/vbaProject.bin") || holds("xl/vbaProject.bin") => None,
            () if holds("word/document.xml") => Some(Self::Docx),
            () if holds("xl/workbook.xml") => Some(Self::Xlsx),
            () => None,
        }
    }

    /// The type that browsers are told.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// The ending that its name has.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            other => other.code(),
        }
    }

    /// All of them, as an error names them.
    pub const fn in_words() -> &'static str {
        "a PDF, a Word document (docx), an Excel workbook (xlsx), a PNG or a JPEG"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ZIP archive of stored empty members with these names.
    pub fn zip(names: &[&str]) -> Vec<u8> {
        let (mut file, mut central) = (Vec::new(), Vec::new());
        for name in names {
            let at = u32::try_from(file.len()).unwrap().to_le_bytes();
            let length = u16::try_from(name.len()).unwrap().to_le_bytes();
            let middle = [&[20, 0][..], &[0; 20], &length, &[0, 0]].concat();
            file.extend([b"PK\x03\x04", middle.as_slice(), name.as_bytes()].concat());
            central.extend([b"PK\x01\x02", &[20, 0][..], &middle, &[0; 10], &at, name.as_bytes()].concat());
        }
        let count = u16::try_from(names.len()).unwrap().to_le_bytes();
        let (size, at) =
            (u32::try_from(central.len()).unwrap().to_le_bytes(), u32::try_from(file.len()).unwrap().to_le_bytes());
        [file, central, [b"PK\x05\x06", &[0; 4][..], &count, &count, &size, &at, &[0, 0]].concat()].concat()
    }

    #[test]
    fn a_kind_is_told_from_the_bytes() {
        let docx = zip(&["[Content_Types].xml", "_rels/.rels", "word/document.xml"]);
        let xlsx = zip(&["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"]);
        for (bytes, media) in [
            (b"%PDF-1.7\n".as_slice(), Some(Media::Pdf)),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Some(Media::Png)),
            (b"\xff\xd8\xff\xe0\0\x10JFIF\0", Some(Media::Jpeg)),
            (&docx, Some(Media::Docx)),
            (&xlsx, Some(Media::Xlsx)),
            (&zip(&["a.txt"]), None),
            (&zip(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]), None),
            (b"<!DOCTYPE html><script>", None),
            (b"<svg xmlns='http://www.w3.org/2000/svg'>", None),
            (b"MZ\x90\0", None),
            (b"GIF89a", None),
            (b"letter", None),
        ] {
            assert_eq!(Media::of(bytes), media, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
