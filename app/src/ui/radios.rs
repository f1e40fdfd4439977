//! One of few, all in sight.

use leptos::prelude::*;

use super::{Choice, Fieldset, field::Field};

/// Radio buttons under a legend.
#[component]
pub fn Radios(
    /// The form field's name.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// Help that is always there.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What can be chosen.
    choices: Vec<Choice>,
    /// Side by side: only for two short ones.
    #[prop(optional)]
    inline: bool,
) -> impl IntoView {
    let field = Field::new(name, hint);
    field.tell_chosen(&legend, &choices);
    let chosen = field.chosen();
    let items = choices
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            // The first has the field's own id, for the error summary to link to.
            let id = if index == 0 { field.id.clone() } else { format!("{}-{}", field.id, index + 1) };
            let checked = chosen.contains(&choice.value);
            let hint_id = choice.hint.is_some().then(|| format!("{id}-item-hint"));
            view! {
                <div class="govuk-radios__item">
                    <input
                        class="govuk-radios__input"
                        id=id.clone()
                        name=field.name.clone()
                        type="radio"
                        value=choice.value
                        checked=checked
                        aria-describedby=hint_id.clone()
                    />
                    <label class="govuk-label govuk-radios__label" for=id>{choice.text}</label>
                    {choice.hint.map(|hint| view! { <div id=hint_id class="govuk-hint govuk-radios__hint">{hint}</div> })}
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
                <div class=if inline { "govuk-radios govuk-radios--inline" } else { "govuk-radios" }>{items}</div>
            </Fieldset>
        </div>
    }
}
