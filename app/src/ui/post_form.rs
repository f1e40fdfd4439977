//! The form that changes something.

use http::StatusCode;
use leptos::{context::Provider, prelude::*};

use super::{Changed, ChangedFields, Checkboxes, Choice, FormScope, Meanwhile, Says, Seen, ShownFor};
use crate::http::{CHECKED, Typed};

/// A form that is sent by POST to an address of ours and works without JavaScript. It carries the organisation and the version
/// for which it was shown, and the hidden id by which a double press is one deed. Its fields show what was typed into this form.
/// When what was typed looks like a child's data, it asks to look again; the box stays until the form is taken, so that another
/// fault does not ask twice. A form that changes a record and comes too late is shown on the record as it is by then: what was
/// typed stays, what was left alone is brought up to date, and a table above says what changed.
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
    /// The record's values now, with which the form opens. A form for something new may get them from `Page::typed` instead.
    #[prop(optional)]
    filled: Option<Typed>,
    /// By it somebody agrees to what was shown: if that has changed, what they chose is asked for again.
    #[prop(optional)]
    agrees: bool,
    /// It brings a file along.
    #[prop(optional)]
    file: bool,
    /// As wide as the page, for writing a text.
    #[prop(optional)]
    wide: bool,
    /// Fields and a button.
    children: Children,
) -> impl IntoView {
    let known = use_context::<Typed>().filter(|typed| typed.form() == name);
    let sent = known.clone().filter(Typed::is_as_it_was_shown);
    let Opening { typed, opened, meanwhile } = Opening::of(sent, filled, known);
    let id = typed.id().map(|id| id.as_str().to_owned());
    let asked = typed.fault(CHECKED).is_some() || typed.get(CHECKED) == "yes";
    let asks_again = agrees && typed.status() == StatusCode::CONFLICT;
    let scope = FormScope { typed: typed.clone(), prefix: name.to_owned(), meanwhile: meanwhile.clone(), asks_again };
    let opened =
        opened.map(|opened| view! { <input type="hidden" name=Typed::OPENED value=opened.fields().encode()/> });
    // The fields are made first: they say what changed meanwhile.
    let fields = view! {
        <Provider value=scope>
            {asked.then(|| view! { <LookAgain/> })}
            {children()}
        </Provider>
    };
    let changed = meanwhile.map(|meanwhile| meanwhile.changed()).unwrap_or_default();
    view! {
        <Changed typed=typed.clone() says=says.clone()/>
        <ChangedFields changed/>
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
            {opened}
            {fields}
        </form>
    }
}

/// With which values a form is shown.
struct Opening {
    /// What its fields show.
    typed: Typed,
    /// The record's values on which that stands.
    opened: Option<Typed>,
    /// What the record said and says, for a form that came too late.
    meanwhile: Option<Meanwhile>,
}

impl Opening {
    /// `sent`: as it came back; `now`: the record's values; `known`: what the page was given to begin with.
    fn of(sent: Option<Typed>, now: Option<Typed>, known: Option<Typed>) -> Self {
        let Some(sent) = sent else {
            return Self { typed: now.clone().or(known).unwrap_or_default(), opened: now, meanwhile: None };
        };
        let Some((was, now)) = sent.opened_with().zip(now) else {
            return Self { typed: sent, opened: None, meanwhile: None };
        };
        if sent.status() != StatusCode::CONFLICT {
            return Self { typed: sent, opened: Some(was), meanwhile: None };
        }
        let typed = sent.over(&was, &now);
        Self { typed, opened: Some(now.clone()), meanwhile: Some(Meanwhile::new(was, now, sent)) }
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

#[cfg(test)]
mod tests {
    use entities::Refusal;

    use super::*;
    use crate::{
        http::{Fields, render::html},
        ui::{Acting, Checkboxes, TextInput},
    };

    /// The form of a record that says `now`, as `sent` came back late.
    fn late(sent: &'static str, now: &'static str) -> String {
        html(move || {
            provide_context(Acting::default());
            let sent = Typed::new(Fields::parse(sent.as_bytes()).unwrap());
            provide_context(sent.refused(Refusal::Stale { by: None, at: None }).unwrap());
            let filled = Typed::new(Fields::parse(now.as_bytes()).unwrap());
            let choices = vec![Choice::new("a", "Ann"), Choice::new("b", "Bob"), Choice::new("c", "Cy")];
            view! {
                <PostForm action="/x" seen=9 filled>
                    <TextInput name="name" label="Name"/>
                    <Checkboxes name="who" legend="Who" choices/>
                </PostForm>
            }
        })
    }

    const OPENED: &str = "form-for=&form-seen=3&form-opened=name%3DHub%26who%3Da%26who%3Db";

    #[test]
    fn a_field_left_alone_is_brought_up_to_date_and_told() {
        let page = late(format!("{OPENED}&name=Hub&who=a&who=b").leak(), "name=Nest&who=a&who=b");
        assert!(page.contains(r#"value="Nest""#) && page.contains(">Hub</td>"), "{page}");
        assert!(page.contains(r#"name="form-seen" value="9""#), "it carries what it shows now: {page}");
        assert!(!page.contains(">Who</th>"), "what did not change is not told: {page}");
    }

    #[test]
    fn what_was_typed_stays_beside_what_it_is_now() {
        let page = late(format!("{OPENED}&name=Den&who=a&who=b").leak(), "name=Nest&who=a&who=b");
        assert!(page.contains(r#"value="Den""#) && page.contains("What you typed: Den"), "{page}");
        assert!(page.contains(">Nest</td>"), "{page}");
    }

    #[test]
    fn each_tick_is_a_field_of_its_own() {
        let page = late(format!("{OPENED}&name=Hub&who=b").leak(), "name=Hub&who=a&who=b&who=c");
        let ticked = |value: &str| {
            let input = page.split(&format!(r#"value="{value}""#)).nth(1).unwrap();
            input.split('>').next().unwrap().contains("checked")
        };
        assert!(!ticked("a") && ticked("b") && ticked("c"), "{page}");
        assert!(page.contains("Ann, Bob, Cy"), "{page}");
    }
}
