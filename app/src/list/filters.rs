//! The filters of a list: of each its name in the address, its field in the panel, how it narrows the list, and how it is shown when it
//! is chosen.

use std::str::FromStr;

use entities::values::{FinancialYear, Word};
use leptos::prelude::*;

use crate::{
    http::{Narrowing, Query},
    ui::{Choice, OrganisationFilter, Select, TextInput},
};

type Field = Box<dyn Fn() -> AnyView + Send + Sync>;
type Reads<L> = Box<dyn Fn(&mut Narrowing<'_>, &mut L) + Send + Sync>;
type Says = Box<dyn Fn(&str) -> String + Send + Sync>;

struct Filter<L> {
    name: &'static str,
    label: &'static str,
    /// Its field in the panel; none for one that only addresses name.
    field: Option<Field>,
    reads: Reads<L>,
    /// A value of it in words; none of the order, which narrows nothing.
    says: Option<Says>,
}

/// The filters of a list of this kind, in the panel's order.
pub struct Filters<L>(Vec<Filter<L>>);

impl<L> Default for Filters<L> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<L> std::fmt::Debug for Filters<L> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|filter| filter.name)).finish()
    }
}

/// What is said by a field of which one of a list should be chosen.
const CHOOSE: &str = "Choose one of the list";

impl<L: 'static> Filters<L> {
    /// Words that are looked for, as `q`.
    #[must_use]
    pub fn words(self, label: &'static str, narrow: impl Fn(&mut L, String) + Send + Sync + 'static) -> Self {
        self.with(Filter {
            name: "q",
            label,
            field: Some(Box::new(move || view! { <TextInput name="q" label kind="search"/> }.into_any())),
            reads: Box::new(move |read, list| narrow(list, read.words())),
            says: Some(Box::new(ToOwned::to_owned)),
        })
    }

    /// One word of a list; `any` says that none is chosen.
    #[must_use]
    pub fn choice<W: Word + Send + Sync>(
        self,
        name: &'static str,
        label: &'static str,
        any: &'static str,
        narrow: impl Fn(&mut L, Option<W>) + Send + Sync + 'static,
    ) -> Self {
        self.chosen(name, label, any, Choice::words::<W>(), narrow)
    }

    /// One of some choices.
    #[must_use]
    pub fn chosen<T: FromStr>(
        self,
        name: &'static str,
        label: &'static str,
        any: &'static str,
        choices: Vec<Choice>,
        narrow: impl Fn(&mut L, Option<T>) + Send + Sync + 'static,
    ) -> Self {
        let texts: Vec<(String, String)> =
            choices.iter().map(|choice| (choice.value.clone(), choice.text.clone())).collect();
        let says = move |value: &str| {
            let text = texts.iter().find(|(known, _)| known == value).map(|(_, text)| text.clone());
            text.unwrap_or_else(|| value.to_owned())
        };
        let field = move || view! { <Select name label choices=choices.clone() empty=any/> }.into_any();
        self.with(Filter {
            field: Some(Box::new(field)),
            says: Some(Box::new(says)),
            ..reading(name, label, CHOOSE, narrow)
        })
    }

    /// A financial year.
    #[must_use]
    pub fn year(self, narrow: impl Fn(&mut L, Option<FinancialYear>) + Send + Sync + 'static) -> Self {
        let advice = "Enter a financial year, like 2015/16";
        self.typed("year", "Financial year", "For example, 2015/16", advice, narrow)
    }

    /// An organisation: found as one types, by its name, by words of it, or by its reference.
    #[must_use]
    pub fn body(
        self,
        name: &'static str,
        label: &'static str,
        narrow: impl Fn(&mut L, Option<String>) + Send + Sync + 'static,
    ) -> Self {
        let field = move || view! { <OrganisationFilter name label/> }.into_any();
        self.with(Filter { field: Some(Box::new(field)), ..reading(name, label, "Enter an organisation", narrow) })
    }

    /// Something that is typed: with a hint, and advice for what is not understood.
    #[must_use]
    pub fn typed<T: FromStr>(
        self,
        name: &'static str,
        label: &'static str,
        hint: &'static str,
        advice: &'static str,
        narrow: impl Fn(&mut L, Option<T>) + Send + Sync + 'static,
    ) -> Self {
        let field = move || view! { <TextInput name label hint width=20/> }.into_any();
        self.with(Filter { field: Some(Box::new(field)), ..reading(name, label, advice, narrow) })
    }

    /// Named by addresses of ours, without a field in the panel.
    #[must_use]
    pub fn address<T: FromStr>(
        self,
        name: &'static str,
        label: &'static str,
        advice: &'static str,
        narrow: impl Fn(&mut L, Option<T>) + Send + Sync + 'static,
    ) -> Self {
        self.with(reading(name, label, advice, narrow))
    }

    /// The order of the list, the usual one first.
    #[must_use]
    pub fn order<W: Word + Default + Send + Sync>(self, narrow: impl Fn(&mut L, W) + Send + Sync + 'static) -> Self {
        let field = || view! { <Select name="sort" label="Sort by" choices={Choice::words::<W>()}/> }.into_any();
        self.with(Filter {
            name: "sort",
            label: "Sort by",
            field: Some(Box::new(field)),
            reads: Box::new(move |read, list| narrow(list, read.order())),
            says: None,
        })
    }

    fn with(mut self, filter: Filter<L>) -> Self {
        self.0.push(filter);
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Narrows a list by what is asked; what is not understood is noted.
    pub(super) fn read(&self, read: &mut Narrowing<'_>, list: &mut L) {
        self.0.iter().for_each(|filter| (filter.reads)(read, list));
    }

    /// The fields of the panel.
    pub(super) fn fields(&self) -> Vec<AnyView> {
        self.0.iter().filter_map(|filter| filter.field.as_ref()).map(|field| field()).collect()
    }

    /// Those that are chosen: label, value in words, and the address of the list without it.
    pub(super) fn chosen_in(&self, address: &str, query: &Query) -> Vec<(&'static str, String, String)> {
        let chosen = |filter: &Filter<L>| {
            let says = filter.says.as_ref()?;
            Some((filter.label, says(query.get(filter.name)?), query.link(address, &[(filter.name, "")])))
        };
        self.0.iter().filter_map(chosen).collect()
    }
}

/// A filter without a field.
fn reading<L: 'static, T: FromStr>(
    name: &'static str,
    label: &'static str,
    advice: &'static str,
    narrow: impl Fn(&mut L, Option<T>) + Send + Sync + 'static,
) -> Filter<L> {
    Filter {
        name,
        label,
        field: None,
        reads: Box::new(move |read, list| narrow(list, read.value(name, advice))),
        says: Some(Box::new(ToOwned::to_owned)),
    }
}

/// What people choose months from; another number that an address asks for is offered too.
pub fn months(offered: &[u32], asked: Option<u32>) -> Vec<Choice> {
    let mut months: Vec<u32> = offered.iter().copied().chain(asked).collect();
    months.sort_unstable();
    months.dedup();
    months.into_iter().map(|months| Choice::new(months.to_string(), format!("{months} months"))).collect()
}
