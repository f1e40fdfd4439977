//! What people send who mean harm, and programs that are broken: refused with a page, or taken for what it is. Never a fault of
//! ours, never a file that is not for them, never a way to somewhere else.

use entities::access::Role;
use http::{HeaderName, Method, StatusCode, header};

use super::{Answered, PASSWORD, Service, from_somewhere, get, post, shown::shown};

/// A service with the addresses that people get.
async fn real() -> Service {
    let lenient = |settings: &mut server::settings::Settings| {
        settings.changes_per_minute = 1_000_000;
        settings.searches_per_minute = 1_000_000;
        settings.sign_ins_per_minute = 1_000_000;
    };
    Service::mounted(app::addresses::mounts(), lenient).await
}

pub fn encoded(text: &str) -> String {
    app::http::Fields::from_iter([("v", text)]).encode().trim_start_matches("v=").to_owned()
}

/// The cookie that an answer sets.
fn cookie(answered: &Answered) -> String {
    let cookies = answered.headers.get_all(header::SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap());
    let session = cookies.filter_map(|cookie| cookie.split(';').next()).find(|cookie| cookie.starts_with("concordat="));
    session.unwrap_or_default().to_owned()
}

async fn signs_in(service: &Service, cookie: &str, next: &str) -> Answered {
    let form = format!("email={}&password={}&next={}", encoded("jo@example.org"), encoded(PASSWORD), encoded(next));
    let request = post("/sign-in").header("sec-fetch-site", "same-origin").header(header::COOKIE, cookie);
    let form = shown(&form, "");
    service.ask(request.body(form.into()).unwrap()).await
}

async fn is_signed_in(service: &Service, cookie: &str) -> bool {
    let request = get("/account").header(header::COOKIE, cookie).body(Default::default()).unwrap();
    service.ask(request).await.status == StatusCode::OK
}

#[tokio::test]
async fn a_session_that_somebody_planted_is_not_the_one_that_is_signed_in() {
    let service = real().await;
    service.invite("jo@example.org", Role::Partner).await;
    let planted = format!("concordat={}", "ab".repeat(32));
    let first = signs_in(&service, &planted, "").await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let first = cookie(&first);
    assert_ne!(first, planted);
    assert!(is_signed_in(&service, &first).await && !is_signed_in(&service, &planted).await);
}

#[tokio::test]
async fn signing_in_again_and_signing_out_end_the_session_there_was() {
    let service = real().await;
    service.invite("jo@example.org", Role::Partner).await;
    let first = cookie(&signs_in(&service, "", "").await);
    let second = cookie(&signs_in(&service, &first, "").await);
    assert_ne!(first, second);
    assert!(is_signed_in(&service, &second).await && !is_signed_in(&service, &first).await);
    let request = post("/sign-out").header("sec-fetch-site", "same-origin").header(header::COOKIE, &second);
    service.ask(request.body(service.shown(&second, "").await.into()).unwrap()).await;
    assert!(!is_signed_in(&service, &second).await, "the token is worth nothing any more");
}

#[tokio::test]
async fn no_change_is_taken_from_another_sites_page() {
    let service = real().await;
    let session = service.sign_in("Jo Bloggs", Role::Commissioner).await;
    let forged: [&[(&str, &str)]; 4] = [
        &[],
        &[("sec-fetch-site", "cross-site"), ("origin", "http://register.example")],
        &[("origin", "https://evil.example")],
        &[("sec-fetch-site", "same-site")],
    ];
    for mount in app::addresses::mounts().into_iter().filter(|mount| mount.method == Method::POST) {
        let address = mount.address.replace("{ref}", "org-2014-001").replace("{secret}", &"0".repeat(64));
        for headers in forged {
            let request = post(&address).header(header::COOKIE, &session);
            let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
            let answered = service.ask(request.body("title=Trap".into()).unwrap()).await;
            assert_eq!(answered.status, StatusCode::FORBIDDEN, "{address} {headers:?}");
            let why = "did not come from this register";
            assert!(answered.body.contains(why) || !mount.html, "{address} {headers:?}: {}", answered.body);
        }
    }
}

#[tokio::test]
async fn signing_in_never_leads_to_somewhere_else() {
    let service = real().await;
    service.invite("jo@example.org", Role::Partner).await;
    for foreign in [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "\t//evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\0/evil.example",
        "/\r\nSet-Cookie: evil=1",
        "/a\r\n\r\n<script>",
        " //evil.example",
        "/ /evil.example",
        "evil.example",
        "/\u{202e}/evil.example",
        "/@evil.example\\",
    ] {
        let answered = signs_in(&service, "", foreign).await;
        assert_eq!(answered.header(header::LOCATION), "/work", "{foreign:?}");
        assert!(!answered.headers.values().any(|value| value.to_str().unwrap().contains("evil")), "{foreign:?}");
        // The page before it carries it along, and is as harmless.
        let page = service.get(&format!("/sign-in?next={}", encoded(foreign))).await;
        assert_eq!(page.status, StatusCode::OK, "{foreign:?}");
        assert!(!page.body.contains("href=\"//evil") && !page.body.contains("href=\"https:"), "{foreign:?}");
    }
    // Percent signs stay percent signs: nobody decodes an address twice.
    for own in ["/work?due=1", "/%0d%0aSet-Cookie:evil=1", "/%2f%2fevil.example"] {
        assert_eq!(signs_in(&service, "", own).await.header(header::LOCATION), own);
    }
}

#[tokio::test]
async fn no_file_beside_the_built_ones_is_served() {
    let service = Service::start().await;
    assert!(std::fs::read(service.folder.join("register.db")).unwrap().starts_with(b"SQLite format 3"));
    for address in [
        "/pkg/../register.db",
        "/pkg/%2e%2e/register.db",
        "/pkg/..%2fregister.db",
        "/pkg/%2e%2e%2fregister.db",
        "/pkg/..%5cregister.db",
        "/pkg/%252e%252e%252fregister.db",
        "/pkg/....//register.db",
        "/pkg/./../register.db",
        "/pkg//etc/passwd",
        "/pkg/%2fetc%2fpasswd",
        "/pkg/%c0%ae%c0%ae/register.db",
        "/pkg/..%00/register.db",
        "/pkg/concordat-1a2b.css%00.png",
        "/pkg/concordat-1a2b.css/../../register.db",
        "/pkg/",
        "/pkg",
    ] {
        let answered = service.get(address).await;
        assert!(
            answered.status.is_client_error() || answered.status.is_redirection(),
            "{address}: {}",
            answered.status
        );
        assert!(!answered.body.contains("SQLite") && !answered.body.contains("root:"), "{address}");
        let location = answered.header(header::LOCATION);
        assert!(location.is_empty() || location.starts_with("/pkg/"), "{address} leads to {location}");
    }
}

#[tokio::test]
async fn what_is_no_form_is_refused_and_nothing_breaks() {
    let service = Service::start().await;
    let form = "application/x-www-form-urlencoded";
    let flood = "a=1&".repeat(10_000);
    let table: [(&str, &[u8], u16); 15] = [
        ("multipart/form-data; boundary=x", b"--x--", 400),
        ("application/json", b"{\"title\":\"One\"}", 400),
        ("text/plain", b"title=One", 400),
        ("nonsense", b"title=One", 400),
        ("", b"title=One", 400),
        (form, flood.as_bytes(), 400),
        (form, b"title=One%", 303),
        (form, b"title=One%zz", 303),
        (form, b"%=%&%%%&=&&&", 422),
        (form, b"title=One&text=%FF%FE", 400),
        (form, b"title=One&text=\xff\xfe", 400),
        (form, b"title=%00", 422),
        (form, b"\0\0\0", 422),
        ("application/x-www-form-urlencoded; charset=utf-7", b"title=One", 303),
        ("APPLICATION/X-WWW-FORM-URLENCODED", b"title=One", 303),
    ];
    for (kind, body, expected) in table {
        let request = from_somewhere(http::Request::post("/open-form")).header("sec-fetch-site", "same-origin");
        let body = [body, b"&form-for=&form-seen=new"].concat();
        let request = request.header(header::CONTENT_TYPE, kind).body(body.clone().into()).unwrap();
        let answered = service.ask(request).await;
        let shown = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
        assert_eq!(answered.status.as_u16(), expected, "{kind} {shown:?}: {}", answered.body);
    }
}

#[tokio::test]
async fn a_nul_is_dropped_and_the_rest_is_kept() {
    let service = real().await;
    let session = service.sign_in("Jo Bloggs", Role::Commissioner).await;
    let form = "name=School%00+nursing&area=youth&clients=children&delivery=grant&published=yes&description=a%00b";
    let request = post("/services/new").header("sec-fetch-site", "same-origin").header(header::COOKIE, &session);
    let form = service.shown(&session, form).await;
    let answered = service.ask(request.body(form.into()).unwrap()).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.body);
    let page = service.get(answered.header(header::LOCATION)).await;
    assert!(page.body.contains("School nursing") && page.body.contains("ab"), "{}", page.body);
}

/// Values of filters and pieces of paths that no page of ours makes.
fn junk() -> Vec<String> {
    let mut junk: Vec<String> =
        ["%00", "%FF", "%zz", "%", "-1", "0", "99999999999999999999", "NaN", "%0d%0a", "..%2f..%2f"]
            .map(Into::into)
            .to_vec();
    for text in [
        "'; DROP TABLE account; --",
        "\" OR 1=1",
        "%_[^]\\",
        "{{7*7}}",
        "<script>",
        "\u{202e}\u{0}\u{fffd}",
        "2015/16'",
    ] {
        junk.push(encoded(text));
    }
    junk.push("x".repeat(60_000));
    junk.push("x+".repeat(10_000));
    junk
}

#[tokio::test]
async fn no_address_breaks_whatever_stands_in_it() {
    // The way to single sign-on is counted as signing in is, and a list's file as a search.
    let often = |settings: &mut server::settings::Settings| {
        (settings.sign_ins_per_minute, settings.searches_per_minute) = (1_000_000, 1_000_000);
    };
    let service = Service::demonstrating_with(often).await;
    let session = service.sign_in_as_keeper().await;
    let filters = [
        "q",
        "page",
        "year",
        "kind",
        "status",
        "owner",
        "partner",
        "provider",
        "buyer",
        "within",
        "scope",
        "sort",
        "next",
        "measure",
        "ending",
        "closing",
        "need",
        "delivery",
        "intention",
        "judgement",
        "area",
        "cpv",
        "value",
        "edition",
        "on",
    ];
    let mut broken = Vec::new();
    for mount in app::addresses::mounts().into_iter().filter(|mount| mount.method == Method::GET) {
        for junk in junk() {
            let query: Vec<String> = filters.iter().map(|name| format!("{name}={junk}")).collect();
            let path = mount.address.replace("{secret}", "{ref}").replace("{n}", "1");
            let short = junk.len() < 1_000;
            let mut addresses = vec![format!("{}?{junk}", path.replace("{ref}", "mou-2015-001"))];
            match path.contains("{ref}") {
                true if short => addresses.push(path.replace("{ref}", &junk)),
                true => {}
                false if short => addresses.push(format!("{path}?{}", query.join("&"))),
                false => addresses.extend(["q", "buyer", "partner"].map(|name| format!("{path}?{name}={junk}"))),
            }
            for address in addresses {
                let Ok(request) = get(&address).header(header::COOKIE, &session).body(Default::default()) else {
                    continue;
                };
                let answered = service.ask(request).await;
                if answered.status.is_server_error() || answered.status == StatusCode::TOO_MANY_REQUESTS {
                    broken.push(format!("{} {}", answered.status, &address[..address.len().min(120)]));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{} break:\n{}", broken.len(), broken.join("\n"));
}

#[tokio::test]
async fn no_form_breaks_whatever_is_typed_into_it() {
    let service = Service::demonstrating_with(|settings| settings.changes_per_minute = 1_000_000).await;
    let session = service.sign_in_as_keeper().await;
    let long = "x ".repeat(30_000);
    let fields = [
        "title",
        "name",
        "owner",
        "organisation",
        "coordinator",
        "buyers",
        "buyer",
        "providers",
        "provider",
        "text",
        "amount",
        "membership",
        "email",
    ];
    let mut broken = Vec::new();
    for mount in app::addresses::mounts().into_iter().filter(|mount| mount.method == Method::POST) {
        for typed in [long.as_str(), "\u{0}", "'; DROP TABLE account; --", "1e9999"] {
            let form = fields.map(|name| format!("{name}={}", encoded(typed))).join("&");
            let address = mount.address.replace("{ref}", "mou-2015-001").replace("{secret}", &"0".repeat(64));
            if address == "/sign-out" {
                continue;
            }
            let request = post(&address).header("sec-fetch-site", "same-origin").header(header::COOKIE, &session);
            let form = service.shown(&session, &form).await;
            let answered = service.ask(request.body(form.into()).unwrap()).await;
            if answered.status.is_server_error() {
                let typed = &typed[..typed.len().min(20)];
                broken.push(format!("{} {address} {typed:?}: {:.200}", answered.status, answered.body));
            }
        }
    }
    assert!(broken.is_empty(), "{} break:\n{}", broken.len(), broken.join("\n"));
}

#[tokio::test]
async fn no_header_that_is_sent_comes_back_as_one() {
    let service = real().await;
    let evil = "evil\u{a0}value";
    for name in ["x-request-id", "x-forwarded-for", "x-forwarded-host", "forwarded", "referer", "user-agent"] {
        let name = HeaderName::from_static(name);
        let request = get("/agreements").header(name.clone(), "203.0.113.9, evil").body(Default::default()).unwrap();
        let answered = service.ask(request).await;
        assert_eq!(answered.status, StatusCode::OK);
        assert!(!answered.headers.values().any(|value| value.to_str().unwrap().contains("evil")), "{name}");
        let request = get("/agreements").header(name.clone(), evil.as_bytes()).body(Default::default()).unwrap();
        assert_eq!(service.ask(request).await.status, StatusCode::OK, "{name}");
    }
    // Links for elsewhere are made of the configured origin, never of the host that was asked for.
    let request =
        http::Request::get("/tenders.atom").header(header::HOST, "evil.example").body(Default::default()).unwrap();
    assert!(!service.ask(request).await.body.contains("evil.example"));
}

#[tokio::test]
async fn a_server_function_answers_and_never_redirects_wherever_it_is_said_to_come_from() {
    let service = real().await;
    let session = service.sign_in("Jo Bloggs", Role::Commissioner).await;
    for address in ["/api/organisations", "/api/preview"] {
        for body in ["", "q=council", "text=words", "%ff"] {
            let request = post(address)
                .header("sec-fetch-site", "same-origin")
                .header(header::COOKIE, &session)
                .header(header::ACCEPT, "text/html,application/xhtml+xml")
                .header(header::REFERER, "https://elsewhere.example/anywhere");
            let answered = service.ask(request.body(body.to_owned().into()).unwrap()).await;
            assert!(!answered.status.is_redirection(), "{address} {body}: {}", answered.status);
            assert_eq!(answered.header(header::LOCATION), "", "{address} {body}");
        }
    }
}
