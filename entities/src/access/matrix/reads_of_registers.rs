//! What is read of bodies and their registered services by everybody, of what waits by those who keep or administer the
//! register, and of what everybody has for themselves.

use std::collections::BTreeMap;

use super::{
    Scope,
    deeds::{ADMINISTER, KEEP, ONESELF},
    reads::{PUBLISHED, questions},
    scene::{self, Scene},
};
use crate::{
    access::{Role, Viewer},
    account::read::people::People,
    agreement::templates::kept::{TemplateOf, Templates},
    following::read::{OwnCalendar, ProcurementsFollowed, SavedSearches},
    import::{FaultsOf, ImportOf, Imports, ProcessesWaiting},
    mail::read::{MailWaiting, Outbox},
    organisation::{
        MatchState,
        read::{Matches, Organisations},
    },
    registered_service::{
        deeds::story::{home, import},
        read::{PlacesOf, ServicesOf},
    },
    story::World,
    work::{Duties, OwnMarket, OwnWork},
};

pub async fn of_registers() -> BTreeMap<String, bool> {
    let world = World::on_sqlite().await;
    let scene = Scene::set(&world, false).await;
    let mut all = questions(&world, &scene).await;
    import(&world, vec![home("1", "Birch Ltd", None)]).await;
    let named = Organisations { words: "Birch".into(), ..Organisations::default() };
    let birch = all.register.listed(&Viewer::Public, &named).await.remove(0).reference;
    all.list_whether(PUBLISHED, Scope::Register, &named, |rows| rows.len() == 1).await;
    all.list_whether(PUBLISHED, Scope::Register, &ServicesOf(birch.clone()), |rows| rows.len() == 1).await;
    all.ask_whether(PUBLISHED, Scope::Register, &PlacesOf(birch), |places| *places == 3).await;

    scene::handed_over(all.register).await;
    let matches = Matches { words: String::new(), state: MatchState::Proposed, reason: None };
    all.list_whether(KEEP, Scope::Register, &matches, |rows| !rows.is_empty()).await;
    let waiting = scene::waiting_import(all.register).await;
    all.list_whether(KEEP, Scope::Register, &Imports, |rows| rows.len() == 1).await;
    all.ask(KEEP, Scope::Register, &ImportOf(waiting)).await;
    all.list_whether(KEEP, Scope::Register, &ProcessesWaiting(waiting), |rows| rows.len() == 1).await;
    all.list_whether(KEEP, Scope::Register, &FaultsOf(waiting), |_| true).await;

    let lead = world.person(&scene.own, &[Role::Commissioner]).await;
    let template = all.register.change(&lead, &scene::template()).await.unwrap();
    all.list_whether(KEEP, Scope::Register, &Templates, |rows| rows.len() == 1).await;
    all.ask(KEEP, Scope::Register, &TemplateOf(template)).await;

    all.list_whether(ADMINISTER, Scope::Register, &People::default(), |rows| !rows.is_empty()).await;
    all.list_whether(ADMINISTER, Scope::Register, &Outbox, |rows| !rows.is_empty()).await;
    all.ask_whether(ADMINISTER, Scope::Register, &MailWaiting, |mail| mail.waiting > 0).await;
    all.list_whether(ONESELF, Scope::Oneself, &Duties { waits: false }, |_| true).await;
    all.ask(ONESELF, Scope::Oneself, &OwnWork).await;
    all.ask(ONESELF, Scope::Oneself, &OwnMarket).await;
    all.list_whether(ONESELF, Scope::Oneself, &ProcurementsFollowed, |_| true).await;
    all.ask(ONESELF, Scope::Oneself, &SavedSearches).await;
    all.ask(ONESELF, Scope::Oneself, &OwnCalendar).await;
    all.agrees_with_the_table()
}
