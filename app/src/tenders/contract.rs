//! `/tenders/{ref}/contract`: a commissioner makes a contract of an award. Everything that is known is carried over; a supplier that is not
//! in the register yet is added with it.

use entities::{
    Refusal,
    organisation::Kind,
    procurement::{deeds::AddSupplier, read::ContractDraft},
    values::{Precision, Reference, text},
};
use leptos::prelude::*;

use crate::{
    contracts::fields::{ContractFields, write},
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, Choice, Hidden, InsetText, PostForm, Select, day_values},
};

/// The form, filled with what the award says.
pub async fn page(ask: Ask) -> Answer {
    let key = ask.query().get("award").unwrap_or_default().to_owned();
    let draft = draft(&ask, &key).await?;
    show(&ask, &filled(&draft, key)).await
}

/// Adds the supplier if it is new, then the contract.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match make(&ask, &typed).await {
        Ok(reference) => see_other(format!("/contracts/{}", reference.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn draft(ask: &Ask, key: &str) -> Result<ContractDraft, Refusal> {
    ask.register.contract_draft(&ask.viewer, &ask.reference()?, key).await
}

async fn make(ask: &Ask, typed: &Typed) -> Result<Reference, Refusal> {
    let draft = draft(ask, typed.get("award")).await?;
    let provider = text::folded(typed.get("provider"));
    if let Some(name) = unknown(&draft).find(|name| text::folded(name) == provider) {
        let mut read = typed.read();
        let kind = read.word::<Kind>("supplier_kind", "Choose what sort of body it is");
        let kind = read.finish(|| kind)?;
        let add = AddSupplier { procurement: ask.reference()?, name: name.to_owned(), kind };
        // Its press is another deed's: the contract's own follows.
        let actor = entities::access::Actor { form: None, ..ask.actor(typed)? };
        ask.register.change(&actor, &add).await?;
    }
    write(ask, typed, None, Some(ask.reference()?)).await
}

/// The award's suppliers that are not in the register.
fn unknown(draft: &ContractDraft) -> impl Iterator<Item = &str> {
    draft.award.suppliers.iter().filter(|supplier| supplier.organisation.is_none()).map(|it| it.name.as_str())
}

fn filled(draft: &ContractDraft, key: String) -> Typed {
    let supplier = draft.award.suppliers.first();
    let provider = supplier.map(|it| it.organisation.as_ref().map_or(it.name.clone(), ToString::to_string));
    let procurement = &draft.procurement;
    let yes = |is: bool| if is { "yes" } else { "" }.to_owned();
    let mut values = vec![
        ("award".to_owned(), key),
        ("title".into(), procurement.title.clone()),
        ("description".into(), procurement.description.clone()),
        ("provider".into(), provider.unwrap_or_default()),
        ("buyer".into(), draft.buyer.as_ref().map(|buyer| buyer.reference.to_string()).unwrap_or_default()),
        ("service".into(), draft.service.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("origin".into(), "commissioned".into()),
        ("price".into(), draft.award.value.map(|pence| pence.in_field()).unwrap_or_default()),
        ("precision".into(), Precision::Exact.code().into()),
        ("cpv".into(), procurement.cpv.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("state".into(), "active".into()),
        ("published".into(), yes(procurement.published)),
    ];
    values.extend(day_values("starts", draft.award.starts));
    values.extend(day_values("ends", draft.award.ends));
    Typed::filled(values)
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let draft = draft(ask, typed.get("award")).await?;
    let services = ask.register.service_choices(&ask.viewer).await?;
    let names = ask.register.organisation_names(&[]).await?;
    let base = format!("/tenders/{}", draft.procurement.reference.in_address());
    let (action, title) = (format!("{base}/contract"), draft.procurement.title.clone());
    let key = typed.get("award").to_owned();
    Page::new(format!("Make a contract: {title}"))
        .heading("Make a contract of the award")
        .caption(title.clone())
        .crumb("Tenders", "/tenders")
        .crumb(title, base)
        .typed(typed)
        .show(move || {
            let unknown = unknown(&draft).collect::<Vec<_>>().join(", ");
            let others = draft.award.suppliers.iter().skip(1).map(|supplier| supplier.name.clone()).collect::<Vec<_>>();
            let others = (!others.is_empty()).then(|| {
                format!("The award names other suppliers, too: {}. Make a contract for each.", others.join(", "))
            });
            let there = draft.contracts.iter().map(|(reference, _)| reference.to_string()).collect::<Vec<_>>();
            let there = (!there.is_empty())
                .then(|| format!("This procurement has become a contract already: {}.", there.join(", ")));
            let buyer = draft.buyer.is_none().then(|| {
                format!("The notice names the buyer “{}”. Choose which organisation that is.", draft.procurement.buyer_name)
            });
            let kinds = Choice::words::<Kind>();
            view! {
                <p class="govuk-body">
                    "What the award says is filled in. The contract stays linked to this procurement and its notices."
                </p>
                {[there, buyer, others].into_iter().flatten().map(|text| view! { <InsetText>{text}</InsetText> }).collect_view()}
                <PostForm action>
                    <Hidden name="award" value=key/>
                    {(!unknown.is_empty()).then(|| view! {
                        <Select
                            name="supplier_kind"
                            label="What sort of body is the provider?"
                            hint=format!(
                                "Not in the register yet: {unknown}. It will be added under that name, with the identifiers that the notice \
                                 gives. If it is there under another name, enter that as the provider instead",
                            )
                            choices=kinds
                            empty="Choose"
                        />
                    })}
                    <ContractFields services names/>
                    <Button>"Save the contract"</Button>
                </PostForm>
            }
        })
}
