//! The stack around the addresses. Order matters; [`stack`] lists it from the inside out.

mod alike;
mod client;
mod cross_site;
mod files;
mod form_body;
mod headers;
mod health;
mod in_flight;
mod log;
mod metrics;
mod patience;
mod rate_limit;
mod serve;
mod session;

use app::{
    addresses::{self, Mount},
    http::{Failure, Site, failures},
};
use axum::{
    Router,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use tower_http::{CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer};

pub use client::TrustedProxies;
pub use headers::{POLICY, POLICY_FOR_FILES, POLICY_WITH_ISLAND};
pub use metrics::Metrics;
pub use rate_limit::RateLimits;
pub use serve::{listen, serve};

use crate::settings::Settings;

/// Every address of the program: pages and forms of `app`, and what is not HTML.
pub fn mounts() -> Vec<Mount> {
    let mut mounts = addresses::mounts();
    mounts.extend(health::mounts());
    mounts
}

/// The whole service, as it is served and as tests ask it.
pub fn stack(mounts: Vec<Mount>, site: &Site, settings: &Settings) -> Router {
    let limits = RateLimits::new(&mounts, settings);
    let largest = form_body::Largest::of(settings);
    let in_flight = in_flight::InFlight::of(largest);
    limits.sweep_every_minute();
    addresses::router(mounts, site)
        // A limited request is counted by whom it came from; its form is kept by the layer around this one.
        .layer(from_fn_with_state(limits, rate_limit::count))
        // A session or a role may have ended while the bytes came: who acts is whoever it is when they are here.
        .layer(from_fn_with_state(site.clone(), session::recognise_again))
        // The form's bytes, read once: for the handler, and for a page about a failure.
        .layer(from_fn_with_state((largest, in_flight.clone()), form_body::read))
        // Before anything is read: a change asked for by another site's page.
        .layer(from_fn_with_state(cross_site::Origin::of(settings), cross_site::refuse))
        .layer(from_fn_with_state(patience::Patience::of(settings), patience::limit))
        .layer(CatchPanicLayer::custom(|_| -> Response { Failure::Panicked.into_response() }))
        // Everything inside may fail barely; outside, a failure is a page.
        .layer(from_fn_with_state(site.clone(), failures::pages))
        .layer(from_fn_with_state(session::Recognition::of(site, settings, in_flight), session::recognise))
        .merge(files::built(site, settings))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)))
        // What everybody reads alike is made and compressed once.
        .layer(from_fn_with_state(alike::Alike::of(site, settings), alike::once))
        .layer(from_fn_with_state(headers::Secure(settings.is_secure()), headers::protect))
        .layer(from_fn(log::every_request))
        .layer(from_fn_with_state(TrustedProxies::of(settings), client::recognise))
}
