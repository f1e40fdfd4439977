//! A table.

use leptos::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Head,
    Text,
    Number,
}

/// What stands in one column.
#[derive(Debug, Clone)]
pub struct Column {
    title: String,
    kind: Kind,
}

impl Column {
    /// What names the row: usually the first column.
    pub fn head(title: impl Into<String>) -> Self {
        Self { title: title.into(), kind: Kind::Head }
    }

    /// Words.
    pub fn text(title: impl Into<String>) -> Self {
        Self { title: title.into(), kind: Kind::Text }
    }

    /// Amounts and counts, aligned right.
    pub fn number(title: impl Into<String>) -> Self {
        Self { title: title.into(), kind: Kind::Number }
    }
}

/// Rows under named columns. On a telephone each row stands by itself, each cell after its column's name; elsewhere it scrolls
/// sideways where the page is too narrow, also by keyboard.
#[component]
pub fn Table(
    /// What it shows.
    #[prop(into)]
    caption: String,
    /// The caption only for screen readers, where a heading right above says the same.
    #[prop(optional)]
    caption_hidden: bool,
    /// The columns.
    columns: Vec<Column>,
    /// The rows, a cell for each column.
    rows: Vec<Vec<AnyView>>,
    /// The row of totals.
    #[prop(optional)]
    total: Option<Vec<AnyView>>,
) -> impl IntoView {
    let caption_class =
        if caption_hidden { "govuk-visually-hidden" } else { "govuk-table__caption govuk-table__caption--m" };
    let body = rows.into_iter().map(|cells| row(&columns, cells)).collect_view();
    let total = total.map(|cells| view! { <tfoot class="govuk-table__foot">{row(&columns, cells)}</tfoot> });
    let heads = columns
        .into_iter()
        .map(|column| {
            let class = match column.kind {
                Kind::Number => "govuk-table__header govuk-table__header--numeric",
                Kind::Head | Kind::Text => "govuk-table__header",
            };
            view! { <th scope="col" class=class>{column.title}</th> }
        })
        .collect_view();
    let region = caption.clone();
    view! {
        <div class="table-scroll" role="region" aria-label=region tabindex="0">
            <table class="govuk-table">
                <caption class=caption_class>{caption}</caption>
                <thead class="govuk-table__head"><tr class="govuk-table__row">{heads}</tr></thead>
                <tbody class="govuk-table__body">{body}</tbody>
                {total}
            </table>
        </div>
    }
}

fn row(columns: &[Column], cells: Vec<AnyView>) -> impl IntoView + use<> {
    let cells = columns.iter().zip(cells).map(|(column, cell)| {
        let label = column.title.clone();
        match column.kind {
            Kind::Head => view! { <th scope="row" class="govuk-table__header">{cell}</th> }.into_any(),
            Kind::Text => view! { <td class="govuk-table__cell" data-label=label>{cell}</td> }.into_any(),
            Kind::Number => {
                view! { <td class="govuk-table__cell govuk-table__cell--numeric" data-label=label>{cell}</td> }
                    .into_any()
            }
        }
    });
    view! { <tr class="govuk-table__row">{cells.collect::<Vec<_>>()}</tr> }
}
