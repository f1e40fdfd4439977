//! Funding lines, of an agreement and one by one.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use sea_orm::{QueryOrder, QueryResult, QuerySelect, SelectTwo, entity::prelude::*};

use super::visible;
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Standing},
    account,
    agreement::{
        self,
        read::{Asked, At, Editions, NamesThen},
    },
    commitment::{self, table::wording},
    funding::{
        self, FundingLine, Stand,
        table::{self, terms},
    },
    list::{KeyKind, Listing, Segment, Sort},
    organisation::{self, read::Named},
    register::in_pieces,
    service,
    values::{Pence, Reference},
};

/// A funding line with the names that lists show.
#[derive(Clone, Debug)]
pub struct Line {
    /// As this viewer may know it.
    pub line: FundingLine,
    pub party: Named,
    /// What that was called when the edition was signed, if that is another name than today's.
    pub then_called: Option<String>,
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
    /// The number of the edition whose terms these are, where that is, and all that the viewer may read.
    pub edition: Option<i64>,
    pub state: Option<agreement::State>,
    pub editions: Editions,
    /// What its party said of it, newest first; only for readers of the negotiation.
    pub said: Vec<Said>,
    pub may_draft: bool,
    pub may_answer: bool,
}

/// What a party said of its money.
#[derive(Clone, Debug)]
pub struct Said {
    pub stand: Stand,
    pub words: String,
    /// Nobody's if it came by letter.
    pub person: Option<String>,
    pub organisation: Named,
    /// What that was called when the edition was signed, if that is another name than today's.
    pub then_called: Option<String>,
    pub at: DateTime<Utc>,
}

/// What a party accepts with the amount; without the service's name for who may not read it.
pub fn terms_in_words(line: &FundingLine) -> Vec<(&'static str, String)> {
    let tolerance = line.tolerance_from.zip(line.tolerance_to).map(|(from, to)| format!("{from} to {to} %"));
    [
        (!line.service_name.is_empty()).then(|| ("For", line.service_name.clone())),
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

/// The funding lines of an agreement, all of them: for its chain.
#[derive(Clone, Debug)]
pub struct LinesOf(pub Asked);

impl Read for LinesOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Vec<Line>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<Line>, Refusal> {
        let (agreement, _) = reader.agreement(Self::PERMISSION, &self.0).await?;
        let find = funding::lines().filter(terms::Column::EditionId.eq(agreement.edition_id));
        reader.lines(find.order_by_asc(table::Column::Reference)).await
    }
}

/// The funding lines of an agreement, as they were numbered; not found for who may not read it.
#[derive(Clone, Debug)]
pub struct LinesByNumber(pub Asked);

impl Listing for LinesByNumber {
    /// The key of a line's terms.
    type Found = i64;
    type Row = Line;

    async fn segments(&self, reader: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let (agreement, _) = reader.agreement(Self::PERMISSION, &self.0).await?;
        let find = terms::Entity::find()
            .select_only()
            .column(terms::Column::Id)
            .filter(terms::Column::EditionId.eq(agreement.edition_id))
            .filter(terms::Column::Withdrawn.eq(false));
        Ok(vec![Segment::new(find, Sort::ascending(KeyKind::Number, "terms.funding_line_id", "terms.id"))])
    }

    fn found(row: &QueryResult) -> Result<i64, DbErr> {
        row.try_get("", "id")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<i64>) -> Result<Vec<Line>, Refusal> {
        let find = funding::lines().filter(terms::Column::Id.is_in(found));
        reader.lines(find.order_by_asc(table::Column::Id)).await
    }
}

/// A funding line, by its own reference.
#[derive(Clone, Debug)]
pub struct LineOf(pub Asked);

impl Read for LineOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = LinePage;

    async fn answer(&self, reader: &Reader<'_>) -> Result<LinePage, Refusal> {
        let (db, viewer) = (reader.db(), reader.viewer());
        let find = table::Entity::find().filter(table::Column::Reference.eq(self.0.reference.as_str()));
        let identity = find.one(db).await?.ok_or(Refusal::NotFound)?;
        let line = reader.line_at(Self::PERMISSION, &identity, self.0.at).await?.ok_or(Refusal::NotFound)?;
        let owns = viewer.acts_for(line.line.organisation_id);
        let (agreement, standing) = match line.line.edition_id {
            Some(id) => {
                let agreement = agreement::read::edition(db, id).await?;
                let standing = agreement::read::standing(db, viewer, &agreement).await?;
                (Some(agreement), standing)
            }
            None => (None, Standing { leads: owns, ..Standing::OPEN }),
        };
        let inside = match &agreement {
            Some(_) => reader.reads_negotiation(standing),
            None => owns,
        };
        let open = agreement.as_ref().is_none_or(|agreement| agreement.state.is_open_to_drafting());
        let editions = match &agreement {
            Some(agreement) => reader.editions_of(agreement).await?,
            None => Editions::default(),
        };
        Ok(LinePage {
            edition: agreement.as_ref().map(|agreement| agreement.edition),
            said: if inside { reader.said_of(&line.line).await? } else { Vec::new() },
            state: agreement.as_ref().map(|agreement| agreement.state),
            editions,
            may_draft: open && reader.may(Permission::Draft, standing),
            may_answer: open && reader.may(Permission::Answer, Standing { owns, ..standing }),
            agreement: agreement.map(|agreement| agreement.reference),
            line,
        })
    }
}

impl Reader<'_> {
    /// The funding lines of a service that the reader may know of, newest year first.
    pub(crate) async fn lines_for(&self, service: i64) -> Result<Vec<Line>, Refusal> {
        let find = funding::lines().filter(visible(self.viewer(), self.today()));
        let find = find.filter(terms::Column::ServiceId.eq(service));
        self.lines(find.order_by_desc(table::Column::Year).order_by_asc(table::Column::Reference)).await
    }

    async fn said_of(&self, line: &FundingLine) -> Result<Vec<Said>, Refusal> {
        let db = self.db();
        let find = table::position::Entity::find().filter(table::position::Column::TermsId.eq(line.terms_id));
        let rows = find.order_by_desc(table::position::Column::Id).all(db).await?;
        let names = organisation::read::named(db, rows.iter().map(|row| row.organisation_id)).await?;
        let then = NamesThen::of(db, line.edition_id).await?;
        let keys: Vec<i64> = rows.iter().filter_map(|row| row.account_id).collect();
        let find = |piece| account::table::Entity::find().filter(account::table::Column::Id.is_in(piece));
        let people = in_pieces(db, &keys, find).await?;
        let person = |id: i64| people.iter().find(|person| person.id == id).map(|person| person.name.clone());
        let said = |row: table::position::Model| Said {
            stand: row.stand,
            person: row.account_id.and_then(person),
            organisation: Named::of(&names, row.organisation_id),
            then_called: line.edition_id.and_then(|edition| then.called(&names, edition, row.organisation_id)),
            words: row.words,
            at: row.at,
        };
        Ok(rows.into_iter().map(said).collect())
    }

    /// A line on its terms in the edition that is asked for; if the one that the viewer is shown has none, in the one that is
    /// being made.
    async fn line_at(&self, permission: Permission, of: &table::Model, at: At) -> Result<Option<Line>, Refusal> {
        let its = || funding::lines().filter(terms::Column::FundingLineId.eq(of.id));
        let Some(agreement) = of.agreement_id else {
            // A line without an agreement has no editions to ask for.
            if !matches!(at, At::Shown | At::Made) {
                return Ok(None);
            }
            return Ok(self.lines(its().filter(visible(self.viewer(), self.today()))).await?.pop());
        };
        let agreement = agreement::table::Entity::find_by_id(agreement).one(self.db()).await?;
        let reference = agreement.ok_or(Refusal::NotFound)?.reference;
        let otherwise = (at == At::Shown).then_some(At::Made);
        for at in [at].into_iter().chain(otherwise) {
            let found = self.agreement(permission, &at.of(reference.clone())).await;
            let (agreement, _) = match found {
                Err(Refusal::NotFound) => continue,
                found => found?,
            };
            let found = self.lines(its().filter(terms::Column::EditionId.eq(agreement.edition_id))).await?.pop();
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    async fn lines(&self, find: SelectTwo<terms::Entity, table::Entity>) -> Result<Vec<Line>, Refusal> {
        let (db, viewer) = (self.db(), self.viewer());
        let found = funding::paired(find.all(db).await?);
        let names = organisation::read::named(db, found.iter().map(|line| line.organisation_id)).await?;
        let then = NamesThen::of(db, found.iter().filter_map(|line| line.edition_id)).await?;
        let services = service::read::named(db, viewer, found.iter().map(|line| line.service_id)).await?;
        let shares = table::share::Entity::find()
            .filter(table::share::Column::TermsId.is_in(found.iter().map(|line| line.terms_id)))
            .order_by_asc(table::share::Column::Id)
            .all(db)
            .await?;
        let paid = commitment::worded()
            .filter(wording::Column::Id.is_in(shares.iter().map(|share| share.wording_id)))
            .all(db)
            .await?;
        let paid: BTreeMap<i64, Reference> =
            commitment::paired(paid).into_iter().map(|row| (row.wording_id, row.reference)).collect();
        let of = |id: i64| {
            let mine = shares.iter().filter(move |share| share.terms_id == id);
            mine.filter_map(|share| {
                Some(ShareRow { commitment: paid.get(&share.wording_id)?.clone(), pence: share.pence })
            })
        };
        let inside = agreement::read::inside(db, viewer, found.iter().filter_map(|line| line.edition_id)).await?;
        let told = |line: &FundingLine| line.edition_id.is_none_or(|edition| inside.contains(&edition));
        let line = |mut line: FundingLine| Line {
            service: super::what_for(&mut line, &services),
            party: Named::of(&names, line.organisation_id),
            then_called: line.edition_id.and_then(|edition| then.called(&names, edition, line.organisation_id)),
            shares: of(line.terms_id).collect(),
            line: FundingLine { responsibility: line.responsibility.as_told(told(&line)), ..line },
        };
        Ok(found.into_iter().map(line).collect())
    }
}
