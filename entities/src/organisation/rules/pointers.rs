//! Everything that points to an organisation, in one list: what moves when two records of one body are merged, and what stays.
//! A test holds the list against the schema. Pure: no database.

/// A column that holds the key of an organisation.
#[derive(Clone, Copy, Debug)]
pub struct Pointer {
    pub table: &'static str,
    pub column: &'static str,
    /// The number by which a row is found again.
    pub row: &'static str,
    /// The word beside it, where the number alone is not enough.
    pub part: Option<&'static str>,
    pub once: Option<Once>,
    /// What one and several of them are called.
    pub called: (&'static str, &'static str),
    pub counted: Counted,
    pub holder: Holder,
    /// What a party leads, promised, paid or signed: it never moves to people without a second look.
    pub has_voice: bool,
}

/// What is locked before a row is written: see the order of locks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// It hangs from organisations alone.
    Organisation,
    /// The tender whose key is in this column.
    Procurement(&'static str),
    /// That of the event in this column.
    ProcurementOfEvent(&'static str),
    /// The contract whose key is in this column.
    Contract(&'static str),
    /// The agreement of the edition in this column.
    Agreement(&'static str),
    /// That of the terms in this column.
    AgreementOfTerms(&'static str),
}

/// An organisation comes only once with some other columns.
#[derive(Clone, Copy, Debug)]
pub struct Once {
    pub with: &'static [&'static str],
    /// What two bodies do that cannot become one: "are parties of the same agreement".
    pub both: &'static str,
    /// What makes it possible.
    pub instead: &'static str,
}

/// Which of them a commissioner is told before a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// What every commissioner reads.
    All,
    /// What hangs from an agreement that the viewer reads, by this column.
    WithAgreement(&'static str),
    /// Not for everybody who may merge: it moves and is not counted.
    Untold,
}

const fn pointer(table: &'static str, column: &'static str, called: (&'static str, &'static str)) -> Pointer {
    let holder = Holder::Organisation;
    Pointer {
        table,
        column,
        row: "id",
        part: None,
        once: None,
        called,
        counted: Counted::All,
        holder,
        has_voice: false,
    }
}

impl Pointer {
    const fn once(self, with: &'static [&'static str], both: &'static str, instead: &'static str) -> Self {
        Self { once: Some(Once { with, both, instead }), ..self }
    }

    const fn counted(self, counted: Counted) -> Self {
        Self { counted, ..self }
    }

    const fn held_by(self, holder: Holder) -> Self {
        Self { holder, ..self }
    }

    /// What is said in an edition: its column has the edition's key.
    const fn of_edition(self, column: &'static str) -> Self {
        self.counted(Counted::WithAgreement(column)).held_by(Holder::Agreement(column)).with_voice()
    }

    const fn with_voice(self) -> Self {
        Self { has_voice: true, ..self }
    }
}

/// Who took over from both is no hindrance: what the kept record says already stays where it is.
const SAID_ALREADY: &str = "";

/// What points to the record that is kept once two are merged.
pub const MOVED: &[Pointer] = &[
    pointer("organisation", "merged_into_id", ("record merged into it", "records merged into it")),
    pointer("organisation_identifier", "organisation_id", ("identifier", "identifiers")),
    pointer("organisation_other_name", "organisation_id", ("other name", "other names")),
    pointer("organisation_successor", "organisation_id", ("successor", "successors")).once(
        &["successor_id"],
        SAID_ALREADY,
        SAID_ALREADY,
    ),
    pointer("organisation_successor", "successor_id", ("predecessor", "predecessors")).once(
        &["organisation_id"],
        SAID_ALREADY,
        SAID_ALREADY,
    ),
    pointer("edition", "lead_id", ("agreement that it leads", "agreements that it leads")).of_edition("id"),
    pointer("edition", "coordinator_id", ("agreement that it coordinates", "agreements that it coordinates"))
        .of_edition("id"),
    pointer("party", "organisation_id", ("agreement that it is a party of", "agreements that it is a party of"))
        .once(&["edition_id"], "are parties of the same agreement", "Let whoever leads it take one of them out first")
        .of_edition("edition_id"),
    pointer("scheme", "host_id", ("service that it hosts", "services that it hosts")).of_edition("edition_id"),
    pointer("attachment", "organisation_id", ("file", "files")).of_edition("edition_id"),
    pointer("wording", "owner_id", ("commitment", "commitments")).of_edition("edition_id"),
    pointer("signature", "organisation_id", ("signature", "signatures"))
        .once(&["revision_id"], "have signed the same agreement", "What is signed stays: keep both records")
        .of_edition("edition_id"),
    pointer("paper", "organisation_id", ("entry from paper", "entries from paper")).of_edition("edition_id"),
    pointer("terms", "organisation_id", ("cost", "costs")).of_edition("edition_id"),
    pointer("cost_position", "organisation_id", ("position on a cost", "positions on costs"))
        .counted(Counted::Untold)
        .held_by(Holder::AgreementOfTerms("terms_id"))
        .with_voice(),
    pointer("clause_position", "organisation_id", ("position on a clause", "positions on clauses"))
        .counted(Counted::Untold)
        .held_by(Holder::Agreement("edition_id"))
        .with_voice(),
    pointer("argument_side", "organisation_id", ("word on who pays", "words on who pays"))
        .counted(Counted::Untold)
        .held_by(Holder::Agreement("edition_id"))
        .with_voice(),
    pointer("clause_thread", "organisation_id", ("thread of comments", "threads of comments"))
        .counted(Counted::Untold)
        .held_by(Holder::Agreement("edition_id"))
        .with_voice(),
    pointer("thread_comment", "organisation_id", ("comment on a clause", "comments on clauses"))
        .counted(Counted::Untold)
        .held_by(Holder::Agreement("edition_id"))
        .with_voice(),
    pointer("comment_mention", "organisation_id", ("person who is asked to read", "people who are asked to read"))
        .counted(Counted::Untold)
        .held_by(Holder::Agreement("edition_id")),
    pointer("template", "organisation_id", ("starter text", "starter texts")),
    pointer("meeting_action", "organisation_id", ("task of a meeting", "tasks of meetings")).of_edition("edition_id"),
    pointer("procurement", "buyer_id", ("tender", "tenders")).held_by(Holder::Procurement("id")),
    pointer("interest", "organisation_id", ("interest in a tender", "interests in tenders"))
        .once(&["procurement_id"], "have a part in the same tender", "Keep both records until it is decided")
        .counted(Counted::Untold)
        .held_by(Holder::Procurement("procurement_id")),
    pointer("contract_interest", "organisation_id", ("interest in a contract", "interests in contracts"))
        .once(&["contract_id"], "are interested in the same contract", "Keep both records until it has ended")
        .counted(Counted::Untold)
        .held_by(Holder::Contract("contract_id")),
    pointer("event_place", "organisation_id", ("place at an event", "places at events"))
        .once(&["event_id"], "have a place at the same event", "Keep both records until it is over")
        .counted(Counted::Untold)
        .held_by(Holder::ProcurementOfEvent("event_id")),
    pointer("clarification", "organisation_id", ("question about a tender", "questions about tenders"))
        .counted(Counted::Untold)
        .held_by(Holder::Procurement("procurement_id")),
    pointer("award", "organisation_id", ("award", "awards"))
        .once(
            &["procurement_id"],
            "have an award of the same tender",
            "Keep both records: each has an award of its own",
        )
        .held_by(Holder::Procurement("procurement_id")),
    pointer("registered_service", "organisation_id", ("registered service", "registered services")),
    Pointer {
        holder: Holder::Contract("contract_id"),
        row: "contract_id",
        part: Some("part"),
        once: Some(Once {
            with: &["contract_id", "part"],
            both: "have the same part in the same contract",
            instead: "Take one of them out of the contract first",
        }),
        ..pointer("contract_organisation", "organisation_id", ("part in a contract", "parts in contracts"))
    },
];

/// What stays with the record it was written for, and why: `(table, column, why)`.
pub const STAYS: &[(&str, &str, &str)] = &[
    (
        "membership",
        "organisation_id",
        "people never come to act for another body by a merge: a record with people is kept",
    ),
    ("group_rule", "organisation_id", "nor do those whom single sign-on sends"),
    ("nomination", "organisation_id", "nor do those who wait to be confirmed"),
    ("second_look", "kept_id", "it is the history of merges"),
    ("second_look", "merged_id", "it is the history of merges"),
    ("organisation_merge", "kept_id", "it is the history of merges"),
    ("organisation_merge", "merged_id", "it is the history of merges"),
    ("organisation_match", "one_id", "it is what was proposed of these two"),
    ("organisation_match", "other_id", "it is what was proposed of these two"),
    ("provider", "organisation_id", "it is kept anew from the contracts and services that moved"),
    ("ambition_judgement", "organisation_id", "it says for whom somebody judged"),
    ("conclusion", "organisation_id", "it says for whom somebody told what became of an agreement"),
];

/// The pointer of a table and column, as a merge noted it.
pub fn noted(table: &str, column: &str) -> Option<&'static Pointer> {
    MOVED.iter().find(|pointer| pointer.table == table && pointer.column == column)
}
