//! What a page shows of a compiled release beyond the register's own columns: awards, documents, suitability.

use chrono::NaiveDate;
use serde_json::Value;

use super::{
    check::{moment, pence},
    cpv::cpv,
    process::{Party, is_in_force, named_party},
    suppliers::is_name,
    visit::{get, list, text},
};
use crate::values::Pence;

/// The rest of a notice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// When the last release was published.
    pub published: Option<NaiveDate>,
    /// What the CPV code stands for.
    pub cpv_label: Option<String>,
    /// Whether it is said to suit small and medium-sized enterprises.
    pub suits_sme: Option<bool>,
    /// Whether it is said to suit voluntary organisations and social enterprises.
    pub suits_vcse: Option<bool>,
    /// Regions or countries of delivery.
    pub places: Vec<String>,
    pub awards: Vec<Award>,
    /// Notices and other documents, the last published first.
    pub documents: Vec<Document>,
}

/// An award that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Award {
    pub date: Option<NaiveDate>,
    pub value: Option<Pence>,
    pub suppliers: Vec<Party>,
    /// What stands where a supplier should be named: "Multiple suppliers – see attached".
    pub unnamed: Vec<String>,
    pub starts: Option<NaiveDate>,
    pub ends: Option<NaiveDate>,
}

/// A document elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub title: String,
    pub url: String,
    pub published: Option<NaiveDate>,
}

/// The most regions that are worth naming: a notice that ticks every one means everywhere.
const MOST_PLACES: usize = 5;

impl Notice {
    /// Reads a compiled release.
    pub fn of(compiled: &Value) -> Self {
        let flag = |place: &str| get(compiled, place).and_then(Value::as_bool);
        let awards = list(compiled, "awards").iter();
        Self {
            published: day(compiled, "date"),
            cpv_label: cpv(compiled).and_then(|(_, words)| words).map(str::to_owned),
            suits_sme: flag("tender.suitability.sme"),
            suits_vcse: flag("tender.suitability.vcse"),
            places: places(compiled),
            awards: awards.filter(|award| is_in_force(award)).map(|award| award_of(compiled, award)).collect(),
            documents: documents(compiled),
        }
    }
}

fn day(value: &Value, place: &str) -> Option<NaiveDate> {
    get(value, place).and_then(|value| moment(value).ok()).map(|moment| moment.day)
}

fn award_of(compiled: &Value, award: &Value) -> Award {
    let named = |supplier: &&Value| text(supplier, "name").is_some_and(is_name);
    let (named, unnamed): (Vec<&Value>, Vec<&Value>) = list(award, "suppliers").iter().partition(named);
    Award {
        date: day(award, "date"),
        value: award.get("value").and_then(|value| pence(value).ok()),
        suppliers: named.into_iter().map(|supplier| named_party(compiled, supplier, "supplier")).collect(),
        unnamed: unnamed.into_iter().filter_map(|supplier| text(supplier, "name")).map(str::to_owned).collect(),
        starts: day(award, "contractPeriod.startDate"),
        ends: day(award, "contractPeriod.endDate"),
    }
}

fn places(compiled: &Value) -> Vec<String> {
    let mut places = Vec::new();
    for item in list(compiled, "tender.items") {
        for address in list(item, "deliveryAddresses") {
            let place = text(address, "region").or(text(address, "locality")).or(text(address, "countryName"));
            places.extend(place.map(str::to_owned));
        }
    }
    places.sort();
    places.dedup();
    if places.len() > MOST_PLACES { vec!["Several regions".into()] } else { places }
}

fn documents(compiled: &Value) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    let elsewhere = ["awards", "contracts"].into_iter().flat_map(|key| list(compiled, key));
    let lists = ["planning", "tender"].into_iter().filter_map(|key| compiled.get(key)).chain(elsewhere);
    for document in lists.flat_map(|holder| list(holder, "documents")) {
        let Some(url) = text(document, "url") else { continue };
        if documents.iter().any(|known| known.url == url) {
            continue;
        }
        let words = [text(document, "title"), text(document, "description").filter(|text| *text != "n/a")];
        let title = words.into_iter().flatten().next().or(text(document, "documentType").map(kind_label));
        documents.push(Document {
            title: title.unwrap_or("Document").chars().take(200).collect(),
            url: url.to_owned(),
            published: day(document, "dateModified").or(day(document, "datePublished")),
        });
    }
    documents.sort_by_key(|document| std::cmp::Reverse(document.published));
    documents
}

fn kind_label(code: &str) -> &str {
    match code {
        "tenderNotice" => "Tender notice",
        "awardNotice" => "Award notice",
        "contractNotice" => "Contract notice",
        "biddingDocuments" => "Bidding documents",
        "technicalSpecifications" => "Technical specification",
        "contractSigned" => "Signed contract",
        "contractAnnexe" => "Annexe to the contract",
        "contractDraft" => "Draft contract",
        "contractSummary" => "Summary of the contract",
        _ => "Document",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn documents_are_listed_once_the_last_first() {
        let notice = Notice::of(&json!({
            "tender": {"documents": [
                {"url": "https://x/1", "description": "Opportunity notice", "datePublished": "2025-01-01T10:00:00Z"},
                {"description": "without address"}]},
            "awards": [{"documents": [
                {"url": "https://x/2", "description": "n/a", "documentType": "awardNotice", "datePublished": "2025-02-01T10:00:00Z"},
                {"url": "https://x/1"}]}],
        }));
        let titles: Vec<_> = notice.documents.iter().map(|document| document.title.as_str()).collect();
        assert_eq!(titles, ["Award notice", "Opportunity notice"]);
    }

    #[test]
    fn a_notice_for_everywhere_does_not_list_everything() {
        let notice = |regions: &[&str]| {
            let places: Vec<_> = regions.iter().map(|region| json!({"region": region})).collect();
            Notice::of(&json!({"tender": {"items": [{"deliveryAddresses": places}]}})).places
        };
        assert_eq!(notice(&["London", "London"]), ["London"]);
        assert_eq!(notice(&["a", "b", "c", "d", "e", "f"]), ["Several regions"]);
    }
}
