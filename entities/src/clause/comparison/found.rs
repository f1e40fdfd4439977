//! What a comparison found, in the order in which it is read: that of the second text, with what was taken out at its old place.

/// Two texts compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Every clause of both, also those that stayed as they were.
    pub clauses: Vec<Clause>,
    /// True if it took too long to compare all of it word by word, and some was compared by whole paragraphs.
    pub by_paragraphs: bool,
    /// True if the texts differ, but only in what is not compared: blanks, line breaks, anchors.
    pub blanks_only: bool,
}

impl Comparison {
    /// True if nothing that is compared differs.
    pub fn is_empty(&self) -> bool {
        self.changes() == 0
    }

    /// How many changes a reader steps through.
    pub fn changes(&self) -> usize {
        self.clauses.iter().map(Clause::changes).sum()
    }
}

/// What became of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Same,
    Changed,
    New,
    Gone,
}

/// A clause, or what stands before the first one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    pub heading: String,
    /// Its number in the first text, from 1; none before the first clause, or if it is new.
    pub was: Option<usize>,
    /// Its number in the second text, from 1; none before the first clause, or if it is gone.
    pub is: Option<usize>,
    pub fate: Fate,
    /// True if it stands at another place among the clauses that both texts have.
    pub moved: bool,
    pub paragraphs: Vec<Paragraph>,
}

impl Clause {
    /// The changes in it: that it is new, gone or moved is one; else each paragraph that changed is.
    pub fn changes(&self) -> usize {
        let inside = match self.fate {
            Fate::New | Fate::Gone => 1,
            Fate::Same => 0,
            Fate::Changed => self.paragraphs.iter().filter(|paragraph| paragraph.is_a_change()).count(),
        };
        inside + usize::from(self.moved)
    }
}

/// A paragraph, an entry of a list, a row of a table or a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    pub pieces: Vec<Piece>,
}

impl Paragraph {
    /// True if all of it stayed as it was.
    pub fn is_same(&self) -> bool {
        self.pieces.iter().all(|piece| matches!(piece, Piece::Said(Said::Kept, _)))
    }

    /// True if something was written, taken out or moved here. That something was moved away is told where it stands now.
    pub fn is_a_change(&self) -> bool {
        self.pieces.iter().any(|piece| !matches!(piece, Piece::Said(Said::Kept, _) | Piece::MovedFrom { .. }))
    }
}

/// How words are in the two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// In both.
    Kept,
    /// Only in the first.
    TakenOut,
    /// Only in the second.
    New,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words at their place.
    Said(Said, String),
    /// Sentences that stood elsewhere in the first text, with what changed in them.
    MovedHere {
        /// From 1, in the order of the second text.
        number: usize,
        /// The heading of the clause that they stood in, if it is another one.
        clause: Option<String>,
        words: Vec<(Said, String)>,
    },
    /// Where sentences stood that stand elsewhere in the second text.
    MovedFrom {
        /// As where they stand now.
        number: usize,
        /// The heading of the clause that they stand in now, if it is another one.
        clause: Option<String>,
    },
}
