//! What the merged releases of a process say, in the register's words.

use serde_json::Value;

use super::{
    check::pence,
    cpv::cpv,
    lots,
    schedule::{Event, events},
    twins::{id_of, is_of},
    visit::{get, list, text},
};
use crate::values::{CpvCode, Identifier, Pence, Scheme, notice::State, text::folded};

/// A procurement as its releases tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    pub title: String,
    pub description: String,
    pub buyer: Party,
    pub cpv: Option<CpvCode>,
    pub value_low: Option<Pence>,
    pub value_high: Option<Pence>,
    pub procedure: Option<String>,
    pub state: State,
    pub events: Vec<Event>,
}

/// Who buys or supplies, as the notice names it, and the identifiers it gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    pub name: String,
    pub identifiers: Vec<Identifier>,
}

impl Process {
    /// Reads a compiled release.
    pub fn of(ocid: &str, compiled: &Value) -> Self {
        let either = |one: &str, other: &str| text(compiled, one).or(text(compiled, other)).map(str::to_owned);
        let state = state_of(compiled);
        let (value_low, value_high) = values_of(compiled);
        let method = text(compiled, "tender.procurementMethod").map(method_label);
        Self {
            title: title_of(compiled).map_or_else(|| ocid.to_owned(), str::to_owned),
            description: either("tender.description", "description").unwrap_or_default(),
            buyer: buyer_of(compiled),
            cpv: cpv(compiled).map(|(code, _)| code),
            value_low,
            value_high,
            procedure: text(compiled, "tender.procurementMethodDetails").or(method).map(tidied),
            state,
            events: events(compiled, state),
        }
    }
}

/// The tender's title; of an award without a tender its own, or its contract's.
pub fn title_of(compiled: &Value) -> Option<&str> {
    let later = ["awards", "contracts"].into_iter().flat_map(|key| list(compiled, key));
    text(compiled, "tender.title")
        .or_else(|| text(compiled, "title"))
        .or_else(|| later.into_iter().find_map(|award| text(award, "title")))
}

/// True of an award or contract that was made and not taken back.
pub fn is_in_force(award: &Value) -> bool {
    text(award, "status").is_none_or(|status| matches!(status, "active" | "pending" | "terminated"))
}

fn state_of(compiled: &Value) -> State {
    let awards = list(compiled, "awards");
    let deadlines = ["tender.tenderPeriod.endDate", "tender.expressionOfInterestDeadline"];
    let made = awards.iter().chain(list(compiled, "contracts")).any(is_in_force);
    match text(compiled, "tender.status") {
        Some("planning") if is_engagement(compiled) => State::Engagement,
        Some("planning" | "planned") => State::Planned,
        Some("active") => State::Open,
        Some("cancelled" | "withdrawn") => State::Cancelled,
        Some("unsuccessful") => State::Unsuccessful,
        _ if made => State::Awarded,
        _ if !awards.is_empty() => State::Unsuccessful,
        Some("complete") => State::Closed,
        _ if is_engagement(compiled) => State::Engagement,
        _ if deadlines.into_iter().any(|place| get(compiled, place).is_some()) => State::Open,
        _ => State::Planned,
    }
}

fn is_engagement(compiled: &Value) -> bool {
    let is = |item: &Value, key: &str, word: &str| text(item, key) == Some(word);
    list(compiled, "planning.milestones").iter().any(|item| is(item, "type", "engagement"))
        || list(compiled, "planning.documents").iter().any(|item| is(item, "documentType", "marketEngagementNotice"))
}

/// The range that the tender gives, else up to what its lots are worth; without either, what was awarded if every award has a sum.
fn values_of(compiled: &Value) -> (Option<Pence>, Option<Pence>) {
    let sum = |place: &str| get(compiled, place).and_then(|value| pence(value).ok());
    let (low, high) = (sum("tender.minValue"), sum("tender.value").or(sum("tender.maxValue")));
    let high = high.or_else(|| lots::value(compiled).filter(|_| low.is_none()));
    if low.is_some() || high.is_some() {
        return (low, high);
    }
    let awards = list(compiled, "awards").iter().filter(|award| is_in_force(award));
    let sums: Option<Vec<Pence>> = awards.map(|award| award.get("value").and_then(|value| pence(value).ok())).collect();
    let awarded = sums.filter(|sums| !sums.is_empty()).map(|sums| sums.into_iter().sum());
    (awarded, awarded)
}

fn buyer_of(compiled: &Value) -> Party {
    named_party(compiled, get(compiled, "buyer").unwrap_or(&Value::Null), "buyer")
}

/// Who a reference to a party means (a buyer, a supplier), with the identifiers that the list of parties gives; without an id it is the
/// party of that role that has the same name, or the only one.
pub(super) fn named_party(compiled: &Value, reference: &Value, role: &str) -> Party {
    let (id, name) = (id_of(reference), text(reference, "name"));
    let party = match &id {
        Some(id) => party_numbered(compiled, id, name),
        None => list(compiled, "parties").iter().find(|party| {
            let plays = list(party, "roles").iter().any(|played| played.as_str() == Some(role));
            plays && (name.is_none() || text(party, "name").is_none() || name == text(party, "name"))
        }),
    };
    let party = party.unwrap_or(&Value::Null);
    let mut identifiers = Vec::new();
    let mut given: Vec<&Value> = party.get("identifier").into_iter().collect();
    given.extend(list(party, "additionalIdentifiers"));
    for identifier in given {
        if let (Some(scheme), Some(value)) = (text(identifier, "scheme"), text(identifier, "id")) {
            identifiers.extend(identified(scheme, value));
        }
    }
    // `GB-CFS-18525`: scheme and number in one.
    let joined = |scheme: &Scheme| {
        let (code, rest) = id.as_deref()?.split_at_checked(scheme.code().len())?;
        code.eq_ignore_ascii_case(scheme.code()).then_some((*scheme, rest.strip_prefix('-')?))
    };
    if let Some((scheme, value)) = Scheme::ALL.iter().find_map(joined) {
        identifiers.extend(Identifier::parse(scheme, value));
    }
    identifiers.dedup();
    Party { name: name.or(text(party, "name")).unwrap_or("Not stated").to_owned(), identifiers }
}

fn identified(scheme: &str, value: &str) -> Option<Identifier> {
    Identifier::parse(Scheme::named(scheme)?, value).ok()
}

/// The party of a number. Of several that a notice gave one number, which were told apart, it is the one of the same name.
fn party_numbered<'a>(compiled: &'a Value, id: &str, name: Option<&str>) -> Option<&'a Value> {
    let has_it = |party: &&Value| id_of(party).is_some_and(|own| own == id || is_of(&own, id) || is_of(id, &own));
    let all: Vec<&Value> = list(compiled, "parties").iter().filter(has_it).collect();
    let is_named_so = |party: &&Value| name.map(folded) == text(party, "name").map(folded);
    match all.as_slice() {
        // One number is enough where nothing had to be told apart: names are written in many ways.
        [one] if id_of(one).as_deref() == Some(id) => Some(one),
        several => several.iter().copied().find(is_named_so),
    }
}

fn method_label(code: &str) -> &str {
    match code {
        "open" => "Open",
        "selective" => "Selective",
        "limited" => "Limited",
        "direct" => "Direct award",
        other => other,
    }
}

/// `Other - ` with nothing after it is `Other`.
fn tidied(text: &str) -> String {
    text.trim_end_matches([' ', '-']).to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn process(compiled: Value) -> Process {
        Process::of("ocds-x-1", &compiled)
    }

    #[test]
    fn the_state_follows_from_status_and_awards() {
        let engagement = json!({"milestones": [{"type": "engagement"}]});
        for (compiled, state) in [
            (json!({"tender": {"status": "planning"}, "planning": engagement}), State::Engagement),
            (json!({"tender": {"status": "planning"}}), State::Planned),
            (json!({"tender": {"status": "active"}}), State::Open),
            (json!({"tender": {"status": "complete"}}), State::Closed),
            (json!({"tender": {"status": "complete"}, "awards": [{"status": "active"}]}), State::Awarded),
            (json!({"tender": {"status": "complete"}, "awards": [{"status": "unsuccessful"}]}), State::Unsuccessful),
            (json!({"tender": {"status": "withdrawn"}, "awards": [{"status": "active"}]}), State::Cancelled),
            (json!({"awards": [{}]}), State::Awarded),
            (json!({"tender": {"expressionOfInterestDeadline": "2025-02-03T12:00:00Z"}}), State::Open),
            (json!({}), State::Planned),
        ] {
            assert_eq!(process(compiled.clone()).state, state, "{compiled}");
        }
    }

    #[test]
    fn a_buyer_is_known_by_what_its_party_says() {
        let buyer = process(json!({
            "buyer": {"id": "GB-CFS-18525", "name": "Merton"},
            "parties": [{"id": "other"}, {"id": "GB-CFS-18525", "identifier": {"scheme": "GB-LAE", "id": "mrt"},
                "additionalIdentifiers": [{"scheme": "GB-SRS", "id": "x/1"}, {"scheme": "GB-COH", "id": "1234567"}]}],
        }))
        .buyer;
        let identifiers: Vec<_> = buyer.identifiers.iter().map(ToString::to_string).collect();
        assert_eq!(identifiers, ["GB-LAE-MRT", "GB-COH-01234567", "GB-CFS-18525"]);
        assert_eq!(process(json!({})).buyer.name, "Not stated");
    }

    #[test]
    fn a_scheme_is_known_in_lower_case_too() {
        let identified = |party: Value| {
            let buyer = process(json!({"buyer": {"id": party["id"]}, "parties": [party]})).buyer;
            buyer.identifiers.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let company = json!({"scheme": "gb-coh", "id": "sc123456"});
        assert_eq!(identified(json!({"id": "p", "identifier": company})), ["GB-COH-SC123456"]);
        assert_eq!(identified(json!({"id": "p", "additionalIdentifiers": [company]})), ["GB-COH-SC123456"]);
        assert_eq!(identified(json!({"id": "gb-coh-1234567"})), ["GB-COH-01234567"]);
        assert_eq!(
            identified(json!({"id": "Gb-Coh-1234567", "identifier": {"scheme": " GB-Lae ", "id": "bir"}})),
            ["GB-LAE-BIR", "GB-COH-01234567"]
        );
        assert!(identified(json!({"id": "gb-cohort-1"})).is_empty());
    }

    #[test]
    fn of_parties_that_bore_one_number_each_keeps_its_own_identifiers() {
        let coh = |id: &str| json!({"scheme": "GB-COH", "id": id});
        let compiled = json!({"parties": [
            {"id": "p/Alder Ltd", "name": "Alder Ltd", "identifier": coh("11111111")},
            {"id": "p/Birch Ltd", "name": "Birch Ltd", "identifier": coh("22222222")},
        ]});
        let known = |reference: Value| {
            let party = named_party(&compiled, &reference, "supplier");
            party.identifiers.iter().map(|one| one.value().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(known(json!({"id": "p", "name": "BIRCH LTD"})), ["22222222"]);
        assert_eq!(known(json!({"id": "p/Alder Ltd", "name": "Alder Ltd"})), ["11111111"]);
        assert!(known(json!({"id": "p", "name": "Cedar Ltd"})).is_empty(), "nobody's, rather than another's");
        assert!(known(json!({"id": "p"})).is_empty());
        let one = json!({"parties": [{"id": "0", "name": "Alder Ltd", "identifier": coh("11111111")}]});
        let found =
            |id: &str, name: &str| named_party(&one, &json!({"id": id, "name": name}), "supplier").identifiers.len();
        assert_eq!(
            (found("0/Alder Ltd", "ALDER LTD"), found("0/Birch", "Birch"), found("0", "Alder Limited")),
            (1, 0, 1)
        );
    }

    #[test]
    fn the_value_is_the_tenders_range_or_the_sum_of_its_lots_or_of_the_awards() {
        let gbp = |amount: u32| json!({"amount": amount, "currency": "GBP"});
        let values = |compiled: Value| {
            let process = process(compiled);
            (process.value_low.map(Pence::pence), process.value_high.map(Pence::pence))
        };
        assert_eq!(values(json!({"tender": {"minValue": gbp(1), "value": gbp(2)}})), (Some(100), Some(200)));
        assert_eq!(values(json!({"tender": {"maxValue": gbp(2)}, "awards": [{"value": gbp(9)}]})), (None, Some(200)));
        let lots = json!([{"value": gbp(3)}, {"value": gbp(4)}]);
        assert_eq!(values(json!({"tender": {"lots": lots}, "awards": [{"value": gbp(9)}]})), (None, Some(700)));
        assert_eq!(values(json!({"tender": {"lots": lots, "minValue": gbp(1)}})), (Some(100), None));
        assert_eq!(values(json!({"awards": [{"value": gbp(1)}, {"value": gbp(2)}]})), (Some(300), Some(300)));
        assert_eq!(values(json!({"awards": [{"value": gbp(1)}, {}]})), (None, None));
    }
}
