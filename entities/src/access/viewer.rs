//! Who reads and who acts.

use serde::{Deserialize, Serialize};

use super::{Permission, Role, Roles, Standing, Verdict, judge};
use crate::values::Reference;

/// The organisation a person acts for at the moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActingFor {
    pub id: i64,
    pub reference: Reference,
    pub name: String,
    /// The keys of the records that are merged into its own: what was signed under them is its own.
    #[serde(default)]
    pub merged: Vec<i64>,
}

impl ActingFor {
    /// The keys under which it stands in the register.
    pub fn keys(&self) -> Vec<i64> {
        [self.id].into_iter().chain(self.merged.iter().copied()).collect()
    }

    /// True if a key is one of its own.
    pub fn is(&self, organisation: i64) -> bool {
        self.id == organisation || self.merged.contains(&organisation)
    }
}

/// A signed-in person, acting for one organisation at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub account: i64,
    pub name: String,
    pub membership: i64,
    pub organisation: ActingFor,
    pub roles: Roles,
    /// The key of the session; none for who acts without one, as in stories and commands.
    pub session: Option<i64>,
    /// True if there are other organisations to change to.
    pub has_others: bool,
    /// Whom the person stands in for at the moment, by name: their roles are among these.
    pub stands_in_for: Vec<String>,
    /// The organisation asks for a second factor and the person has none: until then there are no roles.
    pub lacks_second_factor: bool,
}

/// Who reads. Every read takes one, and there is no read that returns what its viewer may not see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Viewer {
    Public,
    Person(Person),
}

impl Viewer {
    /// The roles of the membership acted under; none for the public.
    pub fn roles(&self) -> Roles {
        self.person().map_or(Roles::NONE, |person| person.roles)
    }

    /// True if the table lets the viewer do something to what they stand so to: for pages that offer only what will be accepted.
    pub fn may(&self, permission: Permission, standing: Standing) -> bool {
        judge(permission, self.roles(), standing) == Verdict::Allowed
    }

    /// True of those who keep or watch over the register.
    pub fn watches(&self) -> bool {
        self.roles().watch()
    }

    /// The organisation acted for, by key.
    pub fn organisation(&self) -> Option<i64> {
        self.person().map(|person| person.organisation.id)
    }

    /// True if the viewer acts for an organisation, whichever of its records is named.
    pub fn acts_for(&self, organisation: i64) -> bool {
        self.person().is_some_and(|person| person.organisation.is(organisation))
    }

    /// The signed-in person.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::Public => None,
            Self::Person(person) => Some(person),
        }
    }
}

/// One press of a form: its hidden number with what was typed. The same again gets the first press's answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FormId(String);

impl FormId {
    /// Reads a form's number: 16 to 64 letters and figures.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = matches!(text.len(), 16..=64) && text.bytes().all(|b| b.is_ascii_alphanumeric());
        fits.then(|| Self(text.to_string()))
    }

    /// The number as the form carries it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Who acts: a person for an organisation, or the operator at the command line.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The viewer this actor is when it reads.
    pub viewer: Viewer,
    pub roles: Roles,
    /// The form that was pressed, if it was a form.
    pub form: Option<FormId>,
}

impl Actor {
    /// A signed-in person.
    pub fn person(person: Person, form: Option<FormId>) -> Self {
        Self { roles: person.roles, viewer: Viewer::Person(person), form }
    }

    /// Whoever runs the program: keeps the register, people and organisations; belongs to no organisation.
    pub fn operator() -> Self {
        let roles = Roles::NONE.with(Role::Commissioner).with(Role::Administrator);
        Self { viewer: Viewer::Public, roles, form: None }
    }

    /// The administrators' rules of single sign-on, which give people what administrators have decided, in their name.
    pub fn rules() -> Self {
        Self { viewer: Viewer::Public, roles: Roles::NONE.with(Role::Administrator), form: None }
    }

    /// The account, by key; the operator has none.
    pub fn account(&self) -> Option<i64> {
        self.viewer.person().map(|person| person.account)
    }

    /// The organisation acted for, by key; the operator has none.
    pub fn organisation(&self) -> Option<i64> {
        self.viewer.organisation()
    }
}
