//! Makes as many releases as wanted out of real ones, for measuring imports: the same ones from the same seed, as JSON lines,
//! never more than one in memory. One in twenty is an update of the process before it that carries only changes. They are of 2014, so
//! that most of what they announce is over on the demonstration's day, and the rest still to come.
//!
//!     cargo run --release -p server --example generate_releases -- 100000 releases.jsonl [SEED]

use std::{
    env::args,
    fs::File,
    io::{BufWriter, Write},
};

use chrono::{DateTime, Days, SecondsFormat, TimeDelta, Utc};
use serde_json::{Value, json};

/// Contracts Finder test data (apa999/CFServer1 @cfda786f, Open Government Licence v3.0).
const REAL: [&str; 2] = [
    include_str!("../../e2e/peers/ocds/told-twice.json"),
    include_str!("../../entities/src/ocds/fixtures/releases.json"),
];

/// Codes of notices near children's services, and of everything else.
const CPV: [&str; 8] = ["85311300", "85312110", "85312300", "85320000", "80110000", "45000000", "79400000", "72000000"];

/// Made of these, names of places are as many as there are councils.
const PLACES: [&str; 3] = [
    "North South East West Upper Lower Great Little",
    "Ash Brom Dun Elm Har Kings Oak Wal",
    "ford ton wick field bury ley ham minster",
];

/// 1 January 2014, in days since 1970.
const FIRST_DAY: u64 = 16_071;

/// Numbers that look like chance (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % most.max(1) as u64).unwrap_or_default()
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    fn place(&mut self) -> String {
        let parts = PLACES.map(|words| *self.one(&words.split(' ').collect::<Vec<_>>()));
        format!("{} {}{}", parts[0], parts[1], parts[2])
    }
}

fn main() -> anyhow::Result<()> {
    let mut args = args().skip(1);
    let (Some(count), Some(file)) = (args.next(), args.next()) else { anyhow::bail!("give NUMBER and FILE") };
    let seed = args.next().map_or(Ok(2015), |seed| seed.parse())?;
    let mut chance = Chance(seed);
    let real = real()?;
    let sentences: Vec<&str> = real.iter().flat_map(sentences).collect();
    let mut into = BufWriter::new(File::create(file)?);
    let mut ocid = 0_u64;
    for number in 0..count.parse::<u64>()? {
        let is_update = number > 0 && chance.below(20) == 0;
        ocid += u64::from(!is_update);
        let release = match is_update {
            true => update(number, ocid, &mut chance),
            false => release(number, ocid, &real, &sentences, &mut chance),
        };
        serde_json::to_writer(&mut into, &release)?;
        into.write_all(b"\n")?;
    }
    into.flush()?;
    Ok(())
}

fn real() -> anyhow::Result<Vec<Value>> {
    let lists: Vec<Vec<Value>> = REAL.iter().map(|text| serde_json::from_str(text)).collect::<Result<_, _>>()?;
    Ok(lists.concat())
}

fn sentences(release: &Value) -> impl Iterator<Item = &str> {
    release["tender"]["description"].as_str().unwrap_or_default().split_inclusive(". ").filter(|it| it.len() > 20)
}

fn published(number: u64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
        + Days::new(FIRST_DAY + number % 365)
        + TimeDelta::seconds(i64::try_from(number % 80_000).unwrap_or_default())
}

fn named(number: u64, ocid: u64) -> Value {
    json!({
        "ocid": format!("ocds-b5fd17-{:08x}-{ocid}", ocid.wrapping_mul(2_654_435_761) & 0xffff_ffff),
        "id": format!("release-{number}"),
        "date": published(number).to_rfc3339_opts(SecondsFormat::Secs, true),
    })
}

/// A release like a real one: about something else, somewhere else, bought by another council for another sum.
fn release(number: u64, ocid: u64, real: &[Value], sentences: &[&str], chance: &mut Chance) -> Value {
    let mut release = chance.one(real).clone();
    if let Some(was) = release["date"].as_str().and_then(instant) {
        move_days(&mut release, published(number) - was);
    }
    for (key, value) in named(number, ocid).as_object().into_iter().flatten() {
        release[key] = value.clone();
    }
    let (place, council) = (chance.place(), chance.place());
    let title = release["tender"]["title"].as_str().unwrap_or_default().to_owned();
    release["tender"]["title"] = format!("{title} {place} {number}").into();
    let description: String = (0..2 + chance.below(6)).map(|_| *chance.one(sentences)).collect();
    release["tender"]["description"] = format!("{description} In {place}.").into();
    release["tender"]["classification"]["scheme"] = "CPV".into();
    release["tender"]["classification"]["id"] = (*chance.one(&CPV)).into();
    let buyer = json!({"id": format!("GB-CFS-{}", 1_000 + chance.below(500)), "name": format!("{council} Council")});
    release["buyer"] = buyer;
    if let Some(awards) = release["awards"].as_array_mut() {
        for (at, award) in awards.iter_mut().enumerate() {
            award["id"] = format!("{ocid}-{at}").into();
            award["value"]["amount"] = (1_000 + chance.below(1_000_000)).into();
        }
    }
    release
}

fn instant(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(|instant| instant.to_utc())
}

/// Moves everything dated in a release by as much.
fn move_days(value: &mut Value, by: TimeDelta) {
    match value {
        Value::String(text) => {
            if let Some(moved) = instant(text).and_then(|instant| instant.checked_add_signed(by)) {
                *text = moved.to_rfc3339_opts(SecondsFormat::Secs, true);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| move_days(value, by)),
        Value::Object(fields) => fields.values_mut().for_each(|value| move_days(value, by)),
        Value::Null | Value::Bool(_) | Value::Number(_) => (),
    }
}

/// An update that carries only what changed.
fn update(number: u64, ocid: u64, chance: &mut Chance) -> Value {
    let mut update = named(number, ocid);
    update["tag"] = json!(["tenderUpdate"]);
    let ends = published(number) + Days::new(u64::try_from(chance.below(60)).unwrap_or_default());
    update["tender"] = json!({"tenderPeriod": {"endDate": ends.to_rfc3339_opts(SecondsFormat::Secs, true)}});
    update
}
