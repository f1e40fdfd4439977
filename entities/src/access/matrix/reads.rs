//! Every read × every role × how its organisation stands to what is asked about, against the table as register.md §6 prints it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Relation, Scope, Somebody, everybody, in_the_sources, printed,
    reads_of_bodies::of_bodies,
    reads_of_registers::of_registers,
    reads_of_the_market::of_the_market,
    scene::{self, Scene},
};
use crate::{
    Read, Refusal, Register,
    access::{Actor, Role, Viewer},
    agreement::{
        Reason,
        deeds::{TakeStep, Vary},
        read::{
            Agreements, Asked, At, ChangesOf, ChoicesOf, CommitmentsByClause, CommitmentsOf, DraftingOf, EditionsOf,
            FrozenTextOf, HeadsOf, HistoryOf, MergedWith, OverviewOf, PartsOf, RenewalOffered, RenewalsOf, RevisionOf,
            RevisionsCompared, RevisionsOf, ScopeOf, SignaturesOf, TakeOverOffered, TextOf, WordsOf, YearsCompared,
            YearsSummary,
        },
        renewal_story::drafted,
        reuse::{ClauseToReuse, ClausesToReuse, OriginsOf},
        rules::Step,
    },
    commitment::read::{CommitmentPage, Commitments},
    funding::read::{LineOf, LinesByNumber, LinesOf, YearOf},
    list::{Listing, Place},
    negotiation::read::{ArgumentsOf, ClauseOf, MeetingsOf, NegotiationOf, TalkOf},
    service::read::{ServiceChoices, ServicePage, Services},
    story::{World, next_year},
    trace::list::{Breaks, BreaksByKind},
    values::Pence,
};

pub const PUBLISHED: &str = "read what is published";
pub const NEGOTIATION: &str = "read an agreement in negotiation, with positions";
const STEER: &str = super::deeds::STEER;
const DRAFT: &str = "draft, propose wording";
pub const WATCH: &str = "read an unpublished rating";

/// Asks, and notes where the register answers otherwise than the table says.
pub(super) struct Questions<'a> {
    pub register: &'a Register,
    pub everybody: Vec<Somebody>,
    /// The reads that were asked, and whether somebody was answered.
    asked: BTreeMap<String, bool>,
    otherwise: Vec<String>,
}

impl Questions<'_> {
    pub async fn ask<R: Read>(&mut self, row: &str, scope: Scope, read: &R) {
        self.ask_whether(row, scope, read, |_| true).await;
    }

    /// Of a read that answers everybody: whether it tells of what is asked about.
    pub async fn ask_whether<R: Read>(
        &mut self,
        row: &str,
        scope: Scope,
        read: &R,
        tells: impl Fn(&R::Answer) -> bool,
    ) {
        let register = self.register;
        let asked = async |viewer: &Viewer| match register.read(viewer, read).await {
            Ok(answer) => Ok(tells(&answer)),
            Err(Refusal::Forbidden { .. } | Refusal::NotFound | Refusal::SignInNeeded) => Ok(false),
            Err(other) => Err(other),
        };
        self.everybody_is_told::<R>(row, scope, asked).await;
    }

    /// Of a list, which has as many rows as are counted: whether they tell of what is asked about. For others than those to whom
    /// it is open it is forbidden, or not there.
    pub async fn list_whether<L: Listing>(
        &mut self,
        row: &str,
        scope: Scope,
        list: &L,
        tells: impl Fn(&[L::Row]) -> bool,
    ) {
        let register = self.register;
        let asked = async |viewer: &Viewer| match register.list(viewer, list, &Place::First).await {
            Ok(page) => {
                let (shown, counted) = (page.rows.len() as u64, register.count(viewer, list).await?.exactly().unwrap());
                assert!(if page.after.is_some() { counted > shown } else { counted == shown }, "{counted} of {shown}");
                Ok(tells(&page.rows))
            }
            Err(Refusal::Forbidden { .. } | Refusal::NotFound | Refusal::SignInNeeded) => {
                let count = register.count(viewer, list).await;
                assert!(matches!(count, Err(Refusal::Forbidden { .. } | Refusal::NotFound | Refusal::SignInNeeded)));
                Ok(false)
            }
            Err(other) => Err(other),
        };
        self.everybody_is_told::<L>(row, scope, asked).await;
    }

    /// Asks for everybody; `asked` says whether they are told.
    async fn everybody_is_told<R>(
        &mut self,
        row: &str,
        scope: Scope,
        asked: impl AsyncFn(&Viewer) -> Result<bool, Refusal>,
    ) {
        let name = std::any::type_name::<R>().rsplit("::").next().unwrap().to_string();
        for somebody in &self.everybody {
            let told = asked(&somebody.actor.viewer).await;
            let told = told.unwrap_or_else(|refusal| panic!("{name} by {}: {refusal:?}", somebody.name));
            // The operator reads what everybody reads: a command is no viewer.
            let roles = if somebody.relation == Relation::NoOrganisation { &[None][..] } else { &somebody.roles };
            let expected = roles.iter().any(|role| printed(row, *role, scope, somebody.relation));
            if told != expected {
                self.otherwise.push(format!("{name} by {}: expected {expected}, was {told}", somebody.name));
            }
            *self.asked.entry(name.clone()).or_default() |= told;
        }
    }

    /// What is read of an agreement, of its commitment and of its money.
    async fn of_agreement(&mut self, row: &str, scope: Scope, scene: &Scene, at: At) {
        let asked = |reference| Asked { reference, at };
        let agreement = || asked(scene.agreement.clone());
        self.ask(row, scope, &OverviewOf(agreement())).await;
        self.ask(row, scope, &TextOf(agreement())).await;
        self.ask(row, scope, &OriginsOf(agreement())).await;
        self.ask(row, scope, &ClauseToReuse { asked: agreement(), anchor: "c-referrals".into() }).await;
        self.ask(row, scope, &SignaturesOf(agreement())).await;
        self.ask(row, scope, &HistoryOf(agreement())).await;
        self.ask(row, scope, &EditionsOf(agreement())).await;
        self.ask(row, scope, &ScopeOf(agreement())).await;
        self.ask(row, scope, &RenewalsOf(agreement())).await;
        self.ask(row, scope, &YearsSummary(agreement())).await;
        self.ask(row, scope, &YearsCompared { asked: agreement(), with: None }).await;
        self.ask(row, scope, &WordsOf(agreement())).await;
        self.ask(row, scope, &CommitmentsOf(agreement())).await;
        self.ask(row, scope, &LinesOf(agreement())).await;
        self.list_whether(row, scope, &CommitmentsByClause(agreement()), |rows| rows.len() == 2).await;
        self.list_whether(row, scope, &LinesByNumber(agreement()), |rows| rows.len() == 1).await;
        self.ask(row, scope, &CommitmentPage(asked(scene.commitment.clone()))).await;
        self.ask(row, scope, &LineOf(asked(scene.line.clone()))).await;
    }

    /// What is read of an agreement's revisions: whichever editions they are of.
    async fn of_revisions(&mut self, row: &str, scope: Scope, scene: &Scene, number: i64) {
        let agreement = scene.agreement.clone();
        self.ask(row, scope, &RevisionsOf(agreement.clone())).await;
        self.ask(row, scope, &RevisionOf { agreement: agreement.clone(), number }).await;
        self.ask(row, scope, &RevisionsCompared { agreement, from: Some(number), to: Some(number) }).await;
    }

    /// Lists, which answer everybody, and tell of an agreement those who may read it.
    async fn lists(&mut self, row: &str, scope: Scope, scene: &Scene) {
        self.list_whether(row, scope, &Agreements::default(), |rows| rows.len() == 1).await;
        self.list_whether(row, scope, &Commitments::default(), |rows| rows.len() == 2).await;
        let clauses = ClausesToReuse { words: "referrals".into() };
        self.list_whether(row, scope, &clauses, |rows| !rows.is_empty()).await;
        let breaks = Breaks { agreement: Some(scene.agreement.to_string()), ..Default::default() };
        self.list_whether(row, scope, &breaks, |rows| !rows.is_empty()).await;
        self.ask_whether(row, scope, &BreaksByKind(breaks), |kinds| !kinds.is_empty()).await;
        self.list_whether(row, scope, &PartsOf(scene.party.clone()), |rows| rows.len() == 1).await;
        // £10 of the agreement's, beside £10 that everybody reads.
        let counts = |year: &crate::funding::read::Year| {
            year.all.agreed + year.all.provisional + year.all.disputed == Pence::pounds(20)
        };
        self.ask_whether(row, scope, &YearOf(next_year()), counts).await;
    }

    pub fn agrees_with_the_table(self) -> BTreeMap<String, bool> {
        assert!(self.otherwise.is_empty(), "otherwise than the table:\n{}", self.otherwise.join("\n"));
        self.asked
    }
}

pub(super) async fn questions<'a>(world: &'a World, scene: &Scene) -> Questions<'a> {
    let everybody = everybody(world, scene).await;
    Questions { register: &world.register, everybody, asked: BTreeMap::new(), otherwise: Vec::new() }
}

async fn of_a_negotiation() -> BTreeMap<String, bool> {
    let world = World::on_sqlite().await;
    let scene = Scene::set(&world, false).await;
    let mut all = questions(&world, &scene).await;
    all.of_agreement(NEGOTIATION, Scope::Negotiation, &scene, At::Shown).await;
    all.of_agreement(NEGOTIATION, Scope::Negotiation, &scene, At::Edition(1)).await;
    all.lists(NEGOTIATION, Scope::Negotiation, &scene).await;
    all.ask(NEGOTIATION, Scope::Negotiation, &ChoicesOf(scene.agreement.clone())).await;
    all.ask(DRAFT, Scope::OneOwner, &DraftingOf(scene.agreement.clone())).await;
    all.ask(DRAFT, Scope::OneOwner, &HeadsOf(scene.agreement.clone())).await;
    let merged = MergedWith { agreement: scene.agreement.clone(), base: 1, text: "# T\n".into() };
    all.ask(DRAFT, Scope::OneOwner, &merged).await;
    let asked = || At::Made.of(scene.agreement.clone());
    all.ask(NEGOTIATION, Scope::Negotiation, &NegotiationOf(asked())).await;
    all.ask(NEGOTIATION, Scope::Negotiation, &MeetingsOf(asked())).await;
    all.ask(NEGOTIATION, Scope::Negotiation, &ArgumentsOf(asked())).await;
    all.ask(NEGOTIATION, Scope::Negotiation, &TalkOf { asked: asked(), anchor: None }).await;
    all.ask(NEGOTIATION, Scope::Negotiation, &ClauseOf { asked: asked(), anchor: "c-referrals".into() }).await;
    let lead = world.person(&scene.own, &[Role::Commissioner]).await;
    let text = world.register.read(&lead.viewer, &TextOf((&scene.agreement).into())).await.unwrap().unwrap();
    all.of_revisions(NEGOTIATION, Scope::Negotiation, &scene, text.number).await;
    all.agrees_with_the_table()
}

async fn of_what_is_published() -> BTreeMap<String, bool> {
    let world = World::on_sqlite().await;
    let scene = Scene::set(&world, true).await;
    let register = &world.register;
    let lead = world.person(&scene.own, &[Role::Commissioner]).await;
    let mut all = questions(&world, &scene).await;
    all.of_agreement(PUBLISHED, Scope::Register, &scene, At::Shown).await;
    all.lists(PUBLISHED, Scope::Register, &scene).await;
    let number = register.read(&lead.viewer, &TextOf((&scene.agreement).into())).await.unwrap().unwrap().number;
    let frozen = FrozenTextOf { asked: (&scene.agreement).into(), number };
    all.ask(NEGOTIATION, Scope::Negotiation, &frozen).await;
    all.of_revisions(PUBLISHED, Scope::Register, &scene, number).await;
    renewed(&mut all, &lead, &scene).await;
    varied(register, &lead, &scene).await;
    let variation = At::Edition(2).of(scene.agreement.clone());
    all.ask(NEGOTIATION, Scope::Negotiation, &ChangesOf(variation)).await;
    all.of_agreement(NEGOTIATION, Scope::Negotiation, &scene, At::Edition(2)).await;
    all.of_agreement(PUBLISHED, Scope::Register, &scene, At::Edition(1)).await;
    services(&mut all, &lead, &scene).await;
    all.agrees_with_the_table()
}

/// What a renewal takes over, and of one that is drafted what came into force meanwhile.
async fn renewed(all: &mut Questions<'_>, lead: &Actor, scene: &Scene) {
    let offered = RenewalOffered { of: vec![scene.agreement.clone()], year: None, starts: None };
    all.ask(STEER, Scope::OneOwner, &offered).await;
    let next = drafted(all.register, lead, &[&scene.agreement]).await;
    let to_take_over = TakeOverOffered { agreement: next, of: scene.agreement.clone() };
    all.ask(STEER, Scope::OneOwner, &to_take_over).await;
}

/// A variation that is being negotiated.
async fn varied(register: &Register, lead: &Actor, scene: &Scene) {
    let vary = Vary {
        agreement: scene.agreement.clone(),
        reason: Reason::Money,
        words: "The money changes".into(),
        effective_on: chrono::NaiveDate::from_ymd_opt(2015, 10, 1).unwrap(),
        seen: scene.version(register, lead).await,
    };
    register.change(lead, &vary).await.unwrap();
    let made = register.read(&lead.viewer, &OverviewOf(At::Made.of(scene.agreement.clone()))).await.unwrap();
    let (agreement, seen, schedules) = (scene.agreement.clone(), made.agreement.version, made.schedules);
    register.change(lead, &TakeStep { agreement, step: Step::Negotiate, seen, schedules }).await.unwrap();
}

async fn services(all: &mut Questions<'_>, lead: &Actor, scene: &Scene) {
    all.ask(PUBLISHED, Scope::Register, &ServicePage(scene.service.clone())).await;
    let unpublished = crate::service::deeds::WriteService { published: false, ..scene::service() };
    let hidden = all.register.change(lead, &unpublished).await.unwrap();
    let tells = |rows: &[crate::service::Service]| rows.iter().any(|row| row.reference == hidden);
    all.ask(WATCH, Scope::Everywhere, &ServicePage(hidden.clone())).await;
    all.list_whether(WATCH, Scope::Everywhere, &Services::default(), |rows| tells(rows)).await;
    all.ask_whether(WATCH, Scope::Everywhere, &ServiceChoices, |rows| tells(rows)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_read_answers_whom_the_table_names_and_nobody_else() {
    let mut asked = of_a_negotiation().await;
    let elsewhere = [of_what_is_published().await, of_bodies().await, of_the_market().await, of_registers().await];
    for (name, told) in elsewhere.into_iter().flatten() {
        *asked.entry(name).or_default() |= told;
    }
    let names: BTreeSet<String> = asked.keys().cloned().collect();
    let all: BTreeSet<String> = ["Read", "Listing"].into_iter().flat_map(in_the_sources).collect();
    assert_eq!(names, all, "every read and every list is asked, and every one that is asked exists");
    let never: Vec<_> = asked.iter().filter(|(_, told)| !**told).collect();
    assert!(never.is_empty(), "a read that answers nobody tests nothing: {never:?}");
}

/// What these nouns tell they tell through the door.
#[test]
fn nothing_of_these_nouns_is_read_but_through_the_door() {
    fn look(place: &std::path::Path) {
        if place.is_dir() {
            std::fs::read_dir(place).unwrap().for_each(|entry| look(&entry.unwrap().path()));
            return;
        }
        let source = std::fs::read_to_string(place).unwrap();
        assert!(!source.contains("impl Register"), "{} reads beside the door", place.display());
    }
    let sources = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for noun in [
        "agreement",
        "clarification",
        "commitment",
        "engagement",
        "following",
        "funding",
        "organisation",
        "procurement",
        "service",
    ] {
        look(&sources.join(noun).join("read"));
    }
    for reads in [
        "attachment/read.rs",
        "glance.rs",
        "held.rs",
        "paper/read.rs",
        "pipeline/appetite.rs",
        "pipeline/mod.rs",
        "pipeline/planned.rs",
        "search",
        "single_sign_on/read.rs",
        "trace/read.rs",
        "work/market.rs",
        "work/mod.rs",
    ] {
        look(&sources.join(reads));
    }
}
