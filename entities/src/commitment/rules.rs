//! When a confirmation stands and when it lapses. Pure: no database.

use chrono::NaiveDate;

use super::{Answer, Confirmation};
use crate::Refusal;

/// What a confirmation is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound<'a> {
    pub statement: &'a str,
    pub measure: &'a str,
    pub target: &'a str,
    pub due: Option<NaiveDate>,
    /// The clause under which it stands, by its anchor.
    pub clause: &'a str,
    /// Why it needs no money, if somebody says so.
    pub no_money_because: Option<&'a str>,
}

/// What an edit makes of a confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing that the confirmation is bound to changed.
    Stands,
    /// The owner's own proposed words were taken over, verbatim: that confirms them.
    ConfirmedVerbatim,
    /// The owner must be asked again.
    Lapsed,
}

/// What an edit makes of the confirmation: any edit of what it is bound to lapses it to requested, except that taking
/// over the owner's own proposed words, verbatim and alone, confirms them.
pub fn effect(confirmation: Confirmation, before: &Bound<'_>, after: &Bound<'_>, proposed: Option<&str>) -> Effect {
    let verbatim = confirmation == Confirmation::ConfirmedWithChange && proposed == Some(after.statement);
    match () {
        () if before == after => Effect::Stands,
        () if verbatim && *after == (Bound { statement: after.statement, ..before.clone() }) => {
            Effect::ConfirmedVerbatim
        }
        () if matches!(confirmation, Confirmation::Proposed) => Effect::Stands,
        () => Effect::Lapsed,
    }
}

/// The confirmation after an edit with this effect.
pub fn after_edit(confirmation: Confirmation, effect: Effect) -> Confirmation {
    match effect {
        Effect::Stands => confirmation,
        Effect::ConfirmedVerbatim => Confirmation::Confirmed,
        Effect::Lapsed => Confirmation::Requested,
    }
}

/// Judges whether confirmation can be requested.
///
/// # Errors
/// [`Refusal::NotAllowed`] if the owner has been asked and has not answered, or agrees already, or it was withdrawn.
pub fn may_request(confirmation: Confirmation) -> Result<(), Refusal> {
    match confirmation {
        Confirmation::Proposed
        | Confirmation::Disputed
        | Confirmation::Declined
        | Confirmation::ConfirmedWithChange => Ok(()),
        Confirmation::Requested => {
            Err(Refusal::rule("Confirmation is requested already", "Wait for the owner's answer"))
        }
        Confirmation::Confirmed => Err(Refusal::rule("It is confirmed already", "Nothing needs to be done")),
        Confirmation::Withdrawn => Err(Refusal::rule("It was withdrawn", "Write it again as a new commitment")),
    }
}

/// Judges an owner's answer: words come with everything but a plain confirmation.
///
/// # Errors
/// [`Refusal::NotAllowed`] if nobody asked; [`Refusal::Invalid`] if the words are missing.
pub fn may_answer(confirmation: Confirmation, answer: Answer, words: &str, proposed: &str) -> Result<(), Refusal> {
    if matches!(confirmation, Confirmation::Proposed | Confirmation::Withdrawn) {
        return Err(Refusal::rule(
            format!("This commitment cannot be answered while it is: {}", confirmation.label().to_lowercase()),
            "Wait until the commissioner requests confirmation",
        ));
    }
    let (says, proposes) = (!words.trim().is_empty(), !proposed.trim().is_empty());
    match answer {
        // Nothing that was typed is left out of what is kept.
        Answer::Confirm | Answer::Dispute | Answer::Decline if proposes => Err(Refusal::field(
            "proposed",
            "You typed other words, and chose an answer that proposes none: choose “Confirm it with a change”, or take them out",
        )),
        Answer::Confirm | Answer::ConfirmWithChange if says => Err(Refusal::field(
            "words",
            "You typed why you dispute or decline, and chose neither: choose one of them, or take that out",
        )),
        Answer::ConfirmWithChange if proposed.trim().is_empty() => {
            Err(Refusal::field("proposed", "Enter the words you would confirm"))
        }
        Answer::Dispute if words.trim().is_empty() => Err(Refusal::field("words", "Enter what you dispute, and why")),
        Answer::Decline if words.trim().is_empty() => Err(Refusal::field("words", "Enter why you decline")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(statement: &str) -> Bound<'_> {
        Bound {
            statement,
            measure: "referrals",
            target: "20%",
            due: None,
            clause: "c-referrals",
            no_money_because: None,
        }
    }

    #[test]
    fn a_confirmation_lapses_when_anything_it_is_bound_to_changes() {
        let before = bound("We will refer");
        let day = NaiveDate::from_ymd_opt(2015, 9, 30);
        for after in [
            bound("We will refer more"),
            Bound { measure: "cases", ..before.clone() },
            Bound { target: "30%", ..before.clone() },
            Bound { due: day, ..before.clone() },
            Bound { clause: "c-nothing-binds", ..before.clone() },
            Bound { no_money_because: Some("It costs nothing"), ..before.clone() },
        ] {
            assert_eq!(effect(Confirmation::Confirmed, &before, &after, None), Effect::Lapsed);
        }
        assert_eq!(effect(Confirmation::Confirmed, &before, &before, None), Effect::Stands);
    }

    #[test]
    fn taking_over_the_owners_own_words_verbatim_confirms_them() {
        let before = bound("We will refer");
        let proposed = Some("We will refer early");
        let took = |after: &Bound<'_>| effect(Confirmation::ConfirmedWithChange, &before, after, proposed);
        assert_eq!(took(&bound("We will refer early")), Effect::ConfirmedVerbatim);
        assert_eq!(took(&bound("We will refer early.")), Effect::Lapsed, "not verbatim");
        let and_more = Bound { target: "30%", ..bound("We will refer early") };
        assert_eq!(took(&and_more), Effect::Lapsed, "and more than the words");
        assert_eq!(effect(Confirmation::Disputed, &before, &bound("We will refer early"), proposed), Effect::Lapsed);
    }

    #[test]
    fn words_come_with_everything_but_a_plain_confirmation() {
        let answer = |answer, words, proposed| may_answer(Confirmation::Requested, answer, words, proposed);
        assert!(answer(Answer::Confirm, "", "").is_ok());
        assert!(matches!(answer(Answer::Dispute, " ", ""), Err(Refusal::Invalid(_))));
        assert!(matches!(answer(Answer::Decline, "", ""), Err(Refusal::Invalid(_))));
        assert!(matches!(answer(Answer::ConfirmWithChange, "x", ""), Err(Refusal::Invalid(_))));
        // Nothing that was typed is left out.
        for (given, words, proposed) in [
            (Answer::Confirm, "", "other words"),
            (Answer::Confirm, "I object", ""),
            (Answer::ConfirmWithChange, "I object", "other words"),
            (Answer::Dispute, "I object", "other words"),
            (Answer::Decline, "I object", "other words"),
        ] {
            assert!(matches!(answer(given, words, proposed), Err(Refusal::Invalid(_))), "{given}: {words} {proposed}");
        }
        assert!(matches!(may_answer(Confirmation::Proposed, Answer::Confirm, "", ""), Err(Refusal::NotAllowed { .. })));
    }
}
