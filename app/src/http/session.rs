//! The session's cookie and that of a sign-in on its way: their names and their changes. Who holds a token is the register's business.

use entities::{
    account::{deeds::guess::DEVICE_DAYS, secret::Secret},
    single_sign_on::FLOW_MINUTES,
};
use std::{fmt, net::IpAddr, sync::Arc};

use http::{HeaderMap, HeaderValue, header};

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

/// The cookie of a sign-in that has gone to single sign-on and not come back.
pub fn flow_cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-concordat-sign-in" } else { "concordat-sign-in" }
}

/// The cookie by which a browser is known that somebody has signed in with.
pub fn device_cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-concordat-browser" } else { "concordat-browser" }
}

/// The `Set-Cookie` value that makes a browser known.
pub(super) fn device_cookie(device: &Secret, secure: bool) -> Option<HeaderValue> {
    let (name, flags) = (device_cookie_name(secure), if secure { "; Secure" } else { "" });
    let (value, age) = (device.reveal(), DEVICE_DAYS * 24 * 60 * 60);
    HeaderValue::try_from(format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{flags}")).ok()
}

/// The address that a request counts for: the browser's, or for IPv6 its network, of which one household has many addresses.
/// Never logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(pub IpAddr);

/// The secret in a cookie that a request came with; `None` without one that could be ours.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<Session> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(key, _)| *key == name).find_map(|(_, value)| Session::parse(value))
}

/// The `Set-Cookie` value that begins a sign-in elsewhere, or ends it. `SameSite=Lax`, because it comes back by a link of
/// the provider's.
pub(super) fn flow_cookie(begun: Option<&Secret>, secure: bool) -> Option<HeaderValue> {
    let (name, flags) = (flow_cookie_name(secure), if secure { "; Secure" } else { "" });
    let (value, age) = begun.map_or(("", 0), |secret| (secret.reveal(), FLOW_MINUTES * 60));
    HeaderValue::try_from(format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{flags}")).ok()
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
