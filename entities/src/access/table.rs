//! The access table itself, laid out as register.md §6 prints it; the last row is ours: what everybody may do to what is
//! their own account, also somebody whose organisation has taken their roles away.

use super::{Permission, Role};

/// What a role may do of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Never.
    No,
    /// Always.
    Yes,
    /// On agreements its organisation is a party of.
    Party,
    /// On what its own organisation owes, owns or provides.
    Own,
    /// On agreements its organisation coordinates.
    Coordinates,
    /// On agreements its organisation is the lead commissioner of.
    Leads,
    /// On what has been escalated to it.
    Escalated,
}

/// The cell for the public, or for one role.
pub const fn cell(permission: Permission, role: Option<Role>) -> Cell {
    let column = match role {
        None => 0,
        Some(role) => 1 + role as usize,
    };
    row(permission)[column]
}

#[rustfmt::skip]
const fn row(permission: Permission) -> [Cell; 9] {
    use Cell::{Coordinates, Escalated, Leads, No, Own, Party, Yes};
    match permission {
        //                                       public provider partner signatory coordinator  commissioner accountable scrutineer administrator
        Permission::ReadPublished           => [Yes,   Yes,     Yes,    Yes,      Yes,         Yes,         Yes,        Yes,       Yes],
        Permission::ReadNegotiation         => [No,    No,      Party,  Party,    Coordinates, Leads,       Yes,        Yes,       No],
        Permission::ReadPositions           => [No,    No,      No,     No,       Coordinates, Leads,       Yes,        Yes,       No],
        Permission::Draft                   => [No,    No,      No,     No,       Coordinates, Leads,       No,         No,        No],
        Permission::ProposeWording          => [No,    No,      Party,  Party,    Coordinates, Leads,       No,         No,        No],
        Permission::OpenRound               => [No,    No,      No,     No,       Coordinates, Leads,       No,         No,        No],
        Permission::RecordMeetings          => [No,    No,      No,     No,       Coordinates, Leads,       No,         No,        No],
        Permission::Steer                   => [No,    No,      No,     No,       No,          Leads,       No,         No,        No],
        Permission::Answer                  => [No,    No,      Own,    Own,      No,          Own,         No,         No,        No],
        Permission::Sign                    => [No,    No,      No,     Own,      No,          No,          No,         No,        No],
        Permission::Report                  => [No,    No,      Own,    Own,      No,          Own,         No,         No,        No],
        Permission::KeepRegister            => [No,    No,      No,     No,       No,          Yes,         No,         No,        No],
        Permission::TakePart                => [No,    Own,     No,     No,       No,          No,          No,         No,        No],
        Permission::ReadUnpublishedRating   => [No,    Own,     No,     No,       No,          Yes,         Yes,        Yes,       No],
        Permission::DeclareOutOfArrangement => [No,    Own,     Own,    Own,      No,          Yes,         No,         No,        No],
        Permission::Challenge               => [No,    No,      No,     No,       No,          No,          No,         Yes,       No],
        Permission::AnswerChallenge         => [No,    No,      Own,    Own,      No,          Own,         Escalated,  No,        No],
        Permission::ConfirmRole             => [No,    No,      Own,    Own,      Own,         Leads,       Own,        Own,       No],
        Permission::WithdrawCommitment      => [No,    No,      No,     No,       No,          Leads,       No,         No,        No],
        Permission::SecondLook              => [No,    No,      No,     No,       No,          Leads,       No,         No,        Yes],
        Permission::Administer              => [No,    No,      No,     No,       No,          No,          No,         No,        Yes],
        Permission::KeepOwnAccount          => [Own,   Own,     Own,    Own,      Own,         Own,         Own,        Own,       Own],
    }
}
