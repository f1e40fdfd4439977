//! Passwords: argon2id, off the async threads, two at a time.

use std::sync::LazyLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;

use crate::refusal::Refusal;

/// The fewest characters of a password. No other rule of composition.
pub const SHORTEST: usize = 12;

/// The most characters, so that nobody keeps the hash busy.
pub const LONGEST: usize = 256;

static AT_A_TIME: Semaphore = Semaphore::const_new(2);

/// What an account that does not exist is verified against, so that it takes as long as one that does.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash("nobody's password").unwrap_or_default());

/// Hashes a password of a person.
///
/// # Errors
/// [`Refusal::Invalid`] names what is wrong with a password that is too short or too long.
pub async fn hashed(password: String) -> Result<String, Refusal> {
    match password.chars().count() {
        0..SHORTEST => {
            return Err(Refusal::field("password", format!("Enter a password of at least {SHORTEST} characters")));
        }
        SHORTEST..=LONGEST => {}
        _ => return Err(Refusal::field("password", format!("Enter a password of at most {LONGEST} characters"))),
    }
    let _turn = AT_A_TIME.acquire().await.map_err(Refusal::broken)?;
    tokio::task::spawn_blocking(move || hash(&password)).await.map_err(Refusal::broken)?
}

/// True if the password is the account's. `None` stands for an account that is not there or has no password yet.
pub async fn fits(password: String, kept: Option<String>) -> Result<bool, Refusal> {
    if password.chars().count() > LONGEST {
        return Ok(false);
    }
    let _turn = AT_A_TIME.acquire().await.map_err(Refusal::broken)?;
    let verify = move || {
        let real = kept.is_some();
        let kept = kept.unwrap_or_else(|| NOBODY.clone());
        let parsed = PasswordHash::new(&kept).map_err(|why| Refusal::broken(why.to_string()))?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && real)
    };
    tokio::task::spawn_blocking(verify).await.map_err(Refusal::broken)?
}

fn hash(password: &str) -> Result<String, Refusal> {
    let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|why| Refusal::broken(why.to_string()))?;
    Ok(hash.to_string())
}
