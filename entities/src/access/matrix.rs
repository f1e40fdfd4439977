//! Every deed × every role × how its organisation stands to the record, against the table as register.md §6 prints it.
//!
//! The table is written down here a second time, from the design and not from the code, and each deed is put to a row of it
//! by hand: a slip in either is found by the other.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use sea_orm::{Set, entity::prelude::*};

use crate::{
    Deed, Refusal, Register,
    access::{Actor, Role, Roles, Viewer},
    story::{World, signed_otherwise},
};

mod deeds;
mod market;
mod negotiating;
mod people;
mod reads;
mod reads_of_bodies;
mod reads_of_registers;
mod reads_of_the_market;
mod scene;

/// Register.md §6, and our own row for what belongs to nobody else.
const PRINTED: &str = "
| read what is published | yes | yes | yes | yes | yes | yes | yes | yes | yes |
| read an agreement in negotiation, with positions | – | – | if party | if party | its own | its own | yes | yes | – |
| draft, propose wording | – | – | propose | propose | yes | yes | – | – | – |
| read every position before one's own is given | – | – | – | – | its own | its own | yes | yes | – |
| open a round to all parties | – | – | – | – | yes | yes | – | – | – |
| record meetings, notes | – | – | – | – | yes | yes | – | – | – |
| request confirmation, open and close steps, vary, renew, publish | – | – | – | – | – | yes | – | – | – |
| confirm, change, dispute a commitment or cost; record own approvals | – | – | own | own | – | own council | – | – | – |
| sign | – | – | – | own | – | – | – | – | – |
| progress, spend, evidence | – | – | own | own | – | own council | – | – | – |
| services, contracts, procurements, ratings, imports, merges | – | – | – | – | – | yes | – | – | – |
| observations, comment on a rating, ask, register, interest | – | own | – | – | – | – | – | – | – |
| read an unpublished rating | – | its own | – | – | – | yes | yes | yes | – |
| declare an out-of-arrangement contract | – | own | own | own | – | yes | – | – | – |
| challenge; close own challenge | – | – | – | – | – | – | – | yes | – |
| answer a challenge | – | – | if owner | if owner | – | if owner | if escalated | – | – |
| confirm a role in one's own organisation (its first person: the lead) | – | – | own | own | own | yes | own | own | – |
| withdraw a commitment; close a round | – | – | – | – | – | yes | – | – | – |
| second look at a merge that moves what a party promised or signed | – | – | – | – | – | yes, another person | – | – | yes |
| people, organisations, settings | – | – | – | – | – | – | – | – | yes |
| keep one's own account | – | own | own | own | own | own | own | own | own |
";

/// The columns of the table, in its order.
const COLUMNS: [Option<Role>; 9] = [
    None,
    Some(Role::Provider),
    Some(Role::Partner),
    Some(Role::Signatory),
    Some(Role::Coordinator),
    Some(Role::Commissioner),
    Some(Role::Accountable),
    Some(Role::Scrutineer),
    Some(Role::Administrator),
];

/// How the acting organisation stands to what the deeds are done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Relation {
    /// It leads the agreement, owes the commitment, pays the cost and provides the contract; as coordinator, it coordinates.
    Own,
    /// It is another party of the agreement.
    Party,
    /// It has nothing to do with it.
    Stranger,
    /// The public and the operator act for none.
    NoOrganisation,
}

/// What a deed is done to, and so what "yes" and "own" in its row mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// The register: "yes" is everybody's with the role.
    Register,
    /// What the acting organisation makes for itself: a new agreement, which it leads.
    OwnMaking,
    /// A record of one agreement, or one that an organisation owns. The commissioner of an agreement is a member of its
    /// lead, its coordinator is the one that is named: "yes" is theirs.
    OneOwner,
    /// What every party has of its own: a signature.
    EveryParty,
    /// What a party may add of its own where others draft: "propose" is theirs.
    Proposal,
    /// What every person has of their own: an account.
    Oneself,
    /// What is given in the organisation that everybody but the coordinator acts for.
    OwnPlace,
    /// What is given in the organisation that the coordinator acts for.
    CoordinatorsPlace,
    /// What is read of one agreement: "if party" is its parties', "its own" its lead's and its coordinator's, "yes" everybody's
    /// with the role.
    Negotiation,
    /// What is read everywhere: "its own" is nobody's.
    Everywhere,
}

/// What the table lets somebody do. `propose` is no drafting.
fn printed(row: &str, role: Option<Role>, scope: Scope, relation: Relation) -> bool {
    let column = COLUMNS.iter().position(|column| *column == role).unwrap();
    let line = PRINTED.lines().find_map(|line| line.strip_prefix(&format!("| {row} |")));
    let line = line.unwrap_or_else(|| panic!("the table has no row {row}"));
    let own = match scope {
        Scope::Register => true,
        Scope::OwnMaking | Scope::Oneself => relation != Relation::NoOrganisation,
        Scope::OneOwner | Scope::Proposal => relation == Relation::Own,
        Scope::OwnPlace => relation == Relation::Own && role != Some(Role::Coordinator),
        Scope::CoordinatorsPlace => relation == Relation::Own && role == Some(Role::Coordinator),
        Scope::EveryParty => matches!(relation, Relation::Own | Relation::Party),
        Scope::Negotiation => relation == Relation::Own,
        Scope::Everywhere => false,
    };
    match line.split('|').nth(column).unwrap().trim() {
        "propose" if scope == Scope::Proposal => matches!(relation, Relation::Own | Relation::Party),
        "–" | "propose" => false,
        "yes" if matches!(scope, Scope::Negotiation | Scope::Everywhere) => true,
        "if party" if scope == Scope::Negotiation => matches!(relation, Relation::Own | Relation::Party),
        // It owns nothing: what it may, it may everywhere.
        "yes" if role == Some(Role::Administrator) => true,
        "yes, another person" => own,
        "yes" | "own" | "its own" | "own council" | "if party" | "if owner" => own,
        cell => panic!("{cell} is no cell"),
    }
}

/// Somebody with one role, or the public, or the operator.
struct Somebody {
    actor: Actor,
    /// The columns of the table they have; the operator has two.
    roles: Vec<Option<Role>>,
    relation: Relation,
    name: String,
}

async fn everybody(world: &World, scene: &scene::Scene) -> Vec<Somebody> {
    let mut all = Vec::new();
    for role in Role::ALL {
        for relation in [Relation::Own, Relation::Party, Relation::Stranger] {
            let organisation = match (relation, role) {
                (Relation::Own, Role::Coordinator) => &scene.coordinator,
                (Relation::Own, _) => &scene.own,
                (Relation::Party, _) => &scene.party,
                (Relation::Stranger | Relation::NoOrganisation, _) => &scene.stranger,
            };
            let actor = world.person(organisation, &[*role]).await;
            all.push(Somebody { actor, roles: vec![Some(*role)], relation, name: format!("{role} {relation:?}") });
        }
    }
    let public = Actor { viewer: Viewer::Public, roles: Roles::NONE, form: None };
    all.push(Somebody {
        actor: public,
        roles: vec![None],
        relation: Relation::NoOrganisation,
        name: "the public".into(),
    });
    let keeps = vec![Some(Role::Commissioner), Some(Role::Administrator)];
    let operator = Actor::operator();
    all.push(Somebody {
        actor: operator,
        roles: keeps,
        relation: Relation::NoOrganisation,
        name: "the operator".into(),
    });
    all
}

/// Walks the deeds, and notes where the register does otherwise than the table says.
struct Walk<'a> {
    register: &'a Register,
    everybody: Vec<Somebody>,
    /// The deeds that were walked, and whether one of their attempts was done to the end.
    walked: BTreeMap<String, bool>,
    otherwise: Vec<String>,
}

impl Walk<'_> {
    async fn deed<D: Deed>(&mut self, row: &str, scope: Scope, deed: &D) {
        let name = std::any::type_name::<D>().rsplit("::").next().unwrap().to_string();
        for somebody in &self.everybody {
            let done = self.register.change(&somebody.actor, deed).await;
            let allowed = match &done {
                Ok(_) => true,
                Err(Refusal::Forbidden { .. } | Refusal::NotFound) => false,
                Err(Refusal::Broken(cause)) => panic!("{name} by {} broke: {cause}", somebody.name),
                Err(_) => true,
            };
            let expected = somebody.roles.iter().any(|role| printed(row, *role, scope, somebody.relation));
            if allowed != expected {
                let does = done.as_ref().map_or_else(|refusal| format!("{refusal:?}"), |_| "done".to_string());
                self.otherwise.push(format!("{name} by {}: expected allowed = {expected}, was {does}", somebody.name));
            }
            *self.walked.entry(name.clone()).or_default() |= done.is_ok() && expected;
        }
    }
}

/// The names behind `impl Deed for`, or for another trait, in the crate's sources, tests apart.
pub(crate) fn in_the_sources(of: &str) -> BTreeSet<String> {
    fn look(folder: &Path, of: &str, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                look(&path, of, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("access/matrix.rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                found.extend(
                    source
                        .split(&format!("impl {of} for "))
                        .skip(1)
                        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()),
                );
            }
        }
    }
    let mut found = BTreeSet::new();
    look(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), of, &mut found);
    found
}

/// As if everybody had set a password: whoever never came in confirms nothing.
async fn have_come_in(register: &Register, everybody: &[Somebody]) {
    use crate::account::table::{ActiveModel, Column, Entity};
    let set = ActiveModel { password: Set(Some("set".into())), ..Default::default() };
    let accounts = everybody.iter().filter_map(|somebody| somebody.actor.account());
    Entity::update_many().set(set).filter(Column::Id.is_in(accounts)).exec(register.writer()).await.unwrap();
}

async fn walk(signed: bool) -> BTreeMap<String, bool> {
    let world = World::on_sqlite().await;
    let scene = scene::Scene::set(&world, signed).await;
    let everybody = everybody(&world, &scene).await;
    have_come_in(&world.register, &everybody).await;
    let mut walk = Walk { register: &world.register, everybody, walked: BTreeMap::new(), otherwise: Vec::new() };
    deeds::walk_all(&mut walk, &scene).await;
    assert_eq!(signed_otherwise(&world.register).await, Vec::<String>::new());
    assert!(walk.otherwise.is_empty(), "otherwise than the table:\n{}", walk.otherwise.join("\n"));
    walk.walked
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_deed_in_a_negotiation_is_open_to_whom_the_table_names_and_to_nobody_else() {
    let walked = walk(false).await;
    let names: BTreeSet<String> = walked.keys().cloned().collect();
    assert_eq!(names, in_the_sources("Deed"), "every deed is walked, and every one that is walked exists");
    let never = walked.iter().filter(|(_, done)| !**done).map(|(name, _)| name.as_str());
    // Nothing is open for signing there or was signed before there was a register, and the register is not empty: they are refused
    // by their rules, not by the table.
    assert_eq!(
        never.collect::<Vec<_>>(),
        [
            "ConcludeAgreement",
            "EnterRecord",
            "EnterSignature",
            "JudgeAmbition",
            "MarkDemonstration",
            "RenewAgreement",
            "SetAside",
            "Sign",
            "TakeOver",
            "TakeUp",
            "Vary",
            "WithdrawVariation"
        ],
        "a deed that never succeeds tests nothing"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_deed_on_what_everybody_reads_is_open_to_whom_the_table_names_and_to_nobody_else() {
    walk(true).await;
}

#[test]
fn the_printed_table_has_a_cell_for_everybody() {
    for line in PRINTED.trim().lines() {
        assert_eq!(line.matches('|').count(), 2 + COLUMNS.len(), "{line}");
    }
    assert_eq!(COLUMNS.len(), 1 + Role::ALL.len());
}

/// Deeds that change what is there without saying in which version it was shown, and why they may.
const WITHOUT_A_VERSION: &[(&str, &str)] = &[
    ("AddMeasure", "it makes something new"),
    ("AddOrganisation", "it makes something new"),
    ("AddPerson", "it makes something new, and takes neither a role nor a last day away from who is there"),
    ("AddSuccessor", "it makes something new"),
    ("AskEmailChange", "it proves who acts, and counts once two letters are answered"),
    ("AskQuestion", "it makes something new"),
    ("AttachFile", "it makes something new"),
    ("BeginImport", "only what waits is applied, and what waits does not change"),
    ("Comment", "it makes something new"),
    ("CreateAgreement", "it makes something new"),
    ("DiscardImport", "whatever is left of it stops"),
    ("FindBuyers", "a program does it, no form"),
    ("FinishAction", "what a meeting asked for never changes, and is finished once"),
    ("Follow", "it says which it shall be, of the person's own"),
    ("FollowRules", "a sign-in does it, no form"),
    ("ImportOrganisations", "a program does it, no form"),
    ("ImportReleases", "a program does it, no form"),
    ("ImportServices", "a program does it, no form"),
    ("ImportSuccessors", "a program does it, no form"),
    ("InviteAgain", "it changes nothing but the link of a letter"),
    ("LeaveWords", "what was proposed never changes, and is decided once"),
    ("MarkDemonstration", "a command does it, no form"),
    ("ProposeMatches", "a program does it, no form"),
    ("RaiseArgument", "it makes something new"),
    ("RecordMeeting", "it makes something new"),
    ("RedactEntry", "a command does it, and what an entry holds never changes"),
    ("SayTookOver", "it names the successor and its day as they were shown, and is decided once"),
    ("SetOwnPassword", "it proves who acts, and shows nothing"),
    ("SetSecondFactor", "it proves who acts, with a code of the secret that was shown"),
    ("TellApart", "a proposal never changes, and is decided once"),
    ("TrustDomain", "it names the domain, and says which it shall be"),
    ("WithdrawSuccessor", "it names the successor, its day and its area, which never change"),
    ("WriteCommitment", "it makes something new"),
    ("WriteFunding", "it makes something new"),
    ("WriteGroupRule", "it makes something new"),
];

/// The definition of each deed's struct.
fn definitions() -> BTreeMap<String, String> {
    fn look(folder: &Path, found: &mut BTreeMap<String, String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                look(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                for definition in std::fs::read_to_string(&path).unwrap().split("pub struct ").skip(1) {
                    let name = definition.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    let has_fields =
                        definition.find('{').is_some_and(|at| definition.find(';').is_none_or(|end| at < end));
                    let body = definition.split("\n}").next().filter(|_| has_fields);
                    found.insert(name, body.unwrap_or_default().to_owned());
                }
            }
        }
    }
    let mut found = BTreeMap::new();
    look(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

/// What people change by a form is what it showed them: a deed says in which version, or by which hash.
#[test]
fn every_deed_that_changes_what_is_there_says_in_which_version_it_was_shown() {
    let definitions = definitions();
    let carries = |deed: &String| {
        let definition = &definitions[deed];
        [
            "seen: ",
            "base: ",
            "pub hash: ",
            "sign: Sign",
            "record: OfRecord",
            "answer: AnswerCommitment",
            "existing: Option<(",
            "of: Vec<(Reference, i64)>",
            "pub compared: String",
            "clause: Shown",
            "clauses: Vec<Shown>",
        ]
        .iter()
        .any(|field| definition.contains(field))
    };
    let without: Vec<String> = in_the_sources("Deed").into_iter().filter(|deed| !carries(deed)).collect();
    assert_eq!(without, WITHOUT_A_VERSION.iter().map(|(deed, _)| *deed).collect::<Vec<_>>());
}
