//! What is read of bodies, people, files and papers, and what is made of all, by everybody.

use std::collections::BTreeMap;

use sea_orm::entity::prelude::*;

use super::{
    Scope,
    deeds::{ADMINISTER, KEEP, LOOK, ONESELF, RECORD},
    reads::{NEGOTIATION, PUBLISHED, Questions, questions},
    scene::Scene,
};
use crate::{
    access::{Actor, Role},
    account::{
        read::{OwnMemberships, own::OwnPage, people::PersonOf},
        secret::Secret,
    },
    attachment::{
        deeds::PublishAttachment,
        read::{AttachmentsOf, DownloadOf},
    },
    following::{
        deeds::MakeCalendar,
        read::{IsFollowed, PersonalCalendar},
        table::calendar,
    },
    glance::AtAGlance,
    held::HeldAboutOneself,
    organisation::{
        deeds::MergeOrganisations,
        read::{
            MergeOf, OrganisationAdministered, OrganisationNamed, OrganisationNames, OrganisationPage,
            OrganisationsSuggested, SecondLookAt, WaitsForASecondLook,
        },
    },
    paper::read::{PaperPage, PapersOf},
    search::{Kind, Search, Wanted},
    single_sign_on::read::{OwnGroupsLeftOut, SingleSignOnRules},
    story::World,
    trace::read::TraceOf,
};

/// Asks everybody: where the agreement is negotiated, and where it is signed and published.
pub(super) async fn of_bodies() -> BTreeMap<String, bool> {
    let mut asked = of_a_negotiation().await;
    for (name, told) in of_what_is_published().await {
        *asked.entry(name).or_default() |= told;
    }
    asked
}

async fn of_a_negotiation() -> BTreeMap<String, bool> {
    let world = World::on_sqlite().await;
    let scene = Scene::set(&world, false).await;
    let lead = world.person(&scene.own, &[Role::Commissioner]).await;
    let mut all = questions(&world, &scene).await;
    made_of_all(&mut all, NEGOTIATION, Scope::Negotiation, &scene).await;
    files(&mut all, NEGOTIATION, Scope::Negotiation, &scene).await;
    all.ask_whether(RECORD, Scope::OneOwner, &PapersOf((&scene.agreement).into()), |rows| rows.len() == 1).await;
    all.ask(NEGOTIATION, Scope::Negotiation, &PaperPage(scene.paper.clone())).await;
    bodies(&mut all, &scene).await;
    people(&mut all, &scene).await;
    calendar(&mut all, &lead).await;
    merging(&mut all, &lead, &scene).await;
    all.agrees_with_the_table()
}

async fn of_what_is_published() -> BTreeMap<String, bool> {
    let world = World::on_sqlite().await;
    let scene = Scene::set(&world, true).await;
    let lead = world.person(&scene.own, &[Role::Commissioner]).await;
    let mut all = questions(&world, &scene).await;
    made_of_all(&mut all, PUBLISHED, Scope::Register, &scene).await;
    // A file of it is for those who negotiated, until it is published itself.
    files(&mut all, NEGOTIATION, Scope::Negotiation, &scene).await;
    let publish = PublishAttachment { attachment: scene.letter.clone(), published: true, seen: 1 };
    world.register.change(&lead, &publish).await.unwrap();
    files(&mut all, PUBLISHED, Scope::Register, &scene).await;
    all.agrees_with_the_table()
}

/// The chain, the first page and what is found: of an agreement for whoever may read it.
async fn made_of_all(all: &mut Questions<'_>, row: &str, scope: Scope, scene: &Scene) {
    all.ask(row, scope, &TraceOf((&scene.agreement).into())).await;
    all.ask_whether(row, scope, &AtAGlance, |glance| glance.commitments == 2).await;
    let found = |found: &crate::search::Found| found.of(Kind::Commitment).len() == 2;
    all.ask_whether(row, scope, &Search::everywhere("refer early"), found).await;
    let wanted = Wanted { query: "refer early".into(), ..Wanted::default() };
    let counted = |kind: &Kind| *kind == Kind::Commitment;
    all.ask_whether(row, scope, &wanted, |found| found.counts.iter().any(|(kind, _)| counted(kind))).await;
}

async fn files(all: &mut Questions<'_>, row: &str, scope: Scope, scene: &Scene) {
    all.ask_whether(row, scope, &AttachmentsOf((&scene.agreement).into()), |files| files.rows.len() == 1).await;
    all.ask(row, scope, &DownloadOf(scene.letter.clone())).await;
}

async fn bodies(all: &mut Questions<'_>, scene: &Scene) {
    all.ask(PUBLISHED, Scope::Register, &OrganisationPage(scene.newcomer.clone())).await;
    let is_there = |names: &Vec<String>| names.iter().any(|name| name == "Newcomer");
    all.ask_whether(PUBLISHED, Scope::Register, &OrganisationNames(&[]), is_there).await;
    all.ask(PUBLISHED, Scope::Register, &OrganisationNamed::new("organisation", "newcomer")).await;
    let suggested = OrganisationsSuggested("newcom".into());
    all.ask_whether(PUBLISHED, Scope::Register, &suggested, |rows| rows.len() == 1).await;
    all.ask(ADMINISTER, Scope::Register, &OrganisationAdministered(scene.newcomer.clone())).await;
}

async fn people(all: &mut Questions<'_>, scene: &Scene) {
    let account = all.everybody.iter().find_map(|somebody| somebody.actor.account()).unwrap();
    all.ask(ADMINISTER, Scope::Register, &PersonOf { account }).await;
    all.ask(ADMINISTER, Scope::Register, &SingleSignOnRules).await;
    all.ask_whether(ONESELF, Scope::Oneself, &OwnMemberships, |memberships| memberships.len() == 1).await;
    all.ask(ONESELF, Scope::Oneself, &OwnPage).await;
    all.ask(ONESELF, Scope::Oneself, &OwnGroupsLeftOut).await;
    all.ask(ONESELF, Scope::Oneself, &HeldAboutOneself).await;
    all.ask_whether(ONESELF, Scope::Oneself, &IsFollowed(scene.procurement.clone()), Option::is_some).await;
}

/// Whoever knows its secret reads a calendar.
async fn calendar(all: &mut Questions<'_>, lead: &Actor) {
    all.register.change(lead, &MakeCalendar { seen: 0 }).await.unwrap();
    let made = calendar::Entity::find().one(all.register.reader()).await.unwrap().unwrap();
    all.ask(PUBLISHED, Scope::Register, &PersonalCalendar(Secret::parse(&made.secret).unwrap())).await;
}

/// A merge, before and after it was proposed.
async fn merging(all: &mut Questions<'_>, lead: &Actor, scene: &Scene) {
    let (kept, merged) = (scene.stranger.clone(), scene.observer.clone());
    all.ask(KEEP, Scope::Register, &MergeOf { kept: kept.clone(), merged: merged.clone() }).await;
    let propose = MergeOrganisations { kept, merged: merged.clone(), why: String::new(), seen: None };
    all.register.change(lead, &propose).await.unwrap();
    all.ask_whether(KEEP, Scope::Register, &WaitsForASecondLook(merged.clone()), |waits| *waits).await;
    all.ask(LOOK, Scope::OneOwner, &SecondLookAt(merged)).await;
}
