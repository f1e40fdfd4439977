//! A status, in words on a colour.

use leptos::prelude::*;

/// What a status means for the reader; never said by colour alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to do.
    #[default]
    Neutral,
    /// Under way.
    Active,
    /// Done, agreed.
    Good,
    /// Waiting for somebody.
    Waiting,
    /// Needs attention.
    Alarm,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Neutral => "govuk-tag govuk-tag--grey",
            Self::Active => "govuk-tag govuk-tag--blue",
            Self::Good => "govuk-tag govuk-tag--green",
            Self::Waiting => "govuk-tag govuk-tag--yellow",
            Self::Alarm => "govuk-tag govuk-tag--red",
        }
    }
}

/// A status.
#[component]
pub fn Tag(
    /// The status in words.
    #[prop(into)]
    text: String,
    /// Its colour.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    view! { <strong class=tone.class()>{text}</strong> }
}
