//! `/commitments/{ref}/letter`: entering what the owner of a commitment answered by letter.

use entities::{
    agreement::read::At,
    attachment::read::AttachmentsOf,
    commitment::read::{self, CommitmentPage},
    paper::deeds::EnterAnswer,
    values::Reference,
};
use leptos::prelude::*;

use super::answer::{Answered, Asked, answer, says};
use crate::{
    agreements::not_open,
    agreements::{
        self,
        signed_on_paper::{Scans, scan},
    },
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, InsetText, PostForm},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Enters it, to be checked by somebody else.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let (of, costs) = ((ask.reference()?, typed.seen()?), Asked::sent(&typed)?);
        form::read(&typed, |fields| letter(fields, Some(of), None, &costs))
    };
    let entered = |paper: Reference| Saved::at(format!("/papers/{}", paper.in_address())).saying(Said::PAPER_ENTERED);
    submitted(&ask, &typed, deed, entered, async |typed| show(&ask, typed).await).await
}

/// Which file the letter is, and what it answers.
fn letter(
    fields: &mut Fields<'_, read::Page>,
    of: Option<(Reference, i64)>,
    scans: Option<Scans>,
    costs: &[Asked],
) -> Option<EnterAnswer> {
    let attachment = scan(fields, "Letter", "Choose the letter", scans);
    let answer = answer(fields, of, "What the letter answers", costs);
    Some(EnterAnswer { attachment: attachment?, answer: answer? })
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let shown = ask.register.read(&ask.viewer, &CommitmentPage(ask.made()?)).await?;
    if !shown.may_enter {
        let why = "Only the lead commissioner and the coordinator enter letters of others, once confirmation was requested and before it goes for approval";
        return Err(not_open(Some(shown.state), why).into());
    }
    let attachments = ask.register.read(&ask.viewer, &AttachmentsOf(At::Made.of(shown.row.agreement.clone()))).await?;
    let (action, reference) = (ask.path().to_owned(), shown.row.reference.to_string());
    Page::new(format!("Enter a letter about {reference}"))
        .heading("Enter an answer from a letter")
        .caption(reference.clone())
        .crumb("Commitments", "/commitments")
        .crumb(reference, format!("/commitments/{}", shown.row.reference.in_address()))
        .typed(typed)
        .show(move || {
            let owner = shown.row.owner.name.clone();
            let promise = format!("{owner} promises");
            let files = agreements::address(&shown.row.agreement) + "/attachments";
            let scans = Scans { attachments, files };
            view! {
                <InsetText>
                    {owner} " answered by letter. Enter what the letter says. Somebody else compares it with the letter; until then it does not count."
                </InsetText>
                <Answered shown=shown.clone() promise/>
                <PostForm action seen=shown.commitment.version says=says(&shown) agrees=true>
                    {form::shown(Some(&shown), |fields| letter(fields, None, Some(scans), &Asked::shown(&shown)))}
                    <Button>"Enter the answer"</Button>
                </PostForm>
            }
        })
}
