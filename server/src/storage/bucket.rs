//! A bucket of S3, or of a store that speaks it. Told by the environment variables that every tool for S3 knows.

use std::{io, time::Duration};

use anyhow::{Context, ensure};
use async_trait::async_trait;
use entities::attachment::Files;
use object_store::{
    ClientConfigKey, ClientOptions, RetryConfig,
    aws::{AmazonS3Builder, AmazonS3ConfigKey},
    client::{
        HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody, HttpResponse,
        HttpResponseBody, HttpService,
    },
    path::Path,
    prefix::PrefixStore,
};
use tokio::time::timeout;

use crate::https;

/// How long the store may take to begin its answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// All tries together, less than a request may take.
const ALL_TRIES: Duration = Duration::from_secs(20);

/// Opens `s3://BUCKET/FOLDER`; the store is not asked yet.
///
/// # Errors
/// The address or the environment's settings cannot be used.
pub fn open(url: &str) -> anyhow::Result<Files> {
    let (bucket, folder) = named(url).context("it must be like s3://BUCKET or s3://BUCKET/FOLDER")?;
    let retries = RetryConfig { max_retries: 3, retry_timeout: ALL_TRIES, ..RetryConfig::default() };
    let told = AmazonS3Builder::from_env();
    // The library's errors name the address that it asked.
    let endpoint = told.get_config_value(&AmazonS3ConfigKey::Endpoint).unwrap_or_default();
    ensure!(
        !endpoint.contains(['@', '?']),
        "AWS_ENDPOINT holds what opens the store: it belongs into AWS_ACCESS_KEY_ID"
    );
    let store = told
        .with_bucket_name(bucket)
        .with_http_connector(Connector)
        .with_retry(retries)
        .build()
        .context("its AWS_… settings in the environment")?;
    Ok(Files::in_store(PrefixStore::new(store, Path::parse(folder)?)))
}

/// The bucket and the folder in it, which may be empty.
fn named(url: &str) -> Option<(&str, &str)> {
    let place = url.strip_prefix("s3://")?.trim_end_matches('/');
    let (bucket, folder) = place.split_once('/').unwrap_or((place, ""));
    (!bucket.is_empty()).then_some((bucket, folder))
}

/// Makes clients of our own HTTP library, so that the program has one.
#[derive(Debug)]
struct Connector;

impl HttpConnector for Connector {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let in_the_clear = options.get_config_value(&ClientConfigKey::AllowHttp).is_some_and(|value| value == "true");
        let client =
            https::client().map_err(|error| object_store::Error::Generic { store: "S3", source: Box::new(error) })?;
        Ok(HttpClient::new(Asking { client, in_the_clear }))
    }
}

/// A client, as the library for stores wants to be served.
#[derive(Debug)]
struct Asking {
    client: https::Client<HttpRequestBody>,
    in_the_clear: bool,
}

#[async_trait]
impl HttpService for Asking {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        if !self.in_the_clear && request.uri().scheme_str() != Some("https") {
            let why = io::Error::other("http only with AWS_ALLOW_HTTP=true");
            return Err(HttpError::new(HttpErrorKind::Request, why));
        }
        let answered = timeout(PATIENCE, self.client.request(request)).await;
        let answered = answered.map_err(|late| HttpError::new(HttpErrorKind::Timeout, late))?;
        let answered = answered.map_err(|error| {
            let kind = if error.is_connect() { HttpErrorKind::Connect } else { HttpErrorKind::Request };
            HttpError::new(kind, error)
        })?;
        let (parts, body) = answered.into_parts();
        let body = http_body_util::BodyExt::map_err(body, |error| HttpError::new(HttpErrorKind::Interrupted, error));
        Ok(HttpResponse::from_parts(parts, HttpResponseBody::new(body)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_and_its_folder_are_told_apart() {
        assert_eq!(named("s3://papers"), Some(("papers", "")));
        assert_eq!(named("s3://papers/"), Some(("papers", "")));
        assert_eq!(named("s3://papers/concordat/live/"), Some(("papers", "concordat/live")));
        assert_eq!(named("s3://"), None);
        assert_eq!(named("https://papers"), None);
    }
}
