//! The session's cookie: its name and its two changes. Who holds a token is the register's business.

use entities::account::secret::Secret;
use std::{fmt, sync::Arc};

use http::HeaderValue;

/// The session a request came with. `Debug` does not show its secret.
#[derive(Clone)]
pub struct Session(Arc<Secret>);

impl Session {
    /// A new session.
    pub fn new(secret: Secret) -> Self {
        Self(Arc::new(secret))
    }

    /// A session by what its cookie holds; `None` for what cannot be one of ours.
    pub fn parse(cookie: &str) -> Option<Self> {
        Secret::parse(cookie).map(Self::new)
    }

    /// For the register.
    pub fn secret(&self) -> &Secret {
        &self.0
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Session(…)")
    }
}

/// `__Host-` binds the cookie to this host and to https; browsers refuse that prefix on plain http, which only a
/// machine talking to itself may use.
pub fn session_cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-concordat" } else { "concordat" }
}

/// What an answer does to the session.
#[derive(Debug)]
pub(super) enum SessionChange {
    /// Signed in: from now on this session.
    Start(Session),
    /// Signed out.
    End,
}

impl SessionChange {
    /// The `Set-Cookie` value. A session cookie without a lifetime: the register decides when it ends.
    pub fn cookie(&self, secure: bool) -> Option<HeaderValue> {
        let name = session_cookie_name(secure);
        let flags = if secure { "; Secure" } else { "" };
        let cookie = match self {
            Self::Start(session) => {
                format!("{name}={}; Path=/; HttpOnly; SameSite=Lax{flags}", session.secret().reveal())
            }
            Self::End => format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{flags}"),
        };
        HeaderValue::try_from(cookie).ok()
    }
}
