//! The history of the register's schema, for SQLite and PostgreSQL: one file a change, never edited once it has been released.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::MigrationTrait;

mod columns;
mod m0001_ground;
mod m0002_organisations;
mod m0003_people;
mod m0004_agreements;
mod m0005_money;
mod m0006_tenders;
mod m0007_contracts;
mod m0008_mail;
mod m0009_single_sign_on;
mod m0010_search;
mod m0011_organisations_kept;
mod m0012_imports;
mod m0013_market;
mod m0014_registered_services;
mod m0015_words_alone;
mod m0016_entries_in_one_tree;
mod m0017_found_by_others;
mod m0018_shown;
mod m0020_second_looks;
mod m0021_small_numbers;
mod m0022_groups_left_out;
mod m0023_slower_guesses;
mod m0024_reset_links;
mod m0025_editions;
mod m0026_chain_breaks;
mod m0027_duties;
mod m0028_names_on_terms;
mod m0029_names_of_services_in_scope;
mod m0030_duties_of_all;
mod m0031_once_at_the_table;
mod m0032_renewals;
mod m0033_lists;
mod m0034_negotiation;
mod m0035_years_money;
mod m0036_threads;
mod state;
mod whole;

pub use state::{State, applied, compare, state, tables};

/// Applies the changes in order, each in a transaction of its own.
pub struct Schema;

impl MigratorTrait for Schema {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        Migrator::migrations().into_iter().map(whole::Whole::boxed).collect()
    }
}

/// The changes, in order.
struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_ground::Migration),
            Box::new(m0002_organisations::Migration),
            Box::new(m0003_people::Migration),
            Box::new(m0004_agreements::Migration),
            Box::new(m0005_money::Migration),
            Box::new(m0006_tenders::Migration),
            Box::new(m0007_contracts::Migration),
            Box::new(m0008_mail::Migration),
            Box::new(m0009_single_sign_on::Migration),
            Box::new(m0010_search::Migration),
            Box::new(m0011_organisations_kept::Migration),
            Box::new(m0012_imports::Migration),
            Box::new(m0013_market::Migration),
            Box::new(m0014_registered_services::Migration),
            Box::new(m0015_words_alone::Migration),
            Box::new(m0016_entries_in_one_tree::Migration),
            Box::new(m0017_found_by_others::Migration),
            Box::new(m0018_shown::Migration),
            Box::new(m0020_second_looks::Migration),
            Box::new(m0021_small_numbers::Migration),
            Box::new(m0022_groups_left_out::Migration),
            Box::new(m0023_slower_guesses::Migration),
            Box::new(m0024_reset_links::Migration),
            Box::new(m0025_editions::Migration),
            Box::new(m0026_chain_breaks::Migration),
            Box::new(m0027_duties::Migration),
            Box::new(m0028_names_on_terms::Migration),
            Box::new(m0029_names_of_services_in_scope::Migration),
            Box::new(m0030_duties_of_all::Migration),
            Box::new(m0031_once_at_the_table::Migration),
            Box::new(m0032_renewals::Migration),
            Box::new(m0033_lists::Migration),
            Box::new(m0034_negotiation::Migration),
            Box::new(m0035_years_money::Migration),
            Box::new(m0036_threads::Migration),
        ]
    }
}
