//! What is done with nominations: administrators make them, and who may speak for the organisation decides.

mod decide;
mod nominate;

pub use decide::DecideNomination;
pub(crate) use nominate::{
    Giving, given, is_administrator, is_nominated, nominate, nominate_by_rule, stands_in_at_once, tell_of, withdraw,
};
