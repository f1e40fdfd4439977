//! All of a list, piece by piece: for files, which are sent while they are read and never held whole.

use super::{Listing, Place};
use crate::{Reader, Refusal, Register, access::Viewer};

/// Rows that are read at once.
const PIECE: u64 = 500;

/// The rows of a list that have not been read yet.
#[expect(missing_debug_implementations, reason = "who reads may be personal data")]
pub struct Pieces<L> {
    register: Register,
    viewer: Viewer,
    list: L,
    next: Option<Place>,
}

impl Register {
    /// All rows of a list that a viewer may see, from the first.
    pub fn pieces<L: Listing>(&self, viewer: &Viewer, list: L) -> Pieces<L> {
        Pieces { register: self.clone(), viewer: viewer.clone(), list, next: Some(Place::First) }
    }
}

impl<L: Listing> Pieces<L> {
    /// The next rows; `None` after the last.
    ///
    /// # Errors
    /// As for [`Register::list`].
    pub async fn next(&mut self) -> Result<Option<Vec<L::Row>>, Refusal> {
        let Some(place) = self.next.take() else { return Ok(None) };
        let reader = Reader::new(&self.register, &self.viewer);
        let page = reader.found(&self.list, &place, PIECE).await?;
        self.next = page.after.map(Place::After);
        let found = page.rows.iter().map(|(row, _)| L::found(row)).collect::<Result<_, _>>()?;
        Ok(Some(self.list.rows(&reader, found).await?))
    }
}
