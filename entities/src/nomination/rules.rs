//! Which roles wait for whom. Pure: no database.

use crate::access::{Cell, Permission, Role, Roles, cell};

/// Roles that speak, sign, read or decide for a body: all but the administrator's, which reads no more than the public. Nobody
/// gives them to oneself, and in another organisation they wait.
pub fn has_content(role: Role) -> bool {
    role != Role::Administrator
}

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
    /// All of them at once, or those that wait apart from the others.
    pub fn new(roles: Roles, at_once: bool) -> Self {
        let (waiting, at_once): (Vec<Role>, Vec<Role>) = roles.iter().partition(|role| !at_once && has_content(*role));
        Self { at_once: at_once.into_iter().collect(), waiting: waiting.into_iter().collect() }
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
    fn what_speaks_for_a_body_waits_and_the_rest_does_not() {
        let all: Roles = Role::ALL.iter().copied().collect();
        let given = Given::new(all, false);
        assert_eq!(given.at_once.iter().collect::<Vec<_>>(), [Role::Administrator]);
        assert_eq!(given.waiting.iter().count(), Role::ALL.len() - 1);
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
