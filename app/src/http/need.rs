//! What an address needs before its handler is asked.

use entities::{
    Refusal,
    access::{Cell, Permission, Viewer, cell},
};

/// The coarse gate of an address, taken from the access table. It keeps out who could not do the thing on any record;
/// whether on this one, the read or the deed decides with the same table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Anyone may come; what they see is up to the read.
    Nothing,
    /// Somebody must be signed in.
    SignedIn,
    /// Somebody must be signed in, with a role whose row in the table is not "never".
    May(Permission),
}

impl Need {
    /// # Errors
    /// [`Refusal::SignInNeeded`] or [`Refusal::Forbidden`].
    pub fn check(self, viewer: &Viewer) -> Result<(), Refusal> {
        let Some(person) = viewer.person() else {
            return if self == Self::Nothing { Ok(()) } else { Err(Refusal::SignInNeeded) };
        };
        match self {
            Self::Nothing | Self::SignedIn => Ok(()),
            Self::May(_) if person.lacks_second_factor => Err(Refusal::Forbidden {
                why: format!(
                    "{} asks its people for a second factor. Set it up in your account, then come back.",
                    person.organisation.name
                ),
            }),
            Self::May(permission) if person.roles.iter().any(|role| cell(permission, Some(role)) != Cell::No) => Ok(()),
            Self::May(permission) => Err(Refusal::Forbidden {
                why: format!(
                    "Your roles for {} do not include this: {}.",
                    person.organisation.name,
                    permission.to_string().to_lowercase()
                ),
            }),
        }
    }
}
