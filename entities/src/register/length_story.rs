//! A text has a length whoever brings it: a deed refuses what a form would have refused.

use crate::{
    Refusal,
    access::{Actor, Role},
    agreement::{Kind, deeds::CreateAgreement},
    organisation::{self, deeds::AddOrganisation},
    story::{World, next_year},
    values::length,
};

crate::story!(a_deed_refuses_a_text_that_is_too_long_and_keeps_one_that_just_fits, async |world: World| {
    let council = world.organisation("Council", organisation::Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let aims = |characters: usize| CreateAgreement {
        title: "Memorandum".into(),
        kind: Kind::Memorandum,
        year: next_year(),
        binding: false,
        coordinator: None,
        starts: None,
        ends: None,
        // Of two bytes each: characters count, not bytes.
        aims: "é".repeat(characters),
    };
    let most = length::most("aims");
    world.register.change(&commissioner, &aims(most)).await.unwrap();
    let refused = world.register.change(&commissioner, &aims(most + 1)).await;
    assert!(matches!(&refused, Err(Refusal::Invalid(faults)) if faults[0].field == "aims"), "{refused:?}");

    // Also from the command line.
    let name = "A".repeat(length::most("name") + 1);
    let add = AddOrganisation::named(&name, organisation::Kind::School);
    let refused = world.register.change(&Actor::operator(), &add).await;
    assert!(matches!(&refused, Err(Refusal::Invalid(faults)) if faults[0].field == "name"), "{refused:?}");
});
