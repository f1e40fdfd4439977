//! A form is declared once. One function says of each field its name, its label, how a record fills it and how it is read; from it
//! come the values with which the form opens ([`filled`]), the fields that it shows ([`shown`]), and what it is read into ([`read`]).
//!
//! ```text
//! fn service(fields: &mut Fields<'_, Service>) -> Option<ServiceWords> {
//!     let name = fields.line("name", "Name").from(|service| service.name.clone()).required("Enter the service's name");
//!     let area = fields.word::<AreaOfNeed>("area", "Area of need").from(|service| service.area_of_need).required("Choose …");
//!     Some(ServiceWords { name: name?, area: area? })
//! }
//! ```
//!
//! `None` from a field means that a fault was noted for it, or that the form is shown and not read. What is sent is answered by
//! [`submitted`]: the deed is done and the next page says so once ([`Said`]), or the form comes back with what was typed.

mod also_seen;
mod choose;
mod date;
mod fields;
mod line;
mod organisations;
mod said;
mod submitted;
#[cfg(test)]
mod tests;
mod tick;

pub use fields::{Fields, filled, read, shown};
pub use said::{Said, Saved};
pub use submitted::{answered, submitted, submitted_to};
pub use tick::Ticks;
