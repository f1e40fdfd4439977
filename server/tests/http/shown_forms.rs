//! What is done by a form is what its page showed: a page is opened, something changes meanwhile, and the form is sent.

use entities::{
    access::{Role, Viewer},
    commitment::read::CommitmentPage,
    funding::{
        deeds::{EditFunding, Figures, Share},
        read::LineOf,
    },
    organisation::read::OrganisationNamed,
    values::{Amount, Pence, Reference},
};
use http::{StatusCode, header};

use super::{Answered, Service, attacks::encoded, get, post};

/// The hidden fields of a page's form, as a browser sends them.
pub fn hidden(body: &str) -> String {
    let form = body.split("class=\"post-form\"").nth(1).unwrap().split("</form>").next().unwrap();
    let value = |input: &str, name: &str| {
        let value = input.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
        Some(unescaped(value))
    };
    let fields = form.split("<input type=\"hidden\"").skip(1).map(|input| input.split('>').next().unwrap());
    let pairs = fields.map(|input| (value(input, "name").unwrap(), value(input, "value").unwrap_or_default()));
    pairs.map(|(name, value)| format!("{name}={}", encoded(&value))).collect::<Vec<_>>().join("&")
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&#x27;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

pub async fn reads(service: &Service, cookie: &str, address: &str) -> Answered {
    service.ask(get(address).header(header::COOKIE, cookie).body(Default::default()).unwrap()).await
}

pub async fn sends(service: &Service, cookie: &str, address: &str, form: String) -> Answered {
    let request = post(address).header("sec-fetch-site", "same-origin").header(header::COOKIE, cookie);
    service.ask(request.body(form.into()).unwrap()).await
}

/// A cost of the demonstration's memorandum is raised to nine million pounds.
async fn raised(service: &Service, line: &Reference, commitment: &Reference) {
    let council = service.organisation("Birmingham City Council").await;
    let (commissioner, _) = service.member(&council, Role::Commissioner, "Ann Other").await;
    let page = service.register.read(&commissioner.viewer, &LineOf(line.into())).await.unwrap();
    let kept = page.line.line;
    let figures = Figures {
        amount: Amount::exactly(Pence::pounds(9_000_000)),
        arrangement: kept.arrangement,
        spending: kept.spending,
        recurrence: kept.recurrence,
        certainty: kept.certainty,
        tolerance: None,
        note: kept.note,
        shares: vec![Share { commitment: commitment.clone(), pence: Pence::pounds(40_000) }],
    };
    let edit = EditFunding { line: line.clone(), seen: kept.version, figures };
    service.register.change(&commissioner, &edit).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cost_that_was_raised_while_its_form_was_open_is_told_with_both_sums() {
    for (address, answer) in [
        ("/commitments/com-2015-011/respond", "answer=confirm&stand-fun-2015-005=agrees"),
        ("/funding/fun-2015-005", "stand=agrees"),
    ] {
        let service = Service::demonstrating().await;
        let (commitment, line): (Reference, Reference) =
            ("COM-2015-011".parse().unwrap(), "FUN-2015-005".parse().unwrap());
        let council = service.organisation("Birmingham City Council").await;
        let (commissioner, _) = service.member(&council, Role::Commissioner, "Jo Bloggs").await;
        let page = service.register.read(&commissioner.viewer, &CommitmentPage((&commitment).into())).await.unwrap();
        let (_, partner) = service.member(&page.row.owner.reference, Role::Partner, "Pat Partner").await;
        let shown = reads(&service, &partner, address).await;
        assert!(shown.body.contains("£40,000"), "{address}: {}", shown.body);
        let form = format!("{}&{answer}", hidden(&shown.body));
        raised(&service, &line, &commitment).await;

        let late = sends(&service, &partner, address, form).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{address}: {}", late.body);
        for words in ["What changed since you opened this page", "£40,000", "£9,000,000", "changed this while"] {
            assert!(late.body.contains(words), "{address}: {words}: {}", late.body);
        }
        let stands = service.register.read(&commissioner.viewer, &LineOf((&line).into())).await.unwrap();
        assert_ne!(stands.line.line.responsibility, entities::funding::Responsibility::Accepted, "{address}");
        // Whoever has seen both may accept what is there now.
        let again = format!("{}&{answer}", hidden(&late.body));
        let taken = sends(&service, &partner, address, again).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{address}: {}", taken.body);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_filter_that_is_not_understood_lists_nothing_and_says_so_by_the_field() {
    let service = Service::demonstrating().await;
    for (address, advice) in [
        ("/agreements?year=next", "Enter a financial year, like 2015/16"),
        ("/agreements?partner=zebras", "No organisation of the register is called “zebras”"),
        ("/breaks?kind=dispute", "Choose one of the list"),
        ("/breaks?mends=zebras", "No organisation of the register is called “zebras”"),
        ("/commitments?confirmation=maybe", "Choose one of the list"),
        ("/contracts?ending=soon", "Choose one of the list"),
        ("/services?need=none", "Choose one of the list"),
        ("/providers?judgement=fine", "Choose one of the list"),
        ("/organisations?kind=club", "Choose one of the list"),
        ("/expiring?intention=x", "Choose one of the list"),
        ("/tenders?cpv=social", "Enter a CPV code, like 85300000"),
    ] {
        let page = service.get(address).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
        assert!(page.body.contains(advice) && page.body.contains("Nothing is listed"), "{address}: {}", page.body);
        assert!(!page.body.contains("<tbody"), "{address}: {}", page.body);
        let (path, query) = address.split_once('?').unwrap();
        let file = service.get(&format!("{path}.csv?{query}")).await;
        assert_eq!(file.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}: {}", file.body);
    }
    assert_eq!(service.get("/tenders.atom?area=none").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(service.get("/funding?year=x").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_typed_over_a_chosen_organisation_is_refused_by_naming_both() {
    let service = Service::demonstrating().await;
    let named =
        async |typed: &str| service.register.read(&Viewer::Public, &OrganisationNamed::new("provider", typed)).await;
    let police = named("West Midlands Police").await.unwrap();
    for fits in
        [format!("West Midlands Police ({police})"), format!("WEST midlands police ({police})"), police.to_string()]
    {
        assert_eq!(named(&fits).await.unwrap(), police, "{fits}");
    }
    for other in ["Birmingham City Council", "West Mid", "Nobody at all"] {
        let refused = named(&format!("{other} ({police})")).await.unwrap_err().to_string();
        assert!(refused.contains(other) && refused.contains("West Midlands Police"), "{refused}");
    }
}
