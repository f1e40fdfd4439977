//! Once an hour, what is over is taken away (`entities::retention`), and the database looks how much there is of what. Two servers that
//! sweep at once do no harm.

use std::time::Duration;

use entities::Register;

use super::Job;

/// How often.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Sweeps at once and then every hour.
pub fn start(register: Register) -> Job {
    Job::every("sweep", EVERY, move || sweep(register.clone()))
}

async fn sweep(register: Register) {
    match register.sweep_what_is_over().await {
        Ok(swept) => {
            for (kind, count) in swept.0.into_iter().filter(|(_, count)| *count > 0) {
                tracing::info!(kind = kind.code(), count, "swept");
            }
        }
        // The next hour is soon enough; what is wrong stands in the log meanwhile.
        Err(error) => tracing::warn!(%error, "could not sweep"),
    }
    if let Err(error) = register.keep_statistics().await {
        tracing::warn!(%error, "could not look how much there is of what");
    }
}
