//! The one answer to a form that was sent.

use entities::{Deed, Refusal};

use super::Saved;
use crate::http::{Answer, Ask, Typed};

/// Does the deed that a form asks for. Done: the next page, which says so. Refused: the form again, with what was typed and what is
/// wrong or has changed meanwhile.
///
/// # Errors
/// What no form can put right: nobody is signed in, the record is not there.
pub async fn submitted<D: Deed>(
    ask: &Ask,
    typed: &Typed,
    deed: impl Future<Output = Result<D, Refusal>>,
    done: impl FnOnce(D::Done) -> Saved,
    again: impl AsyncFnOnce(&Typed) -> Answer,
) -> Answer {
    submitted_to(ask, typed, deed, async |result| Ok(done(result)), again).await
}

/// The same, where the register says which page is the next.
///
/// # Errors
/// What no form can put right: nobody is signed in, the record is not there.
pub async fn submitted_to<D: Deed>(
    ask: &Ask,
    typed: &Typed,
    deed: impl Future<Output = Result<D, Refusal>>,
    done: impl AsyncFnOnce(D::Done) -> Result<Saved, Refusal>,
    again: impl AsyncFnOnce(&Typed) -> Answer,
) -> Answer {
    let result = match ask.actor(typed) {
        Ok(actor) => match deed.await {
            Ok(deed) => ask.register.change(&actor, &deed).await,
            Err(refusal) => Err(refusal),
        },
        Err(refusal) => Err(refusal),
    };
    match result {
        Ok(result) => done(result).await?.answer(),
        Err(refusal) => again(&typed.clone().refused(refusal)?).await,
    }
}

/// Answers a form whose deed the register does in a way of its own, like [`submitted`].
///
/// # Errors
/// What no form can put right.
pub async fn answered(
    typed: &Typed,
    done: Result<Saved, Refusal>,
    again: impl AsyncFnOnce(&Typed) -> Answer,
) -> Answer {
    match done {
        Ok(saved) => saved.answer(),
        Err(refusal) => again(&typed.clone().refused(refusal)?).await,
    }
}
