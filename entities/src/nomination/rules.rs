//! Which roles wait for whom. Pure: no database.

use crate::access::{Cell, Permission, Role, Roles, cell};

/// The roles by which somebody confirms what is given in their own organisation: those of the access table.
pub fn confirming() -> Vec<Role> {
    let may = |role: &Role| cell(Permission::ConfirmRole, Some(*role)) != Cell::No;
    Role::ALL.iter().copied().filter(may).collect()
}

/// Roles that are given: at once, and once somebody has confirmed them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    pub at_once: Roles,
    pub waiting: Roles,
}

impl Given {
    /// All of them at once, or all of them once somebody has confirmed them. Also an administrator's role waits: whoever
    /// administers a body gives its other roles.
    pub fn new(roles: Roles, at_once: bool) -> Self {
        let none = Roles::NONE;
        if at_once { Self { at_once: roles, waiting: none } } else { Self { at_once: none, waiting: roles } }
    }
}

/// Roles as a row keeps them: codes with blanks between them.
pub fn codes(roles: Roles) -> String {
    roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(" ")
}

/// The roles of a row.
pub fn of_codes(codes: &str) -> Roles {
    codes.split_whitespace().filter_map(|code| code.parse::<Role>().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_waits_in_another_body_the_administrators_too() {
        let all: Roles = Role::ALL.iter().copied().collect();
        assert_eq!(Given::new(all, false), Given { at_once: Roles::NONE, waiting: all });
        assert_eq!(Given::new(all, true), Given { at_once: all, waiting: Roles::NONE });
    }

    #[test]
    fn roles_are_kept_by_their_codes() {
        let roles: Roles = [Role::Signatory, Role::Partner].into_iter().collect();
        assert_eq!(codes(roles), "partner signatory");
        assert_eq!(of_codes(&codes(roles)), roles);
        assert_eq!(of_codes(""), Roles::NONE);
    }

    #[test]
    fn whoever_may_confirm_speaks_for_the_body_and_a_provider_or_administrator_confirms_nothing() {
        let nothing = [Role::Provider, Role::Administrator];
        for role in Role::ALL {
            assert_eq!(confirming().contains(role), !nothing.contains(role), "{role}");
        }
    }
}
