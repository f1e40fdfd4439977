//! A year's money: need, agreed, provisional, disputed, gap, by service and by partner, against last year.

use sea_orm::{ExprTrait, FromQueryResult, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*, sea_query::Expr};

use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement,
    funding::{
        Certainty, Recurrence, Responsibility,
        listed::{self, listed_terms},
        rules::{self, Sums, Trend, YearsMoney, add_up},
    },
    organisation::{self, read::Named},
    service::{self, table::need},
    values::{Amount, FinancialYear, Pence, Reference},
};

/// A year's money.
#[derive(Clone, Debug)]
pub struct Year {
    pub year: FinancialYear,
    /// The years that have a need or a funding line, for the viewer to choose from.
    pub years: Vec<FinancialYear>,
    pub services: Vec<ServiceRow>,
    /// All that goes to services which this viewer may not read; `None` if there are none.
    pub hidden: Option<Sums>,
    pub partners: Vec<PartnerRow>,
    pub all: Sums,
}

/// A service's sums.
#[derive(Clone, Debug)]
pub struct ServiceRow {
    /// By which the next page of them is found.
    pub key: i64,
    /// Reference and name.
    pub service: (Reference, String),
    pub sums: Sums,
    /// The need as it was stated, with its precision, and what was said about it.
    pub need: Option<(Amount, String)>,
}

impl ServiceRow {
    /// By what rows are put in order.
    pub fn name(&self) -> &str {
        &self.service.1
    }
}

/// A partner's sums, against last year's.
#[derive(Clone, Debug)]
pub struct PartnerRow {
    /// By which the next page of them is found.
    pub key: i64,
    pub partner: Named,
    pub sums: Sums,
    /// Agreed and provisional, last year.
    pub before: Pence,
    pub trend: Trend,
}

/// Lines of a year that differ in nothing but their amount.
#[derive(FromQueryResult)]
struct AddedUp {
    service_id: i64,
    organisation_id: i64,
    year: FinancialYear,
    pence: Pence,
    recurrence: Recurrence,
    certainty: Certainty,
    responsibility: Responsibility,
    /// The viewer reads the negotiation.
    is_inside: bool,
}

impl AddedUp {
    fn line(&self, organisation: i64) -> rules::Line {
        let Self { service_id: service, year, pence, recurrence, certainty, responsibility, .. } = *self;
        rules::Line { service, organisation, year, pence, recurrence, certainty, responsibility }
            .as_told(self.is_inside)
    }
}

/// The money of a year, in exact pence.
#[derive(Clone, Copy, Debug)]
pub struct YearOf(pub FinancialYear);

impl Read for YearOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Year;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Year, Refusal> {
        let (db, viewer, year) = (reader.db(), reader.viewer(), self.0);
        let (needs, money) = reader.money_in(year).await?;
        let names = organisation::read::named(db, money.by_partner.keys().copied()).await?;
        let service_names = service::read::named(db, viewer, money.by_service.keys().copied()).await?;
        let service = |(id, sums): (&i64, &Sums)| {
            let service = service_names.get(id)?.clone();
            let need = needs.iter().find(|need| need.service_id == *id);
            let need = need.map(|need| (Amount { pence: need.pence, precision: need.precision }, need.note.clone()));
            Some(ServiceRow { key: *id, service, sums: *sums, need })
        };
        let hidden: Vec<Sums> =
            money.by_service.iter().filter(|(id, _)| !service_names.contains_key(id)).map(|(_, sums)| *sums).collect();
        let partner = |(id, sums): (&i64, &Sums)| {
            let before = money.partner_before.get(id).copied().unwrap_or_default();
            let now = sums.agreed + sums.provisional;
            let trend = Trend::between(before, now, year.first_day() <= reader.today());
            PartnerRow { key: *id, partner: Named::of(&names, *id), sums: *sums, before, trend }
        };
        let mut shown = Year {
            year,
            years: reader.funding_years().await?,
            services: money.by_service.iter().filter_map(service).collect(),
            partners: money.by_partner.iter().map(partner).collect(),
            hidden: None,
            all: money.all,
        };
        shown.services.sort_by(|one, other| one.name().cmp(other.name()));
        if !hidden.is_empty() {
            let mut sums = Sums::default();
            hidden.into_iter().for_each(|hidden| sums += hidden);
            shown.hidden = Some(sums);
        }
        shown.partners.sort_by(|one, other| one.partner.name.cmp(&other.partner.name));
        Ok(shown)
    }
}

impl Reader<'_> {
    /// The needs of a year, and all its sums.
    pub(crate) async fn money_in(&self, year: FinancialYear) -> Result<(Vec<need::Model>, YearsMoney), Refusal> {
        let (db, viewer) = (self.db(), self.viewer());
        let lines = self.added_up(year).await?;
        let kept = organisation::read::Kept::of_all(db, lines.iter().map(|line| line.organisation_id)).await?;
        let lines: Vec<_> = lines.iter().map(|line| line.line(kept.of(line.organisation_id))).collect();
        let needs = need::Entity::find()
            .filter(need::Column::Year.eq(year))
            .filter(need::Column::ServiceId.in_subquery(service::read::visible_keys(viewer)))
            .all(db)
            .await?;
        let needed: Vec<(i64, Pence)> = needs.iter().map(|need| (need.service_id, need.pence)).collect();
        let money = add_up(year, &needed, &lines);
        Ok((needs, money))
    }

    /// What counts in a year and the one before of what a viewer may read: lines that differ in nothing but their amount are one.
    async fn added_up(&self, year: FinancialYear) -> Result<Vec<AddedUp>, DbErr> {
        use listed_terms::Column as Of;
        let inside = Of::EditionId.is_null().or(Of::EditionId.in_subquery(agreement::read::inside_keys(self.viewer())));
        let inside: Expr = Expr::case(inside, true).finally(false).into();
        // Each by an index; together, all lines there are would be looked at.
        let years = Of::Year.is_in([year, year.previous()]);
        let rises = Of::Recurrence.eq(Recurrence::BaseRise).and(Of::Year.lt(year.previous()));
        let apart = [Of::ServiceId, Of::OrganisationId, Of::Year, Of::Recurrence, Of::Certainty, Of::Responsibility];
        let all = listed_terms::Entity::find()
            .filter(listed::shown(self.viewer(), self.today()))
            .select_only()
            .columns(apart)
            .column_as(Of::Pence.sum().cast_as("BIGINT"), "pence")
            .column_as(inside, "is_inside");
        let each = apart.into_iter().fold(all, QuerySelect::group_by).group_by(Expr::col("is_inside"));
        let mut lines = each.clone().filter(years).into_model().all(self.db()).await?;
        lines.extend(each.filter(rises).into_model().all(self.db()).await?);
        Ok(lines)
    }

    async fn funding_years(&self) -> Result<Vec<FinancialYear>, Refusal> {
        use listed_terms::Column::Year;
        let (mut years, mut last) = (Vec::new(), None);
        // Year by year: of each no more is looked at than its first line that may be read.
        loop {
            let lines = listed_terms::Entity::find().select_only().column(Year);
            let lines = lines.filter(listed::shown(self.viewer(), self.today()));
            let later = lines.apply_if(last, |lines, last: FinancialYear| lines.filter(Year.gt(last)));
            last = later.order_by_asc(Year).limit(1).into_tuple().one(self.db()).await?;
            let Some(year) = last else { break };
            years.push(year);
        }
        let needs = need::Entity::find()
            .select_only()
            .column(need::Column::Year)
            .distinct()
            .filter(need::Column::ServiceId.in_subquery(service::read::visible_keys(self.viewer())));
        years.extend(needs.into_tuple::<FinancialYear>().all(self.db()).await?);
        years.sort_unstable();
        years.dedup();
        Ok(years)
    }
}
