//! What is done in a negotiation: of an agreement that is signed, the rules refuse it to whom the table allows it.

use chrono::NaiveDate;

use super::{Scope, Walk, scene::Scene};
use crate::{
    Refusal,
    access::Actor,
    agreement::read::At,
    negotiation::{
        Stand,
        deeds::{AgreeWithRest, CloseRound, LeaveWords, OpenRound, ShowPositions, Shown, TakeStand, TakeWordsOver},
        read::{ClauseOf, ClausePage},
    },
};

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
    walk.deed(CLOSE, Scope::OneOwner, &CloseRound { agreement: agreement(), seen: 2 }).await;
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
