//! An agreement that is open for signing: the police have signed, three parties have yet to.

use super::{
    Birmingham,
    agreements::{free, promise},
    negotiation::{Negotiation, Says},
};
use crate::{
    Refusal,
    agreement::{PartyRole, SpeaksAs, rules::Step},
};

impl Birmingham<'_> {
    pub(super) async fn information_sharing(&self) -> Result<(), Refusal> {
        let (by, people) = (&self.organisations, &self.people);
        let sharing = Negotiation::begin(self, self.information_draft(), &people.commissioner).await?;
        for (organisation, speaks_as) in [
            (&by.police, SpeaksAs::Police),
            (&by.community, SpeaksAs::NhsProvider),
            (&by.cross_city, SpeaksAs::NhsCommissioner),
        ] {
            sharing.joins(organisation, PartyRole::Partner, speaks_as).await?;
        }
        let measured = ("Looks without a reason", "None");
        let wording = promise("c-who", "Check every month that each look has its reason", measured, None);
        let wording = free("Done by the hub's manager", wording);
        let commitment = sharing.promises(&by.council, wording).await?;
        sharing.step(Step::Negotiate).await?;
        sharing.asked(&commitment, &people.commissioner, Says::yes(&[])).await?;
        sharing.step(Step::Approve).await?;
        sharing.step(Step::OpenSigning).await?;
        sharing.sign(&people.police_signatory).await
    }
}
