//! Search as you type among as many schools as England has. The schools are made up from short lists of words, the same each time.

use std::time::{Duration, Instant};

use chrono::NaiveDate;

use super::{Count, Wanted};
use crate::{
    access::{Actor, Viewer},
    organisation::{
        Kind,
        deeds::{AddOrganisation, ImportOrganisations},
        read::OrganisationsSuggested,
    },
    story::World,
    values::{Identifier, Scheme},
};

/// As many as the Department for Education lists, open and closed.
const ALL: u32 = 49_029;

const SAINTS: &[&str] =
    &["Anne", "Bede", "Chad", "Edmund", "Francis", "George", "Hilda", "John", "Mary", "Oswald", "Peter"];
const PLACES: &[&str] = &[
    "Ashfield",
    "Bourne",
    "Cedar",
    "Dovedale",
    "Elm",
    "Forest",
    "Greenfield",
    "Hillside",
    "Ivy",
    "Kingsway",
    "Lakeside",
    "Manor",
    "Northgate",
    "Oakwood",
    "Parkview",
    "Queens",
    "Riverside",
    "Springfield",
    "Thornhill",
    "Valley",
    "Westfield",
];
const MIDDLES: &[&str] = &["", "Bank", "Bridge", "Common", "Cross", "Grange", "Heath", "Lane", "Park", "Road", "Wood"];
const SORTS: &[&str] = &[
    "Academy",
    "College",
    "Infant School",
    "Junior School",
    "Nursery School",
    "Primary Academy",
    "Primary School",
    "School",
    "Special School",
    "Voluntary Controlled Primary School",
];
const TOWNS: &[(&str, &str)] = &[
    ("Birmingham", "B"),
    ("Bristol", "BS"),
    ("Carlisle", "CA"),
    ("Coventry", "CV"),
    ("Derby", "DE"),
    ("Exeter", "EX"),
    ("Leeds", "LS"),
    ("Leicester", "LE"),
    ("Liverpool", "L"),
    ("London", "SE"),
    ("Manchester", "M"),
    ("Norwich", "NR"),
    ("Nottingham", "NG"),
    ("Plymouth", "PL"),
    ("Sheffield", "S"),
    ("Walsall", "WS"),
    ("Wolverhampton", "WV"),
    ("York", "YO"),
];

/// The same numbers each time (Knuth's multiplier).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.throw(of.len())]
    }
}

fn school(dice: &mut Dice, number: u32) -> AddOrganisation {
    let (sort, middle) = (dice.one(SORTS), dice.one(MIDDLES));
    let name = if dice.throw(3) == 0 {
        format!("St {}’s {sort}", dice.one(SAINTS))
    } else {
        format!("{} {middle} {sort}", dice.one(PLACES)).replace("  ", " ")
    };
    let (town, area) = TOWNS[dice.throw(TOWNS.len())];
    let letters = |dice: &mut Dice| char::from(b"ABDEFGHJLNPQRSTUWXYZ"[dice.throw(20)]);
    let (outward, inward) = (1 + dice.throw(40), dice.throw(10));
    let postcode = format!("{area}{outward} {inward}{}{}", letters(dice), letters(dice));
    let closed = (dice.throw(2) == 0).then(|| NaiveDate::from_ymd_opt(2012, 8, 31)).flatten();
    AddOrganisation {
        identifiers: vec![Identifier::parse(Scheme::Edu, &(100_000 + number).to_string()).unwrap()],
        town: Some(town.into()),
        postcode: Some(postcode),
        closed,
        ..AddOrganisation::named(&name, Kind::School)
    }
}

async fn import(world: &World, organisations: Vec<AddOrganisation>) {
    let import = ImportOrganisations { source: "schools.csv".into(), organisations };
    world.register.change(&Actor::operator(), &import).await.unwrap();
}

/// The names that are offered to who types so much, and how long that takes.
async fn offered(world: &World, typed: &str) -> (Vec<String>, Duration) {
    let began = Instant::now();
    let rows = world.register.read(&Viewer::Public, &OrganisationsSuggested(typed.into())).await.unwrap();
    let told =
        rows.into_iter().map(|row| [Some(row.name), row.town].into_iter().flatten().collect::<Vec<_>>().join(", "));
    (told.collect(), began.elapsed())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_school_among_all_is_found_by_name_town_postcode_and_urn_with_letters_wrong() {
    let world = World::on_sqlite().await;
    let mut dice = Dice(4);
    let mut schools: Vec<AddOrganisation> = (0..ALL).map(|number| school(&mut dice, number)).collect();
    let place = usize::try_from(ALL / 3 * 2).unwrap();
    let sought = AddOrganisation {
        name: "Ravenscroft Heath Primary School".into(),
        town: Some("Kidderminster".into()),
        postcode: Some("DY10 2QX".into()),
        closed: None,
        ..schools[place].clone()
    };
    let urn = sought.identifiers[0].value().to_owned();
    schools[place] = sought;
    let began = Instant::now();
    while !schools.is_empty() {
        let rest = schools.split_off(schools.len().min(1_000));
        import(&world, std::mem::replace(&mut schools, rest)).await;
    }
    println!("{ALL} schools in {:?}", began.elapsed());
    let council = AddOrganisation {
        identifiers: vec![Identifier::parse(Scheme::Lae, "WAF").unwrap()],
        other_names: vec!["Barrow-in-Furness Borough Council".into()],
        ..AddOrganisation::named("Westmorland and Furness Council", Kind::LocalAuthority)
    };
    let trust = AddOrganisation {
        identifiers: vec![Identifier::parse(Scheme::Nhs, "RQ3").unwrap()],
        ..AddOrganisation::named("Birmingham Women’s and Children’s NHS Foundation Trust", Kind::NhsTrust)
    };
    import(&world, vec![council, trust]).await;

    let school = "Ravenscroft Heath Primary School, Kidderminster";
    let council = "Westmorland and Furness Council";
    let trust = "Birmingham Women’s and Children’s NHS Foundation Trust";
    for (typed, first) in [
        ("ravensc", school),
        ("Ravenscroft Heath Primary School", school),
        ("kidderm", school),
        ("primary kidderminster", school),
        ("school heath raven", school),
        ("DY10 2QX", school),
        ("dy102qx", school),
        (&urn, school),
        // A letter wrong, too many, missing, two exchanged.
        ("ravenscraft", school),
        ("ravenscrofft heath", school),
        ("kiddrminster", school),
        ("Kiddermisnter primary", school),
        ("barrow-in-furness", council),
        ("barow furness", council),
        ("RQ3", trust),
        ("womens and childrens trust", trust),
    ] {
        let (names, took) = offered(&world, typed).await;
        println!("{typed:>34}  {took:?}");
        assert_eq!(names.first().map(String::as_str), Some(first), "{typed}: {names:?}");
    }
    // What nearly every school has is answered too: eight of them, those that go on before those that have closed.
    for typed in ["school", "primary school", "birmingham primary", "st marys", "st"] {
        let (names, took) = offered(&world, typed).await;
        println!("{typed:>34}  {took:?}");
        assert_eq!(names.len(), 8, "{typed}: {names:?}");
    }
    // So many are counted no further; of the rare ones each is counted once, by however many of its words it is found.
    for (typed, count) in
        [("school", Count::MoreThan(500)), ("ravens", Count::Exactly(1)), ("heath raven", Count::Exactly(1))]
    {
        let wanted = Wanted { query: typed.into(), ..Wanted::default() };
        let results = world.register.read(&Viewer::Public, &wanted).await.unwrap();
        assert_eq!(results.counts, [(super::Kind::Organisation, count)], "{typed}");
    }
}
