//! What each partner gives in both years [15]: a rise in the base counts in the later year by itself, one-off money does not.

use std::collections::BTreeMap;

use crate::{
    Reader, Refusal,
    agreement::{Agreement, State},
    funding::{
        self, FundingLine, Recurrence,
        rules::{Column, Trend},
    },
    organisation::read::{Kept, Named, in_place_of, named},
    values::{FinancialYear, Pence},
};

/// The money of two years, by partner.
#[derive(Clone, Debug)]
pub struct Money {
    pub before: FinancialYear,
    pub after: FinancialYear,
    /// By name. Disputed money is left out.
    pub partners: Vec<PartnersMoney>,
}

/// What a partner gives in both years, in pence.
#[derive(Clone, Debug)]
pub struct PartnersMoney {
    pub party: Named,
    pub before: Pence,
    /// What of that was for the earlier year alone.
    pub one_off: Pence,
    pub after: Pence,
    /// Money of the later year that is not agreed, because it is disputed: what the partner gives is not known yet.
    pub is_open: bool,
    pub trend: Trend,
}

#[derive(Clone, Copy, Default)]
struct Sums {
    before: Pence,
    one_off: Pence,
    after: Pence,
    is_open: bool,
}

impl Reader<'_> {
    /// The money of an agreement beside that of others, agreed or not: disputed money counts in neither.
    pub(super) async fn partners_money(&self, before: &[Agreement], after: &Agreement) -> Result<Money, Refusal> {
        let mut was = Vec::new();
        for edition in before {
            was.extend(self.paid(edition).await?);
        }
        let all = funding::of_edition(self.db(), after.edition_id).await?;
        let (disputed, is): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|line| line.line().column() == Column::Disputed);
        let year = earlier_year(before, &was, after.year);
        let bodies = was.iter().chain(&is).chain(&disputed).map(|line| line.organisation_id);
        let kept = Kept::of_all(self.db(), bodies.clone()).await?;
        let places = in_place_of(self.db(), bodies.map(|body| kept.of(body)), after.begins(), self.today()).await?;
        // What a body gave that closed since is held against what the one gives that took its place.
        let now = |body: i64| match places.get(&kept.of(body)).map(Vec::as_slice) {
            Some([one]) => *one,
            _ => kept.of(body),
        };
        let mut sums: BTreeMap<i64, Sums> = BTreeMap::new();
        for line in was.iter().filter(|line| line.line().counts_in(year)) {
            let of = sums.entry(now(line.organisation_id)).or_default();
            of.before = of.before + line.pence;
            if line.recurrence == Recurrence::OneOff {
                of.one_off = of.one_off + line.pence;
            }
        }
        let rises = was.iter().filter(|line| line.recurrence == Recurrence::BaseRise);
        for line in rises.chain(&is).filter(|line| line.line().counts_in(after.year)) {
            let of = sums.entry(now(line.organisation_id)).or_default();
            of.after = of.after + line.pence;
        }
        for line in disputed.iter().filter(|line| line.line().counts_in(after.year)) {
            sums.entry(now(line.organisation_id)).or_default().is_open = true;
        }
        let names = named(self.db(), sums.keys().copied()).await?;
        let has_begun = after.state == State::Signed;
        let mut partners: Vec<PartnersMoney> = sums
            .into_iter()
            .map(|(body, Sums { before, one_off, after, is_open })| PartnersMoney {
                party: Named::of(&names, body),
                trend: if is_open { Trend::Open } else { Trend::between(before, after, has_begun) },
                is_open,
                before,
                one_off,
                after,
            })
            .collect();
        partners.sort_by(|one, other| {
            (&one.party.name, &one.party.reference).cmp(&(&other.party.name, &other.party.reference))
        });
        Ok(Money { before: year, after: after.year, partners })
    }

    /// The lines of an edition that are not disputed.
    async fn paid(&self, edition: &Agreement) -> Result<Vec<FundingLine>, Refusal> {
        let mut lines = funding::of_edition(self.db(), edition.edition_id).await?;
        lines.retain(|line| line.line().column() != Column::Disputed);
        Ok(lines)
    }
}

/// The last year before the later one in which something was given; if there is none, that of what is compared with.
fn earlier_year(before: &[Agreement], was: &[FundingLine], after: FinancialYear) -> FinancialYear {
    let given = was.iter().map(|line| line.year).filter(|year| *year < after).max();
    given.or(before.iter().map(|edition| edition.year).max()).unwrap_or(after.previous())
}
