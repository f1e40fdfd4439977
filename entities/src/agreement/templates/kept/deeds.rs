//! A commissioner writes a starter text, changes it, or takes it back.

use sea_orm::{QuerySelect, Set, entity::prelude::*};

use super::table::{ActiveModel, Entity, Model};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{deeds::LONGEST_TEXT, templates::Template},
    values::text,
};

/// As the trail names a starter text.
fn record(id: i64) -> String {
    format!("template {id}")
}

/// A starter text, as it was written; or one that is there, in the version that was shown.
#[derive(Clone, Debug)]
pub struct WriteTemplate {
    /// Its key and version; `None` of a new one.
    pub existing: Option<(i64, i64)>,
    pub text: String,
}

impl WriteTemplate {
    /// The text as it is kept, and what it is called.
    fn read(&self) -> Result<(String, String), Refusal> {
        let kept = text::document(&self.text);
        if kept.chars().count() > LONGEST_TEXT {
            return Err(Refusal::field("text", format!("Shorten it to at most {LONGEST_TEXT} characters")));
        }
        let parsed = Template::parse(&kept).map_err(|why| Refusal::field("text", why))?;
        Ok((parsed.title, kept))
    }
}

impl Deed for WriteTemplate {
    const NAME: &'static str = "wrote a starter text";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = Option<Model>;
    /// Its key.
    type Done = i64;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        Ok((locked(change, self.existing.map(|(id, _)| id)).await?, Standing::OPEN))
    }

    async fn act(&self, change: &Change, before: Self::Subject) -> Result<i64, Refusal> {
        let (title, text) = self.read()?;
        let (title, text) = (Set(title), Set(text));
        let after = match (&before, self.existing) {
            (Some(before), Some((_, seen))) => {
                change.fresh(record(before.id), seen, before.version).await?;
                let version = Set(before.version + 1);
                // Written anew it is offered again.
                let withdrawn = Set(false);
                ActiveModel { title, text, withdrawn, version, ..before.clone().into() }.update(&change.tx).await?
            }
            _ => {
                let row = ActiveModel {
                    organisation_id: Set(change.actor().organisation()),
                    title,
                    text,
                    withdrawn: Set(false),
                    version: Set(1),
                    ..Default::default()
                };
                row.insert(&change.tx).await?
            }
        };
        change.record(Self::NAME, record(after.id), before.as_ref(), &after);
        Ok(after.id)
    }
}

/// Nobody is offered a starter text any more.
#[derive(Clone, Debug)]
pub struct WithdrawTemplate {
    pub template: i64,
    /// The version that was shown.
    pub seen: i64,
}

impl Deed for WithdrawTemplate {
    const NAME: &'static str = "withdrew a starter text";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = Option<Model>;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        Ok((locked(change, Some(self.template)).await?, Standing::OPEN))
    }

    async fn act(&self, change: &Change, before: Self::Subject) -> Result<(), Refusal> {
        let before = before.ok_or(Refusal::NotFound)?;
        change.fresh(record(before.id), self.seen, before.version).await?;
        if before.withdrawn {
            return Err(Refusal::rule("It was withdrawn already", "Write it anew to offer it again"));
        }
        let (withdrawn, version) = (Set(true), Set(before.version + 1));
        let after = ActiveModel { withdrawn, version, ..before.clone().into() }.update(&change.tx).await?;
        change.record(Self::NAME, record(after.id), Some(&before), &after);
        Ok(())
    }
}

async fn locked(change: &Change, id: Option<i64>) -> Result<Option<Model>, Refusal> {
    let Some(id) = id else { return Ok(None) };
    let found = Entity::find_by_id(id).lock_exclusive().one(&change.tx).await?;
    found.map(Some).ok_or(Refusal::NotFound)
}
