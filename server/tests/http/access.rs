//! Every mounted address × every role × its own and another organisation, against the access table.
//!
//! What each address does, and to which record, is written down here; an address that is not fails the test.

use entities::{
    access::{Cell, Permission, Role, Roles, Standing, Verdict, cell, judge},
    agreement::templates::kept::WriteTemplate,
    attachment::deeds::AttachFile,
    clock::Clock,
    commitment::{Answer, deeds::AnswerCommitment, read::CommitmentPage},
    import,
    paper::deeds::EnterAnswer,
    values::Reference,
};
use http::{Method, StatusCode, header};
use server::settings::Settings;

use super::{Service, get, post};

/// What an address is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    /// What everybody may read.
    Public,
    /// Whoever is signed in.
    Person,
    /// The register as a whole.
    Register,
    /// The memorandum in negotiation, led by the council, with its commitments and money of the clinical commissioning group.
    Memorandum,
    /// An agreement that is open for signing.
    Signing,
    /// A contract of the family help provider.
    Contract,
    /// A tender that a provider takes part in.
    Tender,
    /// The council's own people: it has some.
    Council,
    /// What nothing waits for: it is not there, for whoever might look.
    Nowhere,
}

/// What an address needs, the record it is tried on, and what is sent.
fn known(method: &Method, address: &str) -> Option<(Permission, About, &'static str)> {
    use About::{Contract, Council, Memorandum, Nowhere, Person, Public, Register, Signing, Tender};
    use Permission::{
        Administer, Answer, ConfirmRole, Draft, KeepRegister, ProposeWording, ReadNegotiation, ReadPublished,
        RecordMeetings, SecondLook, Sign, Steer, TakePart, WithdrawCommitment,
    };
    let read = *method == Method::GET;
    Some(match address {
        "/work" | "/account" | "/account/data" | "/account/data.json" => (ReadPublished, Person, ""),
        "/account/password" | "/account/email" | "/account/second-factor" => (ReadPublished, Person, ""),
        "/sign-out" | "/sign-in" | "/" | "/search" | "/reset-password" | "/sign-in/code" => (ReadPublished, Public, ""),
        "/sign-in/single" | "/sign-in/single/back" => (ReadPublished, Public, ""),
        "/set-password/{secret}" | "/account/email/{secret}" => (ReadPublished, Public, ""),
        "/admin" | "/admin/people" | "/admin/people/new" | "/admin/people/{id}" | "/admin/people/{id}/{membership}" => {
            (Administer, Register, "")
        }
        "/admin/organisations"
        | "/admin/organisations/new"
        | "/admin/organisations/{ref}"
        | "/admin/mail"
        | "/organisations/{ref}/successors"
        | "/admin/single-sign-on" => (Administer, Register, ""),
        "/agreements"
        | "/commitments"
        | "/funding"
        | "/services"
        | "/contracts"
        | "/providers"
        | "/organisations"
        | "/agreements.csv"
        | "/commitments.csv"
        | "/services.csv"
        | "/contracts.csv"
        | "/providers.csv"
        | "/organisations.csv"
        | "/tenders.csv"
        | "/expiring.csv"
        | "/tenders"
        | "/tenders/pipeline"
        | "/expiring"
        | "/tenders/planned"
        | "/tenders/planned.csv"
        | "/breaks"
        | "/breaks.csv"
        | "/about"
        | "/accessibility"
        | "/cookies"
        | "/privacy" => (ReadPublished, Public, ""),
        "/tenders/{ref}" if !read => (ReadPublished, Person, "follow=yes"),
        "/services/{ref}"
        | "/providers/{ref}"
        | "/organisations/{ref}"
        | "/tenders/{ref}"
        | "/tenders.ics"
        | "/tenders.atom" => (ReadPublished, Public, ""),
        "/contracts/{ref}" | "/calendar/{secret}/tenders.ics" => (ReadPublished, Public, ""),
        "/following" | "/following/new" | "/following/{id}" => (ReadPublished, Person, ""),
        "/agreements/new" => (Steer, Register, ""),
        "/templates" | "/templates/new" | "/templates/{id}" => (KeepRegister, Register, ""),
        "/agreements/{ref}" | "/agreements/{ref}/editions/{n}" if !read => (Steer, Memorandum, ""),
        "/agreements/{ref}/vary" | "/agreements/{ref}/withdraw" => (Steer, Memorandum, ""),
        "/agreements/{ref}/renew" | "/agreements/{ref}/conclude" | "/agreements/{ref}/take-over" => {
            (Steer, Memorandum, "")
        }
        "/agreements/{ref}/negotiate" if !read => (ProposeWording, Memorandum, "form=rest"),
        "/agreements/{ref}/negotiate/{clause}" if !read => (ProposeWording, Memorandum, ""),
        "/agreements/{ref}/negotiate/{clause}/proposals/{key}" => (Draft, Memorandum, ""),
        "/agreements/{ref}/negotiate/{clause}/comments" if !read => (ProposeWording, Memorandum, ""),
        "/agreements/{ref}/who-pays" if !read => (RecordMeetings, Memorandum, ""),
        "/agreements/{ref}/who-pays/{key}" if !read => (ProposeWording, Memorandum, ""),
        "/agreements/{ref}/meetings" if !read => (ProposeWording, Memorandum, "task=1"),
        "/agreements/{ref}/meetings/new" => (RecordMeetings, Memorandum, ""),
        "/agreements/{ref}/heads" | "/agreements/{ref}/reuse" | "/agreements/{ref}/draft" => {
            (Draft, Memorandum, "text=words")
        }
        "/agreements/{ref}/negotiate"
        | "/agreements/{ref}/negotiate/{clause}"
        | "/agreements/{ref}/negotiate/{clause}/comments"
        | "/agreements/{ref}/comments"
        | "/agreements/{ref}/who-pays"
        | "/agreements/{ref}/who-pays/{key}"
        | "/agreements/{ref}/meetings" => (ReadNegotiation, Memorandum, ""),
        "/agreements/{ref}/attachments" if !read => (ProposeWording, Memorandum, ""),
        "/agreements/{ref}/sign/paper" => (RecordMeetings, Signing, ""),
        "/agreements/{ref}/record" | "/commitments/{ref}/letter" => (RecordMeetings, Memorandum, ""),
        "/papers/{ref}" if !read => (RecordMeetings, Memorandum, ""),
        "/papers/{ref}" | "/attachments/{ref}" | "/agreements/{ref}/attachments" => (ReadNegotiation, Memorandum, ""),
        "/agreements/{ref}"
        | "/agreements/{ref}/changes"
        | "/agreements/{ref}/compare"
        | "/agreements/{ref}/revisions"
        | "/agreements/{ref}/revisions/{n}"
        | "/agreements/{ref}/editions"
        | "/agreements/{ref}/editions/{n}"
        | "/agreements/{ref}/editions/{n}/changes"
        | "/agreements/{ref}/editions/{n}/commitments"
        | "/agreements/{ref}/editions/{n}/funding"
        | "/agreements/{ref}/editions/{n}/signatures"
        | "/agreements/{ref}/editions/{n}/text"
        | "/agreements/{ref}/text"
        | "/agreements/{ref}/commitments"
        | "/agreements/{ref}/funding"
        | "/agreements/{ref}/signatures"
        | "/agreements/{ref}/history"
        | "/agreements/{ref}/trace" => (ReadNegotiation, Memorandum, ""),
        "/agreements/{ref}/parties" | "/agreements/{ref}/details" | "/agreements/{ref}/edit" => (Draft, Memorandum, ""),
        "/agreements/{ref}/services" | "/agreements/{ref}/reviews" => (Draft, Memorandum, ""),
        "/agreements/{ref}/commitments/new" | "/agreements/{ref}/funding/new" => (Draft, Memorandum, ""),
        "/api/preview" => (Draft, Register, "text=words"),
        "/api/organisations" => (ReadPublished, Public, "typed=council"),
        "/agreements/{ref}/sign" => (Sign, Signing, ""),
        "/commitments/{ref}" if read => (ReadNegotiation, Memorandum, ""),
        "/commitments/{ref}" => (WithdrawCommitment, Memorandum, "form=withdraw"),
        "/commitments/{ref}/edit" | "/commitments/{ref}/judge" => (Draft, Memorandum, ""),
        "/commitments/{ref}/respond" => (Answer, Memorandum, ""),
        "/funding/{ref}" if read => (ReadNegotiation, Memorandum, ""),
        "/funding/{ref}" => (Answer, Memorandum, "stand=agrees"),
        "/funding/{ref}/edit" => (Draft, Memorandum, ""),
        "/services/new" | "/services/{ref}/edit" | "/services/{ref}/need" => (KeepRegister, Register, ""),
        "/contracts/new" | "/contracts/{ref}/edit" | "/contracts/{ref}/measures/new" => (KeepRegister, Register, ""),
        "/organisations/matches" | "/organisations/{ref}/merge" => (KeepRegister, Register, ""),
        "/organisations/{ref}/roles" => (ConfirmRole, Council, ""),
        "/organisations/{ref}/second-look" => (SecondLook, Nowhere, ""),
        "/contracts/{ref}/measures/{id}" => (KeepRegister, Register, ""),
        "/contracts/{ref}/observations/new" => (TakePart, Contract, "measure=1"),
        "/tenders/new" | "/tenders/{ref}/edit" | "/tenders/{ref}/events/new" => (KeepRegister, Register, ""),
        "/tenders/scope" | "/tenders/{ref}/scope" => (KeepRegister, Register, ""),
        "/import" | "/import/{id}" | "/import/differences" => (KeepRegister, Register, ""),
        "/tenders/{ref}/events/{id}"
        | "/tenders/{ref}/events/{id}/attendance"
        | "/tenders/{ref}/questions/{id}"
        | "/tenders/{ref}/award"
        | "/tenders/{ref}/awards/{id}"
        | "/tenders/{ref}/contract"
        | "/contracts/{ref}/intention" => (KeepRegister, Register, ""),
        "/tenders/{ref}/events/{id}/place"
        | "/tenders/{ref}/questions/new"
        | "/tenders/{ref}/interest"
        | "/contracts/{ref}/interest" => (TakePart, Tender, ""),
        _ => return None,
    })
}

/// The address on the demonstration's records.
fn on_records(address: &str, about: About) -> String {
    let reference = match address.split('/').nth(1) {
        Some("agreements") if about == About::Signing => "isa-2014-001",
        Some("agreements") => "mou-2015-001",
        Some("commitments") => "com-2015-011",
        Some("funding") => "fun-2015-005",
        Some("services") => "svc-2014-003",
        Some("contracts") => "con-2013-001",
        Some("tenders") => "pro-2014-001",
        Some("attachments") => "att-2014-001",
        Some("papers") => "pap-2014-001",
        Some("providers") => "PROVIDER",
        _ => "org-2014-001",
    };
    let address = address.replace("{ref}", reference).replace("{n}", "1").replace("{secret}", &"0".repeat(64));
    let address = address.replace("{id}", "1").replace("{n}", "1").replace("{membership}", "1");
    let address = address.replace("{clause}", "c-referrals").replace("{key}", "1");
    if about == About::Contract { format!("{address}?measure=1") } else { address }
}

/// How somebody in the role's own organisation, or in a strange one, stands to the record.
fn standing(role: Role, own: bool, about: About) -> Standing {
    let roles = Roles::NONE.with(role);
    let of_agreement = Standing {
        visible: true,
        owns: own && matches!(role, Role::Partner | Role::Signatory),
        party: own && matches!(role, Role::Partner | Role::Signatory | Role::Commissioner),
        // What is open for signing has no coordinator.
        coordinates: own && role == Role::Coordinator && about != About::Signing,
        leads: own && role == Role::Commissioner,
        escalated: false,
    };
    match about {
        About::Public | About::Person => Standing::OPEN,
        About::Register => Standing { leads: true, coordinates: true, ..Standing::OPEN },
        About::Contract => Standing { owns: own && role == Role::Provider, ..Standing::OPEN },
        About::Council => {
            let owns = own && matches!(role, Role::Commissioner | Role::Accountable | Role::Scrutineer);
            Standing { owns, leads: owns, ..Standing::OPEN }
        }
        About::Nowhere => Standing::default(),
        About::Tender => Standing { owns: role == Role::Provider, ..Standing::OPEN },
        About::Memorandum | About::Signing => {
            let visible = judge(Permission::ReadNegotiation, roles, of_agreement) == Verdict::Allowed;
            Standing { visible, ..of_agreement }
        }
    }
}

/// What the table says, as an answer: passed (whatever the form then lacks), 403 or 404.
fn expected(permission: Permission, about: About, role: Role, own: bool) -> Verdict {
    let roles = Roles::NONE.with(role);
    let could_ever = cell(permission, Some(role)) != Cell::No;
    let gated = !matches!(permission, Permission::ReadPublished | Permission::ReadNegotiation);
    if gated && !could_ever {
        return Verdict::Forbidden;
    }
    match judge(permission, roles, standing(role, own, about)) {
        // What cannot be read in negotiation is not there.
        Verdict::Forbidden if permission == Permission::ReadNegotiation => Verdict::Hidden,
        verdict => verdict,
    }
}

fn observed(status: StatusCode) -> Verdict {
    match status {
        StatusCode::FORBIDDEN => Verdict::Forbidden,
        StatusCode::NOT_FOUND => Verdict::Hidden,
        _ => Verdict::Allowed,
    }
}

const OWN: [(Role, &str); 8] = [
    (Role::Provider, "Brook Lane Family Help (illustrative)"),
    (Role::Partner, "NHS Birmingham CrossCity CCG"),
    (Role::Signatory, "NHS Birmingham CrossCity CCG"),
    (Role::Coordinator, "NHS England Midlands and East"),
    (Role::Commissioner, "Birmingham City Council"),
    (Role::Accountable, "Birmingham City Council"),
    (Role::Scrutineer, "Birmingham City Council"),
    (Role::Administrator, "Birmingham City Council"),
];

/// A letter of the memorandum's, and what the coordinator entered from it; a starter text.
async fn letter(service: &Service) {
    let register = &service.register;
    let coordinator = service.organisation("NHS England Midlands and East").await;
    let clerk = service.member(&coordinator, Role::Coordinator, "A Clerk").await.0;
    let [agreement, commitment]: [Reference; 2] = ["mou-2015-001", "com-2015-011"].map(|text| text.parse().unwrap());
    let file = register.keep_file("letter.pdf", b"%PDF-1.7".to_vec()).await.unwrap();
    let attachment = register.change(&clerk, &AttachFile { agreement, file, about: "A letter".into() }).await.unwrap();
    let seen = register.read(&clerk.viewer, &CommitmentPage((&commitment).into())).await.unwrap().commitment.version;
    let answer = AnswerCommitment {
        commitment,
        seen,
        answer: Answer::Confirm,
        proposed: String::new(),
        words: String::new(),
        costs: Vec::new(),
    };
    register.change(&clerk, &EnterAnswer { attachment, answer }).await.unwrap();
    let council = service.organisation("Birmingham City Council").await;
    let commissioner = service.member(&council, Role::Commissioner, "A Commissioner").await.0;
    let text = "%% title: Ours\n%% kinds: memorandum\n\n## Purpose\n\nWhy.\n".into();
    register.change(&commissioner, &WriteTemplate { existing: None, text }).await.unwrap();
    // And a file of notices that waits.
    let open = || Ok(&br#"{"ocid":"ocds-x-1","date":"2014-11-01T00:00:00Z","tag":["tender"]}"#[..]);
    import::stage(register, &import::By::default(), "notices.json", open, |_, _| ()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_address_answers_every_role_as_the_table_says() {
    let service = Service::demonstrating().await;
    letter(&service).await;
    let provider = service.organisation(OWN[0].1).await.in_address();
    let stranger = service.stranger().await;
    let mut sessions = Vec::new();
    for (role, name) in OWN {
        let own = service.organisation(name).await;
        sessions.push((role, true, service.session(&own, role).await));
        sessions.push((role, false, service.session(&stranger, role).await));
    }
    let mut wrong = Vec::new();
    for mount in app::addresses::mounts() {
        let known = known(&mount.method, mount.address);
        let (permission, about, form) = known.unwrap_or_else(|| panic!("{mount:?} is not held against the table"));
        let address = on_records(mount.address, about).replace("PROVIDER", &provider);
        for (role, own, cookie) in &sessions {
            // Signing out would end the session that the next address is asked with.
            if mount.address == "/sign-out" {
                continue;
            }
            let request = match mount.method {
                Method::GET => get(&address),
                _ => post(&address).header("sec-fetch-site", "same-origin"),
            };
            let body = match mount.method {
                Method::GET => String::new(),
                _ => service.shown(cookie, form).await,
            };
            let answered = service.ask(request.header(header::COOKIE, cookie).body(body.into()).unwrap()).await;
            // Nobody has that secret, and none of these people a saved search.
            let is_hidden = mount.address.contains("{secret}") || mount.address == "/following/{id}";
            let expected = if is_hidden { Verdict::Hidden } else { expected(permission, about, *role, *own) };
            if observed(answered.status) != expected || answered.status.is_server_error() {
                let whose = if *own { "own" } else { "another" };
                wrong.push(format!(
                    "{} {address} as {role} of {whose}: {} for {expected:?}",
                    mount.method, answered.status
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} answers differ from the table:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_public_reads_what_is_published_and_signs_in_for_the_rest() {
    let service = Service::demonstrating().await;
    letter(&service).await;
    for mount in app::addresses::mounts() {
        let (permission, about, form) = known(&mount.method, mount.address).unwrap();
        let address = on_records(mount.address, about).replace("PROVIDER", "org-2014-001");
        let answered = match mount.method {
            Method::GET => service.get(&address).await,
            _ => service.post(&address, form).await,
        };
        let reads = matches!(permission, Permission::ReadPublished | Permission::ReadNegotiation);
        let to_sign_in =
            answered.status == StatusCode::SEE_OTHER && answered.header(header::LOCATION).starts_with("/sign-in");
        let signs_in =
            to_sign_in || answered.status == StatusCode::FORBIDDEN || answered.status == StatusCode::UNAUTHORIZED;
        match about {
            About::Public => assert!(!to_sign_in, "{mount:?}: {}", answered.status),
            About::Memorandum if reads => assert_eq!(answered.status, StatusCode::NOT_FOUND, "{mount:?}"),
            _ => assert!(signs_in, "{mount:?}: {}", answered.status),
        }
    }
}

impl Service {
    /// A service on the demonstration, with the addresses that people get.
    pub async fn demonstrating() -> Self {
        Self::demonstrating_with(|_| {}).await
    }

    /// The same, with other settings.
    pub async fn demonstrating_with(change: impl FnOnce(&mut Settings)) -> Self {
        let clock = Clock::standing_on(chrono::NaiveDate::from_ymd_opt(2014, 12, 1));
        let service = Self::at(clock, app::addresses::mounts(), change).await;
        service.register.load_demonstration().await.unwrap();
        service
    }
}
