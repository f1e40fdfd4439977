//! Clients that send a body a drop at a time, over a real connection.

use std::{
    convert::Infallible,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::body::Body;
use entities::access::Role;
use futures_util::stream;
use http::{StatusCode, header};
use server::settings::Settings;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::timeout,
};
use tower::ServiceExt;

use super::{Service, post};

/// Much longer than the service waits; a test that gets here has failed.
const DEADLINE: Duration = Duration::from_secs(20);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_trickles_ends_with_the_time_limit() {
    let service = Service::with(|settings| settings.request_seconds = 1).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = {
        let router = service.router.clone();
        tokio::spawn(async move { server::http::serve(listener, router, &Settings::default()).await })
    };

    let begun = Instant::now();
    let (mut answer, mut sending) = TcpStream::connect(address).await.unwrap().into_split();
    let head = "POST /open-form HTTP/1.1\r\nHost: register.example\r\nSec-Fetch-Site: same-origin\r\n\
        Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000\r\n\r\ntitle=";
    sending.write_all(head.as_bytes()).await.unwrap();
    let trickle = tokio::spawn(async move {
        // Until the other side closes.
        while sending.write_all(b"x").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    let mut read = Vec::new();
    // A connection that is closed while we still send may end in a reset: what was answered before counts.
    let ended = timeout(DEADLINE, answer.read_to_end(&mut read)).await;
    assert!(ended.is_ok(), "the connection stays open for whoever trickles");
    let read = String::from_utf8_lossy(&read);
    assert!(read.starts_with("HTTP/1.1 503"), "{read}");
    assert!(read.contains("This took too long"), "{read}");
    assert!(begun.elapsed() < DEADLINE / 2, "{:?}", begun.elapsed());
    timeout(DEADLINE, trickle).await.unwrap().unwrap();
    serving.abort();
}

/// The service on a port, with other settings.
async fn listening(change: impl FnOnce(&mut Settings)) -> (Service, std::net::SocketAddr, tokio::task::JoinHandle<()>) {
    let mut settings = Settings::default();
    change(&mut settings);
    let service = Service::with(|own| *own = Settings { site_root: own.site_root.clone(), ..settings.clone() }).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, router) = (listener.local_addr().unwrap(), service.router.clone());
    let serving = tokio::spawn(async move { server::http::serve(listener, router, &settings).await.unwrap() });
    (service, address, serving)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn headers_that_never_end_and_connections_on_which_nothing_comes_are_closed() {
    let (_service, address, serving) = listening(|settings| settings.header_seconds = 1).await;
    for begun in
        ["", "GET / HTTP/1.1\r\nHost: register.example\r\nX-Slow: ", "GET / HTTP/1.1\r\nHost: register.example\r\n\r\n"]
    {
        let mut connection = TcpStream::connect(address).await.unwrap();
        connection.write_all(begun.as_bytes()).await.unwrap();
        let mut read = Vec::new();
        let ended = timeout(DEADLINE, connection.read_to_end(&mut read)).await;
        assert!(ended.is_ok(), "the connection stays open after {begun:?}");
    }
    serving.abort();
}

/// A body of so many bytes that says when all but its end were taken, and waits to be let go on.
fn unfinished(bytes: usize, taken: Arc<Semaphore>, go_on: Arc<Semaphore>) -> Body {
    let steps = stream::unfold(0, move |step| {
        let (taken, go_on) = (taken.clone(), go_on.clone());
        async move {
            match step {
                0 => Some((Ok::<_, Infallible>(vec![b'x'; bytes]), 1)),
                1 => {
                    taken.add_permits(1);
                    go_on.acquire().await.unwrap().forget();
                    Some((Ok(b"x".to_vec()), 2))
                }
                _ => None,
            }
        }
    });
    Body::from_stream(steps)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_that_are_never_finished_are_so_many_and_no_more_and_keep_nobody_else_out() {
    let service = Service::with(|settings| settings.form_megabytes = 1).await;
    let (taken, go_on) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    let sending: Vec<_> = (0..3)
        .map(|_| {
            let body = unfinished(1_000_000, taken.clone(), go_on.clone());
            let request = post("/open-form").header("sec-fetch-site", "same-origin").body(body).unwrap();
            let router = service.router.clone();
            tokio::spawn(async move { router.oneshot(request).await.unwrap() })
        })
        .collect();
    timeout(DEADLINE, taken.acquire_many(3)).await.unwrap().unwrap().forget();
    // Whoever comes from elsewhere finds room, and so does whoever is signed in.
    let cookie = service.sign_in("Jo Bloggs", Role::Commissioner).await;
    let signed_in = post("/new").header("sec-fetch-site", "same-origin").header(header::COOKIE, &cookie);
    let form = service.shown(&cookie, "title=Known").await;
    assert_eq!(service.ask(signed_in.body(form.into()).unwrap()).await.status, StatusCode::SEE_OTHER);
    go_on.add_permits(3);
    let mut statuses = Vec::new();
    for sent in sending {
        let answered = sent.await.unwrap();
        let busy = answered.status() == StatusCode::SERVICE_UNAVAILABLE;
        assert!(!busy || answered.headers()[header::RETRY_AFTER] == "30", "{answered:?}");
        statuses.push(answered.status().as_u16());
    }
    statuses.sort_unstable();
    // 400: the two for which there was room were read, and say nothing of what they were shown for.
    assert_eq!(statuses, [400, 400, 503]);
    // What is over makes room again.
    assert_eq!(service.post("/open-form", "title=Known").await.status, StatusCode::SEE_OTHER);
}
