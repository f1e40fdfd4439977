//! The facts of one record, each with its name.

use leptos::prelude::*;

/// One fact.
pub struct SummaryRow {
    key: String,
    value: AnyView,
    action: Option<(String, String)>,
}

impl SummaryRow {
    /// A fact by its name.
    pub fn new(key: impl Into<String>, value: impl IntoAny) -> Self {
        Self { key: key.into(), value: value.into_any(), action: None }
    }

    /// With a link that changes it: "Change", read out as "Change title".
    pub fn action(mut self, text: impl Into<String>, href: impl Into<String>) -> Self {
        self.action = Some((text.into(), href.into()));
        self
    }
}

impl std::fmt::Debug for SummaryRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SummaryRow").field("key", &self.key).finish_non_exhaustive()
    }
}

/// A list of facts.
#[component]
pub fn SummaryList(
    /// The facts.
    rows: Vec<SummaryRow>,
) -> impl IntoView {
    let any_action = rows.iter().any(|row| row.action.is_some());
    let rows = rows
        .into_iter()
        .map(|SummaryRow { key, value, action }| {
            let class = match (&action, any_action) {
                (None, true) => "govuk-summary-list__row govuk-summary-list__row--no-actions",
                _ => "govuk-summary-list__row",
            };
            let about = key.to_lowercase();
            view! {
                <div class=class>
                    <dt class="govuk-summary-list__key">{key}</dt>
                    <dd class="govuk-summary-list__value">{value}</dd>
                    {action.map(|(text, href)| view! {
                        <dd class="govuk-summary-list__actions">
                            <a class="govuk-link" href=href>
                                {text}
                                <span class="govuk-visually-hidden">" "{about}</span>
                            </a>
                        </dd>
                    })}
                </div>
            }
        })
        .collect_view();
    view! { <dl class="govuk-summary-list">{rows}</dl> }
}
