//! The fields of a procurement that imports fill and people may change. Each belongs to the imports until a person changes it.

use std::{collections::BTreeSet, fmt, str::FromStr};

use crate::values::UnknownWord;

crate::words! {
    /// What an import fills and a person may change.
    Field {
        Title = "title", "Title";
        Description = "description", "Description";
        Buyer = "buyer", "Buyer";
        Cpv = "cpv", "CPV code";
        Value = "value", "Value";
        Procedure = "procedure", "Procedure";
        State = "state", "Status";
    }
}

/// Some of the fields, kept as a list of their codes.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
#[cfg_attr(feature = "orm", sea_orm(value_type = "String"))]
pub struct Fields(BTreeSet<Field>);

impl Fields {
    /// True if the field is among them.
    pub fn has(&self, field: Field) -> bool {
        self.0.contains(&field)
    }

    /// True of none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In the order of their enumeration.
    pub fn iter(&self) -> impl Iterator<Item = Field> {
        self.0.iter().copied()
    }

    /// The same with a field.
    #[must_use]
    pub fn with(mut self, field: Field) -> Self {
        self.0.insert(field);
        self
    }

    /// The same without a field.
    #[must_use]
    pub fn without(mut self, field: Field) -> Self {
        self.0.remove(&field);
        self
    }
}

impl FromIterator<Field> for Fields {
    fn from_iter<I: IntoIterator<Item = Field>>(fields: I) -> Self {
        Self(fields.into_iter().collect())
    }
}

impl fmt::Display for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes: Vec<_> = self.0.iter().map(Field::code).collect();
        f.write_str(&codes.join(","))
    }
}

impl FromStr for Fields {
    type Err = UnknownWord;

    /// An unknown code is an error: if it were dropped, an import would write over what a person wrote.
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        text.split(',').filter(|code| !code.is_empty()).map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_kept_as_their_codes() {
        let some: Fields = [Field::Value, Field::Title].into_iter().collect();
        assert_eq!(some.to_string(), "title,value");
        assert_eq!("title,value".parse::<Fields>(), Ok(some.clone()));
        assert_eq!("".parse::<Fields>(), Ok(Fields::default()));
        assert_eq!("title,colour".parse::<Fields>(), Err(UnknownWord), "a person wrote it, whatever it is");
        assert_eq!(some.without(Field::Title).with(Field::State).to_string(), "value,state");
    }
}
