//! `/admin/single-sign-on`: which groups of the provider have a place here, and which addresses it gives out.

use entities::{
    Refusal,
    access::Role,
    organisation::read::{OrganisationNamed, OrganisationNames},
    single_sign_on::{
        deeds::{RemoveGroupRule, TrustDomain, WriteGroupRule},
        read::{Rules, SingleSignOnRules, TrustedDomain, WrittenRule},
        rules::{domain, may_be_given},
    },
    values::place::without_secrets,
};
use leptos::prelude::*;

use super::invite::role_boxes;
use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, Column, EmptyState, Hidden, InsetText, PostForm, Seen, Table, WarningText, moment},
};

const ADDRESS: &str = "/admin/single-sign-on";

/// The rules, and the forms to add one.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Adds a rule, or takes one away.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let saved = |said| move |()| Saved::at(ADDRESS).saying(said);
    let again = async |typed: &Typed| show(&ask, typed).await;
    match typed.form() {
        "remove" => {
            let deed = async {
                let mut read = typed.read();
                let (rule, seen) = (read.number("rule", "Choose a rule"), read.seen());
                read.finish(|| Some(RemoveGroupRule { rule: rule?, seen: seen? }))
            };
            submitted(&ask, &typed, deed, saved(Said::RULE_REMOVED), again).await
        }
        "distrust" => {
            let deed = async {
                let mut read = typed.read();
                let (issuer, domain) = (read.text("issuer").to_owned(), read.required("domain", "Choose a domain"));
                read.finish(|| Some(TrustDomain { issuer, domain: domain?, trusted: false }))
            };
            submitted(&ask, &typed, deed, saved(Said::DOMAIN_DISTRUSTED), again).await
        }
        "trust" => {
            let deed = async {
                let issuer = issuer(&ask)?;
                Ok(TrustDomain { issuer, domain: form::read(&typed, trusted_domain)?, trusted: true })
            };
            submitted(&ask, &typed, deed, saved(Said::DOMAIN_TRUSTED), again).await
        }
        _ => submitted(&ask, &typed, rule(&ask, &typed), saved(Said::RULE_ADDED), again).await,
    }
}

async fn rule(ask: &Ask, typed: &Typed) -> Result<WriteGroupRule, Refusal> {
    let issuer = issuer(ask)?;
    let (group, named, roles) = form::read(typed, |fields| group_rule(fields, Vec::new()))?;
    let organisation = ask.register.read(&ask.viewer, &OrganisationNamed::new("organisation", &named)).await?;
    Ok(WriteGroupRule { issuer, group, organisation, roles })
}

/// A group, the organisation of its people as it was typed, and what they may do.
fn group_rule(fields: &mut Fields<'_, ()>, names: Vec<String>) -> Option<(String, String, Vec<Role>)> {
    let group = fields.line("group", "Group");
    let group = group.hint("Exactly as the provider sends it: a name or a long number, capitals and all");
    let group = group.required("Enter the group as the provider names it");
    let named = fields.organisation("organisation", "Organisation", names);
    let named = named.required("Enter the organisation that its people belong to");
    let roles = role_boxes(fields, may_be_given).some("Choose at least one role", |code| code.parse().ok());
    Some((group?, named?, roles?))
}

fn trusted_domain(fields: &mut Fields<'_, ()>) -> Option<String> {
    let wrong = "Enter a domain, like council.gov.uk";
    let domain_field = fields.line("domain", "Domain").hint("For example council.gov.uk").width(30);
    domain_field.parsed(wrong, |text| domain(text).ok_or(wrong))
}

/// The provider that rules are written for.
fn issuer(ask: &Ask) -> Result<String, Refusal> {
    let none = || Refusal::rule("Single sign-on is not set up.", "Whoever runs the register names a provider first.");
    ask.site.single_sign_on.as_ref().map(|provider| provider.issuer().to_owned()).ok_or_else(none)
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let rules = ask.register.read(&ask.viewer, &SingleSignOnRules).await?;
    let names = ask.register.read(&ask.viewer, &OrganisationNames(&[])).await?;
    let provider = ask.site.single_sign_on.as_ref();
    let provider = provider.map(|provider| (provider.name().to_owned(), provider.issuer().to_owned()));
    Page::new("Single sign-on").crumb("Administration", "/admin").typed(typed).show(move || {
        let issuer = provider.as_ref().map(|(_, issuer)| issuer.clone());
        view! {
            <WhichProvider provider=provider.clone()/>
            <LeftOut left_out=rules.left_out.clone()/>
            <Written rules issuer/>
            {provider.is_some().then(|| view! {
                <h2 class="govuk-heading-m">"Give a group a place here"</h2>
                <PostForm action=ADDRESS seen=Seen::Nothing name="write">
                    {form::shown(None, |fields| group_rule(fields, names))}
                    <Button>"Add the rule"</Button>
                </PostForm>
                <h2 class="govuk-heading-m">"Connect people who have an account already"</h2>
                <p class="govuk-body">
                    "Somebody who comes with a verified address of such a domain gets the account that has this address here, if it belongs to "
                    "nobody but your organisation. Name only domains whose addresses your organisation gives out itself."
                </p>
                <PostForm action=ADDRESS seen=Seen::Nothing name="trust">
                    {form::shown(None, trusted_domain)}
                    <Button secondary=true>"Trust its addresses"</Button>
                </PostForm>
            })}
        }
    })
}

#[component]
fn WhichProvider(provider: Option<(String, String)>) -> impl IntoView {
    match provider {
        None => view! {
            <WarningText text="No provider is named, so nobody can sign in by it. Whoever runs the register names one with CONCORDAT_SSO_ISSUER."/>
        }
        .into_any(),
        Some((name, issuer)) => view! {
            <InsetText>
                "People sign in with " <strong>{name}</strong> " at " {without_secrets(&issuer)}
                ". What a group gives begins at somebody’s next sign-in, and ends at the first one without the group; whoever may not "
                "sign in there any more is out when their session ends. Administrators are named one by one, never by a group."
            </InsetText>
        }
        .into_any(),
    }
}

/// Whose groups the provider left out.
#[component]
fn LeftOut(left_out: Vec<(String, chrono::DateTime<chrono::Utc>)>) -> impl IntoView {
    (!left_out.is_empty()).then(|| {
        let people = left_out.into_iter().map(|(name, at)| view! { <li>{format!("{name}, {}", moment(at))}</li> });
        view! {
            <WarningText text="The provider left out which groups these people are in, so their places here stay as they were."/>
            <ul class="govuk-list govuk-list--bullet">{people.collect_view()}</ul>
            <p class="govuk-body">
                "It does so for people in very many groups. Have it send only the groups that are named below: in Microsoft Entra ID, “groups "
                "assigned to the application”."
            </p>
        }
    })
}

#[component]
fn Written(rules: Rules, issuer: Option<String>) -> impl IntoView {
    let in_force = |of: &str| issuer.as_deref() == Some(of);
    let groups: Vec<_> = rules
        .groups
        .into_iter()
        .map(|rule| {
            let in_force = in_force(&rule.issuer);
            group(rule, in_force)
        })
        .collect();
    let domains: Vec<_> = rules
        .domains
        .into_iter()
        .map(|domain| {
            let in_force = in_force(&domain.issuer);
            trusted(domain, in_force)
        })
        .collect();
    let columns =
        vec![Column::head("Group"), Column::text("Organisation"), Column::text("Roles"), Column::text("Take away")];
    let of_domains = vec![Column::head("Trusted domain"), Column::text("Take away")];
    view! {
        {if groups.is_empty() {
            view! {
                <EmptyState text="No group has a place here yet.">
                    <p class="govuk-body">"Whoever signs in and has no account is told to ask you."</p>
                </EmptyState>
            }
            .into_any()
        } else {
            view! { <Table caption="Groups with a place here" columns rows=groups/> }.into_any()
        }}
        {(!domains.is_empty()).then(|| view! { <Table caption="Domains whose addresses are trusted" columns=of_domains rows=domains/> })}
    }
}

fn group(rule: WrittenRule, in_force: bool) -> Vec<AnyView> {
    let roles: Vec<&str> = rule.roles.iter().map(Role::label).collect();
    let waiting: Vec<&str> = rule.waiting.iter().map(Role::label).collect();
    let waiting = (!waiting.is_empty()).then(|| format!("Waits for its own people: {}", waiting.join(", ")));
    let waiting = waiting.map(|waiting| view! { <span class="quiet quiet--block">{waiting}</span> });
    let about = format!(" the rule for {} in {}", rule.group, rule.organisation);
    let remove = view! {
        <PostForm action=ADDRESS seen=rule.version name="remove">
                <Hidden name="rule" value=rule.id.to_string()/>
            <TakeAway about/>
        </PostForm>
    };
    vec![
        view! { {rule.group} {note(in_force)} }.into_any(),
        rule.organisation.into_any(),
        view! { {roles.join(", ")} {waiting} }.into_any(),
        remove.into_any(),
    ]
}

fn trusted(trusted: TrustedDomain, in_force: bool) -> Vec<AnyView> {
    let TrustedDomain { issuer, domain } = trusted;
    let about = format!(" the trust in {domain}");
    let name = domain.clone();
    let remove = view! {
        <PostForm action=ADDRESS seen=Seen::Nothing name="distrust">
            <Hidden name="issuer" value=issuer/>
            <Hidden name="domain" value=domain/>
            <TakeAway about/>
        </PostForm>
    };
    vec![view! { {name} {note(in_force)} }.into_any(), remove.into_any()]
}

#[component]
fn TakeAway(
    /// What, for whoever hears the button without its row.
    about: String,
) -> impl IntoView {
    view! { <button type="submit" class="link-button">"Take away" <span class="govuk-visually-hidden">{about}</span></button> }
}

/// Said of what was written for a provider that is not the one there is now.
fn note(in_force: bool) -> Option<impl IntoView + use<>> {
    (!in_force).then(|| view! { <span class="quiet quiet--block">"Of another provider: not in force"</span> })
}
