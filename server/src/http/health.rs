//! For whoever watches the program: is it alive, can it answer.

use app::{
    addresses::{Mount, file},
    http::{Answer, Ask, Cache, File, Need},
};
use entities::Refusal;

/// `/healthz` and `/readyz`.
pub fn mounts() -> Vec<Mount> {
    vec![file("/healthz", Need::Nothing, alive), file("/readyz", Need::Nothing, ready)]
}

/// The program runs. Asks nothing of the database: restarting would not help that.
async fn alive(_ask: Ask) -> Answer {
    say("alive\n")
}

/// The database answers and its schema is this program's.
async fn ready(ask: Ask) -> Answer {
    if ask.register.is_ready().await { say("ready\n") } else { Err(Refusal::Unavailable.into()) }
}

fn say(word: &'static str) -> Answer {
    File::new("text/plain; charset=utf-8", word).cache(Cache::Nobody).answer()
}
