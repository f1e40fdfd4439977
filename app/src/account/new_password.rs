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

#[cfg(test)]
mod tests {
    use entities::Refusal;

    use super::*;
    use crate::{
        form,
        http::{Fields as Sent, Typed},
    };

    fn read(encoded: &str) -> Result<String, Refusal> {
        form::read(&Typed::new(Sent::parse(encoded.as_bytes()).unwrap()), |fields| new_password(fields, ""))
    }

    #[test]
    fn it_is_taken_as_typed_and_only_if_typed_twice() {
        assert_eq!(read("password=+four+canals+&again=+four+canals+").unwrap(), " four canals ");
        let Err(Refusal::Invalid(faults)) = read("password=four+canals&again=four") else { panic!("it was taken") };
        assert_eq!(faults[0].field, "again");
    }
}
