//! Starter texts that commissioners wrote, beside those that ship with the register: every commissioner can begin a draft from them.

mod deeds;
mod read;
#[cfg(test)]
mod story;
pub(crate) mod table;

pub use deeds::{WithdrawTemplate, WriteTemplate};
pub(crate) use read::offered;
pub use read::{KeptTemplate, TemplateOf, TemplateRow, Templates};
