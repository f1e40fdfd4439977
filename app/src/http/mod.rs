//! How a request becomes a page: what was asked ([`Ask`]), what was typed ([`Typed`]), what is answered
//! ([`Answer`]), and the one place where an answer becomes bytes ([`respond`](respond::respond)).
//!
//! A page is `async fn page(ask: Ask) -> Answer`: it reads first and shows then, so title and status are known
//! before anything is rendered. A form's handler is `async fn post(ask: Ask, typed: Typed) -> Answer`.
//!
//! Which error is which:
//! * [`Refusal`](entities::Refusal): the register refused. Pages and deeds return it; `?` turns it into a failure.
//! * [`Failure`]: why a request was not answered as asked, whoever found out: the register or the HTTP stack.
//!   [`failures`] turns each into a page that says what to do next.

mod answer;
mod ask;
mod assets;
mod browser;
mod checked;
mod failure;
pub mod failures;
mod fields;
mod header;
mod need;
mod page;
mod query;
mod reading;
pub mod render;
pub mod respond;
mod session;
mod single_sign_on;
mod site;
mod typed;

pub use answer::{Answer, File, Reply, leave_for, see_other};
pub use ask::{Ask, RequestId};
pub use assets::Assets;
pub use checked::{CHECKED, must_be_checked};
pub use failure::Failure;
pub use fields::Fields;
pub use header::{is_own_address, next_after, sign_in_and_return};
pub use need::Need;
pub use page::{Cache, Page};
pub use query::{Narrowing, Query};
pub use reading::Reading;
pub use respond::{HasIsland, IsAlike, IsForeign};
pub use session::{ClientAddress, Session, cookie, device_cookie_name, flow_cookie_name, session_cookie_name};
pub use single_sign_on::{Later, NotHelped, Provider};
pub use site::{Link, Site, SiteSettings};
pub(crate) use typed::{NOT_AS_SHOWN, shown_for, slow_down, stale};
pub use typed::{Sent, Typed, Upload};
