//! What is done with attached files.

mod attach;
mod publish;

pub use attach::AttachFile;
pub use publish::PublishAttachment;
