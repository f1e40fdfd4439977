//! What a person follows, has saved and subscribes to: for themselves, and for whoever knows the address of their calendar.

mod calendar;
mod procurements;
mod searches;

pub use calendar::{OwnCalendar, OwnCalendarAddress, PersonalCalendar};
pub use procurements::{FollowedProcurement, IsFollowed, ProcurementsFollowed};
pub use searches::{SavedSearch, SavedSearches};
