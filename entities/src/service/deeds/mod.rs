//! What is done with services.

mod set_need;
mod write;

pub use set_need::SetNeed;
pub use write::WriteService;
