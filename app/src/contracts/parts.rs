//! The organisations that somebody typed as a contract's buyers or providers, found in the register.

use entities::{Fault, Refusal, organisation::read::OrganisationNamed, values::Reference};

use crate::http::Ask;

/// Finds them; what is wrong with a name is noted for the field that it was typed into.
///
/// # Errors
/// The database does not answer.
pub async fn found(
    ask: &Ask,
    typed: Vec<(String, String)>,
    faults: &mut Vec<Fault>,
) -> Result<Vec<Reference>, Refusal> {
    let mut found = Vec::with_capacity(typed.len());
    for (field, name) in typed {
        match ask.register.read(&ask.viewer, &OrganisationNamed::new(field, &name)).await {
            Ok(reference) => found.push(reference),
            Err(Refusal::Invalid(wrong)) => faults.extend(wrong),
            Err(refusal) => return Err(refusal),
        }
    }
    Ok(found)
}
