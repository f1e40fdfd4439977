//! Requests to the provider: https with the public certificate authorities, plain http only to this machine itself. No
//! redirect is followed, nothing is waited for longer than ten seconds, and no more than a megabyte is read.

use std::{future::Future, pin::Pin, time::Duration};

use axum::body::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::client::legacy::Error;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use tokio::time::timeout;

use crate::{https, settings::is_confidential};

/// Bytes of an answer at most.
const LARGEST: usize = 1024 * 1024;

const PATIENCE: Duration = Duration::from_secs(10);

/// Why a request had no answer. It names nothing that was sent.
#[derive(Debug, thiserror::Error)]
pub enum NoAnswer {
    #[error("plain http goes to this machine only")]
    InTheClear,
    #[error("no answer in time")]
    TooSlow,
    #[error("no connection: {0}")]
    Unreachable(#[from] Error),
    #[error("an answer that cannot be read")]
    Unreadable,
}

/// A client. Cheap to clone.
#[derive(Clone)]
pub struct HttpClient(https::Client<Full<Bytes>>);

impl HttpClient {
    /// A new one.
    ///
    /// # Errors
    /// The library for TLS has none of its algorithms.
    pub fn new() -> Result<Self, rustls::Error> {
        https::client().map(Self)
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        if !is_confidential(&request.uri().to_string()) {
            return Err(NoAnswer::InTheClear);
        }
        let whole = async {
            let (parts, body) = self.0.request(request.map(|body| Full::new(Bytes::from(body)))).await?.into_parts();
            let body = Limited::new(body, LARGEST).collect().await.map_err(|_| NoAnswer::Unreadable)?;
            Ok(http::Response::from_parts(parts, body.to_bytes().to_vec()))
        };
        timeout(PATIENCE, whole).await.map_err(|_| NoAnswer::TooSlow)?
    }
}

impl<'c> AsyncHttpClient<'c> for HttpClient {
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
