//! Stories: the same tests on SQLite and PostgreSQL, each in a register of its own. At the end of each whatever is signed there has to
//! be as it was signed.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU32, Ordering},
};

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, Database};
use tokio::sync::OnceCell;

use crate::{
    Register,
    access::{Actor, FormId, Role, Viewer},
    account::{AddPerson, Email, table::membership},
    attachment::Files,
    clock::Clock,
    list::{Count, Listing, Place},
    nomination::deeds::DecideNomination,
    organisation::{Kind, deeds::AddOrganisation},
    values::{FinancialYear, Reference},
};

/// Tells a story twice: `story!(name, async |world: World| { … });`
#[macro_export]
macro_rules! story {
    ($name:ident, $story:expr) => {
        mod $name {
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                $crate::story::told($crate::story::World::on_sqlite().await, $story).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgresql() {
                $crate::story::told($crate::story::World::on_postgresql().await, $story).await;
            }
        }
    };
}

/// An empty register on the demonstration's day, with what stories need to begin.
pub struct World {
    pub register: Register,
    people: AtomicU32,
    tampered: Arc<AtomicBool>,
    /// Removes an SQLite register when the story is over.
    folder: Option<Arc<Folder>>,
}

/// Tells a story in a world; when it is over, whatever was signed there has to be as it was signed, and breaks and
/// duties as the records have them.
pub async fn told(world: World, story: impl AsyncFnOnce(World)) {
    let (register, tampered, folder) = (world.register.clone(), world.tampered.clone(), world.folder.clone());
    story(world).await;
    if !tampered.load(Ordering::Relaxed) {
        assert_eq!(signed_otherwise(&register).await, Vec::<String>::new(), "what is signed is never written to");
        // What time gives rise to is told by the day from which it waits: no day that passes changes a row.
        let later = on_day(&register, today() + chrono::Days::new(366));
        let out_of_step = later.out_of_step().await.unwrap();
        assert_eq!(out_of_step, Vec::<String>::new(), "breaks and duties are kept as the records have them");
    }
    drop(folder);
}

/// The signed editions whose rows are not those of which the digest was taken when they were signed.
pub async fn signed_otherwise(register: &Register) -> Vec<String> {
    use crate::agreement::{State, digest, editions, paired, table::edition::Column};
    use sea_orm::{ColumnTrait, QueryFilter};
    let signed = editions().filter(Column::State.eq(State::Signed)).filter(Column::Digest.is_not_null());
    let mut otherwise = Vec::new();
    for edition in paired(signed.all(register.reader()).await.unwrap()) {
        if digest::of(register.reader(), edition.edition_id).await.unwrap() != edition.digest.unwrap_or_default() {
            otherwise.push(format!("{}, edition {}", edition.reference, edition.edition));
        }
    }
    otherwise
}

/// A folder of a story's own, gone with it.
pub struct Folder(std::path::PathBuf);

impl Folder {
    /// A name that no other story has; made when something is written there.
    pub fn new() -> Self {
        let number = STORIES.fetch_add(1, Ordering::Relaxed);
        Self(std::env::temp_dir().join(format!("concordat-story-{}-{number}", std::process::id())))
    }

    /// A path in it.
    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.join(name)
    }

    /// The address of an SQLite database in it.
    pub fn url(&self, name: &str) -> String {
        format!("sqlite://{}", self.path(name).display())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

static STORIES: AtomicU32 = AtomicU32::new(0);
static TEMPLATE: OnceCell<String> = OnceCell::const_new();
static SQLITE_TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();

/// The register's day in stories: 1 December 2014.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2014, 12, 1).unwrap()
}

/// 2015/16.
pub fn next_year() -> FinancialYear {
    FinancialYear::starting(2015).unwrap()
}

/// The same register on another day.
pub fn on_day(register: &Register, day: NaiveDate) -> Register {
    register.with_clock(Clock::standing_on(Some(day)))
}

impl World {
    pub async fn on_sqlite() -> Self {
        let folder = Folder::new();
        let template = SQLITE_TEMPLATE.get_or_init(sqlite_template).await;
        std::fs::create_dir_all(folder.path("")).unwrap();
        std::fs::write(folder.path("story.db"), template).unwrap();
        Self::opened(&folder.url("story.db"), Some(Arc::new(folder))).await
    }

    pub async fn on_postgresql() -> Self {
        let server = std::env::var("CONCORDAT_TEST_POSTGRES")
            .expect("CONCORDAT_TEST_POSTGRES names a PostgreSQL to tell stories on; `make test` starts one");
        let admin = Database::connect(&server).await.unwrap();
        let template = TEMPLATE.get_or_init(|| template(&server)).await;
        let name = format!("story_{}_{}", std::process::id(), STORIES.fetch_add(1, Ordering::Relaxed));
        admin.execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await.unwrap();
        admin.close().await.unwrap();
        Self::opened(&in_database(&server, &name), None).await
    }

    async fn opened(url: &str, folder: Option<Arc<Folder>>) -> Self {
        let register = Register::open(url, Clock::standing_on(Some(today()))).await.unwrap();
        let register = register.with_files(Files::in_memory());
        Self { register, people: AtomicU32::new(0), tampered: Arc::default(), folder }
    }

    /// Another empty register on the same database system.
    pub async fn opened_beside(other: &Self) -> Self {
        if other.folder.is_some() { Self::on_sqlite().await } else { Self::on_postgresql().await }
    }

    /// In this story somebody changes behind the register's back what was signed.
    pub fn is_tampered_with(&self) {
        self.tampered.store(true, Ordering::Relaxed);
    }

    /// An organisation of a kind.
    pub async fn organisation(&self, name: &str, kind: Kind) -> Reference {
        self.register.change(&Actor::operator(), &AddOrganisation::named(name, kind)).await.unwrap()
    }

    /// To whom letters with this subject went, in order.
    pub async fn letters(&self, subject: &str) -> Vec<String> {
        use crate::mail::table::{Column, Entity};
        use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
        let letters = Entity::find().filter(Column::Subject.eq(subject)).order_by_asc(Column::Id);
        letters.all(self.register.reader()).await.unwrap().into_iter().map(|letter| letter.address).collect()
    }

    /// Confirms what waits, by whoever may.
    pub async fn settle(&self, waits: Option<i64>) {
        let Some(nomination) = waits else { return };
        let by = self.register.who_confirms(nomination).await.unwrap().remove(0);
        let decide = DecideNomination { nomination, seen: 1, confirmed: true };
        self.register.change(&Actor::person(by, None), &decide).await.unwrap();
    }

    /// The version of a membership.
    pub async fn version_of(&self, membership: i64) -> i64 {
        use sea_orm::EntityTrait;
        membership::Entity::find_by_id(membership).one(self.register.reader()).await.unwrap().unwrap().version
    }

    /// A new person with roles in an organisation.
    pub async fn person(&self, organisation: &Reference, roles: &[Role]) -> Actor {
        let number = self.people.fetch_add(1, Ordering::Relaxed);
        let add = AddPerson {
            email: Email::parse(&format!("person{number}@example.org")).unwrap(),
            name: format!("Person {number}"),
            organisation: organisation.clone(),
            roles: roles.to_vec(),
            demonstration: false,
            by_mail: false,
        };
        let added = self.register.change(&Actor::operator(), &add).await.unwrap();
        self.settle(added.waits).await;
        let person = self.register.person(added.account, added.membership).await.unwrap().unwrap();
        Actor::person(person, None)
    }
}

impl Register {
    /// All of a list that a viewer may see, page after page: as many rows as are counted.
    pub async fn listed<L: Listing>(&self, viewer: &Viewer, list: &L) -> Vec<L::Row> {
        let (mut rows, mut place) = (Vec::new(), Some(Place::First));
        while let Some(next) = place {
            let page = self.list(viewer, list, &next).await.unwrap();
            rows.extend(page.rows);
            place = page.after.map(Place::After);
        }
        let count = self.count(viewer, list).await.unwrap();
        assert_eq!(count, Count::Exactly(rows.len() as u64), "a list has as many rows as are counted");
        rows
    }
}

/// The version of a record that a page would show, as the last entry of its trail says.
pub async fn seen(register: &Register, record: impl ToString) -> i64 {
    use crate::audit::table::{Column, Entity};
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
    let entries = Entity::find().filter(Column::Record.eq(record.to_string())).order_by_desc(Column::Seq);
    let entries = entries.all(register.reader()).await.unwrap();
    let payload = |entry: crate::audit::table::Model| entry.payload;
    let version = |payload: String| serde_json::from_str::<serde_json::Value>(&payload).ok()?["version"].as_i64();
    entries.into_iter().filter_map(payload).find_map(version).unwrap_or(1)
}

/// The same actor, pressing a form's button.
pub fn pressing(actor: &Actor, form: &str) -> Actor {
    Actor { form: FormId::parse(form), ..actor.clone() }
}

/// The file of an empty register: the schema's history is gone through once for all stories.
async fn sqlite_template() -> Vec<u8> {
    let folder = Folder::new();
    let register = Register::open(&folder.url("template.db"), Clock::default()).await.unwrap();
    register.migrate().await.unwrap();
    // The last connection to go writes the journal back into the file.
    register.close().await.unwrap();
    std::fs::read(folder.path("template.db")).unwrap()
}

async fn template(server: &str) -> String {
    let name = format!("template_{}", std::process::id());
    let admin = Database::connect(server).await.unwrap();
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    let register = Register::open(&in_database(server, &name), Clock::default()).await.unwrap();
    register.migrate().await.unwrap();
    register.close().await.unwrap();
    admin.close().await.unwrap();
    name
}

/// The address of another database on the same server.
pub fn in_database(server: &str, name: &str) -> String {
    let (address, options) = server.split_once('?').map_or((server, None), |(a, o)| (a, Some(o)));
    let host = address.rfind('/').map_or(address, |at| &address[..at]);
    options.map_or(format!("{host}/{name}"), |options| format!("{host}/{name}?{options}"))
}

/// An empty database on the PostgreSQL of stories, by its address.
pub async fn empty_database(name: &str) -> String {
    let server = std::env::var("CONCORDAT_TEST_POSTGRES").expect("`make test` starts a PostgreSQL");
    let name = format!("{name}_{}_{}", std::process::id(), STORIES.fetch_add(1, Ordering::Relaxed));
    let admin = Database::connect(&server).await.unwrap();
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    admin.close().await.unwrap();
    in_database(&server, &name)
}

/// The version of an organisation's record.
pub async fn version_of(register: &Register, organisation: &Reference) -> i64 {
    let row = crate::organisation::read::by_reference(register.reader(), organisation).await.unwrap();
    row.unwrap().version
}

#[tokio::test]
#[should_panic(expected = "what is signed is never written to")]
async fn a_story_that_changes_what_was_signed_fails_at_its_end() {
    let story = async |world: World| {
        crate::agreement::story::Memorandum::signed(&world).await;
        let change = "UPDATE wording SET target = 'None'";
        world.register.writer().execute_unprepared(change).await.unwrap();
    };
    told(World::on_sqlite().await, story).await;
}
