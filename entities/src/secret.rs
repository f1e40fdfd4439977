//! Secrets that only their holder knows: session tokens and one-time links. The register keeps their digest.

use crate::{audit::sha256, refusal::Refusal};

/// `N` random bytes.
///
/// # Errors
/// The operating system gives none.
pub fn random<const N: usize>() -> Result<[u8; N], Refusal> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|why| Refusal::broken(why.to_string()))?;
    Ok(bytes)
}

/// `N` random bytes in hexadecimal.
///
/// # Errors
/// The operating system gives none.
pub fn hexadecimal<const N: usize>() -> Result<String, Refusal> {
    Ok(random::<N>()?.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A secret of 256 bits. Shown once, never kept; `Debug` does not show it.
pub struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// A new one.
    pub fn new() -> Result<Self, Refusal> {
        hexadecimal::<32>().map(Self)
    }

    /// Reads one that came back, in a cookie or an address.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())).then(|| Self(text.to_string()))
    }

    /// For its holder.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// For the register.
    pub fn digest(&self) -> String {
        sha256(&self.0)
    }
}
