//! The provider: found by discovery (OpenID Connect Discovery 1.0), asked by the authorization code flow with PKCE.

use std::{sync::Arc, time::Duration};

use app::http::{Later, NotHelped, Provider};
use chrono::TimeDelta;
use entities::{
    clock::Clock,
    single_sign_on::{Begun, Said, Taken},
    values::place::without_secrets,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken, DiscoveryError, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreClientAuthMethod, CoreGenderClaim, CoreJsonWebKey,
        CoreJweContentEncryptionAlgorithm, CoreProviderMetadata, CoreRevocableToken, CoreRevocationErrorResponse,
        CoreTokenIntrospectionResponse,
    },
};
use tokio::{sync::Mutex, time::Instant};

use super::{
    http_client::{HttpClient, NoAnswer},
    verify::{Expected, Others, Refused, Tokens, Unbelievable, said},
};
use crate::settings::{Named, is_confidential};

/// The address at which people come back.
const BACK: &str = "/sign-in/single/back";

/// What discovery found is believed for so long: keys change, and so may everything else.
const KNOWN_FOR: Duration = Duration::from_secs(3600);

/// A token with an unknown key makes it look again, but not more often than this.
const LOOKS_AGAIN_AFTER: Duration = Duration::from_secs(30);

type Client = openidconnect::Client<
    Others,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    Refused,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// A provider that speaks OpenID Connect.
pub struct OpenId {
    named: Named,
    issuer: IssuerUrl,
    back: RedirectUrl,
    clock: Clock,
    http: HttpClient,
    found: Mutex<Option<(Instant, Arc<CoreProviderMetadata>)>>,
}

impl OpenId {
    /// A provider by its settings; it is not asked yet, so that it may be down while this program starts.
    ///
    /// # Errors
    /// An address is none.
    pub fn new(named: Named, clock: Clock, origin: &str) -> anyhow::Result<Self> {
        Ok(Self {
            issuer: IssuerUrl::new(named.issuer.clone())?,
            back: RedirectUrl::new(format!("{}{BACK}", origin.trim_end_matches('/')))?,
            http: HttpClient::new()?,
            found: Mutex::new(None),
            named,
            clock,
        })
    }

    /// What is there, in words: for `concordat check`.
    ///
    /// # Errors
    /// In words, why it is not as it should be.
    pub async fn discover(&self) -> Result<String, String> {
        let issuer = without_secrets(&self.named.issuer);
        let found = self.look().await.map_err(|error| format!("{issuer} {}", in_words(&error)))?;
        let keys = found.jwks().keys().len();
        Ok(format!("{issuer} answers with {keys} keys"))
    }

    async fn look(&self) -> Result<Arc<CoreProviderMetadata>, DiscoveryError<NoAnswer>> {
        CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http).await.map(Arc::new)
    }

    /// What discovery found, not longer ago than `within`.
    async fn known(&self, within: Duration) -> Result<Arc<CoreProviderMetadata>, NotHelped> {
        let mut found = self.found.lock().await;
        if let Some((at, known)) = found.as_ref()
            && at.elapsed() < within
        {
            return Ok(known.clone());
        }
        let looked = self.look().await.map_err(|error| {
            let why = in_words(&error);
            tracing::error!(%why, "the provider of single sign-on is not found");
            NotHelped("the provider is not found")
        })?;
        *found = Some((Instant::now(), looked.clone()));
        Ok(looked)
    }

    fn client(&self, known: &CoreProviderMetadata) -> Client {
        let client = Client::from_provider_metadata(
            known.clone(),
            ClientId::new(self.named.client.clone()),
            Some(ClientSecret::new(self.named.secret.clone())),
        );
        // By the header, unless the provider takes the secret in the form only (Discovery 1.0, 3: the header is the default).
        let methods = known.token_endpoint_auth_methods_supported();
        let takes = |method| methods.is_some_and(|methods| methods.contains(&method));
        let form_only =
            takes(CoreClientAuthMethod::ClientSecretPost) && !takes(CoreClientAuthMethod::ClientSecretBasic);
        let auth = if form_only { AuthType::RequestBody } else { AuthType::BasicAuth };
        client.set_auth_type(auth).set_redirect_uri(self.back.clone())
    }

    async fn address(&self, begun: &Begun, again: bool) -> Result<String, NotHelped> {
        let known = self.known(KNOWN_FOR).await?;
        let client = self.client(&known);
        let (state, nonce) = (begun.state.clone(), begun.nonce.clone());
        let verifier = PkceCodeVerifier::new(begun.verifier.clone());
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scopes(self.named.scopes.split_whitespace().map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        if again {
            request = request.add_prompt(CoreAuthPrompt::Login).set_max_age(Duration::ZERO);
        }
        let address = String::from(request.url().0);
        if is_confidential(&address) { Ok(address) } else { Err(NotHelped("the provider's page is plain http")) }
    }

    async fn read(&self, flow: &Taken, code: String) -> Result<Said, NotHelped> {
        let known = self.known(KNOWN_FOR).await?;
        let client = self.client(&known);
        let request = client.exchange_code(AuthorizationCode::new(code));
        let request = request.map_err(|_| NotHelped("the provider names no address for codes"))?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(flow.verifier.clone()));
        let tokens = request.request_async(&self.http).await.map_err(|error| match error {
            RequestTokenError::ServerResponse(_) => NotHelped("the provider does not take the code"),
            RequestTokenError::Request(_) => NotHelped("the provider does not answer"),
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                NotHelped("the provider's answer to the code cannot be read")
            }
        })?;
        match said(&tokens, self.expected(&known, flow)) {
            // Its keys may have changed since they were read.
            Err(Unbelievable::UnknownKey) => {
                let known = self.known(LOOKS_AGAIN_AFTER).await?;
                Ok(said(&tokens, self.expected(&known, flow))?)
            }
            other => Ok(other?),
        }
    }

    fn expected(&self, known: &CoreProviderMetadata, flow: &Taken) -> Expected {
        Expected {
            issuer: self.issuer.clone(),
            client: ClientId::new(self.named.client.clone()),
            keys: known.jwks().clone(),
            nonce: flow.nonce.clone(),
            groups: self.named.groups_claim.clone(),
            now: self.clock.now(),
            leeway: self.named.leeway,
        }
    }
}

/// Why discovery failed, without what was sent.
fn in_words(error: &DiscoveryError<NoAnswer>) -> String {
    match error {
        DiscoveryError::Request(no_answer) => no_answer.to_string(),
        DiscoveryError::Response(status, ..) => format!("answers with {status}"),
        DiscoveryError::Parse(_) => "answers with what is no provider's description".into(),
        DiscoveryError::UrlParse(_) => "is no address".into(),
        DiscoveryError::Validation(_) => "describes itself as another provider: name it exactly as it does".into(),
        _ => "answers with what cannot be understood".into(),
    }
}

impl Provider for OpenId {
    fn name(&self) -> &str {
        &self.named.name
    }

    fn issuer(&self) -> &str {
        &self.named.issuer
    }

    fn leeway(&self) -> TimeDelta {
        self.named.leeway
    }

    fn way_to<'a>(&'a self, begun: &'a Begun, again: bool) -> Later<'a, Result<String, NotHelped>> {
        Box::pin(self.address(begun, again))
    }

    fn says<'a>(&'a self, flow: &'a Taken, code: String) -> Later<'a, Result<Said, NotHelped>> {
        Box::pin(self.read(flow, code))
    }
}
