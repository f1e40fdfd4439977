//! What is done in a negotiation: of an agreement that is signed, the rules refuse it to whom the table allows it.

use chrono::NaiveDate;

use super::{
    Scope, Walk,
    scene::{self, Scene},
};
use crate::{
    Refusal,
    access::Actor,
    agreement::{
        read::At,
        reuse::{ClauseToReuse, ReuseClause, Source},
        templates::kept::WithdrawTemplate,
    },
    negotiation::{
        Stand,
        deeds::{
            Action, AgreeWithRest, CloseRound, Comment, FinishAction, LeaveWords, OpenRound, PublishArgument,
            RaiseArgument, RecordMeeting, ResolveThread, SettleArgument, Settled, ShowPositions, Shown, StateSide,
            TakeStand, TakeWordsOver,
        },
        read::{ClauseOf, ClausePage},
    },
};

const RECORD: &str = super::deeds::RECORD;
const DRAFT: &str = "draft, propose wording";
const OPEN: &str = "open a round to all parties";
const CLOSE: &str = "withdraw a commitment; close a round";

const PROPOSED: &str = "## Referrals\n\nWe refer early.";

pub async fn walk_all(walk: &mut Walk<'_>, scene: &Scene) {
    let agreement = || scene.agreement.clone();
    let lead = walk.everybody.iter().find(|somebody| somebody.name == "Commissioner Own").unwrap().actor.clone();
    let closes = NaiveDate::from_ymd_opt(2015, 1, 31).unwrap();
    walk.deed(OPEN, Scope::OneOwner, &OpenRound { agreement: agreement(), seen: 0, closes }).await;
    walk.deed(OPEN, Scope::OneOwner, &ShowPositions { agreement: agreement(), seen: 1 }).await;
    let (revision, clause) = page(walk, scene, &lead).await.map_or((1, nothing()), |page| (page.revision, page.shown));
    let stand = TakeStand {
        agreement: agreement(),
        revision,
        clause,
        stand: Stand::Proposes,
        words: String::new(),
        proposed: PROPOSED.into(),
    };
    walk.deed(DRAFT, Scope::Proposal, &stand).await;
    let said = page(walk, scene, &lead).await.map(|page| page.stands).unwrap_or_default();
    let mut said = said.into_iter().filter_map(|row| row.said).map(|said| said.id);
    let (one, other) = (said.next().unwrap_or_default(), said.next().unwrap_or_default());
    let leave = LeaveWords { agreement: agreement(), position: one, reason: "Not now".into() };
    walk.deed(DRAFT, Scope::OneOwner, &leave).await;
    let take = TakeWordsOver { agreement: agreement(), base: revision, position: other, words: PROPOSED.into() };
    walk.deed(DRAFT, Scope::OneOwner, &take).await;
    let (revision, clause) = page(walk, scene, &lead).await.map_or((1, nothing()), |page| (page.revision, page.shown));
    let rest = AgreeWithRest { agreement: agreement(), revision, clauses: vec![clause] };
    walk.deed(DRAFT, Scope::Proposal, &rest).await;
    talking(walk, scene).await;
    arguing(walk, scene).await;
    meeting(walk, scene).await;
    walk.deed(CLOSE, Scope::OneOwner, &CloseRound { agreement: agreement(), seen: 2 }).await;
}

pub async fn starter_texts(walk: &mut Walk<'_>) {
    walk.deed(super::deeds::KEEP, Scope::Register, &scene::template()).await;
    walk.deed(super::deeds::KEEP, Scope::Register, &WithdrawTemplate { template: 1, seen: 1 }).await;
}

/// A clause of the text itself, once more.
pub async fn reusing(walk: &mut Walk<'_>, scene: &Scene, lead: &Actor) {
    let agreement = || scene.agreement.clone();
    let clause = ClauseToReuse { asked: At::Made.of(agreement()), anchor: "c-referrals".into() };
    let clause = walk.register.read(&lead.viewer, &clause).await.unwrap();
    let (base, anchor, hash) = (clause.revision, clause.anchor, clause.hash);
    let source = Source { agreement: agreement(), edition: clause.edition, revision: base, anchor, hash };
    let reuse = ReuseClause { agreement: agreement(), base, source, after: None };
    walk.deed(DRAFT, Scope::OneOwner, &reuse).await;
}

async fn talking(walk: &mut Walk<'_>, scene: &Scene) {
    let agreement = || scene.agreement.clone();
    let (clause, words) = ("c-referrals".to_owned(), "Which form?".to_owned());
    let comment = Comment { agreement: agreement(), clause, thread: None, words, mentions: Vec::new() };
    walk.deed(DRAFT, Scope::Proposal, &comment).await;
    let resolve = ResolveThread { agreement: agreement(), thread: 1, seen: 1, last: 1, resolved: true };
    walk.deed(DRAFT, Scope::Proposal, &resolve).await;
}

/// Who pays for what a clause asks.
async fn arguing(walk: &mut Walk<'_>, scene: &Scene) {
    let agreement = || scene.agreement.clone();
    let raise = RaiseArgument { agreement: agreement(), clause: "c-referrals".into(), question: "Who pays?".into() };
    walk.deed(RECORD, Scope::OneOwner, &raise).await;
    let side = StateSide { agreement: agreement(), argument: 1, seen: 0, pays: "We do".into(), reasons: "Ours".into() };
    walk.deed(DRAFT, Scope::Proposal, &side).await;
    let publish = PublishArgument { agreement: agreement(), argument: 1, seen: 1, published: true };
    walk.deed(super::deeds::STEER, Scope::OneOwner, &publish).await;
    let (note, settled) = (String::new(), "Both".into());
    let settle = SettleArgument { agreement: agreement(), argument: 1, seen: 2, note, settled };
    walk.deed(RECORD, Scope::OneOwner, &settle).await;
}

async fn meeting(walk: &mut Walk<'_>, scene: &Scene) {
    let held_on = NaiveDate::from_ymd_opt(2014, 12, 1).unwrap();
    let action = Action { organisation: scene.own.clone(), words: "Write it".into(), due: held_on };
    let record = RecordMeeting {
        agreement: scene.agreement.clone(),
        held_on,
        present: "All".into(),
        words: String::new(),
        settled: vec![Settled { clause: "c-referrals".into(), words: "Early".into() }],
        actions: vec![action],
    };
    walk.deed(RECORD, Scope::OneOwner, &record).await;
    let finish = FinishAction { agreement: scene.agreement.clone(), action: 1 };
    walk.deed(DRAFT, Scope::Proposal, &finish).await;
}

fn nothing() -> Shown {
    Shown { anchor: "c-referrals".into(), hash: String::new(), said: 0 }
}

async fn page(walk: &Walk<'_>, scene: &Scene, lead: &Actor) -> Option<ClausePage> {
    let asked = ClauseOf { asked: At::Made.of(scene.agreement.clone()), anchor: "c-referrals".into() };
    match walk.register.read(&lead.viewer, &asked).await {
        Err(Refusal::NotFound) => None,
        page => Some(page.unwrap()),
    }
}
