//! Checking a release value by value. What cannot be used is taken out, its raw text kept in the fault; the release itself is
//! still used.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};
use serde_json::{Map, Value};

use super::{
    Fault, codes, cpv, identified, suppliers, twins,
    visit::{each, joined},
};
use crate::{
    clock::{at, day_of},
    values::{Pence, money::NoMoney},
};

/// Sums that the register shows.
const MONEY: &[&str] = &[
    "planning.budget.amount",
    "tender.minValue",
    "tender.value",
    "tender.maxValue",
    "tender.lots[].value",
    "awards[].value",
    "contracts[].value",
];

/// Dates that the register shows.
const DATES: &[&str] = &[
    "tender.datePublished",
    "tender.expressionOfInterestDeadline",
    "tender.communication.futureNoticeDate",
    "planning.milestones[].dueDate",
    "tender.milestones[].dueDate",
    "awards[].date",
    "contracts[].dateSigned",
];

/// Periods that the register shows.
const PERIODS: &[&str] = &[
    "tender.tenderPeriod",
    "tender.enquiryPeriod",
    "tender.awardPeriod",
    "tender.contractPeriod",
    "tender.lots[].contractPeriod",
    "awards[].contractPeriod",
    "awards[].standstillPeriod",
    "contracts[].period",
];

/// What was done about a value that cannot be used.
pub const LEFT_OUT: &str = "it was left out, the rest of the release was used";

/// Checks a release at a path, and takes out what cannot be used.
pub fn check(release: &mut Value, path: &str, faults: &mut Vec<Fault>) {
    for place in MONEY {
        each(release, place, path, &mut |map, key, path| check_sum(map, key, path, faults));
    }
    check_range(release, path, faults);
    for place in DATES {
        each(release, place, path, &mut |map, key, path| check_date(map, key, path, faults));
    }
    for place in PERIODS {
        each(release, place, path, &mut |map, key, path| check_period(map, key, path, faults));
    }
    for (place, codes) in codes::CLOSED {
        each(release, place, path, &mut |map, key, path| {
            // `null` takes the code of an earlier release away when they are merged.
            let known = map[key].as_str().is_some_and(|code| codes.contains(&code));
            if !known && !map[key].is_null() {
                let raw = map.shift_remove(key).unwrap_or_default();
                faults.push(Fault::new(path, format!("not one of {}", codes.join(", ")), LEFT_OUT, &raw));
            }
        });
    }
    check_tags(release, path, faults);
    cpv::check(release, path, faults);
    suppliers::check(release, path, faults);
    identified::check(release, path, faults);
    twins::tell_apart(release, path, faults);
}

/// A sum of money in pounds, exactly.
pub fn pence(value: &Value) -> Result<Pence, String> {
    let currency = value.get("currency").and_then(Value::as_str);
    let pounds = match value.get("amount") {
        Some(Value::Number(number)) => exact(&number.to_string()),
        Some(_) => return Err("the amount is not a number".into()),
        None => return Err("there is no amount".into()),
    };
    let pounds = pounds.map_err(|why| {
        match why {
            NoMoney::NotANumber | NoMoney::Comma => "the amount is not a number of pounds",
            NoMoney::TooMuch => "the amount is beyond £100 billion",
            NoMoney::FractionOfAPenny => "the amount has fractions of a penny",
            NoMoney::Negative => "the amount is below zero",
        }
        .to_string()
    })?;
    match currency {
        Some("GBP") if pounds == Pence::ZERO => Err("£0 is no price".into()),
        Some("GBP") => Ok(pounds),
        Some(other) => {
            Err(format!("the currency is {}, the register keeps pounds", other.chars().take(10).collect::<String>()))
        }
        None => Err("no currency is given".into()),
    }
}

/// Reads a JSON number exactly, without ever making a float of it: `93007`, `1e3`, `0.10`.
fn exact(number: &str) -> Result<Pence, NoMoney> {
    let Some((mantissa, exponent)) = number.split_once(['e', 'E']) else { return Pence::from_decimal(number) };
    if mantissa.starts_with('-') {
        return Err(NoMoney::Negative);
    }
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let exponent: i64 = exponent.parse().map_err(|_| NoMoney::TooMuch)?;
    let point = i64::try_from(whole.len()).unwrap_or_default().saturating_add(exponent);
    if digits.bytes().all(|digit| digit == b'0') {
        return Ok(Pence::ZERO);
    }
    match usize::try_from(point) {
        Ok(point) if point > 30 => Err(NoMoney::TooMuch),
        Ok(point) if point >= digits.len() => {
            Pence::from_decimal(&format!("{digits}{}", "0".repeat(point - digits.len())))
        }
        Ok(point) => Pence::from_decimal(&format!("{}.{}", &digits[..point], &digits[point..])),
        Err(_) => Err(NoMoney::FractionOfAPenny),
    }
}

fn check_sum(map: &mut Map<String, Value>, key: &str, path: &str, faults: &mut Vec<Fault>) {
    if map[key].is_null() {
        return;
    }
    if let Err(reason) = pence(&map[key]) {
        let value = map.shift_remove(key).unwrap_or_default();
        let raw = value.get("amount").cloned().unwrap_or(value.clone());
        let raw = if reason.contains("currency") { value } else { raw };
        faults.push(Fault::new(
            joined(path, "amount"),
            reason,
            "no sum is shown, the rest of the release was used",
            &raw,
        ));
    }
}

fn check_range(release: &mut Value, path: &str, faults: &mut Vec<Fault>) {
    let sum = |key: &str| release.get("tender").and_then(|tender| tender.get(key)).and_then(|value| pence(value).ok());
    let most = sum("value").or(sum("maxValue"));
    if let (Some(least), Some(most)) = (sum("minValue"), most)
        && least > most
    {
        each(release, "tender.minValue", path, &mut |map, key, path| {
            let raw = map.shift_remove(key).unwrap_or_default();
            faults.push(Fault::new(path, "the least value is above the most", LEFT_OUT, &raw));
        });
    }
}

/// A moment of a release: an instant, or a day where only a day is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub at: DateTime<Utc>,
    /// The day that is meant: the written one where midnight or the last minute of a day is written, whatever the zone
    /// (publishers write winter days in summer time); else the day in Europe/London.
    pub day: NaiveDate,
    /// No time of day was given.
    pub is_day: bool,
    /// No time zone was given, and the United Kingdom's was taken.
    pub zone_is_missing: bool,
}

/// Reads a date of a release.
///
/// # Errors
/// Why it is none, in words.
pub fn moment(value: &Value) -> Result<Moment, &'static str> {
    let text = value.as_str().ok_or("the date is not text")?.trim();
    let found = if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        let day = if is_edge_of_day(instant.time()) { instant.date_naive() } else { day_of(instant.to_utc()) };
        Moment { at: instant.to_utc(), day, is_day: false, zone_is_missing: false }
    } else if let Ok(local) = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f") {
        // Seconds do not matter where the zone does not.
        let at = at(local.date(), local.hour(), local.minute());
        Moment { at, day: local.date(), is_day: false, zone_is_missing: true }
    } else if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        Moment { at: at(day, 0, 0), day, is_day: true, zone_is_missing: false }
    } else {
        return Err("there is no such date");
    };
    if (1990..=2100).contains(&found.at.year()) { Ok(found) } else { Err("the year is not from 1990 to 2100") }
}

/// True of the times that publishers write when they mean a day.
pub fn is_edge_of_day(time: NaiveTime) -> bool {
    matches!((time.hour(), time.minute()), (0, 0) | (23, 59))
}

fn check_date(map: &mut Map<String, Value>, key: &str, path: &str, faults: &mut Vec<Fault>) {
    if map[key].is_null() {
        return;
    }
    match moment(&map[key]) {
        Ok(Moment { zone_is_missing: true, .. }) => {
            faults.push(Fault::new(path, "the time has no zone", "it was read as UK time", &map[key]));
        }
        Ok(_) => {}
        Err(reason) => {
            let raw = map.shift_remove(key).unwrap_or_default();
            faults.push(Fault::new(path, reason, LEFT_OUT, &raw));
        }
    }
}

fn check_period(map: &mut Map<String, Value>, key: &str, path: &str, faults: &mut Vec<Fault>) {
    let Some(Value::Object(period)) = map.get_mut(key) else { return };
    for end in ["startDate", "endDate", "maxExtentDate"] {
        if period.contains_key(end) {
            check_date(period, end, &joined(path, end), faults);
        }
    }
    let read = |end: &str| period.get(end).and_then(|value| moment(value).ok());
    if let (Some(starts), Some(ends)) = (read("startDate"), read("endDate"))
        && ends.at < starts.at
    {
        let raw = map.shift_remove(key).unwrap_or_default();
        faults.push(Fault::new(
            path,
            "the end is before the start",
            "neither date is shown, the rest of the release was used",
            &raw,
        ));
    }
}

fn check_tags(release: &mut Value, path: &str, faults: &mut Vec<Fault>) {
    let Some(Value::Array(tags)) = release.get_mut("tag") else {
        let raw = release.get("tag").cloned().unwrap_or_default();
        faults.push(Fault::new(
            joined(path, "tag"),
            "the release does not say what it is",
            "it was used nevertheless",
            &raw,
        ));
        return;
    };
    let mut at = 0;
    tags.retain(|tag| {
        let known = tag.as_str().is_some_and(|tag| codes::TAGS.contains(&tag));
        if !known {
            faults.push(Fault::new(format!("{path}.tag[{at}]"), "not a release tag of OCDS 1.1", LEFT_OUT, tag));
        }
        at += 1;
        known
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn faults_of(mut release: Value) -> (Value, Vec<(String, String, String)>) {
        let mut faults = Vec::new();
        release["tag"] = json!(["tender"]);
        check(&mut release, "releases[12]", &mut faults);
        (release, faults.into_iter().map(|fault| (fault.path, fault.reason, fault.raw)).collect())
    }

    #[test]
    fn money_is_read_exactly_and_never_as_a_float() {
        for (json, pence) in [
            ("93007", Ok(9_300_700)),
            ("0.1", Ok(10)),
            ("1e3", Ok(100_000)),
            ("1.5E+6", Ok(150_000_000)),
            ("12345e-2", Ok(12_345)),
            ("99999999999.99", Ok(9_999_999_999_999)),
            ("1e9999", Err(NoMoney::TooMuch)),
            ("1e99999999999999999999", Err(NoMoney::TooMuch)),
            ("1e-9999", Err(NoMoney::FractionOfAPenny)),
            ("0.001", Err(NoMoney::FractionOfAPenny)),
            ("-5", Err(NoMoney::Negative)),
            ("-1e5", Err(NoMoney::Negative)),
        ] {
            let value: Value = serde_json::from_str(json).unwrap();
            assert_eq!(exact(&value.to_string()).map(Pence::pence), pence, "{json}");
        }
    }

    #[test]
    fn a_sum_that_is_none_is_quarantined_with_its_raw_text_and_its_path() {
        let text = r#"{"tender":{"title":"x","value":{"amount":1e9999,"currency":"GBP"},"minValue":{"amount":-1,"currency":"GBP"}},
            "awards":[{"suppliers":[{}],"value":{"amount":0,"currency":"GBP"}},{"suppliers":[{}],"value":{"amount":5,"currency":"EUR"}}]}"#;
        let (release, faults) = faults_of(serde_json::from_str(text).unwrap());
        let fault = |path: &str, reason: &str, raw: &str| (path.to_string(), reason.to_string(), raw.to_string());
        assert_eq!(
            faults,
            [
                fault("releases[12].tender.minValue.amount", "the amount is below zero", "-1"),
                fault("releases[12].tender.value.amount", "the amount is beyond £100 billion", "1e+9999"),
                fault("releases[12].awards[0].value.amount", "£0 is no price", "0"),
                fault(
                    "releases[12].awards[1].value.amount",
                    "the currency is EUR, the register keeps pounds",
                    r#"{"amount":5,"currency":"EUR"}"#
                ),
            ]
        );
        assert_eq!(release["tender"], json!({"title": "x"}));
    }

    #[test]
    fn impossible_dates_and_unknown_codes_are_left_out() {
        let (release, faults) = faults_of(json!({
            "tender": {
                "status": "sleeping",
                "tenderPeriod": {"endDate": "2025-02-30T12:00:00Z"},
                "enquiryPeriod": {"endDate": "2025-02-03T12:00:00"},
                "contractPeriod": {"startDate": "2025-04-01T00:00:00Z", "endDate": "2025-03-31T00:00:00Z"},
                "classification": {"scheme": "CPV", "id": "8531"},
            },
            "awards": [{"status": "active", "date": "9999-12-31T00:00:00Z"}],
        }));
        let paths: Vec<_> = faults.iter().map(|(path, ..)| path.trim_start_matches("releases[12].")).collect();
        assert_eq!(
            paths,
            [
                "awards[0].date",
                "tender.tenderPeriod.endDate",
                "tender.enquiryPeriod.endDate",
                "tender.contractPeriod",
                "tender.status",
                "tender.classification.id",
                "awards[0].suppliers",
            ]
        );
        assert_eq!(release["tender"], json!({"tenderPeriod": {}, "enquiryPeriod": {"endDate": "2025-02-03T12:00:00"}}));
    }

    #[test]
    fn a_null_is_left_for_the_merge_wherever_a_code_is_one_of_a_list() {
        let milestones = json!([{"status": null}]);
        let removing = json!({
            "tag": ["tender"],
            "initiationType": null,
            "planning": {"milestones": milestones},
            "tender": {"status": null, "procurementMethod": null, "mainProcurementCategory": null, "milestones": milestones},
            "awards": [{"suppliers": [{"name": "A"}], "status": null}],
            "contracts": [{"status": null}],
        });
        for (place, _) in codes::CLOSED {
            let mut there = false;
            each(&mut removing.clone(), place, "", &mut |map, key, _| there = map[key].is_null());
            assert!(there, "{place} is not tried");
        }
        assert_eq!(faults_of(removing.clone()), (removing, vec![]));
    }

    #[test]
    fn a_least_value_above_the_most_is_left_out() {
        let sum = |amount: u32| json!({"amount": amount, "currency": "GBP"});
        let (release, faults) = faults_of(json!({"tender": {"minValue": sum(5), "value": sum(4)}}));
        assert_eq!(faults[0].0, "releases[12].tender.minValue");
        assert_eq!(release["tender"], json!({"value": sum(4)}));
    }
}
