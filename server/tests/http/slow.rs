//! Clients that send a body a drop at a time, over a real connection.

use std::time::{Duration, Instant};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::timeout,
};

use server::settings::Settings;

use super::Service;

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
