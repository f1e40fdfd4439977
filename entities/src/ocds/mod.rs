//! Reading Open Contracting Data Standard 1.1: what a file holds, release by release; cleaned of contact persons, checked
//! value by value, merged by OCID, and understood in the register's words.
//!
//! The way of a release: [`opened`] unpacks the file and keeps within bounds what it takes; [`stream`] names it and gives its
//! releases one at a time, however they are packed; [`Release::read`] cleans and checks; [`merge`] makes of all releases of a
//! process what is known of it now; [`Process`] says that in the register's words, with its events.
//!
//! The fixtures are cut from Contracts Finder test data (apa999/CFServer1 @cfda786f, Open Government Licence v3.0); those
//! named `damaged-…` were damaged by hand.

mod apart;
mod check;
mod clean;
mod codes;
mod cpv;
mod fault;
mod identified;
mod lots;
mod mend;
mod merge;
mod misread;
mod notice;
mod opened;
mod process;
mod release;
mod schedule;
mod shape;
mod stream;
mod suppliers;
mod twins;
mod visit;

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod property;

pub use fault::Fault;
pub use merge::{in_order, merge};
pub use notice::{Award, Document, Notice};
pub use process::{Party, Process};
pub use release::Release;
pub use schedule::Event;
pub use shape::{NotOcds, Shape};
pub use stream::{Found, each};
