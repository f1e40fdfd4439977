//! `/funding?year=2015-16`: need, agreed, provisional, disputed and gap, by service and by partner.

use entities::{
    funding::{
        read::{PartnerRow, ServiceRow, Year, YearOf},
        rules::Sums,
    },
    list::page_of,
    values::{FinancialYear, Pence},
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Query},
    list::NothingFollows,
    services,
    ui::{Column, EmptyState, InsetText, ListPages, SubNavigation, Table},
};

/// The year's money; the register's own year unless the address names one.
pub async fn page(ask: Ask) -> Answer {
    let mut read = ask.query().narrowing();
    let year = read.value("year", "Enter a financial year in the address, like 2015-16");
    let year = read.read(year)?.unwrap_or_else(|| FinancialYear::of(ask.register.clock().today()));
    let money = ask.register.read(&ask.viewer, &YearOf(year)).await?;
    let query = ask.query().clone();
    let inside = ask.viewer.person().is_some();
    Page::new(format!("Money in {year}")).show(move || {
        let current = address(year);
        let items = money.years.iter().map(|year| (year.to_string(), address(*year))).collect();
        let disputed = money.all.disputed.is_positive().then(|| {
            view! {
                <InsetText>
                    <strong>{money.all.disputed.to_string()}</strong>
                    " is disputed. It stands apart and is never counted as agreed."
                </InsetText>
            }
        });
        view! {
            <SubNavigation label="Financial years" items current/>
            {disputed}
            <Tables money query inside/>
        }
    })
}

fn address(year: FinancialYear) -> String {
    format!("/funding?year={}", year.in_address())
}

/// By what names an address says which page of partners it shows.
const PARTNERS: [&str; 2] = ["partners-after", "partners-before"];

#[component]
fn Tables(money: Year, query: Query, inside: bool) -> impl IntoView {
    if money.services.is_empty() && money.partners.is_empty() && money.hidden.is_none() {
        return view! {
            <EmptyState text=format!("The register has no money for {}.", money.year)>
                <p class="govuk-body">"Choose another year above."</p>
            </EmptyState>
        }
        .into_any();
    }
    let services = page_of(money.services, &query.place(), |row| (row.name(), row.key));
    let partners = page_of(money.partners, &query.place_in(PARTNERS), |row| (row.partner.name.as_str(), row.key));
    if services.is_beyond || partners.is_beyond {
        return view! { <NothingFollows first=address(money.year)/> }.into_any();
    }
    let mut rows: Vec<_> = services.rows.into_iter().map(service).collect();
    // What may not be told apart comes after everything else.
    let hidden = money.hidden.filter(|_| services.after.is_none());
    rows.extend(hidden.map(|sums| sum_cells("Services that are not published".into_any(), sums)));
    let total = sum_cells("All services".into_any(), money.all);
    let of_partners: Vec<_> = partners.rows.into_iter().map(partner).collect();
    let partner_columns = vec![
        Column::head("Partner"),
        Column::number("Agreed"),
        Column::number("Provisional"),
        Column::number("Disputed"),
        Column::number("Year before"),
        Column::text("Against the year before"),
    ];
    let hint = (!inside).then(|| {
        view! { <p class="govuk-body quiet">"Money of agreements still in negotiation is shown to their parties when they sign in."</p> }
    });
    view! {
        <Table caption="By service" columns=service_columns() rows total/>
        <ListPages path="/funding" query=query.clone() before=services.before after=services.after/>
        {(!of_partners.is_empty()).then(|| view! {
            <Table caption="By partner" columns=partner_columns rows=of_partners/>
            <ListPages path="/funding" query before=partners.before after=partners.after names=PARTNERS/>
        })}
        {hint}
    }
    .into_any()
}

fn service_columns() -> Vec<Column> {
    vec![
        Column::head("Service"),
        Column::number("Need"),
        Column::number("Agreed"),
        Column::number("Provisional"),
        Column::number("Disputed"),
        Column::number("Gap"),
    ]
}

fn service(row: ServiceRow) -> Vec<AnyView> {
    let name = services::link(Some(row.service));
    let need = row.need.map(|(amount, note)| {
        let note = if note.is_empty() { note } else { format!(" {note}.") };
        view! { <span class="quiet quiet--block">{format!("Needs {}.{note}", amount.in_words())}</span> }
    });
    sum_cells(view! { {name} {need} }.into_any(), row.sums)
}

fn sum_cells(head: AnyView, sums: Sums) -> Vec<AnyView> {
    let or_unknown = |pence: Option<Pence>| pence.map_or_else(|| "Not stated".to_owned(), |pence| pence.to_string());
    vec![
        head,
        or_unknown(sums.need).into_any(),
        sums.agreed.to_string().into_any(),
        sums.provisional.to_string().into_any(),
        sums.disputed.to_string().into_any(),
        or_unknown(sums.gap()).into_any(),
    ]
}

fn partner(row: PartnerRow) -> Vec<AnyView> {
    let href = format!("/organisations/{}", row.partner.reference.in_address());
    vec![
        view! { <a class="govuk-link" href=href>{row.partner.name}</a> }.into_any(),
        row.sums.agreed.to_string().into_any(),
        row.sums.provisional.to_string().into_any(),
        row.sums.disputed.to_string().into_any(),
        row.before.to_string().into_any(),
        row.trend.label().into_any(),
    ]
}
