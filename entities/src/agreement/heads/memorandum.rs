//! A memorandum of understanding: what the Children's Commissioner outlined as its basis (report, paragraph 32).

use super::Head;

pub(super) const HEADS: &[Head] = &[
    Head::new(
        "parties",
        "Who the parties are",
        "Name every NHS body and the council, what each speaks as, and who coordinates without signing.",
        "Report, paragraph 32",
    ),
    Head::new(
        "promises",
        "What each party agrees to do this year",
        "Write what each party will do in partnership in this financial year, one commitment for each promise, so that it can \
         be confirmed and followed.",
        "Report, paragraph 32",
    ),
    Head::new(
        "joint-services",
        "Services jointly commissioned and funded that reinforce it",
        "Name each service that the parties commission and pay for together, and which promise it makes real.",
        "Report, paragraph 32",
    ),
    Head::new(
        "who-pays",
        "Who pays for partnership working",
        "Say who bears the cost of meetings, posts and joint reports: commissioner or provider. Where that is not agreed, say \
         what each side holds.",
        "Report, paragraph 32",
    ),
    Head::new(
        "review",
        "How it is reviewed",
        "Say who looks at progress, how often, at which figures, and what happens when a promise is not kept.",
        "Good practice, after “each year” in Report, paragraph 32",
    ),
    Head::new(
        "ambition",
        "How ambition grows next year",
        "Say by when the parties decide what they raise, hold or drop in the year after.",
        "Report, paragraph 32",
    ),
];
