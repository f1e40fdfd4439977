//! What follows from what a provider says. Pure: no database.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use crate::access::{Role, Roles};

/// The roles a rule may give: all but the administrator's. Who keeps the register's people is decided by its own
/// administrators one by one, so that whoever keeps a directory's groups cannot make themselves one; and no group's change
/// can leave the register without any.
pub fn may_be_given(role: Role) -> bool {
    role != Role::Administrator
}

/// What may be done with the address a provider says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vouched {
    /// The account that has this address here is theirs.
    pub may_link: bool,
    /// A new account may get this address.
    pub may_make: bool,
}

/// How far an address is believed.
///
/// Whoever is linked to an account has all that it has. So that needs two: the provider says itself that it found the
/// address to be theirs (`email_verified`), and an administrator has named the address's domain as one whose addresses
/// this provider gives out. Either alone is not enough: a directory may let people write any address into their
/// profile, and a provider may verify addresses that a council's own mail server has given to somebody else.
///
/// A new account has nothing yet, but an administrator who later adds a person by that address gives to it: one of the two
/// is needed. Many directories do not say `email_verified` at all; then the domain has to be named.
pub fn vouched(email_verified: Option<bool>, domain_is_trusted: bool) -> Vouched {
    Vouched {
        may_link: email_verified == Some(true) && domain_is_trusted,
        may_make: email_verified.unwrap_or(domain_is_trusted),
    }
}

/// An administrator's rule: who is in the group belongs to the organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRule {
    /// Exactly as the provider writes it.
    pub group: String,
    pub organisation: i64,
    pub roles: Roles,
}

/// The roles in each organisation that somebody's groups give, by the organisation's key.
pub fn given(rules: &[GroupRule], groups: &[String]) -> BTreeMap<i64, Roles> {
    let mut given = BTreeMap::new();
    for rule in rules.iter().filter(|rule| groups.contains(&rule.group)) {
        let roles: &mut Roles = given.entry(rule.organisation).or_default();
        *roles = rule.roles.iter().filter(|role| may_be_given(*role)).fold(*roles, Roles::with);
    }
    given.retain(|_, roles| *roles != Roles::NONE);
    given
}

/// How a membership came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// An administrator made or changed it: it follows no rule.
    ByHand,
    /// It follows the rules.
    ByRule,
    /// It followed the rules, and ended when they gave nothing any more.
    EndedByRule,
}

/// A membership as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Belongs {
    pub membership: i64,
    pub organisation: i64,
    pub roles: Roles,
    pub made: Made,
}

/// What has to be done so that memberships are as the rules say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A new membership.
    Join { organisation: i64, roles: Roles },
    /// Other roles; a membership that had ended goes on.
    Give { membership: i64, roles: Roles },
    /// No group gives it any more.
    End { membership: i64 },
}

/// The steps from how somebody belongs to what their groups give. What was made by hand is left alone, whatever they give.
pub fn steps(given: &BTreeMap<i64, Roles>, belongs: &[Belongs]) -> Vec<Step> {
    let kept = belongs.iter().filter_map(|one| {
        let membership = one.membership;
        match (one.made, given.get(&one.organisation)) {
            (Made::ByHand, _) | (Made::EndedByRule, None) => None,
            (Made::ByRule, None) => Some(Step::End { membership }),
            (Made::ByRule, Some(roles)) if *roles == one.roles => None,
            (Made::ByRule | Made::EndedByRule, Some(roles)) => Some(Step::Give { membership, roles: *roles }),
        }
    });
    let is_there = |organisation: &i64| belongs.iter().any(|one| one.organisation == *organisation);
    let joined = given.iter().filter(|(organisation, _)| !is_there(organisation));
    let joined = joined.map(|(organisation, roles)| Step::Join { organisation: *organisation, roles: *roles });
    kept.chain(joined).collect()
}

/// True if somebody showed the provider who they are after `asked`, and not in the future; clocks may differ by `leeway`.
pub fn is_fresh(
    authenticated: Option<DateTime<Utc>>,
    asked: DateTime<Utc>,
    now: DateTime<Utc>,
    leeway: TimeDelta,
) -> bool {
    // Providers say whole seconds.
    let seconds = |at: DateTime<Utc>| at.timestamp();
    authenticated.is_some_and(|at| seconds(at) >= seconds(asked - leeway) && seconds(at) <= seconds(now + leeway))
}

/// The domain of an address, in lower case.
pub fn domain_of(email: &str) -> Option<String> {
    let domain = email.trim().rsplit_once('@')?.1.to_lowercase();
    (!domain.is_empty()).then_some(domain)
}

/// Reads a domain as an administrator types it, `council.gov.uk` or `@council.gov.uk`: letters of ASCII, figures, points
/// and hyphens, with a point. `None` if it cannot be one.
pub fn domain(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('@').to_lowercase();
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    (text.len() <= 253 && text.contains('.') && text.split('.').all(label)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(roles: &[Role]) -> Roles {
        roles.iter().copied().collect()
    }

    fn rule(group: &str, organisation: i64, of: &[Role]) -> GroupRule {
        GroupRule { group: group.into(), organisation, roles: roles(of) }
    }

    #[test]
    fn an_account_is_linked_only_by_a_verified_address_of_a_trusted_domain() {
        for (verified, trusted, may_link, may_make) in [
            (Some(true), true, true, true),
            (Some(true), false, false, true),
            (None, true, false, true),
            (None, false, false, false),
            (Some(false), true, false, false),
            (Some(false), false, false, false),
        ] {
            assert_eq!(vouched(verified, trusted), Vouched { may_link, may_make }, "{verified:?} {trusted}");
        }
    }

    #[test]
    fn groups_give_the_roles_of_all_their_rules_but_never_the_administrators() {
        let rules = [
            rule("social-work", 1, &[Role::Partner]),
            rule("directors", 1, &[Role::Signatory, Role::Administrator]),
            rule("directors", 2, &[Role::Administrator]),
            rule("Directors", 3, &[Role::Partner]),
        ];
        let groups = ["directors".to_owned(), "social-work".to_owned(), "choir".to_owned()];
        let given = given(&rules, &groups);
        assert_eq!(given, BTreeMap::from([(1, roles(&[Role::Partner, Role::Signatory]))]));
    }

    #[test]
    fn memberships_follow_the_groups_and_those_made_by_hand_stay_as_they_are() {
        let partner = roles(&[Role::Partner]);
        let signatory = roles(&[Role::Signatory]);
        let belongs = |membership, organisation, made| Belongs { membership, organisation, roles: partner, made };
        let kept = [
            belongs(11, 1, Made::ByHand),
            belongs(12, 2, Made::ByRule),
            belongs(13, 3, Made::ByRule),
            belongs(14, 4, Made::EndedByRule),
            belongs(15, 5, Made::EndedByRule),
            belongs(16, 6, Made::ByRule),
            belongs(17, 7, Made::ByHand),
        ];
        let given = BTreeMap::from([(1, signatory), (3, signatory), (5, partner), (6, partner), (8, partner)]);
        assert_eq!(
            steps(&given, &kept),
            [
                Step::End { membership: 12 },
                Step::Give { membership: 13, roles: signatory },
                Step::Give { membership: 15, roles: partner },
                Step::Join { organisation: 8, roles: partner },
            ]
        );
    }

    #[test]
    fn a_proof_is_fresh_only_if_it_came_after_it_was_asked_for() {
        let asked = DateTime::from_timestamp(1_000_000, 900_000_000).unwrap();
        let now = asked + TimeDelta::seconds(30);
        let leeway = TimeDelta::seconds(10);
        let fresh = |seconds| is_fresh(Some(asked + TimeDelta::seconds(seconds)), asked, now, leeway);
        assert!(fresh(0) && fresh(20) && fresh(-10) && fresh(40));
        assert!(!fresh(-11) && !fresh(41));
        assert!(!is_fresh(None, asked, now, leeway), "a provider that does not say when proves nothing");
        let whole = DateTime::from_timestamp(1_000_000, 0);
        assert!(is_fresh(whole, asked, now, TimeDelta::zero()), "the second in which it was asked counts");
    }

    #[test]
    fn a_domain_is_a_name_with_a_point() {
        assert_eq!(domain(" @Council.GOV.uk "), Some("council.gov.uk".into()));
        for text in ["", "council", ".uk", "council..uk", "a b.uk", "ann@council.gov.uk", "-a.uk", "*.gov.uk"] {
            assert_eq!(domain(text), None, "{text}");
        }
        assert_eq!(domain_of("Ann@Council.gov.uk"), Some("council.gov.uk".into()));
        assert_eq!(domain_of("ann"), None);
    }
}
