//! What a page begins and does not wait for: reading a file that was sent, applying one that waits. Both are mostly done before
//! anybody has waited a few seconds; else the page says how far they have come.

use std::{io::Cursor, time::Duration};

use tokio::{task::JoinHandle, time::timeout};

use super::{By, NotImported, State, deeds::BeginImport, stage};
use crate::{
    Refusal, Register,
    access::{Actor, Permission, Standing},
    agreement::read::may,
};

/// How long an answer waits for what was begun.
const PATIENCE: Duration = Duration::from_secs(4);

impl Register {
    /// Reads a file that somebody sent, and gives its import; it may still be under way.
    ///
    /// # Errors
    /// Whoever sends it does not keep the register; or it is not OCDS, if that shows soon.
    pub async fn read_soon(&self, actor: &Actor, name: &str, bytes: Vec<u8>) -> Result<i64, Refusal> {
        if !may(&actor.viewer, Standing::OPEN, Permission::KeepRegister) {
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

    /// Begins to apply an import, or goes on with it; it may still be under way when this answers.
    ///
    /// # Errors
    /// It does not wait, or is not the actor's to apply.
    pub async fn apply_soon(&self, actor: &Actor, import: i64) -> Result<(), Refusal> {
        if self.import_row(import).await?.state != State::Applying {
            self.change(actor, &BeginImport { import }).await?;
        } else if !may(&actor.viewer, Standing::OPEN, Permission::KeepRegister) {
            return Err(Refusal::NotFound);
        }
        // The button's number is for the button's deed; each batch is one of its own.
        let (register, actor) = (self.clone(), Actor { form: None, ..actor.clone() });
        soon(tokio::spawn(async move { register.apply_to_the_end(&actor, import).await })).await?;
        Ok(())
    }
}

/// What a task gives, if it gives it soon.
pub(crate) async fn soon<T>(task: JoinHandle<T>) -> Result<Option<T>, Refusal> {
    match timeout(PATIENCE, task).await {
        Ok(done) => done.map(Some).map_err(Refusal::broken),
        Err(_) => Ok(None),
    }
}
