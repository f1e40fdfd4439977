//! Everything that a page says once of what was done.

use super::Said;

/// Each message with its name, which is also what the cookie has.
macro_rules! messages {
    ($($(#[$about:meta])* $name:ident = $words:literal;)+) => {
        impl Said {
            $($(#[$about])* pub const $name: Self = Self { code: stringify!($name), words: $words };)+
        }

        /// All of them.
        pub(super) const ALL: &[Said] = &[$(Said::$name,)+];
    };
}

messages! {
    /// What a meeting asked for.
    ACTION_FINISHED = "What the meeting asked for is done";
    /// An edition becomes for everybody.
    AGREEMENT_PUBLISHED = "Everybody can read this edition once it is signed";
    /// An agreement was begun.
    AGREEMENT_SAVED = "The agreement is saved. Its parties see it once you open negotiation";
    /// An edition stays among the parties.
    AGREEMENT_TAKEN_BACK = "Only the parties can read this edition";
    /// What became of an ambition.
    AMBITION_JUDGED = "What you said of the ambition is saved";
    /// A commitment or a cost was answered.
    ANSWER_SENT = "Your answer is sent";
    /// Who pays is asked.
    ARGUMENT_RAISED = "The question is asked: each party can say who should pay";
    /// What was settled about who pays.
    ARGUMENT_SETTLED = "What you wrote down is saved";
    /// Whether everybody reads it.
    ARGUMENT_SHOWN = "Who reads this is saved";
    /// Who came to an event.
    ATTENDANCE_NOTED = "Who came is noted";
    /// An award was entered by hand.
    AWARD_ENTERED = "The award is entered";
    /// An award was taken back.
    AWARD_WITHDRAWN = "The award is withdrawn, and what came with it cancelled";
    /// A calendar of one's own has an address.
    CALENDAR_MADE = "Your calendar has an address";
    /// And has none any more.
    CALENDAR_REVOKED = "The calendar’s address does not work any more";
    /// A clause of another agreement was put into a text.
    CLAUSE_REUSED = "The clause is in the text. Where it came from stays with it";
    /// Somebody settled comments, or opened them again.
    COMMENTS_SETTLED = "What you decided about these comments is saved";
    /// Somebody said something about a clause.
    COMMENT_SENT = "Your comment is sent";
    /// A commitment was written.
    COMMITMENT_SAVED = "The commitment is saved";
    /// A commitment was withdrawn.
    COMMITMENT_WITHDRAWN = "The commitment is withdrawn";
    /// What becomes of an agreement at its end.
    CONCLUDED = "What becomes of it is saved";
    /// The owner of a commitment was asked.
    CONFIRMATION_REQUESTED = "Confirmation is requested";
    /// A contract was written, changed or made of an award.
    CONTRACT_SAVED = "The contract is saved";
    /// Something was decided about what waited.
    DECISION_KEPT = "Your decision is kept";
    /// Nobody stands in any more.
    DEPUTY_ENDED = "Nobody stands in any more";
    /// Somebody stands in.
    DEPUTY_NAMED = "Who stands in is saved";
    /// The frame of an agreement.
    DETAILS_SAVED = "The details are saved";
    /// Addresses of a domain count no longer.
    DOMAIN_DISTRUSTED = "Addresses of the domain are no longer trusted";
    /// Addresses of a domain count.
    DOMAIN_TRUSTED = "Addresses of the domain are trusted";
    /// A draft was given up.
    DRAFT_LEFT = "Your draft is gone; this is the text as it was saved";
    /// A variation was begun.
    EDITION_OPENED = "The next edition is open";
    /// A variation waits for an urgent one.
    EDITION_SET_ASIDE = "This edition is set aside";
    /// And waits no more.
    EDITION_TAKEN_UP = "This edition is taken up again";
    /// An event of a procurement.
    EVENT_ADDED = "The event is in the calendar";
    /// An event was cancelled.
    EVENT_CANCELLED = "The event is cancelled, in the calendar too";
    /// An event was changed.
    EVENT_MOVED = "The event is changed, in the calendar too";
    /// A file came to an agreement.
    FILE_ATTACHED = "The file is attached";
    /// A file became for everybody.
    FILE_PUBLISHED = "Everybody can read the file";
    /// A file is for the negotiation alone.
    FILE_TAKEN_BACK = "Only those who negotiate can read the file";
    /// A procurement is followed.
    FOLLOWED = "You follow this procurement: its events are among your work and in your calendar";
    /// Which clauses are for which heads of terms.
    HEADS_MARKED = "Which clauses are for which heads is saved";
    /// An import is being applied.
    IMPORT_BEGUN = "The import is being applied";
    /// An import was discarded.
    IMPORT_DISCARDED = "The import is discarded";
    /// What is to become of a contract's work.
    INTENTION_SAVED = "What follows this contract is saved";
    /// Interest was registered or changed.
    INTERESTED = "The commissioners can now see that you are interested";
    /// Somebody was invited, or invited again.
    INVITED = "A letter goes to them";
    /// Several procurements were brought into scope.
    IN_SCOPE = "They are brought into scope";
    /// When somebody leaves.
    LAST_DAY_SAVED = "The last day is saved";
    /// A change of address is to be confirmed.
    LETTERS_SENT = "A letter goes to both addresses";
    /// A measure was added or changed.
    MEASURE_SAVED = "The measure is saved";
    /// A meeting was written down.
    MEETING_RECORDED = "The meeting is written down";
    /// Two records became one.
    MERGED = "The two records are merged";
    /// A funding line was written or changed.
    MONEY_SAVED = "The money is saved";
    /// What a service needs in a year.
    NEED_SAVED = "What it needs is saved";
    /// A body was added.
    ORGANISATION_ADDED = "The organisation is added";
    /// Somebody compared what was entered with the paper.
    PAPER_CHECKED = "Your comparison is saved";
    /// What a paper says was entered.
    PAPER_ENTERED = "It is entered. Somebody else compares it with the paper";
    /// A party joins.
    PARTY_ADDED = "The party is added";
    /// A party is taken out.
    PARTY_REMOVED = "The party is removed";
    /// A password was chosen.
    PASSWORD_SAVED = "Your password is saved. Sign in with it";
    /// A place at an event was given up.
    PLACE_GIVEN_UP = "Your organisation’s place is given up";
    /// A place at an event was taken.
    PLACE_TAKEN = "Your organisation has a place";
    /// There was no place left.
    PLACE_WAITS = "Your organisation is on the waiting list";
    /// What every party says is shown to all.
    POSITIONS_SHOWN = "Every party now reads what the others say";
    /// A procurement was written or changed.
    PROCUREMENT_SAVED = "The procurement is saved";
    /// A question was answered for everybody.
    QUESTION_ANSWERED = "Question and answer are published";
    /// A question was asked.
    QUESTION_ASKED = "Your question is sent. You get a letter when it is answered";
    /// Next year's agreement was drafted.
    RENEWAL_DRAFTED = "The renewal is drafted";
    /// A party agreed with all that it had said nothing of.
    RESTS_AGREED = "Your organisation agrees with all the rest";
    /// What a measure read.
    RESULT_REPORTED = "The result is reported";
    /// The days of review.
    REVIEW_DAYS_SAVED = "The review days are saved";
    /// What somebody may do.
    ROLES_SAVED = "The roles are saved";
    /// Nobody is asked any more.
    ROUND_CLOSED = "The round is closed";
    /// Every party is asked where it stands.
    ROUND_OPENED = "The round is open, and every party is told";
    /// A group was given a place.
    RULE_ADDED = "The rule is added";
    /// A group lost its place.
    RULE_REMOVED = "The rule is taken away";
    /// Something was saved.
    SAVED = "Saved";
    /// A saved search was given up.
    SEARCH_FORGOTTEN = "The search is forgotten";
    /// A search was saved or changed.
    SEARCH_SAVED = "The search is saved";
    /// The second factor was taken away.
    SECOND_FACTOR_GONE = "The second factor is taken away";
    /// A service came into scope.
    SERVICE_PUT_IN = "The service is in scope";
    /// A service was written or changed.
    SERVICE_SAVED = "The service is saved";
    /// A service went out of scope.
    SERVICE_TAKEN_OUT = "The service is out of scope";
    /// Sessions were ended elsewhere.
    SESSIONS_ENDED = "You are signed out there";
    /// What a party says of who pays.
    SIDE_STATED = "What your organisation says is saved";
    /// A party signed.
    SIGNED = "You have signed";
    /// Where a party stands on a clause.
    STAND_SAID = "Where your organisation stands is saved";
    /// An agreement went a step on, or back.
    STEP_TAKEN = "It is done";
    /// A successor was named.
    SUCCESSOR_NAMED = "The successor is named";
    /// A successor was withdrawn.
    SUCCESSOR_WITHDRAWN = "The successor is withdrawn";
    /// A merge was undone.
    TAKEN_APART = "The two records are taken apart";
    /// What changed meanwhile was taken over.
    TAKEN_OVER = "What you chose is taken over";
    /// A starter text was written.
    TEMPLATE_SAVED = "The starter text is saved, and offered to drafts of its kinds";
    /// Nobody is offered it any more.
    TEMPLATE_WITHDRAWN = "The starter text is offered no more";
    /// A revision with what somebody else had saved.
    TEXT_MERGED = "The text is saved, together with what somebody else saved meanwhile";
    /// A revision of a text.
    TEXT_SAVED = "The text is saved";
    /// A procurement is no longer followed.
    UNFOLLOWED = "You no longer follow this procurement";
    /// A variation was given up.
    VARIATION_WITHDRAWN = "The variation is withdrawn";
    /// Somebody else looks at it first.
    WAITS_FOR_A_LOOK = "Your proposal is kept";
    /// A commitment was reworded.
    WORDING_SAVED = "The wording is saved";
    /// Proposed words were not taken over.
    WORDS_LEFT = "The clause stays as it is, and whoever proposed the words reads why";
    /// Proposed words took a clause's place.
    WORDS_TAKEN = "The words are taken over: that is the next revision";
}
