//! A hand-written axum route that sends the bytes of a file: the baseline that pages are measured beside.
//!
//!     cargo run --release -p server --example same_bytes -- 127.0.0.1:3999 page.html

use std::env::args;

use axum::{Router, http::header::CONTENT_TYPE, routing::get, serve::ListenerExt};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (address, file) =
        args().nth(1).zip(args().nth(2)).ok_or_else(|| anyhow::anyhow!("give ADDRESS:PORT and FILE"))?;
    let bytes: &'static [u8] = std::fs::read(file)?.leak();
    let answer = move || async move { ([(CONTENT_TYPE, "text/html; charset=utf-8")], bytes) };
    #[expect(clippy::disallowed_methods, reason = "a baseline of one route, apart from the register")]
    let router = Router::new().route("/", get(answer));
    let listener = tokio::net::TcpListener::bind(address).await?;
    let listener = listener.tap_io(|stream| stream.set_nodelay(true).unwrap_or_default());
    Ok(axum::serve(listener, router).await?)
}
