//! What a person typed into a form, and what was wrong with it when it came back.

use entities::{
    Fault, Refusal,
    access::{ActingFor, FormId},
    account::secret::hexadecimal,
    audit::sha256,
    refusal::in_sentences,
    values::Reference,
};
use std::sync::Arc;

use axum::body::Bytes;
use http::StatusCode;

use super::{Failure, Fields, Reading, failure::status_of};

/// A form as it was sent, kept beside the request so that a page about a failure can show it again.
#[derive(Debug, Clone)]
pub enum Sent {
    /// `application/x-www-form-urlencoded`, as it came.
    Form(Bytes),
    /// `multipart/form-data`, taken apart: the fields, and the file if one was chosen.
    Parts(Fields, Option<Upload>),
}

impl Sent {
    /// What was typed.
    ///
    /// # Errors
    /// [`Failure::Unreadable`] when the bytes are no form.
    pub fn fields(&self) -> Result<Fields, Failure> {
        match self {
            Self::Form(bytes) => Fields::parse(bytes),
            Self::Parts(fields, _) => Ok(fields.clone()),
        }
    }
}

/// A file that came with a form. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Upload {
    /// As the browser calls it.
    pub name: String,
    pub bytes: Bytes,
}

/// A form's values: what it shows when it is first shown, and what was typed when it comes back. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Typed {
    fields: Fields,
    file: Option<Upload>,
    id: Option<FormId>,
    faults: Arc<Vec<Fault>>,
    status: StatusCode,
}

impl Typed {
    /// The hidden field that tells apart several forms on one page.
    pub const FORM: &'static str = "form";
    /// The hidden field by which a double press is one deed.
    pub const ID: &'static str = "form-id";
    /// The hidden field that says of a number as what it was read and shown back: `amount £6,500,000`.
    pub const READ_AS: &'static str = "read-as";

    /// The hidden field with the organisation for which the form was shown.
    pub const FOR: &'static str = "form-for";
    /// The hidden field with the version of the record that was shown.
    pub const SEEN: &'static str = "form-seen";
    /// The hidden field with what that version said.
    pub const SAID: &'static str = "form-said";
    /// The hidden field with the values that the form opened with, as in an address.
    pub const OPENED: &'static str = "form-opened";
    /// Sent in place of a version by a form that makes something new.
    pub const NEW: &'static str = "new";
    /// How the hidden fields begin that hold the versions of other records, on which the same form depends.
    pub const ALSO_SEEN: &'static str = "form-seen-";

    /// Whether the form itself sends a field of this name, and nobody types into it.
    pub fn is_of_the_form(name: &str) -> bool {
        [Self::FORM, Self::ID, Self::FOR, Self::SEEN, Self::SAID, Self::OPENED].contains(&name)
    }

    /// What was sent.
    pub fn new(fields: Fields) -> Self {
        let id = fields.get(Self::ID).and_then(FormId::parse).or_else(fresh_id);
        Self { fields, file: None, id, faults: Arc::default(), status: StatusCode::OK }
    }

    /// The same with the file that came with it.
    #[must_use]
    pub fn with_file(self, file: Option<Upload>) -> Self {
        Self { file, ..self }
    }

    /// The file that came with it.
    pub fn file(&self) -> Option<&Upload> {
        self.file.as_ref()
    }

    /// A form nobody has filled in yet.
    pub fn empty() -> Self {
        Self::new(Fields::default())
    }

    /// A form that opens with these values: the record as it is.
    pub fn filled<N: Into<String>>(values: impl IntoIterator<Item = (N, String)>) -> Self {
        Self::new(values.into_iter().collect())
    }

    /// The value of a field, as typed; empty when absent.
    pub fn get(&self, name: &str) -> &str {
        self.fields.get(name).unwrap_or_default()
    }

    /// The same with another value of a field.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let others = self.fields.iter().filter(|(other, _)| *other != name);
        let others = others.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self { fields: others.chain([(name.to_owned(), value.to_owned())]).collect(), ..self.clone() }
    }

    /// True if the field came.
    pub fn has(&self, name: &str) -> bool {
        self.fields.get(name).is_some()
    }

    /// Every value of a field that may come several times.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.fields.all(name)
    }

    /// The name of one of several fields for the same thing: `buyer`, `buyer_2`, `buyer_3`.
    pub fn numbered_name(name: &str, number: usize) -> String {
        if number == 1 { name.to_owned() } else { format!("{name}_{number}") }
    }

    /// Such fields, each with what was typed into it, up to the first that did not come.
    pub fn numbered<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (String, &'a str)> {
        let field = |number| {
            let name = Self::numbered_name(name, number);
            self.fields.get(&name).map(|value| (name, value))
        };
        (1..).map_while(field)
    }

    /// Every pair, in order.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The form's id: the one it came with, or a new one. Without randomness from the system there is none, and no
    /// protection against a double press.
    pub fn id(&self) -> Option<&FormId> {
        self.id.as_ref()
    }

    /// The press of this form's button with just these values: pressed twice it is one deed; with other values, after
    /// going back, it is another.
    pub fn press(&self) -> Option<FormId> {
        let file = self.file.as_ref().map(|file| sha256(&file.bytes)).unwrap_or_default();
        FormId::parse(&sha256(format!("{} {}{file}", self.id.as_ref()?.as_str(), self.fields.encode())))
    }

    /// Which of several forms on a page was sent; empty for the only one.
    pub fn form(&self) -> &str {
        self.get(Self::FORM)
    }

    /// Whether its hidden fields hold what a page of ours writes into them: for which organisation and version it was shown, and
    /// its number.
    pub fn is_as_it_was_shown(&self) -> bool {
        let only = |name: &str| {
            let mut values = self.fields.all(name);
            let value = values.next()?;
            values.all(|other| other == value).then_some(value)
        };
        let sent = |name: &str| self.fields.get(name).is_some();
        let organisation = only(Self::FOR).is_some_and(names_an_organisation);
        let number = !sent(Self::ID) || only(Self::ID).and_then(FormId::parse).is_some();
        let said =
            !sent(Self::SAID) || only(Self::SAID).is_some_and(|said| said.lines().all(|line| line.contains('\t')));
        let also = self.fields.iter().filter(|(name, _)| name.starts_with(Self::ALSO_SEEN));
        let mut versions = also.map(|(name, _)| only(name)).chain([only(Self::SEEN)]);
        organisation && number && said && versions.all(|version| version.is_some_and(is_a_version))
    }

    /// The values that the form opened with when it was shown; `None` for a form that came without.
    pub fn opened_with(&self) -> Option<Self> {
        let fields = Fields::parse(self.fields.get(Self::OPENED)?.as_bytes()).ok()?;
        Some(Self { fields, ..self.clone() })
    }

    /// The same on a record that says something else by now: what was typed stays, and a field that was left as it opened
    /// shows what the record says now. Of what can be ticked, each tick is a field of its own.
    #[must_use]
    pub fn over(&self, was: &Self, now: &Self) -> Self {
        let mut names: Vec<&str> = Vec::new();
        for (name, _) in self.fields.iter().chain(now.fields.iter()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let values = |name: &str| {
            let of = |typed: &Self| typed.all(name).map(str::to_owned).collect::<Vec<_>>();
            let (mine, was, now) = (of(self), of(was), of(now));
            if mine == was {
                return now;
            }
            if [&mine, &was, &now].iter().all(|values| values.len() == 1) || Self::is_of_the_form(name) {
                return mine;
            }
            let kept = now.iter().filter(|value| mine.contains(value) || !was.contains(value));
            let added = mine.iter().filter(|value| !was.contains(value) && !now.contains(value));
            kept.chain(added).cloned().collect()
        };
        let fields =
            names.into_iter().flat_map(|name| values(name).into_iter().map(move |value| (name, value))).collect();
        Self { fields, ..self.clone() }
    }

    /// The version of the record that was shown.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for a form that came without.
    pub fn seen(&self) -> Result<i64, Refusal> {
        self.get(Self::SEEN).parse().map_err(|_| Refusal::field(Self::SEEN, LOAD_AGAIN))
    }

    /// Turns what was typed into values.
    pub fn read(&self) -> Reading<'_> {
        Reading::new(self)
    }

    /// The same, as it comes back: with what is wrong beside the fields. This is how a refused form is shown again.
    ///
    /// # Errors
    /// A refusal that typing something else would not help (not found, forbidden, broken) goes on to its own page,
    /// which keeps what was typed, too.
    pub fn refused(self, refusal: Refusal) -> Result<Self, Failure> {
        let status = status_of(&refusal);
        let faults = match refusal {
            // Nobody typed what is wrong, and nobody can put it right on the page.
            Refusal::Invalid(faults) if faults.iter().any(|fault| fault.field == Self::SEEN) => {
                return Err(NOT_AS_SHOWN);
            }
            Refusal::Invalid(faults) => faults,
            Refusal::NotAllowed { why, instead } => vec![Fault::new("", in_sentences(&why, &instead))],
            Refusal::Stale { by, .. } => vec![Fault::new("", stale(by.as_deref()))],
            Refusal::SlowDown { seconds } => vec![Fault::new("", slow_down(seconds.into()))],
            other => return Err(other.into()),
        };
        Ok(Self { faults: Arc::new(faults), status, ..self })
    }

    /// What is wrong, in the order of the form.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// What is wrong with one field, a line for each fault.
    pub fn fault(&self, name: &str) -> Option<String> {
        let wrong = self.faults.iter().filter(|fault| fault.field == name && fault.read_as.is_none());
        let messages: Vec<&str> = wrong.map(|fault| fault.message.as_str()).collect();
        (!messages.is_empty()).then(|| messages.join("\n"))
    }

    /// What was read from a field and is to be looked at before it counts, as a sentence.
    pub fn shown_back(&self, name: &str) -> Option<String> {
        let back = self.faults.iter().find(|fault| fault.field == name && fault.read_as.is_some());
        back.map(|fault| fault.message.clone())
    }

    /// Whether nothing is wrong, and it only comes back with what was read from it.
    pub fn is_only_shown_back(&self) -> bool {
        !self.faults.is_empty() && self.faults.iter().all(|fault| fault.read_as.is_some())
    }

    /// As what the number in a field was read and shown back; sent again with it, it counts.
    pub fn read_as(&self, name: &str) -> Option<String> {
        let now = self.faults.iter().find(|fault| fault.field == name).and_then(|fault| fault.read_as.clone());
        let before =
            || self.all(Self::READ_AS).find_map(|said| Some(said.strip_prefix(name)?.strip_prefix(' ')?.to_owned()));
        now.or_else(before)
    }

    /// The status of the page that shows it: 200 when nothing was refused.
    pub fn status(&self) -> StatusCode {
        self.status
    }
}

impl Default for Typed {
    fn default() -> Self {
        Self::empty()
    }
}

/// As a form names the organisation that it was shown for: its reference, and its name to say. Nobody's is empty.
pub(crate) fn shown_for(organisation: Option<&ActingFor>) -> String {
    organisation.map(|acting| format!("{} {}", acting.reference, acting.name)).unwrap_or_default()
}

/// What is said to a form whose hidden fields are not what a page of ours writes into them.
pub(crate) const NOT_AS_SHOWN: Failure = Failure::Unreadable { why: LOAD_AGAIN };

/// The same in words.
pub(super) const LOAD_AGAIN: &str = "Part of this form was lost on its way: what you were shown when you opened it, and for which \
    organisation, cannot be told from it. Nothing was saved.";

/// A reference before its name, or nobody's.
fn names_an_organisation(text: &str) -> bool {
    text.is_empty() || text.split(' ').next().is_some_and(|reference| reference.parse::<Reference>().is_ok())
}

fn is_a_version(text: &str) -> bool {
    text == Typed::NEW || text.parse::<i64>().is_ok_and(|version| version >= 0)
}

fn fresh_id() -> Option<FormId> {
    hexadecimal::<16>().ok().as_deref().and_then(FormId::parse)
}

/// What to say of a record that changed under somebody's hands.
pub(crate) fn stale(by: Option<&str>) -> String {
    let who = by.unwrap_or("Somebody");
    format!("{who} changed this while you were at it. Look at the record as it is now, then decide what to send")
}

/// What to say to somebody who comes too often.
pub(crate) fn slow_down(seconds: u64) -> String {
    let wait =
        if seconds > 90 { format!("{} minutes", seconds.div_ceil(60)) } else { format!("{} seconds", seconds.max(2)) };
    format!("There were too many tries in a short time. Wait {wait}, then try again")
}
