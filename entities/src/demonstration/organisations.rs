//! The bodies of Birmingham as they were on 1 December 2014, who took over from those that closed, and a few that are
//! invented and say so.

use chrono::NaiveDate;

use super::words::day;
use crate::{
    Refusal, Register,
    access::Actor,
    organisation::{
        Kind,
        deeds::{AddOrganisation, AddSuccessor},
    },
    values::{Identifier, Reference, Scheme},
};

/// The bodies that take part in something.
pub(super) struct Organisations {
    pub council: Reference,
    pub cross_city: Reference,
    pub south_central: Reference,
    pub sandwell: Reference,
    pub community: Reference,
    pub childrens_hospital: Reference,
    pub heart_of_england: Reference,
    pub mental_health: Reference,
    pub nhs_england: Reference,
    pub police: Reference,
    pub safeguarding_board: Reference,
    pub cafcass: Reference,
    /// Invented: a charity.
    pub brook_lane: Reference,
    /// Invented: a community interest company.
    pub southside: Reference,
    /// Invented: a school that bought outside the arrangements.
    pub school: Reference,
}

/// Real schools of Birmingham with their URN (Get Information about Schools).
const SCHOOLS: [(&str, &str); 8] = [
    ("103127", "West Heath Nursery School"),
    ("103144", "Castle Vale Nursery School"),
    ("103146", "City of Birmingham School"),
    ("103190", "Cotteridge Primary School"),
    ("103196", "Summerfield Junior and Infant School"),
    ("103262", "Stechford Primary School"),
    ("136592", "Lordswood Girls' School and Sixth Form Centre"),
    ("138281", "Wilson Stuart School"),
];

/// The council, which everything else is added for.
pub(super) fn council() -> AddOrganisation {
    AddOrganisation {
        short_name: Some("BCC".into()),
        identifiers: identifiers(&[(Scheme::Lae, "BIR"), (Scheme::Ons, "E08000025")]),
        ..body("Birmingham City Council", Kind::LocalAuthority)
    }
}

pub(super) async fn load(
    register: &Register,
    administrator: &Actor,
    council: Reference,
) -> Result<Organisations, Refusal> {
    let add = Adding { register, administrator };
    let ccgs = (day(2013, 4, 1), day(2018, 3, 31));
    let cross_city = add.nhs("NHS Birmingham CrossCity CCG", Kind::Ccg, "13P", ccgs).await?;
    let south_central = add.nhs("NHS Birmingham South and Central CCG", Kind::Ccg, "04X", ccgs).await?;
    let to_2021 = (day(2013, 4, 1), day(2021, 3, 31));
    let sandwell = add.nhs("NHS Sandwell and West Birmingham CCG", Kind::Ccg, "05L", to_2021).await?;
    add.successors_of_the_ccgs(&cross_city, &south_central, &sandwell).await?;
    let trusts = add.trusts().await?;
    let [community, childrens_hospital, heart_of_england, mental_health] = trusts;
    for (urn, name) in SCHOOLS {
        let school = AddOrganisation { identifiers: identifiers(&[(Scheme::Edu, urn)]), ..body(name, Kind::School) };
        add.one(&school).await?;
    }
    let police = AddOrganisation {
        short_name: Some("WMP".into()),
        identifiers: identifiers(&[(Scheme::Ons, "E23000014")]),
        ..body("West Midlands Police", Kind::PoliceForce)
    };
    let cafcass = AddOrganisation {
        short_name: Some("CAFCASS".into()),
        town: None,
        ..body("Children and Family Court Advisory and Support Service", Kind::OtherPublic)
    };
    add.one(&invented("Kestrel Homes for Children Ltd", Kind::Private, false)).await?;
    Ok(Organisations {
        nhs_england: add.nhs("NHS England Midlands and East", Kind::NhsEngland, "Y55", (None, None)).await?,
        police: add.one(&police).await?,
        safeguarding_board: add.one(&body("Birmingham Safeguarding Children Board", Kind::OtherPublic)).await?,
        cafcass: add.one(&cafcass).await?,
        brook_lane: add.one(&invented("Brook Lane Family Help", Kind::Voluntary, true)).await?,
        southside: add.one(&invented("Southside Children's Services CIC", Kind::SocialEnterprise, true)).await?,
        school: add.one(&invented("Example Academy", Kind::School, false)).await?,
        council,
        cross_city,
        south_central,
        sandwell,
        community,
        childrens_hospital,
        heart_of_england,
        mental_health,
    })
}

type Dates = (Option<NaiveDate>, Option<NaiveDate>);

struct Adding<'a> {
    register: &'a Register,
    administrator: &'a Actor,
}

impl Adding<'_> {
    async fn one(&self, organisation: &AddOrganisation) -> Result<Reference, Refusal> {
        self.register.change(self.administrator, organisation).await
    }

    async fn nhs(&self, name: &str, kind: Kind, code: &str, dates: Dates) -> Result<Reference, Refusal> {
        let (opened, closed) = dates;
        let identifiers = identifiers(&[(Scheme::Nhs, code)]);
        self.one(&AddOrganisation { identifiers, opened, closed, ..body(name, kind) }).await
    }

    async fn succeeds(
        &self,
        organisation: &Reference,
        successor: &Reference,
        from: Option<NaiveDate>,
        area: Option<&str>,
    ) -> Result<(), Refusal> {
        let (organisation, successor) = (organisation.clone(), successor.clone());
        let from = from.ok_or(Refusal::NotFound)?;
        let successor = AddSuccessor { organisation, successor, from, area: area.map(Into::into) };
        self.register.change(self.administrator, &successor).await
    }

    /// A memorandum of 2015 names bodies that were gone by 2022: who answers for them is told by area.
    async fn successors_of_the_ccgs(
        &self,
        cross_city: &Reference,
        south_central: &Reference,
        sandwell: &Reference,
    ) -> Result<(), Refusal> {
        let (from_2018, to_2022) = (day(2018, 4, 1), day(2022, 6, 30));
        let birmingham = self.nhs("NHS Birmingham and Solihull CCG", Kind::Ccg, "15E", (from_2018, to_2022)).await?;
        let black_country = (day(2021, 4, 1), to_2022);
        let black_country =
            self.nhs("NHS Black Country and West Birmingham CCG", Kind::Ccg, "D2P2L", black_country).await?;
        let boards = (day(2022, 7, 1), None);
        let qhl = self.nhs("NHS Birmingham and Solihull Integrated Care Board", Kind::Icb, "QHL", boards).await?;
        let qua = self.nhs("NHS Black Country Integrated Care Board", Kind::Icb, "QUA", boards).await?;
        self.succeeds(cross_city, &birmingham, from_2018, None).await?;
        self.succeeds(south_central, &birmingham, from_2018, None).await?;
        self.succeeds(sandwell, &black_country, day(2021, 4, 1), None).await?;
        self.succeeds(&birmingham, &qhl, boards.0, None).await?;
        self.succeeds(&black_country, &qua, boards.0, Some("Dudley, Sandwell, Walsall and Wolverhampton")).await?;
        self.succeeds(&black_country, &qhl, boards.0, Some("West Birmingham")).await
    }

    /// The "large number of autonomous NHS bodies" [32]. Gives back those that take part in something.
    async fn trusts(&self) -> Result<[Reference; 4], Refusal> {
        let trust = async |name, code, dates| self.nhs(name, Kind::NhsTrust, code, dates).await;
        let standing = (None, None);
        let community = trust("Birmingham Community Healthcare NHS Trust", "RYW", (day(2010, 11, 1), None)).await?;
        let childrens = trust("Birmingham Children's Hospital NHS Foundation Trust", "RQ3", standing).await?;
        let until_2018 = (None, day(2018, 3, 31));
        let heart = trust("Heart of England NHS Foundation Trust", "RR1", until_2018).await?;
        let mental =
            trust("Birmingham and Solihull Mental Health NHS Foundation Trust", "RXT", (day(2003, 4, 1), None)).await?;
        let university = trust("University Hospitals Birmingham NHS Foundation Trust", "RRK", standing).await?;
        let womens = (None, day(2017, 1, 31));
        let womens = trust("Birmingham Women's NHS Foundation Trust", "RLU", womens).await?;
        trust("Sandwell and West Birmingham Hospitals NHS Trust", "RXK", (day(2002, 4, 1), None)).await?;
        trust("The Royal Orthopaedic Hospital NHS Foundation Trust", "RRJ", standing).await?;
        self.succeeds(&heart, &university, day(2018, 4, 1), None).await?;
        self.succeeds(&womens, &childrens, day(2017, 2, 1), None).await?;
        Ok([community, childrens, heart, mental])
    }
}

fn body(name: &str, kind: Kind) -> AddOrganisation {
    AddOrganisation { town: Some("Birmingham".into()), ..AddOrganisation::named(name, kind) }
}

fn invented(name: &str, kind: Kind, vcse: bool) -> AddOrganisation {
    AddOrganisation { sme: true, vcse, ..body(&format!("{name} (illustrative)"), kind) }
}

fn identifiers(given: &[(Scheme, &str)]) -> Vec<Identifier> {
    given.iter().filter_map(|(scheme, value)| Identifier::parse(*scheme, value).ok()).collect()
}
