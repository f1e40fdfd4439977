//! Once an hour, saved searches tell by mail what is new (`entities::following::digests`), and once a day people are reminded of what
//! is due (`entities::work`). Two servers that do so at once tell it once.

use std::time::Duration;

use entities::Register;

use super::Job;

/// How often.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Tells at once and then every hour.
pub fn start(register: Register) -> Job {
    Job::every("digests", EVERY, move || tell(register.clone()))
}

async fn tell(register: Register) {
    match register.write_digests().await {
        Ok(0) => {}
        Ok(letters) => tracing::info!(letters, "digests"),
        // The next hour tells what is left.
        Err(error) => tracing::warn!(%error, "could not write digests"),
    }
    match register.write_reminders().await {
        Ok(0) => {}
        Ok(people) => tracing::info!(people, "reminders of today"),
        Err(error) => tracing::warn!(%error, "could not write reminders"),
    }
}
