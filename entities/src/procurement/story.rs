//! Procurements are imported, written by hand, listed, followed by providers.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{
    EventKind, State,
    deeds::{Imported, RegisterInterest, WriteProcurement, WriteTenderEvent},
    read::{
        Counts, Filter, OcdsRecords, OwnInterests, Page, ProcurementPage, Row, Section, TenderCalendar, TenderCounts,
        TenderNews,
    },
};
use crate::{
    Refusal,
    access::{Actor, Role, Viewer},
    audit,
    clock::Clock,
    import::{NotImported, Report},
    ocds::Fault,
    organisation::{Kind, deeds::AddOrganisation},
    story::World,
    values::{Identifier, Pence, Reference, Scheme},
};

const REAL: &str = include_str!("../ocds/fixtures/releases.json");
const DAMAGED: &str = include_str!("../ocds/fixtures/damaged-package.json");

pub(crate) async fn import(world: &World, name: &str, text: &str) -> Result<(Report, Vec<Fault>), NotImported> {
    let bytes = text.as_bytes().to_vec();
    let mut faults = Vec::new();
    let open = move || Ok(std::io::Cursor::new(bytes.clone()));
    let told = |_: &Report, new: &[Fault]| faults.extend_from_slice(new);
    let report = crate::import::import(&world.register, &Actor::operator(), name, open, told).await?;
    Ok((report, faults))
}

pub(super) async fn list(world: &World, filter: Filter) -> Vec<Row> {
    world.register.listed(&Viewer::Public, &filter).await
}

/// What a list shows, in short.
pub(super) fn lines(list: &[Row]) -> Vec<String> {
    list.iter().map(|row| format!("{} {}: {}", row.kind.code(), row.when.in_words(), row.buyer)).collect()
}

/// The procurement with this word in its title.
pub(crate) async fn called(world: &World, word: &str) -> Reference {
    let filter = Filter { words: word.into(), ..Filter::default() };
    list(world, filter).await[0].procurement.clone()
}

/// What the releases of an imported procurement were merged to, as JSON.
async fn merged(world: &World, page: &Page) -> String {
    let all = world.register.read(&Viewer::Public, &OcdsRecords { after: 0, most: 100 }).await.unwrap();
    let its = all.into_iter().find(|record| Some(&record.ocid) == page.procurement.ocid.as_ref());
    its.expect("it was imported").compiled
}

pub(crate) fn release(id: &str, date: &str, tender: Value) -> Value {
    json!({"ocid": "ocds-x-1", "id": id, "date": date, "tag": ["tender"],
        "buyer": {"id": "GB-LAE-BIR", "name": "Birmingham"}, "tender": tender})
}

pub(crate) fn by_hand(council: &Reference) -> WriteProcurement {
    WriteProcurement {
        existing: None,
        follows: None,
        title: "Early help in Ladywood".into(),
        description: "Family support".into(),
        buyer: Some(council.clone()),
        service: None,
        cpv: "85311300".parse().ok(),
        value_low: Some(Pence::pounds(50_000)),
        value_high: Some(Pence::pounds(90_000)),
        procedure: None,
        state: State::Engagement,
        in_scope: true,
        published: true,
    }
}

pub(crate) fn event(procurement: &Reference, kind: EventKind, month: u32, day: u32) -> WriteTenderEvent {
    WriteTenderEvent {
        existing: None,
        procurement: procurement.clone(),
        kind,
        starts: NaiveDate::from_ymd_opt(2014, month, day).unwrap(),
        starts_at: None,
        ends: None,
        ends_at: None,
        place: String::new(),
        note: String::new(),
        agenda: String::new(),
        capacity: None,
    }
}

crate::story!(a_second_import_adds_nothing, async |world: World| {
    let (first, faults) = import(&world, "releases.json", REAL).await.unwrap();
    assert_eq!((first.read, first.processes, first.left_out), (7, 5, 0));
    let Imported { releases, added, changed, .. } = first.imported;
    assert_eq!((releases, added.len(), changed.len()), (7, 5, 0));
    let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
    let fault = "[6].awards[0].value.amount: £0 is no price; no sum is shown, the rest of the release was used [0]";
    let mended =
        |at| format!("[{at}]: line breaks are damaged to \"rn\" in a text; they were mended where that is sure");
    let right = |at| format!("[{at}]: UTF-8 was read as Windows-1252 in a text; it was mended where that is sure");
    let again = "[1].id: another release was published under this id with other content; both were kept and merged \
        [2a1e3359-87a0-4fdd-ac61-20d5e6520a13-819950]";
    let texts = [right(0), right(1), right(2), mended(2), right(3), mended(3), mended(4)];
    assert_eq!(faults, [&texts[..], &[fault.to_owned(), again.to_owned()]].concat());

    let (second, _) = import(&world, "releases.json", REAL).await.unwrap();
    assert_eq!(second.imported, Imported { known: 7, ..Imported::default() });
    assert_eq!(list(&world, Filter::default()).await.len(), 15);
    let kept = world.register.import_faults("releases.json").await.unwrap();
    assert_eq!(kept.len(), 8, "what the file says as it was read last");
    assert!(matches!(world.register.verify_audit(None).await, Ok(audit::Verdict::Whole { entries: 3, .. })));
});

crate::story!(the_order_of_releases_in_files_does_not_matter, async |world: World| {
    let mut releases: Vec<Value> = serde_json::from_str(REAL).unwrap();
    import(&world, "forwards.json", REAL).await.unwrap();
    let forwards =
        world.register.read(&Viewer::Public, &ProcurementPage(called(&world, "Christmas").await)).await.unwrap();
    assert!(forwards.procurement.title.ends_with("December 2025 - January 2030"), "the amendment's title stands");
    assert_eq!((forwards.releases, forwards.state), (2, State::Open));

    releases.reverse();
    let other = World::opened_beside(&world).await;
    for release in &releases {
        import(&other, "one.json", &release.to_string()).await.unwrap();
    }
    let backwards =
        other.register.read(&Viewer::Public, &ProcurementPage(called(&other, "Christmas").await)).await.unwrap();
    assert_eq!(backwards.procurement.ocid, forwards.procurement.ocid);
    assert_eq!(merged(&other, &backwards).await, merged(&world, &forwards).await);
    assert_eq!(lines(&list(&other, Filter::default()).await), lines(&list(&world, Filter::default()).await));
});

crate::story!(what_is_wrong_in_a_file_is_told_with_its_path_and_the_rest_is_used, async |world: World| {
    let ccg = AddOrganisation {
        identifiers: vec![Identifier::parse(Scheme::Nhs, "13P").unwrap()],
        ..AddOrganisation::named("NHS Birmingham CrossCity CCG", Kind::Ccg)
    };
    world.register.change(&Actor::operator(), &ccg).await.unwrap();
    let (report, faults) = import(&world, "damaged-package.json", DAMAGED).await.unwrap();
    assert_eq!((report.read, report.left_out, report.processes), (4, 2, 2));
    let paths: Vec<_> = faults.iter().map(|fault| fault.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "releases[0].tender.minValue.amount",
            "releases[0].tender.value.amount",
            "releases[0].tender.tenderPeriod.endDate",
            "releases[0].tender.contractPeriod",
            "releases[0].tender.procurementMethod",
            "releases[1].ocid",
            "releases[2].date",
            "releases[3].awards[0].value.amount",
            "releases[3].tag[1]",
            "releases[3].awards[0].suppliers",
        ]
    );
    assert_eq!(faults[1].raw, "1e+9999");
    let kept = world.register.import_faults("damaged-package.json").await.unwrap();
    assert_eq!(kept.iter().map(|fault| fault.path.as_str()).collect::<Vec<_>>(), paths);

    let reference: Reference = "PRO-2025-001".parse().unwrap();
    let page = world.register.read(&Viewer::Public, &ProcurementPage(reference.clone())).await.unwrap();
    assert_eq!(page.buyer.as_ref().unwrap().name, "NHS Birmingham CrossCity CCG", "matched by its ODS code");
    assert_eq!((page.procurement.value_low, page.procurement.value_high), (None, None));
    assert!(page.events.is_empty());
    let compiled = merged(&world, &page).await;
    for person in ["Jo", "jo.bloggs", "0121", "contactPoint"] {
        assert!(!compiled.contains(person), "{person} is still there");
    }
});

crate::story!(a_broken_file_changes_nothing, async |world: World| {
    for (text, why) in [
        (&REAL[..REAL.len() - 100], "its JSON is broken at line"),
        ("name,amount\n", "it is a table or other text"),
        (r#"{"type":"FeatureCollection","features":[]}"#, "it is GeoJSON, not OCDS JSON"),
    ] {
        let refused = import(&world, "broken.json", text).await.unwrap_err().to_string();
        assert!(refused.starts_with(why), "{refused}");
    }
    assert_eq!(list(&world, Filter::default()).await.len(), 0);
});

crate::story!(what_a_person_changed_is_not_overwritten, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let register = &world.register;
    let tender = |title: &str| json!({"title": title, "status": "active", "contractPeriod": {"endDate": "2015-03-31"}});
    import(&world, "1.json", &release("1", "2014-11-01T00:00:00Z", tender("Published")).to_string()).await.unwrap();
    let reference = called(&world, "Published").await;
    let page = register.read(&commissioner.viewer, &ProcurementPage(reference.clone())).await.unwrap();

    // Scope is the register's own: to say so leaves the rest with the import.
    let scope = WriteProcurement {
        existing: Some((reference.clone(), page.procurement.version)),
        title: "Published".into(),
        description: String::new(),
        buyer: None,
        cpv: None,
        value_low: None,
        value_high: None,
        state: State::Open,
        ..by_hand(&council)
    };
    register.change(&commissioner, &scope).await.unwrap();
    import(&world, "2.json", &release("2", "2014-11-02T00:00:00Z", tender("Amended")).to_string()).await.unwrap();
    let page = register.read(&commissioner.viewer, &ProcurementPage(reference.clone())).await.unwrap();
    assert_eq!((page.procurement.title.as_str(), page.procurement.in_scope), ("Amended", true));
    assert_eq!(list(&world, Filter { in_scope: Some(true), ..Filter::default() }).await.len(), 1);

    let edit = WriteProcurement {
        existing: Some((reference.clone(), page.procurement.version)),
        title: "In our words".into(),
        ..scope.clone()
    };
    register.change(&commissioner, &edit).await.unwrap();
    register.change(&commissioner, &event(&reference, EventKind::Engagement, 12, 9)).await.unwrap();
    let (report, _) =
        import(&world, "3.json", &release("3", "2014-11-03T00:00:00Z", tender("Again")).to_string()).await.unwrap();
    assert_eq!((report.imported.changed.len(), report.imported.by_hand.len()), (1, 1));
    let page = register.read(&commissioner.viewer, &ProcurementPage(reference.clone())).await.unwrap();
    assert_eq!(page.procurement.title, "In our words");
    assert!(page.events.iter().any(|event| event.by_hand && !event.cancelled), "the open day is still there");
    assert!(matches!(register.change(&commissioner, &edit).await, Err(Refusal::Stale { .. })));
    let reopened =
        WriteProcurement { existing: Some((reference, page.procurement.version)), state: State::Engagement, ..scope };
    assert!(matches!(register.change(&commissioner, &reopened).await, Err(Refusal::Invalid(_))));
});

crate::story!(coming_events_stand_first_and_those_in_scope_before_the_rest, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let register = &world.register;
    import(&world, "releases.json", REAL).await.unwrap();
    let own = register.change(&commissioner, &by_hand(&council)).await.unwrap();
    for (month, day) in [(12, 11), (11, 3), (12, 1)] {
        register.change(&commissioner, &event(&own, EventKind::Engagement, month, day)).await.unwrap();
    }
    // Among the imported ones, on the register's day of 2014, all is still to come.
    let all = list(&world, Filter::default()).await;
    let sections: Vec<_> = all.iter().map(|row| row.section).collect();
    assert!(sections.is_sorted());
    assert_eq!(lines(&all)[..2], ["engagement 1 December 2014: Council", "engagement 11 December 2014: Council"]);
    let counts = Counts { coming_in_scope: 2, coming_elsewhere: 15, past_in_scope: 1, past_elsewhere: 0 };
    let counted = TenderCounts(Filter::default());
    assert_eq!(register.read(&Viewer::Public, &counted).await.unwrap(), counts);
    assert_eq!(sections.iter().filter(|section| **section == Section::Past).count(), 1);

    // Ten years later, the same list has it the other way round.
    let later = register.with_clock(Clock::standing_on(NaiveDate::from_ymd_opt(2025, 3, 20)));
    let list = later.listed(&Viewer::Public, &Filter::default()).await;
    assert_eq!(later.read(&Viewer::Public, &counted).await.unwrap().coming_in_scope, 0);
    assert_eq!(lines(&list)[0], "deadline 10am on 31 March 2025: Thame Town Council");
    let last = list.last().unwrap();
    assert_eq!((last.section, last.when.in_words().as_str()), (Section::Past, "3 November 2014"));
});

crate::story!(a_filter_means_the_same_for_list_and_feeds, async |world: World| {
    import(&world, "releases.json", REAL).await.unwrap();
    let register = world.register.with_clock(Clock::standing_on(NaiveDate::from_ymd_opt(2025, 3, 20)));
    let count = async |filter: Filter| {
        let list = register.listed(&Viewer::Public, &filter).await;
        let counts = register.read(&Viewer::Public, &TenderCounts(filter.clone())).await.unwrap();
        assert_eq!(counts.of(filter.in_scope), list.len() as u64, "{filter:?}");
        let news = register.read(&Viewer::Public, &TenderNews(filter.clone())).await.unwrap();
        assert_eq!(list.len(), news.len(), "{filter:?}");
        list.len()
    };
    let all = Filter::default();
    assert_eq!(count(all.clone()).await, 15);
    assert_eq!(count(Filter { kinds: vec![EventKind::Engagement], ..all.clone() }).await, 1);
    assert_eq!(count(Filter { kinds: vec![EventKind::Deadline, EventKind::Award], ..all.clone() }).await, 5);
    assert_eq!(count(Filter { words: "LIGHTING, thame".into(), ..all.clone() }).await, 3);
    assert_eq!(count(Filter { words: "nothing of the sort".into(), ..all.clone() }).await, 0);
    assert_eq!(count(Filter { buyer: "THAME council".into(), ..all.clone() }).await, 3);
    assert_eq!(count(Filter { closing_within: Some(10), ..all.clone() }).await, 0);
    assert_eq!(count(Filter { closing_within: Some(11), ..all.clone() }).await, 1);
    let closing = Filter { closing_within: Some(11), kinds: vec![EventKind::ContractStart], ..all.clone() };
    assert_eq!(count(closing).await, 1, "the starts of what closes");
    assert_eq!(count(Filter { in_scope: Some(true), ..all.clone() }).await, 0);
    let parsed = async |query: &str| count(Filter::read(query).0).await;
    let everything = parsed("").await;
    let by_value = ["small", "medium", "large", "above_threshold", "largest", "not_stated"];
    let mut of_bands = 0;
    for band in by_value {
        of_bands += parsed(&format!("value={band}")).await;
    }
    assert_eq!(of_bands, everything, "each is of one band");
    let (below, beside) = (parsed("cpv=45").await, parsed("cpv=98").await);
    assert!(below > 0 && below < everything && beside < everything, "{below} and {beside} of {everything}");
    assert!(parsed("cpv=45000000").await == below && parsed("within=11").await < everything);
    assert_eq!(parsed("area=iro").await, 0);
});

crate::story!(a_provider_registers_interest_once_and_the_commissioner_sees_it, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let provider = world.organisation("Family Help CIC", Kind::SocialEnterprise).await;
    let provider = world.person(&provider, &[Role::Provider]).await;
    let rival = world.organisation("Rival Ltd", Kind::Private).await;
    let rival = world.person(&rival, &[Role::Provider]).await;
    let register = &world.register;
    let reference = register.change(&commissioner, &by_hand(&council)).await.unwrap();
    let interest = |seen, words: &str| RegisterInterest { procurement: reference.clone(), seen, words: words.into() };
    assert!(register.change(&provider, &interest(0, "")).await.unwrap());
    assert!(!register.change(&provider, &interest(1, "We run two centres")).await.unwrap());
    assert!(matches!(register.change(&commissioner, &interest(0, "")).await, Err(Refusal::Forbidden { .. })));

    let page = register.read(&commissioner.viewer, &ProcurementPage(reference.clone())).await.unwrap();
    let interested = page.interested.unwrap();
    assert_eq!((interested.len(), interested[0].words.as_str()), (1, "We run two centres"));
    assert_eq!(interested[0].organisation.name, "Family Help CIC");
    for viewer in [&Viewer::Public, &rival.viewer] {
        let page = register.read(viewer, &ProcurementPage(reference.clone())).await.unwrap();
        assert!(page.interested.is_none() && page.own_interest.is_none(), "not even how many");
    }
    assert!(register.read(&rival.viewer, &OwnInterests).await.unwrap().is_empty());
    assert!(matches!(register.read(&Viewer::Public, &OwnInterests).await, Err(Refusal::Forbidden { .. })));
    assert_eq!(register.read(&provider.viewer, &OwnInterests).await.unwrap()[0].words, "We run two centres");

    let cancelled =
        WriteProcurement { existing: Some((reference.clone(), 1)), state: State::Cancelled, ..by_hand(&council) };
    register.change(&commissioner, &cancelled).await.unwrap();
    assert!(matches!(register.change(&rival, &interest(0, "")).await, Err(Refusal::NotAllowed { .. })));
});

crate::story!(an_unpublished_procurement_is_the_keepers_only, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let provider = world.person(&council, &[Role::Provider]).await;
    let register = &world.register;
    let hidden = WriteProcurement { published: false, ..by_hand(&council) };
    let reference = register.change(&commissioner, &hidden).await.unwrap();
    register.change(&commissioner, &event(&reference, EventKind::Engagement, 12, 11)).await.unwrap();
    for (viewer, sees) in [(&Viewer::Public, 0), (&provider.viewer, 0), (&commissioner.viewer, 1)] {
        let filter = Filter::default();
        assert_eq!(register.listed(viewer, &filter).await.len(), sees);
        assert_eq!(register.read(viewer, &TenderCalendar(filter.clone())).await.unwrap().len(), sees);
        assert_eq!(register.read(viewer, &TenderNews(filter.clone())).await.unwrap().len(), sees);
        assert_eq!(register.read(viewer, &ProcurementPage(reference.clone())).await.is_ok(), sees == 1);
    }
    let interest = RegisterInterest { procurement: reference, seen: 0, words: String::new() };
    assert!(matches!(register.change(&provider, &interest).await, Err(Refusal::NotFound)));
});

crate::story!(an_event_by_hand_has_a_time_that_makes_sense, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let register = &world.register;
    let reference = register.change(&commissioner, &by_hand(&council)).await.unwrap();
    let day = event(&reference, EventKind::Engagement, 12, 11);
    let time = |hour| chrono::NaiveTime::from_hms_opt(hour, 0, 0);
    let (before, after) = (NaiveDate::from_ymd_opt(2014, 12, 10), NaiveDate::from_ymd_opt(2014, 12, 12));
    for (wrong, field) in [
        (WriteTenderEvent { ends: before, ..day.clone() }, "ends"),
        (WriteTenderEvent { ends_at: time(9), ..day.clone() }, "starts_at"),
        (WriteTenderEvent { starts_at: time(10), ends_at: time(9), ..day.clone() }, "ends_at"),
        (WriteTenderEvent { starts_at: time(10), ends: after, ..day.clone() }, "ends_at"),
    ] {
        let refused = register.change(&commissioner, &wrong).await;
        assert!(matches!(&refused, Err(Refusal::Invalid(faults)) if faults[0].field == field), "{refused:?}");
    }
    let open_day = WriteTenderEvent { starts_at: time(10), ends_at: time(13), place: "Library".into(), ..day };
    register.change(&commissioner, &open_day).await.unwrap();
    let page = register.read(&Viewer::Public, &ProcurementPage(reference.clone())).await.unwrap();
    assert_eq!(page.next().unwrap().when.in_words(), "10am to 1pm on 11 December 2014");
});
