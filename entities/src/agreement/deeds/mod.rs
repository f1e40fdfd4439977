//! What is done with agreements.

mod add_party;
mod carrying;
mod conclude;
mod copying;
mod create;
mod edit;
mod mark_heads;
mod of_record;
mod publish;
mod rebasing;
mod rebasing_particulars;
mod rebasing_scope;
mod remove_party;
mod renew;
mod review_days;
mod save_text;
mod services_in_scope;
mod set_aside;
mod sign;
pub(crate) mod steps;
mod take_over;
mod taking_over;
mod vary;
mod withdraw_variation;

pub use add_party::AddParty;
pub use conclude::ConcludeAgreement;
pub(crate) use copying::edition_of_version;
pub use create::CreateAgreement;
pub use edit::EditAgreement;
pub use mark_heads::MarkHeads;
pub use of_record::OfRecord;
pub use publish::PublishAgreement;
pub use remove_party::RemoveParty;
pub use renew::RenewAgreement;
pub use review_days::SetReviewDays;
pub(crate) use save_text::save as save_text;
pub use save_text::{LONGEST as LONGEST_TEXT, SaveText, Saved};
pub use services_in_scope::{ChangeServiceInScope, PutServiceInScope, TakeServiceOutOfScope};
pub use set_aside::{SetAside, TakeUp};
pub(crate) use sign::{FROM_PAPER, Hand, SIGNATURES, given};
pub use sign::{Sign, Signed};
pub use steps::TakeStep;
pub(crate) use steps::{FROZE, facts};
pub use take_over::TakeOver;
pub use vary::Vary;
pub use withdraw_variation::WithdrawVariation;

use chrono::NaiveDate;
use sea_orm::{Set, entity::prelude::*};

use super::{Agreement, rules, table::edition};
use crate::{Change, Refusal, audit::Rows, organisation};

/// What the trail says where an edition is closed.
pub(crate) const SEALED: [&str; 2] = [sign::SIGNED, of_record::TAKEN];

/// As an entry of the audit trail calls the parties that it names.
pub(crate) const PARTIES: &str = "parties";

/// Its services in scope.
const SERVICES: &str = "services";

/// Its review days.
const REVIEWS: &str = "review_days";

/// Refuses drafting once head, text and schedules are frozen.
pub(crate) fn open_to_drafting(agreement: &Agreement) -> Result<(), Refusal> {
    rules::may_draft(agreement.state)
}

/// Refuses a body that is gone by the day on which an agreement begins, with who acts for it.
async fn is_there(change: &Change, field: &'static str, body: i64, begins: NaiveDate) -> Result<(), Refusal> {
    let gone = organisation::read::gone(&change.tx, [body], begins, change.today()).await?;
    gone.first().map_or(Ok(()), |gone| Err(Refusal::field(field, gone.told())))
}

/// Writes a change of an edition, one version on, and records it with the rows that changed beside it.
pub(crate) async fn write(
    change: &Change,
    deed: &'static str,
    before: Agreement,
    beside: &[Rows],
    alter: impl FnOnce(&mut edition::ActiveModel),
) -> Result<Agreement, Refusal> {
    let mut row = before.row();
    alter(&mut row);
    row.version = Set(before.version + 1);
    let after = Agreement::new(before.identity(), row.update(&change.tx).await?);
    change.record_with(deed, &after.reference, Some(&before), &after, beside);
    Ok(after)
}
