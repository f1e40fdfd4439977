//! Names that lists write in capitals, as people write them.
//!
//! The rule: a name that has small letters is left alone. Else every word gets a capital and small letters; NHS, CCG and the
//! like keep their capitals; joining words (and, of, the …) are small unless the name begins with one; what follows a
//! hyphen or a bracket begins anew, what follows an apostrophe does not. Names whose capitals say more are listed.

/// Words that are capitals by themselves.
const CAPITALS: &[&str] = &["CCG", "CIC", "ICB", "NHS", "UK"];

/// Words that join others.
const JOINING: &[&str] =
    &["a", "and", "at", "by", "for", "in", "le", "of", "on", "or", "the", "to", "under", "upon", "with"];

/// Words with capitals inside.
const OWN_WAY: &[&str] = &["CrossCity", "McMillan"];

/// A name in capitals as people write it.
pub fn readable(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.chars().any(char::is_lowercase) {
        return name;
    }
    let mut readable = String::with_capacity(name.len());
    let mut word = String::new();
    for c in name.chars() {
        if c.is_alphabetic() || matches!(c, '\'' | '’') {
            word.push(c);
            continue;
        }
        end_word(&mut readable, &mut word);
        readable.push(c);
    }
    end_word(&mut readable, &mut word);
    readable
}

/// A name whose Latin letters with marks were once read as Cyrillic ones (Windows-1251 in place of 1252), put right: `Prйvert`
/// becomes `Prévert`. A name without Latin letters is left alone.
pub fn unscrambled(name: &str) -> String {
    const CYRILLIC: std::ops::RangeInclusive<char> = 'А'..='я';
    if !name.chars().any(|c| c.is_ascii_alphabetic()) {
        return name.to_owned();
    }
    // Both tables have their letters from 0xC0 on; the Latin one is that of Unicode.
    let latin = |c: char| char::from_u32(u32::from(c) - u32::from('А') + 0xC0).unwrap_or(c);
    name.chars().map(|c| if CYRILLIC.contains(&c) { latin(c) } else { c }).collect()
}

fn end_word(readable: &mut String, word: &mut String) {
    let small = word.to_lowercase();
    let begins = readable.is_empty() || readable.ends_with('(');
    if CAPITALS.contains(&word.as_str()) {
        readable.push_str(word);
    } else if let Some(own) = OWN_WAY.iter().find(|own| own.to_lowercase() == small) {
        readable.push_str(own);
    } else if JOINING.contains(&small.as_str()) && !begins {
        readable.push_str(&small);
    } else {
        let mut letters = small.chars();
        readable.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        readable.push_str(letters.as_str());
    }
    word.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_were_misread_are_put_right() {
        for (name, people_write) in [
            ("Ecole Franзaise de Londres Jacques Prйvert", "Ecole Française de Londres Jacques Prévert"),
            ("St Thomas а Becket", "St Thomas à Becket"),
            ("Школа", "Школа"),
            ("École", "École"),
        ] {
            assert_eq!(unscrambled(name), people_write);
        }
    }

    #[test]
    fn names_in_capitals_become_readable() {
        for (name, people_write) in [
            ("NHS BIRMINGHAM CROSSCITY CCG", "NHS Birmingham CrossCity CCG"),
            ("NHS HARTLEPOOL AND STOCKTON-ON-TEES CCG", "NHS Hartlepool and Stockton-on-Tees CCG"),
            ("NHS CENTRAL LONDON (WESTMINSTER) CCG", "NHS Central London (Westminster) CCG"),
            (
                "THE ROYAL ORTHOPAEDIC HOSPITAL NHS FOUNDATION TRUST",
                "The Royal Orthopaedic Hospital NHS Foundation Trust",
            ),
            (
                "BIRMINGHAM WOMEN'S AND CHILDREN'S NHS FOUNDATION TRUST",
                "Birmingham Women's and Children's NHS Foundation Trust",
            ),
            ("GUY'S AND ST THOMAS' NHS FOUNDATION TRUST", "Guy's and St Thomas' NHS Foundation Trust"),
            ("LANCASHIRE & SOUTH CUMBRIA NHS FOUNDATION TRUST", "Lancashire & South Cumbria NHS Foundation Trust"),
            ("BARKING, HAVERING AND REDBRIDGE", "Barking, Havering and Redbridge"),
            ("NEWCASTLE  UPON TYNE ", "Newcastle upon Tyne"),
            ("ÉCOLE DE LA PAIX", "École De La Paix"),
            ("NHS Birmingham and Solihull ICB", "NHS Birmingham and Solihull ICB"),
            ("", ""),
        ] {
            assert_eq!(readable(name), people_write);
        }
    }
}
