//! Verifying an ID token (OpenID Connect Core, 3.1.3.7): signature, issuer, audience, nonce, its time, and what it says of
//! the person.

use std::collections::HashMap;

use app::http::NotHelped;
use chrono::{DateTime, TimeDelta, Utc};
use entities::single_sign_on::Said;
use openidconnect::{
    AdditionalClaims, ClaimsVerificationError, ClientId, EmptyExtraTokenFields, IdTokenClaims, IdTokenFields,
    IssuerUrl, Nonce, SignatureVerificationError, StandardErrorResponse, StandardTokenResponse,
    core::{
        CoreErrorResponseType, CoreGenderClaim, CoreIdTokenVerifier, CoreJsonWebKeySet,
        CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreTokenType,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Claims beside the standard ones; the groups are among them, under a name of the provider's.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Others(HashMap<String, Value>);

impl AdditionalClaims for Others {}

/// The provider's answer to a code.
pub type Tokens = StandardTokenResponse<
    IdTokenFields<
        Others,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

/// Its refusal of one.
pub type Refused = StandardErrorResponse<CoreErrorResponseType>;

/// What is expected of a token.
pub struct Expected {
    pub issuer: IssuerUrl,
    pub client: ClientId,
    pub keys: CoreJsonWebKeySet,
    pub nonce: String,
    /// The claim that holds the groups.
    pub groups: String,
    pub now: DateTime<Utc>,
    /// By how much clocks may differ.
    pub leeway: TimeDelta,
}

/// Why a token is not believed.
#[derive(Debug, PartialEq, Eq)]
pub enum Unbelievable {
    /// None of the keys that are known is the one it names: the provider may have new ones.
    UnknownKey,
    /// In words of ours, for the log.
    For(&'static str),
}

impl From<Unbelievable> for NotHelped {
    fn from(why: Unbelievable) -> Self {
        match why {
            Unbelievable::UnknownKey => Self("the token's key is not among the provider's"),
            Unbelievable::For(why) => Self(why),
        }
    }
}

/// Public-key signatures only: `none`, and those by a shared secret, are no provider's own.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What a token says of somebody, if it is what is expected.
///
/// # Errors
/// What is wrong with it, never what it holds.
pub fn said(tokens: &Tokens, expected: Expected) -> Result<Said, Unbelievable> {
    use openidconnect::TokenResponse;
    let Expected { issuer, client, keys, nonce, groups, now, leeway } = expected;
    let token = tokens.id_token().ok_or(Unbelievable::For("no ID token came"))?;
    let verifier = CoreIdTokenVerifier::new_public_client(client.clone(), issuer, keys)
        .set_allowed_algs(ALGORITHMS)
        // The clock of whoever issued it may be ahead of ours or behind it.
        .set_time_fn(move || now - leeway)
        .set_issue_time_verifier_fn(
            move |issued| {
                if issued > now + leeway { Err("issued in the future".into()) } else { Ok(()) }
            },
        )
        .set_auth_time_verifier_fn(move |at| match at {
            Some(at) if at > now + leeway => Err("in the future".into()),
            _ => Ok(()),
        });
    let claims = token.claims(&verifier, &Nonce::new(nonce)).map_err(|error| what_is_wrong(&error))?;
    if claims.authorized_party().is_some_and(|party| *party != client) {
        return Err(Unbelievable::For("the token was given to another party"));
    }
    Ok(read(claims, &groups))
}

fn read(claims: &IdTokenClaims<Others, CoreGenderClaim>, groups: &str) -> Said {
    let Others(others) = claims.additional_claims();
    Said {
        issuer: claims.issuer().as_str().into(),
        subject: claims.subject().as_str().into(),
        email: claims.email().map(|email| email.as_str().to_owned()),
        email_verified: claims.email_verified(),
        name: claims.name().and_then(|name| name.get(None)).map(|name| name.as_str().to_owned()),
        groups: groups_of(others, groups),
        authenticated_at: claims.auth_time(),
    }
}

/// The groups, if the token says them. A provider leaves them out for people in very many, and says where they could be asked
/// for (OpenID Connect Core, 5.6.2; Entra's overage): what is absent is not empty.
fn groups_of(claims: &HashMap<String, Value>, groups: &str) -> Option<Vec<String>> {
    let elsewhere = claims.get("_claim_names").and_then(|names| names.get(groups)).is_some();
    let too_many = claims.get("hasgroups").is_some_and(|has| matches!(has, Value::Bool(true)) || *has == "true");
    claims.get(groups).filter(|claim| !claim.is_null() && !elsewhere && !too_many).map(names)
}

/// Groups as a list, or one alone.
fn names(claim: &Value) -> Vec<String> {
    match claim {
        Value::Array(several) => several.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect(),
        Value::String(one) => vec![one.clone()],
        _ => Vec::new(),
    }
}

/// The library's messages name what the token held: they stay here.
fn what_is_wrong(error: &ClaimsVerificationError) -> Unbelievable {
    use ClaimsVerificationError as Wrong;
    Unbelievable::For(match error {
        Wrong::SignatureVerification(SignatureVerificationError::NoMatchingKey) => return Unbelievable::UnknownKey,
        Wrong::SignatureVerification(_) => "the token's signature is not right",
        Wrong::Expired(_) => "the token is not of this time",
        Wrong::InvalidAudience(_) => "the token is for somebody else",
        Wrong::InvalidIssuer(_) => "the token is from another issuer",
        Wrong::InvalidNonce(_) => "the token answers another sign-in",
        Wrong::InvalidAuthTime(_) => "the token says a time to come",
        _ => "the token is not as it should be",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_come_as_a_list_or_alone_and_anything_else_is_none() {
        let of = |json: &str| names(&serde_json::from_str(json).unwrap());
        assert_eq!(of(r#"["a", 1, "b", null]"#), ["a", "b"]);
        assert_eq!(of(r#""a""#), ["a"]);
        assert!(of("7").is_empty() && of(r#"{"a": "b"}"#).is_empty());
    }

    #[test]
    fn groups_that_are_left_out_are_not_taken_for_none() {
        let of = |json: &str| groups_of(&serde_json::from_str(json).unwrap(), "groups");
        assert_eq!(of(r#"{"groups": ["a"]}"#), Some(vec!["a".to_owned()]));
        assert_eq!(of(r#"{"groups": []}"#), Some(vec![]));
        for left_out in [
            r#"{}"#,
            r#"{"groups": null}"#,
            r#"{"hasgroups": "true"}"#,
            r#"{"hasgroups": true, "groups": []}"#,
            r#"{"_claim_names": {"groups": "src1"}, "_claim_sources": {"src1": {"endpoint": "https://graph.example"}}}"#,
        ] {
            assert_eq!(of(left_out), None, "{left_out}");
        }
        assert_eq!(of(r#"{"hasgroups": "false", "groups": ["a"]}"#), Some(vec!["a".to_owned()]));
    }

    #[test]
    fn what_is_logged_names_nothing_of_the_token() {
        let error = ClaimsVerificationError::InvalidIssuer("found `https://ann.example`".into());
        assert_eq!(what_is_wrong(&error), Unbelievable::For("the token is from another issuer"));
    }
}
