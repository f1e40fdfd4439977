//! The design system's components: GOV.UK's markup (govuk-frontend 6), one component a file.
//!
//! Whatever is typed by people goes through one of these, and the test beside them sends hostile text through every
//! one. Two of leptos' own elements are unsafe and used nowhere else: `<textarea>` (its text is not escaped; use
//! [`TextArea`]) and `inner_html` (use [`Markdown`]).
//!
//! A form: [`PostForm`] around fields. The fields take what was typed, and what was wrong with it, from the page
//! ([`Page::typed`](crate::http::Page::typed)), so that showing a refused form again needs nothing more.

mod anchor;
mod breadcrumbs;
mod button;
mod checkboxes;
mod choice;
mod date_input;
mod details;
mod difference;
mod empty_state;
mod endless;
mod error_summary;
mod failure_advice;
mod field;
mod fieldset;
mod file_input;
mod hidden;
mod inset_text;
mod kept;
mod list_pages;
mod markdown;
mod meanwhile;
mod moment;
mod money_input;
mod notification_banner;
mod organisation_filter;
mod organisation_input;
mod organisation_inputs;
mod page_title;
mod pagination;
mod plain_text;
mod post_form;
mod prose_table;
mod qr_code;
mod radios;
mod search_box;
mod select;
mod shown;
mod sub_navigation;
mod summary_list;
mod table;
mod tag;
mod text_area;
mod text_input;
mod warning_text;

#[cfg(test)]
mod all_of_it;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod house_rules;

pub use anchor::Anchor;
pub use breadcrumbs::Breadcrumbs;
pub use button::{Button, ButtonLink};
pub use checkboxes::Checkboxes;
pub use choice::Choice;
pub use date_input::{DateInput, day_values};
pub use details::Details;
pub use difference::{Compared, Difference, beside};
pub use empty_state::EmptyState;
pub use error_summary::ErrorSummary;
pub use failure_advice::{failure_advice, failure_title};
pub use field::FormScope;
pub use fieldset::Fieldset;
pub use file_input::FileInput;
pub use hidden::Hidden;
pub use inset_text::InsetText;
pub use kept::Kept;
pub use list_pages::ListPages;
pub use markdown::{Heading, Markdown, Rendered, render_markdown};
pub use meanwhile::{ChangedFields, Meanwhile};
pub use moment::{day_or, moment};
pub use money_input::MoneyInput;
pub use notification_banner::NotificationBanner;
pub use organisation_filter::{OFFERS_ORGANISATIONS, OrganisationFilter};
pub use organisation_input::OrganisationInput;
pub use organisation_inputs::{OrganisationInputs, organisation_values};
pub use page_title::PageTitle;
pub use pagination::Pagination;
pub use plain_text::PlainText;
pub use post_form::PostForm;
pub use qr_code::QrCode;
pub use radios::Radios;
pub use search_box::SearchBox;
pub use select::Select;
pub use shown::{Acting, AlsoSeen, Changed, Says, Seen, ShownFor};
pub use sub_navigation::SubNavigation;
pub use summary_list::{SummaryList, SummaryRow};
pub use table::{Column, Table};
pub use tag::{Tag, Tone};
pub use text_area::TextArea;
pub use text_input::{TextInput, TextInputProps};
pub use warning_text::WarningText;
