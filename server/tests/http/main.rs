//! The stack as browsers and others meet it: the whole service on a register of its own, asked through its front door.
//! The pages are this test's own, so that it tells about the stack and not about what is mounted on it.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod access;
mod attacks;
mod caching;
mod cross_site;
mod failing;
mod following;
mod forms;
mod full_size;
mod functions;
mod hints;
mod importing;
mod leak;
mod limits;
mod lists;
mod negotiation;
mod pages;
mod people;
mod power;
mod protection;
mod renewal;
mod scope;
mod searching;
mod sessions;
mod sheets;
mod shown;
mod shown_forms;
mod slow;
mod stale;
mod variation;
mod watching;

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use app::{
    addresses::Mount,
    http::{Assets, Site},
};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
};
use entities::{
    Register,
    access::{Actor, Role, Viewer},
    account::{AddPerson, Added, Email, secret::Secret},
    attachment::Files,
    clock::Clock,
    nomination::deeds::DecideNomination,
    organisation::{Kind, deeds::AddOrganisation, read::OrganisationNamed},
    values::Reference,
};
use http::{HeaderMap, Request, StatusCode, header};
use server::{http::stack, settings::Settings};
use tokio::sync::OnceCell;
use tower::ServiceExt;

const PASSWORD: &str = "a long enough password of four words";

/// A service on a register of its own.
struct Service {
    router: Router,
    register: Register,
    folder: PathBuf,
}

/// An answer, read to its end.
struct Answered {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

static SERVICES: AtomicU32 = AtomicU32::new(0);
static PEOPLE: AtomicU32 = AtomicU32::new(0);
static EMPTY: OnceCell<Vec<u8>> = OnceCell::const_new();

/// The file of an empty register: the schema's history is gone through once for all services.
async fn empty_register() -> Vec<u8> {
    let folder = std::env::temp_dir().join(format!("concordat-http-{}-empty", std::process::id()));
    let register =
        Register::open(&format!("sqlite://{}/register.db", folder.display()), Clock::default()).await.unwrap();
    register.migrate().await.unwrap();
    // The last connection to go writes the journal back into the file.
    register.close().await.unwrap();
    let file = std::fs::read(folder.join("register.db")).unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    file
}

impl Service {
    async fn start() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::mounted(pages::mounts(), change).await
    }

    async fn mounted(mounts: Vec<Mount>, change: impl FnOnce(&mut Settings)) -> Self {
        Self::at(Clock::default(), mounts, change).await
    }

    async fn at(clock: Clock, mounts: Vec<Mount>, change: impl FnOnce(&mut Settings)) -> Self {
        let number = SERVICES.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("concordat-http-{}-{number}", std::process::id()));
        std::fs::create_dir_all(folder.join("pkg")).unwrap();
        std::fs::write(folder.join("pkg/concordat-1a2b.css"), "body{}").unwrap();
        std::fs::write(folder.join("pkg/concordat-1a2b.css.br"), "(brotli)").unwrap();
        let mut settings = Settings { site_root: folder.clone(), ..Default::default() };
        change(&mut settings);
        std::fs::write(folder.join("register.db"), EMPTY.get_or_init(empty_register).await).unwrap();
        let url = format!("sqlite://{}/register.db", folder.display());
        let register = Register::open(&url, clock).await.unwrap().with_files(Files::in_memory());
        let register = register.with_sessions(settings.sessions());
        let assets: Assets =
            [("concordat.css", "concordat-1a2b.css"), ("islands.js", "islands-3c4d.js")].into_iter().collect();
        let site = Site::new(register.clone(), settings.is_secure(), Some("A demonstration".into()), assets);
        let router = stack(mounts, &site, &settings);
        Self { router, register, folder }
    }

    async fn ask(&self, request: Request<Body>) -> Answered {
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answered { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    async fn get(&self, address: &str) -> Answered {
        self.ask(get(address).body(Body::empty()).unwrap()).await
    }

    /// A form of ours, sent by a browser.
    async fn post(&self, address: &str, form: &str) -> Answered {
        let form = shown::shown(form, "");
        self.ask(post(address).header("sec-fetch-site", "same-origin").body(form.into()).unwrap()).await
    }

    /// Signs a new person of a new council in and gives the cookie.
    async fn sign_in(&self, name: &str, role: Role) -> String {
        let council = AddOrganisation::named("Birmingham City Council", Kind::LocalAuthority);
        let council = self.register.change(&Actor::operator(), &council).await.unwrap();
        self.session_of(&council, role, name).await
    }

    /// An organisation that has nothing to do with anything.
    async fn stranger(&self) -> Reference {
        let stranger = AddOrganisation::named("Strange Trust", Kind::NhsTrust);
        self.register.change(&Actor::operator(), &stranger).await.unwrap()
    }

    /// Signs a new person of an organisation in and gives the cookie.
    async fn session(&self, organisation: &Reference, role: Role) -> String {
        self.session_of(organisation, role, "Jo Bloggs").await
    }

    async fn session_of(&self, organisation: &Reference, role: Role, name: &str) -> String {
        self.member(organisation, role, name).await.1
    }

    /// A new person of an organisation: as who acts, and as the cookie of who is signed in.
    async fn member(&self, organisation: &Reference, role: Role, name: &str) -> (Actor, String) {
        let number = PEOPLE.fetch_add(1, Ordering::Relaxed);
        let address = format!("{}.{number}@example.org", role.code());
        let added = self.add_person(organisation, role, name, &address).await;
        let signed_in = self.register.sign_in(&address, PASSWORD.into(), "a test").await.unwrap();
        let person = self.register.person(added.account, added.membership).await.unwrap().unwrap();
        (Actor::person(person, None), format!("concordat={}", signed_in.token.reveal()))
    }
}

impl Service {
    /// A person who has set their password.
    async fn add_person(&self, organisation: &Reference, role: Role, name: &str, address: &str) -> Added {
        let email = Email::parse(address).unwrap();
        let organisation = organisation.clone();
        let person = AddPerson {
            email,
            name: name.into(),
            organisation,
            roles: vec![role],
            demonstration: false,
            by_mail: false,
        };
        let added = self.register.change(&Actor::operator(), &person).await.unwrap();
        if let Some(nomination) = added.waits {
            let by = self.register.who_confirms(nomination).await.unwrap().remove(0);
            let decide = DecideNomination { nomination, seen: 1, confirmed: true };
            self.register.change(&Actor::person(by, None), &decide).await.unwrap();
        }
        let link = Secret::parse(added.link.as_ref().unwrap()).unwrap();
        self.register.set_password(&link, PASSWORD.into()).await.unwrap();
        added
    }

    /// A person of a new council who may sign in.
    async fn invite(&self, address: &str, role: Role) {
        let council = AddOrganisation::named("Birmingham City Council", Kind::LocalAuthority);
        let council = self.register.change(&Actor::operator(), &council).await.unwrap();
        self.add_person(&council, role, "Jo Bloggs", address).await;
    }

    /// The organisation of this name.
    async fn organisation(&self, name: &str) -> Reference {
        self.register.read(&Viewer::Public, &OrganisationNamed::new("organisation", name)).await.unwrap()
    }

    /// A commissioner of the demonstration's council, who opens almost everything.
    async fn sign_in_as_keeper(&self) -> String {
        let council = self.organisation("Birmingham City Council").await;
        self.session(&council, Role::Commissioner).await
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Answered {
    fn header(&self, name: impl http::header::AsHeaderName) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}

fn from_somewhere(request: http::request::Builder) -> http::request::Builder {
    request
        .extension(ConnectInfo(SocketAddr::from(([203, 0, 113, 7], 50_000))))
        .header(header::HOST, "register.example")
}

fn get(address: &str) -> http::request::Builder {
    from_somewhere(Request::get(address))
}

fn post(address: &str) -> http::request::Builder {
    from_somewhere(Request::post(address)).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}
