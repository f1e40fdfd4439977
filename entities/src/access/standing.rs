//! How somebody stands to a record, and what the table makes of it.

use super::{Cell, Permission, Role, Roles, cell};
use crate::Refusal;

/// How the acting organisation stands to a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The record may be read at all; if not, it answers as if it did not exist.
    pub visible: bool,
    /// The organisation owes, owns or provides it.
    pub owns: bool,
    /// The organisation is a party of its agreement.
    pub party: bool,
    /// The organisation coordinates its agreement.
    pub coordinates: bool,
    /// The organisation is the lead commissioner of its agreement.
    pub leads: bool,
    /// The record has been escalated to the accountable body.
    pub escalated: bool,
}

impl Standing {
    /// To a record that everybody may read and nobody owns: a procurement, a new record.
    pub const OPEN: Self =
        Self { visible: true, owns: false, party: false, coordinates: false, leads: false, escalated: false };

    /// To what one's own organisation makes or owns.
    pub const OWN: Self = Self { owns: true, leads: true, ..Self::OPEN };

    fn satisfies(self, cell: Cell) -> bool {
        match cell {
            Cell::No => false,
            Cell::Yes => true,
            Cell::Party => self.party,
            Cell::Own => self.owns,
            Cell::Coordinates => self.coordinates,
            Cell::Leads => self.leads,
            Cell::Escalated => self.escalated,
        }
    }
}

/// What the table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Allowed,
    /// May be seen, may not be done: 403.
    Forbidden,
    /// May not even be seen: 404.
    Hidden,
}

impl Verdict {
    /// # Errors
    /// The refusal of what is not allowed, which says what that is.
    pub fn or_refuse(self, permission: Permission) -> Result<(), Refusal> {
        match self {
            Self::Allowed => Ok(()),
            Self::Hidden => Err(Refusal::NotFound),
            Self::Forbidden => {
                let why = format!("Your role does not allow this: {}", permission.label().to_lowercase());
                Err(Refusal::Forbidden { why })
            }
        }
    }
}

/// What the table says to somebody with these roles (the public has none) who stands so to the record.
pub fn judge(permission: Permission, roles: Roles, standing: Standing) -> Verdict {
    if !standing.visible {
        return Verdict::Hidden;
    }
    let columns = std::iter::once(None).chain(roles.iter().map(Some));
    let allowed = columns.into_iter().any(|role: Option<Role>| standing.satisfies(cell(permission, role)));
    if allowed { Verdict::Allowed } else { Verdict::Forbidden }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_roles_may_do_what_any_of_them_may() {
        let both = Roles::NONE.with(Role::Provider).with(Role::Signatory);
        let own = Standing::OWN;
        assert_eq!(judge(Permission::Sign, both, own), Verdict::Allowed);
        assert_eq!(judge(Permission::TakePart, both, own), Verdict::Allowed);
        assert_eq!(judge(Permission::Steer, both, own), Verdict::Forbidden);
    }

    #[test]
    fn what_cannot_be_seen_is_hidden_and_not_forbidden() {
        let commissioner = Roles::NONE.with(Role::Commissioner);
        let elsewhere = Standing { leads: true, ..Standing::default() };
        assert_eq!(judge(Permission::Steer, commissioner, elsewhere), Verdict::Hidden);
        assert_eq!(judge(Permission::Steer, commissioner, Standing::OPEN), Verdict::Forbidden);
    }

    #[test]
    fn an_administrator_administers_looks_at_merges_reads_what_everybody_reads_and_keeps_their_account() {
        let administrator = Roles::NONE.with(Role::Administrator);
        for permission in Permission::ALL {
            let allowed = judge(*permission, administrator, Standing::OWN) == Verdict::Allowed;
            let expected = matches!(
                permission,
                Permission::Administer
                    | Permission::ReadPublished
                    | Permission::KeepOwnAccount
                    | Permission::SecondLook
            );
            assert_eq!(allowed, expected, "{permission}");
        }
    }
}
