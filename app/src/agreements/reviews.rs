//! `/agreements/{ref}/reviews`: settling on which days the agreement is reviewed.

use chrono::NaiveDate;
use entities::agreement::{
    deeds::SetReviewDays,
    read::{OverviewOf, ScopeOf},
    rules::{MOST_REVIEWS, review_field},
};
use leptos::prelude::*;

use super::{edition_line::made_address, head};
use crate::{
    agreements::not_open,
    form::{self, Fields, Said, Saved, submitted_to},
    http::{Answer, Ask, Typed},
    ui::{Button, ButtonLink, PostForm},
};

/// How many empty boxes there are for more.
const MORE: usize = 2;

/// The days as they are, and boxes for more.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// So many boxes.
fn days(fields: &mut Fields<'_, Vec<NaiveDate>>, boxes: usize) -> Option<Vec<Option<NaiveDate>>> {
    let day = |place: usize| {
        let day = fields.day(review_field(place), format!("Review day {}", place + 1));
        day.from(|days| days.get(place).copied()).optional()
    };
    // Each is read: what is no day is noted at its box.
    let days: Vec<_> = (0..boxes).map(day).collect();
    days.into_iter().collect()
}

/// Saves them.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let (agreement, seen) = (ask.reference()?, typed.seen()?);
        let boxes = form::read(&typed, |fields| days(fields, MOST_REVIEWS))?;
        Ok(SetReviewDays { agreement, boxes, seen })
    };
    let saved = async |()| Ok(Saved::at(made_address(&ask, "").await?).saying(Said::REVIEW_DAYS_SAVED));
    submitted_to(&ask, &typed, deed, saved, async |typed| show(&ask, typed).await).await
}

/// How many boxes there are: for each day that is there or was typed, and for some more.
fn boxes(known: usize, typed: &Typed) -> usize {
    let has = |place: &usize| {
        let name = review_field(*place);
        ["day", "month", "year"].iter().any(|part| !typed.get(&format!("{name}-{part}")).trim().is_empty())
    };
    let last = (0..MOST_REVIEWS).rfind(has).map_or(0, |place| place + 1);
    (known.max(last) + MORE).min(MOST_REVIEWS)
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    if !overview.may_draft {
        let why = "Only the lead commissioner and the coordinator settle the review days, before it goes for approval";
        return Err(not_open(Some(overview.agreement.state), why).into());
    }
    let settled = ask.register.read(&ask.viewer, &ScopeOf(ask.made()?)).await?.reviews;
    let boxes = boxes(settled.len(), typed);
    let (seen, filled) = (overview.agreement.version, form::filled(&settled, |fields| days(fields, boxes)));
    let action = ask.path().to_owned();
    let back = head::address(&overview.agreement.reference);
    head::task(&overview, "Review days").typed(typed).show(move || {
        view! {
            <p class="govuk-body">
                "On which days do the parties look at this agreement again? Empty a day’s boxes to take it out."
            </p>
            <PostForm action seen filled>
                {form::shown(Some(&settled), |fields| days(fields, boxes))}
                <div class="govuk-button-group">
                    <Button>"Save the review days"</Button>
                    <ButtonLink href=back secondary=true>"Back to the agreement"</ButtonLink>
                </div>
            </PostForm>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_boxes_for_what_was_typed_and_for_more() {
        let typed = Typed::filled([("review_5-year", "2015".to_owned())]);
        assert_eq!((boxes(1, &Typed::empty()), boxes(1, &typed)), (3, 7));
        assert_eq!(boxes(MOST_REVIEWS, &typed), MOST_REVIEWS);
    }
}
