//! One instance of every deed, with its row of the table. What undoes the scene comes last.

use chrono::NaiveDate;

use super::{
    Scope, Walk,
    scene::{self, Scene},
};
use crate::{
    access::Role,
    account::{AddPerson, Email},
    agreement::{
        Conclusion, Reason,
        deeds::{
            ChangeServiceInScope, ConcludeAgreement, EditAgreement, MarkHeads, OfRecord, PublishAgreement,
            PutServiceInScope, RemoveParty, RenewAgreement, SaveText, SetAside, SetReviewDays, Sign, TakeOver,
            TakeServiceOutOfScope, TakeStep, TakeUp, Vary, WithdrawVariation,
        },
        read::{EditionsOf, HeadsOf, OverviewOf},
        rules::{Days, Step},
    },
    attachment::deeds::{AttachFile, PublishAttachment},
    audit::deeds::RedactEntry,
    commitment::{
        Judgement,
        deeds::{EditCommitment, JudgeAmbition, RequestConfirmation, WithdrawCommitment, WriteCommitment},
    },
    contract::deeds::{Observe, SayWhatIsCounted},
    demonstration::MarkDemonstration,
    funding::{
        Stand,
        deeds::{EditFunding, StandOnCost, WriteFunding},
    },
    import::deeds::{BeginImport, DiscardImport, ImportReleases},
    organisation::{
        Kind,
        deeds::{
            AddOrganisation, AddSuccessor, ImportOrganisations, ImportSuccessors, MergeOrganisations, ProposeMatches,
            TakeApart, TakeSecondLook, TellApart, WithdrawSuccessor,
        },
        read::SecondLookAt,
    },
    paper::deeds::{CheckPaper, EnterAnswer, EnterRecord, EnterSignature},
    procurement::{
        EventKind,
        deeds::{BringIntoScope, RegisterInterest, SetScope, WriteTenderEvent},
        read::Filter,
    },
    registered_service::deeds::ImportServices,
    service::deeds::SetNeed,
    story::{self, next_year, version_of},
    values::{Amount, Identifier, Pence, Reading, Scheme},
};

const DRAFT: &str = "draft, propose wording";
pub const STEER: &str = "request confirmation, open and close steps, vary, renew, publish";
const ANSWER: &str = "confirm, change, dispute a commitment or cost; record own approvals";
pub const KEEP: &str = "services, contracts, procurements, ratings, imports, merges";
pub const TAKE_PART: &str = "observations, comment on a rating, ask, register, interest";
pub const ADMINISTER: &str = "people, organisations, settings";
pub const RECORD: &str = "record meetings, notes";
pub const ONESELF: &str = "keep one's own account";
pub const CONFIRM: &str = "confirm a role in one's own organisation (its first person: the lead)";
const WITHDRAW: &str = "withdraw a commitment; close a round";
pub const LOOK: &str = "second look at a merge that moves what a party promised or signed";

pub async fn walk_all(walk: &mut Walk<'_>, scene: &Scene) {
    administering(walk, scene).await;
    super::people::people(walk, scene).await;
    super::people::single_sign_on(walk, scene).await;
    super::people::oneself(walk).await;
    keeping(walk, scene).await;
    buying(walk, scene).await;
    super::market::walk_all(walk, scene).await;
    money(walk, scene).await;
    on_paper(walk, scene).await;
    drafting(walk, scene).await;
    promising(walk, scene).await;
    super::negotiating::walk_all(walk, scene).await;
    steering(walk, scene).await;
}

/// Of an agreement that is signed; of one that is not, the rules refuse it to whom the table allows it.
async fn varying(walk: &mut Walk<'_>, scene: &Scene) {
    let agreement = || scene.agreement.clone();
    let seen = story::seen(walk.register, &scene.agreement).await;
    let effective_on = NaiveDate::from_ymd_opt(2015, 10, 1).unwrap();
    let vary =
        Vary { agreement: agreement(), reason: Reason::Money, words: "The money changes".into(), effective_on, seen };
    walk.deed(STEER, Scope::OneOwner, &vary).await;
    walk.deed(STEER, Scope::OneOwner, &SetAside { agreement: agreement(), seen: seen + 1 }).await;
    let lead = walk.everybody.iter().find(|somebody| somebody.name == "Commissioner Own").unwrap();
    let editions = walk.register.read(&lead.actor.viewer, &EditionsOf((&scene.agreement).into())).await.unwrap();
    let edition = editions.rows[0].number;
    walk.deed(STEER, Scope::OneOwner, &TakeUp { agreement: agreement(), edition, seen: seen + 2 }).await;
    let withdraw = WithdrawVariation { agreement: agreement(), why: "Not needed".into(), seen: seen + 3 };
    walk.deed(STEER, Scope::OneOwner, &withdraw).await;
}

/// Next year's of an agreement that is signed, and what becomes of it; of one that is not, the rules refuse it.
async fn renewing(walk: &mut Walk<'_>, scene: &Scene) {
    let agreement = || scene.agreement.clone();
    let seen = story::seen(walk.register, &scene.agreement).await;
    let ended_on = NaiveDate::from_ymd_opt(2016, 3, 31).unwrap();
    let words = "It ends".to_owned();
    let conclude = ConcludeAgreement {
        agreement: agreement(),
        service: None,
        ended_on,
        kind: Conclusion::Ended,
        words,
        said: 0,
        seen,
    };
    walk.deed(STEER, Scope::OneOwner, &conclude).await;
    let renew = RenewAgreement {
        of: vec![(agreement(), seen)],
        beside: Vec::new(),
        title: "Next year".into(),
        year: next_year().next(),
        starts: None,
        ends: None,
    };
    walk.deed(STEER, Scope::OneOwner, &renew).await;
    let take_over = TakeOver {
        agreement: agreement(),
        seen: 0,
        schedules: String::new(),
        of: agreement(),
        edition: 1,
        chosen: Vec::new(),
    };
    walk.deed(STEER, Scope::OneOwner, &take_over).await;
    let judge = JudgeAmbition {
        commitment: scene.commitment.clone(),
        before: scene.commitment.clone(),
        judgement: Judgement::Raised,
        reason: "It is more".into(),
        compared: String::new(),
    };
    walk.deed(DRAFT, Scope::OneOwner, &judge).await;
}

async fn administering(walk: &mut Walk<'_>, scene: &Scene) {
    walk.deed(ADMINISTER, Scope::Register, &MarkDemonstration).await;
    walk.deed(ADMINISTER, Scope::Register, &AddOrganisation::named("Added", Kind::OtherPublic)).await;
    let person = AddPerson {
        email: Email::parse("added@example.org").unwrap(),
        name: "Added".into(),
        organisation: scene.newcomer.clone(),
        roles: vec![Role::Partner],
        demonstration: false,
        by_mail: true,
    };
    walk.deed(ADMINISTER, Scope::Register, &person).await;
    let successor = AddSuccessor {
        organisation: scene.observer.clone(),
        successor: scene.newcomer.clone(),
        from: NaiveDate::from_ymd_opt(2020, 4, 1).unwrap(),
        area: None,
    };
    walk.deed(ADMINISTER, Scope::Register, &successor).await;
    let withdraw = WithdrawSuccessor { organisation: scene.observer.clone(), successor: scene.newcomer.clone() };
    walk.deed(ADMINISTER, Scope::Register, &withdraw).await;
    walk.deed(ADMINISTER, Scope::Register, &RedactEntry { seq: 1, reason: "Personal data".into() }).await;
}

/// At what the lead sees.
async fn second_look(walk: &Walk<'_>, scene: &Scene) -> TakeSecondLook {
    let lead = walk.everybody.iter().find(|somebody| somebody.name == "Commissioner Own").unwrap();
    let seen = walk.register.read(&lead.actor.viewer, &SecondLookAt(scene.observer.clone())).await.unwrap().seen;
    TakeSecondLook { merged: scene.observer.clone(), seen, confirmed: true }
}

async fn keeping(walk: &mut Walk<'_>, scene: &Scene) {
    let trust = AddOrganisation {
        identifiers: vec![Identifier::parse(Scheme::Nhs, "RQ3").unwrap()],
        ..AddOrganisation::named("Trust", Kind::NhsTrust)
    };
    let import = ImportOrganisations { source: "etr.csv".into(), organisations: vec![trust] };
    walk.deed(KEEP, Scope::Register, &import).await;
    let successors = ImportSuccessors { source: "councils.csv".into(), successors: Vec::new() };
    walk.deed(KEEP, Scope::Register, &successors).await;
    let services = ImportServices { source: "providers.csv".into(), services: Vec::new() };
    walk.deed(KEEP, Scope::Register, &services).await;
    super::negotiating::starter_texts(walk).await;
    let merge = MergeOrganisations {
        kept: scene.stranger.clone(),
        merged: scene.observer.clone(),
        why: String::new(),
        seen: None,
    };
    walk.deed(KEEP, Scope::Register, &merge).await;
    let look = second_look(walk, scene).await;
    walk.deed(LOOK, Scope::OneOwner, &look).await;
    walk.deed(
        KEEP,
        Scope::Register,
        &TakeApart { seen: version_of(walk.register, &scene.observer).await, merged: scene.observer.clone() },
    )
    .await;
    let look = second_look(walk, scene).await;
    walk.deed(LOOK, Scope::OneOwner, &look).await;
    walk.deed(KEEP, Scope::Register, &ProposeMatches { source: "etr.csv".into(), after: 0 }).await;
    walk.deed(KEEP, Scope::Register, &TellApart { proposal: 1 }).await;
    walk.deed(KEEP, Scope::Register, &scene::handed_over(walk.register).await).await;
    walk.deed(KEEP, Scope::Register, &scene::service()).await;
    let amount = Amount::exactly(Pence::pounds(10));
    let need = SetNeed { service: scene.service.clone(), seen: 1, year: next_year(), amount, note: String::new() };
    walk.deed(KEEP, Scope::Register, &need).await;
    walk.deed(KEEP, Scope::Register, &scene::contract(&scene.own, &scene.own)).await;
    let existing = Some((scene.contract.clone(), 1));
    let rewritten = crate::contract::deeds::WriteContract { existing, ..scene::contract(&scene.own, &scene.own) };
    walk.deed(KEEP, Scope::Register, &rewritten).await;
    walk.deed(KEEP, Scope::Register, &scene::measure(&scene.contract)).await;
    let counted = SayWhatIsCounted {
        contract: scene.contract.clone(),
        measure: scene.measure,
        seen: 1,
        counts_children: false,
        zero_may_be_shown: false,
    };
    walk.deed(KEEP, Scope::Register, &counted).await;
    let observe = Observe {
        contract: scene.contract.clone(),
        measure: scene.measure,
        seen: 0,
        period_start: NaiveDate::from_ymd_opt(2014, 7, 1).unwrap(),
        period_end: NaiveDate::from_ymd_opt(2014, 9, 30).unwrap(),
        actual: Reading::whole(80),
        note: String::new(),
    };
    walk.deed(TAKE_PART, Scope::OneOwner, &observe).await;
}

async fn buying(walk: &mut Walk<'_>, scene: &Scene) {
    let import = ImportReleases { source: "releases.json".into(), ..ImportReleases::default() };
    walk.deed(KEEP, Scope::Register, &import).await;
    let import = scene::waiting_import(walk.register).await;
    walk.deed(KEEP, Scope::Register, &BeginImport { import }).await;
    let import = scene::waiting_import(walk.register).await;
    walk.deed(KEEP, Scope::Register, &DiscardImport { import }).await;
    let differing = scene::differing(walk.register, &scene.own, import).await;
    walk.deed(KEEP, Scope::Register, &differing).await;
    let scope = SetScope { procurement: differing.procurement, seen: 3, area: None, in_scope: false };
    walk.deed(KEEP, Scope::Register, &scope).await;
    let nothing = crate::procurement::read::version(&[]).unwrap();
    walk.deed(KEEP, Scope::Register, &BringIntoScope { filter: Filter::default(), seen: nothing }).await;
    walk.deed(KEEP, Scope::Register, &scene::procurement(&scene.own)).await;
    let event = WriteTenderEvent {
        existing: None,
        procurement: scene.procurement.clone(),
        kind: EventKind::Engagement,
        starts: NaiveDate::from_ymd_opt(2014, 12, 10).unwrap(),
        starts_at: None,
        ends: None,
        ends_at: None,
        place: String::new(),
        note: String::new(),
        agenda: String::new(),
        capacity: None,
    };
    walk.deed(KEEP, Scope::Register, &event).await;
    // A provider's interest is its own, whoever buys.
    let interest = RegisterInterest { procurement: scene.procurement.clone(), seen: 0, words: String::new() };
    walk.deed(TAKE_PART, Scope::OwnMaking, &interest).await;
}

async fn money(walk: &mut Walk<'_>, scene: &Scene) {
    let write = |agreement| WriteFunding {
        agreement,
        service: scene.service.clone(),
        organisation: scene.own.clone(),
        year: next_year(),
        figures: scene::figures(10),
    };
    walk.deed(DRAFT, Scope::OneOwner, &write(Some(scene.agreement.clone()))).await;
    let stand = StandOnCost { line: scene.line.clone(), seen: 1, stand: Stand::Agrees, words: String::new() };
    walk.deed(ANSWER, Scope::OneOwner, &stand).await;
    let edit = EditFunding { line: scene.line.clone(), seen: 2, figures: scene::figures(20) };
    walk.deed(DRAFT, Scope::OneOwner, &edit).await;
    // Money without an agreement has no coordinator: it is as if the lead alone could draft it.
    walk.deed(STEER, Scope::OneOwner, &write(None)).await;
    let edit = EditFunding { line: scene.own_line.clone(), seen: 1, figures: scene::figures(20) };
    walk.deed(STEER, Scope::OneOwner, &edit).await;
}

async fn on_paper(walk: &mut Walk<'_>, scene: &Scene) {
    let attach = AttachFile { agreement: scene.agreement.clone(), file: scene.file.clone(), about: "A letter".into() };
    walk.deed(DRAFT, Scope::Proposal, &attach).await;
    let publish = PublishAttachment { attachment: scene.letter.clone(), published: true, seen: 1 };
    walk.deed(STEER, Scope::OneOwner, &publish).await;
    let check = CheckPaper { paper: scene.paper.clone(), seen: 1, right: false, why: "It says no".into() };
    walk.deed(RECORD, Scope::OneOwner, &check).await;
    let enter = EnterAnswer { attachment: scene.letter.clone(), answer: scene::answer(&scene.commitment, 2) };
    walk.deed(RECORD, Scope::OneOwner, &enter).await;
    let (agreement, signed_on) = (scene.agreement.clone(), next_year().first_day());
    let record = OfRecord { agreement, seen: 1, schedules: String::new(), signed_on };
    walk.deed(RECORD, Scope::OneOwner, &EnterRecord { attachment: scene.letter.clone(), record }).await;
    let enter = EnterSignature {
        attachment: scene.letter.clone(),
        organisation: scene.party.clone(),
        signatory: "A Person".into(),
        sign: sign(scene),
    };
    walk.deed(RECORD, Scope::OneOwner, &enter).await;
}

fn sign(scene: &Scene) -> Sign {
    Sign { agreement: scene.agreement.clone(), hash: "0".repeat(64), position: String::new(), authority: String::new() }
}

async fn drafting(walk: &mut Walk<'_>, scene: &Scene) {
    let agreement = || scene.agreement.clone();
    // Whoever creates an agreement leads it, so every commissioner may, and a coordinator, who leads nothing, may not.
    walk.deed(STEER, Scope::OwnMaking, &scene::create(&scene.coordinator)).await;
    let text = format!("{}\nMore.\n", scene::TEXT);
    let lead = walk.everybody.iter().find(|somebody| somebody.name == "Commissioner Own").unwrap().actor.clone();
    let seen = scene.version(walk.register, &lead).await;
    let edit = EditAgreement {
        agreement: scene.agreement.clone(),
        seen,
        title: "Another title".into(),
        binding: false,
        coordinator: Some(scene.coordinator.clone()),
        starts: None,
        ends: None,
        aims: String::new(),
    };
    walk.deed(DRAFT, Scope::OneOwner, &edit).await;
    walk.deed(DRAFT, Scope::OneOwner, &SaveText { agreement: agreement(), base: 1, text }).await;
    super::negotiating::reusing(walk, scene, &lead).await;
    let seen = story::seen(walk.register, &scene.agreement).await;
    walk.deed(DRAFT, Scope::OneOwner, &scene::joins(&scene.agreement, &scene.newcomer, false, seen)).await;
    let seen = story::seen(walk.register, &scene.agreement).await;
    let remove = RemoveParty { agreement: agreement(), organisation: scene.observer.clone(), seen };
    walk.deed(DRAFT, Scope::OneOwner, &remove).await;
    let asked = HeadsOf(agreement());
    let hash = match walk.register.read(&lead_of(walk), &asked).await {
        Ok(heads) => heads.hash,
        Err(_) => String::new(),
    };
    let marks = std::collections::BTreeMap::new();
    walk.deed(DRAFT, Scope::OneOwner, &MarkHeads { agreement: agreement(), hash, marks }).await;
    scoping(walk, scene).await;
}

/// Who drafts what the scene has.
fn lead_of(walk: &Walk<'_>) -> crate::access::Viewer {
    walk.everybody.iter().find(|somebody| somebody.name == "Commissioner Own").unwrap().actor.viewer.clone()
}

/// What an agreement is about, and when it is reviewed.
async fn scoping(walk: &mut Walk<'_>, scene: &Scene) {
    let (agreement, service) = (|| scene.agreement.clone(), || scene.service.clone());
    let (days, host) = (Days::default(), Some(scene.own.clone()));
    let seen = story::seen(walk.register, &scene.agreement).await;
    let put = PutServiceInScope { agreement: agreement(), service: service(), days, host: None, seen };
    walk.deed(DRAFT, Scope::OneOwner, &put).await;
    let seen = story::seen(walk.register, &scene.agreement).await;
    let change = ChangeServiceInScope { agreement: agreement(), service: service(), days, host, seen };
    walk.deed(DRAFT, Scope::OneOwner, &change).await;
    let seen = story::seen(walk.register, &scene.agreement).await;
    let take_out = TakeServiceOutOfScope { agreement: agreement(), service: service(), seen };
    walk.deed(DRAFT, Scope::OneOwner, &take_out).await;
    let seen = story::seen(walk.register, &scene.agreement).await;
    let reviews = SetReviewDays { agreement: agreement(), boxes: vec![Some(next_year().first_day())], seen };
    walk.deed(DRAFT, Scope::OneOwner, &reviews).await;
}

async fn promising(walk: &mut Walk<'_>, scene: &Scene) {
    let write = WriteCommitment {
        agreement: scene.agreement.clone(),
        owner: scene.own.clone(),
        year: next_year(),
        wording: scene::wording(),
    };
    walk.deed(DRAFT, Scope::OneOwner, &write).await;
    walk.deed(STEER, Scope::OneOwner, &RequestConfirmation { commitment: scene.unasked.clone(), seen: 1 }).await;
    walk.deed(ANSWER, Scope::OneOwner, &scene::answer(&scene.commitment, 2)).await;
    let edit = EditCommitment { commitment: scene.commitment.clone(), seen: 3, wording: scene::wording() };
    walk.deed(DRAFT, Scope::OneOwner, &edit).await;
    let seen = story::seen(walk.register, &scene.commitment).await;
    let withdraw = WithdrawCommitment { commitment: scene.commitment.clone(), seen, why: "Promised elsewhere".into() };
    walk.deed(WITHDRAW, Scope::OneOwner, &withdraw).await;
}

async fn steering(walk: &mut Walk<'_>, scene: &Scene) {
    walk.deed("sign", Scope::EveryParty, &sign(scene)).await;
    let seen = story::seen(walk.register, &scene.agreement).await;
    let publish = PublishAgreement { agreement: scene.agreement.clone(), edition: 1, published: true, seen };
    walk.deed(STEER, Scope::OneOwner, &publish).await;
    renewing(walk, scene).await;
    varying(walk, scene).await;
    let lead = walk.everybody.iter().find(|somebody| somebody.name == "Commissioner Own").unwrap();
    let shown = walk.register.read(&lead.actor.viewer, &OverviewOf((&scene.agreement).into())).await.unwrap();
    let (seen, schedules) = (shown.agreement.version, shown.schedules);
    let withdraw = TakeStep { agreement: scene.agreement.clone(), step: Step::Withdraw, seen, schedules };
    walk.deed(STEER, Scope::OneOwner, &withdraw).await;
}
