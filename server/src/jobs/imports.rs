//! Once a minute, imports go on that were being applied when a server ended (`entities::import`). Two servers that do so at once
//! share the batches.

use std::time::Duration;

use entities::Register;

use super::Job;

/// How often.
const EVERY: Duration = Duration::from_secs(60);

/// Goes on at once and then every minute.
pub fn start(register: Register) -> Job {
    Job::every("imports", EVERY, move || go_on(register.clone()))
}

async fn go_on(register: Register) {
    match register.go_on_with_imports().await {
        Ok(tasks) if tasks.is_empty() => {}
        // They need not end with this job: what they have not done is gone on with once more.
        Ok(tasks) => tracing::info!(count = tasks.len(), "goes on with imports"),
        // Looked at again in a minute.
        Err(error) => tracing::warn!(%error, "could not go on with imports"),
    }
}
