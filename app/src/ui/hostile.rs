//! Sends hostile text through every component, and reads the result with a real HTML tokenizer.
//!
//! A component is safe when hostile text changes no tag and no attribute's name: it must give the same skeleton as
//! harmless text. And it must not be lost: where harmless text is shown, the hostile text is shown, letter for letter.

use entities::{
    Fault, Refusal, Register,
    access::{ActingFor, Person, Viewer},
    clock::Clock,
    values::{Reference, text::normalised},
};
use std::cell::RefCell;

use html5ever::{
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag as HtmlTag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
        states::{RawKind, Rcdata},
    },
};
use leptos::{context::Provider, prelude::*};

use super::*;
use crate::{
    http::{Ask, Fields, Page, Query, Site, Typed, render::html},
    list::{ChosenFilters, FilterPanel},
    shell,
};

const HARMLESS: &str = "harmless";

fn hostile_texts() -> Vec<String> {
    vec![
        "</textarea><script>alert(1)</script>".into(),
        "</title><script>alert(1)</script>".into(),
        "\"><img src=x onerror=alert(1)>".into(),
        "' onmouseover='alert(1)".into(),
        "<!--".into(),
        "<!>".into(),
        "]]><svg/onload=alert(1)>".into(),
        "javascript:alert(1)".into(),
        "&lt;b&gt; &amp; &#x3c;script>".into(),
        "</leptos-island><leptos-island data-component=\"x\">".into(),
        "\u{202E}gnp.exe\u{2066}\u{200F}".into(),
        "x".repeat(10_000),
        "one\u{0}two".into(),
        "{{ 7 * 7 }} ${7*7} `x`".into(),
    ]
}

/// What a parser sees: the tags with their attributes' names, and every text and attribute value.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    skeleton: Vec<String>,
    texts: Vec<String>,
}

#[derive(Default)]
struct Sink(RefCell<Seen>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut seen = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                let raw = raw_text(&tag);
                let names: Vec<_> = tag.attrs.iter().map(|a| a.name.local.to_string()).collect();
                seen.skeleton.push(format!("{:?} {} {names:?}", tag.kind, tag.name));
                seen.texts.extend(tag.attrs.iter().map(|a| a.value.to_string()));
                seen.texts.push(String::new());
                if let Some(raw) = raw {
                    return TokenSinkResult::RawData(raw);
                }
            }
            Token::CharacterTokens(text) => match seen.texts.last_mut() {
                Some(last) => last.push_str(&text),
                None => seen.texts.push(text.to_string()),
            },
            // The tokenizer says a NUL apart from the text around it.
            Token::NullCharacterToken => {
                if let Some(last) = seen.texts.last_mut() {
                    last.push('\0');
                }
            }
            Token::CommentToken(comment) => seen.skeleton.push(format!("comment {comment}")),
            Token::DoctypeToken(_) => seen.skeleton.push("doctype".into()),
            Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

/// As the tree builder does: the text of these elements is read in another state.
fn raw_text(tag: &HtmlTag) -> Option<RawKind> {
    (tag.kind == TagKind::StartTag && matches!(&*tag.name, "title" | "textarea")).then_some(Rcdata)
}

fn seen(html: &str) -> Seen {
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

/// Renders with harmless and with each hostile text and compares.
#[track_caller]
fn withstands<V: IntoView + 'static>(component: impl Fn(String) -> V) {
    let show = |text: &str| {
        let text = text.to_owned();
        seen(&html(|| component(text)))
    };
    let harmless = show(HARMLESS);
    let shown = harmless.texts.iter().filter(|text| text.contains(HARMLESS)).count();
    assert!(shown > 0, "the component does not show its text at all: {harmless:?}");
    for text in hostile_texts() {
        let hostile = show(&text);
        assert_eq!(hostile.skeleton, harmless.skeleton, "{text:.80} changed the markup");
        // Attribute values cannot hold a NUL: HTML reads U+FFFD there.
        let replaced = text.replace('\0', "\u{FFFD}");
        // What was typed comes back without what nobody sees.
        let kept = normalised(&replaced);
        let is_there = |t: &&String| [&text, &replaced, &kept].into_iter().any(|text| t.contains(text.as_str()));
        let still = hostile.texts.iter().filter(is_there).count();
        assert_eq!(still, shown, "{text:.80} is not shown as it is: {hostile:?}");
    }
}

/// A form that came back with this text in every field and fault.
fn refused(text: &str) -> Typed {
    let names = ["field", "field-day", "field-month", "field-year"];
    let typed = Typed::new(names.map(|name| (name, raw(text))).into_iter().collect::<Fields>());
    typed.refused(Refusal::Invalid(vec![Fault::new("field", text), Fault::new("", text)])).expect("an invalid form")
}

/// `Fields` would take the NUL away, which is right, but not what is tested here.
fn raw(text: &str) -> String {
    text.replace('\0', "\u{FFFD}")
}

fn in_form<V: IntoView + 'static>(text: String, fields: impl FnOnce(String) -> V + Send + 'static) -> impl IntoView {
    let scope = FormScope { typed: refused(&text), ..FormScope::default() };
    view! { <Provider value=scope>{fields(text).into_any()}</Provider> }
}

fn choices(text: &str) -> Vec<Choice> {
    vec![Choice::new(text, text).hint(text), Choice::new("other", text)]
}

#[test]
fn text_fields_withstand_hostile_text() {
    withstands(|text| in_form(text, |t| view! { <TextInput name="field" label=t.clone() hint=t/> }));
    withstands(|text| in_form(text, |t| view! { <TextInput name=t.clone() label=t prefix="£" suffix="%"/> }));
    withstands(|text| in_form(text, |t| view! { <MoneyInput name="field" label=t.clone() hint=t/> }));
    withstands(|text| in_form(text, |t| view! { <TextArea name="field" label=t.clone() hint=t/> }));
    withstands(|text| view! { <TextArea name=text.clone() id=text.clone() label=text.clone() value=text/> });
    withstands(|text| view! { <Hidden name=text.clone() value=text/> });
    withstands(|text| {
        in_form(text, |t| view! { <OrganisationInput name="field" label=t.clone() hint=t.clone() names=vec![t]/> })
    });
    withstands(|text| in_form(text, |t| view! { <OrganisationInputs name="field" label="Field" names=vec![t]/> }));
    withstands(|text| view! { <SearchBox query=text/> });
}

#[test]
fn choices_and_dates_withstand_hostile_text() {
    withstands(|text| {
        in_form(
            text,
            |t| view! { <Select name="field" label=t.clone() hint=t.clone() empty=t.clone() choices=vec![Choice::new("other", t)]/> },
        )
    });
    withstands(|text| {
        in_form(
            text,
            |t| view! { <Radios name="field" legend=t.clone() hint=t.clone() choices=vec![Choice::new("other", t.clone()).hint(t)]/> },
        )
    });
    withstands(|text| {
        in_form(
            text,
            |t| view! { <Checkboxes name="field" legend=t.clone() hint=t.clone() choices=vec![Choice::new("other", t.clone()).hint(t)]/> },
        )
    });
    withstands(|text| in_form(text, |t| view! { <DateInput name="field" legend=t.clone() hint=t/> }));
    withstands(|text| view! { <Select name="f" label="l" choices=choices(&text)/> });
    withstands(|text| view! { <Radios name="f" legend="l" choices=choices(&text)/> });
    withstands(|text| view! { <Checkboxes name="f" legend="l" choices=choices(&text)/> });
    withstands(|text| view! { <Fieldset legend=text.clone() described_by=Some(text.clone())>{text}</Fieldset> });
}

#[test]
fn forms_and_what_is_wrong_with_them_withstand_hostile_text() {
    withstands(|text| view! { <ErrorSummary typed=refused(&text)/> });
    withstands(|text| {
        provide_context(Acting::default());
        view! { <PostForm action=text.clone() seen=1 says=vec![(text.clone(), text.clone())]><Button value=text.clone()>{text.clone()}</Button></PostForm> }
    });
    withstands(|text| {
        let query = Query::new([("q", raw(&text)), ("sort", raw(&text))].into_iter().collect());
        view! { <FilterPanel action=text query><TextInput name="q" label="Words"/></FilterPanel> }
    });
    withstands(|text| view! { <ChosenFilters chosen=vec![("Words", text.clone(), text)]/> });
    withstands(|text| {
        let typed = Typed::new([("provider", raw(&text))].into_iter().collect());
        let scope = FormScope { typed, ..FormScope::default() };
        view! { <Provider value=scope><OrganisationFilter name="provider" label="Provider"/></Provider> }
    });
    withstands(|text| {
        // As no code of a list is.
        let fields: Fields = [("title", format!("A plan: {}", raw(&text)))].into_iter().collect();
        view! { <Kept action=text fields/> }
    });
}

#[test]
fn what_shows_records_withstands_hostile_text() {
    withstands(
        |text| view! { <Table caption=text.clone() columns=vec![Column::head(text.clone()), Column::number(text.clone())] rows=vec![vec![text.clone().into_any(), text.clone().into_any()]] total=vec![text.clone().into_any(), text.into_any()]/> },
    );
    withstands(|text| view! { <SummaryList rows=vec![SummaryRow::new("Key", text.clone()).action("Change", text)]/> });
    withstands(|text| view! { <Tag text/> });
    withstands(|text| view! { <Difference before=raw(&text) after=String::new()/> });
    withstands(|text| view! { <Difference before=String::new() after=raw(&text)/> });
    withstands(|text| view! { <PlainText text/> });
    withstands(|text| view! { <Details summary=text.clone()>{text.clone()}</Details> });
    withstands(|text| view! { <EmptyState text=text.clone()>{text.clone()}</EmptyState> });
    withstands(|text| view! { <InsetText>{text.clone()}</InsetText> });
    withstands(|text| view! { <WarningText text/> });
    withstands(|text| view! { <NotificationBanner text/> });
}

#[test]
fn the_ways_to_other_pages_withstand_hostile_text() {
    withstands(|text| view! { <Breadcrumbs steps=vec![(text.clone(), text)]/> });
    withstands(|text| view! { <Pagination previous=Some(text.clone()) next=Some(text)/> });
    withstands(|text| view! { <SubNavigation label=text.clone() items=vec![(text.clone(), text)] current="/"/> });
    withstands(|text| view! { <ButtonLink href=text.clone()>{text.clone()}</ButtonLink> });
    withstands(|text| view! { <Anchor href="/here" text/> });
}

#[test]
fn the_address_of_the_next_page_changes_no_tag() {
    let pages = |text: &str| {
        let query = Query::new([("q", raw(text))].into_iter().collect());
        let after = format!("0-7-{}", raw(text)).parse().ok();
        seen(&html(|| view! { <ListPages path="/list" query before=None after/> })).skeleton
    };
    for text in hostile_texts() {
        assert_eq!(pages(&text), pages(HARMLESS), "{text:.80}");
    }
}

#[test]
fn a_link_from_somebody_cannot_run_a_script() {
    for text in hostile_texts() {
        let html = html(|| view! { <Anchor href=text.clone() text="words"/> });
        assert!(!html.contains("href"), "{html}");
    }
}

#[test]
fn a_text_in_markdown_cannot_run_a_script() {
    let allowed = ["div", "p", "a", "pre", "code", "ul", "li"];
    for text in hostile_texts() {
        let html = html(|| view! { <Markdown source=text.clone()/> });
        for tag in seen(&html).skeleton {
            let name = tag.split(' ').nth(1).unwrap_or_default().to_owned();
            assert!(allowed.contains(&name.as_str()), "{text:.80} became {tag} in {html:.400}");
        }
    }
}

fn signed_in(name: &str) -> Viewer {
    let organisation =
        ActingFor { id: 1, reference: Reference::numbered("ORG", 2014, 1), name: name.to_owned(), merged: Vec::new() };
    Viewer::Person(Person {
        session: None,
        account: 1,
        name: name.to_owned(),
        membership: 1,
        organisation,
        roles: Default::default(),
        has_others: false,
        stands_in_for: vec![name.to_owned()],
        lacks_second_factor: true,
    })
}

#[tokio::test]
async fn the_document_withstands_hostile_text() {
    let file = std::env::temp_dir().join(format!("concordat-shell-{}.db", std::process::id()));
    let register = Register::open(&format!("sqlite://{}", file.display()), Clock::default()).await.expect("a register");
    let _ = std::fs::remove_file(file);
    let site = Site::new(register, true, Some(HARMLESS.into()), Default::default());
    let document = |text: String| {
        let (mut parts, ()) = http::Request::builder().uri("/x").body(()).expect("a request").into_parts();
        parts.extensions.insert(signed_in(&text));
        let ask = Ask::outline(&parts, &site);
        let mut page = Page::new(text.clone()).caption(text.clone()).crumb(text.clone(), text.clone());
        page.show = Some(Box::new(move || text.into_any()));
        shell::document(&ask, page)
    };
    let harmless = seen(&html(|| document(HARMLESS.into())));
    for text in hostile_texts() {
        let hostile = seen(&html(|| document(text.clone())));
        assert_eq!(hostile.skeleton, harmless.skeleton, "{text:.80} changed the document");
    }
}

#[test]
fn a_title_says_what_is_wrong_first_and_turns_no_direction() {
    let html = html(|| view! { <PageTitle title="New\u{202E} </title>" service="Concordat" error=true/> });
    assert_eq!(html, "<title>Error: New &lt;/title&gt; – Concordat</title>");
}

#[test]
fn a_text_area_keeps_a_line_feed_at_its_beginning() {
    let html = html(|| view! { <TextArea name="t" label="Text" value="\nsecond line"/> });
    assert!(html.contains(">\n\nsecond line</textarea>"), "{html}");
}
