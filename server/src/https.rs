//! The one client of HTTP, for the providers and stores that the settings name. https is checked against the public
//! certificate authorities; it goes in the clear, too, and whoever asks sees to it that nothing secret goes so.

use std::sync::Arc;

use axum::body::{Bytes, HttpBody};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{self, connect::HttpConnector},
    rt::TokioExecutor,
};

/// A client that sends bodies of a kind. Cheap to clone.
pub type Client<B> = legacy::Client<HttpsConnector<HttpConnector>, B>;

/// A new client.
///
/// # Errors
/// The library for TLS has none of its algorithms.
pub fn client<B>() -> Result<Client<B>, rustls::Error>
where
    B: HttpBody<Data = Bytes> + Send,
{
    let algorithms = Arc::new(rustls::crypto::ring::default_provider());
    let connector = HttpsConnectorBuilder::new().with_provider_and_webpki_roots(algorithms)?;
    let connector = connector.https_or_http().enable_http1().build();
    Ok(legacy::Client::builder(TokioExecutor::new()).build(connector))
}
