//! What became of agreements whose term, or a service in whose scope, is past its end: read for many at once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{
    Condition, DbErr, ExprTrait,
    entity::prelude::*,
    sea_query::{Alias, Expr, Query, SelectStatement},
};

use crate::{
    agreement::{
        Agreement, State, Status,
        rules::{self, End, Succession},
        table::{conclusion, edition, renewal, scheme},
    },
    register::in_pieces,
};

/// The ends of some editions, and what renews their agreements.
#[derive(Debug, Default)]
pub(crate) struct Ends {
    /// By edition.
    ends: BTreeMap<i64, Vec<End>>,
    /// By agreement.
    successions: BTreeMap<i64, Succession>,
}

impl Ends {
    /// Of some editions.
    pub async fn of(db: &impl ConnectionTrait, editions: &[Agreement], today: NaiveDate) -> Result<Self, DbErr> {
        let signed: Vec<&Agreement> = editions.iter().filter(|edition| edition.state == State::Signed).collect();
        let keys: Vec<i64> = signed.iter().map(|edition| edition.edition_id).collect();
        let agreements: BTreeSet<i64> = signed.iter().map(|edition| edition.id).collect();
        let agreements: Vec<i64> = agreements.into_iter().collect();
        let schemes = in_pieces(db, &keys, |piece| {
            let of = scheme::Entity::find().filter(scheme::Column::EditionId.is_in(piece));
            of.filter(scheme::Column::Ends.is_not_null())
        });
        let schemes = schemes.await?;
        let said = |piece| conclusion::Entity::find().filter(conclusion::Column::AgreementId.is_in(piece));
        let said = in_pieces(db, &agreements, said).await?;
        let later = |piece| {
            let signed = edition::Entity::find().filter(edition::Column::AgreementId.is_in(piece));
            let signed = signed.filter(edition::Column::State.eq(State::Signed));
            signed.filter(edition::Column::EffectiveOn.lte(today))
        };
        let later = in_pieces(db, &agreements, later).await?;
        let is_said = |agreement, service, on| {
            said.iter().any(|row| (row.agreement_id, row.service_id, row.ended_on) == (agreement, service, on))
        };
        let mut ends: BTreeMap<i64, Vec<End>> = BTreeMap::new();
        for edition in signed {
            // Whoever is shown an edition that another took the place of is told nothing of its end: the other has its own.
            if later.iter().any(|row| row.agreement_id == edition.id && row.number > edition.edition) {
                continue;
            }
            let end = |service, on| End { service, on, concluded: is_said(edition.id, service, on) };
            let own = schemes.iter().filter(|row| row.edition_id == edition.edition_id);
            let own = own.filter_map(|row| Some((row.service_id, row.ends.filter(|on| Some(*on) != edition.ends)?)));
            let all =
                edition.ends.map(|on| end(None, on)).into_iter().chain(own.map(|(service, on)| end(Some(service), on)));
            ends.insert(edition.edition_id, all.collect());
        }
        Ok(Self { ends, successions: successions(db, &agreements).await? })
    }

    /// Those of one edition, its term's first.
    pub fn of_edition(&self, edition: i64) -> &[End] {
        self.ends.get(&edition).map_or(&[], Vec::as_slice)
    }

    /// What renews an agreement.
    pub fn succession(&self, agreement: i64) -> Succession {
        self.successions.get(&agreement).copied().unwrap_or_default()
    }

    /// Where an agreement is on a day.
    pub fn status(&self, edition: &Agreement, today: NaiveDate) -> Status {
        let ends = self.of_edition(edition.edition_id);
        rules::status(edition.status(today), ends, self.succession(edition.id), today)
    }
}

async fn successions(db: &impl ConnectionTrait, agreements: &[i64]) -> Result<BTreeMap<i64, Succession>, DbErr> {
    let renewals = |piece| renewal::Entity::find().filter(renewal::Column::RenewedId.is_in(piece));
    let renewals = in_pieces(db, agreements, renewals).await?;
    let renewing: BTreeSet<i64> = renewals.iter().map(|row| row.agreement_id).collect();
    let renewing: Vec<i64> = renewing.into_iter().collect();
    let editions = |piece| edition::Entity::find().filter(edition::Column::AgreementId.is_in(piece));
    let editions = in_pieces(db, &renewing, editions).await?;
    let mut all: BTreeMap<i64, Vec<Renewing>> = BTreeMap::new();
    for row in renewals {
        let its: Vec<_> = editions.iter().filter(|edition| edition.agreement_id == row.agreement_id).collect();
        if its.iter().all(|edition| edition.state == State::Withdrawn) {
            continue;
        }
        let signed = its.iter().filter(|edition| edition.state == State::Signed);
        let from = signed.filter_map(|edition| edition.effective_on).min();
        all.entry(row.renewed_id)
            .or_default()
            .push(Renewing { from, opened: its.iter().any(|edition| edition.opened) });
    }
    Ok(all.into_iter().map(|(key, its)| (key, succession(&its))).collect())
}

/// An agreement that renews another.
struct Renewing {
    /// From when it is in force, once it is signed.
    from: Option<NaiveDate>,
    /// It was opened to its parties at some time.
    opened: bool,
}

/// What follows from those that renew one agreement.
fn succession(all: &[Renewing]) -> Succession {
    let first = all.iter().filter_map(|one| one.from).min();
    let Some(first) = first else { return Succession::Begun };
    // A draft that nobody was shown takes nothing back from what is in force.
    let at_the_table = || all.iter().filter(|one| one.opened || one.from.is_some());
    match at_the_table().map(|one| one.from).collect::<Option<Vec<_>>>() {
        Some(days) => Succession::From(days.into_iter().max().unwrap_or(first)),
        None => Succession::Partly(first),
    }
}

/// The editions, of those that are in force by their day, that have lapsed and still operate.
pub(crate) fn lapsed(today: NaiveDate) -> Condition {
    use edition::Column::{Ends, Id};
    let of_term = conclusion_of()
        .and_where(column("conclusion", conclusion::Column::ServiceId).is_null())
        .and_where(column("conclusion", conclusion::Column::EndedOn).equals((edition::Entity, Ends)))
        .to_owned();
    let said = Expr::exists(of_term);
    let past = Condition::all().add(Ends.lt(today));
    let term = past.clone().add(said.clone().not());
    let of_service = conclusion_of()
        .and_where(
            column("conclusion", conclusion::Column::ServiceId).equals((scheme::Entity, scheme::Column::ServiceId)),
        )
        .and_where(column("conclusion", conclusion::Column::EndedOn).equals((scheme::Entity, scheme::Column::Ends)))
        .to_owned();
    let mut services = Query::select();
    services
        .expr(Expr::val(1))
        .from(scheme::Entity)
        .and_where(Expr::col((scheme::Entity, scheme::Column::EditionId)).equals((edition::Entity, Id)))
        .and_where(Expr::col((scheme::Entity, scheme::Column::Ends)).lt(today))
        .and_where(Expr::exists(of_service).not())
        // With the term: then that is what is asked about.
        .cond_where(
            Condition::any()
                .add(Expr::col((edition::Entity, Ends)).is_null())
                .add(Expr::col((scheme::Entity, scheme::Column::Ends)).not_equals((edition::Entity, Ends))),
        );
    let service = Condition::all().add(Expr::exists(services)).add(past.add(said).not());
    Condition::all()
        .add(edition::Column::State.eq(State::Signed))
        .add(edition::Column::EffectiveOn.lte(today))
        .add(Condition::any().add(term).add(service))
        .add(Expr::exists(renewal_that(Condition::all().add(is_in_force(today)))).not())
        .add(Expr::exists(later_in_force(today)).not())
}

/// A later edition of an edition's agreement that is in force.
fn later_in_force(today: NaiveDate) -> SelectStatement {
    let mut select = Query::select();
    select
        .expr(Expr::val(1))
        .from_as(edition::Entity, Alias::new("later"))
        .and_where(
            column("later", edition::Column::AgreementId).equals((edition::Entity, edition::Column::AgreementId)),
        )
        .and_where(column("later", edition::Column::Number).gt(Expr::col((edition::Entity, edition::Column::Number))))
        .and_where(column("later", edition::Column::State).eq(State::Signed))
        .and_where(column("later", edition::Column::EffectiveOn).lte(today));
    select
}

/// The editions past their end of which somebody said what became.
pub(crate) fn ended(today: NaiveDate) -> Condition {
    let of_term = conclusion_of()
        .and_where(column("conclusion", conclusion::Column::ServiceId).is_null())
        .and_where(column("conclusion", conclusion::Column::EndedOn).equals((edition::Entity, edition::Column::Ends)))
        .to_owned();
    Condition::all()
        .add(edition::Column::State.eq(State::Signed))
        .add(edition::Column::Ends.lt(today))
        .add(Expr::exists(of_term))
        .add(renewed(today).not())
}

/// The editions of agreements that are renewed: all that renew them are in force, but for what was withdrawn, and drafts that nobody was
/// shown.
pub(crate) fn renewed(today: NaiveDate) -> Condition {
    Condition::all()
        .add(Expr::exists(renewal_that(Condition::all().add(is_in_force(today)))))
        .add(Expr::exists(renewal_that(Condition::all().add(is_in_force(today).not()).add(is_there()))).not())
}

fn column(table: &'static str, column: impl Iden + 'static) -> Expr {
    Expr::col((Alias::new(table), column))
}

/// What was said of an edition's agreement.
fn conclusion_of() -> SelectStatement {
    let mut select = Query::select();
    select.expr(Expr::val(1)).from(conclusion::Entity).and_where(
        column("conclusion", conclusion::Column::AgreementId).equals((edition::Entity, edition::Column::AgreementId)),
    );
    select
}

/// What renews an edition's agreement and fulfils a condition.
fn renewal_that(condition: Condition) -> SelectStatement {
    let mut select = Query::select();
    select
        .expr(Expr::val(1))
        .from(renewal::Entity)
        .and_where(
            column("renewal", renewal::Column::RenewedId).equals((edition::Entity, edition::Column::AgreementId)),
        )
        .cond_where(condition);
    select
}

/// An edition of what renews, beside the one that is asked about.
fn edition_of_renewal() -> SelectStatement {
    let mut select = Query::select();
    select.expr(Expr::val(1)).from_as(edition::Entity, Alias::new("next")).and_where(
        column("next", edition::Column::AgreementId).equals((renewal::Entity, renewal::Column::AgreementId)),
    );
    select
}

fn is_in_force(today: NaiveDate) -> Expr {
    let mut signed = edition_of_renewal();
    signed
        .and_where(column("next", edition::Column::State).eq(State::Signed))
        .and_where(column("next", edition::Column::EffectiveOn).lte(today));
    Expr::exists(signed)
}

fn is_there() -> Expr {
    let mut standing = edition_of_renewal();
    standing
        .and_where(column("next", edition::Column::State).ne(State::Withdrawn))
        .and_where(column("next", edition::Column::Opened).eq(true));
    Expr::exists(standing)
}
