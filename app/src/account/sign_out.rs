//! `/sign-out`: ends the session.

use crate::http::{Answer, Ask, Typed, see_other};

/// Signs out and goes home.
pub async fn post(ask: Ask, _: Typed) -> Answer {
    if let Some(token) = ask.session() {
        ask.register.sign_out(token).await?;
    }
    see_other("/").map(crate::http::Reply::end_session)
}
