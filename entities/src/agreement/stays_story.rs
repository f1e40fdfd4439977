//! Whatever is done, what was signed stays: the rows of every signed edition, its hash, and what was signed of it.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use proptest::{collection::vec, prelude::*};
use sea_orm::{Set, entity::prelude::*};

use super::{
    PartyRole, SpeaksAs, State,
    deeds::{AddParty, PublishAgreement, RemoveParty, SaveText, SetAside, Sign, TakeUp, WithdrawVariation},
    digest, editions, paired,
    read::{At, CommitmentsOf, DraftingOf, EditionsOf, OverviewOf, TextOf},
    rules::Step,
    story::Memorandum,
    table::{edition, revision},
    varying::{day, vary},
};
use crate::{
    Deed, Refusal, Register,
    access::{Actor, Role},
    commitment::{
        Answer, Confirmation,
        deeds::{AnswerCommitment, EditCommitment, RequestConfirmation, WithdrawCommitment, Wording, WriteCommitment},
        read::CommitmentPage,
    },
    funding::{
        deeds::{EditFunding, StandOnCost, WriteFunding},
        read::LineOf,
        story::{figures, pays},
    },
    organisation::{
        self, Kind,
        deeds::{AddOrganisation, AddSuccessor, ImportOrganisations, MergeOrganisations, TakeApart, TakeSecondLook},
        read::SecondLookAt,
        table::identifier,
    },
    story::{World, next_year, on_day, version_of},
    values::{Identifier, Reference, Scheme},
};

/// Something that somebody does, as far as it can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    /// From so many days on.
    Vary(u8),
    WriteText,
    Reword,
    Promise,
    TakeBackPromise,
    Pay,
    PayOtherwise,
    /// One of the bodies.
    Join(usize),
    Leave(usize),
    Withdraw,
    SetAside,
    TakeUp,
    /// Everything up to the last signature.
    Sign,
    Publish,
    /// So many days pass.
    Wait(u8),
    Rename(usize),
    /// The second into the first.
    Merge(usize, usize),
    TakeApart(usize),
    Succeed(usize, usize),
}

fn act() -> impl Strategy<Value = Act> {
    let body = || 0..BODIES;
    prop_oneof![
        4 => (0..200_u8).prop_map(Act::Vary),
        2 => Just(Act::WriteText),
        2 => Just(Act::Reword),
        1 => Just(Act::Promise),
        1 => Just(Act::TakeBackPromise),
        1 => Just(Act::Pay),
        2 => Just(Act::PayOtherwise),
        2 => body().prop_map(Act::Join),
        1 => body().prop_map(Act::Leave),
        1 => Just(Act::Withdraw),
        1 => Just(Act::SetAside),
        2 => Just(Act::TakeUp),
        4 => Just(Act::Sign),
        1 => Just(Act::Publish),
        2 => (1..150_u8).prop_map(Act::Wait),
        1 => body().prop_map(Act::Rename),
        3 => (body(), body()).prop_map(|(kept, merged)| Act::Merge(kept, merged)),
        1 => body().prop_map(Act::TakeApart),
        1 => (body(), body()).prop_map(|(earlier, later)| Act::Succeed(earlier, later)),
    ]
}

/// The clinical commissioning group, and three that nobody acts for.
const BODIES: usize = 4;

fn code(body: usize) -> Identifier {
    Identifier::parse(Scheme::Nhs, &format!("0{body}X")).unwrap()
}

/// A life of an agreement, and what of it was signed by now.
struct Life {
    register: Register,
    today: NaiveDate,
    memorandum: Memorandum,
    /// Keeps the register.
    keeper: Actor,
    line: Reference,
    bodies: Vec<Reference>,
    /// By edition: its digest when it was signed, that of its rows, the hash and the head of what was signed.
    signed: BTreeMap<i64, [String; 4]>,
    /// Makes every word another.
    number: usize,
}

impl Life {
    async fn begun(world: &World) -> Self {
        let register = world.register.clone();
        let memorandum = Memorandum::drafted(world).await;
        let commitment = memorandum.promise(world, "We refer early").await;
        let line = pays(world, &memorandum, &commitment, 40_000).await;
        let elsewhere = world.organisation("Elsewhere", Kind::LocalAuthority).await;
        let keeper = world.person(&elsewhere, &[Role::Commissioner]).await;
        let mut bodies = vec![memorandum.ccg.clone()];
        let ccg = organisation::read::by_reference(register.reader(), &memorandum.ccg).await.unwrap().unwrap();
        let known = identifier::ActiveModel {
            organisation_id: Set(ccg.id),
            scheme: Set(Scheme::Nhs),
            value: Set(code(0).value().into()),
            ..Default::default()
        };
        identifier::Entity::insert(known).exec_without_returning(register.writer()).await.unwrap();
        for body in 1..BODIES {
            let trust = AddOrganisation::named(&format!("Trust {body}"), Kind::NhsTrust);
            let trust = AddOrganisation { identifiers: vec![code(body)], ..trust };
            bodies.push(register.change(&Actor::operator(), &trust).await.unwrap());
        }
        let today = day(4, 1);
        let register = on_day(&register, today);
        let (signed, number) = (BTreeMap::new(), 0);
        let mut life = Self { register, today, memorandum, keeper, line, bodies, signed, number };
        for act in [Act::Join(1), Act::Sign] {
            life.does(act).await;
        }
        assert_eq!(life.signed.len(), 1);
        life
    }

    /// Does it, or is refused; what was signed before stays as it was, either way.
    async fn does(&mut self, act: Act) {
        self.number += 1;
        if let Act::Wait(days) = act {
            self.today = self.today + Days::new(days.into());
            self.register = on_day(&self.register, self.today);
        }
        if let Err(Refusal::Broken(cause)) = self.tries(act).await {
            panic!("{act:?} broke: {cause}");
        }
        for (edition, now) in self.signed_now().await {
            let then = self.signed.entry(edition).or_insert_with(|| now.clone());
            assert_eq!(*then, now, "after {act:?}");
        }
        let differs = self.register.verify_records().await.unwrap().differs;
        assert_eq!(differs, Vec::<String>::new(), "after {act:?}");
    }

    async fn signed_now(&self) -> BTreeMap<i64, [String; 4]> {
        let db = self.register.reader();
        let signed = editions().filter(edition::Column::State.eq(State::Signed)).all(db).await.unwrap();
        let mut all = BTreeMap::new();
        for row in paired(signed) {
            let revision = revision::Entity::find_by_id(row.revision_id.unwrap()).one(db).await.unwrap().unwrap();
            let rows = digest::of(db, row.edition_id).await.unwrap();
            all.insert(row.edition_id, [row.digest.unwrap(), rows, revision.hash, revision.head]);
        }
        all
    }

    async fn change<D: Deed>(&self, by: &Actor, deed: D) -> Result<(), Refusal> {
        self.register.change(by, &deed).await.map(|_| ())
    }

    async fn made(&self) -> super::Agreement {
        let made = At::Made.of(self.memorandum.agreement.clone());
        self.register.read(&self.memorandum.commissioner.viewer, &OverviewOf(made)).await.unwrap().agreement
    }

    async fn tries(&self, act: Act) -> Result<(), Refusal> {
        let (agreement, lead) = (self.memorandum.agreement.clone(), &self.memorandum.commissioner);
        let seen = self.made().await.version;
        let words = format!("Words {}", self.number);
        match act {
            Act::Vary(days) => {
                vary(&self.register, &self.memorandum, self.today + Days::new(days.into())).await.map(drop)
            }
            Act::WriteText => {
                let drafting = self.register.read(&lead.viewer, &DraftingOf(agreement.clone())).await?;
                let text = format!("{}\n{words}.\n", drafting.text);
                self.change(lead, SaveText { agreement, base: drafting.base, text }).await
            }
            Act::Promise => {
                let (owner, wording) = (self.bodies[0].clone(), Memorandum::wording(&words));
                self.change(lead, WriteCommitment { agreement, owner, year: next_year(), wording }).await
            }
            Act::Reword | Act::TakeBackPromise => self.rewords(act, words).await,
            Act::Pay => {
                let service = self.line().await?.line.service.unwrap().0;
                let (organisation, figures) = (self.bodies[0].clone(), figures(5_000, Vec::new()));
                let write =
                    WriteFunding { agreement: Some(agreement), service, organisation, year: next_year(), figures };
                self.change(lead, write).await
            }
            Act::PayOtherwise => {
                let (line, seen) = (self.line.clone(), self.line().await?.line.line.version);
                let figures = figures(10_000 + i32::try_from(self.number).unwrap(), Vec::new());
                self.change(lead, EditFunding { line, seen, figures }).await
            }
            Act::Join(body) => {
                let (organisation, role) = (self.bodies[body].clone(), PartyRole::Partner);
                let speaks_as = SpeaksAs::NhsProvider;
                self.change(lead, AddParty { agreement, organisation, role, speaks_as, signs: false, seen }).await
            }
            Act::Leave(body) => {
                let organisation = self.bodies[body].clone();
                self.change(lead, RemoveParty { agreement, organisation, seen }).await
            }
            Act::Withdraw => self.change(lead, WithdrawVariation { agreement, why: words, seen }).await,
            Act::SetAside => self.change(lead, SetAside { agreement, seen }).await,
            Act::TakeUp => {
                let editions = self.register.read(&lead.viewer, &EditionsOf((&agreement).into())).await?;
                let Some(row) = editions.rows.iter().find(|row| row.set_aside) else { return Ok(()) };
                self.change(lead, TakeUp { agreement, edition: row.number, seen: row.version }).await
            }
            Act::Sign => self.signs().await,
            Act::Publish => {
                let editions = self.register.read(&lead.viewer, &EditionsOf((&agreement).into())).await?;
                let Some(row) = editions.rows.iter().find(|row| row.state == State::Signed) else { return Ok(()) };
                let (edition, seen) = (row.number, row.version);
                self.change(lead, PublishAgreement { agreement, edition, published: true, seen }).await
            }
            Act::Wait(_) => Ok(()),
            Act::Rename(body) => {
                let named =
                    AddOrganisation { identifiers: vec![code(body)], ..AddOrganisation::named(&words, Kind::Ccg) };
                let list = ImportOrganisations { source: "list.csv".into(), organisations: vec![named] };
                self.change(&Actor::operator(), list).await
            }
            Act::Merge(kept, merged) => {
                let (kept, merged) = (self.bodies[kept].clone(), self.bodies[merged].clone());
                let merge = MergeOrganisations { kept, merged: merged.clone(), why: words, seen: None };
                self.change(&self.keeper, merge).await?;
                self.looks(merged).await
            }
            Act::TakeApart(merged) => {
                let merged = self.bodies[merged].clone();
                let seen = version_of(&self.register, &merged).await;
                self.change(&self.keeper, TakeApart { merged: merged.clone(), seen }).await?;
                self.looks(merged).await
            }
            Act::Succeed(earlier, later) => {
                let (organisation, successor) = (self.bodies[earlier].clone(), self.bodies[later].clone());
                let takes_over = AddSuccessor { organisation, successor, from: self.today, area: None };
                self.change(&Actor::operator(), takes_over).await
            }
        }
    }

    async fn line(&self) -> Result<crate::funding::read::LinePage, Refusal> {
        let made = At::Made.of(self.line.clone());
        self.register.read(&self.memorandum.commissioner.viewer, &LineOf(made)).await
    }

    /// Words the first promise otherwise, or takes it back.
    async fn rewords(&self, act: Act, words: String) -> Result<(), Refusal> {
        let lead = &self.memorandum.commissioner;
        let made = At::Made.of(self.memorandum.agreement.clone());
        let Some(row) = self.register.read(&lead.viewer, &CommitmentsOf(made)).await?.into_iter().next() else {
            return Ok(());
        };
        let page = self.register.read(&lead.viewer, &CommitmentPage(At::Made.of(row.reference.clone()))).await?;
        let (commitment, seen) = (row.reference, page.commitment.version);
        if act == Act::TakeBackPromise {
            return self.change(lead, WithdrawCommitment { commitment, seen, why: words }).await;
        }
        let wording = Wording { clause: page.anchor, ..Memorandum::wording(&words) };
        self.change(lead, EditCommitment { commitment, seen, wording }).await
    }

    /// Asks and confirms whatever is open, and takes the edition through to its last signature.
    async fn signs(&self) -> Result<(), Refusal> {
        let Memorandum { agreement, commissioner: lead, partner, council_signatory, signatory, .. } = &self.memorandum;
        if !self.made().await.state.is_being_made() {
            return Ok(());
        }
        self.memorandum.step_in(&self.register, Step::Negotiate).await.ok();
        let made = At::Made.of(agreement.clone());
        for row in self.register.read(&lead.viewer, &CommitmentsOf(made.clone())).await? {
            let commitment = row.reference;
            let made = CommitmentPage(At::Made.of(commitment.clone()));
            let page = || self.register.read(&lead.viewer, &made);
            if page().await?.commitment.confirmation == Confirmation::Proposed {
                let (commitment, seen) = (commitment.clone(), page().await?.commitment.version);
                self.change(lead, RequestConfirmation { commitment, seen }).await?;
            }
            if page().await?.commitment.confirmation == Confirmation::Requested {
                let answer = AnswerCommitment {
                    commitment: commitment.clone(),
                    seen: page().await?.commitment.version,
                    answer: Answer::Confirm,
                    proposed: String::new(),
                    words: String::new(),
                    costs: Vec::new(),
                };
                self.change(partner, answer).await?;
            }
        }
        let (line, words) = (self.line.clone(), String::new());
        if let Ok(page) = self.line().await {
            let seen = page.line.line.version;
            let stand = StandOnCost { line, seen, stand: crate::funding::Stand::Agrees, words };
            self.change(partner, stand).await.ok();
        }
        for step in [Step::Approve, Step::OpenSigning] {
            self.memorandum.step_in(&self.register, step).await?;
        }
        let hash = self.register.read(&lead.viewer, &TextOf(made)).await?.ok_or(Refusal::NotFound)?.hash;
        for by in [council_signatory, signatory] {
            let (position, authority) = ("Director".into(), "Minute 1".into());
            self.change(by, Sign { agreement: agreement.clone(), hash: hash.clone(), position, authority }).await?;
        }
        Ok(())
    }

    /// Somebody else looks at what waits about a record, and says yes.
    async fn looks(&self, merged: Reference) -> Result<(), Refusal> {
        let lead = &self.memorandum.commissioner;
        let Ok(look) = self.register.read(&lead.viewer, &SecondLookAt(merged.clone())).await else { return Ok(()) };
        self.change(lead, TakeSecondLook { merged, seen: look.seen, confirmed: true }).await
    }
}

crate::story!(what_was_signed_stays_through_a_long_life, async |world: World| {
    let mut life = Life::begun(&world).await;
    for act in [
        Act::Publish,
        Act::Vary(30),
        Act::Reword,
        Act::PayOtherwise,
        Act::Join(2),
        Act::Sign,
        Act::Merge(3, 1),
        Act::Rename(0),
        Act::Wait(60),
        Act::Vary(90),
        Act::WriteText,
        Act::Promise,
        Act::SetAside,
        Act::Vary(10),
        Act::Leave(2),
        Act::Sign,
        Act::TakeUp,
        Act::Pay,
        Act::Merge(0, 2),
        Act::Sign,
        Act::TakeApart(1),
        Act::Succeed(1, 3),
        Act::Vary(5),
        Act::TakeBackPromise,
        Act::Withdraw,
        Act::Wait(120),
        Act::Publish,
    ] {
        life.does(act).await;
    }
    assert_eq!(life.signed.len(), 4, "it was varied three times");
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 5, max_shrink_iters: 20, ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_done_what_was_signed_stays(acts in vec(act(), 10..30)) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(crate::story::told(runtime.block_on(World::on_sqlite()), async |world: World| {
            let mut life = Life::begun(&world).await;
            for act in acts {
                life.does(act).await;
            }
        }));
    }
}
