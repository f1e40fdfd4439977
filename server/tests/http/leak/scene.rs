//! What must not be seen: an agreement in negotiation, a service, a contract and a tender that are not published, with a word
//! of its own in every field of text and an amount that nothing else has in every field of money.

use super::records::{contract, figures, hidden_service, tender, unpublished, year};
use chrono::NaiveDate;
use entities::{
    Deed,
    access::{Actor, Role},
    agreement::{
        Kind, PartyRole, SpeaksAs,
        deeds::{AddParty, CreateAgreement, PutServiceInScope, SaveText, Sign, TakeStep},
        read::{OverviewOf, SignaturesOf},
        rules::{Days, Step},
    },
    attachment::deeds::AttachFile,
    commitment::{
        Answer,
        deeds::{AnswerCommitment, CostAnswer, RequestConfirmation, WithdrawCommitment, Wording, WriteCommitment},
        read::CommitmentPage,
    },
    contract::{
        Direction, MeasureKind,
        deeds::{AddMeasure, Observe, WriteContract},
    },
    funding::{
        Stand,
        deeds::{Share, WriteFunding},
    },
    organisation::{self, deeds::AddOrganisation},
    paper::deeds::EnterAnswer,
    procurement::deeds::WriteProcurement,
    service::deeds::SetNeed,
    values::{Amount, FinancialYear, Pence, Precision, Reading, Reference},
};

use super::market;
use crate::Service;

/// The bodies of the scene. Organisations are public: they are there before anything secret is.
pub struct Cast {
    pub lead: Reference,
    pub payer: Reference,
    pub convener: Reference,
    pub maker: Reference,
    commissioner: Actor,
    signatory: Actor,
    payer_signatory: Actor,
    payer_partner: Actor,
    provider: Actor,
    /// A tender that everybody may read: interest in it is not for everybody.
    pub public_tender: Reference,
    /// One of its events.
    public_event: i64,
    /// A contract that ends soon.
    pub ending: Reference,
    /// A contract and money that everybody may read, for a service that is not published.
    pub public_contract: Reference,
    pub public_line: Reference,
}

/// The references of what is secret.
pub struct Secrets {
    pub agreement: Reference,
    pub commitments: Vec<Reference>,
    pub line: Reference,
    pub service: Reference,
    pub contract: Reference,
    pub tender: Reference,
    /// A file of the agreement, and what was entered from it.
    pub attachment: Reference,
    pub paper: Reference,
}

impl Cast {
    pub async fn gather(service: &Service) -> Self {
        let body = async |name: &str, kind| {
            service.register.change(&Actor::operator(), &AddOrganisation::named(name, kind)).await.unwrap()
        };
        let lead = body("Lead Council", organisation::Kind::LocalAuthority).await;
        let payer = body("Payer Group", organisation::Kind::Ccg).await;
        let convener = body("Convening Office", organisation::Kind::NhsEngland).await;
        let maker = body("Maker Company", organisation::Kind::SocialEnterprise).await;
        let commissioner = service.member(&lead, Role::Commissioner, "Zqzqcommissioner Person").await.0;
        let signatory = service.member(&lead, Role::Signatory, "Zqzqsignatory Person").await.0;
        let hidden = hidden_service(service, &commissioner).await;
        let tender = WriteProcurement { service: Some(hidden.clone()), ..tender(&lead, "Open to all", "", true) };
        let public_tender = service.register.change(&commissioner, &tender).await.unwrap();
        let contract = contract("Open contract", &lead, &maker, &hidden, true);
        let public_contract = service.register.change(&commissioner, &contract).await.unwrap();
        let ending = service.register.change(&commissioner, &market::ending(service, contract)).await.unwrap();
        let event = market::event(&public_tender, "", "");
        let public_event = service.register.change(&commissioner, &event).await.unwrap();
        let line = WriteFunding {
            agreement: None,
            service: hidden,
            organisation: lead.clone(),
            year: FinancialYear::starting(2014).unwrap(),
            figures: figures(100, "", Vec::new()),
        };
        let public_line = service.register.change(&commissioner, &line).await.unwrap();
        Self {
            public_contract,
            public_event,
            ending,
            public_line,
            payer_signatory: service.member(&payer, Role::Signatory, "Zqzqpayer Person").await.0,
            payer_partner: service.member(&payer, Role::Partner, "Zqzqpartner Person").await.0,
            provider: service.member(&maker, Role::Provider, "Zqzqprovider Person").await.0,
            lead,
            payer,
            convener,
            maker,
            commissioner,
            signatory,
            public_tender,
        }
    }

    /// Does all that is secret, as the people whose part it is.
    pub async fn act(&self, service: &Service) -> Secrets {
        let agreement = self.draft(service).await;
        let hub = self.service(service).await;
        let disputed = self.promise(service, &agreement, "zqzqstatement disputed", None).await;
        let line = self.pay(service, &agreement, &hub, &disputed).await;
        self.bring_into_scope(service, &agreement, &hub).await;
        self.step(service, &agreement, Step::Negotiate).await;
        self.dispute(service, &disputed, &line).await;
        self.sign_and_reopen(service, &agreement).await;
        let reworded = self.promise(service, &agreement, "zqzqstatement reworded", Some("zqzqnomoney")).await;
        self.propose_words(service, &reworded).await;
        let (attachment, paper) = self.letter(service, &agreement, &reworded).await;
        let withdrawn = self.promise(service, &agreement, "zqzqstatement withdrawn", None).await;
        let withdraw = WithdrawCommitment { commitment: withdrawn.clone(), seen: 1, why: "zqzqwithdrawn".into() };
        self.steers(service, &withdraw).await;
        let contract = self.contract(service, &hub).await;
        let tender = self.tender(service).await;
        market::say(service, &self.provider, &self.public_tender, self.public_event, &self.ending).await;
        let commitments = vec![disputed, reworded, withdrawn];
        Secrets { agreement, commitments, line, service: hub, contract, tender, attachment, paper }
    }

    async fn letter(&self, service: &Service, agreement: &Reference, of: &Reference) -> (Reference, Reference) {
        let file = service.register.keep_file("zqzqfilename.pdf", b"%PDF-1.7 zqzqbytes".to_vec()).await.unwrap();
        let attach = AttachFile { agreement: agreement.clone(), file, about: "Zqzqabout a letter".into() };
        let attachment = self.steers(service, &attach).await;
        let seen = service
            .register
            .read(&self.commissioner.viewer, &CommitmentPage(of.into()))
            .await
            .unwrap()
            .commitment
            .version;
        let answer = AnswerCommitment {
            commitment: of.clone(),
            seen,
            answer: Answer::Decline,
            proposed: String::new(),
            words: "zqzqletter".into(),
            costs: Vec::new(),
        };
        let paper = self.steers(service, &EnterAnswer { attachment: attachment.clone(), answer }).await;
        (attachment, paper)
    }

    async fn steers<D: Deed>(&self, service: &Service, deed: &D) -> D::Done {
        service.register.change(&self.commissioner, deed).await.unwrap()
    }

    async fn draft(&self, service: &Service) -> Reference {
        let create = CreateAgreement {
            title: "Zqzqtitle of what is not agreed yet".into(),
            kind: Kind::Memorandum,
            year: year(),
            binding: false,
            coordinator: Some(self.convener.clone()),
            starts: NaiveDate::from_ymd_opt(2031, 4, 1),
            ends: None,
            aims: "Zqzqaims of it".into(),
        };
        let agreement = self.steers(service, &create).await;
        let party = AddParty {
            agreement: agreement.clone(),
            organisation: self.payer.clone(),
            role: PartyRole::Partner,
            speaks_as: SpeaksAs::NhsCommissioner,
            signs: true,
            seen: 1,
        };
        self.steers(service, &party).await;
        let text = "# Zqzqheading\n\n## Zqzqclause {#c-anchor}\n\nZqzqtext of the clause.\n".to_owned();
        self.steers(service, &SaveText { agreement: agreement.clone(), base: 0, text }).await;
        agreement
    }

    async fn bring_into_scope(&self, service: &Service, agreement: &Reference, hub: &Reference) {
        let shown = service.register.read(&self.commissioner.viewer, &OverviewOf(agreement.into())).await.unwrap();
        let put = PutServiceInScope {
            agreement: agreement.clone(),
            service: hub.clone(),
            days: Days::default(),
            host: Some(self.payer.clone()),
            seen: shown.agreement.version,
        };
        self.steers(service, &put).await;
    }

    async fn service(&self, service: &Service) -> Reference {
        let hub =
            self.steers(service, &unpublished("Zqzqservice for some", "zqzqdescription", "zqzqindependent")).await;
        let amount = Amount { pence: Pence::new(7_770_000_000).unwrap(), precision: Precision::About };
        let need = SetNeed { service: hub.clone(), seen: 1, year: year(), amount, note: "zqzqneednote".into() };
        self.steers(service, &need).await;
        hub
    }

    async fn promise(
        &self,
        service: &Service,
        agreement: &Reference,
        statement: &str,
        no_money: Option<&str>,
    ) -> Reference {
        let wording = Wording {
            clause: "c-anchor".into(),
            statement: statement.into(),
            measure: "zqzqmeasure".into(),
            target: "zqzqtarget".into(),
            due: None,
            no_money_because: no_money.map(Into::into),
        };
        let write = WriteCommitment { agreement: agreement.clone(), owner: self.payer.clone(), year: year(), wording };
        self.steers(service, &write).await
    }

    async fn pay(&self, service: &Service, agreement: &Reference, hub: &Reference, paid: &Reference) -> Reference {
        let share = Share { commitment: paid.clone(), pence: Pence::new(123_456_789).unwrap() };
        let figures = figures(765_432_109, "zqzqlinenote", vec![share]);
        let write = WriteFunding {
            agreement: Some(agreement.clone()),
            service: hub.clone(),
            organisation: self.payer.clone(),
            year: year(),
            figures,
        };
        self.steers(service, &write).await
    }

    async fn dispute(&self, service: &Service, commitment: &Reference, line: &Reference) {
        self.steers(service, &RequestConfirmation { commitment: commitment.clone(), seen: 1 }).await;
        let cost = CostAnswer { line: line.clone(), seen: 1, stand: Stand::Objects, words: "zqzqcostwords".into() };
        let answer = AnswerCommitment {
            commitment: commitment.clone(),
            seen: 2,
            answer: Answer::Dispute,
            proposed: String::new(),
            words: "zqzqdispute".into(),
            costs: vec![cost],
        };
        service.register.change(&self.payer_partner, &answer).await.unwrap();
    }

    async fn propose_words(&self, service: &Service, commitment: &Reference) {
        self.steers(service, &RequestConfirmation { commitment: commitment.clone(), seen: 1 }).await;
        let answer = AnswerCommitment {
            commitment: commitment.clone(),
            seen: 2,
            answer: Answer::ConfirmWithChange,
            proposed: "zqzqproposed".into(),
            words: String::new(),
            costs: Vec::new(),
        };
        service.register.change(&self.payer_signatory, &answer).await.unwrap();
    }

    /// A signature of a wording that was reopened stays as history, inside the negotiation.
    async fn sign_and_reopen(&self, service: &Service, agreement: &Reference) {
        self.step(service, agreement, Step::Approve).await;
        self.step(service, agreement, Step::OpenSigning).await;
        let open =
            service.register.read(&self.commissioner.viewer, &SignaturesOf(agreement.into())).await.unwrap().open;
        let sign = Sign {
            agreement: agreement.clone(),
            hash: open.unwrap().1,
            position: "zqzqposition".into(),
            authority: "zqzqauthority".into(),
        };
        service.register.change(&self.signatory, &sign).await.unwrap();
        self.step(service, agreement, Step::Reopen).await;
    }

    async fn step(&self, service: &Service, agreement: &Reference, step: Step) {
        let overview = service.register.read(&self.commissioner.viewer, &OverviewOf(agreement.into())).await.unwrap();
        let (seen, schedules) = (overview.agreement.version, overview.schedules);
        self.steers(service, &TakeStep { agreement: agreement.clone(), step, seen, schedules }).await;
    }

    async fn contract(&self, service: &Service, hub: &Reference) -> Reference {
        let write = WriteContract {
            description: "zqzqcontractwords".into(),
            price: Some(Amount::exactly(Pence::new(314_159_265).unwrap())),
            ..contract("Zqzqcontract", &self.lead, &self.maker, hub, false)
        };
        let contract = self.steers(service, &write).await;
        let measure = AddMeasure {
            contract: contract.clone(),
            statement: "zqzqoutcome".into(),
            kind: MeasureKind::HowMuch,
            unit: "zqzqunit".into(),
            direction: Direction::Up,
            baseline: None,
            target: None,
            source: "zqzqsource".into(),
            counts_children: true,
            zero_may_be_shown: false,
        };
        let measure = self.steers(service, &measure).await;
        let observe = Observe {
            contract: contract.clone(),
            measure,
            seen: 0,
            period_start: NaiveDate::from_ymd_opt(2014, 7, 1).unwrap(),
            period_end: NaiveDate::from_ymd_opt(2014, 9, 30).unwrap(),
            actual: "271.828".parse::<Reading>().unwrap(),
            note: "zqzqobserved".into(),
        };
        service.register.change(&self.provider, &observe).await.unwrap();
        contract
    }

    async fn tender(&self, service: &Service) -> Reference {
        let write = WriteProcurement {
            value_low: Pence::new(271_828_182),
            value_high: Pence::new(281_828_183),
            procedure: Some("zqzqprocedure".into()),
            ..tender(&self.lead, "Zqzqtender", "zqzqtenderwords", false)
        };
        let tender = self.steers(service, &write).await;
        self.steers(service, &market::event(&tender, "zqzqplace", "zqzqeventnote")).await;
        tender
    }
}
