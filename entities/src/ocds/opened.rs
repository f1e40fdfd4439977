//! A file as it is read: named if it is of another kind, unpacked if gzip packed it, and metered, so that neither a packed
//! bomb nor one endless value takes more memory than a release may.

use std::{
    cell::Cell,
    io::{self, BufRead, BufReader, Cursor, Read},
    rc::Rc,
};

use flate2::bufread::MultiGzDecoder;

use super::shape::NotOcds;

/// The longest a single release or other value may be, in bytes: the longest real ones are a tenth of it.
pub const LONGEST_VALUE: usize = 4 * 1024 * 1024;

/// So many times its size may a packed file unpack to; notices come to 10 or 20 times.
const MOST_UNPACKED: u64 = 200;

/// So many bytes may come out of any packed file, however small.
const FREELY_UNPACKED: u64 = 64 * 1024 * 1024;

/// Where in a file its reader is, and how much the value it reads may still take.
#[derive(Debug, Default)]
pub struct Meter {
    line: Cell<usize>,
    left: Cell<usize>,
    /// The line on which the value began.
    since: Cell<usize>,
    /// The packed file unpacks to more than is believed.
    bomb: Cell<bool>,
}

impl Meter {
    /// The line that is read, from 1.
    pub fn line(&self) -> usize {
        self.line.get() + 1
    }

    /// A value of its own begins here.
    pub fn begin(&self) {
        self.left.set(LONGEST_VALUE);
        self.since.set(self.line.get());
    }

    /// The value may be as long as it likes: it is passed over, not kept.
    pub fn freely(&self) {
        self.left.set(usize::MAX);
    }

    /// How many bytes the value may still take.
    pub fn left(&self) -> usize {
        self.left.get()
    }

    /// The value may take so many bytes more.
    pub fn allow(&self, left: usize) {
        self.left.set(left);
    }

    /// Why reading was broken off, if the meter did it.
    pub fn why(&self) -> Option<NotOcds> {
        match (self.bomb.get(), self.left.get()) {
            (true, _) => Some(NotOcds::Bomb),
            (false, 0) => Some(NotOcds::TooLong { line: self.since.get() + 1 }),
            _ => None,
        }
    }
}

/// The text of a file.
pub struct Opened<'a> {
    text: BufReader<Box<dyn Read + 'a>>,
    pub meter: Rc<Meter>,
}

impl<'a> Opened<'a> {
    /// Opens a file that looks like JSON, packed or not.
    ///
    /// # Errors
    /// It cannot be read, or is of another kind, which is named.
    pub fn new(reader: impl Read + 'a) -> Result<Self, NotOcds> {
        let meter = Rc::new(Meter::default());
        meter.begin();
        let (start, reader) = begun(reader)?;
        let (start, rest): (_, Box<dyn Read + 'a>) = if start.starts_with(b"\x1f\x8b") {
            let counted = Counted { reader, read: Rc::default() };
            let packed = Rc::clone(&counted.read);
            let unpacked = MultiGzDecoder::new(BufReader::new(counted));
            let (start, rest) = begun(Guarded { unpacked, packed, out: 0, meter: Rc::clone(&meter) })?;
            (start, Box::new(rest))
        } else {
            (start, Box::new(reader))
        };
        let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start);
        match other_kind(text) {
            Some(kind) => Err(NotOcds::OtherKind(kind.into())),
            None => {
                // What was looked at is read once more, past a byte order mark.
                let skipped = u64::try_from(start.len() - text.len()).unwrap_or_default();
                let mut text = BufReader::with_capacity(64 * 1024, rest);
                io::copy(&mut (&mut text).take(skipped), &mut io::sink())?;
                Ok(Self { text, meter })
            }
        }
    }

    /// The first character of the next value; `None` at the end of the file.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn next_value(&mut self) -> io::Result<Option<u8>> {
        loop {
            let Some(&next) = self.text.fill_buf()?.first() else { return Ok(None) };
            // Blanks, and what separates values in a JSON text sequence (RFC 7464).
            if !next.is_ascii_whitespace() && next != b'\x1e' {
                self.meter.begin();
                return Ok(Some(next));
            }
            self.passed(next);
            self.text.consume(1);
        }
    }

    fn passed(&self, byte: u8) {
        if byte == b'\n' {
            self.meter.line.set(self.meter.line.get() + 1);
        }
    }
}

impl io::Read for Opened<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = self.meter.left.get();
        if left == 0 {
            return Err(io::Error::other("a value is too long"));
        }
        let most = into.len().min(left);
        let read = self.text.read(&mut into[..most])?;
        self.meter.left.set(left - read);
        into[..read].iter().for_each(|byte| self.passed(*byte));
        Ok(read)
    }
}

/// A file of which the first bytes were looked at, from its beginning.
type Whole<R> = io::Chain<Cursor<Vec<u8>>, R>;

/// The first bytes of a file, and the file as it is from its beginning.
fn begun<R: Read>(mut reader: R) -> io::Result<(Vec<u8>, Whole<R>)> {
    let mut start = Vec::new();
    (&mut reader).take(8).read_to_end(&mut start)?;
    Ok((start.clone(), Cursor::new(start).chain(reader)))
}

/// What a file is if it cannot be JSON.
fn other_kind(start: &[u8]) -> Option<&'static str> {
    Some(match start.iter().find(|byte| !byte.is_ascii_whitespace()) {
        _ if start.starts_with(b"PK") => "a ZIP archive or an Office document",
        _ if start.starts_with(b"%PDF") => "a PDF document",
        _ if start.starts_with(b"\x1f\x8b") => "compressed twice with gzip (unpack it once)",
        _ if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") => "text in UTF-16 (save it as UTF-8)",
        _ if start.starts_with(b"SQLite f") => "an SQLite database",
        Some(b'{' | b'[' | b'\x1e') => return None,
        Some(b'<') => "XML or HTML",
        Some(_) => "a table or other text (CSV, perhaps)",
        None if start.is_empty() => "empty",
        None => "blank",
    })
}

/// Counts what is read of a packed file.
struct Counted<R> {
    reader: R,
    read: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(into)?;
        self.read.set(self.read.get() + u64::try_from(read).unwrap_or_default());
        Ok(read)
    }
}

/// Stops unpacking what unpacks to more than anybody packed.
struct Guarded<R> {
    unpacked: R,
    packed: Rc<Cell<u64>>,
    out: u64,
    meter: Rc<Meter>,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.unpacked.read(into)?;
        self.out += u64::try_from(read).unwrap_or_default();
        if self.out > FREELY_UNPACKED && self.out / MOST_UNPACKED > self.packed.get() {
            self.meter.bomb.set(true);
            return Err(io::Error::other("it unpacks to too much"));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn text(file: &[u8]) -> Result<String, String> {
        let mut text = String::new();
        let mut opened = Opened::new(file).map_err(|why| why.to_string())?;
        match opened.read_to_string(&mut text) {
            Ok(_) => Ok(text),
            Err(error) => Err(opened.meter.why().map_or(error.to_string(), |why| why.to_string())),
        }
    }

    #[test]
    fn a_packed_file_is_unpacked_whatever_its_name() {
        assert_eq!(text(&packed(b"\xef\xbb\xbf{\"a\":1}")), Ok("{\"a\":1}".into()));
        let members = [packed(b"[1,"), packed(b"2]")].concat();
        assert_eq!(text(&members), Ok("[1,2]".into()), "members one after another are one file");
        assert!(text(&packed(b"a,b\n")).unwrap_err().contains("CSV"), "what is in it is named");
        assert!(text(&packed(&packed(b"[]"))).unwrap_err().contains("twice"));
        assert!(text(&packed(b"{\"a\":1}")[..20]).is_err(), "cut short");
        assert!(text(&packed(b"")).unwrap_err().contains("empty"));
    }

    #[test]
    fn what_unpacks_to_more_than_anybody_packed_is_broken_off() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        let blanks = vec![b' '; 1024 * 1024];
        encoder.write_all(b"[").unwrap();
        for _ in 0..80 {
            encoder.write_all(&blanks).unwrap();
        }
        let bomb = encoder.finish().unwrap();
        let mut opened = Opened::new(&bomb[..]).unwrap();
        let mut read = 0;
        let why = loop {
            // As a value after another is read: each within what it may take.
            opened.meter.begin();
            match io::copy(&mut (&mut opened).take(1024 * 1024), &mut io::sink()) {
                Ok(more) => read += more,
                Err(_) => break opened.meter.why().unwrap(),
            }
        };
        assert!(matches!(why, NotOcds::Bomb) && read < FREELY_UNPACKED + 2 * 1024 * 1024, "{read}: {why}");
    }

    #[test]
    fn one_value_takes_no_more_than_a_release_may() {
        let long = format!("{{\"a\":\n\"{}\"}}", "x".repeat(LONGEST_VALUE));
        assert!(text(long.as_bytes()).unwrap_err().contains("begins on line 1 is longer than 4 MB"));
    }
}
