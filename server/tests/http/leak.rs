//! The publication rule of register.md §6 over every address: what is not published is not there for whom it is not for. No
//! word of it, no amount, no reference; no count, total, year or order that would be otherwise without it; no refusal that
//! differs from the one for what never existed.

mod finding;
mod market;
mod records;
mod scene;
mod words;

use std::collections::BTreeMap;

use app::addresses::Mount;
use entities::{access::Role, values::Reference};
use http::{Method, StatusCode, header};

use super::{Answered, Service, get, post};
use scene::{Cast, Secrets};
use words::{KEPT, KEPT_AMOUNTS, NEGOTIATED, NEGOTIATED_AMOUNTS, PEOPLE, SERVICE};

/// Somebody who reads, and what of the scene is for them.
struct Reader {
    name: String,
    /// `None` for the public.
    cookie: Option<String>,
    sees: Sees,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sees {
    Nothing,
    /// The negotiation, as its parties, and the service that its money is for.
    Negotiation,
    /// What is kept in the register before it is published, as every commissioner.
    Kept,
    Everything,
}

impl Reader {
    async fn get(&self, service: &Service, address: &str) -> Answered {
        let request = self.cookie.iter().fold(get(address), |request, cookie| request.header(header::COOKIE, cookie));
        service.ask(request.body(Default::default()).unwrap()).await
    }

    async fn post(&self, service: &Service, address: &str, form: &str) -> Answered {
        let request = post(address).header("sec-fetch-site", "same-origin");
        let request = self.cookie.iter().fold(request, |request, cookie| request.header(header::COOKIE, cookie));
        let form = service.shown(self.cookie.as_deref().unwrap_or_default(), form).await;
        service.ask(request.body(form.into()).unwrap()).await
    }

    /// What an answer holds that is hidden from this reader. Administrators see people at their own pages.
    fn leaks(&self, address: &str, answered: &Answered) -> Vec<String> {
        let administers = address.starts_with("/admin") && self.name.contains("Administrator");
        let shown = if administers { PEOPLE } else { &[] };
        let held = holds(answered, &self.hidden()).into_iter().filter(|word| !shown.contains(word));
        held.map(|word| format!("GET {address} as {}: {} holds {word}", self.name, answered.status)).collect()
    }

    fn hidden(&self) -> Vec<&'static str> {
        let (negotiated, kept) = ([NEGOTIATED, NEGOTIATED_AMOUNTS].concat(), [KEPT, KEPT_AMOUNTS].concat());
        match self.sees {
            Sees::Nothing => [negotiated, kept, vec![SERVICE]].concat(),
            // The page of the service says what it needs and what it is.
            Sees::Negotiation => kept.into_iter().filter(|word| !OF_THE_SERVICE.contains(word)).collect(),
            Sees::Kept => negotiated,
            Sees::Everything => Vec::new(),
        }
    }
}

/// What parties read of a service that their money is for.
const OF_THE_SERVICE: &[&str] =
    &["zqzqdescription", "zqzqindependent", "zqzqneednote", "77.7 million", "77,700,000", "77700000"];

/// What the pages of a signed-in person show of themselves is not about the register.
const OF_ONESELF: &[&str] = &["/sign-out", "/account"];

async fn readers(service: &Service, cast: &Cast, stranger: &Reference) -> Vec<Reader> {
    let mut readers = vec![Reader { name: "the public".into(), cookie: None, sees: Sees::Nothing }];
    for role in Role::ALL {
        let sees = match role {
            Role::Commissioner => Sees::Kept,
            Role::Accountable | Role::Scrutineer => Sees::Everything,
            _ => Sees::Nothing,
        };
        let cookie = Some(service.session(stranger, *role).await);
        readers.push(Reader { name: format!("a stranger's {role}"), cookie, sees });
    }
    // Bodies with a part in it, in roles that have none.
    for (body, role, sees) in [
        (&cast.lead, Role::Administrator, Sees::Nothing),
        (&cast.lead, Role::Provider, Sees::Nothing),
        (&cast.payer, Role::Commissioner, Sees::Kept),
        (&cast.payer, Role::Administrator, Sees::Nothing),
        (&cast.convener, Role::Partner, Sees::Nothing),
        (&cast.maker, Role::Partner, Sees::Nothing),
        // And in those that have.
        (&cast.payer, Role::Coordinator, Sees::Nothing),
        (&cast.convener, Role::Coordinator, Sees::Negotiation),
    ] {
        let cookie = Some(service.session(body, role).await);
        readers.push(Reader { name: format!("{role} of {body}"), cookie, sees });
    }
    readers
}

/// The mounts that answer GET with something to read.
fn read_addresses() -> Vec<&'static str> {
    let mounts = app::addresses::mounts();
    let reads = mounts.iter().filter(|mount| mount.method == Method::GET && !OF_ONESELF.contains(&mount.address));
    reads.map(|mount| mount.address).filter(|address| !address.starts_with("/account/")).collect()
}

/// The addresses of a mount on what everybody could read before, and on the bodies of the scene.
fn on_known(address: &str, cast: &Cast) -> Vec<String> {
    let references: Vec<String> = match address.split('/').nth(1) {
        Some("agreements") => vec!["mou-2015-001".into(), "isa-2014-001".into(), "mou-2014-001".into()],
        Some("commitments") => ["com-2014-001", "com-2015-001", "com-2015-011"].map(Into::into).to_vec(),
        Some("funding") => {
            vec!["fun-2014-001".into(), "fun-2015-001".into(), cast.public_line.in_address()]
        }
        Some("services") => (1..5).map(|number| format!("svc-2014-{number:03}")).collect(),
        Some("contracts") => vec!["con-2013-001".into(), "con-2014-001".into(), cast.public_contract.in_address()],
        // Nothing of the kind is there before.
        Some("attachments" | "papers") => Vec::new(),
        Some("tenders") => vec!["pro-2014-001".into(), "pro-2014-002".into(), cast.public_tender.in_address()],
        _ => [&cast.lead, &cast.payer, &cast.convener, &cast.maker].map(Reference::in_address).to_vec(),
    };
    fill(address, &references)
}

/// The addresses of a mount on what is secret.
fn on_secrets(address: &str, secrets: &Secrets) -> Vec<String> {
    let references: Vec<&Reference> = match address.split('/').nth(1) {
        Some("agreements") => vec![&secrets.agreement],
        Some("commitments") => secrets.commitments.iter().collect(),
        Some("funding") => vec![&secrets.line],
        Some("services") => vec![&secrets.service],
        Some("contracts") => vec![&secrets.contract],
        Some("tenders") => vec![&secrets.tender],
        Some("attachments") => vec![&secrets.attachment],
        Some("papers") => vec![&secrets.paper],
        _ => Vec::new(),
    };
    let references: Vec<String> = references.into_iter().map(Reference::in_address).collect();
    if address.contains("{ref}") { fill(address, &references) } else { Vec::new() }
}

fn fill(address: &str, references: &[String]) -> Vec<String> {
    let address = address.replace("{secret}", &"0".repeat(64)).replace("{id}", "1").replace("{n}", "1");
    if address.contains('{') {
        references.iter().map(|reference| address.replace("{ref}", reference)).collect()
    } else {
        vec![address]
    }
}

/// The same address on a record that never was.
fn on_nothing(address: &str, reference: &str) -> String {
    let (start, _) = reference.rsplit_once('-').unwrap();
    address.replace(reference, &format!("{start}-999"))
}

/// An answer without what differs from one asking to the next: numbers of forms and requests, digests.
fn lasting(answered: &Answered) -> String {
    let mut lasting = format!("{} {}\n", answered.status, answered.header(header::LOCATION));
    // By bytes: this looks at a gigabyte of pages, in a test that is not optimised.
    let body = &answered.body;
    let (mut kept, mut begins) = (0, 0);
    for (at, byte) in body.bytes().chain([b'\n']).enumerate() {
        if byte.is_ascii_hexdigit() {
            continue;
        }
        if at - begins >= 16 {
            lasting.push_str(&body[kept..begins]);
            lasting.push('#');
            kept = at;
        }
        begins = at + 1;
    }
    lasting.push_str(&body[kept..]);
    lasting
}

fn holds(answered: &Answered, words: &[&'static str]) -> Vec<&'static str> {
    let text = format!("{:?}\n{}", answered.headers, answered.body).to_lowercase();
    words.iter().copied().filter(|word| text.contains(word)).collect()
}

/// Where the first difference is, for whoever has to mend it.
fn difference(before: &str, after: &str) -> String {
    let lines = |text: &str| text.replace("><", ">\n<").lines().map(str::to_owned).collect::<Vec<_>>();
    let (before, after) = (lines(before), lines(after));
    let at = before.iter().zip(&after).position(|(one, two)| one != two).unwrap_or(before.len().min(after.len()));
    format!("{:?} became {:?}", before.get(at), after.get(at))
}

struct Stage {
    service: Service,
    readers: Vec<Reader>,
    secrets: Secrets,
    cast: Cast,
    /// What every reader of nothing read before anything secret was there, by reader and address.
    before: BTreeMap<(usize, String), String>,
}

impl Stage {
    async fn set() -> Self {
        let service = Service::demonstrating_with(|settings| {
            settings.changes_per_minute = 1_000_000;
            settings.searches_per_minute = 1_000_000;
            settings.sign_ins_per_minute = 1_000_000;
        })
        .await;
        let stranger = service.stranger().await;
        let cast = Cast::gather(&service).await;
        let readers = readers(&service, &cast, &stranger).await;
        let mut before = BTreeMap::new();
        for (number, reader) in readers.iter().enumerate().filter(|(_, reader)| reader.sees == Sees::Nothing) {
            for address in read_addresses().iter().flat_map(|address| on_known(address, &cast)) {
                let answered = reader.get(&service, &address).await;
                before.insert((number, address), lasting(&answered));
            }
        }
        let secrets = cast.act(&service).await;
        Self { service, readers, secrets, cast, before }
    }

    /// Every page that there was is as it was: no word, count, total or order tells of what is secret.
    async fn pages_are_as_they_were(&self, wrong: &mut Vec<String>) {
        for ((number, address), before) in &self.before {
            let reader = &self.readers[*number];
            let answered = reader.get(&self.service, address).await;
            let after = lasting(&answered);
            wrong.extend(reader.leaks(address, &answered));
            // That letters go out is for administrators to see; what of them is hidden was looked for above.
            let of_letters = ["/admin", "/admin/mail"].contains(&address.as_str());
            if *before != after && !of_letters {
                wrong.push(format!("GET {address} as {}: {}", reader.name, difference(before, &after)));
            }
        }
    }

    /// No page holds what is hidden from its reader, asked for by its own reference or not.
    async fn no_page_holds_what_is_hidden(&self, wrong: &mut Vec<String>) {
        for reader in &self.readers {
            for address in read_addresses() {
                // Readers of nothing have been through what is known already.
                let known = if reader.sees == Sees::Nothing { Vec::new() } else { on_known(address, &self.cast) };
                for address in known.into_iter().chain(on_secrets(address, &self.secrets)) {
                    let answered = reader.get(&self.service, &address).await;
                    wrong.extend(reader.leaks(&address, &answered));
                }
            }
        }
    }

    /// What is hidden answers as what never was, to reading and to every form.
    async fn what_is_hidden_answers_as_what_never_was(&self, wrong: &mut Vec<String>) {
        for reader in self.readers.iter().filter(|reader| reader.sees == Sees::Nothing) {
            for mount in app::addresses::mounts() {
                for address in on_secrets(mount.address, &self.secrets) {
                    let reference = address.split('/').nth(2).unwrap();
                    let secret = self.answer(reader, &mount, &address).await;
                    let nothing = self.answer(reader, &mount, &on_nothing(&address, reference)).await;
                    let as_nothing = lasting(&secret).replace(reference, "REF");
                    let never = lasting(&nothing).replace(&on_nothing(reference, reference), "REF");
                    if as_nothing != never {
                        let differs = difference(&never, &as_nothing);
                        wrong.push(format!("{} {address} as {}: {differs}", mount.method, reader.name));
                    }
                    if !matches!(secret.status.as_u16(), 303 | 403 | 404) {
                        wrong.push(format!("{} {address} as {}: {}", mount.method, reader.name, secret.status));
                    }
                }
            }
        }
    }

    async fn answer(&self, reader: &Reader, mount: &Mount, address: &str) -> Answered {
        match mount.method {
            Method::GET => reader.get(&self.service, address).await,
            _ => reader.post(&self.service, address, "form-seen=1&step=negotiate&stand=agrees&answer=confirm").await,
        }
    }
}

impl Secrets {
    fn references(&self) -> Vec<String> {
        let one =
            [&self.attachment, &self.paper, &self.agreement, &self.line, &self.service, &self.contract, &self.tender];
        one.into_iter().chain(&self.commitments[..1]).map(Reference::in_address).collect()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_published_is_not_there_for_whom_it_is_not_for() {
    let stage = Stage::set().await;
    let mut wrong = Vec::new();
    stage.pages_are_as_they_were(&mut wrong).await;
    stage.no_page_holds_what_is_hidden(&mut wrong).await;
    stage.what_is_hidden_answers_as_what_never_was(&mut wrong).await;
    stage.nothing_secret_is_found(&mut wrong).await;
    let shown: Vec<&str> = wrong.iter().take(40).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} leaks, among them:\n{}", wrong.len(), shown.join("\n"));
}

/// Without this the test above could look for words that no page would ever show.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_it_is_for_reads_every_word_of_it() {
    let service = Service::demonstrating_with(|_| {}).await;
    let cast = Cast::gather(&service).await;
    let secrets = cast.act(&service).await;
    let inside = [NEGOTIATED, &[SERVICE, "7,654,321.09", "1,234,567.89"]].concat();
    // The source of a measure stands on no page yet: it is looked for above all the same.
    let kept: Vec<&str> = KEPT.iter().copied().filter(|word| *word != "zqzqsource").collect();
    let sums = ["77.7 million", "3,141,592.65", "2,718,281.82", "2,818,281.83", "271.828"];
    let kept = [kept.as_slice(), &[SERVICE], &sums].concat();
    let own = ["zqzqcontract", "zqzqcontractwords", "zqzqoutcome", "zqzqunit", "zqzqobserved", "3,141,592.65"];
    let stranger = service.stranger().await;
    for (body, role, sees) in [
        (&cast.payer, Role::Partner, inside.clone()),
        (&cast.payer, Role::Signatory, inside.clone()),
        (&cast.convener, Role::Coordinator, inside.clone()),
        (&cast.lead, Role::Commissioner, [inside.clone(), kept.clone()].concat()),
        (&stranger, Role::Accountable, [inside.clone(), kept.clone()].concat()),
        (&stranger, Role::Scrutineer, [inside.clone(), kept.clone()].concat()),
        (&stranger, Role::Commissioner, kept.clone()),
        (&cast.maker, Role::Provider, own.to_vec()),
    ] {
        let cookie = service.session(body, role).await;
        let reader = Reader { name: format!("{role} of {body}"), cookie: Some(cookie), sees: Sees::Everything };
        let mut missing = sees;
        let more = [
            format!("/tenders/{}", cast.public_tender.in_address()),
            format!("/contracts/{}", cast.public_contract.in_address()),
            format!("/contracts/{}", cast.ending.in_address()),
            "/funding?year=2031-32".into(),
            "/funding?year=2032-33".into(),
        ];
        let pages = read_addresses().into_iter().flat_map(|address| on_secrets(address, &secrets));
        for address in pages.chain(more) {
            let answered = reader.get(&service, &address).await;
            assert_ne!(answered.status, StatusCode::INTERNAL_SERVER_ERROR, "{address} as {}", reader.name);
            let shown = holds(&answered, &missing);
            missing.retain(|word| !shown.contains(word));
        }
        assert!(missing.is_empty(), "{} reads nowhere: {missing:?}", reader.name);
    }
}
