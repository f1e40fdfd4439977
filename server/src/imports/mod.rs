//! Reading the lists of public bodies and registered services that their publishers give, each in its own layout: line by line, so that a long list
//! needs no more memory than a short one.

mod body;
mod layout;
mod lists;
mod names;
mod reading;

pub use body::{Listed, ListedBody};
pub use lists::List;
pub use reading::{Line, NotTheList, Reading, read_list};
