//! Councils and combined authorities of the United Kingdom, closed ones too, with the ones that took over from them:
//! mySociety's list of local authorities.

use entities::{
    organisation::{Kind, deeds::AddOrganisation},
    values::{Identifier, Scheme, text::folded},
};

use crate::imports::{
    Listed, ListedBody,
    body::{code, life, maybe, name},
    layout::{Columns, Layout, Row},
    names::readable,
};

pub const LAYOUT: Layout = Layout {
    columns: Columns::Named(&[
        "local-authority-code",
        "official-name",
        "nice-name",
        "gss-code",
        "start-date",
        "end-date",
        "replaced-by",
        "nation",
        "alt-names",
    ]),
    repeats: false,
    read,
};

fn read(row: &Row<'_>) -> Result<Listed, String> {
    let nation = row.at("nation");
    let mut identifiers = vec![council_code(nation, row.at("local-authority-code"))?];
    if let Some(area) = maybe(row.at("gss-code")) {
        identifiers.push(code(Scheme::Ons, &area)?);
    }
    let council = AddOrganisation::named(&name(row.at("official-name"))?, Kind::LocalAuthority);
    let (opened, closed) = life(row.at("start-date"), row.at("end-date"), "%Y-%m-%d")?;
    let other_names = other_names(&council.name, row.at("nice-name"), row.at("alt-names"));
    let after = row.at("replaced-by").split(',').map(str::trim).filter(|code| !code.is_empty());
    let successors = after.map(|code| council_code(nation, code)).collect::<Result<_, _>>()?;
    let organisation = AddOrganisation { identifiers, opened, closed, other_names, ..council };
    Ok(Listed::Body(ListedBody { organisation, successors }))
}

/// The code in its nation's register (org-id.guide).
fn council_code(nation: &str, text: &str) -> Result<Identifier, String> {
    let scheme = match nation {
        "England" => Scheme::Lae,
        "Scotland" => Scheme::Las,
        "Wales" => Scheme::Pla,
        "Northern Ireland" => Scheme::Lani,
        other => return Err(format!("\"{other}\" is no nation of the United Kingdom")),
    };
    code(scheme, text)
}

/// The other names that it goes by, each once however it is written; the list holds most of them twice.
fn other_names(name: &str, nice: &str, others: &str) -> Vec<String> {
    let mut known = vec![folded(name)];
    let mut names = Vec::new();
    // The list divides names by commas, and some names hold commas: of those the others cannot be told apart.
    let others = if nice.contains(',') { "" } else { others };
    for other in [nice].into_iter().chain(others.split(',')) {
        let (other, key) = (other.trim(), folded(other));
        if !key.is_empty() && !known.contains(&key) {
            known.push(key);
            // Most of them stand there in small letters only.
            let small = !other.chars().any(char::is_uppercase);
            names.push(if small { readable(&other.to_uppercase()) } else { other.to_owned() });
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::super::{List, told};

    /// Cut from mysociety/uk_local_authority_names_and_codes @67ef8b11 (MIT) to the columns that are read; the last two lines
    /// are made up.
    const CUT: &str = include_str!("fixtures/councils.csv");

    #[test]
    fn the_list_of_councils_is_read() {
        let (bodies, skipped) = told(List::Councils, CUT, |body| {
            let council = &body.organisation;
            let codes: Vec<String> = council.identifiers.iter().map(ToString::to_string).collect();
            let after: Vec<&str> = body.successors.iter().map(|code| code.value()).collect();
            let (codes, after, names) = (codes.join(" "), after.join(" "), council.other_names.join("; "));
            format!("{codes} | {} | {names} | {:?} | {after}", council.name, council.closed)
        });
        assert_eq!(
            bodies,
            [
                "GB-LAE-BIR ONS-E08000025 | Birmingham City Council | Birmingham; Birmingham District | None | ",
                "GB-LAE-CMA ONS-E10000006 | Cumbria County Council | Cumbria; Cumbria County | Some(2023-04-01) | CBD WAF",
                "GB-LAE-CBD ONS-E06000063 | Cumberland Council | Cumberland | None | ",
                "GB-LAE-BPC ONS-E06000058 | Bournemouth, Christchurch and Poole Council | Bournemouth, Christchurch and Poole | \
                 None | ",
                "GB-LAE-WMCA ONS-E47000007 | West Midlands Combined Authority | West Midlands; West Midlands CA | None | ",
                "GB-PLA-DEN ONS-W06000004 | Denbighshire County Council | Denbighshire; Sir Ddinbych | None | ",
                "GB-LANI-NIR-A | Derry City Council | Derry | Some(2015-03-31) | ",
            ]
        );
        assert_eq!(skipped, ["9: \"Mercia\" is no nation of the United Kingdom", "10: \"B1\" is no council code"]);
    }
}
