//! The field by which a list is put in order.

use entities::values::Word;
use leptos::prelude::*;

use super::{Choice, Select};

/// "Sort by", the usual order first. It stands in the list's filter panel as `sort`.
#[component]
pub fn SortBy<W: Word>(
    /// The orders to choose from.
    orders: &'static [W],
) -> impl IntoView {
    let choices = orders.iter().map(|order| Choice::new(order.code(), order.label())).collect::<Vec<_>>();
    view! { <Select name="sort" label="Sort by" choices/> }
}
