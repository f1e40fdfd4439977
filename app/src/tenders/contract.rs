//! `/tenders/{ref}/contract`: a commissioner makes a contract of an award. Everything that is known is carried over;
//! suppliers that are not in the register yet are added with it.

use entities::{
    Refusal,
    contract::{Origin, State, deeds::WriteContract},
    organisation::read::Named,
    procurement::{
        deeds::MakeContract,
        read::{ContractDraft, ContractDraftOf, Supplier},
    },
    values::{Amount, Precision},
};
use leptos::prelude::*;

use super::new_suppliers::suppliers;
use crate::{
    contracts::{
        edit::saved,
        fields::{Offered, Written, contract},
    },
    form::{self, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, Hidden, InsetText, PostForm, organisation_values},
};

/// The form, filled with what the award says.
pub async fn page(ask: Ask) -> Answer {
    let key = ask.query().get("award").unwrap_or_default().to_owned();
    let draft = draft(&ask, &key).await?;
    let awarded = form::filled(&awarded(&draft), |fields| contract(fields, Offered::default(), None));
    let values = awarded.fields().iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
    let hidden = [(Typed::SEEN.to_owned(), draft.procurement.version.to_string()), ("award".to_owned(), key)];
    show(&ask, &Typed::filled(values.chain(hidden))).await
}

/// Makes it, and adds the suppliers that are new.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = make(&ask, &typed);
    submitted(&ask, &typed, deed, saved, async |typed| show(&ask, typed).await).await
}

async fn draft(ask: &Ask, key: &str) -> Result<ContractDraft, Refusal> {
    let draft = ContractDraftOf { procurement: ask.reference()?, award: key.to_owned() };
    ask.register.read(&ask.viewer, &draft).await
}

async fn make(ask: &Ask, typed: &Typed) -> Result<MakeContract, Refusal> {
    let draft = draft(ask, typed.get("award")).await?;
    let (suppliers, written) = form::read(typed, |fields| {
        let suppliers = suppliers(fields, &draft);
        let written = contract(fields, Offered::default(), None);
        Some((suppliers?, written?))
    })?;
    let mut contract = Written { providers: suppliers.others, ..written }.found(ask).await?;
    contract.providers.extend(suppliers.known);
    let (procurement, seen) = (ask.reference()?, typed.seen()?);
    Ok(MakeContract { procurement, seen, add: suppliers.add, contract })
}

/// A contract as the award says it.
fn awarded(draft: &ContractDraft) -> Written {
    let named = |it: &Supplier| Some(Named { reference: it.organisation.clone()?, name: it.name.clone() });
    let provider = |it: &Supplier| named(it).map_or(it.name.clone(), |known| known.in_field());
    let mut suppliers: Vec<_> = draft.award.suppliers.iter().map(provider).collect();
    suppliers.dedup();
    let procurement = &draft.procurement;
    let contract = WriteContract {
        existing: None,
        procurement: None,
        title: procurement.title.clone(),
        description: procurement.description.clone(),
        service: draft.service.clone(),
        buyers: Vec::new(),
        providers: Vec::new(),
        price: draft.award.value.map(|pence| Amount { pence, precision: Precision::Exact }),
        cpv: procurement.cpv.clone(),
        starts: draft.award.starts,
        ends: draft.award.ends,
        origin: Origin::Commissioned,
        council_ran_until: None,
        state: State::Active,
        published: procurement.published,
    };
    let buyers = organisation_values("buyer", draft.buyer.as_ref().map(Named::in_field));
    Written { contract, providers: organisation_values("provider", suppliers), buyers }
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let draft = draft(ask, typed.get("award")).await?;
    let offered = Offered::by(ask).await?;
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
                    {form::shown(None, |fields| suppliers(fields, &draft))}
                    {form::shown(None, |fields| contract(fields, offered, None))}
                    <Button>"Save the contract"</Button>
                </PostForm>
            }
        })
}
