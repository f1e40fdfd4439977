//! What the lots of a tender say where the tender itself does not (OCDS extension "Lots"): Find a Tender gives the dates of the
//! contract by lot, even of a tender that is not divided.

use serde_json::Value;

use super::{
    check::pence,
    visit::{list, text},
};
use crate::values::Pence;

/// The longest name of a lot that is taken, in characters.
const LONGEST_NAME: usize = 200;

/// The lots of a compiled release that may still be let; all of them once none may.
pub fn lots(compiled: &Value) -> Vec<&Value> {
    let all = list(compiled, "tender.lots");
    let is_off = |lot: &Value| matches!(text(lot, "status"), Some("cancelled" | "unsuccessful" | "withdrawn"));
    let standing: Vec<&Value> = all.iter().filter(|lot| !is_off(lot)).collect();
    if standing.is_empty() { all.iter().collect() } else { standing }
}

/// What the lots are worth together; `None` unless each has a sum in pounds, or if that is more than the register takes.
pub fn value(compiled: &Value) -> Option<Pence> {
    let lots = lots(compiled);
    let sums = lots.iter().map(|lot| lot.get("value").and_then(|value| pence(value).ok()));
    let sum: Pence = sums.collect::<Option<Vec<_>>>()?.into_iter().sum();
    Pence::new(sum.pence()).filter(|_| !lots.is_empty())
}

/// What a lot is called, if anything.
pub fn name(lot: &Value) -> Option<String> {
    let id = text(lot, "id").map(|id| format!("Lot {id}"));
    text(lot, "title").map(str::to_owned).or(id).map(|name| name.chars().take(LONGEST_NAME).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lots_are_worth_what_all_of_them_are_worth_in_pounds() {
        let worth = |lots: Value| value(&json!({"tender": {"lots": lots}})).map(Pence::pence);
        let lot = |amount: u64, currency: &str| json!({"value": {"amount": amount, "currency": currency}});
        assert_eq!(worth(json!([lot(1, "GBP"), lot(2, "GBP")])), Some(300));
        for lots in [json!([]), json!([lot(1, "GBP"), {}]), json!([lot(1, "GBP"), lot(2, "EUR")])] {
            assert_eq!(worth(lots), None);
        }
        let most = lot(100_000_000_000, "GBP");
        assert_eq!((worth(json!([most])), worth(json!([most, most]))), (Some(10_000_000_000_000), None));
    }

    #[test]
    fn a_lot_that_is_called_off_counts_no_more() {
        let lot = |id: &str, status: &str| json!({"id": id, "status": status});
        let names =
            |all: Value| -> Vec<_> { lots(&json!({"tender": {"lots": all}})).into_iter().filter_map(name).collect() };
        assert_eq!(
            names(json!([lot("1", "active"), lot("2", "cancelled"), {"id": "3", "title": "North"}])),
            ["Lot 1", "North"]
        );
        assert_eq!(names(json!([lot("1", "unsuccessful"), lot("2", "withdrawn")])), ["Lot 1", "Lot 2"]);
    }
}
