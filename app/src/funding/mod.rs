//! Money: the year in figures, one funding line, writing it.

pub mod edit;
mod figures;
pub mod new;
pub mod rows;
pub mod show;
pub mod year;
