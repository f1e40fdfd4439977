//! The letters that accounts write.

use super::one_time_link::RESET_HOURS;
use crate::{
    account::deeds::invite::LINK_HOURS,
    account::table,
    mail::{AUTOMATIC, Letter, ORIGIN},
};

fn letter(event: String, to: &str, subject: &str, account: &str, text: String) -> Letter {
    let text = format!("Dear {account},\n\n{text}\n\n{AUTOMATIC}\n");
    Letter { event, to: to.into(), subject: subject.into(), text }
}

/// With the link by which somebody new sets a password.
pub fn invitation(account: &table::Model, organisation: &str, link: &str, digest: &str) -> Letter {
    let text = format!(
        "You have been added to Concordat for {organisation}. Choose your password here, within {LINK_HOURS} hours:\n\n\
         {ORIGIN}/set-password/{link}\n\n\
         The link works once. If you did not expect this, you need not do anything."
    );
    letter(format!("invitation {digest}"), &account.email, "Choose your password for Concordat", &account.name, text)
}

/// To somebody who has an account already.
pub fn added(account: &table::Model, organisation: &str, membership: i64) -> Letter {
    let text = format!(
        "You can now also act for {organisation}. Sign in as before, at {ORIGIN}/sign-in, and choose it in your account."
    );
    let subject = format!("You can now act for {organisation} in Concordat");
    letter(format!("membership {membership}"), &account.email, &subject, &account.name, text)
}

/// To somebody whose role the organisation's own people have confirmed.
pub fn confirmed(account: &table::Model, organisation: &str, nomination: i64) -> Letter {
    let text = format!(
        "Your role for {organisation} has been confirmed by its own people. Sign in as before, at {ORIGIN}/sign-in, and choose it \
         in your account."
    );
    let subject = format!("You can now act for {organisation} in Concordat");
    letter(format!("confirmed {nomination}"), &account.email, &subject, &account.name, text)
}

/// With the link by which somebody who forgot the password sets another.
pub fn reset(account: &table::Model, link: &str, digest: &str) -> Letter {
    let text = format!(
        "Somebody, probably you, asked for a new password. Choose it here, within {RESET_HOURS} hour:\n\n\
         {ORIGIN}/set-password/{link}\n\n\
         The link works once. If it was not you, you need not do anything: your password stays as it is."
    );
    letter(format!("reset {digest}"), &account.email, "Choose a new password for Concordat", &account.name, text)
}

/// After the password was changed.
pub fn password_changed(account: &table::Model, event: &str) -> Letter {
    let text = format!(
        "Your password was changed, and you were signed out everywhere.\n\n\
         If it was not you, ask for a new one at once: {ORIGIN}/reset-password"
    );
    letter(format!("password {event}"), &account.email, "Your Concordat password was changed", &account.name, text)
}

/// After the second factor was set up or taken away.
pub fn second_factor_changed(account: &table::Model, on: bool, event: &str) -> Letter {
    let what = if on { "set up" } else { "taken away" };
    let text = format!(
        "The second factor of your sign-in was {what}.\n\n\
         If it was not you, ask for a new password at once, {ORIGIN}/reset-password, and tell your administrator."
    );
    let subject = format!("The second factor of your Concordat sign-in was {what}");
    letter(format!("second factor {event}"), &account.email, &subject, &account.name, text)
}

/// After an account was connected to single sign-on.
pub fn identity_linked(account: &table::Model, identity: i64) -> Letter {
    let text = format!(
        "Your Concordat account can now also be opened by signing in at your organisation: somebody, probably you, has just \
         done so. Your password, if you have one, stays as it is.\n\n\
         If it was not you, tell your administrator at once. You can sign out everywhere at {ORIGIN}/account"
    );
    let subject = "Your Concordat account can be opened by single sign-on";
    letter(format!("identity {identity}"), &account.email, subject, &account.name, text)
}

/// To one of the two addresses of a change of address.
pub fn confirm_email(account: &table::Model, to: &str, new: &str, link: &str, digest: &str) -> Letter {
    let text = format!(
        "You asked to sign in to Concordat with {new} instead of {old} from now on. Both addresses have to confirm it, \
         within {LINK_HOURS} hours. For this one, open:\n\n\
         {ORIGIN}/account/email/{link}\n\n\
         If it was not you, do not open it, and change your password.",
        old = account.email
    );
    letter(format!("email {digest}"), to, "Confirm your new address for Concordat", &account.name, text)
}
