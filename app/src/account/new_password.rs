//! The two fields by which somebody chooses a password.

use entities::account::password::SHORTEST;

use crate::form::Fields;

/// A new password, typed twice.
pub fn new_password(fields: &mut Fields<'_, ()>, advice: &str) -> Option<String> {
    let hint = format!("At least {SHORTEST} characters. {advice}");
    let password = fields.line("password", "New password").hint(hint).kind("password").autocomplete("new-password");
    let password = password.verbatim();
    let again = fields.line("again", "The same password again").kind("password").autocomplete("new-password");
    if password == again.verbatim() { password } else { fields.fault("again", "Enter the same password twice") }
}
