//! What pages below a procurement have in common: its title above the heading, and the way back to it.

use entities::{Refusal, procurement::read};

use crate::{
    form::{Said, Saved},
    http::{Ask, Page},
    ui::Says,
};

/// Where the procurement is.
pub fn address(page: &read::Page) -> String {
    format!("/tenders/{}", page.procurement.reference.in_address())
}

/// Back to the procurement that a form was below, which says what was done.
///
/// # Errors
/// [`Refusal::NotFound`] for an address without a reference.
pub fn saved(ask: &Ask, said: Said) -> Result<Saved, Refusal> {
    Ok(Saved::at(format!("/tenders/{}", ask.reference()?.in_address())).saying(said))
}

/// A page that does something for a procurement.
pub fn below(heading: impl Into<String>, page: &read::Page) -> Page {
    let (heading, title) = (heading.into(), page.procurement.title.clone());
    Page::new(format!("{heading}: {title}"))
        .heading(heading)
        .caption(title.clone())
        .crumb("Tenders", "/tenders")
        .crumb(title, address(page))
}

/// What a procurement says, for a form that adds to it or takes away.
pub fn says(page: &read::Page) -> Says {
    let procurement = &page.procurement;
    let to = |award: &read::Awarded| award.suppliers.iter().map(|supplier| supplier.name.clone()).collect::<Vec<_>>();
    let awarded = page.awards.iter().map(|award| to(award).join(", ")).collect::<Vec<_>>().join("; ");
    let buyer = page.buyer.as_ref().map_or(&procurement.buyer_name, |buyer| &buyer.name);
    vec![
        ("Title".into(), procurement.title.clone()),
        ("Buyer".into(), buyer.clone()),
        ("Status".into(), procurement.state.label().to_owned()),
        ("Awarded to".into(), awarded),
    ]
}
