//! The words of the register as types. A value that exists is right: it was parsed, and nothing inside checks it again.

pub mod cpv;
pub mod day;
pub mod fences;
pub mod figures;
pub mod financial_year;
pub mod identifier;
pub mod length;
pub mod money;
pub mod notice;
#[cfg(feature = "orm")]
pub mod place;
pub mod quarter;
pub mod reading;
pub mod reference;
#[cfg(feature = "orm")]
pub mod text;
pub mod time_of_day;
#[cfg(feature = "orm")]
mod when;
pub(crate) mod words;
pub mod working_day;

pub use cpv::CpvCode;
pub use figures::Figures;
pub use financial_year::FinancialYear;
pub use identifier::{Identifier, Scheme};
pub use money::{Amount, Pence, Precision};
pub use quarter::Quarter;
pub use reading::Reading;
pub use reference::Reference;
#[cfg(feature = "orm")]
pub use when::When;
pub use words::{UnknownWord, Word};
