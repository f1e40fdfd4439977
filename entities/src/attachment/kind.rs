//! What a file is, told from its bytes and never from its name.

use std::io::Cursor;

use percent_encoding::percent_decode_str;

use super::content_types;

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
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
        // Of two parts with one name nobody knows which of them a program takes.
        if archive.has_duplicate_names() {
            return None;
        }
        // Macros are no part of a record. What a part is its content type says, not the name that somebody gave it; Office
        // itself does not look at upper and lower case.
        let plain = |text: &str| percent_decode_str(text).decode_utf8_lossy().to_lowercase();
        let types = plain(&content_types::of(&mut archive)?);
        // A name that cannot be read is none of Office's.
        let mut names: Vec<String> =
            archive.file_names().map(|name| Some(plain(&name.ok()?))).collect::<Option<_>>()?;
        let told = |word: &str| types.contains(word) || names.iter().any(|name| name.contains(word));
        if ["macro", "vbaproject", "vbadata", "activex", "oleobject"].iter().any(|word| told(word)) {
            return None;
        }
        let count = names.len();
        names.sort();
        names.dedup();
        if names.len() < count {
            return None;
        }
        let holds = |part| archive.index_for_name(part).is_some();
        match () {
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

    /// A ZIP archive of empty members with these names.
    pub fn zip(names: &[&str]) -> Vec<u8> {
        let members: Vec<(&str, u16, &[u8], usize)> = names.iter().map(|name| (*name, 0, &b""[..], 0)).collect();
        archive(&members)
    }

    /// A ZIP archive of members: name, method, bytes as they lie there, and how many they are taken out.
    fn archive(members: &[(&str, u16, &[u8], usize)]) -> Vec<u8> {
        let (mut file, mut central) = (Vec::new(), Vec::new());
        for (name, method, bytes, whole) in members {
            let at = u32::try_from(file.len()).unwrap().to_le_bytes();
            let length = u16::try_from(name.len()).unwrap().to_le_bytes();
            let sizes = [bytes.len(), *whole].map(|size| u32::try_from(size).unwrap().to_le_bytes()).concat();
            let mut crc = flate2::Crc::new();
            crc.update(if *method == 0 { bytes } else { b"" });
            let method = method.to_le_bytes();
            let middle =
                [&[20, 0, 0, 0][..], &method, &[0; 4], &crc.sum().to_le_bytes(), &sizes, &length, &[0, 0]].concat();
            file.extend([b"PK\x03\x04", middle.as_slice(), name.as_bytes(), bytes].concat());
            central.extend([b"PK\x01\x02", &[20, 0][..], &middle, &[0; 10], &at, name.as_bytes()].concat());
        }
        let count = u16::try_from(members.len()).unwrap().to_le_bytes();
        let (size, at) =
            (u32::try_from(central.len()).unwrap().to_le_bytes(), u32::try_from(file.len()).unwrap().to_le_bytes());
        [file, central, [b"PK\x05\x06", &[0; 4][..], &count, &count, &size, &at, &[0, 0]].concat()].concat()
    }

    #[test]
    fn a_document_with_macros_is_refused_however_they_are_spelled() {
        use std::io::Write;
        let plain = "<Types><Override PartName=\"/word/document.xml\" \
            ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
        let wild =
            plain.replace("openxmlformats-officedocument.wordprocessingml.document", "ms-word.document.MacroEnabled");
        let binary = plain.replace(
            "</Types>",
            "<Default Extension=\"dat\" ContentType=\"application/vnd.ms-office.vbaProject\"/></Types>",
        );
        let docx = |types: &str, deflated: bool, also: &str| {
            let packed = if deflated {
                let mut packing = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
                packing.write_all(types.as_bytes()).unwrap();
                packing.finish().unwrap()
            } else {
                types.as_bytes().to_vec()
            };
            let method = if deflated { 8 } else { 0 };
            archive(&[
                ("[Content_Types].xml", method, &packed, types.len()),
                ("word/document.xml", 0, b"", 0),
                (also, 0, b"", 0),
            ])
        };
        let main = "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"";
        let said =
            |types: &str| plain.replace(main, &format!("ContentType=\"application/vnd.ms-word.document.{types}\""));
        let hidden =
            ["m&#97;croEnabled", "m&#x61;croEnabled", "m&#0000097;croEnabled", "&#77;&#65;&#67;&#82;&#79;Enabled"];
        let entity = format!("<!DOCTYPE Types [<!ENTITY a \"a\">]>{}", said("m&a;croEnabled"));
        let elsewhere = format!("<!doctype Types SYSTEM \"https://elsewhere.example/types.dtd\">{plain}");
        let wide: String = said("macroEnabled").chars().flat_map(|c| ['\0', c]).collect();
        let seven = format!("<?xml version=\"1.0\" encoding=\"UTF-7\"?>{}", said("m+AGE-croEnabled"));
        for deflated in [false, true] {
            assert_eq!(Media::of(&docx(plain, deflated, "word/styles.xml")), Some(Media::Docx));
            let amp = plain.replace("document.xml", "R&amp;D &#38; more.xml");
            assert_eq!(Media::of(&docx(&amp, deflated, "word/styles.xml")), Some(Media::Docx));
            for types in hidden.map(said).iter().chain([&entity, &elsewhere, &wide, &seven]) {
                assert_eq!(Media::of(&docx(types, deflated, "word/styles.xml")), None, "{types}");
            }
            for (types, also) in [
                (wild.as_str(), "word/styles.xml"),
                (binary.as_str(), "word/data.dat"),
                (plain, "word/VBAPROJECT.BIN"),
                (plain, "Word/vbaProject.bin"),
                (plain, "word/activeX/activeX1.xml"),
                (plain, "word/vba%50roject.bin"),
                (plain, "word/document.xml"),
                (plain, "[CONTENT_TYPES].XML"),
            ] {
                assert_eq!(Media::of(&docx(types, deflated, also)), None, "{types} {also}");
            }
        }
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
