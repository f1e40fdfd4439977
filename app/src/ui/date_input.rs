//! A day, in three boxes.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use super::{Fieldset, field::Field};

/// The three values of a date input that shows a day; none for no day.
pub fn day_values(name: &str, day: Option<NaiveDate>) -> Vec<(String, String)> {
    let parts = day.map(|day| {
        [("day", day.day().to_string()), ("month", day.month().to_string()), ("year", day.year().to_string())]
    });
    parts.into_iter().flatten().map(|(part, value)| (format!("{name}-{part}"), value)).collect()
}

/// Day, month and year; [`Reading::day`](crate::http::Reading::day) reads them as `name-day`, `name-month`, `name-year`.
#[component]
pub fn DateInput(
    /// The form field's name.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// Help that is always there.
    #[prop(optional, into)]
    hint: Option<String>,
) -> impl IntoView {
    let hint = hint.unwrap_or_else(|| "For example, 1 4 2015".to_owned());
    let field = Field::new(name, Some(hint));
    field.tell(&legend, |typed| {
        let part = |part: &str| typed.get(&format!("{}-{part}", field.name)).to_owned();
        [part("day"), part("month"), part("year")].join(" ").trim().to_owned()
    });
    let boxes = [("day", "Day", 2), ("month", "Month", 2), ("year", "Year", 4)]
        .map(|(part, label, width)| {
            let name = format!("{}-{part}", field.name);
            // The first box has the field's own id, for the error summary to link to.
            let id = if part == "day" { field.id.clone() } else { format!("{}-{part}", field.id) };
            let value = field.typed.get(&name).to_owned();
            let class = format!("{} govuk-date-input__input govuk-input--width-{width}", field.class("govuk-input"));
            view! {
                <div class="govuk-date-input__item">
                    <div class="govuk-form-group">
                        <label class="govuk-label govuk-date-input__label" for=id.clone()>{label}</label>
                        <input class=class id=id name=name type="text" inputmode="numeric" autocomplete="off" value=value/>
                    </div>
                </div>
            }
        })
        .collect_view();
    let (group_class, described_by, hint_and_error) =
        (field.group_class(), field.described_by(), field.hint_and_error());
    view! {
        <div class=group_class>
            <Fieldset legend described_by>
                {hint_and_error}
                <div class="govuk-date-input">{boxes}</div>
            </Fieldset>
        </div>
    }
}
