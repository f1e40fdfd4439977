//! Everything the register holds about one person, for that person.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*};
use serde::Serialize;

use crate::{
    Read, Reader, Refusal,
    access::Permission,
    account::{read::OwnMemberships, table},
    agreement, audit, clarification, commitment, contract, engagement,
    following::read::{OwnCalendar, ProcurementsFollowed, SavedSearches},
    funding, mail, negotiation,
    nomination::read::waiting_for,
    organisation::{self, read::Named},
    procurement,
    single_sign_on::table::identity,
};

/// The most audit entries that are listed; the count is of all.
const LATEST: u64 = 50;

/// What is held about a person.
#[derive(Clone, Debug, Serialize)]
pub struct Held {
    pub name: String,
    pub email: String,
    pub created: DateTime<Utc>,
    /// A hash of it is kept, never the password.
    pub has_password: bool,
    /// Its secret is kept, to check codes against.
    pub has_second_factor: bool,
    /// A link to set a password was made and not used yet.
    pub has_unused_link: bool,
    /// Who the person is where they sign in by single sign-on.
    pub identities: Vec<HeldIdentity>,
    pub memberships: Vec<HeldMembership>,
    pub sessions: Vec<HeldSession>,
    /// Letters to the person's address.
    pub letters: Vec<HeldLetter>,
    pub failed_sign_ins: Vec<DateTime<Utc>>,
    pub signatures: Vec<HeldSignature>,
    /// Words given in an organisation's name: answers, positions, notes of reports, interest.
    pub words: Vec<HeldWords>,
    /// What the person follows: references of procurements, the names of saved searches, and whether there is a calendar.
    pub followed: Vec<String>,
    pub saved_searches: Vec<String>,
    pub has_calendar: bool,
    pub audit_entries: u64,
    /// The newest first.
    pub latest_audit_entries: Vec<HeldEntry>,
}

/// Who the person is at a provider of single sign-on.
#[derive(Clone, Debug, Serialize)]
pub struct HeldIdentity {
    pub provider: String,
    pub subject: String,
    pub connected: DateTime<Utc>,
    pub last_used: DateTime<Utc>,
}

/// An organisation the person belongs to.
#[derive(Clone, Debug, Serialize)]
pub struct HeldMembership {
    pub organisation: String,
    pub roles: Vec<&'static str>,
    /// Roles that wait until somebody of the organisation has confirmed them.
    pub waiting: Vec<&'static str>,
}

/// A session that has not been swept yet.
#[derive(Clone, Debug, Serialize)]
pub struct HeldSession {
    pub browser: String,
    pub signed_in: DateTime<Utc>,
    pub last_seen: DateTime<Utc>,
}

/// A letter that was written to the person.
#[derive(Clone, Debug, Serialize)]
pub struct HeldLetter {
    pub subject: String,
    pub at: DateTime<Utc>,
}

/// A signature.
#[derive(Clone, Debug, Serialize)]
pub struct HeldSignature {
    pub agreement: String,
    pub organisation: String,
    pub signatory: String,
    pub position: String,
    pub authority: String,
    pub at: DateTime<Utc>,
}

/// Something the person wrote for their organisation.
#[derive(Clone, Debug, Serialize)]
pub struct HeldWords {
    pub about: &'static str,
    pub words: String,
    pub at: DateTime<Utc>,
}

/// An entry of the audit trail.
#[derive(Clone, Debug, Serialize)]
pub struct HeldEntry {
    pub seq: i64,
    pub deed: String,
    pub record: String,
    pub at: DateTime<Utc>,
}

/// Everything held about whoever asks. There is no read of anybody else's.
#[derive(Clone, Copy, Debug)]
pub struct HeldAboutOneself;

impl Read for HeldAboutOneself {
    const PERMISSION: Permission = Permission::KeepOwnAccount;
    type Answer = Held;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Held, Refusal> {
        let (db, person) = (reader.db(), reader.oneself()?);
        let account = table::Entity::find_by_id(person.account).one(db).await?.ok_or(Refusal::NotFound)?;
        let mut memberships = Vec::new();
        for membership in OwnMemberships.answer(reader).await? {
            memberships.push(HeldMembership {
                waiting: waiting_for(db, membership.id).await?.iter().map(|role| role.label()).collect(),
                organisation: membership.organisation,
                roles: membership.roles.iter().map(|role| role.label()).collect(),
            });
        }
        let sessions = table::session::Entity::find()
            .filter(table::session::Column::AccountId.eq(account.id))
            .order_by_desc(table::session::Column::Id);
        let failed = table::failed_sign_in::Entity::find()
            .filter(table::failed_sign_in::Column::Email.eq(account.email.as_str()))
            .order_by_desc(table::failed_sign_in::Column::Id);
        let entries = audit::table::Entity::find().filter(audit::table::Column::AccountId.eq(account.id));
        let latest = entries.clone().order_by_desc(audit::table::Column::Seq).limit(LATEST).all(db).await?;
        let session = |row: table::session::Model| HeldSession {
            browser: row.browser,
            signed_in: row.created_at,
            last_seen: row.seen_at,
        };
        let letters = mail::table::Entity::find()
            .filter(mail::table::Column::Address.eq(account.email.as_str()))
            .order_by_desc(mail::table::Column::Id);
        let letter = |row: mail::table::Model| HeldLetter { subject: row.subject, at: row.made_at };
        let entry =
            |row: audit::table::Model| HeldEntry { seq: row.seq, deed: row.deed, record: row.record, at: row.at };
        let identities = identity::Entity::find().filter(identity::Column::AccountId.eq(account.id));
        let identity = |row: identity::Model| HeldIdentity {
            provider: row.issuer,
            subject: row.subject,
            connected: row.linked_at,
            last_used: row.used_at,
        };
        Ok(Held {
            followed: followed(reader).await?,
            saved_searches: SavedSearches.answer(reader).await?.into_iter().map(|search| search.name).collect(),
            has_calendar: OwnCalendar.answer(reader).await?.is_some(),
            identities: identities.all(db).await?.into_iter().map(identity).collect(),
            memberships,
            sessions: sessions.all(db).await?.into_iter().map(session).collect(),
            letters: letters.all(db).await?.into_iter().map(letter).collect(),
            failed_sign_ins: failed.all(db).await?.into_iter().map(|row| row.at).collect(),
            signatures: signatures_of(db, account.id).await?,
            words: words_of(db, account.id).await?,
            audit_entries: entries.count(db).await?,
            latest_audit_entries: latest.into_iter().map(entry).collect(),
            has_password: account.password.is_some(),
            has_second_factor: account.second_factor.is_some(),
            has_unused_link: account.link_digest.is_some(),
            name: account.name,
            email: account.email,
            created: account.created_at,
        })
    }
}

/// The references of the procurements that whoever asks follows.
async fn followed(reader: &Reader<'_>) -> Result<Vec<String>, Refusal> {
    let mut pieces = reader.register().pieces(reader.viewer(), ProcurementsFollowed);
    let mut followed = Vec::new();
    while let Some(rows) = pieces.next().await? {
        followed.extend(rows.into_iter().map(|row| row.reference.to_string()));
    }
    Ok(followed)
}

async fn signatures_of(db: &impl ConnectionTrait, account: i64) -> Result<Vec<HeldSignature>, Refusal> {
    use agreement::table::signature::{Column, Entity};
    let rows = Entity::find().filter(Column::AccountId.eq(account)).order_by_desc(Column::Id).all(db).await?;
    let names = organisation::read::named(db, rows.iter().map(|row| row.organisation_id)).await?;
    let mut references = BTreeMap::new();
    for row in &rows {
        let edition = agreement::read::edition(db, row.edition_id).await?;
        references.insert(row.edition_id, edition.reference.to_string());
    }
    let signature = |row: agreement::table::signature::Model| HeldSignature {
        agreement: references.get(&row.edition_id).cloned().unwrap_or_default(),
        organisation: Named::of(&names, row.organisation_id).name,
        signatory: row.signatory,
        position: row.position,
        authority: row.authority,
        at: row.at,
    };
    Ok(rows.into_iter().map(signature).collect())
}

/// What a person wrote for their organisation, the newest first.
async fn words_of(db: &impl ConnectionTrait, account: i64) -> Result<Vec<HeldWords>, DbErr> {
    let answers = commitment::table::event::Entity::find()
        .filter(commitment::table::event::Column::AccountId.eq(account))
        .all(db)
        .await?;
    let positions = funding::table::position::Entity::find()
        .filter(funding::table::position::Column::AccountId.eq(account))
        .all(db)
        .await?;
    let reports = contract::table::observation::Entity::find()
        .filter(contract::table::observation::Column::AccountId.eq(account))
        .all(db)
        .await?;
    let interests = procurement::table::interest::Entity::find()
        .filter(procurement::table::interest::Column::AccountId.eq(account))
        .all(db)
        .await?;
    let ending = contract::table::interest::Entity::find()
        .filter(contract::table::interest::Column::AccountId.eq(account))
        .all(db)
        .await?;
    let places =
        engagement::table::Entity::find().filter(engagement::table::Column::AccountId.eq(account)).all(db).await?;
    let questions = clarification::table::Entity::find()
        .filter(clarification::table::Column::AccountId.eq(account))
        .all(db)
        .await?;
    let judgements = commitment::table::judgement::Entity::find()
        .filter(commitment::table::judgement::Column::AccountId.eq(account))
        .all(db)
        .await?;
    let conclusions = agreement::table::conclusion::Entity::find()
        .filter(agreement::table::conclusion::Column::AccountId.eq(account))
        .all(db)
        .await?;
    use negotiation::table::{comment, meeting, position, side};
    let stands = position::Entity::find().filter(position::Column::AccountId.eq(account)).all(db).await?;
    let proposed = stands.iter().map(|row| HeldWords {
        about: "Words proposed in place of a clause",
        words: row.proposed.clone(),
        at: row.at,
    });
    let proposed: Vec<_> = proposed.collect();
    let sides = side::Entity::find().filter(side::Column::AccountId.eq(account)).all(db).await?;
    let comments = comment::Entity::find().filter(comment::Column::AccountId.eq(account)).all(db).await?;
    let meetings = meeting::Entity::find().filter(meeting::Column::AccountId.eq(account)).all(db).await?;
    let said = |about, words, at| HeldWords { about, words, at };
    let mut words: Vec<HeldWords> = answers
        .into_iter()
        .map(|row| said("A commitment", row.words, row.at))
        .chain(positions.into_iter().map(|row| said("A cost", row.words, row.at)))
        .chain(reports.into_iter().map(|row| said("A result", row.note, row.at)))
        .chain(interests.into_iter().map(|row| said("Interest in a tender", row.words, row.at)))
        .chain(ending.into_iter().map(|row| said("Interest in a contract that ends", row.words, row.at)))
        .chain(places.into_iter().map(|row| said("A place at an event", row.words, row.at)))
        .chain(questions.into_iter().map(|row| said("A question about a tender", row.words, row.asked_at)))
        .chain(judgements.into_iter().map(|row| said("Whether ambition grew", row.reason, row.at)))
        .chain(conclusions.into_iter().map(|row| said("What became of an agreement", row.words, row.at)))
        .chain(stands.into_iter().map(|row| said("Where a party stands on a clause", row.words, row.at)))
        .chain(proposed)
        .chain(sides.into_iter().map(|row| said("Who should pay", row.reasons, row.at)))
        .chain(comments.into_iter().map(|row| said("A comment on a clause", row.words, row.at)))
        .chain(meetings.into_iter().map(|row| said("A meeting", row.words, row.at)))
        .filter(|held| !held.words.is_empty())
        .collect();
    words.sort_by_key(|held| std::cmp::Reverse(held.at));
    Ok(words)
}

#[cfg(test)]
mod story {
    use super::HeldAboutOneself;
    use crate::{
        access::{Actor, Role, Viewer},
        account::{AddPerson, Email},
        organisation::{Kind, deeds::AddOrganisation},
        story::World,
    };

    fn named(email: &str, name: &str, organisation: &crate::values::Reference) -> AddPerson {
        AddPerson {
            email: Email::parse(email).unwrap(),
            name: name.into(),
            organisation: organisation.clone(),
            roles: vec![Role::Administrator],
            demonstration: false,
            by_mail: false,
        }
    }

    crate::story!(a_person_reads_what_is_held_about_them_and_nothing_of_others, async |world: World| {
        let council = world.organisation("Council", Kind::LocalAuthority).await;
        let register = &world.register;
        let mut people = Vec::new();
        for (email, name) in [("ann@example.org", "Ann"), ("bob@example.org", "Bob")] {
            let added = register.change(&Actor::operator(), &named(email, name, &council)).await.unwrap();
            people.push(register.person(added.account, added.membership).await.unwrap().unwrap());
        }
        let (ann, bob) = (&people[0], &people[1]);
        let acts = Actor::person(ann.clone(), None);
        register.change(&acts, &AddOrganisation::named("Trust", Kind::NhsTrust)).await.unwrap();
        assert!(register.sign_in("ann@example.org", "wrong".into(), "a story").await.is_err());

        let held = register.read(&Viewer::Person(ann.clone()), &HeldAboutOneself).await.unwrap();
        assert_eq!((held.name.as_str(), held.email.as_str()), ("Ann", "ann@example.org"));
        assert_eq!((held.has_password, held.has_unused_link), (false, true));
        assert_eq!(held.memberships[0].roles, ["Administrator"]);
        assert_eq!((held.failed_sign_ins.len(), held.audit_entries), (1, 1));
        assert_eq!(held.latest_audit_entries[0].deed, "added an organisation");
        let nothing = register.read(&Viewer::Person(bob.clone()), &HeldAboutOneself).await.unwrap();
        assert_eq!((nothing.failed_sign_ins.len(), nothing.audit_entries), (0, 0));
        let told = serde_json::to_string(&nothing).unwrap();
        assert!(told.contains("bob@example.org") && !told.contains("ann@example.org"), "{told}");
        assert!(matches!(acts.viewer, Viewer::Person(_)));
    });
}
