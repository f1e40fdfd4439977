//! Every page of every list is read by an index, in its order: the plans of both databases say so, of a register with twenty thousand
//! rows in each table. A list that is not asked here fails the test.

use std::{collections::BTreeSet, fmt::Debug};

use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait, sea_query::SelectStatement};

use super::{COUNTED, Listing, PAGE, Place, many};
use crate::{
    Reader, Refusal, Register,
    access::{Role, Viewer, matrix::in_the_sources},
    account::read::people::People,
    agreement::{
        read::{self as agreements, Agreements, CommitmentsByClause, PartsOf},
        reuse::ClausesToReuse,
        templates::kept::Templates,
    },
    commitment::read::{self as commitments, Commitments},
    contract::read::{self as contracts, Contracts, EndingOrder, Expiring},
    following::read::ProcurementsFollowed,
    funding::read::LinesByNumber,
    import::{FaultsOf, Imports, ProcessesWaiting},
    mail::read::Outbox,
    organisation::{
        Kind, MatchState,
        read::{self as organisations, Matches, Organisations},
    },
    pipeline::PlannedProcurements,
    procurement::read::{Differences, Filter},
    provider::read::{self as providers, Providers},
    registered_service::read::ServicesOf,
    service::read::{self as services, Services},
    story::World,
    trace::list::Breaks,
    values::Reference,
    work::Duties,
};

/// The agreements of one body are found by it, some hundred at most, and put in order then.
const SORTED: [&str; 1] = ["PartsOf"];

/// What a database would do to read the lists that were asked for.
struct Plans<'a> {
    register: &'a Register,
    viewers: Vec<(&'static str, Viewer)>,
    asked: BTreeSet<String>,
    /// Plans that sort, or go through a whole table.
    bad: Vec<String>,
}

impl Plans<'_> {
    /// The plans of a list's pages and of its count, for everybody and for who watches over the register.
    async fn of<L: Listing + Debug>(&mut self, list: L) {
        let name = std::any::type_name::<L>().rsplit("::").next().unwrap().to_owned();
        self.asked.insert(name.clone());
        for (who, viewer) in self.viewers.clone() {
            let reader = Reader::new(self.register, &viewer);
            match reader.found(&list, &Place::First, PAGE).await {
                Err(Refusal::Forbidden { .. } | Refusal::SignInNeeded) => continue,
                page => assert!(page.unwrap().after.is_some(), "{list:?} has one page for {who}"),
            }
            for (at, segment) in list.segments(&reader).await.unwrap().into_iter().enumerate() {
                let some = segment.first(reader.db(), at, 200).await.unwrap();
                // A place in the middle, after which more comes.
                let Some((_, place)) = some.get(some.len() / 2) else { continue };
                for page in segment.pages(place, PAGE + 1) {
                    let plan = self.plan(&page).await;
                    if plan.sorts() && !SORTED.contains(&name.as_str()) || plan.scans(segment.by_key()) {
                        self.bad.push(format!("{list:?} for {who}, part {at}:\n{}", plan.lines.join("\n")));
                    }
                }
                let count = self.plan(&segment.counting(COUNTED + 1)).await;
                if count.sorts() && !SORTED.contains(&name.as_str()) {
                    self.bad.push(format!("{list:?} for {who}, count of part {at}:\n{}", count.lines.join("\n")));
                }
            }
        }
    }

    async fn plan(&self, select: &SelectStatement) -> Plan {
        // Where the rows were written: on SQLite each connection knows the statistics of when it was opened.
        let tx = self.register.writer().begin().await.unwrap();
        let backend = tx.get_database_backend();
        if backend == DbBackend::Postgres {
            // What is alike is few rows: it would look all of them up at once and put them in order.
            tx.execute_unprepared("SET LOCAL enable_bitmapscan = off").await.unwrap();
        }
        let mut asked: Statement = backend.build(select);
        let (explain, column) = match backend {
            DbBackend::Postgres => ("EXPLAIN", "QUERY PLAN"),
            _ => ("EXPLAIN QUERY PLAN", "detail"),
        };
        asked.sql = format!("{explain} {}", asked.sql);
        let rows = tx.query_all_raw(asked).await.unwrap();
        tx.rollback().await.unwrap();
        Plan { lines: rows.iter().map(|row| row.try_get("", column).unwrap()).collect() }
    }
}

/// The steps of a query, as its database tells them.
struct Plan {
    lines: Vec<String>,
}

impl Plan {
    fn sorts(&self) -> bool {
        self.lines.iter().any(|line| line.contains("TEMP B-TREE FOR ORDER") || line.contains("Sort"))
    }

    /// True if it goes through a table and not through an index of it. On SQLite a table is the index of its keys.
    fn scans(&self, by_key: Option<&str>) -> bool {
        let scans = |line: &String| match line.strip_prefix("SCAN ") {
            Some(table) => !table.contains(" INDEX ") && Some(table) != by_key,
            None => line.contains("Seq Scan"),
        };
        self.lines.iter().any(scans)
    }
}

/// Every list, in every order.
async fn asked(plans: &mut Plans<'_>, party: Reference, owner: Reference, agreement: &Reference) {
    for order in agreements::Order::ALL.iter().copied() {
        plans.of(Agreements { order, ..Agreements::default() }).await;
    }
    plans.of(PartsOf(party)).await;
    plans.of(CommitmentsByClause(agreement.into())).await;
    plans.of(LinesByNumber(agreement.into())).await;
    for order in commitments::Order::ALL.iter().copied() {
        plans.of(Commitments { order, ..Commitments::default() }).await;
    }
    for order in contracts::Order::ALL.iter().copied() {
        plans.of(Contracts { order, ..Contracts::default() }).await;
    }
    for order in EndingOrder::ALL.iter().copied() {
        plans.of(Expiring { order, ..Expiring::default() }).await;
    }
    for order in providers::Order::ALL.iter().copied() {
        plans.of(Providers { order, ..Providers::default() }).await;
    }
    for order in organisations::Order::ALL.iter().copied() {
        plans.of(Organisations { order, ..Organisations::default() }).await;
    }
    for order in services::Order::ALL.iter().copied() {
        plans.of(Services { order, ..Services::default() }).await;
    }
    plans.of(ServicesOf(owner)).await;
    plans.of(ClausesToReuse::default()).await;
    plans.of(Templates).await;
    plans.of(Breaks::default()).await;
    plans.of(Filter::default()).await;
    plans.of(PlannedProcurements::default()).await;
    plans.of(Differences).await;
    plans.of(Matches { words: String::new(), state: MatchState::Proposed, reason: None }).await;
    plans.of(Imports).await;
    plans.of(ProcessesWaiting(many::IMPORT)).await;
    plans.of(FaultsOf(many::IMPORT)).await;
    plans.of(Outbox).await;
    plans.of(People::default()).await;
    plans.of(Duties { waits: false }).await;
    plans.of(ProcurementsFollowed).await;
}

async fn every_list_is_read_by_an_index(world: World) {
    many::fill(&world).await;
    let council = world.organisation("Watching council", Kind::LocalAuthority).await;
    many::duties(&world, &council).await;
    let watcher = world.person(&council, &[Role::Commissioner, Role::Scrutineer, Role::Administrator]).await.viewer;
    many::follows(&world, watcher.person().unwrap().account).await;
    let register = &world.register;
    let viewers = vec![("everybody", Viewer::Public), ("who watches", watcher)];
    let mut plans = Plans { register, viewers, asked: BTreeSet::new(), bad: Vec::new() };
    let (party, owner) = (many::party(register).await, many::owner(register).await);
    asked(&mut plans, party, owner, &many::agreement(register).await).await;
    assert_eq!(plans.asked, in_the_sources("Listing"), "every list is asked for");
    assert!(plans.bad.is_empty(), "{} plans are bad:\n{}", plans.bad.len(), plans.bad.join("\n\n"));
    files_on_which_nobody_reads_hold_nothing(register).await;
}

/// Whoever stops in the middle of a file, many at once, keeps nobody from reading.
async fn files_on_which_nobody_reads_hold_nothing(register: &Register) {
    let mut stopped = Vec::new();
    for _ in 0..40 {
        let mut pieces = register.pieces(&Viewer::Public, Contracts::default());
        assert!(!pieces.next().await.unwrap().unwrap().is_empty());
        stopped.push(pieces);
    }
    let list = Contracts::default();
    let asked = register.list(&Viewer::Public, &list, &Place::First);
    let page = tokio::time::timeout(std::time::Duration::from_secs(20), asked).await;
    assert_eq!(page.expect("the pool is not held").unwrap().rows.len() as u64, PAGE);
    assert!(!stopped[0].next().await.unwrap().unwrap().is_empty(), "what was stopped goes on");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_every_list_is_read_by_an_index_on_sqlite() {
    every_list_is_read_by_an_index(World::on_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_every_list_is_read_by_an_index_on_postgresql() {
    every_list_is_read_by_an_index(World::on_postgresql().await).await;
}
