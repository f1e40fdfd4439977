//! Faults as publishers make them, one after another: what is said of each, and what the register makes of the release. The one
//! place that lists them. Each was cut from a real release (Contracts Finder test data, as the other fixtures of `ocds`); where
//! a real one has not got the fault, a single value of it was changed.

use serde_json::{Map, Value};

use super::{
    read::{Page, ProcurementPage},
    story::import,
};
use crate::{access::Viewer, story::World, values::Reference};

const FIXTURES: &str = include_str!("../ocds/fixtures/in-the-wild.json");

/// A fault in the wild.
struct Wild {
    /// Its key in the fixtures.
    fault: &'static str,
    /// What is said of it, whole lines.
    said: &'static [&'static str],
    /// What the procurement's page shows.
    shows: &'static [&'static str],
}

/// What stands for the messages that are said of many.
const SHORT: [(&str, &str); 3] = [
    ("RN", "line breaks are damaged to \"rn\" in a text; they were mended where that is sure"),
    ("MISREAD", "UTF-8 was read as Windows-1252 in a text; it was mended where that is sure"),
    ("HTML", "HTML entities stand in a text; they were decoded"),
];

const WILD: &[Wild] = &[
    Wild { fault: "no value", said: &[], shows: &["open", "no value", "deadline 1pm on 7 March 2025"] },
    Wild {
        fault: "£0",
        said: &[
            "[0]: RN",
            "[0].awards[0].value.amount: £0 is no price; no sum is shown, the rest of the release was used [0]",
        ],
        shows: &["awarded", "no value", "award of no value"],
    },
    Wild {
        fault: "1e9999",
        said: &[
            "[0]: RN",
            "[0].awards[0].value.amount: the amount is beyond £100 billion; no sum is shown, the rest of the release was used [1e+9999]",
        ],
        shows: &["awarded", "award of no value to CBM Group Ltd, Lura Constructions LTD"],
    },
    Wild {
        fault: "no supplier",
        said: &["[0]: RN", "[0].awards[0].suppliers: the award names no supplier; it is shown without one"],
        shows: &["awarded", "award of £75,000 to nobody"],
    },
    Wild {
        fault: "multiple suppliers",
        said: &[
            "[0]: RN",
            "[0].awards[0].suppliers[0].name: no supplier is named; the words are shown as they are and are nobody’s name [Multiple suppliers – see attached]",
        ],
        shows: &["awarded", "award of £75,000 to nobody: Multiple suppliers – see attached"],
    },
    Wild {
        fault: "end before start",
        said: &[
            "[0]: RN",
            "[0].awards[0].contractPeriod: the end is before the start; neither date is shown, the rest of the release was used [{\"startDate\":\"2025-04-05T23:59:59+01:00\",\"endDate\":\"2025-03-10T00:00:00Z\"}]",
        ],
        shows: &["awarded"],
    },
    Wild {
        fault: "entities",
        said: &["[0]: HTML", "[0]: RN"],
        shows: &["title Our Lady of the Magnificat - Home to School Transport for St Bede's Catholic Middle School"],
    },
    Wild { fault: "rn", said: &["[0]: RN"], shows: &["both;\n- Live and historic", "and\n- Aggregated statistics"] },
    Wild {
        fault: "misread",
        said: &["[0]: MISREAD", "[0]: RN"],
        shows: &["to:\n• 8 ( eight)", "Level 4 \n• 12 (twelve)", "will be for: £120,00 (one"],
    },
    Wild {
        fault: "several awards",
        said: &["[0]: RN"],
        shows: &[
            "value £76,000",
            "award of £75,000 to CBM Group Ltd, Lura Constructions LTD",
            "award of £1,000 to Second Supplier Ltd",
        ],
    },
    Wild {
        fault: "same id",
        said: &[
            "[0]: MISREAD",
            "[1]: MISREAD",
            "[1].id: another release was published under this id with other content; both were kept and merged [2a1e3359-87a0-4fdd-ac61-20d5e6520a13-819950]",
        ],
        shows: &["2 releases"],
    },
    Wild {
        fault: "award without a tender",
        said: &["[0].tender.title: the process has no title; its OCID or an earlier release's title stands for it"],
        shows: &[
            "awarded",
            "title ocds-b5fd17-3fc3576f-12fc-4c77-a9ca-766be3892fef-untendered",
            "award of £75,000 to CBM Group Ltd, Lura Constructions LTD",
        ],
    },
    Wild {
        fault: "amended twice",
        said: &["[0]: HTML", "[0]: RN", "[1]: HTML", "[1]: RN", "[2]: HTML", "[2]: RN"],
        shows: &["3 releases", "deadline 12 noon on 7 March 2025"],
    },
];

/// The facts of a page as lines.
fn lines(page: &Page) -> Vec<String> {
    let procurement = &page.procurement;
    let sum = |value: Option<crate::values::Pence>| value.map_or("no value".to_owned(), |value| value.to_string());
    let mut lines = vec![
        procurement.state.code().to_owned(),
        format!("title {}", procurement.title),
        format!("{} releases", page.releases),
        procurement.description.clone(),
    ];
    lines.push(match procurement.value_high {
        None => "no value".into(),
        Some(value) => format!("value {value}"),
    });
    lines.extend(page.events.iter().map(|event| format!("{} {}", event.kind.code(), event.when.in_words())));
    lines.extend(page.notice.awards.iter().map(|award| {
        let unnamed: String = award.unnamed.iter().map(|words| format!(": {words}")).collect();
        let names: Vec<&str> = award.suppliers.iter().map(|supplier| supplier.name.as_str()).collect();
        let to = if names.is_empty() { "nobody".to_owned() } else { names.join(", ") };
        format!("award of {} to {to}{unnamed}", sum(award.value))
    }));
    lines
}

crate::story!(every_fault_in_the_wild_has_its_result_and_its_message, async |world: World| {
    let fixtures: Map<String, Value> = serde_json::from_str(FIXTURES).unwrap();
    assert_eq!(
        fixtures.keys().map(String::as_str).collect::<Vec<_>>(),
        WILD.iter().map(|it| it.fault).collect::<Vec<_>>()
    );
    for wild in WILD {
        let other = World::opened_beside(&world).await;
        let (report, faults) = import(&other, "wild.json", &fixtures[wild.fault].to_string()).await.unwrap();
        assert_eq!((report.left_out, report.processes), (0, 1), "{}", wild.fault);
        let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
        let full = |line: &&str| SHORT.iter().fold((*line).to_owned(), |line, (short, full)| line.replace(short, full));
        assert_eq!(said, wild.said.iter().map(full).collect::<Vec<_>>(), "{}", wild.fault);
        let only: Reference = "PRO-2025-001".parse().unwrap();
        let shown = lines(&other.register.read(&Viewer::Public, &ProcurementPage(only.clone())).await.unwrap());
        for line in wild.shows {
            assert!(shown.iter().any(|shown| shown.contains(line)), "{}: {line} is not in {shown:#?}", wild.fault);
        }
    }
});
