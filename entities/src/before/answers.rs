//! Every answer about agreements, commitments, money and services that somebody gets, as lines of text. The program of before wrote
//! the same lines (`fixtures/*.txt.gz`).

use std::fmt::Write as _;

use crate::{
    Register,
    access::Viewer,
    agreement::read::{Agreements, CommitmentsOf, HistoryOf, OverviewOf, SignaturesOf, TextOf},
    audit::sha256,
    commitment::read::{CommitmentPage, Commitments},
    funding::read::{Line, LinesOf, YearOf, terms_in_words},
    glance::AtAGlance,
    service::read::{ServicePage, Services},
    trace::read::TraceOf,
    values::{FinancialYear, Reference},
    work::OwnWork,
};

pub async fn answers(register: &Register, viewer: &Viewer, all: &mut String) {
    let glance = register.read(viewer, &AtAGlance).await.unwrap();
    writeln!(
        all,
        "glance: {} in force, {} of {} confirmed, {} {:?}, {} breaks",
        glance.in_force, glance.confirmed, glance.commitments, glance.year, glance.money, glance.breaks
    )
    .unwrap();
    for row in register.listed(viewer, &Agreements::default()).await {
        writeln!(
            all,
            "agreement {}: {} | {:?} | {} | {:?} | {}",
            row.reference, row.title, row.kind, row.year, row.status, row.lead.name
        )
        .unwrap();
        agreement(register, viewer, &row.reference, all).await;
    }
    // Of a year the newest comes first now; the program of before had them by reference.
    let mut listed = register.listed(viewer, &Commitments::default()).await;
    assert!(listed.is_sorted_by_key(|row| std::cmp::Reverse(row.year)), "the newest year comes first");
    listed.sort_by(|one, other| (other.year, &one.reference).cmp(&(one.year, &other.reference)));
    for row in &listed {
        writeln!(
            all,
            "commitment {}: {} | {} | {} | {:?} | {} | {} | {}. {}",
            row.reference,
            row.statement,
            row.owner.name,
            row.year,
            row.due,
            row.shown,
            row.agreement,
            row.clause_number,
            row.clause
        )
        .unwrap();
        let page = register.read(viewer, &CommitmentPage((&row.reference).into())).await.unwrap();
        writeln!(
            all,
            "  measured {:?}, target {:?}, without money {:?}, {:?}",
            page.commitment.measure,
            page.commitment.target,
            page.commitment.no_money_because,
            page.commitment.confirmation
        )
        .unwrap();
        for cost in page.costs {
            writeln!(
                all,
                "  cost {} {} {:?} {} {:?} {} {:?} own {} {:?}",
                cost.line,
                cost.party.name,
                cost.service,
                cost.amount,
                cost.terms.iter().filter(|(what, _)| *what != "For").collect::<Vec<_>>(),
                cost.share,
                cost.responsibility,
                cost.own,
                cost.position
            )
            .unwrap();
        }
        for said in page.said {
            writeln!(
                all,
                "  said {:?} {:?} {:?} {:?} {:?} {}",
                said.kind,
                said.words,
                said.person,
                said.organisation.map(|named| named.name),
                said.letter,
                said.at
            )
            .unwrap();
        }
    }
    for service in register.listed(viewer, &Services::default()).await {
        let page = register.read(viewer, &ServicePage(service.reference.clone())).await.unwrap();
        let needs: Vec<_> =
            page.needs.iter().map(|need| format!("{} {} {}", need.year, need.amount.pence, need.note)).collect();
        writeln!(
            all,
            "service {}: {} | {:?} | {:?} | {:?} | {:?} | {needs:?} | {} contracts",
            service.reference,
            service.name,
            service.area_of_need,
            service.client_group,
            service.delivery,
            service.independent_of,
            page.contract_count.exactly().unwrap()
        )
        .unwrap();
        lines_told(page.funding, all);
    }
    for year in 2012..=2018 {
        let year = FinancialYear::starting(year).unwrap();
        let year = register.read(viewer, &YearOf(year)).await.unwrap();
        writeln!(all, "year {}: {:?}", year.year, year.all).unwrap();
        for row in year.services {
            writeln!(all, "  for {:?} {:?} {:?}", Some(row.service), row.sums, row.need).unwrap();
        }
        if let Some(hidden) = year.hidden {
            writeln!(all, "  for None {hidden:?} None").unwrap();
        }
        for row in year.partners {
            writeln!(all, "  by {} {:?} before {} {:?}", row.partner.name, row.sums, row.before, row.trend).unwrap();
        }
    }
    if viewer.person().is_some() {
        let work = register.read(viewer, &OwnWork).await.unwrap();
        for (which, items) in [("waits", work.mine), ("waited for", work.waiting_for)] {
            let mut items: Vec<_> = items
                .into_iter()
                .map(|item| format!("{which}: {:?} {} {} {:?}", item.task, item.record, item.words, item.due))
                .collect();
            items.sort();
            items.iter().for_each(|item| writeln!(all, "{item}").unwrap());
        }
    }
}

fn lines_told(lines: Vec<Line>, all: &mut String) {
    for line in lines {
        let shares: Vec<_> = line.shares.iter().map(|share| format!("{} {}", share.commitment, share.pence)).collect();
        let terms: Vec<_> = terms_in_words(&line.line).into_iter().filter(|(what, _)| *what != "For").collect();
        writeln!(
            all,
            "  money {}: {} {:?} {} {:?} {terms:?} {shares:?} published {}",
            line.line.reference,
            line.party.name,
            line.service,
            line.line.amount(),
            line.line.responsibility,
            line.line.published
        )
        .unwrap();
    }
}

async fn agreement(register: &Register, viewer: &Viewer, reference: &Reference, all: &mut String) {
    let page = register.read(viewer, &OverviewOf(reference.into())).await.unwrap();
    let row = page.agreement;
    writeln!(
        all,
        "  {:?} published {} binding {} {:?} to {:?}, coordinated by {:?}; aims {:?}",
        row.state,
        row.published,
        row.binding,
        row.starts,
        row.ends,
        page.coordinator.map(|named| named.name),
        row.aims
    )
    .unwrap();
    writeln!(
        all,
        "  {} of {} confirmed, {} agreed; reads negotiation {}",
        page.confirmed, page.commitments, page.agreed, page.reads_negotiation
    )
    .unwrap();
    for party in page.parties {
        writeln!(
            all,
            "  party {} {:?} {:?} {:?} signs {} now {:?}",
            party.organisation.name,
            party.then_called,
            party.role,
            party.speaks_as,
            party.signs,
            party.acts_now.iter().map(|now| format!("{now:?}")).collect::<Vec<_>>()
        )
        .unwrap();
    }
    if let Some(text) = register.read(viewer, &TextOf(reference.into())).await.unwrap() {
        let printed = text
            .printed
            .as_ref()
            .map(|printed| sha256(format!("{}|{}|{}", printed.head, printed.commitments, printed.money)));
        writeln!(
            all,
            "  text {} {} whole {} frozen {} {} {} printed {printed:?}",
            text.number,
            text.hash,
            text.has_its_hash,
            text.frozen,
            text.at,
            sha256(&text.text)
        )
        .unwrap();
    }
    let signatures = register.read(viewer, &SignaturesOf(reference.into())).await.unwrap();
    for row in signatures.rows {
        writeln!(
            all,
            "  signed {} {:?} {} {} {} revision {} {} {} {:?} counts {} whole {}",
            row.organisation.name,
            row.then_called,
            row.signatory,
            row.position,
            row.authority,
            row.revision,
            row.hash,
            row.at,
            row.scan,
            row.counts,
            row.has_its_hash
        )
        .unwrap();
    }
    writeln!(all, "  waits for {:?}", signatures.waiting.iter().map(|named| &named.name).collect::<Vec<_>>()).unwrap();
    for event in register.read(viewer, &HistoryOf(reference.into())).await.unwrap().events {
        writeln!(
            all,
            "  history {} {} {} {:?} {:?} {:?} {:?}",
            event.at,
            event.deed,
            event.record,
            event.person,
            event.organisation.map(|named| named.name),
            event.then_called,
            event.party.map(|named| named.name)
        )
        .unwrap();
    }
    for row in register.read(viewer, &CommitmentsOf(reference.into())).await.unwrap() {
        writeln!(all, "  promises {} {}", row.reference, row.shown).unwrap();
    }
    lines_told(register.read(viewer, &LinesOf(reference.into())).await.unwrap(), all);
    let trace = register.read(viewer, &TraceOf(reference.into())).await.unwrap();
    writeln!(all, "  breaks {:?}", trace.breaks).unwrap();
    for row in trace.rows {
        writeln!(
            all,
            "  chain {:?} {:?} {:?} {:?} {:?} {:?}",
            row.commitment.map(|row| row.reference),
            row.money.map(|money| format!("{} {} {} {}", money.line, money.party, money.amount, money.share)),
            row.service,
            row.contract,
            row.result.map(|result| (result.measure, result.last)),
            row.breaks
        )
        .unwrap();
    }
}
