//! What providers and commissioners do around a tender, and what everybody follows for themselves.

use chrono::NaiveDate;
use serde_json::json;

use super::{
    Scope, Walk,
    deeds::{ADMINISTER, KEEP, ONESELF, TAKE_PART},
    scene::{self, Scene},
};
use crate::{
    access::Actor,
    clarification::deeds::{AnswerQuestion, AskQuestion},
    contract::{
        Intention,
        deeds::{Intend, RegisterContractInterest, WriteContract},
    },
    engagement::deeds::{GiveUpPlace, NoteAttendance, TakePlace},
    following::{
        Digest,
        deeds::{Follow, ForgetSearch, MakeCalendar, RevokeCalendar, SaveSearch},
    },
    import::deeds::ImportReleases,
    ocds::Release,
    organisation::Kind,
    procurement::{
        EventKind, Standstill, State,
        deeds::{
            AwardProcurement, CancelTenderEvent, FindBuyers, Incoming, MakeContract, NewSupplier, WithdrawAward,
            WriteProcurement, WriteTenderEvent,
        },
        story,
    },
    values::Reference,
};

pub async fn walk_all(walk: &mut Walk<'_>, scene: &Scene) {
    let procurement = open_procurement(walk, scene).await;
    engagement(walk, &procurement).await;
    buyers(walk).await;
    clarification(walk, &procurement).await;
    award(walk, scene, &procurement).await;
    ending(walk, scene).await;
    following(walk, &procurement).await;
}

async fn open_procurement(walk: &Walk<'_>, scene: &Scene) -> Reference {
    let open = WriteProcurement { state: State::Open, ..scene::procurement(&scene.own) };
    walk.register.change(&Actor::operator(), &open).await.unwrap()
}

/// A market engagement, to come or over.
async fn event(walk: &Walk<'_>, procurement: &Reference, month: u32) -> i64 {
    let event: WriteTenderEvent = story::event(procurement, EventKind::Engagement, month, 10);
    walk.register.change(&Actor::operator(), &event).await.unwrap()
}

async fn engagement(walk: &mut Walk<'_>, procurement: &Reference) {
    let (coming, over) = (event(walk, procurement, 12).await, event(walk, procurement, 11).await);
    let take =
        TakePlace { procurement: procurement.clone(), event: coming, seen: 0, event_seen: 0, words: String::new() };
    walk.deed(TAKE_PART, Scope::OwnMaking, &take).await;
    let give_up = GiveUpPlace { procurement: procurement.clone(), event: coming, seen: 1, event_seen: 0 };
    walk.deed(TAKE_PART, Scope::OwnMaking, &give_up).await;
    let note =
        NoteAttendance { procurement: procurement.clone(), event: over, seen: 0, event_seen: 0, came: Vec::new() };
    walk.deed(KEEP, Scope::Register, &note).await;
    let cancel = CancelTenderEvent { procurement: procurement.clone(), event: coming, seen: 0 };
    walk.deed(KEEP, Scope::Register, &cancel).await;
}

async fn buyers(walk: &mut Walk<'_>) {
    // It follows from which organisations there are.
    let find = FindBuyers { source: "councils.csv".into(), procurements: Vec::new() };
    walk.deed(ADMINISTER, Scope::Register, &find).await;
}

async fn clarification(walk: &mut Walk<'_>, procurement: &Reference) {
    let ask = AskQuestion { procurement: procurement.clone(), words: "By when?".into() };
    walk.deed(TAKE_PART, Scope::OwnMaking, &ask).await;
    let answer = AnswerQuestion {
        procurement: procurement.clone(),
        question: 1,
        seen: 1,
        published_words: "By when?".into(),
        answer: "By noon".into(),
    };
    walk.deed(KEEP, Scope::Register, &answer).await;
}

async fn award(walk: &mut Walk<'_>, scene: &Scene, procurement: &Reference) {
    let award = AwardProcurement {
        procurement: procurement.clone(),
        seen: 1,
        provider: scene.own.clone(),
        price: None,
        on: NaiveDate::from_ymd_opt(2014, 12, 15).unwrap(),
        standstill: Standstill::None,
        starts: None,
        ends: None,
    };
    walk.deed(KEEP, Scope::Register, &award).await;
    let withdraw = WithdrawAward { procurement: procurement.clone(), seen: 2, award: 1, why: "Wrong".into() };
    walk.deed(KEEP, Scope::Register, &withdraw).await;
    let notice = json!({"ocid": "ocds-x-7", "id": "1", "date": "2014-11-01T00:00:00Z", "tag": ["award"],
        "tender": {"title": "Mentoring"}, "awards": [{"id": "a", "suppliers": [{"name": "Mentors Ltd"}]}]});
    let releases = Release::read("[0]", notice, &mut Vec::new()).into_iter().collect();
    let incoming = vec![Incoming::of("ocds-x-7".into(), releases)];
    let import = ImportReleases { source: "award.json".into(), incoming, ..ImportReleases::default() };
    let imported = walk.register.change(&Actor::operator(), &import).await.unwrap();
    let supplier =
        NewSupplier { field: "provider".into(), name: "Mentors Ltd".into(), kind: Kind::Private, is_another: true };
    let make = MakeContract {
        procurement: imported.added.first().unwrap().clone(),
        seen: 1,
        add: vec![supplier],
        contract: scene::contract(&scene.own, &scene.own),
    };
    walk.deed(KEEP, Scope::Register, &make).await;
}

async fn ending(walk: &mut Walk<'_>, scene: &Scene) {
    let ends = NaiveDate::from_ymd_opt(2015, 6, 1);
    let ending = WriteContract { ends, ..scene::contract(&scene.own, &scene.own) };
    let contract = walk.register.change(&Actor::operator(), &ending).await.unwrap();
    // A provider's interest is its own, whoever provides now.
    let interest = RegisterContractInterest { contract: contract.clone(), seen: 0, words: String::new() };
    walk.deed(TAKE_PART, Scope::OwnMaking, &interest).await;
    let intend = Intend { contract, seen: 1, intention: Intention::TenderAgain, note: String::new() };
    walk.deed(KEEP, Scope::Register, &intend).await;
}

async fn following(walk: &mut Walk<'_>, procurement: &Reference) {
    walk.deed(ONESELF, Scope::Oneself, &Follow { procurement: procurement.clone(), follow: true }).await;
    let save = SaveSearch { existing: None, name: "Mine".into(), query: String::new(), digest: Digest::Daily };
    walk.deed(ONESELF, Scope::Oneself, &save).await;
    walk.deed(ONESELF, Scope::Oneself, &ForgetSearch { search: 1, seen: 1 }).await;
    walk.deed(ONESELF, Scope::Oneself, &MakeCalendar { seen: 0 }).await;
    walk.deed(ONESELF, Scope::Oneself, &RevokeCalendar { seen: 1 }).await;
}
