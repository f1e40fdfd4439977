//! Finding records by words. The register keeps a table of every word that occurs in what can be found, written in the change's
//! own transaction; a search reads it the same way on every database, and shows what its viewer may see. By what a record is found,
//! and who may see it, the nouns say: each in its `found_by.rs`.

#[cfg(test)]
mod forty;
#[cfg(test)]
mod full_size;
mod index;
mod marks;
mod meaning;
mod near;
mod read;
mod results;
mod sentences;
mod shelf;
#[cfg(test)]
mod story;
#[cfg(test)]
mod upgrade;
mod words;

pub(crate) use index::{Document, Place, write};
pub use marks::{Part, excerpt, marked};
pub(crate) use near::sharing_a_rare_word;
pub(crate) use read::keys_with;
pub use read::{Found, Hit, Search};
pub use results::{Count, Group, ResultRow, Results, Wanted};
pub(crate) use sentences::in_sentences;
pub(crate) use shelf::Shelf;

crate::words! {
    /// What can be found.
    Kind {
        Agreement = "agreement", "Agreements";
        Commitment = "commitment", "Commitments";
        Service = "service", "Services";
        Contract = "contract", "Contracts";
        Procurement = "procurement", "Tenders";
        Organisation = "organisation", "Organisations";
    }
}
