//! What an Office document says its parts are (Open Packaging Conventions, ECMA-376 part 2), as a program that opens it would
//! read it.

use std::io::{Cursor, Read};

use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

const NAME: &str = "[Content_Types].xml";

/// Office programs write a page or two.
const LONGEST: u64 = 1024 * 1024;

/// The text, its references resolved; `None` if it says nothing, or says it in a way by which something could hide: in another
/// encoding, by a document type with entities, or by references that are none.
pub fn of(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Option<String> {
    let text = unpacked(archive)?;
    let head = text.to_lowercase();
    if head.contains("<!doctype") || head.contains("<!entity") || text.contains('\0') || !is_utf8(&head) {
        return None;
    }
    resolved(&text)
}

fn unpacked(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Option<String> {
    let at = archive.index_for_name(NAME)?;
    let part = archive.by_index_raw(at).ok()?;
    let method = part.compression();
    let mut text = String::new();
    match method {
        CompressionMethod::STORE => part.take(LONGEST + 1).read_to_string(&mut text).ok()?,
        CompressionMethod::DEFLATE => DeflateDecoder::new(part).take(LONGEST + 1).read_to_string(&mut text).ok()?,
        _ => return None,
    };
    (text.len() as u64 <= LONGEST).then_some(text)
}

/// Whether the XML declaration, in lower case, names the encoding in which the text was read, or none.
fn is_utf8(text: &str) -> bool {
    let declaration = text.split("?>").next().unwrap_or_default();
    match declaration.split_once("encoding") {
        Some((before, named)) if before.contains("<?xml") => {
            let named = named.trim_start_matches(|c: char| c.is_whitespace() || c == '=');
            let named = named.strip_prefix(['"', '\'']).and_then(|rest| rest.split(['"', '\'']).next());
            matches!(named, Some("utf-8" | "us-ascii"))
        }
        _ => true,
    }
}

/// The text with the characters for which its references stand (XML 1.0, 4.1 and 4.6).
fn resolved(text: &str) -> Option<String> {
    let mut pieces = text.split('&');
    let mut whole = pieces.next()?.to_owned();
    for piece in pieces {
        let (reference, rest) = piece.split_once(';')?;
        whole.push(character(reference)?);
        whole.push_str(rest);
    }
    Some(whole)
}

fn character(reference: &str) -> Option<char> {
    let by_number = |digits: &str, base| {
        let plain = digits.chars().all(|c| c.is_digit(base));
        u32::from_str_radix(digits, base).ok().filter(|_| plain).and_then(char::from_u32)
    };
    match reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match reference.strip_prefix("#x") {
            Some(digits) => by_number(digits, 16),
            None => by_number(reference.strip_prefix('#')?, 10),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_the_characters_that_they_stand_for() {
        for (text, read) in [
            ("m&#97;cro", Some("macro")),
            ("m&#x61;cro m&#x00000061;cro m&#0000097;cro", Some("macro macro macro")),
            ("&lt;&amp;&gt;&quot;&apos;", Some("<&>\"'")),
            ("plain", Some("plain")),
            ("m&a;cro", None),
            ("m&#97cro", None),
            ("m&#+97;cro", None),
            ("m&#x110000;cro", None),
            ("m&", None),
        ] {
            assert_eq!(resolved(text).as_deref(), read, "{text}");
        }
    }

    #[test]
    fn an_encoding_in_which_it_was_not_read_is_told() {
        for (text, right) in [
            ("<?xml version=\"1.0\" encoding=\"utf-8\"?><types/>", true),
            ("\u{feff}<?xml version='1.0' encoding = 'utf-8' standalone='yes'?><types/>", true),
            ("<types/>", true),
            ("<?xml version=\"1.0\" encoding=\"utf-7\"?><types/>", false),
            ("<?xml version='1.0' encoding='utf-16be'?><types/>", false),
            ("<?xml version='1.0' encoding=utf-8?><types/>", false),
        ] {
            assert_eq!(is_utf8(text), right, "{text}");
        }
    }
}
