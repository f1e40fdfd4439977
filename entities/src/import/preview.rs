//! What an import would do, before it is applied; and what became of it.

use chrono::{DateTime, Utc};
use sea_orm::{FromQueryResult, QueryFilter, QueryOrder, QueryResult, QuerySelect, QueryTrait, entity::prelude::*};

use super::{
    Planned, State, stage,
    table::{self, staged},
};
use crate::{
    Reader, Refusal, Register,
    access::{Permission, Standing, Viewer},
    audit::sha256,
    extent::Extent,
    list::{KeyKind, Listing, Segment, Sort},
    ocds::Process,
    procurement::{
        Field,
        deeds::{ours, process_of, theirs},
        table::{self as procurement, fault},
    },
    values::Reference,
};

/// An import with a page of what it would do.
#[derive(Clone, Debug)]
pub struct Detail {
    pub import: table::Model,
    /// Processes that wait, a page of them by OCID.
    pub planned: Vec<Planned>,
    /// How many wait.
    pub waiting: u64,
    /// A page of its faults, in the order in which they were found.
    pub faults: Vec<fault::Model>,
    /// Where it differs from what a person wrote: the first of these.
    pub raised: Vec<Raised>,
    /// SHA-256 over what it would do, as far as it is shown: how many procurements it would add and change, and what of those
    /// on the page. By it a form says which preview it was shown beside.
    pub fingerprint: String,
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

/// The imports, the newest first: for those who keep the register.
#[derive(Clone, Copy, Debug)]
pub struct Imports;

/// An import, as the list tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRow {
    pub id: i64,
    /// The file's name.
    pub name: String,
    pub state: State,
    pub begun_at: DateTime<Utc>,
    /// Processes in the file.
    pub processes: i64,
    pub faults: i64,
}

impl Listing for Imports {
    const PERMISSION: Permission = Permission::KeepRegister;
    type Found = table::Model;
    type Row = ImportRow;

    async fn segments(&self, _: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let id = "import_file.id";
        Ok(vec![Segment::new(table::Entity::find(), Sort::descending(KeyKind::Number, id, id))])
    }

    fn found(row: &QueryResult) -> Result<table::Model, DbErr> {
        table::Model::from_query_result(row, "")
    }

    async fn rows(&self, _: &Reader<'_>, found: Vec<table::Model>) -> Result<Vec<ImportRow>, Refusal> {
        let row = |row: table::Model| ImportRow {
            id: row.id,
            name: row.name,
            state: row.state,
            begun_at: row.begun_at,
            processes: row.processes,
            faults: row.faults,
        };
        Ok(found.into_iter().map(row).collect())
    }
}

impl Register {
    /// An import, with a page of what it would do and a page of its faults. Of one that waits, the numbers are those of now.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if it is not there, or the viewer does not keep the register.
    pub async fn import_detail(
        &self,
        viewer: &Viewer,
        id: i64,
        page: Extent,
        faults: Extent,
    ) -> Result<Detail, Refusal> {
        self.keeps(viewer)?;
        let mut import = self.import_row(id).await?;
        if import.state == State::Waiting {
            (import.to_add, import.to_change) = stage::planned(self, id).await?;
        }
        let waiting = staged::Entity::find()
            .filter(staged::Column::ImportId.eq(id))
            .select_only()
            .column(staged::Column::Ocid)
            .distinct();
        let faults = fault::Entity::find()
            .filter(fault::Column::ImportId.eq(id))
            .order_by_asc(fault::Column::Id)
            .offset(faults.before())
            .limit(faults.most());
        let ocids = waiting.clone().order_by_asc(staged::Column::Ocid).offset(page.before()).limit(page.most());
        let ocids: Vec<String> = ocids.into_tuple().all(self.reader()).await?;
        let (planned, raised) = (self.planned(id, &ocids).await?, self.raised(id).await?);
        Ok(Detail {
            fingerprint: fingerprint(&import, &planned, &raised)?,
            planned,
            waiting: waiting.count(self.reader()).await?,
            faults: faults.all(self.reader()).await?,
            raised,
            import,
        })
    }

    fn keeps(&self, viewer: &Viewer) -> Result<(), Refusal> {
        if viewer.may(Permission::KeepRegister, Standing::OPEN) { Ok(()) } else { Err(Refusal::NotFound) }
    }

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

fn fingerprint(import: &table::Model, planned: &[Planned], raised: &[Raised]) -> Result<String, Refusal> {
    let shown = (import.to_add, import.to_change, planned, raised);
    Ok(sha256(serde_json::to_vec(&shown).map_err(Refusal::broken)?))
}
