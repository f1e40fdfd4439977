//! Several fields under one legend.

use leptos::prelude::*;

/// A group of fields that answer one question together.
#[component]
pub fn Fieldset(
    /// The question.
    #[prop(into)]
    legend: String,
    /// Ids of what describes it.
    #[prop(optional_no_strip)]
    described_by: Option<String>,
    /// `group` for several text inputs, as JAWS needs it.
    #[prop(optional)]
    role: Option<&'static str>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="govuk-fieldset" role=role aria-describedby=described_by>
            <legend class="govuk-fieldset__legend">{legend}</legend>
            {children()}
        </fieldset>
    }
}
