//! The one door for reads: what a viewer may know of the register, and nothing else.

use std::future::Future;

use chrono::NaiveDate;
use sea_orm::DatabaseConnection;

use super::Register;
use crate::{
    Refusal,
    access::{Permission, Person, Standing, Viewer, judge},
};

/// One thing that can be asked of the register. Implemented by a type that holds the question.
pub trait Read: Send + Sync {
    /// The row of the access table of those who are answered.
    const PERMISSION: Permission;
    /// What they are told: a plain type, with the words of register.md.
    type Answer: Send;

    /// Answers with what the reader may know of it.
    fn answer(&self, reader: &Reader<'_>) -> impl Future<Output = Result<Self::Answer, Refusal>> + Send;
}

/// Who asks, and when.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    register: &'a Register,
    viewer: &'a Viewer,
    today: NaiveDate,
}

impl Register {
    /// Answers a question with what a viewer may know.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if what is asked about is not there, or not for this viewer; [`Refusal::Forbidden`] if they may know
    /// of it, and not this.
    pub async fn read<R: Read>(&self, viewer: &Viewer, read: &R) -> Result<R::Answer, Refusal> {
        read.answer(&Reader::new(self, viewer)).await
    }
}

impl<'a> Reader<'a> {
    pub(crate) fn new(register: &'a Register, viewer: &'a Viewer) -> Self {
        Self { register, viewer, today: register.clock().today() }
    }

    pub(crate) fn register(&self) -> &'a Register {
        self.register
    }

    pub(crate) fn db(&self) -> &'a DatabaseConnection {
        self.register.reader()
    }

    pub(crate) fn viewer(&self) -> &'a Viewer {
        self.viewer
    }

    /// Who asks, for what people read of their own.
    ///
    /// # Errors
    /// [`Refusal::SignInNeeded`] for the public.
    pub(crate) fn oneself(&self) -> Result<&'a Person, Refusal> {
        let person = self.viewer.person().ok_or(Refusal::SignInNeeded)?;
        self.need(Permission::KeepOwnAccount, Standing::OWN)?;
        Ok(person)
    }

    /// The register's day: one for the whole answer.
    pub(crate) fn today(&self) -> NaiveDate {
        self.today
    }

    /// True if the access table lets the reader do something to what they stand so to.
    pub(crate) fn may(&self, permission: Permission, standing: Standing) -> bool {
        self.viewer.may(permission, standing)
    }

    /// # Errors
    /// [`Refusal::NotFound`] for what the reader may not even see; [`Refusal::Forbidden`] for what they may see, and no more.
    pub(crate) fn need(&self, permission: Permission, standing: Standing) -> Result<(), Refusal> {
        judge(permission, self.viewer.roles(), standing).or_refuse(permission)
    }
}
