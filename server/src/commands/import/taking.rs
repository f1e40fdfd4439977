//! Taking what a list tells of into the register, batch by batch.

use entities::{
    Register,
    access::Actor,
    organisation::deeds::{AddOrganisation, ImportOrganisations, Imported},
    registered_service::deeds::{FiledService, ImportServices, ImportedServices},
};

use super::counted;

/// Records in a batch: nobody else who writes waits longer than for one of these.
pub const BATCH: usize = 100;

/// What has been taken so far, and what waits for its batch to be full.
pub struct Taking<'a> {
    register: &'a Register,
    source: String,
    bodies: Vec<AddOrganisation>,
    services: Vec<FiledService>,
    bodies_done: Imported,
    services_done: ImportedServices,
}

impl<'a> Taking<'a> {
    /// Nothing yet, from a file of this name.
    pub fn into(register: &'a Register, source: &str) -> Self {
        Self {
            register,
            source: source.to_owned(),
            bodies: Vec::new(),
            services: Vec::new(),
            bodies_done: Imported::default(),
            services_done: ImportedServices::default(),
        }
    }

    /// Takes a body.
    pub async fn body(&mut self, body: AddOrganisation) -> anyhow::Result<()> {
        self.bodies.push(body);
        if self.bodies.len() < BATCH { Ok(()) } else { self.empty().await }
    }

    /// Takes a registered service.
    pub async fn service(&mut self, service: FiledService) -> anyhow::Result<()> {
        self.services.push(service);
        if self.services.len() < BATCH { Ok(()) } else { self.empty().await }
    }

    /// Writes what waits.
    pub async fn empty(&mut self) -> anyhow::Result<()> {
        let (organisations, services) = (std::mem::take(&mut self.bodies), std::mem::take(&mut self.services));
        if !organisations.is_empty() {
            let import = ImportOrganisations { source: self.source.clone(), organisations };
            self.bodies_done += self.register.change(&Actor::operator(), &import).await?;
        }
        if !services.is_empty() {
            let import = ImportServices { source: self.source.clone(), services };
            self.services_done += self.register.change(&Actor::operator(), &import).await?;
        }
        Ok(())
    }

    /// Why bodies were left out, in words.
    pub fn left_out(&self) -> &[String] {
        &self.bodies_done.skipped
    }

    /// Prints what became of it. A list has bodies or services, never both.
    pub fn tell(&self, skipped: u64) {
        let (bodies, services) = (&self.bodies_done, self.services_done);
        let [added, changed, unchanged] =
            [bodies.added + services.added, bodies.changed + services.changed, bodies.unchanged + services.unchanged];
        println!("  {added} added, {changed} changed, {unchanged} as they were, {skipped} skipped");
        if services.owners_added > 0 {
            println!("  {} added that own them", counted(services.owners_added, "organisation", "organisations"));
        }
        if services.owners_changed + services.judgements_changed > 0 {
            let owned = counted(services.owners_changed, "service has another owner", "services have another owner");
            let judged = counted(services.judgements_changed, "was judged anew", "were judged anew");
            println!("  {owned}, {judged}");
        }
    }
}
