//! The records behind a page of breaks: read for all of its rows together, in the same few statements however many they are.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{JoinType, QueryOrder, QuerySelect, entity::prelude::*};

use super::{
    Break,
    list::{MOST_AGREEMENTS, Row, What},
    mending::{Mender, Part, how},
    table,
};
use crate::{
    Reader, Refusal,
    agreement::{self, Agreement, State, table::edition},
    commitment::{self, Commitment, table::wording},
    contract::{
        self,
        table::{measure, organisation as part},
    },
    funding::{
        self, FundingLine,
        table::{share, terms},
    },
    organisation::{self, read::Named},
    register::{in_pieces, pieces},
    service,
    values::{Pence, Reference},
};

/// An edition, and the reference of what hangs from it.
type InEdition = (i64, String);

/// By key, or by edition and reference.
pub(super) struct Records {
    editions: HashMap<i64, Agreement>,
    commitments: HashMap<InEdition, Commitment>,
    /// With what of it no commitment explains.
    money: HashMap<InEdition, (FundingLine, Pence)>,
    /// Those that the reader may read.
    services: HashMap<i64, (Reference, String)>,
    contracts: HashMap<i64, contract::table::Model>,
    parts: Vec<part::Model>,
    measures: HashMap<i64, measure::Model>,
    reached: HashMap<i64, Vec<(Reference, i64)>>,
    names: HashMap<i64, Named>,
}

impl Records {
    /// Those behind some breaks that the reader may read.
    pub(super) async fn of(reader: &Reader<'_>, found: &[table::Model]) -> Result<Self, Refusal> {
        let db = reader.db();
        let at_contracts = keys(found.iter().filter_map(|row| row.contract_id));
        let editions = editions(db, &keys(found.iter().filter_map(|row| row.edition_id))).await?;
        let commitments = commitments(db, &at(found, &[Break::Unconfirmed, Break::Unfunded])).await?;
        let money = money(db, &at(found, &[Break::Unexplained])).await?;
        let parts = in_pieces(db, &at_contracts, |piece| {
            let of = part::Entity::find().filter(part::Column::ContractId.is_in(piece));
            of.order_by_asc(part::Column::OrganisationId)
        });
        let parts = parts.await?;
        let at_services = keys(found.iter().filter_map(|row| row.service_id));
        let mut services = at_services.clone();
        services.extend(money.values().map(|(line, _)| line.service_id));
        let mut named: Vec<i64> = commitments.values().map(|row| row.owner_id).collect();
        named.extend(editions.values().flat_map(|row| [Some(row.lead_id), row.coordinator_id]).flatten());
        named.extend(parts.iter().map(|row| row.organisation_id));
        let contracts = in_pieces(db, &at_contracts, |piece| {
            contract::table::Entity::find().filter(contract::table::Column::Id.is_in(piece))
        });
        let contracts = contracts.await?;
        Ok(Self {
            services: service::read::named(db, reader.viewer(), services).await?,
            names: organisation::read::named(db, named).await?,
            contracts: contracts.into_iter().map(|row| (row.id, row)).collect(),
            measures: measures(db, found).await?,
            reached: reached(reader, &at_services).await?,
            editions,
            commitments,
            money,
            parts,
        })
    }

    /// A break as it is listed.
    pub(super) fn row(&self, found: &table::Model) -> Option<Row> {
        let edition = found.edition_id.and_then(|id| self.editions.get(&id));
        let (record, what) = self.what(found)?;
        let (agreements, more_agreements) = match edition {
            Some(edition) => (vec![(edition.reference.clone(), edition.edition)], 0),
            None => self.reached_from(found),
        };
        Some(Row {
            kind: found.kind,
            record,
            what,
            agreements,
            more_agreements,
            menders: match edition {
                Some(edition) => self.menders_in(edition, found),
                None => self.menders_beyond(found),
            },
            how: how(found.kind, edition.map(|edition| edition.state)),
        })
    }

    fn what(&self, found: &table::Model) -> Option<(Reference, What)> {
        let contract = found.contract_id.and_then(|id| self.contracts.get(&id));
        Some(match found.kind {
            Break::Unconfirmed | Break::Unfunded => {
                let row = self.commitments.get(&(found.edition_id?, found.record.clone()))?;
                (row.reference.clone(), What::Commitment { statement: row.statement.clone() })
            }
            Break::Unexplained => {
                let (line, unexplained) = self.money.get(&(found.edition_id?, found.record.clone()))?;
                let service = funding::read::what_for(&mut line.clone(), &self.services).map(|(_, name)| name);
                let what = What::Money { amount: line.amount(), unexplained: *unexplained, service };
                (line.reference.clone(), what)
            }
            Break::Undecided => {
                let (reference, name) = self.services.get(&found.service_id?)?;
                (reference.clone(), What::Service { name: name.clone() })
            }
            Break::Unmeasured => (contract?.reference.clone(), What::Contract { title: contract?.title.clone() }),
            Break::Unobserved => {
                let statement = self.measures.get(&measure_of(found)?)?.statement.clone();
                (contract?.reference.clone(), What::Measure { statement, contract: contract?.title.clone() })
            }
        })
    }

    /// The agreements whose money leads to it, and how many more there are.
    fn reached_from(&self, found: &table::Model) -> (Vec<(Reference, i64)>, usize) {
        let all = found.service_id.and_then(|id| self.reached.get(&id)).map(Vec::as_slice).unwrap_or_default();
        let named = all.iter().take(MOST_AGREEMENTS).cloned().collect();
        (named, all.len().saturating_sub(MOST_AGREEMENTS))
    }

    fn menders_in(&self, edition: &Agreement, found: &table::Model) -> Vec<Mender> {
        if edition.state == State::Withdrawn {
            return Vec::new();
        }
        let promise = found.edition_id.and_then(|id| self.commitments.get(&(id, found.record.clone())));
        let owner =
            promise.filter(|_| found.kind == Break::Unconfirmed).map(|row| self.mender(row.owner_id, Part::Owner));
        let drafts = found.kind != Break::Unconfirmed && edition.state.is_open_to_drafting();
        let coordinator = edition.coordinator_id.filter(|_| drafts).map(|id| self.mender(id, Part::Coordinator));
        owner.into_iter().chain([self.mender(edition.lead_id, Part::Lead)]).chain(coordinator).collect()
    }

    fn menders_beyond(&self, found: &table::Model) -> Vec<Mender> {
        let its = self.parts.iter().filter(|row| Some(row.contract_id) == found.contract_id);
        let (part, to_the_contract) = match found.kind {
            Break::Unobserved => (Part::Provider, contract::Part::Provider),
            Break::Unmeasured => (Part::Buyer, contract::Part::Buyer),
            _ => return vec![Mender::Keeper],
        };
        let bodies = its.filter(|row| row.part == to_the_contract).map(|row| self.mender(row.organisation_id, part));
        // Of what a contract is measured by any commissioner decides; what was measured only its provider knows.
        bodies.chain((found.kind == Break::Unmeasured).then_some(Mender::Keeper)).collect()
    }

    fn mender(&self, organisation: i64, part: Part) -> Mender {
        Mender::Body(Named::of(&self.names, organisation), part)
    }
}

/// Where breaks of some kinds are.
fn at(found: &[table::Model], kinds: &[Break]) -> BTreeSet<InEdition> {
    let of_kinds = found.iter().filter(|row| kinds.contains(&row.kind));
    of_kinds.filter_map(|row| Some((row.edition_id?, row.record.clone()))).collect()
}

/// Each once.
fn keys<K: Ord>(all: impl IntoIterator<Item = K>) -> Vec<K> {
    all.into_iter().collect::<BTreeSet<K>>().into_iter().collect()
}

/// The key of the measure that nobody reported on: it stands behind the contract's reference.
fn measure_of(found: &table::Model) -> Option<i64> {
    found.record.split_once(' ')?.1.parse().ok()
}

async fn editions(db: &impl ConnectionTrait, ids: &[i64]) -> Result<HashMap<i64, Agreement>, DbErr> {
    use agreement::table::{Column, Entity};
    let editions = in_pieces(db, ids, |piece| edition::Entity::find().filter(edition::Column::Id.is_in(piece))).await?;
    let agreements = keys(editions.iter().map(|row| row.agreement_id));
    let agreements = in_pieces(db, &agreements, |piece| Entity::find().filter(Column::Id.is_in(piece))).await?;
    let agreements: HashMap<i64, _> = agreements.into_iter().map(|row| (row.id, row)).collect();
    let of = |row: edition::Model| Some((row.id, Agreement::new(agreements.get(&row.agreement_id)?.clone(), row)));
    Ok(editions.into_iter().filter_map(of).collect())
}

async fn commitments(
    db: &impl ConnectionTrait,
    at: &BTreeSet<InEdition>,
) -> Result<HashMap<InEdition, Commitment>, DbErr> {
    use commitment::table::{Column, Entity};
    let references = keys(at.iter().map(|(_, reference)| reference.clone()));
    let found = in_pieces(db, &references, |piece| Entity::find().filter(Column::Reference.is_in(piece))).await?;
    let found: HashMap<i64, _> = found.into_iter().map(|row| (row.id, row)).collect();
    let ids = keys(found.keys().copied());
    let wordings =
        in_pieces(db, &ids, |piece| wording::Entity::find().filter(wording::Column::CommitmentId.is_in(piece)));
    let worded = |row: wording::Model| {
        let commitment = found.get(&row.commitment_id)?;
        let key = (row.edition_id, commitment.reference.to_string());
        at.contains(&key).then(|| (key, Commitment::new(commitment.clone(), row)))
    };
    Ok(wordings.await?.into_iter().filter_map(worded).collect())
}

async fn money(
    db: &impl ConnectionTrait,
    at: &BTreeSet<InEdition>,
) -> Result<HashMap<InEdition, (FundingLine, Pence)>, DbErr> {
    use funding::table::{Column, Entity};
    let references = keys(at.iter().map(|(_, reference)| reference.clone()));
    let found = in_pieces(db, &references, |piece| Entity::find().filter(Column::Reference.is_in(piece))).await?;
    let found: HashMap<i64, _> = found.into_iter().map(|row| (row.id, row)).collect();
    let ids = keys(found.keys().copied());
    let on_terms = in_pieces(db, &ids, |piece| {
        let of = terms::Entity::find().filter(terms::Column::FundingLineId.is_in(piece));
        of.filter(terms::Column::Withdrawn.eq(false))
    });
    let line = |row: terms::Model| {
        let line = found.get(&row.funding_line_id)?;
        let key = (row.edition_id?, line.reference.to_string());
        at.contains(&key).then(|| (key, FundingLine::new(line.clone(), row)))
    };
    let lines: Vec<(InEdition, FundingLine)> = on_terms.await?.into_iter().filter_map(line).collect();
    let on = keys(lines.iter().map(|(_, line)| line.terms_id));
    let shares = in_pieces(db, &on, |piece| share::Entity::find().filter(share::Column::TermsId.is_in(piece))).await?;
    let mut explained: HashMap<i64, Pence> = HashMap::new();
    for share in shares {
        let sum = explained.entry(share.terms_id).or_insert(Pence::ZERO);
        *sum = *sum + share.pence;
    }
    let left = |line: &FundingLine| line.pence - explained.get(&line.terms_id).copied().unwrap_or(Pence::ZERO);
    let with_left = |(key, line): (InEdition, FundingLine)| {
        let left = left(&line);
        (key, (line, left))
    };
    Ok(lines.into_iter().map(with_left).collect())
}

async fn measures(db: &impl ConnectionTrait, found: &[table::Model]) -> Result<HashMap<i64, measure::Model>, DbErr> {
    let unobserved = found.iter().filter(|row| row.kind == Break::Unobserved);
    let ids = keys(unobserved.filter_map(measure_of));
    let rows = in_pieces(db, &ids, |piece| measure::Entity::find().filter(measure::Column::Id.is_in(piece))).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// By service the agreements that the reader is shown and whose money goes there, by reference, each with its edition's number.
async fn reached(reader: &Reader<'_>, services: &[i64]) -> Result<HashMap<i64, Vec<(Reference, i64)>>, DbErr> {
    let mut reached: HashMap<i64, Vec<(Reference, i64)>> = HashMap::new();
    for piece in pieces(services) {
        let rows = terms::Entity::find()
            .inner_join(edition::Entity)
            .join(JoinType::InnerJoin, edition::Relation::Agreement.def())
            .select_only()
            .column(terms::Column::ServiceId)
            .column(agreement::table::Column::Reference)
            .column(edition::Column::Number)
            .distinct()
            .filter(terms::Column::ServiceId.is_in(piece))
            .filter(terms::Column::Withdrawn.eq(false))
            .filter(terms::Column::EditionId.in_subquery(agreement::read::shown(reader.viewer(), reader.today())))
            .order_by_asc(agreement::table::Column::Reference)
            .into_tuple::<(i64, Reference, i64)>()
            .all(reader.db())
            .await?;
        for (service, agreement, edition) in rows {
            reached.entry(service).or_default().push((agreement, edition));
        }
    }
    Ok(reached)
}
