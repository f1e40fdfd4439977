//! Hand-written axum routes that a page is measured beside: `/` sends the bytes of a file; `/tenders`, `/tenders/{ref}`, `/search`
//! and `/agreements/{ref}` first ask the register what those pages ask, and then send the same bytes.
//!
//!     cargo run --release -p server --example same_bytes -- 127.0.0.1:3999 page.html sqlite://data/concordat.db

use std::env::args;

use axum::{
    Router,
    extract::{Path, Query},
    http::header::CONTENT_TYPE,
    routing::get,
    serve::ListenerExt,
};
use entities::{
    Register, access::Viewer, agreement::read::OverviewOf, clock::Clock, procurement::read::Filter, register::setting,
    search::Wanted, values::Reference,
};

/// What is looked for, if anything.
#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut args = args().skip(1);
    let (Some(address), Some(file), Some(database)) = (args.next(), args.next(), args.next()) else {
        anyhow::bail!("give ADDRESS:PORT, FILE and DATABASE_URL")
    };
    let bytes: &'static [u8] = std::fs::read(file)?.leak();
    let register = Register::open(&database, Clock::default()).await?;
    let day = register.setting(setting::DEMONSTRATION).await?.and_then(|day| day.parse().ok());
    let register = register.with_clock(Clock::standing_on(day));
    let send = move || ([(CONTENT_TYPE, "text/html; charset=utf-8")], bytes);
    let [list, found, record] = [(); 3].map(|()| register.clone());
    let tenders = move |Query(asked): Query<Asked>| async move {
        let filter = Filter { words: asked.q, ..Filter::default() };
        list.tenders(&Viewer::Public, &filter).await.map(|_| send()).map_err(|refusal| refusal.to_string())
    };
    let search = move |Query(asked): Query<Asked>| async move {
        let wanted = Wanted { query: asked.q, page: 1, ..Wanted::default() };
        found.read(&Viewer::Public, &wanted).await.map(|_| send()).map_err(|refusal| refusal.to_string())
    };
    let procurement = move |Path(reference): Path<String>| async move {
        let Ok(reference) = reference.parse::<Reference>() else { return Err("no reference".to_owned()) };
        record.procurement(&Viewer::Public, &reference).await.map(|_| send()).map_err(|refusal| refusal.to_string())
    };
    let agreement = move |Path(reference): Path<String>| async move {
        let Ok(reference) = reference.parse::<Reference>() else { return Err("no reference".to_owned()) };
        register
            .read(&Viewer::Public, &OverviewOf((&reference).into()))
            .await
            .map(|_| send())
            .map_err(|refusal| refusal.to_string())
    };
    #[expect(clippy::disallowed_methods, reason = "a baseline of its own, apart from the register's addresses")]
    let router = Router::new()
        .route("/", get(move || async move { send() }))
        .route("/tenders", get(tenders))
        .route("/tenders/{ref}", get(procurement))
        .route("/search", get(search))
        .route("/agreements/{ref}", get(agreement));
    let listener = tokio::net::TcpListener::bind(address).await?;
    let listener = listener.tap_io(|stream| stream.set_nodelay(true).unwrap_or_default());
    Ok(axum::serve(listener, router).await?)
}
