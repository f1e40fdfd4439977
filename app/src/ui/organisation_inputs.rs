//! Fields for several organisations: one for each that there is, and an empty one for another.

use leptos::prelude::*;

use super::{FormScope, OrganisationInput};
use crate::http::Typed;

/// The values of the fields that show these organisations.
pub fn organisation_values(name: &str, values: impl IntoIterator<Item = String>) -> Vec<(String, String)> {
    values.into_iter().zip(1..).map(|(value, number)| (Typed::numbered_name(name, number), value)).collect()
}

/// Fields named `name`, `name_2`, `name_3`; [`Reading::organisations`](crate::http::Reading::organisations) reads them. They come
/// back as they were typed, with another empty one after them: so as many as are wanted can be named without JavaScript.
#[component]
pub fn OrganisationInputs(
    /// The first field's name.
    name: &'static str,
    /// What the first asks for, as in `Buyer`; the others are `Buyer 2` and `Another buyer (optional)`.
    label: &'static str,
    /// Names to offer.
    names: Vec<String>,
) -> impl IntoView {
    let scope = use_context::<FormScope>().unwrap_or_default();
    let filled = scope.typed.numbered(name).zip(1..).filter(|((_, value), _)| !value.trim().is_empty());
    let last = filled.last().map_or(1, |(_, number)| number);
    let list = format!("{}-names", scope.id(name));
    let others = (2..=last + 1)
        .map(|number| {
            let (label, hint) = match number > last {
                true => (format!("Another {} (optional)", label.to_lowercase()), "Leave it empty if there is no other"),
                false => (format!("{label} {number}"), "Empty it if this one has no part after all"),
            };
            let (name, list) = (Typed::numbered_name(name, number), list.clone());
            view! { <OrganisationInput name label hint list names=Vec::new()/> }
        })
        .collect_view();
    view! {
        <OrganisationInput name label names/>
        {others}
    }
}

#[cfg(test)]
mod tests {
    use leptos::context::Provider;

    use super::*;
    use crate::http::{Fields, render::html};

    fn fields(typed: &'static str) -> String {
        html(move || {
            let scope =
                FormScope { typed: Typed::new(Fields::parse(typed.as_bytes()).unwrap()), ..FormScope::default() };
            let names = vec!["Council".to_owned()];
            view! { <Provider value=scope><OrganisationInputs name="buyer" label="Buyer" names/></Provider> }
        })
    }

    #[test]
    fn there_is_one_for_each_that_was_typed_and_an_empty_one() {
        let empty = fields("");
        assert!(empty.contains(">Buyer</label>") && empty.contains(">Another buyer (optional)</label>"), "{empty}");
        assert_eq!(empty.matches("<input").count(), 2);

        let typed = fields("buyer=A&buyer_2=&buyer_3=C&buyer_4=");
        assert_eq!(typed.matches("<input").count(), 4, "{typed}");
        assert!(typed.contains(">Buyer 2</label>") && typed.contains("name=\"buyer_3\""), "{typed}");
        assert_eq!(typed.matches("<option").count(), 1, "the names are offered once for all: {typed}");
        assert_eq!(typed.matches("list=\"buyer-names\"").count(), 4, "{typed}");
    }
}
