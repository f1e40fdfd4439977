//! The form of a service, for adding and changing it.

use entities::{
    service::{AreaOfNeed, ClientGroup, Delivery, Service, deeds::WriteService},
    values::Reference,
};

use crate::form::Fields;

/// The form; of a service that is there, with its reference and the version that was shown.
pub fn service(fields: &mut Fields<'_, Service>, existing: Option<(Reference, i64)>) -> Option<WriteService> {
    let name = fields.line("name", "Name").from(|service| service.name.clone()).required("Enter the service's name");
    let area_of_need = fields.word::<AreaOfNeed>("area", "Area of need").empty("Choose");
    let area_of_need = area_of_need.from(|service| service.area_of_need).required("Choose the area of need");
    let client_group = fields.word::<ClientGroup>("clients", "For whom").from(|service| service.client_group);
    let client_group = client_group.required("Choose for whom it is");
    let delivery = fields.word::<Delivery>("delivery", "Who delivers it?").from(|service| service.delivery);
    let delivery = delivery.required("Choose who delivers it");
    let independent_of = fields
        .line("independent_of", "Its delivery must be independent of")
        .hint("Leave empty if nothing of the kind is required")
        .from(|service| service.independent_of.clone().unwrap_or_default())
        .optional();
    let description = fields.area("description", "Description", 4).from(|service| service.description.clone());
    let description = description.optional();
    let published = fields.tick("published", "Publication", "Everybody can read it");
    let published = published.from(|service| service.published).ticked();
    Some(WriteService {
        existing,
        name: name?,
        area_of_need: area_of_need?,
        client_group: client_group?,
        delivery: delivery?,
        independent_of: independent_of.filter(|text| !text.is_empty()),
        description: description?,
        published: published?,
    })
}
