//! What the deeds are done to: an agreement with a commitment, a cost, a contract and its measure, each owned by the
//! organisation that leads.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use crate::{
    Register,
    access::{Actor, Role},
    agreement::{
        Kind, PartyRole, SpeaksAs,
        deeds::{AddParty, CreateAgreement, PublishAgreement, SaveText, Sign, TakeStep},
        read::{OverviewOf, SignaturesOf},
        rules::Step,
        templates::kept::WriteTemplate,
    },
    attachment::{KeptFile, deeds::AttachFile},
    commitment::{
        Answer,
        deeds::{AnswerCommitment, RequestConfirmation, Wording, WriteCommitment},
    },
    contract::{
        Direction, MeasureKind, Origin, State,
        deeds::{AddMeasure, WriteContract},
    },
    funding::{
        Arrangement, Certainty, Recurrence, Spending,
        deeds::{Figures, WriteFunding},
    },
    import,
    organisation::{
        self,
        deeds::{AddOrganisation, ProposeMatches, SayTookOver},
        rules::matching::Reason,
    },
    paper::deeds::EnterAnswer,
    procurement::{
        self, Field,
        deeds::{DecideDifference, WriteProcurement},
    },
    service::{AreaOfNeed, ClientGroup, Delivery, deeds::WriteService},
    story::{World, next_year, today},
    values::{Amount, Identifier, Pence, Reference, Scheme},
};

pub const TEXT: &str = "# Agreement\n\n## Referrals {#c-referrals}\n\nWe refer.\n";

pub struct Scene {
    /// Leads, owes, pays and provides.
    pub own: Reference,
    pub coordinator: Reference,
    /// Another party.
    pub party: Reference,
    /// A party that can be taken out again.
    pub observer: Reference,
    /// Belongs to nothing, and can join.
    pub newcomer: Reference,
    pub stranger: Reference,
    pub agreement: Reference,
    /// Confirmed where the agreement is signed, else asked for.
    pub commitment: Reference,
    /// Never asked for, so that it can be.
    pub unasked: Reference,
    pub line: Reference,
    pub own_line: Reference,
    pub service: Reference,
    pub contract: Reference,
    pub measure: i64,
    pub procurement: Reference,
    pub file: KeptFile,
    pub letter: Reference,
    /// Entered by the coordinator from the letter, and not checked.
    pub paper: Reference,
    /// Two memberships of the newcomer's, by key.
    pub members: [i64; 2],
}

pub fn wording() -> Wording {
    Wording {
        clause: "c-referrals".into(),
        statement: "We refer early".into(),
        measure: String::new(),
        target: String::new(),
        due: None,
        no_money_because: None,
    }
}

pub fn figures(pounds: i32) -> Figures {
    Figures {
        amount: Amount::exactly(Pence::pounds(pounds)),
        arrangement: Arrangement::Aligned,
        spending: Spending::Revenue,
        recurrence: Recurrence::Recurrent,
        certainty: Certainty::Agreed,
        tolerance: None,
        note: String::new(),
        shares: Vec::new(),
    }
}

pub fn template() -> WriteTemplate {
    let text = "%% title: Ours\n%% kinds: memorandum\n\n## Purpose\n\nWhy.\n".into();
    WriteTemplate { existing: None, text }
}

pub fn service() -> WriteService {
    WriteService {
        existing: None,
        name: "Hub".into(),
        area_of_need: AreaOfNeed::FrontDoor,
        client_group: ClientGroup::Children,
        delivery: Delivery::JointTeam,
        independent_of: None,
        description: String::new(),
        published: true,
    }
}

pub fn contract(buyer: &Reference, provider: &Reference) -> WriteContract {
    WriteContract {
        existing: None,
        procurement: None,
        title: "Family help".into(),
        description: String::new(),
        service: None,
        buyers: vec![buyer.clone()],
        providers: vec![provider.clone()],
        price: None,
        cpv: None,
        starts: NaiveDate::from_ymd_opt(2014, 4, 1),
        ends: None,
        origin: Origin::Commissioned,
        council_ran_until: None,
        state: State::Active,
        published: true,
    }
}

pub fn measure(contract: &Reference) -> AddMeasure {
    AddMeasure {
        contract: contract.clone(),
        statement: "Families visited in time".into(),
        kind: MeasureKind::HowWell,
        unit: "%".into(),
        direction: Direction::Up,
        baseline: None,
        target: None,
        source: String::new(),
        counts_children: true,
        zero_may_be_shown: false,
    }
}

pub fn procurement(buyer: &Reference) -> WriteProcurement {
    WriteProcurement {
        existing: None,
        follows: None,
        title: "Family help".into(),
        description: String::new(),
        buyer: Some(buyer.clone()),
        service: None,
        cpv: None,
        value_low: None,
        value_high: None,
        procedure: None,
        state: procurement::State::Planned,
        in_scope: true,
        published: true,
    }
}

pub fn create(coordinator: &Reference) -> CreateAgreement {
    CreateAgreement {
        title: "Agreement".into(),
        kind: Kind::Memorandum,
        year: next_year(),
        binding: false,
        coordinator: Some(coordinator.clone()),
        starts: NaiveDate::from_ymd_opt(2015, 4, 1),
        ends: None,
        aims: String::new(),
    }
}

pub fn joins(agreement: &Reference, organisation: &Reference, signs: bool, seen: i64) -> AddParty {
    AddParty {
        agreement: agreement.clone(),
        organisation: organisation.clone(),
        role: if signs { PartyRole::Partner } else { PartyRole::Observer },
        speaks_as: SpeaksAs::Council,
        signs,
        seen,
    }
}

pub fn answer(commitment: &Reference, seen: i64) -> AnswerCommitment {
    AnswerCommitment {
        commitment: commitment.clone(),
        seen,
        answer: Answer::Confirm,
        proposed: String::new(),
        words: String::new(),
        costs: Vec::new(),
    }
}

impl Scene {
    /// An agreement in negotiation that nobody outside may read, or one that is signed and published.
    pub async fn set(world: &World, signed: bool) -> Self {
        let [own, party, observer, newcomer, stranger] = [
            world.organisation("Own council", organisation::Kind::LocalAuthority).await,
            world.organisation("Other party", organisation::Kind::LocalAuthority).await,
            world.organisation("Observer", organisation::Kind::LocalAuthority).await,
            world.organisation("Newcomer", organisation::Kind::LocalAuthority).await,
            world.organisation("Stranger", organisation::Kind::LocalAuthority).await,
        ];
        let coordinator = world.organisation("Coordinator", organisation::Kind::NhsEngland).await;
        let maker = world.person(&own, &[Role::Commissioner, Role::Signatory]).await;
        let register = &world.register;
        let agreement = register.change(&maker, &create(&coordinator)).await.unwrap();
        register.change(&maker, &joins(&agreement, &party, true, 1)).await.unwrap();
        register.change(&maker, &joins(&agreement, &observer, false, 2)).await.unwrap();
        let save = SaveText { agreement: agreement.clone(), base: 0, text: TEXT.into() };
        register.change(&maker, &save).await.unwrap();
        let service = register.change(&maker, &service()).await.unwrap();
        let write = contract(&own, &own);
        let contract = register.change(&maker, &write).await.unwrap();
        let member = async || world.person(&newcomer, &[Role::Partner]).await.viewer.person().unwrap().membership;
        let file = register.keep_file("letter.pdf", b"%PDF-1.7 a letter".to_vec()).await.unwrap();
        let attach = AttachFile { agreement: agreement.clone(), file: file.clone(), about: "A letter".into() };
        let mut scene = Self {
            letter: register.change(&maker, &attach).await.unwrap(),
            file,
            paper: agreement.clone(),
            members: [member().await, member().await],
            commitment: write_commitment(world, &maker, &agreement, &own).await,
            unasked: write_commitment(world, &maker, &agreement, &own).await,
            line: write_line(world, &maker, Some(&agreement), &own, &service).await,
            own_line: write_line(world, &maker, None, &own, &service).await,
            measure: register.change(&maker, &measure(&contract)).await.unwrap(),
            procurement: register.change(&maker, &procurement(&own)).await.unwrap(),
            own,
            coordinator,
            party,
            observer,
            newcomer,
            stranger,
            agreement,
            service,
            contract,
        };
        scene.step(world, &maker, Step::Negotiate).await;
        let request = |commitment: &Reference| RequestConfirmation { commitment: commitment.clone(), seen: 1 };
        register.change(&maker, &request(&scene.commitment)).await.unwrap();
        let clerk = world.person(&scene.coordinator, &[Role::Coordinator]).await;
        let enter = EnterAnswer { attachment: scene.letter.clone(), answer: answer(&scene.commitment, 2) };
        scene.paper = register.change(&clerk, &enter).await.unwrap();
        if signed {
            register.change(&maker, &request(&scene.unasked)).await.unwrap();
            for commitment in [&scene.commitment, &scene.unasked] {
                register.change(&maker, &answer(commitment, 2)).await.unwrap();
            }
            scene.sign(world, &maker).await;
        }
        scene
    }

    pub async fn version(&self, world: &crate::Register, maker: &Actor) -> i64 {
        world.read(&maker.viewer, &OverviewOf((&self.agreement).into())).await.unwrap().agreement.version
    }

    async fn step(&self, world: &World, maker: &Actor, step: Step) {
        let shown = world.register.read(&maker.viewer, &OverviewOf((&self.agreement).into())).await.unwrap();
        let (seen, schedules) = (shown.agreement.version, shown.schedules);
        let step = TakeStep { agreement: self.agreement.clone(), step, seen, schedules };
        world.register.change(maker, &step).await.unwrap();
    }

    async fn sign(&self, world: &World, maker: &Actor) {
        self.step(world, maker, Step::Approve).await;
        self.step(world, maker, Step::OpenSigning).await;
        let open =
            world.register.read(&maker.viewer, &SignaturesOf((&self.agreement).into())).await.unwrap().open.unwrap();
        let other = world.person(&self.party, &[Role::Signatory]).await;
        for signatory in [maker, &other] {
            let sign = Sign {
                agreement: self.agreement.clone(),
                hash: open.1.clone(),
                position: String::new(),
                authority: String::new(),
            };
            world.register.change(signatory, &sign).await.unwrap();
        }
        let seen = crate::story::seen(&world.register, &self.agreement).await;
        let publish = PublishAgreement { agreement: self.agreement.clone(), edition: 1, published: true, seen };
        world.register.change(maker, &publish).await.unwrap();
    }
}

async fn write_commitment(world: &World, maker: &Actor, agreement: &Reference, owner: &Reference) -> Reference {
    let (agreement, owner) = (agreement.clone(), owner.clone());
    let write = WriteCommitment { agreement, owner, year: next_year(), wording: wording() };
    world.register.change(maker, &write).await.unwrap()
}

async fn write_line(
    world: &World,
    maker: &Actor,
    agreement: Option<&Reference>,
    organisation: &Reference,
    service: &Reference,
) -> Reference {
    let (service, organisation) = (service.clone(), organisation.clone());
    let agreement = agreement.cloned();
    let write = WriteFunding { agreement, service, organisation, year: next_year(), figures: figures(10) };
    world.register.change(maker, &write).await.unwrap()
}

/// An import that was read and waits.
pub async fn waiting_import(register: &Register) -> i64 {
    let file = r#"{"ocid": "ocds-x-1", "id": "1", "date": "2014-11-01T00:00:00Z", "tag": ["tender"]}"#;
    let open = move || Ok(file.as_bytes());
    import::stage(register, &import::By::default(), "one.json", open, |_, _| ()).await.unwrap().id
}

/// A procurement whose title a person wrote, and about which a later notice says something else.
pub async fn differing(register: &Register, buyer: &Reference, number: i64) -> DecideDifference {
    let take = async |day: u32, title: &str| {
        let file = format!(
            r#"{{"ocid":"ocds-y-{number}","id":"{day}","date":"2014-11-{day:02}T00:00:00Z","tag":["tender"],"tender":{{"title":"{title}"}}}}"#
        );
        let open = move || Ok(std::io::Cursor::new(file));
        import::import(register, &Actor::operator(), "two.json", open, |_, _| ()).await.unwrap().imported
    };
    let reference = take(1, "Published").await.added.into_iter().next().unwrap();
    let ours = WriteProcurement { existing: Some((reference.clone(), 1)), ..procurement(buyer) };
    register.change(&Actor::operator(), &ours).await.unwrap();
    assert_eq!(take(2, "Amended").await.differences, 1);
    DecideDifference {
        procurement: reference,
        field: Field::Title,
        seen: "Amended".into(),
        ours: procurement(buyer).title,
        take_theirs: false,
    }
}

/// What can be said of a pair that is proposed: one of the two opened when the other closed.
pub async fn handed_over(register: &Register) -> SayTookOver {
    let add = |code: &str, opened, closed| AddOrganisation {
        identifiers: vec![Identifier::parse(Scheme::Nhs, code).unwrap()],
        postcode: Some("B2 2AA".into()),
        opened,
        closed,
        ..AddOrganisation::named("Handed over", organisation::Kind::NhsTrust)
    };
    register.change(&Actor::operator(), &add("RX1", None, Some(today()))).await.unwrap();
    let successor = register.change(&Actor::operator(), &add("RX2", Some(today()), None)).await.unwrap();
    register.change(&Actor::operator(), &ProposeMatches { source: "etr.csv".into(), after: 0 }).await.unwrap();
    use organisation::table::proposal::{Column, Entity};
    let find = Entity::find().filter(Column::Reasons.contains(Reason::OtherCode.code()));
    let proposal = find.one(register.reader()).await.unwrap().unwrap().id;
    SayTookOver { proposal, successor, from: today() }
}
