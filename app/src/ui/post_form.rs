//! The form that changes something.

use leptos::{context::Provider, prelude::*};

use super::{Changed, Checkboxes, Choice, FormScope, Says, Seen, ShownFor};
use crate::http::{CHECKED, Typed};

/// A form that is sent by POST to an address of ours and works without JavaScript. It carries the organisation and the version
/// for which it was shown, and the hidden id by which a double press is one deed. Its fields show what was typed into this form.
/// When what was typed looks like a child's data, it asks to look again; the box stays until the form is taken, so that another
/// fault does not ask twice.
#[component]
pub fn PostForm(
    /// Where it is sent; the page's own address unless it is a button.
    #[prop(into)]
    action: String,
    /// The version of the record that it changes, as it is now.
    #[prop(into)]
    seen: Seen,
    /// What the record says now, where its reader agrees to that: told beside what it says by then, if it changes meanwhile.
    #[prop(optional)]
    says: Says,
    /// Which of several forms on the page this is; begins the ids of its fields. Leave it out for the only one.
    #[prop(optional)]
    name: &'static str,
    /// The values it opens with when it was not sent back; for a page's only form, give them to `Page::typed`.
    #[prop(optional)]
    filled: Option<Typed>,
    /// It brings a file along.
    #[prop(optional)]
    file: bool,
    /// As wide as the page, for writing a text.
    #[prop(optional)]
    wide: bool,
    /// Fields and a button.
    children: Children,
) -> impl IntoView {
    let sent = use_context::<Typed>().filter(|typed| typed.form() == name);
    let typed = sent.or(filled).unwrap_or_default();
    let id = typed.id().map(|id| id.as_str().to_owned());
    let asked = typed.fault(CHECKED).is_some() || typed.get(CHECKED) == "yes";
    let scope = FormScope { typed: typed.clone(), prefix: name.to_owned() };
    view! {
        <Changed typed=typed.clone() says=says.clone()/>
        // What is wrong is said by the page, by the field and in plain English, not by the browser.
        <form
            method="post"
            action=action
            enctype=file.then_some("multipart/form-data")
            novalidate=true
            class=if wide { "post-form post-form--wide" } else { "post-form" }
        >
            <ShownFor seen says typed/>
            {id.map(|id| view! { <input type="hidden" name=Typed::ID value=id/> })}
            {(!name.is_empty()).then(|| view! { <input type="hidden" name=Typed::FORM value=name/> })}
            <Provider value=scope>
                {asked.then(|| view! { <LookAgain/> })}
                {children()}
            </Provider>
        </form>
    }
}

#[component]
fn LookAgain() -> impl IntoView {
    let choices = vec![Choice::new("yes", "I have checked: this is no child’s data, and others may read it")];
    view! {
        <Checkboxes
            name=CHECKED
            legend="Does the text tell of a child?"
            hint="This register is about what organisations promise. It must not hold the data of a child."
            choices
        />
    }
}
