//! What a page begins and does not wait for: reading a file that was sent, applying one that waits. Both are mostly done before
//! anybody has waited a few seconds; else the page says how far they have come.

use std::io::Cursor;

use super::{By, ImportOf, NotImported, ProcessesWaiting, State, deeds::BeginImport, stage};
use crate::{
    Refusal, Register,
    access::{Actor, Permission, Standing},
    list::Place,
    register::soon,
};

impl Register {
    /// Reads a file that somebody sent, and gives its import; it may still be under way.
    ///
    /// # Errors
    /// Whoever sends it does not keep the register; or it is not OCDS, if that shows soon.
    pub async fn read_soon(&self, actor: &Actor, name: &str, bytes: Vec<u8>) -> Result<i64, Refusal> {
        if !actor.viewer.may(Permission::KeepRegister, Standing::OPEN) {
            return Err(Refusal::Forbidden { why: "Only commissioners import notices".into() });
        }
        let import = stage::begin(self, &By::actor(actor), name).await?;
        let (register, id) = (self.clone(), import.id);
        let reading = tokio::spawn(async move {
            stage::read_into(&register, import, move || Ok(Cursor::new(bytes)), |_, _| ()).await
        });
        match soon(reading).await? {
            None | Some(Ok(_)) => Ok(id),
            Some(Err(NotImported::NotOcds(why))) => {
                Err(Refusal::field("file", format!("The file was not taken: {why}")))
            }
            Some(Err(NotImported::Refused(refusal))) => Err(refusal),
        }
    }

    /// Begins to apply an import, as the page of its preview at a place showed it with a fingerprint, or goes on with it; it may still
    /// be under way when this answers.
    ///
    /// # Errors
    /// It does not wait, or is not the actor's to apply. [`Refusal::Stale`] if it would do something else by now: what it is
    /// about was changed since by another import or a person.
    pub async fn apply_soon(&self, actor: &Actor, import: i64, place: &Place, shown: &str) -> Result<(), Refusal> {
        let keeps = actor.viewer.may(Permission::KeepRegister, Standing::OPEN);
        let state = self.import_row(import).await?.state;
        if state == State::Applying && !keeps {
            return Err(Refusal::NotFound);
        }
        if state == State::Waiting && keeps {
            let now = self.read(&actor.viewer, &ImportOf(import)).await?;
            let planned = self.list(&actor.viewer, &ProcessesWaiting(import), place).await?.rows;
            if now.fingerprint(&planned)? != shown {
                return Err(Refusal::Stale { by: None, at: None });
            }
        }
        if state != State::Applying {
            self.change(actor, &BeginImport { import }).await?;
        }
        // The button's number is for the button's deed; each batch is one of its own.
        let (register, actor) = (self.clone(), Actor { form: None, ..actor.clone() });
        soon(tokio::spawn(async move { register.apply_to_the_end(&actor, import).await })).await?;
        Ok(())
    }
}
