//! The services of the report, and what they need.

use super::words::year;
use crate::{
    Refusal, Register,
    access::Actor,
    service::{
        AreaOfNeed, ClientGroup, Delivery,
        deeds::{SetNeed, WriteService},
    },
    values::{Amount, Pence, Precision, Reference},
};

/// The services that money is for.
pub(super) struct Services {
    pub base_budget: Reference,
    pub mash: Reference,
    pub family_support: Reference,
    pub early_years: Reference,
    pub iro: Reference,
    pub recovery: Reference,
}

pub(super) async fn load(register: &Register, commissioner: &Actor) -> Result<Services, Refusal> {
    let write = async |service: WriteService| register.change(commissioner, &service).await;
    let base_budget = write(service(
        "Children's safeguarding work: base budget",
        AreaOfNeed::Other,
        Delivery::InHouse,
        "The council made good shortfalls in the base budget for children's safeguarding: an extra £14 million or so \
         in 2014/15, most of it one-off, and a rise in the base of £6 million in each of the three years 2015/16 to \
         2017/18 (report, paragraph 9). Future years' provision includes nothing for the Improvement Plan.",
    ))
    .await?;
    let plan = write(service(
        "Improvement Plan: safeguarding and looking after more children",
        AreaOfNeed::LookedAfter,
        Delivery::InHouse,
        "Keeping safe and looking after the children whose risk had not been identified, and changing how it is done, \
         may well cost an additional £140 million over three years and reach an annual cost of nearly £50 million by \
         2017/18 (report, paragraph 10). The figures are provisional and not expected to vary by more than 10 to 15 \
         per cent (report, paragraph 11). Nobody has yet said who will pay: the council put them to ministers \
         (report, paragraph 12).",
    ))
    .await?;
    needs_of_the_plan(register, commissioner, &plan).await?;
    let mash = write(service(
        "Multi-Agency Safeguarding Hub (MASH)",
        AreaOfNeed::FrontDoor,
        Delivery::JointTeam,
        "The front door for everybody who is worried about a child: partner agencies on the same site. Live since the \
         end of July 2014; referrals have risen considerably since. It should continue to improve, providing all the \
         partners retain their commitment and funding (report, paragraph 15).",
    ))
    .await?;
    let family_support = write(service(
        "Family support and preventative work",
        AreaOfNeed::FamilySupport,
        Delivery::Contract,
        "Help for families before they need protection, and after the MASH has found that they do not. How \
         preventative work is coordinated is one of the report's main new areas (report, paragraph 40). That it is \
         delivered by contracts is illustrative.",
    ))
    .await?;
    let early_years = write(WriteService {
        client_group: ClientGroup::Both,
        ..service(
            "Early years",
            AreaOfNeed::EarlyYears,
            Delivery::Undecided,
            "Under review, on the council's own initiative. The review is to build in the capability to develop a \
             market that secures better outcomes for children and better value for money (report, paragraph 30).",
        )
    })
    .await?;
    let iro = write(WriteService {
        independent_of: Some("day-to-day operational management".into()),
        ..service(
            "Independent reviewing officers (IRO)",
            AreaOfNeed::Iro,
            Delivery::Undecided,
            "The system is broken and needs urgent review. New arrangements are to be in place by April 2015. Whether \
             the service is managed internally or under a contract is an open question; either way it is part of the \
             responsibilities of the Chief Social Work Officer (report, paragraph 36).",
        )
    })
    .await?;
    let recovery = write(service(
        "Recovery after domestic abuse (illustrative)",
        AreaOfNeed::DomesticAbuse,
        Delivery::Contract,
        "An illustration of what the report asks of a memorandum: that it is reinforced by specific services jointly \
         commissioned and funded (report, paragraph 32). The service is invented.",
    ))
    .await?;
    Ok(Services { base_budget, mash, family_support, early_years, iro, recovery })
}

/// About £140 million over three years and nearly £50 million in the last of them is what the report gives. What lies
/// before the last year is shared evenly between the two others, and says that it is illustrative.
async fn needs_of_the_plan(register: &Register, commissioner: &Actor, plan: &Reference) -> Result<(), Refusal> {
    let even = "Illustrative: the report gives about £140 million more over three years and nearly £50 million in the \
                last; the rest is shared evenly. Not expected to vary by more than 10 to 15 per cent (report, \
                paragraphs 10 and 11)";
    let last = "An annual cost of nearly £50 million by 2017/18, of about £140 million more over the three years from \
                2015/16; provisional, not expected to vary by more than 10 to 15 per cent (report, paragraphs 10 and \
                11)";
    let years = [
        (2015, 45_000_000, Precision::About, even),
        (2016, 45_000_000, Precision::About, even),
        (2017, 50_000_000, Precision::Nearly, last),
    ];
    for (seen, (starts, pounds, precision, note)) in (1..).zip(years) {
        let need = SetNeed {
            service: plan.clone(),
            seen,
            year: year(starts),
            amount: Amount { pence: Pence::pounds(pounds), precision },
            note: note.into(),
        };
        register.change(commissioner, &need).await?;
    }
    Ok(())
}

fn service(name: &str, area_of_need: AreaOfNeed, delivery: Delivery, description: &str) -> WriteService {
    WriteService {
        existing: None,
        name: name.into(),
        area_of_need,
        client_group: ClientGroup::Children,
        delivery,
        independent_of: None,
        description: description.into(),
        published: true,
    }
}
