//! The words and amounts of what must not be seen, by whom they are for.

/// Words of the agreement, its clauses, commitments, money, positions and people: for those who read its negotiation.
pub const NEGOTIATED: &[&str] = &[
    "zqzqtitle",
    "zqzqaims",
    "zqzqheading",
    "zqzqclause",
    "zqzqtext",
    "zqzqstatement",
    "zqzqmeasure",
    "zqzqtarget",
    "zqzqproposed",
    "zqzqdispute",
    "zqzqcostwords",
    "zqzqnomoney",
    "zqzqwithdrawn",
    "zqzqlinenote",
    "zqzqposition",
    "zqzqauthority",
    "zqzqsignatory",
    "zqzqcommissioner",
    "zqzqabout",
    "zqzqfilename",
    "zqzqbytes",
    "zqzqletter",
];

/// The people among them. An administrator sees who belongs to the register, and nothing of what they do in it.
pub const PEOPLE: &[&str] = &["zqzqsignatory", "zqzqcommissioner"];

/// Words of what is not published: for those who keep the register or watch over it.
pub const KEPT: &[&str] = &[
    "zqzqhidden",
    "zqzqdescription",
    "zqzqindependent",
    "zqzqneednote",
    "zqzqcontract",
    "zqzqcontractwords",
    "zqzqoutcome",
    "zqzqunit",
    "zqzqsource",
    "zqzqobserved",
    "zqzqtender",
    "zqzqtenderwords",
    "zqzqprocedure",
    "zqzqplace",
    "zqzqeventnote",
    "zqzqinterest",
    "zqzqcomes",
    "zqzqasked",
    "zqzqendinginterest",
];

/// The name of the service: for both.
pub const SERVICE: &str = "zqzqservice";

/// Money of the agreement, as pages, forms and files would write it.
pub const NEGOTIATED_AMOUNTS: &[&str] =
    &["7,654,321.09", "7654321.09", "765432109", "1,234,567.89", "1234567.89", "123456789"];

/// Money of what is not published, likewise. The need is shown in words, too.
pub const KEPT_AMOUNTS: &[&str] = &[
    // The year in which the hidden service needs money.
    "2032/33",
    "77.7 million",
    "77,700,000",
    "77700000",
    "3,141,592.65",
    "3141592.65",
    "314159265",
    "2,718,281.82",
    "2718281.82",
    "271828182",
    "2,818,281.83",
    "2818281.83",
    "281828183",
    "271.828",
];
