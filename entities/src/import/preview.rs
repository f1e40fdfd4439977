//! What an import would do, before it is applied; and what became of it.

use sea_orm::{QueryFilter, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use super::{Import, Planned, State, stage, table::staged};
use crate::{
    Read, Reader, Refusal, Register,
    access::{Permission, Standing},
    audit::sha256,
    ocds::Process,
    procurement::{
        Field,
        deeds::{ours, process_of, theirs},
        table as procurement,
    },
    values::Reference,
};

/// An import, and where it differs from what people wrote: for those who keep the register. Of one that waits, the numbers are those
/// of now.
#[derive(Clone, Copy, Debug)]
pub struct ImportOf(pub i64);

/// An import as it stands.
#[derive(Clone, Debug)]
pub struct Preview {
    pub import: Import,
    /// Where it differs from what a person wrote: the first of these.
    pub raised: Vec<Raised>,
}

/// A field that a person wrote and about which the file says something else.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Raised {
    pub reference: Reference,
    pub title: String,
    pub field: Field,
    pub ours: String,
    pub theirs: String,
}

/// How many procurements that people changed are looked at for a preview.
const MOST_LOOKED_AT: u64 = 200;

impl Read for ImportOf {
    const PERMISSION: Permission = Permission::KeepRegister;
    type Answer = Preview;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Preview, Refusal> {
        reader.need(Self::PERMISSION, Standing::OPEN)?;
        let register = reader.register();
        let mut import = register.import_row(self.0).await?;
        if import.state == State::Waiting {
            (import.to_add, import.to_change) = stage::planned(register, self.0).await?;
        }
        Ok(Preview { import: import.into(), raised: register.raised(self.0).await? })
    }
}

impl Preview {
    /// SHA-256 over what it would do, as far as it is shown: how many procurements it would add and change, and what of those on the
    /// page. By it a form says which preview it was shown beside.
    ///
    /// # Errors
    /// It cannot be written down.
    pub fn fingerprint(&self, planned: &[Planned]) -> Result<String, Refusal> {
        let shown = (self.import.to_add, self.import.to_change, planned, &self.raised);
        Ok(sha256(serde_json::to_vec(&shown).map_err(Refusal::broken)?))
    }
}

impl Register {
    /// What waits about procurements of which a person wrote something.
    async fn raised(&self, import: i64) -> Result<Vec<Raised>, Refusal> {
        let waiting = staged::Entity::find()
            .filter(staged::Column::ImportId.eq(import))
            .select_only()
            .column(staged::Column::Ocid)
            .into_query();
        let rows = procurement::Entity::find()
            .filter(procurement::Column::HandFields.ne(""))
            .filter(procurement::Column::Ocid.in_subquery(waiting))
            .order_by_asc(procurement::Column::Id)
            .limit(MOST_LOOKED_AT)
            .all(self.reader())
            .await?;
        let mut raised = Vec::new();
        for row in rows {
            let ocid = row.ocid.clone().unwrap_or_default();
            let waiting = self.waiting_of(import, &ocid).await?;
            let (compiled, _) = self.with_kept(&row, waiting).await?;
            let (now, before) = (Process::of(&ocid, &compiled), process_of(&row)?);
            for field in row.hand_fields.iter() {
                let (said, own) = (theirs(&now, field), ours(&row, field));
                let is_news = before.as_ref().is_none_or(|before| theirs(before, field) != said);
                if said != own && is_news {
                    let (reference, title) = (row.reference.clone(), row.title.clone());
                    raised.push(Raised { reference, title, field, ours: own, theirs: said });
                }
            }
        }
        Ok(raised)
    }
}
