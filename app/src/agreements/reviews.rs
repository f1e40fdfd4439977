//! `/agreements/{ref}/reviews`: settling on which days the agreement is reviewed.

use chrono::NaiveDate;
use entities::{
    Fault, Refusal,
    agreement::{
        deeds::SetReviewDays,
        read::{OverviewOf, ScopeOf},
        rules::{MOST_REVIEWS, review_field},
    },
};
use leptos::prelude::*;

use super::{edition_line::made_address, head};
use crate::{
    agreements::not_open,
    http::{Answer, Ask, Typed, see_other},
    ui::{Button, ButtonLink, DateInput, PostForm, day_values},
};

/// How many empty boxes there are for more.
const MORE: usize = 2;

/// The days as they are, and boxes for more.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Saves them.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match save(&ask, &typed).await {
        Ok(()) => see_other(made_address(&ask, "").await?),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn save(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let (actor, agreement) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    let seen = read.seen();
    let (mut places, mut days) = (Vec::new(), Vec::new());
    for place in 0..MOST_REVIEWS {
        // What is no day is noted at its box.
        if let Some(Some(day)) = read.optional_day(review_field(place)) {
            places.push(place);
            days.push(day);
        }
    }
    let (seen, days) = read.finish(|| Some((seen?, days)))?;
    let done = ask.register.change(&actor, &SetReviewDays { agreement, days, seen }).await;
    done.map_err(|refusal| at_their_boxes(refusal, &places))
}

/// Faults of days, each at the box into which the day was typed: boxes between them may be empty.
fn at_their_boxes(refusal: Refusal, places: &[usize]) -> Refusal {
    let box_of = |fault: &Fault| {
        let at = (0..places.len()).find(|at| review_field(*at) == fault.field)?;
        places.get(at).copied()
    };
    match refusal {
        Refusal::Invalid(faults) => {
            let placed = faults.into_iter().map(|fault| match box_of(&fault) {
                Some(place) => Fault { field: review_field(place).into(), ..fault },
                None => fault,
            });
            Refusal::Invalid(placed.collect())
        }
        other => other,
    }
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

fn filled(days: &[NaiveDate]) -> Typed {
    let values = days.iter().enumerate().flat_map(|(place, on)| day_values(&review_field(place), Some(*on)));
    Typed::filled(values)
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    if !overview.may_draft {
        let why = "Only the lead commissioner and the coordinator settle the review days, before it goes for approval";
        return Err(not_open(Some(overview.agreement.state), why).into());
    }
    let days = ask.register.read(&ask.viewer, &ScopeOf(ask.made()?)).await?.reviews;
    let boxes = boxes(days.len(), typed);
    let (seen, filled) = (overview.agreement.version, filled(&days));
    let action = ask.path().to_owned();
    let back = head::address(&overview.agreement.reference);
    head::task(&overview, "Review days").typed(typed).show(move || {
        view! {
            <p class="govuk-body">
                "On which days do the parties look at this agreement again? Empty a day’s boxes to take it out."
            </p>
            <PostForm action seen filled>
                {(0..boxes)
                    .map(|place| view! { <DateInput name=review_field(place) legend=format!("Review day {}", place + 1)/> })
                    .collect_view()}
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
    fn a_fault_stands_at_the_box_into_which_its_day_was_typed() {
        let refused = Refusal::Invalid(vec![Fault::new("review_2", "Twice"), Fault::new("form-seen", "Old")]);
        let Refusal::Invalid(faults) = at_their_boxes(refused, &[0, 3]) else { panic!("it was refused") };
        let fields: Vec<_> = faults.iter().map(|fault| &*fault.field).collect();
        assert_eq!(fields, ["review_4", "form-seen"]);
    }

    #[test]
    fn there_are_boxes_for_what_was_typed_and_for_more() {
        let typed = Typed::filled([("review_5-year", "2015".to_owned())]);
        assert_eq!((boxes(1, &Typed::empty()), boxes(1, &typed)), (3, 7));
        assert_eq!(boxes(MOST_REVIEWS, &typed), MOST_REVIEWS);
    }
}
