//! What is done with people, their roles and their own accounts.

use chrono::NaiveDate;

use super::deeds::{ADMINISTER, CONFIRM, ONESELF};
use super::{Scope, Walk, scene::Scene};
use crate::{
    access::{Actor, Role},
    account::{
        AddPerson, Email,
        deeds::{
            change_email::AskEmailChange,
            deputy::{NameDeputy, StandsIn},
            invite::InviteAgain,
            leave::Leave,
            own_password::SetOwnPassword,
            roles::SetRoles,
            second_factor::SetSecondFactor,
        },
    },
    nomination::deeds::DecideNomination,
    organisation::deeds::AskSecondFactor,
    single_sign_on::{
        Said,
        deeds::{FollowRules, RemoveGroupRule, TrustDomain, WriteGroupRule},
    },
    values::Reference,
};

pub async fn people(walk: &mut Walk<'_>, scene: &Scene) {
    let [member, colleague] = scene.members;
    let day = |day| NaiveDate::from_ymd_opt(2014, 12, day).unwrap();
    let roles = SetRoles { membership: member, seen: 1, roles: vec![Role::Provider] };
    walk.deed(ADMINISTER, Scope::Register, &roles).await;
    walk.deed(ADMINISTER, Scope::Register, &InviteAgain { membership: member }).await;
    let stands_in = StandsIn { membership: colleague, from: day(1), to: Some(day(24)) };
    let away = NameDeputy { membership: member, seen: 2, deputy: Some(stands_in) };
    walk.deed(ADMINISTER, Scope::Register, &away).await;
    let leave = Leave { membership: member, seen: 3, last_day: Some(day(31)), successor: Some(colleague) };
    walk.deed(ADMINISTER, Scope::Register, &leave).await;
    for (organisation, scope) in [(&scene.own, Scope::OwnPlace), (&scene.coordinator, Scope::CoordinatorsPlace)] {
        let elsewhere = walk.everybody.iter().find(|somebody| somebody.name == "Administrator Stranger").unwrap();
        let waiting = waiting_role(walk.register, &elsewhere.actor, organisation).await;
        walk.deed(CONFIRM, scope, &waiting).await;
    }
    let ask = AskSecondFactor { organisation: scene.newcomer.clone(), seen: 1, asked: true };
    walk.deed(ADMINISTER, Scope::Register, &ask).await;
}

/// A role that an administrator of elsewhere has given.
async fn waiting_role(register: &crate::Register, administrator: &Actor, organisation: &Reference) -> DecideNomination {
    let person = AddPerson {
        email: Email::parse(&format!("waits.{}@example.org", organisation.in_address())).unwrap(),
        name: "Waits".into(),
        organisation: organisation.clone(),
        roles: vec![Role::Partner],
        demonstration: false,
        by_mail: false,
    };
    let added = register.change(administrator, &person).await.unwrap();
    DecideNomination { nomination: added.waits.unwrap(), seen: 1, confirmed: true }
}

pub async fn single_sign_on(walk: &mut Walk<'_>, scene: &Scene) {
    let issuer = || "https://login.example".to_owned();
    let rule = WriteGroupRule {
        issuer: issuer(),
        group: "social-work".into(),
        organisation: scene.own.clone(),
        roles: vec![Role::Partner],
    };
    walk.deed(ADMINISTER, Scope::Register, &rule).await;
    let trust = TrustDomain { issuer: issuer(), domain: "council.example".into(), trusted: true };
    walk.deed(ADMINISTER, Scope::Register, &trust).await;
    let said = Said {
        issuer: issuer(),
        subject: "1".into(),
        email: Some("single@council.example".into()),
        email_verified: Some(true),
        name: None,
        groups: Some(vec!["social-work".into()]),
        authenticated_at: None,
    };
    walk.deed(ADMINISTER, Scope::Register, &FollowRules { said }).await;
    walk.deed(ADMINISTER, Scope::Register, &RemoveGroupRule { rule: 1, seen: 1 }).await;
}

pub async fn oneself(walk: &mut Walk<'_>) {
    let password = SetOwnPassword::to("kettle ribbon otter lamp".into(), Vec::new()).await.unwrap();
    walk.deed(ONESELF, Scope::Oneself, &password).await;
    let address = AskEmailChange { email: Email::parse("another@example.org").unwrap() };
    walk.deed(ONESELF, Scope::Oneself, &address).await;
    walk.deed(ONESELF, Scope::Oneself, &SetSecondFactor::none()).await;
}
