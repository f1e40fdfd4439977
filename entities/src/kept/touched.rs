//! Of which links of the chain and which agreements a deed touched the records.

use std::collections::BTreeSet;

use sea_orm::entity::prelude::*;

use crate::{
    agreement, clock::Clock, commitment, contract, funding, organisation, paper, pipeline, procurement, provider,
    service, trace::kept::Link, values::Reference, work::kept::Owing,
};

/// Brings what is kept of records that were touched in step.
pub(crate) async fn bring_in_step(
    db: &impl ConnectionTrait,
    clock: Clock,
    touched: &BTreeSet<String>,
) -> Result<(), DbErr> {
    let (mut links, mut owing) = (BTreeSet::new(), Owing::default());
    let (mut procurements, mut bodies) = (Vec::new(), BTreeSet::new());
    for reference in touched.iter().filter_map(|record| record.parse::<Reference>().ok()) {
        match prefix(&reference) {
            "ORG" => {
                // What it is called, and whose rows are turned to it.
                let body = organisation::read::by_reference(db, &reference).await?;
                if let Some(body) = body {
                    owing.add_body(db, body.id).await?;
                    bodies.insert(body.id);
                }
            }
            "PRO" => procurements.push(reference),
            "FUN" => {
                let line =
                    funding::table::Entity::find().filter(funding::table::Column::Reference.eq(reference.as_str()));
                match line.one(db).await? {
                    Some(line) if line.agreement_id.is_none() => funding::listed::bring_in_step(db, line.id).await?,
                    line => links.extend(line.and_then(|line| line.agreement_id).map(Link::Agreement)),
                }
            }
            "PAP" => owing.agreements.extend(paper::read::agreement_of(db, &reference).await?),
            _ => links.extend(link_of(db, &reference).await?),
        }
    }
    let procurements = procurement::read::keys(db, &procurements).await?;
    pipeline::kept::bring_in_step(db, &procurements).await?;
    owing.procurements.extend(procurements);
    for link in links {
        link.bring_in_step(db).await?;
        match link {
            Link::Agreement(id) => {
                // What is renewed lapses, or does not, by what renews it.
                owing.agreements.extend(agreement::read::renewed(db, id).await?);
                agreement::listed::bring_in_step(db, id).await?;
                owing.agreements.insert(id)
            }
            Link::Contract(contract) => {
                bodies.extend(provider::kept::of_contracts(db, &[contract]).await?);
                owing.contracts.insert(contract)
            }
            Link::Service(_) => false,
        };
    }
    provider::kept::bring_in_step(db, &bodies).await?;
    owing.bring_in_step(db, clock).await
}

/// Of which link of the chain a record is a part; nothing for records that are part of none.
async fn link_of(db: &impl ConnectionTrait, reference: &Reference) -> Result<Option<Link>, DbErr> {
    use agreement::Kind;
    let text = reference.as_str();
    Ok(match prefix(reference) {
        "COM" => {
            let find = commitment::table::Entity::find().filter(commitment::table::Column::Reference.eq(text));
            find.one(db).await?.map(|row| Link::Agreement(row.agreement_id))
        }
        "SVC" => service::read::by_reference(db, reference).await?.map(|row| Link::Service(row.id)),
        "CON" => {
            let find = contract::table::Entity::find().filter(contract::table::Column::Reference.eq(text));
            find.one(db).await?.map(|row| Link::Contract(row.id))
        }
        other if Kind::ALL.iter().any(|kind| kind.prefix() == other) => {
            let find = agreement::table::Entity::find().filter(agreement::table::Column::Reference.eq(text));
            find.one(db).await?.map(|row| Link::Agreement(row.id))
        }
        _ => None,
    })
}

fn prefix(reference: &Reference) -> &str {
    reference.as_str().split('-').next().unwrap_or_default()
}
