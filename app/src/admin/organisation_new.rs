//! `/admin/organisations/new`: adding a body to the register.

use entities::{
    Refusal,
    organisation::{Kind, deeds::AddOrganisation},
    values::{Identifier, Reference, Scheme},
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, Checkboxes, Choice, DateInput, PostForm, Seen, Select, TextArea, TextInput},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty())
}

/// Adds it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match add(&ask, &typed).await {
        Ok(reference) => see_other(format!("/admin/organisations/{}", reference.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?),
    }
}

async fn add(ask: &Ask, typed: &Typed) -> Result<Reference, Refusal> {
    let actor = ask.actor(typed)?;
    let mut read = typed.read();
    let name = read.required("name", "Enter its name");
    let kind = read.word::<Kind>("kind", "Choose what kind of body it is");
    let [short_name, town, postcode] = ["short_name", "town", "postcode"].map(|field| {
        let text = read.text(field).to_owned();
        Some(text).filter(|text| !text.is_empty())
    });
    let other_names: Vec<String> =
        read.text("other_names").lines().map(str::trim).filter(|name| !name.is_empty()).map(Into::into).collect();
    let scheme = read.optional("scheme", |text| text.parse::<Scheme>().map_err(|_| "Choose from the list"));
    let identifier = match (scheme, read.text("identifier")) {
        (Some(None), "") => Some(None),
        (Some(None), _) => read.fault("scheme", "Choose what the identifier is"),
        (Some(Some(_)), "") => read.fault("identifier", "Enter the identifier"),
        (Some(Some(scheme)), text) => {
            Identifier::parse(scheme, text).map_or_else(|why| read.fault("identifier", why), |one| Some(Some(one)))
        }
        (None, _) => None,
    };
    let opened = read.optional_day("opened");
    let (sme, vcse) = (typed.all("sector").any(|code| code == "sme"), typed.all("sector").any(|code| code == "vcse"));
    let deed = read.finish(|| {
        Some(AddOrganisation {
            name: name?,
            short_name,
            kind: kind?,
            identifiers: identifier?.into_iter().collect(),
            opened: opened?,
            closed: None,
            town,
            postcode,
            other_names,
            sme,
            vcse,
        })
    })?;
    ask.register.add_organisation(&actor, &deed).await
}

fn show(_: &Ask, typed: &Typed) -> Answer {
    let page = Page::new("Add an organisation").crumb("Administration", "/admin");
    page.crumb("Organisations", "/admin/organisations").typed(typed).show(|| {
        let sector = vec![
            Choice::new("sme", "Small or medium-sized"),
            Choice::new("vcse", "Voluntary, community or social enterprise"),
        ];
        view! {
            <PostForm action="/admin/organisations/new" seen=Seen::Nothing>
                <TextInput name="name" label="Name"/>
                <TextInput name="short_name" label="Short name (optional)"/>
                <TextArea
                    name="other_names"
                    label="Other names (optional)"
                    hint="What else it is or was called, a name on each line. It is found by them, too"
                    rows=3
                />
                <Select name="kind" label="Kind" choices={Choice::words::<Kind>()} empty="Choose a kind"/>
                <Select
                    name="scheme"
                    label="Identifier of which list (optional)"
                    choices={Choice::words::<Scheme>()}
                    empty="None"
                />
                <TextInput name="identifier" label="Identifier (optional)" width=20/>
                <TextInput name="town" label="Town (optional)"/>
                <TextInput name="postcode" label="Postcode (optional)" width=10/>
                <DateInput name="opened" legend="Opened (optional)"/>
                <Checkboxes name="sector" legend="As a provider" choices=sector/>
                <Button>"Add the organisation"</Button>
            </PostForm>
        }
    })
}
