//! What is read of contracts, of procurements and of the roles in an organisation, by everybody.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    Scope,
    deeds::{CONFIRM, KEEP, ONESELF, TAKE_PART},
    have_come_in,
    reads::{PUBLISHED, Questions, WATCH, questions},
    scene::{self, Scene},
};
use crate::{
    Register,
    access::{Actor, Role, Viewer},
    clarification::deeds::AskQuestion,
    contract::{
        deeds::{AddMeasure, Observe, WriteContract},
        read::{ContractPage, Contracts, Expiring},
        suppression::Figure,
    },
    nomination::read::{RolesOf, RolesWaiting},
    pipeline::{PipelineByQuarter, Planned, PlannedProcurements},
    procurement::{
        EventKind, Standstill, State,
        deeds::{AwardProcurement, RegisterInterest, WriteProcurement},
        read::{
            ContractDraftOf, CouldBeInScope, Differences, Filter, OcdsRecords, OwnInterests, Page, ProcurementPage,
            Row, TenderCalendar, TenderCounts, TenderNews,
        },
        story,
    },
    provider::read::{ProviderPage, Providers},
    service::read::ServicePage,
    story::World,
    values::{Reading, Reference},
};

pub async fn of_the_market() -> BTreeMap<String, bool> {
    let world = World::on_sqlite().await;
    let scene = Scene::set(&world, false).await;
    let provider = world.person(&scene.own, &[Role::Provider]).await;
    let keeper = world.person(&scene.own, &[Role::Commissioner]).await;
    let mut all = questions(&world, &scene).await;
    contracts(&mut all, &scene, &keeper, &provider).await;
    let open = published_procurement(&mut all, &scene, &keeper, &provider).await;
    award(&mut all, &scene, &keeper, &open).await;
    unpublished_procurement(&mut all, &scene, &keeper).await;
    notices(&mut all, &scene, &keeper).await;
    pipeline(&mut all, &scene, &keeper).await;
    roles(&mut all, &scene).await;
    all.agrees_with_the_table()
}

/// A procurement as those who keep the register read it now.
async fn kept(register: &Register, keeper: &Actor, procurement: &Reference) -> Page {
    register.read(&keeper.viewer, &ProcurementPage(procurement.clone())).await.unwrap()
}

async fn contracts(all: &mut Questions<'_>, scene: &Scene, keeper: &Actor, provider: &Actor) {
    let register = all.register;
    all.ask(PUBLISHED, Scope::Register, &ContractPage(scene.contract.clone())).await;
    let keeps_secret = WriteContract { published: false, ..scene::contract(&scene.own, &scene.own) };
    let hidden = register.change(keeper, &keeps_secret).await.unwrap();
    all.ask(WATCH, Scope::Negotiation, &ContractPage(hidden.clone())).await;
    for (row, scope, contract) in [(PUBLISHED, Scope::Register, &scene.contract), (WATCH, Scope::Negotiation, &hidden)]
    {
        let tells = |rows: &[crate::contract::read::Row]| rows.iter().any(|row| row.reference == *contract);
        all.list_whether(row, scope, &Contracts::default(), tells).await;
        all.ask_whether(row, scope, &ProviderPage(scene.own.clone()), |page| tells(&page.contracts)).await;
    }
    for (row, scope, contracts) in [(PUBLISHED, Scope::Register, 1), (WATCH, Scope::Negotiation, 2)] {
        let of_own = |row: &crate::provider::read::Provider| row.organisation.reference == scene.own;
        let counts = |row: &crate::provider::read::Provider| of_own(row) && row.contracts >= contracts;
        all.list_whether(row, scope, &Providers::default(), |rows| rows.iter().any(counts)).await;
    }

    let counted = AddMeasure { unit: "children".into(), ..scene::measure(&scene.contract) };
    let measure = register.change(keeper, &counted).await.unwrap();
    let few = Observe {
        contract: scene.contract.clone(),
        measure,
        seen: 0,
        period_start: NaiveDate::from_ymd_opt(2014, 7, 1).unwrap(),
        period_end: NaiveDate::from_ymd_opt(2014, 9, 30).unwrap(),
        actual: Reading::whole(3),
        note: String::new(),
    };
    register.change(provider, &few).await.unwrap();
    let page = ContractPage(scene.contract.clone());
    let known = |figure: Figure| matches!(figure, Figure::Known(_));
    let tells_few = |page: &crate::contract::read::Page| {
        page.measures.iter().flat_map(|row| &row.observations).any(|observed| known(observed.actual))
    };
    all.ask_whether(WATCH, Scope::Negotiation, &page, tells_few).await;
    all.ask_whether(WATCH, Scope::Everywhere, &page, |page| page.interested.is_some()).await;
}

/// One that everybody reads, and what of it only some are told.
async fn published_procurement(all: &mut Questions<'_>, scene: &Scene, keeper: &Actor, provider: &Actor) -> Reference {
    let register = all.register;
    let open = WriteProcurement { state: State::Open, ..scene::procurement(&scene.own) };
    let open = register.change(keeper, &open).await.unwrap();
    let engagement = story::event(&open, EventKind::Engagement, 12, 10);
    register.change(keeper, &engagement).await.unwrap();
    let asked = AskQuestion { procurement: open.clone(), words: "By when?".into() };
    register.change(provider, &asked).await.unwrap();
    let interest = RegisterInterest { procurement: open.clone(), seen: 0, words: String::new() };
    register.change(provider, &interest).await.unwrap();

    let page = ProcurementPage(open.clone());
    all.ask(PUBLISHED, Scope::Register, &page).await;
    all.ask_whether(WATCH, Scope::Negotiation, &page, |page| !page.clarifications.questions.is_empty()).await;
    all.ask_whether(WATCH, Scope::Everywhere, &page, |page| page.interested.is_some()).await;
    all.ask_whether(WATCH, Scope::Everywhere, &page, |page| page.places.iter().any(|places| places.all.is_some()))
        .await;
    all.ask_whether(TAKE_PART, Scope::OneOwner, &page, |page| page.own_interest.is_some()).await;
    all.ask(TAKE_PART, Scope::OwnMaking, &OwnInterests).await;
    all.ask_whether(TAKE_PART, Scope::OneOwner, &OwnInterests, |own| own.len() == 1).await;
    all.list_whether(PUBLISHED, Scope::Register, &Filter::default(), |rows| tells(rows, &open)).await;
    all.ask_whether(PUBLISHED, Scope::Register, &TenderCounts(Filter::default()), |counts| counts.all() > 0).await;
    all.ask_whether(PUBLISHED, Scope::Register, &TenderCalendar::default(), |rows| tells(rows, &open)).await;
    all.ask_whether(PUBLISHED, Scope::Register, &TenderNews::default(), |rows| tells(rows, &open)).await;
    open
}

fn tells(rows: &[Row], procurement: &Reference) -> bool {
    rows.iter().any(|row| row.procurement == *procurement)
}

async fn award(all: &mut Questions<'_>, scene: &Scene, keeper: &Actor, procurement: &Reference) {
    let award = AwardProcurement {
        procurement: procurement.clone(),
        seen: kept(all.register, keeper, procurement).await.procurement.version,
        provider: scene.own.clone(),
        price: None,
        on: NaiveDate::from_ymd_opt(2014, 12, 15).unwrap(),
        standstill: Standstill::None,
        starts: None,
        ends: None,
    };
    all.register.change(keeper, &award).await.unwrap();
    let award = kept(all.register, keeper, procurement).await.awards.remove(0).key;
    all.ask(KEEP, Scope::Register, &ContractDraftOf { procurement: procurement.clone(), award }).await;
}

async fn unpublished_procurement(all: &mut Questions<'_>, scene: &Scene, keeper: &Actor) {
    let hidden = WriteProcurement { published: false, ..scene::procurement(&scene.own) };
    let hidden = all.register.change(keeper, &hidden).await.unwrap();
    let engagement = story::event(&hidden, EventKind::Engagement, 12, 11);
    all.register.change(keeper, &engagement).await.unwrap();
    all.ask(WATCH, Scope::Everywhere, &ProcurementPage(hidden.clone())).await;
    all.list_whether(WATCH, Scope::Everywhere, &Filter::default(), |rows| tells(rows, &hidden)).await;
    let counted = TenderCounts(Filter::default());
    let public = all.register.read(&Viewer::Public, &counted).await.unwrap().all();
    all.ask_whether(WATCH, Scope::Everywhere, &counted, |counts| counts.all() > public).await;
    all.ask_whether(WATCH, Scope::Everywhere, &TenderCalendar::default(), |rows| tells(rows, &hidden)).await;
    all.ask_whether(WATCH, Scope::Everywhere, &TenderNews::default(), |rows| tells(rows, &hidden)).await;
}

/// One that was imported, with what a later notice says otherwise; then unpublished.
async fn notices(all: &mut Questions<'_>, scene: &Scene, keeper: &Actor) {
    let imported = scene::differing(all.register, &scene.own, 1).await.procurement;
    let all_of_it = OcdsRecords { after: 0, most: 10 };
    all.ask_whether(PUBLISHED, Scope::Register, &all_of_it, |records| records.len() == 1).await;
    let page = ProcurementPage(imported.clone());
    all.ask_whether(KEEP, Scope::Register, &page, |page| page.differences.len() == 1).await;
    all.list_whether(KEEP, Scope::Register, &Differences, |rows| rows.len() == 1).await;
    all.ask(KEEP, Scope::Register, &CouldBeInScope(Filter::default())).await;
    let version = kept(all.register, keeper, &imported).await.procurement.version;
    let unpublished =
        WriteProcurement { existing: Some((imported, version)), published: false, ..scene::procurement(&scene.own) };
    all.register.change(keeper, &unpublished).await.unwrap();
    all.ask_whether(WATCH, Scope::Everywhere, &all_of_it, |records| records.len() == 1).await;
}

async fn pipeline(all: &mut Questions<'_>, scene: &Scene, keeper: &Actor) {
    let tells = |pipeline: &crate::pipeline::Pipeline, sought: &Reference| {
        let plans = pipeline.quarters.iter().map(|quarter| &quarter.plans);
        let plans = plans.chain([&pipeline.late, &pipeline.without_day]).flat_map(|plans| &plans.rows);
        let ends = pipeline.quarters.iter().flat_map(|quarter| &quarter.ends.rows);
        let mut known = plans.map(|plan| &plan.reference).chain(ends.map(|end| &end.contract.reference));
        known.any(|reference| reference == sought)
    };
    let planned = &scene.procurement;
    all.ask_whether(PUBLISHED, Scope::Register, &PipelineByQuarter, |pipeline| tells(pipeline, planned)).await;
    let hidden = WriteProcurement { published: false, ..scene::procurement(&scene.own) };
    let hidden = all.register.change(keeper, &hidden).await.unwrap();
    all.ask_whether(WATCH, Scope::Everywhere, &PipelineByQuarter, |pipeline| tells(pipeline, &hidden)).await;
    let lists = |rows: &[Planned]| rows.iter().any(|row| row.reference == hidden);
    all.list_whether(WATCH, Scope::Everywhere, &PlannedProcurements::default(), lists).await;
    let ends = NaiveDate::from_ymd_opt(2015, 6, 1);
    let ending = WriteContract { ends, published: false, ..scene::contract(&scene.own, &scene.own) };
    let ending = all.register.change(keeper, &ending).await.unwrap();
    all.ask_whether(WATCH, Scope::Negotiation, &PipelineByQuarter, |pipeline| tells(pipeline, &ending)).await;
    let tells = |rows: &[crate::contract::read::Ending]| rows.iter().any(|row| row.contract.reference == ending);
    all.list_whether(WATCH, Scope::Negotiation, &Expiring::default(), tells).await;
    let service = ServicePage(scene.service.clone());
    all.ask_whether(WATCH, Scope::Everywhere, &service, |page| page.appetite.is_some()).await;
}

async fn roles(all: &mut Questions<'_>, scene: &Scene) {
    all.ask(ONESELF, Scope::Oneself, &RolesWaiting).await;
    have_come_in(all.register, &all.everybody).await;
    all.ask(CONFIRM, Scope::OwnPlace, &RolesOf(scene.own.clone())).await;
    all.ask(CONFIRM, Scope::CoordinatorsPlace, &RolesOf(scene.coordinator.clone())).await;
}
