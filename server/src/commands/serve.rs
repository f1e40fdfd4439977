//! `concordat serve`: the register on the web.

use std::net::SocketAddr;

use anyhow::Context;
use app::http::{Assets, Site};
use axum::Router;
use entities::{Register, demonstration, values::day};
use tokio::net::TcpListener;

use crate::{
    http::{self, Metrics},
    jobs,
    settings::Settings,
    single_sign_on,
};

/// Flags.
#[derive(Debug, Default, clap::Args)]
#[command(after_help = "Example:\n  concordat serve --addr 127.0.0.1:3000")]
pub struct Serve {
    /// Where to listen
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub addr: Option<SocketAddr>,
}

/// Serves until it is told to stop.
pub async fn run(settings: Settings) -> anyhow::Result<()> {
    settings.check_for_serving()?;
    let register = super::open_migrated(&settings).await?;
    let register = register.with_files(settings.storage().open()?);
    register.takes_changes().await.context("the register cannot be changed")?;
    let origin = settings.public_url.clone().unwrap_or_else(|| format!("http://{}", settings.addr));
    let site =
        Site::new(register.clone(), settings.is_secure(), banner(&register), assets(&settings)).reached_at(&origin);
    let sending = jobs::mail::start(register.clone(), &settings, &origin)?;
    let site = site.sending_mail(sending.is_some()).taking_files(settings.largest_file());
    let site = site.signing_in_at(single_sign_on::provider(&settings, register.clock(), &origin)?);
    let listener = http::listen(settings.addr).await?;
    let mut service = http::stack(http::mounts(), &site, &settings);
    if let Some(address) = settings.metrics_addr {
        service = watch(service, &register, http::listen(address).await?);
    }
    announce(&register, &origin).await;
    let sweeping = jobs::sweep::start(register.clone());
    let digests = jobs::digests::start(register.clone());
    let importing = jobs::imports::start(register.clone());
    http::serve(listener, service, &settings).await?;
    sweeping.stop().await;
    digests.stop().await;
    importing.stop().await;
    if let Some(sending) = sending {
        sending.stop().await;
    }
    register.close().await?;
    Ok(())
}

/// The same service, its figures told on a listener of their own for as long as the program runs.
fn watch(service: Router, register: &Register, listener: TcpListener) -> Router {
    let metrics = Metrics::default();
    let page = metrics.page(register);
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, page).await {
            tracing::error!(%error, "metrics are not told any more");
        }
    });
    metrics.count(service)
}

/// Tells whoever started it where to go, and how to sign in to the demonstration.
async fn announce(register: &Register, origin: &str) {
    println!("Concordat is at {origin} (Ctrl-C ends it)");
    let people = register.demonstration_sign_ins().await.unwrap_or_default();
    if !people.is_empty() {
        println!("Sign in to the demonstration with the password {} as", demonstration::PASSWORD);
    }
    for person in people {
        let roles: Vec<&str> = person.roles.iter().map(|role| role.label()).collect();
        println!("  {:32} {}, {}", person.email, roles.join(" and ").to_lowercase(), person.organisation);
    }
}

/// Said on every page while the register does not stand on today.
fn banner(register: &Register) -> Option<String> {
    let day = register.clock().register_date()?;
    let day = day::in_words(day);
    Some(format!(
        "This is a demonstration. In it, today is {day}. What is illustrative is invented, and sums contain it."
    ))
}

/// Without built files pages still work, plainly.
fn assets(settings: &Settings) -> Assets {
    let folder = settings.site_root.join("pkg");
    Assets::load(&folder).unwrap_or_else(|error| {
        tracing::warn!(%error, folder = %folder.display(), "no built files: pages will be plain; `make run` builds them");
        Assets::default()
    })
}
