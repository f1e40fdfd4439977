//! What is over is taken away, and nothing else.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ConnectionTrait, ExprTrait, Value,
    sea_query::{Expr, Query},
};

use super::{Kept, Kind, rules};
use crate::{
    access::{Role, Viewer},
    account::secret::Secret,
    clarification::deeds::{AnswerQuestion, AskQuestion},
    engagement::deeds::TakePlace,
    organisation,
    procurement::{
        self,
        deeds::{RegisterInterest, WriteProcurement},
        read::ProcurementPage,
    },
    story,
    story::World,
};

async fn count(world: &World, table: &'static str, what: Expr) -> i64 {
    let mut look = Query::select();
    look.expr_as(Expr::cust("COUNT(*)"), "n").from(table).and_where(what);
    world.register.reader().query_one(&look).await.unwrap().unwrap().try_get("", "n").unwrap()
}

/// Makes every row of a table so old.
async fn age(world: &World, table: &'static str, column: &'static str, at: DateTime<Utc>) {
    let mut update = Query::update();
    update.table(table).value(column, at);
    world.register.writer().execute(&update).await.unwrap();
}

async fn insert(world: &World, table: &'static str, row: &[(&'static str, Value)]) {
    let mut insert = Query::insert();
    insert
        .into_table(table)
        .columns(row.iter().map(|(column, _)| *column))
        .values_panic(row.iter().map(|(_, value)| Expr::val(value.clone())));
    world.register.writer().execute(&insert).await.unwrap();
}

/// Just over, and just not over, what a kind is kept for.
fn around(world: &World, kind: Kind) -> (DateTime<Utc>, DateTime<Utc>) {
    let rule = rules(world.register.sessions()).into_iter().find(|rule| rule.kind == kind).unwrap();
    let Kept::For(time) = rule.kept else { panic!("{kind} is not swept") };
    let begins = world.register.clock().now() - time;
    (begins - TimeDelta::minutes(5), begins + TimeDelta::minutes(5))
}

fn everything() -> Expr {
    Expr::val(1).eq(1)
}

story!(what_is_over_is_swept_and_the_rest_stays, async |world: World| {
    let register = &world.register;
    let (over, not_over) = around(&world, Kind::FailedSignIn);
    for (at, many) in [(over, 1_201), (not_over, 3)] {
        for number in 0..many {
            let email = format!("{number}@example.org");
            insert(&world, "failed_sign_in", &[("email", email.into()), ("at", at.into())]).await;
        }
    }
    let (over, not_over) = around(&world, Kind::FormPress);
    for (form, at) in [("a", over), ("b", not_over)] {
        let row = [("form", form.into()), ("deed", "d".into()), ("done", "1".into()), ("at", at.into())];
        insert(&world, "form_press", &row).await;
    }
    let (over, not_over) = around(&world, Kind::ImportFault);
    for (path, at) in [("/0", over), ("/1", not_over)] {
        let row = [("file", "f".into()), ("path", path.into()), ("reason", "r".into()), ("instead", "i".into())];
        let row = [row.as_slice(), &[("raw", "Ann Smith".into()), ("at", at.into())]].concat();
        insert(&world, "import_fault", &row).await;
    }
    let swept = register.sweep_what_is_over().await.unwrap();
    assert_eq!((swept.of(Kind::FailedSignIn), swept.of(Kind::FormPress), swept.of(Kind::ImportFault)), (1_201, 1, 1));
    assert_eq!(swept.all(), 1_203);
    assert_eq!(count(&world, "failed_sign_in", everything()).await, 3);
    assert_eq!(count(&world, "form_press", Expr::col("form").eq("b")).await, 1);
    assert_eq!(count(&world, "import_fault", Expr::col("reason").eq("r")).await, 2, "what was wrong stays");
    assert_eq!(count(&world, "import_fault", Expr::col("raw").eq("Ann Smith")).await, 1);
    assert_eq!(register.sweep_what_is_over().await.unwrap().all(), 0);
});

story!(a_session_is_swept_when_it_has_ended_and_a_link_when_it_is_too_old, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", organisation::Kind::LocalAuthority).await;
    let link = world.invitation(&council, "ann@example.org").await;
    register.set_password(&link, "four words are enough".into()).await.unwrap();
    let signed_in = register.sign_in("ann@example.org", "four words are enough".into(), "a story").await.unwrap();
    let unused = world.invitation(&council, "bob@example.org").await;

    assert_eq!(register.sweep_what_is_over().await.unwrap().all(), 0);
    assert_ne!(register.viewer_of(&signed_in.token).await.unwrap(), Viewer::Public);
    assert!(register.person_of_link(&unused).await.unwrap().is_some());

    age(&world, "session", "created_at", around(&world, Kind::Session).0).await;
    age(&world, "account", "link_expires", register.clock().now() - TimeDelta::minutes(1)).await;
    let swept = register.sweep_what_is_over().await.unwrap();
    assert_eq!((swept.of(Kind::Session), swept.of(Kind::OneTimeLink), swept.all()), (1, 1, 2));
    assert_eq!(count(&world, "session", everything()).await, 0);
    assert_eq!(count(&world, "account", Expr::col("link_digest").is_not_null()).await, 0);
    assert_eq!(count(&world, "account", everything()).await, 2, "the people stay");
});

story!(the_words_of_an_interest_go_and_the_interest_stays, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", organisation::Kind::LocalAuthority).await;
    let provider = world.organisation("Provider", organisation::Kind::Voluntary).await;
    let (keeper, provider) =
        (world.person(&council, &[Role::Commissioner]).await, world.person(&provider, &[Role::Provider]).await);
    let tender = WriteProcurement {
        existing: None,
        follows: None,
        title: "Family help".into(),
        description: String::new(),
        buyer: Some(council),
        service: None,
        cpv: None,
        value_low: None,
        value_high: None,
        procedure: None,
        state: procurement::State::Planned,
        in_scope: true,
        published: true,
    };
    let procurement = register.change(&keeper, &tender).await.unwrap();
    let interest = RegisterInterest { procurement: procurement.clone(), seen: 0, words: "Call Ann Smith".into() };
    register.change(&provider, &interest).await.unwrap();
    assert_eq!(register.sweep_what_is_over().await.unwrap().of(Kind::InterestWords), 0);
    age(&world, "interest", "at", around(&world, Kind::InterestWords).0).await;
    assert_eq!(register.sweep_what_is_over().await.unwrap().of(Kind::InterestWords), 1);
    let page = register.read(&keeper.viewer, &ProcurementPage(procurement.clone())).await.unwrap();
    let words: Vec<String> = page.interested.unwrap().into_iter().map(|interested| interested.words).collect();
    assert_eq!(words, [""]);
});

story!(who_comes_and_who_asked_in_which_words_goes_and_the_rest_stays, async |world: World| {
    let register = &world.register;
    let council = world.organisation("Council", organisation::Kind::LocalAuthority).await;
    let provider = world.organisation("Provider", organisation::Kind::Voluntary).await;
    let keeper = world.person(&council, &[Role::Commissioner]).await;
    let provider = world.person(&provider, &[Role::Provider]).await;
    let procurement = register.change(&keeper, &procurement::story::by_hand(&council)).await.unwrap();
    let day = procurement::story::event(&procurement, procurement::EventKind::Engagement, 12, 10);
    let event = register.change(&keeper, &day).await.unwrap();
    let words = || "Ann Smith".to_owned();
    let place = TakePlace { procurement: procurement.clone(), event, seen: 0, event_seen: 0, words: words() };
    register.change(&provider, &place).await.unwrap();
    let ask = AskQuestion { procurement: procurement.clone(), words: words() };
    let question = register.change(&provider, &ask).await.unwrap();
    let (published_words, answer) = ("By when?".into(), "By noon".into());
    let answered = AnswerQuestion { procurement: procurement.clone(), question, seen: 1, published_words, answer };
    register.change(&keeper, &answered).await.unwrap();
    for (kind, table, since) in
        [(Kind::PlaceWords, "event_place", "at"), (Kind::QuestionWords, "clarification", "asked_at")]
    {
        assert_eq!(register.sweep_what_is_over().await.unwrap().of(kind), 0);
        age(&world, table, since, around(&world, kind).0).await;
        assert_eq!(register.sweep_what_is_over().await.unwrap().of(kind), 1);
        assert_eq!(count(&world, table, Expr::col("words").eq("Ann Smith")).await, 0);
    }
    let page = register.read(&keeper.viewer, &ProcurementPage(procurement.clone())).await.unwrap();
    assert_eq!(page.places[0].all.as_ref().unwrap().len(), 1, "the place stays");
    assert_eq!(page.clarifications.questions[0].words, "By when?");
});

story!(two_sweeps_at_once_do_no_harm, async |world: World| {
    let (over, _) = around(&world, Kind::FailedSignIn);
    for number in 0..1_500 {
        let email = format!("{number}@example.org");
        insert(&world, "failed_sign_in", &[("email", email.into()), ("at", over.into())]).await;
    }
    let sweep = |register: crate::Register| tokio::spawn(async move { register.sweep_what_is_over().await.unwrap() });
    let (one, two) = (sweep(world.register.clone()), sweep(world.register.clone()));
    let taken = one.await.unwrap().all() + two.await.unwrap().all();
    let left = world.register.sweep_what_is_over().await.unwrap().all();
    assert_eq!(taken + left, 1_500, "each row is taken once");
});

impl World {
    /// A new person's one-time link.
    async fn invitation(&self, organisation: &crate::values::Reference, email: &str) -> Secret {
        let add = crate::account::AddPerson {
            email: crate::account::Email::parse(email).unwrap(),
            name: "Somebody".into(),
            organisation: organisation.clone(),
            roles: vec![Role::Partner],
            demonstration: false,
            by_mail: false,
        };
        let added = self.register.change(&crate::access::Actor::operator(), &add).await.unwrap();
        Secret::parse(&added.link.unwrap()).unwrap()
    }
}
