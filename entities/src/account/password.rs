//! Passwords: judged by how hard they are to guess, hashed with argon2id off the async threads, two at a time.

use std::sync::LazyLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;
use zxcvbn::{Score, feedback::Feedback, zxcvbn};

use crate::refusal::Refusal;

/// The fewest characters of a password. No other rule of composition.
pub const SHORTEST: usize = 12;

/// The most characters, so that nobody keeps the hash busy.
pub const LONGEST: usize = 256;

/// So many characters are judged: guessing more than that is hard enough, and judging it takes long.
const JUDGED: usize = 72;

static AT_A_TIME: Semaphore = Semaphore::const_new(2);

/// What an account that does not exist is verified against, so that it takes as long as one that does.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash("nobody's password").unwrap_or_default());

/// Hashes a password of a person. `about` are words that somebody who knows the person would try: name, address.
///
/// # Errors
/// [`Refusal::Invalid`] says what is wrong with a password that is too short, too long or easy to guess (zxcvbn: fewer
/// than 10⁸ guesses, its list of common passwords included), and how to make it better.
pub async fn hashed(password: String, about: Vec<String>) -> Result<String, Refusal> {
    match password.chars().count() {
        0..SHORTEST => {
            return Err(Refusal::field("password", format!("Enter a password of at least {SHORTEST} characters")));
        }
        SHORTEST..=LONGEST => {}
        _ => return Err(Refusal::field("password", format!("Enter a password of at most {LONGEST} characters"))),
    }
    let _turn = AT_A_TIME.acquire().await.map_err(Refusal::broken)?;
    let work = move || {
        if let Some(why) = easily_guessed(&password, &about) {
            return Err(Refusal::field("password", why));
        }
        hash(&password)
    };
    tokio::task::spawn_blocking(work).await.map_err(Refusal::broken)?
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

/// Why it is easy to guess and what would be better, as a sentence without its full stop; `None` if it is not.
fn easily_guessed(password: &str, about: &[String]) -> Option<String> {
    // Somebody who knows the person tries the words of name and address first: they add nothing.
    let mut own: Vec<String> =
        about.iter().map(|text| text.to_lowercase()).flat_map(words).chain(words("concordat")).collect();
    own.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let rest = own.iter().fold(password.to_lowercase(), |rest, word| rest.replace(word, ""));
    let judge = |text: &str| zxcvbn(&text.chars().take(JUDGED).collect::<String>(), &[]);
    let (judgement, of_the_rest) = (judge(password), judge(&rest));
    if judgement.score().min(of_the_rest.score()) >= Score::Three {
        return None;
    }
    let why = judgement.feedback().and_then(Feedback::warning).map(|why| why.to_string());
    let why = why.unwrap_or_else(|| "This is easy to guess.".into());
    Some(format!(
        "Choose a password that is harder to guess. {why} Three or four words that do not belong together are good"
    ))
}

/// The words of three characters or more.
fn words(text: impl AsRef<str>) -> Vec<String> {
    let words = text.as_ref().split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().count() > 2).map(Into::into).collect()
}

fn hash(password: &str) -> Result<String, Refusal> {
    let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|why| Refusal::broken(why.to_string()))?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_common_or_about_the_person_is_easily_guessed_and_four_words_are_not() {
        let about = ["Casey Commissioner".to_string(), "casey@council.example".into()];
        for password in [
            "password1234",
            "qwertyuiop12",
            "Birmingham2014",
            "aaaaaaaaaaaa",
            "CaseyCommissioner",
            "casey.commissioner1",
        ] {
            assert!(easily_guessed(password, &about).is_some(), "{password}");
        }
        for password in ["kettle ribbon otter lamp", crate::demonstration::PASSWORD, "vK8#qq!zWm2x"] {
            assert_eq!(easily_guessed(password, &about), None, "{password}");
        }
    }
}
