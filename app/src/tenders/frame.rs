//! What pages below a procurement have in common: its title above the heading, and the way back to it.

use entities::procurement::read;

use crate::http::Page;

/// Where the procurement is.
pub fn address(page: &read::Page) -> String {
    format!("/tenders/{}", page.procurement.reference.in_address())
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
