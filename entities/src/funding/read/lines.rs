//! Funding lines, of an agreement and one by one.

use sea_orm::{QueryOrder, entity::prelude::*};

use super::visible;
use crate::{
    Refusal, Register,
    access::{Permission, Standing, Viewer},
    agreement::{self, read::may},
    commitment,
    funding::table,
    organisation::{self, read::Named},
    service,
    values::{Pence, Reference},
};

/// A funding line with the names that lists show.
#[derive(Clone, Debug)]
pub struct Line {
    /// As this viewer may know it.
    pub line: table::Model,
    pub party: Named,
    /// `None` for a service that this viewer may not read.
    pub service: Option<(Reference, String)>,
    /// What of it pays for commitments.
    pub shares: Vec<ShareRow>,
}

/// What of a line pays for a commitment.
#[derive(Clone, Debug)]
pub struct ShareRow {
    pub commitment: Reference,
    pub pence: Pence,
}

impl Line {
    /// What no commitment explains.
    pub fn unexplained(&self) -> Pence {
        self.line.pence - self.shares.iter().map(|share| share.pence).sum()
    }
}

/// One line, and what the viewer may do with it.
#[derive(Clone, Debug)]
pub struct LinePage {
    pub line: Line,
    pub agreement: Option<Reference>,
    pub may_draft: bool,
    pub may_answer: bool,
}

/// What a party accepts with the amount.
pub fn terms_in_words(line: &table::Model) -> Vec<(&'static str, String)> {
    let tolerance = line.tolerance_from.zip(line.tolerance_to).map(|(from, to)| format!("{from} to {to} %"));
    [
        Some(("Year", line.year.to_string())),
        Some(("Arrangement", line.arrangement.label().to_owned())),
        Some(("Spending", line.spending.label().to_owned())),
        Some(("Counts", line.recurrence.label().to_owned())),
        Some(("Certainty", line.certainty.label().to_owned())),
        tolerance.map(|tolerance| ("Tolerance", tolerance)),
        (!line.note.is_empty()).then(|| ("Note", line.note.clone())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl Register {
    /// The funding lines of an agreement.
    pub async fn agreement_funding(&self, viewer: &Viewer, reference: &Reference) -> Result<Vec<Line>, Refusal> {
        let (agreement, _) = agreement::read::readable(self.reader(), viewer, reference).await?;
        let find = table::Entity::find().filter(table::Column::AgreementId.eq(agreement.id));
        self.lines(viewer, find.order_by_asc(table::Column::Reference)).await
    }

    /// The funding lines of a service that a viewer may read, newest year first.
    pub async fn service_funding(&self, viewer: &Viewer, service: i64) -> Result<Vec<Line>, Refusal> {
        let find = table::Entity::find().filter(visible(viewer)).filter(table::Column::ServiceId.eq(service));
        self.lines(viewer, find.order_by_desc(table::Column::Year).order_by_asc(table::Column::Reference)).await
    }

    /// One funding line.
    pub async fn funding_line(&self, viewer: &Viewer, reference: &Reference) -> Result<LinePage, Refusal> {
        let find =
            table::Entity::find().filter(visible(viewer)).filter(table::Column::Reference.eq(reference.as_str()));
        let line = self.lines(viewer, find).await?.pop().ok_or(Refusal::NotFound)?;
        let owns = viewer.organisation() == Some(line.line.organisation_id);
        let (agreement, standing) = match line.line.agreement_id {
            Some(id) => {
                let agreement =
                    agreement::table::Entity::find_by_id(id).one(self.reader()).await?.ok_or(Refusal::NotFound)?;
                let standing = agreement::read::standing(self.reader(), viewer, &agreement).await?;
                (Some(agreement), standing)
            }
            None => (None, Standing { leads: owns, ..Standing::OPEN }),
        };
        let open = agreement.as_ref().is_none_or(|agreement| agreement.state.is_open_to_drafting());
        Ok(LinePage {
            may_draft: open && may(viewer, standing, Permission::Draft),
            may_answer: open && may(viewer, Standing { owns, ..standing }, Permission::Answer),
            agreement: agreement.map(|agreement| agreement.reference),
            line,
        })
    }

    async fn lines(&self, viewer: &Viewer, find: Select<table::Entity>) -> Result<Vec<Line>, Refusal> {
        let db = self.reader();
        let found = find.all(db).await?;
        let names = organisation::read::named(db, found.iter().map(|line| line.organisation_id)).await?;
        let services = service::read::named(db, viewer, found.iter().map(|line| line.service_id)).await?;
        let shares = table::share::Entity::find()
            .filter(table::share::Column::FundingLineId.is_in(found.iter().map(|line| line.id)))
            .find_also_related(commitment::table::Entity)
            .order_by_asc(table::share::Column::Id)
            .all(db)
            .await?;
        let of = |id: i64| {
            let mine = shares.iter().filter(move |(share, _)| share.funding_line_id == id);
            mine.filter_map(|(share, paid)| {
                Some(ShareRow { commitment: paid.as_ref()?.reference.clone(), pence: share.pence })
            })
        };
        let inside = agreement::read::inside(db, viewer, found.iter().filter_map(|line| line.agreement_id)).await?;
        let told = |line: &table::Model| line.agreement_id.is_none_or(|agreement| inside.contains(&agreement));
        let line = |line: table::Model| Line {
            party: Named::of(&names, line.organisation_id),
            service: services.get(&line.service_id).cloned(),
            shares: of(line.id).collect(),
            line: table::Model { responsibility: line.responsibility.as_told(told(&line)), ..line },
        };
        Ok(found.into_iter().map(line).collect())
    }
}
