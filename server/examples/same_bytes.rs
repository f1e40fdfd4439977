//! Hand-written axum routes that pages are measured beside: each asks the register what the page at its address asks, and then sends
//! the bytes of a file. `/work` is that of the demonstration's commissioner; everything else is what the public reads.
//!
//!     cargo run --release -p server --example same_bytes -- 127.0.0.1:3999 page.html sqlite://data/concordat.db

use std::{env::args, future::Future, pin::Pin};

use anyhow::Context;
use axum::{
    Router,
    extract::{Path, Query},
    http::header::CONTENT_TYPE,
    routing::get,
    serve::ListenerExt,
};
use entities::{
    Refusal, Register,
    access::{Person, Viewer},
    agreement::read::{Agreements, OverviewOf},
    clock::Clock,
    commitment::read::Commitments,
    contract::read::{Contracts, Expiring},
    demonstration,
    funding::read::YearOf,
    glance::AtAGlance,
    list::{Listing, Place},
    nomination::read::RolesWaiting,
    pipeline::PipelineByQuarter,
    procurement::read::{Filter as Tenders, ProcurementPage, TenderCounts},
    provider::read::Providers,
    register::setting,
    search::Wanted,
    service::read::{ServiceChoices, Services},
    single_sign_on::read::OwnGroupsLeftOut,
    values::{FinancialYear, Reference},
    work::{OwnMarket, OwnWork},
};

/// What an address is asked with.
#[derive(serde::Deserialize)]
struct Asked {
    /// What is looked for, if anything.
    #[serde(default)]
    q: String,
    /// The year of the money.
    #[serde(default)]
    year: Option<String>,
    /// Contracts of which status.
    #[serde(default)]
    status: Option<String>,
}

/// Who asks, where, and what.
#[derive(Clone)]
struct Ask {
    register: Register,
    commissioner: Person,
    reference: Option<Reference>,
    words: String,
    year: Option<FinancialYear>,
    status: Option<String>,
}

type Read = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;

/// What a page asks, for somebody.
type Asks = fn(Ask) -> Read;

/// What the page at each address asks the register.
const READS: [(&str, Asks); 15] = [
    ("/", |ask| read(async move { ask.register.read(&Viewer::Public, &AtAGlance).await })),
    ("/work", |ask| read(work(ask))),
    ("/agreements", |ask| read(list(ask, Agreements::default()))),
    ("/agreements/{ref}", |ask| {
        read(async move { ask.register.read(&Viewer::Public, &OverviewOf((&ask.named()?).into())).await })
    }),
    ("/commitments", |ask| read(list(ask, Commitments::default()))),
    ("/funding", |ask| {
        let year = ask.year.unwrap_or_else(|| FinancialYear::of(ask.register.clock().today()));
        read(async move { ask.register.read(&Viewer::Public, &YearOf(year)).await })
    }),
    ("/services", |ask| read(list(ask, Services::default()))),
    // In order of their ends: what a list of them is asked for unless it is asked for something else.
    ("/contracts", |ask| {
        let state = ask.status.as_ref().and_then(|status| status.parse().ok());
        read(list(ask, Contracts { state, ..Contracts::default() }))
    }),
    ("/providers", |ask| read(list(ask, Providers::default()))),
    ("/expiring", |ask| read(expiring(ask))),
    ("/tenders", |ask| read(tenders(ask))),
    ("/tenders/pipeline", |ask| read(async move { ask.register.read(&Viewer::Public, &PipelineByQuarter).await })),
    ("/tenders/{ref}", |ask| {
        read(async move { ask.register.read(&Viewer::Public, &ProcurementPage(ask.named()?)).await })
    }),
    ("/search", |ask| {
        let wanted = Wanted { query: ask.words, page: 1, ..Wanted::default() };
        read(async move { ask.register.read(&Viewer::Public, &wanted).await })
    }),
    ("/readyz", |_| read(async { Ok(()) })),
];

/// The first page of a list, with its count.
async fn list<L: Listing>(ask: Ask, list: L) -> Result<(), Refusal> {
    ask.register.list(&Viewer::Public, &list, &Place::First).await?;
    ask.register.count(&Viewer::Public, &list).await.map(drop)
}

async fn tenders(ask: Ask) -> Result<(), Refusal> {
    let tenders = Tenders { words: ask.words, ..Tenders::default() };
    ask.register.read(&Viewer::Public, &TenderCounts(tenders.clone())).await?;
    ask.register.list(&Viewer::Public, &tenders, &Place::First).await.map(drop)
}

/// A read, whatever it answers.
fn read<T>(answer: impl Future<Output = Result<T, Refusal>> + Send + 'static) -> Read {
    Box::pin(async move { answer.await.map(drop).map_err(|refusal| refusal.to_string()) })
}

async fn work(ask: Ask) -> Result<(), Refusal> {
    let (register, viewer) = (&ask.register, Viewer::Person(ask.commissioner.clone()));
    register.read(&viewer, &OwnWork).await?;
    register.read(&viewer, &OwnMarket).await?;
    register.read(&viewer, &OwnGroupsLeftOut).await?;
    register.read(&viewer, &RolesWaiting).await.map(drop)
}

async fn expiring(ask: Ask) -> Result<(), Refusal> {
    ask.register.read(&Viewer::Public, &ServiceChoices).await?;
    list(ask, Expiring::default()).await
}

impl Ask {
    /// The record that the address names.
    fn named(&self) -> Result<Reference, Refusal> {
        self.reference.clone().ok_or(Refusal::NotFound)
    }

    /// At an address.
    fn at(&self, reference: Option<&str>, asked: Asked) -> Self {
        let reference = reference.and_then(|reference| reference.parse().ok());
        let year = asked.year.and_then(|year| year.parse().ok());
        Self { reference, words: asked.q, year, status: asked.status, ..self.clone() }
    }
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
    let signed_in = register.sign_in("commissioner@demo.example", demonstration::PASSWORD.to_owned(), "bench").await?;
    let viewer = register.viewer_of(&signed_in.token).await?;
    let commissioner = viewer.person().context("the demonstration's commissioner")?.clone();
    let ask = Ask { register, commissioner, reference: None, words: String::new(), year: None, status: None };
    #[expect(clippy::disallowed_methods, reason = "a baseline of its own, apart from the register's addresses")]
    let router = READS.into_iter().fold(Router::new(), |router, (address, asks)| {
        let ask = ask.clone();
        let answer = move |reference: Option<Path<String>>, Query(asked): Query<Asked>| {
            let reading = asks(ask.at(reference.as_ref().map(|Path(reference)| reference.as_str()), asked));
            async move { reading.await.map(|()| ([(CONTENT_TYPE, "text/html; charset=utf-8")], bytes)) }
        };
        router.route(address, get(answer))
    });
    let listener = tokio::net::TcpListener::bind(address).await?;
    let listener = listener.tap_io(|stream| stream.set_nodelay(true).unwrap_or_default());
    Ok(axum::serve(listener, router).await?)
}
