//! What another edition of a renewed agreement says since an agreement was drafted from it, to be chosen from.

use std::collections::{BTreeMap, HashMap};

use sea_orm::entity::prelude::*;

use super::{Asked, At, by_reference, in_force};
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::{
        Agreement,
        deeds::open_to_drafting,
        renewing::{Carried, Key, Promise, clauses_of, differences},
        schedules,
        table::renewal,
    },
    clause,
    commitment::{self, Commitment},
    funding::{self, FundingLine},
    organisation::{self, read::Named},
    service,
    values::{Reference, day},
};
/// What differs between the edition of a renewed agreement from which one was drafted and the edition in force.
#[derive(Clone, Debug)]
pub struct TakeOverOffered {
    pub agreement: Reference,
    /// What it renews.
    pub of: Reference,
}

/// What can be taken over.
#[derive(Clone, Debug)]
pub struct ToTakeOver {
    pub of: Reference,
    /// The edition it was drafted from, and the one in force.
    pub was: i64,
    pub is: i64,
    /// The version of the edition that is drafted, and its promises and its money as a fingerprint.
    pub version: i64,
    pub schedules: String,
    pub differences: Vec<ToChoose>,
}

/// Something that differs.
#[derive(Clone, Debug)]
pub struct ToChoose {
    /// By which it is chosen.
    pub key: String,
    /// What it is: "Clause Referrals", "COM-2015-003".
    pub what: String,
    /// What it said; empty if it is new.
    pub before: String,
    /// What it says; empty if it is gone.
    pub after: String,
    /// What is written where it is taken over to, if that was changed there, too: it would be replaced.
    pub here: Option<String>,
}

impl Read for TakeOverOffered {
    const PERMISSION: Permission = Permission::Steer;
    type Answer = ToTakeOver;

    async fn answer(&self, reader: &Reader<'_>) -> Result<ToTakeOver, Refusal> {
        let (db, today) = (reader.db(), reader.today());
        let asked: Asked = At::Made.of(self.agreement.clone());
        let (agreement, _) = reader.agreement(Self::PERMISSION, &asked).await?;
        open_to_drafting(&agreement)?;
        let identity = by_reference(db, &self.of).await?.ok_or_else(|| not_renewed(&self.of))?;
        let renewed = renewal::Entity::find()
            .filter(renewal::Column::AgreementId.eq(agreement.id))
            .filter(renewal::Column::RenewedId.eq(identity.id));
        let renewed = renewed.one(db).await?.ok_or_else(|| not_renewed(&self.of))?;
        let (of, now) = (super::edition(db, renewed.of_edition_id).await?, in_force(db, &identity, today).await?);
        let begins = agreement.begins();
        let was = Carried::of(db, &of, agreement.year, begins, today).await?;
        let is = Carried::of(db, &now, agreement.year, begins, today).await?;
        let told = Telling::of(reader, &agreement, &was, &is).await?;
        Ok(ToTakeOver {
            of: self.of.clone(),
            was: of.edition,
            is: now.edition,
            version: agreement.version,
            schedules: schedules::fingerprint(db, &agreement).await?,
            differences: differences(&was, &is).iter().map(|key| told.one(key)).collect(),
        })
    }
}

/// Of an agreement that is not renewed nothing is taken over.
pub(crate) fn not_renewed(of: &Reference) -> Refusal {
    Refusal::rule(format!("This agreement does not renew {of}"), "Follow the link on the agreement’s page")
}

/// What is needed to tell differences in words.
struct Telling<'a> {
    was: &'a Carried,
    is: &'a Carried,
    bodies: HashMap<i64, Named>,
    services: BTreeMap<i64, String>,
    /// What the agreement says itself, by anchor.
    clauses: BTreeMap<String, String>,
    /// By ambition line.
    promises: Vec<Commitment>,
    /// By the line from which they go on.
    money: Vec<FundingLine>,
}

impl<'a> Telling<'a> {
    async fn of(
        reader: &Reader<'_>,
        agreement: &Agreement,
        was: &'a Carried,
        is: &'a Carried,
    ) -> Result<Self, Refusal> {
        let db = reader.db();
        let both = || [was, is].into_iter();
        let bodies = both().flat_map(|of| &of.parties).map(|row| row.organisation_id);
        let bodies = bodies.chain(both().flat_map(|of| &of.promises).flat_map(|of| of.owners.clone()));
        let bodies = bodies.chain(both().flat_map(|of| &of.money).map(|line| line.organisation_id));
        let bodies = bodies.chain(both().flat_map(|of| &of.schemes).filter_map(|row| row.host_id));
        let services = both().flat_map(|of| &of.schemes).map(|row| row.service_id);
        let services = service::read::named(db, reader.viewer(), services).await?;
        let text = schedules::newest(db, agreement).await?.map(|revision| revision.text).unwrap_or_default();
        Ok(Self {
            bodies: organisation::read::named(db, bodies).await?,
            services: services.into_iter().map(|(key, (_, name))| (key, name)).collect(),
            clauses: clause::pieces(&text).into_iter().map(|piece| (piece.anchor, piece.text)).collect(),
            promises: commitment::of_edition(db, agreement.edition_id).await?,
            money: funding::of_edition(db, agreement.edition_id).await?,
            was,
            is,
        })
    }

    fn one(&self, key: &Key) -> ToChoose {
        let (what, before, after, here) = match key {
            Key::Party(body) => (self.name(*body), self.party(self.was, *body), self.party(self.is, *body), None),
            Key::Clause(anchor) => self.clause(anchor),
            Key::Commitment(id) => self.commitment(*id),
            Key::Money(id) => self.line(*id),
            Key::Service(id) => {
                let name = self.services.get(id).cloned().unwrap_or_else(|| "A service".into());
                (format!("Service in scope: {name}"), self.service(self.was, *id), self.service(self.is, *id), None)
            }
            Key::Reviews => {
                let days = |of: &Carried| of.reviews.iter().map(|on| day::in_words(*on)).collect::<Vec<_>>().join("; ");
                ("Review days".into(), days(self.was), days(self.is), None)
            }
        };
        ToChoose { key: key.to_string(), what, before, after, here }
    }

    fn clause(&self, anchor: &str) -> (String, String, String, Option<String>) {
        let of = |carried| clauses_of(carried).get(anchor).cloned().unwrap_or_default();
        let (before, after) = (of(self.was), of(self.is));
        let heading = [&after, &before].into_iter().find(|text| !text.is_empty());
        let heading = heading.and_then(|text| clause::pieces(text).pop()).map(|piece| piece.heading);
        let here = self.clauses.get(anchor).filter(|here| **here != before).map(|here| below(here));
        (format!("Clause: {}", heading.unwrap_or_default()), below(&before), below(&after), here)
    }

    fn name(&self, body: i64) -> String {
        Named::of(&self.bodies, body).name
    }

    fn party(&self, of: &Carried, body: i64) -> String {
        let row = of.parties.iter().find(|row| row.organisation_id == body);
        row.map(|row| format!("{}, {}", row.role.label(), if row.signs { "signs" } else { "does not sign" }))
            .unwrap_or_default()
    }

    fn promised(&self, promise: &Promise) -> String {
        let owners: Vec<String> = promise.owners.iter().map(|owner| self.name(*owner)).collect();
        said(&owners.join(", "), &promise.row)
    }

    fn commitment(&self, id: i64) -> (String, String, String, Option<String>) {
        let of = |carried: &'a Carried| carried.promises.iter().find(|promise| promise.row.id == id);
        let (was, is) = (of(self.was), of(self.is));
        let told = |promise: Option<&Promise>| promise.map(|promise| self.promised(promise)).unwrap_or_default();
        let any = is.or(was);
        let here = was.and_then(|was| {
            let mut here = self.promises.iter().filter(|row| row.ambition_line() == was.row.ambition_line());
            here.find(|row| row.bound("") != was.row.bound("")).map(|row| said(&self.name(row.owner_id), row))
        });
        let reference = any.map(|promise| promise.row.reference.to_string()).unwrap_or_default();
        (reference, told(was), told(is), here)
    }

    fn line(&self, id: i64) -> (String, String, String, Option<String>) {
        let of = |carried: &'a Carried| carried.money.iter().find(|line| line.id == id);
        let (was, is) = (of(self.was), of(self.is));
        let told = |line: Option<&FundingLine>| {
            line.map(|line| {
                format!("{} from {} for {}", line.amount(), self.name(line.organisation_id), line.service_name)
            })
            .unwrap_or_default()
        };
        let here = self.money.iter().find(|line| line.continues_id == Some(id));
        let here =
            was.zip(here).filter(|(was, here)| was.terms([]) != here.terms([])).map(|(_, here)| told(Some(here)));
        let reference = is.or(was).map(|line| line.reference.to_string()).unwrap_or_default();
        (reference, told(was), told(is), here)
    }

    fn service(&self, of: &Carried, id: i64) -> String {
        let Some(row) = of.schemes.iter().find(|row| row.service_id == id) else { return String::new() };
        let from = row.starts.map_or("from its start".to_owned(), |on| format!("from {}", day::in_words(on)));
        let until = row.ends.map_or("to its end".to_owned(), |on| format!("to {}", day::in_words(on)));
        let host = row.host_id.map(|host| format!(", hosted by {}", self.name(host))).unwrap_or_default();
        format!("{from} {until}{host}")
    }
}

/// A promise in a line.
fn said(owner: &str, row: &Commitment) -> String {
    let mut said = vec![format!("{owner}: {}", row.statement)];
    said.extend([&row.measure, &row.target].into_iter().filter(|words| !words.is_empty()).cloned());
    said.extend(row.due.map(|due| format!("due {}", day::in_words(due))));
    said.join("; ")
}

/// What stands below the heading of a clause.
fn below(clause: &str) -> String {
    clause.split_once('\n').map_or(clause, |(_, below)| below).trim().to_owned()
}
