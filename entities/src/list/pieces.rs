//! All of a list, piece by piece: for files, which are sent while they are read and never held whole.

use std::time::Duration;

use tokio::{
    sync::mpsc::{Receiver, Sender, channel},
    time::timeout,
};

use super::{Listing, Place};
use crate::{Reader, Refusal, Register, access::Viewer};

/// Rows that are read at once.
const PIECE: u64 = 500;

/// For so long a piece waits for whoever reads it.
const PATIENCE: Duration = Duration::from_secs(60);

/// The rows of a list that have not been read yet. They are read beside whoever asks for them: who stops in the middle of a file
/// holds no connection to the database.
#[derive(Debug)]
pub struct Pieces<Row>(Receiver<Piece<Row>>);

/// The next rows; `None` after the last.
type Piece<Row> = Result<Option<Vec<Row>>, Refusal>;

impl Register {
    /// All rows of a list that a viewer may see, from the first.
    pub fn pieces<L: Listing + 'static>(&self, viewer: &Viewer, list: L) -> Pieces<L::Row> {
        let (send, receive) = channel(1);
        let (register, viewer) = (self.clone(), viewer.clone());
        tokio::spawn(async move {
            if let Err(refusal) = read(&Reader::new(&register, &viewer), &list, &send).await {
                // Nobody is there to be told if it cannot be sent.
                let _ = timeout(PATIENCE, send.send(Err(refusal))).await;
            }
        });
        Pieces(receive)
    }
}

/// Reads a list to its end, or until nobody takes what was read.
async fn read<L: Listing>(reader: &Reader<'_>, list: &L, send: &Sender<Piece<L::Row>>) -> Result<(), Refusal> {
    let mut place = Place::First;
    loop {
        let page = reader.found(list, &place, PIECE).await?;
        let after = page.after.map(Place::After);
        let found = page.rows.iter().map(|(row, _)| L::found(row)).collect::<Result<_, _>>()?;
        let rows = list.rows(reader, found).await?;
        if !matches!(timeout(PATIENCE, send.send(Ok(Some(rows)))).await, Ok(Ok(()))) {
            return Ok(());
        }
        let Some(next) = after else { break };
        place = next;
    }
    let _ = timeout(PATIENCE, send.send(Ok(None))).await;
    Ok(())
}

impl<Row> Pieces<Row> {
    /// The next rows; `None` after the last.
    ///
    /// # Errors
    /// As for [`Register::list`]; [`Refusal::Broken`] if nobody read on for a minute.
    pub async fn next(&mut self) -> Result<Option<Vec<Row>>, Refusal> {
        self.0.recv().await.unwrap_or_else(|| Err(Refusal::broken("a file was not read to its end")))
    }
}
