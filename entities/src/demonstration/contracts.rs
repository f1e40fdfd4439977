//! The contract that the report names, and invented ones for what it calls outsourced, commissioned and jointly commissioned.

use chrono::NaiveDate;

use super::{
    Birmingham,
    words::{day, illustrative, pounds},
};
use crate::{
    Refusal,
    access::Actor,
    contract::{
        Direction, Intention, MeasureKind, Origin, State,
        deeds::{AddMeasure, Intend, Observe, WriteContract},
        read::ContractPage,
    },
    values::{Amount, Reading, Reference},
};

/// Quarters that end with March, June, September and December, from July 2013 to September 2014.
const QUARTERS: [(i32, u32, u32); 5] = [(2013, 7, 9), (2013, 10, 12), (2014, 1, 3), (2014, 4, 6), (2014, 7, 9)];

impl Birmingham<'_> {
    pub(super) async fn contracts(&self) -> Result<(), Refusal> {
        self.work_on_the_iro_system().await?;
        self.family_help().await?;
        self.youth_work().await?;
        self.recovery_service().await?;
        self.a_schools_own_contract().await
    }

    /// [36]. It has no measure, as far as the report tells: a break.
    async fn work_on_the_iro_system(&self) -> Result<(), Refusal> {
        let contract = WriteContract {
            title: "Independent work with council staff to reform the IRO system".into(),
            description:
                "CAFCASS have been employed to undertake an independent piece of work with City Council staff to \
                 reform the system; new arrangements are to be in place by April 2015 (report, paragraph 36). The \
                 report gives neither price nor dates."
                    .into(),
            price: None,
            cpv: None,
            starts: None,
            ends: None,
            ..self.contract("", &self.services.iro, &self.organisations.cafcass)
        };
        self.register.change(&self.people.commissioner, &contract).await.map(|_| ())
    }

    /// Commissioned, measured, reported on for five quarters: the whole chain to a result.
    async fn family_help(&self) -> Result<(), Refusal> {
        let contract = WriteContract {
            description: "A worker visits within days when the MASH finds that a family needs help but no protection. \
                          Illustrative: provider, price and results are invented."
                .into(),
            price: Some(pounds(120_000)),
            ..self.contract(
                "Family help after a referral",
                &self.services.family_support,
                &self.organisations.brook_lane,
            )
        };
        let measure = Measure {
            statement: "Families visited within ten working days of the referral",
            kind: MeasureKind::HowWell,
            baseline: Some(Reading::whole(54)),
            target: Reading::whole(85),
            source: "Provider's case records (illustrative)",
        };
        let contract = self.register.change(&self.people.commissioner, &contract).await?;
        self.measured(&contract, &measure, &self.people.provider, &["58", "63.5", "71", "76.5", "82"]).await?;
        let seen = self
            .register
            .read(&self.people.commissioner.viewer, &ContractPage(contract.clone()))
            .await?
            .contract
            .version;
        let note = illustrative("A tender is to open in the summer of 2015");
        let intend = Intend { contract, seen, intention: Intention::TenderAgain, note };
        self.register.change(&self.people.commissioner, &intend).await
    }

    /// Outsourced, and silent about the last quarter: a break.
    async fn youth_work(&self) -> Result<(), Refusal> {
        let contract = WriteContract {
            description:
                "The council ran it until the end of June 2013. Illustrative: provider, price and results are \
                 invented."
                    .into(),
            price: Some(pounds(60_000)),
            origin: Origin::Outsourced,
            council_ran_until: day(2013, 6, 30),
            ..self.contract(
                "Youth work with families, South area",
                &self.services.family_support,
                &self.organisations.brook_lane,
            )
        };
        let measure = Measure {
            statement: "Young people who say that things at home got better",
            kind: MeasureKind::BetterOff,
            baseline: None,
            target: Reading::whole(70),
            source: "Survey when the work ends (illustrative)",
        };
        let contract = self.register.change(&self.people.commissioner, &contract).await?;
        self.measured(&contract, &measure, &self.people.provider, &["49", "55", "61.5", "60"]).await
    }

    /// What [32] asks for: a specific service jointly commissioned and funded.
    async fn recovery_service(&self) -> Result<(), Refusal> {
        let organisations = &self.organisations;
        let contract = WriteContract {
            description: "Bought together by the council and a clinical commissioning group. Illustrative: buyers, \
                          provider, price and results are invented."
                .into(),
            buyers: vec![organisations.council.clone(), organisations.cross_city.clone()],
            price: Some(pounds(240_000)),
            cpv: "85312320".parse().ok(),
            starts: day(2014, 1, 1),
            origin: Origin::JointlyCommissioned,
            ..self.contract("Recovery groups for children", &self.services.recovery, &organisations.southside)
        };
        let measure = Measure {
            statement: "Children who begin within four weeks",
            kind: MeasureKind::HowWell,
            baseline: None,
            target: Reading::whole(90),
            source: "Provider's case records (illustrative)",
        };
        let contract = self.register.change(&self.people.commissioner, &contract).await?;
        self.measured(&contract, &measure, &self.people.southside, &["66.5", "74", "79.5"]).await
    }

    /// "Some schools are letting their own contracts on safeguarding outside the established multi-agency
    /// arrangements" [31]. Kept, and not published.
    async fn a_schools_own_contract(&self) -> Result<(), Refusal> {
        let organisations = &self.organisations;
        let contract = WriteContract {
            description: "Let by a school outside the established multi-agency arrangements (report, paragraph 31). \
                          Illustrative: the school, the provider and the contract are invented."
                .into(),
            service: None,
            buyers: vec![organisations.school.clone()],
            ends: day(2015, 8, 31),
            published: false,
            ..self.contract("A school's own safeguarding advice", &self.services.mash, &organisations.southside)
        };
        self.register.change(&self.people.commissioner, &contract).await.map(|_| ())
    }

    /// A contract of the council for a service, marked as invented, from July 2013 to March 2016.
    fn contract(&self, title: &str, service: &Reference, provider: &Reference) -> WriteContract {
        WriteContract {
            existing: None,
            procurement: None,
            title: illustrative(title),
            description: String::new(),
            service: Some(service.clone()),
            buyers: vec![self.organisations.council.clone()],
            providers: vec![provider.clone()],
            price: None::<Amount>,
            cpv: "85311300".parse().ok(),
            starts: day(2013, 7, 1),
            ends: day(2016, 3, 31),
            origin: Origin::Commissioned,
            council_ran_until: None,
            state: State::Active,
            published: true,
        }
    }

    /// Gives a contract its measure, and lets its provider report the quarters from its start on.
    async fn measured(
        &self,
        contract: &Reference,
        measure: &Measure,
        provider: &Actor,
        readings: &[&str],
    ) -> Result<(), Refusal> {
        let add = AddMeasure {
            contract: contract.clone(),
            statement: measure.statement.into(),
            kind: measure.kind,
            unit: "%".into(),
            direction: Direction::Up,
            baseline: measure.baseline,
            target: Some(measure.target),
            source: measure.source.into(),
            counts_children: true,
            zero_may_be_shown: false,
        };
        let id = self.register.change(&self.people.commissioner, &add).await?;
        let starts = self.register.read(&provider.viewer, &ContractPage(contract.clone())).await?.contract.starts;
        let quarters = QUARTERS.into_iter().filter_map(quarter).filter(|(first, _)| Some(*first) >= starts);
        for ((period_start, period_end), reading) in quarters.zip(readings) {
            let actual = reading.parse().map_err(Refusal::broken)?;
            let note = "Illustrative".into();
            let seen =
                self.register.read(&provider.viewer, &ContractPage(contract.clone())).await?.measures.into_iter();
            let seen = seen.filter(|row| row.measure.id == id).map(|row| row.latest).max().unwrap_or_default();
            let contract = contract.clone();
            let observe = Observe { contract, measure: id, seen, period_start, period_end, actual, note };
            self.register.change(provider, &observe).await?;
        }
        Ok(())
    }
}

struct Measure {
    statement: &'static str,
    kind: MeasureKind,
    baseline: Option<Reading>,
    target: Reading,
    source: &'static str,
}

/// The first and the last day of a quarter, from its first and last month.
fn quarter((year, from, to): (i32, u32, u32)) -> Option<(NaiveDate, NaiveDate)> {
    Some((day(year, from, 1)?, day(year, to, 31).or(day(year, to, 30))?))
}
