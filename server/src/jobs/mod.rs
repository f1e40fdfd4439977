//! What runs beside the server, each in a task of its own that ends when it ends. Several servers may run the same job at
//! once: each job is made so that it does no harm.

use std::time::Duration;

use tokio::{
    sync::watch,
    task::JoinHandle,
    time::{MissedTickBehavior, interval},
};

pub mod digests;
pub mod imports;
pub mod mail;
pub mod sweep;

/// A job, until it is told to stop.
#[derive(Debug)]
pub struct Job {
    name: &'static str,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Job {
    /// Works at once and then every period.
    pub fn every<W, F>(name: &'static str, period: Duration, mut work: W) -> Self
    where
        W: FnMut() -> F + Send + 'static,
        F: Future<Output = ()> + Send,
    {
        let (stop, mut stopping) = watch::channel(false);
        let task = tokio::spawn(async move {
            let mut ticks = interval(period);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                tokio::select! {
                    biased;
                    // Also when nobody is left who could tell it to stop.
                    () = async { drop(stopping.wait_for(|stopping| *stopping).await) } => return,
                    _ = ticks.tick() => work().await,
                }
            }
        });
        Self { name, stop, task }
    }

    /// Finishes the work in hand and ends.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        if let Err(error) = self.task.await {
            tracing::error!(%error, job = self.name, "ended badly");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    };

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_job_works_at_once_and_every_period_until_it_is_stopped() {
        let times = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&times);
        let job = Job::every("counting", Duration::from_secs(60), move || {
            let counted = Arc::clone(&counted);
            async move {
                counted.fetch_add(1, Ordering::Relaxed);
            }
        });
        // The clock is paused: this waits for no time.
        tokio::time::sleep(Duration::from_secs(150)).await;
        job.stop().await;
        assert_eq!(times.load(Ordering::Relaxed), 3);
        tokio::time::sleep(Duration::from_secs(150)).await;
        assert_eq!(times.load(Ordering::Relaxed), 3);
    }
}
