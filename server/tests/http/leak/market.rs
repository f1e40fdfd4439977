//! What providers say around a tender: who comes, what they ask, what they are interested in. For those who keep the register.

use chrono::{Days, NaiveDate};
use entities::{
    access::Actor,
    clarification::deeds::AskQuestion,
    contract::deeds::{RegisterContractInterest, WriteContract},
    engagement::deeds::TakePlace,
    procurement::{
        EventKind,
        deeds::{RegisterInterest, WriteTenderEvent},
    },
    values::Reference,
};

use crate::Service;

/// An engagement event far ahead.
pub fn event(procurement: &Reference, place: &str, note: &str) -> WriteTenderEvent {
    WriteTenderEvent {
        existing: None,
        procurement: procurement.clone(),
        kind: EventKind::Engagement,
        starts: NaiveDate::from_ymd_opt(2034, 1, 10).unwrap(),
        starts_at: None,
        ends: None,
        ends_at: None,
        place: place.into(),
        note: note.into(),
        agenda: String::new(),
        capacity: Some(5),
    }
}

/// A contract that is open to everybody and ends soon.
pub fn ending(service: &Service, open: WriteContract) -> WriteContract {
    let ends = service.register.clock().today().checked_add_days(Days::new(200));
    WriteContract { title: "Ends soon".into(), starts: None, ends, ..open }
}

/// A provider shows interest, comes, and asks.
pub async fn say(service: &Service, provider: &Actor, tender: &Reference, event: i64, ending: &Reference) {
    let register = &service.register;
    let interest = RegisterInterest { procurement: tender.clone(), seen: 0, words: "zqzqinterest".into() };
    register.change(provider, &interest).await.unwrap();
    let place = TakePlace { procurement: tender.clone(), event, seen: 0, event_seen: 0, words: "zqzqcomes".into() };
    register.change(provider, &place).await.unwrap();
    let ask = AskQuestion { procurement: tender.clone(), words: "zqzqasked".into() };
    register.change(provider, &ask).await.unwrap();
    let interest = RegisterContractInterest { contract: ending.clone(), seen: 0, words: "zqzqendinginterest".into() };
    register.change(provider, &interest).await.unwrap();
}
