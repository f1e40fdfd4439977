//! The measures of a contract with what was observed, as their reader may see it: small numbers of children are known to the
//! contract's provider and to those who keep or watch over the register, and hidden from everybody else.

use chrono::NaiveDate;
use sea_orm::{QueryOrder, entity::prelude::*};

use crate::{
    Reader, Refusal,
    access::{Permission, Standing, Viewer},
    contract::{
        Measure,
        suppression::{Figure, HIDDEN, Series, bases, hidden, tells_figure, tells_small},
        table::{self, measure, observation},
    },
    values::Reading,
};

/// A measure with its observations, oldest period first.
#[derive(Clone, Debug)]
pub struct MeasureRow {
    pub measure: Measure,
    pub baseline: Option<Figure>,
    /// What counts for each period: of corrections, the last.
    pub observations: Vec<Observed>,
    /// The key of the latest observation, of whatever period; 0 if there is none.
    pub latest: i64,
}

/// What a measure read over a period.
#[derive(Clone, Debug)]
pub struct Observed {
    pub period_start: NaiveDate,
    pub period_end: NaiveDate,
    pub actual: Figure,
    /// Empty where the figure is hidden: it may say it in words. Where it tells another that is hidden, [`HIDDEN`].
    pub note: String,
    /// The figures that it corrects, oldest first.
    pub corrects: Vec<Figure>,
}

impl MeasureRow {
    /// The readings for a line through them; none if one is hidden, which could be read off it.
    pub fn line(&self) -> Vec<Reading> {
        let known: Option<Vec<Reading>> = self.observations.iter().map(|observed| observed.actual.known()).collect();
        known.unwrap_or_default()
    }
}

/// True for those from whom no small number is hidden.
pub(super) fn sees_small_numbers(viewer: &Viewer, standing: Standing) -> bool {
    viewer.may(Permission::ReadUnpublishedRating, standing)
}

impl Reader<'_> {
    /// The measures of a contract.
    pub(crate) async fn measures(&self, contract: &table::Model) -> Result<Vec<MeasureRow>, Refusal> {
        let (db, viewer) = (self.db(), self.viewer());
        let measures = measure::Entity::find()
            .filter(measure::Column::ContractId.eq(contract.id))
            .order_by_asc(measure::Column::Id)
            .all(db)
            .await?;
        let mut rows = Vec::with_capacity(measures.len());
        for measure in measures {
            let all = observation::Entity::find()
                .filter(observation::Column::MeasureId.eq(measure.id))
                .order_by_asc(observation::Column::PeriodStart)
                .order_by_asc(observation::Column::Id)
                .all(db)
                .await?;
            let superseded: Vec<i64> = all.iter().filter_map(|observation| observation.corrects_id).collect();
            let (old, current): (Vec<_>, Vec<_>) =
                all.into_iter().partition(|observation| superseded.contains(&observation.id));
            rows.push((measure, current, old));
        }
        let standing = super::standing(db, viewer, contract).await?;
        Ok(shown(rows, !sees_small_numbers(viewer, standing)))
    }
}

type Kept = (measure::Model, Vec<observation::Model>, Vec<observation::Model>);

/// The rows as a reader sees them, from whom small numbers are hidden or not.
fn shown(rows: Vec<Kept>, hides: bool) -> Vec<MeasureRow> {
    let all: Vec<Series> = rows.iter().map(|(measure, current, old)| series(measure, current, old)).collect();
    let hidden = if hides { hidden(&all) } else { Default::default() };
    let is_any_hidden =
        hides && (!hidden.is_empty() || rows.iter().zip(&all).any(|(row, series)| hides_more(row, series)));
    let row = |(at, (measure, current, old)): (usize, Kept)| {
        let figure = |reading, hidden| if hidden { Figure::Hidden } else { Figure::Known(reading) };
        let alone = |reading: Reading| hides && all[at].hides(reading);
        let observed = |(cell, row): (usize, observation::Model)| {
            let is_hidden = hidden.contains(&(at, cell));
            let same =
                |one: &&observation::Model| (one.period_start, one.period_end) == (row.period_start, row.period_end);
            Observed {
                period_start: row.period_start,
                period_end: row.period_end,
                actual: figure(row.actual, is_hidden),
                corrects: old
                    .iter()
                    .filter(same)
                    .map(|one| figure(one.actual, is_hidden || alone(one.actual)))
                    .collect(),
                note: match hides && tells(&all[at], &row.note, is_any_hidden) {
                    _ if is_hidden => String::new(),
                    true => HIDDEN.to_owned(),
                    false => row.note,
                },
            }
        };
        let latest = current.iter().chain(&old).map(|observation| observation.id).max().unwrap_or_default();
        MeasureRow {
            latest,
            baseline: measure.baseline.map(|baseline| figure(baseline, alone(baseline))),
            observations: current.into_iter().enumerate().map(observed).collect(),
            measure: measure.into(),
        }
    };
    rows.into_iter().enumerate().map(row).collect()
}

/// A figure beside those that count is hidden: the baseline, or one that was corrected.
fn hides_more((measure, _, old): &Kept, series: &Series) -> bool {
    measure.baseline.into_iter().chain(old.iter().map(|one| one.actual)).any(|reading| series.hides(reading))
}

/// A note tells what is hidden, or from what it could be worked out.
fn tells(series: &Series, note: &str, is_any_hidden: bool) -> bool {
    tells_small(note, series.counts_children, series.zero_may_be_shown)
        || (is_any_hidden && tells_figure(note, series.counts_children))
}

fn series(measure: &measure::Model, current: &[observation::Model], old: &[observation::Model]) -> Series {
    let notes = current.iter().chain(old).map(|row| row.note.as_str());
    Series {
        bases: bases([measure.unit.as_str(), &measure.statement, &measure.source].into_iter().chain(notes)),
        unit: measure.unit.clone(),
        counts_children: measure.counts_children,
        zero_may_be_shown: measure.zero_may_be_shown,
        cells: current.iter().map(|row| ((row.period_start, row.period_end), row.actual)).collect(),
    }
}
