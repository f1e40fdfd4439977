//! Every list as CSV: linked from its page under the page's filters, with every row that the reader sees there.

use std::collections::BTreeSet;

use http::header;

use super::{Answered, Service, get};

/// Every list, and where its rows lead.
const LISTS: [(&str, &str); 9] = [
    ("/agreements", "/agreements/"),
    ("/breaks", "/commitments/"),
    ("/commitments", "/commitments/"),
    ("/services", "/services/"),
    ("/contracts", "/contracts/"),
    ("/providers", "/providers/"),
    ("/expiring", "/contracts/"),
    ("/tenders", "/tenders/"),
    ("/organisations", "/organisations/"),
];

/// The rows of a file, by the names of its columns.
fn rows(file: &Answered) -> Vec<csv::StringRecord> {
    assert_eq!(file.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8; header=present", "{}", file.body);
    let disposition = file.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(disposition.starts_with("attachment; filename=") && disposition.contains(".csv"), "{disposition}");
    let text = file.body.strip_prefix('\u{feff}').expect("spreadsheets are told that it is UTF-8");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.headers().unwrap().iter().next_back(), Some("Page"));
    reader.records().map(|row| row.unwrap()).collect()
}

/// Where the rows of a page lead.
fn shown(page: &Answered, to: &str) -> BTreeSet<String> {
    let links = page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let records = links.filter(|link| link.starts_with(to) && link.contains(|c: char| c.is_ascii_digit()));
    records.filter(|link| link.matches('/').count() == 2).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_list_has_a_file_with_every_row_of_its_page() {
    let service = Service::demonstrating().await;
    let keeper = service.sign_in_as_keeper().await;
    for (list, to) in LISTS {
        let mut counts = Vec::new();
        for cookie in ["", keeper.as_str()] {
            let ask = async |address: &str| {
                let request = get(address).header(header::COOKIE, cookie);
                service.ask(request.body(Default::default()).unwrap()).await
            };
            let page = ask(list).await;
            assert!(page.body.contains(&format!("href=\"{list}.csv\"")), "{list}: {}", page.body);
            let rows = rows(&ask(&format!("{list}.csv")).await);
            let led: Vec<&str> = rows.iter().map(|row| row.iter().next_back().unwrap()).collect();
            let shown = shown(&page, to);
            assert!(!shown.is_empty(), "{list} shows nothing");
            for link in shown {
                assert!(led.iter().any(|led| led.ends_with(&link)), "{link} is on {list} and not in its file");
            }
            counts.push(rows.len());
        }
        assert!(counts[0] <= counts[1], "{list}: whoever is signed in sees no less: {counts:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_has_the_filters_of_its_page_and_all_pages() {
    let service = Service::demonstrating().await;
    let page = service.get("/tenders?kind=engagement").await;
    assert!(page.body.contains("href=\"/tenders.csv?kind=engagement\""), "{}", page.body);
    let engagements = rows(&service.get("/tenders.csv?kind=engagement").await);
    assert!(engagements.iter().all(|row| &row[0] == "Market engagement") && !engagements.is_empty(), "{engagements:?}");
    let all = rows(&service.get("/tenders.csv?page=2").await);
    assert_eq!(all.len(), rows(&service.get("/tenders.csv").await).len());
    assert!(all.len() > engagements.len());
    let nothing = service.get("/contracts?q=zzzz").await;
    assert!(!nothing.body.contains("/contracts.csv"), "{}", nothing.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_and_its_file_come_in_the_order_that_was_chosen() {
    let service = Service::demonstrating().await;
    let first_words = async |address: &str| {
        rows(&service.get(address).await).iter().map(|row| row[1].to_lowercase()).collect::<Vec<_>>()
    };
    for list in ["/agreements", "/contracts"] {
        let titles = first_words(&format!("{list}.csv?sort=title")).await;
        assert!(titles.is_sorted(), "{titles:?}");
        let page = service.get(&format!("{list}?sort=title")).await.body;
        assert!(page.contains("<option value=\"title\" selected>Title A to Z</option>"), "{page}");
        assert!(page.contains(&format!("href=\"{list}.csv?sort=title\"")), "{page}");
        let shown: Vec<Option<usize>> = titles.iter().map(|title| page.to_lowercase().find(title)).collect();
        assert!(shown.is_sorted(), "{shown:?}");
    }
    let prices = rows(&service.get("/contracts.csv?sort=price").await);
    let prices: Vec<Option<u64>> = prices.iter().map(|row| row[4].parse().ok()).collect();
    assert!(prices.is_sorted_by(|one, next| one >= next) && prices[0].is_some(), "{prices:?}");
    let usual = first_words("/contracts.csv").await;
    assert_eq!(first_words("/contracts.csv?sort=nonsense").await, usual);
}
