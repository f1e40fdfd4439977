//! What an answer gives away beside what it says, and what search engines are told.

use entities::{Refusal, Register, access::Role};
use http::{StatusCode, header};

use super::{Service, post, shown::shown};

#[tokio::test]
async fn a_forgotten_password_is_answered_alike_and_at_once_whoever_it_is() {
    // Nothing is looked up before the answer: this would not compile if it waited for the register.
    let _: fn(&Register, &str) -> Result<(), Refusal> = Register::forgot_password_unseen;
    let service = Service::mounted(app::addresses::mounts(), |_| {}).await;
    service.invite("jo@example.org", Role::Partner).await;
    let mut answers = Vec::new();
    for email in ["jo@example.org", "nobody@example.org"] {
        let request = post("/reset-password").header("sec-fetch-site", "same-origin");
        let form = shown(&format!("email={email}"), "");
        let answered = service.ask(request.body(form.into()).unwrap()).await;
        assert_eq!(answered.status, StatusCode::OK, "{}", answered.body);
        answers.push((answered.body, answered.headers.get(header::CONTENT_LENGTH).cloned()));
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn public_pages_are_described_in_words_of_their_own() {
    let service = Service::mounted(app::addresses::mounts(), |_| {}).await;
    let mut said = std::collections::BTreeSet::new();
    for address in ["/", "/agreements", "/services", "/tenders", "/accessibility"] {
        let body = service.get(address).await.body;
        let description = body.split("<meta name=\"description\" content=\"").nth(1);
        let description = description.unwrap_or_else(|| panic!("{address} has none")).split('"').next().unwrap();
        assert!((50..=300).contains(&description.len()), "{address}: {description}");
        assert!(said.insert(description.to_owned()), "{address} is described as another page is: {description}");
    }
}
