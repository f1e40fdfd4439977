//! What a person does for themselves.

mod calendar;
mod follow;
mod save_search;

pub use calendar::{MakeCalendar, RevokeCalendar};
pub use follow::Follow;
pub use save_search::{ForgetSearch, SaveSearch};
