//! `/agreements/{ref}/conclude`: saying what becomes of an agreement at its end, or of a service in its scope.

use chrono::NaiveDate;
use entities::{
    Refusal,
    agreement::{
        Conclusion, State,
        deeds::ConcludeAgreement,
        read::{Ending, OverviewOf, RenewalsOf},
    },
    values::{Reference, day},
};
use leptos::prelude::*;

use super::{head, renewals::service};
use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, Choice, PostForm},
};

/// How the form names the agreement as a whole, in the place of a service.
const WHOLE: &str = "all";

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Says it, and goes back to the agreement.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let (agreement, seen) = (ask.reference()?, typed.seen()?);
        let ((service, ended_on, said), kind, words) = form::read(&typed, |fields| conclusion(fields, &[], ""))?;
        Ok(ConcludeAgreement { agreement, service, ended_on, kind, words, said, seen })
    };
    let concluded = Saved::at(head::address(&ask.reference()?)).saying(Said::CONCLUDED);
    submitted(&ask, &typed, deed, |()| concluded, async |typed| show(&ask, typed).await).await
}

/// A service or the whole, the day that was shown, and how often somebody had said what becomes of it.
type End = (Option<Reference>, NaiveDate, u64);

/// The form. Which end is meant is asked for only where several are open.
fn conclusion(fields: &mut Fields<'_, ()>, open: &[(String, String)], hint: &str) -> Option<(End, Conclusion, String)> {
    let end = match open {
        [(value, words)] => {
            let words = words.clone();
            fields.words(|| view! { <p class="govuk-body">"What ends: " <strong>{words}</strong></p> });
            fields.hidden("end").from(|()| value.clone()).optional().and_then(|end| named_end(&end))
        }
        _ => {
            let choices = open.iter().map(|(value, words)| Choice::new(value.clone(), words.clone())).collect();
            let message = "Choose what ends";
            let end = fields.choose("end", "What ends?", choices).radios();
            end.parsed(message, |text| named_end(text).ok_or(message))
        }
    };
    let kind = fields.word::<Conclusion>("kind", "What becomes of it?").radios();
    let kind = kind.required("Choose what becomes of it");
    let words = fields.area("words", "Say it in words", 3).hint(hint);
    let words = words.required("Enter in a sentence what becomes of it");
    Some((end?, kind?, words?))
}

/// As a form names an end: a service or the whole, the day that was shown, and how often somebody had said what becomes of it. `None` for a service that the viewer may not read.
fn value(end: &Ending) -> Option<String> {
    let of = match &end.service {
        None => WHOLE.to_owned(),
        Some((reference, _)) => reference.as_ref()?.to_string(),
    };
    Some(format!("{of} {} {}", end.on, end.times))
}

/// The end that a form names.
fn named_end(text: &str) -> Option<End> {
    let (of, rest) = text.split_once(' ')?;
    let (on, times) = rest.split_once(' ')?;
    let service = if of == WHOLE { None } else { Some(of.parse::<Reference>().ok()?) };
    Some((service, on.parse::<NaiveDate>().ok()?, times.parse::<u64>().ok()?))
}

/// "The agreement as a whole, on 31 March 2016".
fn in_words(end: &Ending) -> String {
    let said = end.said.as_ref().map(|said| format!(". Until now: “{}”", said.words)).unwrap_or_default();
    format!("{}, on {}{said}", service(end).unwrap_or("The agreement as a whole"), day::in_words(end.on))
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let reference = ask.reference()?;
    let overview = ask.register.read(&ask.viewer, &OverviewOf((&reference).into())).await?;
    let renewals = ask.register.read(&ask.viewer, &RenewalsOf((&reference).into())).await?;
    if overview.may_steer && overview.agreement.state != State::Signed {
        return Err(Refusal::rule(
            "This agreement is not signed: nothing of it ends yet",
            "Change it as it is, or withdraw it",
        )
        .into());
    }
    if !renewals.may_renew {
        let why = "Only a commissioner of the body that leads it says what becomes of an agreement.";
        return Err(Refusal::Forbidden { why: why.into() }.into());
    }
    let open: Vec<(String, String)> =
        renewals.ends.iter().filter_map(|end| Some((value(end)?, in_words(end)))).collect();
    if open.is_empty() {
        return Err(Refusal::rule(
            "This agreement has no last day: it runs until notice is given",
            "Renew it, or vary it with an end",
        )
        .into());
    }
    let hint = if overview.agreement.published {
        "Everybody who reads the agreement reads this. One or two sentences: who decided it, and why"
    } else {
        "Its parties read this. One or two sentences: who decided it, and why"
    };
    let (action, seen) = (ask.path().to_owned(), overview.agreement.version);
    let renew = format!("{}/renew", head::address(&reference));
    head::task(&overview, "Say what becomes of it").typed(typed).show(move || {
        view! {
            <p class="govuk-body">
                "Until somebody says what becomes of it, or something that renews it is in force, an agreement that is past its end has \
                 lapsed and still operates. If another agreement takes its place, "
                <a class="govuk-link" href=renew>"renew it instead"</a>
                "."
            </p>
            <PostForm action seen>
                {form::shown(Some(&()), |fields| conclusion(fields, &open, hint))}
                <Button>"Say what becomes of it"</Button>
            </PostForm>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(service: Option<(Option<Reference>, String)>) -> Ending {
        Ending { service, on: "2016-03-31".parse().unwrap(), said: None, times: 0 }
    }

    #[test]
    fn an_end_is_named_by_what_ends_and_by_its_day() {
        let service: Reference = "SVC-2014-001".parse().unwrap();
        let (whole, own) = (end(None), end(Some((Some(service.clone()), "Hub".into()))));
        assert_eq!(value(&whole).as_deref(), Some("all 2016-03-31 0"));
        assert_eq!(named_end("all 2016-03-31 0"), Some((None, whole.on, 0)));
        assert_eq!(named_end(&value(&own).unwrap()), Some((Some(service), own.on, 0)));
        for nonsense in ["", "all", "all 2016-03-31", "all yesterday 0", "the hub 2016-03-31 0"] {
            assert_eq!(named_end(nonsense), None, "{nonsense}");
        }
        assert_eq!(in_words(&whole), "The agreement as a whole, on 31 March 2016");
        assert_eq!(in_words(&own), "Hub, on 31 March 2016");
    }

    #[test]
    fn a_service_that_is_not_for_the_viewer_is_not_named() {
        assert_eq!(value(&end(Some((None, String::new())))), None);
    }
}
