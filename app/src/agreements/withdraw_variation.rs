//! `/agreements/{ref}/withdraw`: giving up the variation that is being made.

use entities::{
    Refusal,
    agreement::{deeds::WithdrawVariation, read::OverviewOf},
};
use leptos::prelude::*;

use super::head;
use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, ButtonLink, PostForm},
};

/// What it would do, and the reason for it.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Withdraws it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let (agreement, seen) = (ask.reference()?, typed.seen()?);
        Ok(WithdrawVariation { agreement, why: form::read(&typed, why)?, seen })
    };
    let withdrawn = Saved::at(head::address(&ask.reference()?)).saying(Said::VARIATION_WITHDRAWN);
    submitted(&ask, &typed, deed, |()| withdrawn, async |typed| show(&ask, typed).await).await
}

fn why(fields: &mut Fields<'_, ()>) -> Option<String> {
    let why = fields.area("why", "Why is it withdrawn?", 3).hint("It stays in the history, with your reason");
    why.optional()
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?;
    let made = &overview.agreement;
    if !overview.may_steer {
        let why = "Only a commissioner of the body that leads it withdraws a variation.";
        return Err(Refusal::Forbidden { why: why.into() }.into());
    }
    if made.edition == 1 || !made.state.is_being_made() {
        return Err(Refusal::rule("No variation of this agreement is being made", "Nothing needs to be done").into());
    }
    let (action, seen, number) = (ask.path().to_owned(), made.version, made.edition);
    let back = super::edition_line::address(&made.reference, number);
    head::task(&overview, "Withdraw this variation").typed(typed).show(move || {
        view! {
            <p class="govuk-body">
                {format!("Nothing of edition {number} comes into force, and it cannot be taken up again. What was signed before it stays as it is. Parties that were negotiating it are told.")}
            </p>
            <PostForm action seen>
                {form::shown(None, why)}
                <div class="govuk-button-group">
                    <Button warning=true>"Withdraw the variation"</Button>
                    <ButtonLink href=back secondary=true>"Back to the edition"</ButtonLink>
                </div>
            </PostForm>
        }
    })
}
