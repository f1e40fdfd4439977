//! Whose account it is that comes from a provider, what its groups give, and what is taken again.

use chrono::TimeDelta;
use sea_orm::{QueryOrder, Set, entity::prelude::*};

use super::{
    Arrival, FLOW_MINUTES, Said, Taken,
    deeds::{TrustDomain, WriteGroupRule},
    table,
};
use crate::{
    Refusal, Register,
    access::{Actor, Person, Role, Viewer},
    account::{
        self, AddPerson, Email, SignedIn,
        deeds::{
            leave::Leave,
            prove::{PROVED_MINUTES, Proof},
            roles::SetRoles,
        },
        read::{OwnMemberships, own::OwnPage},
        secret::Secret,
    },
    audit,
    held::HeldAboutOneself,
    mail,
    organisation::Kind,
    single_sign_on::read::{OwnGroupsLeftOut, SingleSignOnRules},
    story,
    story::World,
    values::Reference,
};

const ISSUER: &str = "https://login.example";
const PASSWORD: &str = "kettle ribbon otter lamp";

/// Somebody as a provider tells of them: a verified address and these groups.
fn said(subject: &str, email: &str, groups: &[&str]) -> Said {
    Said {
        issuer: ISSUER.into(),
        subject: subject.into(),
        email: Some(email.into()),
        email_verified: Some(true),
        name: Some("Sam Single".into()),
        groups: Some(groups.iter().map(|group| (*group).to_owned()).collect()),
        authenticated_at: None,
    }
}

async fn taken(register: &Register, proves: Option<i64>) -> Taken {
    let begun = register.begin_sign_in("/work", proves).await.unwrap();
    register.take_sign_in(&begun.cookie, &begun.state).await.unwrap().unwrap()
}

async fn arrives(register: &Register, said: &Said) -> Result<SignedIn, Refusal> {
    let flow = taken(register, None).await;
    let arrival =
        Arrival { said: said.clone(), flow, leeway: TimeDelta::zero(), session: None, browser: "a story".into() };
    register.arrive(arrival).await
}

/// Comes back from being asked once more, so long after it began, with this session.
async fn proves(register: &Register, said: &Said, after: TimeDelta, session: &Secret) -> Result<SignedIn, Refusal> {
    let flow = taken(register, Some(person(register, session).await.account)).await;
    let said = Said { authenticated_at: Some(flow.began_at + after), ..said.clone() };
    let browser = "a story".into();
    register.arrive(Arrival { said, flow, leeway: TimeDelta::zero(), session: Some(session), browser }).await
}

async fn person(register: &Register, token: &Secret) -> Person {
    register.viewer_of(token).await.unwrap().person().unwrap().clone()
}

fn says(refused: Result<SignedIn, Refusal>) -> String {
    match refused {
        Err(Refusal::NotAllowed { why, .. }) => why,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("somebody was signed in"),
    }
}

async fn rule(register: &Register, group: &str, organisation: &Reference, roles: &[Role]) {
    let (group, organisation, roles) = (group.into(), organisation.clone(), roles.to_vec());
    let rule = WriteGroupRule { issuer: ISSUER.into(), group, organisation, roles };
    register.change(&Actor::operator(), &rule).await.unwrap();
}

async fn trust(register: &Register, domain: &str) {
    let trust = TrustDomain { issuer: ISSUER.into(), domain: domain.into(), trusted: true };
    register.change(&Actor::operator(), &trust).await.unwrap();
}

async fn add(register: &Register, email: &str, organisation: &Reference, roles: &[Role]) -> account::Added {
    let add = AddPerson {
        email: Email::parse(email).unwrap(),
        name: "Jo Bloggs".into(),
        organisation: organisation.clone(),
        roles: roles.to_vec(),
        demonstration: false,
        by_mail: false,
    };
    register.change(&Actor::operator(), &add).await.unwrap()
}

async fn count<E: EntityTrait>(register: &Register, _: E) -> u64
where
    E::Model: Send + Sync,
{
    E::find().all(register.reader()).await.unwrap().len() as u64
}

story!(a_group_with_a_rule_gives_an_account_and_a_place_and_without_one_there_is_none, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let sam = said("1", "Sam@Council.example", &["social-work"]);
    assert_eq!(says(arrives(register, &sam).await), "Your sign-in works, but nobody has given you a place here.");
    assert_eq!(count(register, account::table::Entity).await, 0, "what is refused leaves nothing");
    rule(register, "social-work", &council, &[Role::Partner]).await;
    rule(register, "elsewhere", &council, &[Role::Signatory]).await;
    let unverified = Said { email_verified: Some(false), ..sam.clone() };
    assert!(says(arrives(register, &unverified).await).contains("has not been verified"));
    let unsaid = Said { email_verified: None, ..sam.clone() };
    assert!(says(arrives(register, &unsaid).await).contains("nobody has given you a place"));
    let nameless = Said { email: None, ..sam.clone() };
    assert!(says(arrives(register, &nameless).await).contains("nobody has given you a place"));

    let first = arrives(register, &sam).await.unwrap();
    let there = person(register, &first.token).await;
    assert_eq!((there.name.as_str(), there.organisation.name.as_str()), ("Sam Single", "Council"));
    assert_eq!(there.roles.iter().collect::<Vec<_>>(), [Role::Partner]);
    let entries = audit::table::Entity::find().order_by_desc(audit::table::Column::Seq).all(register.reader()).await;
    let deeds: Vec<String> = entries.unwrap().into_iter().map(|entry| entry.deed).take(2).collect();
    assert_eq!(deeds, ["followed the rules of single sign-on", "made an account by a rule of single sign-on"]);

    // Who it is says the subject, not the address, and nothing has to be done the second time.
    let again = Said { email: Some("other@elsewhere.example".into()), ..sam };
    let entries = count(register, audit::table::Entity).await;
    let second = arrives(register, &again).await.unwrap();
    assert_eq!(person(register, &second.token).await.account, there.account);
    assert_eq!(count(register, audit::table::Entity).await, entries);
    let held = register.read(&Viewer::Person(there.clone()), &HeldAboutOneself).await.unwrap();
    assert_eq!((held.identities[0].provider.as_str(), held.identities[0].subject.as_str()), (ISSUER, "1"));
});

story!(an_account_is_linked_by_a_verified_address_of_a_trusted_domain_alone, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let jo = add(register, "jo@council.example", &council, &[Role::Commissioner]).await;
    rule(register, "social-work", &council, &[Role::Partner]).await;
    let jos = said("1", "jo@council.example", &["social-work"]);
    assert!(says(arrives(register, &jos).await).contains("not connected to your account"));
    trust(register, "@Council.example").await;
    let unsaid = Said { email_verified: None, ..jos.clone() };
    assert!(says(arrives(register, &unsaid).await).contains("not connected to your account"));
    let elsewhere = Said { issuer: "https://another.example".into(), ..jos.clone() };
    assert!(says(arrives(register, &elsewhere).await).contains("not connected to your account"));
    assert_eq!(count(register, table::identity::Entity).await, 0);

    let signed_in = arrives(register, &jos).await.unwrap();
    let there = person(register, &signed_in.token).await;
    assert_eq!(there.account, jo.account);
    assert_eq!(there.roles.iter().collect::<Vec<_>>(), [Role::Commissioner], "made by hand, it follows no rule");
    let told = world.letters("Your Concordat account can be opened by single sign-on").await;
    assert_eq!(told, ["jo@council.example"]);
    // The address is given to somebody else there: the account stays with whom it was.
    let successor = said("2", "jo@council.example", &["social-work"]);
    assert!(says(arrives(register, &successor).await).contains("not connected to your account"));
});

story!(an_administrator_connects_nobody_of_another_body_by_trusting_a_domain, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let trust = world.organisation("Trust", Kind::NhsTrust).await;
    add(register, "jo@public.example", &trust, &[Role::Signatory]).await;
    add(register, "al@public.example", &council, &[Role::Commissioner]).await;
    let administrator = world.person(&council, &[Role::Administrator]).await;
    let deed = TrustDomain { issuer: ISSUER.into(), domain: "public.example".into(), trusted: true };
    register.change(&administrator, &deed).await.unwrap();
    let jos = says(arrives(register, &said("1", "jo@public.example", &[])).await);
    assert!(jos.contains("not connected to your account"), "{jos}");
    let als = arrives(register, &said("2", "al@public.example", &[])).await.unwrap();
    assert_eq!(person(register, &als.token).await.organisation.name, "Council");
});

story!(leaving_a_group_ends_what_it_gave_and_coming_back_gives_it_again, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let trust = world.organisation("Trust", Kind::NhsTrust).await;
    rule(register, "social-work", &council, &[Role::Partner]).await;
    rule(register, "directors", &council, &[Role::Signatory]).await;
    rule(register, "nurses", &trust, &[Role::Partner]).await;
    let with = |groups: &[&str]| said("1", "sam@council.example", groups);
    let all = ["social-work", "directors", "nurses"];
    let first = arrives(register, &with(&all)).await.unwrap();
    let there = person(register, &first.token).await;
    assert_eq!(there.roles.iter().collect::<Vec<_>>(), [Role::Partner, Role::Signatory]);
    assert!(there.has_others);

    let second = arrives(register, &with(&["directors"])).await.unwrap();
    let there = person(register, &second.token).await;
    assert_eq!(there.roles.iter().collect::<Vec<_>>(), [Role::Signatory]);
    assert!(!there.has_others, "the trust is left");

    assert!(says(arrives(register, &with(&[])).await).contains("nobody has given you a place"));
    assert_eq!(register.viewer_of(&second.token).await.unwrap(), Viewer::Public, "an open session opens nothing now");
    let back = arrives(register, &with(&["nurses"])).await.unwrap();
    assert_eq!(person(register, &back.token).await.organisation.name, "Trust");
    let roles = account::table::membership_role::Entity::find().all(register.reader()).await.unwrap();
    assert_eq!(roles.len(), 1, "an ended membership has no roles");
});

story!(groups_that_are_left_out_take_nothing_away_and_say_so, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    rule(register, "social-work", &council, &[Role::Partner]).await;
    let with = |groups: Option<&[&str]>| Said {
        groups: groups.map(|groups| groups.iter().map(|group| (*group).to_owned()).collect()),
        ..said("1", "sam@council.example", &[])
    };
    let why = says(arrives(register, &with(None)).await);
    assert!(why.contains("did not say which groups you are in"), "who is new is told why: {why}");
    let first = arrives(register, &with(Some(&["social-work"]))).await.unwrap();
    let there = person(register, &first.token).await;
    assert_eq!(register.read(&Viewer::Person(there.clone()), &OwnGroupsLeftOut).await.unwrap(), None);

    let over = arrives(register, &with(None)).await.unwrap();
    let still = person(register, &over.token).await;
    assert_eq!(still.roles.iter().collect::<Vec<_>>(), [Role::Partner], "absent is not empty");
    assert!(
        register.read(&Viewer::Person(still.clone()), &OwnGroupsLeftOut).await.unwrap().is_some(),
        "the person is told"
    );
    let administrator = world.person(&council, &[Role::Administrator]).await;
    let rules = register.read(&administrator.viewer, &SingleSignOnRules).await.unwrap();
    assert_eq!(rules.left_out.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Sam Single"]);

    // In no group is another thing, and when the groups come again there is nothing to say.
    assert!(says(arrives(register, &with(Some(&[]))).await).contains("nobody has given you a place"));
    arrives(register, &with(Some(&["social-work"]))).await.unwrap();
    assert!(register.read(&administrator.viewer, &SingleSignOnRules).await.unwrap().left_out.is_empty());
    arrives(register, &with(Some(&[]))).await.err().unwrap();
    let gone = says(arrives(register, &with(None)).await);
    assert!(gone.contains("did not say which groups"), "whose place has ended is told why there is none: {gone}");
});

story!(what_an_administrator_changes_follows_the_groups_no_more, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let trust = world.organisation("Trust", Kind::NhsTrust).await;
    for organisation in [&council, &trust] {
        rule(register, "social-work", organisation, &[Role::Partner]).await;
    }
    let with = |groups: &[&str]| said("1", "sam@council.example", groups);
    let first = person(register, &arrives(register, &with(&["social-work"])).await.unwrap().token).await;
    let memberships = register.read(&Viewer::Person(first.clone()), &OwnMemberships).await.unwrap();
    let (kept, left) = (memberships[0].id, memberships[1].id);
    let operator = Actor::operator();
    let roles = vec![Role::Signatory];
    register
        .change(&operator, &SetRoles { membership: kept, seen: world.version_of(kept).await, roles })
        .await
        .unwrap();
    let yesterday = crate::story::today().pred_opt();
    let seen = world.version_of(left).await;
    register.change(&operator, &Leave { membership: left, seen, last_day: yesterday, successor: None }).await.unwrap();
    for groups in [["social-work"].as_slice(), &[]] {
        let token = arrives(register, &with(groups)).await.unwrap().token;
        let there = person(register, &token).await;
        assert_eq!(there.roles.iter().collect::<Vec<_>>(), [Role::Signatory], "{groups:?}");
        assert!(!there.has_others, "who was said to have left does not come back by a group");
    }
});

story!(no_rule_makes_an_administrator, async |world: World| {
    let register = &world.register;
    let organisation = world.organisation("Council", Kind::LocalAuthority).await;
    let roles = vec![Role::Partner, Role::Administrator];
    let rule = WriteGroupRule { issuer: ISSUER.into(), group: "directors".into(), organisation, roles };
    let refused = register.change(&Actor::operator(), &rule).await;
    assert!(matches!(refused, Err(Refusal::Invalid(faults)) if faults[0].field == "role"));
});

story!(a_sign_in_that_was_begun_comes_back_once_in_time_and_to_its_own_browser, async |world: World| {
    let register = &world.register;
    let begun = register.begin_sign_in("/work", None).await.unwrap();
    assert!(register.take_sign_in(&Secret::new().unwrap(), &begun.state).await.unwrap().is_none());
    let taken = register.take_sign_in(&begun.cookie, &begun.state).await.unwrap().unwrap();
    assert_eq!((taken.nonce, taken.verifier, taken.next.as_str()), (begun.nonce, begun.verifier, "/work"));
    assert!(register.take_sign_in(&begun.cookie, &begun.state).await.unwrap().is_none(), "once");

    let begun = register.begin_sign_in("/work", None).await.unwrap();
    assert!(register.take_sign_in(&begun.cookie, "another state").await.unwrap().is_none());
    assert!(register.take_sign_in(&begun.cookie, &begun.state).await.unwrap().is_some(), "it went on waiting");

    let begun = register.begin_sign_in("/work", None).await.unwrap();
    let long_ago = register.clock().now() - TimeDelta::minutes(FLOW_MINUTES) - TimeDelta::seconds(1);
    let aged = table::flow::ActiveModel { began_at: Set(long_ago), ..Default::default() };
    table::flow::Entity::update_many().set(aged).exec(register.writer()).await.unwrap();
    assert!(register.take_sign_in(&begun.cookie, &begun.state).await.unwrap().is_none(), "too late");
});

story!(whoever_has_no_password_proves_who_they_are_by_signing_in_again, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    rule(register, "social-work", &council, &[Role::Signatory]).await;
    let sam = said("1", "sam@council.example", &["social-work"]);
    let token = arrives(register, &sam).await.unwrap().token;
    let actor = Actor::person(person(register, &token).await, None);
    let proof = |session| Proof { password: String::new(), session: Some(session) };
    let refused = register.prove(&actor, proof(&token), "password").await;
    assert!(matches!(refused, Err(Refusal::NotAllowed { .. })), "an open session proves nothing");
    assert!(!register.read(&actor.viewer, &OwnPage).await.unwrap().is_proved);

    assert!(says(proves(register, &sam, TimeDelta::minutes(-1), &token).await).contains("not asked"));
    let other = said("2", "al@council.example", &["social-work"]);
    arrives(register, &other).await.unwrap();
    assert!(says(proves(register, &other, TimeDelta::zero(), &token).await).contains("somebody else"));

    let proved = proves(register, &sam, TimeDelta::zero(), &token).await.unwrap().token;
    assert_eq!(register.viewer_of(&token).await.unwrap(), Viewer::Public, "the token is another");
    register.prove(&actor, proof(&proved), "password").await.unwrap();
    assert!(register.read(&actor.viewer, &OwnPage).await.unwrap().is_proved);
    let long_ago = register.clock().now() - TimeDelta::minutes(PROVED_MINUTES) - TimeDelta::seconds(1);
    let aged = account::table::session::ActiveModel { proved_at: Set(Some(long_ago)), ..Default::default() };
    account::table::session::Entity::update_many().set(aged).exec(register.writer()).await.unwrap();
    assert!(register.prove(&actor, proof(&proved), "password").await.is_err());
    // Nobody gets a password by the back door that would outlive the sign-in elsewhere.
    register.forgot_password("sam@council.example").await.unwrap();
    assert_eq!(count(register, mail::table::Entity).await, 0);
});

story!(an_account_with_a_second_factor_still_waits_for_its_code, async |world: World| {
    use crate::account::second_factor::SecondFactor;
    let register = &world.register;
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let jo = add(register, "jo@council.example", &council, &[Role::Commissioner]).await;
    let link = Secret::parse(jo.link.as_deref().unwrap()).unwrap();
    register.set_password(&link, PASSWORD.into()).await.unwrap();
    let actor = Actor::person(register.person(jo.account, jo.membership).await.unwrap().unwrap(), None);
    let factor = SecondFactor::new("jo@council.example", "Concordat").unwrap();
    let code = factor.code(register.clock().now());
    let recovery = register.set_up_second_factor(&actor, &factor, &code, PASSWORD.into()).await.unwrap();
    trust(register, "council.example").await;
    let half = arrives(register, &said("1", "jo@council.example", &[])).await.unwrap();
    assert!(half.awaits_code);
    assert_eq!(register.viewer_of(&half.token).await.unwrap(), Viewer::Public);
    register.enter_code(&half.token, &recovery[0], "a story").await.unwrap();
});
