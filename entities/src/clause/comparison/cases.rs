//! What people change in a text, and what they are told of it.

use super::{
    told::{lasting, told},
    *,
};

#[test]
fn a_word_that_changed_and_a_sentence_that_moved_are_all_that_is_marked() {
    let before = "## Review\n\nThe parties meet every quarter. The host writes the report. Costs are shared equally.\n";
    let after = "## Review\n\nThe host writes the report. The parties meet every month. Costs are shared equally.\n";
    assert_eq!(
        told(before, after),
        [
            "Changed 1>1",
            "<1: The host writes the report.> The parties meet every [-quarter-]{+month+}. <1> Costs are shared equally."
        ]
    );
}

#[test]
fn a_moved_clause_is_moved() {
    let [a, b, c] = [
        "## Aims {#c-a}\n\nWe help children.\n\n",
        "## Money {#c-b}\n\nAll of us pay.\n\n",
        "## End {#c-c}\n\nNo.\n\n",
    ];
    assert_eq!(told(&[a, b, c].concat(), &[c, a, b].concat()), ["Same, moved 3>1"]);
    let renamed = c.replace("No.", "Never.");
    assert_eq!(told(&[a, b, c].concat(), &[&renamed, a, b].concat()), ["Changed, moved 3>1", "[-No.-]", "{+Never.+}"]);
}

#[test]
fn anchors_that_were_lost_or_doubled_are_made_up_for_by_headings_and_words() {
    let before = "## Aims {#c-a}\n\nWe help children.\n\n## Money {#c-b}\n\nAll of us pay in April.\n";
    assert_eq!(told(before, &before.replace(" {#c-a}", "").replace(" {#c-b}", "")), Vec::<String>::new());
    let lost = before.replace(" {#c-b}", "").replace("April", "May");
    assert_eq!(told(before, &lost), ["Changed 2>2", "All of us pay in [-April-]{+May+}."]);
    assert_eq!(told(before, &before.replace("{#c-b}", "{#c-a}")), Vec::<String>::new());
    let renamed = before.replace("## Money {#c-b}", "## Funding");
    assert_eq!(told(before, &renamed), ["Changed 2>2", "[-## Money-]", "{+## Funding+}"]);
}

#[test]
fn a_clause_that_is_new_and_one_that_is_gone_are_one_change_each() {
    let before = "## Aims {#c-a}\n\nWe help children.\n\n## Money {#c-b}\n\nAll of us pay in April.\n";
    let after = "## Aims {#c-a}\n\nWe help children.\n\n## Disputes {#c-d}\n\nNobody quarrels.\n\nIf anybody does, the chair decides.\n";
    assert_eq!(
        told(before, after),
        [
            "Gone 2>-",
            "[-## Money-]",
            "[-All of us pay in April.-]",
            "New ->2",
            "{+## Disputes+}",
            "{+Nobody quarrels.+}",
            "{+If anybody does, the chair decides.+}"
        ]
    );
    assert_eq!(compare(before, after, lasting()).changes(), 2);
}

#[test]
fn a_paragraph_that_moved_is_moved_and_so_is_a_reworded_sentence() {
    let before = "One body leads the work of all.\n\nThe council keeps the accounts for everybody who pays in.\n\nThey meet in the town hall.\n";
    let after = "The council keeps the accounts for everybody who pays in.\n\nOne body leads the work of all.\n\nThey meet in the town hall.\n";
    assert_eq!(told(before, after), ["Changed ->-", "<1>", "<1: One body leads the work of all.>"]);
    let reworded = after.replace("One body leads", "One partner leads");
    assert_eq!(told(before, &reworded), ["Changed ->-", "<1>", "<1: One [-body-]{+partner+} leads the work of all.>"]);
}

#[test]
fn two_sentences_that_changed_places_are_one_move() {
    assert_eq!(
        told("We refer every child at once. We meet.", "We meet. We refer every child at once."),
        ["Changed ->-", "<1: We meet.> We refer every child at once. <1>"]
    );
}

#[test]
fn a_sentence_that_moved_to_another_clause_says_where_it_was() {
    let before = "## Aims {#c-a}\n\nWe help children. The host pays for the hall.\n\n## Money {#c-b}\n\nAll of us pay in April.\n";
    let after = "## Aims {#c-a}\n\nWe help children.\n\n## Money {#c-b}\n\nAll of us pay in April. The host pays for the hall.\n";
    assert_eq!(
        told(before, after),
        [
            "Changed 1>1",
            "We help children. <1 Money>",
            "Changed 2>2",
            "All of us pay in April. <1 Aims: The host pays for the hall.>"
        ]
    );
    assert_eq!(compare(before, after, lasting()).changes(), 1);
}

#[test]
fn entries_of_a_list_and_rows_of_a_table_move_too() {
    assert_eq!(
        told("Partners:\n- Police\n- Council\n- Health", "Partners:\n- Health\n- Police\n- Council"),
        ["Changed ->-", "<1: - Health>", "<1>"]
    );
    let [head, a, b] = ["| Who | Pays |\n|---|---|\n", "| Police | £10,000 |\n", "| Council | £20,000 |\n"];
    assert_eq!(
        told(&[head, a, b].concat(), &[head, b, a].concat()),
        ["Changed ->-", "<1>", "<1: | Police | £10,000 |>"]
    );
    assert_eq!(
        told(&[head, a, b].concat(), &[head, a, &b.replace("20,000", "25,000")].concat()),
        ["Changed ->-", "| Council | £[-20,000-]{+25,000+} |"]
    );
}

#[test]
fn a_sentence_that_stands_twice_is_new_once() {
    let rule = "The chair decides. We meet. The chair decides.";
    assert_eq!(
        told(rule, "The chair decides. We meet. The chair decides. The chair decides."),
        ["Changed ->-", "The chair decides. We meet. The chair decides. {+The chair decides.+}"]
    );
    assert_eq!(
        told("A pays. S is so. B pays. S is so. C pays.", "S is so. A pays. S is so. B pays. S is so. C pays."),
        ["Changed ->-", "{+S is so.+} A pays. S is so. B pays. S is so. C pays."]
    );
}

#[test]
fn an_abbreviation_is_within_its_sentence() {
    assert_eq!(
        told(
            "Under s.75 we pay 1.5 per cent, e.g. No. 3, to St. Mary's.",
            "Under s.75 we pay 1.6 per cent, e.g. No. 3, to St. Mary's."
        ),
        ["Changed ->-", "Under s.75 we pay [-1.5-]{+1.6+} per cent, e.g. No. 3, to St. Mary's."]
    );
}

#[test]
fn blanks_and_line_breaks_are_not_compared_but_told_of() {
    let before = "We meet every month.\nWe refer.\n\nWe pay 10 %.\n";
    for after in [
        before.replace('\n', "\r\n"),
        before.replace(' ', "\u{a0}"),
        before.replace("month.\n", "month. "),
        before.replace("refer.\n\n", "refer. "),
        before.replace("every ", "every\n"),
    ] {
        let found = compare(before, &after, lasting());
        assert!(found.is_empty() && found.blanks_only, "{found:?}");
    }
    assert!(!compare(before, before, lasting()).blanks_only);
}

#[test]
fn a_paragraph_taken_out_stands_where_it_was() {
    assert_eq!(
        told("We meet.\n\nNobody answers the telephone.\n\nWe pay.", "We meet.\n\nWe pay."),
        ["Changed ->-", "[-Nobody answers the telephone.-]"]
    );
    assert_eq!(told("We meet.", "We meet.\n\nWe refer.\n"), ["Changed ->-", "{+We refer.+}"]);
    assert_eq!(told("We meet.\n", "Nobody answers\n"), ["Changed ->-", "[-We meet.-]", "{+Nobody answers+}"]);
    assert_eq!(told("", "We meet.\n"), ["New ->-", "{+We meet.+}"]);
    assert_eq!(told("We meet.\n", ""), ["Gone ->-", "[-We meet.-]"]);
    assert_eq!(told("", ""), Vec::<String>::new());
}

#[test]
fn words_that_changed_one_after_another_are_read_as_one() {
    assert_eq!(
        told("The council pays a small sum in April.", "The council pays the whole amount in April."),
        ["Changed ->-", "The council pays [-a small sum-]{+the whole amount+} in April."]
    );
    let found = compare_words("Police and Council", "Police and Health", lasting());
    assert_eq!(
        found,
        Some(vec![
            (Said::Kept, "Police and ".into()),
            (Said::TakenOut, "Council".into()),
            (Said::New, "Health".into())
        ])
    );
    assert_eq!(compare_words("Every month", "Nobody", lasting()), None);
}

#[test]
fn a_paragraph_as_long_as_a_book_is_compared_word_by_word() {
    let words: Vec<String> = (0..20_000).map(|number| format!("word{}", number % 997)).collect();
    let mut changed = words.clone();
    changed[10_000] = "another".into();
    let lines = told(&words.join(" "), &changed.join(" "));
    assert!(lines[1].contains("[-word30-]{+another+}") && lines.len() == 2, "{}", &lines[1][..200]);
}

#[test]
fn once_patience_is_over_paragraphs_are_compared_and_that_is_said() {
    let before = "## Aims {#c-a}\n\nWe help children.\n\nWe meet.\n\n## End {#c-b}\n\nNo.\n";
    let found = compare(before, &before.replace("help", "protect"), Patience::NONE);
    assert!(found.by_paragraphs);
    let changed: Vec<String> =
        found.clauses[0].paragraphs.iter().flat_map(|paragraph| &paragraph.pieces).map(told::piece).collect();
    assert_eq!(changed, ["## Aims", "[-We help children.-]", "{+We protect children.+}", "We meet."]);
    assert!(!compare(before, before, Patience::NONE).by_paragraphs);
}
