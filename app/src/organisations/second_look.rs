//! `/organisations/{ref}/second-look`: a merge, or a taking apart, that somebody else proposed: what would move, then the buttons.

use entities::organisation::{
    Proposed,
    deeds::TakeSecondLook,
    read::{SecondLook, SecondLookAt},
};
use leptos::prelude::*;

use super::merge::{Compared, address};
use crate::{
    form::{Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, Hidden, InsetText, PostForm, Seen, SummaryList, SummaryRow, WarningText, moment},
};

/// What waits.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Does it, or refuses it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let merged = ask.reference()?;
    let kept = Saved::at(address(&merged)).saying(Said::DECISION_KEPT);
    let (seen, confirmed) = (typed.get("seen").to_owned(), typed.form() == "confirm");
    let deed = async { Ok(TakeSecondLook { merged, seen, confirmed }) };
    submitted(&ask, &typed, deed, |()| kept, async |typed| show(&ask, typed).await).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let look = ask.register.read(&ask.viewer, &SecondLookAt(ask.reference()?)).await?;
    let action = ask.path().to_owned();
    let back = address(&look.merged.organisation.reference);
    let title = match look.kind {
        Proposed::Merge => "A merge that waits for a second look",
        Proposed::TakeApart => "Taking apart, which waits for a second look",
    };
    let name = look.merged.organisation.name.clone();
    let page = Page::new(format!("{title}: {name}")).heading(title).caption(name.clone());
    page.crumb("Organisations", "/organisations")
        .crumb(name, back)
        .typed(typed)
        .show(move || view! { <Look look action/> })
}

#[component]
fn Look(look: SecondLook, action: String) -> impl IntoView {
    let by = look.by.unwrap_or_else(|| "Whoever runs the register".into());
    let rows = vec![
        SummaryRow::new("Proposed by", format!("{by}, {}", moment(look.at))),
        SummaryRow::new("How they know", look.why),
    ];
    let (kept, merged) = (look.kept.organisation.name.clone(), look.merged.organisation.name.clone());
    let (from, to, confirm) = match look.kind {
        Proposed::Merge => (merged, kept, "Merge the two records"),
        Proposed::TakeApart => (kept, merged, "Take the two records apart"),
    };
    let moves = look.moves.into_iter().map(|(what, count)| view! { <li>{format!("{count} {what}")}</li> });
    let agreements = look.agreements.into_iter().map(|(reference, title)| {
        let href = format!("/agreements/{}", reference.in_address());
        view! { <li><a class="govuk-link" href=href>{title}</a> {format!(" ({reference})")}</li> }
    });
    let others = match look.other_agreements {
        0 => None,
        1 => Some("1 agreement that is not for you to read".to_owned()),
        count => Some(format!("{count} agreements that are not for you to read")),
    };
    let others = others.map(|others| view! { <li>{others}</li> });
    let is_hindered = look.kind == Proposed::Merge && !look.hindrances.is_empty();
    let why = look.hindrances.into_iter().map(|one| view! { <li>{format!("{}. {}.", one.why, one.instead)}</li> });
    let hindered = is_hindered.then(|| {
        view! {
            <WarningText text="These two records cannot be merged as they are."/>
            <ul class="govuk-list govuk-list--bullet">{why.collect_view()}</ul>
        }
    });
    let refuse = action.clone();
    view! {
        <SummaryList rows/>
        <Compared kept=look.kept merged=look.merged/>
        <h2 class="govuk-heading-m">{format!("What would go from {from} to {to}")}</h2>
        <p class="govuk-body">"Whoever acts for the one body would speak for the other here:"</p>
        <ul class="govuk-list govuk-list--bullet">{moves.collect_view()}</ul>
        <h2 class="govuk-heading-m">"In these agreements"</h2>
        <ul class="govuk-list govuk-list--bullet">{agreements.collect_view()} {others}</ul>
        {hindered}
        {if look.is_own {
            view! { <InsetText>"You proposed this yourself. Somebody else decides."</InsetText> }.into_any()
        } else {
            view! {
                <div class="govuk-button-group">
                    {(!is_hindered).then(|| view! {
                        <PostForm action seen=Seen::Nothing name="confirm">
                            <Hidden name="seen" value=look.seen/>
                            <Button>{confirm}</Button>
                        </PostForm>
                    })}
                    <PostForm action=refuse seen=Seen::Nothing name="refuse">
                        <Button secondary=true>"Refuse"</Button>
                    </PostForm>
                </div>
            }
            .into_any()
        }}
    }
}
