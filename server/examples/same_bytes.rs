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
    contract::read::{EndingFilter, Filter as Contracts, ProviderFilter},
    demonstration,
    funding::read::YearOf,
    procurement::read::Filter as Tenders,
    register::setting,
    search::Wanted,
    service::read::{ServiceChoices, Services},
    values::{FinancialYear, Reference},
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
}

/// Who asks, where, and what.
#[derive(Clone)]
struct Ask {
    register: Register,
    commissioner: Person,
    reference: Option<Reference>,
    words: String,
    year: Option<FinancialYear>,
}

type Read = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;

/// What the page at each address asks the register.
const READS: [(&str, fn(Ask) -> Read); 15] = [
    ("/", |ask| read(async move { ask.register.glance(&Viewer::Public).await })),
    ("/work", |ask| read(work(ask))),
    ("/agreements", |ask| read(async move { ask.register.read(&Viewer::Public, &Agreements::default()).await })),
    ("/agreements/{ref}", |ask| {
        read(async move { ask.register.read(&Viewer::Public, &OverviewOf((&ask.named()?).into())).await })
    }),
    ("/commitments", |ask| read(async move { ask.register.read(&Viewer::Public, &Commitments::default()).await })),
    ("/funding", |ask| {
        let year = ask.year.unwrap_or_else(|| FinancialYear::of(ask.register.clock().today()));
        read(async move { ask.register.read(&Viewer::Public, &YearOf(year)).await })
    }),
    ("/services", |ask| read(async move { ask.register.read(&Viewer::Public, &Services::default()).await })),
    // In order of their ends: what a list of them is asked for unless it is asked for something else.
    ("/contracts", |ask| read(async move { ask.register.contracts(&Viewer::Public, &Contracts::default()).await })),
    ("/providers", |ask| {
        read(async move { ask.register.providers(&Viewer::Public, &ProviderFilter::default()).await })
    }),
    ("/expiring", |ask| read(expiring(ask))),
    ("/tenders", |ask| {
        read(
            async move { ask.register.tenders(&Viewer::Public, &Tenders { words: ask.words, ..Tenders::default() }).await },
        )
    }),
    ("/tenders/pipeline", |ask| read(async move { ask.register.pipeline(&Viewer::Public).await })),
    ("/tenders/{ref}", |ask| read(async move { ask.register.procurement(&Viewer::Public, &ask.named()?).await })),
    ("/search", |ask| {
        let wanted = Wanted { query: ask.words, page: 1, ..Wanted::default() };
        read(async move { ask.register.search_results(&Viewer::Public, &wanted).await })
    }),
    ("/readyz", |_| read(async { Ok(()) })),
];

/// A read, whatever it answers.
fn read<T>(answer: impl Future<Output = Result<T, Refusal>> + Send + 'static) -> Read {
    Box::pin(async move { answer.await.map(drop).map_err(|refusal| refusal.to_string()) })
}

async fn work(ask: Ask) -> Result<(), Refusal> {
    let (register, person) = (&ask.register, &ask.commissioner);
    register.work(person).await?;
    register.market_of(person).await?;
    register.own_groups_left_out(person).await?;
    register.roles_waiting(person.membership).await.map(drop)
}

async fn expiring(ask: Ask) -> Result<(), Refusal> {
    ask.register.expiring(&Viewer::Public, &EndingFilter::default()).await?;
    ask.register.read(&Viewer::Public, &ServiceChoices).await.map(drop)
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
        Self { reference, words: asked.q, year, ..self.clone() }
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
    let ask = Ask { register, commissioner, reference: None, words: String::new(), year: None };
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
