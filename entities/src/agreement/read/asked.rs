//! Which edition of an agreement is asked for.

use chrono::NaiveDate;

use crate::values::Reference;

/// An agreement, and as of when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub reference: Reference,
    pub at: At,
}

/// Which of its editions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum At {
    /// The one that the reader is shown.
    #[default]
    Shown,
    /// The one that is being made, for who may read it; else the one that the reader is shown.
    Made,
    /// By its number.
    Edition(i64),
    /// What had been signed by a day for that day.
    On(NaiveDate),
}

impl At {
    /// Of an agreement.
    pub fn of(self, reference: Reference) -> Asked {
        Asked { reference, at: self }
    }
}

impl From<&Reference> for Asked {
    fn from(reference: &Reference) -> Self {
        At::Shown.of(reference.clone())
    }
}

impl From<&Asked> for Asked {
    fn from(asked: &Asked) -> Self {
        asked.clone()
    }
}
