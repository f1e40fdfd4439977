//! What an answer begins and does not wait for to its end: mostly it is done before anybody has waited a few seconds.

use std::time::Duration;

use tokio::{task::JoinHandle, time::timeout};

use crate::refusal::Refusal;

/// How long an answer waits for what was begun.
const PATIENCE: Duration = Duration::from_secs(4);

/// What a task gives, if it gives it soon.
pub async fn soon<T>(task: JoinHandle<T>) -> Result<Option<T>, Refusal> {
    match timeout(PATIENCE, task).await {
        Ok(done) => done.map(Some).map_err(Refusal::broken),
        Err(_) => Ok(None),
    }
}
