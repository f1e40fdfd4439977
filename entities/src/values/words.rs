//! A closed list of words: a state, a kind, a role. Kept as its code, shown as its label.

/// Declares an enum whose every variant has a code (kept, sent in forms) and a label (shown).
///
/// Gives `ALL`, `code()`, `label()`, `FromStr` by code, serde by code and, with the feature `orm`, a text column.
#[macro_export]
macro_rules! words {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::serde::Serialize, ::serde::Deserialize)]
        #[cfg_attr(feature = "orm", derive(::sea_orm::DeriveValueType))]
        #[cfg_attr(feature = "orm", sea_orm(value_type = "String", to_str = "crate::values::words::kept"))]
        pub enum $name {
            $($(#[$inner])* #[doc = $label] #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every word, in the order in which people choose from them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word as it is kept and sent.
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The word as it is shown.
            pub const fn label(&self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }
        }

        impl $crate::values::Word for $name {
            const WORDS: &'static [Self] = Self::ALL;

            fn code(&self) -> &'static str {
                $name::code(self)
            }

            fn label(&self) -> &'static str {
                $name::label(self)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::values::UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($code => Ok(Self::$variant),)+
                    _ => Err($crate::values::UnknownWord),
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.label())
            }
        }
    };
}

/// What every list of words gives, for fields that offer one.
pub trait Word: Copy + PartialEq + std::str::FromStr<Err = UnknownWord> + 'static {
    /// Every word, in the order in which people choose from them.
    const WORDS: &'static [Self];
    /// The word as it is kept and sent.
    fn code(&self) -> &'static str;
    /// The word as it is shown.
    fn label(&self) -> &'static str;
}

/// The word as a text column keeps it.
#[cfg(feature = "orm")]
pub(crate) fn kept<W: Word>(word: &W) -> String {
    word.code().to_string()
}

/// A code that is not in the list it was looked up in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("choose one from the list")]
pub struct UnknownWord;

#[cfg(test)]
mod tests {
    crate::words! {
        /// Two colours.
        Colour { Red = "red", "Deep red"; Blue = "blue", "Blue"; }
    }

    #[test]
    fn a_word_is_read_by_its_code_and_shown_by_its_label() {
        assert_eq!("red".parse(), Ok(Colour::Red));
        assert_eq!(Colour::Red.to_string(), "Deep red");
        assert_eq!("Deep red".parse::<Colour>(), Err(super::UnknownWord));
        assert_eq!(Colour::ALL, [Colour::Red, Colour::Blue]);
        assert_eq!(<Colour as super::Word>::WORDS.len(), 2);
    }
}
