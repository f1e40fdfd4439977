//! The hub in 2015/16: do the partners retain their commitment and funding [15]? Each is asked; the council has answered.

use super::{
    Birmingham,
    agreements::promise,
    money::illustrative_figures,
    negotiation::{Negotiation, Says},
    words::{day, pounds},
};
use crate::{
    Refusal,
    agreement::{PartyRole, SpeaksAs, rules::Step},
    funding::{Arrangement, Certainty, deeds::Figures},
};

impl Birmingham<'_> {
    pub(super) async fn mash_next_year(&self) -> Result<(), Refusal> {
        let (by, people) = (&self.organisations, &self.people);
        let hub = Negotiation::begin(self, self.mash_next_year_draft(), &people.commissioner).await?;
        for (organisation, role, speaks_as) in [
            (&by.police, PartyRole::Partner, SpeaksAs::Police),
            (&by.community, PartyRole::ProviderPartner, SpeaksAs::NhsProvider),
            (&by.cross_city, PartyRole::Partner, SpeaksAs::NhsCommissioner),
        ] {
            hub.joins(organisation, role, speaks_as).await?;
        }
        hub.step(Step::Negotiate).await?;
        let every_day = ("Working days on which the desk was staffed", "Every working day");
        for (party, statement, sum, arrangement) in [
            (&by.council, "Keep social workers, managers and the site at the hub", 600_000, Arrangement::Aligned),
            (&by.police, "Keep officers and a sergeant at the hub", 250_000, Arrangement::InKind),
            (&by.community, "Keep a health practitioner at the hub", 90_000, Arrangement::InKind),
            (&by.cross_city, "Pay for cover while the health practitioner is at the hub", 60_000, Arrangement::Aligned),
        ] {
            let wording = promise("c-stays", statement, every_day, day(2016, 3, 31));
            let commitment = hub.promises(party, wording).await?;
            let figures = illustrative_figures(pounds(sum), Certainty::Provisional, &[(&commitment, sum)]);
            hub.pays(party, &self.services.mash, Figures { arrangement, ..figures }).await?;
            if party == &by.council {
                hub.asked(&commitment, &people.commissioner, Says::yes(&[])).await?;
            } else {
                hub.request(&commitment).await?;
            }
        }
        Ok(())
    }
}
