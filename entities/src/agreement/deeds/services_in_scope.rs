//! Putting services in scope of an agreement while it is being drafted, changing their days and hosts, taking them out again.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::{SERVICES, is_there, open_to_drafting, write};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{
        Agreement, read,
        rules::{self, Days},
        table::scheme,
    },
    audit::Rows,
    organisation, service,
    values::Reference,
};

/// A service comes into scope.
#[derive(Clone, Debug)]
pub struct PutServiceInScope {
    pub agreement: Reference,
    pub service: Reference,
    pub days: Days,
    /// The party that hosts it.
    pub host: Option<Reference>,
    /// The version of the agreement that was shown.
    pub seen: i64,
}

/// A service in scope gets other days, or another host.
#[derive(Clone, Debug)]
pub struct ChangeServiceInScope {
    pub agreement: Reference,
    pub service: Reference,
    pub days: Days,
    /// The party that hosts it.
    pub host: Option<Reference>,
    /// The version of the agreement that was shown.
    pub seen: i64,
}

/// A service is no longer in scope.
#[derive(Clone, Debug)]
pub struct TakeServiceOutOfScope {
    pub agreement: Reference,
    pub service: Reference,
    /// The version of the agreement that was shown.
    pub seen: i64,
}

impl Deed for PutServiceInScope {
    const NAME: &'static str = "put a service in scope";
    const PERMISSION: Permission = Permission::Draft;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<(), Refusal> {
        open_to_drafting(&agreement)?;
        change.fresh(&agreement.reference, self.seen, agreement.version).await?;
        // Only one that its writer may read: what hangs from an agreement shows itself to its parties.
        let readable = service::table::Entity::find()
            .filter(service::read::visible(&change.actor().viewer))
            .filter(service::table::Column::Reference.eq(self.service.as_str()));
        let unknown = || Refusal::field("service", "Choose a service of the register");
        let service = readable.one(&change.tx).await?.ok_or_else(unknown)?;
        let before = read::schemes(&change.tx, agreement.edition_id).await?;
        rules::may_come_into_scope(&service.name, before.iter().any(|row| row.service_id == service.id))?;
        rules::may_run(self.days, agreement.term_days())?;
        let row = scheme::ActiveModel {
            edition_id: Set(agreement.edition_id),
            service_id: Set(service.id),
            service_name: Set(service.name),
            starts: Set(self.days.starts),
            ends: Set(self.days.ends),
            host_id: Set(host(change, &agreement, self.host.as_ref()).await?),
            ..Default::default()
        };
        row.insert(&change.tx).await?;
        record(change, Self::NAME, agreement, &before).await
    }
}

impl Deed for ChangeServiceInScope {
    const NAME: &'static str = "changed a service in scope";
    const PERMISSION: Permission = Permission::Draft;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<(), Refusal> {
        open_to_drafting(&agreement)?;
        change.fresh(&agreement.reference, self.seen, agreement.version).await?;
        let before = read::schemes(&change.tx, agreement.edition_id).await?;
        let known = in_scope(change, &before, &self.service).await?;
        rules::may_run(self.days, agreement.term_days())?;
        // Whoever writes it anew writes it for the service as it is called now.
        let called = service::read::by_id(&change.tx, known.service_id).await?.name;
        let host = host(change, &agreement, self.host.as_ref()).await?;
        let mut row = known.into_active_model();
        row.service_name = Set(called);
        row.starts = Set(self.days.starts);
        row.ends = Set(self.days.ends);
        row.host_id = Set(host);
        row.update(&change.tx).await?;
        record(change, Self::NAME, agreement, &before).await
    }
}

impl Deed for TakeServiceOutOfScope {
    const NAME: &'static str = "took a service out of scope";
    const PERMISSION: Permission = Permission::Draft;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<(), Refusal> {
        open_to_drafting(&agreement)?;
        change.fresh(&agreement.reference, self.seen, agreement.version).await?;
        let before = read::schemes(&change.tx, agreement.edition_id).await?;
        in_scope(change, &before, &self.service).await?.delete(&change.tx).await?;
        record(change, Self::NAME, agreement, &before).await
    }
}

/// The row of a service among those in scope.
///
/// # Errors
/// [`Refusal::NotAllowed`] if it is none of them, whether or not there is such a service: who drafts may not read every one.
async fn in_scope(change: &Change, rows: &[scheme::Model], service: &Reference) -> Result<scheme::Model, Refusal> {
    let known = service::read::by_reference(&change.tx, service).await?;
    let found = known.and_then(|known| rows.iter().find(|row| row.service_id == known.id));
    found
        .cloned()
        .ok_or_else(|| Refusal::rule("This service is not in scope of this agreement", "Put it in scope first"))
}

/// The key of the party that hosts.
///
/// # Errors
/// [`Refusal::Invalid`] if it is no party that stays, or has closed by the day on which the edition begins.
async fn host(change: &Change, agreement: &Agreement, host: Option<&Reference>) -> Result<Option<i64>, Refusal> {
    let Some(reference) = host else { return Ok(None) };
    let unknown = || Refusal::field("host", "Choose a party from the list");
    let body = organisation::read::by_reference(&change.tx, reference).await?.ok_or_else(unknown)?;
    let parties = read::parties(&change.tx, agreement.edition_id).await?;
    rules::may_host(read::stays(&parties, body.id))?;
    is_there(change, "host", body.id, agreement.begins()).await?;
    Ok(Some(body.id))
}

/// Records what became of the services in scope.
async fn record(
    change: &Change,
    deed: &'static str,
    agreement: Agreement,
    before: &[scheme::Model],
) -> Result<(), Refusal> {
    let after = read::schemes(&change.tx, agreement.edition_id).await?;
    let services = Rows::of(SERVICES, before, &after)?;
    write(change, deed, agreement, &[services], |_| ()).await?;
    Ok(())
}
