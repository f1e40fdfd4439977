//! A filter of a list: its name in the address, its field in the panel, how it narrows the list, and how it is shown when it is
//! chosen.

use std::str::FromStr;

use entities::values::{FinancialYear, Word};
use leptos::prelude::*;

use crate::{
    http::Narrowing,
    ui::{Choice, OrganisationFilter, Select, TextInput},
};

type Field = Box<dyn Fn() -> AnyView + Send + Sync>;
type Reads<L> = Box<dyn Fn(&mut Narrowing<'_>, &mut L) + Send + Sync>;
type Says = Box<dyn Fn(&str) -> String + Send + Sync>;

/// A filter of a list of this kind.
pub struct Filter<L> {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    /// Its field in the panel; none for one that only addresses name.
    pub(super) field: Option<Field>,
    pub(super) reads: Reads<L>,
    /// A value of it in words.
    pub(super) says: Says,
    /// It orders the list and narrows nothing.
    pub(super) orders: bool,
}

impl<L> std::fmt::Debug for Filter<L> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Filter").field("name", &self.name).finish_non_exhaustive()
    }
}

/// What is said by a field of which one of a list should be chosen.
const CHOOSE: &str = "Choose one of the list";

impl<L: 'static> Filter<L> {
    /// Words that are looked for, as `q`.
    pub fn words(label: &'static str, narrow: impl Fn(&mut L, String) + Send + Sync + 'static) -> Self {
        Self {
            name: "q",
            label,
            field: Some(Box::new(move || view! { <TextInput name="q" label kind="search"/> }.into_any())),
            reads: Box::new(move |read, list| narrow(list, read.words())),
            says: Box::new(ToOwned::to_owned),
            orders: false,
        }
    }

    /// One word of a list; `any` says that none is chosen.
    pub fn choice<W: Word + Send + Sync>(
        name: &'static str,
        label: &'static str,
        any: &'static str,
        narrow: impl Fn(&mut L, Option<W>) + Send + Sync + 'static,
    ) -> Self {
        let says = |code: &str| code.parse::<W>().map_or_else(|_| code.to_owned(), |word| word.label().to_owned());
        Self::chosen(name, label, any, Choice::words::<W>(), narrow).said(says)
    }

    /// One of some choices, which are read as something else than a word.
    pub fn chosen<T: FromStr>(
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
        Self { field: Some(Box::new(field)), ..Self::address(name, label, CHOOSE, narrow) }.said(says)
    }

    /// A financial year.
    pub fn year(narrow: impl Fn(&mut L, Option<FinancialYear>) + Send + Sync + 'static) -> Self {
        Self::typed(
            "year",
            "Financial year",
            "For example, 2015/16",
            "Enter a financial year, like 2015/16",
            narrow,
        )
    }

    /// An organisation: found as one types, by its name, by words of it, or by its reference.
    pub fn body(
        name: &'static str,
        label: &'static str,
        narrow: impl Fn(&mut L, Option<String>) + Send + Sync + 'static,
    ) -> Self {
        let field = move || view! { <OrganisationFilter name label/> }.into_any();
        Self { field: Some(Box::new(field)), ..Self::address(name, label, "Enter an organisation", narrow) }
    }

    /// Something that is typed: with a hint, and advice for what is not understood.
    pub fn typed<T: FromStr>(
        name: &'static str,
        label: &'static str,
        hint: &'static str,
        advice: &'static str,
        narrow: impl Fn(&mut L, Option<T>) + Send + Sync + 'static,
    ) -> Self {
        let field = move || view! { <TextInput name label hint width=20/> }.into_any();
        Self { field: Some(Box::new(field)), ..Self::address(name, label, advice, narrow) }
    }

    /// Named by addresses of ours, without a field in the panel.
    pub fn address<T: FromStr>(
        name: &'static str,
        label: &'static str,
        advice: &'static str,
        narrow: impl Fn(&mut L, Option<T>) + Send + Sync + 'static,
    ) -> Self {
        Self {
            name,
            label,
            field: None,
            reads: Box::new(move |read, list| narrow(list, read.value(name, advice))),
            says: Box::new(ToOwned::to_owned),
            orders: false,
        }
    }

    /// The order of the list, the usual one first.
    pub fn order<W: Word + Default + Send + Sync>(narrow: impl Fn(&mut L, W) + Send + Sync + 'static) -> Self {
        let field = || view! { <Select name="sort" label="Sort by" choices={Choice::words::<W>()}/> }.into_any();
        Self {
            name: "sort",
            label: "Sort by",
            field: Some(Box::new(field)),
            reads: Box::new(move |read, list| narrow(list, read.order())),
            says: Box::new(ToOwned::to_owned),
            orders: true,
        }
    }

    fn said(self, says: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        Self { says: Box::new(says), ..self }
    }

    /// Narrows a list by what is asked; what is not understood is noted.
    pub(super) fn read(&self, read: &mut Narrowing<'_>, list: &mut L) {
        (self.reads)(read, list);
    }
}

/// What people choose months from; another number that an address asks for is offered too.
pub fn months(offered: &[u32], asked: Option<u32>) -> Vec<Choice> {
    let mut months: Vec<u32> = offered.iter().copied().chain(asked).collect();
    months.sort_unstable();
    months.dedup();
    months.into_iter().map(|months| Choice::new(months.to_string(), format!("{months} months"))).collect()
}
