//! A memorandum is drafted, confirmed, signed; what is refused on the way says what is missing.

use chrono::NaiveDate;

use super::{
    Kind, PartyRole, SpeaksAs, State, Status,
    deeds::{AddParty, CreateAgreement, EditAgreement, PublishAgreement, SaveText, Sign, Signed, TakeStep},
    read::{
        Agreements, At, ChoicesOf, CommitmentsByClause, CommitmentsOf, DraftingOf, HistoryOf, OverviewOf, SignaturesOf,
    },
    rules::Step,
};
use crate::{
    Refusal, Register,
    access::{Actor, Role},
    clock::Clock,
    commitment::{
        self, Answer,
        deeds::{AnswerCommitment, RequestConfirmation, Wording, WriteCommitment},
        read::CommitmentPage,
    },
    list::{PAGE, Place},
    organisation,
    story::{World, next_year, seen},
    values::Reference,
};

pub const TEXT: &str =
    "# Memorandum\n\n## Referrals {#c-referrals}\n\nWe refer.\n\n## Partnership working {#c-working}\n\nWe meet.\n";

/// A memorandum between the council and a clinical commissioning group, coordinated by NHS England.
pub struct Memorandum {
    pub agreement: Reference,
    pub council: Reference,
    pub ccg: Reference,
    pub commissioner: Actor,
    pub council_signatory: Actor,
    pub partner: Actor,
    pub signatory: Actor,
}

impl Memorandum {
    pub async fn drafted(world: &World) -> Self {
        let council = world.organisation("Birmingham City Council", organisation::Kind::LocalAuthority).await;
        let ccg = world.organisation("Birmingham CrossCity CCG", organisation::Kind::Ccg).await;
        let coordinator = world.organisation("NHS England", organisation::Kind::NhsEngland).await;
        let commissioner = world.person(&council, &[Role::Commissioner]).await;
        let create = CreateAgreement {
            title: "NHS memorandum 2015/16".into(),
            kind: Kind::Memorandum,
            year: next_year(),
            binding: false,
            coordinator: Some(coordinator),
            starts: NaiveDate::from_ymd_opt(2015, 4, 1),
            ends: NaiveDate::from_ymd_opt(2016, 3, 31),
            aims: "Children are safer".into(),
        };
        let agreement = world.register.change(&commissioner, &create).await.unwrap();
        let this = Self {
            council_signatory: world.person(&council, &[Role::Signatory]).await,
            partner: world.person(&ccg, &[Role::Partner]).await,
            signatory: world.person(&ccg, &[Role::Signatory]).await,
            agreement,
            council,
            ccg,
            commissioner,
        };
        world.register.change(&this.commissioner, &this.joins(&this.ccg, 1)).await.unwrap();
        this.save(world, 0, TEXT).await.unwrap();
        this
    }

    /// The same people, for another agreement of theirs.
    pub fn clone_people(&self) -> Self {
        Self {
            agreement: self.agreement.clone(),
            council: self.council.clone(),
            ccg: self.ccg.clone(),
            commissioner: self.commissioner.clone(),
            council_signatory: self.council_signatory.clone(),
            partner: self.partner.clone(),
            signatory: self.signatory.clone(),
        }
    }

    fn joins(&self, organisation: &Reference, seen: i64) -> AddParty {
        AddParty {
            agreement: self.agreement.clone(),
            organisation: organisation.clone(),
            role: PartyRole::Partner,
            speaks_as: SpeaksAs::NhsCommissioner,
            signs: true,
            seen,
        }
    }

    pub async fn save(&self, world: &World, base: i64, text: &str) -> Result<i64, Refusal> {
        let save = SaveText { agreement: self.agreement.clone(), base, text: text.into() };
        world.register.change(&self.commissioner, &save).await.map(|saved| saved.revision)
    }

    pub async fn step(&self, world: &World, step: Step) -> Result<State, Refusal> {
        self.step_in(&world.register, step).await
    }

    /// With the edition that is being made.
    pub async fn step_in(&self, register: &Register, step: Step) -> Result<State, Refusal> {
        let made = At::Made.of(self.agreement.clone());
        let shown = register.read(&self.commissioner.viewer, &OverviewOf(made)).await.unwrap();
        let (seen, schedules) = (shown.agreement.version, shown.schedules);
        register
            .change(&self.commissioner, &TakeStep { agreement: self.agreement.clone(), step, seen, schedules })
            .await
    }

    pub fn wording(statement: &str) -> Wording {
        Wording {
            clause: "c-referrals".into(),
            statement: statement.into(),
            measure: "Early help referrals".into(),
            target: "20% more".into(),
            due: NaiveDate::from_ymd_opt(2016, 3, 31),
            no_money_because: None,
        }
    }

    pub async fn promise(&self, world: &World, statement: &str) -> Reference {
        let write = WriteCommitment {
            agreement: self.agreement.clone(),
            owner: self.ccg.clone(),
            year: next_year(),
            wording: Self::wording(statement),
        };
        world.register.change(&self.commissioner, &write).await.unwrap()
    }

    pub async fn request(&self, world: &World, commitment: &Reference) -> Result<(), Refusal> {
        let seen = seen(&world.register, commitment).await;
        let request = RequestConfirmation { commitment: commitment.clone(), seen };
        world.register.change(&self.commissioner, &request).await
    }

    pub async fn confirm(&self, world: &World, commitment: &Reference) {
        let seen = world
            .register
            .read(&self.partner.viewer, &CommitmentPage(commitment.into()))
            .await
            .unwrap()
            .commitment
            .version;
        let answer = AnswerCommitment {
            commitment: commitment.clone(),
            seen,
            answer: Answer::Confirm,
            proposed: String::new(),
            words: String::new(),
            costs: Vec::new(),
        };
        world.register.change(&self.partner, &answer).await.unwrap();
    }

    /// Everything up to the day on which it is open for signing.
    pub async fn open_for_signing(world: &World) -> Self {
        let this = Self::drafted(world).await;
        let commitment = this.promise(world, "We refer early").await;
        this.step(world, Step::Negotiate).await.unwrap();
        this.request(world, &commitment).await.unwrap();
        this.confirm(world, &commitment).await;
        this.step(world, Step::Approve).await.unwrap();
        this.step(world, Step::OpenSigning).await.unwrap();
        this
    }

    /// Signed by both, and not published.
    pub async fn signed(world: &World) -> Self {
        let this = Self::open_for_signing(world).await;
        let sign = this.sign_as(world).await;
        for actor in [&this.signatory, &this.council_signatory] {
            world.register.change(actor, &sign).await.unwrap();
        }
        this
    }

    pub async fn publish(&self, world: &World) {
        let seen = seen(&world.register, &self.agreement).await;
        let publish = PublishAgreement { agreement: self.agreement.clone(), edition: 1, published: true, seen };
        world.register.change(&self.commissioner, &publish).await.unwrap();
    }

    pub async fn sign_as(&self, world: &World) -> Sign {
        let open = world
            .register
            .read(&self.commissioner.viewer, &SignaturesOf((&self.agreement).into()))
            .await
            .unwrap()
            .open
            .unwrap();
        Sign {
            agreement: self.agreement.clone(),
            hash: open.1,
            position: "Director".into(),
            authority: "Board minute 7".into(),
        }
    }
}

crate::story!(two_last_signatures_at_once_bring_it_into_force_exactly_once, async |world: World| {
    let memorandum = Memorandum::open_for_signing(&world).await;
    let sign = memorandum.sign_as(&world).await;
    let sign_now = |actor: Actor| {
        let (register, sign) = (world.register.clone(), sign.clone());
        tokio::spawn(async move { register.change(&actor, &sign).await.unwrap() })
    };
    let one = sign_now(memorandum.council_signatory.clone());
    let other = sign_now(memorandum.signatory.clone());
    let mut done = [one.await.unwrap(), other.await.unwrap()];
    done.sort_by_key(|signed| *signed == Signed::Complete);
    assert_eq!(done, [Signed::Waiting { parties: 1 }, Signed::Complete]);

    let history =
        world.register.read(&memorandum.commissioner.viewer, &HistoryOf((&memorandum.agreement).into())).await.unwrap();
    let made = history.events.iter().filter(|event| event.deed.starts_with("made the agreement signed")).count();
    assert_eq!(made, 1);
    let overview = world
        .register
        .read(&memorandum.commissioner.viewer, &OverviewOf((&memorandum.agreement).into()))
        .await
        .unwrap();
    assert_eq!(overview.status.in_words(), "Signed, starts 1 April 2015");
    let april = world.register.with_clock(Clock::standing_on(NaiveDate::from_ymd_opt(2015, 4, 1)));
    let overview =
        april.read(&memorandum.commissioner.viewer, &OverviewOf((&memorandum.agreement).into())).await.unwrap();
    assert_eq!(overview.status, Status::InForce);
});

crate::story!(a_stale_save_is_refused_and_says_who_saved_meanwhile, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    assert_eq!(memorandum.save(&world, 1, &format!("{TEXT}\nMore.")).await.unwrap(), 2);
    match memorandum.save(&world, 1, &format!("{TEXT}\nOther.")).await {
        Err(Refusal::Stale { by, at }) => {
            assert!(by.is_some_and(|by| by.starts_with("Person")) && at.is_some());
        }
        other => panic!("expected a stale save, got {other:?}"),
    }
    let drafting =
        world.register.read(&memorandum.commissioner.viewer, &DraftingOf(memorandum.agreement.clone())).await.unwrap();
    assert!(drafting.base == 2 && drafting.text.contains("More."));
});

crate::story!(a_clause_with_commitments_cannot_go, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    memorandum.promise(&world, "We refer early").await;
    let without = TEXT.replace("## Referrals {#c-referrals}", "Referrals");
    let refused = memorandum.save(&world, 1, &without).await;
    assert!(
        matches!(&refused, Err(Refusal::Invalid(faults)) if faults[0].message.contains("has 1 commitment")),
        "{refused:?}"
    );
    let renamed = TEXT.replace("## Referrals {", "## Early referrals {");
    memorandum.save(&world, 1, &renamed).await.unwrap();
    let choices =
        world.register.read(&memorandum.commissioner.viewer, &ChoicesOf(memorandum.agreement.clone())).await.unwrap();
    assert_eq!(choices.clauses[0], ("c-referrals".to_string(), "1. Early referrals".to_string()));
});

crate::story!(each_step_that_is_not_possible_says_what_is_missing, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let missing = |refused: Result<State, Refusal>| match refused {
        Err(Refusal::NotAllowed { instead, .. }) => instead,
        other => panic!("expected a refusal, got {other:?}"),
    };
    assert!(missing(memorandum.step(&world, Step::OpenSigning).await).contains("open negotiation"));
    memorandum.step(&world, Step::Negotiate).await.unwrap();
    assert!(missing(memorandum.step(&world, Step::Approve).await).contains("at least one commitment"));
    let commitment = memorandum.promise(&world, "We refer early").await;
    assert!(missing(memorandum.step(&world, Step::Approve).await).contains("Request confirmation of COM-2015-001"));
    memorandum.request(&world, &commitment).await.unwrap();
    assert!(missing(memorandum.step(&world, Step::Approve).await).contains("Wait for Birmingham CrossCity CCG"));
});

crate::story!(commitments_are_read_all_at_once_for_forms_and_page_by_page_in_lists, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    for number in 1..=PAGE + 1 {
        memorandum.promise(&world, &format!("Promise {number}")).await;
    }
    let (register, viewer) = (&world.register, &memorandum.commissioner.viewer);
    let all = register.read(viewer, &CommitmentsOf((&memorandum.agreement).into())).await.unwrap();
    assert_eq!(all.len() as u64, PAGE + 1);
    let by_clause = CommitmentsByClause((&memorandum.agreement).into());
    assert_eq!(register.list(viewer, &by_clause, &Place::First).await.unwrap().rows.len() as u64, PAGE);
    let by_clause = register.listed(viewer, &by_clause).await;
    let references =
        |rows: &[commitment::read::Row]| -> Vec<_> { rows.iter().map(|row| row.reference.clone()).collect() };
    assert_eq!(references(&by_clause), references(&all), "page by page as all at once");
    let list = commitment::read::Commitments::default();
    let first = register.list(viewer, &list, &Place::First).await.unwrap();
    let second = register.list(viewer, &list, &Place::After(first.after.unwrap())).await.unwrap();
    let whole = register.listed(viewer, &list).await;
    let rows = [first.rows.len(), second.rows.len(), whole.len()];
    assert_eq!(rows.map(|rows| rows as u64), [PAGE, 1, PAGE + 1]);
    assert!(second.after.is_none(), "the second page is the last");
});

crate::story!(a_party_sees_an_agreement_once_negotiation_is_open, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let sees = async || {
        let page =
            world.register.read(&memorandum.partner.viewer, &OverviewOf((&memorandum.agreement).into())).await.is_ok();
        let listed = world.register.listed(&memorandum.partner.viewer, &Agreements::default()).await.len() == 1;
        (page, listed)
    };
    assert_eq!(sees().await, (false, false));
    memorandum.step(&world, Step::Negotiate).await.unwrap();
    assert_eq!(sees().await, (true, true));
});

crate::story!(the_frame_can_be_changed_until_it_is_frozen, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let edit = |seen, starts: Option<NaiveDate>| EditAgreement {
        agreement: memorandum.agreement.clone(),
        seen,
        title: "Another title".into(),
        binding: true,
        coordinator: None,
        starts,
        ends: NaiveDate::from_ymd_opt(2016, 3, 31),
        aims: String::new(),
    };
    let register = &world.register;
    let seen = register
        .read(&memorandum.commissioner.viewer, &OverviewOf((&memorandum.agreement).into()))
        .await
        .unwrap()
        .agreement
        .version;
    let stale = register.change(&memorandum.commissioner, &edit(seen - 1, None)).await;
    assert!(matches!(stale, Err(Refusal::Stale { .. })), "{stale:?}");
    let backwards = edit(seen, NaiveDate::from_ymd_opt(2016, 4, 1));
    assert!(matches!(register.change(&memorandum.commissioner, &backwards).await, Err(Refusal::Invalid(_))));
    register.change(&memorandum.commissioner, &edit(seen, None)).await.unwrap();
    let after =
        register.read(&memorandum.commissioner.viewer, &OverviewOf((&memorandum.agreement).into())).await.unwrap();
    assert_eq!((after.agreement.title.as_str(), after.agreement.starts), ("Another title", None));
    assert!(after.steps[0].lacks.iter().any(|lack| lack.contains("coordinator")));
});

crate::story!(the_police_are_refused_in_a_section_75_agreement_with_the_kinds_that_would_do, async |world: World| {
    let council = world.organisation("Birmingham City Council", organisation::Kind::LocalAuthority).await;
    let police = world.organisation("West Midlands Police", organisation::Kind::PoliceForce).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let create = CreateAgreement {
        title: "Pooled fund".into(),
        kind: Kind::PooledFund,
        year: next_year(),
        binding: true,
        coordinator: None,
        starts: None,
        ends: None,
        aims: String::new(),
    };
    let agreement = world.register.change(&commissioner, &create).await.unwrap();
    let join = AddParty {
        agreement,
        organisation: police,
        role: PartyRole::Partner,
        speaks_as: SpeaksAs::Police,
        signs: true,
        seen: 1,
    };
    match world.register.change(&commissioner, &join).await {
        Err(Refusal::NotAllowed { instead, .. }) => assert!(instead.contains("section 10"), "{instead}"),
        other => panic!("the police were let in: {other:?}"),
    }
});
