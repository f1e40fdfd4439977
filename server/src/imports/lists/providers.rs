//! Services for children that Ofsted has registered, with its latest judgements: the official statistics' list of providers.
//! Names and addresses of homes are kept back at the source: the owner is the provider.

use chrono::NaiveDate;
use entities::registered_service::{Judgement, Provision, Sector, Status, deeds::FiledService};

use crate::imports::{
    Listed,
    body::{day, maybe, name},
    layout::{Columns, Layout, Row},
    names::readable,
};

const OWNER: &str = "Organisation which owns the provider";
const OVERALL: &str = "Overall experiences and progress of children and young people";
const HELPED: &str = "How well children and young people are helped and protected";
const LEADERS: &str = "The effectiveness of leaders and managers";
const SUPPORTED: &str = "Supported Accommodation outcome";

pub const LAYOUT: Layout = Layout {
    columns: Columns::Named(&[
        "URN",
        "Provision type",
        "Registration date",
        "Registration status",
        "Name",
        "Town",
        "Postcode",
        "Local authority",
        "Parliamentary constituency",
        "Sector",
        "Places",
        OWNER,
        "Latest full inspection date",
        "Latest full inspection publication date",
        OVERALL,
        HELPED,
        LEADERS,
        SUPPORTED,
    ]),
    repeats: false,
    read,
};

fn read(row: &Row<'_>) -> Result<Listed, String> {
    let urn = maybe(row.at("URN")).ok_or("it has no URN")?;
    let owner = public(row.at(OWNER)).ok_or("it names no owner, and the owner is the provider")?;
    let owner = name(&owner)?;
    let judged = |title| maybe(row.at(title)).map(|text| judgement(&text)).transpose();
    let overall = match judged(OVERALL)? {
        Some(judgement) => Some(judgement),
        None => judged(SUPPORTED)?,
    };
    let (registered_on, inspected_on) = (on(row.at("Registration date"))?, on(row.at("Latest full inspection date"))?);
    if let (Some(registered), Some(inspected)) = (registered_on, inspected_on)
        && inspected < registered
    {
        return Err("it was inspected before it was registered".into());
    }
    Ok(Listed::Service(FiledService {
        urn,
        owner,
        name: public(row.at("Name")),
        provision: provision(row.at("Provision type"))?,
        sector: sector(row.at("Sector"))?,
        status: status(row.at("Registration status"))?,
        registered_on,
        places: places(row.at("Places"))?,
        town: public(row.at("Town")).map(|town| readable(&town)),
        postcode: public(row.at("Postcode")),
        constituency: public(row.at("Parliamentary constituency")),
        local_authority: public(row.at("Local authority")),
        inspected_on,
        published_on: on(row.at("Latest full inspection publication date"))?,
        judgement: overall,
        helped_and_protected: judged(HELPED)?,
        leaders_and_managers: judged(LEADERS)?,
    }))
}

/// What the regulator does not keep back.
fn public(text: &str) -> Option<String> {
    maybe(text).filter(|text| text != "REDACTED")
}

fn on(text: &str) -> Result<Option<NaiveDate>, String> {
    day(text, "%d/%m/%Y")
}

/// Nobody registers so many for one service: more is a slip.
const MOST_PLACES: i64 = 10_000;

fn places(text: &str) -> Result<Option<i64>, String> {
    let read = |text: String| text.parse().ok().filter(|places| (0..=MOST_PLACES).contains(places)).ok_or(text);
    maybe(text).map(read).transpose().map_err(|text| format!("\"{text}\" is no number of places"))
}

fn provision(text: &str) -> Result<Provision, String> {
    Ok(match text {
        "Children's home" => Provision::ChildrensHome,
        "Supported Accommodation" => Provision::SupportedAccommodation,
        "Independent Fostering Agency" => Provision::FosteringAgency,
        "Residential Family Centre" => Provision::ResidentialFamilyCentre,
        "Residential Special School" | "Residential special school" => Provision::ResidentialSpecialSchool,
        "Voluntary Adoption Agency" => Provision::AdoptionAgency,
        "Secure children's home" | "Secure Children's Home" => Provision::SecureHome,
        "Adoption Support Agency" => Provision::AdoptionSupportAgency,
        "Residential Holiday Scheme for Disabled Children" => Provision::HolidayScheme,
        other => return Err(format!("\"{other}\" is no kind of service that Ofsted registers")),
    })
}

fn sector(text: &str) -> Result<Sector, String> {
    Ok(match text {
        "Private" => Sector::Private,
        "Voluntary" => Sector::Voluntary,
        "Local Authority" => Sector::LocalAuthority,
        "Health Authority" => Sector::HealthAuthority,
        other => return Err(format!("\"{other}\" is no sector")),
    })
}

fn status(text: &str) -> Result<Status, String> {
    Ok(match text {
        "Active" => Status::Active,
        "Suspended" => Status::Suspended,
        "Resigned" => Status::Resigned,
        "Cancelled" => Status::Cancelled,
        other => return Err(format!("\"{other}\" is no state of a registration")),
    })
}

/// The three outcomes of supported accommodation are sentences; their beginnings tell them apart.
fn judgement(text: &str) -> Result<Judgement, String> {
    Ok(match text {
        "Outstanding" => Judgement::Outstanding,
        "Good" => Judgement::Good,
        "Requires improvement to be good" => Judgement::RequiresImprovement,
        "Inadequate" => Judgement::Inadequate,
        _ if text.starts_with("Consistently strong service delivery") => Judgement::ConsistentlyStrong,
        _ if text.starts_with("Inconsistent quality of service delivery") => Judgement::Inconsistent,
        _ if text.starts_with("Serious or critical weaknesses") => Judgement::SeriousWeaknesses,
        other => return Err(format!("\"{other}\" is no judgement")),
    })
}

#[cfg(test)]
mod tests {
    use super::super::{List, services_told};

    /// Cut from Ofsted's official statistics as BenGoodair/Care-Markets @0d19b24a has them (OGL v3.0); the last five lines are
    /// made up.
    const CUT: &str = include_str!("fixtures/providers.csv");

    #[test]
    fn the_regulators_list_is_read() {
        let (services, skipped) = services_told(List::Providers, CUT, |service| {
            let place = [&service.town, &service.postcode].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
            let judged = service.judgement.map_or("", |judgement| judgement.code());
            let leaders = service.leaders_and_managers.map_or("", |judgement| judgement.code());
            format!(
                "{} {} | {} | {} {} {:?} | {place} | {:?} {judged} {leaders}",
                service.urn,
                service.owner,
                service.name.as_deref().unwrap_or("–"),
                service.sector,
                service.status,
                service.places,
                service.inspected_on,
            )
        });
        assert_eq!(services, EXPECTED);
        assert_eq!(
            skipped,
            [
                "7: it names no owner, and the owner is the provider",
                "8: \"31/02/2021\" is no day",
                "9: \"three\" is no number of places",
                "10: \"Lighthouse\" is no kind of service that Ofsted registers",
                "11: \"Splendid\" is no judgement",
                "12: a line before it has the same code, 2618755",
            ]
        );
    }

    const EXPECTED: &[&str] = &[
        "2618755 Young Birch Ltd | – | Private Active Some(3) |  | Some(2024-11-26) good requires_improvement",
        "SC037164 SWIIS Foster Care Limited | SWIIS Foster Care Ltd | Private Active None | Birmingham B15 3DP | Some(2025-02-03) outstanding outstanding",
        "SC017171 Birmingham City Council | Lindsworth School | Local authority Active Some(12) | Birmingham B30 3QA | Some(2025-01-21) good good",
        "2758972 PSM Healthcare Limited | PSM Healthcare Limited | Private Active Some(14) |  | Some(2025-01-29) consistently_strong ",
        "2771296 Guardian Homes (Midlands) Ltd | – | Private Suspended Some(3) |  | Some(2024-10-29) inadequate inadequate",
    ];
}
