//! `/commitments/{ref}/judge?before=COM-…`: saying whether a commitment is more than that of the year before, where figures do not say it.

use entities::{
    Refusal,
    agreement::read::{Line, Promised, Years, YearsCompared},
    commitment::{Judgement, deeds::JudgeAmbition, read::CommitmentPage},
    values::Reference,
};
use leptos::prelude::*;

use crate::{
    agreements::{years, years_lines::as_said},
    form::{self, Fields, Said, Saved, submitted_to},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, Column, InsetText, PostForm, Says, Seen, Table, beside, day_or},
};

/// Both promises, and the form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, None).await
}

/// Says it, and goes back to the comparison.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let deed = async {
        let commitment = ask.reference()?;
        let (before, compared, judgement, reason) = form::read(&typed, judgement)?;
        Ok(JudgeAmbition { commitment, before, judgement, reason, compared })
    };
    let judged = async |()| {
        let agreement = ask.register.read(&ask.viewer, &CommitmentPage(ask.asked()?)).await?.row.agreement;
        let address = years::address(&agreement, named(&ask, "with")?.as_ref());
        Ok(Saved::at(address).saying(Said::AMBITION_JUDGED))
    };
    submitted_to(&ask, &typed, deed, judged, async |typed| show(&ask, Some(typed.clone())).await).await
}

/// What it is compared with, what was compared, what became of it and why; the form opens with what was said last.
fn judgement(fields: &mut Fields<'_, Line>) -> Option<(Reference, String, Judgement, String)> {
    let before = fields.hidden("before").from(|line| {
        let before = line.before.as_ref();
        before.map(|before| before.reference.to_string()).unwrap_or_default()
    });
    let before = before.parsed("Choose the commitment of the year before", str::parse::<Reference>);
    let compared = fields.hidden("compared").from(|line| line.compared.clone()).optional();
    let judgement = fields.word::<Judgement>("judgement", "What became of it?").radios().chosen_of(|line| {
        let judged = line.judged.as_ref();
        judged.map(|judged| judged.judgement.code().to_owned()).unwrap_or_default()
    });
    let judgement = judgement.required("Choose whether it grew");
    let reason = fields
        .area("reason", "Why?", 2)
        .hint("One sentence. It is shown with the name of your organisation to everybody who may read both agreements")
        .from(|line| line.judged.as_ref().map(|judged| judged.reason.clone()).unwrap_or_default())
        .required("Enter in a sentence why");
    Some((before?, compared?, judgement?, reason?))
}

/// Where it is said of a commitment and that of the year before; `with` is the agreement that somebody named to compare with.
pub fn address(before: &Promised, after: &Promised, with: Option<&Reference>) -> String {
    let edition = if after.edition > 1 { format!("&edition={}", after.edition) } else { String::new() };
    let with = with.map(|with| format!("&with={with}")).unwrap_or_default();
    format!("/commitments/{}/judge?before={}{edition}{with}", after.reference.in_address(), before.reference)
}

/// The record that the query asks for by a name.
fn named(ask: &Ask, name: &'static str) -> Result<Option<Reference>, Refusal> {
    let named = ask.query().once(name).map_err(|fault| Refusal::Invalid(vec![fault]))?;
    named.map(|text| text.parse().map_err(|_| Refusal::NotFound)).transpose()
}

/// The line of the comparison on which both commitments stand.
async fn line(ask: &Ask) -> Result<(Years, Line), Refusal> {
    let commitment = ask.register.read(&ask.viewer, &CommitmentPage(ask.asked()?)).await?.row;
    let (asked, with) = (ask.asked()?.at.of(commitment.agreement), named(ask, "with")?);
    let before = named(ask, "before")?;
    let years = ask.register.read(&ask.viewer, &YearsCompared { asked, with }).await?;
    let found = years.and_then(|years| {
        let is = |promised: &Option<Promised>, of: &Reference| {
            promised.as_ref().is_some_and(|promised| promised.reference == *of)
        };
        let is_it = |line: &&Line| {
            is(&line.after, &commitment.reference) && before.as_ref().is_none_or(|before| is(&line.before, before))
        };
        let line = years.lines.iter().find(is_it).filter(|line| line.before.is_some()).cloned()?;
        Some((years, line))
    });
    found.ok_or_else(|| {
        Refusal::rule(
            "There is no commitment of the year before to compare this one with",
            "Open the comparison of the two years, and choose a line there",
        )
    })
}

async fn show(ask: &Ask, sent: Option<Typed>) -> Answer {
    let (compared, line) = line(ask).await?;
    if !compared.may_judge {
        let why = "Only who drafts the later agreement says whether its ambition grew.";
        return Err(Refusal::Forbidden { why: why.into() }.into());
    }
    if line.compared.is_empty() {
        return Err(Refusal::rule("The two targets say it themselves", "Nothing needs to be said").into());
    }
    let back = years::address(&compared.after.reference, named(ask, "with")?.as_ref());
    let typed = sent.unwrap_or_else(|| form::filled(&line, judgement));
    let (action, years) = (ask.address().to_owned(), [compared.money.before, compared.after.year]);
    let (Some(before), Some(after)) = (line.before.clone(), line.after.clone()) else {
        return Err(Refusal::NotFound.into());
    };
    let said = line.judged.as_ref().map(|judged| format!("{}. {}", judged.judgement.label(), as_said(judged)));
    let heading = "Did the ambition grow?";
    let page =
        Page::new(format!("{heading} {}", after.reference)).heading(heading).caption(after.reference.to_string());
    let page = page.crumb("Agreements", "/agreements").crumb("Compare the two years", back);
    page.typed(&typed).show(move || {
        let says = says(&before, &after);
        view! {
            <Both before after years=years.map(|year| year.to_string())/>
            {said.map(|said| view! { <InsetText>{said}</InsetText> })}
            <PostForm action seen=Seen::Nothing says>
                {form::shown(Some(&line), judgement)}
                <Button>"Say it"</Button>
            </PostForm>
        }
    })
}

/// What is judged: told beside what it says by then, should it change meanwhile.
fn says(before: &Promised, after: &Promised) -> Says {
    let of = |when: &str, promised: &Promised| {
        parts(promised).map(|(name, words)| (format!("{name}, {when}"), words)).to_vec()
    };
    [of("before", before), of("after", after)].concat()
}

/// A promise, part by part.
fn parts(promised: &Promised) -> [(&'static str, String); 4] {
    let or_none = |text: &str| if text.is_empty() { "None".to_owned() } else { text.to_owned() };
    [
        ("What is promised", promised.statement.clone()),
        ("Measured by", or_none(&promised.measure)),
        ("Target", or_none(&promised.target)),
        ("Due", day_or(promised.due, "No date")),
    ]
}

#[component]
fn Both(before: Promised, after: Promised, years: [String; 2]) -> impl IntoView {
    let [was, is] = years;
    let columns = vec![Column::head("What"), Column::text(was), Column::text(is)];
    let rows = parts(&before).into_iter().zip(parts(&after));
    let rows = rows.map(|((name, was), (_, is))| {
        let (was, is) = beside(was, is);
        vec![name.into_any(), was, is]
    });
    view! { <Table caption=format!("Promised by {}", after.owner.name) columns rows=rows.collect()/> }
}

#[cfg(test)]
mod tests {
    use entities::organisation::read::Named;

    use super::*;

    fn promised(reference: &str, edition: i64) -> Promised {
        Promised {
            reference: reference.parse().unwrap(),
            edition,
            owner: Named { reference: "ORG-2014-001".parse().unwrap(), name: "The council".into() },
            statement: "We refer early".into(),
            measure: String::new(),
            target: "Many".into(),
            due: None,
        }
    }

    #[test]
    fn a_line_is_judged_where_both_commitments_are_named() {
        let (before, after) = (promised("COM-2014-001", 2), promised("COM-2015-001", 1));
        let with = "MOU-2014-001".parse().unwrap();
        assert_eq!(address(&before, &after, None), "/commitments/com-2015-001/judge?before=COM-2014-001");
        assert_eq!(
            address(&before, &promised("COM-2015-001", 3), Some(&with)),
            "/commitments/com-2015-001/judge?before=COM-2014-001&edition=3&with=MOU-2014-001"
        );
    }

    #[test]
    fn what_is_judged_is_told_part_by_part() {
        let says = says(&promised("COM-2014-001", 1), &promised("COM-2015-001", 1));
        assert_eq!(says.len(), 8);
        assert_eq!(says[1], ("Measured by, before".to_owned(), "None".to_owned()));
        assert_eq!(says[6], ("Target, after".to_owned(), "Many".to_owned()));
    }
}
