//! `/agreements/{ref}/renew`: drafting next year's agreement from the one in force, alone or together with others (`?also=`). What goes on
//! and what stays behind is shown before anybody asks for it, and that is what is renewed.

use chrono::NaiveDate;
use entities::{
    Refusal,
    agreement::{
        deeds::RenewAgreement,
        read::{Offer, OverviewOf, RenewalOffered, Renewed},
    },
    organisation::read::Named,
    refusal::in_sentences,
    values::{Reference, day},
};
use leptos::{context::Provider, prelude::*};

use super::{edition_line, head, renewals::LeftBehindList};
use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Typed},
    organisations::answering,
    ui::{Button, Choice, FormScope, Hidden, InsetText, PostForm, Seen, TextInput, WarningText},
};

/// More than are ever renewed together.
const MOST: usize = 10;

/// What would be renewed, and the form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, None).await
}

/// Drafts it, and goes to its page.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let together = together(&ask)?;
        form::read(&typed, |fields| renewal(fields, &together, Vec::new()))
    };
    let drafted = |next: Reference| Saved::at(head::address(&next)).saying(Said::RENEWAL_DRAFTED);
    submitted(&ask, &typed, deed, drafted, async |typed| show(&ask, Some(typed.clone())).await).await
}

/// The form; what is renewed, and what can be asked for where something renews it already.
fn renewal(fields: &mut Fields<'_, Offer>, together: &[Reference], beside: Vec<Choice>) -> Option<RenewAgreement> {
    let title = fields.line("title", "Title").from(|offer| offer.title.clone()).required("Enter a title");
    let year = fields.line("year", "Financial year").hint("For example, 2016/17").width(10);
    let year = year.from(|offer| offer.year.to_string());
    let year = year.parsed("Enter a financial year, like 2016/17", str::parse);
    let starts = fields.day("starts", "Starts").from(|offer| offer.days.starts).optional();
    let ends = fields.day("ends", "Ends").from(|offer| offer.days.ends).optional();
    let beside = fields.ticks("beside", "It is renewed already", beside).all(references);
    // What people type is told first.
    if !fields.is_right_so_far() {
        return None;
    }
    let mut of = Vec::with_capacity(together.len());
    for reference in together {
        let version = |offer: &Offer| offer.of.iter().find(|one| one.reference == *reference).map(|one| one.version);
        of.push(fields.also_seen(seen_field(reference), version).map(|seen| (reference.clone(), seen)));
    }
    let of = of.into_iter().collect::<Option<Vec<_>>>();
    Some(RenewAgreement { of: of?, beside: beside?.concat(), title: title?, year: year?, starts: starts?, ends: ends? })
}

/// The hidden field with the version of an agreement that is renewed.
fn seen_field(of: &Reference) -> String {
    format!("{}{}", Typed::ALSO_SEEN, of.in_address())
}

/// References, parted by commas or blanks.
fn references(text: &str) -> Option<Vec<Reference>> {
    let written = text.split([',', ' ']).filter(|reference| !reference.is_empty());
    written.map(|reference| reference.parse().ok()).collect()
}

/// What is renewed: the agreement of the address, and those of `?also=`.
fn together(ask: &Ask) -> Result<Vec<Reference>, Refusal> {
    let mut of = vec![ask.reference()?];
    for typed in ask.query().all("also") {
        let others = references(typed).ok_or_else(|| Refusal::field("also", "Enter a reference, like MOU-2014-001"))?;
        for other in others {
            if other == of[0] {
                return Err(Refusal::field("also", "Enter another agreement: this is the one that is renewed"));
            }
            if !of.contains(&other) {
                of.push(other);
            }
        }
    }
    if of.len() > MOST {
        return Err(Refusal::field("also", format!("At most {MOST} agreements are renewed together")));
    }
    Ok(of)
}

/// What is offered; if the others cannot be renewed together with it, what is offered without them, and why they cannot.
async fn offered(ask: &Ask) -> Result<(Offer, Option<Refusal>), Refusal> {
    let refused = match together(ask) {
        Ok(of) => match offer(ask, of).await {
            Ok(offer) => return Ok((offer, None)),
            Err(refusal) => refusal,
        },
        Err(refusal) => refusal,
    };
    // Whoever may not renew the agreement itself is told that alone.
    let alone = offer(ask, vec![ask.reference()?]).await?;
    Ok((alone, Some(at_the_others(refused)?)))
}

async fn offer(ask: &Ask, of: Vec<Reference>) -> Result<Offer, Refusal> {
    ask.register.read(&ask.viewer, &RenewalOffered { of, year: None, starts: None }).await
}

/// What is wrong with the others, by their field.
///
/// # Errors
/// What naming others would not help.
fn at_the_others(refusal: Refusal) -> Result<Refusal, Refusal> {
    let why = match refusal {
        Refusal::NotFound => "No agreement that you may read has this reference".to_owned(),
        Refusal::Forbidden { why } => why,
        Refusal::NotAllowed { why, instead } => in_sentences(&why, &instead),
        Refusal::Invalid(faults) => faults.into_iter().map(|fault| fault.message).collect::<Vec<_>>().join(". "),
        other => return Err(other),
    };
    Ok(Refusal::field("also", why))
}

async fn show(ask: &Ask, sent: Option<Typed>) -> Answer {
    let (offer, misread) = offered(ask).await?;
    let overview = ask.register.read(&ask.viewer, &OverviewOf((&ask.reference()?).into())).await?;
    let opened = form::filled(&offer, |fields| renewal(fields, &[], Vec::new()));
    let typed = match (sent, misread) {
        (Some(sent), _) => sent,
        (None, None) => opened,
        (None, Some(refusal)) => {
            let also = ask.query().all("also").collect::<Vec<_>>().join(", ");
            let values = opened.fields().iter().map(|(name, value)| (name, value.to_owned()));
            Typed::filled(values.chain([("also", also)])).refused(refusal)?
        }
    };
    let path = ask.path().to_owned();
    let also: Vec<Reference> = offer.of.iter().skip(1).map(|one| one.reference.clone()).collect();
    let scope = FormScope { typed: typed.clone(), ..FormScope::default() };
    head::task(&overview, "Renew this agreement").typed(&typed).show(move || {
        view! {
            <Offered offer=offer.clone()/>
            <Form action=action(&path, &also) offer/>
            <h2 class="govuk-heading-m">"Renew it together with another"</h2>
            <form method="get" action=path>
                {also.into_iter().map(|other| view! { <Hidden name="also" value=other.to_string()/> }).collect_view()}
                <Provider value=scope>
                    <TextInput
                        name="also"
                        label="The other agreement"
                        hint="Reference, like MOU-2014-001. What two agreements say differently then stands twice, for you to make one"
                        width=20
                    />
                </Provider>
                <Button secondary=true>"Show both together"</Button>
            </form>
        }
    })
}

/// Where the form is sent: with the others that were shown.
fn action(path: &str, also: &[Reference]) -> String {
    let also: Vec<String> = also.iter().map(|other| format!("also={other}")).collect();
    if also.is_empty() { path.to_owned() } else { format!("{path}?{}", also.join("&")) }
}

#[component]
fn Form(action: String, offer: Offer) -> impl IntoView {
    let together: Vec<Reference> = offer.of.iter().map(|one| one.reference.clone()).collect();
    let beside = offer.beside.iter().map(|one| one.reference.to_string()).collect::<Vec<_>>().join(" ");
    let another = (!beside.is_empty()).then(|| Choice::new(beside, "Make another beside it"));
    view! {
        <PostForm action seen=Seen::Nothing>
            {form::shown(Some(&offer), |fields| renewal(fields, &together, another.into_iter().collect()))}
            <Button>"Draft the renewal"</Button>
        </PostForm>
    }
}

#[component]
fn Offered(offer: Offer) -> impl IntoView {
    let Offer { of, year, parties, places, clauses, commitments, lines, money, left, beside, coming, .. } = offer;
    let behind = if left.is_empty() {
        view! { <p class="govuk-body">"Nothing stays behind."</p> }.into_any()
    } else {
        view! { <LeftBehindList left/> }.into_any()
    };
    view! {
        <Already beside/>
        <p class="govuk-body">{format!("A new agreement is drafted for {year} from:")}</p>
        <ul class="govuk-list govuk-list--bullet">{of.into_iter().map(edition).collect_view()}</ul>
        {coming.into_iter().map(to_come).collect_view()}
        <h2 class="govuk-heading-m">"What goes on"</h2>
        <ul class="govuk-list govuk-list--bullet">
            <li>{parties_in_words(&parties)}</li>
            {places.into_iter().map(place).collect_view()}
            <li>{counted(clauses, "clause of the text", "clauses of the text")} ", to the letter: the years and days that they name are for you to change"</li>
            <li>
                {counted(commitments, "commitment, to be", "commitments, each to be")}
                " confirmed anew, with the day on which it is due moved to the later year"
            </li>
            <li>{format!("Recurrent money: {}, {money} in all, to be accepted anew", counted(lines, "line", "lines"))}</li>
        </ul>
        <h2 class="govuk-heading-m">"What stays behind"</h2>
        {behind}
    }
}

/// A signed edition whose day has yet to come.
fn to_come((of, number, from): (Reference, i64, NaiveDate)) -> impl IntoView {
    let words = format!(
        "Edition {number} of {of} is signed and comes into force on {}. What it says otherwise can be taken over then.",
        day::in_words(from)
    );
    view! { <InsetText>{words}</InsetText> }
}

/// What renews it already.
#[component]
fn Already(beside: Vec<Renewed>) -> impl IntoView {
    (!beside.is_empty()).then(|| {
        let items = beside.into_iter().map(edition).collect_view();
        view! {
            <WarningText text="It is renewed already. Go on with what there is, unless you mean to make another."/>
            <ul class="govuk-list govuk-list--bullet">{items}</ul>
        }
    })
}

/// An agreement in the edition that is meant.
fn edition(one: Renewed) -> impl IntoView {
    let href = edition_line::address(&one.reference, one.edition);
    let words = format!("{} {}", one.reference, one.title);
    let more = format!(", edition {}: {}", one.edition, one.state.label().to_lowercase());
    view! { <li><a class="govuk-link" href=href>{words}</a> {more}</li> }
}

/// A body that is closed by then, and who takes its place.
fn place((closed, by): (Named, Vec<Named>)) -> impl IntoView {
    let verb = match by.len() {
        0 => " closed, and nobody is known to take its place",
        1 => " closed. In its place: ",
        _ => " closed. In its place, for you to say who promises what: ",
    };
    let by = by.into_iter().enumerate().map(|(at, body)| {
        let before = if at == 0 { "" } else { ", " };
        view! { {before} {answering::link(body)} }
    });
    view! { <li>{answering::link(closed)} {verb} {by.collect_view()}</li> }
}

/// "2 parties: A, B".
fn parties_in_words(parties: &[Named]) -> String {
    let names: Vec<&str> = parties.iter().map(|party| party.name.as_str()).collect();
    format!("{}: {}", counted(parties.len(), "party", "parties"), names.join(", "))
}

/// "1 clause", "12 clauses".
fn counted(count: usize, one: &str, several: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {several}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_parted_by_commas_and_blanks() {
        let read = |text| references(text).map(|all| all.iter().map(Reference::to_string).collect::<Vec<_>>());
        assert_eq!(
            read("mou-2014-001, MOU-2014-002  MOU-2014-003").unwrap(),
            ["MOU-2014-001", "MOU-2014-002", "MOU-2014-003"]
        );
        assert_eq!(read("the police"), None);
        assert_eq!(read(" ").unwrap(), [""; 0]);
    }

    #[test]
    fn the_form_is_sent_with_the_others_that_were_shown() {
        let also: Vec<Reference> = vec!["MOU-2014-002".parse().unwrap(), "MOU-2014-003".parse().unwrap()];
        assert_eq!(
            action("/agreements/mou-2014-001/renew", &also),
            "/agreements/mou-2014-001/renew?also=MOU-2014-002&also=MOU-2014-003"
        );
        assert_eq!(action("/agreements/mou-2014-001/renew", &[]), "/agreements/mou-2014-001/renew");
    }

    #[test]
    fn what_is_wrong_with_the_others_is_told_by_their_field() {
        for (refusal, says) in [
            (Refusal::NotFound, "No agreement that you may read"),
            (Refusal::rule("MOU-2014-002 was not signed", "Change it as it is"), "was not signed. Change it as it is"),
        ] {
            let Ok(Refusal::Invalid(faults)) = at_the_others(refusal) else { panic!("it should be told by a field") };
            assert!(faults[0].field == "also" && faults[0].message.contains(says), "{faults:?}");
        }
        assert!(matches!(at_the_others(Refusal::Unavailable), Err(Refusal::Unavailable)));
    }

    #[test]
    fn things_are_counted_in_words() {
        assert_eq!(counted(1, "line", "lines"), "1 line");
        assert_eq!(counted(0, "line", "lines"), "0 lines");
    }
}
