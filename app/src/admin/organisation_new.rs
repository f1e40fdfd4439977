//! `/admin/organisations/new`: adding a body to the register.

use entities::{
    organisation::{Kind, deeds::AddOrganisation},
    values::{Identifier, Scheme},
};
use leptos::prelude::*;

use crate::{
    form::{self, Fields, Said, Saved, answered},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, Choice, PostForm, Seen},
};

/// The form.
pub async fn page(_: Ask) -> Answer {
    show(&Typed::empty())
}

/// Adds it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let added = async {
        let (actor, deed) = (ask.actor(&typed)?, form::read(&typed, organisation)?);
        let reference = ask.register.add_organisation(&actor, &deed).await?;
        let address = format!("/admin/organisations/{}", reference.in_address());
        Ok(Saved::at(address).saying(Said::ORGANISATION_ADDED))
    };
    answered(&typed, added.await, async |typed| show(typed)).await
}

fn organisation(fields: &mut Fields<'_, ()>) -> Option<AddOrganisation> {
    let name = fields.line("name", "Name").required("Enter its name");
    let short_name = fields.line("short_name", "Short name (optional)").maybe_text();
    let other_names = fields.area("other_names", "Other names (optional)", 3);
    let other_names =
        other_names.hint("What else it is or was called, a name on each line. It is found by them, too").optional();
    let kind = fields.word::<Kind>("kind", "Kind").empty("Choose a kind").required("Choose what kind of body it is");
    let identifier = identifier(fields);
    let town = fields.line("town", "Town (optional)").maybe_text();
    let postcode = fields.line("postcode", "Postcode (optional)").width(10).maybe_text();
    let opened = fields.day("opened", "Opened (optional)").optional();
    let sectors = vec![
        Choice::new("sme", "Small or medium-sized"),
        Choice::new("vcse", "Voluntary, community or social enterprise"),
    ];
    let sectors = fields.ticks("sector", "As a provider", sectors).all(|code| Some(code.to_owned()))?;
    let is = |sector: &str| sectors.iter().any(|code| code == sector);
    Some(AddOrganisation {
        name: name?,
        short_name: short_name?,
        kind: kind?,
        identifiers: identifier?.into_iter().collect(),
        opened: opened?,
        closed: None,
        town: town?,
        postcode: postcode?,
        other_names: other_names?.lines().map(str::trim).filter(|name| !name.is_empty()).map(Into::into).collect(),
        sme: is("sme"),
        vcse: is("vcse"),
    })
}

/// A code of a list, if it has one.
fn identifier(fields: &mut Fields<'_, ()>) -> Option<Option<Identifier>> {
    let scheme = fields.word::<Scheme>("scheme", "Identifier of which list (optional)").empty("None");
    let scheme = scheme.maybe(|text| text.parse::<Scheme>().map_err(|_| "Choose from the list"));
    let code = fields.line("identifier", "Identifier (optional)").width(20);
    code.read(|reading| match (scheme?, reading.text("identifier")) {
        (None, "") => Some(None),
        (None, _) => reading.fault("scheme", "Choose what the identifier is"),
        (Some(_), "") => reading.fault("identifier", "Enter the identifier"),
        (Some(scheme), text) => {
            Identifier::parse(scheme, text).map_or_else(|why| reading.fault("identifier", why), |one| Some(Some(one)))
        }
    })
}

fn show(typed: &Typed) -> Answer {
    let page = Page::new("Add an organisation").crumb("Administration", "/admin");
    page.crumb("Organisations", "/admin/organisations").typed(typed).show(|| {
        view! {
            <PostForm action="/admin/organisations/new" seen=Seen::Nothing>
                {form::shown(None, organisation)}
                <Button>"Add the organisation"</Button>
            </PostForm>
        }
    })
}
