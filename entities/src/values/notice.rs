//! What notices say of a procurement, in the register's words: where it is in its life, and what happens on its dates.

crate::words! {
    /// Where a procurement is in its life, as it is kept. That an open one has closed is derived from its deadline.
    State {
        Engagement = "engagement", "Market engagement";
        Planned = "planned", "Planned";
        Open = "open", "Open";
        Closed = "closed", "Closed";
        Awarded = "awarded", "Awarded";
        Unsuccessful = "unsuccessful", "Ended without award";
        Cancelled = "cancelled", "Cancelled";
    }
}

crate::words! {
    /// What happens on a date that a provider must know.
    EventKind {
        Engagement = "engagement", "Market engagement";
        Planned = "planned", "Planned procurement";
        Tender = "tender", "Tender opens";
        Clarification = "clarification", "Clarification cut-off";
        Deadline = "deadline", "Submission deadline";
        Award = "award", "Award";
        StandstillEnd = "standstill_end", "End of standstill";
        ContractStart = "contract_start", "Contract start";
        Expiry = "expiry", "Contract expiry";
    }
}

/// True if an event of a procurement in this state will not happen any more: of a cancelled one none, of one that ended without
/// an award no contract starts or ends.
pub const fn is_off(state: State, event: EventKind) -> bool {
    match state {
        State::Cancelled => true,
        State::Unsuccessful => matches!(event, EventKind::ContractStart | EventKind::Expiry),
        _ => false,
    }
}
