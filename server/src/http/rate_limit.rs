//! Counts what may be overdone: signing in, changing, searching. Reading is never counted: a council sits behind one
//! address.

use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Arc, Weak},
    time::Duration,
};

use app::{
    addresses::{Limit, Mount},
    http::{ClientAddress, Failure},
};
use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use entities::access::Viewer;
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    state::keyed::DefaultKeyedStateStore,
};
use http::Method;

use crate::settings::Settings;

type Counter = RateLimiter<Who, DefaultKeyedStateStore<Who>, DefaultClock>;

/// Whom a request is counted for: the account, else the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// Somebody who is signed in.
    Account(i64),
    /// A stranger.
    Address(ClientAddress),
    /// A stranger, from nobody knows where: in tests.
    Unknown,
}

/// The counters. Cheap to clone.
#[derive(Clone)]
pub struct RateLimits(Arc<Counters>);

struct Counters {
    limits: HashMap<&'static str, Vec<(Method, Limit)>>,
    sign_ins: Counter,
    changes: Counter,
    searches: Counter,
}

impl RateLimits {
    /// Counters for these mounts, as strict as the settings say.
    pub fn new(mounts: &[Mount], settings: &Settings) -> Self {
        let mut limits = HashMap::<_, Vec<_>>::new();
        for mount in mounts.iter().filter(|mount| mount.limit != Limit::None) {
            limits.entry(mount.address).or_default().push((mount.method.clone(), mount.limit));
        }
        Self(Arc::new(Counters {
            limits,
            sign_ins: a_minute(settings.sign_ins_per_minute),
            changes: a_minute(settings.changes_per_minute),
            searches: a_minute(settings.searches_per_minute),
        }))
    }

    /// Forgets, once a minute, those who have been quiet; ends when the service ends.
    pub fn sweep_every_minute(&self) {
        let counters: Weak<Counters> = Arc::downgrade(&self.0);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_secs(60)).await;
                let Some(counters) = counters.upgrade() else { return };
                [&counters.sign_ins, &counters.changes, &counters.searches].iter().for_each(|c| c.retain_recent());
            }
        });
    }

    fn count(&self, request: &Request) -> Result<(), Failure> {
        let Some(address) = request.extensions().get::<MatchedPath>() else { return Ok(()) };
        let Some(limits) = self.0.limits.get(address.as_str()) else { return Ok(()) };
        // HEAD answers as GET does.
        let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
        let Some((_, limit)) = limits.iter().find(|(limited, _)| limited == method) else { return Ok(()) };
        let counter = match limit {
            Limit::None => return Ok(()),
            Limit::SignIn => &self.0.sign_ins,
            Limit::Change => &self.0.changes,
            Limit::Search => &self.0.searches,
        };
        counter.check_key(&who(request)).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            Failure::TooMany { retry_after: wait.as_secs() + 1 }
        })
    }
}

fn a_minute(times: u32) -> Counter {
    // The settings refuse 0.
    RateLimiter::keyed(Quota::per_minute(NonZeroU32::new(times).unwrap_or(NonZeroU32::MIN)))
}

/// Who sends a request.
pub fn who(request: &Request) -> Who {
    let extensions = request.extensions();
    match (extensions.get::<Viewer>().and_then(Viewer::person), extensions.get::<ClientAddress>()) {
        (Some(person), _) => Who::Account(person.account),
        (None, Some(address)) => Who::Address(*address),
        (None, None) => Who::Unknown,
    }
}

/// The middleware.
pub async fn count(State(limits): State<RateLimits>, request: Request, next: Next) -> Response {
    match limits.count(&request) {
        Ok(()) => next.run(request).await,
        Err(failure) => failure.into_response(),
    }
}
