//! What releases say, put into the register's columns, field by field; and a field of either side in words.

use sea_orm::Set;

use super::buyers::Buyers;
use crate::{
    ocds::Process,
    procurement::{Field, Fields, areas, table},
    values::{Pence, text},
};

/// Takes over what the releases say, but for the fields that a person wrote.
pub fn fill(row: &mut table::ActiveModel, process: &Process, buyers: &Buyers, by_hand: &Fields, area_confirmed: bool) {
    for field in Field::ALL.iter().filter(|field| !by_hand.has(**field)) {
        take(row, *field, process, buyers);
    }
    if !area_confirmed {
        row.area_of_need = Set(row.cpv.try_as_ref().and_then(Option::as_ref).and_then(areas::proposed));
    }
}

/// Takes one field over.
pub fn take(row: &mut table::ActiveModel, field: Field, process: &Process, buyers: &Buyers) {
    match field {
        Field::Title => {
            row.title = Set(process.title.clone());
            row.title_key = Set(text::folded(&process.title));
        }
        Field::Description => row.description = Set(process.description.clone()),
        Field::Buyer => {
            row.buyer_id = Set(buyers.organisation(&process.buyer));
            row.buyer_name = Set(process.buyer.name.clone());
            row.buyer_key = Set(text::folded(&process.buyer.name));
        }
        Field::Cpv => row.cpv = Set(process.cpv.clone()),
        Field::Value => {
            row.value_low = Set(process.value_low);
            row.value_high = Set(process.value_high);
        }
        Field::Procedure => row.procedure = Set(process.procedure.clone()),
        Field::State => row.state = Set(process.state),
    }
}

/// What the notices say of a field, in words.
pub fn theirs(process: &Process, field: Field) -> String {
    match field {
        Field::Title => process.title.clone(),
        Field::Description => process.description.clone(),
        Field::Buyer => process.buyer.name.clone(),
        Field::Cpv => process.cpv.as_ref().map(ToString::to_string).unwrap_or_default(),
        Field::Value => range(process.value_low, process.value_high),
        Field::Procedure => process.procedure.clone().unwrap_or_default(),
        Field::State => process.state.label().to_owned(),
    }
}

/// What the register says of a field, in the same words.
pub fn ours(row: &table::Model, field: Field) -> String {
    match field {
        Field::Title => row.title.clone(),
        Field::Description => row.description.clone(),
        Field::Buyer => row.buyer_name.clone(),
        Field::Cpv => row.cpv.as_ref().map(ToString::to_string).unwrap_or_default(),
        Field::Value => range(row.value_low, row.value_high),
        Field::Procedure => row.procedure.clone().unwrap_or_default(),
        Field::State => row.state.label().to_owned(),
    }
}

fn range(low: Option<Pence>, high: Option<Pence>) -> String {
    match (low, high) {
        (None, None) => String::new(),
        (Some(low), None) => format!("{low} or more"),
        (None, Some(high)) => format!("up to {high}"),
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low} to {high}"),
    }
}
