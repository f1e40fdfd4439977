//! The second factor: codes that change every half minute (TOTP, RFC 6238), and codes that open the account once when the
//! telephone is lost.

use chrono::{DateTime, Utc};
use totp_rs::{Builder, Secret, Totp};

use super::secret::{hexadecimal, random};
use crate::{audit::sha256, refusal::Refusal};

/// How many recovery codes a person gets.
const RECOVERY_CODES: usize = 10;

/// A secret that a telephone and the register share.
pub struct SecondFactor {
    base32: String,
    codes: Totp,
}

impl SecondFactor {
    /// A new one, of 160 bits.
    ///
    /// # Errors
    /// The operating system gives no random bytes.
    pub fn new(email: &str, service: &str) -> Result<Self, Refusal> {
        Self::built(Secret::from(random::<20>()?), email, service)
    }

    /// One that is kept in base 32.
    ///
    /// # Errors
    /// It is no secret: the register is damaged, or the form was changed on its way.
    pub fn kept(base32: &str, email: &str, service: &str) -> Result<Self, Refusal> {
        let secret = Secret::try_from_base32(base32).map_err(|why| Refusal::broken(why.to_string()))?;
        Self::built(secret, email, service)
    }

    fn built(secret: Secret, email: &str, service: &str) -> Result<Self, Refusal> {
        // A colon separates service and account in the telephone's address.
        let plain = |text: &str| text.replace(':', " ");
        let base32 = secret.to_base32();
        let codes = Builder::new()
            .with_secret(secret)
            .with_account_name(plain(email))
            .with_issuer(Some(plain(service)))
            .build()
            .map_err(|why| Refusal::broken(why.to_string()))?;
        Ok(Self { base32, codes })
    }

    /// The step of a code that is right now, half a minute ago or in half a minute, and later than the last that was taken.
    pub fn step_of(&self, code: &str, now: DateTime<Utc>, last: Option<i64>) -> Option<i64> {
        let figures: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let step = self.codes.check(&figures, u64::try_from(now.timestamp()).ok()?)?;
        i64::try_from(step).ok().filter(|step| last.is_none_or(|last| *step > last))
    }

    /// The code of an instant, as the telephone shows it.
    #[cfg(test)]
    pub fn code(&self, at: DateTime<Utc>) -> String {
        self.codes.generate(u64::try_from(at.timestamp()).unwrap()).to_string()
    }

    /// For the register and for typing it into a telephone, in base 32.
    pub fn base32(&self) -> &str {
        &self.base32
    }

    /// For the telephone's camera: `otpauth://…`.
    ///
    /// # Errors
    /// The account's address cannot stand in it.
    pub fn address(&self) -> Result<String, Refusal> {
        self.codes.to_url().map_err(|why| Refusal::broken(why.to_string()))
    }
}

/// New recovery codes, shown once: four groups of four letters and figures.
///
/// # Errors
/// The operating system gives no random bytes.
pub fn recovery_codes() -> Result<Vec<String>, Refusal> {
    (0..RECOVERY_CODES)
        .map(|_| {
            let code = hexadecimal::<8>()?;
            Ok(format!("{}-{}-{}-{}", &code[0..4], &code[4..8], &code[8..12], &code[12..16]))
        })
        .collect()
}

/// The digest of a recovery code as somebody typed it; `None` for what cannot be one.
pub fn recovery_digest(typed: &str) -> Option<String> {
    let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    (plain.len() == 16 && plain.bytes().all(|b| b.is_ascii_hexdigit())).then(|| sha256(plain))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn a_code_is_taken_once_and_half_a_minute_early_or_late() {
        let factor = SecondFactor::kept("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "jo@example.org", "Concordat").unwrap();
        // RFC 6238, appendix B: at 59 seconds the eight-figure code is 94287082.
        let at = DateTime::from_timestamp(59, 0).unwrap();
        assert_eq!(factor.step_of("287 082", at, None), Some(1));
        assert_eq!(factor.step_of("287082", at, Some(1)), None, "taken already");
        assert_eq!(factor.step_of("287082", at + TimeDelta::seconds(30), None), Some(1));
        assert_eq!(factor.step_of("287082", at + TimeDelta::seconds(90), None), None);
        assert_eq!(factor.step_of("287083", at, None), None);
    }

    #[test]
    fn a_new_secret_reads_back_and_differs_from_the_next() {
        let one = SecondFactor::new("jo@example.org", "Concordat").unwrap();
        let kept = SecondFactor::kept(one.base32(), "jo@example.org", "Concordat").unwrap();
        assert_eq!(one.base32(), kept.base32());
        assert_ne!(one.base32(), SecondFactor::new("jo@example.org", "Concordat").unwrap().base32());
        assert!(one.address().unwrap().starts_with("otpauth://totp/Concordat:jo"));
    }

    #[test]
    fn a_recovery_code_is_the_same_however_it_is_typed() {
        let codes = recovery_codes().unwrap();
        assert_eq!(codes.len(), RECOVERY_CODES);
        let digest = recovery_digest(&codes[0]);
        assert!(digest.is_some() && digest == recovery_digest(&codes[0].replace('-', " ").to_uppercase()));
        assert_eq!(recovery_digest("123456"), None);
    }
}
