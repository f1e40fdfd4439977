//! `/tenders/{ref}/contract`: a commissioner makes a contract of an award. Everything that is known is carried over;
//! suppliers that are not in the register yet are added with it.

use entities::{
    Refusal,
    organisation::read::{Named, OrganisationNames},
    procurement::{
        deeds::MakeContract,
        read::{ContractDraft, ContractDraftOf, Supplier},
    },
    service::read::ServiceChoices,
    values::{Precision, Reference},
};
use leptos::prelude::*;

use super::new_suppliers::{NewSuppliers, providers};
use crate::{
    contracts::fields::{ContractFields, Written, written},
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, Hidden, InsetText, PostForm, day_values, organisation_values},
};

/// The form, filled with what the award says.
pub async fn page(ask: Ask) -> Answer {
    let key = ask.query().get("award").unwrap_or_default().to_owned();
    let draft = draft(&ask, &key).await?;
    show(&ask, &filled(&draft, key)).await
}

/// Makes it, and adds the suppliers that are new.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match make(&ask, &typed).await {
        Ok(reference) => see_other(format!("/contracts/{}", reference.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn draft(ask: &Ask, key: &str) -> Result<ContractDraft, Refusal> {
    let draft = ContractDraftOf { procurement: ask.reference()?, award: key.to_owned() };
    ask.register.read(&ask.viewer, &draft).await
}

async fn make(ask: &Ask, typed: &Typed) -> Result<Reference, Refusal> {
    let actor = ask.actor(typed)?;
    let draft = draft(ask, typed.get("award")).await?;
    let mut read = typed.read();
    let providers = providers(&mut read, &draft);
    let written = written(&mut read, None);
    let (providers, written) = read.finish(|| Some((providers?, written?)))?;
    let mut contract = Written { providers: providers.others, ..written }.found(ask).await?;
    contract.providers.extend(providers.known);
    let (procurement, seen) = (ask.reference()?, typed.seen()?);
    let deed = MakeContract { procurement, seen, add: providers.add, contract };
    ask.register.change(&actor, &deed).await
}

fn filled(draft: &ContractDraft, key: String) -> Typed {
    let named = |it: &Supplier| Some(Named { reference: it.organisation.clone()?, name: it.name.clone() });
    let provider = |it: &Supplier| named(it).map_or(it.name.clone(), |known| known.in_field());
    let mut suppliers: Vec<_> = draft.award.suppliers.iter().map(provider).collect();
    suppliers.dedup();
    let procurement = &draft.procurement;
    let yes = |is: bool| if is { "yes" } else { "" }.to_owned();
    let mut values = vec![
        (Typed::SEEN.to_owned(), procurement.version.to_string()),
        ("award".into(), key),
        ("title".into(), procurement.title.clone()),
        ("description".into(), procurement.description.clone()),
        ("buyer".into(), draft.buyer.as_ref().map(Named::in_field).unwrap_or_default()),
        ("service".into(), draft.service.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("origin".into(), "commissioned".into()),
        ("price".into(), draft.award.value.map(|pence| pence.in_field()).unwrap_or_default()),
        ("precision".into(), Precision::Exact.code().into()),
        ("cpv".into(), procurement.cpv.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("state".into(), "active".into()),
        ("published".into(), yes(procurement.published)),
    ];
    values.extend(organisation_values("provider", suppliers));
    values.extend(day_values("starts", draft.award.starts));
    values.extend(day_values("ends", draft.award.ends));
    Typed::filled(values)
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let draft = draft(ask, typed.get("award")).await?;
    let services = ask.register.read(&ask.viewer, &ServiceChoices).await?;
    let names = ask.register.read(&ask.viewer, &OrganisationNames(&[])).await?;
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
            let together = (draft.award.suppliers.len() > 1).then(|| {
                "The award names more than one supplier: they are the providers of one contract, with one price. Empty \
                 the field of a supplier that has a contract of its own."
                    .to_owned()
            });
            let there = draft.contracts.iter().map(|(reference, _)| reference.to_string()).collect::<Vec<_>>();
            let there = (!there.is_empty())
                .then(|| format!("This procurement has become a contract already: {}.", there.join(", ")));
            let buyer = draft.buyer.is_none().then(|| {
                format!("The notice names the buyer “{}”. Choose which organisation that is.", draft.procurement.buyer_name)
            });
            view! {
                <p class="govuk-body">
                    "What the award says is filled in. The contract stays linked to this procurement and its notices."
                </p>
                {[there, buyer, together].into_iter().flatten().map(|text| view! { <InsetText>{text}</InsetText> }).collect_view()}
                <PostForm action seen=draft.procurement.version>
                    <Hidden name="award" value=key/>
                    <NewSuppliers unknown=draft.unknown/>
                    <ContractFields services names/>
                    <Button>"Save the contract"</Button>
                </PostForm>
            }
        })
}
