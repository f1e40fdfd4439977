//! Listening, and stopping without cutting anyone off.

use std::{net::SocketAddr, time::Duration};

use anyhow::Context;
use axum::{Router, body::Body, extract::ConnectInfo};
use http::Request;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::{TcpListener, TcpStream},
    signal,
    time::sleep,
};
use tower::ServiceExt;

use crate::settings::Settings;

/// Takes an address.
///
/// # Errors
/// The address cannot be listened on.
pub async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))
}

/// Serves until SIGINT or SIGTERM, then finishes what is in flight. Whoever does not send the headers of a request in time
/// is cut off, also without a proxy in front.
///
/// # Errors
/// The listener has no address.
pub async fn serve(listener: TcpListener, service: Router, settings: &Settings) -> anyhow::Result<()> {
    let address = listener.local_addr()?;
    tracing::info!("listening on http://{address}");
    let mut protocol = http1::Builder::new();
    protocol.timer(TokioTimer::new()).header_read_timeout(Duration::from_secs(settings.header_seconds));
    let connections = GracefulShutdown::new();
    let mut stopped = std::pin::pin!(told_to_stop());
    loop {
        let (stream, peer) = tokio::select! {
            accepted = accept(&listener) => accepted,
            () = &mut stopped => break,
        };
        let service = service.clone();
        let answer = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            service.clone().oneshot(request.map(Body::new))
        });
        let connection = connections.watch(protocol.serve_connection(TokioIo::new(stream), answer));
        tokio::spawn(async move {
            // Whoever left or was cut off: nothing to tell them.
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended");
            }
        });
    }
    tracing::info!("stopping: finishing what is in flight");
    drop(listener);
    tokio::select! {
        () = connections.shutdown() => {}
        () = sleep(Duration::from_secs(settings.stop_seconds)) => tracing::warn!("some requests did not finish in time"),
    }
    tracing::info!("stopped");
    Ok(())
}

/// The next connection. While there are no more file handles nobody is taken, and nobody is lost.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Without this every answer waits 40 ms for the kernel to collect more.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "no TCP_NODELAY");
                }
                return (stream, peer);
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                sleep(Duration::from_millis(100)).await;
            }
        }
    }
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
