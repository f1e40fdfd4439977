//! The council's own money of paragraph 9: one-off in 2014/15, and a rise in the base in each of the three years after.

use super::{Birmingham, words::year};
use crate::{
    Refusal,
    funding::{
        Arrangement, Certainty, Recurrence, Spending,
        deeds::{Figures, Share, WriteFunding},
    },
    values::{Amount, FinancialYear, Pence, Precision, Reference},
};

impl Birmingham<'_> {
    /// Money that no agreement holds: published by itself.
    pub(super) async fn base_budget(&self) -> Result<(), Refusal> {
        let extra = Amount { pence: Pence::pounds(14_000_000), precision: Precision::About };
        let note = "“An extra £14 million or so”, most of which is one-off and does not carry through into the base \
                    budget; the report does not say how much does (report, paragraph 9)";
        self.own_money(year(2014), extra, Recurrence::OneOff, note).await?;
        for starts in 2015..=2017 {
            let rise = Amount::exactly(Pence::pounds(6_000_000));
            let note = "An annual increase of £6 million in the base budget in each of the three years 2015/16 to \
                        2017/18. It includes nothing for the Improvement Plan (report, paragraph 9)";
            self.own_money(year(starts), rise, Recurrence::BaseRise, note).await?;
        }
        Ok(())
    }

    async fn own_money(
        &self,
        year: FinancialYear,
        amount: Amount,
        recurrence: Recurrence,
        note: &str,
    ) -> Result<(), Refusal> {
        let line = WriteFunding {
            agreement: None,
            service: self.services.base_budget.clone(),
            organisation: self.organisations.council.clone(),
            year,
            figures: Figures {
                amount,
                arrangement: Arrangement::SingleAgency,
                spending: Spending::Revenue,
                recurrence,
                certainty: Certainty::Agreed,
                tolerance: None,
                note: note.into(),
                shares: Vec::new(),
            },
        };
        self.register.change(&self.people.commissioner, &line).await.map(|_| ())
    }
}

/// A partner's money of an agreement, whose sum the report does not give; what it pays of which commitments.
pub(super) fn illustrative_figures(amount: Amount, certainty: Certainty, pays: &[(&Reference, i32)]) -> Figures {
    let share = |(commitment, pounds): &(&Reference, i32)| Share {
        commitment: (*commitment).clone(),
        pence: Pence::pounds(*pounds),
    };
    Figures {
        amount,
        arrangement: Arrangement::Aligned,
        spending: Spending::Revenue,
        recurrence: Recurrence::Recurrent,
        certainty,
        tolerance: None,
        note: "Illustrative: the report gives no figure".into(),
        shares: pays.iter().map(share).collect(),
    }
}
