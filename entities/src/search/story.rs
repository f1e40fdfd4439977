//! Records are found by words, by their beginnings, by codes, and with a letter wrong; only by whom they are for.

use super::{Kind, forty, shelf::MOST};
use crate::{
    Register,
    access::{Actor, Role, Viewer},
    agreement::{deeds::EditAgreement, read::OverviewOf, story::Memorandum},
    organisation::{self, deeds::AddOrganisation, read::OrganisationNamed},
    search::Search,
    story,
    story::World,
    values::{Identifier, Scheme},
};

async fn organisations(register: &Register, query: &str) -> (Vec<String>, Option<String>) {
    let found = register.read(&Viewer::Public, &Search::among(Kind::Organisation, query)).await.unwrap();
    let names = found.of(Kind::Organisation).iter().map(|hit| hit.title.clone()).collect();
    (names, found.instead)
}

fn school(urn: &str, name: &str, town: &str, postcode: &str) -> AddOrganisation {
    AddOrganisation {
        identifiers: vec![Identifier::parse(Scheme::Edu, urn).unwrap()],
        town: Some(town.into()),
        postcode: Some(postcode.into()),
        ..AddOrganisation::named(name, organisation::Kind::School)
    }
}

story!(a_body_is_found_by_name_place_code_and_old_name, async |world: World| {
    let register = &world.register;
    let council = AddOrganisation {
        other_names: vec!["Cumbria".into()],
        identifiers: vec![Identifier::parse(Scheme::Lae, "CBD").unwrap()],
        ..AddOrganisation::named("Cumberland Council", organisation::Kind::LocalAuthority)
    };
    for body in [
        council,
        school("103121", "Brearley Nursery School", "Birmingham", "B19 3XJ"),
        school("103122", "Garretts Green Nursery School", "Birmingham", "B26 2JL"),
        school("100371", "École Française de Londres", "London", "W6 7BE"),
    ] {
        register.change(&Actor::operator(), &body).await.unwrap();
    }
    let (brearley, garretts) = ("Brearley Nursery School", "Garretts Green Nursery School");
    for (query, names) in [
        ("nursery", vec![brearley, garretts]),
        ("Birmingham schools", vec![brearley, garretts]),
        ("brear nurs", vec![brearley]),
        ("103121", vec![brearley]),
        ("b19 3xj", vec![brearley]),
        ("B193XJ", vec![brearley]),
        ("ecole francaise", vec!["École Française de Londres"]),
        ("cumbria", vec!["Cumberland Council"]),
        ("CBD", vec!["Cumberland Council"]),
        ("nursery london", vec![]),
        ("", vec![]),
        ("%", vec![]),
        ("' OR 1=1 --", vec![]),
        ("\u{0}\u{202e}", vec![]),
    ] {
        assert_eq!(
            organisations(register, query).await,
            (names.into_iter().map(Into::into).collect(), None),
            "{query}"
        );
    }
    for (query, name, instead) in [
        ("brearly nursery", brearley, "brearley nursery"),
        ("garets green", garretts, "garretts green"),
        ("Brimingham brearley", brearley, "birmingham brearley"),
    ] {
        let (names, said) = organisations(register, query).await;
        assert_eq!((names.first().map(String::as_str), said.as_deref()), (Some(name), Some(instead)), "{query}");
    }
});

story!(what_is_not_for_a_reader_is_neither_found_nor_proposed, async |world: World| {
    let register = &world.register;
    let memo = Memorandum::drafted(&world).await;
    memo.promise(&world, "Zirconium is what nobody may know").await;
    for query in ["zirconium", "zircon", "zirconuim"] {
        let public = register.read(&Viewer::Public, &Search::everywhere(query)).await.unwrap();
        assert_eq!((public.kinds.len(), public.instead), (0, None), "{query}");
        let inside = register.read(&memo.commissioner.viewer, &Search::everywhere(query)).await.unwrap();
        assert_eq!(inside.of(Kind::Commitment).len(), 1, "{query}");
    }
    // Where a word that everybody sees is near, it is proposed whether or not the hidden one is there.
    world.organisation("Zirconion Trust", organisation::Kind::Voluntary).await;
    for query in ["zirconium", "zirconiun"] {
        let public = register.read(&Viewer::Public, &Search::everywhere(query)).await.unwrap();
        assert_eq!((public.kinds.len(), public.instead.as_deref()), (1, Some("zirconion")), "{query}");
    }
});

story!(a_word_whose_records_are_hidden_leads_on_to_the_words_that_begin_with_it, async |world: World| {
    let register = &world.register;
    // The longer word first: "We refer early" is a promise that everybody may read.
    let signed = Memorandum::signed(&world).await;
    signed.publish(&world).await;
    // In several agreements: each deed brings all of its own in step.
    let mut drafted = vec![Memorandum::drafted(&world).await];
    for number in 0..=MOST {
        if number % 50 == 49 {
            drafted.push(Memorandum::drafted(&world).await);
        }
        drafted.last().unwrap().promise(&world, &format!("The earl keeps secret {number}")).await;
    }
    let public = register.read(&Viewer::Public, &Search::everywhere("earl")).await.unwrap();
    let found: Vec<&str> = public.of(Kind::Commitment).iter().map(|hit| hit.title.as_str()).collect();
    assert_eq!((found, &public.instead), (vec!["We refer early"], &None));
    // Whoever sees the others has enough of the word itself.
    let inside = register.read(&drafted[0].commissioner.viewer, &Search::everywhere("earl")).await.unwrap();
    assert!(inside.of(Kind::Commitment).iter().all(|hit| hit.title.starts_with("The earl")), "{inside:?}");
});

story!(a_record_is_found_by_what_it_says_now, async |world: World| {
    let register = &world.register;
    let memo = Memorandum::drafted(&world).await;
    let seen = register
        .read(&memo.commissioner.viewer, &OverviewOf((&memo.agreement).into()))
        .await
        .unwrap()
        .agreement
        .version;
    let edit = EditAgreement {
        agreement: memo.agreement.clone(),
        seen,
        title: "A wholly other title".into(),
        binding: false,
        coordinator: None,
        starts: None,
        ends: None,
        aims: "Kaleidoscope".into(),
    };
    let hits = async |query: &str| {
        let found = register.read(&memo.commissioner.viewer, &Search::everywhere(query)).await.unwrap();
        found.of(Kind::Agreement).len()
    };
    assert_eq!(hits("kaleidoscope").await, 0);
    register.change(&memo.commissioner, &edit).await.unwrap();
    assert_eq!((hits("kaleidoscope").await, hits("wholly other").await), (1, 1));
    let again = EditAgreement { seen: seen + 1, aims: String::new(), ..edit };
    register.change(&memo.commissioner, &again).await.unwrap();
    assert_eq!((hits("kaleidoscope").await, hits("wholly other").await), (0, 1));
});

story!(forty_searches_of_the_demonstration_find_the_same_on_every_database, async |world: World| {
    let register = &world.register;
    register.load_demonstration().await.unwrap();
    let council = register
        .read(&Viewer::Public, &OrganisationNamed::new("organisation", "Birmingham City Council"))
        .await
        .unwrap();
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let mut other = Vec::new();
    for (query, expected) in forty::SEARCHES {
        let found = register.read(&commissioner.viewer, &Search::everywhere(*query)).await.unwrap();
        let told: Vec<&str> = found.kinds.iter().flat_map(|(_, hits)| hits).map(|hit| hit.reference.as_str()).collect();
        let told = [told.join(" "), found.instead.map(|words| format!("(instead: {words})")).unwrap_or_default()];
        let told = told.join(" ").trim().to_owned();
        if told != *expected {
            other.push(format!("    (\"{query}\", \"{told}\"),"));
        }
    }
    assert!(other.is_empty(), "other records are found:\n{}", other.join("\n"));
});
