//! Tenders: the coming events as list, calendar and feed; a procurement with its timeline, questions and awards; keeping them; what
//! providers do about them; the pipeline.

pub mod answer_question;
pub mod ask_question;
pub mod attendance;
pub mod award;
mod awards;
pub mod calendar;
mod chosen;
pub mod contract;
pub mod csv;
pub mod edit;
pub mod event;
pub mod event_change;
mod event_fields;
pub mod feed;
mod fields;
mod frame;
pub mod interest;
mod interests;
pub mod list;
pub mod new;
mod new_suppliers;
mod notice;
pub mod pipeline;
pub mod place;
pub mod planned;
mod questions;
mod rows;
pub mod scope;
pub mod scope_of_many;
pub mod show;
mod timeline;
pub mod withdraw_award;
mod words;

pub use interests::Interests;
pub use list::Filters;
pub use notice::Documents;
pub use words::count;
