//! Deeds that take an agreement and what hangs from it from every side at once wait for each other in one order, and never both.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DbBackend, QuerySelect, Statement, entity::prelude::*};

use super::Register;
use crate::{
    Deed, Refusal,
    access::{Actor, Role},
    agreement::{
        PartyRole, SpeaksAs,
        deeds::AddParty,
        read::{At, TextOf},
        rules::Step,
        story::{Memorandum, TEXT},
    },
    commitment::{
        Answer,
        deeds::{AnswerCommitment, CostAnswer, EditCommitment},
    },
    funding::{
        Stand,
        deeds::{EditFunding, Share, StandOnCost},
        story::{figures, pays},
        table::terms,
    },
    organisation::{
        Kind,
        deeds::{Done, MergeOrganisations, TakeApart, TakeSecondLook},
        read::SecondLookAt,
    },
    story::{World, seen, version_of},
    values::{Pence, Reference},
};

/// How often each tries its deed, and until it was done how often.
const TIMES: usize = 25;
const DONE: usize = 5;

/// A memorandum in negotiation, with a commitment and a cost of its partner's that pays for it.
struct Scene {
    register: Register,
    memorandum: Memorandum,
    commitment: Reference,
    line: Reference,
}

async fn set(world: &World) -> Scene {
    let memorandum = Memorandum::drafted(world).await;
    memorandum.step(world, Step::Negotiate).await.unwrap();
    let commitment = memorandum.promise(world, "We pay for a nurse").await;
    memorandum.request(world, &commitment).await.unwrap();
    let line = pays(world, &memorandum, &commitment, 40_000).await;
    Scene { register: world.register.clone(), memorandum, commitment, line }
}

/// Tries a deed again and again, each time as things are by then, and tells how often it was done. Somebody else may be quicker.
async fn keeps_on<D: Deed>(register: &Register, by: &Actor, deed: impl AsyncFn(usize) -> D) -> usize {
    let (mut done, mut time) = (0, 0);
    while time < TIMES || done < DONE {
        time += 1;
        assert!(time < 40 * TIMES, "it is never done: {}", D::NAME);
        match register.change(by, &deed(time).await).await {
            Ok(_) => done += 1,
            Err(Refusal::Stale { .. } | Refusal::NotAllowed { .. }) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    done
}

impl Scene {
    async fn stands(&self) -> usize {
        let deed = async |_| StandOnCost {
            line: self.line.clone(),
            seen: seen(&self.register, &self.line).await,
            stand: Stand::Agrees,
            words: String::new(),
        };
        keeps_on(&self.register, &self.memorandum.partner, deed).await
    }

    async fn answers(&self) -> usize {
        let deed = async |_| AnswerCommitment {
            commitment: self.commitment.clone(),
            seen: seen(&self.register, &self.commitment).await,
            answer: Answer::Confirm,
            proposed: String::new(),
            words: String::new(),
            costs: vec![CostAnswer {
                line: self.line.clone(),
                seen: seen(&self.register, &self.line).await,
                stand: Stand::Agrees,
                words: String::new(),
            }],
        };
        keeps_on(&self.register, &self.memorandum.partner, deed).await
    }

    async fn pays_otherwise(&self) -> usize {
        let share = || vec![Share { commitment: self.commitment.clone(), pence: Pence::pounds(10) }];
        let deed = async |time: usize| EditFunding {
            line: self.line.clone(),
            seen: seen(&self.register, &self.line).await,
            figures: figures(10_000 + i32::try_from(time).unwrap(), share()),
        };
        keeps_on(&self.register, &self.memorandum.commissioner, deed).await
    }

    async fn promises_otherwise(&self) -> usize {
        let deed = async |time: usize| EditCommitment {
            commitment: self.commitment.clone(),
            seen: seen(&self.register, &self.commitment).await,
            wording: Memorandum::wording(&format!("We pay for nurse {time}")),
        };
        keeps_on(&self.register, &self.memorandum.commissioner, deed).await
    }

    /// Merges a party of the agreement into another body, and takes the two apart again.
    async fn merges(&self, keeper: &Actor, kept: &Reference, merged: &Reference) -> usize {
        let (register, lead) = (&self.register, &self.memorandum.commissioner);
        let look = async || {
            let seen = register.read(&lead.viewer, &SecondLookAt(merged.clone())).await.unwrap().seen;
            let look = TakeSecondLook { merged: merged.clone(), seen, confirmed: true };
            register.change(lead, &look).await.unwrap();
        };
        for _ in 0..DONE {
            let merge =
                MergeOrganisations { kept: kept.clone(), merged: merged.clone(), why: String::new(), seen: None };
            assert_eq!(register.change(keeper, &merge).await.unwrap(), Done::Waits);
            look().await;
            let apart = TakeApart { seen: version_of(register, merged).await, merged: merged.clone() };
            assert_eq!(register.change(keeper, &apart).await.unwrap(), Done::Waits);
            look().await;
        }
        DONE
    }

    async fn saves(&self) -> usize {
        let made = At::Made.of(self.memorandum.agreement.clone());
        let viewer = &self.memorandum.commissioner.viewer;
        let mut done = 0;
        for time in 0..TIMES {
            let base = self.register.read(viewer, &TextOf(made.clone())).await.unwrap().unwrap().number;
            let save = crate::agreement::deeds::SaveText {
                agreement: self.memorandum.agreement.clone(),
                base,
                text: format!("{TEXT}\nFor the {time}th time."),
            };
            done += usize::from(self.register.change(&self.memorandum.commissioner, &save).await.is_ok());
        }
        done
    }
}

mod deeds_that_take_an_agreement_from_every_side_never_wait_for_each_other {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn on_postgresql() {
        let world = World::on_postgresql().await;
        let scene = set(&world).await;
        let [kept, merged] = [
            world.organisation("Trust", Kind::NhsTrust).await,
            world.organisation("Trust twice", Kind::NhsTrust).await,
        ];
        let keeper = world.person(&kept, &[Role::Commissioner]).await;
        let joins = AddParty {
            agreement: scene.memorandum.agreement.clone(),
            organisation: merged.clone(),
            role: PartyRole::Partner,
            speaks_as: SpeaksAs::NhsProvider,
            signs: true,
            seen: seen(&world.register, &scene.memorandum.agreement).await,
        };
        world.register.change(&scene.memorandum.commissioner, &joins).await.unwrap();
        let done = tokio::join!(
            scene.stands(),
            scene.answers(),
            scene.pays_otherwise(),
            scene.promises_otherwise(),
            scene.merges(&keeper, &kept, &merged),
            scene.saves(),
        );
        let done = [done.0, done.1, done.2, done.3, done.4, done.5];
        assert!(done.iter().all(|times| *times > 0), "each was done at times: {done:?}");
        assert_eq!(world.register.tried_again(), 0, "none met another in the database");
    }
}

/// How many wait for a lock in this database.
async fn waiting(register: &Register) -> i64 {
    let count = "SELECT count(*) AS waiting FROM pg_stat_activity \
                 WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let row = register.reader().query_one_raw(Statement::from_string(DbBackend::Postgres, count)).await;
    row.unwrap().unwrap().try_get("", "waiting").unwrap()
}

mod two_that_lock_in_opposite_orders_are_found_out {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn on_postgresql() {
        let world = World::on_postgresql().await;
        let scene = set(&world).await;
        let register = &scene.register;
        // Somebody takes the line first, and then wants its agreement.
        let backwards = register.begin().await.unwrap();
        // Whoever waits longest looks for the circle: that is the deed, however slow the machine.
        backwards.execute_unprepared("SET LOCAL deadlock_timeout = '1min'").await.unwrap();
        let line = terms::Entity::find().lock_exclusive().one(&backwards).await.unwrap().unwrap();
        let stand =
            StandOnCost { line: scene.line.clone(), seen: line.version, stand: Stand::Agrees, words: String::new() };
        let (deed, by) = (register.clone(), scene.memorandum.partner.clone());
        let deed = tokio::spawn(async move { deed.change(&by, &stand).await });
        while waiting(register).await == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        crate::agreement::table::Entity::find().lock_exclusive().one(&backwards).await.unwrap();
        backwards.rollback().await.unwrap();
        deed.await.unwrap().unwrap();
        assert_eq!(register.tried_again(), 1, "the deed had to give way, and was done at the second try");
    }
}
