//! Saying what became of an agreement at its end, or of a service in its scope: without it, and without another that renews it, it has
//! lapsed and still operates.

use chrono::NaiveDate;
use sea_orm::{NotSet, PaginatorTrait, Set, entity::prelude::*};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{
        Agreement, Conclusion, State,
        read::{self, Ends},
        rules::End,
        table::{self, conclusion},
    },
    register::Lock,
    service,
    values::{Reference, day},
};

/// The commissioner says what becomes of it.
#[derive(Clone, Debug)]
pub struct ConcludeAgreement {
    pub agreement: Reference,
    /// A service in its scope; `None` for the agreement as a whole.
    pub service: Option<Reference>,
    /// The end that was shown.
    pub ended_on: NaiveDate,
    pub kind: Conclusion,
    pub words: String,
    /// How often somebody had said so when it was shown: what is said anew takes the place of that.
    pub said: u64,
    /// The version of the edition that was shown.
    pub seen: i64,
}

impl Deed for ConcludeAgreement {
    const NAME: &'static str = "said what becomes of it at its end";
    const PERMISSION: Permission = Permission::Steer;
    /// In the edition in force.
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let find = table::Entity::find().filter(table::Column::Reference.eq(self.agreement.as_str()));
        let agreement = change.lock(Lock::Agreement, find).one(&change.tx).await?.ok_or(Refusal::NotFound)?;
        let edition = read::in_force(&change.tx, &agreement, change.today()).await?;
        let standing = read::renewer(&change.tx, &change.actor().viewer, &edition, change.today()).await?;
        Ok((edition, standing))
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<(), Refusal> {
        change.fresh(&agreement.reference, self.seen, agreement.version).await?;
        let service = match &self.service {
            Some(reference) => {
                let found = service::read::by_reference(&change.tx, reference).await?;
                Some(found.ok_or_else(|| Refusal::field("end", "Choose one of the list"))?.id)
            }
            None => None,
        };
        let ends = Ends::of(&change.tx, std::slice::from_ref(&agreement), change.today()).await?;
        let end = ends.of_edition(agreement.edition_id).iter().find(|end| end.service == service);
        self.judge(&agreement, end)?;
        let before = conclusion::Entity::find()
            .filter(conclusion::Column::AgreementId.eq(agreement.id))
            .filter(conclusion::Column::EndedOn.eq(self.ended_on))
            .filter(match service {
                Some(service) => conclusion::Column::ServiceId.eq(service),
                None => conclusion::Column::ServiceId.is_null(),
            });
        if before.count(&change.tx).await? != self.said {
            return Err(change.stale(&agreement.reference).await);
        }
        if service.is_none() {
            self.is_not_renewed(change, &agreement).await?;
        }
        let row = conclusion::ActiveModel {
            id: NotSet,
            agreement_id: Set(agreement.id),
            service_id: Set(service),
            ended_on: Set(self.ended_on),
            kind: Set(self.kind),
            words: Set(self.words.trim().to_owned()),
            account_id: Set(change.actor().account()),
            organisation_id: Set(change.actor().organisation()),
            at: Set(change.stamp()),
        };
        let said = row.insert(&change.tx).await?;
        change.record(Self::NAME, &agreement.reference, None, &said);
        Ok(())
    }
}

impl ConcludeAgreement {
    fn judge(&self, agreement: &Agreement, end: Option<&End>) -> Result<(), Refusal> {
        if !end.is_some_and(|end| end.on == self.ended_on && agreement.state == State::Signed) {
            return Err(Refusal::rule(
                format!("{} does not end on {}", agreement.reference, day::in_words(self.ended_on)),
                "Look at when it ends now, and say what becomes of it then",
            ));
        }
        if self.words.trim().is_empty() {
            return Err(Refusal::field("words", "Enter in a sentence what becomes of it"));
        }
        Ok(())
    }

    /// Refuses to say that nothing follows while something is made that does.
    async fn is_not_renewed(&self, change: &Change, agreement: &Agreement) -> Result<(), Refusal> {
        match read::renewed_by(&change.tx, agreement.id).await?.first() {
            None => Ok(()),
            Some(next) => Err(Refusal::rule(
                format!("{} renews {}", next.reference, agreement.reference),
                format!("Go on with {}, or withdraw it first", next.reference),
            )),
        }
    }
}
