//! Any of several.

use leptos::prelude::*;

use super::{Choice, Fieldset, field::Field};

/// Checkboxes under a legend; each ticked one is sent under the same name.
#[component]
pub fn Checkboxes(
    /// The form field's name.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// Help that is always there.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What can be ticked.
    choices: Vec<Choice>,
    /// Smaller, as in filters.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let field = Field::new(name, hint);
    field.tell_chosen(&legend, &choices);
    let ticked = field.chosen();
    let items = choices
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            let id = if index == 0 { field.id.clone() } else { format!("{}-{}", field.id, index + 1) };
            let checked = ticked.contains(&choice.value);
            let hint_id = choice.hint.is_some().then(|| format!("{id}-item-hint"));
            view! {
                <div class="govuk-checkboxes__item">
                    <input
                        class="govuk-checkboxes__input"
                        id=id.clone()
                        name=field.name.clone()
                        type="checkbox"
                        value=choice.value
                        checked=checked
                        aria-describedby=hint_id.clone()
                    />
                    <label class="govuk-label govuk-checkboxes__label" for=id>{choice.text}</label>
                    {choice.hint.map(|hint| view! {
                        <div id=hint_id class="govuk-hint govuk-checkboxes__hint">{hint}</div>
                    })}
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
                <div class=if small { "govuk-checkboxes govuk-checkboxes--small" } else { "govuk-checkboxes" }>{items}</div>
            </Fieldset>
        </div>
    }
}
