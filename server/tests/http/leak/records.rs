//! Records that the scene is made of, with secrets in their words.

use chrono::NaiveDate;

use crate::Service;
use entities::{
    access::Actor,
    contract::{self, Origin, deeds::WriteContract},
    funding::{
        Arrangement, Certainty, Recurrence, Spending,
        deeds::{Figures, Share},
    },
    procurement::{self, deeds::WriteProcurement},
    service::{
        AreaOfNeed, ClientGroup, Delivery,
        deeds::{SetNeed, WriteService},
    },
    values::{Amount, FinancialYear, Pence, Reference},
};

pub fn tender(buyer: &Reference, title: &str, description: &str, published: bool) -> WriteProcurement {
    WriteProcurement {
        existing: None,
        follows: None,
        title: title.into(),
        description: description.into(),
        buyer: Some(buyer.clone()),
        service: None,
        cpv: None,
        value_low: None,
        value_high: None,
        procedure: None,
        state: procurement::State::Planned,
        in_scope: true,
        published,
    }
}

pub fn figures(pence: i64, note: &str, shares: Vec<Share>) -> Figures {
    Figures {
        amount: Amount::exactly(Pence::new(pence).unwrap()),
        arrangement: Arrangement::Pooled,
        spending: Spending::Revenue,
        recurrence: Recurrence::BaseRise,
        certainty: Certainty::Agreed,
        tolerance: None,
        note: note.into(),
        shares,
    }
}

pub fn contract(
    title: &str,
    buyer: &Reference,
    provider: &Reference,
    hub: &Reference,
    published: bool,
) -> WriteContract {
    WriteContract {
        existing: None,
        procurement: None,
        title: title.into(),
        description: String::new(),
        service: Some(hub.clone()),
        buyers: vec![buyer.clone()],
        providers: vec![provider.clone()],
        price: None,
        cpv: None,
        starts: NaiveDate::from_ymd_opt(2014, 1, 1),
        ends: NaiveDate::from_ymd_opt(2035, 1, 1),
        origin: Origin::Commissioned,
        council_ran_until: None,
        state: contract::State::Active,
        published,
    }
}

pub fn unpublished(name: &str, description: &str, independent_of: &str) -> WriteService {
    WriteService {
        existing: None,
        name: name.into(),
        area_of_need: AreaOfNeed::Youth,
        client_group: ClientGroup::Children,
        delivery: Delivery::Undecided,
        independent_of: Some(independent_of.into()),
        description: description.into(),
        published: false,
    }
}

/// A service that is not published, which needs money in a year that nothing else tells of.
pub async fn hidden_service(service: &Service, commissioner: &Actor) -> Reference {
    let hidden = service.register.change(commissioner, &unpublished("Zqzqhidden", "", "")).await.unwrap();
    let (year, amount) = (FinancialYear::starting(2032).unwrap(), Amount::exactly(Pence::pounds(10)));
    let need = SetNeed { service: hidden.clone(), seen: 1, year, amount, note: String::new() };
    service.register.change(commissioner, &need).await.unwrap();
    hidden
}

/// A year that the demonstration knows nothing of.
pub fn year() -> FinancialYear {
    FinancialYear::starting(2031).unwrap()
}
