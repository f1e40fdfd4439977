//! Once an hour, what is over is taken away (`entities::retention`). Two servers that sweep at once do no harm.

use std::time::Duration;

use entities::Register;
use tokio::{
    sync::watch,
    task::JoinHandle,
    time::{MissedTickBehavior, interval},
};

/// How often.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// The sweeping, until it is told to stop.
#[derive(Debug)]
pub struct Sweeping {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

/// Sweeps at once and then every hour.
pub fn start(register: Register) -> Sweeping {
    let (stop, stopping) = watch::channel(false);
    Sweeping { stop, task: tokio::spawn(every(EVERY, register, stopping)) }
}

impl Sweeping {
    /// Finishes the sweep in hand and ends.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the sweep ended badly");
        }
    }
}

async fn every(period: Duration, register: Register, mut stopping: watch::Receiver<bool>) {
    let mut hours = interval(period);
    hours.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            biased;
            // Also when nobody is left who could tell it to stop.
            () = async { drop(stopping.wait_for(|stopping| *stopping).await) } => return,
            _ = hours.tick() => sweep(&register).await,
        }
    }
}

async fn sweep(register: &Register) {
    match register.sweep_what_is_over().await {
        Ok(swept) => {
            for (kind, count) in swept.0.into_iter().filter(|(_, count)| *count > 0) {
                tracing::info!(kind = kind.code(), count, "swept");
            }
        }
        // The next hour is soon enough; what is wrong stands in the log meanwhile.
        Err(error) => tracing::warn!(%error, "could not sweep"),
    }
}

#[cfg(test)]
mod tests {
    use entities::clock::Clock;

    use super::*;

    #[tokio::test]
    async fn the_sweep_ends_when_it_is_told_to() {
        let folder = std::env::temp_dir().join(format!("concordat-sweep-{}", std::process::id()));
        let url = format!("sqlite://{}/register.db", folder.display());
        let register = Register::open(&url, Clock::default()).await.unwrap();
        register.migrate().await.unwrap();
        let sweeping = start(register.clone());
        tokio::time::timeout(Duration::from_secs(20), sweeping.stop()).await.unwrap();
        register.close().await.unwrap();
        std::fs::remove_dir_all(folder).unwrap();
    }
}
