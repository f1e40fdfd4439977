//! Listening, and stopping without cutting anyone off.

use std::{future::IntoFuture, net::SocketAddr, time::Duration};

use anyhow::Context;
use axum::{Router, serve::ListenerExt};
use tokio::{net::TcpListener, signal, sync::watch, time::sleep};

use crate::settings::Settings;

/// Takes an address.
///
/// # Errors
/// The address cannot be listened on.
pub async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))
}

/// Serves until SIGINT or SIGTERM, then finishes what is in flight.
///
/// # Errors
/// The listener broke.
pub async fn serve(listener: TcpListener, service: Router, settings: &Settings) -> anyhow::Result<()> {
    let address = listener.local_addr()?;
    // Without this every answer waits 40 ms for the kernel to collect more.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "no TCP_NODELAY");
        }
    });
    tracing::info!("listening on http://{address}");
    let (stop, mut stopping) = watch::channel(false);
    let server = axum::serve(listener, service.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move {
            told_to_stop().await;
            tracing::info!("stopping: finishing what is in flight");
            stop.send_replace(true);
        })
        .into_future();
    tokio::select! {
        ended = server => ended.context("serving ended")?,
        () = async {
            let _ = stopping.wait_for(|stopping| *stopping).await;
            sleep(Duration::from_secs(settings.stop_seconds)).await;
        } => tracing::warn!("some requests did not finish in time"),
    }
    tracing::info!("stopped");
    Ok(())
}

async fn told_to_stop() {
    let interrupted = async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut terminate) => {
                terminate.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! { () = interrupted => {}, () = terminated => {} }
}
